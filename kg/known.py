"""The learner's marks: which concepts are known, in one small file that people can edit.

The form is `{"format": "kg-known", "known": ["gradient", "loss"]}`: ids of concepts, sorted. The file stands beside an
embedded store (`kg.kgl` has `kg.known.json`); for a server it stands in the current folder.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.config import StoreAddress

__all__ = ["FORMAT", "marks_path", "read_marks", "read_names", "write_marks"]

FORMAT = "kg-known"
_HINT = f'Its form is {{"format": "{FORMAT}", "known": ["id", ...]}}.'


def marks_path(address: StoreAddress) -> Path:
    """Return where the marks for a store are.

    >>> from kg.config import StoreAddress
    >>> marks_path(StoreAddress(path=Path("notes/kg.kgl"))).as_posix()
    'notes/kg.known.json'
    """
    return Path("kg.known.json") if address.path is None else address.path.with_suffix(".known.json")


def read_marks(path: Path) -> tuple[str, ...]:
    """Return the ids that are marked as known, sorted; none where there is no file.

    Raises:
        UsageError: the file cannot be read or has another form.
    """
    return tuple(sorted(set(_read(path)))) if path.exists() else ()


def read_names(path: Path) -> tuple[str, ...]:
    """Return the names in a file that a learner gives: marks, or a text with a name a line (`#` starts a remark).

    Raises:
        NotFound: there is no such file.
        UsageError: the file cannot be read or has another form.
    """
    return tuple(_read(path))


def write_marks(path: Path, ids: Iterable[str]) -> None:
    """Write the marks, whole or not at all.

    Raises:
        UsageError: the folder is missing or cannot be written.
    """
    text = json.dumps({"format": FORMAT, "known": sorted(set(ids))}, ensure_ascii=False, indent=2) + "\n"
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from error


def _read(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound("file", str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}.") from error
    if not text.lstrip().startswith("{"):
        if path.suffix == ".json":
            raise UsageError(f"{path} holds no marks.", _HINT)
        return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is not valid JSON: {error}.", _HINT) from error
    known = content.get("known")
    if content.get("format") != FORMAT or not isinstance(known, list) or not all(isinstance(one, str) for one in known):
        raise UsageError(f"{path} holds no marks.", _HINT)
    return known
