"""Names of concepts at the prompt: which are offered, and how fast on a big graph."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from kg import Graph
from kg.cli.screen import Screen
from kg.cli.shell_completion import SortedNames
from kg.cli.shell_interpreter import Interpreter
from kg.cli.shell_prompt import WordsOfGraph

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MANY = 30_000
KEY = 0.05  # seconds that a key may take


def offered(words: WordsOfGraph, text: str) -> list[str]:
    return [one.text for one in words.get_completions(Document(text), CompleteEvent(completion_requested=True))]


def words_of(graph: Graph) -> WordsOfGraph:
    return WordsOfGraph(Interpreter(graph, Screen(io.StringIO())))


def test_names_begin_with_the_text_in_any_case() -> None:
    names = SortedNames(["gradient", "gradient", "Gradient Descent", "GRU", "Loss", "Große", "グラフ"])
    assert names.starting("grad") == ["gradient", "Gradient Descent"]
    assert names.starting("GR") == ["gradient", "Gradient Descent", "Große", "GRU"]
    assert names.starting("") == ["gradient", "Gradient Descent", "Große", "GRU", "Loss", "グラフ"]
    assert names.starting("グ") == ["グラフ"]
    assert names.starting("x") == []
    assert names.starting("g", limit=2) == ["gradient", "Gradient Descent"]


def test_a_key_does_not_wait_on_a_big_graph(tmp_path: Path) -> None:
    rows = "".join(f"c{number},Concept {number:05d} of many\n" for number in range(MANY))
    (tmp_path / "c.csv").write_text(f"id,name\n{rows}", encoding="utf-8")
    with Graph.open(tmp_path / "g.kgl", root=tmp_path) as graph:
        graph.load([tmp_path])
        words = words_of(graph)
        offered(words, "MATCH (c:Con")
        offered(words, "MATCH (c {name: '")
        for text in (
            "MATCH (c {name: '",
            "MATCH (c {name: 'CONCEPT 299",
            "MATCH (c {name: 'nothing",
            "MATCH (c:Con",
            "c.",
        ):
            start = time.perf_counter()
            found = offered(words, text)
            assert time.perf_counter() - start < KEY
            assert (len(found) > 0) is ("nothing" not in text)
        assert offered(words, "RETURN 'concept 2999")[0] == "Concept 29990 of many"


def test_what_was_written_is_offered_after_the_words_are_read_anew(tmp_path: Path) -> None:
    with Graph.open(tmp_path / "g.kgl") as graph:
        graph.load(["data/ml.yaml"])
        words = words_of(graph)
        assert offered(words, "RETURN 'Optimiz") == ["Optimization", "Optimizer"]
        with words.using_store:
            graph.query("CREATE (:Concept {id: 'x', name: 'Optimizing'})", write=True)
        words.read()
        end = time.monotonic() + 10
        while offered(words, "RETURN 'Optimizi") != ["Optimizing"]:
            assert time.monotonic() < end


def test_a_graph_with_too_many_names_is_asked_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.cli.shell_prompt._MOST_KEPT", 5)
    with Graph.open(tmp_path / "g.kgl") as graph:
        graph.load(["data/ml.yaml"])
        assert offered(words_of(graph), "RETURN 'optimiz") == ["Optimization", "Optimizer"]
