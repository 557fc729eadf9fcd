"""What the page gives away: the picture as PNG and SVG, the study order on paper; and its light and dark."""

from __future__ import annotations

import base64
import io
import struct
import unicodedata
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from kg.model import ConceptId, GraphData
from kg.view import html_page

from .test_page import DRAWN, NOTES, ONTOLOGY, concept, relation, with_derived
from .test_page_hostile import PAYLOADS, hostile_graph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, form: str) -> tuple[str, bytes]:
    """Return the name and the bytes of the picture that the menu saves."""
    page.locator("#more").click()
    with page.expect_download() as download:
        page.locator(f"#save-{form}").click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def read(svg: bytes) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - the page made it


def drawn(svg: ET.Element, what: str) -> list[ET.Element]:
    return svg.findall(f".//{SVG}g[@class='{what}']")


def label(box: ET.Element) -> str:
    return " ".join(line.text or "" for line in box.iter(f"{SVG}tspan"))


def test_the_svg_has_a_box_for_every_concept_and_a_line_for_every_relation_that_is_shown(
    browse: Callable[..., Page],
) -> None:
    page = browse(html_page(NOTES, ONTOLOGY, title="Notes & more"))
    name, data = saved(page, "svg")
    svg = read(data)
    assert name == "notes-more.svg"
    assert sorted(map(label, drawn(svg, "concept"))) == sorted(one.name for one in NOTES.concepts)
    assert len(drawn(svg, "relation")) == len(DRAWN)
    titles = {line.findtext(f"{SVG}title") for line in drawn(svg, "relation")}
    assert {"Optimizer uses Gradient", "Weight is part of Model"} <= titles
    assert svg.findtext(f"{SVG}title") == "Notes & more"
    # curves and arrows: the symmetric one has no arrow, the soft one is dashed
    assert sum(len(line.findall(f"{SVG}path")) for line in drawn(svg, "relation")) == 2 * len(DRAWN) - 1
    assert len(svg.findall(f".//{SVG}path[@stroke-dasharray]")) == 1
    legend = " ".join(text.text or "" for group in drawn(svg, "legend") for text in group.iter(f"{SVG}text"))
    assert "algorithm 2" in legend
    assert "requires 2" in legend
    assert "helps, but is not needed" in legend
    assert saved(page, "svg")[1] == data

    page.locator("#kinds .chip", has_text="algorithm").click()
    svg = read(saved(page, "svg")[1])
    assert len(drawn(svg, "concept")) == len(NOTES.concepts) - 2
    assert len(drawn(svg, "relation")) == sum(
        {one.source, one.target}.isdisjoint({"optimizer", "adam"}) for one in DRAWN
    )


def test_the_svg_of_a_neighbourhood_has_only_that_with_the_chosen_one_marked(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), address="#c=gradient&depth=1")
    svg = read(saved(page, "svg")[1])
    near = {"gradient"} | {
        end for one in DRAWN if "gradient" in {one.source, one.target} for end in (one.source, one.target)
    }
    assert set(map(label, drawn(svg, "concept"))) == {one.name for one in NOTES.concepts if one.id in near}
    assert len(drawn(svg, "relation")) == sum({one.source, one.target} <= near for one in DRAWN)
    borders = {label(box): float(box[1].attrib["stroke-width"]) for box in drawn(svg, "concept")}
    assert {name: width for name, width in borders.items() if width > 1} == {"Gradient": 3, "Loss": 2, "Calculus": 2}


def test_the_boxes_of_the_svg_hold_their_labels_and_do_not_overlap(browse: Callable[..., Page]) -> None:
    svg = read(saved(browse(html_page(NOTES, ONTOLOGY)), "svg")[1])
    left, top, width, height = map(float, svg.attrib["viewBox"].split())
    places: list[tuple[float, ...]] = []
    for box in drawn(svg, "concept"):
        rect = box.find(f"{SVG}rect")
        assert rect is not None
        x, y, wide, high = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
        assert left < x
        assert x + wide < left + width
        assert top < y
        assert y + high < top + height
        for line in box.iter(f"{SVG}tspan"):
            assert float(line.attrib["x"]) == pytest.approx(x + wide / 2, abs=0.2)
            assert y < float(line.attrib["y"]) < y + high
        assert not any(a < x + wide and x < a + c and b < y + high and y < b + d for a, b, c, d in places)
        places.append((x, y, wide, high))


def test_the_svg_of_hostile_names_holds_them_as_text_and_opens_by_itself(
    browse: Callable[..., Page], tmp_path: Path
) -> None:
    page = browse(html_page(hostile_graph(), ONTOLOGY, title=PAYLOADS[0]))
    name, data = saved(page, "svg")
    assert name == "script-window-ran-script-script.svg"
    svg = read(data)
    tags = {one.tag.removeprefix(SVG) for one in svg.iter()}
    assert tags == {"svg", "title", "g", "rect", "text", "tspan", "path", "line"}
    assert not [name for one in svg.iter() for name in one.attrib if name.lower().startswith("on") or "href" in name]
    graph = hostile_graph()
    assert len(drawn(svg, "concept")) == len(graph.concepts)
    assert len(drawn(svg, "relation")) == len(graph.relations)
    whole = {title.text for title in svg.iter(f"{SVG}title")}
    assert all(any(f"{one.name} · " in (text or "") for text in whole) for one in graph.concepts)
    (tmp_path / "alone.svg").write_bytes(data)
    alone = page.context.browser.new_page()  # type: ignore[union-attr]
    alone.goto((tmp_path / "alone.svg").as_uri())
    assert alone.evaluate("document.documentElement.localName") == "svg"
    assert alone.evaluate("window.ran") is None
    assert alone.evaluate("document.querySelectorAll('.concept').length") == len(graph.concepts)
    alone.close()


def test_the_png_shows_the_whole_graph_at_twice_its_size(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY, title="../../etc/passwd"))
    name, data = saved(page, "png")
    assert name == "etc-passwd.png"
    said = page.locator("#status").inner_text()
    svg = read(saved(page, "svg")[1])
    size = struct.unpack(">II", data[16:24])
    assert size == (int(2 * float(svg.attrib["width"])), int(2 * float(svg.attrib["height"])))
    # A pixel in the middle of the top border of each box has the colour that the SVG gives the border.
    left, top, *_ = map(float, svg.attrib["viewBox"].split())
    expected = []
    points = []
    for box in drawn(svg, "concept"):
        rect = box.find(f"{SVG}rect")
        assert rect is not None
        x, y, wide = (float(rect.attrib[name]) for name in ("x", "y", "width"))
        points.append([round(2 * (x + wide / 2 - left)), round(2 * (y - top))])
        expected.append(rect.attrib["stroke"])
    seen = page.evaluate(
        """async ([data, points]) => {
            const image = new Image();
            image.src = "data:image/png;base64," + data;
            await image.decode();
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            const {data: all, width} = context.getImageData(0, 0, canvas.width, canvas.height);
            const hex = (x, y) => "#" + [...all.slice(4 * (y * width + x), 4 * (y * width + x) + 3)]
                .map(part => part.toString(16).padStart(2, "0")).join("");
            return points.map(([x, y]) => [hex(x, y - 1), hex(x, y)]);
        }""",
        [base64.b64encode(data).decode(), points],
    )
    assert all(colour in pair for colour, pair in zip(expected, seen, strict=True))
    assert said == f"Saved etc-passwd.png, {size[0]:,} \u00d7 {size[1]:,} pixels."


def test_a_png_that_no_canvas_can_hold_is_made_smaller_and_said_to_be(browse: Callable[..., Page]) -> None:
    names = [f"Concept {number}" for number in range(100)]
    chain = with_derived(
        tuple(concept(name) for name in names),
        tuple(relation(f"concept-{number}", "REQUIRES", f"concept-{number - 1}") for number in range(1, 100)),
    )
    page = browse(html_page(chain, ONTOLOGY))
    _, data = saved(page, "png")
    width, height = struct.unpack(">II", data[16:24])
    assert max(width, height) == 16384
    assert "no canvas is larger" in page.locator("#status").inner_text()


def test_a_picture_of_nothing_is_refused_in_words(browse: Callable[..., Page]) -> None:
    page = browse(html_page(GraphData(), ONTOLOGY))
    for form in ("png", "svg"):
        page.locator("#more").click()
        page.locator(f"#save-{form}").click()
        assert page.locator("#status").inner_text() == "There is nothing to save: no concept is shown."


def printed(page: Page) -> str:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(page.pdf()))
    text = "\n".join(sheet.extract_text() for sheet in reader.pages)
    return unicodedata.normalize("NFKC", text)  # a font may join f and i


def test_paper_gets_the_study_order_with_levels_times_and_reasons(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY, title="My notes"), address="#c=optimizer&known=weight&theme=dark")
    text = printed(page)
    lines = [line.strip() for line in text.splitlines()]
    assert lines[:2] == ["My notes", "Study order for Optimizer"]
    order = [text.index(f"{name} {kind}") for name, kind in
             (("Weight", "quantity"), ("Model", "model"), ("Calculus", "field"), ("Loss", "metric"),
              ("Gradient", "quantity"), ("Optimizer", "algorithm"))]  # fmt: skip
    assert order == sorted(order)
    assert "Optimizer uses Gradient: It says where to step." in text
    assert "Updates the parameters to reduce the loss." in text
    assert [line for line in lines if line.startswith(("Known", "Level"))][:2] == [
        "Known already",
        "Level 0: start here",
    ]
    assert "45 min" in text
    assert "optional" in text
    assert "Known already\n☑ Weight quantity" in text
    for chrome in ("Whole graph", "Table", "Menu", "Legend"):
        assert chrome not in text
    assert "Adam" not in text
    # afterwards the screen is as it was
    assert page.locator("#sheet *").count() == 0
    assert page.locator("#panel h2").inner_text() == "Optimizer"


def test_paper_gets_all_concepts_by_level_where_none_is_chosen(browse: Callable[..., Page]) -> None:
    text = printed(browse(html_page(NOTES, ONTOLOGY)))
    assert "Concepts by level" in text
    assert all(one.name in text for one in NOTES.concepts)


def test_hostile_names_are_printed_as_text(browse: Callable[..., Page]) -> None:
    page = browse(html_page(hostile_graph(), ONTOLOGY, title=PAYLOADS[0], goal=ConceptId(PAYLOADS[1])))
    assert f"1 {PAYLOADS[1]}" in " ".join(printed(page).split())
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#sheet img, #sheet script, #sheet a").count() == 0
    assert page.evaluate("window.ran") is None


def rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))


def legend_and_boxes(page: Page) -> tuple[dict[str, str], dict[str, set[str]], dict[str, str], dict[str, set[str]]]:
    """Return the colours of the legend's kinds and of their boxes, and the same of types and their lines."""
    swatches = """group => Object.fromEntries([...document.querySelectorAll(group + " .chip")]
        .map(chip => [chip.children[1].textContent, getComputedStyle(chip.children[0]).backgroundColor]))"""
    boxes: dict[str, set[str]] = {}
    for kind, background, border, width in page.evaluate(
        "kg.nodes.get().map(one => [kg.concepts[one.id].kind, one.color.background, one.color.border, one.borderWidth])"
    ):
        boxes.setdefault(kind, set()).add(rgb(background if width > 2 else border))
    lines: dict[str, set[str]] = {}
    for type_, colour in page.evaluate("kg.edges.get().map(one => [kg.relations[one.id].type, one.color.color])"):
        lines.setdefault(ONTOLOGY.types[type_].label, set()).add(rgb(colour))
    return page.evaluate(swatches, "#kinds"), boxes, page.evaluate(swatches, "#types"), lines


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_boxes_and_lines_have_the_colours_of_the_legend_before_and_after_highlight_and_clear(
    browse: Callable[..., Page], theme: str
) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), theme=theme)

    def agree() -> None:
        kinds, boxes, types, lines = legend_and_boxes(page)
        assert boxes == {kind: {colour} for kind, colour in kinds.items()}
        assert lines == {label: {colour} for label, colour in types.items()}

    agree()
    page.evaluate("location.hash = 'c=adam'")
    page.locator("#panel h2").wait_for()
    kinds, boxes, _, _ = legend_and_boxes(page)
    assert all(kinds[kind] in colours for kind, colours in boxes.items() if kind != "data")  # Lonely has receded
    page.keyboard.press("Escape")
    agree()


def test_the_legend_says_what_dashes_are_where_there_are_any(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY))
    assert page.locator("#types .legend-note").inner_text() == "helps, but is not needed"
    assert (
        page.locator("#types .legend-note .dashed").evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"
    )
    firm = GraphData(concepts=NOTES.concepts, relations=tuple(one for one in DRAWN if one.strength == "hard"))
    assert browse(html_page(firm, ONTOLOGY)).locator(".legend-note").count() == 0


def test_what_is_known_has_a_dashed_border_in_the_picture_too(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), address="#known=weight,loss")
    svg = read(saved(page, "svg")[1])
    dashed = {label(box) for box in drawn(svg, "concept") if "stroke-dasharray" in box[1].attrib}
    assert dashed == {"Weight", "Loss"}


def test_the_theme_follows_the_system_until_one_is_chosen(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY))

    def look(letters: str) -> tuple[str, str]:
        page.wait_for_function("colour => kg.nodes.get(0).font.color === colour", arg=letters)
        paper, scheme = page.evaluate(
            "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.documentElement).colorScheme]"
        )
        return paper, scheme

    light, dark = "#111827", "#e8edf4"
    pale, deep = "rgb(251, 252, 254)", "rgb(18, 22, 29)"
    assert look(light) == (pale, "light dark")
    page.emulate_media(color_scheme="dark")
    assert look(dark) == (deep, "light dark")
    page.locator("#more").click()
    page.get_by_label("Light").check()
    assert look(light) == (pale, "light")
    page.get_by_label("Dark").check()
    page.emulate_media(color_scheme="light")
    assert look(dark) == (deep, "dark")
    page.wait_for_timeout(500)  # the address follows the state
    assert page.url.endswith("#theme=dark")
    page.reload()
    page.wait_for_function("() => window.kg !== undefined")
    assert look(dark) == (deep, "dark")
    page.evaluate("location.hash = 'theme=<script>'")
    assert look(light) == (pale, "light dark")
