"""What a citation was resolved to, with the words of the law."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from queries.resolver.matches import Match
from queries.words import Read, Texts


def with_words(read: Read, matches: Iterable[Match]) -> list[Match]:
    """The matches, those that are law with the words of the paragraph cited, where they are known."""
    found = list(matches)
    law = [match for match in found if match.label == "Authority"]
    texts = Texts.of(read, ((match.id, match.paragraph) for match in law))
    bare = [match for match in law if texts.passage(match.id, match.paragraph) is None]
    acts = _of_acts(read, {match.id for match in bare if match.id.startswith("usc/")})
    return [_quoted(acts if match in bare else texts, match) for match in found]


def _of_acts(read: Read, ids: set[str]) -> Texts:
    """The words of acts that stand in sections of the Code of which no words are known; where two do, of neither."""
    rows = list(read("texts-of-acts", {"ids": sorted(ids)})) if ids else []
    often = Counter(row["id"] for row in rows)
    return Texts({f"text/{row['id']}": row for row in rows if often[row["id"]] == 1})


def _quoted(texts: Texts, match: Match) -> Match:
    told = texts.passage(match.id, match.paragraph)
    return replace(match, words=told.words, edition=told.edition) if told else match
