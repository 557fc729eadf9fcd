"""Statements from records: what a file must have said for the graph to hold what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Concept, ConceptStatement, Evidence, Relation, RelationStatement, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["DEFAULT_KIND", "concept_statement", "parted", "record_key", "relation_statement"]

#: The kind of a concept for which nobody says one.
DEFAULT_KIND = "concept"


def concept_statement(record: Concept) -> ConceptStatement:
    """Return the statement that alone would have made the record, which has one source."""
    file = record.sources[0]
    return ConceptStatement(
        file=file,
        line=_line_in(file, record.evidence),
        evidence=record.evidence,
        name=record.name,
        id=None if record.id == slug(record.name) else record.id,
        aliases=record.aliases,
        kind=None if record.kind == DEFAULT_KIND else record.kind,
        definition=record.definition,
        minutes=record.minutes,
        url=record.url,
        tags=record.tags,
        confidence=record.confidence,
        pattern=record.pattern,
    )


def relation_statement(record: Relation) -> RelationStatement:
    """Return the statement that alone would have made the record, which has one source."""
    file = record.sources[0]
    source, target = record.stated_as or (record.source, record.target)
    return RelationStatement(
        file=file,
        line=_line_in(file, record.evidence),
        evidence=record.evidence,
        source=source,
        type=record.type,
        target=target,
        strength=None if record.strength == "hard" else record.strength,
        reason=record.reason,
        any_of=record.any_of,
        confidence=record.confidence,
        pattern=record.pattern,
    )


def record_key(record: Concept | Relation) -> str:
    """Return the text that names a record: the id of a concept, the three parts of a relation's key."""
    return record.id if isinstance(record, Concept) else "\n".join(record.key)


def _line_in(file: str, evidence: Sequence[Evidence]) -> int:
    return next((proof.line for proof in evidence if proof.file == file), 1)


def parted(
    statements: Iterable[ConceptStatement | RelationStatement],
) -> tuple[list[ConceptStatement], list[RelationStatement]]:
    """Return the statements about concepts and those about relations."""
    concepts: list[ConceptStatement] = []
    relations: list[RelationStatement] = []
    for one in statements:
        if isinstance(one, ConceptStatement):
            concepts.append(one)
        else:
            relations.append(one)
    return concepts, relations
