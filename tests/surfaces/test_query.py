"""What `kg query` takes and prints: several queries, files of parameters, plans, pages, places of errors."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from kg import Graph
from kg.cli import run
from kg.cli.place import pointed_at
from kg.errors import QueryError
from kg.stores.base import Statement
from kg.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.config import StoreAddress
    from kg.stores.base import Store


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[str, str]]:
    """Give a function that runs `kg query` on the shipped notes and returns what it printed."""
    store = str(tmp_path / "g.kgl")
    assert run(["load", "data/ml.yaml", "--store", store, "--quiet"]) == 0
    capsys.readouterr()

    def query(*arguments: str, code: int = 0) -> tuple[str, str]:
        assert run(["query", *arguments, "--store", store]) == code, capsys.readouterr()
        printed = capsys.readouterr()
        return printed.out, printed.err

    return query


def test_several_queries_have_a_header_line_each(ask: Callable[..., tuple[str, str]]) -> None:
    lines = ask("types", "kinds")[0].splitlines()
    assert lines[0] == "# types"
    assert lines[lines.index("# kinds") - 1] == ""
    both = json.loads(ask("types", "kinds", "--format", "json")[0])
    assert list(both) == ["types", "kinds"]
    assert list(both["types"]) == ["columns", "rows", "truncated"]


def test_several_queries_take_what_each_needs_of_the_parameters(ask: Callable[..., tuple[str, str]]) -> None:
    both = json.loads(ask("types", "prerequisites", "-p", "name=Transformer", "--format", "json")[0])
    assert both["prerequisites"]["rows"]


def test_several_statements_are_wrong_usage(ask: Callable[..., tuple[str, str]]) -> None:
    assert "quotes" in ask("RETURN 1", "RETURN 2", code=2)[1]


def test_parameters_come_from_a_file_and_the_command_line_wins(
    ask: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "p.json"
    file.write_text('{"x": [1, 2], "y": "file"}', encoding="utf-8")
    answer = ask("RETURN $x AS x, $y AS y", "--param-file", str(file), "-p", "y=line", "--format", "json")[0]
    assert json.loads(answer)["rows"] == [{"x": [1, 2], "y": "line"}]


@pytest.mark.parametrize("content", ["[1, 2]", "{x: [", "1: 2"])
def test_a_file_that_holds_no_parameters_is_wrong_usage(
    ask: Callable[..., tuple[str, str]], tmp_path: Path, content: str
) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(content, encoding="utf-8")
    assert str(file) in ask("RETURN 1", "--param-file", str(file), code=2)[1]


def test_a_statement_comes_from_standard_input(
    ask: Callable[..., tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("RETURN 41 + 1 AS x"))
    assert ask("-f", "-", "--format", "csv")[0] == "x\n42\n"


def test_explain_shows_the_plan_and_does_not_run(store_address: StoreAddress) -> None:
    with Graph(store_address) as graph:
        graph.load(["data/ml.yaml"])
        plan = graph.explain("MATCH (c:Concept) WHERE c.kind = 'algorithm' RETURN c.name AS name")
    assert plan.columns[:2] == ("step", "operation")
    assert len(plan.rows) >= 3
    assert [row[0] for row in plan.rows] == list(range(1, len(plan.rows) + 1))


def test_explain_takes_the_name_of_a_query(ask: Callable[..., tuple[str, str]]) -> None:
    assert ask("prerequisites", "-p", "name=Transformer", "--explain")[0].startswith("step,operation")


def test_an_error_is_shown_with_a_caret_under_its_place(ask: Callable[..., tuple[str, str]]) -> None:
    lines = ask("MATCH (n:Concept)\nRETURN m.name AS x", code=5)[1].splitlines()
    assert lines[1:3] == ["2 | RETURN m.name AS x", "  |        ^"]


def test_a_misspelt_keyword_is_pointed_at_on_both_stores(store: Store) -> None:
    statement = "MATCH (n)\nRETRN n"
    with pytest.raises(QueryError) as caught:
        store.read(statement)
    assert pointed_at(statement, caught.value).splitlines() == ["2 | RETRN n", "  | ^"]


@pytest.mark.parametrize(
    ("statement", "line", "column", "drawn"),
    [
        ("RETURN 過学習 x", 1, 12, ["1 | RETURN 過学習 x", "  |               ^"]),
        ("RETURN\tx y", 1, 10, ["1 | RETURN\tx y", "  |       \t  ^"]),
        ("RETURN 1\r\nRETRN", 2, 1, ["2 | RETRN", "  | ^"]),
        ("x" * 300 + " y", 1, 302, ["1 | …" + "x" * 49 + " y", "  | " + " " * 51 + "^"]),
    ],
)
def test_the_caret_stands_under_the_place(statement: str, line: int, column: int, drawn: list[str]) -> None:
    assert pointed_at(statement, QueryError("No.", line=line, column=column)).splitlines() == drawn


def test_an_error_of_no_known_place_has_no_caret() -> None:
    assert pointed_at("RETURN 1", QueryError("It is too hard.")) == ""


@pytest.mark.parametrize(
    ("statement", "meant"),
    [
        ("MATCH (n:Concpt) RETURN n.id AS id", "Concept"),
        ("MATCH (:Concept)-[:REQIRES]->(m) RETURN m.id AS id", "REQUIRES"),
        ("MATCH (n:Concept) RETURN n.nmae AS name LIMIT 1", "name"),
    ],
)
def test_near_misses_of_names_are_warned_of_with_what_was_meant(
    store_address: StoreAddress, statement: str, meant: str
) -> None:
    with Graph(store_address) as graph:
        graph.load(["data/ml.yaml"])
        assert f"Did you mean '{meant}'" in " ".join(graph.query(statement).warnings)


def test_the_vocabulary_is_that_of_the_graph_without_the_bookkeeping(store: Store) -> None:
    store.write(
        [
            Statement("CREATE (:Concept:Idea {id: 'a', name: 'Axiom'})-[:USES {reason: 'x'}]->(:Concept {id: 'b'})"),
            Statement("CREATE (:KgSource {path: 'a.yaml', sha256: 'x'})"),
        ]
    )
    words = read_vocabulary(store)
    assert "Concept" in words.labels
    assert not any(label.startswith("Kg") for label in words.labels)
    assert words.types == ("USES",)
    assert {"id", "name", "reason"} <= set(words.keys)
    assert "sha256" not in words.keys


def test_names_are_found_by_their_beginning_in_any_case(store_address: StoreAddress) -> None:
    with Graph(store_address) as graph:
        graph.load(["data/ml.yaml"])
        assert "Transformer" in graph.names_starting("trans")
        assert len(graph.names_starting("", limit=3)) == 3
