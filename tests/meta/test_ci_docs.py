"""What docs/ci.md tells people to put into their repositories does what it says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from sarif_kit.validate import validation_errors

ROOT = Path(__file__).parents[2]
BLOCKS = [
    yaml.safe_load(one)
    for one in re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "ci.md").read_text("utf-8"), re.DOTALL)
]
GOOD = """\
concepts:
- {name: Loss, definition: How wrong it is.}
- {name: Model, definition: What learns.}
relations:
- {source: Loss, type: REQUIRES, target: Model, reason: It is that of a model.}
"""
WRONG = "- {source: Model, type: REQUIRES, target: Loss, reason: No.}\n"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="no git")


class Repository:
    """A repository of notes in a folder of its own, with kg on the PATH."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes = path / "notes"
        self.notes.mkdir(parents=True)
        bin_ = str(Path(sys.executable).parent)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PATH": bin_ + os.pathsep + os.environ["PATH"],
            "HOME": str(path.parent),
            "PRE_COMMIT_HOME": str(path.parent / "pre-commit"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "NO_COLOR": "1",
        }
        self("git init -q -b main . && git config user.email a@example.org && git config user.name a")

    def __call__(self, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        shell = ["bash", "-eo", "pipefail", "-c", command]  # as GitHub runs a step
        env = {**self.environment, **environment}
        return subprocess.run(shell, cwd=self.path, env=env, capture_output=True, text=True, check=False)

    def write(self, text: str, name: str = "a.yaml") -> None:
        (self.notes / name).write_text(text, encoding="utf-8")

    def commit(self) -> subprocess.CompletedProcess[str]:
        return self("git add -A && git commit -m 'Change the notes'")


@pytest.fixture(name="repository")
def _repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "work")
    repository.write(GOOD)
    return repository


def test_pre_commit_stops_an_error_and_shows_what_a_commit_changes(repository: Repository) -> None:
    (config,) = [one for one in BLOCKS if "repos" in one]
    (repository.path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    repository.write("concepts: [{name: Chart, definition: What is drawn.}]\n", "b.yaml")
    (repository.path / ".gitignore").write_text("kg.kgl*\n", encoding="utf-8")
    assert repository("pre-commit install").returncode == 0
    first = repository.commit()
    assert first.returncode == 0, first.stderr
    assert "+ Loss requires Model  notes/a.yaml:5" in first.stderr
    assert repository("kg load notes/").returncode == 0
    repository.write(GOOD + WRONG)
    second = repository.commit()
    assert second.returncode == 1
    assert "notes/a.yaml:5: error KG201: " in second.stderr
    assert "kg diff" not in second.stderr
    repository.write(GOOD.replace("What learns", "What is taught"))
    third = repository.commit()
    assert third.returncode == 0, third.stderr
    assert "  ~ Model  notes/a.yaml:3\n      definition: What learns. → What is taught.\n" in third.stderr
    repository("git rm -q notes/a.yaml")
    assert "  - Model  notes/a.yaml:3\n" in repository.commit().stderr
    assert repository("git rev-list --count HEAD").stdout == "3\n"


def steps(workflow: dict[str, Any]) -> dict[str, str]:
    """Return the shell steps of the job by their names, but the one that installs kg."""
    (job,) = workflow["jobs"].values()
    return {one["name"]: one["run"] for one in job["steps"] if "name" in one and "run" in one}


def test_the_action_makes_findings_for_the_lines_and_a_summary_of_the_changes(repository: Repository) -> None:
    (workflow,) = [one for one in BLOCKS if "jobs" in one]
    check, compare = steps(workflow).values()
    origin = repository.path.parent / "origin.git"
    repository.commit()
    repository(f"git clone -q --bare . {origin} && git remote add origin {origin}")
    repository("git checkout -q -b change && git fetch -q origin")
    repository.write(GOOD.replace("What learns", "What is taught"))
    repository.write("concepts: [{name: Lonely}]", "b.yaml")
    repository.commit()
    summary = repository.path.parent / "summary.md"
    action = {
        "GITHUB_BASE_REF": "main",
        "GITHUB_STEP_SUMMARY": str(summary),
        "RUNNER_TEMP": str(repository.path.parent),
    }
    done = repository(check, **action)
    assert done.returncode == 0, done.stderr
    log = json.loads((repository.path / "kg.sarif").read_text(encoding="utf-8"))
    assert validation_errors(log) == []
    places = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in log["runs"][0]["results"]}
    assert "notes/b.yaml" in places
    done = repository(compare, **action)
    assert done.returncode == 0, done.stderr
    text = summary.read_text(encoding="utf-8")
    assert "- **added** Lonely (`notes/b.yaml:1`)\n" in text
    assert "- **changed** Model (`notes/a.yaml:3`)\n  - definition: What learns. → What is taught.\n" in text


def test_the_action_fails_on_an_error_and_uploads_its_findings_all_the_same(repository: Repository) -> None:
    (workflow,) = [one for one in BLOCKS if "jobs" in one]
    repository.write(GOOD + WRONG)
    assert repository(steps(workflow)["Check"]).returncode == 1
    (result,) = [
        one
        for one in json.loads((repository.path / "kg.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
        if one["level"] == "error"
    ]
    assert result["ruleId"] == "KG201"
    (job,) = workflow["jobs"].values()
    (upload,) = [one for one in job["steps"] if "upload-sarif" in one.get("uses", "")]
    assert upload["if"] == "always()"
    assert upload["with"]["sarif_file"] == "kg.sarif"
