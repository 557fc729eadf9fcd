"""Candidates as YAML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import candidates_yaml
from kg.model import Concept, Evidence, Relation
from kg.sources import yaml_file
from kg.sources.base import SourceFile

PROOF = Evidence(file="notes/ml.md", line=3, quote="Algorithm that: updates # parameters")


def concept(name: str, **values: object) -> Concept:
    given = {"evidence": (PROOF,), "sources": ("notes/ml.md",), "confidence": "stated", "pattern": "bold", **values}
    return Concept.model_validate({"id": name.lower(), "name": name, **given})


def relation(source: str, type_: str, target: str, **values: object) -> Relation:
    given = {"evidence": (PROOF,), "sources": ("notes/ml.md",), "confidence": "pattern", "pattern": "uses", **values}
    return Relation.model_validate({"source": source, "type": type_, "target": target, **given})


def test_facts_stand_by_concept_with_the_words_of_the_notes_beside() -> None:
    text = candidates_yaml([concept("SGD", kind="algorithm")], [relation("sgd", "USES", "gradient")], ["notes/ml.md"])
    quoted = '"notes/ml.md:3: Algorithm that: updates # parameters"'
    beside = "  # notes/ml.md:3 (uses): Algorithm that: updates # parameters"
    assert text.splitlines()[1:] == [
        "---",
        "concepts:",
        "  - name: SGD  # notes/ml.md:3: Algorithm that: updates # parameters",
        "    kind: algorithm",
        f"    evidence: [{quoted}]",
        "relations:",
        f"  - {{source: sgd, type: USES, target: gradient, evidence: [{quoted}]}}{beside}",
    ]


@pytest.mark.parametrize(
    "left_out",
    [
        relation("sgd", "USES", "gradient", confidence=None),
        relation("sgd", "REQUIRES", "gradient", derived=True),
        relation("sgd", "USES", "gradient", sources=("other.md",)),
    ],
)
def test_curated_derived_and_other_facts_are_left_out(left_out: Relation) -> None:
    text = candidates_yaml([concept("SGD", confidence=None)], [left_out], ["notes/ml.md"])
    assert "---" not in text


def statements(text: str) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    found = yaml_file.read(SourceFile(Path("c.yaml"), "c.yaml", named=True), text.encode())
    assert found.findings == ()
    hidden = {"file", "line"}
    return (
        [one.model_dump(exclude_defaults=True, exclude=hidden) for one in found.concepts],
        [one.model_dump(exclude_defaults=True, exclude=hidden) for one in found.relations],
    )


WORDS = st.text(st.characters(blacklist_categories=("C", "Z")) | st.just(" "), min_size=1).map(str.strip).filter(bool)


@settings(max_examples=200, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=3), WORDS, WORDS)
def test_what_is_written_is_read_back(name: str, aliases: list[str], definition: str, reason: str) -> None:
    import unicodedata

    import ftfy

    # What was decoded wrongly or is not composed is mended by every reader.
    for text in (name, definition, reason, *aliases):
        if ftfy.fix_encoding(text) != text or unicodedata.normalize("NFC", text) != text:
            return
    one = concept(name, id="own-id", aliases=tuple(aliases), definition=definition, minutes=5, tags=("a b",))
    other = relation("own-id", "USES", "x", reason=reason, strength="soft", any_of=reason)
    (found,), (linked,) = statements(candidates_yaml([one], [other], ["notes/ml.md"]))
    assert found["id"] == "own-id"
    assert found["name"] == " ".join(name.split())
    assert found["definition"] == definition
    assert found.get("aliases", ()) == tuple(" ".join(alias.split()) for alias in aliases)
    assert found["evidence"] == ({"file": PROOF.file, "line": 3, "quote": PROOF.quote},)
    assert (linked["reason"], linked["strength"]) == (reason, "soft")
