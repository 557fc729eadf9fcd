"""The difference between what is stored and what should be, and how it is written."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from kg.config import cypher
from kg.loader.report import Counts, LoadReport
from kg.loader.snapshot import Snapshot, Source
from kg.lookup import FORMAT_VERSION
from kg.stores.base import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.model import Concept, Relation
    from kg.ontology import Ontology
    from kg.stores.base import Store

__all__ = ["Change", "apply_change", "compare"]

BATCH = 10_000

_Key = tuple[str, str, str]
_T = TypeVar("_T")


@dataclass(slots=True)
class Change:
    """What a load writes.

    `concepts` are (record, label, hash), `relations` (record, hash). `relabel` holds (id, old label, new label) where a
    label goes, or comes without the concept being written.
    """

    concepts: list[tuple[Concept, str | None, str]] = field(default_factory=list)
    relations: list[tuple[Relation, str]] = field(default_factory=list)
    relabel: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    deleted_concepts: list[str] = field(default_factory=list)
    deleted_relations: list[_Key] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    deleted_sources: list[str] = field(default_factory=list)
    ontology: Ontology | None = None
    is_first: bool = False
    resumes: bool = False

    @property
    def facts(self) -> int:
        """Return how many facts are written or deleted."""
        return len(self.concepts) + len(self.relations) + len(self.deleted_concepts) + len(self.deleted_relations)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all is written, bookkeeping included."""
        return not (self.facts or self.sources or self.deleted_sources or self.ontology or self.resumes)


def compare(
    before: Snapshot,
    concepts: Mapping[Any, Concept],
    relations: Mapping[_Key, Relation],
    sources: Mapping[str, Source],
    ontology: Ontology,
    *,
    loaded: set[str],
) -> tuple[Change, LoadReport]:
    """Return what has to be written to make the store hold these records, and the counts of it.

    Facts that do not change count as `unchanged` when one of the files `loaded` states them.
    """
    report = LoadReport()
    change = Change(is_first=before.ontology is None, resumes=bool(before.unfinished))
    old_ontology = before.ontology or ontology
    for identity, concept in concepts.items():
        old = before.concepts.get(identity)
        digest = before.hashes[identity] if old == concept else _digest(concept)
        _count(report.concepts, before.hashes.get(identity), digest, seen=not loaded.isdisjoint(concept.sources))
        old_label = old_ontology.label_of(old.kind) if old else None
        label = ontology.label_of(concept.kind)
        is_written = before.hashes.get(identity) != digest
        if is_written:
            change.concepts.append((concept, label, digest))
        if old_label != label:
            change.relabel.append((identity, old_label, None if is_written else label))
    for key, relation in relations.items():
        stored = before.relations.get(key)
        digest = before.hashes[key] if stored == relation else _digest(relation)
        counts = report.derived if relation.derived else report.relations
        same_kind = stored is not None and stored.derived == relation.derived
        _count(
            counts,
            before.hashes.get(key) if same_kind else None,
            digest,
            seen=not loaded.isdisjoint(relation.sources),
        )
        if before.hashes.get(key) != digest:
            change.relations.append((relation, digest))
    for key, stored in before.relations.items():
        wanted = relations.get(key)
        if wanted is None or wanted.derived != stored.derived:
            (report.derived if stored.derived else report.relations).deleted += 1
        if wanted is None:
            change.deleted_relations.append(key)
    change.deleted_concepts = [identity for identity in before.concepts if identity not in concepts]
    report.concepts.deleted = len(change.deleted_concepts)
    change.sources = {name: source for name, source in sources.items() if before.sources.get(name) != source}
    change.deleted_sources = [name for name in before.sources if name not in sources]
    if before.ontology is None or before.ontology.sha256 != ontology.sha256:
        change.ontology = ontology
    return change, report


def apply_change(store: Store, change: Change, progress: Callable[[str, int, int], None]) -> None:
    """Write a change: in one transaction, or in steps of which each leaves a valid graph where the store needs that.

    `progress` is called with what is written, how many facts are done and how many there are.
    """
    store.ensure_schema()
    limit = store.capabilities.atomic_facts
    statements = _with_progress(_statements(change), change.facts, progress)
    if limit is None or change.facts <= limit:
        ended = [Statement(cypher("load/end_load"))] if change.resumes else []
        store.write([*statements, *_closing(change), *ended])
        return
    opened = {name: Source("", source.pending) for name, source in change.sources.items()}
    ontology = change.ontology if change.is_first else None
    store.write([Statement(cypher("load/begin_load")), *_bookkeeping(opened, [], ontology)])
    for one in statements:
        store.write([one])
    store.write([*_closing(change), Statement(cypher("load/end_load"))])


_Step = tuple[str, int, Statement]


def _statements(change: Change) -> Iterator[_Step]:
    """Yield (what, facts, statement) in an order in which every prefix is a valid graph."""
    yield from _label_statements("load/unlabel_concepts", [(one, old) for one, old, _ in change.relabel])
    yield from _concept_statements(change)
    yield from _label_statements("load/label_concepts", [(one, new) for one, _, new in change.relabel])
    yield from _relation_statements("relations", [one for one in change.relations if not one[0].derived])
    yield from _relation_statements("prerequisites", [one for one in change.relations if one[0].derived])
    yield from _deletions(change)


def _concept_statements(change: Change) -> Iterator[_Step]:
    """Yield concepts with their labels, so that none is ever stored without."""
    by_label: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for concept, label, digest in change.concepts:
        by_label[label].append(concept_properties(concept, digest))
    for label, group in by_label.items():
        text = cypher("load/write_labelled_concepts", LABEL=label) if label else cypher("load/write_concepts")
        for some in _batches(group):
            yield "concepts", len(some), Statement(text, {"rows": list(some)})


def _label_statements(name: str, labels: Iterable[tuple[str, str | None]]) -> Iterator[_Step]:
    by_label: dict[str, list[str]] = defaultdict(list)
    for identity, label in labels:
        if label:
            by_label[label].append(identity)
    for label, ids in by_label.items():
        for some in _batches(ids):
            yield "labels", 0, Statement(cypher(name, LABEL=label), {"ids": list(some)})


def _relation_statements(what: str, relations: Iterable[tuple[Relation, str]]) -> Iterator[_Step]:
    by_type: dict[str, list[tuple[Relation, str]]] = defaultdict(list)
    for one in relations:
        by_type[one[0].type].append(one)
    for type_, group in by_type.items():
        for some in _batches(group):
            rows = [
                {
                    "source": relation.source,
                    "target": relation.target,
                    "properties": relation_properties(relation, digest),
                }
                for relation, digest in some
            ]
            yield what, len(rows), Statement(cypher("load/write_relations", TYPE=type_), {"rows": rows})


def _deletions(change: Change) -> Iterator[_Step]:
    by_type: dict[str, list[dict[str, str]]] = defaultdict(list)
    for source, type_, target in change.deleted_relations:
        by_type[type_].append({"source": source, "target": target})
    for type_, keys in by_type.items():
        for some in _batches(keys):
            yield "deletions", len(some), Statement(cypher("load/delete_relations", TYPE=type_), {"rows": list(some)})
    for ids in _batches(change.deleted_concepts):
        yield "deletions", len(ids), Statement(cypher("load/delete_concepts"), {"ids": list(ids)})


def _batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _with_progress(
    statements: Iterable[tuple[str, int, Statement]], total: int, progress: Callable[[str, int, int], None]
) -> Iterator[Statement]:
    done = 0
    for what, facts, statement in statements:
        progress(what, done, total)
        yield statement
        done += facts
    progress("saving", done, total)


def _closing(change: Change) -> list[Statement]:
    return _bookkeeping(change.sources, change.deleted_sources, change.ontology)


def _bookkeeping(sources: Mapping[str, Source], deleted: list[str], ontology: Ontology | None) -> list[Statement]:
    rows = [source.to_row(name) for name, source in sources.items()]
    statements = [Statement(cypher("load/write_sources"), {"rows": rows})] if rows else []
    if deleted:
        statements.append(Statement(cypher("load/delete_sources"), {"ids": deleted}))
    if ontology is not None:
        properties = {
            "id": "kg",
            "version": FORMAT_VERSION,
            "ontology": ontology.text,
            "ontology_sha256": ontology.sha256,
        }
        statements.append(Statement(cypher("load/write_meta"), {"properties": properties}))
    return statements


def concept_properties(concept: Concept, digest: str) -> dict[str, Any]:
    """Return the properties of a concept's node: scalars and lists of strings, none of them null."""
    return _properties(concept, digest) | {"aliases": list(concept.aliases), "tags": list(concept.tags)}


def relation_properties(relation: Relation, digest: str) -> dict[str, Any]:
    """Return the properties of a relation's edge: scalars and lists of strings, none of them null."""
    properties = _properties(relation, digest)
    for key in ("source", "type", "target"):
        del properties[key]
    if not relation.derived:
        del properties["derived"]
    return {key: value for key, value in properties.items() if value not in ([], ())} | {
        "sources": list(relation.sources),
        "evidence": properties["evidence"],
    }


def _properties(record: Concept | Relation, digest: str) -> dict[str, Any]:
    properties = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in record.__dict__.items()
        if value is not None
    }
    return properties | {"evidence": [str(proof) for proof in record.evidence], "hash": digest}


def _digest(record: Concept | Relation) -> str:
    """Return 16 hexadecimal digits that change whenever a property of the record does."""
    content = json.dumps(_properties(record, ""), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _count(counts: Counts, old: str | None, new: str, *, seen: bool) -> None:
    if old is None:
        counts.created += 1
    elif old != new:
        counts.updated += 1
    elif seen:
        counts.unchanged += 1
