"""What a text may mean that names nothing as it stands: candidates, none certain but for a slip of one letter."""

from collections.abc import Iterator

from queries.resolver.citations import cited
from queries.resolver.matches import CERTAIN, RELATED, SHARED, Match, matched
from queries.resolver.nearest import alike, misspelled
from queries.resolver.tables import SPELLABLE, Tables
from queries.resolver.text import fold, key

SHORTEST = 4
"""A shorter text is a code, and codes that are nearly the same have nothing to do with each other."""

MOST = 40
"""How many like names are looked at: several may be of one thing."""


def by_slip(names: Tables, text: str) -> Iterator[Match]:
    """The nation or organization whose name this certainly is but for one letter."""
    meant = misspelled(fold(text), names.owners, names.words)
    for name in names.folds.get(meant, ()) if meant else ():
        if name.label in SPELLABLE:
            yield matched(name, CERTAIN, f"a slip of one letter in {name.kind.value}")


def by_namesake(names: Tables, text: str) -> Iterator[Match]:
    """What has the name of something that the graph does not hold."""
    for name in names.keys.get(key(fold(text)), ()):
        yield matched(name, RELATED)


def by_code_unsaid(names: Tables, text: str) -> Iterator[Match]:
    """The nation of a customer code that does not say that it is one: near, not certain."""
    code = text.strip().upper()
    for name in names.customers.get(code, ()):
        yield matched(name, RELATED, f"{name.kind.value}: write dsca:{code}")


def by_neighbours(names: Tables, text: str) -> Iterator[Match]:
    """What stands near a citation of something that is not held: its parts, its range, its whole."""
    citation = cited(text)
    for path, told in names.paths.items() if citation else ():
        if citation and citation.is_near(path):
            for name in told:
                yield matched(name, RELATED, "a part of what is cited, or the whole of it")


def by_likeness(names: Tables, text: str) -> Iterator[Match]:
    """What has a name like the text; a code or a citation that is nearly the same has nothing to do with it."""
    citation, folded = cited(text), fold(text)
    if len(folded) < SHORTEST or (citation and not citation.is_of_an_act):
        return
    for choice, likeness in alike(folded, names.folds, MOST):
        for name in names.folds[choice]:
            yield matched(name, round(min(likeness, SHARED) - 0.01, 3), f"like {name.kind.value}")
