"""From the options of `accord ask` to a question: words of the vocabulary, days, sums, answers."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from api.values import day, money, parsed
from queries.coverage.request import Answer
from schema.dates import Instant
from schema.errors import BadRequest, UsageError
from schema.near import near
from schema.props import ungrouped
from schema.vocabulary import ApprovalKind, Reply, ValueKind
from schema.words import Word

W = TypeVar("W", bound=Word)
T = TypeVar("T")
FEW = 12
"""So many words of a list are all told; of more, those near to what was written, if there are any."""


def word(kind: type[W], text: str) -> W:
    """The word of that closed list. Raises UsageError, with the words nearest to it, where there is none."""
    slug = text.strip().casefold().replace("_", "-").replace(" ", "-")
    known = [each.value for each in kind]
    if slug in known:
        return kind(slug)
    likely = known if len(known) <= FEW else near(slug, known, lambda each: kind(each).plain) or known
    what = f"{text!r} is no {re.sub('(?<=[a-z])(?=[A-Z])', ' ', kind.__name__).lower()}"
    raise UsageError(what, remedy=f"write one of {', '.join(likely)}")


def words(kind: type[W], texts: Iterable[str] | None) -> tuple[W, ...]:
    """The words of that closed list."""
    return tuple(word(kind, text) for text in texts or ())


def maybe(kind: type[W], text: str | None) -> W | None:
    """The word of that closed list, None where nothing is said."""
    return None if text is None else word(kind, text)


def understood(read: Callable[[str], T], text: str) -> T:
    """What is read of the text. Raises UsageError where it is not understood."""
    try:
        return read(text)
    except BadRequest as error:
        raise UsageError(error.what, error.where, error.remedy) from None


def on(text: str | None) -> date | None:
    """The day that somebody writes, None where nothing is said."""
    return None if text is None else understood(day, text)


def approvals(texts: Iterable[str] | None) -> list[tuple[ApprovalKind, date | None]]:
    """The approvals in hand, each with its day where that is told: `word` or `word=2026-01-15`."""
    told = (text.partition("=") for text in texts or ())
    return [(word(ApprovalKind, name), on(when or None)) for name, _, when in told]


def moment(text: str | None) -> Instant | None:
    """The moment that somebody writes, None where nothing is said."""
    return None if text is None else understood(_moment, text)


def _moment(text: str) -> Instant:
    return parsed(Instant, text, "a moment", "2026-11-22T18:00:00Z")


def sums(texts: Iterable[str] | None) -> tuple[tuple[ValueKind, Decimal], ...]:
    """The sums of money: `14000000` in all, or `contract=14000000`."""
    told = ((text if "=" in text else f"{ValueKind.TOTAL}={text}").partition("=") for text in texts or ())
    return tuple((word(ValueKind, name), understood(money, ungrouped(dollars))) for name, _, dollars in told)


def answers(texts: Iterable[str] | None) -> tuple[Answer, ...]:
    """The answers to statements: `statement=yes`, or `statement=yes@agreement/...` where it is about one agreement."""
    return tuple(_answer(text) for text in texts or ())


def _answer(text: str) -> Answer:
    statement, sign, told = text.partition("=")
    reply, _, about = told.partition("@")
    if not sign:
        raise UsageError(f"{text!r} is no answer", remedy="write statement=yes, statement=no or statement=cannot-say")
    return Answer(statement.strip(), word(Reply, reply), about or None)
