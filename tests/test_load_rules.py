"""Rules, statements and lists of one's own are recognised, held to their shape, and answer as the bundled ones do."""

from pathlib import Path

import pytest

from loaders import loaders
from loaders.recognize import recognized
from loaders.run import Options, load
from loaders.yamls import read_yaml
from schema.errors import LoadRefused

DATA = Path(__file__).parent / "data" / "rules"
FACTS = Path(__file__).parents[1] / "loaders" / "facts" / "rules"
FAMILY = (DATA / "hungry.yaml").read_text()
LISTS = (DATA / "friends.yaml").read_text()
PART = Options(partial=True)


def written(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def sources(path: Path) -> list[str]:
    return [loader.name for loader in recognized(path)]


def refusals(graph, name: str, path: Path) -> list[tuple[str, str]]:
    """What is wrong with the file's entries, and where; nothing is written."""
    try:
        outcome = load(graph, loaders()[name], path, Options(partial=True, dry_run=True))
    except LoadRefused as refusal:
        return [(refusal.what, refusal.where)]
    return [(error.what, error.where) for error in outcome.refused]


@pytest.mark.parametrize("path", sorted(FACTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_bundled_file_is_told_by_what_it_holds(path):
    told = read_yaml(path)
    expected = [name for name in ("statements", "rules") if told.get(name)] or ["lists"]

    assert sorted(sources(path)) == sorted(expected)


def test_a_family_tells_what_it_has(tmp_path):
    rules = FAMILY[FAMILY.index("rules:") :]

    assert sources(DATA / "friends.yaml") == ["lists"]
    assert set(sources(DATA / "hungry.yaml")) == {"statements", "rules"}
    assert sources(written(tmp_path, rules, "mine.yml")) == ["rules"]
    with pytest.raises(LoadRefused, match="no source recognises the file"):
        recognized(written(tmp_path, f"terms: []\n{rules}"))


@pytest.mark.writes
def test_rules_of_ones_own_stand_beside_the_bundled_ones(loaded):
    before = loaded.read("MATCH (r:Rule) RETURN count(r) AS rules")[0]["rules"]

    for path in (DATA / "friends.yaml", DATA / "hungry.yaml"):
        for loader in sorted(recognized(path), key=lambda loader: list(loaders()).index(loader.name)):
            assert load(loaded, loader, path, PART).refused == ()

    asked = (
        "MATCH (d:Designation)<-[:REFERS_TO]-(r:Rule)-[:ASKS]->(s:Statement) WHERE r.family = 'hungry'\n"
        "RETURN r.id AS rule, s.id AS statement, d.id AS list"
    )
    assert loaded.read(asked) == [
        {
            "rule": "rule/give-food-to-friends",
            "statement": "statement/is-hungry-partner",
            "list": "designation/hungry_friends",
        }
    ]
    assert loaded.read("MATCH (r:Rule) RETURN count(r) AS rules") == [{"rules": before + 2}]


def test_a_few_rules_are_not_taken_for_the_whole_rule_base(loaded):
    with pytest.raises(LoadRefused, match="of Rule are left, where the whole source has"):
        load(loaded, loaders()["rules"], DATA / "hungry.yaml")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("  effect: grants\n", "", "None is no effect"),
        ("effect: grants", "effect: [grants]", "a value is of another kind than it is to be"),
        ("kinds: [acsa-transfer]", "kinds: [gift]", "gift is no kind of transfer"),
        ("  cite: usc/10/2342(a)(1)\n", "", "lacks cite"),
        ("item: [food]", "item: {food: 1}", ""),
        ("item: [food]", "weather: [fair]", ""),
        ("plain: Food may be given.", "plain: 2020-01-01", "a value is neither text nor a number"),
        ("source_url: https://example.org/law", "source_url: 7", "a value is of another kind than it is to be"),
        ("  plain: Food", "  mood: good\n  plain: Food", "does not take mood"),
    ],
)
def test_a_rule_that_cannot_be_understood_is_refused_with_its_place(loaded, tmp_path, old, new, what):
    path = written(tmp_path, FAMILY.replace(old, new, 1))

    ((told, where),) = [each for each in refusals(loaded, "rules", path) if "statement/" not in each[0]][:1]

    assert (told.startswith(what), where) == (True, "mine.yaml:9")


@pytest.mark.parametrize(
    ("old", "new", "what", "where"),
    [
        ("members:\n", "members: none\n  note:\n", "members takes a list", "mine.yaml:2"),
        ("from: '1990-01-01'", "since: '1990-01-01'", "JP: does not take since", "mine.yaml:2"),
        ("from: '1990-01-01'", "seen_on: '2020', suspended: [x]", "JP: suspended lacks from", "mine.yaml:2"),
        ("from: '1990-01-01'", "from: 1990-01-01", "a value is neither text nor a number", "mine.yaml:2"),
        (LISTS, "- {members: 1}\n", "the file holds no lists by name", "mine.yaml"),
        (LISTS, "friends: all\n", "the list friends is no mapping", "mine.yaml"),
    ],
)
def test_a_list_that_cannot_be_understood_is_refused_with_its_place(loaded, tmp_path, old, new, what, where):
    (told, *_) = refusals(loaded, "lists", written(tmp_path, LISTS.replace(old, new, 1)))

    assert (told[0].startswith(what), told[1]) == (True, where)


def test_yaml_that_repeats_itself_by_aliases_is_refused_before_it_is_built(tmp_path):
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 64))]

    with pytest.raises(LoadRefused, match="repeated by an alias"):
        read_yaml(written(tmp_path, "\n".join(lines)))
