"""The questions of the benchmark as @neo4j/graphql is asked them, and its answers in the shape of Accord's."""

from collections.abc import Callable, Mapping
from typing import Any

Shape = Callable[[dict[str, Any]], dict[str, Any]]

PEER: Mapping[str, str] = {
    "one node": "query($id: ID!) { nations(where: {id: {eq: $id}}) { id title iso3 region } }",
    "page of a supernode": """query($id: ID!) { nations(where: {id: {eq: $id}}) { id title
        agreementsConnection(first: 50, sort: [{node: {id: ASC}}]) { totalCount pageInfo { hasNextPage }
        edges { properties { role fromOn toOn } node { id title titleKind signedOn } } } } }""",
    "three levels": """query($first: Int!) { agreements(limit: $first, sort: [{title: DESC}]) { id title titleKind
        parties(limit: 10, sort: [{id: ASC}]) { id title }
        authorizedBy(limit: 10, sort: [{id: ASC}]) { citation title
        authorizes(limit: 5, sort: [{id: ASC}]) { id title } } } }""",
    "filter by what is related": """query($day: String!) {
        nations(limit: 100, sort: [{id: ASC}],
        where: {agreements: {some: {status: {eq: "in-force"}, signedOnLatest: {lt: $day}}}}) { iso3 title
        agreements(limit: 20, sort: [{id: ASC}], where: {status: {eq: "in-force"}}) { id title signedOn } } }""",
    "counts": """{ agreementsConnection(where: {status: {eq: "in-force"}}) { totalCount }
        nations(limit: 200, sort: [{id: ASC}]) { iso3 agreementsConnection { totalCount } } }""",
    "flat list": """query($first: Int!) { agreements(limit: $first, sort: [{id: ASC}]) {
        id title titleKind signedOn inForceFrom notes } }""",
    "as of a day": """query($id: ID!, $day: String!) { nations(where: {id: {eq: $id}}) {
        agreementsConnection(first: 500, sort: [{node: {id: ASC}}], where: {edge: {AND: [
        {OR: [{fromOnEarliest: {eq: null}}, {fromOnEarliest: {lte: $day}}]},
        {OR: [{toOnLatest: {eq: null}}, {toOnLatest: {gte: $day}}]}]}}) {
        edges { properties { fromOn toOn } node { id title } } } } }""",
    "interface list": """query($first: Int!) { stakeholders(limit: $first, sort: [{title: ASC}, {id: ASC}]) {
        __typename id title ... on Nation { iso3 } ... on Organization { shortName } } }""",
    "full text": """query($text: String!) { searchAgreements(phrase: $text, first: 20, sort: [{score: DESC}]) {
        edges { score node { id title } } } }""",
}
"""The same questions in the words of the peer: the same pages, orders and limits."""


def _nation(data: dict[str, Any]) -> dict[str, Any]:
    [nation] = data["nations"]
    return {"nation": _renamed(nation)}


def _renamed(entity: dict[str, Any]) -> dict[str, Any]:
    if "agreementsConnection" not in entity:
        return entity
    found = entity.pop("agreementsConnection")
    if "edges" in found:
        found["edges"] = [edge.pop("properties") | edge for edge in found["edges"]]
    return entity | {"agreements": found}


def _listed(value: Any) -> Any:
    """The value, with each list that is a relation in a connection's `nodes`."""
    if isinstance(value, dict):
        return {key: _listed(each) for key, each in value.items()}
    return {"nodes": [_listed(each) for each in value]} if isinstance(value, list) else value


def _counts(data: dict[str, Any]) -> dict[str, Any]:
    nations = [_renamed(nation) for nation in data["nations"]]
    return {"agreements": data["agreementsConnection"], "nations": {"nodes": nations}}


def _found(data: dict[str, Any]) -> dict[str, Any]:
    hits = [{"score": hit["score"], "entity": hit["node"]} for hit in data["searchAgreements"]["edges"]]
    return {"search": sorted(hits, key=lambda hit: (-hit["score"], hit["entity"]["id"]))}


SHAPES: Mapping[str, Shape] = {
    "one node": _nation,
    "page of a supernode": _nation,
    "three levels": _listed,
    "filter by what is related": _listed,
    "counts": _counts,
    "flat list": _listed,
    "as of a day": _nation,
    "interface list": _listed,
    "full text": _found,
}
"""What makes of the peer's answer the one of Accord: names of lists, and where the properties of an edge stand."""
