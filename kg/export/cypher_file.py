"""A Cypher script that merges the graph into an empty Neo4j, as `cypher-shell` and Neo4j Browser run it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.errors import UsageError
from kg.export.records import by_id, by_key, concept_fields, relation_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import GraphData
    from kg.ontology import Ontology

__all__ = ["to_cypher"]

_ROWS = 500  # a statement of so many stays far below what a server's parser takes
_TYPE = re.compile(r"[A-Z][A-Z0-9_]*")
_HEAD = """\
CREATE CONSTRAINT kg_concept_id IF NOT EXISTS FOR (c:Concept) REQUIRE c.id IS UNIQUE;
CREATE INDEX kg_concept_name IF NOT EXISTS FOR (c:Concept) ON (c.name);
"""


def to_cypher(graph: GraphData, ontology: Ontology) -> str:
    """Return statements that end in `;` and a new line: a constraint, an index, the concepts, the relations.

    To run it twice changes nothing. Labels are those of the ontology; a kind that it does not know gives none.

    Raises:
        UsageError: a relation type is not of the form that Cypher takes unquoted.
    """
    concepts: dict[str, list[str]] = defaultdict(list)
    for concept in by_id(graph.concepts):
        properties = {"id": concept.id, "name": concept.name, **concept_fields(concept)}
        concepts[ontology.label_of(concept.kind) or ""].append(_literal(properties))
    relations: dict[str, list[str]] = defaultdict(list)
    for relation in by_key(graph.relations):
        if not _TYPE.fullmatch(relation.type):
            raise UsageError(f"The relation type '{relation.type}' cannot be written as Cypher.", "Rename it.")
        row = {
            "source": relation.source,
            "target": relation.target,
            "properties": _properties(relation_fields(relation)),
        }
        relations[relation.type].append(_literal(row))
    statements = [
        f"{_rows(rows)}\nMERGE (c:Concept {{id: row.id}})\nSET c += row{f', c:{label}' if label else ''};\n"
        for label in sorted(concepts)
        for rows in _batched(concepts[label], _ROWS)
    ]
    statements += [
        f"{_rows(rows)}\nMATCH (a:Concept {{id: row.source}})\nMATCH (b:Concept {{id: row.target}})\n"
        f"MERGE (a)-[r:{type_}]->(b)\nSET r += row.properties;\n"
        for type_ in sorted(relations)
        for rows in _batched(relations[type_], _ROWS)
    ]
    return _HEAD + "".join(statements)


def _properties(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"derived": False, **fields}


def _batched(rows: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _rows(rows: Iterable[str]) -> str:
    return "UNWIND [\n  " + ",\n  ".join(rows) + "\n] AS row"


def _literal(value: Any) -> str:
    """Return a value as Cypher writes it; keys are names of fields."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case str():
            return _quoted(value)
        case dict():
            return "{" + ", ".join(f"{key}: {_literal(one)}" for key, one in value.items()) + "}"
        case _:
            return "[" + ", ".join(map(_literal, value)) + "]"


def _quoted(text: str) -> str:
    r"""Return a string literal.

    Cypher 5 replaces `\uXXXX` before it reads strings, also after another backslash: a `u` never follows one here.
    A line of its own that ends in `;` would end the statement for simple readers, so new lines are escaped.
    """
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return "'" + re.sub(r"\\(?=[uU])", r"\\' + '", escaped) + "'"
