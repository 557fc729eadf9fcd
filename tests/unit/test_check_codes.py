"""Each code of a check alone: notes that give no other finding, and notes almost the same that give none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import Graph

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "So it is said.\n"
SAID = "evidence: ['page.txt:1: So it is said']"
A = f"concepts:\n- {{name: Loss, definition: How wrong it is., {SAID}}}\n"
B = f"- {{name: Model, definition: What learns., {SAID}}}\n"
C = f"- {{name: Chart, definition: What is drawn., {SAID}}}\n"
LINKS = "relations:\n"
GOOD = A + B + LINKS + "- {source: Loss, type: USES, target: Model, reason: It does.}\n"
RING = A + B + C + LINKS


def link(source: str, type_: str, target: str, more: str = "reason: It does.") -> str:
    return f"- {{source: {source}, type: {type_}, target: {target}, {more}}}\n"


def other(name: str, definition: str = "Something else.", more: str = SAID) -> str:
    """Return a third concept with a relation, beside those of GOOD."""
    linked = link(f"'{name}'", "RELATED_TO", "Model")
    return GOOD.replace(LINKS, f"- {{name: '{name}', definition: '{definition}', {more}}}\n{LINKS}") + linked


#: What a finding never comes without: nothing says why of a prerequisite that a reason would keep from being told.
BESIDE = {"KG208": {"KG207"}}
#: Notes that give findings of the code only, and the same without what is wrong in them.
CASES = {
    "KG004": (GOOD.replace("{name: Loss", "{name: Loss, colour: red"), GOOD),
    "KG101": (GOOD + link("Loss", "USES", "Modell"), GOOD + link("Loss", "AFFECTS", "model")),
    "KG104": (
        other("Loss", "A number to make small."),
        other("Loss", "How wrong it is."),
    ),
    "KG105": (
        GOOD.replace("{name: Loss", "{name: Loss, kind: metrik"),
        GOOD.replace("{name: Loss", "{name: Loss, kind: metric"),
    ),
    "KG106": (GOOD + link("Loss", "LIKES", "Model"), GOOD + link("Loss", "is a", "Model")),
    "KG107": (
        RING
        + link("Loss", "REQUIRES", "Model")
        + link("Model", "REQUIRES", "Chart")
        + link("Chart", "REQUIRES", "Loss"),
        RING
        + link("Loss", "REQUIRES", "Model")
        + link("Model", "REQUIRES", "Chart")
        + link("Chart", "REQUIRES", "Loss", "strength: soft, reason: It may."),
    ),
    "KG108": (
        A + B + LINKS + link("Loss", "IS_A", "Model") + link("Loss", "PART_OF", "Model"),
        A + B + LINKS + link("Loss", "IS_A", "Model") + link("Model", "PART_OF", "Loss"),
    ),
    "KG109": (GOOD + link("Loss", "USES", "loss"), GOOD + link("Loss", "AFFECTS", "Model")),
    "KG110": (
        other("Costs", "How wrong it is.").replace("{name: Loss,", "{name: Loss, aliases: [Costs],"),
        GOOD.replace("{name: Loss,", "{name: Loss, aliases: [Costs],"),
    ),
    "KG201": (
        A + B + LINKS + link("Loss", "PART_OF", "Model") + link("Model", "PART_OF", "Loss"),
        A + B + LINKS + link("Loss", "CONTRASTS_WITH", "Model") + link("Model", "CONTRASTS_WITH", "Loss"),
    ),
    "KG202": (
        other("Costs", more=f"aliases: [err], {SAID}").replace("{name: Loss", "{name: Loss, aliases: [ERR]"),
        other("Costs", more=f"aliases: [err], {SAID}").replace("{name: Loss", "{name: Loss, aliases: [Waste]"),
    ),
    "KG203": (other("Lo\u0455s"), other("Lots")),
    "KG204": (
        other("Modle").replace("RELATED_TO, target: Model", "RELATED_TO, target: Loss"),
        other("Modle"),  # they are related, so their author knows of both
    ),
    "KG205": (GOOD.replace(LINKS, C + LINKS), other("Chart")),
    "KG206": (GOOD.replace("definition: What learns., ", ""), GOOD),
    "KG207": (GOOD.replace(", reason: It does.", ""), GOOD.replace("reason: It does.", SAID)),
    "KG208": (
        RING
        + link("Loss", "REQUIRES", "Model")
        + link("Model", "REQUIRES", "Chart")
        + link("Loss", "REQUIRES", "Chart", "strength: hard"),
        RING
        + link("Loss", "REQUIRES", "Model")
        + link("Model", "REQUIRES", "Chart")
        + link("Loss", "REQUIRES", "Chart"),
    ),
    "KG209": (other("Floor", "The lowest loss."), GOOD.replace("How wrong it is.", "How wrong the models are.")),
    "KG210": (GOOD.replace("page.txt:1", "page.txt:2", 1), GOOD.replace("So it is said", "it is said.", 1)),
    "KG211": (GOOD.replace("page.txt:1", "gone.txt:1", 1), GOOD),
}


def found(folder: Path, text: str) -> list[str]:
    (folder / "kg.toml").touch()
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    (folder / "n.yaml").write_text(text, encoding="utf-8")
    with Graph.open(folder / "g.kgl", root=folder) as graph:
        return [f"{one.code}: {one.message}" for one in graph.check([folder / "n.yaml"])]


@pytest.mark.parametrize("code", CASES)
def test_a_code_comes_alone_and_not_without_its_reason(tmp_path: Path, code: str) -> None:
    wrong, right = CASES[code]
    some = {one[:5] for one in found(tmp_path, wrong)}
    assert some == {code} | BESIDE.get(code, set())
    assert found(tmp_path, right) == []
