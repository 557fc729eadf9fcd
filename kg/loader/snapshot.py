"""What the store holds, as records; and the statements of its files, given back exactly."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from kg.config import cypher
from kg.errors import Finding
from kg.loader.statements import concept_statement, record_key, relation_statement
from kg.lookup import stored_ontology
from kg.model import CONFIDENCES, Concept, ConceptStatement, Relation, RelationStatement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import ConceptId, Confidence
    from kg.ontology import Ontology
    from kg.stores.base import Store

__all__ = [
    "Snapshot",
    "Source",
    "read_bookkeeping",
    "read_snapshot",
]


@dataclass(frozen=True, slots=True)
class Source:
    """A loaded file.

    `sha256` is that of its bytes, `pending` the statements that the graph alone cannot give back, as JSON, `reader` how
    it was read, and `findings` what there is to say about it.
    """

    sha256: str
    pending: tuple[str, ...] = ()
    reader: str = ""
    findings: tuple[Finding, ...] = ()

    def to_row(self, name: str) -> dict[str, Any]:
        """Return the properties of the node that keeps this."""
        return {
            "id": name,
            "path": name,
            "sha256": self.sha256,
            "pending": list(self.pending),
            "reader": self.reader,
            "findings": [json.dumps(asdict(one), ensure_ascii=False) for one in self.findings],
        }

    @property
    def min_confidence(self) -> Confidence:
        """Return how sure a fact had to be when the file was loaded; `reader` names it behind its version."""
        level = self.reader.partition(" ")[2].partition(" ")[0]
        return next((one for one in CONFIDENCES if one == level), "pattern")

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Source:
        """Return what `to_row` wrote."""
        return cls(
            row["sha256"],
            tuple(row["pending"] or ()),
            row["reader"] or "",
            tuple(Finding(**json.loads(text)) for text in row["findings"] or ()),
        )


@dataclass(slots=True)
class Snapshot:
    """Everything that kg wrote into a store; what people wrote there by themselves has no hash, and is left alone."""

    concepts: dict[ConceptId, Concept] = field(default_factory=dict)
    relations: dict[tuple[str, str, str], Relation] = field(default_factory=dict)
    hashes: dict[str | tuple[str, str, str], str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    ontology: Ontology | None = None
    unfinished: tuple[str, ...] = ()

    def statements(self) -> Iterator[ConceptStatement | RelationStatement]:
        """Yield what all loaded files state: pending statements, and one for each record that has no pending ones."""
        covered: set[tuple[str, str]] = set()
        for source in self.sources.values():
            for text in source.pending:
                entry = json.loads(text)
                covered.add((entry["of"], entry["file"]))
                yield parse_pending(entry)
        for concept in self.concepts.values():
            if not any((record_key(concept), file) in covered for file in concept.sources):
                yield concept_statement(concept)
        for relation in self.relations.values():
            if not relation.derived and not any((record_key(relation), file) in covered for file in relation.sources):
                yield relation_statement(relation)


def pending_text(one: ConceptStatement | RelationStatement, of: str) -> str:
    """Return a statement as JSON; `of` is the key of the record it belongs to, empty for none."""
    content = one.model_dump(mode="json", exclude_defaults=True)
    content["of"] = of
    content["is"] = "concept" if isinstance(one, ConceptStatement) else "relation"
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def parse_pending(entry: Mapping[str, Any]) -> ConceptStatement | RelationStatement:
    """Return the statement that `pending_text` wrote."""
    content = {key: value for key, value in entry.items() if key not in ("of", "is")}
    return (ConceptStatement if entry["is"] == "concept" else RelationStatement).model_validate(content)


def read_bookkeeping(store: Store) -> Snapshot:
    """Read what kg keeps about loads, without concepts and relations.

    Raises:
        StoreUnavailable: a newer kg wrote the store.
    """
    snapshot = Snapshot(ontology=stored_ontology(store))
    if snapshot.ontology is not None:
        snapshot.sources = {
            row["path"]: Source.from_row(row) for row in store.read(cypher("load/read_sources")).dicts()
        }
        snapshot.unfinished = tuple(row["id"] for row in store.read(cypher("load/read_unfinished")).dicts())
    return snapshot


def read_snapshot(store: Store) -> Snapshot:
    """Read everything that kg keeps in the store into memory.

    Raises:
        StoreUnavailable: a newer kg wrote the store.
    """
    snapshot = read_bookkeeping(store)
    if snapshot.ontology is None:
        return snapshot
    for row in store.read(cypher("load/read_concepts")).each():
        concept = Concept.from_row(row)
        snapshot.concepts[concept.id] = concept
        snapshot.hashes[concept.id] = row["hash"]
    for derived in (False, True):  # one after the other: the rows of all take as much memory as the records
        for row in store.read(cypher("load/read_relations"), {"derived": derived}).each():
            relation = Relation.from_row(row)
            snapshot.relations[relation.key] = relation
            snapshot.hashes[relation.key] = row["hash"]
    return snapshot
