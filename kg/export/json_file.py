"""JSON in the shape of the files that people write: what `kg load` reads back as the same graph.

What was extracted keeps its `confidence` and `pattern`, so that curated facts win over it there as they did here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Concept, Evidence, GraphData, Relation
    from kg.ontology import Ontology

__all__ = ["to_json"]


def to_json(graph: GraphData, ontology: Ontology) -> str:
    """Return the concepts by id and the authored relations by key, one a line, empty fields left out.

    Derived relations are not written: they follow from the others by the ontology, which is.
    """
    concepts = sorted(graph.concepts, key=lambda concept: concept.id)
    relations = sorted((one for one in graph.relations if not one.derived), key=lambda one: one.key)
    return (
        '{"format": "kg", "version": 1,\n'
        f'"ontology": {_text(ontology.model_dump(mode="json"))},\n'
        f'"concepts": {_lines(map(_concept, concepts))},\n'
        f'"relations": {_lines(map(_relation, relations))}}}\n'
    )


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _lines(records: Iterable[Mapping[str, Any]]) -> str:
    written = ",\n  ".join(map(_text, records))
    return f"[\n  {written}\n]" if written else "[]"


def _concept(concept: Concept) -> dict[str, Any]:
    return _filled(
        {
            "id": concept.id,
            "name": concept.name,
            "aliases": list(concept.aliases),
            "kind": concept.kind,
            "definition": concept.definition,
            "minutes": concept.minutes,
            "url": concept.url,
            "tags": list(concept.tags),
            "evidence": [_evidence(one) for one in concept.evidence],
            "confidence": concept.confidence,
            "pattern": concept.pattern,
        }
    )


def _relation(relation: Relation) -> dict[str, Any]:
    return _filled(
        {
            "source": relation.source,
            "type": relation.type,
            "target": relation.target,
            "strength": relation.strength,
            "reason": relation.reason,
            "any_of": relation.any_of,
            "evidence": [_evidence(one) for one in relation.evidence],
            "confidence": relation.confidence,
            "pattern": relation.pattern,
        }
    )


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return _filled({"file": evidence.file, "line": evidence.line, "quote": evidence.quote})


def _filled(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "", [])}
