"""What users write is text on the page, whatever it looks like: nothing of it runs, and all of it can be read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from kg.config import default_ontology
from kg.model import Concept, ConceptId, Evidence, GraphData, Relation
from kg.view import html_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ONTOLOGY = default_ontology()
PAYLOADS = [
    "<script>window.ran='script'</script>",
    "</script><script>window.ran='closed'</script>",
    "</style></title><img src=x onerror=\"window.ran='image'\">",
    "\"><img src=x onerror=window.ran='attribute'>",
    "<a href=\"javascript:window.ran='href'\">href</a>",
    "{{7*7}}{% raw %}${7*7}",
    "<!--<script>",
    "javascript:window.ran='address'",
    "__proto__",
    "constructor",
    "x\u2028\u2029\u202e'\\\"&lt;b&gt;",
]


#: Goes to an address, and waits until the page has followed.
GO = """hash => new Promise(done => {
    const before = location.hash;
    window.addEventListener("hashchange", () => done(), {once: true});
    location.hash = hash;
    if (location.hash === before) done();
})"""


def hostile_graph() -> GraphData:
    concepts = [
        Concept(
            id=ConceptId(payload),
            name=f"{number} {payload}",
            aliases=(payload, f"alias {number}"),
            kind=payload,
            definition=payload,
            minutes=number,
            url=payload,
            tags=(payload,),
            evidence=(Evidence(file=payload, line=1, quote=payload),),
        )
        for number, payload in enumerate(PAYLOADS)
    ]
    relations = []
    for payload, one, other in zip(PAYLOADS, concepts, concepts[1:], strict=False):
        fields = {"reason": payload, "any_of": payload, "evidence": (Evidence(file=payload, line=1, quote=payload),)}
        relations += [
            Relation.model_validate({"source": one.id, "type": type_, "target": other.id, "strength": "soft", **fields})
            for type_ in ("REQUIRES", "AFFECTS", payload)
        ]
    return GraphData(concepts=tuple(concepts), relations=tuple(relations))


@pytest.fixture
def page(browse: Callable[..., Page]) -> Page:
    return browse(html_page(hostile_graph(), ONTOLOGY, title=PAYLOADS[2], goal=ConceptId(PAYLOADS[1])))


def nothing_ran(page: Page) -> bool:
    """Say whether the page has only what it was made with: three scripts, no image, no link but to itself."""
    return bool(
        page.evaluate("window.ran === undefined && ({}).polluted === undefined")
        and page.locator("script").count() == 3
        and page.locator("img, iframe, object, embed, [onerror], [onclick]").count() == 0
        and page.locator("a:not([href^='#c=']), a[target]").count() == 0
    )


def test_the_title_is_text(page: Page) -> None:
    assert page.title() == PAYLOADS[2]
    assert page.locator("h1").all_inner_texts() == [PAYLOADS[2]]
    assert nothing_ran(page)


def test_all_boxes_and_lines_are_drawn(page: Page) -> None:
    graph = hostile_graph()
    assert page.evaluate("[kg.nodes.length, kg.edges.length]") == [len(graph.concepts), len(graph.relations)]
    assert sorted(page.evaluate("kg.concepts.map(one => one.id)")) == sorted(PAYLOADS)


def test_the_search_and_the_panel_show_what_was_written(page: Page) -> None:
    panel = page.locator("#panel")
    for number, payload in enumerate(PAYLOADS):
        page.locator("#query").fill(f"{number} {payload}")
        page.locator("#query").press("Enter")
        assert panel.locator("h2").text_content() == f"{number} {payload}"
        assert panel.locator(".badge").text_content() == payload
        assert panel.locator(".definition").text_content() == payload
        assert panel.locator(".address").text_content() == payload
        assert panel.locator(".tags li").text_content() == payload
        assert panel.locator("blockquote").first.text_content() == f"“{payload}”{payload}:1"
        assert number == len(PAYLOADS) - 1 or payload in panel.locator(".reason").all_text_contents()
        panel.locator(".relations a").first.click()
        assert nothing_ran(page)


def test_a_search_for_markup_that_is_nowhere_is_said_as_text(page: Page) -> None:
    query = "<img src=x onerror=window.ran=1>"
    page.locator("#query").fill(query)
    page.locator("#query").press("Enter")
    assert page.locator("#status").text_content() == f"No match for “{query}”."
    assert nothing_ran(page)


def test_hovering_over_every_box_and_line_runs_nothing(page: Page) -> None:
    page.keyboard.press("Escape")
    page.locator("#whole").click()
    page.wait_for_timeout(500)  # the move takes 350 ms
    points = page.evaluate(
        """() => {
            const stage = document.getElementById("drawing").getBoundingClientRect();
            return kg.concepts.map((_, number) => kg.network.canvasToDOM(kg.network.getPosition(number)))
                .map(({x, y}) => [x + stage.left, y + stage.top]);
        }"""
    )
    seen = set()
    for x, y in points:
        page.mouse.move(x, y)
        page.mouse.move(x + 1, y)
        page.locator(".vis-tooltip .hint").wait_for(state="visible")
        seen.add(page.locator(".vis-tooltip strong").text_content())
        assert nothing_ran(page)
    assert seen == {f"{number} {payload}" for number, payload in enumerate(PAYLOADS)}
    hints = page.evaluate("kg.edges.get().map(edge => document.body.appendChild(edge.title).textContent)")
    assert len(hints) == 3 * (len(PAYLOADS) - 1)
    assert nothing_ran(page)


def test_the_legend_hides_and_shows_every_name(page: Page) -> None:
    page.keyboard.press("Escape")
    for chip in page.locator(".chip").all():
        chip.click()
        assert chip.get_attribute("aria-pressed") == "false"
        chip.click()
        assert chip.get_attribute("aria-pressed") == "true"
    assert page.evaluate("kg.nodes.get({filter: node => node.hidden}).length") == 0
    assert nothing_ran(page)


def test_an_address_with_anything_in_it_runs_nothing(page: Page) -> None:
    for payload in PAYLOADS:
        page.evaluate("text => { location.hash = new URLSearchParams({c: text}) }", payload)
        page.wait_for_function("text => document.querySelector('#panel h2')?.textContent.endsWith(text)", arg=payload)
        assert nothing_ran(page)


def test_every_part_of_an_address_may_be_hostile(page: Page) -> None:
    keys = ("c", "goal", "depth", "from", "expand", "hide", "omit", "known", "theme", "view", "none", "__proto__")
    for payload in PAYLOADS:
        for encoded in (quote(payload, safe=""), payload.replace("#", ""), "%E0%A4%A"):
            page.evaluate(
                GO, "#" + "&".join(f"{key}={encoded},{encoded}" for key in keys) + f"&{encoded}&{encoded}={encoded}"
            )
            assert page.evaluate("kg.concepts.length") == len(PAYLOADS)
            assert nothing_ran(page)
    # what was meant by it is shown: the ids are hostile, and real
    wanted = quote(PAYLOADS[0], safe="")
    page.evaluate(GO, f"#c={wanted}&known={wanted},nobody&goal={wanted}&hide={quote(PAYLOADS[3], safe='')}&theme=<b>")
    assert page.locator("#panel h2").text_content() == f"0 {PAYLOADS[0]}"
    assert page.locator("#known-count").text_content() == "1"
    assert page.locator(".chip[aria-pressed=false]").count() == 1
    assert nothing_ran(page)


def test_the_list_of_matches_and_what_comes_next_are_text(page: Page) -> None:
    names = [f"{number} {payload}" for number, payload in enumerate(PAYLOADS)]
    for number, payload in enumerate(PAYLOADS):
        page.locator("#query").fill(f"alias {number}")
        answers = page.get_by_role("option").all_text_contents()
        assert f"{number} {payload}alias {number}" in answers
        assert nothing_ran(page)
    assert set(page.locator("#next a").all_text_contents()) <= set(names)
    assert page.locator("#next a").count() > 0


def test_plans_over_hostile_names_are_text_and_can_be_ticked(page: Page) -> None:
    page.evaluate(GO, f"#c={quote(PAYLOADS[0], safe='')}&depth=1")
    listed = page.locator("#panel ol.steps li .step :first-child").all_text_contents()
    assert len(listed) == len(PAYLOADS)
    page.locator("#panel ol.steps .tick").first.click()
    assert page.locator("#panel .knowns li").count() == 1
    assert nothing_ran(page)


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.org/a?b=c", True),
        ("HTTP://example.org", True),
        ("mailto:someone@example.org", True),
        ("javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org", False),
        ("file:///etc/passwd", False),
        ("https://", False),
    ],
)
def test_only_addresses_of_pages_and_letters_are_links(browse: Callable[..., Page], address: str, linked: bool) -> None:  # noqa: FBT001 - a column of the table
    graph = GraphData(concepts=(Concept(id=ConceptId("a"), name="A", url=address),))
    page = browse(html_page(graph, ONTOLOGY, goal=ConceptId("a")))
    line = page.locator("#panel .address")
    assert line.text_content() == address
    assert line.locator("a").count() == int(linked)
    if linked:
        assert line.locator("a").get_attribute("rel") == "noopener noreferrer"


def test_the_document_holds_no_angle_bracket_that_a_user_wrote() -> None:
    text = html_page(hostile_graph(), ONTOLOGY, title=PAYLOADS[0])
    start = text.index('id="content">') + len('id="content">')
    content = text[start : text.index("</script>", start)]
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(content)
    assert {one["id"] for one in json.loads(content)["details"]["concepts"]} == set(PAYLOADS)
    assert text.count("<script") == html_page(GraphData(), ONTOLOGY).count("<script")
