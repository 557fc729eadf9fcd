"""The JSON of networkx: `networkx.node_link_graph(json.load(file))` is a directed multigraph with all fields."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.export.records import by_id, by_key, concept_fields, relation_fields

if TYPE_CHECKING:
    from kg.model import GraphData
    from kg.ontology import Ontology

__all__ = ["to_node_link"]


def to_node_link(graph: GraphData, ontology: Ontology) -> str:
    """Return nodes and edges, one a line; an edge's key is its type, derived ones are marked `derived`."""
    nodes = [{"id": one.id, "name": one.name, **concept_fields(one)} for one in by_id(graph.concepts)]
    edges = [
        {"source": one.source, "target": one.target, "key": one.type, "type": one.type, **relation_fields(one)}
        for one in by_key(graph.relations)
    ]
    kept = {"ontology": ontology.model_dump(mode="json")}
    parts = {
        "directed": "true",
        "multigraph": "true",
        "graph": json.dumps(kept, ensure_ascii=False),
        "nodes": _lines(nodes),
        "edges": _lines(edges),
    }
    return "{" + ",\n".join(f'"{key}": {text}' for key, text in parts.items()) + "}\n"


def _lines(records: list[dict[str, object]]) -> str:
    written = ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in records)
    return f"[\n  {written}\n]" if written else "[]"
