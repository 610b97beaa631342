"""The words in which the ontology is declared: a node, a relation, and the rows and links made of them."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from schema.errors import ModelError, RowError
from schema.props import Prop, Value, clean, digest, required

ID = re.compile(r"[a-z0-9-]+(/[^\s/|\ud800-\udfff]+)*")
"""A path without blanks; the keys of edges join their parts by bars, so that an id has none. Half a surrogate pair is
text to Python alone.
"""


@dataclass(frozen=True)
class Origin:
    """Where a fact comes from: the title of the source, its address (or ''), and how sure the fact is."""

    title: str
    url: str
    confidence: str

    @cached_property
    def id(self) -> str:
        """The id of the Source node."""
        return f"source/{digest(self.title, self.url)}"


@dataclass(frozen=True, eq=False)
class Node:
    """A kind of thing. `paths` are the first parts that its ids may have; `labels_by` gives more labels by a property;
    a `shared` one is spoken of by several loaders and owned by none. `named` gives, from an id alone, what is said of
    one that others name before any source tells it.
    """

    label: str
    doc: str
    color: str
    paths: tuple[str, ...] = ()
    props: tuple[Prop, ...] = ()
    parent: "Node | None" = None
    plural: str = ""
    shared: bool = False
    labels_by: tuple[str, Mapping[str, str]] = ("", {})
    caption: str = "title"
    named: "Callable[[str], Mapping[str, object]] | None" = None

    def __post_init__(self) -> None:
        if (
            not re.fullmatch(r"[A-Z][A-Za-z]+", self.label)
            or not self.doc.endswith(".")
            or not re.fullmatch(r"#[0-9a-f]{6}", self.color)
        ):
            raise ModelError(
                f"node {self.label}: needs a CamelCase label, a doc that is a sentence and a colour like #2f6f8f"
            )
        names = [prop.name for prop in self.all_props]
        if len(names) != len(set(names)) or self.caption not in names:
            raise ModelError(f"node {self.label}: a property is declared twice, or the caption is none of them")

    @cached_property
    def lineage(self) -> "tuple[Node, ...]":
        """This node and its ancestors, the root first."""
        return (*(self.parent.lineage if self.parent else ()), self)

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels that every node of this kind has."""
        return tuple(node.label for node in self.lineage)

    @cached_property
    def all_props(self) -> tuple[Prop, ...]:
        """Its own properties and those of its ancestors."""
        return tuple(prop for node in self.lineage for prop in node.props)

    @cached_property
    def by_name(self) -> dict[str, Prop]:
        """All its properties by name."""
        return {prop.name: prop for prop in self.all_props}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the properties that no row may lack."""
        return required(self.all_props)

    @cached_property
    def searched(self) -> tuple[str, ...]:
        """The names of the properties by whose words it is found."""
        return tuple(prop.name for prop in self.all_props if prop.search)

    def is_a(self, label: str) -> bool:
        """Whether it is that kind, or a narrower one."""
        return label in self.labels

    def row(self, id: str, **values: object) -> "Row":
        """A row of this kind. Raises RowError where a value is unknown, wrong or lacking."""
        if not ID.fullmatch(id) or id.split("/", maxsplit=1)[0] not in self.paths:
            wanted = " or ".join(f"{path}/..." for path in self.paths)
            raise RowError(
                f"{id!r} is no id of {self.label}",
                remedy=f"write it as {wanted}, without blanks",
                field="id",
                value=id,
            )
        props = clean(self.by_name, self.required, {"id": id, **values}, f"{self.label} {id}")
        return Row(self, id, props, self._labels(props))

    def naming(self, id: str) -> "Row":
        """A row that does no more than name: written where nothing is told of it yet, never over what is told.

        Raises RowError where an id alone does not say enough.
        """
        give = next((kin.named for kin in reversed(self.lineage) if kin.named), None)
        if give is None:
            raise RowError(
                f"an id alone does not name a {self.label}", remedy="load what tells it", field="id", value=id
            )
        row = self.row(id, **give(id))
        return Row(self, id, row.props, row.labels, shared=True)

    def _labels(self, props: Mapping[str, Value]) -> tuple[str, ...]:
        name, table = self.labels_by
        found = props.get(name, []) if name else []
        terms = found if isinstance(found, list) else [str(found)]
        return (*self.labels, *sorted({table[term] for term in terms if term in table}))


@dataclass(frozen=True)
class Row:
    """One node to be written: its kind, id, properties as an engine keeps them, labels, and where it is stated."""

    node: Node
    id: str
    props: dict[str, Value]
    labels: tuple[str, ...]
    origin: Origin | None = None
    shared: bool = False

    def __post_init__(self) -> None:
        if self.node.shared:
            object.__setattr__(self, "shared", True)

    def stated(self, origin: Origin) -> "Row":
        """The same row, stated there; one that only names is stated nowhere."""
        if self.shared and not self.node.shared:
            return self
        return Row(self.node, self.id, self.props, self.labels, origin, self.shared)

    @property
    def search(self) -> str:
        """The words by which it is found: its id and all its searchable properties."""
        found = [self.props[name] for name in self.node.searched if name in self.props]
        return " ".join([self.id, *(" ".join(value) if isinstance(value, list) else str(value) for value in found)])

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all that it says: rows that say the same have the same."""
        return digest("|".join(self.labels), _text(self.props), *_said(self.origin))


@dataclass(frozen=True, eq=False)
class Rel:
    """A kind of relation: start verb end. `forward` names it from the start, `reverse` from the end; `keyed` are the
    properties in which two edges between the same ends may differ.
    """

    type: str
    start: Node
    end: Node
    forward: str
    reverse: str
    doc: str
    props: tuple[Prop, ...] = ()
    keyed: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[A-Z][A-Z_]+", self.type) or not self.doc.endswith("."):
            raise ModelError(f"relation {self.type}: needs an UPPER_SNAKE type and a doc that is a sentence")
        if set(self.keyed) - self.by_name.keys():
            raise ModelError(f"relation {self.type}: keyed by a property that it does not have")

    @cached_property
    def by_name(self) -> dict[str, Prop]:
        """Its properties by name."""
        return {prop.name: prop for prop in self.props}

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The names of the properties that no link may lack."""
        return required(self.props)

    @property
    def name(self) -> str:
        """What tells it from other relations of its type."""
        return f"{self.start.label} {self.type} {self.end.label}"

    def link(self, start: str, end: str, **values: object) -> "Link":
        """A link of this kind. Raises RowError where a value is unknown, wrong or lacking."""
        for id, node in ((start, self.start), (end, self.end)):
            if not ID.fullmatch(id):
                raise RowError(
                    f"{id!r} is no id of {node.label}", remedy="write an id without blanks", field=self.type, value=id
                )
        props = clean(self.by_name, self.required, values, f"{self.type} from {start} to {end}")
        key = "|".join([start, self.type, end, *(str(props.get(name, "")) for name in self.keyed)])
        return Link(self, start, end, key, props)


@dataclass(frozen=True)
class Link:
    """One edge to be written. Its key tells it from every other edge."""

    rel: Rel
    start: str
    end: str
    key: str
    props: dict[str, Value]
    origin: Origin | None = None

    def stated(self, origin: Origin) -> "Link":
        """The same link, stated there."""
        return Link(self.rel, self.start, self.end, self.key, self.props, origin)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all that it says."""
        return digest(self.key, _text(self.props), *_said(self.origin))


def _text(props: Mapping[str, Value]) -> str:
    # What an engine keeps is plain, so that equal properties have equal texts; JSON would take twice as long.
    return repr(sorted(props.items()))


def _said(origin: Origin | None) -> tuple[str, ...]:
    return (origin.title, origin.url, origin.confidence) if origin else ()


@dataclass(frozen=True, eq=False)
class Model:
    """The whole ontology. Raises ModelError where it contradicts itself."""

    nodes: tuple[Node, ...]
    rels: tuple[Rel, ...]
    by_label: Mapping[str, Node] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_label", {node.label: node for node in self.nodes})
        if len(self.by_label) != len(self.nodes):
            raise ModelError("two nodes have the same label")
        for node in self.nodes:
            if node.parent and node.parent not in self.nodes:
                raise ModelError(f"node {node.label}: its parent {node.parent.label} is not in the model")
            for label in node.labels_by[1].values():
                if label not in self.by_label or self.by_label[label].parent != node:
                    raise ModelError(f"node {node.label}: the label {label} is not one of its children")
        self._check_paths()
        self._check_rels()

    def _check_paths(self) -> None:
        for node in self.nodes:
            for path in node.paths:
                if not node.is_a(self._by_path[path]):
                    raise ModelError(f"node {node.label}: ids of {self._by_path[path]} begin with {path} too")

    def _check_rels(self) -> None:
        seen: set[tuple[str, str]] = set()
        for rel in self.rels:
            for node, name in ((rel.start, rel.forward), (rel.end, rel.reverse)):
                if node not in self.nodes:
                    raise ModelError(f"relation {rel.name}: {node.label} is not in the model")
                for kin in self.nodes:
                    if kin.is_a(node.label):
                        if (kin.label, name) in seen or name in kin.by_name:
                            raise ModelError(f"relation {rel.name}: {kin.label} already has something called {name}")
                        seen.add((kin.label, name))

    @cached_property
    def _by_path(self) -> dict[str, str]:
        """The widest kind whose ids begin so, by their first part."""
        widest_last = sorted(self.nodes, key=lambda node: -len(node.lineage))
        return {path: node.label for node in widest_last for path in node.paths}

    def label_of(self, id: str) -> str:
        """The label of everything that has such an id, as its first part tells: nation/JP is a Nation, usc/10/2342 an
        Authority. Entity where it tells nothing.
        """
        return self._by_path.get(id.partition("/")[0], "Entity")

    def children(self, node: Node) -> tuple[Node, ...]:
        """The kinds directly narrower than it."""
        return tuple(kin for kin in self.nodes if kin.parent == node)

    def most_specific(self, labels: Collection[str]) -> Node:
        """The narrowest kind among the labels of a node; of several the first declared."""
        return max((node for node in self.nodes if node.label in labels), key=lambda node: len(node.lineage))
