"""What each file of facts must look like: columns, keys, references to rows of other files, closed lists of words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loaders import loaders
from loaders.sources import agreements
from schema.vocabulary import (
    ANY_KIND,
    AgreementKind,
    AgreementStatus,
    Confidence,
    PartyClass,
    TransferKind,
    UsMembership,
)

CONFIDENCES = frozenset(Confidence) - {Confidence.STATED}


@dataclass(frozen=True)
class Table:
    """A file: its key, the columns that name rows of other files, and those that hold words of a closed list."""

    key: tuple[str, ...]
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)


def headers() -> dict[str, tuple[str, ...]]:
    """The columns of every file by its name, as the loaders declare them."""
    told = {Path(loader.source).stem: loader.columns for loader in loaders().values() if loader.columns}
    return {**told, "mous": agreements.COLUMNS, "mou_participants": agreements.PARTICIPANTS}


def _any_of(*words: str) -> frozenset[str]:
    return frozenset(words)


def _slugs(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(str, words))


PARTY = ("nations", "stakeholders")
KINDS, STATUSES = _slugs(AgreementKind), _slugs(AgreementStatus)
BODIES = ("parent_id", "former_parent_id")
COMMANDS = _any_of("AFRICOM", "CENTCOM", "EUCOM", "INDOPACOM", "NORTHCOM", "SOUTHCOM")
NAMINGS = _any_of(
    "official", "short", "former", "abbreviation", "source-form", "instrument-number", "citation", "customer-code"
)

TABLES: Mapping[str, Table] = {
    "acsas": Table(
        ("id",),
        {"iso2": ("nations",), "org_id": ("stakeholders",), "supersedes": ("acsas",)},
        {
            "kind": KINDS,
            "partner_kind": _any_of("nation", "organization"),
            "status": STATUSES,
            "title_kind": _any_of("ACSA", "MLSA", "LEMOA", "implementing arrangement", "other"),
        },
    ),
    "authorities": Table(
        ("id",), {"implements": ("authorities",)}, {"transfer_kinds": _slugs(TransferKind) | {ANY_KIND, ""}}
    ),
    "case_codes": Table(("code",), {"organization": ("stakeholders",)}),
    "designations": Table(
        ("nation", "designation", "from_on"), {"nation": ("nations",), "authority_id": ("authorities",)}
    ),
    "lifecycle": Table(("id",), {"parent_id": ("lifecycle",)}),
    "memberships": Table(("body", "member", "from_on"), {"body": ("stakeholders",), "member": ("nations",)}),
    "mou_participants": Table(("mou_id", "party"), {"mou_id": ("mous",), "party": PARTY}),
    "mous": Table(("id",), {"parties": PARTY, "authority_ids": ("authorities",)}, {"kind": KINDS, "status": STATUSES}),
    "names": Table(("id", "name"), words={"kind": NAMINGS}),
    "nations": Table(("iso2",), words={"combatant_command": COMMANDS}),
    "notifications": Table(
        ("transmittal_no",),
        {"purchaser_iso2": ("nations",), "purchaser_org": ("stakeholders",)},
        {"implementing_agency": _any_of("Army", "Navy", "Air Force", "")},
    ),
    "stakeholders": Table(
        ("id",),
        {**dict.fromkeys(BODIES, ("stakeholders",)), "lifecycle_stages": ("lifecycle",)},
        {"classes": _slugs(PartyClass) | {""}},
    ),
    "wsps": Table(("id",), {"members": ("nations",)}, {"kind": KINDS, "us_is_member": _slugs(UsMembership)}),
}
"""Every file of facts by name; a file that is missing here, or there, is a finding."""
