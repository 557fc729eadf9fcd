"""The other drawing: concepts that are linked stand near each other, whatever is known first; no box on another.

First the distances in the graph are brought into the plane by pivot multidimensional scaling (Brandes and Pich,
"Eigensolver methods for progressive multidimensional scaling of large data", 2007), then springs and pushes even it out
(Fruchterman and Reingold, "Graph drawing by force-directed placement", 1991, with their grid). Both are linear in the
size of the graph, nothing is drawn by lot, and all of it happens before the page is opened.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.view.order import nearest_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Point", "apart", "force_positions", "spring_positions"]

#: A place in the plane.
Point = tuple[float, float]

#: From which distances are measured: more give a truer picture of small graphs.
PIVOTS = 40
#: Bounds what springs cost: this many moves of a node in all, and how often each is moved.
MOVES = 300_000
FEWEST_SWEEPS, MOST_SWEEPS = 8, 250
#: Cells of the grid with more members push as one.
CROWD = 6
#: Between boxes, in the unit of their sizes.
GAP = 32.0
#: Of the drawing, in boxes with their gaps: how much more room there is than they take.
ROOM = 2.2
#: How much crowds are spread over the room: 1 leaves nothing of their crowding.
EVENED = 0.7
#: Width over height of a drawing, at least and at most: screens are wide.
LEAST_WIDE, MOST_WIDE = 1.3, 2.2
_POWER_STEPS = 60
_GOLDEN = math.pi * (3 - math.sqrt(5))


def force_positions(links: Sequence[Sequence[int]], sizes: Sequence[Point], aspect: float) -> list[Point]:
    """Return the middle of each node's box, no box on another; parts that no link joins stand beside each other.

    Args:
        links: the neighbours of each node, which are numbered from 0; both ends of a link name the other.
        sizes: width and height of each node's box.
        aspect: width over height that the whole is to have, as far as that can be.
    """
    found: list[Point] = [(0.0, 0.0)] * len(links)
    parts = []
    for members in sorted(_components(links), key=lambda members: (-len(members), members)):
        number = {node: place for place, node in enumerate(members)}
        places = spring_positions([[number[other] for other in links[node]] for node in members])
        boxes = [sizes[node] for node in members]
        middles = apart(places, boxes, GAP)
        left = min(x - width / 2 for (x, _), (width, _) in zip(middles, boxes, strict=True))
        top = min(y - height / 2 for (_, y), (_, height) in zip(middles, boxes, strict=True))
        right = max(x + width / 2 for (x, _), (width, _) in zip(middles, boxes, strict=True))
        bottom = max(y + height / 2 for (_, y), (_, height) in zip(middles, boxes, strict=True))
        parts.append((members, [(x - left, y - top) for x, y in middles], right - left + GAP, bottom - top + GAP))
    if not parts:
        return found
    widest = max(math.sqrt(aspect * sum(width * height for _, _, width, height in parts)), parts[0][2])
    across = down = row = 0.0
    for members, middles, width, height in parts:  # in rows, the largest first
        if across and across + width > widest:
            across, down, row = 0.0, down + row, 0.0
        for node, (x, y) in zip(members, middles, strict=True):
            found[node] = across + x, down + y
        across += width
        row = max(row, height)
    return found


def _components(links: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the nodes of each connected part, in order."""
    seen = [False] * len(links)
    parts = []
    for start in range(len(links)):
        if seen[start]:
            continue
        seen[start] = True
        members = [start]
        for here in members:
            for other in links[here]:
                if not seen[other]:
                    seen[other] = True
                    members.append(other)
        parts.append(sorted(members))
    return parts


def spring_positions(links: Sequence[Sequence[int]]) -> list[Point]:
    """Return a place for each node of a connected graph, those that are linked about 1 apart.

    Args:
        links: the neighbours of each node, which are numbered from 0; both ends of a link name the other.
    """
    count = len(links)
    if count == 1:
        return [(0.0, 0.0)]
    rough = _in_the_plane(_pivot_distances(links, min(PIVOTS, count)))
    # Nodes at the same distances from all pivots, such as the leaves of a star, are put around their common place.
    extent = math.sqrt(count)
    size = max(max(abs(x), abs(y)) for x, y in rough) or 1.0
    started = [
        (x / size * extent + 0.4 * math.cos(_GOLDEN * number), y / size * extent + 0.4 * math.sin(_GOLDEN * number))
        for number, (x, y) in enumerate(rough)
    ]
    return _evened_out(started, links)


def _pivot_distances(links: Sequence[Sequence[int]], pivots: int) -> list[list[int]]:
    """Return how many links away each node is from each of `pivots` nodes, chosen as far apart as they can be.

    The graph is connected; the cost is O(pivots * (V + E)).
    """
    found: list[list[int]] = []
    nearest = [len(links)] * len(links)
    pivot = 0
    for _ in range(pivots):
        far = [-1] * len(links)
        far[pivot] = 0
        frontier = [pivot]
        steps = 0
        while frontier:
            steps += 1
            reached = []
            for here in frontier:
                for other in links[here]:
                    if far[other] < 0:
                        far[other] = steps
                        reached.append(other)
            frontier = reached
        found.append(far)
        nearest = list(map(min, nearest, far))
        pivot = max(range(len(links)), key=nearest.__getitem__)
    return found


def _in_the_plane(distances: Sequence[Sequence[int]]) -> list[Point]:
    """Return the two main components of doubly centred squared distances, by power iteration."""
    count = len(distances[0])
    columns = [[float(one * one) for one in far] for far in distances]
    means = [sum(column) / count for column in columns]
    overall = sum(means) / len(means)
    rows = [sum(row) / len(columns) for row in zip(*columns, strict=True)]
    columns = [
        [(row + mean - value - overall) / 2 for value, row in zip(column, rows, strict=True)]
        for column, mean in zip(columns, means, strict=True)
    ]
    products = [[_product(one, other) for other in columns] for one in columns]
    axes: list[list[float]] = []
    for axis in range(2):
        vector = [math.cos(_GOLDEN * (place + 1) * (axis + 1)) for place in range(len(columns))]
        for _ in range(_POWER_STEPS):
            for other in axes:
                along = _product(vector, other)
                vector = [value - along * part for value, part in zip(vector, other, strict=True)]
            vector = [_product(row, vector) for row in products]
            length = math.sqrt(_product(vector, vector))
            if length == 0:
                break
            vector = [value / length for value in vector]
        axes.append(vector)
    weights = list(zip(*axes, strict=True))
    placed = [(0.0, 0.0)] * count
    for column, (across, down) in zip(columns, weights, strict=True):
        placed = [(x + value * across, y + value * down) for (x, y), value in zip(placed, column, strict=True)]
    return placed


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(map(float.__mul__, one, other))


def _evened_out(start: Sequence[Point], links: Sequence[Sequence[int]]) -> list[Point]:
    """Return the places after springs along links and pushes between near nodes; O(V + E) a sweep."""
    count = len(start)
    xs, ys = [x for x, _ in start], [y for _, y in start]
    sweeps = max(FEWEST_SWEEPS, min(MOST_SWEEPS, MOVES // count))
    for sweep in range(sweeps):
        reach = max(0.02, 0.1 * math.sqrt(count) * (1 - sweep / sweeps) ** 2)
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for node in range(count):
            cells[int(xs[node] // 2), int(ys[node] // 2)].append(node)
        middles = {
            cell: (sum(xs[one] for one in members) / len(members), sum(ys[one] for one in members) / len(members))
            for cell, members in cells.items()
            if len(members) > CROWD
        }
        moves: list[Point] = []
        for node in range(count):
            x, y = xs[node], ys[node]
            dx = dy = 0.0
            column, row = int(x // 2), int(y // 2)
            for near in (
                (column, row), (column - 1, row), (column + 1, row), (column, row - 1), (column, row + 1),
                (column - 1, row - 1), (column + 1, row - 1), (column - 1, row + 1), (column + 1, row + 1),
            ):  # fmt: skip
                members = cells.get(near)
                if members is None:
                    continue
                if near in middles:
                    mx, my = middles[near]
                    ax, ay = x - mx, y - my
                    push = len(members) / (ax * ax + ay * ay + 0.05)
                    dx += ax * push
                    dy += ay * push
                    continue
                for other in members:
                    ax, ay = x - xs[other], y - ys[other]
                    push = 1 / (ax * ax + ay * ay + 0.001)
                    dx += ax * push
                    dy += ay * push
            for other in links[node]:
                ax, ay = xs[other] - x, ys[other] - y
                pull = math.sqrt(ax * ax + ay * ay)
                dx += ax * pull
                dy += ay * pull
            length = math.sqrt(dx * dx + dy * dy)
            scale = reach / length if length > reach else 1.0
            moves.append((dx * scale, dy * scale))
        for node, (dx, dy) in enumerate(moves):
            xs[node] += dx
            ys[node] += dy
    return list(zip(xs, ys, strict=True))


def apart(places: Sequence[Point], sizes: Sequence[Point], gap: float) -> list[Point]:
    """Return the middles of boxes in the unit of `sizes`, beside each other as `places` are, no box on another.

    Crowded parts are given more room than empty ones. The boxes are put into rows, and each row is given the least
    moves that leave `gap` between its boxes: O(V log V).
    """
    total = sum(width + gap for width, _ in sizes)
    row_height = max(height for _, height in sizes) + gap
    across, down = _extent([x for x, _ in places]), _extent([y for _, y in places])
    shape = max(LEAST_WIDE, min(MOST_WIDE, across / down if down else math.inf))
    height = math.sqrt(ROOM * total * row_height / shape)
    width = height * shape
    lefts = _evened([x for x, _ in places])
    tops = _evened([y for _, y in places])
    rows: dict[int, list[int]] = defaultdict(list)
    for box, top in enumerate(tops):
        rows[round(top * height / row_height)].append(box)
    found: list[Point] = [(0.0, 0.0)] * len(places)
    for row, boxes in rows.items():
        boxes.sort(key=lambda box: (lefts[box], box))
        offsets = [0.0]
        for one, other in pairwise(boxes):
            offsets.append(offsets[-1] + (sizes[one][0] + sizes[other][0]) / 2 + gap)
        wanted = [lefts[box] * width for box in boxes]
        for box, x in zip(boxes, nearest_apart(wanted, [1.0] * len(boxes), offsets), strict=True):
            found[box] = x, row * row_height
    return found


def _extent(values: Sequence[float]) -> float:
    return max(values) - min(values)


def _evened(values: Sequence[float]) -> list[float]:
    """Return where in the whole each value is, 0 to 1: in parts (`EVENED`) by how many are smaller, else by size."""
    least, extent = min(values), _extent(values)
    places = [0.0] * len(values)
    for rank, place in enumerate(sorted(range(len(values)), key=lambda place: (values[place], place))):
        by_size = (values[place] - least) / extent if extent else 0.5
        places[place] = EVENED * rank / max(1, len(values) - 1) + (1 - EVENED) * by_size
    return places
