"""The page in a real browser, opened as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from kg.config import default_ontology
from kg.model import Concept, ConceptId, Evidence, GraphData, Relation
from kg.view import html_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser
ONTOLOGY = default_ontology()


def concept(name: str, kind: str = "concept", **fields: Any) -> Concept:
    return Concept.model_validate({"id": name.lower().replace(" ", "-"), "name": name, "kind": kind, **fields})


def relation(source: str, type_: str, target: str, **fields: Any) -> Relation:
    return Relation.model_validate({"source": source, "type": type_, "target": target, **fields})


def with_derived(concepts: tuple[Concept, ...], relations: tuple[Relation, ...]) -> GraphData:
    """Return the graph with the prerequisites that the loader would derive."""
    stated = {(one.source, one.target) for one in relations if one.type == "REQUIRES"}
    derived = {}
    for one in relations:
        pair = ONTOLOGY.needs(*one.key)
        if pair and one.type != "REQUIRES" and pair not in stated:
            derived[pair] = relation(pair[0], "REQUIRES", pair[1], derived=True, via=(one.type,), strength=one.strength)
    return GraphData(concepts=concepts, relations=(*relations, *derived.values()))


STEPS = Evidence(file="notes/ml.md", line=24, quote="steps along the gradient")
NOTES = with_derived(
    (
        concept("Weight", "quantity", minutes=10),
        concept("Model", "model", minutes=20),
        concept("Loss", "metric"),
        concept("Gradient", "quantity", aliases=("Slope",), minutes=30),
        concept(
            "Optimizer",
            "algorithm",
            aliases=("Optimiser",),
            definition="Updates the parameters to reduce the loss.",
            minutes=45,
            url="https://example.org/optimizer",
            tags=("training",),
            evidence=(Evidence(file="notes/ml.md", line=23, quote="Algorithm that updates"),),
        ),
        concept("Adam", "algorithm"),
        concept("Calculus", "field"),
        concept("Lonely", "data"),
    ),
    (
        relation("weight", "PART_OF", "model"),
        relation("loss", "MEASURES", "model"),
        relation("gradient", "REQUIRES", "loss"),
        relation("gradient", "REQUIRES", "calculus", strength="soft"),
        relation("optimizer", "USES", "gradient", reason="It says where to step.", evidence=(STEPS,)),
        relation("optimizer", "REDUCES", "loss"),
        relation("optimizer", "AFFECTS", "loss"),
        relation("optimizer", "UPDATES", "weight"),
        relation("adam", "IS_A", "optimizer"),
        relation("adam", "RELATED_TO", "gradient"),
    ),
)
DRAWN = [one for one in NOTES.relations if not one.derived]


@dataclass(frozen=True)
class Opened:
    """A page that is open in the browser."""

    page: Page

    def vis(self, expression: str) -> Any:
        return self.page.evaluate(
            f"() => {{ const {{network, nodes, edges, concepts, relations}} = kg; {expression} }}"
        )

    def point(self, name: str) -> tuple[float, float]:
        """Return where the middle of a concept's box is in the window."""
        x, y, left, top = self.page.evaluate(
            """name => {
                const place = kg.network.getPosition(kg.concepts.findIndex(one => one.name === name));
                const dom = kg.network.canvasToDOM(place);
                const stage = document.getElementById("drawing").getBoundingClientRect();
                return [dom.x, dom.y, stage.left, stage.top];
            }""",
            name,
        )
        return x + left, y + top

    def click(self, name: str) -> None:
        self.page.mouse.click(*self.point(name))

    @property
    def panel(self) -> Locator:
        return self.page.locator("#panel")

    @property
    def status(self) -> str:
        return self.page.locator("#status").inner_text()

    def visible(self) -> tuple[int, int]:
        nodes, edges = self.vis("return [nodes, edges].map(set => set.get({filter: one => !one.hidden}).length)")
        return nodes, edges


class Open(Protocol):
    def __call__(
        self, graph: GraphData, *, theme: str = ..., address: str = ..., title: str = ..., goal: ConceptId | None = ...
    ) -> Opened: ...


@pytest.fixture
def open_page(browse: Callable[..., Page]) -> Open:
    def make(
        graph: GraphData,
        *,
        theme: str = "light",
        address: str = "",
        title: str = "Notes",
        goal: ConceptId | None = None,
    ) -> Opened:
        return Opened(browse(html_page(graph, ONTOLOGY, title=title, goal=goal), theme=theme, address=address))

    return make


def test_the_page_is_one_document_with_title_language_viewport_and_one_heading(open_page: Open) -> None:
    opened = open_page(NOTES, title="Notes & more")
    page = opened.page
    assert page.evaluate("[document.doctype.name, document.compatMode]") == ["html", "CSS1Compat"]
    assert page.title() == "Notes & more"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("meta[name=viewport]").count() == 1
    assert page.locator("h1").all_inner_texts() == ["Notes & more"]
    assert page.locator("link[rel=stylesheet], script[src], iframe, img").count() == 0


def test_the_policy_lets_only_the_own_scripts_and_styles_run(open_page: Open) -> None:
    opened = open_page(NOTES)
    policy = opened.page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert rules["script-src"].count("'sha256-") == 2
    assert rules["style-src"].count("'sha256-") == 1


def test_a_script_that_was_added_does_not_run(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        html_page(NOTES, ONTOLOGY).replace("</body>", "<script>window.ran = 1</script></body>"), encoding="utf-8"
    )
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    page.wait_for_function("() => window.kg !== undefined")
    assert page.evaluate("window.ran") is None
    assert "Content Security Policy" in " ".join(said)
    page.close()


def test_every_concept_is_a_box_and_every_authored_relation_a_line(open_page: Open) -> None:
    opened = open_page(NOTES)
    assert len(NOTES.relations) > len(DRAWN)
    assert opened.visible() == (len(NOTES.concepts), len(DRAWN))


def test_lines_run_from_what_is_known_first_and_say_the_true_direction_on_hover(open_page: Open) -> None:
    opened = open_page(NOTES)
    lines = opened.vis(
        "return edges.get().map(one => [relations[one.id].type, concepts[one.from].name, concepts[one.to].name,"
        " one.title.querySelector('strong').textContent])"
    )
    assert ["USES", "Gradient", "Optimizer", "Optimizer uses Gradient"] in lines
    assert ["PART_OF", "Weight", "Model", "Weight is part of Model"] in lines
    assert ["AFFECTS", "Optimizer", "Loss", "Optimizer affects Loss"] in lines


def test_soft_lines_are_dashed_and_symmetric_ones_have_no_arrow(open_page: Open) -> None:
    opened = open_page(NOTES)
    dashed = opened.vis("return edges.get().filter(one => one.dashes).map(one => concepts[one.from].name)")
    assert dashed == ["Calculus"]
    plain = opened.vis("return edges.get().filter(one => one.arrows).map(one => relations[one.id].type)")
    assert plain == ["RELATED_TO"]


def test_parallel_relations_take_courses_of_their_own(open_page: Open) -> None:
    opened = open_page(NOTES)
    starts = opened.vis(
        """
        const pair = edges.get().filter(one => ["REDUCES", "AFFECTS"].includes(relations[one.id].type));
        return pair.map(one => {
            const calls = [];
            const note = (...at) => calls.push(at);
            const canvas = {beginPath() {}, stroke() {}, lineTo: note, moveTo: note, bezierCurveTo: note};
            network.body.edges[one.id].edgeType._line(canvas, {});
            return JSON.stringify(calls.slice(1, -1).concat(calls[0][1]));
        });
        """
    )
    assert len(starts) == 2
    assert starts[0] != starts[1]
    assert len(set(opened.vis("return edges.get().map(one => one.smooth?.roundness).filter(Boolean)"))) == 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_legend_has_the_colours_of_the_boxes_and_counts_them(open_page: Open, theme: str) -> None:
    opened = open_page(NOTES, theme=theme)
    chips = opened.page.locator("#kinds .chip")
    legend = {
        chip.locator("span").nth(1).inner_text(): (
            chip.locator(".number").inner_text(),
            chip.locator(".dot").evaluate("dot => getComputedStyle(dot).backgroundColor"),
        )
        for chip in chips.all()
    }
    assert {kind: int(number) for kind, (number, _) in legend.items()} == {
        kind: sum(one.kind == kind for one in NOTES.concepts) for kind in {one.kind for one in NOTES.concepts}
    }
    opened.page.locator("#query").fill("Optimizer")
    opened.page.keyboard.press("Enter")
    borders = opened.vis(
        "return nodes.get([...concepts.keys()].filter(number => nodes.get(number).borderWidth === 2))"
        ".filter(node => concepts[node.id].name !== 'Optimizer')"
        ".map(node => [concepts[node.id].kind, node.color.border])"
    )
    assert len(borders) == 5
    for kind, border in borders:
        red, green, blue = (int(border[place : place + 2], 16) for place in (1, 3, 5))
        assert legend[kind][1] == f"rgb({red}, {green}, {blue})"


def test_a_kind_hides_its_boxes_and_their_lines_and_brings_them_back(open_page: Open) -> None:
    opened = open_page(NOTES)
    chip = opened.page.locator("#kinds .chip", has_text="algorithm")
    chip.click()
    assert chip.get_attribute("aria-pressed") == "false"
    members = {one.id for one in NOTES.concepts if one.kind == "algorithm"}
    left = sum(one.source not in members and one.target not in members for one in DRAWN)
    assert opened.visible() == (len(NOTES.concepts) - 2, left)
    assert opened.status == f"6 of 8 concepts · {left} of {len(DRAWN)} relations"
    assert chip.locator(".number").inner_text() == "0/2"
    chip.click()
    assert opened.visible() == (len(NOTES.concepts), len(DRAWN))


def test_every_filter_leaves_what_the_graph_has_without_it(open_page: Open) -> None:
    opened = open_page(NOTES)
    whole = len(NOTES.concepts), len(DRAWN)
    kinds = {one.id: one.kind for one in NOTES.concepts}
    for kind in sorted(set(kinds.values())):
        chip = opened.page.locator("#kinds .chip").filter(has=opened.page.get_by_text(kind, exact=True))
        left = [one for one in DRAWN if kind not in (kinds[one.source], kinds[one.target])]
        chip.click()
        assert opened.visible() == (sum(each != kind for each in kinds.values()), len(left))
        counted = opened.page.locator("#types .chip .number").all_inner_texts()
        assert sum(int(number.split("/")[0]) for number in counted) == len(left)
        chip.click()
        assert opened.visible() == whole
    for type_ in sorted({one.type for one in DRAWN}):
        label = ONTOLOGY.types[type_].label
        chip = opened.page.locator("#types .chip").filter(has=opened.page.get_by_text(label, exact=True))
        chip.click()
        assert opened.visible() == (len(kinds), sum(one.type != type_ for one in DRAWN))
        chip.click()
        assert opened.visible() == whole


def test_a_type_hides_its_lines_only(open_page: Open) -> None:
    opened = open_page(NOTES)
    opened.page.locator("#types .chip", has_text="requires").click()
    assert opened.visible() == (len(NOTES.concepts), len(DRAWN) - 2)
    opened.page.locator("#types .chip", has_text="requires").click()
    assert opened.visible() == (len(NOTES.concepts), len(DRAWN))


def test_search_finds_names_and_aliases_and_says_when_there_is_no_match(open_page: Open) -> None:
    opened = open_page(NOTES)
    query = opened.page.locator("#query")
    for text, name in (
        ("optimizer", "Optimizer"),
        ("OPTIMISER", "Optimizer"),
        ("slo", "Gradient"),
        ("adient", "Gradient"),
    ):
        query.fill(text)
        query.press("Enter")
        assert opened.panel.locator("h2").inner_text() == name
    query.fill("nonsense")
    query.press("Enter")
    assert opened.status == "No match for “nonsense”."
    assert query.get_attribute("aria-invalid") == "true"


def test_the_list_of_matches_is_gone_through_with_arrows(open_page: Open) -> None:
    opened = open_page(NOTES)
    query = opened.page.locator("#query")
    answers = opened.page.get_by_role("option")
    query.press_sequentially("l")
    assert answers.all_inner_texts()[:2] == ["Lonely", "Loss"]
    assert answers.nth(0).get_attribute("aria-selected") == "true"
    query.press("ArrowDown")
    assert answers.nth(1).get_attribute("aria-selected") == "true"
    assert query.get_attribute("aria-activedescendant") == answers.nth(1).get_attribute("id")
    query.press("Enter")
    assert opened.panel.locator("h2").inner_text() == "Loss"
    assert query.get_attribute("aria-expanded") == "false"
    query.fill("slop")
    assert answers.all_inner_texts() == ["Gradient\nSlope"]
    query.press("Escape")
    assert answers.count() == 0
    assert opened.panel.locator("h2").inner_text() == "Loss"
    query.press("ArrowUp")
    answers.first.click()
    assert opened.panel.locator("h2").inner_text() == "Gradient"
    query.fill("of no use")
    assert opened.status == "No match for “of no use”."
    assert answers.count() == 0


def test_a_click_opens_the_panel_with_all_that_is_known(open_page: Open) -> None:
    opened = open_page(NOTES)
    opened.click("Optimizer")
    text = opened.panel.inner_text()
    for part in (
        "Also: Optimiser",
        "Updates the parameters to reduce the loss.",
        "45 min",
        "“Algorithm that updates”",
        "notes/ml.md:23",
        "training",
        "uses Gradient",
        "It says where to step.",
        "notes/ml.md:24",
        "has the special case Adam",
    ):
        assert part in text
    link = opened.panel.locator("p.address a")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == (
        "https://example.org/optimizer",
        "noopener noreferrer",
    )
    opened.panel.locator(".relations a", has_text="Adam").click()
    assert opened.panel.locator("h2").inner_text() == "Adam"


def test_the_chain_of_the_chosen_concept_stands_out_in_the_order_of_study(open_page: Open) -> None:
    opened = open_page(NOTES)
    opened.click("Optimizer")
    steps = opened.panel.locator(".steps li")
    names = [step.locator(".step :first-child").inner_text() for step in steps.all()]
    assert set(names) == {"Calculus", "Weight", "Model", "Loss", "Gradient", "Optimizer"}
    assert names.index("Weight") < names.index("Model") < names.index("Loss") < names.index("Gradient")
    assert names[-1] == "Optimizer"
    assert [step.locator("a").inner_text() for step in steps.all() if "optional" in step.inner_text()] == ["Calculus"]
    # 10 + 20 + 30 + 45 as written, 15 for Loss as its kind is estimated
    assert "study order · 5 to learn · ~2 h" in opened.panel.inner_text().lower()
    looks = opened.vis("return Object.fromEntries(nodes.get().map(node => [concepts[node.id].name, node.borderWidth]))")
    assert {name for name, border in looks.items() if border >= 2} == {*names, "Optimizer"}
    widths = opened.vis("return edges.get().map(one => [concepts[one.from].name, relations[one.id].type, one.width])")
    assert {tuple(line[:2]) for line in widths if line[2] > 2} == {
        ("Weight", "PART_OF"), ("Model", "MEASURES"), ("Loss", "REQUIRES"), ("Calculus", "REQUIRES"),
        ("Gradient", "USES"), ("Loss", "REDUCES"), ("Weight", "UPDATES"),
    }  # fmt: skip
    assert opened.status == "Optimizer: 5 concepts to learn, 1 optional, ~2 h"


def test_escape_the_empty_canvas_and_the_button_let_go_of_the_concept(open_page: Open) -> None:
    opened = open_page(NOTES)
    plain = opened.vis("return JSON.stringify(nodes.get().map(node => node.color))")
    stage = opened.page.locator("#drawing").bounding_box()
    assert stage is not None
    corner = stage["x"] + 3, stage["y"] + stage["height"] - 3
    ways: list[Callable[[], object]] = [
        lambda: opened.page.keyboard.press("Escape"),
        lambda: opened.page.mouse.click(*corner),
        lambda: opened.panel.get_by_role("button", name="Close").click(),
    ]
    for let_go in ways:
        opened.click("Gradient")
        assert opened.panel.is_visible()
        let_go()
        opened.panel.wait_for(state="hidden")
        assert opened.vis("return JSON.stringify(nodes.get().map(node => node.color))") == plain


def test_a_click_keeps_the_zoom(open_page: Open) -> None:
    opened = open_page(NOTES)
    before = opened.vis("return network.getScale()")
    opened.click("Weight")
    assert opened.panel.is_visible()
    assert opened.vis("return network.getScale()") == pytest.approx(before)


def test_a_goal_is_open_from_the_start_and_an_address_wins_over_it(open_page: Open) -> None:
    opened = open_page(NOTES, goal=ConceptId("optimizer"))
    assert opened.panel.locator("h2").inner_text() == "Optimizer"
    assert open_page(NOTES, goal=ConceptId("optimizer"), address="#c=adam").panel.locator("h2").inner_text() == "Adam"


def test_the_keyboard_reaches_the_controls_and_shows_where_it_is(open_page: Open) -> None:
    opened = open_page(NOTES)
    opened.page.keyboard.press("/")
    assert opened.page.evaluate("document.activeElement.id") == "query"
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.id") == "whole"
    assert opened.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert opened.page.locator("#status").get_attribute("aria-live") == "polite"


def test_hovering_shows_what_a_concept_is(open_page: Open) -> None:
    opened = open_page(NOTES)
    opened.page.mouse.move(5, 400)
    opened.page.mouse.move(*opened.point("Optimizer"))
    hint = opened.page.locator(".vis-tooltip .hint")
    hint.wait_for(state="visible")
    assert "Updates the parameters" in hint.inner_text()
    assert "Optimiser" in hint.inner_text()


def test_the_mouse_leaves_the_focus_where_it_was(open_page: Open) -> None:
    opened = open_page(NOTES)
    opened.page.keyboard.press("/")
    opened.page.mouse.move(*opened.point("Gradient"))
    assert opened.page.evaluate("document.activeElement.id") == "query"


def test_a_graph_of_nothing_says_so(open_page: Open) -> None:
    opened = open_page(GraphData())
    assert opened.page.locator("#empty").is_visible()
    assert opened.status == "0 concepts · 0 relations"
