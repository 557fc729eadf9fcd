"""What notes in Portuguese, Italian, Chinese and Spanish say, against what a reader of them says they do."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

#: The least that was recorded: precision and recall of the concepts, recall of their other names, precision and
#: recall of the relations.
FIGURES = {
    "pt": (1.00, 0.97, 1.00, 1.00, 0.95),
    "pt-2": (1.00, 1.00, None, 1.00, 1.00),
    "it": (1.00, 0.97, 1.00, 1.00, 0.95),
    "it-2": (1.00, 1.00, None, 1.00, 0.88),
    "zh": (1.00, 0.98, 1.00, 0.98, 0.94),
    "zh-2": (1.00, 1.00, 0.80, 0.96, 0.89),
    "es": (1.00, 1.00, 1.00, 1.00, 0.87),
}


@pytest.fixture(scope="module")
def measuring() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "benchmarks" / "language_figures.py"
    spec = importlib.util.spec_from_file_location("language_figures", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["language_figures"] = module
    spec.loader.exec_module(module)
    return module


def test_every_language_is_recorded(measuring: ModuleType) -> None:
    assert set(FIGURES) == set(measuring.LANGUAGES) == {path.stem for path in measuring.FOLDER.glob("*.yaml")}


@pytest.mark.parametrize("language", FIGURES)
def test_the_facts_of_a_language_are_found(measuring: ModuleType, language: str) -> None:
    concepts, aliases, relations = measuring.language_facts(language)
    least = FIGURES[language]
    assert concepts.precision() >= least[0], concepts
    assert concepts.recall() >= least[1], concepts
    assert aliases.found <= aliases.true, aliases
    assert (aliases.recall() or 0) >= (least[2] or 0), aliases
    assert relations.precision() >= least[3], relations
    assert relations.recall() >= least[4], relations


@pytest.mark.parametrize("language", FIGURES)
def test_the_true_relations_are_between_the_concepts(measuring: ModuleType, language: str) -> None:
    concepts, _, relations = measuring.language_facts(language)
    ends = {end for source, _, target in relations.true for end in (source, target)}
    assert ends <= {name for (name,) in concepts.true}
