"""Properties of the readers: nothing makes an exception, and what is written is read back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import ConceptStatement, Evidence, RelationStatement, slug
from kg.sources import READERS
from kg.sources.base import FileStatements, SourceFile

SAME = Path(__file__).parents[1] / "data" / "same"
VALID = {path.name: path.read_bytes() for path in sorted(SAME.iterdir())}
PIECES = [
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b'"',
    b"'",
    b"\n",
    b"\t",
    b": ",
    b"- ",
    b"{",
    b"]",
    b"&a ",
    b"*a",
    b"!x ",
    b"<<: ",
]
PIECES += [
    b"\\u0000",
    b"\\ud800",
    b"|",
    b"---\n",
    b"%YAML 9\n",
    b"? ",
    b"NaN",
    b"1e999",
    b"\xe2\x80\xae",
    "Ã©".encode(),
]


def said(content: bytes, suffix: str, *, named: bool = True) -> FileStatements:
    return READERS[suffix](SourceFile(Path(f"f{suffix}"), f"f{suffix}", named), content)


def check_shape(statements: FileStatements, content: bytes) -> None:
    lines = len(re.findall(rb"\r\n?|\n", content)) + 1
    for finding in statements.findings:
        assert re.fullmatch(r"KG00[1-8]", finding.code)
        assert finding.line is None or 1 <= finding.line <= lines
        assert finding.message.isprintable()
        assert finding.message.endswith(".")
    for statement in (*statements.concepts, *statements.relations):
        assert 1 <= statement.line <= lines
        assert statement.evidence
        statement.model_dump_json()  # fails on what is not Unicode


@given(content=st.binary(max_size=400), suffix=st.sampled_from(sorted(READERS)), named=st.booleans())
def test_no_bytes_make_an_exception(content: bytes, suffix: str, *, named: bool) -> None:
    check_shape(said(content, suffix, named=named), content)


@given(content=st.text(max_size=200), suffix=st.sampled_from(sorted(READERS)), named=st.booleans())
def test_no_text_makes_an_exception(content: str, suffix: str, *, named: bool) -> None:
    check_shape(said(content.encode("utf-8", "replace"), suffix, named=named), content.encode("utf-8", "replace"))


@settings(max_examples=400, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(VALID)))
def test_no_mutation_of_a_good_file_makes_an_exception(data: st.DataObject, name: str) -> None:
    content = VALID[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(start + 12, len(content))))
        content = content[:start] + data.draw(st.sampled_from(PIECES) | st.binary(max_size=3)) + content[end:]
    suffix = Path(name).suffix
    check_shape(said(content, suffix), content)


# What hygiene leaves as it is: the tests of text.py show what it changes.
plain = st.text(
    st.characters(codec="ascii", min_codepoint=32, max_codepoint=126) | st.sampled_from("äßé梯度Ωж"), max_size=20
)
word = plain.map(lambda text: " ".join(text.split())).filter(bool)
name = word.filter(slug)
block = st.lists(word, min_size=1, max_size=3).map("\n".join)
quote = (plain | block).filter(lambda text: not text.isspace())
evidence = st.builds(Evidence, file=word, line=st.integers(1, 10**6), quote=quote)


def concepts() -> st.SearchStrategy[ConceptStatement]:
    return st.builds(
        ConceptStatement,
        file=st.just("f"),
        line=st.just(1),
        evidence=st.lists(evidence, min_size=1, max_size=2).map(tuple),
        name=name,
        id=st.none() | word,
        aliases=st.lists(word, max_size=2).map(tuple),
        kind=st.none() | word,
        definition=st.none() | block,
        minutes=st.none() | st.integers(0, 1_000_000),
        url=st.none() | word,
        tags=st.lists(word, max_size=2).map(tuple),
    ).filter(lambda one: one.id != slug(one.name))


def relations() -> st.SearchStrategy[RelationStatement]:
    return st.builds(
        RelationStatement,
        file=st.just("f"),
        line=st.just(1),
        evidence=st.lists(evidence, min_size=1, max_size=2).map(tuple),
        source=word,
        type=st.from_regex(r"[A-Z][A-Z0-9_]{0,8}", fullmatch=True),
        target=word,
        strength=st.sampled_from([None, "hard", "soft"]),
        reason=st.none() | block,
        any_of=st.none() | word,
    )


def plain_form(statement: ConceptStatement | RelationStatement) -> dict[str, Any]:
    return statement.model_dump(mode="json", exclude_defaults=True, exclude={"file", "line"})


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@settings(deadline=None)
@given(several=st.lists(concepts(), max_size=3), edges=st.lists(relations(), max_size=3), is_flow=st.booleans())
def test_statements_written_as_text_are_read_back(
    suffix: str, several: list[ConceptStatement], edges: list[RelationStatement], *, is_flow: bool
) -> None:
    tree = {"concepts": [plain_form(one) for one in several], "relations": [plain_form(one) for one in edges]}
    text = (
        yaml.safe_dump(tree, allow_unicode=True, default_flow_style=is_flow, sort_keys=False)
        if suffix == ".yaml"
        else json.dumps(tree, ensure_ascii=is_flow, indent=1)
    )
    statements = said(text.encode(), suffix)
    assert statements.findings == ()
    assert [plain_form(one) for one in statements.concepts] == tree["concepts"]
    assert [plain_form(one) for one in statements.relations] == tree["relations"]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_every_concept_is_found_at_the_line_it_starts(gaps: list[int], end: str) -> None:
    lines = ["concepts:"]
    expected = []
    for number, gap in enumerate(gaps):
        lines += ["# a note"] * gap
        expected.append(len(lines) + 1)
        lines += [f"- name: N{number}", "  definition: >", "    one", "", "    two"]
    statements = said(end.join(lines).encode(), ".yaml")
    assert [one.line for one in statements.concepts] == expected
