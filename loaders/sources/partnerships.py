"""Support partnerships of NSPO and projects of NATO bodies, one a line."""

from loaders.core import SOURCED, Emitted, Loader, Record, items, slug
from schema.agreements import AGREEMENT, CONCERNS, PARTY_TO
from schema.lifecycle import SYSTEM

AGENCIES = ("org/nspo", "org/nspa")
"""A support partnership is one of the Organisation and is served by its Agency (NSPO charter)."""


def parse(record: Record) -> Emitted:
    """The partnership, its members, and the system that it supports."""
    kind, system, us = record.pop("kind"), record.pop("system", None), record.pop("us_is_member")
    row = AGREEMENT.row(
        id=f"agreement/{record.pop('id')}",
        title=record.pop("name"),
        kinds=[kind],
        in_force_from=record.pop("established_on", None),
        status="in-force",
        us_is_member=us,
        committee=record.pop("committee", None),
        notes=record.pop("notes", None),
    )
    yield row
    members = {f"nation/{code}" for code in items(record.pop("members", None))}
    for member in sorted(members | ({"nation/US"} if us == "true" else set())):
        yield PARTY_TO.link(member, row.id, role="member")
    for agency in AGENCIES if kind == "support-partnership" else ():
        yield PARTY_TO.link(agency, row.id, role="agency")
    if system:
        yield SYSTEM.row(id=f"system/{slug(system)}", title=system)
        yield CONCERNS.link(row.id, f"system/{slug(system)}")


LOADERS = (
    Loader(
        name="partnerships",
        source="facts/wsps.csv",
        doc="Support partnerships of NSPO and projects of NATO bodies.",
        columns=(
            *("id", "name", "kind", "system", "members", "us_is_member", "established_on", "committee", "notes"),
            *SOURCED,
        ),
        emits=(AGREEMENT, SYSTEM, PARTY_TO, CONCERNS),
        parse=parse,
    ),
)
