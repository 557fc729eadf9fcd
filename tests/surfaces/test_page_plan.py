"""The plan in the page, and what comes next: the same as `kg plan` and `kg next` say."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from kg import Graph
from kg.known import read_marks, write_marks
from kg.model import ConceptId
from kg.view import html_page

from .test_page import NOTES, ONTOLOGY, Opened
from .test_page_hostile import GO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
NAMES = [
    "Gradient",
    "gradient",
    "Straße",
    "STRASSE",
    "Éclair",
    "Eclair",
    "ﬁlter",
    "Filter",
    "\U0001d4b3",
    "\uffee",
    "Ω",
    "ω",
    "ς",
]
KINDS = [*list(ONTOLOGY.kinds)[:6], "of-no-ontology"]


def random_notes(dice: random.Random) -> dict[str, Any]:
    """Return notes with soft circles, co-requisites, groups of alternatives and derived prerequisites."""
    many = dice.random() < 0.25  # alternatives, more than can be weighed exactly
    size = dice.randint(30, 45) if many else dice.randint(6, 26)
    ids = [f"{dice.choice('abcxyz')}{number}" for number in range(size)]
    concepts = [
        {
            "id": one,
            "name": f"{dice.choice(NAMES)} {number % 4}{'' if number % 3 else ' ' + one}",
            "kind": dice.choice(KINDS),
            **({"minutes": dice.choice([0, 5, 10, 10, 30])} if dice.random() < 0.6 else {}),
        }
        for number, one in enumerate(ids)
    ]
    relations = {}
    for high in range(1, size):
        for low in dice.sample(range(high), min(high, dice.randint(2 * many, 3 + many))):
            fields = {"type": dice.choice(["REQUIRES"] * (20 if many else 2) + ["USES", "IS_A"])}
            if dice.random() < (0.03 if many else 0.25):
                fields |= {"type": "REQUIRES", "strength": "soft"}
            if fields["type"] == "REQUIRES" and dice.random() < (0.97 if many else 0.35):
                fields["any_of"] = dice.choice(["one", "other"][: 2 - many])
            relations[ids[high], ids[low]] = fields
    for _ in range(dice.randint(0, size // 3)):
        one, other = dice.sample(ids, 2)
        relations[one, other] = {"type": "REQUIRES", "strength": "soft"}
        if dice.random() < 0.5:
            relations[other, one] = {"type": "REQUIRES", "strength": "soft"}
    rows = [{"source": one, "target": other, **fields} for (one, other), fields in relations.items()]
    dice.shuffle(rows)
    dice.shuffle(concepts)
    return {"concepts": concepts, "relations": rows}


def told(page: Page, selector: str) -> list[dict[str, Any]]:
    """Return the data attributes of elements in the panel, as the JSON that they are; ids as text."""
    found: list[dict[str, str]] = page.locator("#panel").evaluate(
        "(panel, selector) => [...panel.querySelectorAll(selector)].map(element => ({...element.dataset}))", selector
    )
    return [{key: value if key == "id" else json.loads(value) for key, value in each.items()} for each in found]


STEPS = "ol.steps li"
WHOLE = "section:has(ol.steps)"
#: What of a step is listed in the page, and its name in the JSON of `kg plan` and `kg next`.
TIME = {"minutes": "minutes", "estimated": "minutes_estimated"}
OF_PLAN = {one: one for one in ("id", "level", "optional", "with", "instead")} | TIME
OF_NEXT = {one: one for one in ("id", "opens")} | TIME


def compare(page: Page, graph: Graph, goals: Sequence[str], known: Sequence[str]) -> None:
    """Hold what the page lists for each goal, and for none, against the command line's JSON."""
    marks = ",".join(known)
    page.evaluate(GO, f"#c=&known={marks}")
    links = page.locator("#next a")
    coming = links.evaluate_all("links => links.map(one => kg.concepts[one.dataset.concept].id)")
    assert coming == [step.concept.id for step in graph.next_steps(known=known, limit=3)]
    for goal in goals:
        page.evaluate(GO, f"#c={goal}&known={marks}")
        plan = graph.plan(goal, known=known).to_dict()
        steps = [{name: step[key] for name, key in OF_PLAN.items()} for step in plan["steps"]]
        assert told(page, STEPS) == steps
        assert told(page, WHOLE) == [{"exact": plan["exact"]} | {name: plan[key] for name, key in TIME.items()}]
        assert sorted(one["id"] for one in told(page, ".knowns li")) == plan["known"]
        following = [step.to_dict() for step in graph.next_steps(known=known, goal=goal, limit=5)]
        assert told(page, ".next li") == [{name: step[key] for name, key in OF_NEXT.items()} for step in following]


@pytest.fixture
def loaded(tmp_path: Path) -> Iterator[Callable[[dict[str, Any]], Graph]]:
    """Give a function that loads notes into a graph."""
    with Graph.open(tmp_path / "graph.kgl") as graph:

        def load(notes: dict[str, Any]) -> Graph:
            (tmp_path / "notes.json").write_text(json.dumps(notes), encoding="utf-8")
            graph.load([tmp_path / "notes.json"])
            return graph

        yield load


@pytest.mark.parametrize("seed", range(20))
def test_the_plan_and_what_is_next_are_those_of_the_command_line(
    browse: Callable[..., Page], loaded: Callable[[dict[str, Any]], Graph], seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    graph = loaded(random_notes(dice))
    ids = sorted(one.id for one in graph.data().concepts)
    # those that need most, and one that may need nothing
    goals = [*sorted(ids, key=lambda one: -len(graph.plan(one).steps))[:2], dice.choice(ids)]
    page = browse(html_page(graph.data(), graph.ontology))
    compare(page, graph, goals, sorted(dice.sample(ids, dice.randint(0, len(ids) // 3))))
    compare(page, graph, goals, [])


def test_what_is_learnt_together_stands_where_its_first_member_is_used(
    browse: Callable[..., Page], loaded: Callable[[dict[str, Any]], Graph]
) -> None:
    both = [("w", "v"), ("v", "w"), ("a", "z"), ("z", "a")]
    needs = [{"source": one, "type": "REQUIRES", "target": other, "strength": "soft"} for one, other in both]
    needs += [{"source": one, "type": "REQUIRES", "target": other} for one, other in (("w", "z"), ("v", "b"))]
    graph = loaded({"concepts": [{"name": name} for name in ("w", "v", "a", "z", "b")], "relations": needs})
    compare(browse(html_page(graph.data(), graph.ontology)), graph, ["w"], [])


def test_ticks_and_the_key_k_mark_what_is_known_and_the_order_follows(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), address="#c=optimizer")
    panel = page.locator("#panel")
    panel.get_by_role("checkbox", name="Gradient is known").check()
    steps = [step["id"] for step in told(page, STEPS)]
    assert steps == ["weight", "model", "loss", "optimizer"]
    assert panel.locator(".knowns li").all_inner_texts()[0].startswith("Gradient")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Gradient is known"
    assert "4 to learn · ~1 h 30" in panel.inner_text()[:2000].lower()
    page.locator("#query").fill("Loss")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("k")
    assert panel.get_by_role("button", name="Known").get_attribute("aria-pressed") == "true"
    page.wait_for_timeout(500)
    assert page.url.endswith("#c=loss&known=gradient,loss")
    page.keyboard.press("k")
    assert panel.get_by_role("button", name="Known").get_attribute("aria-pressed") == "false"


def test_marks_given_at_export_are_there_from_the_start(browse: Callable[..., Page]) -> None:
    page = browse(
        html_page(NOTES, ONTOLOGY, goal=ConceptId("optimizer"), known=[ConceptId("loss"), ConceptId("of-no-graph")])
    )
    assert page.locator("#panel .knowns li").all_inner_texts()[0].startswith("Loss")
    assert [step["id"] for step in told(page, STEPS)][-1] == "optimizer"
    assert Opened(page).vis("return nodes.get({filter: one => one.shapeProperties?.borderDashes}).length") == 1


def test_what_comes_next_is_always_in_view_for_the_graph_or_the_goal(browse: Callable[..., Page]) -> None:
    page = browse(html_page(NOTES, ONTOLOGY))
    assert page.locator("#next").inner_text() == "Start with: Weight · Calculus · Lonely"
    Opened(page).click("Loss")
    page.get_by_role("button", name="Goal").click()
    assert page.locator("#next").inner_text() == "Start with, for Loss: Weight"
    page.locator("#panel").get_by_role("checkbox", name="Weight is known").check()
    assert page.locator("#next").inner_text() == "Next, for Loss: Model"
    page.get_by_role("button", name="Goal").click()
    assert page.locator("#next").inner_text() == "Next: Model · Calculus · Lonely"
    page.locator("#next a", has_text="Calculus").click()
    page.locator("#panel h2", has_text="Calculus").wait_for()
    assert page.locator("#known-count").text_content() == "1"


def saved_marks(page: Page, tmp_path: Path) -> Path:
    page.locator("#more").click()
    with page.expect_download() as waiting:
        page.locator("#save-marks").click()
    assert waiting.value.suggested_filename == "kg.known.json"
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_marks_are_saved_and_loaded_in_the_form_of_kg_known(browse: Callable[..., Page], tmp_path: Path) -> None:
    page = browse(html_page(NOTES, ONTOLOGY), address="#known=model,weight")
    path = saved_marks(page, tmp_path)
    write_marks(tmp_path / "own.json", ["weight", "model"])
    assert path.read_bytes() == (tmp_path / "own.json").read_bytes()
    assert read_marks(path) == ("model", "weight")
    write_marks(path, ["model", "calculus", "<img src=x onerror=alert(1)>"])
    other = browse(html_page(NOTES, ONTOLOGY), address="#known=loss")
    other.locator("#marks-file").set_input_files(path)
    other.wait_for_function("() => document.getElementById('known-count').textContent === '3'")
    status = other.locator("#status")
    assert status.inner_text() == "2 concepts marked as known from kg.known.json; 1 more is not in this graph."
    other.wait_for_timeout(500)
    assert other.url.endswith("#known=calculus,loss,model")
    other.locator("#more").click()
    other.locator("#forget-marks").click()
    assert other.locator("#known-count").text_content() == "0"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("#c=weight", "Weight: nothing must be known first"),
        ("#c=model", "Model: 2 concepts to learn, 30 min"),
        ("#c=model&known=weight", "Model: all that must be known first is known"),
        ("#c=model&known=weight,model", "Model: known"),
    ],
)
def test_the_status_says_how_much_is_left_to_learn(browse: Callable[..., Page], address: str, said: str) -> None:
    assert browse(html_page(NOTES, ONTOLOGY), address=address).locator("#status").inner_text() == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Gradient\n",
        "[]",
        "null",
        '{"format": "kg-known"}',
        '{"format": "kg-known", "known": ["loss", 1]}',
        "[" * 9000,
    ],
)
def test_a_file_without_marks_is_said_in_a_sentence(browse: Callable[..., Page], tmp_path: Path, text: str) -> None:
    path = tmp_path / "<b>marks.json"
    path.write_text(text, encoding="utf-8")
    page = browse(html_page(NOTES, ONTOLOGY), address="#known=loss")
    page.locator("#marks-file").set_input_files(path)
    page.wait_for_function("() => document.getElementById('status').textContent.includes('marks.json')")
    assert page.locator("#status").text_content() == (
        '<b>marks.json holds no marks: their form is {"format": "kg-known", "known": ["id", …]}.'
    )
    assert page.locator("#known-count").text_content() == "1"
