"""The order of a plan: which concepts are learnt together, on which level, and in which order inside a level."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.order import cyclic_components, prerequisite_levels

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kg.plans.needs import Edge

__all__ = ["learnt_together", "levels_of", "study_order", "without_hard_circles"]


def without_hard_circles(edges: Collection[Edge]) -> Collection[Edge]:
    """Return the edges with those soft that lie on a circle of hard ones.

    A load refuses such a circle, but a store that others write may hold it. It is one step then. `O(V + E)`.
    """
    circles = cyclic_components([(edge.source, edge.target) for edge in edges if edge.hard])
    if not circles:
        return edges
    circle = {one: number for number, found in enumerate(circles) for one in found}
    return [
        replace(edge, hard=edge.hard and (edge.source not in circle or circle[edge.source] != circle.get(edge.target)))
        for edge in edges
    ]


def learnt_together(edges: Collection[Edge]) -> dict[str, tuple[str, ...]]:
    """Return for each concept of a circle of soft prerequisites the concepts of the circle, sorted.

    Two concepts that name each other as soft prerequisites are declared co-requisites: a circle of two. A circle that
    could not be one step, because hard prerequisites lead out of it and back, is not one. `O(V + E)`.
    """
    groups = {
        one: tuple(sorted(found))
        for found in cyclic_components([(edge.source, edge.target) for edge in edges if not edge.hard])
        for one in found
    }
    first = {one: group[0] for one, group in groups.items()}
    hard = [
        (first.get(edge.source, edge.source), first.get(edge.target, edge.target))
        for edge in edges
        if edge.hard and first.get(edge.source, edge.source) != first.get(edge.target, edge.target)
    ]
    broken = {one for found in cyclic_components(hard) for one in found}
    return {one: group for one, group in groups.items() if group[0] not in broken}


def levels_of(
    concepts: Collection[str], edges: Collection[Edge], together: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """Return the level of each concept from 0; those learnt together share one. `O(V + E)`."""
    first = {one: group[0] for one, group in together.items()}
    between = [
        (first.get(edge.source, edge.source), first.get(edge.target, edge.target), edge.hard)
        for edge in edges
        if first.get(edge.source, edge.source) != first.get(edge.target, edge.target)
    ]
    levels = prerequisite_levels({first.get(one, one) for one in concepts}, between)
    return {one: levels[first.get(one, one)] for one in concepts}


def study_order(
    levels: Mapping[str, int],
    edges: Collection[Edge],
    together: Mapping[str, tuple[str, ...]],
    last: Collection[str],
    names: Mapping[str, str],
) -> list[str]:
    """Return the concepts by level, inside a level in the order of their first use; `last` ones, the goals, at the end.

    Levels are laid out from the highest down, each sorted by the earliest dependant above it, then by name and id.
    Concepts learnt together stand together, hard prerequisites first. `O(V log V + E)`.
    """
    dependants: dict[str, list[str]] = defaultdict(list)
    inside: list[tuple[str, str, bool]] = []
    for edge in edges:
        if together.get(edge.source, edge.source) == together.get(edge.target, edge.target):
            if edge.hard:
                inside.append((edge.source, edge.target, True))
        elif levels[edge.source] > levels[edge.target]:
            dependants[edge.target].append(edge.source)
    rank = prerequisite_levels(together, inside)
    heads: dict[tuple[bool, int], dict[str, list[str]]] = defaultdict(dict)
    for one in sorted(levels):
        head = together[one][0] if one in together else one
        is_last = all(each in last for each in together.get(one, (one,)))
        heads[is_last, levels[one]].setdefault(head, []).append(one)
    position: dict[str, tuple[int, int]] = {}

    def first_use(members: list[str]) -> tuple[int, int]:
        return min((position[each] for one in members for each in dependants[one] if each in position), default=(0, 0))

    rows: list[list[str]] = []
    for number, (_, row) in enumerate(sorted(heads.items(), reverse=True)):
        ordered = sorted(row.items(), key=lambda item: (first_use(item[1]), names[item[0]].casefold(), item[0]))
        line = [
            one
            for _, members in ordered
            for one in sorted(members, key=lambda one: (rank.get(one, 0), names[one].casefold(), one))
        ]
        position |= {one: (-number, place) for place, one in enumerate(line)}
        rows.append(line)
    return [one for line in reversed(rows) for one in line]
