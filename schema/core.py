"""The words in which the ontology is declared: a property, a node, a relation, and the rows and links made of them."""

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from math import inf, isfinite
from typing import Any, NewType, get_args, get_origin

from schema.dates import Instant, PartialDate
from schema.errors import AccordError, ModelError, RowError

Json = NewType("Json", str)
"""Nested data kept as canonical JSON text, since the engines store no maps."""

Value = str | int | float | bool | list[str]
"""What an engine stores; unknown is absent, never None or ''."""

SCALARS: tuple[type, ...] = (str, int, bool, Decimal, PartialDate, Instant)
ID = re.compile(r"[a-z0-9-]+(/[^\s/|]+)*")
"""A path without blanks; the keys of edges join their parts by bars, so that an id has none."""

WHOLE = range(-(2**63), 2**63)
"""The whole numbers that an engine can keep."""


ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def canonical(value: object) -> str:
    """Canonical JSON text: equal data give equal text. Raises ValueError for what JSON cannot say, such as NaN."""
    return ENCODER.encode(value)


def digest(*parts: str) -> str:
    """A short hash of the parts, for keys and fingerprints (80 bits: no clash is to be expected)."""
    return blake2b(canonical(parts).encode(), digest_size=10).hexdigest()


@dataclass(frozen=True)
class Prop:
    """A property: its name, Python type (or list of it), what it means, and how it is found."""

    name: str
    type: Any
    doc: str
    required: bool = True
    index: bool = False
    search: bool = False

    def __post_init__(self) -> None:
        known = (
            self.base in SCALARS
            or self.base is Json
            or (isinstance(self.base, type) and issubclass(self.base, StrEnum))
        )
        if not known or not re.fullmatch(r"[a-z][a-z0-9_]*", self.name) or not self.doc.endswith("."):
            raise ModelError(
                f"property {self.name}: needs a snake_case name, a known type and a doc that is a sentence"
            )

    @cached_property
    def many(self) -> bool:
        """Whether it holds a list."""
        return get_origin(self.type) is list

    @cached_property
    def base(self) -> Any:
        """The type of one value."""
        return get_args(self.type)[0] if self.many else self.type

    def stored(self, value: object) -> Value | None:
        """The value as an engine keeps it, None where it is absent. Raises RowError on a value of another kind."""
        if value is None or value in ("", [], ()):
            return None
        if not self.many:
            return self._one(value)
        if not isinstance(value, list | tuple):
            raise self._refusal(value, "a list")
        return [str(self._one(item)) for item in value]

    def _one(self, value: object) -> str | int | float | bool:
        try:
            return self._read(value)
        except (AccordError, ValueError, TypeError, ArithmeticError):
            raise self._refusal(value, self._expected(value)) from None

    def _read(self, value: object) -> str | int | float | bool:
        """The value as an engine keeps it; some error where it is none of this kind."""
        if self.base in (int, bool):
            return _exactly(self.base, value)
        if self.base is Decimal:
            return _amount(value)
        if self.base is Json:
            return canonical(json.loads(value) if isinstance(value, str) else value)
        return _text(str(self.base(_text(value))))

    def _expected(self, value: object) -> str:
        if isinstance(self.base, type) and issubclass(self.base, StrEnum):
            near = get_close_matches(str(value), [*self.base], n=3) or [*self.base][:6]
            return f"a word of {self.base.__name__} such as {', '.join(near)}"
        return {
            int: "a whole number",
            bool: "true or false",
            Decimal: "a number",
            Json: "JSON",
            PartialDate: "a year, a month or a day that exists (2016, 2016-05, 2016-05-03)",
            Instant: "a date with time and zone (2026-11-22T18:21:02Z)",
        }.get(self.base, "text")

    def _refusal(self, value: object, expected: str) -> RowError:
        return RowError(
            f"{self.name}: {str(value)[:80]!r} is not {expected}",
            remedy=f"write {expected} in {self.name}, or leave it empty"
            if not self.required
            else f"write {expected} in {self.name}",
            field=self.name,
            value=str(value)[:200],
        )


def _exactly(kind: type[int], value: object) -> int | bool:
    # True is an int of Python, but no number of ours.
    if type(value) is kind and value in WHOLE:
        return value
    raise ValueError


def _amount(value: object) -> float:
    made = float(Decimal(value)) if isinstance(value, str | int | float | Decimal) and type(value) is not bool else inf
    if not isfinite(made):
        raise ValueError
    return made


def _text(value: object) -> str:
    # Half a surrogate pair is text to Python and an error to every engine.
    if isinstance(value, str) and value and value.encode():
        return value
    raise ValueError


def clean(props: Mapping[str, Prop], values: Mapping[str, object], what: str) -> dict[str, Value]:
    """The values as an engine keeps them, derived dates included. Raises RowError where one is wrong or lacking."""
    for name in values.keys() - props.keys():
        raise RowError(f"{what} has no property {name}", remedy="declare it in schema/ or leave it out", field=name)
    stored: dict[str, Value] = {}
    for name, prop in props.items():
        value = prop.stored(values.get(name))
        if value is None:
            if prop.required:
                raise RowError(f"{what} lacks {name}", remedy=f"fill in {name}: {prop.doc}", field=name)
            continue
        stored[name] = value
        if prop.base is PartialDate and not prop.many:
            day = PartialDate(str(value))
            stored[f"{name}_earliest"], stored[f"{name}_latest"] = day.earliest.isoformat(), day.latest.isoformat()
    return stored


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
    a `shared` one is spoken of by several loaders and owned by none.
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
        props = clean(self.by_name, {"id": id, **values}, f"{self.label} {id}")
        return Row(self, id, props, self._labels(props))

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

    def stated(self, origin: Origin) -> "Row":
        """The same row, stated there."""
        return Row(self.node, self.id, self.props, self.labels, origin)

    @property
    def search(self) -> str:
        """The words by which it is found: its id and all its searchable properties."""
        found = [self.props[prop.name] for prop in self.node.all_props if prop.search and prop.name in self.props]
        return " ".join([self.id, *(" ".join(value) if isinstance(value, list) else str(value) for value in found)])

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all that it says: rows that say the same have the same."""
        return digest("|".join(self.labels), canonical(self.props), *_said(self.origin))


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
        props = clean(self.by_name, values, f"{self.type} from {start} to {end}")
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
        return digest(self.key, canonical(self.props), *_said(self.origin))


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
        self._check_rels()

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

    def children(self, node: Node) -> tuple[Node, ...]:
        """The kinds directly narrower than it."""
        return tuple(kin for kin in self.nodes if kin.parent == node)

    def most_specific(self, labels: Collection[str]) -> Node:
        """The narrowest kind among the labels of a node; of several the first declared."""
        return max((node for node in self.nodes if node.label in labels), key=lambda node: len(node.lineage))
