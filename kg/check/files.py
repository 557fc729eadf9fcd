"""The lines of the files that evidence quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MAX_BYTES", "Files", "plain"]

#: The largest file whose lines are compared with quotes.
MAX_BYTES = 2**25

_LINK = re.compile(r"!?\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]|!?\[([^\]]*)\]\([^)\s]*\)")
_EMPHASIS = re.compile(r"[*_`~]+")
_BRACKETS = str.maketrans("", "", "[]")
_LINE_END = re.compile(r"\r\n|\r|\n")


def plain(text: str) -> str:
    """Return a line or a quote as it is compared: no emphasis, no links, encoding repaired, single spaces.

    Brackets go in any case: a quote may end between the words of a link and its target.

    >>> plain("**Loss**:  how [wrong](x.md) it is"), plain("how [wrong]")
    ('Loss: how wrong it is', 'how wrong')
    """
    if not text.isascii():
        import ftfy  # noqa: PLC0415 - slow to import, and most files are ASCII

        text = ftfy.fix_text(text)
    if "[" in text or "]" in text:
        text = _LINK.sub(lambda found: found[1] or found[2] or "", text).translate(_BRACKETS)
    return " ".join(_EMPHASIS.sub("", text).split())


class Files:
    """Reads files below `root`, and those outside that were `loaded`; each once.

    Evidence is written by strangers: no other file of the machine is opened for it.
    """

    def __init__(self, root: Path, loaded: frozenset[str] = frozenset()) -> None:
        self._root = root.resolve()
        self._loaded = loaded
        self._lines: dict[str, list[str] | None] = {}
        self._missing: dict[str, bool] = {}

    def is_missing(self, name: str) -> bool:
        """Tell whether there is no such file; one that may not be looked at does not count as missing."""
        if name not in self._missing:
            path = self._path(name)
            self._missing[name] = path is not None and not path.exists()
        return self._missing[name]

    def lines(self, name: str) -> list[str] | None:
        """Return the lines of a file as they are compared; None for one that is not there, not text or too large."""
        if name not in self._lines:
            self._lines[name] = self._read(name)
        return self._lines[name]

    def _read(self, name: str) -> list[str] | None:
        path = self._path(name)
        try:
            if path is None or not path.is_file() or path.stat().st_size > MAX_BYTES:
                return None
            text = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return None
        return [plain(line) for line in _LINE_END.split(text)]

    def _path(self, name: str) -> Path | None:
        try:
            path = (self._root / name).resolve()
        except (OSError, ValueError):
            return None
        return path if name in self._loaded or path.is_relative_to(self._root) else None
