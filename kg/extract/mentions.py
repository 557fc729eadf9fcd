"""Concepts that a definition names without any relation to them: suggestions, never relations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import ConceptId, fold
from kg.sources.markdown.phrases import WORD, plural, singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Concept, Relation

__all__ = ["Mention", "unlinked_mentions"]

_LONGEST = 6  # words of a name


@dataclass(frozen=True, slots=True)
class Mention:
    """The definition of `source` names `target` in these words; `file` and `line` are those of the definition."""

    source: ConceptId
    target: ConceptId
    words: str
    file: str | None
    line: int | None


def unlinked_mentions(concepts: Iterable[Concept], relations: Iterable[Relation]) -> list[Mention]:
    """Return the concepts that definitions name without a relation either way, by source and then by place.

    Names count as they are compared elsewhere, plural or singular, the longest first; ambiguous ones do not. `O(n)` in
    the words of all definitions.
    """
    known = list(concepts)
    names = _names(known)
    linked = {frozenset((one.source, one.target)) for one in relations}
    found: list[Mention] = []
    for concept in sorted(known, key=lambda one: one.id):
        seen = {concept.id}
        proof = concept.evidence[0] if concept.evidence else None
        for words, target in _named(concept.definition or "", names):
            if target not in seen and frozenset((concept.id, target)) not in linked:
                file, line = (proof.file, proof.line) if proof else (None, None)
                found.append(Mention(concept.id, target, words, file, line))
            seen.add(target)
    return found


def _names(concepts: Iterable[Concept]) -> dict[str, ConceptId]:
    owners: dict[str, set[ConceptId]] = defaultdict(set)
    for concept in concepts:
        for name in (concept.name, *concept.aliases):
            before, blank, last = fold(name).rpartition(" ")
            for form in {last, singular(last), plural(last)}:
                owners[f"{before}{blank}{form}"].add(concept.id)
    return {name: next(iter(ids)) for name, ids in owners.items() if len(ids) == 1}


def _named(text: str, names: Mapping[str, ConceptId]) -> Iterator[tuple[str, ConceptId]]:
    words = [(found.start(), found.end()) for found in WORD.finditer(text)]
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            piece = text[words[at][0] : words[at + length - 1][1]]
            target = names.get(fold(piece))
            if target is not None:
                yield piece, target
                at += length - 1
                break
        at += 1
