"""JSON-LD: concepts as SKOS concepts and schema.org terms, relations as properties and as statements about them."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from kg.export.records import by_id, by_key, concept_fields, relation_fields

if TYPE_CHECKING:
    from kg.model import Concept, GraphData, Relation
    from kg.ontology import Ontology

__all__ = ["to_jsonld"]

#: What kg itself calls things; nothing is to be fetched there.
_OWN = "urn:x-kg:"
_CONTEXT: dict[str, Any] = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "kg": _OWN,
    "skos:broader": {"@type": "@id"},
    "skos:narrower": {"@type": "@id"},
    "skos:related": {"@type": "@id"},
    "skos:inScheme": {"@type": "@id"},
    "schema:isPartOf": {"@type": "@id"},
    "schema:hasPart": {"@type": "@id"},
    "dcterms:requires": {"@type": "@id"},
    "rdf:subject": {"@type": "@id"},
    "rdf:predicate": {"@type": "@id"},
    "rdf:object": {"@type": "@id"},
}
#: What the types that every ontology of kg may have are called elsewhere: (from source, from target).
_KNOWN = {
    "IS_A": ("skos:broader", "skos:narrower"),
    "PART_OF": ("schema:isPartOf", "schema:hasPart"),
    "RELATED_TO": ("skos:related", "skos:related"),
    "REQUIRES": ("dcterms:requires", None),
}
_SCHEME = f"{_OWN}scheme"


def to_jsonld(graph: GraphData, ontology: Ontology) -> str:
    """Return one node a concept, a relation and a relation type.

    `IS_A` is `skos:broader` and, the other way, `skos:narrower`; every relation, of whatever type, is a statement
    (`rdf:Statement`) that carries its strength, reason, group of alternatives and evidence.
    """
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    relations = by_key(graph.relations)
    for one in relations:
        forth, back = _KNOWN.get(one.type, (None, None))
        if forth:
            links[one.source][forth].append(_concept_iri(one.target))
        if back:
            links[one.target][back].append(_concept_iri(one.source))
    nodes = [
        {"@id": _SCHEME, "@type": ["skos:ConceptScheme", "schema:DefinedTermSet"]},
        *(_concept(one, links[one.id]) for one in by_id(graph.concepts)),
        *(_type(type_, ontology) for type_ in sorted({one.type for one in relations})),
        *map(_statement, relations),
    ]
    written = ",\n  ".join(json.dumps(node, ensure_ascii=False) for node in nodes)
    return f'{{"@context": {json.dumps(_CONTEXT)},\n"@graph": [\n  {written}\n]}}\n'


def _concept(concept: Concept, links: dict[str, list[str]]) -> dict[str, Any]:
    fields = concept_fields(concept)
    shown = {
        "skos:prefLabel": concept.name,
        "skos:altLabel": fields.get("aliases"),
        "skos:definition": fields.get("definition"),
        "schema:termCode": concept.id,
        "schema:timeRequired": None if concept.minutes is None else f"PT{concept.minutes}M",
        "schema:url": fields.get("url"),
        "schema:keywords": fields.get("tags"),
        "skos:inScheme": _SCHEME,
        **_own(fields, "kind", "evidence", "sources", "confidence", "pattern"),
        **{key: sorted(set(ends)) for key, ends in links.items()},
    }
    node = {"@id": _concept_iri(concept.id), "@type": ["skos:Concept", "schema:DefinedTerm"], **shown}
    return {key: value for key, value in node.items() if value is not None}


def _type(type_: str, ontology: Ontology) -> dict[str, Any]:
    known = ontology.types.get(type_)
    node = {"@id": _type_iri(type_), "@type": "rdf:Property", "schema:termCode": type_}
    if known:
        node |= {"rdfs:label": known.label, "kg:inverse": known.inverse, "kg:known_first": known.known_first}
    return node


def _statement(relation: Relation) -> dict[str, Any]:
    fields = relation_fields(relation)
    parts = "/".join(quote(part, safe="") for part in relation.key)
    return {
        "@id": f"{_OWN}relation:{parts}",
        "@type": "rdf:Statement",
        "rdf:subject": _concept_iri(relation.source),
        "rdf:predicate": _type_iri(relation.type),
        "rdf:object": _concept_iri(relation.target),
        **_own(fields, *fields),
    }


def _own(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    return {f"kg:{name}": fields[name] for name in names if name in fields}


def _concept_iri(identity: str) -> str:
    return f"{_OWN}concept:{quote(identity, safe='')}"


def _type_iri(type_: str) -> str:
    return f"{_OWN}type:{quote(type_, safe='')}"
