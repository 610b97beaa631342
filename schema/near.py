"""What somebody may have meant who wrote a word that is not known."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from itertools import takewhile

MOST = 5
ALIKE = 5
"""First letters that two words of one family share: protective, protection."""


def near(text: str, known: Iterable[str], plain: Callable[[str], str] = str) -> list[str]:
    """The known words with a part that begins with the text; or else those that are spelt almost so; or else those that
    share a beginning with it, themselves or in what they mean in `plain`, or hold it. The likeliest come first.
    """
    words = list(known)
    holding = sorted((word for word in words if text and text in word), key=len)
    return (
        [word for word in holding if f"-{text}" in f"-{word}"][:MOST]
        or get_close_matches(text, words, n=MOST)
        or list(dict.fromkeys([*_akin(text, words, str), *_akin(text, words, plain), *holding]))[:MOST]
    )


def _akin(text: str, words: list[str], said: Callable[[str], str]) -> list[str]:
    shares = {word: sum(_shared(part, said(word)) for part in _parts(text)) for word in words}
    return sorted((word for word in words if shares[word]), key=lambda word: (-shares[word], len(word)))


def _shared(part: str, text: str) -> int:
    """So many first letters the part shares with one of the text, 0 where these are too few to tell anything."""
    most = max((_alike(part, other) for other in _parts(text)), default=0)
    return most if most >= min(ALIKE, len(part)) else 0


def _alike(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _parts(text: str) -> list[str]:
    return [part for part in "".join(sign if sign.isalnum() else " " for sign in text.lower()).split() if len(part) > 2]
