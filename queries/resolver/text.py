"""Names as they are compared: what sources add to a name or write in their own way is taken off, systematically."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from unicodedata import combining, normalize

LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’‘`´ʼ", "'") | dict.fromkeys("\u00a0\u202f", " "))
ENTITY = re.compile(r"\[([A-Za-z]+)\]")
UNDER_LAW = re.compile(r"\s+pursuant to\s.*", re.IGNORECASE | re.DOTALL)
INITIALS = re.compile(r"\b(?:\w\.){2,}")
OWN_COUNTRY = re.compile(r"\bunited states(?: of america)?\b")
NOT_WORDS = re.compile(r"[\W_]+")
GOVERNMENT = re.compile(r"^(?:the )?government of ")
UNSAID = {"the", "and", "of", "with"}
SPELLED = {
    "st": "saint",
    "rep": "republic",
    "dept": "department",
    "organisation": "organization",
    "defence": "defense",
    "programme": "program",
    "centre": "center",
}

PREFIX = re.compile(r"([A-Z]{3}): (.+)", re.DOTALL)
ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def plain(text: str) -> str:
    """The text with entities of HTML and of gazettes ([uuml]) undone, and one sort of dash, quote and blank."""
    if text.isascii() and "&" not in text and "[" not in text:
        return text
    return unescape(ENTITY.sub(_entity, unescape(text))).translate(DASHES)


def _entity(found: re.Match[str]) -> str:
    letter = html5.get(f"{found[1]};", "")
    return letter if letter.isalpha() else found[0]


def fold(text: str) -> str:
    """The words of a name that matter, in their order: 'Government of the Rep. of Türkiye' is 'republic turkiye'."""
    flat = _unaccented(UNDER_LAW.sub("", plain(text)).casefold()).replace("'", "")
    flat = INITIALS.sub(lambda found: found[0].replace(".", ""), flat)
    words = GOVERNMENT.sub("", OWN_COUNTRY.sub("us", NOT_WORDS.sub(" ", flat)).strip()).split()
    # AND is also the code of Andorra: where nothing else is said, nothing is left out.
    return " ".join(SPELLED.get(word, word) for word in words if word not in UNSAID) or " ".join(words)


def _unaccented(text: str) -> str:
    if text.isascii():
        return text
    return "".join(letter for letter in normalize("NFKD", text) if not combining(letter)).translate(LETTERS)


def key(folded: str) -> str:
    """The same words in one order, so that 'Korea, Republic of' is 'Republic of Korea'."""
    return " ".join(sorted(folded.split()))


def without_asides(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name itself and what else is said with it: without its code ('KOR: '), then without asides in brackets."""
    said = UNDER_LAW.sub("", plain(text)).strip()
    prefix = PREFIX.fullmatch(said)
    codes, rest = ((prefix[1],), prefix[2]) if prefix else ((), said)
    if codes:
        yield rest, codes
    if asides := tuple(filter(str.strip, ASIDE.findall(rest))):
        yield ASIDE.sub(" ", rest).strip(), (*codes, *asides)
