"""The engines of the tests: where Neo4j cannot run, the reason is told, and whoever requires it is not fooled."""

import pytest

from tests import conftest, neo4j_server
from tests.neo4j_server import LONG_TERM, CannotRun, fetch_jars


def test_without_maven_there_is_no_neo4j_and_the_reason_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(neo4j_server, "CACHE", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CannotRun, match=r"Maven \(mvn\) was not found"):
        fetch_jars(LONG_TERM)


def test_without_a_java_there_is_no_neo4j_and_the_reason_is_told(monkeypatch):
    monkeypatch.setattr(neo4j_server, "_java_version", lambda _: 11)

    with pytest.raises(CannotRun, match="needs a JDK 17 or later"):
        neo4j_server.find_java(LONG_TERM)


@pytest.mark.parametrize(("required", "outcome"), [(False, pytest.skip.Exception), (True, pytest.fail.Exception)])
def test_tests_that_cannot_have_neo4j_are_skipped_or_fail_where_it_is_required(
    monkeypatch, tmp_path, required, outcome
):
    def cannot_run(*_):
        raise CannotRun("no Java here")

    monkeypatch.setattr(conftest, "neo4j_server", cannot_run)
    monkeypatch.setattr(conftest, "NEO4J_REQUIRED", required)

    with pytest.raises(outcome, match="no Java here"):
        conftest._neo4j(LONG_TERM, tmp_path).__enter__()


def test_each_engine_says_its_name_and_version(engine):
    versions = {"embedded": "ArcadeDB ", "neo4j": f"Neo4j {LONG_TERM}"}

    assert engine.version.startswith(versions.get(engine.name, "Neo4j "))
