"""An answer as one HTML file: the table, and a drawing of the nodes in it. No script, nothing from the network."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from kg.cli.render_drawing import caption, drawing, is_node, is_path, is_relationship

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.stores.base import Result

__all__ = ["result_page"]

_LONG: Final = 40  # letters that ask for a wide column


def result_page(result: Result, *, title: str, statement: str = "") -> str:
    """Return the page; the same answer gives the same page.

    Nodes, and the relationships between them, are drawn wherever they stand in the answer, up to `MOST_DRAWN`.
    """
    style = files("kg.cli").joinpath("answer.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in result.columns)
    count = f"{len(result.rows)} row{'s' * (len(result.rows) != 1)}"
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        f"<h1>{escape(title)}</h1>",
        f"<pre>{escape(statement.strip())}</pre>" if statement.strip() else "",
        *drawing(result.rows),
        f"<p>{count}{', of more' if result.truncated else ''}</p>",
        *(f"<p>{escape(warning)}</p>" for warning in result.warnings),
        '<div class="wide" tabindex="0"><table>',
        f"<thead><tr>{columns}</tr></thead>",
        "<tbody>",
        *(f"<tr>{''.join(map(_cell, row))}</tr>" for row in result.rows),
        "</tbody>",
        "</table></div>",
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _cell(value: Any) -> str:
    content = _content(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<td class="number">{content}</td>'
    return f'<td class="{"long" if len(content) > _LONG and "<" not in content else "text"}">{content}</td>'


def _content(value: Any) -> str:
    """Return HTML for a value: a node, relationship or path by its names, which open to what else is known of it."""
    if is_node(value):
        labels = ", ".join(one for one in value["labels"] if one != "Concept" or len(value["labels"]) == 1)
        return _folded(f"{escape(caption(value))} <small>{escape(labels)}</small>", value["properties"])
    if is_relationship(value):
        words = f"{escape(str(value['start']))} <small>{escape(value['type'])} →</small> {escape(str(value['end']))}"
        return _folded(words, value["properties"])
    if is_path(value):
        return _path(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return escape(", ".join(value))
    if isinstance(value, list) and any(is_node(one) or is_relationship(one) or is_path(one) for one in value):
        return "".join(map(_content, value))
    return escape(_text(value))


def _path(path: Mapping[str, Any]) -> str:
    """Return the names along a path; an arrow points the way the relationship does."""
    first, *others = path["nodes"]
    words = [escape(caption(first))]
    here = first["id"]
    for one, node in zip(path["relationships"], others, strict=True):
        arrow = f"{one['type']} →" if one["start"] == here else f"← {one['type']}"
        words.append(f"<small>{escape(arrow)}</small> {escape(caption(node))}")
        here = node["id"]
    return " ".join(words)


def _folded(summary: str, properties: Mapping[str, Any]) -> str:
    rows = [(name, value) for name, value in properties.items() if value not in (None, "", [])]
    if not rows:
        return summary
    terms = "".join(f"<dt>{escape(name)}</dt><dd>{_content(value)}</dd>" for name, value in rows)
    return f"<details><summary>{summary}</summary><dl>{terms}</dl></details>"


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)
