"""The command line: what it prints, its frozen JSON, its exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from kg.cli import run
from kg.cli.boundary import EXIT_CODES
from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ML = "data/ml.yaml"


class Shell:
    """Runs commands in this process on a graph of its own."""

    def __init__(self, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.store = str(store)
        self._capsys = capsys

    def __call__(self, *arguments: str, code: int = 0) -> tuple[str, str]:
        """Run a command on the graph, and return what it printed on standard output and error."""
        self._capsys.readouterr()
        assert run([*arguments, "--store", self.store]) == code, self._capsys.readouterr()
        printed = self._capsys.readouterr()
        assert "Traceback" not in printed.err
        return printed.out, printed.err

    def json(self, *arguments: str, code: int = 0) -> Any:
        return json.loads(self(*arguments, code=code)[0])


@pytest.fixture
def kg(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "g.kgl", capsys)


@pytest.fixture
def ml(kg: Shell) -> Shell:
    kg("load", ML)
    return kg


@pytest.fixture
def notes(tmp_path: Path) -> Callable[[str, str], str]:
    def write(name: str, text: str) -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


# Frozen JSON


def test_the_json_of_load_is_frozen(kg: Shell) -> None:
    report = kg.json("load", ML, "--json")
    assert list(report) == ["concepts", "relations", "derived", "findings"]
    for counts in (report["concepts"], report["relations"], report["derived"]):
        assert list(counts) == ["created", "updated", "unchanged", "deleted"]
    assert report["concepts"]["created"] > 80


def test_the_json_of_a_finding_is_frozen(kg: Shell, notes: Callable[[str, str], str]) -> None:
    (finding,) = kg.json("load", notes("n.yaml", "concepts: [{name: A, colour: red}]"), "--json")["findings"]
    assert sorted(finding) == ["code", "file", "hint", "line", "message", "severity"]
    assert (finding["code"], finding["severity"], finding["line"]) == ("KG004", "warning", 1)


def test_the_json_of_query_is_frozen(ml: Shell) -> None:
    statement = 'MATCH (:Concept {name: "Transformer"})-[:IS_A]->(x) RETURN x.name'
    expected = {"columns": ["x.name"], "rows": [{"x.name": "Deep Learning Model"}], "truncated": False}
    assert ml.json("query", statement, "--format", "json") == expected


def test_the_json_of_prereqs_is_frozen(ml: Shell) -> None:
    found = ml.json("prereqs", "Transformer", "--json")
    assert list(found) == ["goal", "steps"]
    assert found["goal"] == {"id": "transformer", "name": "Transformer"}
    seen: set[str] = set()
    for step in found["steps"]:
        assert list(step) == ["id", "name", "kind", "level", "minutes", "strength", "because"]
        for one in step["because"]:
            assert list(one) == ["source", "type", "target", "reason", "strength", "evidence"]
            for proof in one["evidence"]:
                assert list(proof) == ["file", "line", "quote"]
        seen.add(step["id"])
    assert "transformer" not in seen
    assert len(seen) >= 8
    assert [step["level"] for step in found["steps"]] == sorted(step["level"] for step in found["steps"])


def test_the_reasons_of_a_step_are_base_relations_that_lead_to_the_goal(ml: Shell) -> None:
    found = ml.json("prereqs", "Transformer", "--json")
    steps = {step["id"]: step for step in found["steps"]} | {"transformer": None}
    block = steps["transformer-block"]
    assert block
    assert {(one["source"], one["type"], one["target"]) for one in block["because"]} == {
        ("transformer-block", "PART_OF", "transformer")
    }
    assert all(step["because"] for step in found["steps"])


# Text


def test_prereqs_as_tree_list_mermaid_and_dot(ml: Shell) -> None:
    tree = ml("prereqs", "SGD")[0]
    assert "├── " in tree
    assert "└── " in tree
    listed = ml("prereqs", "SGD", "--format", "list")[0].splitlines()
    assert listed[1].split()[0] == "1"
    assert listed[-1].split()[1] == "Optimizer"
    assert ml("prereqs", "SGD", "--format", "mermaid")[0].startswith("flowchart LR\n")
    assert ml("prereqs", "SGD", "--format", "dot")[0].startswith("digraph prerequisites {\n")


def test_prereqs_reverse_and_depth(ml: Shell) -> None:
    opened = ml.json("prereqs", "Optimizer", "--reverse", "--json")["steps"]
    assert "SGD" in [step["name"] for step in opened]
    near = ml.json("prereqs", "nanoGPT", "--depth", "1", "--json")["steps"]
    assert "Transformer" in [step["name"] for step in near]
    assert len(near) < len(ml.json("prereqs", "nanoGPT", "--json")["steps"])


def test_show_gives_definition_relations_both_ways_and_evidence(ml: Shell) -> None:
    text = ml("show", "stochastic gradient descent")[0]
    assert text.startswith("SGD  algorithm")
    assert "is an Optimizer" in text
    assert "data/notes/ml-notes.md:" in text
    assert ml.json("show", "SGD", "--json")["id"] == "sgd"


def test_path_is_a_sentence_a_link(ml: Shell) -> None:
    text = ml("path", "SGD", "Parameters")[0]
    assert text.splitlines()[0].startswith("SGD updates Parameters")
    assert ml("path", "SGD", "SGD")[0] == "Both names mean SGD.\n"


def test_search_ranks_a_name_before_a_definition(ml: Shell) -> None:
    assert ml("search", "gradient")[0].splitlines()[0].startswith("Gradient ")
    assert ml.json("search", "gradient", "--json")["hits"][0]["id"] == "gradient"
    assert ml("search", "zzz")[1] == "Nothing has the words 'zzz'.\n"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", "name,n\nSGD,1\n"),
        ("jsonl", '{"name": "SGD", "n": 1}\n'),
        ("markdown", "| name | n |\n| --- | --- |\n| SGD | 1 |\n"),
        ("table", "name   n\n────────\nSGD    1\n1 row\n"),
    ],
)
def test_query_formats(ml: Shell, form: str, expected: str) -> None:
    out = ml("query", 'MATCH (c:Concept {name: "SGD"}) RETURN c.name AS name, 1 AS n', "--format", form)[0]
    assert out.replace(" \n", "\n") == expected


def test_query_takes_parameters_files_and_names(ml: Shell, notes: Callable[[str, str], str]) -> None:
    text = "MATCH (c:Concept {name: $name}) RETURN c.id AS id"
    assert ml("query", text, "-p", "name=SGD")[0] == "id\nsgd\n"
    assert ml("query", "-f", notes("q.cypher", text), "-p", "name=SGD")[0] == "id\nsgd\n"
    assert "Optimizer" in ml("query", "prerequisites", "-p", "name=Stochastic Gradient Descent")[0]


def test_query_says_when_there_were_more_rows(ml: Shell) -> None:
    out, err = ml("query", "MATCH (c:Concept) RETURN c.id AS id ORDER BY id", "--limit", "2")
    assert len(out.splitlines()) == 3
    assert err == "Only the first 2 rows; --limit 0 gives all.\n"
    assert len(ml("query", "MATCH (c:Concept) RETURN c.id AS id", "--limit", "0")[0].splitlines()) > 80


def test_query_writes_only_when_told(ml: Shell) -> None:
    create = "MATCH (c:Concept {id: 'sgd'}) SET c.seen = 1"
    assert "SET" in ml("query", create, code=5)[1]
    ml("query", create, "--write")
    assert ml("query", "MATCH (c:Concept {id: 'sgd'}) RETURN c.seen AS seen")[0] == "seen\n1\n"


def test_queries_lists_all_and_shows_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["queries"]) == 0
    assert "prerequisites" in capsys.readouterr().out
    assert run(["queries", "prerequisites"]) == 0
    assert "MATCH" in capsys.readouterr().out
    assert run(["queries", "prerequisite"]) == 3
    assert "'prerequisites'" in capsys.readouterr().err


def test_stats_and_doctor(ml: Shell) -> None:
    stats = ml.json("stats", "--json")
    assert stats["concepts"]["total"] > 80
    assert stats["files"] == [ML]
    assert "algorithm" in ml("stats")[0]
    checks = ml.json("doctor", "--json")
    assert all(one["ok"] for one in checks)
    assert "ok   graph: " in ml("doctor")[0]


def test_export_writes_one_file_and_stdout(ml: Shell, tmp_path: Path) -> None:
    page = tmp_path / "g.html"
    ml("export", "html", "-o", str(page))
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert json.loads(ml("export", "json")[0])["format"] == "kg"
    near = json.loads(ml("export", "json", "--focus", "SGD", "--depth", "1")[0])
    assert "Optimizer" in [one["name"] for one in near["concepts"]]
    assert len(near["concepts"]) < 20


def test_loading_again_says_that_there_is_nothing_to_write(ml: Shell) -> None:
    out, _ = ml("load", ML)
    assert out.startswith("Nothing to write: ")
    assert "unchanged" in out


def test_copy_between_files(ml: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = str(tmp_path / "there.kgl")
    assert run(["copy", "--from", ml.store, "--to", there]) == 0
    assert "concepts: " in capsys.readouterr().out
    assert run(["prereqs", "SGD", "--store", there, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == ml.json("prereqs", "SGD", "--json")


def test_demo_runs_twice_in_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        assert run(["demo"]) == 0
        out = capsys.readouterr().out
        assert "Before Transformer: " in out
        assert "Gradient" in out
        assert (tmp_path / "demo/demo.html").exists()


# Exit codes and messages


def test_every_error_has_an_exit_code() -> None:
    def subclasses(cls: type[KgError]) -> list[type[KgError]]:
        return [cls, *(one for sub in cls.__subclasses__() for one in subclasses(sub))]

    missing = [
        one
        for one in subclasses(KgError)
        if one is not KgError and not issubclass(one, tuple(k for k, _ in EXIT_CODES))
    ]
    assert missing == []


def test_wrong_usage_is_2(kg: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["nosuch"]) == 2
    assert "nosuch" in capsys.readouterr().err
    assert run(["load", "x", "--store", "ftp://x"]) == 2
    assert "names no store" in capsys.readouterr().err
    assert "no statement" in kg("query", code=2)[1]
    assert "gives no parameter" in kg("query", "prerequisites", "-p", "nope", code=2)[1]


def test_an_unknown_name_is_3_and_names_the_nearest(ml: Shell) -> None:
    _, err = ml("prereqs", "Transformr", code=3)
    assert err.startswith("Error: There is no concept 'Transformr'.\nDid you mean 'Transformer'")
    assert "no file" in ml("load", "nope.yaml", code=3)[1]


def test_an_ambiguous_name_is_3_and_lists_the_candidates(kg: Shell, notes: Callable[[str, str], str]) -> None:
    kg("load", notes("n.yaml", "concepts: [{name: Bank, id: b1}, {name: Bank, id: b2}]"))
    err = kg("show", "bank", code=3)[1]
    assert "'bank' is the name of 2 concepts: b1 (Bank), b2 (Bank)." in err


def test_no_graph_yet_is_4_and_says_what_to_do(kg: Shell) -> None:
    err = kg("prereqs", "X", code=4)[1]
    assert "kg load" in err


def test_a_file_that_is_no_graph_is_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.kgl").write_text("not a graph")
    assert run(["stats", "--store", str(tmp_path / "x.kgl")]) == 4
    assert "Traceback" not in capsys.readouterr().err


def test_an_unreachable_neo4j_is_4_within_seconds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "secret-word")
    start = time.monotonic()
    assert run(["stats", "--store", "neo4j://127.0.0.1:9"]) == 4
    err = capsys.readouterr().err
    assert "127.0.0.1:9" in err
    assert "secret-word" not in err
    assert time.monotonic() - start < 20


def test_bad_input_is_5_with_every_place(kg: Shell, notes: Callable[[str, str], str]) -> None:
    err = kg("load", notes("n.yaml", "concepts:\n- {name: [}\n"), code=5)[1]
    assert "n.yaml:2" in err
    assert "nothing was written" in err


def test_an_unreadable_file_is_5(kg: Shell, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"concepts: [{name: \xff}]")
    assert "x.yaml:1" in kg("load", str(path), code=5)[1]


def test_a_syntax_error_in_cypher_is_5(ml: Shell) -> None:
    err = ml("query", "MATCH (n RETURN n", code=5)[1]
    assert err.startswith("Error: ")
    assert "Traceback" not in err


def test_strict_is_1(kg: Shell, notes: Callable[[str, str], str]) -> None:
    err = kg("load", notes("n.yaml", "concepts: [{name: A, colour: red}]"), "--strict", code=1)[1]
    assert "KG004" in err
    assert not (kg.json("load", notes("m.yaml", "concepts: []"), "--json"))["findings"]


def test_a_locked_graph_is_4_and_names_the_process(ml: Shell) -> None:
    hold = f"import kglite, time; g = kglite.open({ml.store!r}); print(1, flush=True); time.sleep(60)"
    holder = subprocess.Popen(
        [sys.executable, "-c", hold],
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout
        holder.stdout.readline()
        err = ml("load", "data/ml.yaml", "--prune", code=4)[1]
        assert str(holder.pid) in err
        assert "Transformer" in ml("show", "Transformer")[0]
    finally:
        holder.kill()
        holder.wait()
        holder.stdout and holder.stdout.close()


def test_ctrl_c_in_a_load_is_130_and_leaves_the_graph_as_it_was(ml: Shell, tmp_path: Path) -> None:
    rows = "\n".join(f"x{n},X {n}" for n in range(60_000))
    (tmp_path / "concepts.csv").write_text("id,name\n" + rows)
    before = ml("export", "json")
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "load", str(tmp_path / "concepts.csv"), "--store", ml.store],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={key: value for key, value in os.environ.items() if not key.startswith(("KG_", "NEO4J_"))},
    )
    time.sleep(1.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == "Interrupted; nothing was written.\n"
    assert ml("export", "json") == before


def test_a_fault_of_kg_shows_no_traceback_without_debug(
    ml: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("kg.app.Graph.stats", broken)
    assert run(["stats", "--store", ml.store]) == 70
    assert "kg made a mistake: ZeroDivisionError: oops" in capsys.readouterr().err
    assert run(["stats", "--store", ml.store, "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_help_is_there_for_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    listed = capsys.readouterr().out
    for name in [
        "load",
        "query",
        "search",
        "show",
        "prereqs",
        "path",
        "stats",
        "queries",
        "export",
        "demo",
        "doctor",
        "copy",
    ]:
        assert name in listed
        assert run([name, "--help"]) == 0
        assert "Usage: kg " + name in capsys.readouterr().out


def test_colours_stay_out_of_pipes(ml: Shell) -> None:
    for arguments in (["show", "SGD"], ["prereqs", "SGD"], ["stats"]):
        assert "\x1b" not in ml(*arguments)[0]
