from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.plans.choice import choose
from kg.plans.needs import Edge, Needs
from kg.plans.steps import learnt_together, levels_of, study_order

if TYPE_CHECKING:
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


def is_enough(taken: frozenset[str], needs: Needs, known: frozenset[str]) -> bool:
    return not list(needs.open_wants(taken, taken | known))


@given(EDGES, MINUTES, KNOWN, st.frozensets(st.sampled_from(NODES), min_size=1, max_size=2))
@settings(max_examples=150, deadline=None)
def test_a_choice_is_enough_and_no_other_takes_less_time(
    edges: list[Edge], minutes: dict[str, int], known: frozenset[str], goals: frozenset[str]
) -> None:
    needs = Needs(edges)
    found = choose(goals, needs, known, minutes.__getitem__)
    aims = goals - known
    assert aims <= found.concepts
    assert not found.concepts & known
    assert is_enough(found.concepts, needs, known)
    every = (
        frozenset(some) | aims
        for size in range(len(NODES) + 1)
        for some in combinations(sorted(set(NODES) - known - aims), size)
    )
    least = min(sum(minutes[one] for one in some) for some in every if is_enough(some, needs, known))
    time = sum(minutes[one] for one in found.concepts)
    assert time == least if found.is_exact else time >= least
    for one in found.concepts - aims:
        assert not is_enough(found.concepts - {one}, needs, known), "nothing is in it that is not needed"


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
    together = learnt_together(circles)
    levels = levels_of(NODES, circles, together)
    order = study_order(levels, circles, together, "", {node: node for node in NODES})
    assert sorted(order) == sorted(NODES)
    for edge in circles:
        if edge.hard:
            assert order.index(edge.target) < order.index(edge.source)
    for group in together.values():
        places = sorted(order.index(one) for one in group)
        assert places == list(range(places[0], places[0] + len(group)))


def test_beyond_a_dozen_alternatives_the_choice_says_that_it_is_greedy() -> None:
    many = [Edge("goal", f"m{number}", any_of="g") for number in range(13)]
    found = choose(["goal"], Needs(many), set(), lambda one: 1 if one == "m7" else 5)
    assert not found.is_exact
    assert found.concepts == {"goal", "m7"}
    assert choose(["goal"], Needs(many[:12]), set(), lambda one: 1 if one == "m7" else 5).is_exact
