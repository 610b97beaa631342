"""The few points in which the engines differ, so that nothing else needs to know which one it speaks to."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from schema import MODEL
from schema.errors import TooMuch

LETTERS = 1_000
"""Letters of a search: so few have fewer words than the clauses that the engines take, 1,024."""

WORD = re.compile(r"[^\W_]+(?:[.'’_][^\W_]+)*")
"""A word as both engines cut them: U.S.C is one, cross-servicing two. No sign of the query language can be in it."""


@dataclass(frozen=True)
class FullText:
    """A full-text index: its name, the label whose nodes it finds, and the properties in which it looks."""

    name: str
    label: str
    properties: tuple[str, ...]


@dataclass(frozen=True)
class Index:
    """An index: its name, the label whose nodes it finds and sorts, the property by which, and of what type that is."""

    name: str
    label: str
    property: str
    kind: type


@dataclass(frozen=True)
class Dialect:
    """How one engine wants what the other wants in another way.

    Indexes are defined in its language; `unready` lists those that it still fills. `ordered_alone`: it reads in the
    order of an index only what a whole statement lists, by one property alone. `label_of` gives the label by which
    many nodes are best looked up, from their ids. `settle`, in a writing transaction, waits until a load that is being
    committed is so, where readers may see a part of it before: its version, but not all of its facts.
    """

    name: str
    version_in_agent: re.Pattern[str]
    language: Literal["cypher", "sql"]
    fulltext: Callable[[FullText], tuple[str, ...]]
    indexes: Callable[[Sequence[Index]], tuple[str, ...]]
    label_of: Callable[[str], str]
    ordered_alone: bool = False
    unready: str | None = None
    settle: str | None = None

    def engine(self, agent: str) -> str:
        """Name and version of the engine that calls itself so."""
        found = self.version_in_agent.search(agent)
        return f"{self.name} {found[1]}" if found else self.name


def dialect_of(agent: str) -> Dialect:
    """The dialect of the engine that calls itself so."""
    return ARCADEDB if "ArcadeDB" in agent else NEO4J


def fulltext_query(text: str) -> str:
    """What to ask a full-text index for a reader's words: all of them, in any order, each whole or begun.

    Raises TooMuch for a text in which an index would find more words than it takes.
    """
    if len(text) > LETTERS:
        raise TooMuch(f"a text of {len(text):,} letters is no search", remedy=f"write at most {LETTERS:,} letters")
    return " AND ".join(f"({word} OR {word}*)" for word, _ in words_of(text.lower()))


def words_of(text: str) -> list[tuple[str, int]]:
    """The words of a text as the indexes cut them, and where each begins."""
    return [(found[0], found.start()) for found in WORD.finditer(text)]


def _in_cypher(index: FullText) -> tuple[str, ...]:
    properties = ", ".join(f"n.{name}" for name in index.properties)
    return (f"CREATE FULLTEXT INDEX {index.name} IF NOT EXISTS FOR (n:{index.label}) ON EACH [{properties}]",)


def _in_sql(index: FullText) -> tuple[str, ...]:
    declared = (f"CREATE PROPERTY {index.label}.{name} IF NOT EXISTS STRING" for name in index.properties)
    properties = ", ".join(index.properties)
    label = f"CREATE VERTEX TYPE {index.label} IF NOT EXISTS"
    return (label, *declared, f"CREATE INDEX {index.name} IF NOT EXISTS ON {index.label} ({properties}) FULL_TEXT")


def _indexes_in_cypher(indexes: Sequence[Index]) -> tuple[str, ...]:
    return tuple(
        f"CREATE INDEX {each.name} IF NOT EXISTS FOR (n:{each.label}) ON (n.{each.property})" for each in indexes
    )


def _indexes_in_sql(indexes: Sequence[Index]) -> tuple[str, ...]:
    """A property is declared, or else its values would be texts to the index, and in no order; an index of numbers from
    before that is made anew. So are ids of entities, of which a constraint has an index.
    """
    parts = [f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS" for label in dict.fromkeys(each.label for each in indexes)]
    parts += [IDS] if any(each.label == "Entity" for each in indexes) else []
    for each in indexes:
        parts.append(f"CREATE PROPERTY `{each.label}`.`{each.property}` IF NOT EXISTS {SQL_TYPES[each.kind]}")
        parts += [f"DROP INDEX `{each.name}` IF EXISTS"] if each.kind is not str else []
        parts.append(f"CREATE INDEX `{each.name}` IF NOT EXISTS ON `{each.label}` (`{each.property}`) NOTUNIQUE")
    return tuple(parts)


UNREADY = "SHOW INDEXES YIELD name, state WHERE state = 'POPULATING' RETURN name"
SETTLE = "MATCH (v:DataVersion {id: 'data'}) SET v.id = 'data'"
"""Takes the lock that a load holds until it is committed, and changes nothing."""
IDS = "CREATE PROPERTY `Entity`.`id` IF NOT EXISTS STRING"
SQL_TYPES = {str: "STRING", float: "DOUBLE", int: "LONG", bool: "BOOLEAN"}
# Neo4j has one index of all ids, and would plan a statement anew for each label. ArcadeDB looks for an Entity in one
# index after another, for each set of labels that there is: by a label of its own it is found in a fifth of the time.
NEO4J = Dialect(
    "Neo4j",
    re.compile(r"^Neo4j/(\S+)"),
    "cypher",
    _in_cypher,
    _indexes_in_cypher,
    lambda _: "Entity",
    unready=UNREADY,
    settle=SETTLE,
)
ARCADEDB = Dialect(
    "ArcadeDB", re.compile(r"ArcadeDB ([^)\s]+)"), "sql", _in_sql, _indexes_in_sql, MODEL.label_of, ordered_alone=True
)
