"""Cases of foreign military sales, what Congress was told, and what came of them; cross-servicing orders."""

from decimal import Decimal

from schema.agreements import AGREEMENT
from schema.authorities import AUTHORITY
from schema.core import Node, Rel
from schema.dates import PartialDate
from schema.entity import ENTITY, NOTES
from schema.lifecycle import RISK_CATEGORY, STAGE, SYSTEM
from schema.props import Prop
from schema.stakeholders import ORGANIZATION, STAKEHOLDER

USD = "US dollars"


def _node(label: str, plural: str, path: str, doc: str, color: str, *props: Prop) -> Node:
    return Node(label=label, doc=doc, color=color, parent=ENTITY, paths=(path,), plural=plural, props=(*props, NOTES))


def _day(name: str, doc: str) -> Prop:
    return Prop(name, PartialDate, doc, required=False)


def _text(name: str, doc: str) -> Prop:
    return Prop(name, str, doc, required=False)


def _usd(name: str, doc: str) -> Prop:
    return Prop(name, Decimal, doc, required=False)


CASE = _node(
    "Case",
    "cases",
    "case",
    "A government-to-government sale on a letter of offer and acceptance (LOA).",
    "#2d4f9e",
    Prop("designator", str, "Case identifier, such as AT-P-SAG.", index=True),
    Prop("status", str, "Where it stands: offered, implemented, closed.", required=False, index=True),
    _usd("value_usd", "Value of the LOA in US dollars."),
    _day("offered_on", "Day of the offer."),
    _day("accepted_on", "Day of acceptance."),
    _day("implemented_on", "Day on which it was implemented."),
    _day("closed_on", "Day of closure."),
)
CASE_LINE = _node(
    "CaseLine",
    "caseLines",
    "case-line",
    "A line of a case.",
    "#4a6cc0",
    Prop("number", str, "Line number, such as 001."),
    _text("description", "What it buys."),
    Prop("quantity", int, "How many.", required=False),
    _usd("value_usd", "Value of the line in US dollars."),
)
MILESTONE = _node(
    "Milestone",
    "milestones",
    "milestone",
    "An event in the life of a case.",
    "#6d8ad6",
    _text("code", "Code of the milestone."),
    _day("planned_on", "Day on which it was to happen."),
    _day("happened_on", "Day on which it happened."),
)
NOTIFICATION = _node(
    "Notification",
    "notifications",
    "notice",
    "A notice to Congress of a proposed sale (AECA 36(b)).",
    "#8059b0",
    Prop("transmittal_no", str, "Transmittal number, such as 25-101.", index=True),
    Prop("purchaser_name", str, "The buyer as the notice prints it."),
    _usd("total_value_usd", "Estimated total value in US dollars."),
    _usd("mde_value_usd", "Of it major defense equipment, in US dollars."),
    Prop("notified_on", PartialDate, "Day on which Congress was notified.", required=False, index=True),
    Prop("prime_contractors", list[str], "Principal contractors as the notice prints them.", required=False),
    _text("federal_register_no", "Number of the document in the Federal Register."),
    _text("case_designator", "Case designator, where the notice gives one."),
)
CONTRACT = _node(
    "Contract",
    "contracts",
    "contract",
    "A US contract that fulfils lines of a case.",
    "#5b5fc7",
    Prop("piid", str, "Procurement instrument identifier.", index=True),
    _usd("value_usd", "Value in US dollars."),
    _day("signed_on", "Day of award."),
)
ORDER = _node(
    "Order",
    "orders",
    "order",
    "An order under a cross-servicing agreement.",
    "#277f7f",
    Prop("number", str, "Order number.", index=True),
    _text("description", "What was ordered."),
    _text("payment", "How it is paid back: cash, replacement in kind, equal value exchange."),
    _usd("value_usd", "Value in US dollars."),
    _day("ordered_on", "Day of the order."),
    _day("settled_on", "Day on which it was paid back."),
)
RISK = _node(
    "Risk",
    "risks",
    "risk",
    "A risk to a case, as somebody noted it.",
    "#a8434b",
    _text("description", "What may happen."),
    _day("noted_on", "Day on which it was noted."),
)
BASELINE = _node(
    "Baseline",
    "baselines",
    "baseline",
    "A controlled configuration.",
    "#7a6a53",
    _day("approved_on", "Day of approval."),
    _text("description", "What it holds."),
)
CHANGE_RECORD = _node(
    "ChangeRecord",
    "changeRecords",
    "change",
    "An approved change to a baseline.",
    "#94836a",
    _day("approved_on", "Day of approval."),
    _text("description", "What changes."),
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
AWARDED_TO = Rel("AWARDED_TO", CONTRACT, ORGANIZATION, "awardedTo", "contracts", "The company holds the contract.")
PLACED_UNDER = Rel("PLACED_UNDER", ORDER, AGREEMENT, "placedUnder", "orders", "The order rests on the agreement.")
PLACED_BY = Rel("PLACED_BY", ORDER, STAKEHOLDER, "placedBy", "orders", "The stakeholder placed the order.")
AT_STAGE = Rel("AT_STAGE", CASE, STAGE, "atStage", "cases", "The case is at that stage.")
HAS_MILESTONE = Rel("HAS_MILESTONE", CASE, MILESTONE, "milestones", "case", "The event belongs to the case.")
EXPOSED_TO = Rel("EXPOSED_TO", CASE, RISK, "exposedTo", "case", "The case runs the risk.")
OF_CATEGORY = Rel("OF_CATEGORY", RISK, RISK_CATEGORY, "category", "risks", "The risk is of that sort.")
DEPENDS_ON = Rel("DEPENDS_ON", CASE, CASE, "dependsOn", "dependents", "The case waits for the other.")
HAS_BASELINE = Rel("HAS_BASELINE", CASE, BASELINE, "baselines", "case", "The configuration is that of the case.")
CHANGES = Rel("CHANGES", CHANGE_RECORD, BASELINE, "changes", "changedBy", "The record changes the baseline.")
UNDER = Rel("UNDER", CASE, AUTHORITY, "under", "cases", "The case rests on the authority.")

NODES = (CASE, CASE_LINE, MILESTONE, NOTIFICATION, CONTRACT, ORDER, RISK, BASELINE, CHANGE_RECORD)
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
    AWARDED_TO,
    PLACED_UNDER,
    PLACED_BY,
    AT_STAGE,
    HAS_MILESTONE,
    EXPOSED_TO,
    OF_CATEGORY,
    DEPENDS_ON,
    HAS_BASELINE,
    CHANGES,
    UNDER,
)
