"""The law: statutes, regulations, directives, instructions, manuals, orders, treaties and charters."""

from collections.abc import Callable, Mapping

from schema.core import Node, Rel
from schema.dates import PartialDate
from schema.entity import ENTITY, NOTES
from schema.errors import RowError
from schema.props import Json, Prop
from schema.stakeholders import ORGANIZATION
from schema.terms import DESIGNATION
from schema.vocabulary import TransferKind

SPELLED: Mapping[str, Callable[..., str]] = {
    "usc": lambda title, section, *steps: f"{title} U.S.C. {section}{_steps(steps)}",
    "cfr": lambda title, place: f"{title} CFR {'' if '.' in place else 'part '}{place}",
    "pl": lambda number, *section: f"Pub. L. {number}" + (f", section {'/'.join(section)}" if section else ""),
    "eo": lambda number: f"Executive Order {number}",
    "fr": lambda number: f"FR Doc. {number}",
    "pd": lambda number: f"Presidential Determination No. {number}",
}


def _steps(steps: tuple[str, ...]) -> str:
    return "".join(" note" if step == "note" else f"({step})" for step in steps)


def cited(id: str) -> dict[str, object]:
    """Citation and title of a text of which no more than the id is known, such as usc/22/2767.

    Raises RowError for an id that does not follow from a citation.
    """
    path, *rest = id.split("/")
    try:
        citation = SPELLED[path](*rest)
    except (KeyError, TypeError):
        raise RowError(
            f"{id} is no id from which a citation follows", remedy="load what tells it", field="id", value=id
        ) from None
    return {"title": citation, "citation": citation}


AUTHORITY = Node(
    label="Authority",
    doc="A text that grants, limits or orders; a paragraph is a node of its own only where facts need it.",
    color="#8a4f7d",
    parent=ENTITY,
    plural="authorities",
    paths=(
        *("usc", "pl", "sfops", "cfr", "dfars", "far", "fr", "pd", "dodd", "dodi", "cjcsi", "samm", "dsca", "fmr"),
        *("eo", "treaty", "charter"),
    ),
    props=(
        Prop("citation", str, "How it is cited, such as 10 U.S.C. 2342.", index=True, search=True),
        Prop("act", str, "The act of which it is a section, where it has that name too.", required=False),
        Prop("act_section", str, "Its section number in the act.", required=False),
        Prop("scope", str, "What it does, in our own words.", required=False, search=True),
        Prop("kinds", list[TransferKind], "Kinds of transfer on which it bears.", required=False),
        Prop("from_on", PartialDate, "Day of enactment or effect.", required=False),
        Prop("status", str, "Whether it is in force, as last seen.", required=False),
        Prop("url", str, "Where its text is published.", required=False),
        NOTES,
    ),
    named=cited,
)


def _kind(label: str, plural: str, doc: str, color: str, *paths: str) -> Node:
    return Node(label=label, doc=doc, color=color, parent=AUTHORITY, paths=paths, plural=plural)


STATUTE = _kind(
    "Statute", "statutes", "A section of the US Code, or of a public law outside it.", "#7b2d5e", "usc", "pl", "sfops"
)
REGULATION = _kind(
    "Regulation", "regulations", "A part or section of regulations.", "#a0527f", "cfr", "dfars", "far", "fr", "pd"
)
DIRECTIVE = _kind("Directive", "directives", "A directive of the Department of Defense.", "#b56b93", "dodd")
INSTRUCTION = _kind(
    "Instruction", "instructions", "An instruction of the Department or the Joint Staff.", "#c386a6", "dodi", "cjcsi"
)
MANUAL = _kind("Manual", "manuals", "A manual, or a chapter or memo of one.", "#d1a1b9", "samm", "fmr", "dsca")
EXECUTIVE_ORDER = _kind("ExecutiveOrder", "executiveOrders", "An order of the President.", "#5e3a6b", "eo")
TREATY = _kind("Treaty", "treaties", "A treaty to which the Senate has consented.", "#4b2e63", "treaty")
CHARTER = _kind("Charter", "charters", "The founding text of an organization.", "#6d5a86", "charter")

TEXT = Node(
    label="Text",
    doc="The words of an authority, as an official file prints them.",
    color="#c2a15a",
    parent=ENTITY,
    paths=("text",),
    plural="texts",
    props=(
        Prop("heading", str, "Its heading as printed.", required=False, search=True),
        Prop(
            "status", str, "What became of it where it is law no more: repealed, renumbered, omitted.", required=False
        ),
        Prop("stands_in", str, "The title, part and chapter in which it stands.", required=False),
        Prop("words", str, "Its own words without notes and footnotes, a line for each paragraph.", required=False),
        Prop(
            "paragraphs",
            Json,
            "The paragraph of each line of the words, such as (b)(1); '' is the text itself.",
            required=False,
        ),
        Prop("credit", str, "Which laws or notices made and changed it, as printed.", required=False),
        Prop("enacted_on", PartialDate, "Date of the first law or notice of its credit.", required=False, index=True),
        Prop("amended_on", PartialDate, "Date of the last law or notice of its credit.", required=False, index=True),
        Prop("remarks", Json, "The notes printed with it: topic, heading and words of each.", required=False),
        Prop("digest", str, "Hash of its words: equal where the words are."),
        Prop("url", str, "Where it is published.", required=False),
    ),
)
EDITION = Node(
    label="Edition",
    doc="An official file of the law as it was last read: its texts, which have the same source, are as of then.",
    color="#a8b04a",
    parent=ENTITY,
    paths=("edition",),
    plural="editions",
    props=(
        Prop("release", str, "Its release point: the last public law that it takes in.", required=False),
        Prop(
            "current_on", PartialDate, "The day as of which it tells the law, or on which it was made.", required=False
        ),
    ),
)

PART_OF = Rel(
    "PART_OF", AUTHORITY, AUTHORITY, "partOf", "parts", "The paragraph, section or chapter stands in the larger text."
)
IMPLEMENTS = Rel(
    "IMPLEMENTS", AUTHORITY, AUTHORITY, "implements", "implementedBy", "The text carries out the other, or rests on it."
)
CITES = Rel("CITES", AUTHORITY, AUTHORITY, "cites", "citedBy", "The text refers to the other.")
AMENDS = Rel("AMENDS", AUTHORITY, AUTHORITY, "amends", "amendedBy", "The text changes the other.")
DELEGATES_TO = Rel(
    "DELEGATES_TO", AUTHORITY, ORGANIZATION, "delegatesTo", "delegatedBy", "The text hands a power to the organization."
)
MOVED_TO = Rel(
    "MOVED_TO",
    AUTHORITY,
    AUTHORITY,
    "movedTo",
    "movedFrom",
    "What stood there under the first number was renumbered, or transferred to the other.",
    props=(Prop("moved_on", PartialDate, "The day of the law that moved it.", required=False),),
    keyed=("moved_on",),
)
TEXT_OF = Rel("TEXT_OF", TEXT, AUTHORITY, "textOf", "texts", "The words are those of the authority.")
CLASSIFIED_TO = Rel(
    "CLASSIFIED_TO",
    AUTHORITY,
    AUTHORITY,
    "classifiedTo",
    "classifiedFrom",
    "The section of an act, or the paragraph told, stands in the Code there, as a compilation of the act prints it.",
    props=(Prop("paragraph", str, "The paragraph of the section that alone stands there.", required=False),),
    keyed=("paragraph",),
)
PRINTS = Rel(
    "PRINTS",
    EDITION,
    DESIGNATION,
    "prints",
    "printedIn",
    "The edition prints the whole table of the list: whoever is not in it is not on the list on that day.",
    props=(Prop("seen_on", PartialDate, "The day as of which the edition tells the law."),),
)

NODES = (
    AUTHORITY,
    STATUTE,
    REGULATION,
    DIRECTIVE,
    INSTRUCTION,
    MANUAL,
    EXECUTIVE_ORDER,
    TREATY,
    CHARTER,
    TEXT,
    EDITION,
)
RELS = (PART_OF, IMPLEMENTS, CITES, AMENDS, DELEGATES_TO, MOVED_TO, TEXT_OF, CLASSIFIED_TO, PRINTS)
