"""What was believed before, over GraphQL, on every engine."""

import pytest

from graph.prepare import prepare
from loaders.core import SOURCED, Loader
from loaders.run import Options, load
from schema.stakeholders import MEMBER_OF, NATION, ORGANIZATION
from tests.api_client import serving


def parse(record):
    """A nation, the body, and the membership that holds from a day."""
    yield NATION.row("nation/TR", title=record.pop("name"), iso2="TR", iso3="TUR")
    yield ORGANIZATION.row("org/nato", title="NATO", kind="alliance")
    yield MEMBER_OF.link("nation/TR", "org/nato", to_on=record.pop("to_on", None))


LOADER = Loader(
    name="trial",
    source="facts/trial.csv",
    doc="One nation and one membership, for the test.",
    columns=("name", "to_on", *SOURCED),
    emits=(NATION, ORGANIZATION, MEMBER_OF),
    parse=parse,
)
HISTORY = """{
  nation(id: "nation/TR") {
    title
    recordedAt
    history { of change was knownFrom knownTo hadLabels writtenBy { nodes { id } } }
  }
}"""


@pytest.fixture
def say(graph, tmp_path):
    """Loads what a file says of the nation."""
    prepare(graph)
    file = tmp_path / "trial.csv"

    def say(name, to_on=""):
        lines = f"name,to_on,{','.join(SOURCED)}\n{name},{to_on},A page,https://example.org/page,documented\n"
        file.write_text(lines, encoding="utf-8")
        load(graph, LOADER, file, Options())

    return say


def test_what_was_never_changed_has_no_history(engine, say):
    say("Turkey")
    with serving(engine.settings) as client:
        assert client.data(HISTORY)["nation"]["history"] == []


def test_every_former_name_is_told_with_the_time_in_which_it_was_believed(engine, say):
    for name in ("Turkey", "Turkiye", "Türkiye"):
        say(name)
    with serving(engine.settings) as client:
        nation = client.data(HISTORY)["nation"]
    newer, older = nation["history"]

    assert (nation["title"], newer["was"]["title"], older["was"]["title"]) == ("Türkiye", "Turkiye", "Turkey")
    assert older["knownFrom"] < older["knownTo"] == newer["knownFrom"] < newer["knownTo"] == nation["recordedAt"]
    assert {(each["of"], each["change"]) for each in (newer, older)} == {("nation/TR", "changed")}
    assert set(newer["hadLabels"]) == {"Entity", "Stakeholder", "Nation"}
    assert all(each["writtenBy"]["nodes"][0]["id"].startswith("run/") for each in (newer, older))


def test_the_history_of_an_edge_is_told_at_its_start(engine, say):
    say("Türkiye")
    say("Türkiye", "2030-01-01")
    with serving(engine.settings) as client:
        [revision] = client.data(HISTORY)["nation"]["history"]
        [edge] = client.data('{ nation(id: "nation/TR") { memberOf { edges { toOn } } } }')["nation"]["memberOf"][
            "edges"
        ]

    assert revision["of"].startswith("nation/TR|MEMBER_OF|org/nato")
    assert ("to_on" in revision["was"], edge["toOn"]) == (False, "2030-01-01")


def test_the_version_of_the_data_grows_with_a_load_that_changes_something_alone(engine, say):
    text = "{ status { version } }"
    with serving(engine.settings) as client:
        assert client.data(text) == {"status": None}
        say("Turkey")
        first = client.data(text)["status"]["version"]
        say("Turkey")
        same = client.data(text)["status"]["version"]
        say("Türkiye")

        assert (same, client.data(text)["status"]["version"]) == (first, first + 1)


def test_a_name_that_a_load_brings_is_known_to_the_next_request(engine, say):
    text = '{ resolve(name: "Türkiye") { entity { id } score } }'
    say("Turkey")
    with serving(engine.settings) as client:
        assert client.data(text)["resolve"] != [{"entity": {"id": "nation/TR"}, "score": 1.0}]
        say("Türkiye")

        assert client.data(text)["resolve"] == [{"entity": {"id": "nation/TR"}, "score": 1.0}]
