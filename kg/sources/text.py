"""Text hygiene: bytes become UTF-8 text of which every string is NFC, repaired and free of characters that deceive."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.sources.tree import FindingLog

__all__ = ["clean", "decode", "has_forbidden", "shown"]

#: Controls but tab and newline, bidirectional embeddings, overrides and isolates, lone surrogates, noncharacters.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(rb"\r\n?|\n")
_SHOWN = 60


def shown(text: str, width: int = _SHOWN) -> str:
    r"""Return the text in quotes as a message may show it: shortened, with escapes for what cannot be printed.

    >>> shown("a\nb")
    "'a\\nb'"
    """
    short = text if len(text) <= width else f"{text[: width - 1]}…"
    printable = (char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in short)
    return f"'{''.join(printable)}'"


def has_forbidden(text: str) -> bool:
    """Tell whether the text holds a control character other than tab and newline, or a bidirectional override."""
    return _FORBIDDEN.search(text) is not None


def decode(content: bytes, findings: FindingLog) -> str | None:
    r"""Return the text of a file with `\n` between lines; None, and an error, where it is not UTF-8.

    A byte order mark is dropped. Characters that no file may hold are errors at their lines and become spaces, so that
    the rest of the file can still be checked.
    """
    body = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + len(content) - len(body)
        line = len(_LINE_END.findall(body, 0, error.start)) + 1
        findings.error(
            "KG001",
            line,
            f"The file is not UTF-8: the byte 0x{body[error.start]:02x} at offset {offset} fits no character.",
            "Save the file as UTF-8.",
        )
        return None
    # YAML takes U+2028 and U+2029 for line ends, editors and CSV do not: as spaces they cannot shift line numbers.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", " ").replace("\u2029", " ")
    if not has_forbidden(text):
        return text
    return "\n".join(
        clean(line, number, findings) if has_forbidden(line) else line
        for number, line in enumerate(text.split("\n"), 1)
    )


def clean(text: str, line: int, findings: FindingLog) -> str:
    """Return a string of the file in NFC, with mojibake repaired and forbidden characters as spaces, both logged."""
    if text.isascii():
        if text.isprintable():
            return text
        good = text.replace("\r\n", "\n")
    else:
        good = _repaired(text.replace("\r\n", "\n"), line, findings)
    if has_forbidden(good):
        found = sorted(set(_FORBIDDEN.findall(good)))
        names = ", ".join(f"U+{ord(char):04X}{_named(char)}" for char in found)
        findings.error("KG006", line, f"The text {shown(good)} holds {names}.", "Remove it: no text of notes needs it.")
        good = _FORBIDDEN.sub(" ", good)
    return unicodedata.normalize("NFC", good)


def _repaired(text: str, line: int, findings: FindingLog) -> str:
    import ftfy  # noqa: PLC0415 - slow to import, and most files are ASCII

    good = ftfy.fix_encoding(text)
    if good != text:
        findings.warning(
            "KG007",
            line,
            f"The text {shown(text)} was once decoded wrongly; it is read as {shown(good)}.",
            "Write it so in the file, saved as UTF-8.",
        )
    return good


def _named(char: str) -> str:
    name = unicodedata.name(char, "")
    return f" ({name})" if name else ""
