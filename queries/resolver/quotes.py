"""What a citation was resolved to, with the words of the law."""

from collections.abc import Iterable
from dataclasses import replace

from queries.resolver.matches import Match
from queries.words import Read, Texts


def with_words(read: Read, matches: Iterable[Match]) -> list[Match]:
    """The matches, those that are law with the words of the paragraph cited, where they are known."""
    found = list(matches)
    texts = Texts.of(read, ((match.id, match.paragraph) for match in found if match.label == "Authority"))
    return [_quoted(texts, match) for match in found]


def _quoted(texts: Texts, match: Match) -> Match:
    told = texts.passage(match.id, match.paragraph)
    return replace(match, words=told.words, edition=told.edition) if told else match
