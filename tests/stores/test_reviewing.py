"""`kg check` and `kg diff` say the same of a graph in either store."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.config import StoreAddress

pytestmark = pytest.mark.neo4j

DATA = Path(__file__).parents[2] / "data"
WRONG = """\
concepts:
- {name: Optimizers, definition: Not the algorithms of before.}
- {name: Lonely}
- {name: Chart, definition: A drawing of a Matrix., evidence: [{file: gone.txt, line: 1, quote: drawn}]}
relations:
- {source: Chart, type: USES, target: Nowhere}
- {source: Chart, type: REQUIRES, target: Loss}
- {source: Loss, type: USES, target: Chart}
- {source: Chart, type: REQUIRES, target: Model}
"""


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "wrong.yaml").write_text(WRONG, encoding="utf-8")
    (tmp_path / "kg.toml").touch()
    return tmp_path


@pytest.fixture(name="graphs")
def _graphs(folder: Path, neo4j_server: StoreAddress) -> Iterator[tuple[Graph, Graph]]:
    with Graph.open(folder / "g.kgl", root=folder) as embedded, Graph(neo4j_server, root=folder) as server:
        server.query("MATCH (n) DETACH DELETE n", write=True)
        for graph in (embedded, server):
            graph.load([folder])
        yield embedded, server
        server.query("MATCH (n) DETACH DELETE n", write=True)


def test_a_check_of_the_graph_finds_the_same(graphs: tuple[Graph, Graph], folder: Path) -> None:
    embedded, server = (graph.check() for graph in graphs)
    assert embedded == server
    assert {"KG101", "KG108", "KG203", "KG205", "KG206", "KG207", "KG208", "KG209", "KG211"} <= {
        one.code for one in embedded
    }
    # What the reader of the files says is not in the graph, and so not said again.
    of_files = {(one.code, one.message) for one in graphs[0].check([folder])}
    assert {(one.code, one.message) for one in embedded} <= of_files
    assert {code for code, _ in of_files} - {one.code for one in embedded} <= {"KG007", "KG008"}


def test_a_diff_is_the_same_before_and_after_changes(graphs: tuple[Graph, Graph], folder: Path) -> None:
    embedded, server = (graph.diff() for graph in graphs)
    assert embedded == server
    assert embedded.is_empty
    notes = (folder / "data" / "ml.yaml").read_text(encoding="utf-8")
    changed = notes.replace(
        "{source: Gradient Descent, type: REQUIRES, target: Step,", "{source: SGD, type: REQUIRES, target: Data,"
    )
    (folder / "data" / "ml.yaml").write_text("\n" + changed, encoding="utf-8")
    (folder / "wrong.yaml").unlink()
    embedded, server = (graph.diff([folder]) for graph in graphs)
    assert embedded.to_dict() == server.to_dict()
    assert [one.what for one in embedded.concepts] == ["Chart", "Lonely", "Optimizers"]
    assert {one.goal for one in embedded.plans} >= {"Gradient Descent", "SGD"}
    assert embedded.moved
