"""GraphML, for Gephi, yEd, Cytoscape and networkx: scalars only, as those tools want them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import GraphData
    from kg.ontology import Ontology

__all__ = ["to_graphml"]

#: What a document of XML 1.0 cannot hold, not even escaped (section 2.2 of the recommendation).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_graphml(graph: GraphData, ontology: Ontology) -> str:
    """Return a directed multigraph: concepts and relations, derived ones marked, lists joined with `|`.

    Characters that XML cannot hold are dropped from texts; in ids they are written as `%` and their number, so that
    two ids stay two. Nodes carry the colour of their kind, edges the words of their type as `label`.
    """
    import networkx as nx  # noqa: PLC0415 - takes 0.3 s, and only this format needs it

    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for concept in sorted(graph.concepts, key=lambda one: one.id):
        kind = ontology.kinds.get(concept.kind)
        drawn.add_node(
            _id(concept.id),
            **_scalars(
                {
                    "label": concept.name,
                    "kind": concept.kind,
                    "colour": kind.colour if kind else None,
                    "aliases": concept.aliases,
                    "definition": concept.definition,
                    "minutes": concept.minutes,
                    "url": concept.url,
                    "tags": concept.tags,
                    "evidence": map(str, concept.evidence),
                }
            ),
        )
    for number, relation in enumerate(sorted(graph.relations, key=lambda one: one.key)):
        type_ = ontology.types.get(relation.type)
        drawn.add_edge(
            _id(relation.source),
            _id(relation.target),
            key=f"e{number}",
            **_scalars(
                {
                    "type": relation.type,
                    "label": type_.label if type_ else relation.type,
                    "strength": relation.strength,
                    "reason": relation.reason,
                    "any_of": relation.any_of,
                    "derived": relation.derived,
                    "via": relation.via,
                    "evidence": map(str, relation.evidence),
                }
            ),
        )
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(nx.generate_graphml(drawn)) + "\n"


def _id(identity: str) -> str:
    return _NOT_XML.sub(lambda found: f"%{ord(found[0]):X}", identity)


def _scalars(values: Mapping[str, Any]) -> dict[str, str | int | bool]:
    """Return the values that are there: lists joined, texts without what XML cannot hold."""
    scalars = {
        key: value if isinstance(value, int) else _joined(value) for key, value in values.items() if value is not None
    }
    return {key: value for key, value in scalars.items() if value != ""}


def _joined(value: str | Iterable[str]) -> str:
    return _NOT_XML.sub("", value if isinstance(value, str) else "|".join(value))
