"""Where everything is drawn: levels of prerequisites from left to right, no box on another, long lines around boxes.

The other drawing, which heeds only what is linked, comes from `force`. The steps of this one are those of Sugiyama,
Tagawa and Toda (1981) and of Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs" (1993):
levels, points where long lines cross columns, order, coordinates. The cost is O((V + E) log V) and at most `MOST_LANES`
such points; the result depends on the graph alone, not on the order of its parts.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.model import fold
from kg.view.force import force_positions
from kg.view.labels import LabelBox, label_box
from kg.view.levels import prerequisite_levels
from kg.view.order import ROW_GAP, Columns, fewer_crossings, straight_heights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import ConceptId, GraphData

__all__ = ["LAYOUTS", "Band", "Lane", "Layout", "PlacedBox", "lay_out", "positions"]

#: By prerequisite levels from left to right, or by what is linked to what.
LAYOUTS = ("levels", "force")

#: Width over height of the drawing area on a laptop.
ASPECT = 1.85
#: Between the columns of one level, and between levels.
COLUMN_GAP = 38.0
LEVEL_GAP = 50.0
#: Between unlinked concepts in a row.
CELL_GAP = 24.0
#: Rows are spread to use the height that is there, at most by this factor, and to what a laptop shows readably.
STRETCH = 1.9
VIEW_HEIGHT = 880.0
#: Points at which long lines go around boxes: so many for each concept, within these bounds. The shorter lines have
#: them first, the rest go straight.
LANES_A_CONCEPT = 3
FEWEST_LANES, MOST_LANES = 1_000, 20_000
#: Rough size of a box with its gaps, from which the number of rows is chosen.
_TYPICAL_WIDTH = 165.0
_TYPICAL_HEIGHT = 62.0
_FEWEST_ROWS = 4


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """The box of a concept: its middle, size and text, in drawing units; x grows to the right and y downwards."""

    x: float
    y: float
    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """Where a long line crosses a column: level at `y` from `left` to `right`."""

    left: float
    right: float
    y: float


@dataclass(frozen=True, slots=True)
class Band:
    """The columns of one level."""

    level: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing. `lanes` are by the ends of a line, the left one first; unlinked concepts begin at `loose_top`."""

    boxes: Mapping[ConceptId, PlacedBox]
    levels: Mapping[ConceptId, int]
    bands: tuple[Band, ...]
    lanes: Mapping[tuple[ConceptId, ConceptId], tuple[Lane, ...]]
    loose_top: float | None


def positions(graph: GraphData) -> dict[ConceptId, tuple[float, float]]:
    """Return the middle of each concept's box in drawing units."""
    return {identity: (box.x, box.y) for identity, box in lay_out(graph).boxes.items()}


def lay_out(graph: GraphData, style: Literal["levels", "force"] = "levels") -> Layout:
    """Return the drawing of a graph.

    Args:
        graph: what to draw.
        style: `levels` puts every prerequisite left of what needs it, save within cycles; `force` puts concepts near
            those that they are linked to, and has neither bands nor lanes.
    """
    labels = {concept.id: label_box(concept.name) for concept in graph.concepts}
    names = {concept.id: (fold(concept.name), concept.id) for concept in graph.concepts}
    levels = prerequisite_levels(graph)
    links = _links(graph, labels)
    linked = sorted((identity for identity in labels if identity in links), key=names.__getitem__)
    loose = sorted((identity for identity in labels if identity not in links), key=names.__getitem__)

    bands: tuple[Band, ...] = ()
    lanes: dict[tuple[ConceptId, ConceptId], tuple[Lane, ...]] = {}
    if style == "levels":
        drawn_level = _drawn_levels(graph, levels, links)
        columns_of = _columns(linked, drawn_level, links)
        boxes, bands, lanes = _draw(columns_of, drawn_level, labels, links)
    else:
        boxes = _drawn_by_force(linked, labels, links)
    bottom = max((box.y + box.height / 2 for box in boxes.values()), default=0.0)
    right = max((box.x + box.width / 2 for box in boxes.values()), default=0.0)
    loose_top = None
    if loose:
        loose_top = bottom + 2 * LEVEL_GAP if boxes else 0.0
        boxes |= _rows(loose, labels, loose_top, right)
    return Layout(boxes, levels, bands, lanes, loose_top)


def _links(graph: GraphData, known: Mapping[ConceptId, LabelBox]) -> dict[ConceptId, list[ConceptId]]:
    """Return the neighbours of each concept that has any, sorted, whatever the relation."""
    near: dict[ConceptId, set[ConceptId]] = defaultdict(set)
    for relation in graph.relations:
        if relation.source != relation.target and relation.source in known and relation.target in known:
            near[relation.source].add(relation.target)
            near[relation.target].add(relation.source)
    return {identity: sorted(others) for identity, others in near.items()}


def _drawn_levels(
    graph: GraphData, levels: Mapping[ConceptId, int], links: Mapping[ConceptId, Sequence[ConceptId]]
) -> dict[ConceptId, int]:
    """Return the levels, those of concepts outside every prerequisite moved beside what they are linked to."""
    placed = {
        end: levels[end]
        for relation in graph.relations
        if relation.type == "REQUIRES"
        for end in (relation.source, relation.target)
        if end in links
    }
    deepest = max([1, *placed.values()])
    queue = deque(sorted(placed, key=lambda identity: (-placed[identity], identity)))
    for start in [None, *sorted(links)]:
        if start is not None and start not in placed:
            placed[start] = 0
            queue.append(start)
        while queue:
            here = queue.popleft()
            for other in links[here]:
                if other not in placed:
                    placed[other] = placed[here] + 1 if placed[here] < deepest else placed[here] - 1
                    queue.append(other)
    return placed


def _columns(
    linked: Sequence[ConceptId], level: Mapping[ConceptId, int], links: Mapping[ConceptId, Sequence[ConceptId]]
) -> list[list[ConceptId]]:
    """Return the concepts of each column: a level wider than the rows that suit the screen has several columns.

    The level's own order is found first, and then dealt to its columns in turn, so that lines stay short.
    """
    by_level: dict[int, list[ConceptId]] = defaultdict(list)
    for identity in linked:
        by_level[level[identity]].append(identity)
    numbers = {identity: number for number, identity in enumerate(linked)}
    whole = Columns(order=[[numbers[identity] for identity in by_level[key]] for key in sorted(by_level)], height=[])
    for _ in linked:
        whole.add(1.0)
    for identity in linked:
        for other in links[identity]:
            if level[identity] < level[other]:
                whole.join(numbers[identity], numbers[other])
    fewer_crossings(whole)
    rows = _best_rows([len(items) for items in whole.order])
    columns: list[list[ConceptId]] = []
    for items in whole.order:
        wide = math.ceil(len(items) / rows)
        columns.extend([linked[item] for item in items[start::wide]] for start in range(wide))
    return columns


def _best_rows(counts: Sequence[int]) -> int:
    """Return the number of rows that makes a drawing of levels with so many concepts the shape of the screen."""
    best, best_misfit = _FEWEST_ROWS, math.inf
    rows = _FEWEST_ROWS
    while counts and rows <= max(*counts, _FEWEST_ROWS):
        wide = _TYPICAL_WIDTH * sum(math.ceil(count / rows) for count in counts)
        misfit = abs(math.log(wide / (_TYPICAL_HEIGHT * rows) / ASPECT))
        if misfit < best_misfit:
            best, best_misfit = rows, misfit
        rows = max(rows + 1, rows * 11 // 10)
    return best


def _draw(
    columns_of: Sequence[Sequence[ConceptId]],
    level: Mapping[ConceptId, int],
    labels: Mapping[ConceptId, LabelBox],
    links: Mapping[ConceptId, Sequence[ConceptId]],
) -> tuple[dict[ConceptId, PlacedBox], tuple[Band, ...], dict[tuple[ConceptId, ConceptId], tuple[Lane, ...]]]:
    columns = Columns(order=[], height=[])
    item: dict[ConceptId, int] = {}
    column_of: dict[ConceptId, int] = {}
    for number, members in enumerate(columns_of):
        columns.order.append([])
        for identity in members:
            item[identity] = columns.add(labels[identity].height)
            column_of[identity] = number
            columns.order[-1].append(item[identity])
    crossed = _long_lines(columns, item, column_of, links)
    fewer_crossings(columns)
    y = straight_heights(columns)

    widths = [max(labels[identity].width for identity in members) for members in columns_of]
    lefts, bands = _lefts(columns_of, widths, level)
    total = lefts[-1] + widths[-1] if widths else 0.0
    top = min((y[i] - columns.height[i] / 2 for i in range(len(y))), default=0.0)
    height = max((y[i] + columns.height[i] / 2 for i in range(len(y))), default=0.0) - top
    stretch = min(STRETCH, max(1.0, min(total / ASPECT, VIEW_HEIGHT) / height)) if height else 1.0
    boxes = {
        identity: PlacedBox(
            lefts[number] + widths[number] / 2,
            (y[item[identity]] - top) * stretch,
            widths[number],
            labels[identity].height,
            labels[identity].text,
        )
        for identity, number in column_of.items()
    }
    lanes = {
        ends: tuple(
            Lane(lefts[number], lefts[number] + widths[number], (y[point] - top) * stretch)
            for number, point in enumerate(points, start=column_of[ends[0]] + 1)
        )
        for ends, points in crossed.items()
    }
    return boxes, bands, lanes


def _long_lines(
    columns: Columns,
    item: Mapping[ConceptId, int],
    column_of: Mapping[ConceptId, int],
    links: Mapping[ConceptId, Sequence[ConceptId]],
) -> dict[tuple[ConceptId, ConceptId], list[int]]:
    """Join the items; return the lanes of each line that crosses columns. Lines from one concept share theirs."""
    lines = sorted(
        (column_of[other] - column_of[identity], identity, other)
        for identity, others in links.items()
        for other in others
        if column_of[identity] < column_of[other]
    )
    # A lane begins at the height of its concept; at the end of its column it would push all that follows ever lower.
    height = {point: (place + 0.5) / len(order) for order in columns.order for place, point in enumerate(order)}
    shared: dict[tuple[int, int], int] = {}
    crossed: dict[tuple[ConceptId, ConceptId], list[int]] = {}
    most = min(MOST_LANES, max(FEWEST_LANES, LANES_A_CONCEPT * len(item)))
    for span, start, end in lines:
        before = item[start]
        if len(shared) + span - 1 <= most:
            for number in range(column_of[start] + 1, column_of[end]):
                key = item[start], number
                if key not in shared:
                    shared[key] = columns.add(0.0)
                    height[shared[key]] = height[item[start]]
                    columns.order[number].append(shared[key])
                    columns.join(before, shared[key])
                before = shared[key]
                crossed.setdefault((start, end), []).append(before)
        columns.join(before, item[end])
    for order in columns.order:
        order.sort(key=height.__getitem__)
    return crossed


def _drawn_by_force(
    linked: Sequence[ConceptId],
    labels: Mapping[ConceptId, LabelBox],
    links: Mapping[ConceptId, Sequence[ConceptId]],
) -> dict[ConceptId, PlacedBox]:
    number = {identity: place for place, identity in enumerate(linked)}
    places = force_positions(
        [[number[other] for other in links[identity]] for identity in linked],
        [(labels[identity].width, labels[identity].height) for identity in linked],
        ASPECT,
    )
    return {
        identity: PlacedBox(x, y, labels[identity].width, labels[identity].height, labels[identity].text)
        for identity, (x, y) in zip(linked, places, strict=True)
    }


def _lefts(
    columns_of: Sequence[Sequence[ConceptId]], widths: Sequence[float], level: Mapping[ConceptId, int]
) -> tuple[list[float], tuple[Band, ...]]:
    """Return where each column begins, and what each level spans."""
    lefts: list[float] = []
    bands: list[Band] = []
    x = 0.0
    for members, width in zip(columns_of, widths, strict=True):
        here = level[members[0]]
        if bands and bands[-1].level == here:
            x += COLUMN_GAP
            bands[-1] = Band(here, bands[-1].left, x + width)
        else:
            x += LEVEL_GAP if bands else 0.0
            bands.append(Band(here, x, x + width))
        lefts.append(x)
        x += width
    return lefts, tuple(bands)


def _rows(
    loose: Iterable[ConceptId], labels: Mapping[ConceptId, LabelBox], top: float, width: float
) -> dict[ConceptId, PlacedBox]:
    """Return the boxes of concepts without relations: a table of equal cells below the drawing, row by row."""
    members = list(loose)
    cell = max(labels[identity].width for identity in members)
    row = max(labels[identity].height for identity in members) + ROW_GAP
    square = math.ceil(math.sqrt(len(members) * ASPECT * row / (cell + CELL_GAP)))
    across = max(square, int((width + CELL_GAP) // (cell + CELL_GAP)))
    return {
        identity: PlacedBox(
            cell / 2 + (number % across) * (cell + CELL_GAP),
            top + row / 2 + (number // across) * row,
            cell,
            labels[identity].height,
            labels[identity].text,
        )
        for number, identity in enumerate(members)
    }
