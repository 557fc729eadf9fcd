"""The page on a phone: everything fits, can be hit with a thumb, and the drawing follows fingers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from kg.view import html_page

from .test_page import NOTES, ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from kg.model import GraphData

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
#: What a thumb hits, in CSS pixels.
THUMB = 40


@pytest.fixture
def open_phone(browse: Callable[..., Page]) -> Callable[..., Page]:
    def make(address: str = "", **fields: Any) -> Page:
        return browse(
            html_page(NOTES, ONTOLOGY, title="A title that is rather long for a phone"),
            address=address,
            **(PHONE | fields),
        )

    return make


def fits(page: Page) -> bool:
    """Say whether nothing goes beyond the screen, and the parts of the page do not lie upon each other."""
    width, height, *edges = page.evaluate(
        """[document.documentElement.scrollWidth, document.documentElement.scrollHeight,
            ...["header", "main", "footer"].flatMap(part => {
                const {left, right, top, bottom} = document.querySelector(part).getBoundingClientRect();
                return top === bottom ? [] : [[left, right, top, bottom]];
            })]"""
    )
    stacked = all(upper[3] <= lower[2] for upper, lower in pairwise(edges))
    return bool(
        width == 390 and height == 844 and stacked and all(left >= 0 and right <= 390 for left, right, *_ in edges)
    )


def targets_too_small(page: Page) -> list[str]:
    """Return what can be hit, is on the screen, and is smaller than a thumb."""
    small: list[str] = page.evaluate(
        """least => [...document.querySelectorAll("button, input, select, label, a[href]")]
            .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.classList.contains("unseen"))
            .filter(one => !(one.matches("input[type=radio], input[type=checkbox]") && one.closest("label")))
            .filter(one => one.getBoundingClientRect().height < least)
            .map(one => one.outerHTML)""",
        THUMB,
    )
    return small


@pytest.mark.parametrize(
    "address", ["", "#c=optimizer", "#view=table", "#view=table&c=optimizer", "#c=optimizer&depth=1"]
)
def test_the_page_fits_a_phone_and_everything_can_be_hit(open_phone: Callable[..., Page], address: str) -> None:
    page = open_phone(address)
    assert fits(page)
    assert targets_too_small(page) == []
    drawing = page.locator("#drawing").bounding_box()
    assert drawing is not None
    assert drawing["height"] >= 240


def test_the_panel_is_a_sheet_from_below_that_goes_away_again(open_phone: Callable[..., Page]) -> None:
    page = open_phone()
    x, y = page.evaluate(
        """() => {
            const place = kg.network.getPosition(kg.concepts.findIndex(one => one.name === "Weight"));
            const dom = kg.network.canvasToDOM(place);
            const stage = document.getElementById("drawing").getBoundingClientRect();
            return [dom.x + stage.left, dom.y + stage.top];
        }"""
    )
    page.touchscreen.tap(x, y)
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "Weight"
    sheet = panel.bounding_box()
    assert sheet is not None
    assert (sheet["x"], sheet["width"]) == (0, 390)
    assert sheet["y"] + sheet["height"] == 844
    assert sheet["y"] > 844 / 2
    assert page.locator("footer").is_hidden()
    panel.get_by_role("button", name="Close").tap()
    assert panel.is_hidden()
    assert page.locator("footer").is_visible()


def test_the_legend_opens_and_closes(open_phone: Callable[..., Page]) -> None:
    page = open_phone()
    button = page.get_by_role("button", name="Legend and filters")
    assert page.locator(".chip:visible").count() == 0
    button.tap()
    assert button.get_attribute("aria-expanded") == "true"
    assert page.locator("#kinds .chip:visible").count() == len({one.kind for one in NOTES.concepts})
    assert fits(page)
    assert targets_too_small(page) == []
    page.locator("#kinds .chip", has_text="algorithm").tap()
    assert page.evaluate("kg.concepts.length - kg.nodes.length") == 2
    button.tap()
    assert page.locator(".chip:visible").count() == 0


def test_the_menu_and_the_keys_fit(open_phone: Callable[..., Page]) -> None:
    page = open_phone()
    page.locator("#more").tap()
    menu = page.locator("#menu").bounding_box()
    assert menu is not None
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= 390
    assert menu["y"] + menu["height"] <= 844
    assert targets_too_small(page) == []
    page.get_by_label("Dark").tap()
    page.wait_for_function("kg.nodes.get(0).font.color === '#e8edf4'")


def fingers(page: Page, *steps: list[tuple[int, int]]) -> None:
    """Put fingers on the screen, move them through the steps, and lift them."""
    session = page.context.new_cdp_session(page)
    for kind, points in [("touchStart", steps[0]), *(("touchMove", step) for step in steps[1:]), ("touchEnd", [])]:
        touches = [{"x": x, "y": y, "id": place} for place, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
        page.wait_for_timeout(30)


def test_one_finger_moves_the_drawing_and_two_zoom_it(open_phone: Callable[..., Page]) -> None:
    page = open_phone()
    look = "[...Object.values(kg.network.getViewPosition()), kg.network.getScale()]"
    x, y, scale = page.evaluate(look)
    fingers(page, *([(200 - 10 * step, 400)] for step in range(9)))
    page.wait_for_timeout(200)
    moved_x, moved_y, same = page.evaluate(look)
    assert moved_x > x + 30
    assert (moved_y, same) == (pytest.approx(y, abs=3), pytest.approx(scale))
    fingers(page, *([(180 - 10 * step, 400), (210 + 10 * step, 400)] for step in range(8)))
    assert page.evaluate(look)[2] > 1.5 * scale
    assert fits(page)  # the drawing was zoomed, not the page
    assert page.evaluate("visualViewport.scale") == 1


def test_a_narrow_screen_with_all_kinds_and_types_fits_too(browse: Callable[..., Page], ml_notes: GraphData) -> None:
    page = browse(html_page(ml_notes, ONTOLOGY), **(PHONE | {"viewport": {"width": 320, "height": 568}}))
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [320, 568]
    page.get_by_role("button", name="Legend and filters").tap()
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [320, 568]
