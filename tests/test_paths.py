"""Paths between two things: what is found in a web of edges, and how much of the graph is read for it."""

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api import walk
from api.walk import Walk, Wanted
from queries import web
from queries.web import TooMany, Trail, Web

NODES = "abcdef"
EDGES = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from("xy")), max_size=14, unique=True
)


def keyed(edges):
    """The edges by their keys."""
    return {f"{start}|{type_}|{end}": (start, end) for start, end, type_ in edges}


def every_path(edges, most, start="a", end="f"):
    """All paths, found by trying everything: the shortest first, each length in the order of what is passed."""
    found, growing = [], [Trail((start,), ())]
    around: dict[str, dict[str, str]] = {node: {} for ends in edges.values() for node in ends}
    for key, (one, other) in edges.items():
        around[one][key], around[other][key] = other, one
    for _ in range(most):
        longer = [
            Trail((*trail.nodes, other), (*trail.edges, key))
            for trail in growing
            for key, other in around.get(trail.nodes[-1], {}).items()
            if other not in trail.nodes
        ]
        found += sorted((trail for trail in longer if trail.nodes[-1] == end), key=passed)
        growing = [trail for trail in longer if trail.nodes[-1] != end]
    return found


def passed(trail):
    return [part for step in zip(trail.nodes[1:], trail.edges, strict=True) for part in step]


class Edges:
    """A graph of nothing but edges, which counts how many of them are read."""

    def __init__(self, edges):
        self.edges, self.read_at = edges, []

    async def read(self, text, params=None):
        if "one" in params:
            ends = {params["one"], params["other"]}
            return [{"key": key} for key in sorted(self.edges) if set(self.edges[key]) == ends][: params["most"]]
        self.read_at += params["ids"]
        rows = []
        for id in params["ids"]:
            around = [(key, ends) for key, ends in self.edges.items() if id in ends and ends[0] != ends[1]]
            other = [{"id": id, "key": key, "other": ends[ends[0] == id]} for key, ends in around]
            rows += other[: params["each"]]
        return rows[: params["most"]]


def walked(edges, most=6, first=1000, start="a", end="f"):
    graph = Edges(edges)
    wanted = Wanted(start=start, end=end, most=most, types=("x", "y"), on=None, first=first)
    return asyncio.run(Walk(graph, wanted).found()), graph  # type: ignore[arg-type]


@given(EDGES, st.integers(1, 6))
@settings(deadline=None, max_examples=40)
def test_the_paths_of_a_length_are_those_that_trying_everything_finds_in_their_order(edges, length):
    known = Web()
    for key, (start, end) in keyed(edges).items():
        known.add(start, key, end)

    found = list(known.trails("a", "f", length))
    assert found == [trail for trail in every_path(keyed(edges), length) if len(trail.edges) == length]


@given(EDGES, st.integers(1, 6), st.integers(1, 8))
@settings(deadline=None, max_examples=40)
def test_a_walk_finds_the_first_of_all_paths_and_knows_whether_there_are_more(edges, most, first):
    found, _ = walked(keyed(edges), most, first)
    every = every_path(keyed(edges), most)

    assert (list(found.trails), found.more, found.crowds) == (every[:first], len(every) > first, [])
    assert found.looked == (len(every[first].edges) if found.more else most)


@given(EDGES)
@settings(deadline=None, max_examples=40)
def test_what_has_too_many_edges_is_told_and_nothing_is_found_that_is_not_there(edges):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(walk, "CROWD", 3)
        found, _ = walked(keyed(edges))
    every = every_path(keyed(edges), 6)
    inside = [trail for trail in every if not set(found.crowds) & set(trail.nodes)]

    assert [trail for trail in found.trails if trail not in every] == []
    assert [trail for trail in inside if trail not in found.trails] == []
    for trail in set(every) - set(found.trails):
        assert set(found.crowds) & set(trail.nodes)


def star(middle, count):
    """A crowd: a node with that many others around it."""
    return [(middle, f"{middle}{number}", "x") for number in range(count)]


def test_two_crowds_that_are_joined_are_told_to_be():
    edges = keyed([*star("a", walk.CROWD + 1), *star("f", walk.CROWD + 1), ("a", "f", "x")])
    found, _ = walked(edges)

    assert (list(found.trails), found.crowds) == ([Trail(("a", "f"), ("a|x|f",))], ["a", "f"])


def test_a_path_through_a_crowd_is_found_from_both_of_its_sides():
    edges = keyed([*star("m", walk.CROWD + 1), ("a", "m", "x"), ("m", "f", "x")])
    found, graph = walked(edges, most=2)

    assert list(found.trails) == [Trail(("a", "m", "f"), ("a|x|m", "m|x|f"))]
    assert graph.read_at == ["a", "f"]


def test_a_walk_ends_where_it_would_read_too_much_and_tells_how_far_it_came(monkeypatch):
    monkeypatch.setattr(walk, "EDGES", 20)
    edges = keyed([*((left, right, "x") for left, right in pairwise("abcdef")), *star("c", 30)])
    found, _ = walked(edges)

    assert (list(found.trails), found.more, found.looked) == ([], False, 4)


def test_trying_ends_too(monkeypatch):
    monkeypatch.setattr(web, "STEPS", 100)
    known = Web()
    for one in range(12):
        for other in range(one):
            known.add(f"n{one}", f"n{other}|x|n{one}", f"n{other}")

    with pytest.raises(TooMany):
        list(known.trails("n0", "n11", 5))


def test_no_more_is_read_than_the_paths_that_are_wanted_need():
    edges = keyed([("a", "f", "x"), *((left, right, "x") for left, right in pairwise("abcdef"))])
    _, one = walked(edges, first=1, most=1)
    _, two = walked(edges, most=3)

    assert one.read_at == []
    assert two.read_at == ["a", "f", "b"]
