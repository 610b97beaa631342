"""What a client writes to ask for coverage, as GraphQL input types."""

from datetime import date
from decimal import Decimal

import strawberry

from api.asking import Asked
from api.declare import input, optional, told  # noqa: A004
from queries.coverage import request
from schema.dates import Instant
from schema.vocabulary import (
    ApprovalKind,
    Direction,
    FundingKind,
    ItemCategory,
    ItemOrigin,
    Operation,
    PaymentForm,
    Purpose,
    Reply,
    TransferKind,
    ValueKind,
)


@input
class Amount:
    """A sum of money that a law looks at."""

    of: ValueKind = told("Which sum.")
    usd: Decimal = told("US dollars.")


@input
class DatedApproval:
    """An approval in hand whose day is known, for waiting times."""

    approval: ApprovalKind = told("The approval, licence or notice.")
    on: date = told("The day on which it was given or sent.")


@input
class Answer:
    """An answer to the question of a statement."""

    statement: str = told("The statement, by its word: within-the-agreement-scope.")
    value: Reply = told("What is answered.")
    about: strawberry.ID | None = optional("The agreement of which it speaks.")
    source: str | None = optional("Who says so, or where it is written.")


@input
class TransferRequest:
    """A transfer, as whoever asks describes it. What is left out is unknown, never no."""

    recipient: str = told("Id, ISO code, name as a source prints it, or dsca:AT for a customer code.")
    direction: Direction | None = optional("Which way support flows; left out: as the kinds have it, else from the US.")
    kinds: list[TransferKind] | None = optional("Kinds of transfer; left out: all.")
    items: list[ItemCategory] | None = optional("What is transferred; each is narrower than its broader categories.")
    purpose: Purpose | None = optional("What it is for.")
    operation: Operation | None = optional("The operation that it serves.")
    funding: FundingKind | None = optional("Whose money pays.")
    payment: PaymentForm | None = optional("How it is paid back.")
    origin: ItemOrigin | None = optional("How the item first left the United States.")
    value_usd: Decimal | None = optional("Total value in US dollars.")
    mde_value_usd: Decimal | None = optional("Of it major defense equipment.")
    values: list[Amount] | None = optional("Other sums that a law looks at.")
    via: str | None = optional("Third country or body that supplies, repairs or contracts.")
    onward: str | None = optional("To whom the recipient passes it on.")
    agreement: strawberry.ID | None = optional("Rely on this agreement.")
    system: strawberry.ID | None = optional("For this system.")
    holder: str | None = optional("Who holds the item now.")
    place: str | None = optional("Country where it happens.")
    firm: str | None = optional("Nationality of the firm.")
    on: date | None = optional("The day that the question is about; left out: today.")
    known_at: Instant | None = optional("What the graph knew then; left out: what it knows now.")
    given: list[ApprovalKind] | None = optional("Approvals, licences, notices and determinations in hand.")
    notices: list[DatedApproval] | None = optional("The same with their day.")
    answers: list[Answer] | None = optional("What is known of statements that no program can test.")

    def asked(self) -> Asked:
        """The same, as commands ask it too."""
        lists = {
            "kinds": self.kinds,
            "items": self.items,
            "given": self.given,
            "values": [(each.of, each.usd) for each in self.values or ()],
            "notices": [(each.approval, each.on) for each in self.notices or ()],
            "answers": [request.Answer(**vars(each)) for each in self.answers or ()],
        }
        return Asked(**vars(self) | {name: tuple(values or ()) for name, values in lists.items()})
