"""What a row of a sheet says of a case, its lines, milestones, contracts, deliveries, risks and configuration."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from loaders.core import Emitted, Record, items, slug
from loaders.naming import Names
from schema import cases
from schema.core import Link
from schema.core import Row as Named
from schema.errors import RowError
from schema.lifecycle import SYSTEM
from schema.props import digest

DESIGNATOR = re.compile(r"([A-Z0-9]{2,3})[\s/-]?([A-Z])[\s/-]?([A-Z0-9]{3,4})")
"""Customer code, letter of the agency, and what tells the case: TW-D-QBA."""
SERVICES = {"AF": "org/af", "USA": "org/army"}
"""Abbreviations in columns of agencies that are codes of nations elsewhere, so that no name can be taught for them."""

LINE = re.compile(r"(\d{1,3})([A-Za-z]{0,2})")
TRANSMITTAL = re.compile(r"\d\d-\w+")


@dataclass(frozen=True)
class Row:
    """What a row tells of by kind, the case and the line that it names, and who resolves its names."""

    parts: dict[str, list[Record]]
    names: Names
    designator: str = ""
    line: str = ""

    @property
    def case(self) -> str:
        """The id of the case."""
        return f"case/{self.designator}"


def designator(text: str) -> str:
    """The identifier of a case in its one form, TW-D-QBA. Raises RowError where it is none."""
    parts = DESIGNATOR.fullmatch(text.strip().upper())
    if parts is None or (len(text.strip()) > 6 and not re.search(r"[\s/-]", text.strip())):
        remedy = "write customer code, letter of the agency and designator, as TW-D-QBA"
        raise RowError(f"{text!r} is no case identifier", remedy=remedy, field="case.designator", value=text)
    return "-".join(parts.groups())


def line_number(text: str) -> str:
    """The number of a line in its one form: 1 is 001, 1A is 001a."""
    parts = LINE.fullmatch(text.strip())
    return f"{int(parts[1]):03}{parts[2].lower()}" if parts else "-".join(text.split())


def tell(parts: dict[str, list[Record]], names: Names) -> Emitted:
    """The rows and links of the row. Raises RowError where it does not say of which case, or of which line, it is."""
    about = parts.get("case", [Record({})])[0]
    if "designator" not in about:
        raise RowError("case.designator is empty", remedy="say of which case the row is", field="case.designator")
    row = Row(parts, names, designator(about.pop("designator")))
    yield from _case(row, about)
    for line in parts.get("line", []):
        row = Row(parts, names, row.designator, line_number(line.pop("number")))
        yield from _line(row, line)
    for kind, say in SAY.items():
        for part in parts.get(kind, []):
            yield from say(row, part)


def _case(row: Row, about: Record) -> Emitted:
    if not about:
        yield _named(row.case)
        return
    yield from list(_ends(row, about))
    title = about.pop("title", None) or row.designator
    yield cases.CASE.row(row.case, title=title, designator=row.designator, **_taken(about))


@lru_cache(maxsize=1_000)
def _named(case: str) -> Named:
    """The case as one that is only named: rows that tell a line each name the same one again and again."""
    return cases.CASE.naming(case)


def _ends(row: Row, about: Record) -> Emitted:
    yield from _purchaser(row, about)
    yield from _agency(row, about)
    if stage := about.pop("stage", None):
        yield cases.AT_STAGE.link(row.case, row.names.word(stage, "Stage", "case.stage"))
    if notice := about.pop("notice", None):
        named = cases.NOTIFICATION.naming(row.names.notice(_transmittal(notice)))
        yield named
        yield cases.NOTIFIED_IN.link(row.case, named.id)
    for system in about.pop("systems", None) or []:
        yield SYSTEM.row(f"system/{slug(system)}", title=system)
        yield cases.FOR_SYSTEM.link(row.case, f"system/{slug(system)}")
    if authority := about.pop("authority", None):
        yield cases.UNDER.link(row.case, row.names.one(authority, "case.authority", {"Authority"}))
    for other in about.pop("depends_on", None) or []:
        named = cases.CASE.naming(f"case/{designator(other)}")
        yield named
        yield cases.DEPENDS_ON.link(row.case, named.id)


def _purchaser(row: Row, about: Record) -> Iterator[Link]:
    code = about.pop("customer_code", None)
    coded = row.names.certain(f"dsca:{row.designator.partition('-')[0]}", {"Nation"})
    if text := about.pop("purchaser", None):
        told: str | None = row.names.stakeholder(text, "case.purchaser")
    elif code:
        told = row.names.nation(f"dsca:{code}", "case.customer_code")
    else:
        told = coded
    if told and coded and told.startswith("nation/") and told != coded:
        what = f"{row.designator} is a case of {coded} by its customer code, and the row says {told}"
        remedy = "mend one of them; if the column holds customer codes, map it to case.customer_code"
        raise RowError(what, remedy=remedy, field="case.purchaser", value=str(text or code))
    if told:
        yield cases.PURCHASED_BY.link(row.case, told)


def _agency(row: Row, about: Record) -> Iterator[Link]:
    text, letter = about.pop("agency", None), row.designator.split("-")[1]
    if text and len(text) > 1:
        agency = SERVICES.get(text.upper()) or row.names.one(text, "case.agency", {"Organization"})
        yield cases.IMPLEMENTED_BY.link(row.case, agency)
        return
    if text and text.upper() not in row.names.agencies:
        remedy = f"write one of {', '.join(sorted(row.names.agencies))}, or the name of the agency"
        raise RowError(f"{text!r} is no letter of an agency", remedy=remedy, field="case.agency", value=text)
    if found := row.names.agencies.get((text or letter).upper()):
        organization, origin = found
        link = cases.IMPLEMENTED_BY.link(row.case, organization)
        yield link if text else link.stated(origin)


def _transmittal(text: str) -> str:
    number = text.strip().removeprefix("Transmittal No. ").upper()
    if not TRANSMITTAL.fullmatch(number):
        remedy = "write it as 25-101"
        raise RowError(f"{text!r} is no transmittal number", remedy=remedy, field="case.notice", value=text)
    return number


def _line(row: Row, line: Record) -> Emitted:
    id, number = f"case-line/{row.designator}/{row.line}", row.line
    if line:
        title = line.pop("title", None) or line.get("description") or f"{row.designator} line {number}"
        yield cases.CASE_LINE.row(id, title=title, number=number, **_taken(line))
    else:
        yield cases.CASE_LINE.naming(id)
    main = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    if main and main != number:
        whole = cases.CASE_LINE.naming(f"case-line/{row.designator}/{main}")
        yield whole
        yield cases.HAS_LINE.link(row.case, whole.id)
        yield cases.HAS_SUBLINE.link(whole.id, id)
    else:
        yield cases.HAS_LINE.link(row.case, id)


def _of_line(row: Row, what: str) -> str:
    if not row.line:
        raise RowError(f"the row does not say to which line the {what} belongs", remedy="map the column line.number")
    return f"case-line/{row.designator}/{row.line}"


def _milestone(row: Row, part: Record) -> Emitted:
    code, title = part.pop("code", None), part.pop("title", None)
    if not code and not title:
        raise RowError("milestone.code is empty", remedy="say which milestone it is", field="milestone.code")
    key = "-".join(code.split()) if code else slug(title)
    made = cases.MILESTONE.row(f"milestone/{row.designator}/{key}", title=title or code, code=code, **_taken(part))
    yield made
    yield cases.HAS_MILESTONE.link(row.case, made.id)


def _contract(row: Row, part: Record) -> Emitted:
    numbers = items(part.pop("piid"))
    if len(numbers) > 1 and part:
        raise RowError("the row tells several contracts, and more of them", remedy="give each a row of its own")
    for number in numbers:
        piid = re.sub(r"[\s/|]+", "", number).upper()
        id, company = f"contract/{piid}", part.get("contractor_name")
        yield (
            cases.CONTRACT.row(id, title=part.pop("title", piid), piid=piid, **_taken(part))
            if part
            else (cases.CONTRACT.naming(id))
        )
        yield (
            cases.FULFILLED_BY.link(_of_line(row, "contract"), id)
            if row.line
            else (cases.CASE_FULFILLED_BY.link(row.case, id))
        )
        if company and (held := row.names.certain(company, {"Organization"})):
            yield cases.AWARDED_TO.link(id, held)


def _delivery(row: Row, part: Record) -> Emitted:
    number, line = part.pop("number"), _of_line(row, "delivery")
    id = f"delivery/{row.designator}/{row.line}/{'-'.join(number.replace('|', '-').split())}"
    yield cases.DELIVERY.row(id, title=part.pop("title", None) or f"Delivery {number}", number=number, **_taken(part))
    yield cases.DELIVERED_IN.link(line, id)


def _risk(row: Row, part: Record) -> Emitted:
    title, category = part.pop("title"), part.pop("category", None)
    made = cases.RISK.row(f"risk/{row.designator}/{_key(title)}", title=title, **_taken(part))
    yield made
    yield cases.EXPOSED_TO.link(row.case, made.id)
    if category:
        yield cases.OF_CATEGORY.link(made.id, row.names.word(category, "RiskCategory", "risk.category"))


def _baseline(row: Row, part: Record) -> Emitted:
    title = part.pop("title")
    made = cases.BASELINE.row(f"baseline/{row.designator}/{_key(title)}", title=title, **_taken(part))
    yield made
    yield cases.HAS_BASELINE.link(row.case, made.id)


def _change(row: Row, part: Record) -> Emitted:
    title, baseline = part.pop("title"), part.pop("baseline")
    made = cases.CHANGE_RECORD.row(f"change/{row.designator}/{_key(title)}", title=title, **_taken(part))
    yield made
    yield cases.CHANGES.link(made.id, f"baseline/{row.designator}/{_key(baseline)}")


def _key(title: str) -> str:
    return slug(title) or digest(title)


def _taken(part: Record) -> dict[str, object]:
    told = dict(part)
    part.clear()
    return told


SAY: dict[str, Callable[[Row, Record], Emitted]] = {
    "milestone": _milestone,
    "contract": _contract,
    "delivery": _delivery,
    "risk": _risk,
    "baseline": _baseline,
    "change": _change,
}
"""What says the parts of a row of each kind beside the case and its lines."""
