from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from kg.config import default_ontology
from kg.model import Concept, ConceptId, GraphData, Relation
from kg.view import html_page
from kg.view.content import page_content
from kg.view.layout import lay_out

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

ONTOLOGY = default_ontology()


def relation(source: str, type_: str, target: str, *, derived: bool = False) -> Relation:
    return Relation(source=ConceptId(source), type=type_, target=ConceptId(target), derived=derived)


GRAPH = GraphData(
    concepts=tuple(Concept(id=ConceptId(name), name=name.upper()) for name in "abc"),
    relations=(
        relation("a", "USES", "b"),
        relation("a", "UPDATES", "b"),
        relation("b", "AFFECTS", "a"),
        relation("a", "REQUIRES", "b", derived=True),
        relation("b", "PART_OF", "c"),
        relation("a", "USES", "gone"),
    ),
)


def test_derived_relations_and_those_without_an_end_are_not_drawn() -> None:
    nodes, edges, details = page_content(GRAPH, ONTOLOGY, lay_out(GRAPH))
    assert len(nodes) == 3
    assert [(one["source"], one["type"], one["target"]) for one in details["relations"]] == [
        (0, "UPDATES", 1),
        (0, "USES", 1),
        (1, "AFFECTS", 0),
        (1, "PART_OF", 2),
    ]
    assert [(edge["from"], edge["to"]) for edge in edges] == [(1, 0), (1, 0), (1, 0), (1, 2)]
    assert details["needs"] == [[0, 1, True, None]]


def test_parallel_lines_lie_on_both_sides_of_the_middle() -> None:
    _, edges, _ = page_content(GRAPH, ONTOLOGY, lay_out(GRAPH))
    between = [edge["offset"] for edge in edges[:3]]
    assert len(set(between)) == 3
    assert sum(between) == 0
    assert edges[3]["offset"] == 0


def test_a_kind_and_a_type_that_the_ontology_does_not_know_are_drawn_all_the_same() -> None:
    graph = GraphData(
        concepts=(Concept(id=ConceptId("a"), name="A", kind="spell"), Concept(id=ConceptId("b"), name="B")),
        relations=(relation("a", "TURNS_INTO", "b"),),
    )
    _, edges, details = page_content(graph, ONTOLOGY, lay_out(graph))
    assert (edges[0]["from"], edges[0]["to"]) == (0, 1)
    assert details["types"]["TURNS_INTO"]["label"] == "turns into"
    assert details["kinds"]["spell"]["minutes"] == 20


def test_every_type_of_the_shipped_ontology_has_a_colour_of_its_own() -> None:
    graph = GraphData(concepts=GRAPH.concepts, relations=tuple(relation("a", type_, "b") for type_ in ONTOLOGY.types))
    _, _, details = page_content(graph, ONTOLOGY, lay_out(graph))
    assert len({type_["colour"] for type_ in details["types"].values()}) == len(ONTOLOGY.types)


def test_the_same_graph_gives_the_same_page() -> None:
    turned = GraphData(concepts=GRAPH.concepts[::-1], relations=GRAPH.relations[::-1])
    assert html_page(turned, ONTOLOGY) == html_page(GRAPH, ONTOLOGY)


def test_making_a_page_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert html_page(GRAPH, ONTOLOGY).startswith("<!doctype html>")
    assert list(tmp_path.iterdir()) == []


def test_importing_the_view_does_not_import_what_is_slow() -> None:
    code = "import sys, kg.view; print(sorted({'pyvis', 'IPython', 'jinja2', 'networkx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
