"""What can be told of a Cypher text without an engine: its parameters, its columns, and the patterns it matches.

It reads the plain Cypher of this library, one clause a line, not all that an engine would understand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

HIDDEN = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|//[^\n]*|/\*.*?\*/", re.DOTALL)
WRITES = re.compile(
    r"(?<![.:$\w])(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|FOREACH|DROP|LOAD(?=\s+CSV)|INSERT|ALTER|GRANT|REVOKE|DENY)(?!\w)",
    re.IGNORECASE,
)
PROCEDURE = re.compile(r"(?<![.:$\w])CALL\s+(\w[\w.]*)", re.IGNORECASE)
NODE = re.compile(r"(?<!\w)\(\s*(?P<var>\w+)?\s*(?::\s*(?P<kinds>[\w|:&!]+))?\s*(?P<props>\{[^{}]*\})?\s*\)")
EDGE = re.compile(
    r"\s*(?P<back><)?-(?:\[\s*(?P<var>\w+)?\s*(?::\s*(?P<kinds>[\w|:&!]+))?\s*(?:\*[\d.]*)?\s*(?P<props>\{[^{}]*\})?\s*\])?"
    r"-(?P<ahead>>)?\s*"
)
SWALLOWED = re.compile(r"\w+\s*:\s*(\w+)\s*\{\s*[.*]")
CLAUSES = (
    "OPTIONAL MATCH",
    "MATCH",
    "WHERE",
    "WITH",
    "UNWIND",
    "RETURN",
    "ORDER BY",
    "SKIP",
    "LIMIT",
    "UNION ALL",
    "UNION",
)


@dataclass(frozen=True)
class Part:
    """A node or an edge of a pattern: its variable, its labels or types, and the keys of its map."""

    var: str
    kinds: frozenset[str]
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Hop:
    """Two nodes of a pattern and the edge between them, which runs from start to end unless it may run both ways."""

    start: Part
    edge: Part
    end: Part
    both_ways: bool


def bare(text: str) -> str:
    """The text without comments, every quoted text empty: what is left is Cypher and nothing else."""
    return HIDDEN.sub(lambda found: "''" if found[0][0] in "'\"" else "", text)


def parameters(text: str) -> set[str]:
    """The parameters that it uses."""
    return set(re.findall(r"\$(\w+)", bare(text)))


def columns(text: str) -> list[str]:
    """The columns that its last RETURN gives; a column without a name of its own stands as it is written."""
    return [name for name, _ in returned(text)]


def returned(text: str) -> list[tuple[str, str]]:
    """The columns that its last RETURN gives, each with what it is made of."""
    cypher = bare(text)
    start = max((at for at in _top_level(cypher, "RETURN")), default=None)
    if start is None:
        return []
    said = cypher[start + len("RETURN") :]
    ends = [at for clause in ("ORDER BY", "SKIP", "LIMIT") for at in _top_level(said, clause)]
    items = _items(said[: min(ends, default=len(said))].strip().removeprefix("DISTINCT "))
    parts = [re.split(r"\sAS\s+", item) for item in items]
    return [(part[-1].strip(), part[0].strip()) for part in parts]


def ends_with(text: str, clause: str) -> bool:
    """Whether the clause stands after the last RETURN."""
    cypher = bare(text)
    last = max(_top_level(cypher, "RETURN"), default=0)
    return any(at > last for at in _top_level(cypher, clause))


def ordering(text: str) -> str:
    """What its last ORDER BY names."""
    cypher = bare(text)
    start = max(_top_level(cypher, "ORDER BY"), default=len(cypher))
    return re.split(r"\bSKIP\b|\bLIMIT\b", cypher[start:])[0]


def _top_level(cypher: str, clause: str) -> Iterator[int]:
    """Where the clause stands outside of all brackets."""
    for found in re.finditer(rf"(?<![.:$\w]){clause}(?!\w)", cypher):
        before = cypher[: found.start()]
        if all(before.count(left) == before.count(right) for left, right in ("()", "{}", "[]")):
            yield found.start()


def _items(said: str) -> Iterator[str]:
    depth, item = 0, ""
    for letter in said:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            yield item
            item = ""
        else:
            item += letter
    yield item


def parts(text: str) -> Iterator[Part]:
    """Every node and edge of its patterns."""
    cypher = bare(text)
    yield from (_part(found) for found in NODE.finditer(cypher))
    yield from (hop.edge for hop in hops(text))


def hops(text: str) -> Iterator[Hop]:
    """Every step of its patterns from node to node."""
    cypher = bare(text)
    for left in NODE.finditer(cypher):
        edge = EDGE.match(cypher, left.end())
        right = NODE.match(cypher, edge.end()) if edge else None
        if edge and right:
            one, other = _part(left), _part(right)
            start, end = (other, one) if edge["back"] else (one, other)
            yield Hop(start, _part(edge), end, bool(edge["back"]) == bool(edge["ahead"]))


def _part(found: re.Match[str]) -> Part:
    kinds = frozenset(re.findall(r"\w+", found["kinds"] or ""))
    return Part(found["var"] or "", kinds, tuple(re.findall(r"(\w+)\s*:", found["props"] or "")))


def kinds_of(text: str) -> dict[str, frozenset[str]]:
    """The labels or types of each variable that a pattern binds with some."""
    found: dict[str, frozenset[str]] = {}
    for part in parts(text):
        if part.var and part.kinds:
            found[part.var] = found.get(part.var, frozenset()) | part.kinds
    return found


def labels_asked(text: str) -> set[tuple[str, str]]:
    """Variable and label of each test such as `entity:Nation` outside of patterns."""
    return set(re.findall(r"(?<![(\[{\w$])(?<!, )(\w+):([A-Z][a-z]\w*)", bare(text)))


def properties(text: str) -> set[tuple[str, str]]:
    """Variable and property of each property that it reads, `n.title` and `n{.title}` alike."""
    cypher = bare(text)
    read = set(re.findall(r"(?<![\w.$])([a-z_]\w*)\.([a-z_]\w*)(?!\w*\()", cypher))
    for var, projected in re.findall(r"(\w+)\s*\{\s*((?:\.\w+|[\w]+\s*:[^{},]*|\s*,\s*)+)\}", cypher):
        read |= {(var, name) for name in re.findall(r"(?<!\w)\.(\w+)", projected)}
    return read
