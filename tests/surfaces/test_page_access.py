"""Whether the page can be used by everybody: contrast of all that is drawn, and what axe-core finds."""

from __future__ import annotations

import itertools
import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from kg.model import ConceptId, GraphData
from kg.ontology import Ontology
from kg.view import html_page

from .test_page import NOTES, ONTOLOGY, concept, relation
from .test_page_phone import PHONE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PAPERS = {"light": ("#fbfcfe", "#f2f5f9", "#ffffff"), "dark": ("#12161d", "#171c25", "#1a202a")}
TEXT, OUTLINE = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dim, bright = sorted(map(luminance, (one, other)))
    return (bright + 0.05) / (dim + 0.05)


def coloured(colours: list[str]) -> tuple[Ontology, GraphData]:
    """Return an ontology with a kind of each colour, and a graph with three concepts of each kind."""
    kinds = {f"kind{number}": {"label": f"Kind{number}", "colour": colour} for number, colour in enumerate(colours)}
    types = {name: one.model_dump() for name, one in ONTOLOGY.types.items()}
    ontology = Ontology.model_validate({"kinds": kinds, "types": types})
    names = [
        (f"{part} {number}", f"kind{number}") for part in ("Base", "Goal", "Apart") for number in range(len(colours))
    ]
    relations = [relation(f"goal-{number}", type_, f"base-{number}") for number, type_ in
                 zip(range(len(colours)), itertools.cycle(ONTOLOGY.types), strict=False)]  # fmt: skip
    relations += [relation("goal-0", "REQUIRES", f"base-{number}") for number in range(1, len(colours))]
    return ontology, GraphData(concepts=tuple(concept(name, kind) for name, kind in names), relations=tuple(relations))


RANDOM = random.Random(6)  # noqa: S311 - colours, not secrets
COLOURS = {
    "default": [one.colour for one in ONTOLOGY.kinds.values()],
    "extreme": ["#ffffff", "#000000", "#ffff00", "#00ff00", "#0000ff", "#ff0000", "#777777", "#12161d", "#fbfcfe"],
    "random": [f"#{RANDOM.randrange(1 << 24):06x}" for _ in range(60)],
}


@pytest.mark.parametrize("colours", COLOURS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_labels_and_outlines_can_be_read_in_every_colour_and_state(
    browse: Callable[..., Page], theme: str, colours: str
) -> None:
    ontology, graph = coloured(COLOURS[colours])
    page = browse(html_page(graph, ontology), theme=theme)
    seen = set()
    for address in ("", "c=goal-0", *(f"c=base-{number}" for number in range(0, len(COLOURS[colours]), 7))):
        page.evaluate("address => { location.hash = address }", address)
        page.wait_for_function("address => address === '' || !document.getElementById('panel').hidden", arg=address)
        boxes = page.evaluate(
            "kg.nodes.get().map(one => [one.color.background, one.color.border, one.font.color, one.borderWidth])"
        )
        for background, border, letters, width in boxes:
            assert contrast(letters, background) >= TEXT
            # what is known first stands out; what recedes is said by its label alone
            recedes = contrast(border, PAPERS[theme][0]) < OUTLINE
            seen.add((width, recedes))
            assert not recedes or (address and width == 1)
    assert seen == {(1, False), (1, True), (2, False), (3, False)}
    page.keyboard.press("Escape")
    samples = page.evaluate(
        "[...document.querySelectorAll('.dot, .line')].map(one => getComputedStyle(one).backgroundColor)"
    )
    lines = page.evaluate("kg.edges.get().map(one => one.color.color)")
    for sample in [*lines, *("#" + "".join(f"{int(part):02x}" for part in one[4:-1].split(", ")) for one in samples)]:
        assert all(contrast(sample, paper) >= OUTLINE for paper in PAPERS[theme])


def violations(page: Page, packages: Path) -> list[Any]:
    page.add_script_tag(path=packages / "axe-core" / "axe.min.js")
    found: list[dict[str, Any]] = page.evaluate(
        """async rules => (await axe.run(document, {runOnly: rules})).violations.map(({id, nodes}) =>
            ({id, nodes: nodes.map(one => `${one.html.slice(0, 200)} | ${one.failureSummary}`)}))""",
        ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    )
    return found


VIEWS = {
    "drawing": "",
    "panel": "#c=optimizer",
    "neighbourhood": "#c=optimizer&depth=1&known=loss",
    "table": "#view=table",
    "table-and-panel": "#view=table&c=optimizer",
    "filtered": "#hide=algorithm",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_axe_finds_nothing_in_any_view(browse: Callable[..., Page], node_packages: Path, theme: str, size: str) -> None:
    fields = {"bypass_csp": True, **(PHONE if size == "phone" else {})}
    for view, address in VIEWS.items():
        page = browse(html_page(NOTES, ONTOLOGY), theme=theme, address=address, **fields)
        found = violations(page, node_packages)
        assert found == [], f"{view}: {json.dumps(found, indent=1)}"
        page.close()


def test_axe_finds_nothing_in_the_menu_the_keys_the_relations_and_the_legend(
    browse: Callable[..., Page], node_packages: Path
) -> None:
    page = browse(html_page(NOTES, ONTOLOGY, goal=ConceptId("gradient")), bypass_csp=True)
    page.locator("#more").click()
    assert violations(page, node_packages) == []
    page.locator("#keys").click()
    assert violations(page, node_packages) == []
    page.keyboard.press("Escape")
    page.locator("#view-table").click()
    page.locator(".tabs button").nth(1).click()
    page.locator("#tables thead button:visible").first.click()
    assert violations(page, node_packages) == []
    phone = browse(html_page(NOTES, ONTOLOGY), bypass_csp=True, **PHONE)
    phone.locator("#legend-toggle").tap()
    assert violations(phone, node_packages) == []


def test_axe_would_find_a_fault(browse: Callable[..., Page], node_packages: Path) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), bypass_csp=True)
    page.evaluate("document.getElementById('query').labels[0].remove()")
    page.evaluate("document.getElementById('query').removeAttribute('placeholder')")
    assert [one["id"] for one in violations(page, node_packages)] == ["label"]
