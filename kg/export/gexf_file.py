"""GEXF 1.2, for Gephi: the same scalars as GraphML, and the colours of kinds as Gephi draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from kg.export.records import by_id, by_key, concept_fields, flat, relation_fields, xml_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import GraphData
    from kg.ontology import Ontology

__all__ = ["to_gexf"]

_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">\n'
    '<graph defaultedgetype="directed" mode="static">'
)
_OF_CONCEPTS = (
    *("kind", "aliases", "definition", "minutes", "url", "tags", "evidence", "sources", "confidence", "pattern"),
)
_OF_RELATIONS = (
    *("type", "strength", "reason", "any_of", "derived", "via", "evidence", "sources", "confidence", "pattern"),
)
_TYPES = {"minutes": "integer", "derived": "boolean"}


def to_gexf(graph: GraphData, ontology: Ontology) -> str:
    """Return a directed multigraph with lists joined with `|`; texts and ids as in GraphML.

    networkx' own writer stamps the day into the file, so the same graph would not always give the same text.
    """
    return "\n".join(_lines(graph, ontology)) + "\n"


def _lines(graph: GraphData, ontology: Ontology) -> Iterator[str]:
    yield _HEAD
    yield from _declared("node", _OF_CONCEPTS)
    yield from _declared("edge", _OF_RELATIONS)
    yield "<nodes>"
    for concept in by_id(graph.concepts):
        kind = ontology.kinds.get(concept.kind)
        yield f"<node{_attributes(id=xml_id(concept.id), label=concept.name)}>"
        yield from _values(_OF_CONCEPTS, flat(concept_fields(concept)))
        if kind:
            red, green, blue = (int(kind.colour[place : place + 2], 16) for place in (1, 3, 5))
            yield f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
        yield "</node>"
    yield "</nodes>\n<edges>"
    for number, relation in enumerate(by_key(graph.relations)):
        type_ = ontology.types.get(relation.type)
        ends = _attributes(
            id=f"e{number}",
            source=xml_id(relation.source),
            target=xml_id(relation.target),
            label=type_.label if type_ else relation.type,
        )
        yield f"<edge{ends}>"
        fields = {"type": relation.type, "derived": relation.derived, **relation_fields(relation)}
        yield from _values(_OF_RELATIONS, flat(fields))
        yield "</edge>"
    yield "</edges>\n</graph>\n</gexf>"


def _declared(of: str, names: Iterable[str]) -> Iterator[str]:
    yield f'<attributes class="{of}" mode="static">'
    for number, name in enumerate(names):
        yield f"<attribute{_attributes(id=str(number), title=name, type=_TYPES.get(name, 'string'))}/>"
    yield "</attributes>"


def _values(names: Iterable[str], fields: Mapping[str, str | int | bool]) -> Iterator[str]:
    yield "<attvalues>"
    for number, name in enumerate(names):
        if name in fields:
            value = fields[name]
            text = str(value).lower() if isinstance(value, bool) else str(value)
            yield f'<attvalue for="{number}"{_attributes(value=text)}/>'
    yield "</attvalues>"


def _attributes(**values: str) -> str:
    return "".join(f" {key}={quoteattr(str(flat({'text': value}).get('text', '')))}" for key, value in values.items())
