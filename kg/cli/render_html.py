"""An answer as one HTML file: the table, and a drawing of the nodes in it. No script, nothing from the network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.stores.base import Result

__all__ = ["MOST_DRAWN", "result_page"]

#: More nodes than this make no drawing that can be read.
MOST_DRAWN: Final = 200
_COLUMN, _ROW, _BOX, _HEIGHT, _LONGEST = 260, 56, 180, 34, 24
_TIP: Final = (
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#59636e"/></marker></defs>'
)
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1b1f24;"
    "background:#fff}pre{background:#f3f4f6;padding:.75rem;overflow:auto}div{overflow:auto}"
    "table{border-collapse:collapse}th,td{border:1px solid #c9ced6;padding:.3rem .6rem;text-align:left;"
    "vertical-align:top;white-space:pre-wrap}th{background:#f3f4f6}svg{display:block}"
    "svg rect{fill:#e8f0fe;stroke:#1a56b0}svg line{stroke:#59636e}svg text{font-size:13px;fill:#1b1f24}"
    "svg .type{font-size:10px;fill:#59636e}"
    "@media(prefers-color-scheme:dark){body{background:#14171a;color:#e6e9ec}pre,th{background:#22272e}"
    "svg rect{fill:#1c2b41;stroke:#7fb0ff}svg text{fill:#e6e9ec}svg .type,svg line{fill:#a9b1ba;stroke-width:1}}"
)


def result_page(result: Result, *, title: str, statement: str = "") -> str:
    """Return the page; the same answer gives the same page.

    Nodes, and the relationships between them, are drawn wherever they stand in the answer, at most `MOST_DRAWN`.
    """
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    count = f"{len(result.rows)} row{'s' * (len(result.rows) != 1)}"
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{escape(title)}</h1>",
        f"<pre>{escape(statement.strip())}</pre>" if statement.strip() else "",
        *_drawing(result),
        f"<p>{count}{', of more' if result.truncated else ''}</p>",
        *(f"<p>{escape(warning)}</p>" for warning in result.warnings),
        "<div><table>",
        f"<thead><tr>{_cells('th', result.columns)}</tr></thead>",
        "<tbody>",
        *(f"<tr>{_cells('td', row)}</tr>" for row in result.rows),
        "</tbody>",
        "</table></div>",
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _cells(tag: str, values: Iterable[Any]) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return "".join(f"<{tag}{scope}>{escape(_text(value))}</{tag}>" for value in values)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _entities(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the nodes and relationships in a value, however deep."""
    if isinstance(value, dict):
        if value.keys() in ({"id", "labels", "properties"}, {"type", "start", "end", "properties"}):
            yield value
            return
        value = list(value.values())
    if isinstance(value, list | tuple):
        for one in value:
            yield from _entities(one)


def _drawing(result: Result) -> list[str]:
    names: dict[Any, str] = {}
    links: dict[tuple[Any, Any], list[str]] = defaultdict(list)
    for one in _entities(list(result.rows)):
        if "labels" in one:
            names[one["id"]] = str(one["properties"].get("name") or one["id"])
        elif one["type"] not in links[one["start"], one["end"]]:
            links[one["start"], one["end"]].append(one["type"])
    if not names:
        return []
    shown = sorted(names, key=lambda node: (names[node], str(node)))[:MOST_DRAWN]
    inside = {ends: types for ends, types in links.items() if ends[0] in names and ends[1] in names}
    places = _places(shown, [ends for ends in inside if ends[0] in shown and ends[1] in shown])
    width = max(x for x, _ in places.values()) + _BOX + 20
    height = max(y for _, y in places.values()) + _HEIGHT + 20
    note = [f"<p>Only {MOST_DRAWN} of {len(names)} nodes are drawn.</p>"] if len(names) > MOST_DRAWN else []
    return [
        *note,
        f'<div><svg role="img" aria-label="{len(shown)} nodes" width="{width}" height="{height}">',
        _TIP,
        *(
            _line(places[start], places[end], types)
            for (start, end), types in inside.items()
            if start in places and end in places
        ),
        *(_box(places[node], names[node]) for node in shown),
        "</svg></div>",
    ]


def _places(nodes: list[Any], links: list[tuple[Any, Any]]) -> dict[Any, tuple[int, int]]:
    """Return the upper left corner of each node's box: a column for each distance from a node that nothing leads to."""
    after = defaultdict(list)
    for start, end in links:
        after[start].append(end)
    reached = {end for start, end in links if start != end}
    depth: dict[Any, int] = {}
    for first in [*(node for node in nodes if node not in reached), *nodes]:
        if first in depth:
            continue
        depth[first] = 0
        front = [first]
        while front:
            found = [end for node in front for end in after[node] if end not in depth]
            depth.update(dict.fromkeys(found, depth[front[0]] + 1))
            front = list(dict.fromkeys(found))
    taken: dict[int, int] = defaultdict(int)
    places = {}
    for node in nodes:
        places[node] = (10 + depth[node] * _COLUMN, 10 + taken[depth[node]] * _ROW)
        taken[depth[node]] += 1
    return places


def _line(start: tuple[int, int], end: tuple[int, int], types: list[str]) -> str:
    forward = start[0] < end[0]
    x1, y1 = start[0] + (_BOX if forward else 0), start[1] + _HEIGHT // 2
    x2, y2 = end[0] + (0 if forward else _BOX), end[1] + _HEIGHT // 2
    label = f'<text class="type" x="{(x1 + x2) // 2}" y="{(y1 + y2) // 2 - 3}" text-anchor="middle">'
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" marker-end="url(#tip)"/>'
        f"{label}{escape(', '.join(types))}</text>"
    )


def _box(place: tuple[int, int], name: str) -> str:
    x, y = place
    short = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
    return (
        f'<g><title>{escape(name)}</title><rect x="{x}" y="{y}" width="{_BOX}" height="{_HEIGHT}" rx="6"/>'
        f'<text x="{x + _BOX // 2}" y="{y + 22}" text-anchor="middle">{escape(short)}</text></g>'
    )
