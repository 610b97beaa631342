"""Names that are taught: what they may stand for, how long they are kept, and how they are forgotten."""

import pytest

from graph.prepare import prepare
from loaders import loaders
from loaders.aliases import TOLD, add, remove
from loaders.naming import Names
from loaders.run import load
from schema.errors import NotFound, RowError
from tests.conftest import wipe


@pytest.fixture(scope="module")
def world(session_graph):
    """The graph with nations, organizations and their names."""
    wipe(session_graph)
    prepare(session_graph)
    for name in ("lifecycle", "organizations", "nations"):
        load(session_graph, loaders()[name])
    return session_graph


def taught(graph):
    return {(row["name"], row["id"]) for row in graph.read(TOLD, {})}


def meaning(graph, name):
    return Names(graph).certain(name)


def test_a_taught_name_means_what_it_was_taught_to_mean_until_it_is_forgotten(world):
    add(world, "ROK Seoul desk", "KR", "Case list", "https://example.org/list")
    before = meaning(world, "ROK Seoul desk")
    remove(world, "ROK Seoul desk")

    assert (before, meaning(world, "ROK Seoul desk")) == ("nation/KR", None)
    assert taught(world) == set()


def test_a_taught_name_is_forgotten_in_whatever_case_it_is_written(world):
    add(world, "ROK Seoul desk", "KR")
    remove(world, "rok seoul DESK")

    assert taught(world) == set()


def test_that_it_was_believed_is_kept(world):
    add(world, "Teh Netherlands kingdom", "nation/NL")
    (id,) = [row["id"] for row in world.read("MATCH (n:Name {loader: 'aliases'}) RETURN n.id AS id")]
    remove(world, "Teh Netherlands kingdom")

    rows = world.read("MATCH (r:Revision {of: $of}) RETURN r.change AS change", {"of": id})
    assert [row["change"] for row in rows] == ["removed"]


def test_a_taught_name_has_the_source_that_was_told(world):
    add(world, "Hellas army desk", "GR", "Case list", "https://example.org/list")

    (row,) = [row for row in world.read(TOLD, {}) if row["name"] == "Hellas army desk"]
    told = (row["id"], row["source_title"], row["source_url"], row["confidence"])
    remove(world, "Hellas army desk")
    assert told == ("nation/GR", "Case list", "https://example.org/list", "documented")


def test_teaching_twice_or_another_name_changes_nothing_of_the_first(world):
    add(world, "Desk one", "nation/JP")
    add(world, "Desk one", "nation/JP")
    add(world, "Desk two", "nation/JP")

    found = taught(world)
    for name in ("Desk one", "Desk two"):
        remove(world, name)
    assert found == {("Desk one", "nation/JP"), ("Desk two", "nation/JP")}


def test_a_taught_name_survives_a_load_of_what_is_bundled(world):
    add(world, "Desk of Norway", "nation/NO")
    load(world, loaders()["nations"])

    kept = meaning(world, "Desk of Norway")
    remove(world, "Desk of Norway")
    assert kept == "nation/NO"


@pytest.mark.parametrize(
    ("name", "id", "what"),
    [
        ("Austria", "nation/AU", "'Austria' already means nation/AT"),
        ("AT", "nation/AU", "'AT' already means nation/AT"),
        ("Navy", "nation/AU", "'Navy' already means org/navy"),
        ("Puerto Rico", "nation/US", "Puerto Rico is"),
        ("Some desk", "Utopia", "'Utopia' is no name"),
    ],
)
def test_a_name_that_means_something_else_or_nothing_known_is_refused(world, name, id, what):
    with pytest.raises(RowError) as refusal:
        add(world, name, id)

    assert refusal.value.what.startswith(what)
    assert taught(world) == set()


def test_a_name_that_was_never_taught_cannot_be_forgotten(world):
    with pytest.raises(NotFound):
        remove(world, "Nobody taught this")
