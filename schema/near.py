"""What somebody may have meant who wrote a word that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 5


def near(text: str, known: Iterable[str]) -> list[str]:
    """The known words that hold the text, or else those that are spelt almost so, the likeliest first; few, or none."""
    words = list(known)
    return sorted((word for word in words if text and text in word), key=len)[:MOST] or get_close_matches(
        text, words, n=MOST
    )
