"""Citations of the law in the forms in which people write them, as paths such as usc/22/2776 and their paragraphs."""

import re
from dataclasses import dataclass

from queries.resolver.text import fold, plain

RANGE = re.compile(r"(usc/\d+)/(\d+)[a-z]?-(\d+)[a-z]?")
NUMBERED = re.compile(r"(usc/\d+)/(\d+)\D?.*")

WORDS = (  # How the same word is written, and the one form in which the patterns below expect it.
    (r"§+", " sec "),
    (r"\bu\. ?s\. ?c\.(?: ?a\.)?|\b(?:u\.? ?s\.?|united states) code\b|\busca?\b", " usc "),
    (r"\bc\. ?f\. ?r\.", " cfr "),
    (r"\b(?:pub(?:lic)?\.? ?l(?:aw)?|p\. ?l)\b\.?(?: no\.?)?", " pl "),
    (r"\b(?:exec(?:utive)?\.? order|e\. ?o)\b\.?(?: no\.?)?", " eo "),
    (r"\b(?:presidential determination|p\. ?d)\b\.?(?: no\.?)?", " pd "),
    (r"\bdod directive\b", " dodd "),
    (r"\bdod instruction\b", " dodi "),
    (r"\b(?:dodm? 5105\.38-m|security assistance management manual)\b", " samm "),
    (r"\b(?:dod )?(?:7000\.14-r|fmr|financial management regulation)\b", " fmr "),
    (r"\bndaa (?:for )?(?:fy|fiscal year) ?(\d{4})", r" national defense authorization act for fiscal year \1 "),
    (r"\b(?:fy|fiscal year) ?(\d{4}) ndaa\b", r" national defense authorization act for fiscal year \1 "),
    (r"\bsections?\b|\bsecs?\b\.?", " sec "),
    (r"\bparts?\b|\bpt\b\.?", " part "),
    (r"\b(?:chapter|chap|ch)\b\.?", " chapter "),
    (r"\b(?:volume|vol)\b\.?", " volume "),
    (r"\bmemo(?:randum)?\b\.?(?: no\.?)?", " memo "),
    (r"\beo\s+(\d+)\s+sec\s+(\d+)", r" eo \1(\2)"),
    (r"\bsec\s+(\d+)((?:\s*\(\w{1,5}\))*)\s+(?:of\s+)?eo\s+(\d+)", r" eo \3(\1)\2"),
)
REWRITTEN = tuple((re.compile(pattern, re.IGNORECASE), form) for pattern, form in WORDS)

SECTION = r"(?P<section>\d+[a-z]*(?:-\d+[a-z]*)?)"
RULE = r"(?P<section>\d+(?:\.\d+)?(?:-\d+)?)"
STEPS = r"(?P<steps>(?: ?\([0-9a-z]{1,5}\))*)(?: (?P<tail>note|et seq\.?))?"
BY_PATH = re.compile(r"([a-z]+(?:/[a-z0-9.-]+)+)((?:\([0-9a-z]{1,5}\))*)", re.IGNORECASE)
STEP = re.compile(r"\(([0-9a-z]{1,5})\)", re.IGNORECASE)
NDAA = re.compile(r"national defense authorization act.*")
YEAR = re.compile(r"\bact of \d{4}$", re.IGNORECASE)
PART = re.compile(r"(.+?)(,? (?:chapter|part) \w+)?", re.IGNORECASE)
SHORT = {
    "aeca": "arms export control act",
    "aea": "atomic energy act",
    "caatsa": "countering americas adversaries through sanctions act",
    "cspa": "child soldiers prevention act",
    "dpa": "defense production act",
    "faa": "foreign assistance act",
    "tvpa": "trafficking victims protection act",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation points at: the path of a text, and the paragraphs within it, outermost first."""

    path: str
    steps: tuple[str, ...] = ()
    tail: str = ""

    @property
    def paths(self) -> list[tuple[str, str]]:
        """The paths that it may stand under, the narrowest first, each with the paragraph that is left."""
        found = []
        for length in range(len(self.steps), -1, -1):
            path = "/".join([self.path, *self.steps[:length]]).casefold()
            rest = "".join(f"({step})" for step in self.steps[length:])
            found.append((path, " ".join(filter(None, [rest, self.tail]))))
        return [(f"{found[0][0]}/note", ""), *found] if self.tail == "note" else found

    def is_near(self, path: str) -> bool:
        """Whether the path is of a part of what is cited, of a section in its range, or of the text it stands in."""
        if span := RANGE.fullmatch(self.path):
            other = NUMBERED.fullmatch(path)
            return other is not None and other[1] == span[1] and int(span[2]) <= int(other[2]) <= int(span[3])
        whole = self.path.rpartition("." if "." in self.path else "/")[0]
        is_part = path.startswith(self.path) and path[len(self.path) :][:1] in ("/", ".", "-")
        return is_part or (path == whole and "/" in path)

    @property
    def is_of_an_act(self) -> bool:
        """Whether it names a section by its act, which any word before a number might be."""
        return self.path.startswith("act/")


TITLE, PUBLIC_LAW = r"(?P<title>\d+)", r"pl (?P<number>\d+-\d+)"
FORMS = (  # A form of citation, and the path that its parts make; the first that fits decides.
    (rf"(?:title )?{TITLE} usc (?:sec )?{SECTION}{STEPS}", "usc/{title}/{section}"),
    (rf"usc (?:title )?{TITLE} (?:sec )?{SECTION}{STEPS}", "usc/{title}/{section}"),
    (rf"(?:sec )?{SECTION}{STEPS} (?:of )?title {TITLE}(?: (?:of the )?usc)?", "usc/{title}/{section}"),
    (rf"title {TITLE} sec {SECTION}{STEPS}", "usc/{title}/{section}"),
    (rf"(?:title )?{TITLE} cfr (?:part |sec )?{RULE}{STEPS}", "cfr/{title}/{section}"),
    (rf"cfr {TITLE} (?:part |sec )?{RULE}{STEPS}", "cfr/{title}/{section}"),
    (rf"itar (?:part |sec )?{RULE}{STEPS}", "cfr/22/{section}"),
    (rf"ear (?:part |sec )?{RULE}{STEPS}", "cfr/15/{section}"),
    (rf"d?far(?:s|) (?:part |sec )?{RULE}{STEPS}", "cfr/48/{section}"),
    (rf"{PUBLIC_LAW} sec {SECTION}{STEPS}", "pl/{number}/{section}"),
    (rf"sec {SECTION}{STEPS} (?:of )?{PUBLIC_LAW}", "pl/{number}/{section}"),
    (PUBLIC_LAW, "pl/{number}"),
    (rf"eo (?P<number>\d+){STEPS}", "eo/{number}"),
    (r"pd (?P<number>\d{4}-\d+)", "pd/{number}"),
    (r"fr doc\.? (?P<number>\d{2,4}-\d+)", "fr/{number}"),
    (r"(?P<series>dodd|dodi|dodm|cjcsi|cjcsm) (?P<number>\d+\.\d+[a-z]?)", "{series}/{number}"),
    (r"samm ?(?:chapter |c)(?P<number>\d+)", "samm/c{number}"),
    (r"samm (?:table |sec )?(?P<tail>c(?P<number>\d+)(?:\.\w+)+)", "samm/c{number}"),
    (r"samm app(?:endix)?\.? (?P<number>\d+)\b.*", "samm/app{number}"),
    (r"fmr volume (?P<volume>\d+[a-z]?) chapter (?P<number>\d+)", "fmr/vol{volume}-ch{number}"),
    (r"fmr volume (?P<volume>\d+[a-z]?)", "fmr/vol{volume}"),
    (r"dsca (?:policy )?(?:memo )?(?P<number>\d\d-\d\d)", "dsca/{number}"),
    (rf"sec {SECTION}{STEPS} (?:of )?(?:the )?(?P<act>[a-z].*)", "act/{act}/{section}"),
    (rf"(?P<act>.*[a-z].*) sec {SECTION}{STEPS}", "act/{act}/{section}"),
    (rf"(?P<act>[a-z]+|.*\bact) {SECTION}{STEPS}", "act/{act}/{section}"),
    (rf"sfops (?:sec )?{SECTION}{STEPS}", "sfops/{section}"),
)
PATTERNS = tuple((re.compile(form, re.IGNORECASE), path) for form, path in FORMS)


def cited(text: str) -> Citation | None:
    """What the text cites, None where it is no citation in any form known here."""
    if by_path := BY_PATH.fullmatch(text.strip()):
        return Citation(path_of(by_path[1]), tuple(STEP.findall(by_path[2])))
    written = _rewritten(text)
    for pattern, path in PATTERNS:
        if found := pattern.fullmatch(written):
            said = {name: value or "" for name, value in found.groupdict().items()}
            said["act"] = act(said.get("act", ""))
            steps = tuple(STEP.findall(said.get("steps", "")))
            return Citation(path_of(path.format_map(said)), steps, said.get("tail", ""))
    return None


def path_of(text: str) -> str:
    """The path in its one form: lower case, no idle zero after a dot (DoDD 2010.09 is dodd/2010.9)."""
    return re.sub(r"\.0+(?=\d)", ".", text.casefold())


def act(text: str) -> str:
    """The name of an act as paths have it: in full, without its year where it is told from others by its name. A part
    of the act that is told with it stays.
    """
    told = PART.fullmatch(" ".join(text.split()))
    name, part = (told[1], fold(told[2] or "")) if told else (text, "")
    folded = fold(YEAR.sub("act", name))
    annual = NDAA.search(folded)
    return " ".join(filter(None, (SHORT.get(folded, annual[0] if annual else folded), part)))


def _rewritten(text: str) -> str:
    written = plain(text).replace(",", " ")
    for pattern, form in REWRITTEN:
        written = pattern.sub(form, written)
    return " ".join(written.split()).replace(" (", "(").removesuffix(".")
