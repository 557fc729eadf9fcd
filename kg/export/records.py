"""What every format is made of: the fields of concepts and relations that are filled, in one order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Concept, Relation
    from kg.ontology import Ontology

__all__ = ["authored", "by_id", "by_key", "concept_fields", "drawn_ends", "flat", "relation_fields", "xml_id"]

#: What a document of XML 1.0 cannot hold, not even escaped (section 2.2 of the recommendation).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def by_id(concepts: Iterable[Concept]) -> list[Concept]:
    """Return the concepts in the order of their ids."""
    return sorted(concepts, key=lambda one: one.id)


def by_key(relations: Iterable[Relation]) -> list[Relation]:
    """Return the relations in the order of source, type and target."""
    return sorted(relations, key=lambda one: one.key)


def authored(relations: Iterable[Relation]) -> list[Relation]:
    """Return the relations that somebody stated, in order; the derived ones follow from them."""
    return by_key(one for one in relations if not one.derived)


def concept_fields(concept: Concept) -> dict[str, Any]:
    """Return all that is said of a concept but its id and name; evidence in the form `file:line: quote`."""
    return _filled(
        {
            "kind": concept.kind,
            "aliases": list(concept.aliases),
            "definition": concept.definition,
            "minutes": concept.minutes,
            "url": concept.url,
            "tags": list(concept.tags),
            "evidence": [str(one) for one in concept.evidence],
            "sources": list(concept.sources),
            "confidence": concept.confidence,
            "pattern": concept.pattern,
        }
    )


def relation_fields(relation: Relation) -> dict[str, Any]:
    """Return all that is said of a relation but its ends and type; `derived` only where it is."""
    return _filled(
        {
            "strength": relation.strength,
            "reason": relation.reason,
            "any_of": relation.any_of,
            "derived": relation.derived or None,
            "via": list(relation.via),
            "evidence": [str(one) for one in relation.evidence],
            "sources": list(relation.sources),
            "confidence": relation.confidence,
            "pattern": relation.pattern,
        }
    )


def drawn_ends(relation: Relation, ontology: Ontology) -> tuple[str, str]:
    """Return (start, end) of the arrow: from what is known first to what needs it, else from source to target."""
    needs = ontology.needs(*relation.key) if relation.type in ontology.types else None
    return (needs[1], needs[0]) if needs else (relation.source, relation.target)


def flat(values: Mapping[str, Any]) -> dict[str, str | int | bool]:
    """Return the values as XML can hold them: lists joined with `|`, characters that XML has not dropped from texts."""
    scalars = {
        key: value if isinstance(value, int) else _NOT_XML.sub("", value if isinstance(value, str) else "|".join(value))
        for key, value in values.items()
    }
    return {key: value for key, value in scalars.items() if value != ""}


def xml_id(identity: str) -> str:
    """Return an id with the characters that XML has not as `%` and their number, so that two ids stay two."""
    return _NOT_XML.sub(lambda found: f"%{ord(found[0]):X}", identity)


def _filled(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, "", [])}
