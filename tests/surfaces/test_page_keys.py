"""The page without a mouse: everything can be reached, the focus is seen, and the status says where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.view import html_page

from .test_page import NOTES, ONTOLOGY, concept, relation, with_derived

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def status(page: Page) -> str:
    return page.locator("#status").inner_text()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def to_the_drawing(page: Page) -> None:
    page.locator("#query").focus()
    while focused(page) != "drawing":
        page.keyboard.press("Tab")


@pytest.mark.parametrize("view", ["drawing", "table"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tab_goes_through_all_controls_and_each_shows_that_it_has_the_focus(
    browse: Callable[..., Page], view: str, theme: str
) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), theme=theme, address=f"#c=optimizer&view={view}")
    controls = """[...document.querySelectorAll("button, input, select, a[href], summary, [tabindex='0']")]
        .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled)"""
    wanted = page.evaluate(f"{controls}.length")
    reached = page.evaluate("window.reached = new Set(); 0")
    for _ in range(wanted + 2):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            continue
        style = page.evaluate(
            """() => {
                reached.add(document.activeElement);
                const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(document.activeElement);
                return [document.activeElement.outerHTML.slice(0, 80), outlineStyle, outlineWidth, outlineColor];
            }"""
        )
        accent = "rgb(29, 78, 216)" if theme == "light" else "rgb(138, 180, 255)"
        assert style[1:] == ["solid", "2px", accent], style
    missed = page.evaluate(f"{controls}.filter(one => !reached.has(one)).map(one => one.outerHTML.slice(0, 80))")
    assert (missed, reached) == ([], 0)
    assert page.evaluate("reached.has(document.querySelector('#panel .close'))")
    assert page.evaluate(f"reached.has(document.getElementById('drawing')) === {str(view == 'drawing').lower()}")


def test_arrows_walk_along_prerequisites_and_within_a_level_and_the_status_says_where(
    browse: Callable[..., Page],
) -> None:
    graph = with_derived(
        tuple(map(concept, ("Low", "High", "Mid", "Goal"))),
        (
            relation("mid", "REQUIRES", "low"),
            relation("mid", "REQUIRES", "high"),
            relation("goal", "USES", "mid"),
        ),
    )
    page = browse(html_page(graph, ONTOLOGY))
    to_the_drawing(page)
    first = status(page)
    assert first in {f"{name}, level 0, 0 prerequisites, 1 dependant" for name in ("Low", "High")}
    page.keyboard.press("ArrowRight")
    assert status(page) == "Mid, level 1, 2 prerequisites, 1 dependant"
    page.keyboard.press("ArrowRight")
    assert status(page) == "Goal, level 2, 1 prerequisite, 0 dependants"
    page.keyboard.press("ArrowRight")
    assert status(page) == "Goal is needed by nothing that is shown."
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    here = status(page).split(",")[0]
    other = {"Low": "High", "High": "Low"}[here]
    upper, lower = sorted((here, other), key=lambda name: page.evaluate(
        "name => kg.network.getPosition(kg.concepts.findIndex(one => one.name === name)).y", name))  # fmt: skip
    page.keyboard.press("ArrowDown" if here == upper else "ArrowUp")
    assert status(page).startswith(f"{other}, level 0")
    page.keyboard.press("ArrowDown" if other == lower else "ArrowUp")
    assert status(page) == f"{other} is the {'last' if other == lower else 'first'} of its level."


def test_enter_opens_the_panel_and_escape_closes_it_and_comes_back(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY))
    to_the_drawing(page)
    name = status(page).split(",")[0]
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == name
    assert focused(page) == "panel"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert focused(page) == "drawing"
    page.keyboard.press("ArrowRight")
    assert ", level " in status(page)


def test_what_is_hidden_is_not_walked_to(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), address="#c=gradient")
    to_the_drawing(page)
    assert status(page) == "Gradient, level 3, 2 prerequisites, 1 dependant"
    page.locator("#kinds .chip", has_text="field").click()
    to_the_drawing(page)
    assert status(page) == "Gradient, level 3, 1 prerequisite, 1 dependant"
    page.keyboard.press("ArrowLeft")
    assert status(page).startswith("Loss, level 2")


def test_the_cursor_is_drawn_around_its_box(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY))
    accent = """() => {
        const canvas = document.querySelector("#drawing canvas");
        const copy = Object.assign(document.createElement("canvas"), {width: canvas.width, height: canvas.height});
        const context = copy.getContext("2d", {willReadFrequently: true});
        context.drawImage(canvas, 0, 0);
        const {data} = context.getImageData(0, 0, copy.width, copy.height);
        let found = 0;
        for (let at = 0; at < data.length; at += 4) {
            if (data[at] === 29 && data[at + 1] === 78 && data[at + 2] === 216) found += 1;
        }
        return found;
    }"""
    before = page.evaluate(accent)
    to_the_drawing(page)
    page.wait_for_timeout(100)
    assert page.evaluate(accent) > before + 200


def test_a_link_within_the_panel_leaves_the_focus_there(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), address="#c=gradient")
    link = page.locator("#panel a.concept").last
    name = link.inner_text()
    link.press("Enter")
    page.wait_for_function("name => document.querySelector('#panel h2').innerText === name", arg=name)
    assert focused(page) == "panel"


def test_the_slash_that_leads_to_the_search_is_not_searched_for(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY))
    page.keyboard.press("/")
    page.keyboard.press("/")
    assert page.locator("#query").input_value() == ""
    page.keyboard.type("a/")
    assert page.locator("#query").input_value() == "a/"


def test_the_keys_are_told_in_a_dialog(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), address="#c=gradient")
    dialog = page.get_by_role("dialog", name="Keys")
    page.locator("#query").press("?")
    assert page.locator("#query").input_value() == "?"
    assert dialog.count() == 0
    page.locator("#drawing").focus()
    page.keyboard.press("?")
    assert dialog.is_visible()
    assert dialog.locator("dt").count() == dialog.locator("dd").count() > 5
    page.keyboard.press("Escape")
    assert dialog.count() == 0
    assert page.locator("#panel h2").inner_text() == "Gradient"  # one Escape closes one thing
    page.locator("#more").click()
    page.locator("#keys").click()
    assert dialog.is_visible()
    dialog.get_by_role("button", name="Close").click()
    assert dialog.count() == 0


def test_shift_and_arrows_move_the_drawing_and_signs_zoom(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY))
    page.locator("#drawing").focus()
    x, y, scale = page.evaluate("[...Object.values(kg.network.getViewPosition()), kg.network.getScale()]")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert page.evaluate("Object.values(kg.network.getViewPosition())") == pytest.approx(
        [x + 80 / scale, y + 80 / scale]
    )
    page.keyboard.press("-")
    assert page.evaluate("kg.network.getScale()") == pytest.approx(scale * 0.8)
    page.keyboard.press("+")
    assert page.evaluate("kg.network.getScale()") == pytest.approx(scale)


def test_who_wants_no_motion_gets_none(browse: Callable[..., Page]) -> None:
    names = [f"Concept {number}" for number in range(30)]
    chain = with_derived(
        tuple(map(concept, names)),
        tuple(relation(f"concept-{number}", "REQUIRES", f"concept-{number - 1}") for number in range(1, 30)),
    )
    text = html_page(chain, ONTOLOGY)
    for wish, moves in (("reduce", False), ("no-preference", True)):
        page = browse(text, reduced_motion=wish)
        places = page.evaluate(
            """async () => {
                const places = [];
                const note = () => places.push(JSON.stringify(kg.network.getViewPosition()));
                location.hash = "c=concept-29";
                await new Promise(resolve => setTimeout(resolve, 50));
                for (let frame = 0; frame < 20; frame++) {
                    await new Promise(requestAnimationFrame);
                    note();
                }
                return places;
            }"""
        )
        assert (len(set(places)) > 1) == moves
