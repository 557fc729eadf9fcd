"""GraphML, for Gephi, yEd, Cytoscape and networkx: scalars only, as those tools want them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.export.records import by_id, by_key, concept_fields, flat, relation_fields, xml_id

if TYPE_CHECKING:
    from kg.model import GraphData
    from kg.ontology import Ontology

__all__ = ["to_graphml"]


def to_graphml(graph: GraphData, ontology: Ontology) -> str:
    """Return a directed multigraph: concepts and relations, derived ones marked, lists joined with `|`.

    Characters that XML cannot hold are dropped from texts; in ids they are written as `%` and their number, so that
    two ids stay two. Nodes carry the colour of their kind, edges the words of their type as `label`.
    """
    import networkx as nx  # noqa: PLC0415 - takes 0.3 s, and only this format needs it

    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for concept in by_id(graph.concepts):
        kind = ontology.kinds.get(concept.kind)
        colour = {"colour": kind.colour} if kind else {}
        drawn.add_node(xml_id(concept.id), **flat({"label": concept.name, **colour, **concept_fields(concept)}))
    for number, relation in enumerate(by_key(graph.relations)):
        type_ = ontology.types.get(relation.type)
        words = {"type": relation.type, "label": type_.label if type_ else relation.type}
        drawn.add_edge(
            xml_id(relation.source),
            xml_id(relation.target),
            key=f"e{number}",
            **flat({**words, "derived": relation.derived, **relation_fields(relation)}),
        )
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(nx.generate_graphml(drawn)) + "\n"
