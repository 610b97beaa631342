"""Instruments that the United States, or bodies it belongs to, sign with partners, and who is party to them."""

from schema.authorities import AUTHORITY
from schema.core import Node, Rel
from schema.dates import PartialDate
from schema.entity import ENTITY, NOTES
from schema.lifecycle import PROGRAM, SYSTEM
from schema.props import Prop
from schema.stakeholders import ORGANIZATION, STAKEHOLDER
from schema.vocabulary import AgreementKind, AgreementStatus, UsMembership

LABELS = {
    "Acsa": ("acsa", "acquisition-only-agreement", "implementing-arrangement"),
    "CooperativeProgram": ("cooperative-project", "cooperative-rd", "coproduction", "test-facility-exchange"),
    "SupportPartnership": ("support-partnership",),
    "HostNationSupport": ("host-nation-support", "property-use", "burden-sharing", "status-of-forces"),
    "AirliftAgreement": ("airlift", "air-refueling-exchange", "surface-transport-exchange"),
    "StockpileAgreement": ("stockpile",),
    "InformationSecurity": ("information-security", "communications-security", "geospatial"),
    "Procurement": ("reciprocal-procurement", "security-of-supply", "sales-agreement"),
}

AGREEMENT = Node(
    label="Agreement",
    doc="A signed instrument between the United States, or a body it belongs to, and one or more partners.",
    color="#2f6f8f",
    parent=ENTITY,
    paths=("agreement",),
    plural="agreements",
    props=(
        Prop("kinds", list[AgreementKind], "What it is for; an instrument may serve two ends."),
        Prop("title_kind", str, "What it calls itself: MOU, treaty, arrangement.", required=False),
        Prop("purpose", str, "What it is about, as the source has it.", required=False, search=True),
        Prop(
            "instrument_no",
            str,
            "Number of the instrument or of its publication.",
            required=False,
            index=True,
            search=True,
        ),
        Prop("signed_on", PartialDate, "Day of the last signature.", required=False, index=True),
        Prop("in_force_from", PartialDate, "First day in force; absent if unpublished.", required=False),
        Prop(
            "in_force_to",
            PartialDate,
            "Last day in force; absent if not known to have ended.",
            required=False,
            index=True,
        ),
        Prop("status", AgreementStatus, "Its state when last seen.", index=True),
        Prop(
            "seen_on",
            PartialDate,
            "Day on which that state was seen; absent: the day the facts were collected.",
            required=False,
        ),
        Prop(
            "us_is_member",
            UsMembership,
            "Whether the US belongs to the partnership; absent for other agreements.",
            required=False,
        ),
        Prop("committee", str, "The body that runs it.", required=False),
        NOTES,
    ),
    labels_by=("kinds", {kind: label for label, kinds in LABELS.items() for kind in kinds}),
)


def _kind(label: str, plural: str, doc: str, color: str) -> Node:
    return Node(label=label, doc=doc, color=color, parent=AGREEMENT, paths=("agreement",), plural=plural)


ACSA = _kind("Acsa", "acsas", "An agreement on mutual logistic support between forces, or to acquire it.", "#1d4e6b")
COOPERATIVE_PROGRAM = _kind(
    "CooperativeProgram", "cooperativePrograms", "Development, production or testing done together.", "#3f8cb0"
)
SUPPORT_PARTNERSHIP = _kind(
    "SupportPartnership", "supportPartnerships", "A partnership of NSPO to support a system.", "#4fa3c4"
)
HOST_NATION_SUPPORT = _kind(
    "HostNationSupport", "hostNationSupports", "What a host gives to forces on its soil.", "#6bb3cf"
)
AIRLIFT_AGREEMENT = _kind("AirliftAgreement", "airliftAgreements", "Exchange of airlift, transport or fuel.", "#86c3d9")
STOCKPILE_AGREEMENT = _kind(
    "StockpileAgreement", "stockpileAgreements", "US stocks held abroad for an ally.", "#27607a"
)
INFORMATION_SECURITY = _kind(
    "InformationSecurity", "informationSecurities", "Protection of secrets, communications, maps.", "#17405a"
)
PROCUREMENT = _kind("Procurement", "procurements", "How the parties buy from each other.", "#5d8ca3")

PARTY_TO = Rel(
    "PARTY_TO",
    STAKEHOLDER,
    AGREEMENT,
    "agreements",
    "parties",
    "The stakeholder is, or was, party to the agreement.",
    props=(
        Prop("role", str, "In what part: lead, participant, member, agency.", required=False),
        Prop("signed_on", PartialDate, "Day on which it signed.", required=False),
        Prop("from_on", PartialDate, "First day as a party; absent: from the start.", required=False),
        Prop("to_on", PartialDate, "Last day as a party; absent if it has not left.", required=False),
        Prop("notes", str, "What else the source says, in our own words.", required=False),
    ),
)
DROPPED_OUT_OF = Rel(
    "DROPPED_OUT_OF",
    STAKEHOLDER,
    AGREEMENT,
    "droppedOutOf",
    "dropouts",
    "The stakeholder was to be a party and dropped out before entry into force: it never was one.",
    props=(Prop("notes", str, "What else the source says, in our own words.", required=False),),
)
AUTHORIZED_BY = Rel(
    "AUTHORIZED_BY",
    AGREEMENT,
    AUTHORITY,
    "authorizedBy",
    "authorizes",
    "The agreement rests on the authority.",
    props=(Prop("citation", str, "The authority as cited, with its paragraph."),),
)
SUPERSEDES = Rel(
    "SUPERSEDES", AGREEMENT, AGREEMENT, "supersedes", "supersededBy", "The agreement takes the place of the other."
)
AMENDS = Rel("AMENDS", AGREEMENT, AGREEMENT, "amends", "amendedBy", "The agreement changes the other.")
IMPLEMENTS = Rel(
    "IMPLEMENTS", AGREEMENT, AGREEMENT, "implements", "implementedBy", "The arrangement is made under the other."
)
CONCERNS = Rel("CONCERNS", AGREEMENT, SYSTEM, "systems", "agreements", "The agreement is about the system.")
CONCERNS_PROGRAM = Rel("CONCERNS", AGREEMENT, PROGRAM, "programs", "agreements", "The agreement is about the program.")
MANAGED_BY = Rel("MANAGED_BY", AGREEMENT, ORGANIZATION, "managedBy", "manages", "The organization runs the agreement.")

NODES = (
    AGREEMENT,
    ACSA,
    COOPERATIVE_PROGRAM,
    SUPPORT_PARTNERSHIP,
    HOST_NATION_SUPPORT,
    AIRLIFT_AGREEMENT,
    STOCKPILE_AGREEMENT,
    INFORMATION_SECURITY,
    PROCUREMENT,
)
RELS = (PARTY_TO, DROPPED_OUT_OF, AUTHORIZED_BY, SUPERSEDES, AMENDS, IMPLEMENTS, CONCERNS, CONCERNS_PROGRAM, MANAGED_BY)
