"""The drawing as vis-network shows it, on a graph that is not a pretty one."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from kg.config import default_ontology
from kg.model import Concept, ConceptId, GraphData, Relation
from kg.view import html_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ONTOLOGY = default_ontology()


def vis(page: Page, body: str) -> Any:
    return page.evaluate(f"() => {{ const {{network, nodes, edges, concepts, relations}} = kg; {body} }}")


def random_notes(size: int) -> GraphData:
    dice = random.Random(7)  # noqa: S311 - not for secrets
    words = ["Gradient", "Stochastic", "Überanpassung", "von", "梯度下降", "Learning", "Rate", "x", "WWWWWWWWWWWWWWW"]
    concepts = tuple(
        Concept(
            id=ConceptId(f"c{number:02}"),
            name=f"{number} {' '.join(dice.choices(words, k=dice.randint(1, 6)))}",
            kind=dice.choice(list(ONTOLOGY.kinds)),
        )
        for number in range(size)
    )
    pairs = sorted({tuple(sorted(dice.sample(range(size - 4), 2))) for _ in range(size * 2)})
    types = ["USES", "IS_A", "REQUIRES", "AFFECTS", "RELATED_TO"]
    relations = []
    for low, high in pairs:
        source, target, type_ = concepts[high].id, concepts[low].id, dice.choice(types)
        relations.append(Relation(source=source, type=type_, target=target))
        if type_ in {"USES", "IS_A"}:
            relations.append(Relation(source=source, type="REQUIRES", target=target, derived=True, via=(type_,)))
    return GraphData(concepts=concepts, relations=tuple(relations))


def test_no_two_boxes_overlap_and_every_prerequisite_is_on_the_left(browse: Callable[..., Page]) -> None:
    page = browse(html_page(random_notes(60), ONTOLOGY))
    boxes = vis(page, "return concepts.map((_, number) => network.getBoundingBox(number))")
    assert len(boxes) == 60
    overlapping = [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    ]
    assert overlapping == []
    leaning = vis(
        page,
        "return edges.get().filter(one => ['USES', 'IS_A', 'REQUIRES'].includes(relations[one.id].type))"
        ".map(one => network.getPosition(one.to).x - network.getPosition(one.from).x)",
    )
    assert min(leaning) > 0


def test_no_line_crosses_a_box_that_it_does_not_touch(browse: Callable[..., Page]) -> None:
    page = browse(html_page(random_notes(60), ONTOLOGY))
    touched = vis(
        page,
        """
        const boxes = concepts.map((_, number) => ({number, ...network.getBoundingBox(number)}));
        const found = [];
        for (const {from, to, id} of edges.get()) {
            const {edgeType} = network.body.edges[id];
            for (const box of boxes) {
                if (box.number === from || box.number === to) continue;
                const x = (box.left + box.right) / 2;
                const y = (box.top + box.bottom) / 2;
                const distance = edgeType.getDistanceToEdge(0, 0, 0, 0, x, y);
                if (distance < (box.bottom - box.top) / 2 - 8) found.push([from, to, box.number]);
            }
        }
        return found;
        """,
    )
    assert touched == []


def test_labels_are_readable_at_the_first_view(browse: Callable[..., Page]) -> None:
    page = browse(html_page(random_notes(60), ONTOLOGY))
    assert vis(page, "return network.getScale()") * 16 >= 11
