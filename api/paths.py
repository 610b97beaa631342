"""`paths`: how one thing hangs together with another, edge by edge, each with its source and how sure it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any

import strawberry
from strawberry.types.enum import StrawberryEnumDefinition

from api.declare import output, resolved, told
from api.fields import Info, reference, references
from api.limits import bounded
from api.types import TYPES
from api.walk import Found, Walk, Wanted
from graph import walks
from schema import MODEL
from schema.dates import PartialDate
from schema.entity import ENTITY, SOURCE
from schema.errors import BadRequest
from schema.props import Json, canonical
from schema.vocabulary import Confidence

HOPS, LONGEST = 4, 6
"""The length of the longest paths that are looked for, unless told, and at most."""

Kinds: Any = Enum("RelationKind", {name: name for name in walks.WALKED})  # type: ignore[misc]
strawberry.enum(Kinds, description="A type of relation that may be walked along, either way.")
_definition: StrawberryEnumDefinition = vars(Kinds)["__strawberry_definition__"]
for _value in _definition.values:
    _value.description = " ".join(dict.fromkeys(rel.doc for rel in MODEL.rels if rel.type == _value.value))

CARRIED = {
    name: sorted({prop.name for rel in MODEL.rels if rel.type == name for prop in rel.props}) for name in walks.WALKED
}
"""What the relations of each type carry."""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of a path, as the graph has it."""

    key: str
    props: Mapping[str, Any]
    on: date | None

    @property
    def type(self) -> str:
        """Its type."""
        return self.key.split("|")[1]

    @property
    def start(self) -> str:
        """The id of the node where it starts."""
        return self.key.split("|")[0]

    @property
    def end(self) -> str:
        """The id of the node where it ends."""
        return self.key.split("|")[2]

    @property
    def properties(self) -> str:
        """What it carries."""
        return canonical({name: self.props[name] for name in CARRIED[self.type] if name in self.props})

    @property
    def confidence(self) -> str | None:
        """How sure it is."""
        return self.props.get("confidence")

    @property
    def dated(self) -> bool | None:
        """Whether it had surely begun on the day, and is not known to have ended before."""
        if self.on is None:
            return None
        begun = self.props.get("from_on")
        ended = self.props.get("to_on")
        may_be_over = ended is not None and PartialDate(ended).earliest < self.on
        return begun is not None and PartialDate(begun).latest <= self.on and not may_be_over


@output
class PathEdge:
    """An edge of a path. It may be walked from its end to its start."""

    type: Kinds = told("What it says, read from start to end: PARTY_TO.")
    start: strawberry.ID = told("Id of the node where it starts.")
    end: strawberry.ID = told("Id of the node where it ends.")
    properties: Json = told("What it carries.")
    source = reference(lambda edge: edge.props.get("source"), SOURCE, TYPES[SOURCE.label] | None, "Where it is stated.")
    confidence: Confidence | None = told("How sure it is.")
    dated: bool | None = told(
        "With `asOf`: whether it is known to have begun by that day and not known to have ended before. False where its"
        " days are not known: it is walked all the same. Null where no day is asked about."
    )


@output
class FoundPath:
    """A way from one thing to the other, which passes nothing twice."""

    nodes = references(lambda way: way.nodes, ENTITY, TYPES[ENTITY.label], "What it passes, from `from` to `to`.")
    edges: list[PathEdge] = told("The edges between them, in that order.")


@output
class Paths:
    """How two things hang together."""

    found: list[FoundPath] = told("The shortest first; those of one length in the order of the ids that they pass.")
    has_more: bool = told("Whether there are more paths than these.")
    hops: int = told(
        "All paths of up to so many edges were looked for: fewer than `maxHops` where enough were found, or where too"
        " many edges would have had to be read."
    )
    cut_off = references(
        lambda paths: paths.cut_off,
        ENTITY,
        TYPES[ENTITY.label],
        "What has more than 1000 edges, and was not walked on from: paths through it may be missing.",
    )


@dataclass(frozen=True, slots=True)
class Way:
    """A path with what its edges carry."""

    nodes: Sequence[str]
    edges: Sequence[Edge]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found."""

    found: Sequence[Way]
    has_more: bool
    hops: int
    cut_off: Sequence[str]


def _argument(doc: str, name: str | None = None) -> Any:
    return strawberry.argument(description=doc, name=name)


async def paths(
    info: Info,
    start: Annotated[str, _argument("Where they begin: an id, or a name that stands for one thing alone.", "from")],
    end: Annotated[str, _argument("Where they end, in the same way.", "to")],
    max_hops: Annotated[int, _argument("How many edges one may have, 6 at most.")] = HOPS,
    kinds: Annotated[list[Kinds] | None, _argument("Only along these relations; left out: along all.")] = None,
    as_of: Annotated[date | None, _argument("Only along what may hold on this day.")] = None,
    first: Annotated[int, _argument("How many at most, up to 1000.")] = 10,
) -> Answer:
    """How two things hang together: the shortest paths between them, along relations in either direction. Sources,
    loads and names are no way from thing to thing.
    """
    ends = await info.context.knowledge.ids((start, end))
    if ends[0] == ends[1]:
        raise BadRequest(f"from and to are the same thing: {ends[0]}", remedy="name two things")
    if not 1 <= max_hops <= LONGEST:
        raise BadRequest(f"maxHops: {max_hops} is not from 1 to {LONGEST}", remedy="write a number in between")
    types = walks.WALKED if kinds is None else sorted({kind.value for kind in kinds})
    if not types:
        raise BadRequest("kinds: there is no relation to walk along", remedy="name one, or leave it out")
    wanted = Wanted(start=ends[0], end=ends[1], most=max_hops, types=types, on=as_of, first=bounded(first))
    found = await Walk(info.context.graph, wanted).found()
    return await _told(info, wanted, found)


async def _told(info: Info, wanted: Wanted, found: Found) -> Answer:
    carried = await _carried(info, wanted, found)
    ways = [
        Way(trail.nodes, [Edge(key, carried.get(key, {}), wanted.on) for key in trail.edges]) for trail in found.trails
    ]
    return Answer(ways, found.more, found.looked, found.crowds)


async def _carried(info: Info, wanted: Wanted, found: Found) -> Mapping[str, Mapping[str, Any]]:
    keys = sorted({key for trail in found.trails for key in trail.edges})
    edges = []
    for key in keys:
        start, _, end, *_ = key.split("|")
        near, far = (end, start) if start in found.crowds else (start, end)
        edges.append({"key": key, "near": near, "far": far})
    rows = await info.context.loaders.read(walks.edges(wanted.types), {"edges": edges}) if edges else []
    return {row["key"]: row["props"] for row in rows}


PATHS = resolved(paths, Paths)
