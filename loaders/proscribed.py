"""The tables of 22 CFR 126.1(d): nations for which licences are denied, (d)(1), or denied but for a paragraph, (d)(2).

Both are read or neither, and each to its last row: whoever is missing in a table is taken to be on its list no more.
"""

import re
from collections.abc import Iterator, Sequence

from loaders.cfr import Table
from loaders.core import Emitted
from loaders.naming import Names
from schema.authorities import PRINTS
from schema.errors import RowError
from schema.stakeholders import LISTED_IN

SECTION = ("22", "126.1")
LISTS = {"(d)(1)": "designation/itar_126_1_d1", "(d)(2)": "designation/itar_126_1_d2"}
PARAGRAPH = re.compile(r"paragraph \(([a-z]{1,2})\)")
ANEW = "get the file anew, or load it when Accord reads tables of that form"


def listed(edition: str, on: str, tables: Sequence[Table], names: Names) -> Emitted:
    """That the edition prints the lists, and whom each has. Raises RowError where a table is not there or not clear."""
    for path, list_ in LISTS.items():
        yield PRINTS.link(edition, list_, seen_on=on)
        for nation, paragraph in _rows(path, tables):
            yield LISTED_IN.link(
                names.nation(nation, f"table {path}"), list_, seen_on=on, paragraph=paragraph and f"126.1({paragraph})"
            )


def _rows(path: str, tables: Sequence[Table]) -> Iterator[tuple[str, str | None]]:
    """The names in the table of the paragraph, and the paragraph that each refers to."""
    found = [[row for row in table.rows if any(row)] for table in tables if table.path == path]
    if len(found) != 1 or len(found[0]) < 2 or not found[0][0][0].casefold().startswith("countr"):
        what = f"22 CFR 126.1{path} has {len(found)} tables" if len(found) != 1 else "the table has no row of countries"
        raise RowError(what, remedy=ANEW, field=f"table {path}")
    header, *rows = found[0]
    for row in rows:
        paragraph = PARAGRAPH.search(row[-1]) if len(header) > 1 else None
        if len(row) != len(header) or not row[0] or (len(header) > 1 and paragraph is None):
            raise RowError("a row is not clear", remedy=ANEW, field=f"table {path}", value=" | ".join(row))
        yield row[0], paragraph[1] if paragraph else None
