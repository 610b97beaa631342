"""Nations, one a line, with their codes and the combatant command in whose area they lie."""

from loaders.core import SOURCED, Emitted, Loader, Record
from schema.stakeholders import IN_AREA_OF, NATION


def parse(record: Record) -> Emitted:
    """The nation, and the command of its area."""
    nation = NATION.row(
        id=f"nation/{record['iso2']}",
        title=record.pop("name"),
        iso2=record.pop("iso2"),
        iso3=record.pop("iso3"),
        dsca_code=record.pop("dod_country_code", None),
        region=record.pop("region", None),
        notes=record.pop("notes", None),
    )
    yield nation
    if command := record.pop("combatant_command", None):
        yield IN_AREA_OF.link(nation.id, f"org/{command.lower()}")


LOADERS = (
    Loader(
        name="nations",
        source="facts/nations.csv",
        doc="Nations with ISO and DSCA codes and combatant command.",
        columns=("iso2", "iso3", "name", "dod_country_code", "combatant_command", "region", "notes", *SOURCED),
        emits=(NATION, IN_AREA_OF),
        at_least={"Nation": 190},
        parse=parse,
    ),
)
