"""The order of a plan: which concepts are learnt together, on which level, and in which order inside a level."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.order import cyclic_components, peeled, prerequisite_levels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kg.plans.needs import Edge

__all__ = ["Arrangement", "arranged", "study_order"]


class Arrangement(NamedTuple):
    """The level of each concept from 0, and for each that is learnt together with others all of them, sorted.

    `edges` are those between the concepts, soft where hard ones go round in a circle.
    """

    levels: Mapping[str, int]
    together: Mapping[str, tuple[str, ...]]
    edges: Sequence[Edge]


def arranged(concepts: Collection[str], edges: Sequence[Edge]) -> Arrangement:
    """Return what is learnt together and the levels, those of what is learnt together the same. `O(V + E)`."""
    levels, blocked = peeled(concepts, edges)
    if not blocked:
        return Arrangement(levels, {}, edges)
    edges = _without_hard_circles(edges)
    together = _learnt_together(edges)
    first = {one: group[0] for one, group in together.items()}
    between = [(first.get(a, a), first.get(b, b), hard) for a, b, hard, _ in edges]
    shared = prerequisite_levels(
        {first.get(one, one) for one in concepts}, [one for one in between if one[0] != one[1]]
    )
    return Arrangement({one: shared[first.get(one, one)] for one in concepts}, together, edges)


def _without_hard_circles(edges: Sequence[Edge]) -> Sequence[Edge]:
    """Return the edges with those soft that lie on a circle of hard ones.

    A load refuses such a circle, but a store that others write may hold it. It is one step then. `O(V + E)`.
    """
    circles = cyclic_components([(edge.source, edge.target) for edge in edges if edge.hard])
    if not circles:
        return edges
    circle = {one: number for number, found in enumerate(circles) for one in found}
    return [
        edge._replace(hard=edge.hard and (edge.source not in circle or circle[edge.source] != circle.get(edge.target)))
        for edge in edges
    ]


def _learnt_together(edges: Sequence[Edge]) -> dict[str, tuple[str, ...]]:
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


def study_order(found: Arrangement, last: Collection[str], names: Mapping[str, str]) -> list[str]:
    """Return the concepts by level, inside a level in the order of their first use; `last` ones, the goals, at the end.

    Levels are laid out from the highest down, each sorted by the earliest dependant above it, then by name and id.
    Concepts learnt together stand together, hard prerequisites first. `O(V log V + E)`.
    """
    levels, together, edges = found
    below: dict[str, list[str]] = {}
    for source, target, _, _ in edges:
        if levels[source] > levels[target]:
            if source in below:
                below[source].append(target)
            else:
                below[source] = [target]
    inside = [(a, b, True) for a, b, hard, _ in edges if hard and levels[a] == levels[b]] if together else []
    rank = prerequisite_levels(together, inside)
    by_name = [one for _, one in sorted([(names[one].casefold(), one) for one in levels])]
    place = {one: number for number, one in enumerate(by_name)}
    first_use: dict[str, int] = {}
    order: list[str] = []
    top: int | None = None
    for row in _rows(by_name, found, last):
        uses = [(min([first_use.get(one, 0) for one in members]), place[head], head) for head, members in row.items()]
        line: list[str] = []
        for _, _, head in sorted(uses):
            members = row[head]
            line += sorted(members, key=lambda one: (rank.get(one, 0), place[one])) if len(members) > 1 else members
        top = len(line) if top is None else top
        for number, one in enumerate(line, top - len(order) - len(line)):
            for each in below.get(one, ()):
                if each not in first_use or number < first_use[each]:
                    first_use[each] = number
        order += reversed(line)
    return order[::-1]


def _rows(by_name: Iterable[str], found: Arrangement, last: Collection[str]) -> list[dict[str, list[str]]]:
    """Return the levels from the highest down, the `last` ones first: by the smallest id of what is learnt together."""
    rows: dict[tuple[bool, int], dict[str, list[str]]] = defaultdict(dict)
    for one in by_name:
        group = found.together.get(one, (one,))
        is_last = one in last and all(each in last for each in group)
        row = rows[is_last, found.levels[one]]
        if group[0] in row:
            row[group[0]].append(one)
        else:
            row[group[0]] = [one]
    return [row for _, row in sorted(rows.items(), reverse=True)]
