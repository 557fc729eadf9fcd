"""Where a page of many concepts opens: on one of them, with what is near it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import ConceptId, GraphData

__all__ = ["AT_ONCE", "opening_focus"]

#: A graph of more concepts is not shown as a whole at first.
AT_ONCE = 2_000
#: What is near the focus at first: as far as it reaches, but no more concepts, save that the nearest are always shown.
NEAR = 150
FARTHEST = 3


def opening_focus(graph: GraphData, goal: ConceptId | None) -> tuple[ConceptId, int] | None:
    """Return the concept to open on and how many relations around it are shown, None for the whole graph.

    It is the goal, else the concept with most authored relations, the first by id of several. O(V + E).
    """
    if len(graph.concepts) <= AT_ONCE:
        return None
    near: dict[ConceptId, list[ConceptId]] = defaultdict(list)
    for relation in graph.relations:
        if not relation.derived:
            near[relation.source].append(relation.target)
            near[relation.target].append(relation.source)
    focus = goal or min(
        (concept.id for concept in graph.concepts), key=lambda identity: (-len(near[identity]), identity)
    )
    found = {focus}
    ring = {focus}
    for depth in range(1, FARTHEST + 1):
        ring = {other for here in ring for other in near[here]} - found
        if depth > 1 and len(found) + len(ring) > NEAR:
            return focus, depth - 1
        found |= ring
    return focus, FARTHEST
