"""Lines that compare: "More layers → deeper understanding"."""

from __future__ import annotations

import pytest

from kg.config import default_ontology
from kg.sources.markdown.extract import extract


def said(line: str) -> list[tuple[str, str, str]]:
    found = extract(f"# Notes\n\n- {line}\n".encode(), "notes.md", default_ontology())
    return [(one.source, one.type, one.target) for one in found.relations]


@pytest.mark.parametrize(
    ("line", "relation"),
    [
        ("More layers → deeper understanding", ("More layers", "AFFECTS", "deeper understanding")),
        ("More heads = more memory", ("More heads", "AFFECTS", "more memory")),
        ("Higher temperature leads to faster reactions.", ("Higher temperature", "AFFECTS", "faster reactions")),
        ("Less sleep means worse concentration", ("Less sleep", "AFFECTS", "worse concentration")),
    ],
)
def test_a_comparison_says_what_affects_what(line: str, relation: tuple[str, str, str]) -> None:
    assert said(line) == [relation]


@pytest.mark.parametrize(
    "line",
    [
        "More layers are better",
        "x = more memory",
        "More on this → see below",
        "Layers → understanding",
        "More layers → deeper understanding, but only in models that are trained for long enough",
    ],
)
def test_other_lines_compare_nothing(line: str) -> None:
    assert [one for one in said(line) if one[1] == "AFFECTS"] == []
