"""How bytes become pages: each encoding and each damage gives the right finding, and the rest is read."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import Graph
from kg.config import default_ontology
from kg.sources.markdown.decoding import likely_encoding
from kg.sources.markdown.extract import extract

if TYPE_CHECKING:
    from kg.sources.base import FileStatements

PORTUGUESE = """# Glossário

- **Função de perda**: função que mede o erro.
- **Regularização**: técnica que reduz a função de perda.
"""
CHINESE = """# 术语表

- **损失函数**：衡量预测误差的函数，输入内部数值。
- **优化器**：最小化损失函数的算法。
"""
FACTS = {
    PORTUGUESE: ([("Função de perda", 3), ("Regularização", 4)], ("Regularização", "REDUCES", "função de perda", 4)),
    CHINESE: ([("损失函数", 3), ("优化器", 4)], ("优化器", "REDUCES", "损失函数", 4)),
}


def page(content: bytes) -> FileStatements:
    return extract(content, "notes/page.md", default_ontology())


def findings(content: bytes) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.severity, one.line) for one in page(content).findings]


def says(content: bytes, text: str) -> bool:
    """Tell whether the facts of the text are found, at their lines."""
    found = page(content)
    concepts, relation = FACTS[text]
    return [(one.name, one.line) for one in found.concepts] == concepts and relation in [
        (one.source, one.type, one.target, one.line) for one in found.relations
    ]


@pytest.mark.parametrize("text", FACTS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])  # the last two with a byte order mark
def test_unicode_is_read_without_a_word(text: str, end: str, encoding: str) -> None:
    content = text.replace("\n", end).encode(encoding)
    assert findings(content) == []
    assert says(content, text)


def test_big_endian_unicode_is_read() -> None:
    assert says(b"\xfe\xff" + CHINESE.encode("utf-16-be"), CHINESE)


def test_accents_in_parts_are_composed() -> None:
    content = unicodedata.normalize("NFD", PORTUGUESE).encode()
    assert findings(content) == []
    assert says(content, PORTUGUESE)


@pytest.mark.parametrize(
    ("content", "line", "message", "hint"),
    [
        (
            PORTUGUESE.encode("latin-1"),
            1,
            "The page is not UTF-8 (byte 0xe1 at offset 7); left out.",
            "Save the file as UTF-8; it looks like Windows-1252.",
        ),
        (
            b"# Terms\r\rNa\xefve Bayes\r",
            3,
            "The page is not UTF-8 (byte 0xef at offset 11); left out.",
            "Save the file as UTF-8; it looks like Windows-1252.",
        ),
        (
            CHINESE.encode("gbk"),
            1,
            "The page is not UTF-8 (byte 0xca at offset 2); left out.",
            "Save the file as UTF-8; it looks like GB18030.",
        ),
        (
            "# 術語表\n\n- **優化器**：最小化損失函數的演算法\n".encode("big5"),
            1,
            "The page is not UTF-8 (byte 0xb3 at offset 2); left out.",
            "Save the file as UTF-8; it looks like Big5.",
        ),
        (
            PORTUGUESE.encode("utf-16-le"),
            1,
            "The page is not UTF-8 (byte 0xe1 at offset 14); left out.",
            "Save the file as UTF-8; it looks like UTF-16 without a byte order mark.",
        ),
        (b"# T\n\n**A b**: c d e\x00f\n", None, "The page holds binary data; left out.", "Move it out of the notes."),
    ],
)
def test_what_is_not_unicode_is_left_out_and_named(content: bytes, line: int | None, message: str, hint: str) -> None:
    (finding,) = page(content).findings
    assert (finding.code, finding.severity, finding.line) == ("KG001", "warning", line)
    assert (finding.message, finding.hint) == (message, hint)
    assert page(content).concepts == ()


def test_a_page_with_one_broken_line_is_read_without_it() -> None:
    lines = [
        f"- **Concept {word}**: a thing that is {word} enough" for word in ("red", "green", "blue", "dark", "cold")
    ]
    content = "\n\n".join(["# Terms", *lines * 2]).encode().replace(b"is green", b"is gr\xfcn", 1)
    (finding,) = page(content).findings
    assert (finding.code, finding.severity, finding.line) == ("KG001", "warning", 5)
    assert finding.message.startswith("A line of the page is not UTF-8 (byte 0xfc at offset ")
    assert finding.message.endswith("); left out, and the rest is read.")
    assert [one.line for one in page(content).concepts] == [3, 7, 9, 11, 13, 15, 17, 19, 21]


@pytest.mark.parametrize("text", FACTS)
@pytest.mark.parametrize("times", [1, 2])
def test_text_that_was_decoded_wrongly_is_mended(text: str, times: int) -> None:
    content = text.encode()
    for _ in range(times):
        content = content.decode("latin-1").encode()
    (finding,) = page(content).findings
    assert (finding.code, finding.severity, finding.line) == ("KG007", "warning", 1)
    assert finding.message.startswith("The text '# ")
    assert f"was once decoded wrongly; it is read as '{text.partition(chr(10))[0]}'. So it is in " in finding.message
    assert says(content, text)


def test_text_that_another_program_lost_is_told() -> None:
    content = (PORTUGUESE + "\nDerivada da fun\ufffd\ufffdo.\n").encode()
    (finding,) = page(content).findings
    assert (finding.code, finding.severity, finding.line) == ("KG007", "warning", 6)
    assert "'Derivada da fun" in finding.message
    assert says(content, PORTUGUESE)


def test_wide_letters_name_the_same_concept() -> None:
    found = page("- **Ｇｒａｄｉｅｎｔ**：偏导数组成的向量\n- **优化**：使用 ｇｒａｄｉｅｎｔ 的方法\n".encode())
    assert found.findings == ()
    assert [one.own_id for one in found.concepts] == ["gradient", "优化"]


@pytest.mark.parametrize("char", ["\u200b", "\u00ad", "\u200e", "\u200f", "\u2060", "\ufeff"])
def test_characters_that_nobody_sees_are_in_no_name(char: str) -> None:
    content = f"# Terms\n\n- **Lo{char}ss**: How wrong a prediction is{char}\n".encode()
    assert findings(content) == []
    assert [one.name for one in page(content).concepts] == ["Loss"]


def test_joiners_that_other_scripts_need_stay() -> None:
    content = "# Terms\n\n- **می\u200cخواهم**: a word of which the joiner is a part\n".encode()
    assert [one.name for one in page(content).concepts] == ["می\u200cخواهم"]


@pytest.mark.parametrize("char", ["\u202e", "\u202a", "\u2066", "\x07"])
def test_controls_are_told_and_the_rest_is_read(char: str) -> None:
    content = (PORTUGUESE + f"\nUm {char}texto.\n").encode()
    assert findings(content) == [("KG006", "warning", 6)]
    assert says(content, PORTUGUESE)


@pytest.mark.parametrize(
    "content",
    [
        "기울기 하강법은 최적화".encode("euc-kr"),
        "勾配降下法は最適化".encode("euc-jp"),
        "Вектор".encode("cp1251"),
        bytes(range(256)),
    ],
)
def test_an_encoding_that_is_not_known_is_not_named(content: bytes) -> None:
    assert likely_encoding(content) is None


def test_the_other_files_of_a_folder_are_loaded(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "bom.md").write_bytes(PORTUGUESE.encode("utf-8-sig"))
    (notes / "latin.md").write_bytes(PORTUGUESE.encode("latin-1"))
    (notes / "zh.md").write_bytes(CHINESE.replace("\n", "\r\n").encode("utf-16"))
    (notes / "gbk.md").write_bytes(CHINESE.encode("gbk"))
    with Graph.open(str(tmp_path / "g.kgl")) as graph:
        report = graph.load([notes])
        assert report.concepts.created == 4
        assert [(one.code, Path(one.file or "").name, one.line) for one in report.findings] == [
            ("KG001", "gbk.md", 1),
            ("KG001", "latin.md", 1),
        ]
        assert not graph.load([notes]).concepts.created
