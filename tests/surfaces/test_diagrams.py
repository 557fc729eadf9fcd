"""Diagrams as Mermaid itself reads and draws them, in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg import Graph
from kg.cli import run
from kg.config import default_ontology
from kg.export import export_graph
from kg.model import Concept, ConceptId, GraphData, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ONTOLOGY = default_ontology()
_READ = """async text => {
    const db = (await mermaid.mermaidAPI.getDiagramFromText(text)).db;
    const plain = words => {
        const box = document.createElement("textarea");
        box.innerHTML = words.replaceAll("ﬂ°°", "&#").replaceAll("ﬂ°", "&").replaceAll("¶ß", ";");
        return box.value;
    };
    return {
        boxes: [...db.getVertices().values()].map(one => [one.id, plain(one.text), one.classes]),
        arrows: db.getEdges().map(one => [one.start, one.end, plain(one.text), one.stroke, one.type]),
    };
}"""
_DRAW = """async text => {
    document.body.innerHTML = (await mermaid.render("drawn", text)).svg;
    return [...document.querySelectorAll("g.node")].map(one => one.textContent.trim());
}"""

#: Names that mean something to Mermaid, Markdown or HTML.
HOSTILE = (
    *("1. Introduction", "- dash", "* star", "**bold**", "# x", "end", "default", "`code`", "a_b __c__", "<b>x</b>"),
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', '"quoted"', "{{x}}", "[[x]]", "(a)", "a|b"),
    *("\\n and \\(x\\)", "$$x^2$$", "https://example.org", "javascript:alert(1)", "&amp; &#35; #35;", "%% comment"),
    *("a:::b", "x -->|y| z", "click n0 callback", "name @{shape: circle}", "subgraph", "a;b", "C++", "梯度 ∇f 🎯"),
)


@pytest.fixture(scope="module", name="page")
def _page(chromium: Browser, node_packages: Path) -> Iterator[Any]:
    """Give a page with Mermaid, which must not have said anything at the end."""
    said: list[str] = []
    page = chromium.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.add_script_tag(path=str(node_packages / "mermaid" / "dist" / "mermaid.min.js"))
    page.evaluate("mermaid.initialize({startOnLoad: false})")
    yield page
    page.close()
    assert said == []


@pytest.fixture(name="read")
def _read(page: Any) -> Callable[[str], Any]:
    """Give a function that returns what Mermaid's parser makes of a text: boxes and arrows."""
    return lambda text: page.evaluate(_READ, text)


def test_mermaid_reads_every_concept_and_authored_relation(read: Callable[[str], Any], tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g.kgl") as graph:
        graph.load(["data/"])
        data = graph.data()
        found = read(graph.export("mermaid"))
    concepts = sorted(data.concepts, key=lambda one: one.id)
    assert [words for _, words, _ in found["boxes"]] == [one.name for one in concepts]
    by_number = {number: concept for (number, _, _), concept in zip(found["boxes"], concepts, strict=True)}
    authored = [one for one in data.relations if not one.derived]
    assert len(found["arrows"]) == len(authored)
    drawn = {
        (by_number[start].id, by_number[end].id, words, stroke == "dotted", tip == "arrow_open")
        for start, end, words, stroke, tip in found["arrows"]
    }
    assert drawn == {
        (*(ends if needs is None else (needs[1], needs[0])), type_.label, one.strength == "soft", type_.symmetric)
        for one in authored
        for type_, needs, ends in [(ONTOLOGY.types[one.type], ONTOLOGY.needs(*one.key), (one.source, one.target))]
    }
    classes = {by_number[number].kind: of for number, _, of in found["boxes"]}
    assert all(len(of) == 1 for of in classes.values())
    assert len({of[0] for of in classes.values()}) == len(classes)


def test_names_are_drawn_as_they_are_and_none_runs(page: Any) -> None:
    concepts = [Concept(id=ConceptId(f"c{place:02d}"), name=name) for place, name in enumerate(HOSTILE)]
    relations = [Relation(source=one.id, type="USES", target=concepts[0].id) for one in concepts[1:]]
    graph = GraphData(concepts=tuple(concepts), relations=tuple(relations))
    drawn = page.evaluate(_DRAW, export_graph(graph, ONTOLOGY, "mermaid"))
    assert sorted(drawn) == sorted(HOSTILE)


@pytest.mark.parametrize("command", ["plan", "prereqs"])
def test_mermaid_reads_plans_and_chains(
    read: Callable[[str], Any], tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    store = str(tmp_path / "g.kgl")
    with Graph.open(store) as graph:
        graph.load(["data/"])
        steps = [step.concept.name for step in graph.prereqs("SGD").steps]
    assert run([command, "SGD", "--format", "mermaid", "--store", store]) == 0
    found = read(capsys.readouterr().out)
    names = {number: words for number, words, _ in found["boxes"]}
    assert sorted(names.values()) == sorted([*steps, "SGD"])
    arrows = [(names[start], names[end], words, stroke) for start, end, words, stroke, _ in found["arrows"]]
    assert ("Gradient", "SGD", "uses", "normal") in arrows
    assert ("Train Data", "SGD", "requires", "dotted") in arrows
    assert {start for start, *_ in arrows} == set(steps)


def test_words_of_an_own_ontology_cannot_break_a_diagram(
    read: Callable[[str], Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "o.yaml").write_text(
        'kinds: {concept: {label: Idea, colour: "#123456"}}\n'
        "types:\n  REQUIRES: {label: 'needs |\"x', inverse: needed by, known_first: target, acyclic: true}\n",
        encoding="utf-8",
    )
    notes = "concepts: [{name: 'A\"]'}, {name: B}]\nrelations: [{source: B, type: REQUIRES, target: 'A\"]'}]\n"
    (tmp_path / "n.yaml").write_text(notes, encoding="utf-8")
    store = str(tmp_path / "g.kgl")
    with Graph.open(store, root=tmp_path) as graph:
        graph.load([tmp_path / "n.yaml"], ontology=tmp_path / "o.yaml")
    for command in (["plan", "B"], ["prereqs", "B"]):
        assert run([*command, "--format", "mermaid", "--store", store]) == 0
        found = read(capsys.readouterr().out)
        assert [words for _, words, _ in found["boxes"]] == ['A"]', "B"]
        assert [words for _, _, words, *_ in found["arrows"]] == ['needs |"x']
