"""The files of the rule base as they are written, with the line of each entry, and what YAML would misread in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LISTS = "lists.yaml"
READER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fast reader, where YAML has one here."""
MISREAD = {
    "tag:yaml.org,2002:bool": "YAML reads {} as true or false: write it in quotes",
    "tag:yaml.org,2002:timestamp": "YAML reads {} as a date of its own: write it in quotes",
    "tag:yaml.org,2002:null": "nothing stands here: leave the field out",
    "tag:yaml.org,2002:float": "{} is no whole number: write it in quotes, or as a whole number",
}
FLAGS = ("treated_as",)
"""The fields that are true or false indeed."""


@dataclass(frozen=True, order=True)
class Finding:
    """What is wrong: in which file and line, with which entry, and what to do."""

    file: str
    line: int
    id: str
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file else ""
        return f"{place}{f'{self.id}: ' if self.id else ''}{self.text}"


@dataclass(frozen=True)
class Entry:
    """A rule, a statement or a list, as written."""

    file: str
    line: int
    told: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Its name."""
        return str(self.told.get("id", ""))

    def finding(self, text: str) -> Finding:
        """A finding about it."""
        return Finding(self.file, self.line, self.id, text)


@dataclass(frozen=True)
class Family:
    """One body of law: its rules and its statements."""

    file: str
    sections: tuple[str, ...]
    rules: tuple[Entry, ...]
    statements: tuple[Entry, ...]


def families(folder: Path) -> tuple[Family, ...]:
    """The families of the folder."""
    return tuple(_family(path) for path in sorted(folder.glob("*.yaml")) if path.name != LISTS)


def lists(folder: Path) -> tuple[Entry, ...]:
    """The dated lists."""
    path = folder / LISTS
    tree, told = _read(path)
    lines = {key.value: key.start_mark.line + 1 for key, _ in tree.value} if tree is not None else {}
    return tuple(Entry(LISTS, lines[name], {"id": name, **entry}) for name, entry in (told or {}).items())


def _family(path: Path) -> Family:
    tree, told = _read(path)
    sections = tuple(map(str, told or {}))
    return Family(path.name, sections, _entries(path, tree, told, "rules"), _entries(path, tree, told, "statements"))


def _entries(path: Path, tree: Any, told: Any, section: str) -> tuple[Entry, ...]:
    nodes = next((value.value for key, value in tree.value if key.value == section), ()) if tree is not None else ()
    entries = (told or {}).get(section) or ()
    return tuple(
        Entry(path.name, node.start_mark.line + 1, entry)
        for node, entry in zip(nodes, entries, strict=True)
        if isinstance(entry, dict)
    )


def _read(path: Path) -> tuple[Any, Any]:
    text = path.read_text(encoding="utf-8")
    return yaml.compose(text, READER), yaml.load(text, READER)


def unquoted(folder: Path) -> Iterator[Finding]:
    """What YAML would take for something else than the word that is meant, and what is told twice."""
    for path in sorted(folder.glob("*.yaml")):
        yield from _misread(path.name, yaml.compose(path.read_text(encoding="utf-8"), READER))


def _misread(file: str, node: Any, field: str = "") -> Iterator[Finding]:
    if isinstance(node, yaml.MappingNode):
        yield from _twice(file, node)
        for key, value in node.value:
            yield from _misread(file, key)
            yield from _misread(file, value, str(key.value))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _misread(file, value)
    elif node is not None and node.tag in MISREAD and field not in FLAGS:
        yield Finding(file, node.start_mark.line + 1, "", MISREAD[node.tag].format(node.value))


def _twice(file: str, node: yaml.MappingNode) -> Iterator[Finding]:
    keys = [key.value for key, _ in node.value]
    for number, (key, _) in enumerate(node.value):
        if key.value in keys[:number]:
            yield Finding(file, key.start_mark.line + 1, "", f"{key.value} is told twice")
