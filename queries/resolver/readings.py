"""The ways in which a text is read as the name of something; each gives all that it may name."""

import re
from collections.abc import Iterator

from queries.resolver.citations import cited
from queries.resolver.matches import Match, distinct, matched
from queries.resolver.tables import Tables
from queries.resolver.text import fold, key, without_asides

CUSTOMER = re.compile(r"dsca:\s*(\w\w)", re.IGNORECASE)


def by_id(names: Tables, text: str) -> Iterator[Match]:
    """What has that id; an agreement also without its first part."""
    asked = text.strip().casefold()
    for id in (asked, f"agreement/{asked}"):
        for name in names.ids.get(id, ()):
            yield matched(name)


def by_code(names: Tables, text: str) -> Iterator[Match]:
    """The nation of a code: two letters are ISO's; a customer code, often ISO's of another nation, must say so."""
    customer = CUSTOMER.fullmatch(text.strip())
    table, code = (names.customers, customer[1]) if customer else (names.iso2, text.strip())
    for name in table.get(code.upper(), ()):
        yield matched(name)


def by_words(names: Tables, text: str) -> Iterator[Match]:
    """What has a name of these words; two letters that are ISO's for what the graph does not hold name nothing."""
    asked = key(fold(text))
    if len(asked) > 2 or asked not in names.strangers:
        for name in names.keys.get(asked, ()):
            yield matched(name)


def by_citation(names: Tables, text: str) -> Iterator[Match]:
    """The law that is cited, by the longest part of the citation that stands alone, with the paragraph that is left."""
    citation = cited(text)
    for path, paragraph in citation.paths if citation else ():
        if path in names.paths:
            for name in names.paths[path]:
                yield matched(name, paragraph=paragraph)
            return


WHOLE = (by_id, by_code, by_words, by_citation)
"""The readings of a text as a whole; the first that gives anything decides."""


def by_parts(names: Tables, text: str) -> Iterator[Match]:
    """What a name, the code before it and the asides behind it can all mean."""
    for bare, asides in without_asides(text):
        meant = [{match.id for match in _whole(names, aside)} for aside in asides]
        found = [match for match in _whole(names, bare) if all(match.id in ids for ids in meant)]
        if len(found) == 1:
            yield found[0]
            return


def _whole(names: Tables, text: str) -> list[Match]:
    return next(filter(None, (distinct(reading(names, text)) for reading in WHOLE)), [])
