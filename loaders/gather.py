"""Records become rows and links; a record that does not make sense is refused whole, the others go on."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from loaders.core import LeftOut, Loader, Read, Record
from loaders.naming import Names
from schema.core import Link, Row
from schema.errors import RowError


@dataclass
class Gathered:
    """What a file says: rows by id, links by key, which record said what, and what was refused; `yielded` counts what a
    source of a higher rank tells, `left_out` by reason the records that are left out on purpose.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    said: dict[str, list[str]] = field(default_factory=dict)
    refused: list[RowError] = field(default_factory=list)
    read: int = 0
    yielded: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def take_back(self, place: str, error: RowError) -> None:
        """Refuses the record at that place after all, with everything that it said."""
        for key in self.said.pop(place, []):
            self.rows.pop(key, None)
            self.links.pop(key, None)
            self.places.pop(key, None)
        self.refused.append(error)

    def yield_to(self, id: str, types: Collection[str]) -> None:
        """Leaves the node, and the links of these types that start at it, to a source that knows better."""
        links = [key for key, link in self.links.items() if link.start == id and link.rel.type in types]
        for key in (id, *links):
            self.rows.pop(key, None)
            self.links.pop(key, None)
            place = self.places.pop(key)
            self.said[place].remove(key)
        self.yielded += 1

    def leave_link(self, key: str) -> None:
        """Leaves the link to a source that tells it too."""
        self.links.pop(key)
        self.said[self.places.pop(key)].remove(key)
        self.yielded += 1


def gather(loader: Loader, records: Iterable[Read], names: Names | None = None) -> Gathered:
    """What the records say, and those that were refused."""
    found = Gathered()
    for record in records:
        found.read += 1
        if isinstance(record, RowError):
            found.refused.append(record)
            continue
        if isinstance(record, LeftOut):
            found.left_out[record.reason] += 1
            continue
        try:
            _add(found, record.place, _facts(loader, record, names))
        except LeftOut as left:
            found.left_out[left.reason] += 1
        except RowError as error:
            error.where = error.where or record.place
            found.refused.append(error)
    return found


def _facts(loader: Loader, record: Record, names: Names | None) -> list[Row | Link]:
    origin = loader.origin(record)
    if origin.confidence not in ("documented", "secondary", "general-knowledge"):
        raise RowError(
            f"confidence {origin.confidence!r} is none of documented, secondary, general-knowledge",
            record.place,
            "say how sure the fact is",
            field="confidence",
            value=origin.confidence,
        )
    facts = [fact if fact.origin else fact.stated(origin) for fact in loader.facts(record, names)]
    if record:
        field_, value = next(iter(record.items()))
        what = f"{field_} is not understood" + (f" (and {len(record) - 1} more fields)" if len(record) > 1 else "")
        raise RowError(what, record.place, "take it out, or teach the loader what it means", field_, str(value)[:200])
    return facts


def _add(found: Gathered, place: str, facts: list[Row | Link]) -> None:
    for fact in facts:
        _check_told_once(found, fact)
    for fact in facts:
        key = fact.id if isinstance(fact, Row) else fact.key
        if _only_named(found, fact):
            found.said[found.places[key]].remove(key)
            del found.rows[key]
        table: dict[str, Row] | dict[str, Link] = found.rows if isinstance(fact, Row) else found.links
        if key not in table:
            table[key] = fact  # type: ignore[assignment]
            found.places[key] = place
            found.said.setdefault(place, []).append(key)


def _only_named(found: Gathered, fact: Row | Link) -> bool:
    """Whether an earlier record only named what this one tells."""
    return isinstance(fact, Row) and not fact.shared and fact.id in found.rows and found.rows[fact.id].shared


def _check_told_once(found: Gathered, fact: Row | Link) -> None:
    earlier: Row | Link | None
    if isinstance(fact, Row):
        key, earlier = fact.id, found.rows.get(fact.id)
        if fact.shared or _only_named(found, fact):
            return
    else:
        key, earlier = fact.key, found.links.get(fact.key)
    if earlier is not None and earlier.fingerprint != fact.fingerprint:
        differ = sorted(
            name for name in {*earlier.props, *fact.props} if earlier.props.get(name) != fact.props.get(name)
        )
        raise RowError(
            f"{key} is told twice, differently: {', '.join(differ) or 'source'}",
            remedy=f"leave one of them; the other stands at {found.places[key]}",
            field=differ[0] if differ else "source",
            value=key,
        )


def dollars(cell: str | None, name: str) -> Decimal | None:
    """The amount in US dollars, None where the cell is empty. Raises RowError where it is no number."""
    if cell is None:
        return None
    try:
        amount = Decimal(cell.replace(",", ""))
    except ArithmeticError:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise RowError(
            f"{name}: {cell!r} is not an amount", remedy="write dollars as 1250000.50", field=name, value=cell
        )
    return amount
