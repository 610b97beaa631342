"""Notices to Congress of proposed government sales (AECA 36(b)), one a line."""

from loaders.core import SOURCED, Emitted, Loader, Record, items, slug
from loaders.gather import dollars
from loaders.notice_text import normal
from schema.cases import NOTICE_FOR_SYSTEM, NOTICE_IMPLEMENTED_BY, NOTICE_PURCHASED_BY, NOTIFICATION
from schema.errors import RowError
from schema.lifecycle import SYSTEM

DEPARTMENTS = {"Army": "org/army", "Navy": "org/navy", "Air Force": "org/af"}


def parse(record: Record) -> Emitted:
    """The notice, its purchaser, its military department and the systems that it names."""
    number = record.pop("transmittal_no")
    row = NOTIFICATION.row(
        id=f"notice/{normal(number)}",
        title=record.pop("title_in_own_words"),
        transmittal_no=number,
        purchaser_name=record.pop("purchaser_name"),
        total_value_usd=dollars(record.pop("total_value_usd", None), "total_value_usd"),
        mde_value_usd=dollars(record.pop("mde_value_usd", None), "mde_value_usd"),
        notified_on=record.pop("notified_on", None),
        prime_contractors=items(record.pop("prime_contractors", None)),
        federal_register_no=record.pop("federal_register_no", None),
        case_designator=record.pop("case_designator", None),
    )
    yield row
    if nation := record.pop("purchaser_iso2", None):
        yield NOTICE_PURCHASED_BY.link(row.id, f"nation/{nation}")
    if body := record.pop("purchaser_org", None):
        yield NOTICE_PURCHASED_BY.link(row.id, f"org/{body}")
    if agency := record.pop("implementing_agency", None):
        if agency not in DEPARTMENTS:
            what = f"implementing_agency {agency!r} is none of {', '.join(DEPARTMENTS)}"
            raise RowError(what, remedy="mend the name", field="implementing_agency", value=agency)
        yield NOTICE_IMPLEMENTED_BY.link(row.id, DEPARTMENTS[agency])
    for system in items(record.pop("systems", None)):
        yield SYSTEM.row(id=f"system/{slug(system)}", title=system)
        yield NOTICE_FOR_SYSTEM.link(row.id, f"system/{slug(system)}")


LOADERS = (
    Loader(
        name="notifications",
        source="facts/notifications.csv",
        doc="Notices to Congress of proposed sales: purchaser, values, systems.",
        columns=(
            *("transmittal_no", "purchaser_iso2", "purchaser_org", "purchaser_name", "title_in_own_words", "systems"),
            *("total_value_usd", "mde_value_usd", "implementing_agency", "case_designator", "notified_on"),
            *("prime_contractors", "federal_register_no", *SOURCED),
        ),
        emits=(NOTIFICATION, SYSTEM, NOTICE_PURCHASED_BY, NOTICE_IMPLEMENTED_BY, NOTICE_FOR_SYSTEM),
        at_least={"Notification": 590},
        parse=parse,
    ),
)
