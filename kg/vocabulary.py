"""The words that statements about a graph use: its labels, relationship types and property keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.config import cypher
from kg.nearest import did_you_mean, nearest_names

if TYPE_CHECKING:
    from kg.stores.base import Store

__all__ = ["Vocabulary", "every_name", "names_starting", "read_vocabulary"]

#: How kg's bookkeeping is labelled, which is never shown.
_BOOKKEEPING: Final = frozenset({"KgLoad", "KgMeta", "KgSource"})
_BOOKKEEPING_KEYS: Final = frozenset(
    {"findings", "ontology", "ontology_sha256", "path", "pending", "reader", "sha256", "state", "version"}
)
_UNKNOWN: Final = re.compile(r"(?P<what>label|property|relationship type) `(?P<name>[^`]+)` does not exist")
_VERIFY: Final = " Verify that the spelling is correct."


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels, relationship types and property keys of a graph, each in the order of the alphabet."""

    labels: tuple[str, ...]
    types: tuple[str, ...]
    keys: tuple[str, ...]

    def suggestion(self, warning: str) -> str:
        """Return a warning about an unknown name with those that are near; any other as it is.

        >>> words = Vocabulary(("Concept",), ("USES",), ("name",))
        >>> words.suggestion("The label `Concpt` does not exist. Verify that the spelling is correct.")
        "The label `Concpt` does not exist. Did you mean 'Concept'?"
        """
        found = _UNKNOWN.search(warning)
        if found is None:
            return warning
        known = {"label": self.labels, "property": self.keys, "relationship type": self.types}[found["what"]]
        question = did_you_mean(nearest_names(found["name"], known))
        return f"{warning.removesuffix(_VERIFY)} {question}" if question else warning


def read_vocabulary(store: Store) -> Vocabulary:
    """Return the words of the graph in a store, without those of kg's bookkeeping."""

    def column(name: str) -> tuple[str, ...]:
        return tuple(row[0] for row in store.read(cypher(f"read/{name}")).rows)

    labels = tuple(label for label in column("labels") if label not in _BOOKKEEPING)
    # kglite 0.21 leaves `id` out of its keys, which every concept has.
    keys = {"id", *column("property_keys")} - _BOOKKEEPING_KEYS
    return Vocabulary(labels, column("relationship_types"), tuple(sorted(keys)))


def names_starting(store: Store, start: str, limit: int) -> list[str]:
    """Return up to `limit` names of concepts that begin with `start`, in any case."""
    return [row[0] for row in store.read(cypher("read/names_starting"), {"start": start}, limit=limit).rows]


def every_name(store: Store, limit: int) -> list[str]:
    """Return the names of up to `limit` concepts, in no order; one that several have comes several times."""
    return [row[0] for row in store.read(cypher("read/names"), limit=limit).rows]
