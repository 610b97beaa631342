"""The words of the rules, from the vocabulary: kinds of transfer, items, purposes, funding, payments, approvals."""

from collections.abc import Iterator
from pathlib import Path

from loaders.core import Emitted, Loader, Record
from schema.core import Node, Origin
from schema.errors import LoadRefused, RowError
from schema.rules import GIVEN_BY
from schema.terms import APPROVAL_KIND, BROADER, FUNDING_KIND, ITEM_CATEGORY, PAYMENT_FORM, PURPOSE, TRANSFER_KIND
from schema.wordlist import FILE
from schema.words import TERMS

ABOUT = Origin("Accord, vocabulary of transfers", "", "documented")
KINDS: dict[str, tuple[str, Node]] = {
    "kinds": ("transfer-kind", TRANSFER_KIND),
    "items": ("item", ITEM_CATEGORY),
    "purposes": ("purpose", PURPOSE),
    "funding": ("funding", FUNDING_KIND),
    "payments": ("payment", PAYMENT_FORM),
    "approvals": ("approval", APPROVAL_KIND),
}


def records(files: list[Path]) -> Iterator[Record | RowError]:
    """A record for each word. The file itself was read when the program started: a new word is a new release."""
    if [path.resolve() for path in files] != [FILE.resolve()]:
        raise LoadRefused("the vocabulary is part of the program", str(files[0]), "change schema/vocabulary.toml")
    for list_, (path, _) in KINDS.items():
        for word, term in TERMS[list_].items():
            values = {"list": list_, "id": f"{path}/{word}", "slug": word, "term": term}
            yield Record(values, f"{FILE.name}: {list_}.{word}")


def parse(record: Record) -> Emitted:
    """The word, the broader words, and who gives the approval."""
    term, (_, node) = record.pop("term"), KINDS[record.pop("list")]
    values: dict[str, object] = {"title": term.plain, "slug": record.pop("slug")}
    if node is TRANSFER_KIND:
        values["complete"] = term.complete
    if node is APPROVAL_KIND:
        values |= {"form": term.form, "approval_class": term.given}
    row = node.row(id=record.pop("id"), **values)
    yield row
    for broader in term.broader:
        yield BROADER.link(row.id, f"item/{broader}")
    if term.by:
        yield GIVEN_BY.link(row.id, f"org/{term.by}")


LOADERS = (
    Loader(
        name="terms",
        source="../schema/vocabulary.toml",
        doc="The words in which rules and requests speak.",
        records=records,
        origin=lambda _: ABOUT,
        emits=(*(node for _, node in KINDS.values()), BROADER, GIVEN_BY),
        at_least={"TransferKind": 50, "ItemCategory": 40, "ApprovalKind": 30},
        tolerance=1.0,
        parse=parse,
    ),
)
