"""What the graph knows of the parties to a transfer: nature, memberships, statuses, agreements, and their sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from queries.coverage.days import Spell
from queries.coverage.printed import Printed
from queries.coverage.result import Edge
from schema.dates import PartialDate
from schema.errors import NotFound
from schema.vocabulary import AgreementKind, AgreementStatus, Confidence, Direction, PartyClass, UsMembership

Row = Mapping[str, Any]
US = "nation/US"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact stands: the source's id, how sure it is, and the edge, where it is one."""

    source: str | None
    confidence: Confidence
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A spell of belonging to a body."""

    body: str
    title: str
    spell: Spell
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Listing:
    """A spell of standing on a list of countries or bodies; within a suspended spell it has no effect. `missed` is the
    table by which it had ended.
    """

    list: str
    spell: Spell
    evidence: Evidence
    suspended: tuple[Spell, ...] = ()
    treated_as: bool = False
    paragraph: str | None = None
    missed: Evidence | None = None

    @property
    def designation(self) -> str:
        """The id of the list."""
        return f"designation/{self.list}"


@dataclass(frozen=True, slots=True)
class Pact:
    """An agreement to which a party belongs, as it was last seen; `us` is the spell of the US as a party, if any."""

    id: str
    title: str
    kinds: frozenset[AgreementKind]
    status: AgreementStatus
    evidence: Evidence
    signed_on: PartialDate | None = None
    in_force_from: PartialDate | None = None
    in_force_to: PartialDate | None = None
    seen_on: PartialDate | None = None
    us_is_member: UsMembership | None = None
    us: Spell | None = None
    party: Spell = field(default_factory=Spell)
    joined: Evidence | None = None
    rests_on: tuple[Edge, ...] = ()
    supersedes: tuple[Edge, ...] = ()
    concerns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Party:
    """A nation or body that a request names. `complete`: its agreements are all told, so that none found is a no."""

    id: str
    title: str
    evidence: Evidence
    classes: frozenset[PartyClass] = frozenset()
    memberships: tuple[Membership, ...] = ()
    listings: tuple[Listing, ...] = ()
    pacts: tuple[Pact, ...] = ()
    complete: bool = False

    @property
    def is_nation(self) -> bool:
        """Whether it is a nation, not a body."""
        return self.id.startswith("nation/")


@dataclass(frozen=True, slots=True)
class Order:
    """What was ordered under an agreement in the fiscal year, `surely` or perhaps; `flow` says which way, if known.

    `unvalued` says that orders are among it of which the value is not known, and not in the sum; `others` that it was
    ordered by or from others, whom a ceiling may take together with the recipient.
    """

    agreement: str | None
    usd: Decimal
    surely: bool
    flow: Direction | None = None
    unvalued: bool = False
    others: bool = False


@dataclass(frozen=True)
class Facts:
    """What an answer rests on besides request and rules. `measured` are quantities that no request names."""

    parties: Mapping[str, Party]
    read_at: date
    revision: str = ""
    measured: Mapping[str, Decimal] = field(default_factory=dict)
    orders: tuple[Order, ...] = ()

    def party(self, party: str) -> Party:
        """The party of that id. Raises NotFound."""
        if party not in self.parties:
            raise NotFound(f"nothing in the graph has the id {party}", remedy="ask with a name or an id that resolves")
        return self.parties[party]


def parties_of(rows: Iterable[Row]) -> dict[str, Party]:
    """Parties by id, from rows of facts.cypher."""
    told: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        told.setdefault(row["party"], {}).setdefault(row["what"], []).append(row["fact"])
    return {party: _party(found) for party, found in told.items() if "party" in found}


def orders_of(rows: Iterable[Row]) -> tuple[Order, ...]:
    """Orders, from rows of facts.cypher: sums by agreement, buyer and whether their days are surely in the year; and
    what was ordered elsewhere.
    """
    return tuple(_orders(row["fact"]) for row in rows if row["what"] in ("orders", "elsewhere"))


def _orders(told: Row) -> Order:
    buyer = told.get("buyer")
    flow = None if buyer is None else Direction.TO_US if buyer == US else Direction.FROM_US
    usd, others = Decimal(str(told["usd"])), bool(told.get("others"))
    return Order(told["agreement"], usd, told["surely"], flow, told["unvalued"] > 0, others)


def _party(found: Mapping[str, list[Row]]) -> Party:
    (row,) = found["party"]
    me = str(row["id"])
    return Party(
        id=me,
        title=row["title"],
        evidence=_evidence(row),
        classes=frozenset(map(PartyClass, row.get("classes") or ())),
        memberships=tuple(_membership(me, told) for told in _sorted(found.get("membership"), "body")),
        listings=tuple(_listings(me, found)),
        pacts=tuple(_pact(me, told) for told in _sorted(found.get("agreement"), "id")),
    )


def _sorted(told: Iterable[Row] | None, key: str) -> list[Row]:
    return sorted(told or (), key=lambda row: (row[key], row.get("from_on") or "", row.get("seen_on") or ""))


def _membership(me: str, told: Row) -> Membership:
    spell = _spell(told)
    edge = Edge("MEMBER_OF", me, told["body"], _days(told))
    return Membership(told["body"], told["title"], spell, _evidence(told, edge))


def _listings(me: str, found: Mapping[str, list[Row]]) -> Iterator[Listing]:
    """What is told of its spells on lists, and what tables show of them: both bound by the tables that lack it."""
    told = [_listing(me, row) for row in _sorted(found.get("listing"), "list")]
    if not found.get("table"):
        yield from told
        return
    seen, tables = _by_list(found.get("sighting")), _by_list(found["table"])
    for list_ in sorted({listing.list for listing in told} | seen.keys()):
        mine, days = [listing for listing in told if listing.list == list_], tables.get(list_, {})
        printed = Printed.of(seen.get(list_, {}), days)
        for listing in mine:
            yield listing if listing.treated_as else _missed(listing, printed.bound(listing.spell), days)
        spells, off = [each.spell for each in mine], tuple(span for each in mine for span in each.suspended)
        for on, row in seen.get(list_, {}).items():
            sighted = _listing(me, row, "LISTED_IN")
            yield _missed(replace(sighted, suspended=off), printed.sighting(on, spells), days)


def _by_list(rows: Iterable[Row] | None) -> dict[str, dict[PartialDate, Row]]:
    found: dict[str, dict[PartialDate, Row]] = {}
    for row in _sorted(rows, "list"):
        found.setdefault(row["list"], {})[PartialDate(row["seen_on"])] = row
    return found


def _missed(listing: Listing, spell: Spell, tables: Mapping[PartialDate, Row]) -> Listing:
    row = tables.get(PartialDate(spell.gone_by.isoformat())) if spell.gone_by else None
    return replace(listing, spell=spell, missed=_evidence(row) if row else None)


def _listing(me: str, told: Row, type_: str = "DESIGNATED_AS") -> Listing:
    edge = Edge(type_, me, f"designation/{told['list']}", _days(told))
    return Listing(
        list=told["list"],
        spell=_spell(told),
        evidence=_evidence(told, edge),
        suspended=tuple(_span(text) for text in told.get("suspended") or ()),
        treated_as=bool(told.get("treated_as")),
        paragraph=told.get("paragraph"),
    )


def _pact(me: str, told: Row) -> Pact:
    agreement = told["id"]
    days = {name: told[f"joined_{name}"] for name in ("on", "from", "to") if told.get(f"joined_{name}")}
    joined = Edge("PARTY_TO", me, agreement, days | ({"role": told["role"]} if told.get("role") else {}))
    return Pact(
        id=agreement,
        title=told["title"],
        kinds=frozenset(map(AgreementKind, told["kinds"])),
        status=AgreementStatus(told["status"]),
        evidence=_evidence(told),
        signed_on=_date(told, "signed_on"),
        in_force_from=_date(told, "in_force_from"),
        in_force_to=_date(told, "in_force_to"),
        seen_on=_date(told, "seen_on"),
        us_is_member=UsMembership(told["us_is_member"]) if told.get("us_is_member") else None,
        us=_joined(told, "us") if told.get("us") else None,
        party=_joined(told, "joined"),
        joined=Evidence(told.get("joined_source"), _confidence(told.get("joined_confidence")), joined),
        rests_on=_edges("AUTHORIZED_BY", agreement, told.get("authorities")),
        supersedes=_edges("SUPERSEDES", agreement, told.get("supersedes")),
        concerns=frozenset(told.get("concerns") or ()),
    )


def _edges(kind: str, start: str, ends: Iterable[Row] | None) -> tuple[Edge, ...]:
    """Edges to those ends that are there, in the order of their ids."""
    there = sorted((end for end in ends or () if end["id"]), key=lambda end: str(end["id"]))
    return tuple(
        Edge(kind, start, end["id"], {"citation": end["citation"]} if end.get("citation") else {}) for end in there
    )


def _evidence(told: Row, edge: Edge | None = None) -> Evidence:
    return Evidence(told.get("source"), _confidence(told.get("confidence")), edge)


def _confidence(told: str | None) -> Confidence:
    return Confidence(told or Confidence.STATED)


def _joined(told: Row, who: str) -> Spell:
    """The spell of a party: from the start of the agreement, unless a day is told, or it signed later."""
    signed, start = _date(told, f"{who}_on"), _date(told, "in_force_from") or _date(told, "signed_on")
    later = signed if signed and start and signed.earliest > start.latest else None
    return Spell(_date(told, f"{who}_from") or later, _date(told, f"{who}_to"))


def _spell(told: Row) -> Spell:
    return Spell(_date(told, "from_on"), _date(told, "to_on"), _date(told, "seen_on"))


def _span(text: str) -> Spell:
    first, last = text.split("/")
    return Spell(PartialDate(first), PartialDate(last))


def _date(told: Row, name: str) -> PartialDate | None:
    return PartialDate(told[name]) if told.get(name) else None


def _days(told: Row) -> dict[str, str]:
    return {name: told[name] for name in ("from_on", "to_on", "seen_on") if told.get(name)}
