"""Markdown: notes, glossaries and vaults, from which concepts and relations are extracted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.config import default_ontology

if TYPE_CHECKING:
    from kg.sources.base import FileStatements, SourceFile

__all__ = ["read"]


def read(file: SourceFile, content: bytes) -> FileStatements:
    """Return the statements of a page of notes; what is wrong with it are warnings."""
    from kg.sources.markdown.extract import extract  # noqa: PLC0415 - the parser is slow to import

    return extract(content, file.name, file.ontology or default_ontology())
