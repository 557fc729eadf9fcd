"""Words that a pattern names in a definition, but that are no concept yet: offered for review, never made concepts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import fold, slug
from kg.sources.markdown.comparisons import COMPARATIVE
from kg.sources.markdown.phrases import find_longest
from kg.sources.markdown.terms import is_term, singular_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.model import ConceptId, Evidence, RelationStatement

__all__ = ["Offer", "offers"]

#: What something is in general ("method", "complete pass") is named by a genus, and seldom a concept of the notes.
_GENERAL = frozenset(("genus", "task of a method"))
#: "a small matrix" names a matrix, "more layers" layers.
_SIZES = re.compile(rf"(?:{COMPARATIVE}|small|large|big|old|given|certain|specific|relevant|entire)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['\u2019]s\b")


@dataclass(frozen=True, slots=True)
class Offer:
    """A name that may be a concept, with where it is named first; `count` is how often."""

    name: str
    aliases: tuple[str, ...]
    evidence: Evidence
    count: int


def offers(relations: Iterable[RelationStatement], names: Callable[[str], Sequence[ConceptId]]) -> list[Offer]:
    """Return what relations of patterns name and no concept is called, most often named first, then by name.

    Only words that stand in the quote are offered, in the singular, without what a genus says in general.

    Args:
        relations: as notes state them.
        names: returns the concepts that have a name or alias, in any case.
    """
    found: dict[str, list[tuple[str, RelationStatement]]] = defaultdict(list)
    for relation in sorted(relations, key=lambda one: one.rank):
        for phrase in _unknown(relation, names):
            name = singular_name(phrase[:1].upper() + phrase[1:]).name
            found[slug(name)].append((phrase, relation))
    return sorted(
        (_offer(several) for identity, several in found.items() if identity),
        key=lambda one: (-one.count, one.name.casefold()),
    )


def _unknown(relation: RelationStatement, names: Callable[[str], Sequence[ConceptId]]) -> Iterator[str]:
    if relation.confidence != "pattern" or relation.pattern in _GENERAL or not relation.evidence:
        return
    quote = fold(_POSSESSIVE.sub("", relation.evidence[0].quote))
    for end in (relation.source, relation.target):
        phrase = _SIZES.sub("", end, count=1)
        if fold(phrase) in quote and is_term(phrase) and find_longest(phrase, names) is None:
            yield phrase


def _offer(several: list[tuple[str, RelationStatement]]) -> Offer:
    first, relation = several[0]
    name = singular_name(first[:1].upper() + first[1:]).name
    aliases = {fold(phrase): phrase for phrase, _ in several if fold(phrase) != fold(name)}
    return Offer(name, tuple(aliases[key] for key in sorted(aliases)), relation.evidence[0], len(several))
