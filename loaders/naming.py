"""Names as files print them, resolved to what the graph holds: certainly, or the record is refused with candidates."""

from collections.abc import Collection
from functools import cached_property

from graph.client import Graph
from queries import LIBRARY
from queries.resolver import LABELS, Index
from schema.errors import RowError, UnknownName

STAKEHOLDER = frozenset({"Nation", "Organization"})


class Names:
    """The resolver for one load; it is built when a record first asks."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: dict[tuple[str, frozenset[str]], str] = {}

    @cached_property
    def index(self) -> Index:
        """The names that the graph holds."""
        return Index.from_graph(lambda query, params: self._graph.read(LIBRARY[query].text, params))

    def one(self, text: str, field: str, kinds: Collection[str] = LABELS) -> str:
        """The id of what the text certainly means. Raises RowError, with the nearest names, where there is none."""
        asked = (text, frozenset(kinds))
        if asked not in self._found:
            try:
                self._found[asked] = self.index.one(text, asked[1])
            except UnknownName as error:
                remedy = f'{error.remedy}; or teach the name: accord alias add "{text}" ID'
                raise RowError(error.what, remedy=remedy, field=field, value=text) from None
        return self._found[asked]

    def stakeholder(self, text: str, field: str) -> str:
        """The id of the nation or organization that the text certainly means. Raises RowError where there is none."""
        return self.one(text, field, STAKEHOLDER)

    def nation(self, text: str, field: str) -> str:
        """The id of the nation that the text certainly means. Raises RowError where there is none."""
        return self.one(text, field, {"Nation"})
