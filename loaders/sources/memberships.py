"""Who is a member of which body, from when to when: one spell a line."""

from loaders.core import SOURCED, Emitted, Loader, Record
from schema.stakeholders import MEMBER_OF


def parse(record: Record) -> Emitted:
    """The membership of a nation in a body."""
    yield MEMBER_OF.link(
        f"nation/{record.pop('member')}",
        f"org/{record.pop('body')}",
        from_on=record.pop("from_on", None),
        to_on=record.pop("to_on", None),
        seen_on=record.pop("seen_on", None),
        notes=record.pop("notes", None),
    )


LOADERS = (
    Loader(
        name="memberships",
        source="facts/memberships.csv",
        doc="Memberships of nations in NATO, the UN and other bodies, with their dates.",
        columns=("body", "member", "from_on", "to_on", "seen_on", "notes", *SOURCED),
        emits=(MEMBER_OF,),
        parse=parse,
    ),
)
