"""Finding the files that the given paths mean."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NotFound
from kg.sources import READERS, suffix
from kg.sources.base import SourceFile
from kg.sources.text import has_forbidden, shown
from kg.sources.tree import FindingLog

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.errors import Finding

__all__ = ["discover"]

_SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules"})


def discover(paths: Sequence[Path], root: Path) -> tuple[tuple[SourceFile, ...], tuple[Finding, ...]]:
    """Return the files that the paths mean, sorted by name, and what is to be said about the others.

    Folders are walked; hidden entries, `node_modules` and `__pycache__` in them are passed over, and so are files of
    other formats. Names are relative to `root`; a file outside it has its absolute path as its name. A file that is
    reached on several ways is read once.

    Raises:
        NotFound: a path does not exist.
    """
    search = _Search(root)
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - unlike Path.is_dir it never raises, whatever the path
            search.walk(path)
        elif os.path.lexists(path):
            search.take(path, named=True)
        else:
            raise NotFound("file", str(path))
    return search.files, search.findings


class _Search:
    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.realpath(root))
        self._files: dict[str, tuple[bool, str, SourceFile]] = {}
        self._findings: dict[str, Finding] = {}
        self._walked: set[str] = set()

    @property
    def files(self) -> tuple[SourceFile, ...]:
        return tuple(sorted((file for _, _, file in self._files.values()), key=lambda file: file.name))

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for _, finding in sorted(self._findings.items()))

    def walk(self, top: Path) -> None:
        folders = [top]
        while folders:
            folder = folders.pop()
            real = os.path.realpath(folder)
            if real in self._walked:
                continue
            self._walked.add(real)
            for path in self._entries(folder):
                if os.path.isdir(path):  # noqa: PTH112 - unlike Path.is_dir it never raises, whatever the path
                    if path.name not in _SKIPPED_FOLDERS:
                        folders.append(path)
                else:
                    self.take(path, named=False)

    def take(self, path: Path, *, named: bool) -> None:
        name = self._name(path)
        ending = suffix(path.name)
        findings = FindingLog(name)
        if ending in READERS:
            if self._is_speakable(name, findings):
                self._enter(SourceFile(path, name, named))
        elif named:
            findings.error("KG001", None, "The file is of no format that kg reads.", f"Known are {', '.join(READERS)}.")
        self._findings.update((name, finding) for finding in findings.found)

    def _enter(self, file: SourceFile) -> None:
        real = os.path.realpath(file.path)
        is_link = real != os.path.abspath(file.path)  # noqa: PTH100 - the path as given, with links in it
        known = self._files.get(real)
        if known is not None:
            named = file.named or known[2].named
            best = min((is_link, file.name, file), known, key=lambda one: one[:2])
            self._files[real] = (*best[:2], SourceFile(best[2].path, best[2].name, named))
        else:
            self._files[real] = is_link, file.name, file

    def _entries(self, folder: Path) -> Iterator[Path]:
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208 - names alone, also those that are not UTF-8
        except OSError as error:
            name = self._name(folder)
            findings = FindingLog(name)
            findings.error(
                "KG001", None, f"The folder cannot be read: {error.strerror}.", "Check that you may read it."
            )
            self._findings[name] = findings.found[0]
            return
        for name in names:
            if not name.startswith("."):
                yield folder / name

    def _name(self, path: Path) -> str:
        # The way the user sees it, also through a link inside the root; else where it really is.
        real = Path(os.path.realpath(path))
        for place in (Path(os.path.abspath(path)), real):  # noqa: PTH100 - Path.resolve would follow the links
            if place.is_relative_to(self._root):
                return unicodedata.normalize("NFC", place.relative_to(self._root).as_posix())
        return unicodedata.normalize("NFC", real.as_posix())

    def _is_speakable(self, name: str, findings: FindingLog) -> bool:
        if not has_forbidden(name):
            return True
        findings.file = shown(name, len(name))
        findings.error("KG001", None, "The name of the file holds characters that no text may hold.", "Rename it.")
        return False
