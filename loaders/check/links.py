"""What the files say of each other: keys told twice, and names of rows that are not there."""

from collections import Counter

from loaders.check.findings import Finding, Findings, Row, Tables
from loaders.check.shape import TABLES


def check_keys(tables: Tables) -> Findings:
    """Keys that two rows of a file share."""
    for name, rows in tables.items():
        counts = Counter(tuple(row[column] for column in TABLES[name].key) for row in rows)
        for key in (key for key, count in counts.items() if count > 1):
            yield Finding(f"{name}.csv", 0, f"key twice: {' '.join(key)}")


def check_references(tables: Tables) -> Findings:
    """Cells that name a row of another file which is not there."""
    for name, rows in tables.items():
        for column, targets in TABLES[name].references.items():
            known = set().union(*(keys(tables, target) for target in targets))
            for row in rows:
                for value in row.items(column):
                    if value not in known:
                        yield row.says(f"{column}: {value} is not in {' or '.join(targets)}")


def check_names(tables: Tables) -> Findings:
    """Names of entities that are not there, or that are their title already."""
    titles = entities(tables)
    for row in tables["names"]:
        if row["id"] not in titles:
            yield row.says(f"id: {row['id']} is no nation, organization, authority or agreement here")
        elif row["name"] in titles[row["id"]]:
            yield row.says(f"name: {row['id']} is called {row['name']!r} in its own row already")


def keys(tables: Tables, name: str) -> set[str]:
    """What the first key column of a file holds."""
    return {row[TABLES[name].key[0]] for row in tables[name]}


def entities(tables: Tables) -> dict[str, tuple[str, ...]]:
    """The names that rows give to what they are about, by the id that it has in the graph."""

    def told(name: str, prefix: str, *columns: str) -> dict[str, tuple[str, ...]]:
        return {prefix + _key(row): tuple(row[column] for column in columns) for row in tables[name]}

    return {
        **told("nations", "nation/", "name", "iso2", "iso3"),
        **told("stakeholders", "org/", "name", "short_name"),
        **told("authorities", "", "citation"),
        **told("acsas", "agreement/", "instrument_no"),
        **told("mous", "agreement/", "short_name"),
        **told("wsps", "agreement/", "name"),
    }


def _key(row: Row) -> str:
    return row[TABLES[row.file.removesuffix(".csv")].key[0]]
