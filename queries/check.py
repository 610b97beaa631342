"""What is wrong with a query, told without a database: header against Cypher, Cypher against model and style."""

import re
from collections.abc import Iterable, Iterator

from queries import cypher
from queries.columns import meaning
from queries.query import Query
from schema import MODEL
from schema.core import Model
from schema.dates import PartialDate
from schema.entity import EDGE_STAMP, NODE_STAMP
from schema.props import Prop

LONGEST = 120

BESIDE = {"DataVersion": {"id", "version", "changed_at"}}
"""What the writer keeps beside the model, and what of it a query may read: the count of writes, and the last one."""


def check(query: Query, model: Model = MODEL) -> list[str]:
    """What is wrong with it, a sentence each."""
    claims = (_header, _columns, _parameters, _reads_only, _words, _ends, _properties, _order, _style)
    return [finding for claim in claims for finding in claim(query, model)]


def _header(query: Query, _: Model) -> Iterator[str]:
    if not query.question.endswith("?"):
        yield "the question is no question: end it with ?"
    for name, param in query.params.items():
        if not param.doc.endswith(".") and not query.is_inner:
            yield f"the doc of {name} is no sentence: end it with ."
        if param.type.name == "ID" and not query.is_inner:
            yield f"{name} is typed {param.type}: tell the label of what it names"
    if query.example is None and not query.is_inner:
        yield "there is no example: give parameters and the rows they give on the bundled facts"
    if query.example and query.example.params.keys() - query.params.keys():
        yield "the example gives a parameter that is not declared"


def _columns(query: Query, _: Model) -> Iterator[str]:
    given = cypher.columns(query.text)
    if given != list(query.returns):
        yield f"RETURN gives {', '.join(given)}; the header says {', '.join(query.returns)}"
    for column, type_ in query.returns.items() if not query.is_inner else ():
        if not meaning(query, column).endswith("."):
            yield f"nothing says what {column} means: write {{type: {type_}, doc: ...}}, a sentence"


def _parameters(query: Query, _: Model) -> Iterator[str]:
    used = cypher.parameters(query.text)
    for name in sorted(used - query.params.keys()):
        yield f"${name} is used but not declared"
    for name in sorted(query.params.keys() - used):
        yield f"{name} is declared but not used"


def _reads_only(query: Query, _: Model) -> Iterator[str]:
    text = cypher.bare(query.text)
    for found in cypher.WRITES.finditer(text):
        yield f"{found[1]} writes: a query only reads"
    for found in cypher.PROCEDURE.finditer(text):
        yield f"CALL {found[1]} is a procedure: not every engine has it"
    for found in cypher.SWALLOWED.finditer(text):
        yield f"{found[1]} is projected inside a map, which one engine loses: write out its keys, or bind it before"


def _words(query: Query, model: Model) -> Iterator[str]:
    known = {rel.type for rel in model.rels} | model.by_label.keys() | BESIDE.keys()
    for part in cypher.parts(query.text):
        for word in sorted(part.kinds - known):
            yield f"the model has no {word}"
        for key in part.keys:
            if key not in _known(part.kinds, model):
                yield f"{'|'.join(sorted(part.kinds)) or 'no kind'} has no property {key}"
    for _, label in sorted(cypher.labels_asked(query.text)):
        if label not in model.by_label:
            yield f"the model has no {label}"


def _ends(query: Query, model: Model) -> Iterator[str]:
    kinds = cypher.kinds_of(query.text)
    for hop in cypher.hops(query.text):
        start, end = (part.kinds or kinds.get(part.var, frozenset()) for part in (hop.start, hop.end))
        ways = [(start, end), (end, start)] if hop.both_ways else [(start, end)]
        if hop.edge.kinds and not any(_joins(type_, way, model) for type_ in hop.edge.kinds for way in ways):
            said = " or ".join(sorted(hop.edge.kinds))
            yield f"no {said} leads from {_or(start)} to {_or(end)}: turn the arrow, or mend a label"


def _joins(type_: str, ends: tuple[frozenset[str], frozenset[str]], model: Model) -> bool:
    pairs = [((rel.start, ends[0]), (rel.end, ends[1])) for rel in model.rels if rel.type == type_]
    return any(all(not labels or _any_kin(node.label, labels, model) for node, labels in pair) for pair in pairs)


def _any_kin(label: str, others: Iterable[str], model: Model) -> bool:
    return any(_kin(label, other, model) for other in others)


def _kin(one: str, other: str, model: Model) -> bool:
    known = one in model.by_label and other in model.by_label
    return known and (model.by_label[one].is_a(other) or model.by_label[other].is_a(one))


def _or(labels: frozenset[str]) -> str:
    return " or ".join(sorted(labels)) or "anything"


def _properties(query: Query, model: Model) -> Iterator[str]:
    kinds = cypher.kinds_of(query.text)
    own = set(re.findall(r"(\w+)\s*:", cypher.bare(query.text)))
    for var, name in sorted(cypher.properties(query.text)):
        if name not in _known(kinds.get(var, frozenset()), model) and (var in kinds or name not in own):
            yield f"{var}.{name}: {_or(kinds.get(var, frozenset()))} has no property {name}"


def _known(kinds: frozenset[str], model: Model) -> set[str]:
    """Properties of nodes or edges of these kinds, of their kin, or, where no kind is told, of any."""
    if kinds and kinds <= BESIDE.keys():
        return {name for kind in kinds for name in BESIDE[kind]}
    nodes = [node for node in model.nodes if not kinds or _any_kin(node.label, kinds, model)]
    rels = [rel for rel in model.rels if not kinds or rel.type in kinds]
    props: list[Prop] = [prop for node in nodes for prop in node.props] + [prop for rel in rels for prop in rel.props]
    stamps = (*(NODE_STAMP if nodes else ()), *(EDGE_STAMP if rels else ()))
    dates = {prop.name for prop in props if prop.base is PartialDate and not prop.many}
    bounds = {f"{name}_{bound}" for name in dates for bound in ("earliest", "latest")}
    return {prop.name for prop in (*props, *stamps)} | bounds


def _order(query: Query, _: Model) -> Iterator[str]:
    if not cypher.ends_with(query.text, "ORDER BY"):
        yield "there is no ORDER BY after the last RETURN: the same rows must come in the same order"
    for name in re.findall(r"\w+\.\w+", cypher.ordering(query.text)):
        yield f"ORDER BY {name}: name a column, since a column may have taken the name of the variable"
    limited = cypher.ends_with(query.text, "LIMIT")
    if not limited and not query.bounded and not query.is_inner:
        yield "there is no LIMIT: set one, or say in `bounded` why the rows are few"
    if limited and query.bounded:
        yield "the rows are limited, and `bounded` says that they need not be: take one away"


def _style(query: Query, _: Model) -> Iterator[str]:
    text = cypher.bare(query.text)
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST:
            yield f"line {number} below the header is longer than {LONGEST}"
    for clause in cypher.CLAUSES:
        for found in re.finditer(rf"(?<![.:$\w]){clause}(?!\w)", text, re.IGNORECASE):
            if found[0] != clause:
                yield f"{found[0]}: keywords are upper case"
