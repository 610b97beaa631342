"""Acquisition and cross-servicing agreements, one a line."""

from loaders.core import SOURCED, Emitted, Loader, Record, items
from schema.agreements import AGREEMENT, AUTHORIZED_BY, PARTY_TO, SUPERSEDES

STATUTE = "usc/10/2342"
"""10 U.S.C. 2342(a) is the authority for cross-servicing agreements; to acquire only, no agreement is needed (2341)."""


def parse(record: Record) -> Emitted:
    """The agreement, its two parties, the statute on which it rests, and what it takes the place of."""
    partner, kinds = record.pop("partner_name"), items(record.pop("kind"))
    signed, since = record.pop("signed_on", None), record.pop("in_force_from", None)
    year = f", {(signed or since)[:4]}" if signed or since else ""
    name = record.pop("title_kind")
    row = AGREEMENT.row(
        id=f"agreement/{record.pop('id')}",
        title=f"{name if name != 'other' else 'Agreement'} with {partner}{year}",
        kinds=kinds,
        title_kind=name,
        instrument_no=record.pop("instrument_no", None),
        signed_on=signed,
        in_force_from=since,
        in_force_to=record.pop("in_force_to", None),
        status=record.pop("status"),
        seen_on=record.pop("seen_on", None),
        notes=record.pop("notes", None),
    )
    yield row
    for party in ("nation/US", _partner(record)):
        yield PARTY_TO.link(party, row.id, signed_on=signed)
    if {"acsa", "implementing-arrangement"} & set(kinds):
        yield AUTHORIZED_BY.link(row.id, STATUTE, citation="10 U.S.C. 2342(a)")
    for other in items(record.pop("supersedes", None)):
        yield SUPERSEDES.link(row.id, f"agreement/{other}")


def _partner(record: Record) -> str:
    kind, nation, body = record.pop("partner_kind"), record.pop("iso2", None), record.pop("org_id", None)
    return f"nation/{nation}" if kind == "nation" else f"org/{body}"


LOADERS = (
    Loader(
        name="acsas",
        source="facts/acsas.csv",
        doc="Cross-servicing and acquisition-only agreements, with their state when last seen.",
        columns=(
            *("id", "partner_name", "partner_kind", "iso2", "org_id", "title_kind", "kind", "instrument_no"),
            *("signed_on", "in_force_from", "in_force_to", "status", "seen_on", "supersedes", "notes", *SOURCED),
        ),
        emits=(AGREEMENT, PARTY_TO, AUTHORIZED_BY, SUPERSEDES),
        at_least={"Agreement": 90},
        parse=parse,
    ),
)
