"""Cases of foreign military sales, what Congress was told, and what came of them; cross-servicing orders."""

from collections.abc import Callable, Mapping

from schema import orders
from schema.authorities import AUTHORITY
from schema.core import Node, Rel
from schema.dates import PartialDate
from schema.entity import ENTITY, NOTES
from schema.lifecycle import RISK_CATEGORY, STAGE, SYSTEM
from schema.optional import amount, day, text
from schema.props import Prop
from schema.stakeholders import ORGANIZATION, STAKEHOLDER

Named = Callable[[str], Mapping[str, object]]


def _last(name: str) -> Named:
    """What the last part of an id says: it is the title, and the property of that name."""
    return lambda id: {"title": id.rpartition("/")[2], name: id.rpartition("/")[2]}


def _node(label: str, plural: str, path: str, doc: str, color: str, *props: Prop, named: Named | None = None) -> Node:
    return Node(label, doc, color, (path,), (*props, NOTES), parent=ENTITY, plural=plural, named=named)


CASE = _node(
    "Case",
    "cases",
    "case",
    "A government-to-government sale on a letter of offer and acceptance (LOA).",
    "#2d4f9e",
    Prop("designator", str, "Case identifier, such as AT-P-SAG.", index=True),
    Prop("status", str, "Where it stands: offered, implemented, closed.", required=False, index=True),
    amount("value_usd", "Value of the LOA in US dollars.", index=True),
    text("description", "What it is for."),
    text("version", "Amendment or modification that is in effect."),
    day("requested_on", "Day of the letter of request (LOR)."),
    day("offered_on", "Day of the offer."),
    day("expires_on", "Day on which the offer expires.", index=True),
    day("accepted_on", "Day of acceptance."),
    day("implemented_on", "Day on which it was implemented.", index=True),
    day("closed_on", "Day of closure."),
    named=_last("designator"),
)
CASE_LINE = _node(
    "CaseLine",
    "caseLines",
    "case-line",
    "A line of a case.",
    "#4a6cc0",
    Prop("number", str, "Line number, such as 001."),
    text("description", "What it buys."),
    Prop("quantity", int, "How many.", required=False),
    text("unit", "Unit of issue."),
    text("masl", "Line of the Military Articles and Services List (MASL)."),
    Prop("mde", bool, "Whether it is major defense equipment.", required=False),
    amount("unit_cost_usd", "Cost of each in US dollars."),
    amount("value_usd", "Value of the line in US dollars."),
    text("source_of_supply", "Source of supply code, such as S for stock or P for procurement."),
    text("type_of_assistance", "Type of assistance code: the terms of payment, such as 3 to 8 for cash."),
    text("offer_release", "Offer release code, such as A for automatic."),
    text("delivery_term", "Delivery term code, such as 4 or 8: how far the United States delivers."),
    named=_last("number"),
)
MILESTONE = _node(
    "Milestone",
    "milestones",
    "milestone",
    "An event in the life of a case.",
    "#6d8ad6",
    text("code", "Code of the milestone."),
    day("planned_on", "Day on which it was to happen."),
    day("happened_on", "Day on which it happened."),
)
NOTIFICATION = _node(
    "Notification",
    "notifications",
    "notice",
    "A notice to Congress of a proposed sale (AECA 36(b)).",
    "#8059b0",
    Prop("transmittal_no", str, "Transmittal number, such as 25-101.", index=True),
    text("purchaser_name", "The buyer as the notice prints it; absent where the notice itself is not loaded."),
    text("description", "What is to be sold, as item (iii) of the notice prints it."),
    amount("total_value_usd", "Estimated total value in US dollars.", index=True),
    amount("mde_value_usd", "Of it major defense equipment, in US dollars."),
    Prop("notified_on", PartialDate, "Day on which Congress was notified.", required=False, index=True),
    Prop("prime_contractors", list[str], "Principal contractors as the notice prints them.", required=False),
    text("federal_register_no", "Number of the document in the Federal Register."),
    text("case_designator", "Case designator, where the notice gives one."),
    Prop("prior_cases", list[str], "Designators of prior related cases.", required=False),
    text("funding_source", "Where the money comes from, as the notice prints it."),
    text("sales_commission", "What the notice says of fees and commissions."),
    text("offset_statement", "What the notice says of offsets."),
    text("balance_statement", "What the notice says of the military balance of the region and of proliferation."),
    named=lambda id: {"title": f"Transmittal No. {id.partition('/')[2]}", "transmittal_no": id.partition("/")[2]},
)
CONTRACT = _node(
    "Contract",
    "contracts",
    "contract",
    "A US contract that fulfils lines of a case.",
    "#5b5fc7",
    Prop("piid", str, "Procurement instrument identifier.", index=True),
    text("contractor_name", "The company as the source prints it."),
    amount("value_usd", "Value in US dollars.", index=True),
    day("signed_on", "Day of award.", index=True),
    named=_last("piid"),
)
DELIVERY = _node(
    "Delivery",
    "deliveries",
    "delivery",
    "Articles or services of a line, handed over together.",
    "#3d3a8c",
    Prop("number", str, "Shipment or document number.", index=True),
    Prop("quantity", int, "How many.", required=False),
    amount("value_usd", "Value in US dollars."),
    day("planned_on", "Day on which it was to be delivered."),
    day("delivered_on", "Day of delivery."),
)
RISK = _node(
    "Risk",
    "risks",
    "risk",
    "A risk to a case, as somebody noted it.",
    "#a8434b",
    text("description", "What may happen."),
    day("noted_on", "Day on which it was noted."),
)
BASELINE = _node(
    "Baseline",
    "baselines",
    "baseline",
    "A controlled configuration.",
    "#7a6a53",
    day("approved_on", "Day of approval."),
    text("description", "What it holds."),
)
CHANGE_RECORD = _node(
    "ChangeRecord",
    "changeRecords",
    "change",
    "An approved change to a baseline.",
    "#94836a",
    day("approved_on", "Day of approval."),
    text("description", "What changes."),
)

PURCHASED_BY = Rel("PURCHASED_BY", CASE, STAKEHOLDER, "purchasedBy", "cases", "The stakeholder buys on the case.")
NOTICE_PURCHASED_BY = Rel(
    "PURCHASED_BY", NOTIFICATION, STAKEHOLDER, "purchasedBy", "notifications", "The stakeholder is the buyer."
)
IMPLEMENTED_BY = Rel(
    "IMPLEMENTED_BY", CASE, ORGANIZATION, "implementedBy", "implements", "The implementing agency of the case."
)
NOTICE_IMPLEMENTED_BY = Rel(
    "IMPLEMENTED_BY",
    NOTIFICATION,
    ORGANIZATION,
    "implementedBy",
    "notificationsImplemented",
    "The military department of the notice.",
)
HAS_LINE = Rel("HAS_LINE", CASE, CASE_LINE, "lines", "case", "The line belongs to the case.")
HAS_SUBLINE = Rel("HAS_LINE", CASE_LINE, CASE_LINE, "sublines", "line", "The subline belongs to the line.")
FOR_SYSTEM = Rel("FOR_SYSTEM", CASE, SYSTEM, "systems", "cases", "The case buys or supports the system.")
NOTICE_FOR_SYSTEM = Rel("FOR_SYSTEM", NOTIFICATION, SYSTEM, "systems", "notifications", "The notice names the system.")
NOTIFIED_IN = Rel(
    "NOTIFIED_IN", CASE, NOTIFICATION, "notifiedIn", "notifiedCases", "Congress was told of the case in the notice."
)
FULFILLED_BY = Rel("FULFILLED_BY", CASE_LINE, CONTRACT, "fulfilledBy", "fulfils", "The contract fulfils the line.")
CASE_FULFILLED_BY = Rel(
    "FULFILLED_BY", CASE, CONTRACT, "fulfilledBy", "fulfilsCases", "The contract fulfils the case, on whichever line."
)
DELIVERED_IN = Rel("DELIVERED_IN", CASE_LINE, DELIVERY, "deliveries", "line", "The line is delivered in it.")
AWARDED_TO = Rel("AWARDED_TO", CONTRACT, ORGANIZATION, "awardedTo", "contracts", "The company holds the contract.")
AT_STAGE = Rel("AT_STAGE", CASE, STAGE, "atStage", "cases", "The case is at that stage.")
HAS_MILESTONE = Rel("HAS_MILESTONE", CASE, MILESTONE, "milestones", "case", "The event belongs to the case.")
EXPOSED_TO = Rel("EXPOSED_TO", CASE, RISK, "exposedTo", "case", "The case runs the risk.")
OF_CATEGORY = Rel("OF_CATEGORY", RISK, RISK_CATEGORY, "category", "risks", "The risk is of that sort.")
DEPENDS_ON = Rel("DEPENDS_ON", CASE, CASE, "dependsOn", "dependents", "The case waits for the other.")
HAS_BASELINE = Rel("HAS_BASELINE", CASE, BASELINE, "baselines", "case", "The configuration is that of the case.")
CHANGES = Rel("CHANGES", CHANGE_RECORD, BASELINE, "changes", "changedBy", "The record changes the baseline.")
UNDER = Rel("UNDER", CASE, AUTHORITY, "under", "cases", "The case rests on the authority.")

NODES = (CASE, CASE_LINE, MILESTONE, NOTIFICATION, CONTRACT, DELIVERY, RISK, BASELINE, CHANGE_RECORD, *orders.NODES)
RELS = (
    PURCHASED_BY,
    NOTICE_PURCHASED_BY,
    IMPLEMENTED_BY,
    NOTICE_IMPLEMENTED_BY,
    HAS_LINE,
    HAS_SUBLINE,
    FOR_SYSTEM,
    NOTICE_FOR_SYSTEM,
    NOTIFIED_IN,
    FULFILLED_BY,
    CASE_FULFILLED_BY,
    DELIVERED_IN,
    AWARDED_TO,
    AT_STAGE,
    HAS_MILESTONE,
    EXPOSED_TO,
    OF_CATEGORY,
    DEPENDS_ON,
    HAS_BASELINE,
    CHANGES,
    UNDER,
    *orders.RELS,
)
