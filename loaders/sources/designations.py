"""Statuses that laws give to nations, such as major non-NATO ally: one spell a line."""

from loaders.core import SOURCED, Emitted, Loader, Record
from schema.core import Origin
from schema.stakeholders import DESIGNATED_AS
from schema.terms import DESIGNATION

ABOUT = Origin("Statuses named in the collected designations", "", "documented")
"""Of the status itself; each designation has its own source."""

PRINTED = {"nato": "NATO", "gsomia": "GSOMIA", "aukus": "AUKUS", "10usc2350a": "(10 USC 2350a)"}


def parse(record: Record) -> Emitted:
    """The status, and the nation's spell in it."""
    name = record.pop("designation")
    words = [PRINTED.get(word, word) for word in name.split("-")]
    status = DESIGNATION.row(id=f"designation/{name}", title=" ".join(words), slug=name).stated(ABOUT)
    yield status
    yield DESIGNATED_AS.link(
        f"nation/{record.pop('nation')}",
        status.id,
        from_on=record.pop("from_on", None),
        to_on=record.pop("to_on", None),
        seen_on=record.pop("seen_on", None),
        citation=record.pop("authority_id", None),
        notes=record.pop("notes", None),
    )


LOADERS = (
    Loader(
        name="designations",
        source="facts/designations.csv",
        doc="Statuses of nations under named laws, with their dates.",
        columns=("nation", "designation", "from_on", "to_on", "seen_on", "authority_id", "notes", *SOURCED),
        emits=(DESIGNATION, DESIGNATED_AS),
        parse=parse,
    ),
)
