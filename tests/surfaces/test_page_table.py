"""The graph as tables: for those who do not see the drawing, and for looking things up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import GraphData
from kg.view import html_page

from .test_page import DRAWN, NOTES, ONTOLOGY, concept, relation
from .test_page_hostile import PAYLOADS, hostile_graph, nothing_ran

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
CONCEPTS, RELATIONS = 0, 1


def rows(page: Page, table: int = CONCEPTS) -> list[list[str]]:
    found: list[list[str]] = (
        page.locator("#tables table")
        .nth(table)
        .evaluate("table => [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent))")
    )
    return found


def names(page: Page) -> list[str]:
    return [row[0] for row in rows(page)]


def head(page: Page, name: str) -> Locator:
    return page.locator("#tables thead button", has_text=name)


@pytest.fixture
def page(browse: Callable[..., Page]) -> Page:
    return browse(html_page(NOTES, ONTOLOGY), address="#view=table")


def test_the_switch_shows_the_tables_instead_of_the_drawing(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY))
    drawing, tables = page.get_by_role("application"), page.locator("#tables")
    assert (drawing.count(), tables.is_visible()) == (1, False)
    page.get_by_role("button", name="Table", exact=True).click()
    assert (drawing.count(), tables.is_visible()) == (0, True)
    assert page.get_by_role("table", name="8 concepts").count() == 1
    page.get_by_role("button", name=f"{len(DRAWN)} relations").click()
    assert page.get_by_role("table", name=f"{len(DRAWN)} relations").is_visible()
    assert page.get_by_role("columnheader", name="Reason").is_visible()
    page.get_by_role("button", name="Drawing").click()
    assert (drawing.count(), tables.is_visible()) == (1, False)


def test_the_tables_list_every_concept_and_every_authored_relation(page: Page) -> None:
    assert sorted(names(page)) == sorted(one.name for one in NOTES.concepts)
    optimizer = next(row for row in rows(page) if row[0] == "Optimizer")
    # uses, reduces and updates say what comes first; Adam is a special case
    assert optimizer[1:] == [
        "algorithm", "4", "45 min", "", "3", "1", "Updates the parameters to reduce the loss.",
    ]  # fmt: skip
    labels = {one.id: one.name for one in NOTES.concepts}
    listed = sorted((one, words, other) for one, words, other, *_ in rows(page, RELATIONS))
    assert listed == sorted((labels[one.source], ONTOLOGY.types[one.type].label, labels[one.target]) for one in DRAWN)
    assert ["Optimizer", "uses", "Gradient", "", "It says where to step.", "notes/ml.md:24"] in rows(page, RELATIONS)
    assert ["Gradient", "requires", "Calculus", "soft: helps, but is not needed", "", ""] in rows(page, RELATIONS)


def test_the_heads_of_the_columns_sort(page: Page) -> None:
    levels = [int(row[2]) for row in rows(page)]
    assert levels == sorted(levels)
    head(page, "Concept").click()
    assert names(page) == sorted(names(page))
    cell = page.get_by_role("columnheader", name="Concept")
    assert cell.get_attribute("aria-sort") == "ascending"
    head(page, "Concept").press("Enter")
    assert names(page) == sorted(names(page), reverse=True)
    assert cell.get_attribute("aria-sort") == "descending"
    assert page.locator("#status").inner_text() == "Sorted by concept, descending."
    head(page, "Time").click()
    minutes = [int(row[3].strip("~").removesuffix(" min")) for row in rows(page)]
    assert minutes == sorted(minutes)
    assert page.locator("#tables table").first.locator("[aria-sort]").count() == 1


def test_legend_and_search_filter_both_tables(page: Page) -> None:
    page.locator("#kinds .chip", has_text="algorithm").click()
    members = {"optimizer", "adam"}
    assert set(names(page)) == {one.name for one in NOTES.concepts if one.id not in members}
    assert len(rows(page, RELATIONS)) == sum(members.isdisjoint({one.source, one.target}) for one in DRAWN)
    assert page.get_by_role("button", name="6 of 8 concepts").is_visible()
    page.locator("#kinds .chip", has_text="algorithm").click()
    page.locator("#types .chip", has_text="requires").click()
    assert len(rows(page, RELATIONS)) == sum(one.type != "REQUIRES" for one in DRAWN)
    page.locator("#types .chip", has_text="requires").click()
    page.locator("#query").fill("slope")
    assert names(page) == ["Gradient"]
    assert len(rows(page, RELATIONS)) == sum("gradient" in {one.source, one.target} for one in DRAWN)
    page.locator("#query").fill("nonsense")
    assert names(page) == []
    assert page.get_by_text("No concept is shown: none fits the search and the legend.").is_visible()
    page.keyboard.press("Escape")
    assert len(names(page)) == len(NOTES.concepts)


def test_a_name_in_a_row_chooses_the_concept(page: Page) -> None:
    page.get_by_role("button", name="Gradient").click()
    assert page.locator("#panel h2").inner_text() == "Gradient"
    assert page.locator("#tables table").first.locator("[aria-current=true] .name").all_inner_texts() == ["Gradient"]
    page.get_by_role("button", name=f"{len(DRAWN)} relations").click()
    page.locator("#tables tr:visible", has_text="Adam").locator(".name", has_text="Adam").first.click()
    assert page.locator("#panel h2").inner_text() == "Adam"
    marked = page.locator("#tables table").nth(RELATIONS).locator("[aria-current=true]")
    assert marked.count() == sum("adam" in {one.source, one.target} for one in DRAWN)


def test_marks_of_what_is_known_are_listed(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), address="#view=table&known=loss,weight")
    assert {row[0] for row in rows(page) if row[4] == "known"} == {"Loss", "Weight"}


def test_many_rows_come_in_portions(browse: Callable[..., Page]) -> None:
    graph = GraphData(
        concepts=tuple(concept(f"Concept {number:03}") for number in range(450)),
        relations=tuple(relation(f"concept-{number:03}", "RELATED_TO", "concept-000") for number in range(1, 3)),
    )
    page = browse(html_page(graph, ONTOLOGY), address="#view=table")
    more = page.locator(".listing:not([hidden]) .more")
    assert (len(names(page)), more.inner_text()) == (200, "Show 200 more of 250")
    more.focus()
    page.keyboard.press("Enter")
    assert (len(names(page)), more.inner_text()) == (400, "Show 50 more of 50")
    assert page.evaluate("document.activeElement.textContent") == names(page)[200]
    more.click()
    assert (len(names(page)), more.is_visible()) == (450, False)
    assert names(page) == sorted(names(page))


def test_hostile_names_are_text_in_the_tables(browse: Callable[..., Page]) -> None:
    graph = hostile_graph()
    page = browse(html_page(graph, ONTOLOGY), address="#view=table")
    assert sorted(names(page)) == sorted(one.name for one in graph.concepts)
    assert {row[1] for row in rows(page)} == set(PAYLOADS)
    assert {row[7] for row in rows(page)} == set(PAYLOADS)
    assert len(rows(page, RELATIONS)) == len(graph.relations)
    assert {row[4] for row in rows(page, RELATIONS)} == set(PAYLOADS[:-1])
    for button in page.locator("#tables thead button:visible").all():
        button.click()
    page.get_by_role("button", name=f"{len(graph.relations)} relations").click()
    for button in page.locator("#tables thead button:visible").all():
        button.click()
    assert nothing_ran(page)
