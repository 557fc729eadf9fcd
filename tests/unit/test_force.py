"""The drawing by what is linked to what."""

from __future__ import annotations

import math
import random
import statistics
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Concept, ConceptId, GraphData, Relation
from kg.view.force import GAP, apart, force_positions, spring_positions
from kg.view.layout import Layout, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZES = st.tuples(st.floats(20, 200), st.floats(30, 80))


def linked(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    near: list[set[int]] = [set() for _ in range(count)]
    for one, other in pairs:
        if one != other:
            near[one].add(other)
            near[other].add(one)
    return [sorted(others) for others in near]


def graph(count: int, pairs: Iterable[tuple[int, int]]) -> GraphData:
    return GraphData(
        concepts=tuple(Concept(id=ConceptId(f"c{number:03}"), name=f"Concept {number}") for number in range(count)),
        relations=tuple(
            Relation(source=ConceptId(f"c{one:03}"), type="RELATED_TO", target=ConceptId(f"c{other:03}"))
            for one, other in sorted(set(pairs))
        ),
    )


def overlapping(drawn: Layout) -> list[tuple[str, str]]:
    members = sorted(drawn.boxes.items())
    return [
        (one, other)
        for place, (one, box) in enumerate(members)
        for other, there in members[place + 1 :]
        if abs(box.x - there.x) < (box.width + there.width) / 2
        and abs(box.y - there.y) < (box.height + there.height) / 2
    ]


@settings(deadline=None)
@given(st.integers(1, 25).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_no_box_is_on_another_and_every_concept_has_one(drawn: tuple[int, set[tuple[int, int]]]) -> None:
    count, pairs = drawn
    notes = graph(count, pairs)
    layout = lay_out(notes, "force")
    assert set(layout.boxes) == {concept.id for concept in notes.concepts}
    assert overlapping(layout) == []
    assert (layout.bands, dict(layout.lanes)) == ((), {})


@settings(deadline=None)
@given(st.integers(2, 20), st.randoms(use_true_random=False))
def test_the_order_of_the_parts_changes_nothing(count: int, dice: random.Random) -> None:
    notes = graph(count, [(dice.randrange(count), dice.randrange(count)) for _ in range(2 * count)])
    concepts, relations = list(notes.concepts), list(notes.relations)
    dice.shuffle(concepts)
    dice.shuffle(relations)
    assert lay_out(GraphData(concepts=tuple(concepts), relations=tuple(relations)), "force") == lay_out(notes, "force")


@given(st.lists(st.tuples(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), SIZES), min_size=1, max_size=40))
def test_boxes_are_put_apart_wherever_they_were(boxes: list[tuple[tuple[float, float], tuple[float, float]]]) -> None:
    places, sizes = [place for place, _ in boxes], [size for _, size in boxes]
    found = apart(places, sizes, 10.0)
    for one, (x, y) in enumerate(found):
        for other in range(one):
            across = abs(x - found[other][0]) - (sizes[one][0] + sizes[other][0]) / 2
            down = abs(y - found[other][1]) - (sizes[one][1] + sizes[other][1]) / 2
            assert max(across, down) > 10 - 1e-6


def grid(side: int) -> list[list[int]]:
    return linked(
        side * side,
        [(row * side + column, row * side + column + 1) for row in range(side) for column in range(side - 1)]
        + [(row * side + column, (row + 1) * side + column) for row in range(side - 1) for column in range(side)],
    )


@pytest.mark.parametrize("links", [grid(12), linked(150, [(number, number + 1) for number in range(149)])])
def test_what_is_linked_is_near_and_what_is_far_in_the_graph_is_far(links: list[list[int]]) -> None:
    at = spring_positions(links)
    lengths = [math.dist(at[one], at[other]) for one, others in enumerate(links) for other in others]
    dice = random.Random(3)  # noqa: S311 - not for secrets
    others = [math.dist(*dice.sample(at, 2)) for _ in range(500)]
    assert statistics.median(lengths) * 2.5 < statistics.median(others)
    assert max(lengths) < 6 * statistics.median(lengths)


def test_the_leaves_of_a_star_stand_around_it_and_not_on_each_other() -> None:
    at = spring_positions(linked(40, [(0, leaf) for leaf in range(1, 40)]))
    assert min(math.dist(at[one], at[other]) for one in range(40) for other in range(one)) > 0.05


def test_parts_that_nothing_joins_stand_beside_each_other() -> None:
    links = linked(8, [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 7)])
    at = force_positions(links, [(100.0, 40.0)] * 8, 1.85)
    boxes = [[at[node] for node in part] for part in (range(4), range(4, 8))]
    spans = [(min(x for x, _ in part), max(x for x, _ in part)) for part in boxes]
    rows = [(min(y for _, y in part), max(y for _, y in part)) for part in boxes]
    beside = spans[0][1] + 100 + GAP <= spans[1][0] + 1e-6 or spans[1][1] + 100 + GAP <= spans[0][0] + 1e-6
    below = rows[0][1] + 40 + GAP <= rows[1][0] + 1e-6 or rows[1][1] + 40 + GAP <= rows[0][0] + 1e-6
    assert beside or below


def test_nothing_is_drawn_of_nothing() -> None:
    assert force_positions([], [], 1.85) == []
    assert dict(lay_out(GraphData(), "force").boxes) == {}
