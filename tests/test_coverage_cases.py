"""The cases of the lawyers, with every change of theirs, on the files and on every engine."""

from functools import partial

from queries import LIBRARY
from queries.coverage.answer import facts_of, parameters, rules_of
from queries.coverage.evaluate import evaluate
from queries.coverage.facts import parties_of
from tests import world_from_files as world
from tests.cases import checks

CHECKS = tuple(checks())


def read(graph, name, params):
    return graph.read(LIBRARY[name].text, params)


def failing(answered):
    """What the answers say otherwise than the cases, by case."""
    return {check.name: faults for check in CHECKS if (faults := check.faults(answered(check)))}


def test_every_case_and_every_change_is_there():
    assert len(CHECKS) == 1328


def test_every_case_comes_to_its_verdict_for_its_reasons_on_the_files():
    facts, rules = world.facts(), world.rules()

    assert failing(lambda check: evaluate(check.request, check.world(facts), rules)) == {}


def test_every_case_comes_to_its_verdict_for_its_reasons_on_the_graph(loaded):
    rules = rules_of(read(loaded, "rules", {}))
    named = sorted({party for check in CHECKS for party in check.request.parties.values()})
    facts = facts_of(read(loaded, "facts", parameters(CHECKS[0].request) | {"parties": named}), CHECKS[0].request)

    assert failing(lambda check: evaluate(check.request, check.world(facts), rules)) == {}


def test_the_graph_tells_of_rules_and_parties_what_the_files_tell(loaded):
    rules, parties = rules_of(read(loaded, "rules", {})), sorted(world.parties())
    asked = {"parties": parties, "us": "nation/US", "year_from": "2025-10-01", "year_to": "2026-09-30", "shared": True}

    found = parties_of(read(loaded, "facts", asked))

    assert {name: bare(rule) for name, rule in rules.rules.items()} == {
        name: bare(rule) for name, rule in world.rules().rules.items()
    }
    assert rules.statements == world.rules().statements
    assert {name: told for name, told in rules.includes.items() if told} == {
        name: tuple(sorted(told)) for name, told in world.rules().includes.items() if told
    }
    assert {party: standing(told) for party, told in found.items()} == {
        party: standing(told) for party, told in world.parties().items()
    }


def bare(rule):
    """A rule without where it was read."""
    return rule.when, rule.then, rule.kinds, rule.under, rule.of, rule.lifts, rule.limit, rule.waits, rule.from_on


def standing(party):
    """What a party is, without where that is stated; lists of designations.csv tell what lists.yaml tells."""
    dated = [told for told in party.listings if "_" in told.list]
    return (
        party.classes,
        sorted((told.body, str(told.spell)) for told in party.memberships),
        sorted((told.list, str(told.spell), str(told.suspended), told.treated_as) for told in dated),
        sorted(map(partial(_pact), party.pacts), key=str),
    )


def _pact(told):
    days = told.signed_on, told.in_force_from, told.in_force_to, told.seen_on
    return told.id, sorted(told.kinds), told.status, days, str(told.us), str(told.party), told.us_is_member
