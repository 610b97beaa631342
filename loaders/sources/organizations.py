"""Departments, agencies, commands, alliance bodies, companies and roles, with what they are part of."""

from loaders.core import SOURCED, Emitted, Loader, Record, items
from schema.stakeholders import ACTS_IN, ORGANIZATION, PART_OF


def parse(record: Record) -> Emitted:
    """The organization, its parents now and before, and the stages in which it acts."""
    row = ORGANIZATION.row(
        id=f"org/{record.pop('id')}",
        title=record.pop("name"),
        short_name=record.pop("short_name", None),
        kind=record.pop("kind"),
        classes=items(record.pop("classes", None)),
        role=record.pop("role_in_own_words", None),
    )
    yield row
    since, until = record.pop("parent_from", None), record.pop("parent_until", None)
    if parent := record.pop("parent_id", None):
        yield PART_OF.link(row.id, f"org/{parent}", from_on=since, to_on=until)
    if former := record.pop("former_parent_id", None):
        note = f"Until it came under its present parent{f' on {since}' if since else ''}; the last day is not given."
        yield PART_OF.link(row.id, f"org/{former}", notes=note, to_on=since)
    for stage in items(record.pop("lifecycle_stages", None)):
        yield ACTS_IN.link(row.id, f"stage/{stage}")


LOADERS = (
    Loader(
        name="organizations",
        source="facts/stakeholders.csv",
        doc="Organizations, what they are part of, and the stages in which they act.",
        columns=(
            *("id", "name", "short_name", "kind", "classes", "parent_id", "parent_from", "parent_until"),
            *("former_parent_id", "role_in_own_words", "lifecycle_stages", *SOURCED),
        ),
        emits=(ORGANIZATION, PART_OF, ACTS_IN),
        at_least={"Organization": 150},
        parse=parse,
    ),
)
