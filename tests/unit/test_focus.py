"""Where a page of many concepts opens."""

from __future__ import annotations

import pytest

from kg.model import Concept, ConceptId, GraphData, Relation
from kg.view.focus import AT_ONCE, NEAR, opening_focus


def star(leaves: int, *, derived: int = 0, alone: int = AT_ONCE) -> GraphData:
    """Return a hub with so many neighbours, another with more derived relations than that, and concepts for size."""
    ids = [
        "hub",
        "base",
        *(f"leaf{number}" for number in range(leaves)),
        *(f"alone{number}" for number in range(alone)),
    ]
    relations = [
        Relation(source=ConceptId(f"leaf{one}"), type="USES", target=ConceptId("hub")) for one in range(leaves)
    ]
    relations += [
        Relation(
            source=ConceptId(f"alone{one}"), type="REQUIRES", target=ConceptId("base"), derived=True, via=("USES",)
        )
        for one in range(derived)
    ]
    return GraphData(concepts=tuple(Concept(id=ConceptId(one), name=one) for one in ids), relations=tuple(relations))


def test_a_graph_that_is_not_large_is_shown_as_a_whole() -> None:
    graph = star(5)
    assert opening_focus(GraphData(concepts=graph.concepts[:AT_ONCE], relations=graph.relations), None) is None


def test_it_is_the_concept_with_most_relations_that_somebody_wrote() -> None:
    assert opening_focus(star(5, derived=50), None) == ("hub", 3)


def test_a_goal_comes_first() -> None:
    assert opening_focus(star(5), ConceptId("leaf3")) == ("leaf3", 3)


@pytest.mark.parametrize(("leaves", "depth"), [(NEAR - 1, 3), (NEAR, 1)])
def test_what_is_near_is_shown_as_far_as_it_can_be_read(leaves: int, depth: int) -> None:
    assert opening_focus(star(leaves), ConceptId("leaf0")) == ("leaf0", depth)


def test_the_neighbours_of_a_hub_are_shown_however_many_they_are() -> None:
    assert opening_focus(star(3 * NEAR), None) == ("hub", 1)
