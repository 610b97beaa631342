"""The rules and the statements that they turn on, from the files of the families of law."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

from loaders.core import Emitted, Loader, Record
from loaders.rulebase import sections, shaped
from loaders.yamls import placed, read_yaml
from schema.core import Link, Origin
from schema.errors import LoadRefused, RowError
from schema.props import canonical
from schema.rules import (
    ASKS,
    DELEGATES_TO,
    GOVERNS,
    LIFTS,
    NARROWS,
    NEEDS,
    REFERS_TO,
    REFERS_TO_ITEM,
    RULE,
    UNDER,
)
from schema.terms import STATEMENT
from schema.vocabulary import ANY_KIND, TransferKind

SECTIONS = {"about", "statements", "rules"}


def _section(name: Literal["statements", "rules"], files: list[Path]) -> Iterator[Record | RowError]:
    what: Literal["statement", "rule"] = "statement" if name == "statements" else "rule"
    for path in files:
        if path.stem == "lists":
            continue
        told = read_yaml(path)
        if not isinstance(told, Record) or set(told) - SECTIONS:
            raise LoadRefused(
                f"a family has {', '.join(sorted(SECTIONS))} and nothing else", path.name, "mend the file"
            )
        entries = told.get(name) or ()
        if not isinstance(entries, list | tuple):
            raise LoadRefused(f"{name} is no list", path.name, "write each entry below it, after a dash")
        for record in placed(entries, path):
            entry = shaped(what, record, path) if isinstance(record, Record) else record
            if isinstance(entry, Record):
                entry["family"] = path.stem
            yield entry


def recognizes(section: str) -> Callable[[Path, bytes], bool]:
    """What tells whether a file is a family of law with that section."""
    return lambda path, _: section in (told := sections(path)) and told <= SECTIONS


def statements(files: list[Path]) -> Iterator[Record | RowError]:
    """The statements of all families."""
    return _section("statements", files)


def rules(files: list[Path]) -> Iterator[Record | RowError]:
    """The rules of all families."""
    return _section("rules", files)


def of_family(record: Record) -> Origin:
    """A statement is put in words by the rule base itself."""
    return Origin(f"Accord, rules on {record.pop('family').replace('-', ' ')}", "", "documented")


def of_law(record: Record) -> Origin:
    """A rule is stated in the law that it cites, unless it names a text that tells of it."""
    title = record.get("source") or record["cite"]
    return Origin(str(title), record.get("source_url", ""), record.get("confidence", ""))


def parse_statement(record: Record) -> Emitted:
    """The statement."""
    body, name = canonical(record), record.pop("id")
    yield STATEMENT.row(
        id=f"statement/{name}",
        title=record.pop("asks"),
        slug=name,
        yes=record.pop("yes"),
        no=record.pop("no"),
        settled_by=record.pop("settled_by"),
        presume=record.pop("presume", None),
        basis=record.pop("basis", None),
        about=record.pop("about", None),
        body=body,
    )


def parse_rule(record: Record) -> Emitted:
    """The rule, the authority under which it stands, the kinds it governs, and what it lifts, asks and needs."""
    family, told = record.pop("family"), dict(record)
    id, cite = f"rule/{record['id']}", record["cite"]
    authority, _, paragraph = cite.partition("(")
    authority, _, mark = authority.partition("#")
    yield RULE.row(
        id=id,
        title=record["plain"],
        family=family,
        effect=record["effect"],
        cite=cite,
        paragraph=f"({paragraph}" if paragraph else mark or None,
        from_on=record.get("from"),
        to_on=record.get("to"),
        before=record.get("before"),
        note=record.get("note"),
        body=canonical(told),
    )
    yield UNDER.link(id, authority.strip(), citation=cite)
    yield from _links(id, told)
    record.clear()


def _links(id: str, told: dict[str, Any]) -> Iterator[Link]:
    kinds = [kind.value for kind in TransferKind] if ANY_KIND in told["kinds"] else told["kinds"]
    yield from (GOVERNS.link(id, f"transfer-kind/{kind}") for kind in kinds)
    yield from (LIFTS.link(id, f"rule/{other}") for other in told.get("lifts", ()))
    yield from (NARROWS.link(id, f"rule/{other}") for other in told.get("of", ()))
    named = {(key, word) for part in ("when", "then") for key, word in _words(told.get(part))}
    named |= {(key, word) for wait in told.get("wait", ()) for key, word in _words(wait.get("when"))}
    named |= {("approved", told["notice"])} if "notice" in told else set()
    for key, word in sorted(named):
        if key == "says":
            yield ASKS.link(id, f"statement/{word}")
        elif key == "approved":
            yield NEEDS.link(id, f"approval/{word}")
        elif key == "item":
            yield REFERS_TO_ITEM.link(id, f"item/{word}")
        elif key == "in_list":
            yield REFERS_TO.link(id, f"designation/{word}")
    if "delegate" in told:
        yield DELEGATES_TO.link(id, f"org/{told['delegate']}")


def _words(condition: Any) -> Iterator[tuple[str, str]]:
    if isinstance(condition, list):
        for part in condition:
            yield from _words(part)
    elif isinstance(condition, dict):
        for key, value in condition.items():
            if key in ("says", "approved"):
                yield key, value
            elif key in ("item", "in_list"):
                yield from ((key, word) for word in value)
            else:
                yield from _words(value)


LOADERS = (
    Loader(
        name="statements",
        source="facts/rules/*.yaml",
        doc="Statements that no program can test, put as questions.",
        records=statements,
        recognizes=recognizes("statements"),
        origin=of_family,
        emits=(STATEMENT,),
        at_least={"Statement": 200},
        parse=parse_statement,
    ),
    Loader(
        name="rules",
        source="facts/rules/*.yaml",
        doc="What laws, regulations and policies say, in a form that a program can test.",
        records=rules,
        recognizes=recognizes("rules"),
        origin=of_law,
        emits=(RULE, UNDER, GOVERNS, LIFTS, NARROWS, ASKS, NEEDS, REFERS_TO, REFERS_TO_ITEM, DELEGATES_TO),
        at_least={"Rule": 600},
        parse=parse_rule,
    ),
)
