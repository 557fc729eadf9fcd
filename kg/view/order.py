"""Orders within columns: few crossings between neighbouring columns, then heights that make lines straight."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Columns", "fewer_crossings", "nearest_apart", "straight_heights"]

SWEEPS = 10
#: Sweeps in a row that take away less than a hundredth of more than so many crossings.
IDLE_SWEEPS, MANY = 2, 10_000
HEIGHT_SWEEPS = 8
#: A line through two columns is kept straight with this weight, an ordinary one with 1 (Gansner et al. 1993, 4.2).
STRAIGHT = 8.0
ROW_GAP = 18.0
LANE_GAP = 9.0


@dataclass(slots=True)
class Columns:
    """Items, numbered from 0, in columns from left to right, and the lines between them.

    An item is a box, or a *lane*: the point where a long line crosses a column (height 0). `left[i]` and `right[i]`
    are the items in columns to the left and right that a line joins to `i`.
    """

    order: list[list[int]]
    height: list[float]
    left: list[list[int]] = field(default_factory=list)
    right: list[list[int]] = field(default_factory=list)

    def add(self, height: float) -> int:
        """Add an item that is in no column yet and return its number."""
        self.height.append(height)
        self.left.append([])
        self.right.append([])
        return len(self.height) - 1

    def join(self, left: int, right: int) -> None:
        """Add a line."""
        self.right[left].append(right)
        self.left[right].append(left)


def fewer_crossings(columns: Columns) -> None:
    """Reorder the items of each column so that fewer lines cross.

    Sweeps left and right by barycentre (Sugiyama, Tagawa, Toda, "Methods for visual understanding of hierarchical
    system structures", 1981) and keeps the best order seen: O(SWEEPS * E log V). Where lines cross in masses, sweeps
    that hardly help end it sooner.
    """
    place = [0.0] * len(columns.height)

    def number(items: list[int]) -> None:
        for position, item in enumerate(items):
            place[item] = (position + 0.5) / len(items)

    for items in columns.order:
        number(items)
    best, fewest = [list(items) for items in columns.order], _crossings(columns)
    idle = 0
    for sweep in range(SWEEPS):
        if idle == IDLE_SWEEPS:
            break
        forward = sweep % 2 == 0
        neighbours = columns.left if forward else columns.right
        for items in columns.order if forward else reversed(columns.order):
            wanted = {
                item: sum(place[near] for near in neighbours[item]) / len(neighbours[item])
                if neighbours[item]
                else place[item]
                for item in items
            }
            items.sort(key=wanted.__getitem__)
            number(items)
        crossings = _crossings(columns)
        idle = idle + 1 if fewest > MANY and crossings > 0.99 * fewest else 0
        if crossings < fewest:
            best, fewest = [list(items) for items in columns.order], crossings
    columns.order[:] = best


def _crossings(columns: Columns) -> int:
    """Return how many pairs of lines between neighbouring columns cross (Barth, Juenger, Mutzel 2002): O(E log V)."""
    total = 0
    for here, there in zip(columns.order, columns.order[1:], strict=False):
        place = {item: position for position, item in enumerate(there)}
        tree = [0] * (len(there) + 1)
        drawn = 0
        for item in here:
            ends = [place[end] for end in columns.right[item] if end in place]
            for end in ends:
                node, before = end + 1, 0
                while node:
                    before += tree[node]
                    node &= node - 1
                total += drawn - before
            for end in ends:
                node = end + 1
                while node < len(tree):
                    tree[node] += 1
                    node += node & -node
            drawn += len(ends)
    return total


def straight_heights(columns: Columns) -> list[float]:
    """Return the y of each item's middle: the order kept, gaps kept, lines as level as that allows.

    Every item is drawn toward the mean of its neighbours; a column is then placed at the least squared distance from
    what its items want: O(HEIGHT_SWEEPS * E).
    """
    y = [0.0] * len(columns.height)
    spans = [_spans(columns, items) for items in columns.order]
    for items, span in zip(columns.order, spans, strict=True):
        middle = (span[0] + span[-1]) / 2 if span else 0.0
        for item, offset in zip(items, span, strict=True):
            y[item] = offset - middle
    for sweep in range(HEIGHT_SWEEPS):
        last = sweep >= HEIGHT_SWEEPS - 2
        forward = sweep % 2 == 0
        pairs = list(zip(columns.order, spans, strict=True))
        for items, span in pairs if forward else reversed(pairs):
            wanted, weights = [], []
            for item in items:
                near = columns.left[item] if forward else columns.right[item]
                if last:
                    near = columns.left[item] + columns.right[item]
                pull = [STRAIGHT if columns.height[end] == columns.height[item] == 0 else 1.0 for end in near]
                weights.append(sum(pull) or 0.1)
                wanted.append(
                    sum(y[end] * force for end, force in zip(near, pull, strict=True)) / sum(pull) if near else y[item]
                )
            for item, value in zip(items, nearest_apart(wanted, weights, span), strict=True):
                y[item] = value
    return y


def _spans(columns: Columns, items: Sequence[int]) -> list[float]:
    """Return how far below the first item's middle the middle of each is at the least."""
    offsets = []
    below = 0.0
    for position, item in enumerate(items):
        half = columns.height[item] / 2
        if position:
            above = columns.height[items[position - 1]]
            below += above / 2 + half + (ROW_GAP if above and half else LANE_GAP)
        offsets.append(below)
    return offsets


def nearest_apart(wanted: Sequence[float], weights: Sequence[float], span: Sequence[float]) -> list[float]:
    """Return the values nearest to `wanted` (least weighted squares) that are at least as far apart as `span` says.

    Pools adjacent violators (Barlow et al. 1972): O(V).
    """
    starts: list[int] = []
    means: list[float] = []
    masses: list[float] = []
    for position, (value, mass) in enumerate(zip(wanted, weights, strict=True)):
        start, mean, total = position, value - span[position], mass
        while means and means[-1] >= mean:
            mean = (means[-1] * masses[-1] + mean * total) / (masses[-1] + total)
            total += masses.pop()
            means.pop()
            start = starts.pop()
        starts.append(start)
        means.append(mean)
        masses.append(total)
    blocks = starts[1:]
    return [means[bisect_left(blocks, position + 1)] + offset for position, offset in enumerate(span)]
