"""What notes in Portuguese, Italian, Chinese and Spanish say, against what a reader of them says they do."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from kg.config import default_ontology
from kg.loader.merge import merge
from kg.sources.markdown.extract import extract

LANGUAGES = Path(__file__).parent / "languages"
Fact = tuple[str, ...]


class Found(NamedTuple):
    """Facts: those found and those that are true."""

    found: set[Fact]
    true: set[Fact]

    def precision(self) -> float:
        return len(self.found & self.true) / len(self.found)

    def recall(self) -> float:
        return len(self.found & self.true) / len(self.true)

    def __str__(self) -> str:
        return f"wrong: {sorted(self.found - self.true)}; missed: {sorted(self.true - self.found)}"


def read(language: str) -> tuple[Found, Found, Found]:
    """Return the concepts, their other names and the relations of the notes in a language."""
    folder = LANGUAGES / language
    pages = [
        extract(path.read_bytes(), path.relative_to(LANGUAGES).as_posix(), default_ontology())
        for path in sorted(folder.rglob("*.md"))
    ]
    graph = merge(
        [one for page in pages for one in page.concepts],
        [one for page in pages for one in page.relations],
        default_ontology(),
    )
    truth = yaml.safe_load((LANGUAGES / f"{language}.yaml").read_text(encoding="utf-8"))
    names = {str(identity): one.name for identity, one in graph.concepts.items()}
    return (
        Found({(name,) for name in names.values()}, {(name,) for name in truth["concepts"]}),
        Found(
            {(one.name, alias) for one in graph.concepts.values() for alias in one.aliases},
            {(name, alias) for name, several in truth["concepts"].items() for alias in several},
        ),
        Found(
            {(names[source], type_, names[target]) for source, type_, target in graph.relations},
            {tuple(one) for one in truth["relations"]},
        ),
    )


#: The least that was recorded: precision and recall of the concepts, recall of their other names, precision and
#: recall of the relations.
FIGURES = {
    "pt": (0.95, 0.97, 0.57, 1.00, 0.95),
    "it": (0.95, 0.97, 0.60, 1.00, 0.95),
    "zh": (0.96, 0.96, 1.00, 0.98, 0.91),
    "es": (0.90, 1.00, 1.00, 0.87, 0.87),
}


@pytest.mark.parametrize("language", FIGURES)
def test_the_facts_of_a_language_are_found(language: str) -> None:
    concepts, aliases, relations = read(language)
    least = FIGURES[language]
    assert concepts.precision() >= least[0], concepts
    assert concepts.recall() >= least[1], concepts
    assert aliases.recall() >= least[2], aliases
    assert aliases.precision() == 1.0, aliases
    assert relations.precision() >= least[3], relations
    assert relations.recall() >= least[4], relations


@pytest.mark.parametrize("language", FIGURES)
def test_the_true_facts_are_about_the_concepts(language: str) -> None:
    concepts, _, relations = read(language)
    assert {end for source, _, target in relations.true for end in (source, target)} <= {
        one for (one,) in concepts.true
    }
