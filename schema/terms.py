"""The words in which rules speak, as nodes: kinds of transfer, items, purposes, approvals, and lists of countries."""

from schema.core import Node, Rel
from schema.entity import ENTITY, NOTES
from schema.props import Json, Prop


def _term(label: str, plural: str, path: str, doc: str, color: str, *props: Prop) -> Node:
    return Node(label=label, doc=doc, color=color, parent=ENTITY, paths=(path,), plural=plural, props=props)


SLUG = Prop("slug", str, "The word as rules and requests write it.", index=True)

TRANSFER_KIND = _term(
    "TransferKind",
    "transferKinds",
    "transfer-kind",
    "A way in which articles, services or money pass between the US and a partner.",
    "#b08d2f",
    SLUG,
    Prop("complete", bool, "Whether the rules of this kind are all collected; if not, no grant is a gap, not a no."),
)
ITEM_CATEGORY = _term("ItemCategory", "itemCategories", "item", "A category of article or service.", "#c9a13b", SLUG)
PURPOSE = _term("Purpose", "purposes", "purpose", "What a transfer is for.", "#d4b45f", SLUG)
FUNDING_KIND = _term("FundingKind", "fundingKinds", "funding", "Whose money pays.", "#dcc383", SLUG)
PAYMENT_FORM = _term("PaymentForm", "paymentForms", "payment", "How it is paid back.", "#e3d0a0", SLUG)
APPROVAL_KIND = _term(
    "ApprovalKind",
    "approvalKinds",
    "approval",
    "An approval, licence, notice, certification, determination or waiver that a rule asks for.",
    "#ad5f1b",
    SLUG,
    Prop("form", str, "The kind of paper: approval, licence, notice, certification, determination or waiver."),
    Prop("approval_class", str, "routine, discretionary (an official decides) or waiver (extraordinary)."),
)
DESIGNATION = _term(
    "Designation",
    "designations",
    "designation",
    "A status that a law or a list gives to countries or bodies, with its days.",
    "#c26d3a",
    SLUG,
    NOTES,
)
STATEMENT = _term(
    "Statement",
    "statements",
    "statement",
    "A sentence that no program can test, put as a question; the title is the question.",
    "#af7c30",
    SLUG,
    Prop("yes", str, "What holds where the answer is yes."),
    Prop("no", str, "What holds where the answer is no."),
    Prop("settled_by", str, "Who can tell: asker, official (someone decides) or record (some register)."),
    Prop("presume", str, "What an honest reader takes it for unless told otherwise.", required=False),
    Prop("basis", str, "Why it may be presumed, and what to check.", required=False),
    Prop("about", str, "Of what an answer speaks, if not of the transfer: agreement.", required=False),
    Prop("body", Json, "The statement as written."),
)

BROADER = Rel(
    "BROADER", ITEM_CATEGORY, ITEM_CATEGORY, "broader", "narrower", "Whatever is the narrower is also the broader."
)
INCLUDES = Rel(
    "INCLUDES", DESIGNATION, DESIGNATION, "includes", "includedIn", "All on the other list have this status too."
)

NODES = (TRANSFER_KIND, ITEM_CATEGORY, PURPOSE, FUNDING_KIND, PAYMENT_FORM, APPROVAL_KIND, DESIGNATION, STATEMENT)
RELS = (BROADER, INCLUDES)
