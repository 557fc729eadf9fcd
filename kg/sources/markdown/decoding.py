"""From the bytes of a page to its text: what cannot be text is a warning, what was decoded wrongly is mended."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from kg.sources.text import clean, has_forbidden, shown
from kg.sources.tree import FindingLog

__all__ = ["MAX_MARKDOWN", "decoded", "likely_encoding"]

if TYPE_CHECKING:
    from kg.errors import Finding

#: Text that was decoded wrongly has letters of these alphabets; arrows, Greek and Chinese have none.
_DAMAGED = re.compile(r"[\u0080-\u036f\u0400-\u05ff]")
_ASCII = bytes(range(128))
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = re.compile(rb"\r\n?|\n")
_HIGH, _BINARY = re.compile(rb"[\x80-\xff]+"), re.compile(rb"[\x00-\x08\x0e-\x1a]")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u30fa]")
#: Characters that no Chinese page is without, also where other bytes make characters of it by chance.
_FREQUENT = re.compile("[的一是不用有和了]")
#: Letters with accents stand alone or in twos and threes.
_ACCENTS = 3
_SAMPLE = 4_000
#: Of so many lines one may be broken in a page that is read without it.
_ONE_IN = 10
#: Characters that nobody sees and that no word needs; joiners stay, which other scripts and emoji need.
_INVISIBLE = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
_LOST = "\ufffd"
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
        rest = _without_bad_lines(content, error, findings)
        if rest is None:
            return None
        text = rest
    if "\0" in text:
        findings.warning("KG001", None, "The page holds binary data; left out.", "Move it out of the notes.")
        return None
    for ending in ("\r\n", "\r"):
        text = text.replace(ending, "\n")
    for separator in "\u2028\u2029\x0b\x0c":  # line ends to Python, not to an editor: line numbers must agree
        text = text.replace(separator, " ")
    if "\x85" in text and _DAMAGED.search(text.replace("\x85", "")) is None:
        text = text.replace("\x85", " ")  # a line end too, if it is not what is left of a letter
    return text if text.isascii() and not has_forbidden(text) else _mended(text, findings)


def _unicode(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding)
    return content.removeprefix(codecs.BOM_UTF8).decode("utf-8")


def _without_bad_lines(content: bytes, error: UnicodeDecodeError, findings: FindingLog) -> str | None:
    """Return a page of which a few lines are not UTF-8 without them, and a warning; None where it is most of them."""
    found = error.object[error.start]
    where = f"(byte 0x{found:02x} at offset {error.start + len(content) - len(error.object)})"
    if not content.startswith(tuple(mark for mark, _ in _MARKS)):
        lines = _LINE_END.split(content.removeprefix(codecs.BOM_UTF8))
        bad = [at for at, line in enumerate(lines) if not _is_utf8(line)]
        is_most = len(bad) * _ONE_IN > sum(bool(line.strip()) for line in lines)
        if not is_most and b"\0" not in content:
            several = f"{len(bad)} lines of the page are" if len(bad) > 1 else "A line of the page is"
            findings.warning(
                "KG001", bad[0] + 1, f"{several} not UTF-8 {where}; left out, and the rest is read.", _hint(content)
            )
            for at in bad:
                lines[at] = b""
            return b"\n".join(lines).decode("utf-8")
    line = len(_LINE_END.findall(content, 0, error.start)) + 1
    findings.warning("KG001", line, f"The page is not UTF-8 {where}; left out.", _hint(content))
    return None


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _hint(content: bytes) -> str:
    encoding = likely_encoding(content)
    return f"Save the file as UTF-8{f'; it looks like {encoding}' if encoding else ''}."


def likely_encoding(content: bytes) -> str | None:
    """Return the name of the encoding that bytes which are not UTF-8 look like, None where nothing stands out.

    >>> likely_encoding("梯度下降是一种优化算法".encode("gbk")), likely_encoding("derivação é fácil".encode("latin-1"))
    ('GB18030', 'Windows-1252')
    """
    sample = content[:_SAMPLE]
    if sample.count(0) * 4 > len(sample):
        return "UTF-16 without a byte order mark"
    runs = _HIGH.findall(sample)
    if 5 * sum(len(run) <= _ACCENTS for run in runs) > 4 * len(runs):
        return None if _BINARY.search(sample) else "Windows-1252"
    for encoding in ("GB18030", "Big5"):
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(sample) - 3:
                continue
            text = sample[: error.start].decode(encoding)
        if (
            _FREQUENT.search(text)
            and 4 * len(_IDEOGRAPH.findall(text)) > sum(map(len, runs))
            and not _KANA.search(text)
        ):
            return encoding
    return None


def _mended(text: str, findings: FindingLog) -> str:
    from ftfy.badness import is_bad  # noqa: PLC0415 - slow to import, and most pages are ASCII

    text = unicodedata.normalize("NFC", text)
    if _LOST in text:
        lost = text[: text.index(_LOST)].count("\n")
        findings.warning(
            "KG007",
            lost + 1,
            f"The text {shown(text.split(chr(10))[lost])} holds U+FFFD, which stands for what another program could "
            "not decode.",
            "Write the lost characters anew, and save the file as UTF-8.",
        )
    is_clean = not has_forbidden(text)
    if is_clean and _DAMAGED.search(_without_ascii(text)) is None:
        return _visible(text)
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
    return _visible("\n".join(lines))


def _without_ascii(text: str) -> str:
    return text.encode().translate(None, _ASCII).decode()


def _visible(text: str) -> str:
    for char in _INVISIBLE:
        text = text.replace(char, "")
    return text


def _summary(found: list[Finding]) -> str:
    more = f" So it is in {len(found) - 1} more line{'s' * (len(found) > 2)}." if len(found) > 1 else ""  # noqa: PLR2004
    return found[0].message + more
