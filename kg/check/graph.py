"""The graph that is checked: its records, where each is stated, and the lines of the files that they quote."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.check.codes import CODES
from kg.errors import Finding
from kg.loader.derive import derive, doubtful_cycles
from kg.loader.merge import merge
from kg.loader.statements import parted
from kg.model import Concept, ConceptId, ConceptStatement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.check.files import Files
    from kg.errors import Severity
    from kg.loader.merge import Merged
    from kg.model import Relation, RelationStatement
    from kg.ontology import Ontology

__all__ = ["CheckedGraph", "Key", "survey"]

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class CheckedGraph:
    """What the checks look at. `relations` are the authored ones; `found` holds what merging had to say."""

    ontology: Ontology
    concepts: Mapping[ConceptId, Concept]
    relations: Mapping[Key, Relation]
    derived: Mapping[Key, Relation]
    files: Files
    places: Mapping[str | Key, tuple[str, int]] = field(default_factory=dict)
    found: tuple[Finding, ...] = ()

    def name(self, identity: str) -> str:
        """Return the name of a concept in quotes."""
        return f"'{self.concepts[ConceptId(identity)].name}'"

    def sentence(self, relation: Relation) -> str:
        """Return a relation in words."""
        return self.ontology.sentence(self.name(relation.source), relation.type, self.name(relation.target))

    def place(self, record: Concept | Relation) -> tuple[str | None, int | None]:
        """Return the file and line where a record is stated."""
        known = self.places.get(_key(record))
        if known is not None:
            return known
        return (record.sources[0] if record.sources else None), None

    def where(self, record: Concept | Relation) -> str:
        """Return `file:line` of a record."""
        file, line = self.place(record)
        return f"{file}:{line}" if line else str(file)

    def finding(
        self, code: str, about: Concept | Relation, message: str, hint: str = "", severity: Severity | None = None
    ) -> Finding:
        """Return a finding about a record, with the usual severity of its code unless another is given."""
        return Finding(code, severity or CODES[code].severity, message, hint, *self.place(about))


def survey(
    statements: Iterable[ConceptStatement | RelationStatement], ontology: Ontology, files: Files
) -> CheckedGraph:
    """Return the graph that the statements make, as `loader.load` makes it, but never refused."""
    concepts, relations = parted(statements)
    merged = merge(concepts, relations, ontology)
    doubtful, circles = doubtful_cycles(merged.relations, ontology)
    merged.leave_out(doubtful)
    # The findings of `derive` are told by kg.check.circles, with the weakest link.
    derived, _ = derive(merged.relations, ontology)
    places = _places(concepts, relations, merged, ontology)
    found = (*merged.findings, *circles)
    return CheckedGraph(ontology, merged.concepts, merged.relations, derived, files, places, found)


def _key(record: Concept | Relation) -> str | Key:
    return record.id if isinstance(record, Concept) else record.key


def _places(
    concepts: Iterable[ConceptStatement], relations: Iterable[RelationStatement], merged: Merged, ontology: Ontology
) -> dict[str | Key, tuple[str, int]]:
    """Return where the statement that wins for each record stands."""
    places: dict[str | Key, tuple[str, int]] = {}
    for one in sorted(concepts, key=lambda one: one.rank):
        record = merged.concept(one.own_id)
        if record is not None:
            places.setdefault(record.id, (one.file, one.line))
    for other in sorted(relations, key=lambda one: one.rank):
        key = merged.relation_key(other, ontology)
        if key is not None:
            places.setdefault(key, (other.file, other.line))
    return places
