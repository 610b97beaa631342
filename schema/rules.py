"""What a law, regulation or policy says, in a form that a program can test."""

from schema.authorities import AUTHORITY
from schema.core import Node, Rel
from schema.dates import PartialDate
from schema.entity import ENTITY
from schema.props import Json, Prop
from schema.stakeholders import ORGANIZATION
from schema.terms import APPROVAL_KIND, DESIGNATION, ITEM_CATEGORY, STATEMENT, TRANSFER_KIND
from schema.vocabulary import Effect

RULE = Node(
    label="Rule",
    doc="One thing that a law, regulation or policy says; the title says it in a sentence.",
    color="#9c3d2e",
    parent=ENTITY,
    paths=("rule",),
    plural="rules",
    props=(
        Prop("family", str, "The body of law in whose file it stands.", index=True),
        Prop(
            "effect",
            Effect,
            "What it does to a route: grants, narrows, requires, prohibits, lifts and so on.",
            index=True,
        ),
        Prop("cite", str, "Authority and paragraph, such as usc/10/2342(a)(1)."),
        Prop("paragraph", str, "The paragraph alone, such as (a)(1).", required=False),
        Prop("from_on", PartialDate, "Day on which its present content began; absent: not collected.", required=False),
        Prop("to_on", PartialDate, "Last day on which it holds.", required=False),
        Prop("before", str, "What applied earlier, where known; none: nothing like it existed.", required=False),
        Prop("note", str, "What else a reader should know.", required=False),
        Prop("body", Json, "The rule as written: its conditions and consequences."),
    ),
)

UNDER = Rel(
    "UNDER",
    RULE,
    AUTHORITY,
    "under",
    "rules",
    "The rule stands in the authority.",
    props=(Prop("citation", str, "The authority with the paragraph."),),
)
GOVERNS = Rel("GOVERNS", RULE, TRANSFER_KIND, "governs", "rules", "The rule touches routes of that kind.")
LIFTS = Rel("LIFTS", RULE, RULE, "lifts", "liftedBy", "Where the rule holds, the other is silent.")
NARROWS = Rel("NARROWS", RULE, RULE, "narrows", "narrowedBy", "Where the rule holds, the grant does not reach.")
ASKS = Rel("ASKS", RULE, STATEMENT, "asks", "askedBy", "The rule turns on the statement.")
NEEDS = Rel("NEEDS", RULE, APPROVAL_KIND, "needs", "neededBy", "The rule asks for the approval, or turns on it.")
REFERS_TO = Rel("REFERS_TO", RULE, DESIGNATION, "refersTo", "referredToBy", "The rule turns on the status.")
REFERS_TO_ITEM = Rel("REFERS_TO", RULE, ITEM_CATEGORY, "items", "rules", "The rule turns on the category of item.")
DELEGATES_TO = Rel(
    "DELEGATES_TO", RULE, ORGANIZATION, "delegatesTo", "powers", "The rule hands the decision to the organization."
)
GIVEN_BY = Rel(
    "GIVEN_BY", APPROVAL_KIND, ORGANIZATION, "givenBy", "gives", "The organization gives, decides or sends it."
)
INCLUDES_BODY = Rel(
    "INCLUDES", DESIGNATION, ORGANIZATION, "includesBodies", "includedIn", "The organization has the status too."
)

NODES = (RULE,)
RELS = (
    UNDER,
    GOVERNS,
    LIFTS,
    NARROWS,
    ASKS,
    NEEDS,
    REFERS_TO,
    REFERS_TO_ITEM,
    DELEGATES_TO,
    GIVEN_BY,
    INCLUDES_BODY,
)
