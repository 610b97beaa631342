"""What a load would change, by what the source told earlier and what it says now; and that change in parts."""

import pytest

from graph.diff import NOTE, ORDER, Diff, diff, lost_facts, take_over
from graph.facts import Facts, Place
from schema.cases import NOTIFICATION
from schema.core import Link, Row
from schema.stakeholders import MEMBER_OF, NATION


def land(code: str, title: str = "Land") -> Row:
    return NATION.row(f"nation/{code}", title=title)


def member(code: str, notes: str | None = None) -> Link:
    return MEMBER_OF.link(f"nation/{code}", "org/x", notes=notes)


def key(fact: Row | Link) -> str:
    return fact.id if isinstance(fact, Row) else fact.key


def remember(facts: Facts, earlier: tuple[Row | Link, ...]) -> None:
    """Notes what the source told earlier, each fact in a run of its own."""
    facts.run_many(
        NOTE, ((key(fact), fact.fingerprint, isinstance(fact, Link), False, f"run/{key(fact)}") for fact in earlier)
    )


def told(*now: Row | Link, earlier: tuple[Row | Link, ...] = (), there: tuple[str, ...] = ()) -> Facts:
    """What a source says now, what it told earlier, and which nodes are there."""
    facts = Facts()
    for fact in now:
        facts.add(fact, Place(1, "file:1"))
    remember(facts, earlier)
    facts.run_many("INSERT INTO there VALUES (?, '', '')", ((id,) for id in there))
    return facts


def lists(made: Diff) -> dict[str, list[str]]:
    """The keys of all that is done, in order, by what is done; what is not done is left out."""
    found = {name: [each if isinstance(each, str) else key(each) for each in getattr(made, name)] for name in ORDER}
    return {name: keys for name, keys in found.items() if keys}


EARLIER = (land("SAME"), land("CHANGED"), land("GONE"), member("SAME"), member("CHANGED"), member("GONE"))
NOW = (
    land("NEW"),
    land("SAME"),
    land("CHANGED", "Realm"),
    member("NEW"),
    member("SAME"),
    member("CHANGED", "Observer"),
)


def test_what_is_new_changed_and_gone_is_told_apart_and_the_rest_is_the_same():
    made, kept = diff(told(*NOW, earlier=EARLIER))

    assert lists(made) == {
        "new_nodes": ["nation/NEW"],
        "changed_nodes": ["nation/CHANGED"],
        "new_edges": [member("NEW").key],
        "changed_edges": [member("CHANGED").key],
        "gone_edges": [member("GONE").key],
        "gone_nodes": ["nation/GONE"],
    }
    assert (made.counts, made.size, kept) == ({"new": 2, "changed": 2, "same": 2, "pruned": 2}, 6, 0)


def test_a_load_rests_on_the_runs_whose_facts_it_tells_again():
    made, _ = diff(told(*NOW, earlier=EARLIER))

    assert set(made.rests_on) == {"run/nation/SAME", f"run/{member('SAME').key}"}


def test_a_diff_is_asked_again_of_the_same_facts_when_it_is_known_what_was_told_earlier():
    facts = told(*NOW)
    diff(facts)
    remember(facts, EARLIER)

    assert lists(diff(facts)[0])["changed_nodes"] == ["nation/CHANGED"]


def test_without_pruning_what_is_no_longer_told_stays_and_is_counted():
    made, kept = diff(told(*NOW, earlier=EARLIER), prunes=False)

    assert [name for name in lists(made) if name.startswith("gone")] == []
    assert (made.counts["same"], kept) == (4, 2)


@pytest.mark.parametrize("prunes", [True, False])
def test_an_edge_taken_over_goes_where_it_is_not_told_again_though_nothing_is_pruned(prunes):
    facts = told(member("AA"), earlier=(member("AA"), member("BB")))
    take_over(facts, [member("CC").key], edge=True)

    made, _ = diff(facts, prunes)

    assert member("CC").key in made.gone_edges
    assert (member("BB").key in made.gone_edges) is prunes


@pytest.mark.parametrize("prunes", [True, False])
def test_a_node_taken_over_is_written_anew(prunes):
    facts = told(land("AA"))
    take_over(facts, ["nation/AA"], edge=False)

    made, kept = diff(facts, prunes)

    assert (lists(made), made.same, kept) == ({"changed_nodes": ["nation/AA"]}, 0, 0)


def test_what_is_only_named_is_written_where_nothing_is_there_and_not_over_what_is():
    facts = told(NOTIFICATION.naming("notice/24-01"), NOTIFICATION.naming("notice/24-02"), there=("notice/24-02",))

    assert lists(diff(facts)[0]) == {"new_nodes": ["notice/24-01"]}


def test_what_the_source_told_and_now_only_names_is_told_no_longer():
    named = NOTIFICATION.naming("notice/24-01")
    facts = told(named, earlier=(named,), there=(named.id,))

    made, _ = diff(facts)

    assert (lists(made), made.same) == ({"gone_nodes": ["notice/24-01"]}, 0)


def test_what_a_source_lost_is_counted_without_what_it_takes_over():
    facts = told(*NOW, earlier=EARLIER)
    take_over(facts, ["nation/A0"], edge=False)
    take_over(facts, [member("A0").key], edge=True)
    diff(facts)

    assert lost_facts(facts) == (6, 2, "nation/GONE")


def test_of_edges_alone_that_are_lost_the_first_is_named():
    facts = told(earlier=(member("BB"), member("AA")))
    diff(facts)

    assert lost_facts(facts) == (2, 2, member("AA").key)


def test_nothing_lost_names_nothing():
    facts = told(land("AA"), earlier=(land("AA"),))
    diff(facts)

    assert lost_facts(facts) == (1, 0, "")


@pytest.mark.parametrize("limit", [6, 7])
def test_a_diff_that_is_no_larger_than_a_part_is_one_part_and_the_last(limit):
    made, _ = diff(told(*NOW, earlier=EARLIER))

    assert [(part.counts, last) for part, last in made.batches(limit)] == [(made.counts, True)]


def test_a_diff_that_is_larger_than_a_part_is_split_by_what_is_done():
    made, _ = diff(told(*NOW, earlier=EARLIER))

    assert [(part.size, part.same, last) for part, last in made.batches(5)] == [(1, 0, False)] * 5 + [(1, 0, True)]


def test_the_parts_hold_everything_once_in_the_order_of_writing_and_the_last_is_marked():
    facts = told(*(land(code) for code in ("AA", "BB", "CC")), member("AA"), earlier=(land("DD"),))

    parts = [(lists(part), last) for part, last in diff(facts)[0].batches(2)]

    assert parts == [
        ({"new_nodes": ["nation/AA", "nation/BB"]}, False),
        ({"new_nodes": ["nation/CC"]}, False),
        ({"new_edges": [member("AA").key]}, False),
        ({"gone_nodes": ["nation/DD"]}, True),
    ]


def test_what_a_diff_does_is_at_hand_in_memory_when_the_facts_are_gone():
    facts = told(*NOW, earlier=EARLIER)
    made, _ = diff(facts)
    whole = made.in_memory()
    for name in ORDER:
        facts.run(f"DROP TABLE {name}")

    assert lists(whole)["new_nodes"] == ["nation/NEW"]
    assert whole.same == made.same
