"""What is published: documents of the Federal Register, excess articles, licences, assistance, screening lists."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from schema.authorities import AUTHORITY
from schema.cases import NOTIFICATION
from schema.core import Node, Rel
from schema.entity import ENTITY
from schema.optional import amount, count, day, text
from schema.props import Prop
from schema.stakeholders import NATION, ORGANIZATION, STAKEHOLDER


def _node(
    label: str,
    plural: str,
    path: str,
    doc: str,
    color: str,
    *props: Prop,
    named: Callable[[str], Mapping[str, object]] | None = None,
) -> Node:
    return Node(
        label=label, doc=doc, color=color, parent=ENTITY, paths=(path,), plural=plural, props=props, named=named
    )


def _published(id: str) -> dict[str, object]:
    number = id.partition("/")[2]
    return {"title": f"Federal Register document {number}", "number": number}


def _amended(id: str) -> dict[str, object]:
    number = id.partition("/")[2]
    if number.startswith("fr-"):
        return {"title": f"Correction in Federal Register document {number[3:]}", "kind": "correction"}
    return {"title": f"Transmittal No. {number}", "kind": "enhancement", "transmittal_no": number}


PUBLICATION = _node(
    "Publication",
    "publications",
    "publication",
    "A document of the Federal Register that prints a notice to Congress.",
    "#ad40bf",
    Prop("number", str, "Number of the document, such as 2026-14768.", index=True),
    text("citation", "Volume and page, such as 91 FR 46080."),
    day("published_on", "Day of publication; Congress was told earlier."),
    text("action", "What sort of document it says that it is."),
    named=_published,
)
NOTICE_AMENDMENT = _node(
    "NoticeAmendment",
    "noticeAmendments",
    "notice-amendment",
    "A paper that amends a notice and is no new sale: a report of enhanced capability (AECA 36(b)(5)) or a correction.",
    "#cf6ecb",
    Prop("kind", str, "enhancement or correction.", index=True),
    Prop("transmittal_no", str, "Its own transmittal number, such as 26-1C.", required=False, index=True),
    text("purchaser_name", "The buyer as it prints it."),
    text("description", "What changes, as it prints it."),
    day("notified_on", "Day on which Congress was told."),
    text("federal_register_no", "Number of the document in the Federal Register."),
    named=_amended,
)
EXCESS_TRANSFER = _node(
    "ExcessTransfer",
    "excessTransfers",
    "eda",
    "Excess defense articles (EDA) that Congress was told of: one line of the public report. The title is the item.",
    "#96bf40",
    Prop("transfer_authority", str, "Grant Authority, or FMS Sales.", index=True),
    Prop("fiscal_year", int, "Fiscal year of the request.", index=True),
    Prop("status", str, "Where it stands, in the words of the report.", index=True),
    day("status_on", "Day of that status."),
    count("quantity_requested", "How many were asked for; absent where the report says N/A."),
    count("quantity_allocated", "How many were set aside."),
    count("quantity_accepted", "How many were accepted."),
    count("quantity_rejected", "How many were rejected."),
    count("quantity_delivered", "How many were delivered."),
    amount("acquisition_value_usd", "What they once cost, in US dollars."),
    amount("current_value_usd", "What they are worth now, in US dollars."),
)
LICENCE_TOTAL = _node(
    "LicenceTotal",
    "licenceTotals",
    "licence-total",
    "Direct commercial sales to a country in a year, of one category of the Munitions List (FAA 655 report).",
    "#637326",
    Prop("fiscal_year", int, "Fiscal year.", index=True),
    Prop(
        "usml_category",
        str,
        "Category of the Munitions List, such as VIII or I(a); Agreements on manufacture and assistance, told apart; "
        "All categories, for what the report tells of the year as a whole alone.",
        index=True,
    ),
    count("quantity", "How many articles were authorized."),
    amount("authorized_usd", "Articles and services authorized, in US dollars; most of it is never shipped."),
    amount("shipped_usd", "Shipped, in US dollars."),
    amount("services_usd", "Services authorized, in US dollars, where the report parts them."),
)
ASSISTANCE = _node(
    "AssistanceTransaction",
    "assistanceTransactions",
    "assistance",
    "Money of a security assistance account, obligated or disbursed for a recipient. The title is the activity.",
    "#40bf54",
    Prop("fiscal_year", int, "Fiscal year; 1976 holds the transition quarter too.", index=True),
    Prop("account", str, "Funding account.", index=True),
    Prop("transaction_type", str, "Obligations or Disbursements.", index=True),
    Prop("amount_usd", Decimal, "Amount in US dollars of its year; negative where money was taken back."),
    amount("constant_usd", "The same in constant dollars of the year of the file."),
    text("managing_agency", "Agency or office that manages it."),
    text("activity_number", "Number of the activity in the agency's books."),
    Prop("transition_quarter", bool, "True for July to September 1976.", required=False),
)
SCREENING_ENTRY = _node(
    "ScreeningEntry",
    "screeningEntries",
    "screening",
    "An organization or state on a US screening list. Private persons are not kept, so that absence proves nothing.",
    "#6b352e",
    Prop("list_name", str, "The list, such as Entity List (EL).", index=True),
    Prop("aliases", list[str], "Its other names there.", required=False, search=True),
    Prop("programs", list[str], "Sanctions programs.", required=False),
    Prop("addresses", list[str], "Addresses as the list gives them.", required=False),
    Prop("federal_register_notices", list[str], "Notices as the list cites them.", required=False),
    day("from_on", "First day."),
    day("to_on", "Last day, where there is one."),
    text("license_requirement", "What needs a license, as the list has it."),
    text("license_policy", "How applications are decided, as the list has it."),
)

PUBLISHES = Rel(
    "PUBLISHES",
    PUBLICATION,
    NOTIFICATION,
    "publishes",
    "publications",
    "The document prints the notice, or corrects it.",
)
PUBLISHES_AMENDMENT = Rel(
    "PUBLISHES", PUBLICATION, NOTICE_AMENDMENT, "publishesAmendments", "publications", "The document prints the paper."
)
CORRECTS = Rel("CORRECTS", PUBLICATION, PUBLICATION, "corrects", "correctedBy", "The document corrects the other.")
AMENDS_NOTICE = Rel(
    "AMENDS", NOTICE_AMENDMENT, NOTIFICATION, "amends", "amendments", "The paper changes what the notice says."
)
AMENDMENT_PURCHASED_BY = Rel(
    "PURCHASED_BY", NOTICE_AMENDMENT, STAKEHOLDER, "purchasedBy", "noticeAmendments", "The stakeholder is the buyer."
)
TRANSFERRED_TO = Rel(
    "TRANSFERRED_TO", EXCESS_TRANSFER, STAKEHOLDER, "transferredTo", "excessTransfers", "The recipient of the articles."
)
EXCESS_OFFERED_BY = Rel(
    "IMPLEMENTED_BY", EXCESS_TRANSFER, ORGANIZATION, "implementedBy", "excessTransfersMade", "The implementing agency."
)
EXCESS_UNDER = Rel(
    "UNDER", EXCESS_TRANSFER, AUTHORITY, "under", "excessTransfers", "The transfer rests on the authority."
)
LICENSED_TO = Rel(
    "LICENSED_TO", LICENCE_TOTAL, STAKEHOLDER, "licensedTo", "licenceTotals", "The country to which exports go."
)
ASSISTS = Rel("ASSISTS", ASSISTANCE, STAKEHOLDER, "assists", "assistance", "The recipient of the assistance.")
LISTED_BY = Rel(
    "LISTED_BY", SCREENING_ENTRY, ORGANIZATION, "listedBy", "entriesListed", "The department that keeps the list."
)
ADDRESS_IN = Rel("ADDRESS_IN", SCREENING_ENTRY, NATION, "addressIn", "screeningEntries", "It has an address there.")

NODES = (PUBLICATION, NOTICE_AMENDMENT, EXCESS_TRANSFER, LICENCE_TOTAL, ASSISTANCE, SCREENING_ENTRY)
RELS = (
    PUBLISHES,
    PUBLISHES_AMENDMENT,
    CORRECTS,
    AMENDS_NOTICE,
    AMENDMENT_PURCHASED_BY,
    TRANSFERRED_TO,
    EXCESS_OFFERED_BY,
    EXCESS_UNDER,
    LICENSED_TO,
    ASSISTS,
    LISTED_BY,
    ADDRESS_IN,
)
