"""A graph as the text of a diagram: Mermaid and DOT; arrows lead to what needs the other first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.export.flow_chart import Arrow, Box, flow_chart
from kg.export.records import authored, by_id, concept_fields, drawn_ends, flat, relation_fields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import GraphData, Relation
    from kg.ontology import Ontology

__all__ = ["to_dot", "to_mermaid"]


def to_mermaid(graph: GraphData, ontology: Ontology) -> str:
    """Return a flow chart of the concepts and the authored relations, in the colours of the kinds."""
    concepts = by_id(graph.concepts)
    known = {concept.id for concept in concepts}
    arrows = [
        Arrow(
            *drawn_ends(one, ontology), _words(one, ontology), one.strength == "hard", not _is_symmetric(one, ontology)
        )
        for one in authored(graph.relations)
        if {one.source, one.target} <= known
    ]
    colours = {kind: ontology.kinds[kind].colour for kind in {one.kind for one in concepts} & ontology.kinds.keys()}
    return flow_chart([Box(one.id, one.name, one.kind) for one in concepts], arrows, colours)


def to_dot(graph: GraphData, ontology: Ontology) -> str:
    """Return a digraph of the concepts and the authored relations, with all their fields as attributes.

    Lists are joined with `|`. Each edge carries the ends of its relation as `source` and `target`, since its arrow may
    run the other way.
    """
    lines = [
        "digraph kg {",
        "  rankdir=LR;",
        '  node [shape=box, style="rounded,filled", fillcolor="#f8fafc"];',
    ]
    for concept in by_id(graph.concepts):
        kind = ontology.kinds.get(concept.kind)
        fields = {"label": concept.name, **({"color": kind.colour} if kind else {}), **flat(concept_fields(concept))}
        lines.append(f"  {_dot(concept.id)} [{_attributes(fields)}];")
    for one in authored(graph.relations):
        start, end = drawn_ends(one, ontology)
        looks = {"label": _words(one, ontology)}
        if one.strength == "soft":
            looks["style"] = "dashed"
        if _is_symmetric(one, ontology):
            looks["dir"] = "none"
        ends = {"type": one.type, "source": one.source, "target": one.target}
        lines.append(
            f"  {_dot(start)} -> {_dot(end)} [{_attributes({**looks, **ends, **flat(relation_fields(one))})}];"
        )
    return "\n".join([*lines, "}"]) + "\n"


def _words(relation: Relation, ontology: Ontology) -> str:
    known = ontology.types.get(relation.type)
    return known.label if known else relation.type


def _is_symmetric(relation: Relation, ontology: Ontology) -> bool:
    known = ontology.types.get(relation.type)
    return known is not None and known.symmetric


def _attributes(fields: Mapping[str, str | int | bool]) -> str:
    return ", ".join(f"{key}={_dot(str(value))}" for key, value in fields.items())


def _dot(text: str) -> str:
    r"""Return a quoted string; `\\` is Graphviz' form of one backslash in a label."""
    return '"' + text.replace("\0", "").replace("\\", "\\\\").replace('"', '\\"') + '"'
