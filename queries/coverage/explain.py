"""Why a route has its verdict: findings by rule, what is needed, what is not known, what was presumed, and the path."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from queries.coverage.facts import Pact
from queries.coverage.findings import Findings
from queries.coverage.formula import Form
from queries.coverage.judge import judge
from queries.coverage.paths import path
from queries.coverage.readings import Reading
from queries.coverage.result import Explanation, Finding, Json, Judgement, Step
from queries.coverage.search import GAPS
from queries.coverage.truth import NEEDS
from schema.vocabulary import ItemCategory, Verdict

Told = TypeVar("Told", Finding, Step)


def explain(reading: Reading, form: Form, pact: Pact | None, told: Judgement) -> Explanation:
    """The explanation of a route that was judged so: by the items that gave it its verdict."""
    return _Explainer(reading, form, pact, told).explanation()


class _Explainer:
    def __init__(self, reading: Reading, form: Form, pact: Pact | None, told: Judgement) -> None:
        self.reading, self.form, self.pact, self.told = reading, form, pact, told
        self.items = reading.items
        self.parts = {item: Findings(reading, form, pact, item) for item in self.items if self._decides(item)}

    def _decides(self, item: ItemCategory | None) -> bool:
        states = self.reading.states(self.form, item, self.pact)
        return judge(self.reading.rules, self.form, states, item, self.reading.era).verdict is self.told.verdict

    def explanation(self) -> Explanation:
        proof = self.merged(lambda part: (*part.steps, *part.shown))
        return Explanation(
            findings=_flat(proof),
            needs=_once(self.merged(lambda part: part.unknowns(NEEDS))),
            gaps=_once(self.merged(lambda part: part.unknowns(GAPS))),
            reasons=_flat(self.merged(lambda part: part.reasons)),
            presumed=_once(self.merged(Findings.presumed)),
            proof=proof,
            residual=self.residual(),
            path=path(self.reading, self.form, self.pact),
        )

    def merged(self, told: Callable[[Findings], Iterable[Told]]) -> tuple[Told, ...]:
        """What is found for all items said once, the rest with the item for which it was found."""
        if len(self.items) == 1:
            return tuple(told(next(iter(self.parts.values()))))
        found: dict[Told, list[ItemCategory | None]] = defaultdict(list)
        for item, part in self.parts.items():
            for one in dict.fromkeys(told(part)):
                found[one].append(item)
        return tuple(each for one, items in found.items() for each in self._apart(one, items))

    def _apart(self, one: Told, items: list[ItemCategory | None]) -> Iterator[Told]:
        if len(items) == len(self.items):
            yield one
        else:
            yield from (_of(one, item) for item in items)

    def residual(self) -> Json:
        """What is left of the formula, for each item where there are several."""
        if self.told.verdict is Verdict.OPEN:
            return True
        left: dict[ItemCategory | None, list[Json]] = {item: part.residual() for item, part in self.parts.items()}
        if not any(left.values()):
            return False
        if len(self.items) == 1:
            return {"all": next(iter(left.values()))}
        return {"all": [{"item": item, "all": told} for item, told in left.items() if told]}


def _flat(steps: Iterable[Step]) -> tuple[Finding, ...]:
    """The findings of a proof, each rule followed by the exceptions tried."""
    found: list[Finding] = []
    for step in steps:
        found.append(step.finding)
        if step.steps:
            found += _flat(step.steps)
    return tuple(found)


def _of(told: Told, item: ItemCategory | None) -> Told:
    if isinstance(told, Step):
        return Step(replace(told.finding, item=item), tuple(_of(step, item) for step in told.steps))
    return replace(told, item=item)


def _once(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Each need, gap or presumption once, though it is worded alike for several."""
    return tuple({(told.plain, told.item): told for told in reversed(found)}.values())[::-1]
