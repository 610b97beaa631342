"""The query library: each `.cypher` file is one question, told by its header, under the name of its file."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from queries.header import split
from queries.query import INNER, Example, Param, Query
from queries.types import Type
from schema.errors import NotFound, QueryFileError
from schema.near import near

FOLDER = Path(__file__).parent
TAKES = ("question", "params", "returns", "example", "bounded")
PARAM_TAKES = ("type", "doc", "default")
COLUMN_TAKES = ("type", "doc")


class Library(Mapping[str, Query]):
    """Queries by name, each read from its file when it is first asked for."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._read: dict[str, Query] = {}

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """The files by name, in the order of their folders. Raises QueryFileError where two have the same name."""
        found: dict[str, Path] = {}
        for path in sorted(self._folder.glob("*/*.cypher")):
            if path.stem in found:
                where = f"{found[path.stem].parent.name}/{path.name} and {path.parent.name}/{path.name}"
                raise QueryFileError(f"two queries are called {path.stem}", where, "rename one of them")
            found[path.stem] = path
        return found

    def __getitem__(self, name: str) -> Query:
        if name not in self._read:
            path = self.files[name]
            self._read[name] = read(path.read_text(encoding="utf-8"), path.parent.name, name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)

    def find(self, name: str) -> Query:
        """The query of that name. Raises NotFound, with the names nearest to it, where there is none."""
        if name in self:
            return self[name]
        likely = near(name, (each for each, path in self.files.items() if path.parent.name not in INNER))
        remedy = f"try {', '.join(likely)}" if likely else "accord query lists them"
        raise NotFound(f"there is no query {name}", remedy=remedy)


def read(text: str, family: str, name: str) -> Query:
    """The query that a file tells. Raises QueryFileError where its header is not understood."""
    where = f"queries/{family}/{name}.cypher"
    told, cypher = split(text, where)
    try:
        _only(told, TAKES)
        params = {str(key): _param(value) for key, value in (told.get("params") or {}).items()}
        columns = {str(key): _column(value) for key, value in told["returns"].items()}
        returns = {key: Type.parse(value["type"]) for key, value in columns.items()}
        docs = {key: value["doc"] for key, value in columns.items() if "doc" in value}
        example = _example(told["example"], params, returns) if "example" in told else None
        return Query(name, family, told["question"], params, returns, cypher, example, told.get("bounded", ""), docs)
    except KeyError as error:
        raise QueryFileError(f"the header lacks {error.args[0]}", where, "tell it") from None
    except (QueryFileError, ValueError, TypeError, AttributeError) as error:
        what = error.what if isinstance(error, QueryFileError) else str(error)
        raise QueryFileError(what, where, getattr(error, "remedy", "write it as the other files do")) from None


def _only(told: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in told:
        if key not in known:
            raise QueryFileError(f"{key} is not understood", remedy=f"tell {', '.join(known)}")


def _param(told: Mapping[str, Any]) -> Param:
    _only(told, PARAM_TAKES)
    return Param(Type.parse(told["type"]), told["doc"], told.get("default"))


def _column(told: str | Mapping[str, str]) -> Mapping[str, str]:
    if isinstance(told, str):
        return {"type": told}
    _only(told, COLUMN_TAKES)
    return told


def _example(told: Mapping[str, Any], params: Mapping[str, Param], returns: Mapping[str, Type]) -> Example:
    _only(told, ("params", "rows"))
    given = {key: params[key].type.read(value) for key, value in (told.get("params") or {}).items()}
    return Example(given, tuple(_row(row, returns) for row in told["rows"]))


def _row(told: Mapping[str, Any], returns: Mapping[str, Type]) -> Mapping[str, Any]:
    for key in told:
        if key not in returns:
            raise QueryFileError(f"the example has a column {key} that is not returned", remedy="take it out")
    return {column: type_.read(told.get(column)) for column, type_ in returns.items()}
