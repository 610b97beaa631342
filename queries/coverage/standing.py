"""What a party is on a day: its classes, the lists it stands on, and the agreements that carry something for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from queries.coverage.days import COLLECTED, GOES_ON, Spell, weakest
from queries.coverage.facts import Listing, Membership, Pact, Party
from queries.coverage.truth import FALSE, GAP, NO, TRUE, Ground, either, known, state
from schema.vocabulary import AgreementKind, AgreementStatus, PartyClass, UsMembership

NATO = "org/nato"
NATIONAL = frozenset({PartyClass.NATO_MEMBER, PartyClass.NON_NATO_GOVERNMENT})
ENDED = frozenset({"completed", "superseded", "terminated", "expired", "historical"})
UNSETTLED = frozenset({"unknown", "authorized", "provisional"})
YEARS = 10
"""How long an agreement that was seen in force is presumed to go on; terms lapse silently."""

Witness = Membership | Listing | Pact | Party


@dataclass(frozen=True, slots=True)
class Standing:
    """A state, and what in the graph it rests on."""

    code: int
    witness: Witness | None = None


NOWHERE = Standing(FALSE)


def best(standings: Iterable[Standing]) -> Standing:
    """The standing of which the most is known in favour; false where there is none."""
    found = []
    for standing in standings:
        if standing.code == TRUE:
            return standing
        found.append(standing)
    if not found:
        return NOWHERE
    code = either([standing.code for standing in found])
    return next(standing for standing in found if standing.code == code)


def belongs(party: Party, body: str, day: date) -> Standing:
    """Whether it is a member of the body on the day."""
    return best(Standing(told.spell.on(day), told) for told in party.memberships if told.body == body)


def classed(party: Party, sort: PartyClass, day: date) -> Standing:
    """Whether it is of the class on the day; on the asker's ground where neither membership nor nature tells."""
    if not (party.is_nation or party.classes):
        return Standing(state(Ground.ASKER), party)
    if not party.is_nation or sort not in NATIONAL:
        return Standing(known(sort in party.classes), party)
    member = belongs(party, NATO, day)
    if sort is PartyClass.NATO_MEMBER:
        return member
    outside = {FALSE: TRUE, TRUE: FALSE, GOES_ON: state(Ground.GAP, NO)}.get(member.code, GAP)
    return Standing(outside, member.witness or party)


def listed(party: Party, reach: frozenset[str], day: date) -> Standing:
    """Whether it stands on one of these lists, or is one of these bodies, on the day."""
    if party.id in reach:
        return Standing(TRUE, party)
    return best(_listed(told, day) for told in party.listings if told.designation in reach)


def _listed(told: Listing, day: date) -> Standing:
    """The state on the day; that it had ended rests on the table that shows it no more."""
    gone = told.missed is not None and told.spell.gone_by is not None and day >= told.spell.gone_by
    return Standing(_effective(told, day), replace(told, evidence=told.missed) if gone and told.missed else told)


def _effective(told: Listing, day: date) -> int:
    off = either([spell.on(day) for spell in told.suspended])
    on = told.spell.on(day)
    return FALSE if off == TRUE else weakest(on, GAP) if off == GAP else on


def bound(party: Party, kinds: frozenset[AgreementKind], day: date) -> Standing:
    """Whether an agreement of these kinds with the US is in force for it on the day; none on record is a gap."""
    found = [Standing(in_force(pact, day), pact) for pact in party.pacts if pact.kinds & kinds]
    return best(found) if found else Standing(known(False) if party.complete else GAP)


def in_force(pact: Pact, day: date) -> int:
    """The state of the agreement for its party and the US on the day."""
    return weakest(_standing(pact, day), _aboard(pact.party, day), _serves_us(pact, day))


def _aboard(spell: Spell, day: date) -> int:
    """A party is one from the start unless a later day is told, and until it has left."""
    first, last = spell.from_on, spell.to_on
    begun = TRUE if first is None or day >= first.latest else FALSE if day < first.earliest else GAP
    lasts = TRUE if last is None or day <= last.earliest else FALSE if day > last.latest else GAP
    return weakest(begun, lasts)


def _serves_us(pact: Pact, day: date) -> int:
    if AgreementKind.SUPPORT_PARTNERSHIP in pact.kinds or pact.us_is_member is not None:
        told = {UsMembership.TRUE: TRUE, UsMembership.FALSE: FALSE, UsMembership.UNKNOWN: GAP, None: GAP}[
            pact.us_is_member
        ]
        return told if pact.us is None else weakest(told, _aboard(pact.us, day))
    return FALSE if pact.us is None else _aboard(pact.us, day)


def _standing(pact: Pact, day: date) -> int:
    start = pact.in_force_from or pact.signed_on
    if pact.status is AgreementStatus.NEGOTIATING or (start and day < start.earliest):
        return FALSE
    if pact.in_force_to and day > pact.in_force_to.latest:
        return FALSE
    if pact.status.value in UNSETTLED or (start and day < start.latest):
        return GAP
    if pact.in_force_to and day > pact.in_force_to.earliest:
        return GAP
    return _past(pact, day) if pact.status.value in ENDED else _present(pact, day)


def _past(pact: Pact, day: date) -> int:
    """Of an agreement that has ended: it was in force up to its end where both its days are known."""
    if pact.in_force_to:
        return TRUE if pact.in_force_from or pact.signed_on else GAP
    return FALSE if day >= _seen(pact) else GAP


def _present(pact: Pact, day: date) -> int:
    """Of an agreement seen in force: from its start, or from when it was seen, and for ten years after that."""
    seen = _seen(pact)
    if pact.in_force_from is None and day < seen:
        return GAP
    if day <= seen or (pact.in_force_from and day <= pact.in_force_from.latest):
        return TRUE
    return GOES_ON if day <= _years_after(seen) else GAP


def _seen(pact: Pact) -> date:
    return pact.seen_on.latest if pact.seen_on else COLLECTED


def _years_after(day: date) -> date:
    last = day.replace(year=day.year + YEARS, day=min(day.day, 28))
    return last + (day - day.replace(day=min(day.day, 28)))
