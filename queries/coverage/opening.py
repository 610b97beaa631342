"""What would open a route: the smallest sets of answers, approvals and waivers that do, the cheapest first."""

from collections.abc import Iterable

from queries.coverage.changes import Changer
from queries.coverage.facts import Pact
from queries.coverage.formula import NORMAL, Form
from queries.coverage.readings import Reading
from queries.coverage.result import Change, Changes, Judgement
from queries.coverage.search import SAYABLE, WAIVERS, Answers, Freedom, Goal, Search
from queries.coverage.slots import SILENT
from schema.vocabulary import Cost, Verdict

LEVELS = (Freedom(SAYABLE, SAYABLE), Freedom(SAYABLE | WAIVERS, SAYABLE | WAIVERS))
"""What may be changed: first what can be said or given as a matter of course, then waivers too."""
TOLD = 6
"""How many sets are told."""
STEPS = 2000
"""How far the search goes; where there is more, the best sets found are told."""

Price = tuple[int, int, int, int, int, int]
Said = frozenset[tuple[str, int]]
"""Answers by slot: what is said, and nothing else."""


def would_open(reading: Reading, form: Form, pact: Pact | None, told: Judgement) -> Changes:
    """The sets of changes, each enough by itself and none with a part to spare; none where it is open already."""
    if told.verdict is Verdict.OPEN:
        return ()
    return _Opening(reading, form, pact).changes()


class _Opening:
    def __init__(self, reading: Reading, form: Form, pact: Pact | None) -> None:
        self.goals: list[Goal] = []
        for item in reading.items:
            states = reading.states(form, item, pact)
            self.goals += [(clause.wants, states) for clause in form.clauses]
        self.reading = reading
        self.changer = Changer(reading, self.goals, pact)
        self.found: list[Said] = []
        self.left = STEPS

    def changes(self) -> Changes:
        """The sets, the cheapest first; waivers only where nothing else helps, and then the fewest."""
        for freedom in LEVELS:
            sets = self.sets(freedom)
            if sets:
                fewest = self.price(sets[0])[0]
                return tuple(self.told(said) for said in sets if self.price(said)[0] == fewest)
        return ()

    def sets(self, freedom: Freedom) -> list[Said]:
        """The cheapest sets of answers that open the route, none of which holds another."""
        self.found, self.left = [], STEPS
        search = Search(self.reading.rules.slots, freedom, NORMAL, self.changer.fixed, self.hopeless, self.changer.dear)
        for answers in search.solutions(self.goals):
            said = self.least(search, answers)
            if said is not None and not any(other <= said for other in self.found):
                kept = [other for other in self.found if not said < other]
                self.found = sorted([*kept, said], key=self.order)[:TOLD]
        return self.found

    def hopeless(self, answers: Answers) -> bool:
        """Whether what must be answered so far holds a set already found, or costs more than enough others."""
        self.left -= 1
        must = {name: bits for name, bits in answers.items() if not bits & SILENT}
        if self.left < 0 or any(all(must.get(name, 0) & bits for name, bits in said) for said in self.found):
            return True
        return len(self.found) == TOLD and self._price(must) > self.price(self.found[-1])

    def least(self, search: Search, answers: Answers) -> Said | None:
        """The answers that are needed, one for each slot; None where silence about the rest does not do."""
        said = {name: self.changer.choose(name, bits) for name, bits in answers.items() if not bits & SILENT}
        if not search.holds(self.goals, said):
            return None
        for name in sorted(said, key=self.changer.cost, reverse=True):
            rest = {other: bits for other, bits in said.items() if other != name}
            if search.holds(self.goals, rest):
                said = rest
        return frozenset(said.items())

    def price(self, said: Said) -> Price:
        """How many waivers, contradicted presumptions, parties of a kind, exceptions, acts and answers a set takes."""
        return self._price(name for name, _ in said)

    def _price(self, names: Iterable[str]) -> Price:
        told = list(names)
        costs = [self.changer.costs[name] for name in told]
        overturned, vague, claimed = (
            sum(map(test, told)) for test in (self.changer.overturns, self.changer.vague, self.changer.claims)
        )
        return costs.count(Cost.WAIVE), overturned, vague, claimed, costs.count(Cost.ACT), costs.count(Cost.ASK)

    def order(self, said: Said) -> tuple[Price, list[tuple[str, int]]]:
        """The cheapest first."""
        return self.price(said), sorted(said)

    def told(self, said: Said) -> tuple[Change, ...]:
        """The changes of a set, the cheapest first."""
        parts = sorted(said, key=lambda part: (self.changer.cost(part[0]), part[0]))
        return tuple(self.changer.change(name, bits) for name, bits in parts)
