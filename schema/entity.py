"""What every node has, and where facts come from: sources, loads, and what was believed before."""

from schema.core import Node, Rel
from schema.dates import Instant, PartialDate
from schema.props import Json, Prop
from schema.vocabulary import Confidence

NOTES = Prop("notes", str, "What else the source says, in our own words.", required=False)

ENTITY = Node(
    label="Entity",
    doc="Anything that the graph knows: it has an id, a title, a source and a confidence.",
    color="#6b7280",
    plural="entities",
    props=(
        Prop("id", str, "Stable readable path, such as nation/JP or agreement/acsa-jp-2016."),
        Prop("title", str, "What people call it.", index=True, search=True),
    ),
)

SOURCE = Node(
    label="Source",
    doc="A document, page or file in which facts are stated.",
    color="#9ca3af",
    parent=ENTITY,
    paths=("source",),
    plural="sources",
    shared=True,
    props=(Prop("url", str, "Its address on the web; absent where it has none.", required=False),),
)

LOAD_RUN = Node(
    label="LoadRun",
    doc="One run of a loader: what it read, when, and what came of it.",
    color="#a3a3a3",
    parent=ENTITY,
    paths=("run",),
    plural="loadRuns",
    props=(
        Prop("loader_name", str, "The loader that ran.", index=True),
        Prop("file", str, "The file that it read.", required=False),
        Prop("content", str, "Hash of what it read and of the program that read it.", required=False),
        Prop("state", str, "running, finished or undone."),
        Prop("undoes", str, "The run that it took back.", required=False),
        Prop("told_again", list[str], "The runs whose facts it told again; none where it told none.", required=False),
        Prop("started_at", Instant, "When it began."),
        Prop("finished_at", Instant, "When it ended; absent while it runs or where it was killed.", required=False),
        Prop("counts", Json, "Nodes and edges that were new, changed, same, pruned; records refused.", required=False),
    ),
)

REVISION = Node(
    label="Revision",
    doc="What was believed of a node or an edge before a load changed it, from when to when.",
    color="#d4d4d4",
    parent=ENTITY,
    paths=("revision",),
    plural="revisions",
    props=(
        Prop("of", str, "Id of the node, or key of the edge (start|TYPE|end), that it was.", index=True),
        Prop("known_from", Instant, "When it was first recorded.", index=True),
        Prop("known_to", Instant, "When it was changed or removed; it was believed until just before.", index=True),
        Prop("had_labels", list[str], "The labels that the node had; absent for an edge.", required=False),
        Prop("was", Json, "Its properties as they were, as JSON."),
        Prop("change", str, "changed or removed."),
    ),
)

NAME = Node(
    label="Name",
    doc="Another name of something, as a source prints it: a fact with a source of its own. The title is the name.",
    color="#b8bcc4",
    parent=ENTITY,
    paths=("name",),
    plural="otherNames",
    props=(Prop("kind", str, "What sort of name: official, short, former, abbreviation, as printed.", index=True),),
)

STATED_IN = Rel("STATED_IN", ENTITY, SOURCE, "statedIn", "states", "The fact is stated in the source.")
WAS = Rel(
    "WAS", ENTITY, REVISION, "revisions", "revisionOf", "What was believed of it before; an edge's is at its start."
)
WRITTEN_BY = Rel("WRITTEN_BY", REVISION, LOAD_RUN, "writtenBy", "revisionsWritten", "The run that ended that belief.")
NAMES = Rel("NAMES", NAME, ENTITY, "names", "otherNames", "The name stands for the thing.")

NODES = (ENTITY, SOURCE, LOAD_RUN, REVISION, NAME)
RELS = (STATED_IN, WAS, WRITTEN_BY, NAMES)

STAMP = (
    Prop(
        "loader",
        str,
        "The loader that wrote it and may change it; empty where several speak of it.",
        required=False,
        index=True,
    ),
    Prop("run", str, "Id of the load run that wrote it."),
    Prop("recorded_at", Instant, "When it was written as it now is: since then it is known here."),
    Prop("source", str, "Id of the source in which it is stated.", required=False, index=True),
    Prop("confidence", Confidence, "How sure it is.", required=False),
    Prop("fingerprint", str, "Hash of all that it says: equal where nothing has changed."),
)
"""What the writer adds to every node and every edge; no loader fills it in."""

NODE_STAMP = (*STAMP, Prop("search", str, "The words by which the full text finds it."))
EDGE_STAMP = (*STAMP, Prop("key", str, "What tells it from every other edge: start|TYPE|end, and what it is keyed by."))


def spell(what: str) -> tuple[Prop, ...]:
    """The properties of an edge that holds for a time: its first and last day, and when it was seen to hold."""
    return (
        Prop("from_on", PartialDate, f"First day of {what}; absent if not known.", required=False),
        Prop("to_on", PartialDate, f"Last day of {what}; absent if not known to have ended.", required=False),
        Prop("seen_on", PartialDate, "Day on which a source showed it, where its start is not known.", required=False),
        Prop("notes", str, "What else the source says, in our own words.", required=False),
    )
