"""Relations that go round in a circle, each named with its weakest link."""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.order import cyclic_components

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from kg.check.graph import CheckedGraph
    from kg.errors import Finding
    from kg.model import Relation

__all__ = ["circles"]

_Edge = tuple[str, str]
_MOST_SHOWN = 12  # concepts of a circle that can be read in a line
_CONTRADICTION = 2  # links


def circles(graph: CheckedGraph) -> Iterator[Finding]:
    """Yield a finding for each set of concepts that a type without circles, or what must be known first, ties together.

    A circle that needs derived prerequisites is only looked for where no authored one is wrong. `O(V + E)`.
    """
    is_wrong = False
    for type_, edges in sorted(_acyclic_edges(graph).items()):
        for circle in _circles(edges):
            is_wrong = True
            yield _authored(graph, type_, circle, edges)
    if not is_wrong:
        needs = _needs(graph)
        for circle in _circles(needs):
            yield _derived(graph, circle, needs)


def _acyclic_edges(graph: CheckedGraph) -> dict[str, dict[_Edge, list[Relation]]]:
    by_type: dict[str, dict[_Edge, list[Relation]]] = defaultdict(dict)
    for (source, type_, target), one in graph.relations.items():
        if graph.ontology.types[type_].acyclic and (type_ != "REQUIRES" or one.strength == "hard"):
            by_type[type_][source, target] = [one]
    return by_type


def _needs(graph: CheckedGraph) -> dict[_Edge, list[Relation]]:
    """Return the relations behind each hard prerequisite, authored or derived; an authored one is alone."""
    needs: dict[_Edge, list[Relation]] = defaultdict(list)
    for key, one in graph.relations.items():
        pair = graph.ontology.needs(*key)
        if pair is None or one.strength != "hard":
            continue
        if key[1] == "REQUIRES" or (pair[0], "REQUIRES", pair[1]) not in graph.relations:
            needs[pair].append(one)
    return needs


def _circles(edges: Mapping[_Edge, Sequence[Relation]]) -> list[list[str]]:
    """Return a shortest circle `[a, b, …, a]` through the smallest concept of each set that reach each other."""
    components = sorted(cyclic_components(list(edges)), key=min)
    if not components:
        return []
    following: dict[str, list[str]] = defaultdict(list)
    for a, b in sorted(edges):
        following[a].append(b)
    return [_shortest(following, component) for component in components]


def _shortest(following: Mapping[str, Sequence[str]], component: Collection[str]) -> list[str]:
    start = min(component)
    chains = deque([start])
    before: dict[str, str] = {}
    while True:
        node = chains.popleft()
        for one in following[node]:
            if one == start:
                path = [start, node]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return path[::-1]
            if one in component and one not in before:
                before[one] = node
                chains.append(one)


def _sureness(relation: Relation) -> tuple[bool, bool, bool, bool, int]:
    """Return what stands behind a relation, the more the larger."""
    return (
        relation.confidence != "pattern",
        relation.confidence is None,
        any(proof.quote for proof in relation.evidence),
        relation.reason is not None,
        len(relation.sources),
    )


def _weakest(circle: Sequence[str], edges: Mapping[_Edge, Sequence[Relation]]) -> Relation:
    links = [max(edges[pair], key=_sureness) for pair in pairwise(circle)]
    return min(links, key=lambda one: (_sureness(one), one.key))


def _authored(
    graph: CheckedGraph, type_: str, circle: Sequence[str], edges: Mapping[_Edge, Sequence[Relation]]
) -> Finding:
    weakest = _weakest(circle, edges)
    is_contradiction = len(circle) == _CONTRADICTION + 1
    if is_contradiction:
        first, second = (edges[pair][0] for pair in pairwise(circle))
        message = (
            f"{graph.sentence(first)} ({graph.where(first)}), but {graph.sentence(second)} ({graph.where(second)}): "
            "one of the two is wrong."
        )
    else:
        message = f"{type_} goes round in a circle: {_arrows(graph, circle)}."
    another = "the other" if is_contradiction else "another"
    hint = f"The weakest link is that {graph.sentence(weakest)} ({graph.where(weakest)}); remove it, or {another}."
    if type_ == "REQUIRES":
        hint = hint[:-1] + ", or make one soft."
    return graph.finding("KG201" if is_contradiction else "KG107", weakest, message, hint)


def _derived(graph: CheckedGraph, circle: Sequence[str], edges: Mapping[_Edge, Sequence[Relation]]) -> Finding:
    weakest = _weakest(circle, edges)
    links = [max(edges[pair], key=_sureness) for pair in pairwise(circle)][:_MOST_SHOWN]
    because = "; ".join(graph.sentence(one) for one in links)
    return graph.finding(
        "KG108",
        weakest,
        f"These need each other: {_arrows(graph, circle)}, because {because}.",
        f"The weakest link is that {graph.sentence(weakest)} ({graph.where(weakest)}); mend it if it is wrong.",
    )


def _arrows(graph: CheckedGraph, circle: Sequence[str]) -> str:
    names = [graph.name(one) for one in circle]
    half = _MOST_SHOWN // 2
    return " → ".join(names if len(names) <= _MOST_SHOWN + 1 else [*names[:half], "…", *names[-half:]])
