"""Sentences of a policy justification or a press notice: contractors, offsets, the military balance."""

import re

NEXT = (
    r"At this time|There\b|The (?:proposed|purchaser|offset|Government|U\.S\.|United States|total|vendor|contract)|"
    r"The (?:prime|equipment|sale|exact|following)|Any offset|No offset|Implementation|This|These|Offset|It is|"
    r"In addition|Currently|However|If |Although|Additional|Other|Such|All |Purchaser|A portion|U\.S\. Gov"
)
NAMED = re.compile(
    r"principal contractors?(?:\(s\))?(?: (?:for|in|of) (?:this|the) [\w ]+?)?,? (?:will be|is|are|would be|includes?)"
    rf"(?: the following)?:? (?P<names>.+?)(?:\.(?=\s+(?:{NEXT})|\s*$))",
    re.IGNORECASE,
)
UNNAMED = re.compile(
    r"\b(?:no |not |unknown|determined|selected|chosen|identified|compet|to be |from (?:U\.S\.|US) (?:Army|Navy|Air)|"
    r"(?:U\.S\.|US) Government|TBD)",
    re.IGNORECASE,
)
PLACE = re.compile(r",? (?:located|headquartered|based) (?:in|at) .*$|,? \(?(?:in|of) [A-Z][\w. ]+, [A-Z][\w. ]+\)?$")
CITY = re.compile(r", [A-Z][\w. ]+, [A-Z]{2}$")
PARTED = re.compile(r"(?<= located in )(?P<place>[^;]+?),? and (?=(?:the )?[A-Z])")
BEGINS = re.compile(NEXT)
SHORT = re.compile(r"(?:\b(?:Inc|Corp|Co|Ltd|No|St|Mr|Ms|Dr|Sec|Gen|Lt)|\bU\.S|\b[A-Z])\.$")


def contractors(words: str) -> list[str]:
    """The principal contractors as printed, without where they are; none where the text says that there is none yet."""
    found = NAMED.search(words)
    if not found or UNNAMED.match(found["names"]):
        return []
    names = PARTED.sub(lambda at: f"{at['place']};", found["names"])
    parts = (re.sub(r"^(?:and|the following:?) ", "", part.strip()) for part in names.split(";"))
    bare = (CITY.sub("", PLACE.sub("", part)).strip(" ,:") for part in parts)
    return list(dict.fromkeys(name for name in bare if name))


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
