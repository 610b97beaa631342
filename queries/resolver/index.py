"""The index of names: what a text stands for, certainly or perhaps. It never guesses."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from queries.resolver.citations import cited
from queries.resolver.matches import CERTAIN, RELATED, SHARED, Match, distinct, matched, shared
from queries.resolver.names import LABELS, Name, Read, names_of
from queries.resolver.nearest import alike, misspelled
from queries.resolver.tables import SPELLABLE, Tables, tables
from queries.resolver.text import fold, key, readings
from queries.resolver.unheld import Unheld, armed_group
from schema.errors import UnknownName

LONGEST = 500
"""No name is longer; a longer text is refused before any work is done on it."""

SHORTEST = 4
"""A shorter text is a code, and codes that are nearly the same have nothing to do with each other."""

MOST = 10
"""How many candidates are worth reading."""

CUSTOMER = re.compile(r"dsca:\s*(\w\w)", re.IGNORECASE)
ARMED_GROUP = re.compile(r"(.+) \(([^()]+)\)\s*\*")


@dataclass(frozen=True)
class Index:
    """Resolves names. It is built once for a state of the graph and never changes."""

    names: Tables

    @classmethod
    def build(cls, names: Iterable[Name]) -> "Index":
        """The index of those names."""
        return cls(tables(names))

    @classmethod
    def from_graph(cls, read: Read) -> "Index":
        """The index of the names that the graph holds."""
        return cls.build(names_of(read("names", {})))

    def resolve(self, text: str, kinds: Collection[str] = LABELS) -> list[Match]:
        """What the text may stand for among those kinds of thing, best first; a score of 1 is certain."""
        if len(text) > LONGEST or not fold(text):
            return []
        for reading in (*self._readings, self._by_parts):
            found = distinct(match for match in reading(text) if match.label in kinds)
            if found:
                return shared(found)
        return self._perhaps(text, kinds)

    def match(self, text: str, kinds: Collection[str] = LABELS) -> Match:
        """The one thing that the text certainly means. Raises UnknownName, with candidates, where there is none."""
        found = self.resolve(text, kinds)
        if len(found) == 1 and found[0].certain:
            return found[0]
        raise UnknownName(self._reason(text, found), remedy=_remedy(found), candidates=found)

    def one(self, text: str, kinds: Collection[str] = LABELS) -> str:
        """The id of what the text certainly means. Raises UnknownName, with candidates, where there is none."""
        return self.match(text, kinds).id

    def stranger(self, text: str) -> Unheld | None:
        """What the text stands for, where that is something that sources print and the graph does not hold."""
        group = ARMED_GROUP.fullmatch(text.strip())
        nation = self.resolve(group[2], {"Nation"}) if group else []
        if group and nation and nation[0].certain:
            return armed_group(group[1], nation[0].id)
        bare = (text, *(bare for bare, _ in readings(text)))
        return next(filter(None, (self.names.strangers.get(key(fold(part))) for part in bare)), None)

    @property
    def _readings(self) -> tuple[Callable[[str], Iterator[Match]], ...]:
        """The ways in which a text is read as a whole; the first that gives anything decides."""
        return self._by_id, self._by_code, self._by_name, self._by_citation

    def _by_id(self, text: str) -> Iterator[Match]:
        asked = text.strip().casefold()
        for id in (asked, f"agreement/{asked}"):
            for name in self.names.ids.get(id, ()):
                yield matched(name)

    def _by_code(self, text: str) -> Iterator[Match]:
        """Two letters are a code of ISO; a customer code, which is often another nation's ISO code, must say so."""
        customer = CUSTOMER.fullmatch(text.strip())
        table, code = (self.names.customers, customer[1]) if customer else (self.names.iso2, text.strip())
        for name in table.get(code.upper(), ()):
            yield matched(name)

    def _by_name(self, text: str) -> Iterator[Match]:
        asked = key(fold(text))
        if len(asked) > 2 or asked not in self.names.strangers:
            for name in self.names.keys.get(asked, ()):
                yield matched(name)

    def _by_citation(self, text: str) -> Iterator[Match]:
        citation = cited(text)
        for path, paragraph in citation.paths if citation else ():
            if path in self.names.paths:
                for name in self.names.paths[path]:
                    yield matched(name, paragraph=paragraph)
                return

    def _by_parts(self, text: str) -> Iterator[Match]:
        """A name with a code before it or asides in brackets: what all of them can mean."""
        for bare, asides in readings(text):
            meant = [{match.id for match in self._whole(aside)} for aside in asides]
            found = [match for match in self._whole(bare) if all(match.id in ids for ids in meant)]
            if len(found) == 1:
                yield found[0]
                return

    def _whole(self, text: str) -> list[Match]:
        return next(filter(None, (distinct(reading(text)) for reading in self._readings)), [])

    def _perhaps(self, text: str, kinds: Collection[str]) -> list[Match]:
        if CUSTOMER.fullmatch(text.strip()):
            return []
        if self.stranger(text):
            near = [matched(name, RELATED) for name in self.names.keys.get(key(fold(text)), ())]
        elif meant := misspelled(fold(text), self.names.owners, self.names.words):
            names = [name for name in self.names.folds.get(meant, ()) if name.label in SPELLABLE]
            near = [matched(name, CERTAIN, f"a slip of one letter in {name.kind.value}") for name in names]
        else:
            near = [*self._customer(text), *self._around(text)] or [*self._alike(text)]
        return distinct(match for match in near if match.label in kinds)[:MOST]

    def _customer(self, text: str) -> Iterator[Match]:
        code = text.strip().upper()
        for name in self.names.customers.get(code, ()):
            yield matched(name, RELATED, f"{name.kind.value}: write dsca:{code}")

    def _around(self, text: str) -> Iterator[Match]:
        citation = cited(text)
        for path, names in self.names.paths.items() if citation else ():
            if citation and citation.is_near(path):
                for name in names:
                    yield matched(name, RELATED, "a part of what is cited, or the whole of it")

    def _alike(self, text: str) -> Iterator[Match]:
        citation = cited(text)
        if len(fold(text)) < SHORTEST or (citation and not citation.is_of_an_act):
            return
        for folded, likeness in alike(fold(text), self.names.folds, 4 * MOST):
            for name in self.names.folds[folded]:
                yield matched(name, round(min(likeness, SHARED) - 0.01, 3), f"like {name.kind.value}")

    def _reason(self, text: str, found: list[Match]) -> str:
        if stranger := self.stranger(text):
            return stranger.reason
        if CUSTOMER.fullmatch(text.strip()):
            return f"{text!r} is no customer code of a nation known here"
        if found and found[0].score == SHARED:
            return f"{text!r} may mean any of several"
        citation = cited(text)
        if citation and not citation.is_of_an_act:
            return f"{text!r} cites {citation.path}, which is not in the graph"
        return f"{text[:80]!r} is no name of a nation, an organization, an agreement or an authority known here"


def _remedy(found: list[Match]) -> str:
    if not found:
        return "write an id, an ISO code, or a name as official sources print it"
    near = ", ".join(f"{match.matched} ({match.id})" for match in found[:5])
    return f"write the id or the full name of what is meant; the nearest: {near}"
