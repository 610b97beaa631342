"""Sentences of a policy justification or a press notice: contractors, offsets, the military balance."""

import re
from collections.abc import Iterator

NEXT = (
    r"At this time|There\b|The (?:proposed|purchaser|offset|Government|U\.S\.|United States|total|vendor|contract)|"
    r"The (?:prime|equipment|sale|exact|following)|Any offset|No offset|Implementation|This|These|Offset|It is|"
    r"In addition|Currently|However|If |Although|Additional|Other|Such|All |Purchaser|A portion|U\.S\. Gov"
)
NAMED = re.compile(
    r"(?:principal|prime|primary|sole-source) (?:U\.S\. )?contractors?(?:\(s\))?(?: and integrator)?"
    r"(?:,? (?:(?:involved|associated) )?(?:for|in|of|with) [\w ,/&()-]{1,90}?)?,? "
    r"(?:will be|will involve|is|are|would be|includes?)(?: the following(?: contractors)?)?:? (?P<names>.+?)\.?$",
    re.IGNORECASE,
)
UNNAMED = re.compile(
    r"\b(?:no |not |unknown|determined|selected|chosen|identified|compet|to be |from (?:U\.S\.|US) (?:Army|Navy|Air)|"
    r"(?:U\.S\.|US) Government|TBD)",
    re.IGNORECASE,
)
A_NAME = re.compile(r"(?:and |the |a |an )*[A-Z0-9]")
STATE = (
    r"(?:[A-Z]{2}|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|"
    r"Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|"
    r"Missouri|Montana|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|(?:North|South) (?:Carolina|Dakota)|Ohio|"
    r"Oklahoma|Oregon|Pennsylvania|Rhode Island|Tennessee|Texas|Utah|Vermont|(?:West )?Virginia|Washington|Wisconsin|"
    r"Wyoming)\b"
)
TOWN = rf"[A-Z][\w. ]+, {STATE}"
PLACE = re.compile(r",? (?:located|headquartered|based) (?:in|at) .*$|,? \(?(?:in|of) [A-Z][\w. ]+, [A-Z][\w. ]+\)?$")
CITY = re.compile(rf", {TOWN}$")
PARTED = re.compile(
    r"(?<= located in )(?P<place>[^;]+?),? and (?=(?:the )?[A-Z])"
    rf"|(?P<town>(?:,| in| of) {TOWN}),? and (?!{TOWN})(?=\S)"
)
BEGINS = re.compile(NEXT)
SHORT = re.compile(r"(?:\b(?:Inc|Corp|Co|Ltd|No|St|Mr|Ms|Dr|Sec|Gen|Lt)|\bU\.S|\b[A-Z])\.$")


def contractors(words: str) -> list[str]:
    """The principal contractors as printed, without where they are; none where the text says that there is none yet."""
    told = filter(None, map(NAMED.search, sentences(words)))
    return list(dict.fromkeys(name for found in told for name in _names(found["names"])))


def _names(told: str) -> Iterator[str]:
    if UNNAMED.match(told) or not A_NAME.match(told):
        return
    parts = PARTED.sub(lambda at: f"{at['place'] or at['town']};", told).split(";")
    plain = (re.sub(r"^(?:and|the following:?) ", "", part.strip()) for part in parts)
    yield from filter(None, (CITY.sub("", PLACE.sub("", part)).strip(" ,:") for part in plain))


def sentences(words: str) -> list[str]:
    """The sentences of a text in one line."""
    found: list[str] = []
    for piece in re.split(r"(?<=[.!?])\s+(?=[A-Z(])", words):
        if found and SHORT.search(found[-1]) and not BEGINS.match(piece):
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def about(words: str, pattern: str) -> str | None:
    """The sentences in which the pattern occurs, None where there is none."""
    return " ".join(line for line in sentences(words) if re.search(pattern, line, re.IGNORECASE)) or None
