from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.order import prerequisite_levels
from kg.plans import choice
from kg.plans.choice import choose
from kg.plans.needs import Edge, Needs
from kg.plans.steps import arranged, study_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from random import Random

NODES = "abcdefgh"
PAIRS = list(combinations(NODES, 2))
#: Each edge goes to a later letter, so the hard ones have no circle.
EDGES = st.lists(
    st.builds(
        lambda pair, hard, group: Edge(pair[0], pair[1], hard, group),
        st.sampled_from(PAIRS),
        st.booleans(),
        st.sampled_from([None, None, "x", "y"]),
    ),
    max_size=16,
    unique_by=lambda edge: (edge.source, edge.target),
)
MINUTES = st.fixed_dictionaries({node: st.integers(0, 9) for node in NODES})
KNOWN = st.frozensets(st.sampled_from(NODES), max_size=3)


def is_enough(taken: AbstractSet[str], needs: Needs, known: frozenset[str], *, soft: bool) -> bool:
    return not list(needs.open_wants(taken, taken | known, soft=soft))


def parts(whole: AbstractSet[str], least: AbstractSet[str]) -> Iterator[frozenset[str]]:
    """Give every set between `least` and `whole`."""
    free = sorted(whole - least)
    for size in range(len(free) + 1):
        yield from (frozenset({*least, *some}) for some in combinations(free, size))


@pytest.mark.parametrize("exact_up_to", [12, 0], ids=["exact", "greedy"])
@given(
    edges=EDGES,
    minutes=MINUTES,
    known=KNOWN,
    goals=st.frozensets(st.sampled_from(NODES), min_size=1, max_size=2),
    soft=st.booleans(),
)
@settings(max_examples=150, deadline=None)
def test_a_choice_is_enough_and_least(
    *,
    exact_up_to: int,
    edges: list[Edge],
    minutes: dict[str, int],
    known: frozenset[str],
    goals: frozenset[str],
    soft: bool,
) -> None:
    needs = Needs(edges)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "EXACT_UP_TO", exact_up_to)
        found = choose(goals, needs, known, minutes.__getitem__, soft=soft)
    aims = goals - known
    assert aims <= found.concepts
    assert not found.concepts & known
    assert is_enough(found.concepts, needs, known, soft=soft)
    every = [some for some in parts(frozenset(NODES) - known, aims) if is_enough(some, needs, known, soft=soft)]
    least = min(every, key=lambda some: (sum(minutes[one] for one in some), len(some), sorted(some)))
    if found.is_exact:
        assert found.concepts == least
    for one in parts(found.concepts, aims):
        assert one == found.concepts or not is_enough(one, needs, known, soft=soft), "nothing in it is superfluous"


@given(EDGES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_in_which_edges_come_changes_nothing(edges: list[Edge], random: Random) -> None:
    mixed = list(edges)
    random.shuffle(mixed)
    assert choose("a", Needs(edges), set(), ord) == choose("a", Needs(mixed), set(), ord)


@given(EDGES)
@settings(max_examples=100, deadline=None)
def test_without_alternatives_the_choice_is_the_closure_of_networkx(edges: list[Edge]) -> None:
    single = [Edge(edge.source, edge.target) for edge in edges]
    graph: nx.DiGraph[str] = nx.DiGraph([(edge.source, edge.target) for edge in single])
    graph.add_node("a")
    assert choose("a", Needs(single), set(), ord).concepts == nx.descendants(graph, "a") | {"a"}


@given(EDGES, st.lists(st.sampled_from([(b, a) for a, b in PAIRS]), max_size=6))
@settings(max_examples=150, deadline=None)
def test_hard_prerequisites_come_first_and_circles_of_soft_ones_do_no_harm(
    edges: list[Edge], back: list[tuple[str, str]]
) -> None:
    circles = sorted({*edges, *(Edge(a, b, hard=False) for a, b in back)}, key=str)
    found = arranged(NODES, circles)
    order = study_order(found, "", {node: node for node in NODES})
    assert sorted(order) == sorted(NODES)
    for edge in circles:
        if edge.hard:
            assert order.index(edge.target) < order.index(edge.source)
    for group in found.together.values():
        places = sorted(order.index(one) for one in group)
        assert places == list(range(places[0], places[0] + len(group)))


def test_beyond_a_dozen_alternatives_the_choice_says_that_it_is_greedy() -> None:
    many = [Edge("goal", f"m{number}", any_of="g") for number in range(13)]
    found = choose(["goal"], Needs(many), set(), lambda one: 1 if one == "m7" else 5)
    assert not found.is_exact
    assert found.concepts == {"goal", "m7"}
    assert choose(["goal"], Needs(many[:12]), set(), lambda one: 1 if one == "m7" else 5).is_exact


def test_an_alternative_that_the_base_meets_is_not_open() -> None:
    many = [Edge("goal", f"m{number:02}", any_of="g") for number in range(20)] + [Edge("goal", "m11")]
    found = choose(["goal"], Needs(many), set(), lambda _: 1)
    assert found.is_exact
    assert found.concepts == {"goal", "m11"}


def test_a_soft_group_takes_the_member_with_the_least_closure_not_the_least_member() -> None:
    edges = [
        Edge("goal", "short", hard=False, any_of="g"),
        Edge("goal", "whole", hard=False, any_of="g"),
        Edge("short", "long-way-there"),
    ]
    minutes = {"goal": 1, "short": 5, "whole": 20, "long-way-there": 90}
    assert choose(["goal"], Needs(edges), set(), minutes.__getitem__, soft=True).concepts == {"goal", "whole"}
    assert choose(["goal"], Needs(edges), set(), minutes.__getitem__).concepts == {"goal"}


def test_hard_prerequisites_that_go_round_in_a_circle_are_learnt_together() -> None:
    edges = [Edge("a", "b"), Edge("b", "c"), Edge("c", "a"), Edge("c", "d"), Edge("e", "a")]
    found = arranged("abcde", edges)
    assert found.together == dict.fromkeys("abc", ("a", "b", "c"))
    assert found.levels == {"a": 1, "b": 1, "c": 1, "d": 0, "e": 2}
    hard = [(edge.source, edge.target, True) for edge in [Edge("a", "b"), Edge("b", "a"), Edge("c", "a")]]
    assert prerequisite_levels("abc", hard) == {"a": 0, "b": 0, "c": 1}
