"""Levels of prerequisites: how many steps there are at most from a concept down to the basics."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import ConceptId, GraphData

__all__ = ["prerequisite_levels"]


def prerequisite_levels(graph: GraphData) -> dict[ConceptId, int]:
    """Return the level of each concept: 0 for one that needs nothing, else one more than the highest that it needs.

    Soft prerequisites within a cycle are ignored; concepts in a cycle of hard ones share a level. Longest paths over
    the condensation of the strongly connected components (Sharir, "A strong-connectivity algorithm and its
    applications in data flow analysis", 1981), without recursion: O(V + E).
    """
    ids = sorted(concept.id for concept in graph.concepts)
    index = {identity: number for number, identity in enumerate(ids)}
    every: list[list[int]] = [[] for _ in ids]
    hard: list[list[int]] = [[] for _ in ids]
    for relation in graph.relations:
        if relation.type == "REQUIRES" and relation.source in index and relation.target in index:
            dependant, prerequisite = index[relation.source], index[relation.target]
            every[dependant].append(prerequisite)
            if relation.strength == "hard":
                hard[dependant].append(prerequisite)

    loop = _components(every)
    knot = _components(hard)
    # `loop` joins what soft and hard prerequisites close, `knot` what the hard ones alone close: without the soft ones
    # inside a loop, the knots have no cycle.
    needs: list[set[int]] = [set() for _ in ids]
    for dependant, prerequisites in enumerate(every):
        firm = set(hard[dependant])
        for prerequisite in prerequisites:
            if knot[dependant] != knot[prerequisite] and (
                loop[dependant] != loop[prerequisite] or prerequisite in firm
            ):
                needs[knot[dependant]].add(knot[prerequisite])
    level = _longest(needs)
    return {identity: level[knot[number]] for identity, number in index.items()}


def _longest(needs: Sequence[set[int]]) -> dict[int, int]:
    """Return the length of the longest path down from each node of an acyclic graph (Kahn's order)."""
    waiting = [len(prerequisites) for prerequisites in needs]
    dependants: list[list[int]] = [[] for _ in needs]
    for node, prerequisites in enumerate(needs):
        for prerequisite in prerequisites:
            dependants[prerequisite].append(node)
    level = dict.fromkeys(range(len(needs)), 0)
    ready = [node for node, count in enumerate(waiting) if count == 0]
    while ready:
        node = ready.pop()
        for dependant in dependants[node]:
            level[dependant] = max(level[dependant], level[node] + 1)
            waiting[dependant] -= 1
            if waiting[dependant] == 0:
                ready.append(dependant)
    return level


def _components(successors: Sequence[Sequence[int]]) -> dict[int, int]:
    """Return the strongly connected component of each node, named by one of its members."""
    predecessors: list[list[int]] = [[] for _ in successors]
    for node, ends in enumerate(successors):
        for end in ends:
            predecessors[end].append(node)
    component: dict[int, int] = {}
    for root in reversed(_finished(successors)):
        if root in component:
            continue
        component[root] = root
        work = [root]
        while work:
            for node in predecessors[work.pop()]:
                if node not in component:
                    component[node] = root
                    work.append(node)
    return component


def _finished(successors: Sequence[Sequence[int]]) -> list[int]:
    """Return the nodes in the order in which a depth-first search leaves them."""
    finished: list[int] = []
    seen: set[int] = set()
    for root in range(len(successors)):
        if root in seen:
            continue
        seen.add(root)
        work = [(root, iter(successors[root]))]
        while work:
            node, rest = work[-1]
            following = next((end for end in rest if end not in seen), None)
            if following is None:
                finished.append(node)
                work.pop()
            else:
                seen.add(following)
                work.append((following, iter(successors[following])))
    return finished
