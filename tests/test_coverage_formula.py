"""What a rule base is compiled to: what a leaf comes to, on what a form turns, and which rules have a part in it."""

import pytest
import yaml

from queries.coverage.formula import NORMAL, Leaf
from queries.coverage.rulebase import Rules
from queries.coverage.rules import rule, statement
from queries.coverage.truth import NO, UNSURE, YES, Ground, known, state
from schema.vocabulary import Direction, TransferKind
from tests.small_rules import BAR, GRANT, LIFT, STATEMENTS

KIND = TransferKind.EXPORT_LICENSE
SAID, TOLD = "{says: said}", "{says: zz-said}"
FLOWS = "{all: [{says: said}, {direction: %s}]}"
PRICED = "{id: price, effect: prices, cite: usc/22/2778(c), plain: It costs, when: %s}"


def book(*texts):
    """The rules of a line each, compiled; those that name no kinds are of one kind."""
    every = {"kinds": [KIND.value], "from": "1980-01-01", "confidence": "documented"}
    rows = [every | yaml.safe_load(text) for text in texts]
    return Rules.of(map(rule, rows), map(statement, yaml.safe_load(STATEMENTS))).book


def says(book, indexes):
    """The statements among these atoms."""
    return {book.atoms[index].terms[0] for index in indexes if book.atoms[index].test == "says"}


@pytest.mark.parametrize("unsaid", [NO, YES])
@pytest.mark.parametrize(
    ("code", "value"),
    [
        (state(Ground.ASKER), None),
        (state(Ground.OFFICIAL), None),
        (state(Ground.APPROVAL), UNSURE),
        (state(Ground.RECORD), UNSURE),
        (state(Ground.GAP), UNSURE),
        (state(Ground.ASKER, YES), YES),
        (state(Ground.ASKER, NO), NO),
        (state(Ground.OFFICIAL, YES), YES),
        (known(True), YES),
        (known(False), NO),
    ],
)
def test_in_an_exception_only_what_nobody_said_is_not_claimed(unsaid, code, value):
    assert Leaf(0, True, unsaid).tables[NORMAL][code] == (unsaid if value is None else value)


@pytest.mark.parametrize("ground", list(Ground)[1:])
def test_outside_an_exception_what_nobody_said_is_not_known(ground):
    assert Leaf(0, True, UNSURE).tables[NORMAL][state(ground)] == UNSURE


def test_an_exception_of_another_kind_has_no_part_in_a_form():
    other = LIFT % ("lift", "bar", "c", TOLD)
    whole = book(GRANT % SAID, BAR % SAID, other)
    apart = book(GRANT % SAID, BAR % SAID, other.replace("{id", "{kinds: [fms-stock-sale], id"))

    assert says(whole, whole.forms[KIND][0].atoms) == {"said", "zz-said"}
    assert says(apart, apart.forms[KIND][0].atoms) == {"said"}


def test_what_is_only_shown_decides_nothing_and_days_are_not_picked():
    found = book(GRANT % SAID, PRICED % TOLD)
    [form] = found.forms[KIND]
    everywhere = bytes(range(len(found.atoms)))

    assert ([clause.rule.id for clause in form.clauses], [clause.rule.id for clause in form.shown]) == (
        ["g"],
        ["price"],
    )
    assert [found.atoms[index].terms for index in form.pick(everywhere)] == [("said",)]
    assert [found.atoms[index].terms for index in form.pick_shown(everywhere)] == [("zz-said",)]
    assert says(found, form.atoms) == {"said", "zz-said"}


def test_what_decides_is_not_picked_again_for_what_is_shown():
    [form] = (found := book(GRANT % SAID, PRICED % SAID)).forms[KIND]

    assert form.pick_shown(bytes(range(len(found.atoms)))) == b""


def test_the_grant_that_turns_on_the_fewest_things_comes_first_each_counted_once():
    many = GRANT.replace("id: g", "id: a") % "{all: [{says: said}, {says: zz-said}]}"
    once = GRANT.replace("id: g", "id: z") % "{any: [{says: said}, {not: {says: said}}, {says: said}]}"

    assert [form.grant.id for form in book(many, once).forms[KIND]] == ["z", "a"]


def test_a_waiting_time_that_has_a_condition_waits_only_where_it_holds():
    notice = (
        "{id: n, effect: notifies, cite: usc/22/2776(b), plain: It waits, when: {says: said}, "
        "notice: congressional-certification-36c, timing: before, "
        "wait: [{days: 30, when: {says: zz-said}}, {days: 15}]}"
    )
    found = book(GRANT % "{says: decided}", notice)
    [form] = found.forms[KIND]
    [clause] = [clause for clause in form.clauses if clause.rule.id == "n"]
    [conditional, plain] = clause.wants.parts[-1].parts[1:]

    assert [found.atoms[part.index].test for part in (*conditional.parts, plain)] == ["says", "passed", "passed"]
    assert (conditional.every, [part.positive for part in conditional.parts]) == (False, [False, True])


def test_a_report_afterwards_is_shown_and_decides_nothing():
    report = "{id: n, effect: notifies, cite: usc/22/2776(b), plain: It is reported, notice: %s, timing: %s}"
    notice = "congressional-certification-36c"
    [after] = book(GRANT % SAID, report % (notice, "after")).forms[KIND]
    [before] = book(GRANT % SAID, report % (notice, "before")).forms[KIND]

    assert ([clause.rule.id for clause in after.clauses], [clause.rule.id for clause in after.shown]) == (["g"], ["n"])
    assert ([clause.rule.id for clause in before.clauses], before.shown) == (["g", "n"], ())


def test_what_is_shown_turns_on_whether_its_rule_applies_alone():
    lifted = book(GRANT % SAID, PRICED % TOLD, LIFT % ("lift", "price", "c", "{says: decided}"))

    assert says(lifted, lifted.forms[KIND][0].atoms) == {"said", "zz-said"}


def test_the_rules_of_a_form_stand_in_the_order_of_their_ids():
    others = [BAR.replace("id: bar", f"id: {name}") % TOLD for name in ("z", "a", "m")]
    [form] = book(GRANT % SAID, *others).forms[KIND]

    assert [clause.rule.id for clause in form.clauses] == ["g", "a", "m", "z"]


@pytest.mark.parametrize(
    ("ways", "flow"),
    [
        (["to-us"], Direction.TO_US),
        (["from-us"], Direction.FROM_US),
        (["to-us", "from-us"], Direction.FROM_US),
        ([None], Direction.FROM_US),
        (["to-us", None], Direction.FROM_US),
    ],
)
def test_support_flows_as_all_grants_of_a_kind_name_or_else_from_us(ways, flow):
    whens = [FLOWS % way if way else SAID for way in ways]
    grants = [GRANT.replace("id: g", f"id: g{number}") % when for number, when in enumerate(whens)]

    assert book(*grants).directions[KIND] is flow
