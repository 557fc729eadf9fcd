"""The state of the page: what its address says, and what is shown of the surroundings of a concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import ConceptId
from kg.view import html_page

from .test_page import DRAWN, NOTES, ONTOLOGY, Opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def shown(page: Page) -> set[str]:
    """Return the names of the boxes that are drawn."""
    names = page.evaluate(
        "kg.nodes.get({filter: node => !node.hidden}).map(node => kg.concepts[node.id].name)",
    )
    return set(names)


def address(page: Page) -> str:
    """Return the address once it has followed the state: it does so at most every 0.4 s."""
    page.wait_for_timeout(500)
    return page.url.partition("#")[2]


def test_the_address_holds_selection_filters_and_focus_and_gives_them_back(browse: Callable[..., Page]) -> None:
    text = html_page(NOTES, ONTOLOGY)
    page = browse(text)
    page.locator("#kinds .chip", has_text="data").click()
    page.locator("#types .chip", has_text="related").click()
    Opened(page).click("Gradient")
    assert address(page) == "c=gradient&hide=data&omit=RELATED_TO"
    again = browse(text, address="#c=gradient&hide=data&omit=RELATED_TO")
    assert again.locator("#panel h2").inner_text() == "Gradient"
    assert shown(again) == shown(page) == {one.name for one in NOTES.concepts} - {"Lonely"}
    assert Opened(again).visible() == (len(NOTES.concepts) - 1, len(DRAWN) - 1)
    assert again.locator("#kinds .chip[aria-pressed=false]").all_inner_texts()[0].startswith("data")


def test_back_goes_to_the_concept_before(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), address="#c=gradient&omit=IS_A")
    page.locator("#panel .relations a", has_text="Optimizer").click()
    assert page.locator("#panel h2").inner_text() == "Optimizer"
    assert address(page) == "c=optimizer&omit=IS_A"
    page.go_back()
    page.wait_for_function("() => document.querySelector('#panel h2').textContent === 'Gradient'")


def test_what_an_address_cannot_mean_is_dropped(browse: Callable[..., Page]) -> None:
    wrong = (
        "#c=nobody&depth=7&from=%E0%A4&hide=nothing,constructor&omit=__proto__&known=%,a%2Cb&theme=%3Cb%3E&view&=&&x=y"
    )
    page = browse(html_page(NOTES, ONTOLOGY, goal=ConceptId("adam")), address=wrong)
    assert page.locator("#panel").is_hidden()
    assert Opened(page).visible() == (len(NOTES.concepts), len(DRAWN))
    assert address(page) == "c="


def test_a_focus_shows_what_is_within_its_depth_of_what_is_not_hidden(browse: Callable[..., Page]) -> None:
    text = html_page(NOTES, ONTOLOGY)
    page = browse(text, address="#c=model&depth=1")
    assert shown(page) == {"Model", "Weight", "Loss"}
    assert shown(browse(text, address="#c=model&depth=2")) == {"Model", "Weight", "Loss", "Gradient", "Optimizer"}
    assert shown(browse(text, address="#c=model&depth=2&omit=UPDATES,REDUCES,AFFECTS")) == {
        "Model",
        "Weight",
        "Loss",
        "Gradient",
    }
    assert shown(browse(text, address="#c=model&depth=1&expand=gradient")) == {
        "Model", "Weight", "Loss", "Gradient", "Calculus", "Optimizer", "Adam",
    }  # fmt: skip
    page.locator("#query").fill("Adam")
    page.keyboard.press("Enter")
    assert shown(page) == {"Adam", "Optimizer", "Gradient"}
    page.locator("#whole").click()
    assert shown(page) == {one.name for one in NOTES.concepts}


def test_the_slider_shows_the_neighbourhood_and_a_double_click_more_of_it(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY))
    slider = page.get_by_role("slider", name="Depth")
    assert slider.is_disabled()
    Opened(page).click("Model")
    slider.press("Home")
    assert shown(page) == {"Model", "Weight", "Loss"}
    assert slider.get_attribute("aria-valuetext") == "1 relation around Model"
    assert address(page) == "c=model&depth=1&from=model"
    page.wait_for_function(
        "() => new Promise(done => { const at = () => JSON.stringify(kg.network.getViewPosition());"
        " const before = at(); setTimeout(() => done(at() === before), 400); })"
    )  # the drawing moves for 350 ms, longer on a busy machine
    page.mouse.dblclick(*Opened(page).point("Loss"))
    page.wait_for_function("() => kg.nodes.get({filter: node => !node.hidden}).length === 5")
    assert shown(page) == {"Model", "Weight", "Loss", "Gradient", "Optimizer"}
    assert page.locator("#panel h2").inner_text() == "Loss"
    assert address(page) == "c=loss&depth=1&from=model&expand=loss"
    slider.press("ArrowRight")
    assert shown(page) == {"Loss", "Model", "Gradient", "Optimizer", "Weight", "Calculus", "Adam"}
    assert page.locator("#kinds .chip", has_text="data").locator(".number").inner_text() == "0/1"
    slider.press("End")
    assert Opened(page).visible() == (len(NOTES.concepts), len(DRAWN))
    assert address(page) == "c=loss"
