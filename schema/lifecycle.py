"""Systems, programs, ways to support them, and the stages through which a case goes."""

from schema.core import Node, Rel
from schema.entity import ENTITY, NOTES
from schema.props import Prop


def _part(label: str, plural: str, doc: str, color: str, *paths: str) -> Node:
    return Node(
        label=label, doc=doc, color=color, parent=ENTITY, paths=paths, plural=plural, props=(KIND, ORDER, NOTES)
    )


KIND = Prop("kind", str, "What sort of part it is, as the source has it.", index=True)
ORDER = Prop("order", int, "Its place among its like.", required=False)

SYSTEM = Node(
    label="System",
    doc="A weapon system, or a kind of equipment, that agreements and sales are about.",
    color="#44546a",
    parent=ENTITY,
    paths=("system",),
    plural="systems",
    shared=True,
)
PROGRAM = Node(
    label="Program",
    doc="A program of acquisition, cooperation or assistance.",
    color="#5b6f8c",
    parent=ENTITY,
    paths=("program",),
    plural="programs",
    props=(NOTES,),
)
SUPPORT_METHOD = _part(
    "SupportMethod",
    "supportMethods",
    "A way to get or keep a system supported.",
    "#7388a6",
    "follow-on-support",
    "materiel-return",
    "excess-property",
    "cooperative-logistics",
)
STAGE = _part("Stage", "stages", "A stage in the life of a case.", "#3f7d8c", "stage")
ACTIVITY = _part(
    "Activity",
    "activities",
    "What is done in a stage, or on the way to an agreement.",
    "#5a97a5",
    "activity",
    "icp-activity",
)
IPS_ELEMENT = _part(
    "IpsElement", "ipsElements", "One of the twelve elements of product support.", "#78aebb", "ips-element"
)
RISK_CATEGORY = _part(
    "RiskCategory", "riskCategories", "A sort of risk that returns in case after case.", "#b4555e", "risk-category"
)
MITIGATION = _part("Mitigation", "mitigations", "What is done against risk.", "#c67a80", "mitigation")
ORDER_ELEMENT = _part(
    "OrderElement",
    "orderElements",
    "An authority, form of payment or use of cross-servicing.",
    "#98bcc5",
    "acsa-element",
)
CASE_CODE = Node(
    label="CaseCode",
    doc="A code of cases, agencies, assistance or milestones, and what it means; the title is the code.",
    color="#8c96a8",
    parent=ENTITY,
    paths=("code",),
    plural="caseCodes",
    props=(KIND, Prop("meaning", str, "What it stands for.", search=True)),
)

STAGE_PART_OF = Rel("PART_OF", ACTIVITY, STAGE, "stage", "activities", "The activity belongs to the stage.")
NEXT = Rel("NEXT", STAGE, STAGE, "next", "previous", "The stage is followed by the other.")
NEXT_ACTIVITY = Rel("NEXT", ACTIVITY, ACTIVITY, "next", "previous", "The activity is followed by the other.")
USES = Rel("USES", PROGRAM, SYSTEM, "systems", "programs", "The program is about the system.")
SUPPORTED_BY = Rel(
    "SUPPORTED_BY", SYSTEM, SUPPORT_METHOD, "supportedBy", "supports", "The system is supported in that way."
)

NODES = (
    SYSTEM,
    PROGRAM,
    SUPPORT_METHOD,
    STAGE,
    ACTIVITY,
    IPS_ELEMENT,
    RISK_CATEGORY,
    MITIGATION,
    ORDER_ELEMENT,
    CASE_CODE,
)
RELS = (STAGE_PART_OF, NEXT, NEXT_ACTIVITY, USES, SUPPORTED_BY)
