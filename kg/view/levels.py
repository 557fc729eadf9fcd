"""Levels of the concepts that a page draws, cycles included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import order

if TYPE_CHECKING:
    from kg.model import ConceptId, GraphData

__all__ = ["prerequisite_levels"]


def prerequisite_levels(graph: GraphData) -> dict[ConceptId, int]:
    """Return the level of each concept: 0 for one that needs nothing, else one more than the highest that it needs.

    Soft prerequisites within a cycle are ignored. Unlike a plan, which the loader keeps free of them, a drawing may
    show cycles of hard ones: the concepts of such a cycle share a level. O(V + E).
    """
    ids = sorted(concept.id for concept in graph.concepts)
    known = set(ids)
    needs = [
        (one.source, one.target, one.strength == "hard")
        for one in graph.relations
        if one.type == "REQUIRES" and one.source in known and one.target in known
    ]
    cycles = order.cyclic_components([(dependant, first) for dependant, first, hard in needs if hard])
    knot: dict[str, str] = {identity: min(found) for found in cycles for identity in found}
    named = [(knot.get(dependant, dependant), knot.get(first, first), hard) for dependant, first, hard in needs]
    levels = order.prerequisite_levels(
        {knot.get(identity, identity) for identity in ids}, [edge for edge in named if edge[0] != edge[1]]
    )
    return {identity: levels[knot.get(identity, identity)] for identity in ids}
