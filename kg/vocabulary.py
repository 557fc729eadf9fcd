"""The words that statements about a graph use: its labels, relationship types and property keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.config import cypher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.stores.base import Store

__all__ = ["Vocabulary", "every_name", "names_starting", "read_vocabulary"]

#: How kg's bookkeeping is labelled, which is never shown.
_BOOKKEEPING: Final = frozenset({"KgLoad", "KgMeta", "KgSource"})
_BOOKKEEPING_KEYS: Final = frozenset(
    {"findings", "ontology", "ontology_sha256", "path", "pending", "reader", "sha256", "state", "version"}
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels, relationship types and property keys of a graph, each in the order of the alphabet."""

    labels: tuple[str, ...]
    types: tuple[str, ...]
    keys: tuple[str, ...]


def read_vocabulary(store: Store, labels: Iterable[str] = ()) -> Vocabulary:
    """Return the words of the graph in a store, without those of kg's bookkeeping, and other `labels` that it may have.

    kglite 0.21 lists of the labels of a node the first only.
    """

    def column(name: str) -> tuple[str, ...]:
        return tuple(row[0] for row in store.read(cypher(f"read/{name}")).rows)

    known = tuple(sorted({*column("labels"), *labels} - _BOOKKEEPING))
    # kglite 0.21 leaves `id` out of its keys, which every concept has.
    keys = {"id", *column("property_keys")} - _BOOKKEEPING_KEYS
    return Vocabulary(known, column("relationship_types"), tuple(sorted(keys)))


def names_starting(store: Store, start: str, limit: int) -> list[str]:
    """Return up to `limit` names of concepts that begin with `start`, in any case."""
    return [row[0] for row in store.read(cypher("read/names_starting"), {"start": start}, limit=limit).rows]


def every_name(store: Store, limit: int) -> list[str]:
    """Return the names of up to `limit` concepts, in no order; one that several have comes several times."""
    return [row[0] for row in store.read(cypher("read/names"), limit=limit).rows]
