"""The answer to a coverage question, from a request, facts and rules alone: pure, without a graph."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial

from queries.coverage.explain import explain
from queries.coverage.facts import Facts, Pact
from queries.coverage.formula import Form
from queries.coverage.judge import judge
from queries.coverage.opening import would_open
from queries.coverage.readings import Reading
from queries.coverage.request import Request
from queries.coverage.result import VERDICTS, Changes, Coverage, Explanation, Judgement, KindVerdict, Route
from queries.coverage.rulebase import Rules
from queries.coverage.truth import FALSE
from schema.vocabulary import TransferKind, Verdict

KINDS = tuple(TransferKind)
ALONE: Sequence[Pact | None] = (None,)
"""No agreement: a grant that needs none, or one for which there is none on record."""


def evaluate(request: Request, facts: Facts, rules: Rules) -> Coverage:
    """The coverage of a transfer: its routes with their verdicts; why, and what would open them, when that is read."""
    reading = Reading(request, facts, rules)
    kinds = tuple(dict.fromkeys(request.kinds)) or KINDS
    routes = {kind: [*_routes(reading, kind)] for kind in kinds}
    by_kind = tuple(_of_kind(kind, routes[kind]) for kind in kinds)
    return Coverage(
        verdict=min({told.verdict for told in by_kind}, key=VERDICTS.index),
        strict=min({told.strict for told in by_kind}, key=VERDICTS.index),
        by_kind=by_kind,
        recipient=request.recipient,
        on=request.on,
        routes=_ordered(routes),
        read_at=facts.read_at,
        revision=facts.revision,
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A route that was judged: all that is needed to explain it."""

    reading: Reading
    form: Form
    pact: Pact | None
    judgement: Judgement

    def explain(self) -> Explanation:
        """Why it has its verdict."""
        return explain(self.reading, self.form, self.pact, self.judgement)

    def would_open(self) -> Changes:
        """What would open it."""
        return would_open(self.reading, self.form, self.pact, self.judgement)


def _routes(reading: Reading, kind: TransferKind) -> Iterator[Route]:
    """The routes of a kind: each grant, with each agreement on which it may rely."""
    for form in reading.rules.book.forms[kind]:
        for pact in _pacts(reading, form) if form.relies is not None else ALONE:
            told = _judged(reading, form, pact)
            yield Route(told, form.ground, pact.id if pact else None, partial(Judged, reading, form, pact, told))


def _pacts(reading: Reading, form: Form) -> Sequence[Pact | None]:
    """The agreements to try: those that may be in force, else the last that ended, else none."""
    fitting = [pact for pact in reading.pacts if not form.grant.agreement.isdisjoint(pact.kinds)]
    alive = [pact for pact in fitting if reading.in_force(pact) != FALSE]
    return alive or sorted(fitting, key=_ended)[-1:] or ALONE


def _ended(pact: Pact) -> tuple[str, str]:
    return pact.in_force_to or pact.in_force_from or pact.signed_on or "", pact.id


def _judged(reading: Reading, form: Form, pact: Pact | None) -> Judgement:
    """The worst judgement of all items; without presumptions the worst of those."""
    items, rules, era = reading.items, reading.rules, reading.era
    if len(items) == 1:
        return judge(rules, form, reading.states(form, items[0], pact), items[0], era)
    each = [judge(rules, form, reading.states(form, item, pact), item, era) for item in items]
    worst = max(each, key=lambda told: told.rank)
    strict = max((told.strict for told in each), key=VERDICTS.index)
    return Judgement(worst.verdict, strict, worst.closed_because, worst.waiver_only)


def _of_kind(kind: TransferKind, routes: list[Route]) -> KindVerdict:
    """The best verdict of the routes of a kind; without a route it is closed, or a gap where not all is collected."""
    if not routes:
        return _kind_verdict(kind, *[VERDICTS.index(Verdict.CLOSED if kind.complete else Verdict.UNDETERMINED)] * 2)
    first = routes[0].judgement.rank
    if len(routes) == 1:
        return _kind_verdict(kind, first[0], first[-1])
    ranks = [route.judgement.rank for route in routes]
    return _kind_verdict(kind, min(ranks)[0], min([rank[-1] for rank in ranks]))


@cache
def _kind_verdict(kind: TransferKind, verdict: int, strict: int) -> KindVerdict:
    return KindVerdict(kind, VERDICTS[verdict], VERDICTS[strict])


def _ordered(routes: Mapping[TransferKind, list[Route]]) -> tuple[Route, ...]:
    """The routes, the best first, then by kind, grant (the more general first) and agreement; those of a kind are in
    that order already.
    """
    ranked: dict[tuple[int, bool, bool, int], list[Route]] = {}
    for kind in sorted(routes):
        for route in routes[kind]:
            ranked.setdefault(route.judgement.rank, []).append(route)
    return tuple(route for rank in sorted(ranked) for route in ranked[rank])
