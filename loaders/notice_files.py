"""Files that print notices to Congress: answers of the Federal Register, its texts, the Congressional Record."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loaders.core import LeftOut, Read, Record
from loaders.meter import whole
from loaders.notice_text import NUMBER, documents, papers, plain
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
ARMS_SALE = re.compile(r"arms sales? notification|36\(b\)", re.IGNORECASE)
CORRECTION = re.compile(r"^ACTION:\s*Arms sales notice;\s*correction", re.MULTILINE | re.IGNORECASE)
HEADED = re.compile(rf"\[Transmittal\s+N[o0]s?\.?\s*({NUMBER})\]", re.IGNORECASE)
FILED = re.compile(r"\[FR Doc(?:\.|\s+No[:.])\s*([\w-]+)")
RECORD = re.compile(r"\[Congressional Record Volume (\d+), Number (\d+) \((?:\w+, )?([^)]+)\)\]")
PAGE = re.compile(r"\[Pages? (S[\w-]+)\]\s*From the Congressional Record")
KINDS = re.compile(
    r"Notice\s+of\s+Proposed\s+Issuance|36\(b\)\(5\)|Report\s+of\s+Enhancement|Arms\s+Sales\s+Notification|"
    r"ACTION:\s*Arms sales notice",
    re.IGNORECASE,
)


def recognizes(path: Path, head: bytes) -> bool:
    """Whether it is a text that prints notices, or an answer of the Federal Register."""
    if path.suffix.casefold() == ".json":
        return b'"document_number"' in head and (b"federalregister.gov" in head or b'"publication_date"' in head)
    text = head.decode("utf-8", "replace")
    return path.suffix.casefold() in (".txt", ".htm", ".html") and bool(KINDS.search(text))


def part(path: Path) -> str:
    """Who prints it; of the same notice the Federal Register is believed before the Record, both before a copy."""
    with path.open("rb") as file:
        head = file.read(65_536)
    if path.suffix.casefold() == ".json" or FILED.search(head.decode("utf-8", "replace")):
        return "federal-register"
    return "congressional-record" if b"Congressional Record" in head else "certification"


def records(paths: list[Path]) -> Iterator[Read]:
    """The API records, or the papers in the text."""
    for path in paths:
        yield from _answers(path) if path.suffix.casefold() == ".json" else _papers(path)


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
    found = False
    for line, document in documents(plain(bytes_of(path))):
        if CORRECTION.search(document):
            found = True
            yield Record({"correction": document}, f"{path.name}:{line}")
            continue
        for paper in papers(document):
            found = True
            yield Record({"paper": paper}, f"{path.name}:{line + paper.line}")
    if not found:
        yield RowError("there is no notice in the text", path.name, "give the text as the Federal Register prints it")


def origin(record: Record) -> Origin:
    """The document that prints it."""
    document = record["paper"].document if "paper" in record else record.get("correction", "")
    number = record.get("document_number") or filed(document)
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
