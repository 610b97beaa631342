"""What is in the graph is what the model declares, no more and no less, on the bundled facts and on every engine."""

from schema import MODEL
from schema.core import Node, Rel
from schema.dates import PartialDate
from schema.entity import EDGE_STAMP, NODE_STAMP
from schema.props import Prop

RELS = {
    (rel.type, start.label, end.label): rel
    for rel in MODEL.rels
    for start in MODEL.nodes
    for end in MODEL.nodes
    if start.is_a(rel.start.label) and end.is_a(rel.end.label)
}
"""Relations by their type and by every kind that may stand at their ends."""

STATED_BARE = {"STATED_IN", "WAS", "WRITTEN_BY"}
"""Edges that the writer ties to provenance: they are no facts, and carry no stamp of their own."""


def keys_of(props: tuple[Prop, ...]) -> set[str]:
    bounds = {f"{prop.name}_{end}" for prop in props if prop.base is PartialDate for end in ("earliest", "latest")}
    return {prop.name for prop in props} | bounds


def narrowest(labels: list[str]) -> Node:
    return MODEL.most_specific(labels)


def test_every_node_has_the_labels_of_one_kind_or_of_one_with_its_further_labels(loaded):
    rows = loaded.read("MATCH (n:Entity) RETURN DISTINCT labels(n) AS labels")

    assert [row["labels"] for row in rows if _with_ancestors(row["labels"]) != set(row["labels"])] == []


def _with_ancestors(labels: list[str]) -> set[str]:
    return {above for label in labels for above in MODEL.by_label[label].labels}


def test_every_node_holds_what_its_kind_declares_and_nothing_else(loaded):
    rows = loaded.read("MATCH (n:Entity) UNWIND keys(n) AS key RETURN DISTINCT labels(n) AS labels, key")
    stamp = {prop.name for prop in NODE_STAMP}

    assert [
        (row["labels"], row["key"])
        for row in rows
        if row["key"] not in keys_of(narrowest(row["labels"]).all_props) | stamp
    ] == []


def test_no_node_lacks_what_its_kind_requires(loaded):
    lacking = {
        (node.label, prop.name): loaded.read(f"MATCH (n:{node.label}) WHERE n.{prop.name} IS NULL RETURN count(n) AS n")
        for node in MODEL.nodes
        for prop in node.props
        if prop.required
    }

    assert {place for place, rows in lacking.items() if rows != [{"n": 0}]} == set()


def test_every_edge_joins_the_kinds_that_its_relation_does_and_holds_what_it_declares(loaded):
    rows = loaded.read(
        "MATCH (a:Entity)-[r]->(b:Entity)\n"
        "RETURN DISTINCT type(r) AS type, labels(a) AS start, labels(b) AS end, keys(r) AS keys"
    )

    assert [row for row in rows if not _declared(row["type"], row["start"], row["end"], set(row["keys"]))] == []


def _declared(type_: str, start: list[str], end: list[str], keys: set[str]) -> bool:
    rel = RELS.get((type_, narrowest(start).label, narrowest(end).label))
    stamp = set() if type_ in STATED_BARE else {prop.name for prop in EDGE_STAMP}
    return rel is not None and keys <= keys_of(rel.props) | stamp and _required(rel) <= keys


def _required(rel: Rel) -> set[str]:
    return {prop.name for prop in rel.props if prop.required}


def test_every_fact_says_who_wrote_it_when_and_on_whose_word(loaded):
    nodes = "MATCH (n:Entity) WHERE NOT (n:LoadRun OR n:Revision) AND n.{0} IS NULL RETURN DISTINCT labels(n) AS labels"
    edges = (
        "MATCH (:Entity)-[r]->(:Entity) WHERE NOT type(r) IN $bare AND r.{0} IS NULL RETURN DISTINCT type(r) AS type"
    )
    required = [prop.name for prop in (*NODE_STAMP, *EDGE_STAMP) if prop.required]

    assert {name: loaded.read(nodes.format(name)) for name in required if name != "key"} == {
        name: [] for name in required if name != "key"
    }
    assert {
        name: loaded.read(edges.format(name), {"bare": list(STATED_BARE)}) for name in required if name != "search"
    } == {name: [] for name in required if name != "search"}
