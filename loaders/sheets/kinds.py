"""The kinds of row that a sheet may have, from the ontology: their fields, what goes beside them, and the templates."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from loaders.sheets.fields import Field, Kind
from schema import agreements, cases, orders, stakeholders
from schema.core import Node, Rel
from schema.props import Prop
from schema.vocabulary import Confidence

EXAMPLES = MappingProxyType(
    {
        "case.designator": "XX-B-ABC",
        "case.title": "Radios for the border guard",
        "case.value_usd": "1250000",
        "case.purchaser": "Utopia",
        "line.number": "001",
        "line.description": "Radio set",
        "line.quantity": "10",
        "milestone.code": "MILSGN",
        "milestone.happened_on": "2025-05-03",
        "contract.piid": "W00000-25-C-0001",
        "delivery.number": "1",
        "delivery.delivered_on": "2025-11-02",
        "risk.title": "Export licence is late",
        "baseline.title": "As delivered",
        "change.title": "New antenna",
        "change.baseline": "As delivered",
        "order.number": "XX-25-0001",
        "order.agreement": "agreement/acsa-xx",
        "order.ordered_on": "2025-03-01",
        "order.placed_by": "US",
        "order.supplied_by": "Utopia",
        "order.currency": "USD",
        "order.payment": "cash",
        "item.number": "1",
        "item.title": "Diesel fuel",
        "item.unit": "L",
        "item.pol": "yes",
        "agreement.id": "acsa-xx-2025",
        "agreement.title": "ACSA with Utopia",
        "agreement.kinds": "acsa",
        "agreement.status": "in-force",
        "agreement.parties": "US; Utopia",
        "party.agreement": "acsa-xx-2025",
        "party.stakeholder": "Utopia",
        "party.signed_on": "2025-05-03",
        "partnership.id": "wsp-xx",
        "partnership.title": "Utopia Support Partnership",
        "partnership.status": "in-force",
        "partnership.members": "Utopia",
        "contact.of": "Utopia",
        "contact.title": "Defense procurement office",
        "contact.email": "office@example.org",
        "contact.seen_on": "2025-05-03",
        "case.accepted_on": "2025-05-03",
    }
)
"""What stands in the example row of a template; Utopia is no country, so that nobody takes it for a fact."""


def _fields(kind: str, *given: Prop | tuple[str, str], required: str = "") -> tuple[Field, ...]:
    return tuple(_field(kind, told, required.split()) for told in given)


def _field(kind: str, told: Prop | tuple[str, str], required: list[str]) -> Field:
    if isinstance(told, Prop):
        name, doc, type_, many = told.name, told.doc, told.base, told.many
    else:
        (name, doc), type_, many = told, str, told[1].endswith("semicolons.")
    return Field(kind, name, doc, type_, many, name in required, EXAMPLES.get(f"{kind}.{name}", ""))


def _props(node: Node | Rel, without: str = "") -> list[Prop]:
    own = node.all_props if isinstance(node, Node) else node.props
    return [prop for prop in own if prop.name not in ("id", *without.split())]


AGREEMENT_ENDS = (
    ("authorities", "Authorities on which it rests, as cited, parted by semicolons."),
    ("systems", "Systems that it is about, parted by semicolons."),
    ("supersedes", "Agreement whose place it takes, by name or id."),
    ("amends", "Agreement that it changes, by name or id."),
    ("implements", "Agreement under which it is made, by name or id."),
    ("managed_by", "Organization that runs it, by name or id."),
)
ID_OF_AGREEMENT = ("id", "Short id, such as acsa-jp-2016.")

KINDS = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind(
                "case",
                cases.CASE.doc,
                _fields(
                    "case",
                    *_props(cases.CASE),
                    ("purchaser", "Who buys: name, ISO code or id of a nation or organization."),
                    ("customer_code", "Who buys, by the customer code of DSCA; it often differs from ISO's."),
                    ("agency", "Implementing agency: name, id, or its letter."),
                    ("stage", "Stage at which it is, by title or id."),
                    ("notice", "Transmittal number of the 36(b) notice."),
                    ("systems", "Systems that it buys or supports, parted by semicolons."),
                    ("authority", "Authority on which it rests, as cited."),
                    ("depends_on", "Cases for which it waits, parted by semicolons."),
                    required="designator",
                ),
                ("milestone", "contract"),
                "cases",
            ),
            Kind(
                "line",
                cases.CASE_LINE.doc,
                _fields("line", *_props(cases.CASE_LINE), required="number"),
                ("case", "contract", "delivery"),
                "cases",
            ),
            Kind("milestone", cases.MILESTONE.doc, _fields("milestone", *_props(cases.MILESTONE)), ("case",), "cases"),
            Kind(
                "contract",
                cases.CONTRACT.doc,
                _fields("contract", *_props(cases.CONTRACT), required="piid"),
                ("case", "line"),
                "cases",
            ),
            Kind(
                "delivery",
                cases.DELIVERY.doc,
                _fields("delivery", *_props(cases.DELIVERY), required="number"),
                ("case", "line"),
                "cases",
            ),
            Kind(
                "risk",
                cases.RISK.doc,
                _fields("risk", *_props(cases.RISK), ("category", "Sort of risk, by title or id."), required="title"),
                ("case",),
                "cases",
            ),
            Kind(
                "baseline",
                cases.BASELINE.doc,
                _fields("baseline", *_props(cases.BASELINE), required="title"),
                ("case",),
                "cases",
            ),
            Kind(
                "change",
                cases.CHANGE_RECORD.doc,
                _fields(
                    "change",
                    *_props(cases.CHANGE_RECORD),
                    ("baseline", "Title of the baseline that it changes."),
                    required="title baseline",
                ),
                ("case",),
                "cases",
            ),
            Kind(
                "order",
                orders.ORDER.doc,
                _fields(
                    "order",
                    *_props(orders.ORDER, "missing"),
                    ("agreement", "Agreement under which it is placed, by name or id."),
                    ("placed_by", "Who orders and receives: name, ISO code or id."),
                    ("supplied_by", "Who provides: name, ISO code or id."),
                    required="number",
                ),
                ("item",),
                "orders",
            ),
            Kind("item", orders.ORDER_ITEM.doc, _fields("item", *_props(orders.ORDER_ITEM)), ("order",), "orders"),
            Kind(
                "agreement",
                agreements.AGREEMENT.doc,
                _fields(
                    "agreement",
                    ID_OF_AGREEMENT,
                    *_props(agreements.AGREEMENT),
                    ("parties", "Parties by name, ISO code or id, parted by semicolons."),
                    *AGREEMENT_ENDS,
                    required="id title kinds status",
                ),
                (),
                "agreements",
            ),
            Kind(
                "partnership",
                agreements.SUPPORT_PARTNERSHIP.doc,
                _fields(
                    "partnership",
                    ID_OF_AGREEMENT,
                    *_props(agreements.AGREEMENT, "kinds"),
                    ("members", "Members by name, ISO code or id, parted by semicolons."),
                    *AGREEMENT_ENDS,
                    required="id title status",
                ),
                (),
                "agreements",
            ),
            Kind(
                "party",
                agreements.PARTY_TO.doc,
                _fields(
                    "party",
                    ("agreement", "Agreement, by name or id."),
                    ("stakeholder", "The party: name, ISO code or id."),
                    *_props(agreements.PARTY_TO),
                    required="agreement stakeholder",
                ),
                (),
                "agreements",
            ),
            Kind(
                "contact",
                stakeholders.CONTACT.doc,
                _fields(
                    "contact",
                    ("of", "Who is reached there: name, ISO code or id of a nation or organization."),
                    *_props(stakeholders.CONTACT),
                    required="of title",
                ),
                (),
                "contacts",
            ),
        )
    }
)
"""Every kind of row by name."""

SOURCE = _fields(
    "source",
    ("title", "Title of the document in which the row is stated."),
    ("url", "Its address on the web."),
    Prop("confidence", Confidence, "How sure it is."),
)
"""Where a row is stated, where that differs from row to row."""

FIELDS: Mapping[str, Field] = MappingProxyType(
    {str(field): field for fields in (*(kind.fields for kind in KINDS.values()), SOURCE) for field in fields}
)

FORMS = MappingProxyType(
    {
        "case": ("case", "line", "milestone", "contract", "delivery", "risk", "baseline", "change"),
        "acsa-order": ("order", "item"),
        "agreement": ("agreement",),
        "party": ("party",),
        "partnership": ("partnership",),
        "contact": ("contact",),
    }
)
"""The templates, and the kinds of row for which each has a sheet."""

KEYS = MappingProxyType(
    {
        **dict.fromkeys(("line", "milestone", "contract", "risk", "baseline", "change"), ("case.designator",)),
        "delivery": ("case.designator", "line.number"),
        "item": ("order.number",),
    }
)
"""What a row of such a kind must name beside its own fields: what it is part of."""


def columns(kind: str) -> Iterator[Field]:
    """The columns of the sheet of a template."""
    yield from (FIELDS[name] for name in KEYS.get(kind, ()))
    yield from KINDS[kind].fields
    yield from SOURCE
