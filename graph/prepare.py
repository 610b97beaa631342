"""A graph made ready to be written: constraints, indexes, full text, and whether this program may write it at all."""

from graph.client import Graph
from graph.ddl import FULL_TEXT, constraints, indexes
from graph.dialect import FullText
from graph.locks import wait_until
from graph.reads import VERSION
from schema import FORMAT
from schema.errors import GraphUnavailable
from schema.props import digest

INDEX = FullText(FULL_TEXT, "Entity", ("search",))
PREPARED = "MATCH (v:DataVersion {id: 'data'}) RETURN v.prepared AS prepared"
MARK = (
    "MERGE (v:DataVersion {id: 'data'}) SET v.prepared = $mark, v.version = coalesce(v.version, 0),"
    " v.format = coalesce(v.format, $format)"
)
FILL_SECONDS = 600.0
"""How long new indexes are waited for: until then lists are read whole, and full text keeps whoever asks waiting."""


def prepare(graph: Graph) -> None:
    """Makes the graph ready, once for each set of declarations, whoever else does so at the same time.

    Raises GraphUnavailable where another Accord wrote it in a shape that this one does not know, EngineError where
    another does not finish making it ready.
    """
    check_format(graph)
    with graph.alone():
        _prepare(graph)


def _prepare(graph: Graph) -> None:
    mark = digest(*constraints(), *graph.dialect.indexes(indexes()), *graph.dialect.fulltext(INDEX))
    prepared = [row["prepared"] for row in graph.read(PREPARED)]
    if prepared == [mark]:
        return
    graph.define(*constraints())
    # What is there already is put into each new index: one at a time takes little memory.
    graph.define_indexes(indexes(), at_once=not prepared)
    graph.define_fulltext(INDEX)
    if (unready := graph.dialect.unready) is not None:
        wait_until(lambda: not graph.read(unready), FILL_SECONDS)
    graph.write(lambda tx: tx.run(MARK, {"mark": mark, "format": FORMAT}))


def check_format(graph: Graph) -> None:
    """Nothing, where the graph is new or in the shape that this program knows. Raises GraphUnavailable otherwise."""
    found = [row["format"] for row in graph.read(VERSION)]
    if found and found[0] not in (None, FORMAT):
        age = "a newer" if found[0] > FORMAT else "an older"
        raise GraphUnavailable(
            f"{age} Accord wrote this graph (format {found[0]}, here {FORMAT})",
            remedy="use the Accord that wrote it, or load your files into an empty database",
        )
