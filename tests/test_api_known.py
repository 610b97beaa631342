"""Lists as they were known at a moment are the lists that were answered then; on every engine."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.prepare import prepare
from loaders.core import SOURCED, Loader
from loaders.run import Options, load
from schema.agreements import AGREEMENT, PARTY_TO
from schema.dates import Instant
from schema.stakeholders import MEMBER_OF, NATION, ORGANIZATION
from tests.api_client import serving
from tests.conftest import SOAK, wipe

NATIONS, BODIES, AGREEMENTS = ("JP", "FI", "KR", "DE"), ("nato", "eu"), ("a", "b", "c", "d", "e")
COLUMNS = ("what", "id", "title", "kind", "status", "from_on", "to_on", "other")
DATES = st.sampled_from(["", "2014", "2015-06", "2015-06-15", "2016-01-31"])


def parse(record):
    """One thing or relation of the trial."""
    told = {name: record.pop(name) or None for name in COLUMNS}
    what, id_ = told["what"], told["id"]
    spell = {"from_on": told["from_on"], "to_on": told["to_on"]}
    if what == "nation":
        yield NATION.row(f"nation/{id_}", title=told["title"], iso2=id_)
    elif what == "body":
        yield ORGANIZATION.row(f"org/{id_}", title=told["title"], kind="alliance")
    elif what == "member":
        yield MEMBER_OF.link(f"nation/{id_}", f"org/{told['other']}", **spell)
    elif what == "party":
        yield PARTY_TO.link(f"nation/{id_}", f"agreement/{told['other']}", role=told["title"], **spell)
    else:
        days = {"in_force_from": told["from_on"], "in_force_to": told["to_on"]}
        own = {"kinds": [told["kind"]], "status": told["status"], **days}
        yield AGREEMENT.row(f"agreement/{id_}", title=told["title"], **own)


TRIAL = Loader(
    name="trial",
    doc="A few agreements, for the test.",
    columns=(*COLUMNS, *SOURCED),
    emits=(NATION, ORGANIZATION, AGREEMENT, MEMBER_OF, PARTY_TO),
    parse=parse,
)


@st.composite
def worlds(draw):
    """The records of a small world."""

    def some(values):
        return draw(st.lists(st.sampled_from(values), unique=True))

    def record(what, id_, **more):
        told = dict.fromkeys(COLUMNS, "") | {"what": what, "id": id_, "title": draw(st.sampled_from(["Zeta", "eta"]))}
        source = {"source_title": draw(st.sampled_from(["One", "Two"])), "source_url": "", "confidence": "documented"}
        return told | source | {"from_on": draw(DATES), "to_on": draw(DATES)} | more

    nations, bodies, agreements = some(NATIONS), some(BODIES), some(AGREEMENTS)
    statuses, kinds = (
        st.sampled_from(["in-force", "expired", "unknown"]),
        st.sampled_from(["acsa", "airlift", "framework"]),
    )
    found = [record("nation", each) for each in nations] + [record("body", each) for each in bodies]
    found += [record("agreement", each, kind=draw(kinds), status=draw(statuses)) for each in agreements]
    for what, others in (("member", bodies), ("party", agreements)):
        pairs = some([(nation, other) for nation in nations for other in others]) if nations and others else []
        found += [record(what, nation, other=other) for nation, other in pairs]
    return found


OPERATION = """query($at: DateTime) {
  newest: agreements(first: 2, knownAt: $at, orderBy: [{field: IN_FORCE_FROM, direction: DESC}, {field: TITLE}]) {
    totalCount edges { cursor node { ...A } } pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
  }
  last: agreements(last: 2, knownAt: $at, orderBy: [{field: STATUS}, {field: TITLE, direction: DESC}]) {
    nodes { ...A } pageInfo { hasNextPage hasPreviousPage }
  }
  inForce: agreements(knownAt: $at, where: {status: {eq: IN_FORCE}}) { totalCount nodes { id } }
  others: agreements(knownAt: $at, where: {not: {status: {in: [IN_FORCE, UNKNOWN]}}}) { totalCount nodes { id } }
  byWords: agreements(knownAt: $at, where: {or: [{title: {contains: "ZE"}}, {inForceTo: {gte: "2015"}}]}) {
    nodes { id }
  }
  byDay: agreements(knownAt: $at, where: {inForceFrom: {lt: "2015-06-15"}, not: {inForceTo: {eq: "2015"}}}) {
    nodes { id }
  }
  unknown: agreements(knownAt: $at, where: {inForceTo: {isNull: true}, labels: {has: "Acsa"}}) { nodes { id } }
  kinds: agreements(knownAt: $at, where: {kinds: {hasAny: [ACSA, FRAMEWORK]}, not: {title: {eq: "eta"}}}) {
    nodes { id }
  }
  held: agreements(knownAt: $at, asOf: "2015-06-15") { totalCount nodes { id } }
  acsas(knownAt: $at) { totalCount nodes { id } }
  nation(id: "nation/JP", knownAt: $at) { title recordedAt agreements { nodes { ...A } } }
  agreement(id: "agreement/a", knownAt: $at) { ...A parties { totalCount nodes { title } } }
  organization(id: "nation/JP", knownAt: $at) { id }
  organizations(knownAt: $at) {
    nodes {
      title members(orderBy: [{edge: FROM_ON}, {field: TITLE}], first: 2) {
        totalCount edges { cursor fromOn toOn confidence recordedAt node { id title } } pageInfo { hasNextPage }
      }
    }
  }
  stakeholders(knownAt: $at) {
    nodes {
      __typename title recordedAt source { title }
      memberOf(asOf: "2015-06-15") { totalCount nodes { id title } }
      ... on Nation {
        agreements(where: {node: {status: {ne: EXPIRED}}}, first: 1) {
          totalCount edges { role node { ...A parties(last: 2) { edges { fromOn node { id title } } } } }
        }
      }
    }
  }
}
fragment A on Agreement {
  __typename id title status labels inForceFrom inForceTo recordedAt confidence source { title }
}"""


def write(graph, folder, world):
    """Loads the world in the place of the one before."""
    with (folder / "trial.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, (*COLUMNS, *SOURCED))
        writer.writeheader()
        writer.writerows(world)
    load(graph, TRIAL, folder / "trial.csv", Options(accept_deletions=True))


def test_a_list_as_known_at_a_moment_is_the_list_of_that_moment(engine, graph, tmp_path):
    examples = 300 if SOAK else {"embedded": 4, "neo4j": 2}[engine.name]
    prepare(graph)
    with serving(engine.settings) as client:

        @settings(deadline=None, max_examples=examples, suppress_health_check=list(HealthCheck))
        @given(st.lists(worlds(), min_size=3, max_size=3))
        def check(several):
            wipe(graph)
            told = []
            for world in several:
                write(graph, tmp_path, world)
                told.append((Instant.now(), client.data(OPERATION)))

            assert [client.data(OPERATION, at=at) for at, _ in told] == [data for _, data in told]

        check()


def test_before_anything_was_loaded_nothing_was_known(engine, graph, tmp_path):
    prepare(graph)
    write(graph, tmp_path, [dict.fromkeys((*COLUMNS, *SOURCED), "") | {"what": "nation", "id": "JP", "title": "Japan"}])
    text = "query($at: DateTime) { nations(knownAt: $at) { totalCount nodes { id } } }"
    with serving(engine.settings) as client:
        assert client.data(text, at="2020-01-01T00:00:00Z")["nations"] == {"totalCount": 0, "nodes": []}


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        (
            'agreements(AT, where: {parties: {some: {node: {id: {eq: "nation/JP"}}}}}) { totalCount }',
            "parties, a relation",
        ),
        ("entities(AT) { totalCount }", "entities no former states"),
        ('entity(id: "run/trial", AT) { id }', "loadRuns no former states"),
        ("loadRuns(AT) { totalCount }", "loadRuns no former states"),
        ("nations(AT) { nodes { statedIn { totalCount } } }", "statedIn no former states"),
        ("agreements(AT) { aggregate { groups { count } } }", "as it is known now"),
    ],
)
def test_what_is_not_known_of_the_past_is_refused(engine, loaded, asked, what):
    with serving(engine.settings) as client:
        error = client.error(f"query($at: DateTime) {{ {asked.replace('AT', 'knownAt: $at')} }}", at=Instant.now())

    assert (error["code"], what in error["message"], bool(error["do"])) == ("BAD_REQUEST", True, True)
