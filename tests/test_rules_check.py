"""The static checks of the rule base: nothing is wrong with ours, and each wrong thing is found in a small one."""

import shutil
from pathlib import Path

import pytest

from queries.coverage import check_logic
from queries.coverage.check import check
from queries.coverage.check_files import families, lists
from queries.coverage.check_logic import reachable
from queries.coverage.check_shape import OWN
from schema.vocabulary import ApprovalKind, Effect

FACTS = Path(__file__).parents[1] / "loaders" / "facts"
GRANT = """
about: Food for a partner.
statements:
- id: is-hungry
  asks: Is the partner hungry?
  'yes': It is hungry
  'no': It is not hungry
  settled_by: asker
rules:
- id: give-food
  effect: grants
  kinds: [acsa-transfer]
  cite: usc/10/2342(a)(1)
  when:
    all:
    - item: [food]
    - says: is-hungry
    - recipient: {in_list: [friends]}
  plain: Food may be given.
  source_url: https://example.org/law
  confidence: documented
"""
FRIENDS = """
friends:
  title: friends
  confidence: documented
  source_url: ''
  members:
  - {code: JP, name: Japan, from: '1990-01-01'}
"""
BAR = """
- id: no-food
  effect: prohibits
  kinds: [acsa-transfer]
  cite: usc/10/2342(c)
  when: {says: is-hungry}
  plain: No food may be given.
  source_url: ''
  confidence: documented
"""


@pytest.fixture
def folder(tmp_path):
    """A small rule base, with the bundled authorities, nations and organizations beside it."""
    for name in ("authorities", "nations", "stakeholders"):
        shutil.copy(FACTS / f"{name}.csv", tmp_path)
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "food.yaml").write_text(GRANT)
    (rules / "lists.yaml").write_text(FRIENDS)
    return rules


def told(folder):
    """What is found, without what a base so small must lack: grants of other kinds, uses of other approvals."""
    return [str(finding) for finding in check(folder) if finding.file != "vocabulary.toml"]


def write(folder, text, name="food.yaml"):
    (folder / name).write_text(text)


def test_nothing_is_wrong_with_the_bundled_rule_base():
    assert [str(finding) for finding in check(FACTS / "rules")] == []


def test_nothing_is_wrong_with_the_small_one(folder):
    assert told(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("'yes': It is hungry", "yes: It is hungry", "food.yaml:6: YAML reads yes as true or false"),
        ("plain: Food may be given.", "plain: no", "food.yaml:19: YAML reads no as true or false"),
        ("  plain: Food", "  from: 1990-01-01\n  plain: Food", "food.yaml:19: YAML reads 1990-01-01 as a date"),
        ("  plain: Food may be given.", "  plain:", "food.yaml:19: nothing stands here"),
        ("  plain: Food may be given.", "  plain: a\n  plain: b", "food.yaml:20: plain is told twice"),
    ],
)
def test_what_yaml_would_misread_is_found(folder, old, new, finding):
    write(folder, GRANT.replace(old, new))

    assert any(line.startswith(finding) for line in told(folder))


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("about:", "terms: []\nabout:", "food.yaml:1: a family has about, statements, rules, not terms"),
        ("effect: grants", "effect: allows", "give-food: allows is no effect"),
        ("  plain: Food may be given.\n", "", "give-food: lacks plain"),
        ("  plain: Food", "  under: [give-food]\n  plain: Food", "give-food: does not take under"),
        ("kinds: [acsa-transfer]", "kinds: [picnic]", "give-food: picnic is no kind of transfer"),
        ("kinds: [acsa-transfer]", "kinds: acsa-transfer", "give-food: kinds takes a list"),
        ("item: [food]", "item: [cake]", "give-food: item: cake is no word of the vocabulary"),
        ("item: [food]", "item: food", "give-food: item takes a list of words"),
        ("says: is-hungry\n    - recipient", "weather: fine\n    - recipient", "give-food: weather is no atom"),
        ("{in_list: [friends]}", "{likes: [friends]}", "give-food: recipient: likes is no test of a party"),
        ("{in_list: [friends]}", "{class: [friend]}", "friend is no word of the vocabulary"),
        ("item: [food]", "value: {of: total}", "give-food: value takes of, and bounds"),
        ("item: [food]", "value: {of: total, above: much}", "give-food: 'much' is no number"),
        ("item: [food]", "all: []", "give-food: all takes a list of conditions"),
        ("item: [food]", "{item: [food], says: is-hungry}", "give-food: a condition is a mapping with one key"),
        ("id: give-food", "id: Give_food", "Give_food: the name is no slug"),
        ("confidence: documented", "confidence: stated", "give-food: stated is no confidence"),
        ("https://example.org/law", "seed:1", "give-food: source_url is no address: seed:1"),
        ("  plain: Food", "  from: '1990-02-30'\n  plain: Food", "give-food: not a date: '1990-02-30'"),
        ("  plain: Food", "  from: '1990'\n  to: '1989'\n  plain: Food", "ends on 1989, before it begins on 1990"),
        ("asks: Is the partner hungry?", "asks: The partner is hungry", "is-hungry: asks is no question"),
        ("settled_by: asker", "settled_by: oracle", "is-hungry: settled_by oracle"),
        ("settled_by: asker", "settled_by: asker\n  presume: 'yes'", "is-hungry: what is presumed is 'yes' or 'no'"),
        ("settled_by: asker", "settled_by: asker\n  about: weather", "is-hungry: about weather"),
        ("  settled_by: asker\n", "", "is-hungry: lacks settled_by"),
    ],
)
def test_a_wrong_shape_is_found_in_its_line(folder, old, new, finding):
    write(folder, GRANT.replace(old, new))

    assert any(finding in line and line.startswith("food.yaml:") for line in told(folder))


def test_what_is_told_twice_is_found_with_where_the_other_stands(folder):
    write(folder, GRANT, "more-food.yaml")

    assert told(folder) == [
        "more-food.yaml:4: is-hungry: this statement is told twice: the other is at food.yaml:4",
        "more-food.yaml:10: give-food: this rule is told twice: the other is at food.yaml:10",
    ]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (FRIENDS.replace("  title: friends\n", ""), "lists.yaml:2: friends: lacks title"),
        (FRIENDS.replace(", from: '1990-01-01'", ""), "lists.yaml:2: friends: JP: lacks from or seen_on"),
        (FRIENDS.replace("1990-01-01", "1990-13"), "friends: JP: from '1990-13' is no date"),
        (FRIENDS.replace("from:", "to: '1980', from:"), "friends: JP: ends on 1980, before it begins on 1990-01-01"),
        (FRIENDS.replace("name: Japan", "name: Japan, mood: good"), "friends: JP: does not take mood"),
        (FRIENDS + "  includes: [strangers]\n", "friends: includes strangers, which is neither a list nor a body"),
        (FRIENDS + FRIENDS.replace("friends:", "allies:"), "lists.yaml:9: allies: no rule and no other list refers"),
    ],
)
def test_a_wrong_list_is_found(folder, text, finding):
    write(folder, text, "lists.yaml")

    assert any(finding in line for line in told(folder))


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("cite: usc/10/2342(a)(1)", "cite: usc/99/1", "cites usc/99/1, which is no authority of the facts"),
        ("says: is-hungry\n    - recipient", "says: is-sad\n    - recipient", "there is no statement is-sad"),
        ("says: is-hungry\n    - recipient", "item: [food]\n    - recipient", "no rule turns on this statement"),
        ("[friends]}", "[strangers]}", "there is no list strangers"),
        ("{in_list: [friends]}", "{is: [XQ]}", "there is no nation or body XQ"),
        ("rules:\n", "rules:" + BAR.replace("when:", "under: [nobody]\n  when:"), "under nobody, which is neither"),
        (
            "rules:\n",
            "rules:" + BAR.replace("prohibits", "lifts").replace("when:", "lifts: [give-food]\n  when:"),
            "lifts give-food, which is no rule that can be lifted",
        ),
        (
            "rules:\n",
            "rules:" + BAR.replace("prohibits", "narrows").replace("when:", "of: [give-drink]\n  when:"),
            "narrows give-drink, which is no grant",
        ),
        (
            "rules:\n",
            "rules:" + BAR.replace("prohibits", "narrows").replace("[acsa-transfer]", "[lease]\n  of: [give-food]"),
            "narrows give-food, with which it has no kind of transfer in common",
        ),
        (
            "rules:\n",
            "rules:" + BAR.replace("prohibits", "lifts").replace("when:", "lifts: [no-food]\n  when:"),
            "no-food: lifts itself, over the rules that it lifts",
        ),
        (
            "rules:\n",
            "rules:" + BAR.replace("prohibits", "delegates").replace("when:", "delegate: my-aunt\n  when:"),
            "delegates to my-aunt, which is no organization of the facts",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_found(folder, old, new, finding):
    write(folder, GRANT.replace(old, new, 1))

    assert any(finding in line for line in told(folder))


def test_an_approval_that_no_rule_asks_for_is_found(folder):
    unused = {f.id for f in check(folder) if f.text == "no rule asks for it"}

    assert unused == {f"approvals.{approval}" for approval in ApprovalKind}


def logic(folder):
    return [f"{finding.id}: {finding.text}" for finding in reachable(families(folder), lists(folder))]


def add(folder, *rules):
    write(folder, GRANT + "".join(rules))


def test_a_grant_that_its_own_bar_shuts_is_found(folder):
    add(folder, BAR)

    assert logic(folder) == ["give-food: can never be open for acsa-transfer"]


def test_a_grant_that_only_a_waiver_opens_is_found(folder):
    lift = BAR.replace("no-food", "waived").replace("prohibits", "lifts").replace("(c)", "(d)")
    add(folder, BAR, lift.replace("when: {says: is-hungry}", "lifts: [no-food]\n  when: {approved: lethal-aid-waiver}"))

    assert logic(folder) == ["give-food: can never be open for acsa-transfer without a waiver"]


def test_a_bar_that_can_never_fire_is_found(folder):
    add(folder, BAR.replace("{says: is-hungry}", "{all: [payment: [cash], not: {payment: [cash, letter-of-credit]}]}"))

    assert logic(folder) == ["no-food: can never apply"]


def test_a_rule_that_no_item_can_meet_is_found(folder):
    add(
        folder,
        BAR.replace("{says: is-hungry}", "{all: [item: [depleted-uranium-antitank-round], not: {item: [munition]}]}"),
    )

    assert logic(folder) == ["no-food: can never apply"]


def test_duties_that_contradict_each_other_are_found(folder):
    duty = BAR.replace("prohibits", "requires").replace("when: {says: is-hungry}", "then: {payment: [cash]}")
    add(folder, duty, duty.replace("no-food", "other").replace("[cash]", "[free-of-charge]"))

    assert logic(folder) == ["give-food: can never be open for acsa-transfer"]


def test_a_bar_that_ended_before_the_grant_began_shuts_nothing(folder):
    write(folder, GRANT.replace("  plain: Food", "  from: '2000-01-01'\n  plain: Food") + BAR + "  to: '1999-12-31'\n")

    assert logic(folder) == []


def test_two_waiting_times_for_one_case_are_found(folder):
    notice = BAR.replace("prohibits", "notifies").replace(
        "when: {says: is-hungry}", "notice: leahy-vetting\n  timing: before"
    )
    add(folder, notice + "  wait: [{days: 15, when: {item: [food]}}, {days: 30, when: {item: [pol, food]}}]\n")

    assert logic(folder) == ["no-food: waits 15 and 30 days in one and the same case"]


def limit(name, dollars, when):
    told = BAR.replace("no-food", name).replace("prohibits", "limits")
    return told.replace(
        "{says: is-hungry}", f"{when}\n  limit: {{of: total, at_most: {dollars}, unit: USD, per: year}}"
    )


def test_two_figures_for_one_case_are_found(folder):
    add(folder, limit("a", 10, "{item: [food]}"), limit("b", 20, "{payment: [cash]}"))

    assert logic(folder) == ["a: sets another figure than b in one and the same case"]


def test_a_ceiling_within_a_ceiling_is_no_contradiction(folder):
    add(folder, limit("a", 10, "{item: [food]}"), limit("b", 20, "{item: [food, pol]}"))

    assert logic(folder) == []


def test_without_the_solver_the_check_says_what_was_not_checked(folder, monkeypatch):
    monkeypatch.setattr(check_logic, "z3", None)

    assert [finding.text for finding in reachable(families(folder), lists(folder))] == [
        "not checked without z3-solver, which make check has: whether grants can open and rules can apply"
    ]


def test_every_effect_has_its_fields():
    assert set(OWN) == set(Effect)
