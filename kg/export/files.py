"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["make_folder", "write_bytes_atomically", "write_text_atomically"]


def write_text_atomically(path: Path, text: str) -> None:
    """Write UTF-8 with the line ends as given; whoever reads the file sees the old text or the new, never a part.

    The mode of a file that is there is kept, a link is followed, and what is no plain file (`/dev/stdout`, a pipe) is
    written to directly.

    Raises:
        NotFound: the folder is missing.
        UsageError: `path` is a folder, it cannot be written, or the text holds a lone surrogate.
    """
    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{path} was not written: the text is not valid Unicode ({error.reason}).") from error
    write_bytes_atomically(path, content)


def write_bytes_atomically(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, as `write_text_atomically` does.

    Raises:
        NotFound: the folder is missing.
        UsageError: `path` is a folder, or it cannot be written.
    """
    with _reported(path):
        target = path.resolve()
        if target.is_dir():
            raise UsageError(f"{path} is a folder.", "Name a file in it.")
        if not target.parent.is_dir():
            raise NotFound("folder", str(path.parent), hint="Make it first, or name another.")
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)


def make_folder(path: Path) -> None:
    """Make a folder where there is none.

    Raises:
        NotFound: the folder that it is to be in is missing.
        UsageError: there is a file of this name, or the folder cannot be made.
    """
    with _reported(path):
        if path.exists() and not path.is_dir():
            raise UsageError(f"{path} is a file.", "Name a folder, or a file that ends in .zip.")
        if not path.resolve().parent.is_dir():
            raise NotFound("folder", str(path.parent), hint="Make it first, or name another.")
        path.mkdir(exist_ok=True)


def _replace(target: Path, content: bytes) -> None:
    draft = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}.part")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o7777)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


@contextmanager
def _reported(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror or error}.", "Name a file in a folder that you may write to."
        ) from error
