"""The words of a page that state a fact, exactly as they stand in one of its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.sources.markdown.phrases import WORD

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Quotes"]

_MARKERS = re.compile(r"^[\s>#|]*(?:[-*+]\s+|[0-9]+[.)]\s+)?(?:\[[ xX]\]\s+)?")
_GAP = re.compile(r"[\W_]+")
#: Signs that belong to the words beside them.
_OPENING, _CLOSING = '*_[(`"', '*_])`".!?'
_MAX_QUOTE = 300
_REACH = 40


class Quotes:
    """Finds quotes in the lines of a page."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def find(self, line: int, words: str, last: int | None = None) -> tuple[int, str]:
        """Return (line, quote) of plain words; lines count from 0, up to `last`, and markup between words stays.

        Where the words are not found as they stand, the quote is the whole line without its list marker.
        """
        end = min(len(self._lines), max(line + 1, last or 0))
        for at in range(line, end):
            quote = _in_line(self._lines[at], words)
            if quote:
                return at, _short(quote)
        content = self._lines[line] if line < len(self._lines) else ""
        return line, _short(_MARKERS.sub("", content).strip().strip("|").strip())


def _in_line(line: str, words: str) -> str | None:
    wanted = words.partition("\n")[0].strip()
    if not wanted:
        return None
    if wanted in line:
        return wanted
    found = _span(line, WORD.findall(wanted)[:_REACH])
    if found is None:
        return None
    start, end = found
    while start and line[start - 1] in _OPENING:
        start -= 1
    while end < len(line) and line[end] in _CLOSING:
        end += 1
    return line[start:end]


def _span(line: str, words: Sequence[str]) -> tuple[int, int] | None:
    """Return where words stand in a line with only blanks and signs between them, None where they do not."""
    start = line.find(words[0]) if words else -1
    while start >= 0:
        end = start + len(words[0])
        for word in words[1:]:
            gap = _GAP.match(line, end)
            if gap is None or not line.startswith(word, gap.end()):
                break
            end = gap.end() + len(word)
        else:
            return start, end
        start = line.find(words[0], start + 1)
    return None


def _short(quote: str) -> str:
    if len(quote) <= _MAX_QUOTE:
        return quote
    return (
        quote[: quote.rfind(" ", _MAX_QUOTE // 2, _MAX_QUOTE)].rstrip()
        if " " in quote[_MAX_QUOTE // 2 :]
        else quote[:_MAX_QUOTE]
    )
