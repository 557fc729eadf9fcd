"""Which concept a written name means."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import ConceptId, fold, slug
from kg.nearest import did_you_mean, nearest_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["NameIndex"]


class NameIndex:
    """Finds concepts by id, else by name, else by alias, else by an id that has the same letters and digits.

    Each step looks at all concepts, so a name that two concepts share is ambiguous and never a guess.
    """

    def __init__(self) -> None:
        self._ids: dict[str, ConceptId] = {}
        self._by_name: dict[str, list[ConceptId]] = defaultdict(list)
        self._by_alias: dict[str, list[ConceptId]] = defaultdict(list)
        self._by_slug: dict[str, list[ConceptId]] = defaultdict(list)
        self._by_spelling: dict[str, list[ConceptId]] | None = None  # of names and aliases, made when it is needed
        self._names: dict[str, str] = {}

    def add(self, identity: ConceptId, name: str, aliases: Iterable[str]) -> None:
        """Enter a concept."""
        self._ids[identity] = identity
        self._by_spelling = None
        self._names[fold(name)] = name
        self._by_name[fold(name)].append(identity)
        if slug(identity):
            self._by_slug[slug(identity)].append(identity)
        for alias in aliases:
            self._names.setdefault(fold(alias), alias)
            self._by_alias[fold(alias)].append(identity)

    def redirect(self, from_ids: Iterable[ConceptId], to: ConceptId) -> None:
        """Let other ids mean the concept `to` as well."""
        for identity in from_ids:
            self._ids.setdefault(identity, to)

    def of_id(self, identity: str) -> ConceptId | None:
        """Return the concept that has this id, or had it before it was joined to another."""
        return self._ids.get(identity)

    def find(self, reference: str) -> Sequence[ConceptId]:
        """Return the ids that the reference may mean: one when it is clear, several when it is ambiguous."""
        identity = self._ids.get(reference)
        if identity is not None:
            return (identity,)
        folded = fold(reference)
        found = self._by_name.get(folded) or self._by_alias.get(folded) or self._by_slug.get(slug(reference)) or ()
        return found if len(found) <= 1 else sorted(set(found))

    def find_in_text(self, words: str) -> Sequence[ConceptId]:
        """Return the ids that words of a sentence may mean: as `find`, else those called so but for hyphens.

        What somebody states is taken as it is written; a sentence may say "long short term memory".
        """
        found = self.find(words)
        if found or ("-" not in words and " " not in words):
            return found
        if self._by_spelling is None:
            self._by_spelling = defaultdict(list)
            for names in (self._by_name, self._by_alias):
                for name, identities in names.items():
                    if "-" in name:
                        self._by_spelling[slug(name)] += identities
        spelt = self._by_spelling.get(slug(words), ())
        return spelt if len(spelt) <= 1 else sorted(set(spelt))

    def nearest(self, reference: str) -> str:
        """Return a question naming up to three names that are close, or the empty string."""
        return did_you_mean(nearest_names(reference, self._names.values()))
