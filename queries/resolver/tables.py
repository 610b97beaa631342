"""The names by every way in which they are asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from queries.resolver.citations import cited, path_of
from queries.resolver.names import Name, NameKind
from queries.resolver.text import fold, key
from queries.resolver.unheld import Unheld, unheld

Table = Mapping[str, list[Name]]

CODES = {NameKind.ID, NameKind.ISO2, NameKind.CUSTOMER, NameKind.SECTION}
"""Kinds of name that are asked for in a way of their own; the others are words."""

CITATIONS = {NameKind.CITATION, NameKind.SECTION, NameKind.OTHER}
"""Kinds of name of an authority that may cite it."""

SPELLABLE = {"Nation", "Organization"}
"""Kinds of thing whose misspelt names are taken: a number or a citation that is off by one is another one."""

WORD = 4
"""A shorter word of a longer name is near too much to tell anything."""


@dataclass(frozen=True)
class Tables:
    """Names by id, code, words in any order (`keys`) or as written (`folds`), and paths of the law.

    `titles` tells what each thing is called first, `owners` who has a spelling, `words` who has it within a longer
    name, `strangers` what is no name of anything here; the last three are there so that nothing near is overlooked.
    """

    ids: Table
    iso2: Table
    customers: Table
    keys: Table
    folds: Table
    paths: Table
    titles: Mapping[str, str]
    owners: Mapping[str, set[str]]
    words: Mapping[str, set[str]]
    strangers: Mapping[str, Unheld]


def tables(names: Iterable[Name]) -> Tables:
    """The tables of those names."""
    told = sorted(names, key=lambda name: name.kind is NameKind.ID)
    folds = _table((fold(name.text), name) for name in told if name.kind not in CODES and not _is_citation(name))
    iso2 = _table((name.text, name) for name in told if name.kind is NameKind.ISO2)
    strangers = [(fold(text), stranger) for text, stranger in unheld() if stranger.code not in iso2]
    owners, words = _spellings(folds, strangers)
    return Tables(
        ids=_table((name.id.casefold(), name) for name in told if name.kind is NameKind.ID),
        iso2=iso2,
        customers=_table((name.text, name) for name in told if name.kind is NameKind.CUSTOMER),
        keys=_table((key(folded), name) for folded, group in folds.items() for name in group),
        folds=folds,
        paths=_table((path, name) for name in told if name.label == "Authority" for path in _paths(name)),
        titles={name.id: name.text for name in told if name.kind is NameKind.TITLE},
        owners=owners,
        words=words,
        strangers={key(folded): stranger for folded, stranger in strangers},
    )


def _table(pairs: Iterable[tuple[str, Name]]) -> Table:
    table: dict[str, list[Name]] = defaultdict(list)
    for text, name in pairs:
        table[text].append(name)
    return dict(table)


def _is_citation(name: Name) -> bool:
    return name.kind is NameKind.CITATION and cited(name.text) is not None


def _paths(name: Name) -> Iterator[str]:
    if name.kind is NameKind.ID:
        yield path_of(name.id)
    citation = cited(name.text) if name.kind in CITATIONS else None
    if citation is not None:
        yield citation.paths[0][0]


def _spellings(folds: Table, strangers: list[tuple[str, Unheld]]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    owners: dict[str, set[str]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    told = [(folded, name.id) for folded, group in folds.items() for name in group if name.label in SPELLABLE]
    for folded, owner in (*told, *((folded, stranger.code) for folded, stranger in strangers)):
        owners[folded].add(owner)
        for word in folded.split() if " " in folded else ():
            if len(word) >= WORD:
                words[word].add(owner)
    return dict(owners), dict(words)
