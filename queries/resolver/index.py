"""The index of names: what a text stands for, certainly or perhaps. It never guesses."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from queries.resolver.candidates import by_code_unsaid, by_likeness, by_namesake, by_neighbours, by_slip
from queries.resolver.citations import cited
from queries.resolver.matches import SHARED, Match, distinct, shared
from queries.resolver.names import LABELS, Name, Read, names_of
from queries.resolver.readings import CUSTOMER, WHOLE, by_parts
from queries.resolver.tables import Tables, tables
from queries.resolver.text import fold, key, without_asides
from queries.resolver.unheld import Unheld, armed_group
from schema.errors import UnknownName

LONGEST = 500
"""No name is longer; a longer text is refused before any work is done on it."""

MOST = 10
"""How many candidates are worth reading."""

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
        for reading in (*WHOLE, by_parts):
            found = distinct(match for match in reading(self.names, text) if match.label in kinds)
            if found:
                return shared(found)
        return distinct(match for match in self._perhaps(text) if match.label in kinds)[:MOST]

    def match(self, text: str, kinds: Collection[str] = LABELS) -> Match:
        """The one thing that the text certainly means. Raises UnknownName, with candidates, where there is none."""
        found = self.resolve(text, kinds)
        if len(found) == 1 and found[0].certain:
            return found[0]
        if not self.names.folds:
            raise UnknownName("the graph knows no names yet", remedy="load the bundled facts first: accord load")
        near = [replace(match, title=self.names.titles.get(match.id, match.matched)) for match in found]
        raise UnknownName(self._reason(text, kinds, found), remedy=_remedy(near), candidates=near)

    def one(self, text: str, kinds: Collection[str] = LABELS) -> str:
        """The id of what the text certainly means. Raises UnknownName, with candidates, where there is none."""
        return self.match(text, kinds).id

    def stranger(self, text: str) -> Unheld | None:
        """What the text stands for, where that is something that sources print and the graph does not hold."""
        if len(text) > LONGEST:
            return None
        group = ARMED_GROUP.fullmatch(text.strip())
        nation = self.resolve(group[2], {"Nation"}) if group else []
        if group and nation and nation[0].certain:
            return armed_group(group[1], nation[0].id)
        bare = (text, *(bare for bare, _ in without_asides(text)))
        return next(filter(None, (self.names.strangers.get(key(fold(part))) for part in bare)), None)

    def _perhaps(self, text: str) -> list[Match]:
        if CUSTOMER.fullmatch(text.strip()):
            return []
        if self.stranger(text):
            return list(by_namesake(self.names, text))
        related = [*by_code_unsaid(self.names, text), *by_neighbours(self.names, text)]
        return list(by_slip(self.names, text)) or related or list(by_likeness(self.names, text))

    def _reason(self, text: str, kinds: Collection[str], found: list[Match]) -> str:
        if len(text) > LONGEST:
            return f"a text of {len(text)} letters is no name"
        if stranger := self.stranger(text):
            return stranger.reason
        if found and found[0].score == SHARED:
            return f"{text!r} may mean any of several"
        if CUSTOMER.fullmatch(text.strip()):
            return f"{text!r} is no customer code of a nation known here"
        wanted = " or ".join(sorted(kinds)).lower()
        if (others := self.resolve(text)) and others[0].certain:
            return f"{text!r} is {others[0].id}, which is no {wanted}"
        if (citation := cited(text)) and not citation.is_of_an_act:
            return f"{text!r} cites {citation.path}, which is not in the graph"
        return f"{text!r} is no name of any {wanted} known here"


def _remedy(found: list[Match]) -> str:
    if not found:
        return "write an id, an ISO code, or a name as official sources print it"
    near = ", ".join(f"{match.title} ({match.id})" for match in found[:5])
    return f"write the id or the full name of what is meant; the nearest: {near}"
