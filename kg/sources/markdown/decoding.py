"""From the bytes of a page to its text: what cannot be text is a warning, what was decoded wrongly is mended."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from kg.sources.text import clean, has_forbidden
from kg.sources.tree import FindingLog

__all__ = ["MAX_MARKDOWN", "decoded"]

if TYPE_CHECKING:
    from kg.errors import Finding

#: Text that was decoded wrongly has letters of these alphabets; arrows, Greek and Chinese have none.
_DAMAGED = re.compile(r"[\u0080-\u036f\u0400-\u05ff]")
#: The largest page that is read, in bytes; the parser takes about a second for each of a million.
MAX_MARKDOWN = 10_000_000


def decoded(content: bytes, findings: FindingLog) -> str | None:
    r"""Return the text of a page with `\n` between lines; None, and a warning, where there is none to be had.

    Nothing here is an error: one page that cannot be read must not keep a folder from being loaded.
    """
    if len(content) > MAX_MARKDOWN:
        findings.warning("KG001", None, f"The page holds more than {MAX_MARKDOWN:,} bytes; left out.", "Split it.")
        return None
    try:
        text = _unicode(content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        findings.warning(
            "KG001",
            line,
            f"The page is not UTF-8 (byte 0x{content[error.start]:02x} at offset {error.start}); left out.",
            "Save the file as UTF-8.",
        )
        return None
    if "\0" in text:
        findings.warning("KG001", None, "The page holds binary data; left out.", "Move it out of the notes.")
        return None
    for ending in ("\r\n", "\r"):
        text = text.replace(ending, "\n")
    for separator in "\u2028\u2029\x85\x0b\x0c":  # line ends to Python, not to an editor: line numbers must agree
        text = text.replace(separator, " ")
    return text if text.isascii() and not has_forbidden(text) else _mended(text, findings)


def _unicode(content: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding)
    return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")


def _mended(text: str, findings: FindingLog) -> str:
    from ftfy.badness import is_bad  # noqa: PLC0415 - slow to import, and most pages are ASCII

    text = unicodedata.normalize("NFC", text)
    is_clean = not has_forbidden(text)
    if is_clean and _DAMAGED.search(text) is None:
        return text
    log = FindingLog(findings.file)
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if line.isascii() and is_clean:
            continue
        if (not is_clean and has_forbidden(line)) or (_DAMAGED.search(line) is not None and is_bad(line)):
            lines[at] = clean(line, at + 1, log)
    for code in ("KG006", "KG007"):
        found = [one for one in log.found if one.code == code]
        if found:
            findings.warning(code, found[0].line, _summary(found), found[0].hint)
    return "\n".join(lines)


def _summary(found: list[Finding]) -> str:
    more = f" So it is in {len(found) - 1} more line{'s' * (len(found) > 2)}." if len(found) > 1 else ""  # noqa: PLR2004
    return found[0].message + more
