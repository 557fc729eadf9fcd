"""Plans of random graphs, through `Graph`: valid, least, ordered and the same however the graph was written."""

from __future__ import annotations

import json
import random
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kg import Graph
from kg.config import default_ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

NODES = "abcdefgh"
#: (source, target, strength, any_of)
Edge = tuple[str, str, str, str | None]


def edge_of(pair: tuple[str, str], strength: str, any_of: str | None) -> Edge:
    """Return an edge to a later letter as it is drawn, one back as a soft one: so no circle is hard."""
    return (*pair, strength if pair[0] < pair[1] else "soft", any_of)


EDGES = st.lists(
    st.builds(
        edge_of,
        st.sampled_from([(a, b) for a in NODES for b in NODES if a != b and (a < b or ord(a) - ord(b) < 3)]),
        st.sampled_from(["hard", "hard", "soft"]),
        st.sampled_from([None, None, "x", "y"]),
    ),
    max_size=16,
    unique_by=lambda edge: edge[:2],
)
MINUTES = st.fixed_dictionaries({node: st.none() | st.integers(0, 9) for node in NODES})
SOME = st.frozensets(st.sampled_from(NODES), max_size=3)
GOALS = st.frozensets(st.sampled_from(NODES), min_size=1, max_size=2)
EXAMPLES = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=set(Phase) - {Phase.explain},
)


def content(edges: Iterable[Edge], minutes: Mapping[str, int | None]) -> dict[str, Any]:
    """Return what a file of notes says of the graph."""
    concepts = [
        {"id": one, "name": f"Concept {one}", "kind": "data"} | ({"minutes": time} if time is not None else {})
        for one, time in minutes.items()
    ]
    relations = [
        {"source": source, "type": "REQUIRES", "target": target, "strength": strength}
        | ({"any_of": any_of} if any_of else {})
        for source, target, strength, any_of in edges
    ]
    return {"concepts": concepts, "relations": relations}


def written(folder: Path, graph: Mapping[str, Any]) -> Graph:
    """Return a new graph with this content."""
    root = folder / str(len(list(folder.iterdir())))
    root.mkdir()
    (root / "notes.json").write_text(json.dumps(graph), encoding="utf-8")
    made = Graph.open(root / "graph.kgl", root=root)
    made.load([root / "notes.json"])
    return made


def wants_of(edges: Iterable[Edge], *, soft: bool) -> dict[str, list[set[str]]]:
    """Return for each concept the sets of which one member must be known."""
    groups: dict[tuple[str, str, str], set[str]] = {}
    for source, target, strength, any_of in edges:
        if soft or strength == "hard":
            groups.setdefault((source, strength, f"~{any_of}" if any_of else target), set()).add(target)
    wants: dict[str, list[set[str]]] = {}
    for (source, _, _), members in groups.items():
        wants.setdefault(source, []).append(members)
    return wants


def is_enough(taken: AbstractSet[str], wants: Mapping[str, list[set[str]]], known: AbstractSet[str]) -> bool:
    return all(want & (taken | known) for one in taken for want in wants.get(one, ()))


def supersets(least: AbstractSet[str], most: AbstractSet[str]) -> Iterator[frozenset[str]]:
    free = sorted(most - least)
    for size in range(len(free) + 1):
        yield from (frozenset({*least, *some}) for some in combinations(free, size))


def longest_paths(planned: AbstractSet[str], edges: Iterable[Edge]) -> dict[str, int] | None:
    """Return the levels by networkx: longest paths on the condensed graph; None where a circle has a hard edge.

    There levels are finer than the condensed graph: the hard prerequisites of the circle still come in their order.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(planned)
    inside = [edge for edge in edges if edge[0] in planned and edge[1] in planned]
    graph.add_edges_from((target, source) for source, target, _, _ in inside)
    condensed = nx.condensation(graph)
    component = condensed.graph["mapping"]
    if any(strength == "hard" and component[a] == component[b] for a, b, strength, _ in inside):
        return None
    level: dict[int, int] = {}
    for one in nx.topological_sort(condensed):
        level[one] = max((level[before] + 1 for before in condensed.predecessors(one)), default=0)
    return {one: level[component[one]] for one in planned}


@given(edges=EDGES, minutes=MINUTES, known=SOME, goals=GOALS)
@EXAMPLES
def test_a_plan_is_valid_least_and_in_order(
    tmp_path: Path, edges: list[Edge], minutes: dict[str, int | None], known: frozenset[str], goals: frozenset[str]
) -> None:
    with written(tmp_path, content(edges, minutes)) as graph:
        found = graph.plan(sorted(goals), known=sorted(known)).to_dict()
    steps = {step["id"]: step for step in found["steps"]}
    order = list(steps)
    required = {one for one, step in steps.items() if not step["optional"]}
    estimate = default_ontology().estimate("data")
    time = {one: estimate if given is None else given for one, given in minutes.items()}
    hard, every = wants_of(edges, soft=False), wants_of(edges, soft=True)
    aims = goals - known

    assert aims <= required
    assert not steps.keys() & known
    assert is_enough(required, hard, known)
    assert is_enough(steps.keys(), every, known)
    learnable = frozenset(NODES) - known
    for whole, least, wants in ((required, aims, hard), (steps.keys(), required, every)):
        assert not any(some < whole and is_enough(some, wants, known) for some in supersets(least, whole))
        if found["exact"]:
            times = [
                sum(time[one] for one in some) for some in supersets(least, learnable) if is_enough(some, wants, known)
            ]
            assert sum(time[one] for one in whole) == min(times)
    assert found["minutes"] == sum(time[one] for one in required)
    assert found["minutes_estimated"] == any(minutes[one] is None for one in required)

    for source, target, strength, _ in edges:
        if strength == "hard" and source in steps and target in steps:
            assert order.index(target) < order.index(source)
            assert steps[target]["level"] < steps[source]["level"] or target in steps[source]["with"]
    levels = longest_paths(steps.keys(), edges)
    if levels is not None:
        assert {one: step["level"] for one, step in steps.items()} == levels
    for one, step in steps.items():
        assert all(steps[other]["level"] == step["level"] for other in step["with"])
        places = sorted(order.index(other) for other in (one, *step["with"]))
        assert places == list(range(places[0], places[0] + len(places)))
        assert step["because"] or one in aims
        for other in step["instead"]:
            assert other not in steps
            assert any({one, other} <= want for each in steps for want in every.get(each, ()))


@given(edges=EDGES, minutes=MINUTES, known=SOME, goals=GOALS, hours=st.integers(0, 60), dice=st.randoms())
@EXAMPLES
def test_a_plan_cut_to_the_time_is_valid_and_the_order_of_writing_changes_nothing(
    tmp_path: Path,
    *,
    edges: list[Edge],
    minutes: dict[str, int | None],
    known: frozenset[str],
    goals: frozenset[str],
    hours: int,
    dice: random.Random,
) -> None:
    mixed = content(edges, minutes)
    for several in mixed.values():
        dice.shuffle(several)
    options: dict[str, Any] = {"known": sorted(known), "hours": hours / 60}
    with written(tmp_path, content(edges, minutes)) as graph, written(tmp_path, mixed) as other:
        whole = graph.plan(sorted(goals), known=sorted(known)).to_dict()
        found = graph.plan(sorted(goals), **options).to_dict()
        again = other.plan(sorted(goals), **options).to_dict()
        assert graph.next_steps(known=known, goal=min(goals)) == other.next_steps(known=known, goal=min(goals))
    assert found == again
    now = {step["id"] for step in found["steps"]}
    assert is_enough(now, wants_of(edges, soft=False), known)
    assert sum(step["minutes"] for step in found["steps"]) <= hours
    both = sorted((*found["steps"], *found["later"]), key=lambda step: step["id"])
    assert [step["id"] for step in both] == sorted(step["id"] for step in whole["steps"])
    places = {step["id"]: place for place, step in enumerate(whole["steps"])}
    for part in (found["steps"], found["later"]):
        assert [step["id"] for step in part] == sorted((step["id"] for step in part), key=places.__getitem__)
        ids = {step["id"] for step in part}
        assert all(set(step["with"]) <= ids for step in part)
    if any(not step["optional"] for step in found["later"]):
        assert not any(step["optional"] for step in found["steps"])


@given(edges=EDGES, known=SOME, goal=st.none() | st.sampled_from(NODES))
@EXAMPLES
def test_what_comes_next_is_the_frontier(
    tmp_path: Path, edges: list[Edge], known: frozenset[str], goal: str | None
) -> None:
    with written(tmp_path, content(edges, dict.fromkeys(NODES, 5))) as graph:
        found = [step.to_dict() for step in graph.next_steps(known=sorted(known), goal=goal)]
        plan = [] if goal is None else graph.plan(goal, known=sorted(known)).to_dict()["steps"]
    unknown = set(NODES) - known if goal is None else {step["id"] for step in plan if not step["optional"]}
    hard = wants_of(edges, soft=False)
    frontier = {one for one in unknown if all(want & known for want in hard.get(one, ()))}
    assert {step["id"] for step in found} == frontier
    graph_of: nx.DiGraph[str] = nx.DiGraph((b, a) for a, b, _, _ in edges if a in unknown and b in unknown)
    graph_of.add_nodes_from(unknown)
    for step in found:
        assert step["opens"] == len(nx.descendants(graph_of, step["id"]))
    assert found == sorted(found, key=lambda step: (-step["opens"], step["minutes"], step["id"]))


@pytest.mark.neo4j
def test_random_graphs_give_the_same_on_neo4j(tmp_path: Path, neo4j_server: Any) -> None:
    dice = random.Random(5)  # noqa: S311 - a draw that is the same at each run
    for _ in range(8):
        pairs = dice.sample([(a, b) for a in NODES for b in NODES if a != b and ord(a) - ord(b) < 3], 14)
        edges = [
            edge_of(pair, dice.choice(["hard", "hard", "soft"]), dice.choice([None, None, "x", "y"])) for pair in pairs
        ]
        minutes = {one: dice.choice([None, 0, 3, 8]) for one in NODES}
        with written(tmp_path, content(edges, minutes)) as graph, Graph(neo4j_server, root=graph.root) as server:
            server.query("MATCH (n) DETACH DELETE n", write=True)
            server.load([graph.root / "notes.json"])
            for goals in (["a"], ["b", "e"], list(NODES)):
                known = dice.sample(NODES, 2)
                for hours in (None, 0.2):
                    options: dict[str, Any] = {"known": known, "hours": hours}
                    assert graph.plan(goals, **options).to_dict() == server.plan(goals, **options).to_dict()
            assert graph.next_steps(known="h") == server.next_steps(known="h")
            assert graph.next_steps(known="h", goal="a") == server.next_steps(known="h", goal="a")
            for one, other in (("a", "h"), ("c", "d")):
                assert graph.why(one, other).to_dict() == server.why(one, other).to_dict()
                first, second = ([each.to_dict() for each in some.paths(one, other)] for some in (graph, server))
                assert first == second
            server.query("MATCH (n) DETACH DELETE n", write=True)
