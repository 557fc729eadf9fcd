"""What the extraction finds in notes in other languages than English, against what a reader of them finds."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import yaml

from kg.config import default_ontology
from kg.loader.merge import merge
from kg.sources.markdown.extract import extract

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "data" / "languages"
#: The second notes of a language were written after the rules.
LANGUAGES = {
    "pt": "Portuguese",
    "pt-2": "Portuguese, second notes",
    "it": "Italian",
    "it-2": "Italian, second notes",
    "zh": "Chinese",
    "zh-2": "Chinese, second notes",
    "es": "Spanish, which has no rules of its own",
}
Fact = tuple[str, ...]


class Facts(NamedTuple):
    """Facts of one kind: those found and those that are true."""

    found: set[Fact]
    true: set[Fact]

    def precision(self) -> float | None:
        """Return the share of true ones among those found, None where none is found."""
        return len(self.found & self.true) / len(self.found) if self.found else None

    def recall(self) -> float | None:
        """Return the share of found ones among those that are true, None where none is."""
        return len(self.found & self.true) / len(self.true) if self.true else None

    def __str__(self) -> str:
        return f"wrong: {sorted(self.found - self.true)}; missed: {sorted(self.true - self.found)}"


def language_facts(language: str) -> tuple[Facts, Facts, Facts]:
    """Return the concepts, their other names and the relations of the notes in a language, found and true."""
    pages = [
        extract(path.read_bytes(), path.relative_to(FOLDER).as_posix(), default_ontology())
        for path in sorted((FOLDER / language).rglob("*.md"))
    ]
    graph = merge(
        [one for page in pages for one in page.concepts],
        [one for page in pages for one in page.relations],
        default_ontology(),
    )
    truth = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    names = {str(identity): one.name for identity, one in graph.concepts.items()}
    return (
        Facts({(name,) for name in names.values()}, {(name,) for name in truth["concepts"]}),
        Facts(
            {(one.name, alias) for one in graph.concepts.values() for alias in one.aliases},
            {(name, alias) for name, several in truth["concepts"].items() for alias in several},
        ),
        Facts(
            {(names[source], type_, names[target]) for source, type_, target in graph.relations},
            {tuple(one) for one in truth["relations"]},
        ),
    )
