"""MODEL.md: the ontology as a page to read, made from its declarations."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import ModuleType
from typing import Any

from schema.core import Model, Node, Rel
from schema.dates import Instant, PartialDate
from schema.entity import EDGE_STAMP, NODE_STAMP, STAMP
from schema.props import Json, Prop
from schema.vocabulary import LISTS

TYPES: Mapping[Any, str] = {
    str: "String",
    int: "Int",
    bool: "Boolean",
    Decimal: "Decimal",
    PartialDate: "PartialDate",
    Instant: "DateTime",
    Json: "JSON",
}
"""The types of properties as GraphQL calls them; a closed list goes by its own name."""

HEAD = """# The model

What Accord knows of, and the words for it. This page, [the picture](../docs/model.svg) and
[the style of the graph browser](../docs/browser-style.grass) are made by `python -m schema` from the declarations in
this folder; nothing is said here a second time.

![Families of the model and the relations between them](../docs/model.svg)

## How to read it

- A node has its own label and those of its ancestors: `MATCH (n:Nation)`, `MATCH (n:Stakeholder)` and
  `MATCH (n:Entity)` all find Japan. An agreement that serves two ends has two labels of its own.
- `id` is a readable path, unique over everything, and never changes silently: `nation/JP`, `usc/10/2342`.
- What is not known is absent: no property holds an empty text, a zero or a day that stands for "unknown".
- A PartialDate keeps what the source gives: a year, a month or a day. Beside `signed_on` stand
  `signed_on_earliest` and `signed_on_latest`, the first and the last day that it may mean, as texts that compare.
- A DateTime is text in UTC, always of the same width, so that texts compare as moments do.
- Dollars are numbers in the graph and exact decimals outside. Nested data is JSON text.
- First and last days are both part of a spell. An edge without `from_on` holds from a day that is not known.
"""

GLOSSARY = {
    "recipient": "The nation or organization about which a coverage question is asked.",
    "transfer": "What would pass between the United States and the recipient: articles, services or money.",
    "coverage": "The answer to whether a transfer is allowed: its verdict, its routes, and why.",
    "route": "One kind of transfer under one granting rule, with the agreement that it relies on, if any.",
    "finding": "What one rule comes to on one route, with its citation and the facts on which it rests.",
    "need": "A finding that the asker can settle by saying something, or an official by giving something.",
    "gap": "A finding that turns on what the graph does not know of the world.",
    "presumed": "Taken to be so until told otherwise; declared in the rule base with its basis, and always listed.",
    "fact": "A node or an edge, with the source that states it and how sure it is.",
    "loader": "What turns the records of one source into nodes and edges; one run of it is a load.",
    "query": "One question put to the graph: a file of the library, with the rows that answer it.",
    "as of": "What held on a day of the world.",
    "known at": "What this graph said at a moment, whatever it says now.",
}
"""One word for each thing that is no node; the nodes explain themselves."""


def page(model: Model, families: Mapping[str, ModuleType]) -> str:
    """The whole page, as Markdown."""
    parts = [HEAD, _glossary(), _stamps()]
    for family, module in families.items():
        parts += _family(model, family, module)
    return "\n".join([*parts, _lists()])


def type_name(prop: Prop) -> str:
    """The type of a property as GraphQL calls it."""
    name = "ID" if prop.name == "id" else TYPES.get(prop.base) or prop.base.__name__
    return f"[{name}!]" if prop.many else name


def _glossary() -> str:
    rows = _table(("word", "meaning"), ((f"**{word}**", meaning) for word, meaning in GLOSSARY.items()))
    return f"## Words\n\nEvery label below is a word of its own; these are the others.\n\n{rows}"


def _stamps() -> str:
    own = [(prop, "both") for prop in STAMP]
    own += [(prop, "node") for prop in NODE_STAMP if prop not in STAMP]
    own += [(prop, "edge") for prop in EDGE_STAMP if prop not in STAMP]
    rows = _table(("property", "type", "on", "meaning"), ((*_prop(prop), on, prop.doc) for prop, on in own))
    return f"## What every node and edge carries\n\n{rows}"


def _family(model: Model, family: str, module: ModuleType) -> Iterator[str]:
    yield f"## {family[0].upper()}{family[1:]}\n\n{module.__doc__}\n"
    yield from (_node(model, node) for node in module.NODES)
    rels = [rel for rel in model.rels if rel in module.RELS]
    yield f"### Relations of {family}\n\n{_relations(rels)}"


def _node(model: Model, node: Node) -> str:
    ids = f"; ids {', '.join(f'`{path}/...`' for path in node.paths)}" if node.paths else ""
    said = f"Labels `{':'.join(node.labels)}`; many: `{node.plural}`; caption: `{node.caption}`{ids}.\n"
    narrower = ", ".join(f"[{child.label}](#{child.label.lower()})" for child in model.children(node))
    text = f"### {node.label}\n\n{node.doc}\n\n{said}"
    if narrower and node.label != "Entity":
        text += f"\nNarrower: {narrower}.\n"
    return text + ("\n" + _props(node.props) if node.props else "")


def _props(props: Iterable[Prop]) -> str:
    return _table(("property", "type", "meaning"), ((*_prop(prop), prop.doc) for prop in props))


def _prop(prop: Prop) -> tuple[str, str]:
    return f"`{prop.name}`", f"{type_name(prop)}{'!' if prop.required else ''}"


def _relations(rels: list[Rel]) -> str:
    rows = ((f"`(:{r.start.label})-[:{r.type}]->(:{r.end.label})`", r.forward, r.reverse, r.doc) for r in rels)
    text = _table(("relation", "from its start", "from its end", "meaning"), rows)
    for rel in (rel for rel in rels if rel.props):
        text += f"\n`{rel.type}` to {rel.end.label} carries:\n\n{_props(rel.props)}"
    return text


def _lists() -> str:
    rows = ((f"`{enum.__name__}`", enum.__doc__ or "", ", ".join(f"`{word}`" for word in enum)) for enum in LISTS)
    head = "## Closed lists\n\nWhat each word means stands in [vocabulary.toml](vocabulary.toml).\n\n"
    return head + _table(("list", "of", "words"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)
