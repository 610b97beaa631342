"""What a failure of the graph means: whether to try again, after which pause, and our error for it."""

import random
import time

from schema.errors import AccordError, BadQuery, GraphUnavailable, TooMuch, TooSlow

LOST = "ConnectionLost"
"""Our word for a connection that broke or never came up; engines have no code for it."""

UNKNOWN_FATE = "UnknownFate"
"""Our word for a connection that broke while a transaction was being committed."""

TRANSIENT = frozenset(
    {
        "Neo.ClientError.Cluster.NotALeader",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
        "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists",  # another makes the same index just now
        "Neo.TransientError.Cluster.ReplicationFailure",
        "Neo.TransientError.Database.DatabaseUnavailable",
        "Neo.TransientError.General.DatabaseUnavailable",
        "Neo.TransientError.General.MemoryPoolOutOfMemoryError",
        "Neo.TransientError.Transaction.BookmarkTimeout",
        "Neo.TransientError.Transaction.ConstraintsChanged",
        "Neo.TransientError.Transaction.DeadlockDetected",  # ArcadeDB says so of any two writes that collide
        "Neo.TransientError.Transaction.LeaderSwitch",
        "Neo.TransientError.Transaction.LeaseExpired",
        "Neo.TransientError.Transaction.LockAcquisitionTimeout",
        "Neo.TransientError.Transaction.MaximumTransactionLimitReached",
        "Neo.TransientError.Transaction.Outdated",
    }
)

SECURITY = "Neo.ClientError.Security."
ENDING = "credentials of this connection are no longer valid"
"""What ArcadeDB says to those who are connected while it ends."""
ONLY_READS, FORBIDDEN = "Neo.ClientError.Statement.AccessMode", "Neo.ClientError.Security.Forbidden"
NO_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"

TOO_SLOW = "Neo.ClientError.Transaction.TransactionTimedOut"
TOO_LARGE = "would hold more than the whole budget"
"""What ArcadeDB says, under no code of its own, of a statement for which its memory is too small."""

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 4.0
TRIES = {
    LOST: 8,  # an embedded engine that broke down is back within two seconds
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": 2,  # more often it is the statement that is too large
}
MANY_TRIES = 10
PATIENCE = 15.0
"""Seconds from the first time that a connection is lost to the last try: a server that hangs takes long to fail."""


def pause(code: str, failures: int, since: float = 0.0) -> float | None:
    """Seconds to wait before trying again after so many failures, the first of them so many seconds ago, or None where
    another try would not help.
    """
    tries = TRIES.get(code, MANY_TRIES if code in TRANSIENT else 1)
    if failures >= tries or (code == LOST and since > PATIENCE):
        return None
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** (failures - 1)) * random.uniform(0.5, 1.0)


class Tries:
    """How often one thing failed, and since when."""

    def __init__(self) -> None:
        self._failures, self._first = 0, 0.0

    def pause(self, code: str) -> float | None:
        """Seconds to wait before it is tried again after this failure, or None where another try would not help."""
        now = time.monotonic()
        self._first = now if self._failures == 0 else self._first
        self._failures += 1
        return pause(code, self._failures, now - self._first)


def fault(code: str, message: str, uri: str, statement: str = "", advice: str = "") -> AccordError:
    """Our error for an engine's code: what is wrong, where, and what to do."""
    message = " ".join(message.split())
    where = statement.strip() or uri
    match code:
        case code if code == UNKNOWN_FATE:
            return GraphUnavailable("the connection broke while a transaction was being committed", uri, "run it again")
        case code if code == LOST:
            return GraphUnavailable(f"the graph does not answer: {message}", uri, advice)
        case code if code == ONLY_READS:
            return BadQuery(f"this connection only reads: {message}", where, "facts change by loading a source")
        case code if code.startswith(SECURITY):
            return _kept_out(code, message, uri, where, advice)
        case code if code == NO_DATABASE:
            return GraphUnavailable(message, uri, "set ACCORD_GRAPH_DATABASE to a database of that server")
        case code if code.startswith(TOO_SLOW):
            return TooSlow("the graph did not answer in time", remedy="ask for less at once")
        case code if code in TRANSIENT:
            return GraphUnavailable(f"the graph stays busy: {message}", uri, "try again when other work is done")
        case code if code.startswith("Neo.ClientError."):
            return BadQuery(message, where, "mend the statement or its parameters")
        case _ if TOO_LARGE in message:
            return TooMuch("the answer takes more memory than the graph has", remedy="ask for less at once")
        case _:
            return GraphUnavailable(f"the graph failed inside: {message} ({code})", where, advice)


def _kept_out(code: str, message: str, uri: str, where: str, advice: str) -> AccordError:
    if code == FORBIDDEN:
        return BadQuery(
            f"the user may not do that: {message}", where, "give ACCORD_GRAPH_USER that right, or set another"
        )
    if ENDING in message:
        return GraphUnavailable("the graph was ended meanwhile", uri, advice)
    return GraphUnavailable(f"the graph refuses the login: {message}", uri, "check user and password")
