"""Other names of nations, organizations, agreements and authorities, as sources print them, one a line."""

from loaders.core import SOURCED, Emitted, Loader, Record
from schema.entity import NAME, NAMES
from schema.props import digest


def parse(record: Record) -> Emitted:
    """The name, and what it stands for."""
    entity, name = record.pop("id"), record.pop("name")
    row = NAME.row(id=f"name/{digest(entity, name)}", title=name, kind=record.pop("kind"))
    yield row
    yield NAMES.link(row.id, entity)


LOADERS = (
    Loader(
        name="names",
        source="facts/names.csv",
        doc="Other names of things, as sources print them.",
        columns=("id", "name", "kind", *SOURCED),
        emits=(NAME, NAMES),
        parse=parse,
    ),
)
