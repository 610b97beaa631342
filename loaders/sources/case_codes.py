"""Codes of cases, implementing agencies, assistance and milestones, and what they mean."""

from loaders.core import SOURCED, Emitted, Loader, Record
from schema.lifecycle import CASE_CODE
from schema.stakeholders import STANDS_FOR


def parse(record: Record) -> Emitted:
    """The code with its meaning, and the organization whose letter it is."""
    code = record.pop("code")
    row = CASE_CODE.row(
        id=f"code/{'-'.join(code.split())}", title=code, kind=record.pop("kind"), meaning=record.pop("meaning")
    )
    yield row
    if organization := record.pop("organization", None):
        yield STANDS_FOR.link(row.id, f"org/{organization}")


LOADERS = (
    Loader(
        name="case-codes",
        source="facts/case_codes.csv",
        doc="Codes used in cases, and what they mean.",
        columns=("code", "kind", "meaning", "organization", *SOURCED),
        emits=(CASE_CODE, STANDS_FOR),
        parse=parse,
    ),
)
