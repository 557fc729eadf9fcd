"""The page of `kg query --format html`, in a browser as its reader has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg import Graph
from kg.cli import run
from kg.cli.render_drawing import MOST_DRAWN
from kg.cli.render_html import result_page
from kg.stores.base import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

EVIL = "</td></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp; javascript:alert(1)"
CONTRAST = """() => {
    const shade = text => {
        const [r, g, b] = text.match(/[0-9.]+/g).map(Number).map(one => {
            const part = one / 255;
            return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = one => {
        const colour = getComputedStyle(one).backgroundColor;
        return colour.startsWith("rgba(0, 0, 0, 0") ? ground(one.parentElement) : colour;
    };
    return [...document.querySelectorAll("h1, p, pre, th, td, small, dt, dd, svg text")].map(one => {
        const style = getComputedStyle(one);
        const text = shade(one instanceof SVGElement ? style.fill : style.color);
        const box = one instanceof SVGElement && one.parentElement.querySelector("rect");
        const below = shade(box ? getComputedStyle(box).fill : ground(one));
        return (Math.max(text, below) + 0.05) / (Math.min(text, below) + 0.05);
    });
}"""


def node(identity: str, **properties: object) -> dict[str, Any]:
    return {"id": identity, "labels": ["Concept", "Model"], "properties": {"name": identity.upper(), **properties}}


def link(start: str, type_: str, end: str, **properties: object) -> dict[str, Any]:
    return {"type": type_, "start": start, "end": end, "properties": properties}


@pytest.fixture(name="browse")
def _browse(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Give a function that opens a page from a file; it must ask for nothing else and say nothing."""
    said: list[str] = []
    asked: list[str] = []
    contexts = []
    path = tmp_path / "answer.html"

    def make(page: str, theme: Any = "light", width: int = 1200) -> Page:
        path.write_text(page, encoding="utf-8")
        contexts.append(chromium.new_context(color_scheme=theme, viewport={"width": width, "height": 800}))
        opened = contexts[-1].new_page()
        opened.on("console", lambda message: said.append(message.text))
        opened.on("pageerror", lambda error: said.append(str(error)))
        opened.on("dialog", lambda dialog: said.append(dialog.message))
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(path.as_uri())
        return opened

    yield make
    for one in contexts:
        one.close()
    assert set(asked) == {path.as_uri()}
    assert said == []


def drawn(page: Page) -> tuple[list[str], list[str], int]:
    """Return the names in the boxes, the words on the arrows and how many arrows there are."""
    return (
        page.locator("svg g text").all_text_contents(),
        page.locator("svg text.type").all_text_contents(),
        page.locator("svg > path").count(),
    )


def test_a_page_has_the_table_and_a_drawing_of_the_nodes(
    browse: Callable[..., Page], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "g.kgl")
    with Graph.open(store) as graph:
        graph.load(["data/ml.yaml"])
    asked = "MATCH (a:Concept {id: 'transformer'})-[r:IS_A]->(b)\nRETURN a, r, b, 1 < 2 AS less, a.minutes AS minutes"
    capsys.readouterr()
    assert run(["query", asked, "--format", "html", "--store", store]) == 0
    page = browse(capsys.readouterr().out)
    assert page.title() == "Answer"
    assert page.locator("pre").inner_text() == asked
    assert page.locator("th").all_inner_texts() == ["a", "r", "b", "less", "minutes"]
    assert page.locator("td").nth(0).inner_text().startswith("Transformer Architecture")
    assert page.locator("td").nth(1).inner_text() == "transformer IS_A \u2192 deep-learning-model"
    assert page.locator("td").nth(4).inner_text() == "60"
    assert drawn(page) == (["Deep Learning Model", "Transformer"], ["IS_A"], 1)
    assert not page.get_by_text("standard choice for language").is_visible()
    page.locator("summary").first.press("Enter")
    assert page.get_by_text("standard choice for language").is_visible()


def test_a_page_of_scalars_has_no_drawing(browse: Callable[..., Page]) -> None:
    page = browse(
        result_page(Result(("x", "list", "none"), ((1, ["a", "b"], None), ("", [1, {"k": True}], 2.5))), title="T")
    )
    assert page.locator("svg").count() == 0
    assert page.locator("td").all_inner_texts() == ["1", "a, b", "", "", '[1, {"k": true}]', "2.5"]
    assert page.get_by_text("2 rows").count() == 1


def test_a_path_reads_along_its_arrows(browse: Callable[..., Page]) -> None:
    path = {
        "nodes": [node("a"), node("b"), node("c")],
        "relationships": [link("a", "USES", "b"), link("c", "IS_A", "b")],
    }
    page = browse(result_page(Result(("p",), ((path,),)), title="T"))
    assert page.locator("td").inner_text() == "A USES \u2192 B \u2190 IS_A C"
    assert sorted(drawn(page)[1]) == ["IS_A", "USES"]


def test_what_a_page_shows_cannot_become_markup(browse: Callable[..., Page]) -> None:
    evil = {"id": EVIL, "labels": [EVIL], "properties": {"name": EVIL, EVIL: [EVIL]}}
    path = {"nodes": [evil, evil], "relationships": [link(EVIL, EVIL, EVIL)]}
    row = (evil, EVIL, link(EVIL, EVIL, EVIL, **{EVIL: EVIL}), path, [evil], {EVIL: EVIL}, [EVIL])
    result = Result(tuple(f"{EVIL}{number}" for number in range(len(row))), (row,), warnings=(EVIL,))
    page = browse(result_page(result, title=EVIL, statement=EVIL))
    assert page.title() == EVIL
    assert page.locator("script, img, style").count() == 1
    for one in page.locator("summary").all():
        one.click()
    page.locator("svg g").hover()
    assert page.locator("td").nth(1).inner_text() == EVIL


def test_a_circle_draws_each_node_once_and_a_derived_relation_not_beside_what_it_comes_from(
    browse: Callable[..., Page],
) -> None:
    links = [link("abc"[n], "R", "abc"[(n + 1) % 3]) for n in range(3)]
    links += [link("a", "REQUIRES", "b", derived=True), link("a", "REQUIRES", "a", derived=True)]
    page = browse(result_page(Result(("n", "r"), tuple((node(one), links) for one in "abc")), title="T"))
    boxes, words, arrows = drawn(page)
    assert sorted(boxes) == ["A", "B", "C"]
    assert sorted(words) == ["R", "R", "R", "REQUIRES"]
    assert arrows == 4


def test_of_many_nodes_the_first_are_drawn_and_the_page_says_so(browse: Callable[..., Page]) -> None:
    rows = tuple((node(f"n{number:03d}"),) for number in range(MOST_DRAWN + 5))
    page = browse(result_page(Result(("n",), rows), title="T"))
    assert page.locator("svg rect").count() == MOST_DRAWN
    assert page.get_by_text(f"Only {MOST_DRAWN} of {MOST_DRAWN + 5} nodes are drawn.").count() == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390])
def test_all_text_has_contrast_and_only_tables_and_drawings_scroll_sideways(
    browse: Callable[..., Page], theme: str, width: int
) -> None:
    row = (node("a", definition="long " * 40), link("a", "USES", "b"), node("b"), "word " * 60, 12)
    page = browse(
        result_page(Result(tuple("arbwn"), (row,) * 3, truncated=True), title="T", statement="X" * 300), theme, width
    )
    page.locator("summary").first.click()
    ratios = page.evaluate(CONTRAST)
    assert len(ratios) > 20
    assert min(ratios) >= 4.5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
