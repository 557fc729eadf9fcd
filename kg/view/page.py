"""Assembles the page: pyvis for the network and vis-network, own template, CSS and JavaScript for the rest."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kg.view.content import page_content
from kg.view.focus import opening_focus
from kg.view.labels import FONT_SIZE, MARGIN_X, MARGIN_Y
from kg.view.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.model import ConceptId, GraphData
    from kg.ontology import Ontology

__all__ = ["MOST_CONCEPTS", "html_page"]

#: Of a graph whose page opens well enough that nobody has to ask for it.
MOST_CONCEPTS = 20_000

_HERE = Path(__file__).parent
#: In the order in which they run, as one module.
_SCRIPTS = (
    "graph.js", "state.js", "order.js", "choice.js", "plans.js", "theme.js", "drawing.js", "columns.js", "arrange.js",
    "panel.js", "highlight.js", "thinning.js", "legend.js", "search.js", "picture.js", "print.js", "table.js",
    "keys.js", "marks.js", "depth.js", "menu.js", "page.js",
)  # fmt: skip
_STYLES = ("page.css", "panel.css", "legend.css", "study.css", "table.css", "print.css", "phone.css")
_VIS = ("templates", "lib", "vis-9.1.2")
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "selectable": False,
        "tooltipDelay": 250,
        "dragNodes": False,
        "zoomSpeed": 0.6,
    },
    "nodes": {
        "shape": "box",
        "borderWidth": 1,
        "margin": {"top": MARGIN_Y, "bottom": MARGIN_Y, "left": MARGIN_X, "right": MARGIN_X},
        "shapeProperties": {"borderRadius": 7},
        "font": {
            "size": FONT_SIZE,
            "face": "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif",
        },
        "chosen": False,
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5},
        "hoverWidth": 1,
        "selectionWidth": 0,
    },
}


def html_page(
    graph: GraphData,
    ontology: Ontology,
    *,
    title: str = "Knowledge graph",
    goal: ConceptId | None = None,
    known: Collection[ConceptId] = (),
    layout: Literal["levels", "force"] = "levels",
) -> str:
    """Return the whole page: one document, no request to anywhere, nothing in it runs but its own scripts.

    Args:
        graph: what to draw, with its derived REQUIRES: they give the levels, and are not drawn themselves.
        ontology: the colours of kinds, and the words and directions of relation types.
        title: the heading, and the title of the document.
        goal: the concept to open on, with all that must be known first; the whole graph where None.
        known: the concepts that are marked as known when the page opens.
        layout: by levels of prerequisites from left to right, or by what is linked to what.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only the page needs it
    from markupsafe import Markup  # noqa: PLC0415 - only the page needs it
    from pyvis.network import Network  # noqa: PLC0415 - imports IPython, which takes a second

    nodes, edges, details = page_content(graph, ontology, lay_out(graph, layout))
    details |= {"goal": goal, "known": sorted(known), "layout": layout}
    focus = opening_focus(graph, goal)
    if focus is not None:
        details |= {"focus": focus[0], "depth": focus[1]}
    network = Network(directed=True)
    network.nodes.extend(nodes)  # add_node and add_edge look through all that is there, each time
    network.edges.extend(edges)
    network.options = _OPTIONS

    style = _inline(_vis("vis-network.css"), *map(_own, _STYLES))
    vis = _inline(re.sub(r"\n//# sourceMappingURL=\S*", "", _vis("vis-network.min.js")))
    script = _inline(*map(_own, _SCRIPTS))
    environment = Environment(autoescape=True, undefined=StrictUndefined, loader=FileSystemLoader(_HERE))
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "sort_keys": True}
    environment.filters["read_json"] = json.loads
    environment.globals.update(
        title=title,
        details=details,
        policy=(
            f"default-src 'none'; script-src '{_digest(vis)}' '{_digest(script)}'; style-src '{_digest(style)}'; "
            "img-src data: blob:; base-uri 'none'; form-action 'none'"
        ),
        style=Markup(style),  # noqa: S704 - the texts of kg and vis-network, nothing that a user wrote
        vis=Markup(vis),  # noqa: S704 - the text of vis-network
        script=Markup(script),  # noqa: S704 - the text of kg
    )
    network.templateEnv = environment
    network.path = "page.html.j2"
    return str(network.generate_html())


def _own(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _vis(name: str) -> str:
    return files("pyvis").joinpath(*_VIS, name).read_text(encoding="utf-8")


def _inline(*texts: str) -> str:
    """Return the texts as one, with the line ends that a browser takes the hash of."""
    return "\n".join(texts).replace("\r\n", "\n").replace("\r", "\n")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
