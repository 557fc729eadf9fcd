"""What the use cases give back, with the JSON form of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Concept, Relation
    from kg.ontology import Ontology
    from kg.stores.base import Capabilities

__all__ = ["Check", "ConceptView", "Connection", "SearchHit", "Stats"]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A concept that a search found; a higher `score` is a better match."""

    concept: Concept
    score: int

    @classmethod
    def rate(cls, concept: Concept, text: str) -> SearchHit:
        """Return the hit with its score: name before alias before definition, whole words before beginnings."""
        wanted = fold(text)
        words = _WORD.findall(wanted)
        fields = ((8, [concept.name]), (4, concept.aliases), (1, [concept.definition or ""]))
        score = 0
        for weight, values in fields:
            for value in values:
                folded = fold(value)
                found = _WORD.findall(folded)
                score += weight * 100 * (folded == wanted)
                score += weight * 10 * sum(word in found for word in words)
                score += weight * sum(any(one.startswith(word) for one in found) for word in words)
        return cls(concept, score)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        concept = self.concept
        return {
            "id": concept.id,
            "name": concept.name,
            "kind": concept.kind,
            "definition": concept.definition,
            "score": self.score,
        }


@dataclass(frozen=True, slots=True)
class ConceptView:
    """A concept with its relations, derived ones included; `names` has the name of each concept that occurs."""

    concept: Concept
    outgoing: tuple[Relation, ...]
    incoming: tuple[Relation, ...]
    names: Mapping[str, str]
    ontology: Ontology

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; derived relations are marked."""
        content = self.concept.model_dump(mode="json")
        for key, relations in (("outgoing", self.outgoing), ("incoming", self.incoming)):
            content[key] = [one.to_dict() | {"derived": one.derived, "via": list(one.via)} for one in relations]
        return content


@dataclass(frozen=True, slots=True)
class Connection:
    """A chain of relations between two concepts, each link in its own direction; empty when there is none."""

    start: str
    end: str
    links: tuple[Relation, ...]
    found: bool
    names: Mapping[str, str]
    ontology: Ontology

    def sentence(self, link: Relation) -> str:
        """Return a link in words, such as "Optimizer uses Gradient"."""
        return self.ontology.sentence(self.names[link.source], link.type, self.names[link.target])

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "from": {"id": self.start, "name": self.names[self.start]},
            "to": {"id": self.end, "name": self.names[self.end]},
            "found": self.found,
            "links": [one.to_dict() | {"sentence": self.sentence(one)} for one in self.links],
        }


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of a graph; `relations` by type are the authored ones."""

    store: Capabilities
    concepts: Mapping[str, int]
    relations: Mapping[str, int]
    derived: int
    files: Sequence[str]
    unfinished: Sequence[str]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "store": {"engine": self.store.engine, "location": self.store.location},
            "concepts": {"total": sum(self.concepts.values()), "by_kind": dict(self.concepts)},
            "relations": {"total": sum(self.relations.values()), "by_type": dict(self.relations)},
            "derived": self.derived,
            "files": list(self.files),
            "unfinished_load": bool(self.unfinished),
        }


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `kg doctor`: what was looked at, whether it is well, what was seen, and what to do if not."""

    name: str
    is_well: bool
    seen: str
    hint: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"name": self.name, "ok": self.is_well, "seen": self.seen, "hint": self.hint}
