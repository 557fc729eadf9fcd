"""Text hygiene, as each format shows it."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from kg.sources import READERS
from kg.sources.base import FileStatements, SourceFile
from kg.sources.text import shown

FORMATS = {
    ".yaml": 'concepts:\n- name: "%s"\n',
    ".json": '{"concepts": [\n{"name": "%s"}]}',
    ".csv": "name\n%s\n",
}


def said(content: bytes, suffix: str) -> FileStatements:
    return READERS[suffix](SourceFile(Path(f"f{suffix}"), f"f{suffix}", named=True), content)


def written(name: str, suffix: str) -> bytes:
    return (FORMATS[suffix] % name).encode()


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(suffix: str, end: str, mark: str) -> None:
    (concept,) = said((mark + FORMATS[suffix].replace("\n", end) % "A").encode(), suffix).concepts
    assert (concept.name, concept.line) == ("A", 2)


@pytest.mark.parametrize("suffix", FORMATS)
def test_names_are_composed(suffix: str) -> None:
    (concept,) = said(written("Cafe\u0301", suffix), suffix).concepts
    assert concept.name == "Caf\u00e9" == unicodedata.normalize("NFC", concept.name)


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_in_another_encoding_names_line_and_offset(suffix: str, mark: str) -> None:
    before = (mark + FORMATS[suffix].partition("%s")[0]).encode()
    (finding,) = said(before + b"caf\xe9 \n", suffix).findings
    assert (finding.code, finding.severity, finding.line) == ("KG001", "error", 2)
    assert f"0xe9 at offset {len(before) + 3} " in finding.message
    assert finding.hint == "Save the file as UTF-8."


def test_a_file_in_utf_16_is_not_utf_8() -> None:
    assert [one.code for one in said("name\nA\n".encode("utf-16"), ".csv").findings] == ["KG001"]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("name", "repaired"), [("Ã©tude", "étude"), ("SchrÃ¶dinger", "Schrödinger"), ("â€œhiâ€\x9d", "“hi”")]
)
def test_mojibake_is_repaired_and_reported(suffix: str, name: str, repaired: str) -> None:
    statements = said(written(name, suffix), suffix)
    (finding,) = statements.findings
    assert [one.name for one in statements.concepts] == [repaired]
    assert (finding.code, finding.severity, finding.line) == ("KG007", "warning", 2)
    assert repaired in finding.message


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", ["“Gödel\u2019s” ﬁrst", "naïve Ångström", "梯度下降", "Σ ≤ → ∇", "עברית", "a\u200db"])
def test_good_text_is_left_alone(suffix: str, name: str) -> None:
    statements = said(written(name, suffix), suffix)
    assert [one.name for one in statements.concepts] == [name]
    assert statements.findings == ()


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x81", "\u202e", "\u202a", "\u2066", "\u2069"])
def test_controls_and_bidirectional_overrides_are_refused(suffix: str, char: str) -> None:
    (finding,) = said(written(f"a{char}b", suffix), suffix).findings
    assert (finding.code, finding.severity, finding.line) == ("KG006", "error", 2)
    assert f"U+{ord(char):04X}" in finding.message
    assert finding.message.isprintable()


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@pytest.mark.parametrize("escape", [r"\u202e", r"\u0007", r"\u0000"])
def test_escaped_ones_are_refused_as_well(suffix: str, escape: str) -> None:
    findings = said(written(f"a{escape}b", suffix), suffix).findings
    assert [(one.code, one.line) for one in findings] == [("KG006", 2)]


def test_half_a_surrogate_pair_is_refused() -> None:
    findings = said(written(r"a\ud800b", ".json"), ".json").findings
    assert [(one.code, one.line) for one in findings] == [("KG006", 2)]


def test_an_override_in_a_comment_is_refused() -> None:
    findings = said("concepts: []\n# \u202e\n".encode(), ".yaml").findings
    assert [(one.code, one.line) for one in findings] == [("KG006", 2)]


def test_unicode_line_separators_do_not_shift_lines() -> None:
    (concept,) = said("# a\u2028b\u2029c\nconcepts:\n- name: A\n".encode(), ".yaml").concepts
    assert concept.line == 3


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_name_keeps_one_space_between_words(suffix: str) -> None:
    (concept,) = said(written("  a \u00a0 b ", suffix), suffix).concepts
    assert concept.name == "a b"


def test_a_definition_keeps_its_lines() -> None:
    (concept,) = said(b"concepts:\n- name: A\n  definition: |\n    one\n\n    two\n", ".yaml").concepts
    assert concept.definition == "one\n\ntwo"


def test_long_text_is_shortened_in_messages() -> None:
    assert shown("x" * 100) == f"'{'x' * 59}…'"


def test_ascii_files_do_not_wait_for_ftfy() -> None:
    code = (
        "import sys, pathlib; from kg.sources import READERS; from kg.sources.base import SourceFile; "
        "READERS['.csv'](SourceFile(pathlib.Path('f.csv'), 'f.csv'), b'name\\nA\\n'); sys.exit('ftfy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
