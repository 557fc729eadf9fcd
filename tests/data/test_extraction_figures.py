"""The figures of the extraction do not fall below what they are meant to be, or have been."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples"
needs_samples = pytest.mark.skipif(
    not (SAMPLES / "notes").is_dir(), reason="the samples are not beside the checkout, in ../shared/samples"
)


@pytest.fixture(scope="module")
def extraction() -> ModuleType:
    path = ROOT / "benchmarks" / "extraction_figures.py"
    spec = importlib.util.spec_from_file_location("extraction_figures", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["extraction_figures"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_notes_give_the_terms_that_were_curated(extraction: ModuleType) -> None:
    concepts, relations, _ = extraction.notes_figures()
    assert concepts.precision() >= 0.95
    assert concepts.recall() >= 0.97
    assert concepts.right.total() >= 49
    assert relations.precision() >= 0.90
    assert relations.recall() >= 0.71  # recorded; the aim is 0.60


def test_the_notes_name_what_was_curated(extraction: ModuleType) -> None:
    named = extraction.named_figures()
    assert named.precision() >= 0.98  # recorded; the aim is 0.95
    assert named.recall() >= 0.90


@needs_samples
def test_the_glossary_gives_all_terms_and_links_and_invents_none(extraction: ModuleType) -> None:
    figures = extraction.glossary_figures(SAMPLES)
    assert figures.missing == set()
    assert figures.missing_links == set()
    assert figures.invented == set()
    assert set(figures.dangling) == {
        "active-learning",
        "anomaly-detection",
        "c",
        "learning-to-rank",
        "long-short-term-memory",
        "ordinate",
        "transfer-learning",
    }


@needs_samples
def test_the_curriculum_gives_all_modules_and_what_the_pages_state(extraction: ModuleType) -> None:
    figures = extraction.curriculum_figures(SAMPLES)
    assert figures.missing == set()
    assert figures.modules == 45
    assert len(figures.right) == 38
    assert {target for _, target in figures.only_in_tables} == {
        "deploying-a-kg",
        "introduction-to-ke",
        "introduction-to-predicate-logic",
        "owaxcwa",
        "protege-or-owl-or-shacl",
    }
    assert len(figures.only_on_pages) == 5


@needs_samples
@pytest.mark.parametrize(
    ("folder", "right_concepts", "right_relations"),
    [("prakash_aiml_bold", (109, 0.915), (15, 0.88)), ("ashish_ml_markdown", (137, 0.95), (29, 0.93))],
)
def test_what_is_found_in_lectures_is_right(
    extraction: ModuleType, folder: str, right_concepts: tuple[int, float], right_relations: tuple[int, float]
) -> None:
    """The figures that are recorded: how many are right, and the precision, whose aims are 0.90 and 0.85."""
    figures, unlabelled = extraction.label_figures(folder, extraction.labelled_facts(SAMPLES)[folder])
    concepts, relations = figures["concept", 1] + figures["concept", 2], figures["relation", 1] + figures["relation", 2]
    assert concepts.right.total() >= right_concepts[0]
    assert concepts.precision() >= right_concepts[1]
    assert relations.right.total() >= right_relations[0]
    assert relations.precision() >= right_relations[1]
    assert unlabelled <= len(extraction.labels(folder)) / 20, "label what is found now: tests/data/labels"


@needs_samples
def test_labels_hold_no_more_than_a_name(extraction: ModuleType) -> None:
    for folder in ("prakash_aiml_bold", "ashish_ml_markdown"):
        for (_, file, line, fact), (half, verdict) in extraction.labels(folder).items():
            assert (SAMPLES / "notes" / file).is_file()
            assert line >= 1
            assert len(fact) <= 120
            assert half in (1, 2)
            assert verdict in ("right", "wrong")
