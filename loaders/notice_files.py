"""Files that print notices to Congress: answers of the Federal Register, its texts and issues, the Congressional
Record.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders.core import LeftOut, Read, Record
from loaders.meter import whole
from loaders.notice_text import NUMBER, documents, papers, plain
from loaders.presidential import by_president
from loaders.register import Document, is_register, register
from schema.core import Origin
from schema.errors import LoadRefused, RowError

KEPT = (
    "document_number",
    "title",
    "publication_date",
    "citation",
    "action",
    "docket_ids",
    "docket_id",
    "correction_of",
)
"""The keys of an API record that are read; the others tell of the web site, or the same again."""

LARGEST = 256 << 20
NO_PAPER = "there is no notice in the text"
ARMS_SALE = re.compile(r"arms sales? notification|36\(b\)", re.IGNORECASE)
CORRECTION = re.compile(r"^ACTION:\s*Arms sales notice;\s*correction", re.MULTILINE | re.IGNORECASE)
HEADED = re.compile(rf"\[Transmittal\s+N[o0]s?\.?\s*({NUMBER})\]", re.IGNORECASE)
FILED = re.compile(r"\[FR Doc(?:\.|\s+No[:.])\s*([\w-]+)")
NO_SALE = re.compile(r"\bSection\s+(?:3\(d\)|36\([cd]\))(?:\(\w\))*\s+of\s+the\s+Arms\s+Export", re.IGNORECASE)
RECORD = re.compile(r"\[Congressional Record Volume (\d+), Number (\d+) \((?:\w+, )?([^)]+)\)\]")
PAGE = re.compile(r"\[Pages? (S[\w-]+)\]\s*From the Congressional Record")
KINDS = re.compile(
    r"Notice\s+of\s+Proposed\s+Issuance|36\(b\)\(5\)|Report\s+of\s+Enhancement|Arms\s+Sales\s+Notification|"
    r"ACTION:\s*Arms sales notice",
    re.IGNORECASE,
)


def recognizes(path: Path, head: bytes) -> bool:
    """Whether it is a text that prints notices, or an answer or an issue of the Federal Register."""
    if path.suffix.casefold() == ".xml":
        return is_register(head)
    if path.suffix.casefold() == ".json":
        return b'"document_number"' in head and (b"federalregister.gov" in head or b'"publication_date"' in head)
    text = head.decode("utf-8", "replace")
    return path.suffix.casefold() in (".txt", ".htm", ".html") and bool(KINDS.search(text))


def part(path: Path) -> str:
    """Who prints it; of the same notice the Federal Register is believed before the Record, both before a copy."""
    with path.open("rb") as file:
        head = file.read(65_536)
    if path.suffix.casefold() in (".json", ".xml") or FILED.search(head.decode("utf-8", "replace")):
        return "federal-register"
    return "congressional-record" if b"Congressional Record" in head else "certification"


def records(paths: list[Path]) -> Iterator[Read]:
    """The API records, the papers in the text, or what an issue prints of both and by the President."""
    read = {".json": _answers, ".xml": _issue}
    for path in paths:
        yield from read.get(path.suffix.casefold(), _papers)(path)


def bytes_of(path: Path) -> bytes:
    """All that is in the file. Raises LoadRefused where that is more than any notice or answer holds."""
    if path.stat().st_size > LARGEST:
        raise LoadRefused(
            f"the file is larger than {LARGEST >> 20} MB", path.name, "give the documents in smaller files"
        )
    return whole(path)


def _answers(path: Path) -> Iterator[Read]:
    try:
        told = json.loads(bytes_of(path))
    except (ValueError, RecursionError) as error:
        raise LoadRefused(f"not JSON: {error}", path.name, "fetch the answer again") from None
    found = told.get("results", [told]) if isinstance(told, dict) else told
    if not isinstance(found, list):
        raise LoadRefused("the answer holds no list of documents", path.name, "give the answer of the API as it is")
    for number, document in enumerate(found, 1):
        place = f"{path.name}:document {number}"
        if not isinstance(document, dict):
            yield RowError(f"entry {number} is no document", place, "give the answer of the API as it is")
        elif not _is_arms_sale(document):
            yield LeftOut("no notice of arms sales")
        elif not document.get("document_number"):
            yield RowError("the document has no number", place, "ask the API for document_number", "document_number")
        else:
            yield Record({key: document[key] for key in KEPT if document.get(key)}, place)


def _is_arms_sale(document: dict[str, Any]) -> bool:
    said = f"{document.get('title')} {document.get('action')} {document.get('abstract')}"
    return bool(ARMS_SALE.search(said) or re.search("arms sales notice", said, re.IGNORECASE))


def _papers(path: Path) -> Iterator[Read]:
    found, text = False, plain(bytes_of(path))
    for line, document in documents(text):
        for record in _printed(document, f"{path.name}:", line):
            found = True
            yield record
    if not found and NO_SALE.search(text):
        yield LeftOut("certifies a transfer to others or a license, which is no government sale")
    elif not found:
        yield RowError(NO_PAPER, path.name, "give the text as the Federal Register prints it")


def _printed(document: str, place: str, line: int) -> Iterator[Record]:
    """The papers that the document prints, which begins on that line."""
    if CORRECTION.search(document):
        yield Record({"correction": document}, f"{place}{line}")
        return
    for paper in papers(document):
        yield Record({"paper": paper}, f"{place}{line + paper.line}")


def _issue(path: Path) -> Iterator[Read]:
    for told in register(path):
        place = f"{path.name}:{told.line} {told.number}".strip()
        if told.sort == "PRESDOCU":
            yield by_president(told, place)
        elif not _is_arms_sale({"title": told.title, "action": told.action}):
            yield LeftOut("no notice of arms sales")
        elif not told.number:
            yield RowError("the document has no number", place, "get the file anew from GovInfo", "FRDOC")
        else:
            yield from _arms_sale(told, place)


def _arms_sale(told: Document, place: str) -> Iterator[Read]:
    """What the API tells of the document, where its issue does, and the papers that it prints."""
    document = "\n".join(told.lines)
    if told.published_on:
        dockets = [f"Transmittal No. {number}" for number in HEADED.findall(document)]
        said = {"title": told.title, "action": told.action, "citation": told.citation, "docket_ids": dockets}
        said |= {"document_number": told.number, "publication_date": told.published_on}
        yield Record({name: value for name, value in said.items() if value}, place)
    found = list(_printed(document, f"{place}, line ", 1))
    yield from found
    if not found:
        yield RowError(NO_PAPER, place, "load the text of the document, where its certification is no picture")


def origin(record: Record) -> Origin:
    """The document that prints it."""
    document = record["paper"].document if "paper" in record else record.get("correction", "")
    number = record.get("document_number") or record.get("presidential_document") or filed(document)
    if number:
        return Origin(
            f"Federal Register, document {number}", f"https://www.federalregister.gov/d/{number}", "documented"
        )
    if found := RECORD.search(document):
        return Origin(f"Congressional Record, volume {found[1]}, number {found[2]}, {found[3]}", "", "documented")
    if found := PAGE.search(document):
        return Origin(f"Congressional Record, page {found[1]}", "", "documented")
    paper = record.get("paper")
    return Origin(f"Certification to Congress, Transmittal No. {paper.number if paper else ''}", "", "documented")


def filed(document: str) -> str | None:
    """The number under which the Federal Register filed the document, None where it did not."""
    found = FILED.search(document)
    return found[1] if found else None
