"""Reading the files people write: each reader turns one file into statements and findings, and nothing else.

A new format is one module with a `read` function, entered in `READERS`.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from kg.order import uncollected
from kg.sources import csv_file, json_file, markdown_file, yaml_file
from kg.sources.base import FileStatements
from kg.sources.tree import FindingLog

if TYPE_CHECKING:
    from kg.sources.base import Reader, SourceFile

__all__ = ["MARKDOWN", "MAX_BYTES", "READERS", "read", "read_unless", "suffix"]

#: The reader of each suffix; all are read compressed with gzip (`.csv.gz`) as well.
READERS: dict[str, Reader] = {
    ".csv": csv_file.read,
    ".json": json_file.read,
    ".markdown": markdown_file.read,
    ".md": markdown_file.read,
    ".yaml": yaml_file.read,
    ".yml": yaml_file.read,
}

#: The suffixes of notes, which are extracted from.
MARKDOWN = frozenset({".markdown", ".md"})

#: The largest file that is read, decompressed.
MAX_BYTES = 2**30


def suffix(name: str) -> str:
    """Return the suffix that tells the format of a file, in lower case and without `.gz`.

    >>> suffix("Nouns.CSV.gz")
    '.csv'
    """
    return PurePath(name.lower().removesuffix(".gz")).suffix


def read(file: SourceFile) -> tuple[FileStatements, str]:
    """Return what the file says, and the SHA-256 in hexadecimal of its bytes as they lie on the disk.

    A file that cannot be read gives an error among the findings, and the empty string where not even its bytes could
    be had.
    """
    statements, digest = read_unless(file, "")
    return statements or FileStatements(), digest


def read_unless(file: SourceFile, known: str) -> tuple[FileStatements | None, str]:
    """Return what `read` does, but None for the statements of a file whose digest is `known`, which is not parsed."""
    findings = FindingLog(file.name)
    # One page that cannot be read must not keep a folder of notes from being loaded.
    note = findings.warning if suffix(file.path.name) in MARKDOWN else findings.error
    digest = ""
    try:
        raw = _bytes(file)
        digest = hashlib.sha256(raw).hexdigest()
        if digest == known:
            return None, digest
        content = _decompressed(raw) if file.path.name.lower().endswith(".gz") else raw
    except _Unreadable as error:
        note("KG001", None, str(error), "Split the file, or give another.")
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        note("KG001", None, f"The file is not whole gzip: {error}.", "Compress it again.")
    except OSError as error:
        reason = error.strerror or str(error)
        note("KG001", None, f"The file cannot be read: {reason}.", "Check that it is there and that you may read it.")
    else:
        reader = READERS.get(suffix(file.path.name))
        if reader is not None:
            with uncollected():
                return reader(file, content), digest
        findings.error("KG001", None, "The file is of no format that kg reads.", f"Known are {', '.join(READERS)}.")
    return FileStatements(findings=tuple(findings.found)), digest


class _Unreadable(Exception):
    """The file is not one that may be read."""


def _bytes(file: SourceFile) -> bytes:
    # A pipe or a device would wait for ever, or never end.
    if file.path.exists() and not file.path.is_file():
        raise _Unreadable("This is not a regular file.")
    with file.path.open("rb") as stream:
        return _bounded(stream.read(MAX_BYTES + 1))


def _decompressed(raw: bytes) -> bytes:
    with gzip.GzipFile(fileobj=BytesIO(raw)) as stream:
        return _bounded(stream.read(MAX_BYTES + 1))


def _bounded(content: bytes) -> bytes:
    if len(content) > MAX_BYTES:
        raise _Unreadable(f"The file holds more than {MAX_BYTES:,} bytes.")
    return content
