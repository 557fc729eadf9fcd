"""Exports as their user takes them: written by one graph, loaded by another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.config import StoreAddress
    from kg.model import Concept, Relation

NOTES = {
    "terms.md": "# Glossary\n\n- **Optimizer**: Algorithm that reduces the loss\n- **Loss**: A measure of the error\n\n"
    "SGD is a kind of optimizer. SGD uses the gradient.\n\n| Term | Definition |\n|---|---|\n"
    "| Batch | A part \\| of the data |\n| Epoch | One pass over the data |\n",
    "SGD.md": "---\naliases: [Stochastic Descent, 'a\\b']\nrequires: [Gradient]\n---\n# SGD\n\nSee [[Loss]].\n",
    "Gradient.md": "# Gradient\n\nThe gradient is a vector of partial derivatives.\n",
    "hand.yaml": "concepts:\n- {name: Loss, definition: 'How wrong:\n\n    by hand.', minutes: 5, tags: [a, b c]}\n"
    "relations:\n- {source: Loss, type: REQUIRES, target: Gradient, any_of: way, strength: soft, reason: 'So | so.'}\n",
}


@pytest.fixture
def graph(store_address: StoreAddress, tmp_path: Path) -> Iterator[Graph]:
    """Give a graph of curated and extracted facts."""
    for name, text in NOTES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Graph(store_address, root=tmp_path) as graph:
        graph.load([tmp_path / name for name in NOTES])
        yield graph


@pytest.fixture
def back(tmp_path: Path) -> Iterator[Graph]:
    (tmp_path / "out").mkdir()
    with Graph.open(tmp_path / "back.kgl", root=tmp_path / "out") as graph:
        yield graph


def held(graph: Graph) -> Any:
    """Return all that the graph says, in a form to compare; which files say it is a matter of the load."""
    data = graph.data()
    return sorted(
        json.dumps(one.model_dump(mode="json", exclude={"sources", "stated_as"}), sort_keys=True)
        for one in (*data.concepts, *data.relations)
    )


def how_sure(graph: Graph) -> set[str | None]:
    data = graph.data()
    facts: list[Concept | Relation] = [*data.concepts, *data.relations]
    return {one.confidence for one in facts}


def export(graph: Graph, form: str, folder: Path) -> Path:
    path = folder / ("graph.json" if form == "json" else "tables")
    graph.write(path, form)
    return path


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_export_loads_as_the_same_graph_with_what_was_extracted(
    graph: Graph, back: Graph, tmp_path: Path, form: str
) -> None:
    assert how_sure(graph) == {None, "stated", "pattern"}
    report = back.load([export(graph, form, tmp_path / "out")])
    assert [one for one in report.findings if one.severity != "info"] == []
    assert held(back) == held(graph)
    again = back.load([tmp_path / "out"])
    assert again.written == 0


@pytest.mark.parametrize("form", ["json", "csv"])
def test_curated_facts_win_over_what_was_extracted_and_exported(
    graph: Graph, back: Graph, tmp_path: Path, form: str
) -> None:
    back.load([export(graph, form, tmp_path / "out")])
    by_hand = "concepts: [{name: Optimizer, definition: Changed by hand.}]\n"
    (tmp_path / "out" / "z.yaml").write_text(by_hand, encoding="utf-8")
    assert [one.code for one in back.load([tmp_path / "out"]).findings if one.severity != "info"] == []
    (optimizer,) = [one for one in back.data().concepts if one.name == "Optimizer"]
    assert optimizer.definition == "Changed by hand."
    assert optimizer.confidence is None


def test_a_pattern_without_a_confidence_is_told_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "n.yaml").write_text("concepts: [{name: Loss, pattern: bold}]\n", encoding="utf-8")
    with Graph.open(tmp_path / "g.kgl", root=tmp_path) as graph:
        (finding,) = [one for one in graph.load([tmp_path]).findings if one.code == "KG004"]
        assert finding.where == "n.yaml:1"
        assert [(one.confidence, one.pattern) for one in graph.data().concepts] == [(None, None)]
