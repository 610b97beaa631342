"""Every failure of an engine has one meaning: another try after a pause, or an error that says what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.faults import LONGEST_PAUSE, LOST, PATIENCE, TRANSIENT, TRIES, UNKNOWN_FATE, Tries, fault, pause
from schema.errors import BadQuery, GraphUnavailable, TooMuch

MEANINGS = [
    ("Neo.ClientError.Statement.SyntaxError", BadQuery, "Invalid input", "RETRUN 1"),
    ("Neo.ClientError.Schema.ConstraintValidationFailed", BadQuery, "Invalid input", "RETRUN 1"),
    ("Neo.ClientError.Statement.AccessMode", BadQuery, "this connection only reads", "RETRUN 1"),
    ("Neo.ClientError.Security.Forbidden", BadQuery, "the user may not do that", "RETRUN 1"),
    ("Neo.ClientError.Security.Unauthorized", GraphUnavailable, "refuses the login", "bolt://there"),
    ("Neo.ClientError.Database.DatabaseNotFound", GraphUnavailable, "Invalid input", "bolt://there"),
    ("Neo.TransientError.Transaction.DeadlockDetected", GraphUnavailable, "stays busy", "bolt://there"),
    ("Neo.DatabaseError.General.UnknownError", GraphUnavailable, "failed inside", "RETRUN 1"),
    (LOST, GraphUnavailable, "does not answer", "bolt://there"),
    (UNKNOWN_FATE, GraphUnavailable, "was being committed", "bolt://there"),
    ("", GraphUnavailable, "failed inside", "RETRUN 1"),
]


@pytest.mark.parametrize(
    ("code", "kind", "what", "where"), MEANINGS, ids=[meaning[0] or "none" for meaning in MEANINGS]
)
def test_a_code_becomes_one_of_our_errors_with_a_place_and_a_remedy(code, kind, what, where):
    error = fault(code, "Invalid input\n  here", "bolt://there", "RETRUN 1", "start it")

    assert type(error) is kind
    assert what in error.what
    assert error.where == where
    assert error.remedy


def test_a_statement_that_is_too_large_for_the_engine_is_the_fault_of_who_asks():
    said = "Query heap budget exceeded: its query would hold more than\nthe whole budget of 512.00MB the buffers share."

    assert type(fault("Neo.DatabaseError.General.UnknownError", said, "bolt://there")) is TooMuch


def test_who_is_connected_while_the_embedded_engine_ends_is_not_told_to_look_at_the_password():
    said = "The credentials of this connection are no longer valid"

    error = fault("Neo.ClientError.Security.Unauthorized", said, "bolt://there", advice="run the command again")

    assert (error.what, error.remedy) == ("the graph was ended meanwhile", "run the command again")


@given(st.sampled_from(sorted(TRANSIENT)), st.integers(1, 100))
def test_a_transient_failure_is_tried_again_after_a_short_pause_but_not_for_ever(code, failures):
    wait = pause(code, failures)

    assert (wait is None) == (failures >= TRIES.get(code, 10))
    assert wait is None or 0 < wait <= LONGEST_PAUSE


def test_a_lost_connection_is_tried_again_for_some_seconds():
    waits = [pause(LOST, failures) for failures in range(1, TRIES[LOST] + 1)]

    assert waits[-1] is None
    assert 2 < sum(wait for wait in waits if wait) < 10


@given(st.sampled_from(sorted(TRANSIENT)), st.floats(0, 1e6))
def test_only_a_connection_that_stays_lost_for_long_is_given_up_for_the_time_that_it_took(code, since):
    assert (pause(LOST, 1, since) is None) == (since > PATIENCE)
    assert pause(code, 1, since) is not None


def test_the_time_counts_from_the_first_failure(monkeypatch):
    now = iter([100.0, 100.0 + PATIENCE, 100.1 + PATIENCE])
    monkeypatch.setattr("graph.faults.time.monotonic", lambda: next(now))
    tries = Tries()

    assert [tries.pause(LOST) is None for _ in range(3)] == [False, False, True]


@pytest.mark.parametrize("code", [code for code, *_ in MEANINGS if code not in TRANSIENT and code != LOST])
def test_what_another_try_would_not_mend_is_not_tried_again(code):
    assert pause(code, 1) is None
