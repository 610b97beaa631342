"""Records become rows and links; a record that does not make sense is refused whole, the others go on."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from graph.facts import Facts, Place
from loaders.core import LeftOut, Loader, Read, Record
from loaders.naming import Names
from schema.core import Link, Row
from schema.errors import LoadRefused, RowError
from schema.props import ungrouped

MOST_REFUSED = 50_000
"""Records of a file that may be refused: one with more is not what it is taken for."""


@dataclass
class Gathered:
    """What a file says, which record said what, and what was refused; `yielded` counts what a source of a higher rank
    tells, `left_out` by reason the records that are left out on purpose; `rests_on` are the runs to which links were
    left that they had told alike.
    """

    facts: Facts = field(default_factory=Facts)
    refused: list[RowError] = field(default_factory=list)
    read: int = 0
    yielded: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    rests_on: set[str] = field(default_factory=set)

    @property
    def rows(self) -> Mapping[str, Row]:
        """The rows by id."""
        return self.facts.rows

    @property
    def links(self) -> Mapping[str, Link]:
        """The links by key."""
        return self.facts.links

    def refuse(self, error: RowError) -> None:
        """Notes a record that is refused. Raises LoadRefused where there are too many of them."""
        self.refused.append(error)
        if len(self.refused) > MOST_REFUSED:
            first = self.refused[0]
            what = f"more than {MOST_REFUSED:,} records are refused, the first because {first.what}"
            raise LoadRefused(what, first.where, f"see that the file is what it is taken for; {first.remedy}")

    def take_back(self, place: Place, error: RowError) -> None:
        """Refuses the record at that place after all, with everything that it said."""
        error.where = place.where
        self.facts.drop_record(place.record)
        self.refuse(error)

    def yield_to(self, id: str, types: Collection[str]) -> None:
        """Leaves the node, and the links of these types that start at it, to a source that knows better."""
        self.facts.run("CREATE INDEX IF NOT EXISTS by_start ON fact (start)")
        links = self.facts.run("SELECT key, kind FROM fact WHERE start = ?", (id,)).fetchall()
        for key in (id, *(key for key, kind in links if self.facts.kind(kind).type in types)):
            self.facts.drop("key = ?", key)
        self.yielded += 1

    def leave_link(self, key: str) -> None:
        """Leaves the link to a source that tells it too."""
        self.facts.drop("key = ?", key)
        self.yielded += 1


def gather(loader: Loader, records: Iterable[Read], names: Names | None = None) -> Gathered:
    """What the records say, and those that were refused."""
    found = Gathered()
    for record in records:
        found.read += 1
        if isinstance(record, RowError):
            found.refuse(record)
            continue
        if isinstance(record, LeftOut):
            found.left_out[record.reason] += 1
            continue
        try:
            _add(found, Place(found.read, record.place), _facts(loader, record, names))
        except LeftOut as left:
            found.left_out[left.reason] += 1
        except RowError as error:
            error.where = error.where or record.place
            found.refuse(error)
    found.facts.keep()
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


def _add(found: Gathered, place: Place, told: Iterable[Row | Link]) -> None:
    said: dict[str, Row | Link] = {}
    for fact in told:
        key = fact.id if isinstance(fact, Row) else fact.key
        earlier = said.get(key) or found.facts.get(key)
        if earlier is None or _only_named(earlier, fact):
            said[key] = fact
        elif not (isinstance(fact, Row) and fact.shared) and not _alike(earlier, fact):
            other = None if key in said else found.facts.place(key)
            raise _contradiction(key, earlier, fact, f"at {other.where}" if other else "in the same record")
    for fact in said.values():
        found.facts.add(fact, place)


def _only_named(earlier: Row | Link, fact: Row | Link) -> bool:
    """Whether what was told earlier only named what this one tells."""
    return isinstance(fact, Row) and isinstance(earlier, Row) and earlier.shared and not fact.shared


def _alike(one: Row | Link, other: Row | Link) -> bool:
    """Whether both tell the same, be it out of two sources, such as a notice that was printed again."""
    return one.fingerprint == other.fingerprint or (_kind(one) == _kind(other) and one.props == other.props)


def _kind(fact: Row | Link) -> str:
    return fact.node.label if isinstance(fact, Row) else fact.rel.type


def _contradiction(key: str, one: Row | Link, other: Row | Link, where: str) -> RowError:
    names = {*one.props, *other.props}
    differ = sorted(name for name in names if one.props.get(name) != other.props.get(name)) or ["what it is"]
    return RowError(
        f"{key} is told twice, differently: {', '.join(differ)}",
        remedy=f"leave one of them; the other stands {where}",
        field=differ[0],
        value=key,
    )


def dollars(cell: str | None, name: str) -> Decimal | None:
    """The amount in US dollars, None where the cell is empty. Raises RowError where it is no number."""
    if cell is None:
        return None
    try:
        amount = Decimal(ungrouped(cell))
    except ArithmeticError:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise RowError(
            f"{name}: {cell!r} is not an amount", remedy="write dollars as 1250000.50", field=name, value=cell
        )
    return amount
