"""The few points in which the engines differ, so that nothing else needs to know which one it speaks to."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

WORD = re.compile(r"[^\W_]+(?:[.'’_][^\W_]+)*")
"""A word as both engines cut them: U.S.C is one, cross-servicing two. No sign of the query language can be in it."""


@dataclass(frozen=True)
class FullText:
    """A full-text index: its name, the label whose nodes it finds, and the properties in which it looks."""

    name: str
    label: str
    properties: tuple[str, ...]


@dataclass(frozen=True)
class Dialect:
    """How one engine wants what the other wants in another way."""

    name: str
    version_in_agent: re.Pattern[str]
    fulltext_language: Literal["cypher", "sql"]
    fulltext: Callable[[FullText], tuple[str, ...]]

    def engine(self, agent: str) -> str:
        """Name and version of the engine that calls itself so."""
        found = self.version_in_agent.search(agent)
        return f"{self.name} {found[1]}" if found else self.name


def dialect_of(agent: str) -> Dialect:
    """The dialect of the engine that calls itself so."""
    return ARCADEDB if "ArcadeDB" in agent else NEO4J


def fulltext_query(text: str) -> str:
    """What to ask a full-text index for a reader's words: all of them, in any order, each whole or begun."""
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


NEO4J = Dialect("Neo4j", re.compile(r"^Neo4j/(\S+)"), "cypher", _in_cypher)
ARCADEDB = Dialect("ArcadeDB", re.compile(r"ArcadeDB ([^)\s]+)"), "sql", _in_sql)
