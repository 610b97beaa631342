"""Codes of cases, implementing agencies, assistance and milestones, and what they mean."""

from loaders.core import SOURCED, Emitted, Loader, Record
from schema.lifecycle import CASE_CODE


def parse(record: Record) -> Emitted:
    """The code with its meaning."""
    code = record.pop("code")
    yield CASE_CODE.row(
        id=f"code/{'-'.join(code.split())}", title=code, kind=record.pop("kind"), meaning=record.pop("meaning")
    )


LOADERS = (
    Loader(
        name="case-codes",
        source="facts/case_codes.csv",
        doc="Codes used in cases, and what they mean.",
        columns=("code", "kind", "meaning", *SOURCED),
        emits=(CASE_CODE,),
        parse=parse,
    ),
)
