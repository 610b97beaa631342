"""YAML files as data in which every mapping knows the line on which it stands. What cannot be read is refused."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from loaders.core import Record
from loaders.encodings import bad_byte
from schema.errors import LoadRefused, RowError

TEXT = "tag:yaml.org,2002:str"


def read_yaml(path: Path) -> Any:
    """The data of a YAML file; every mapping is a Record that knows its line.

    Raises LoadRefused where it is empty, not UTF-8 or not YAML, or a mapping tells a key twice.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LoadRefused("the file is not UTF-8", bad_byte(path), "save it as UTF-8") from None
    loader = yaml.CSafeLoader(text)
    try:
        return _Building(loader, path.name).whole()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise LoadRefused(f"not YAML: {getattr(error, 'problem', error)}", path.name + line, "mend that line") from None
    except RecursionError:
        raise LoadRefused("its lists and mappings are nested too deep", path.name, "write them out flat") from None
    finally:
        loader.dispose()


class _Building:
    """What a YAML file says, built from the events of its parser: a tree of nodes in between takes twice the time."""

    def __init__(self, loader: Any, name: str) -> None:
        self._loader, self._name = loader, name
        self._anchors: dict[str, Any] = {}

    def whole(self) -> Any:
        """The one document of the file."""
        self._loader.get_event()
        if not isinstance(self._loader.get_event(), yaml.DocumentStartEvent):
            raise LoadRefused("the file is empty", self._name, "write what it is to say")
        told = self._value(self._loader.get_event())
        self._loader.get_event()
        after = self._loader.get_event()
        if not isinstance(after, yaml.StreamEndEvent):
            raise LoadRefused("a second document begins here", self._place(after), "put it into a file of its own")
        return told

    def _place(self, event: Any) -> str:
        return f"{self._name}:{event.start_mark.line + 1}"

    def _value(self, event: Any) -> Any:
        if isinstance(event, yaml.AliasEvent):
            return self._repeated(event)
        if event.anchor in self._anchors:
            what = f"the anchor {event.anchor!r} stands twice"
            raise LoadRefused(what, self._place(event), "give one of them another name")
        if isinstance(event, yaml.ScalarEvent):
            told = self._scalar(event)
            if event.anchor is not None:
                self._anchors[event.anchor] = told
            return told
        if event.anchor is not None:
            self._anchors[event.anchor] = event
        return self._list() if isinstance(event, yaml.SequenceStartEvent) else self._record(event)

    def _repeated(self, alias: yaml.AliasEvent) -> Any:
        if alias.anchor not in self._anchors:
            what = f"nothing is called {alias.anchor!r} before it is repeated"
            raise LoadRefused(what, self._place(alias), "write it out")
        told = self._anchors[alias.anchor]
        if isinstance(told, yaml.Event):  # a few of these can stand for more than any memory holds
            raise LoadRefused(
                "what stands here is repeated by an alias", self._place(told), "write it out in each place"
            )
        return told

    def _scalar(self, event: Any) -> Any:
        value, tag = event.value, event.tag
        if tag is None or tag == "!":
            tag = self._loader.resolve(yaml.ScalarNode, value, event.implicit)
        if tag == TEXT:
            return value
        return self._loader.construct_object(yaml.ScalarNode(tag, value, event.start_mark, event.end_mark), deep=True)

    def _list(self) -> list[Any]:
        told = []
        while not isinstance(event := self._loader.get_event(), yaml.SequenceEndEvent):
            told.append(self._value(event))
        return told

    def _record(self, start: yaml.MappingStartEvent) -> Record:
        record = Record({}, self._place(start))
        while not isinstance(event := self._loader.get_event(), yaml.MappingEndEvent):
            key = self._value(event)
            if not isinstance(key, str) or key in record:
                what = f"the key {key!r} stands twice" if isinstance(key, str) else f"the key {key!r} is no text"
                remedy = "leave one of them" if isinstance(key, str) else "put it in quotes"
                raise LoadRefused(what, self._place(event), remedy)
            record[key] = self._value(self._loader.get_event())
        return record


def placed(records: Iterable[Any], path: Path) -> Iterator[Record | RowError]:
    """The records of a list; whatever is no mapping is a RowError in its place."""
    for number, record in enumerate(records, 1):
        if isinstance(record, Record):
            yield record
        else:
            yield RowError(f"entry {number} is no mapping: {str(record)[:60]!r}", path.name, "write it as key: value")
