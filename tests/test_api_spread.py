"""How far aggregates and filters spread along relations is told before they are executed, and what spreads too far is
refused.
"""

import time
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.filters import HOW, props_of, relations
from api.grouping import FARTHEST, MOST_KEYS, ways
from api.policy import Policy
from api.spread import LISTED, looked_at, sought
from graph.groups import Step
from graph.reads import degree
from graph.where import far_end
from schema import MODEL
from schema.rules import GOVERNS, NARROWS, RULE
from tests.api_client import serving
from tests.conftest import SOAK

TOO_FAR = "{ rules { aggregate(by: [{governs: {rules: {field: ID}}}, {governs: {field: ID}}]) { groups { count } } } }"
DEEP = "{ rules(first: 1, where: %s) { nodes { id } } }"
HOPS = ("governs", "rules", "governs", "rules")
USUAL = """{ cases(where: {status: {eq: "implemented"}}) {
  aggregate(by: [{purchasedBy: {inAreaOf: {field: ID}}}, {implementedBy: {field: ID}}], of: VALUE_USD) {
    groups { keys { value } count }
  }
} }"""

RELS = (GOVERNS, NARROWS)
ENDS = {rel: st.tuples(st.integers(0, 1), st.integers(0, 1)) for rel in RELS}
WORLDS = st.fixed_dictionaries({rel.type: st.lists(ENDS[rel], max_size=4, unique=True) for rel in RELS})
STEPS = {
    "Rule": {"governs": (GOVERNS, True), "narrows": (NARROWS, True), "narrowedBy": (NARROWS, False)},
    "TransferKind": {"rules": (GOVERNS, False)},
}
FIELD, EACH = {"field": "ID"}, {"each": "LABELS"}


@st.composite
def keys(draw, label="Rule", left=FARTHEST):
    """A key of the few relations, along so many at most."""
    name = draw(st.sampled_from(["", *STEPS[label]])) if left else ""
    if not name:
        return FIELD
    rel, forward = STEPS[label][name]
    return {name: draw(keys(far_end(rel, forward).label, left - 1))}


def ahead(world, name, at):
    """What the relation leads to from a node, None where it leads nowhere."""
    rel, forward = next(steps[name] for steps in STEPS.values() if name in steps)
    pairs = world[rel.type] if forward else [(end, start) for start, end in world[rel.type]]
    return [end for start, end in pairs if start == at] or [None]


def rows_made(world, by):
    """How many rows a statement makes that looks at each rule, and follows one key after the other."""
    rows: list[tuple[int | None, ...]] = [(rule,) for rule in range(2)]
    made = len(rows)
    for key in by:
        ends, rest = [(row, row[0]) for row in rows], key
        while rest != FIELD:
            name, rest = next(iter(rest.items()))
            ends = [(row, to) for row, at in ends for to in ([None] if at is None else ahead(world, name, at))]
            made += len(ends)
        rows = list({(*row, at) for row, at in ends})
    return made


def counted(world):
    """What the graph of that world would count."""
    told = {"Rule": 2, "TransferKind": 2} | {type_: len(pairs) for type_, pairs in world.items()}
    for rel in RELS:
        for forward in (True, False):
            one = Counter(pair[not forward] for pair in world[rel.type])
            told[degree(rel, forward)] = max(one.values(), default=0)
    return told


BY = st.integers(0, FARTHEST).flatmap(lambda far: st.tuples(keys(left=far), keys(left=FARTHEST - far)))


@given(WORLDS, BY.map(list))
@settings(deadline=None, max_examples=5_000 if SOAK else 200)
def test_an_aggregate_never_makes_more_rows_than_was_told(world, by):
    assert rows_made(world, by) <= looked_at(RULE, by, counted(world).__getitem__)


@st.composite
def filters(draw, label="Rule", left=FARTHEST):
    """A filter of the few relations."""
    parts = []
    for name in draw(st.lists(st.sampled_from(["title", *STEPS[label]]), max_size=2, unique=True)) if left else ():
        rel, forward = STEPS[label].get(name, (None, True))
        inner = {"node": draw(filters(far_end(rel, forward).label, left - 1))} if rel else "x"
        parts.append({name: {draw(st.sampled_from(sorted(HOW))) if rel else "eq": inner}})
    if draw(st.booleans()):
        return {draw(st.sampled_from(["and", "or"])): parts}
    return {name: told for part in parts for name, told in part.items()}


def edges_seen(world, where, at):
    """How many edges one looks at who tries a filter at a node to its end, whatever is found."""
    seen = 0
    for name, told in where.items():
        if name in ("and", "or"):
            seen += sum(edges_seen(world, part, at) for part in told)
        elif name != "title":
            (inner,) = told.values()
            seen += sum(1 + edges_seen(world, inner["node"], to) for to in ahead(world, name, at) if to is not None)
    return seen


@given(WORLDS, filters(), filters("TransferKind"), st.integers(1, 3))
@settings(deadline=None, max_examples=5_000 if SOAK else 200)
def test_a_filter_never_looks_at_more_edges_than_was_told(world, of_rules, of_kinds, often):
    most = counted(world).__getitem__
    assert sum(edges_seen(world, of_rules, rule) for rule in range(2)) <= sought(RULE, of_rules, most)

    kinds = [to for rule in range(2) for to in ahead(world, "governs", rule) if to is not None]
    seen = often * sum(edges_seen(world, of_kinds, kind) for kind in kinds)
    assert seen <= sought(GOVERNS.end, of_kinds, most, (Step(GOVERNS, True),), 2 * often, often)


def test_what_leads_to_one_each_is_looked_at_once_for_each_relation():
    sizes = {"Rule": 1_000, "TransferKind": 50, "GOVERNS": 1_000, degree(GOVERNS, True): 1, degree(GOVERNS, False): 900}

    assert looked_at(RULE, {"governs": FIELD}, sizes.__getitem__) == 2_000
    assert looked_at(GOVERNS.end, {"rules": FIELD}, sizes.__getitem__) == 50 + 1_050


def test_each_value_of_a_list_counts():
    assert looked_at(RULE, [EACH, EACH], {"Rule": 10}.__getitem__) == 10 * (1 + (LISTED - 1) + (LISTED**2 - LISTED))


def nested(hops):
    """A filter that leads along the relations, one behind the other."""
    inner = f"{{ {hops[0]}: {{ some: {{ node: {nested(hops[1:])} }} }} }}" if hops else ""
    return inner or '{ title: { eq: "of none" } }'


def test_what_would_take_too_much_is_refused_with_its_cost_and_what_dashboards_need_is_cheap(engine, loaded):
    with serving(engine.settings) as client:
        refused = client.error(TOO_FAR)
        deep = client.error(DEEP % nested(HOPS))
        usual = client.send("POST", "/graphql", json={"query": USUAL, "extensions": {"cost": True}}).json()

    for each in (refused, deep):
        assert each["code"] == "COST_LIMIT_EXCEEDED"
        assert each["cost"] > each["limit"]
    assert "errors" not in usual
    assert usual["extensions"]["cost"]["estimated"] < 5_000


@st.composite
def any_keys(draw, node, left=FARTHEST):
    """A key of whatever can be grouped by."""
    name = draw(st.sampled_from(["", *sorted(ways(node))])) if left else ""
    if name:
        step = ways(node)[name]
        return f"{{{name}: {draw(any_keys(far_end(step.rel, step.forward), left - 1))}}}"
    lists = [prop.name.upper() for prop in props_of(node).values() if prop.many]
    return f"{{each: {draw(st.sampled_from(lists))}}}" if lists and draw(st.booleans()) else "{field: ID}"


AGGREGATES = st.sampled_from([node for node in MODEL.nodes if node.label not in ("Revision", "LoadRun")]).flatmap(
    lambda node: st.lists(any_keys(node), max_size=MOST_KEYS).map(
        lambda by: f"{{ {node.plural} {{ aggregate(by: [{', '.join(by)}]) {{ groups {{ count }} }} }} }}"
    )
)


@st.composite
def hops(draw, node, left=FARTHEST):
    """The names of relations that lead on from each other."""
    name = draw(st.sampled_from(sorted(relations(node))))
    return [name, *(draw(hops(far_end(*relations(node)[name]), left - 1)) if left > 1 else ())]


FILTERED = st.sampled_from([node for node in MODEL.nodes if node.label not in ("Revision", "LoadRun")]).flatmap(
    lambda node: hops(node).map(lambda way: f"{{ {node.plural}(first: 1, where: {nested(way)}) {{ nodes {{ id }} }} }}")
)


def test_what_is_let_through_is_answered_in_time(engine, loaded):
    with serving(engine.settings, policy=Policy(seconds=120)) as client:

        @given(AGGREGATES | FILTERED)
        @settings(
            deadline=None, max_examples=1_000 if SOAK else 25, suppress_health_check=list(HealthCheck), database=None
        )
        def ask(text):
            begun = time.monotonic()
            codes = {error["extensions"]["code"] for error in client.ask(text).get("errors", ())}
            assert codes <= {"COST_LIMIT_EXCEEDED", "BAD_REQUEST"}
            assert time.monotonic() - begun < Policy().seconds

        ask()
