from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Concept, ConceptId, GraphData, Relation
from kg.view.labels import FONT_SIZE, MARGIN_X, label_box
from kg.view.layout import Layout, PlacedBox, lay_out, positions
from kg.view.levels import prerequisite_levels

if TYPE_CHECKING:
    import random

STEADY = settings(deadline=None)  # the machine may be busy; how long a layout takes is measured elsewhere
NAMES = st.one_of(
    st.sampled_from(["Gradient", "Stochastic Gradient Descent", "梯度下降算法的一个很长的名字", "x" * 90, "C++", "í"]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(lambda name: name.strip()),
)


def graph_of(edges: list[tuple[str, str, str, str]], extra: tuple[str, ...] = ()) -> GraphData:
    """Return a graph of (source, type, target, strength) with concepts named as their ids."""
    members = sorted({end for source, _, target, _ in edges for end in (source, target)} | set(extra))
    return GraphData(
        concepts=tuple(Concept(id=ConceptId(name), name=name) for name in members),
        relations=tuple(
            Relation.model_validate({"source": source, "type": type_, "target": target, "strength": strength})
            for source, type_, target, strength in edges
        ),
    )


def needs(text: str) -> list[tuple[str, str, str, str]]:
    """Return hard prerequisites from `a>b b>c`: a needs b, b needs c; `a~b` is a soft one."""
    return [
        (pair[0], "REQUIRES", pair[2:], "hard" if pair[1] == ">" else "soft") for pair in text.replace(",", " ").split()
    ]


@st.composite
def graphs(draw: st.DrawFn) -> GraphData:
    """Return graphs whose hard prerequisites have no cycle; the soft ones and the other relations may be anything."""
    size = draw(st.integers(1, 25))
    concepts = [Concept(id=ConceptId(f"c{number}"), name=draw(NAMES)) for number in range(size)]
    ends = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    hard = {(max(pair), min(pair)) for pair in draw(st.lists(ends, max_size=40)) if pair[0] != pair[1]}
    relations = [(source, "REQUIRES", target, "hard") for source, target in hard]
    relations += [
        (source, "REQUIRES", target, "soft")
        for source, target in draw(st.sets(ends, max_size=10))
        if (source, target) not in hard
    ]
    relations += [(source, "RELATED_TO", target, "hard") for source, target in draw(st.sets(ends, max_size=10))]
    return GraphData(
        concepts=tuple(concepts),
        relations=tuple(
            Relation.model_validate(
                {"source": f"c{source}", "type": type_, "target": f"c{target}", "strength": strength}
            )
            for source, type_, target, strength in relations
        ),
    )


def boxes_overlap(one: PlacedBox, other: PlacedBox) -> bool:
    return (
        abs(one.x - other.x) < (one.width + other.width) / 2 and abs(one.y - other.y) < (one.height + other.height) / 2
    )


def overlaps(drawn: Layout) -> list[tuple[str, str]]:
    members = sorted(drawn.boxes)
    return [
        (one, other)
        for place, one in enumerate(members)
        for other in members[place + 1 :]
        if boxes_overlap(drawn.boxes[one], drawn.boxes[other])
    ]


@STEADY
@given(graphs())
def test_every_hard_prerequisite_is_left_of_what_needs_it(graph: GraphData) -> None:
    at = positions(graph)
    for relation in graph.relations:
        if relation.type == "REQUIRES" and relation.strength == "hard":
            assert at[relation.target][0] < at[relation.source][0]


@STEADY
@given(graphs())
def test_no_box_is_on_another(graph: GraphData) -> None:
    assert overlaps(lay_out(graph)) == []


@STEADY
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_the_parts_changes_nothing(graph: GraphData, dice: random.Random) -> None:
    concepts, relations = list(graph.concepts), list(graph.relations)
    dice.shuffle(concepts)
    dice.shuffle(relations)
    assert lay_out(GraphData(concepts=tuple(concepts), relations=tuple(relations))) == lay_out(graph)


@STEADY
@given(graphs())
def test_every_concept_has_one_place_and_every_box_holds_its_label(graph: GraphData) -> None:
    drawn = lay_out(graph)
    assert set(drawn.boxes) == {concept.id for concept in graph.concepts}
    for concept in graph.concepts:
        own, placed = label_box(concept.name), drawn.boxes[concept.id]
        assert placed.text == own.text
        assert placed.width >= own.width
        assert placed.height == own.height


@STEADY
@given(graphs())
def test_lanes_pass_no_box(graph: GraphData) -> None:
    drawn = lay_out(graph)
    for lanes in drawn.lanes.values():
        for lane in lanes:
            for box in drawn.boxes.values():
                beside = box.x + box.width / 2 <= lane.left or lane.right <= box.x - box.width / 2
                assert beside or abs(box.y - lane.y) > box.height / 2


@STEADY
@given(graphs())
def test_a_long_line_has_a_lane_in_each_column_that_it_crosses(graph: GraphData) -> None:
    drawn = lay_out(graph)
    linked = {end for one in graph.relations if one.source != one.target for end in (one.source, one.target)}
    columns = sorted({drawn.boxes[identity].x for identity in linked})
    for relation in graph.relations:
        start, end = sorted((relation.source, relation.target), key=lambda identity: drawn.boxes[identity].x)
        crossed = [x for x in columns if drawn.boxes[start].x < x < drawn.boxes[end].x]
        lanes = drawn.lanes.get((start, end), ())
        assert [lane.left < x < lane.right for lane, x in zip(lanes, crossed, strict=True)] == [True] * len(crossed)


def test_the_level_is_the_longest_way_down() -> None:
    levels = prerequisite_levels(graph_of(needs("d>c c>b b>a d>a"), extra=("alone",)))
    assert levels == {"a": 0, "b": 1, "c": 2, "d": 3, "alone": 0}


def test_a_soft_prerequisite_counts_where_it_closes_no_cycle() -> None:
    assert prerequisite_levels(graph_of(needs("b~a c>b"))) == {"a": 0, "b": 1, "c": 2}


def test_a_soft_prerequisite_that_closes_a_cycle_is_ignored() -> None:
    assert prerequisite_levels(graph_of(needs("b>a c>b a~c"))) == {"a": 0, "b": 1, "c": 2}


def test_concepts_in_a_hard_cycle_share_a_level() -> None:
    assert prerequisite_levels(graph_of(needs("a>b b>a b>z c>a z>y"))) == {"y": 0, "z": 1, "a": 2, "b": 2, "c": 3}


def test_a_chain_of_ten_thousand_needs_no_recursion() -> None:
    chain = graph_of([(f"n{number + 1:05}", "REQUIRES", f"n{number:05}", "hard") for number in range(10_000)])
    assert prerequisite_levels(chain)[ConceptId("n10000")] == 10_000


def test_a_wide_level_is_wrapped_so_that_the_drawing_keeps_the_shape_of_a_screen() -> None:
    drawn = lay_out(graph_of([(f"leaf{number:03}", "REQUIRES", "root", "hard") for number in range(300)]))
    width = max(box.x for box in drawn.boxes.values()) - min(box.x for box in drawn.boxes.values())
    height = max(box.y for box in drawn.boxes.values()) - min(box.y for box in drawn.boxes.values())
    assert 1 < width / height < 4
    assert [band.level for band in drawn.bands] == [0, 1]


def test_concepts_without_relations_stand_in_rows_below_the_drawing() -> None:
    alone = tuple(f"alone {number:02}" for number in range(30))
    drawn = lay_out(graph_of(needs("b>a"), extra=alone))
    assert drawn.loose_top is not None
    rows = sorted({drawn.boxes[ConceptId(name)].y for name in alone})
    assert max(drawn.boxes[ConceptId(name)].y for name in "ab") < drawn.loose_top < rows[0]
    assert 1 < len(rows) < 10
    assert len({round(below - above, 6) for above, below in pairwise(rows)}) == 1


def test_a_concept_outside_all_prerequisites_stands_beside_what_it_is_linked_to() -> None:
    at = positions(graph_of([*needs("e>d d>c c>b b>a"), ("example", "EXAMPLE_OF", "d", "hard")]))
    assert at[ConceptId("c")][0] < at[ConceptId("example")][0]


def test_nothing_is_drawn_of_nothing() -> None:
    drawn = lay_out(GraphData())
    assert (drawn.boxes, drawn.bands, drawn.lanes, drawn.loose_top) == ({}, (), {}, None)


def test_a_relation_to_a_concept_that_is_not_there_is_passed_over() -> None:
    graph = graph_of(needs("b>a"))
    part = GraphData(concepts=graph.concepts[:1], relations=graph.relations)
    assert set(positions(part)) == {"a"}


def test_a_long_name_is_broken_into_lines_and_then_cut() -> None:
    assert label_box("Stochastic Gradient Descent").text.splitlines() == ["Stochastic", "Gradient Descent"]
    endless = label_box("word " * 100)
    assert endless.text.count("\n") == 3
    assert endless.text.endswith("…")
    assert endless.height < 6 * FONT_SIZE
    assert label_box("x" * 5000).width <= label_box("Straight Line").width * 2


def test_wide_characters_are_given_more_room_than_marks() -> None:
    assert label_box("梯梯").width - 2 * MARGIN_X == 2 * FONT_SIZE
    assert label_box("é").width == label_box("e").width
