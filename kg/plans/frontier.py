"""The frontier: what a learner can learn now."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import lookup
from kg.config import cypher
from kg.plans.needs import Edge, Needs
from kg.plans.plan import edges_of, minutes_of, study_plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Concept
    from kg.ontology import Ontology
    from kg.stores.base import Store

__all__ = ["NextStep", "next_steps"]

#: How many candidates are rated by all that they open; more are sorted out by what they open directly.
_MOST_RATED = 200


@dataclass(frozen=True, slots=True)
class NextStep:
    """A concept that can be learnt now. `opens` counts the unknown concepts that need it, directly or not."""

    concept: Concept
    opens: int
    minutes: int
    is_estimated: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "id": self.concept.id,
            "name": self.concept.name,
            "kind": self.concept.kind,
            "opens": self.opens,
            "minutes": self.minutes,
            "minutes_estimated": self.is_estimated,
        }


def next_steps(
    store: Store, ontology: Ontology, *, known: Iterable[str] = (), goal: str | None = None, limit: int = 20
) -> list[NextStep]:
    """Return up to `limit` concepts whose hard prerequisites are all known, what opens most first.

    With the id of a `goal` only the required steps of its plan count, else the whole graph. Of two that open as much
    the one that takes less time comes first, then by id. `O(V + E)` for each of at most 200 candidates.
    """
    mastered = set(known)
    if goal is None:
        ids = {row[0] for row in store.read(cypher("read/all_ids")).rows}
        rows = store.read(cypher("read/all_prerequisites")).rows
        needs = Needs(Edge(row[0], row[1], row[2] != "soft", row[3]) for row in rows)
    else:
        plan = study_plan(store, [goal], ontology, known=mastered)
        ids = {step.concept.id for step in plan.steps if not step.is_optional}
        needs = Needs(edges_of(store, ids))
    unknown = ids - mastered
    dependants = needs.dependants(unknown)
    blocked = {concept for concept, _ in needs.open_wants(unknown, mastered)}
    ready = sorted(unknown - blocked, key=lambda one: (-len(dependants.get(one, ())), one))
    opens: dict[str, int] = {}
    for one in ready[: max(_MOST_RATED, limit)]:
        seen = {one}
        queue = deque([one])
        while queue:
            for each in dependants.get(queue.popleft(), ()):
                if each not in seen:
                    seen.add(each)
                    queue.append(each)
        opens[one] = len(seen) - 1
    steps = [
        NextStep(concept, opens[concept.id], *minutes_of(concept, ontology))
        for concept in lookup.concepts(store, opens)
    ]
    return sorted(steps, key=lambda step: (-step.opens, step.minutes, step.concept.id))[:limit]
