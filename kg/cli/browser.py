"""Pages for the browser: a folder of their own for each, and the browser that opens it."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import webbrowser
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["open_in_browser", "temporary_page"]

_PREFIX = "kg-view-"
_DAY = 24 * 60 * 60


@contextmanager
def temporary_page() -> Iterator[Path]:
    """Give the path of a page to write, in a new folder that only this user can enter; an error removes the folder.

    The browser reads the page later than the command ends, so it stays: those older than a day are removed here.

    Raises:
        UsageError: there is no folder for temporary files that can be written.
    """
    _remove_old()
    try:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    except OSError as error:
        raise UsageError(
            f"There is no place for the page: {error.strerror or error}.",
            "Set TMPDIR to a folder that you may write to.",
        ) from error
    try:
        yield folder / "graph.html"
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _remove_old() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            found = folder.lstat()
        except OSError:
            continue
        own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
        if own and not folder.is_symlink() and folder.is_dir() and time.time() - found.st_mtime > _DAY:
            shutil.rmtree(folder, ignore_errors=True)


def open_in_browser(page: Path) -> bool:
    """Open a file in the browser (`$BROWSER`, else the system's), and return whether there is one that could."""
    try:
        return webbrowser.open(page.resolve().as_uri())
    except (OSError, webbrowser.Error):
        return False
