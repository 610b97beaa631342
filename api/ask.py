"""`accord ask`: which authority covers a transfer, under which agreement, on which conditions, and why."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from typer import Argument, Exit, Option

from api import options
from api.asking import NAMED, Asked, request, variables
from api.opinion import WIDTH, entities, opinion
from api.serving import read_code
from graph import console, reads
from graph.turns import Reads
from queries import LIBRARY
from queries.coverage import answer
from queries.coverage.request import Answer
from queries.coverage.result import Coverage
from queries.resolver import Index
from schema.errors import GraphUnavailable
from schema.vocabulary import (
    Direction,
    FundingKind,
    ItemCategory,
    ItemOrigin,
    Operation,
    PaymentForm,
    Purpose,
    TransferKind,
)
from schema.words import Word

Said = str | None
Several = list[str] | None
PRESUMED = "direction: from the United States, as presumed; --direction to-us asks of what the US gets"
TRIES = 20
"""How often a question is asked while loads change the data under it."""

QUESTION = Path(__file__).with_name("answer.graphql")


def ask(
    recipient: Annotated[str, Argument(help="Who gets it, or gives it to US forces: japan, JP, org/nspa, dsca:AT.")],
    kind: Annotated[Several, Option(help="Kind of transfer: acsa-transfer. Again for several; without it all.")] = None,
    item: Annotated[Several, Option(help="What is transferred: food. Again for several.")] = None,
    pay: Annotated[Said, Option(help="How it is paid back: cash.")] = None,
    on: Annotated[Said, Option(help="The day that the question is about: 2026-01-15. Without it today.")] = None,
    given: Annotated[Several, Option(help="An approval in hand: WORD, or WORD=2026-01-15. Again for several.")] = None,
    say: Annotated[Several, Option(help="An answer to a statement: STATEMENT=yes, no or cannot-say.")] = None,
    direction: Annotated[Said, Option(help="from-us or to-us.")] = None,
    purpose: Annotated[Said, Option(help="What it is for.")] = None,
    operation: Annotated[Said, Option(help="The operation that it serves.")] = None,
    funding: Annotated[Said, Option(help="Whose money pays: national-funds.")] = None,
    origin: Annotated[Said, Option(help="How the item first left the United States: fms.")] = None,
    value: Annotated[
        Several, Option(help="Dollars, in all: 14000000; or of a part: mde=2000000. Again for several.")
    ] = None,
    agreement: Annotated[Said, Option(help="Rely on this agreement.")] = None,
    system: Annotated[Said, Option(help="For this system, by its id.")] = None,
    via: Annotated[Said, Option(help="Third country or body that supplies, repairs or contracts.")] = None,
    onward: Annotated[Said, Option(help="To whom the recipient passes it on.")] = None,
    holder: Annotated[Said, Option(help="Who holds the item now.")] = None,
    place: Annotated[Said, Option(help="Country where it happens.")] = None,
    firm: Annotated[Said, Option(help="Nationality of the firm.")] = None,
    known_at: Annotated[Said, Option(help="What the graph knew at that moment: 2026-11-22T18:00:00Z.")] = None,
    explain: Annotated[bool, Option("--explain", help="Show every route with its whole proof.")] = False,
    json: Annotated[bool, Option("--json", help="Print the answer as GraphQL gives it.")] = False,
) -> None:
    """Ask which authority covers a transfer, under which agreement, on which conditions, and why."""
    dated = options.approvals(given)
    asked = Asked(
        recipient=recipient,
        kinds=options.words(TransferKind, kind),
        items=options.words(ItemCategory, item),
        payment=options.maybe(PaymentForm, pay),
        on=options.on(on),
        given=tuple(approval for approval, day in dated if day is None),
        notices=tuple((approval, day) for approval, day in dated if day is not None),
        answers=options.answers(say),
        direction=options.maybe(Direction, direction),
        purpose=options.maybe(Purpose, purpose),
        operation=options.maybe(Operation, operation),
        funding=options.maybe(FundingKind, funding),
        origin=options.maybe(ItemOrigin, origin),
        values=options.sums(value),
        agreement=agreement,
        system=system,
        via=via,
        onward=onward,
        holder=holder,
        place=place,
        firm=firm,
        known_at=options.moment(known_at),
    )
    if json:
        print_answer(asked)
        return
    with console.reading() as graph:
        meant, told = answered(asked, graph)
        ids = entities(told).union(meant.values())
        known = {row["id"]: row["props"] for row in graph.read(reads.nodes(), {"ids": sorted(ids)})}
    named = {name: str(known.get(id, {}).get("title", id)) for name, id in meant.items()}
    console.show(opinion(told, known, question(asked, named), explain), WIDTH)


def answered(asked: Asked, graph: Reads) -> tuple[dict[str, str], Coverage]:
    """The ids of the entities that are meant, by field, and the answer from this graph, all of it read at one version
    of the data.

    Raises GraphUnavailable where loads change them each time.
    """

    def read(name: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        return graph.read(LIBRARY[name].text, params)

    for _ in range(TRIES):
        before = graph.read(reads.VERSION, {})
        meant = request(asked, Index.from_graph(read).one, datetime.now(UTC).date())
        told = answer(read, meant)
        if graph.read(reads.VERSION, {}) == before:
            return {name: id for name in NAMED if (id := getattr(meant, name)) is not None}, told
    raise GraphUnavailable("the data change faster than they can be read", remedy="ask again in a moment")


def question(asked: Asked, named: Mapping[str, str]) -> str:
    """What was asked, in the words of the vocabulary, a line each, and which way is taken where none is said; `named`
    are the titles of the entities that are meant.
    """
    names = [each.name for each in fields(asked) if each.name not in ("recipient", "on")]
    told = ((name, named.get(name, getattr(asked, name))) for name in names)
    lines = [f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in told if value not in (None, ())]
    return "\n".join(lines if asked.kinds or asked.direction else (PRESUMED, *lines))


def _plain(value: object, between: str = "; ") -> str:
    match value:
        case Word():
            return value.plain
        case Decimal():
            return f"${value:,f}"
        case tuple():
            return between.join(_plain(each, " ") for each in value)
        case Answer():
            return f"{value.statement} {value.value}"
        case _:
            return str(value)


def print_answer(asked: Asked) -> None:
    """Prints the answer as GraphQL gives it; raises Exit where that is an error."""
    execute = read_code("api.local").execute  # it takes a second, which the page need not wait
    told = execute(QUESTION.read_text(encoding="utf-8"), {"request": variables(asked)})
    if "errors" in told:
        console.print_json(told)
        raise Exit(console.REFUSED)
    console.print_json(told["data"]["coverage"])
