"""What the labels of the ontology are called in GraphQL."""

from api.scalars import publish_words
from graph.where import far_end
from schema import MODEL
from schema.core import Node, Rel

WORDS = publish_words()


def is_interface(node: Node) -> bool:
    """Whether there are narrower kinds of it."""
    return bool(MODEL.children(node))


def type_name(node: Node) -> str:
    """The name of its type: its label, or with Term where a word of the vocabulary has that name already."""
    return f"{node.label}Term" if node.label in WORDS else node.label


def object_name(node: Node) -> str:
    """The name of the object type of what has no narrower kind than this."""
    if not is_interface(node):
        return type_name(node)
    return f"Other{node.label}" if node.paths else object_name(MODEL.children(node)[0])


def singular(node: Node) -> str:
    """The name of the field that gives one of the kind."""
    return node.label[0].lower() + node.label[1:]


def all_name(node: Node) -> str:
    """What the list of the whole label is called, in the names of types."""
    return f"All{node.plural[0].upper()}{node.plural[1:]}"


def edge_name(rel: Rel, forward: bool) -> str:
    """What edges of the relation are called, seen from that end, in the names of types: those that carry nothing of
    their own are told apart by what they lead to alone.
    """
    if not rel.props:
        return f"{type_name(far_end(rel, forward))}Linked"
    here, name = (rel.start, rel.forward) if forward else (rel.end, rel.reverse)
    return f"{here.label}{name[0].upper()}{name[1:]}"


OBJECT_NAMES = {node.label: object_name(node) for node in MODEL.nodes}
