"""Which concept a written name means."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import ConceptId, fold
from kg.nearest import did_you_mean, nearest_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["NameIndex"]


class NameIndex:
    """Finds concepts by id, else by name, else by alias, else by id in another case.

    Each step looks at all concepts, so a name that two concepts share is ambiguous and never a guess.
    """

    def __init__(self) -> None:
        self._ids: dict[str, ConceptId] = {}
        self._steps: tuple[dict[str, list[ConceptId]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
        self._names: dict[str, str] = {}

    def add(self, identity: ConceptId, name: str, aliases: Iterable[str]) -> None:
        """Enter a concept."""
        names, other_names, folded_ids = self._steps
        self._ids[identity] = identity
        self._names[fold(name)] = name
        names[fold(name)].append(identity)
        folded_ids[fold(identity)].append(identity)
        for alias in aliases:
            self._names.setdefault(fold(alias), alias)
            other_names[fold(alias)].append(identity)

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
        for step in self._steps:
            found = step.get(folded)
            if found:
                return found if len(found) == 1 else sorted(set(found))
        return ()

    def nearest(self, reference: str) -> str:
        """Return a question naming up to three names that are close, or the empty string."""
        return did_you_mean(nearest_names(reference, self._names.values()))
