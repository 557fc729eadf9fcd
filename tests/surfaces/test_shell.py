"""The shell: what its lines do, what it completes, and how it behaves on a real terminal."""

from __future__ import annotations

import importlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import uuid
from typing import TYPE_CHECKING

import pytest

from kg import Graph
from kg.cli import run
from kg.cli.render_rows import is_wide
from kg.cli.screen import Screen
from kg.cli.shell_completion import Completions
from kg.cli.shell_interpreter import COMMANDS, Interpreter, deletes, is_complete, statements
from kg.errors import QueryRefused, UsageError
from kg.stores.base import Result
from kg.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.config import StoreAddress


class Talk:
    """An interpreter on a graph of the shipped notes, with what it said and what it asked."""

    def __init__(self, graph: Graph) -> None:
        self.said = io.StringIO()
        self.asked: list[str] = []
        self.answer = False
        self.interpreter = Interpreter(graph, Screen(self.said), confirmed=self._confirmed)

    def _confirmed(self, question: str) -> bool:
        self.asked.append(question)
        return self.answer

    def __call__(self, text: str) -> str:
        """Run a line and return what it said."""
        start = self.said.tell()
        assert self.interpreter.run(text)
        return self.said.getvalue()[start:]


@pytest.fixture
def talk(store_address: StoreAddress) -> Iterator[Talk]:
    with Graph(store_address) as graph:
        graph.load(["data/ml.yaml"])
        yield Talk(graph)


# Lines


def test_a_statement_prints_its_rows(talk: Talk) -> None:
    assert "Optimizer" in talk("MATCH (:Concept {name: 'SGD'})-[:IS_A]->(x)\nRETURN x.name AS name;")


def test_a_shipped_query_runs_by_its_name_with_parameters(talk: Talk) -> None:
    assert "Zero Gradients" in talk('prerequisites name="Transformer"')
    talk(":param name=Transformer")
    assert "Zero Gradients" in talk("prerequisites")
    assert "REQUIRES" in talk("types")


def test_parameters_are_set_shown_used_and_forgotten(talk: Talk) -> None:
    talk(":param wanted=SGD")
    assert talk(":param") == '$wanted = "SGD"\n'
    assert "1 row" in talk("MATCH (c:Concept {name: $wanted}) RETURN c.id AS id;")
    talk(":param wanted")
    assert talk(":param") == ""
    assert "no parameter 'wanted'" in talk(":param wanted")


def test_an_error_points_into_the_statement_and_does_not_end_the_shell(talk: Talk) -> None:
    said = talk("MATCH (n:Concept)\nRETURN m.name AS x;")
    assert "2 | RETURN m.name AS x\n  |        ^\n" in said
    assert "2" in talk("RETURN 1 + 1 AS x;")


def test_a_statement_that_writes_is_refused_until_write_is_on(talk: Talk) -> None:
    statement = "CREATE (:Concept {id: 'new', name: 'New'});"
    count = "MATCH (c:Concept {id: 'new'}) RETURN count(c) AS k;"
    assert ":write on" in talk(statement)
    talk(":write on")
    assert "Written." in talk(statement)
    talk(":write off")
    assert "refused" in talk(statement)
    assert re.search(r"^1\b", talk(count), re.MULTILINE)
    assert talk.asked == []


def test_a_statement_that_deletes_is_asked_about_again(talk: Talk) -> None:
    statement = "MATCH (c:Concept {id: 'sgd'}) DETACH DELETE c;"
    count = "MATCH (c:Concept {id: 'sgd'}) RETURN count(c) AS k;"
    talk(":write on")
    assert "not run" in talk(statement)
    assert re.search(r"^1\b", talk(count), re.MULTILINE)
    talk.answer = True
    assert "Written." in talk(statement)
    assert re.search(r"^0\b", talk(count), re.MULTILINE)
    assert len(talk.asked) == 2


def test_several_statements_in_one_line_are_refused_even_when_writing(talk: Talk) -> None:
    talk(":write on")
    talk.answer = True
    assert "more than one statement" in talk("RETURN 1; MATCH (n) DETACH DELETE n;")
    assert "0 rows" not in talk("MATCH (c:Concept) RETURN c.id AS id LIMIT 1;")


def test_the_limit_is_kept_and_said(talk: Talk) -> None:
    assert talk(":limit 2") == "At most 2 rows.\n"
    assert "Only the first 2 rows" in talk("MATCH (c:Concept) RETURN c.id AS id;")
    assert talk(":limit 0") == "All rows.\n"
    assert "no number" in talk(":limit many")


def test_the_timeout_is_kept(talk: Talk) -> None:
    assert talk(":timeout 1") == "At most 1 s a query.\n"
    endless = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 1000) AS c RETURN sum(a*b*c);"
    assert "longer than 1 s" in talk(endless)
    assert "no number" in talk(":timeout soon")
    assert "no number" in talk(":timeout nan")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("table", "x\n───\n1\n1 row\n"),
        ("vertical", "-- row 1 --\nx | 1\n1 row\n"),
        ("json", json.dumps({"columns": ["x"], "rows": [{"x": 1}], "truncated": False}, indent=2) + "\n"),
        ("jsonl", '{"x": 1}\n'),
        ("csv", "x\n1\n"),
        ("markdown", "| x |\n| --- |\n| 1 |\n"),
    ],
)
def test_answers_come_in_the_form_that_is_set(talk: Talk, form: str, expected: str) -> None:
    assert talk(f":format {form}") == f"Answers come as {form}.\n"
    said = talk("RETURN 1 AS x;")
    assert re.sub("─+", "───", said) == expected


def test_the_plan_of_a_statement_of_the_last_one_and_of_a_query_is_shown(talk: Talk) -> None:
    assert "no statement yet" in talk(":plan")
    assert "operation" in talk(":plan MATCH (c:Concept) RETURN c.id AS id;")
    talk("RETURN 1 AS x;")
    assert "operation" in talk(":plan")
    talk(":param name=Transformer")
    assert "operation" in talk(":plan prerequisites")


def test_the_schema_lists_labels_types_and_properties(talk: Talk) -> None:
    labels, types, keys = talk(":schema").splitlines()
    assert "Concept" in labels
    assert "REQUIRES" in types
    assert "minutes" in keys
    assert "Kg" not in labels


def test_the_queries_are_listed_and_one_is_shown_whole(talk: Talk) -> None:
    assert "prerequisites" in talk(":queries")
    assert "MATCH" in talk(":queries prerequisites")


def test_help_names_every_command(talk: Talk) -> None:
    said = talk(":help")
    assert [name for name in COMMANDS if f":{name}" not in said] == []


def test_a_misspelt_command_is_told_what_was_meant(talk: Talk) -> None:
    assert "':schema'" in talk(":shcema")


def test_quit_ends_the_shell(talk: Talk) -> None:
    assert not talk.interpreter.run(":quit")


def test_a_file_is_run_up_to_the_first_error(talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "my script.cypher"
    file.write_text(
        ":param x=5\n\nRETURN $x +\n  1 AS six;\n// nothing\nRETURN oops;\nRETURN 77 AS x;", encoding="utf-8"
    )
    said = talk(f":source '{file}'")
    assert "six" in said
    assert "^" in said
    assert "77" not in said
    assert "no file" in talk(":source nowhere.cypher")


def test_a_file_that_names_itself_ends(talk: Talk, tmp_path: Path) -> None:
    file = tmp_path / "loop.cypher"
    file.write_text(f":source {file}\n", encoding="utf-8")
    assert "deep" in talk(f":source {file}")


# Pure parts


@pytest.mark.parametrize("text", ["", ":help", "types", "prerequisites name=x", "RETURN 1;", "RETURN 1; // end"])
def test_what_enter_runs(text: str) -> None:
    assert is_complete(text)


@pytest.mark.parametrize("text", ["RETURN 1", "RETURN ';'", "RETURN 1 // ;", "RETURN `;", "RETURN 1 /* ;"])
def test_what_enter_continues(text: str) -> None:
    assert not is_complete(text)


def test_a_script_is_cut_into_its_statements() -> None:
    script = ":param x=1\n\nMATCH (n)\nRETURN n;\ntypes\n// the end\nRETURN ';'"
    assert list(statements(script)) == [":param x=1", "MATCH (n)\nRETURN n;", "types", "// the end\nRETURN ';'"]


def test_words_in_strings_and_names_delete_nothing() -> None:
    assert deletes("match (n) detach delete n")
    assert deletes("MATCH (n) REMOVE n.x")
    assert not deletes("MATCH (n {name: 'DELETE'}) RETURN n.`delete` // REMOVE")


def test_a_table_that_does_not_fit_is_wide() -> None:
    result = Result(("a", "b"), (("x" * 30, "y" * 30),))
    assert is_wide(result, 60)
    assert not is_wide(result, 70)


WORDS = Vocabulary(("Algorithm", "Concept"), ("REQUIRES", "USES"), ("id", "kind", "name"))


@pytest.mark.parametrize(
    ("text", "start", "words"),
    [
        ("MATCH (c:Con", "Con", ["Concept"]),
        ("MATCH (c:", "", ["Algorithm", "Concept"]),
        ("MATCH (c:Concept)-[:", "", ["REQUIRES", "USES"]),
        ("MATCH (c)-[r:USES|re", "re", ["REQUIRES"]),
        ("MATCH (c) RETURN c.k", "k", ["kind"]),
        ("MATCH (c {na", "na", ["name"]),
        ("mat", "mat", ["MATCH"]),
        ("MATCH (c) RET", "RET", ["RETURN"]),
        ("MATCH (c {name: 'Linear A", "Linear A", ["Linear Algebra"]),
        ("RETURN $w", "$w", ["$wanted"]),
        ("RETURN $", "$", ["$wanted"]),
        (":qu", ":qu", [":queries", ":quit"]),
        (":format ver", "ver", ["vertical"]),
        ("without-ev", "ev", []),
        ("study", "study", ["study-time"]),
        ("MATCH (c) RETURN 'closed'", "", []),
    ],
)
def test_what_may_come_next_depends_on_what_stands_before(text: str, start: str, words: list[str]) -> None:
    completions = Completions(
        lambda: WORDS, lambda begin: [one for one in ("Linear Algebra",) if one.startswith(begin)], lambda: ["wanted"]
    )
    assert completions.after(text) == (start, words)


# The command


def test_a_script_comes_through_a_pipe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = str(tmp_path / "g.kgl")
    run(["load", "data/ml.yaml", "--store", store, "--quiet"])
    monkeypatch.setattr(sys, "stdin", io.StringIO(":format csv\nRETURN 1 AS x;\n"))
    assert run(["shell", "--store", store]) == 0
    assert capsys.readouterr().out.endswith("x\n1\n")
    monkeypatch.setattr(sys, "stdin", io.StringIO("CREATE (:X);\nRETURN 99 AS x;\n"))
    assert run(["shell", "--store", store]) == 5
    assert "99" not in capsys.readouterr().out


def test_a_script_in_a_pipe_deletes_nothing(talk: Talk) -> None:
    alone = Interpreter(talk.interpreter.graph, Screen(io.StringIO()))
    with pytest.raises(QueryRefused):
        alone.run_script("MATCH (n) DETACH DELETE n;")
    with pytest.raises(UsageError, match="Nobody"):
        alone.run_script(":write on\nMATCH (n) DETACH DELETE n;")


def test_without_the_extra_the_shell_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prompt_toolkit", None)
    monkeypatch.delitem(sys.modules, "kg.cli.shell_prompt", raising=False)
    with pytest.raises(UsageError, match=r"kg-notes\[shell\]"):
        importlib.import_module("kg.cli.shell_prompt")


# A terminal


class Terminal:
    """A real terminal of tmux with a shell of kg in it."""

    def __init__(self, command: str, environment: dict[str, str], *, width: int = 100) -> None:
        self._socket = f"kg-{uuid.uuid4().hex[:8]}"
        self._tmux("new-session", "-d", "-x", str(width), "-y", "40", command, environment=environment)
        self._tmux("set-option", "-g", "remain-on-exit", "on")

    def _tmux(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-f", "/dev/null", "-L", self._socket, *arguments],
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | (environment or {}),
            timeout=20,
        )
        return done.stdout

    def type(self, text: str, *keys: str) -> None:
        # A semicolon at the end would end the command of tmux.
        self._tmux("send-keys", "-l", re.sub(";$", r"\\;", text))
        for key in keys or ("Enter",):
            self._tmux("send-keys", key)

    def press(self, key: str) -> None:
        self._tmux("send-keys", key)

    def screen(self) -> str:
        return self._tmux("capture-pane", "-p", "-S", "-200")

    def wait_for(self, pattern: str, seconds: float = 30) -> str:
        """Return the screen once it matches."""
        end = time.monotonic() + seconds
        while not re.search(pattern, screen := self.screen(), re.MULTILINE):
            assert time.monotonic() < end, f"{pattern!r} did not come:\n{screen}"
            time.sleep(0.1)
        return screen

    def wait_for_end(self, seconds: float = 15) -> None:
        """Return once the shell has ended."""
        end = time.monotonic() + seconds
        while self._tmux("display-message", "-p", "#{pane_dead}").strip() != "1":
            assert time.monotonic() < end, f"it did not end:\n{self.screen()}"
            time.sleep(0.1)

    def close(self) -> None:
        self._tmux("kill-server")


@pytest.fixture
def terminal(store_address: StoreAddress, tmp_path: Path) -> Iterator[Terminal]:
    if shutil.which("tmux") is None:
        pytest.skip("no terminal: tmux is not installed")
    with Graph(store_address) as graph:
        graph.load(["data/ml.yaml"])
    environment = {"KG_HISTORY": str(tmp_path / "history"), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    if store_address.uri:
        environment |= {"NEO4J_PASSWORD": store_address.password or ""}
    opened = Terminal(f"'{sys.executable}' -m kg shell --store '{store_address}'", environment)
    yield opened
    opened.close()


def test_a_conversation_on_a_terminal(terminal: Terminal, tmp_path: Path) -> None:
    terminal.wait_for(r"^kg>")
    terminal.type("MATCH (c:Concept {name: 'SGD'})")
    terminal.wait_for(r"^\.\.\.")
    terminal.type("RETURN c.kind AS sort;")
    terminal.wait_for(r"^algorithm")
    terminal.type("MATCH (c:Concept) WHERE c.name STARTS WITH 'Transf", "Tab")
    terminal.wait_for("Transformer Block")
    terminal.press("C-c")
    terminal.type("MATCH (c:Concept {name: 'SGD'}) RETURN c;")
    terminal.wait_for(r"^-- row 1 --")
    terminal.type(":quit")
    terminal.wait_for_end()
    assert "RETURN c.kind AS sort;" in (tmp_path / "history").read_text(encoding="utf-8")
    assert (tmp_path / "history").stat().st_mode & 0o077 == 0


def test_ctrl_c_stops_the_query_and_not_the_shell(terminal: Terminal) -> None:
    terminal.wait_for(r"^kg>")
    terminal.type(
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 9999) AS c RETURN sum(a*b*c);"
    )
    time.sleep(2)
    terminal.press("C-c")
    terminal.wait_for(r"^Stopped\.", seconds=10)
    terminal.type("RETURN 40 + 2 AS x;")
    terminal.wait_for(r"^42")


def test_a_long_answer_is_paged(terminal: Terminal) -> None:
    terminal.wait_for(r"^kg>")
    terminal.type("UNWIND range(1, 500) AS x RETURN x;")
    terminal.wait_for(r"^20$")
    assert "500 rows" not in terminal.screen()
    terminal.type("q", "")
    terminal.type("RETURN 40 + 2 AS y;")
    terminal.wait_for(r"^42")


def test_a_deletion_is_asked_about_on_the_terminal(terminal: Terminal) -> None:
    terminal.wait_for(r"^kg>")
    terminal.type(":write on")
    terminal.wait_for(r"^kg!")
    terminal.type("MATCH (c:Concept {name: 'SGD'}) DETACH DELETE c;")
    terminal.wait_for(r"\[y/N\]")
    terminal.type("n")
    terminal.wait_for("It was not run")
    terminal.type("MATCH (c:Concept {name: 'SGD'}) RETURN c.id AS id;")
    terminal.wait_for(r"^sgd")
