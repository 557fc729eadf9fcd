"""What the page is told: the nodes and edges in vis-network's form, and the details that its scripts show."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.view.labels import MARGIN_X, MARGIN_Y

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Concept, ConceptId, Evidence, GraphData, Relation
    from kg.ontology import Ontology
    from kg.view.layout import Layout

__all__ = ["page_content"]

#: For kinds and types that the ontology does not know: the store may hold older ones.
_UNKNOWN_COLOUR = "#64748b"
#: Colours of relation types in the order of the ontology, from the middle of the scale: they read on white and black.
_LINE_COLOURS = (
    "#2f7d95", "#b0662e", "#4a68c0", "#6b7280", "#8a6d1f", "#7f5bb5", "#2c8a5d", "#b4476b",
    "#5d7f2f", "#a3523f", "#5773a0", "#8d5a8f", "#3f8585", "#94664f", "#77777a",
)  # fmt: skip
_DASHES = [6, 5]
#: Parallel lines are this far apart, in drawing units.
_APART = 10

#: A JSON object for the page.
Record = dict[str, Any]


def page_content(graph: GraphData, ontology: Ontology, drawn: Layout) -> tuple[list[Record], list[Record], Record]:
    """Return nodes and edges for vis-network, and the details, where concepts and relations stand in the same order.

    Ids are numbers from 0, so that no id that a user wrote meets a name of JavaScript's own. Relations whose ends are
    not in the graph are left out, as are derived ones: they stand beside the relation that they come from.
    """
    concepts = sorted(graph.concepts, key=lambda concept: concept.id)
    number: dict[str, int] = {concept.id: position for position, concept in enumerate(concepts)}
    joined = sorted(
        (one for one in graph.relations if one.source in number and one.target in number), key=lambda one: one.key
    )
    relations = [one for one in joined if not one.derived]
    kinds = sorted({concept.kind for concept in concepts})
    types = sorted({relation.type for relation in relations})
    details = {
        "concepts": [_concept(concept, drawn.levels[concept.id]) for concept in concepts],
        "relations": [_relation(relation, number) for relation in relations],
        "needs": _needs(joined, number),
        "kinds": {kind: _kind(kind, ontology) for kind in kinds},
        "types": {type_: _type(type_, ontology) for type_ in types},
        "bands": [[band.level, round(band.left, 1), round(band.right, 1)] for band in drawn.bands],
        "loose": None if drawn.loose_top is None else round(drawn.loose_top, 1),
    }
    nodes = [_node(position, concept, drawn) for position, concept in enumerate(concepts)]
    return nodes, _edges(relations, number, ontology, drawn), details


def _node(number: int, concept: Concept, drawn: Layout) -> Record:
    box = drawn.boxes[concept.id]
    return {
        "id": number,
        "label": box.text,
        "x": round(box.x, 1),
        "y": round(box.y, 1),
        "width": round(box.width, 1),
        "height": round(box.height, 1),
        # vis-network adds the margins to these
        "widthConstraint": {"minimum": round(box.width - 2 * MARGIN_X, 1)},
        "heightConstraint": {"minimum": round(box.height - 2 * MARGIN_Y, 1)},
    }


def _edges(relations: Sequence[Relation], number: Mapping[str, int], ontology: Ontology, drawn: Layout) -> list[Record]:
    """Return the lines, from what is known first to what needs it; those between the same two concepts apart."""
    edges: list[Record] = []
    parallel: dict[tuple[ConceptId, ConceptId], list[Record]] = defaultdict(list)
    for position, relation in enumerate(relations):
        known = ontology.types.get(relation.type)
        needs = ontology.needs(*relation.key) if known else None
        start, end = (needs[1], needs[0]) if needs else (relation.source, relation.target)
        edge: Record = {"id": position, "from": number[start], "to": number[end]}
        if relation.strength == "soft":
            edge["dashes"] = _DASHES
        if known and known.symmetric:
            edge["arrows"] = {"to": {"enabled": False}}
        one, other = relation.source, relation.target
        lanes = drawn.lanes.get((one, other)) or drawn.lanes.get((other, one)) or ()
        edge["lanes"] = [[round(lane.left, 1), round(lane.right, 1), round(lane.y, 1)] for lane in lanes]
        parallel[min(one, other), max(one, other)].append(edge)
        edges.append(edge)
    for group in parallel.values():
        for place, edge in enumerate(group):
            edge["offset"] = _APART * (place - (len(group) - 1) / 2)
            if len(group) > 1:
                edge["smooth"] = {
                    "enabled": True,
                    "type": "cubicBezier",
                    "forceDirection": "horizontal",
                    "roundness": round(0.9 * (place + 1) / len(group), 3),
                }
    return edges


def _needs(relations: Iterable[Relation], number: Mapping[str, int]) -> list[list[Any]]:
    """Return [dependant, prerequisite, hard, group of alternatives or None] of each prerequisite."""
    return [
        [number[one.source], number[one.target], one.strength == "hard", one.any_of]
        for one in relations
        if one.type == "REQUIRES"
    ]


def _concept(concept: Concept, level: int) -> Record:
    record = {
        "id": concept.id,
        "name": concept.name,
        "folded": folded if (folded := concept.name.casefold()) != concept.name.lower() else None,
        "kind": concept.kind,
        "level": level,
        "aliases": concept.aliases,
        "definition": concept.definition,
        "minutes": concept.minutes,
        "url": concept.url,
        "tags": concept.tags,
        "evidence": _evidence(concept.evidence),
    }
    return _filled(record)


def _relation(relation: Relation, number: Mapping[str, int]) -> Record:
    record = {
        "source": number[relation.source],
        "type": relation.type,
        "target": number[relation.target],
        "soft": relation.strength == "soft" or None,
        "reason": relation.reason,
        "anyOf": relation.any_of,
        "evidence": _evidence(relation.evidence),
    }
    return _filled(record)


def _filled(record: Record) -> Record:
    return {key: value for key, value in record.items() if value is not None and value not in ((), [])}


def _evidence(evidence: Iterable[Evidence]) -> list[list[Any]]:
    return [[one.file, one.line, one.quote] for one in evidence]


def _kind(kind: str, ontology: Ontology) -> Record:
    known = ontology.kinds.get(kind)
    return {"colour": known.colour if known else _UNKNOWN_COLOUR, "minutes": ontology.estimate(kind)}


def _type(type_: str, ontology: Ontology) -> Record:
    """Return the words of a type, its colour, and whether it says what must be known first."""
    known = ontology.types.get(type_)
    if known is None:
        words = type_.replace("_", " ").lower()
        return {"label": words, "inverse": f"{words} of", "colour": _UNKNOWN_COLOUR, "leads": False}
    place = list(ontology.types).index(type_)
    return {
        "label": known.label,
        "inverse": known.inverse,
        "colour": _LINE_COLOURS[place % len(_LINE_COLOURS)],
        "leads": known.known_first != "neither",
    }
