"""How a finding about a rule is worded: by what the rule does, what it came to, and how surely."""

from queries.coverage.rules import Rule
from queries.coverage.truth import NO, UNSURE, YES
from schema.vocabulary import Effect, Wording

WORDINGS = {YES: Wording.IS, NO: Wording.IS_NOT, UNSURE: Wording.NOT_KNOWN}
FAILS = {
    Effect.GRANTS: "Does not reach this",
    Effect.NARROWS: "Not within reach",
    Effect.REQUIRES: "Not met",
    Effect.PROHIBITS: "Barred",
    Effect.LIFTS: "Exception not met",
    Effect.LIMITS: "Above the limit",
    Effect.NOTIFIES: "Notice or waiting time lacking",
}
HOLDS = {
    Effect.GRANTS: "Covered",
    Effect.NARROWS: "Lifted",
    Effect.REQUIRES: "Met",
    Effect.PROHIBITS: "Lifted",
    Effect.LIFTS: "Exception",
    Effect.LIMITS: "Within the limit",
    Effect.NOTIFIES: "Notified",
    Effect.PRICES: "Price",
    Effect.DELEGATES: "Exercised by others",
}
OPEN = {
    Effect.GRANTS: "Not known here whether this reaches it",
    Effect.NARROWS: "Not known here whether this takes it out of reach",
    Effect.REQUIRES: "Not known here whether this is met",
    Effect.PROHIBITS: "Not known here whether this bars it",
    Effect.LIFTS: "Not known here whether this exception holds",
    Effect.LIMITS: "Not known here whether this limit is kept",
    Effect.NOTIFIES: "Not known here whether this was done",
}


def wording(value: int, strictly: int) -> Wording:
    """How surely it is said: presumed where it would not hold without presumptions."""
    return WORDINGS[value] if value in (strictly, UNSURE) else Wording.PRESUMED


def plain(rule: Rule, value: int, strictly: int, applies: int) -> str:
    """The rule's own sentence, after what it came to."""
    if value == YES and applies == NO:
        told = "Does not apply"
    elif value == UNSURE:
        told = OPEN.get(rule.effect, "Not known here whether this applies")
    else:
        told = (HOLDS if value == YES else FAILS).get(rule.effect, "")
    return f"{told}{'' if value in (strictly, UNSURE) else ', as presumed'}: {rule.plain}"


def taken(sentence: str, basis: str) -> str:
    """A sentence that is taken to hold until told otherwise, with the reason for taking it so."""
    return f"Presumed: {sentence}." + (f" {basis.removesuffix('.')}." if basis else "")


def uncounted(rule: Rule) -> str:
    """Of a limit on what no request can name and no order tells: it is shown, and decides nothing."""
    return f"Not known here whether this limit is kept, and not counted: {rule.plain}"


def lacking(sentence: str) -> str:
    """What is not known, said as such."""
    return f"Not known here: {sentence}"
