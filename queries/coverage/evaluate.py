"""The answer to a coverage question, from a request, facts and rules alone: pure, without a graph."""

from collections.abc import Iterator
from functools import partial

from queries.coverage.explain import explain
from queries.coverage.facts import Facts, Pact
from queries.coverage.formula import Form
from queries.coverage.judge import RANK, Judgement, judge
from queries.coverage.opening import would_open
from queries.coverage.readings import Reading
from queries.coverage.request import Request
from queries.coverage.result import Coverage, KindVerdict, Route
from queries.coverage.rulebase import Rules
from queries.coverage.truth import FALSE
from schema.vocabulary import TransferKind, Verdict


def evaluate(request: Request, facts: Facts, rules: Rules) -> Coverage:
    """The coverage of a transfer: its routes with their verdicts; why, and what would open them, when that is read."""
    reading = Reading(request, facts, rules)
    kinds = tuple(dict.fromkeys(request.kinds)) or tuple(TransferKind)
    found = {kind: sorted(routes(reading, kind), key=order) for kind in kinds}
    by_kind = tuple(of_kind(kind, told) for kind, told in found.items())
    return Coverage(
        verdict=best(told.verdict for told in by_kind),
        strict=best(told.strict for told in by_kind),
        by_kind=by_kind,
        recipient=request.recipient,
        on=request.on,
        routes=tuple(sorted((route for told in found.values() for route in told), key=order)),
        read_at=facts.read_at,
        revision=facts.revision,
    )


def routes(reading: Reading, kind: TransferKind) -> Iterator[Route]:
    """The routes of a kind: each grant, with each agreement on which it may rely."""
    for form in reading.rules.book.forms[kind]:
        for pact in pacts(reading, form):
            yield route(reading, form, pact)


def pacts(reading: Reading, form: Form) -> list[Pact | None]:
    """The agreements to try: those that may be in force, else the last that ended, else none."""
    if not form.grant.agreement:
        return [None]
    fitting = [pact for pact in reading.pacts if pact.kinds & form.grant.agreement]
    alive = [pact for pact in fitting if reading.in_force(pact) != FALSE]
    return [*(alive or sorted(fitting, key=_ended)[-1:])] or [None]


def _ended(pact: Pact) -> tuple[str, str]:
    return pact.in_force_to or pact.in_force_from or pact.signed_on or "", pact.id


def route(reading: Reading, form: Form, pact: Pact | None) -> Route:
    """The route, judged for each item; the worst counts."""
    told = judged(reading, form, pact)
    return Route(
        verdict=told.verdict,
        strict=told.strict,
        kind=form.kind,
        grant=f"rule/{form.grant.id}",
        authority=form.grant.authority,
        agreement=pact.id if pact else None,
        closed_because=told.closed_because,
        waiver_only=told.waiver_only,
        explain=partial(explain, reading, form, pact, told),
        search=partial(would_open, reading, form, pact, told),
    )


def judged(reading: Reading, form: Form, pact: Pact | None) -> Judgement:
    """The worst judgement of all items; without presumptions the worst of those."""
    items = reading.request.items or (None,)
    each = [judge(reading.rules, form, reading.states(form, item, pact), item) for item in items]
    worst = max(each, key=lambda told: told.rank)
    strict = max((told.strict for told in each), key=RANK.__getitem__)
    return Judgement(worst.verdict, strict, worst.closed_because, worst.waiver_only)


def of_kind(kind: TransferKind, found: list[Route]) -> KindVerdict:
    """The best verdict of the routes of a kind; without a route it is closed, or a gap where not all is collected."""
    if not found:
        none = Verdict.CLOSED if kind.complete else Verdict.UNDETERMINED
        return KindVerdict(kind, none, none)
    return KindVerdict(kind, best(told.verdict for told in found), best(told.strict for told in found))


def best(verdicts: Iterator[Verdict]) -> Verdict:
    """The best of some verdicts."""
    return min(verdicts, key=RANK.__getitem__)


def order(told: Route) -> tuple[int, int, str, str, str]:
    """The order of routes: the best first, then by kind, grant and agreement."""
    return RANK[told.verdict], RANK[told.strict], told.kind, told.grant, told.agreement or ""
