"""The nodes and relationships of an answer as a drawing: SVG, without a script."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["MOST_DRAWN", "caption", "drawing", "is_node", "is_path", "is_relationship"]

#: More nodes than this make no drawing that can be read.
MOST_DRAWN: Final = 200
_COLUMN, _ROW, _BOX, _HEIGHT, _LONGEST, _MARGIN = 320, 58, 180, 34, 24, 10
_CELL = 8
#: Shares of an arrow at which its words may stand, the best first: from one box arrows part towards their ends.
_SPOTS = (0.6, 0.7, 0.5, 0.8, 0.4, 0.3)
_AROUND = 80  # how far an arrow within a column goes around
_TIP: Final = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0L8 4L0 8z"/></marker></defs>'
)
_Ends = tuple[Any, Any]
_Places = dict[Any, tuple[int, int]]


def is_node(value: Any) -> bool:
    """Tell whether a value of an answer is a node."""
    return isinstance(value, dict) and value.keys() == {"id", "labels", "properties"}


def is_relationship(value: Any) -> bool:
    """Tell whether a value of an answer is a relationship."""
    return isinstance(value, dict) and value.keys() == {"type", "start", "end", "properties"}


def is_path(value: Any) -> bool:
    """Tell whether a value of an answer is a path."""
    return (
        isinstance(value, dict)
        and value.keys() == {"nodes", "relationships"}
        and len(value["nodes"]) == len(value["relationships"]) + 1
    )


def caption(node: dict[str, Any]) -> str:
    """Return what a node is called."""
    return str(node["properties"].get("name") or node["id"])


def drawing(rows: Iterable[Sequence[Any]]) -> list[str]:
    """Return the lines of a drawing of all nodes in the rows and what relates them, none where there is no node.

    A relationship that kg derived is not drawn beside one that somebody wrote.
    """
    names: dict[Any, str] = {}
    links: dict[_Ends, dict[str, bool]] = defaultdict(dict)
    for one in _entities(list(rows)):
        if is_node(one):
            names[one["id"]] = caption(one)
        else:
            links[one["start"], one["end"]][one["type"]] = bool(one["properties"].get("derived"))
    if not names:
        return []
    shown = sorted(names, key=lambda node: (names[node], str(node)))[:MOST_DRAWN]
    inside = {ends: _words(types) for ends, types in links.items() if set(ends) <= set(shown)}
    places = _places(shown, list(inside))
    loops = any(places[start][0] >= places[end][0] for start, end in inside)
    width = max(x for x, _ in places.values()) + _BOX + _MARGIN + (_AROUND if loops else 0)
    height = max(y for _, y in places.values()) + _HEIGHT + _MARGIN
    note = [f"<p>Only {MOST_DRAWN} of {len(names)} nodes are drawn.</p>"] if len(names) > MOST_DRAWN else []
    return [
        *note,
        '<div class="wide" tabindex="0">',
        f'<svg role="img" aria-label="{len(shown)} nodes and what relates them" width="{width}" height="{height}">',
        _TIP,
        *(_arrow(places[start], places[end]) for start, end in inside),
        *(_box(places[node], names[node]) for node in shown),
        *_labels(places, inside),
        "</svg>",
        "</div>",
    ]


def _entities(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the nodes and relationships in a value, however deep."""
    if is_node(value) or is_relationship(value):
        yield value
        return
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _entities(one)


def _words(types: dict[str, bool]) -> str:
    return ", ".join([one for one, derived in types.items() if not derived] or types)


def _places(nodes: Sequence[Any], links: Sequence[_Ends]) -> _Places:
    """Return the upper left corner of each node's box: a column for each distance from a node that nothing leads to.

    In a column nodes stand in the order of the mean height of what leads to them.
    """
    after, before = defaultdict(list), defaultdict(list)
    for start, end in links:
        if start != end:
            after[start].append(end)
            before[end].append(start)
    depth: dict[Any, int] = {}
    for first in [*(node for node in nodes if not before[node]), *nodes]:
        front = [] if first in depth else [first]
        depth.setdefault(first, 0)
        while front:
            found = dict.fromkeys(end for node in front for end in after[node] if end not in depth)
            depth.update(dict.fromkeys(found, depth[front[0]] + 1))
            front = list(found)
    places: _Places = {}
    for column in range(max(depth.values()) + 1):
        members = [node for node in nodes if depth[node] == column]

        def height(node: Any) -> float:
            above = [places[one][1] for one in before[node] if one in places]
            return sum(above) / len(above) if above else 0

        for row, node in enumerate(sorted(members, key=height)):
            places[node] = (_MARGIN + column * _COLUMN, _MARGIN + row * _ROW)
    return places


def _curve(start: tuple[int, int], end: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return the four points of a Bézier curve, from the right of a box to the left of one farther on."""
    middle = _HEIGHT // 2
    from_ = start[0] + _BOX, start[1] + middle
    if start[0] < end[0]:
        to, bend = (end[0], end[1] + middle), (end[0] - from_[0]) // 3
        return from_, (from_[0] + bend, from_[1]), (to[0] - bend, to[1]), to
    to = end[0] + _BOX, end[1] + middle + (8 if start == end else 0)
    return from_, (from_[0] + _AROUND, from_[1]), (to[0] + _AROUND, to[1]), to


def _arrow(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = _curve(start, end)
    return f'<path d="M{x1} {y1}C{x2} {y2} {x3} {y3} {x4} {y4}" marker-end="url(#tip)"/>'


def _labels(places: _Places, words: Mapping[_Ends, str]) -> Iterator[str]:
    """Yield the words on the arrows, each where it covers none before it if there is such a place along its arrow."""
    taken: set[tuple[int, int]] = set()
    for (start, end), text in words.items():
        points = _curve(places[start], places[end])
        spots = [_along(points, at) for at in _SPOTS]
        cells = [{((x + at) // _CELL, (y + up) // _CELL) for at in _reach(text) for up in (-6, 6)} for x, y in spots]
        free = next((number for number, one in enumerate(cells) if not one & taken), 0)
        taken |= cells[free]
        x, y = spots[free]
        yield f'<text class="type" x="{x}" y="{y + 4}">{escape(text)}</text>'


def _reach(text: str) -> range:
    """Return steps from the middle of a text of 11 pixels to both of its ends."""
    half = 4 * len(text)
    return range(-half, half + _CELL, _CELL)


def _along(points: Sequence[tuple[int, int]], at: float) -> tuple[int, int]:
    """Return the point of a Bézier curve of four points at a share of its course."""
    shares = (1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3
    x, y = (round(sum(share * point[axis] for share, point in zip(shares, points, strict=True))) for axis in (0, 1))
    return x, y


def _box(place: tuple[int, int], name: str) -> str:
    x, y = place
    short = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return (
        f'<g><title>{escape(name)}</title><rect x="{x}" y="{y}" width="{_BOX}" height="{_HEIGHT}" rx="6"/>'
        f'<text x="{x + _BOX // 2}" y="{y + 22}">{escape(short)}</text></g>'
    )
