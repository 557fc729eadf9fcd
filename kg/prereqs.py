"""What must be known before a concept, in which order and why."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import lookup
from kg.config import cypher
from kg.order import prerequisite_levels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.model import Concept, Relation, Strength
    from kg.ontology import Ontology
    from kg.stores.base import Store

__all__ = ["Prereqs", "Step", "prerequisites"]


@dataclass(frozen=True, slots=True)
class Step:
    """A concept to learn. `because` holds the base relations that lead from it toward the goal, never derived ones."""

    concept: Concept
    level: int
    strength: Strength
    because: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Prereqs:
    """The steps to a goal, prerequisites before dependants; with `reverse`, what the goal opens, nearest first."""

    goal: Concept
    steps: tuple[Step, ...]
    names: Mapping[str, str]
    reverse: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return the frozen JSON form of `kg prereqs`."""
        return {
            "goal": {"id": self.goal.id, "name": self.goal.name},
            "steps": [
                {
                    "id": step.concept.id,
                    "name": step.concept.name,
                    "kind": step.concept.kind,
                    "level": step.level,
                    "minutes": step.concept.minutes,
                    "strength": step.strength,
                    "because": [one.to_dict() for one in step.because],
                }
                for step in self.steps
            ],
        }


def prerequisites(
    store: Store, goal: str, ontology: Ontology, *, depth: int | None = None, reverse: bool = False
) -> Prereqs:
    """Return what must be known before the concept with the id `goal`.

    Levels count from 0, and a step needs only steps of lower levels, apart from soft prerequisites that go round in a
    circle. A step is hard when a chain of hard prerequisites leads from the goal to it. `O(V + E)` of the closure.

    Args:
        store: where the graph is.
        goal: id of a concept that is there.
        ontology: the ontology of the store.
        depth: how many prerequisites away from the goal a step may be, None for all.
        reverse: return what needs the goal instead; levels then count from the goal.
    """
    name = "read/closure_reverse" if reverse else "read/closure"
    closure = {row[0] for row in store.read(cypher(name), {"id": goal}).rows} | {goal}
    concepts: dict[str, Concept] = {one.id: one for one in lookup.concepts(store, closure)}
    relations = [one for one in lookup.relations(store, closure) if one.target in closure]
    edges = [(one.source, one.target, one.strength == "hard") for one in relations if one.type == "REQUIRES"]
    if reverse:
        edges = [(b, a, hard) for a, b, hard in edges]
    edges = [edge for edge in edges if edge[1] != goal]
    near = _distances(goal, edges)
    within = {node for node, distance in near.items() if depth is None or distance <= depth}
    needed = _distances(goal, [edge for edge in edges if edge[2]]).keys()
    edges = [edge for edge in edges if edge[0] in within and edge[1] in within]
    levels = prerequisite_levels(within, [(b, a, hard) for a, b, hard in edges] if reverse else edges)
    because = _because(relations, ontology, within, reverse=reverse)
    steps = sorted(
        (
            Step(concepts[node], levels[node] - reverse, "hard" if node in needed else "soft", tuple(because[node]))
            for node in within - {goal}
        ),
        key=lambda step: (step.level, step.concept.name.casefold(), step.concept.id),
    )
    names = {node: concepts[node].name for node in within}
    return Prereqs(concepts[goal], tuple(steps), names, reverse)


def _distances(start: str, edges: Iterable[tuple[str, str, bool]]) -> dict[str, int]:
    """Return how many edges away from `start` each node is that can be reached, by breadth-first search."""
    following: dict[str, list[str]] = defaultdict(list)
    for a, b, _ in edges:
        following[a].append(b)
    distances = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for one in following[node]:
            if one not in distances:
                distances[one] = distances[node] + 1
                queue.append(one)
    return distances


def _because(
    relations: Iterable[Relation], ontology: Ontology, within: Collection[str], *, reverse: bool
) -> dict[str, list[Relation]]:
    """Return for each concept the base relations that make it a step: those of which it is the prerequisite."""
    because: dict[str, list[Relation]] = defaultdict(list)
    for one in relations:
        needs = None if one.derived else ontology.needs(*one.key)
        if needs and needs[0] in within and needs[1] in within:
            because[needs[0] if reverse else needs[1]].append(one)
    return because
