"""What a plan reads of the graph: the closure of its goals in slim rows, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.config import cypher
from kg.plans.needs import Edge, Needs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.ontology import Ontology
    from kg.stores.base import Store

__all__ = ["Closure", "Record", "read_closure", "read_graph", "time_to_learn"]


class Record(NamedTuple):
    """What a plan needs of a concept; `minutes` is None where nobody said."""

    id: str
    name: str
    kind: str
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Closure:
    """Concepts by id, and what each of them needs."""

    concepts: Mapping[str, Record]
    needs: Needs


def read_closure(store: Store, goals: Iterable[str]) -> Closure:
    """Return the goals, all that they need, hard or soft, directly or not, and the prerequisites among these."""
    aims = sorted(set(goals))
    rows = list(store.read(cypher("read/steps"), {"ids": aims}).rows)
    for goal in aims:
        rows += store.read(cypher("read/closure_steps"), {"id": goal}).rows
    concepts = {row[0]: Record(row[0], row[1] or row[0], row[2] or "concept", row[3]) for row in rows}
    edges = store.read(cypher("read/prerequisites_of"), {"ids": list(concepts)}).rows
    return Closure(concepts, Needs(Edge(a, b, strength != "soft", any_of) for a, b, strength, any_of in edges))


def read_graph(store: Store) -> tuple[set[str], Needs]:
    """Return the ids of all concepts, and what each of them needs."""
    ids = {row[0] for row in store.read(cypher("read/all_ids")).rows}
    edges = store.read(cypher("read/all_prerequisites")).rows
    return ids, Needs(Edge(a, b, strength != "soft", any_of) for a, b, strength, any_of in edges)


def time_to_learn(minutes: int | None, kind: str, ontology: Ontology) -> tuple[int, bool]:
    """Return the minutes for a concept, and whether they are an estimate, as they are where none are given."""
    return (ontology.estimate(kind), True) if minutes is None else (minutes, False)
