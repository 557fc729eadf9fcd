"""Pages that are broken: a finding, and the rest is read; nothing makes an exception."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.config import default_ontology
from kg.sources.markdown.decoding import MAX_MARKDOWN
from kg.sources.markdown.extract import extract

if TYPE_CHECKING:
    from kg.sources.base import FileStatements

LINE = "# Terms\n\n- **Loss**: How wrong a prediction is\n"


def page(content: bytes) -> FileStatements:
    return extract(content, "notes/page.md", default_ontology())


def found(content: bytes) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.severity, one.line) for one in page(content).findings]


@pytest.mark.parametrize(
    ("content", "findings"),
    [
        (LINE.encode(), []),
        (b"\xef\xbb\xbf" + LINE.encode(), []),
        (LINE.encode("utf-16"), []),
        (LINE.replace("\n", "\r\n").encode(), []),
        (LINE.replace("\n", "\r").encode(), []),
        (("---\na: [b\n---\n" + LINE).encode(), [("KG002", "warning", 3)]),
        (("---\na: &a [*a]\n---\n" + LINE).encode(), []),
        (("+++\ntitle = 'x'\n+++\n" + LINE).encode(), [("KG008", "info", 1)]),
        (("---\n" + LINE).encode(), []),
        ((LINE + "caf\u00c3\u00a9 doesn\u00e2\u20ac\u2122t\n").encode(), [("KG007", "warning", 4)]),
        ((LINE + "a\u202eb\n").encode(), [("KG006", "warning", 4)]),
    ],
)
def test_the_rest_is_read(content: bytes, findings: list[tuple[str, str, int | None]]) -> None:
    assert found(content) == findings
    assert "Loss" in [one.name for one in page(content).concepts]


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"# a\n\xff\xfe\xfa", 2), (b"\x00\x01\x02", None), (b"x" * (MAX_MARKDOWN + 1), None), ("中文".encode("gbk"), 1)],
)
def test_what_is_no_text_is_a_warning(content: bytes, line: int | None) -> None:
    assert found(content) == [("KG001", "warning", line)]
    assert page(content).concepts == ()


PIECES = [
    *("**Term**: a thing that uses [[X]]", "---\n", "title: x\n", "- ", "> ", "# ", "| a | b |\n|---|---|\n"),
    *("[[", "]]", "[a](b.md)", "$", "$$\n", "%%", "`", "```\n", "<!--", "**", "*", "_", "/", "(", ")", ":", "\uff1a"),
    *("→ ", "\n", "\n\n", " ", "requires:: ", "Prerequisites: ", "\\", "\t", "的", "\u00e2\u2020\u2019", "\x0c"),
    *(
        "\ufffc",
        "is a ",
        "such as ",
        "e.g. ",
        "<dt>a</dt>",
        "<dd>b",
        "> [!def] a\n",
        "`a`: ",
        "*a* - ",
        "==",
        " = ",
        "un ",
        "是指",
    ),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_no_page_makes_an_exception_and_every_line_is_in_the_page(text: str) -> None:
    result = page(text.encode())
    for one in (*result.concepts, *result.relations):
        assert 1 <= one.line <= text.replace("\r", "\n").count("\n") + 1


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_an_exception(content: bytes) -> None:
    assert all(one.severity != "error" for one in page(content).findings)


@pytest.mark.parametrize(
    "piece",
    ["[[", "$", "%%", "**", "(", "→ ", "a/", "[a](", "the a of ", "- **A**: b, ", "<dt>", "<dt>a</dt>", "==a", "un a "],
)
def test_repetition_takes_linear_time(piece: str) -> None:
    start = time.process_time()
    page((piece * 5_000).encode())
    assert time.process_time() - start < 10
