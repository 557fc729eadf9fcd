"""What a reader takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from kg.errors import Finding
    from kg.model import ConceptStatement, RelationStatement
    from kg.ontology import Ontology

__all__ = ["FileStatements", "Reader", "SourceFile"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read: where it is, and its name in evidence (POSIX, relative to the root).

    `named` is True where the user gave this very path, False where a folder was walked. `ontology` has the types that
    notes may name, None for those that are shipped.
    """

    path: Path
    name: str
    named: bool = False
    ontology: Ontology | None = None


@dataclass(frozen=True, slots=True)
class FileStatements:
    """What one file says. `findings` may hold errors, which refuse the load."""

    concepts: tuple[ConceptStatement, ...] = ()
    relations: tuple[RelationStatement, ...] = ()
    findings: tuple[Finding, ...] = ()


class Reader(Protocol):
    """Turns the bytes of one file into statements; never raises for what the bytes hold."""

    def __call__(self, file: SourceFile, content: bytes) -> FileStatements:
        """Return the statements of `content`, named as `file`."""
