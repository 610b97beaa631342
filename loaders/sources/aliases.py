"""Names that are taught here, one a line: what they stand for must be certain, and nothing else may have the name."""

from loaders.core import SOURCED, Emitted, Loader, Record
from loaders.naming import Names
from schema.entity import NAME, NAMES
from schema.errors import RowError
from schema.props import digest

KIND = "taught"


def parse(record: Record, names: Names) -> Emitted:
    """The name, and what it stands for. Raises RowError where it already means, or may mean, something else."""
    name, entity = record.pop("name"), names.one(record.pop("id"), "id")
    if reason := taken(name, entity, names):
        raise RowError(reason, remedy="teach a name that means nothing else", field="name", value=name)
    row = NAME.row(id=f"name/{KIND}/{digest(entity, name)}", title=name, kind=KIND)
    yield row
    yield NAMES.link(row.id, entity)


def taken(name: str, entity: str, names: Names) -> str:
    """Why the name cannot stand for the thing; '' where it can."""
    if stranger := names.index.stranger(name):
        return stranger.reason
    meant = [match for match in names.index.resolve(name) if match.is_exact]
    others = [match.id for match in meant if match.id != entity]
    if others:
        return f"{name!r} already means {' or '.join(others)}"
    return ""


LOADERS = (
    Loader(
        name="aliases",
        doc="Names taught here, with accord alias add.",
        columns=("id", "name", *SOURCED),
        emits=(NAME, NAMES),
        parse_names=parse,
        tolerance=1.0,
    ),
)
