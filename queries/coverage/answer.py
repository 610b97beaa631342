"""The answer from the graph: a query for the facts, and one for the rules where they changed since they were read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import Any

from queries.coverage.evaluate import evaluate
from queries.coverage.facts import US, Facts, orders_of, parties_of
from queries.coverage.known import Past
from queries.coverage.orders import year_of
from queries.coverage.request import SYSTEMS, Request
from queries.coverage.result import Coverage
from queries.coverage.rulebase import Authority, Rules
from queries.coverage.rules import Rule, rule, statement
from queries.words import Texts
from schema.errors import NotFound, UnknownName
from schema.near import near
from schema.vocabulary import TransferKind

Row = Mapping[str, Any]
Read = Callable[[str, Mapping[str, Any]], Iterable[Row]]
"""Runs a query of the library, by its name, with parameters."""
SHARING = frozenset({TransferKind.ACSA_TRANSFER, TransferKind.ACSA_ACQUISITION, TransferKind.HOST_NATION_SUPPORT})
"""Kinds of transfer with ceilings that several partners share, to which the orders of all of them count."""

KEPT = 4
"""How many rule bases are kept compiled: several graphs, or a graph before and after a load."""


def answer(read: Read, request: Request) -> Coverage:
    """The coverage of a transfer, from the graph. Raises NotFound for a party that is not there, UnknownName for a
    system that is not.

    Where the request asks what was known at an earlier moment, facts and rules are those of that moment.
    """
    if request.system is not None:
        _known(request.system, [row["id"] for row in read("systems", {})])
    if request.known_at is not None:
        read = Past.of(read, request.known_at).read
    facts = facts_of(read("facts", parameters(request)), request)
    return evaluate(request, facts, RULES.of(read, facts.revision))


def _known(system: str, ids: list[str]) -> None:
    if system not in ids:
        likely = near(system.partition("/")[2], ids)
        remedy = f"{SYSTEMS}; the nearest: {', '.join(likely)}" if likely else SYSTEMS
        raise UnknownName(f"system: nothing here has the id {system}", remedy=remedy)


def parameters(request: Request) -> dict[str, Any]:
    """What facts.cypher takes."""
    first, last = year_of(request.on)
    parties = sorted(set(request.parties.values()))
    shared = not request.kinds or not SHARING.isdisjoint(request.kinds)
    return {
        "parties": parties,
        "us": US,
        "year_from": first.isoformat(),
        "year_to": last.isoformat(),
        "shared": shared,
    }


def facts_of(rows: Iterable[Row], request: Request) -> Facts:
    """The facts of rows of facts.cypher. Raises NotFound where a party of the request is not among them."""
    told = list(rows)
    parties = parties_of(told)
    for part, party in request.parties.items():
        if party not in parties:
            then = f" had at {request.known_at}" if request.known_at else " has"
            raise NotFound(
                f"{part}: nothing here{then} the id {party}", remedy="ask with a name, or load the facts first"
            )
    changed = told[0]["changed_at"]
    read_at = date.fromisoformat(changed[:10]) if changed else date.min
    of_recipient = (row for row in told if row["party"] == request.parties["recipient"])
    return Facts(parties, read_at, revision_of(told[0]), orders=orders_of(of_recipient))


def rules_of(rows: Iterable[Row], read: Read | None = None) -> Rules:
    """The rule base of rows of rules.cypher; with `read`, the words of the law that it cites are in it too."""
    told: dict[str, list[Row]] = {"rule": [], "statement": [], "list": [], "nation": [], "authority": []}
    revision = ""
    for row in rows:
        told[row["what"]].append(row)
        revision = revision_of(row)
    rules = [rule(row) for row in told["rule"]]
    return Rules.of(
        quoted(rules, read) if read else rules,
        (statement(row) for row in told["statement"]),
        includes={row["id"]: tuple(sorted(row["includes"])) for row in told["list"]},
        titles={row["id"]: row["title"] for row in (*told["list"], *told["nation"])},
        authorities={
            row["id"]: Authority(row["id"], row["title"], row["source"], row["url"]) for row in told["authority"]
        },
        revision=revision,
    )


def quoted(rules: Iterable[Rule], read: Read) -> Iterator[Rule]:
    """The rules, each with the words of the paragraph that it cites, where these are known."""
    found = list(rules)
    texts = Texts.of(read, ((each.authority, each.citation.paragraph or "") for each in found))
    for each in found:
        told = texts.passage(each.authority, each.citation.paragraph or "")
        yield replace(each, citation=replace(each.citation, words=told.words, edition=told.edition)) if told else each


def revision_of(row: Row) -> str:
    """The version of the data, which every writing transaction changes."""
    return f"{row['version']}/{row['changed_at']}"


class _Kept:
    """The rule bases that were read last, by the version of the data in which they were read."""

    def __init__(self) -> None:
        self._kept: dict[str, Rules] = {}
        self._lock = Lock()

    def of(self, read: Read, revision: str) -> Rules:
        """The rules of that version of the data: read, unless they are kept."""
        with self._lock:
            found = self._kept.get(revision)
            if found is None:
                found = rules_of(read("rules", {}), read)
                self._kept[found.revision] = found
                for old in list(self._kept)[:-KEPT]:
                    del self._kept[old]
            return found


RULES = _Kept()
