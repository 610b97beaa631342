"""What the words of a regulation cite, as ids: the Code, public laws, orders of the President, other regulations."""

import re
from collections.abc import Iterator

from loaders.citing import HYPHENS

NUMBER = r"(?>\d+[A-Za-z]*(?:-\d+[a-z]*)?)(?:\(\w+\))*(?: note| et seq\.)?"
AND = r"(?:, and |, | and | or |, or )"
LISTED = rf"{NUMBER}(?:{AND}{NUMBER}(?! (?:U\.? ?S\.? ?C|USC|CFR|FR|Stat|F\.R)))*"
CODE = r"U\.? ?S\.? ?C\.?"
SECTIONS = re.compile(rf"\b(\d+) {CODE} (?:§§? ?|[Ss]ec(?:s|tions?)?\.? )?({LISTED})")
OF_TITLE = re.compile(rf"\b[Ss]ections? ({LISTED}) of title (\d+),? (?:of the )?(?:United States Code|{CODE})")
OF_ACT = re.compile(rf"\b[Ss]ections? ({LISTED}) of this Act\b")
QUOTED = re.compile("“[^“”]*(?:”|$)")
RANGE = re.compile(r"(\d+)-(\d\d+)([a-z]*)(?![\w-])")
LAWS = re.compile(r"\b(?:Pub\. ?L\.|Public Law) (\d+-\d+)")
ORDER = r"\d{1,2},\d{3}|\d+"
ORDERS = re.compile(rf"\b(?:E\.O\.|Executive Order) ({ORDER})|\bExecutive Orders ((?:{ORDER})(?:{AND}(?:{ORDER}))*)")
RULE = r"(?>\d+\.\d+)(?:(?>-\d+)(?!\.))?"
RULES = re.compile(rf"\b(\d+) CFR (?:parts? )?({RULE}|(?>\d+)(?!\.\d|-\d+\.))(?! \(\d{{4}})")
OWN = re.compile(rf"§§? ?((?>{RULE}(?:\(\w+\))*(?:{AND}{RULE}(?:\(\w+\))*)*))(?! of (?:title|\d))")


def laws(words: str) -> list[str]:
    """The ids of the sections of the Code, the public laws and the orders that the words cite."""
    plain = words.translate(HYPHENS)
    found = [f"usc/{told[1]}/{number}" for told in SECTIONS.finditer(plain) for number in _numbers(told[2])]
    found += [f"usc/{told[2]}/{number}" for told in OF_TITLE.finditer(plain) for number in _numbers(told[1])]
    found += [f"pl/{told[1]}" for told in LAWS.finditer(plain)]
    orders = [number for told in ORDERS.finditer(plain) for number in re.findall(ORDER, told[1] or told[2])]
    found += [f"eo/{number.replace(',', '')}" for number in orders]
    return sorted(set(found))


def own_sections(words: str) -> set[str]:
    """The numbers of the sections of an act that its words cite; what they put into other acts, in quotes, does not
    count.
    """
    plain = QUOTED.sub("", words).translate(HYPHENS)
    return {number for told in OF_ACT.finditer(plain) for number in _numbers(told[1])}


def rules(words: str, title: str) -> list[str]:
    """The ids of the regulations that the words of one of that title cite: 22 CFR 126.1, or § 126.1 in title 22."""
    plain = words.translate(HYPHENS)
    found = [f"cfr/{told[1]}/{told[2]}" for told in RULES.finditer(plain)]
    found += [f"cfr/{title}/{number}" for told in OWN.finditer(plain) for number in re.findall(RULE, told[1])]
    return sorted(set(found))


def _numbers(listed: str) -> Iterator[str]:
    """The numbers listed; of a range such as 1701-1706 or 591-96 both ends, as it is not told which stand between."""
    for each in re.split(AND, listed):
        if spanned := RANGE.match(each):
            first, last = spanned[1], spanned[1][: -len(spanned[2])] + spanned[2]
            if len(last) >= len(first) and int(last) > int(first):
                yield from (first, last + spanned[3])
                continue
        if number := re.match(r"[\dA-Za-z-]+", each):
            yield number[0]
