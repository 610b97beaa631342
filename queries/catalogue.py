"""README.md of the library: every question with what it takes and gives, made from the headers."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from queries.query import Param, Query

PAGE = Path(__file__).with_name("README.md")

HEAD = """# The query library

One question is one `.cypher` file, found by its name. This page is made by `python -m queries` from their headers.

- On the command line: `accord query nations-with-agreement kind=acsa`. In a graph browser: paste the file as it is.
- Over GraphQL it is a field of `library`: `{ library { nationsWithAgreement(kind: ACSA) { rows { title } } } }`.
- A parameter typed by a label, such as `Nation!`, takes the id of such a thing, or a name that stands for it and
  nothing else: `nation=japan`. A column typed so holds the id. `!` says that it must be given, or is never empty.
- A question about a day takes `as_of`. What is not known to begin later or to have ended counts as standing on that
  day; the state in which it was last seen, and when, is told beside it. Unknown is never reported as in force.
- Every example is true on the bundled facts, on both engines: the tests run it.

To ask something new, add a file: its header is checked against its Cypher, and its Cypher against the model.
"""


def page(library: Mapping[str, Query]) -> str:
    """The whole page, as Markdown."""
    asked = sorted((query for query in library.values() if not query.is_inner), key=lambda query: query.family)
    families = {family: sorted(group, key=_name) for family, group in groupby(asked, lambda query: query.family)}
    parts = [HEAD, *_contents(families)]
    for family, queries in families.items():
        parts += [f"## {family.capitalize()}\n", *map(_entry, queries)]
    inner = [query for query in library.values() if query.is_inner]
    return "\n".join([*parts, _inner(inner)])


def _name(query: Query) -> str:
    return query.name


def _contents(families: Mapping[str, Iterable[Query]]) -> Iterator[str]:
    for family, queries in families.items():
        yield f"**{family.capitalize()}**\n"
        yield "\n".join(f"- [{query.name}](#{query.name}): {query.question}" for query in queries) + "\n"


def _entry(query: Query) -> str:
    params = "".join(_param(name, param) for name, param in query.params.items())
    columns = ", ".join(f"`{name}` {type_}" for name, type_ in query.returns.items())
    parts = [f"### {query.name}\n", f"{query.question} [{_link(query)}]({_link(query)})\n"]
    if params:
        parts.append(f"| parameter | type | default | meaning |\n|---|---|---|---|\n{params}")
    bounded = f" {query.bounded}" if query.bounded else ""
    return "\n".join([*parts, f"Gives: {columns}.{bounded}\n", f"Example: `{_command(query)}`\n"])


def _command(query: Query) -> str:
    given = query.example.params if query.example else {}
    return shlex.join(["accord", "query", query.name, *(f"{name}={_word(value)}" for name, value in given.items())])


def _word(value: object) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


def _link(query: Query) -> str:
    return query.file.removeprefix("queries/")


def _param(name: str, param: Param) -> str:
    default = "" if param.default in (None, "") else f"`{param.default}`"
    return f"| `{name}` | {param.type} | {default} | {param.doc} |\n"


def _inner(queries: Iterable[Query]) -> str:
    lines = "\n".join(f"- [{_link(query)}]({_link(query)}): {query.question}" for query in sorted(queries, key=_name))
    return (
        f"## What programs ask\n\nThese feed the evaluator and the resolver; they are asked by no person.\n\n{lines}\n"
    )
