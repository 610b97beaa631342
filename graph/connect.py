"""The graph that the settings name: a Neo4j server, or else the embedded engine."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from graph.access import Access
from graph.client import AsyncGraph, Graph
from graph.embedded import open_engine
from graph.engine_folder import check_room, room
from graph.settings import Settings
from schema.errors import BadQuery, GraphUnavailable


@contextmanager
def access_to(settings: Settings, reader: bool = False) -> Iterator[Access]:
    """The way into the graph, as long as the block lasts; an embedded engine that nobody else uses ends with it."""
    if settings.graph_uri is not None:
        password = settings.graph_password.get_secret_value()
        yield Access(settings.graph_uri, settings.graph_user, password, settings.graph_database, reader)
        return
    with open_engine(settings.home, settings.engine_memory, settings.engine_port) as engine:
        try:
            yield engine.access(reader)
        except (BadQuery, GraphUnavailable) as error:
            if not (reader and isinstance(error, BadQuery)):  # a writer's statements are our own, and right
                check_room(settings.home, room(settings.home))  # an engine whose disk is full does not say so itself
            raise


@contextmanager
def connect(settings: Settings, reader: bool = False) -> Iterator[Graph]:
    """The graph, as long as the block lasts; a `reader` cannot write."""
    with access_to(settings, reader) as access, Graph(access) as graph:
        yield graph


@asynccontextmanager
async def connect_async(settings: Settings) -> AsyncIterator[AsyncGraph]:
    """The graph to read from without holding anybody up, as long as the block lasts."""
    with access_to(settings, reader=True) as access:
        async with AsyncGraph(access) as graph:
            yield graph
