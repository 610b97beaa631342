"""Names that are nearly the one asked for."""

import re
from collections.abc import Collection, Iterable, Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

LEAST = 70.0
"""Below this likeness, of 100, a name is no candidate."""

LETTERS = 7
"""A shorter name is near too many others for one letter to tell them apart."""

MARGIN = 3
"""Another thing's name, or one word of it, this many letters off or more, cannot have been meant."""


def alike(folded: str, choices: Iterable[str], limit: int) -> list[tuple[str, float]]:
    """The choices most like the text, best first, with a likeness from 0 to 1."""
    pool = list(choices)
    whole = process.extract(folded, pool, scorer=OSA.normalized_similarity, score_cutoff=LEAST / 100, limit=limit)
    words = process.extract(folded, pool, scorer=fuzz.token_set_ratio, score_cutoff=LEAST, limit=limit)
    best: dict[str, float] = {}
    for choice, score in [*((c, s) for c, s, _ in whole), *((c, s * 0.009) for c, s, _ in words)]:
        best[choice] = max(best.get(choice, 0.0), score)
    return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]


def misspelled(folded: str, owners: Mapping[str, Collection[str]], words: Mapping[str, Collection[str]]) -> str | None:
    """The name of which the text is surely a misspelling, None where that is not sure.

    Sure means: one letter added, lost, changed or swapped with its neighbour; seven letters or more; the first letter
    and all digits the same; and nothing else has a name, or a word in its name, within two letters of the text.
    So a single slip in the name of one thing never becomes another thing: its own name would be within reach.
    `owners` tells which things have a name, `words` which have a word in a longer name.
    """
    if len(folded) < LETTERS:
        return None
    near = process.extract(folded, owners.keys(), scorer=OSA.distance, score_cutoff=MARGIN - 1, limit=None)
    spans = process.extract(folded, words.keys(), scorer=OSA.distance, score_cutoff=MARGIN - 1, limit=None)
    things = {thing for name, _, _ in near for thing in owners[name]} | {
        thing for word, _, _ in spans for thing in words[word]
    }
    closest = [
        name
        for name, distance, _ in near
        if distance == 1 and name[0] == folded[0] and _digits(name) == _digits(folded)
    ]
    return min(closest) if len(things) == 1 and closest else None


def _digits(text: str) -> list[str]:
    return re.findall(r"\d", text)
