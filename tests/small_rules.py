"""Rules of a line each, and the one route that they make, on the bundled facts."""

from datetime import date

import yaml

from queries.coverage.evaluate import evaluate
from queries.coverage.facts import Facts
from queries.coverage.request import Request
from queries.coverage.result import Route
from queries.coverage.rulebase import Rules
from queries.coverage.rules import rule, statement
from schema.vocabulary import TransferKind
from tests import world_from_files as world

STATEMENTS = """
- {id: aa-presumed, asks: 'Is it so?', 'yes': It is so, 'no': It is not so, settled_by: asker, presume: 'no',
   basis: A reason}
- {id: decided, asks: 'Is it decided?', 'yes': It is decided, 'no': It is not decided, settled_by: official}
- {id: said, asks: 'Is it said?', 'yes': It is said, 'no': It is not said, settled_by: asker}
- {id: scoped, asks: 'Is it within it?', 'yes': It is, 'no': It is not, settled_by: asker, about: agreement}
- {id: zz-said, asks: 'Is it told?', 'yes': It is told, 'no': It is not told, settled_by: asker}
"""
GRANT = "{id: g, effect: grants, cite: usc/22/2778(a), plain: It may be sold., when: %s}"
BAR = "{id: bar, effect: prohibits, cite: usc/22/2778(b), plain: It is barred, when: %s}"
LIFT = "{id: %s, effect: lifts, lifts: [%s], cite: usc/22/2778(%s), plain: Not so, when: %s}"
ASKED = Request(recipient="nation/JP", on=date(2026, 1, 15), kinds=(TransferKind.EXPORT_LICENSE,))


def route(
    when: str, *others: str, asked: Request = ASKED, facts: Facts | None = None, kind: str = "export-license"
) -> Route:
    """The route of a grant of the kind that asks for this, beside the other rules."""
    every = {"kinds": [kind], "from": "1980-01-01", "confidence": "documented"}
    rows = [every | yaml.safe_load(text) for text in (GRANT % when, *others)]
    rules = Rules.of(map(rule, rows), map(statement, yaml.safe_load(STATEMENTS)))
    [found] = evaluate(asked, facts or world.facts(), rules).routes
    return found
