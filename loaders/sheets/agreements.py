"""What a row of a sheet says of an agreement, a support partnership, a party, or a contact."""

from collections.abc import Sequence

from loaders.core import Emitted, Record, slug
from loaders.naming import Names
from schema import agreements
from schema.errors import RowError
from schema.lifecycle import SYSTEM
from schema.props import digest
from schema.stakeholders import CONTACT, CONTACT_OF
from schema.vocabulary import AgreementKind

EARLIER = {"supersedes": agreements.SUPERSEDES, "amends": agreements.AMENDS, "implements": agreements.IMPLEMENTS}


def agreement(part: Record, names: Names) -> Emitted:
    """The agreement, its parties, and what it rests on and is about."""
    yield from _instrument(part, names, "agreement", part.pop("kinds"), part.pop("parties", None) or [], None)


def partnership(part: Record, names: Names) -> Emitted:
    """The support partnership and its members."""
    kinds = [AgreementKind.SUPPORT_PARTNERSHIP]
    yield from _instrument(part, names, "partnership", kinds, part.pop("members", None) or [], "member")


def _instrument(
    part: Record, names: Names, kind: str, kinds: Sequence[str], parties: list[str], role: str | None
) -> Emitted:
    id = f"agreement/{part.pop('id').removeprefix('agreement/')}"
    ends = list(_ends(id, part, names, kind))
    title, status = part.pop("title"), part.pop("status")
    yield agreements.AGREEMENT.row(id, title=title, kinds=list(kinds), status=status, **_taken(part))
    for party in parties:
        yield agreements.PARTY_TO.link(names.stakeholder(party, f"{kind}.parties"), id, role=role)
    yield from ends


def _ends(id: str, part: Record, names: Names, kind: str) -> Emitted:
    for cited in part.pop("authorities", None) or []:
        authority = names.one(cited, f"{kind}.authorities", {"Authority"})
        yield agreements.AUTHORIZED_BY.link(id, authority, citation=cited)
    for system in part.pop("systems", None) or []:
        yield SYSTEM.row(f"system/{slug(system)}", title=system)
        yield agreements.CONCERNS.link(id, f"system/{slug(system)}")
    for name, rel in EARLIER.items():
        if other := part.pop(name, None):
            yield rel.link(id, _agreement(other, names, f"{kind}.{name}"))
    if manager := part.pop("managed_by", None):
        yield agreements.MANAGED_BY.link(id, names.one(manager, f"{kind}.managed_by", {"Organization"}))


def _agreement(text: str, names: Names, field: str) -> str:
    """The id of an agreement: as it is written, since the sheet may tell it in another row, or of that name."""
    return text if text.startswith("agreement/") else names.one(text, field, {"Agreement"})


def party(part: Record, names: Names) -> Emitted:
    """The stakeholder as a party to the agreement."""
    told = _agreement(part.pop("agreement"), names, "party.agreement")
    stakeholder = names.stakeholder(part.pop("stakeholder"), "party.stakeholder")
    yield agreements.PARTY_TO.link(stakeholder, told, **_taken(part))


def contact(part: Record, names: Names) -> Emitted:
    """The office or role, and who is reached there. Raises RowError where it says how to reach nobody."""
    of, title = names.stakeholder(part.pop("of"), "contact.of"), part.pop("title")
    if not part.keys() & {"email", "phone", "address", "url"}:
        remedy = "fill in email, phone, address or url"
        raise RowError("the contact says nowhere to turn to", remedy=remedy, field="contact.email")
    row = CONTACT.row(f"contact/{of.replace('/', '-')}/{slug(title) or digest(title)}", title=title, **_taken(part))
    yield row
    yield CONTACT_OF.link(row.id, of)


def _taken(part: Record) -> dict[str, object]:
    told = dict(part)
    part.clear()
    return told
