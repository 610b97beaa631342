"""Notices to Congress as printed: Federal Register documents (API records and texts), the Congressional Record."""

import re
from collections.abc import Mapping
from typing import Any

from loaders.core import Emitted, Loader, Record
from loaders.naming import Names
from loaders.notice_fields import DESIGNATOR, day, designators, items, justification, numbers, values
from loaders.notice_files import HEADED, filed, origin, part, recognizes, records
from loaders.notice_text import NUMBER, Paper, bare, normal, one_line
from loaders.notice_words import about, contractors
from loaders.presidential import said_by_president
from loaders.sources.notifications import DEPARTMENTS
from schema.authorities import CITES, EDITION, EXECUTIVE_ORDER, REGULATION, STATUTE, TEXT, TEXT_OF
from schema.cases import NOTICE_IMPLEMENTED_BY, NOTICE_PURCHASED_BY, NOTIFICATION
from schema.errors import RowError
from schema.reports import (
    AMENDMENT_PURCHASED_BY,
    AMENDS_NOTICE,
    CORRECTS,
    NOTICE_AMENDMENT,
    PUBLICATION,
    PUBLISHES,
    PUBLISHES_AMENDMENT,
)

HEADINGS = re.compile(
    r"^(?:Major Defense Equipment(?: \(MDE\))?:\s*(?:None\.?\s*)?)?(?:Non-M[^:]*:\s*)?", re.IGNORECASE
)
BEFORE_CASE = re.compile(rf"\(|,? {DESIGNATOR.pattern}")
ON_BEHALF = re.compile(r"(?<=\)) (?:as (?:Lead Nation|Agent) )?for ", re.IGNORECASE)
WHAT = re.compile(
    r"^(?:SUPPLEMENTARY INFORMATION|SUMMARY):\s*(.+?)(?=^[A-Z ]{8,}:|^\[FR Doc|^[ \t]*Dated:|\Z)",
    re.MULTILINE | re.DOTALL,
)


def parse(record: Record, names: Names) -> Emitted:
    """The document, the notice, the paper that amends one, or what the President ordered or determined."""
    if "document_number" in record:
        yield from _publication(record)
    elif "presidential_document" in record:
        yield from said_by_president(record)
    elif "correction" in record:
        yield from _correction(record.pop("correction"))
    else:
        paper = record.pop("paper")
        yield from _amendment(paper, names) if paper.kind == "enhancement" else _notice(paper, names)


def _publication(record: Record) -> Emitted:
    number, action = str(record.pop("document_number")), record.pop("action", None)
    row = PUBLICATION.row(
        f"publication/{number}",
        title=record.pop("title", f"Federal Register document {number}"),
        number=number,
        citation=record.pop("citation", None),
        published_on=record.pop("publication_date", None),
        action=action,
    )
    yield row
    dockets = " ".join([*_texts(record.pop("docket_ids", [])), *_texts(record.pop("docket_id", []))])
    corrected = re.findall(r"documents/([\w-]+)", str(record.pop("correction_of", "")))
    for other in corrected:
        yield PUBLICATION.naming(f"publication/{other}")
        yield CORRECTS.link(row.id, f"publication/{other}")
    transmittals = dict.fromkeys(bare(found) for found in re.findall(rf"\b{NUMBER}\b", dockets))
    if corrected or "correction" in (action or "").casefold():
        yield from _corrected(number, list(transmittals))
        return
    for transmittal in transmittals:
        yield from _published(number, transmittal)


def _texts(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _published(number: str | None, transmittal: str) -> Emitted:
    """What joins the document to the paper that it prints; which of the two kinds it is, the number tells."""
    if number is None:
        return
    kind, id, rel = NOTIFICATION, f"notice/{normal(transmittal)}", PUBLISHES
    if not transmittal.replace("-", "").isdecimal():
        kind, id, rel = NOTICE_AMENDMENT, f"notice-amendment/{transmittal}", PUBLISHES_AMENDMENT
    yield PUBLICATION.naming(f"publication/{number}")
    yield kind.naming(id)
    yield rel.link(f"publication/{number}", id)


def _corrected(number: str, transmittals: list[str]) -> Emitted:
    id = f"notice-amendment/fr-{number}"
    yield PUBLICATION.naming(f"publication/{number}")
    yield NOTICE_AMENDMENT.naming(id)
    yield PUBLISHES_AMENDMENT.link(f"publication/{number}", id)
    for transmittal in transmittals:
        yield NOTIFICATION.naming(f"notice/{normal(transmittal)}")
        yield AMENDS_NOTICE.link(id, f"notice/{normal(transmittal)}")


def _correction(document: str) -> Emitted:
    number, headed, what = filed(document), HEADED.search(document), WHAT.findall(document)
    if number is None or headed is None:
        raise RowError(
            "the correction has no document number", remedy="give the text as the Federal Register prints it"
        )
    yield NOTICE_AMENDMENT.row(
        f"notice-amendment/fr-{number}",
        title=f"Correction in Federal Register document {number}",
        kind="correction",
        description=one_line(what[-1]) if what else None,
        federal_register_no=number,
    )
    yield from _corrected(number, [bare(headed[1])])


def _notice(paper: Paper, names: Names) -> Emitted:
    told, number = paper.told or items(paper.text), filed(paper.document)
    heading, words = justification(paper.text)
    purchaser = _purchaser(told)
    if not purchaser:
        raise RowError("the notice names no purchaser", remedy="write (i) Prospective Purchaser", field="purchaser")
    printed = values(told.get("value", ""))
    description = one_line(told.get("description", ""))
    row = NOTIFICATION.row(
        f"notice/{normal(paper.number)}",
        title=_system(heading) or _first(description) or f"Transmittal No. {paper.number}",
        transmittal_no=paper.number,
        purchaser_name=purchaser,
        description=description or None,
        total_value_usd=printed.total,
        mde_value_usd=printed.mde,
        notified_on=day(told["delivered"], "delivered").isoformat() if "delivered" in told else None,
        prime_contractors=contractors(words),
        federal_register_no=number,
        case_designator=", ".join(designators(told.get("department", ""))) or None,
        prior_cases=designators(told.get("prior_cases", "")),
        funding_source=told.get("funding_source"),
        sales_commission=one_line(told.get("sales_commission", "")) or None,
        offset_statement=about(words, r"\boffsets?\b"),
        balance_statement=about(words, r"military balance|proliferat"),
        notes=printed.doubt,
    )
    yield row
    yield NOTICE_PURCHASED_BY.link(row.id, _buyer(purchaser, names))
    if department := one_line(BEFORE_CASE.split(told.get("department", ""))[0]).rstrip(" .,"):
        yield NOTICE_IMPLEMENTED_BY.link(row.id, _department(department, names))
    yield from _published(number, paper.number)


def _buyer(purchaser: str, names: Names) -> str:
    """The buyer; a body that buys for nations is the buyer, and they stand in its name as printed."""
    return names.stakeholder(ON_BEHALF.split(purchaser, maxsplit=1)[0], "purchaser")


def _department(text: str, names: Names) -> str:
    plain_name = re.sub(r"^(?:the )?(?:U\.?S\.? )?(?:Department of the )?", "", text)
    return DEPARTMENTS.get(plain_name) or names.one(text, "department", {"Organization"})


def _system(heading: str) -> str:
    """What is sold, out of a heading such as Taiwan--Radar Support."""
    return re.split(r"\s*(?:--+|[\u2012-\u2015])\s*|\s+-\s+", heading, maxsplit=1)[-1] if heading else ""


def _purchaser(told: Mapping[str, str]) -> str:
    """The buyer as printed, without the marking that the words are not classified."""
    return re.sub(r"\s*\(U\)$", "", one_line(told.get("purchaser", ""))).rstrip(".")


def _first(description: str) -> str:
    """The first of the items, where there is no heading."""
    return re.split(r"[;:.](?:\s|$)", HEADINGS.sub("", description), maxsplit=1)[0][:120].strip()


def _amendment(paper: Paper, names: Names) -> Emitted:
    told = items(paper.text)
    purchaser = _purchaser(told)
    amended = numbers(told.get("amended", ""))
    if not purchaser or not amended:
        what = "the report does not name its purchaser" if amended else "the report does not name the notice it amends"
        raise RowError(what, remedy="write items (i) and (ii) as printed", field="purchaser" if amended else "amended")
    id, number = f"notice-amendment/{paper.number}", filed(paper.document)
    yield NOTICE_AMENDMENT.row(
        id,
        title=f"Transmittal No. {paper.number}",
        kind="enhancement",
        transmittal_no=paper.number,
        purchaser_name=purchaser,
        description=one_line(told.get("description", "")) or None,
        notified_on=day(told["delivered"], "delivered").isoformat() if "delivered" in told else None,
        federal_register_no=number,
    )
    yield AMENDMENT_PURCHASED_BY.link(id, _buyer(purchaser, names))
    for transmittal in amended:
        notice = f"notice/{normal(transmittal)}"
        yield NOTIFICATION.naming(notice)
        yield AMENDS_NOTICE.link(id, notice)
    yield from _published(number, paper.number)


LOADERS = (
    Loader(
        name="notices",
        doc="Notices to Congress and documents of the President as the Federal Register and the Record print them.",
        emits=(
            *(NOTIFICATION, NOTICE_AMENDMENT, PUBLICATION, NOTICE_PURCHASED_BY, NOTICE_IMPLEMENTED_BY),
            *(PUBLISHES, PUBLISHES_AMENDMENT, CORRECTS, AMENDS_NOTICE, AMENDMENT_PURCHASED_BY),
            *(EXECUTIVE_ORDER, REGULATION, STATUTE, TEXT, EDITION, TEXT_OF, CITES),
        ),
        records=records,
        parse_names=parse,
        origin=origin,
        recognizes=recognizes,
        part=part,
        whole=False,
        versioned=True,
        rank=10,
    ),
)
