"""Plans, the frontier, marks and reasons, from the files to the command line."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from kg.app import Graph
from kg.cli import run
from kg.plans import study_plan

if TYPE_CHECKING:
    from kg.config import StoreAddress

NOTES = """
concepts:
  - {name: Goal, minutes: 30}
  - {name: Base, minutes: 30}
  - {name: Long Way, minutes: 90}
  - {name: Short Way, minutes: 20}
  - {name: Twin}
  - {name: Other Twin}
  - {name: Extra, kind: data}
relations:
  - {source: Goal, type: REQUIRES, target: Base, reason: "It rests on it."}
  - {source: Goal, type: REQUIRES, target: Long Way, any_of: way}
  - {source: Goal, type: REQUIRES, target: Short Way, any_of: way}
  - {source: Goal, type: REQUIRES, target: Twin}
  - {source: Twin, type: REQUIRES, target: Other Twin, strength: soft}
  - {source: Other Twin, type: REQUIRES, target: Twin, strength: soft}
  - {source: Base, type: REQUIRES, target: Extra, strength: soft}
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "n.yaml"
    path.write_text(NOTES, encoding="utf-8")
    (tmp_path / "kg.toml").touch()
    return str(path)


def test_a_plan_is_the_same_on_both_stores(store_address: StoreAddress, file: str, tmp_path: Path) -> None:
    with Graph(store_address, root=tmp_path) as graph, Graph.open(tmp_path / "other.kgl", root=tmp_path) as other:
        graph.load([file])
        other.load([file])
        for hours in (None, 1):
            plan = graph.plan("Goal", known=["Base"], hours=hours)
            assert plan.to_dict() == other.plan("Goal", known=["Base"], hours=hours).to_dict()
        assert graph.next_steps() == other.next_steps()
        assert graph.paths("Goal", "Extra") == other.paths("Goal", "Extra")


@pytest.fixture
def kg(tmp_path: Path, file: str, capsys: pytest.CaptureFixture[str]) -> Any:
    store = str(tmp_path / "g.kgl")

    def call(*arguments: str, code: int = 0) -> str:
        capsys.readouterr()
        assert run([*arguments, "--store", store]) == code
        return capsys.readouterr().out

    call("load", file)
    return call


def test_the_json_of_plan_is_frozen(kg: Any) -> None:
    plan = json.loads(kg("plan", "Goal", "--json"))
    assert list(plan) == ["goals", "known", "minutes", "minutes_estimated", "exact", "steps", "later"]
    assert list(plan["steps"][0]) == [
        *("id", "name", "kind", "level", "minutes", "minutes_estimated", "strength", "because"),
        *("with", "instead", "optional"),
    ]
    steps = {step["id"]: step for step in plan["steps"]}
    assert plan["steps"][-1]["id"] == "goal"
    assert "long-way" not in steps
    assert steps["short-way"]["instead"] == ["long-way"]
    assert steps["twin"]["with"] == ["other-twin"]
    assert steps["extra"]["optional"]
    assert (plan["minutes"], plan["minutes_estimated"], plan["exact"]) == (100, True, True)
    assert steps["base"]["because"][0]["reason"] == "It rests on it."


GOLDEN = Path(__file__).parent / "golden"

ALTERNATIVES = """
concepts:
  - {name: Deep Learning, minutes: 60}
  - {name: Linear Algebra, minutes: 300}
  - {name: Maths Refresher, minutes: 90}
  - {name: School Maths}
  - {name: Python, minutes: 240}
  - {name: PyTorch, minutes: 60}
  - {name: JAX, minutes: 40}
  - {name: Functional Programming, minutes: 120}
  - {name: Loss, minutes: 15}
  - {name: Gradient, minutes: 25}
  - {name: History, minutes: 30}
relations:
  - {source: Deep Learning, type: REQUIRES, target: Linear Algebra, any_of: maths, reason: "For layers."}
  - {source: Deep Learning, type: REQUIRES, target: Maths Refresher, any_of: maths, reason: "Enough at first."}
  - {source: Maths Refresher, type: REQUIRES, target: School Maths}
  - {source: Deep Learning, type: REQUIRES, target: PyTorch, any_of: framework, strength: soft}
  - {source: Deep Learning, type: REQUIRES, target: JAX, any_of: framework, strength: soft}
  - {source: JAX, type: REQUIRES, target: Functional Programming}
  - {source: PyTorch, type: REQUIRES, target: Python}
  - {source: JAX, type: REQUIRES, target: Python}
  - {source: Python, type: PRECEDES, target: Deep Learning}
  - {source: Deep Learning, type: REQUIRES, target: Loss, reason: "It is what training makes small."}
  - {source: Deep Learning, type: REQUIRES, target: Gradient}
  - {source: Loss, type: REQUIRES, target: Gradient, strength: soft, reason: "Best met together."}
  - {source: Gradient, type: REQUIRES, target: Loss, strength: soft, reason: "Best met together."}
  - {source: Deep Learning, type: REQUIRES, target: History, strength: soft}
"""


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("plan-transformer.txt", ["Transformer"]),
        ("plan-alternatives.txt", ["Deep Learning"]),
        ("plan-alternatives-cut.txt", ["Deep Learning", "--known", "School Maths", "--hours", "3"]),
        ("plan-alternatives.json", ["Deep Learning", "--known", "School Maths", "--hours", "8", "--json"]),
        ("plan-alternatives.md", ["Deep Learning", "--format", "markdown"]),
        ("plan-alternatives.mmd", ["Deep Learning", "--format", "mermaid"]),
    ],
)
def test_plans_read_as_they_did(
    kg: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, arguments: list[str]
) -> None:
    """The files in golden/ were read by people; KG_WRITE_GOLDEN=1 writes them anew, to be read again."""
    if name == "plan-transformer.txt":
        kg("load", "data/ml.yaml")
    else:
        monkeypatch.chdir(tmp_path)
        Path("alternatives.yaml").write_text(ALTERNATIVES, encoding="utf-8")
        kg("load", "alternatives.yaml")
    text = kg("plan", *arguments)
    if os.environ.get("KG_WRITE_GOLDEN"):
        (GOLDEN / name).write_text(text, encoding="utf-8")
    assert text == (GOLDEN / name).read_text(encoding="utf-8")


def test_what_is_known_is_left_out_with_what_only_it_needs(kg: Any) -> None:
    plan = json.loads(kg("plan", "Goal", "--known", "Base,Long Way", "--json"))
    assert plan["known"] == ["base", "long-way"]
    assert {step["id"] for step in plan["steps"]} == {"twin", "other-twin", "goal"}


def test_a_plan_reads_the_closure_once_and_no_more(file: str, tmp_path: Path) -> None:
    beside = """
concepts: [{name: Advanced}, {name: Aside}]
relations:
  - {source: Advanced, type: REQUIRES, target: Goal}
  - {source: Advanced, type: REQUIRES, target: Base}
  - {source: Base, type: RELATED_TO, target: Aside}
"""
    (tmp_path / "beside.yaml").write_text(beside, encoding="utf-8")
    with Graph.open(tmp_path / "g.kgl", root=tmp_path) as graph:
        graph.load([file, tmp_path / "beside.yaml"])
        read: list[tuple[Any, ...]] = []

        class Reading:
            """Notes the rows that are read."""

            def read(self, *given: Any, **options: Any) -> Any:
                found = graph.store.read(*given, **options)
                read.extend(found.rows)
                return found

        plan = study_plan(cast("Any", Reading()), ["goal"], graph.ontology)
        concepts, prerequisites = 7, 7
        assert len(read) == len(set(read)) == concepts + prerequisites
        del read[:]
        because = plan.because(plan.steps[:1])
        assert [one.target for one in because["extra"]] == ["extra"]
        assert len(read) == 1


def test_hours_cut_the_plan_and_say_what_remains(kg: Any) -> None:
    plan = json.loads(kg("plan", "Goal", "--hours", "0.9", "--json"))
    assert plan["minutes"] <= 54
    assert plan["later"][-1]["id"] == "goal"
    assert "\nLater  " in kg("plan", "Goal", "--hours", "0.9")


def test_marks_count_in_plans_until_they_are_removed(kg: Any, tmp_path: Path) -> None:
    assert kg("known", "add", "base") == "base\n"
    content = json.loads((tmp_path / "g.known.json").read_text(encoding="utf-8"))
    assert content == {"format": "kg-known", "known": ["base"]}
    assert json.loads(kg("plan", "Goal", "--json"))["known"] == ["base"]
    kg("known", "remove", "Base")
    assert json.loads(kg("known", "--json")) == {"known": []}
    (tmp_path / "g.known.json").write_text("[]", encoding="utf-8")
    kg("known", code=2)


def test_next_why_and_all_paths(kg: Any) -> None:
    steps = json.loads(kg("next", "--goal", "Goal", "--json"))["steps"]
    assert [step["id"] for step in steps] == ["short-way", "twin", "base"]
    assert kg("why", "Base", "Goal").startswith("Goal requires Base: It rests on it.")
    assert kg("path", "Goal", "Other Twin", "--all").count("requires") >= 2
    assert "- [ ] **Base**" in kg("plan", "Goal", "--format", "markdown")
    assert kg("plan", "Goal", "--format", "mermaid").startswith("flowchart LR\n")


def test_the_plan_of_the_notes_explains_each_step(kg: Any) -> None:
    kg("load", "data/ml.yaml")
    plan = json.loads(kg("plan", "Transformer", "--json"))
    order = [step["id"] for step in plan["steps"]]
    assert order[-1] == "transformer"
    assert all(step["because"] for step in plan["steps"][:-1])
    text = kg("plan", "Transformer")
    assert "data/notes/ml-notes.md:" in text
    assert "Goal, level" in text
