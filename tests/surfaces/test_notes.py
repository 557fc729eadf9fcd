"""Folders of Markdown as their user loads, reviews and loads them again."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from kg import Graph
from kg.cli.render import print_concept
from kg.cli.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = {
    "terms/SGD.md": "---\ntitle: SGD\naliases: [Stochastic Gradient Descent]\nrequires: [gradient]\n---\n"
    "A simple optimizer that updates parameters using gradients.\n\n- contrasts with [[Adam]]\n",
    "terms/Gradient.md": "# Gradient\n\nThe gradient is a vector of partial derivatives. See [[SGD]].\n",
    "terms/Adam.md": "# Adam\n\nAdam is an optimizer that uses momentum. Part of [[Training]].\n",
    "glossary.md": "# Glossary\n\n- **Optimizer**: Algorithm that reduces the loss\n- **Parameters**: What is learned\n"
    "- **Loss**: A measure of the error\n\n## Models\n\n- **Deep models:** CNNs (images), RNNs (sequences)\n",
    "flow.md": "> Flow: Train → Save → Load\n",
    "pt/notas.md": "# Notas\n\n## Termos\n\n- **Perceptron**: unidade que usa pesos\n- **Viés**: parâmetro somado\n",
    "zh/笔记.md": "# 笔记\n\n## 术语\n\n- 损失：衡量预测与真实值之间的差距\n- 优化器：用于更新参数的算法\n",
}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    for name, text in PAGES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    with Graph.open(tmp_path / "graph.kgl", root=tmp_path) as graph:
        yield graph


def held(graph: Graph) -> Any:
    """Return everything that the graph holds but the bookkeeping of files, in a form to compare."""
    nodes = graph.query("MATCH (n:Concept) RETURN labels(n) AS labels, n AS node", limit=None).rows
    edges = graph.query("MATCH (a)-[r]->(b) RETURN r AS edge", limit=None).rows
    return sorted(json.dumps(row, sort_keys=True) for row in (*nodes, *edges))


def relations(graph: Graph) -> set[tuple[str, str, str]]:
    found = graph.query("MATCH (a:Concept)-[r]->(b:Concept) RETURN a.name AS a, type(r) AS t, b.name AS b", limit=None)
    return {(row[0], row[1], row[2]) for row in found.rows}


def test_a_folder_of_notes_becomes_a_graph(graph: Graph, notes: Path) -> None:
    report = graph.load([notes])
    assert relations(graph) >= {
        ("SGD", "REQUIRES", "Gradient"),
        ("SGD", "IS_A", "Optimizer"),
        ("SGD", "UPDATES", "Parameters"),
        ("SGD", "USES", "Gradient"),
        ("SGD", "CONTRASTS_WITH", "Adam"),
        ("Gradient", "RELATED_TO", "SGD"),
        ("Adam", "IS_A", "Optimizer"),
        ("Optimizer", "REDUCES", "Loss"),
        ("CNN", "IS_A", "Deep model"),
        ("CNN", "APPLIED_TO", "image"),
        ("Train", "PRECEDES", "Save"),
        ("Train", "PART_OF", "Flow"),
    }
    names = {row[0] for row in graph.query("MATCH (c:Concept) RETURN c.name AS name").rows}
    assert {"Perceptron", "Viés", "损失", "优化器"} <= names
    assert [(one.code, one.line) for one in report.findings if one.severity != "info"] == [("KG101", 3)]
    assert graph.load([notes]).written == 0


@pytest.mark.parametrize("seed", range(4))
def test_a_folder_loaded_file_by_file_is_the_same_graph(graph: Graph, notes: Path, tmp_path: Path, seed: int) -> None:
    graph.load([notes])
    files = sorted(notes.rglob("*.md"))
    random.Random(seed).shuffle(files)  # noqa: S311 - an order that can be repeated
    with Graph.open(tmp_path / "other.kgl", root=tmp_path) as other:
        for path in files:
            other.load([path])
        assert held(other) == held(graph)


def test_one_changed_file_updates_only_its_facts(graph: Graph, notes: Path) -> None:
    graph.load([notes])
    before = relations(graph)
    path = notes / "terms" / "Adam.md"
    path.write_text(path.read_text(encoding="utf-8").replace("momentum", "gradients"), encoding="utf-8")
    report = graph.load([notes], prune=True)
    assert relations(graph) - before == {("Adam", "USES", "Gradient"), ("Adam", "REQUIRES", "Gradient")}
    assert before - relations(graph) == set()
    assert report.concepts.created == report.concepts.deleted == 0


def test_a_deleted_file_goes_with_prune_only(graph: Graph, notes: Path) -> None:
    graph.load([notes])
    before = held(graph)
    (notes / "flow.md").unlink()
    graph.load([notes])
    assert held(graph) == before
    graph.load([notes], prune=True)
    assert not {name for edge in relations(graph) for name in edge} & {"Train", "Save", "Flow"}


def test_what_was_only_found_by_a_pattern_can_be_left_out(graph: Graph, notes: Path) -> None:
    graph.load([notes], min_confidence="stated")
    found = relations(graph)
    assert ("SGD", "CONTRASTS_WITH", "Adam") in found
    assert not {edge for edge in found if edge[1] in ("IS_A", "UPDATES", "PRECEDES")}


def test_what_a_sentence_only_names_is_a_concept_where_that_is_asked_for(graph: Graph, notes: Path) -> None:
    graph.load([notes])
    plain = held(graph)
    report = graph.load([notes], min_confidence="named")
    assert report.concepts.created == 2
    query = 'MATCH (c:Concept {confidence: "named"}) RETURN c.name AS name, c.evidence AS said ORDER BY name'
    assert graph.query(query).dicts() == [
        {"name": "Momentum", "said": ["notes/terms/Adam.md:3: an optimizer that uses momentum. Part of [[Training]]."]},
        {"name": "Peso", "said": ["notes/pt/notas.md:5: unidade que usa pesos"]},
    ]
    assert ("Adam", "USES", "Momentum") in relations(graph)
    assert graph.load([notes], min_confidence="named").written == 0
    assert graph.diff([notes]).is_empty
    assert [one.code for one in graph.load([notes]).findings if one.severity == "info"].count("KG112") == 2
    graph.load([notes], prune=True)
    assert held(graph) == plain


@pytest.mark.parametrize("seed", range(3))
def test_named_concepts_do_not_depend_on_the_order_of_files(
    graph: Graph, notes: Path, tmp_path: Path, seed: int
) -> None:
    (notes / "more.md").write_text("# Terms\n\n- **Weight**: A number that momentum scales\n", encoding="utf-8")
    (notes / "late.md").write_text("# Momentum\n\nMomentum is a running mean of vectors.\n", encoding="utf-8")
    graph.load([notes], min_confidence="named")
    files = sorted(notes.rglob("*.md"))
    random.Random(seed).shuffle(files)  # noqa: S311 - an order that can be repeated
    with Graph.open(tmp_path / "other.kgl", root=tmp_path) as other:
        for path in files:
            other.load([path], min_confidence="named")
        assert held(other) == held(graph)
        assert other.show("Momentum").concept.confidence == "stated"
        (notes / "late.md").unlink()
        other.load([notes], min_confidence="named", prune=True)
        assert other.show("Momentum").concept.confidence == "named"


def test_what_is_shown_says_how_sure_it_is(graph: Graph, notes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph.load([notes], min_confidence="named")
    for name in ("Adam", "Momentum"):
        print_concept(Screen(), graph.show(name))
    shown = capsys.readouterr().out.splitlines()
    assert "Adam  concept, id adam, stated in notes (page)" in shown
    assert "  uses Momentum, read in a sentence (uses)" in shown
    assert "Momentum  concept, id momentum, only named in a sentence (uses)" in shown


def test_named_concepts_come_back_from_an_export(graph: Graph, notes: Path, tmp_path: Path) -> None:
    graph.load([notes], min_confidence="named")
    graph.write(tmp_path / "all.json", "json")
    with Graph.open(tmp_path / "other.kgl", root=tmp_path) as other:
        other.load([tmp_path / "all.json"])
        assert other.export("json") == graph.export("json")


def test_curated_facts_win_over_extracted_ones(graph: Graph, notes: Path) -> None:
    (notes / "curated.yaml").write_text("concepts:\n  - {name: Loss, definition: Curated.}\n", encoding="utf-8")
    report = graph.load([notes])
    assert graph.show("Loss").concept.definition == "Curated."
    assert not [one for one in report.findings if one.code == "KG104"]


def test_what_is_extracted_edited_and_loaded_is_exactly_what_was_extracted(
    graph: Graph, notes: Path, tmp_path: Path
) -> None:
    text, findings = graph.extract([notes])
    assert not (tmp_path / "graph.kgl").exists()
    assert [one.code for one in findings if one.severity != "info"] == ["KG101"]
    (tmp_path / "reviewed.yaml").write_text(text, encoding="utf-8")
    with Graph.open(tmp_path / "reviewed.kgl", root=tmp_path) as reviewed:
        assert reviewed.load([tmp_path / "reviewed.yaml"], strict=True).findings == ()
        graph.load([notes])
        assert relations(reviewed) == relations(graph)
        query = (
            "MATCH (c:Concept) RETURN c.id AS id, c.name AS name, c.aliases AS aliases, c.kind AS kind, "
            "c.definition AS definition, c.tags AS tags, c.evidence AS evidence ORDER BY id"
        )
        assert reviewed.query(query).rows == graph.query(query).rows


def test_what_is_offered_links_once_it_is_a_concept(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Glossary\n\n- **Loss Function**: Function that measures prediction errors\n", encoding="utf-8")
    with Graph.open(tmp_path / "g.kgl", root=tmp_path) as graph:
        graph.load([notes])
        assert relations(graph) == set()
        text, _ = graph.extract([notes])
        offered = [line for line in text.splitlines() if line.startswith("# --- ")]
        quote = "notes.md:3: Function that measures prediction errors"
        assert offered == [
            (
                f'# --- {{concepts: [{{name: Prediction error, aliases: [prediction errors], evidence: ["{quote}"]}}], '
                f"relations: [{{source: loss-function, type: MEASURES, target: prediction-error, "
                f'evidence: ["{quote}"]}}]}}'
            )
        ]
        (tmp_path / "reviewed.yaml").write_text(text.replace("# --- ", "--- "), encoding="utf-8")
        graph.load([tmp_path / "reviewed.yaml"], strict=True)
        assert ("Loss Function", "MEASURES", "Prediction error") in relations(graph)
        assert "# --- " not in graph.extract([notes])[0]


def test_what_a_genus_says_in_general_is_not_offered(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text(
        "# Glossary\n\n- **Dropout**: A technique that reduces small vibrations (here: noise)\n", encoding="utf-8"
    )
    with Graph.open(tmp_path / "g.kgl", root=tmp_path) as graph:
        offered = [line for line in graph.extract([notes])[0].splitlines() if line.startswith("# --- ")]
    assert [line.split("name: ")[1].split(",")[0] for line in offered] == ["Noise", "Vibration"]


def test_what_is_curated_is_no_candidate_any_more(graph: Graph, notes: Path) -> None:
    text, _ = graph.extract([notes])
    (notes / "reviewed.yaml").write_text(text, encoding="utf-8")
    graph.load([notes])
    again, _ = graph.extract([notes])
    assert "\n---" not in again


def test_the_bundled_notes_add_no_nonsense_to_the_curated_graph(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g.kgl") as curated, Graph.open(tmp_path / "h.kgl") as both:
        curated.load(["data/ml.yaml"])
        report = both.load(["data"])
        assert {one.code for one in report.findings if one.severity != "info"} == {"KG007"}
        more = relations(both) - relations(curated)
        assert {edge for edge in more if edge[1] != "REQUIRES"} == {
            ("LLM", "IS_A", "AI Model"),
            ("Train Data", "IS_A", "Data"),
            ("Train Data", "AFFECTS", "Weight"),
        }
        for goal in ("Transformer", "SGD", "nanoGPT", "RAG"):
            wanted = {step.concept.id for step in curated.prereqs(goal).steps}
            assert {step.concept.id for step in both.prereqs(goal).steps} <= wanted | {"ai-model"}
