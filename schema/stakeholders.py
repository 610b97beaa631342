"""Nations and organizations, what they belong to, and the statuses that laws give them."""

from schema.core import Node, Rel
from schema.dates import PartialDate
from schema.entity import ENTITY, NOTES, spell
from schema.lifecycle import ACTIVITY, CASE_CODE, STAGE
from schema.props import Prop
from schema.terms import DESIGNATION
from schema.vocabulary import PartyClass

STAKEHOLDER = Node(
    label="Stakeholder",
    doc="A nation or an organization: whoever can be party to an agreement, buy, decide or answer for something.",
    color="#1f6f5c",
    parent=ENTITY,
    plural="stakeholders",
    props=(NOTES,),
)

NATION = Node(
    label="Nation",
    doc="A country, or an entity that US law treats as one.",
    color="#2a9d7f",
    parent=STAKEHOLDER,
    paths=("nation",),
    plural="nations",
    props=(
        Prop("iso2", str, "ISO 3166-1 alpha-2 code (XK for Kosovo).", required=False, index=True),
        Prop("iso3", str, "ISO 3166-1 alpha-3 code (XKX for Kosovo).", required=False, index=True),
        Prop(
            "dsca_code",
            str,
            "Two-character customer code of DSCA; it often differs from ISO's.",
            required=False,
            index=True,
        ),
        Prop("region", str, "Region of the world.", required=False),
    ),
)

ORGANIZATION = Node(
    label="Organization",
    doc="A department, agency, command, alliance body, company, or a role that somebody fills.",
    color="#5aa469",
    parent=STAKEHOLDER,
    paths=("org",),
    plural="organizations",
    props=(
        Prop("short_name", str, "Abbreviation in use.", required=False, index=True, search=True),
        Prop("kind", str, "What sort of organization it is, such as implementing-agency.", index=True),
        Prop("classes", list[PartyClass], "Classes of recipient to which it belongs by its nature.", required=False),
        Prop("role", str, "What it does in security cooperation, in our own words.", required=False, search=True),
    ),
)

CONTACT = Node(
    label="Contact",
    doc="An office, or a role in one, to which to turn; never a private person. The title is its name.",
    color="#35523f",
    parent=ENTITY,
    paths=("contact",),
    plural="contacts",
    props=(
        Prop("role", str, "What to turn to it for.", required=False, search=True),
        Prop("email", str, "Address of the office or role.", required=False),
        Prop("phone", str, "Telephone number.", required=False),
        Prop("address", str, "Postal address.", required=False),
        Prop("url", str, "Its page on the web.", required=False),
        Prop("seen_on", PartialDate, "Day on which it was last known to be so.", required=False),
        NOTES,
    ),
)

PART_OF = Rel(
    "PART_OF",
    ORGANIZATION,
    ORGANIZATION,
    "partOf",
    "parts",
    "The organization is, or was, part of the other.",
    props=spell("being part of it"),
    keyed=("from_on",),
)
MEMBER_OF = Rel(
    "MEMBER_OF",
    STAKEHOLDER,
    ORGANIZATION,
    "memberOf",
    "members",
    "The stakeholder is, or was, a member of the organization.",
    props=spell("membership"),
    keyed=("from_on",),
)
IN_AREA_OF = Rel(
    "IN_AREA_OF",
    NATION,
    ORGANIZATION,
    "inAreaOf",
    "areaNations",
    "The nation lies in the area of responsibility of the combatant command.",
)
DESIGNATED_AS = Rel(
    "DESIGNATED_AS",
    STAKEHOLDER,
    DESIGNATION,
    "designatedAs",
    "designates",
    "The stakeholder has, or had, the status that the list gives.",
    props=(
        *spell("the status"),
        Prop(
            "treated_as",
            bool,
            "True where the law treats it as a member though it was never designated.",
            required=False,
        ),
        Prop("suspended", list[str], "Spells without effect, each as first day/last day.", required=False),
        Prop("paragraph", str, "Paragraph of the regulation that holds its special terms.", required=False),
        Prop(
            "scope", str, "What alone the status reaches; a caption, the rule of the paragraph decides.", required=False
        ),
        Prop(
            "exception",
            str,
            "What the paragraph lets through; a caption, the rule of the paragraph decides.",
            required=False,
        ),
        Prop("citation", str, "Authority that gives the status.", required=False),
    ),
    keyed=("from_on",),
)
LISTED_IN = Rel(
    "LISTED_IN",
    NATION,
    DESIGNATION,
    "listedIn",
    "lists",
    "An official file printed the nation in its table of the list, as of that day; of other days it says nothing.",
    props=(
        Prop("seen_on", PartialDate, "The day as of which the file tells the law."),
        Prop("paragraph", str, "Paragraph of the regulation that holds its special terms.", required=False),
    ),
    keyed=("seen_on",),
)
RESPONSIBLE_FOR = Rel(
    "RESPONSIBLE_FOR",
    ORGANIZATION,
    ACTIVITY,
    "responsibleFor",
    "responsible",
    "The organization answers for the activity.",
    props=(Prop("role", str, "In what way.", required=False),),
)
ACTS_IN = Rel(
    "RESPONSIBLE_FOR",
    ORGANIZATION,
    STAGE,
    "actsIn",
    "actors",
    "The organization has a part in that stage of a case.",
    props=(Prop("role", str, "In what way.", required=False),),
)
CONTACT_OF = Rel(
    "CONTACT_OF", CONTACT, STAKEHOLDER, "contactOf", "contacts", "One turns there to reach the stakeholder."
)
STANDS_FOR = Rel(
    "STANDS_FOR", CASE_CODE, ORGANIZATION, "standsFor", "caseCodes", "The letter is that of the implementing agency."
)

NODES = (STAKEHOLDER, NATION, ORGANIZATION, CONTACT)
RELS = (PART_OF, MEMBER_OF, IN_AREA_OF, DESIGNATED_AS, LISTED_IN, RESPONSIBLE_FOR, ACTS_IN, CONTACT_OF, STANDS_FOR)
