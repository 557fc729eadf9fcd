"""The plan of study for goals: what, in which order, why, and in what time."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import lookup
from kg.config import cypher
from kg.plans.choice import choose
from kg.plans.needs import Edge, Needs
from kg.plans.steps import learnt_together, levels_of, study_order

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.model import Concept, Relation
    from kg.ontology import Ontology
    from kg.stores.base import Store

__all__ = ["UNKNOWN_MINUTES", "Plan", "PlanStep", "edges_of", "minutes_of", "study_plan"]

#: The estimate for a concept that gives no time, of a kind that gives none.
UNKNOWN_MINUTES = 20


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A concept to learn.

    `minutes` is an estimate where `is_estimated`. `because` holds the base relations that lead to other steps, `chain`
    the ids from here to the nearest goal. `learnt_with` are ids of the same step, `instead` ids of alternatives that
    the plan did not take.
    """

    concept: Concept
    level: int
    minutes: int
    is_estimated: bool
    is_optional: bool
    because: tuple[Relation, ...] = ()
    chain: tuple[str, ...] = ()
    learnt_with: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "id": self.concept.id,
            "name": self.concept.name,
            "kind": self.concept.kind,
            "level": self.level,
            "minutes": self.minutes,
            "minutes_estimated": self.is_estimated,
            "strength": "soft" if self.is_optional else "hard",
            "because": [one.to_dict() for one in self.because],
            "with": list(self.learnt_with),
            "instead": list(self.instead),
            "optional": self.is_optional,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in the order of study; `later` is what did not fit into the time given.

    `known` are ids that the plan builds on without teaching them. `is_exact` is False where there were too many
    alternatives to weigh all. `names` has the name of each id that occurs.
    """

    goals: tuple[Concept, ...]
    known: tuple[str, ...]
    steps: tuple[PlanStep, ...]
    later: tuple[PlanStep, ...]
    is_exact: bool
    names: Mapping[str, str]
    ontology: Ontology

    @property
    def minutes(self) -> int:
        """Return the time of the steps that are not optional."""
        return sum(step.minutes for step in self.steps if not step.is_optional)

    @property
    def is_estimated(self) -> bool:
        """Tell whether `minutes` holds an estimate."""
        return any(step.is_estimated for step in self.steps if not step.is_optional)

    def to_dict(self) -> dict[str, Any]:
        """Return the frozen JSON form of `kg plan`."""
        return {
            "goals": [{"id": one.id, "name": one.name} for one in self.goals],
            "known": list(self.known),
            "minutes": self.minutes,
            "minutes_estimated": self.is_estimated,
            "exact": self.is_exact,
            "steps": [step.to_dict() for step in self.steps],
            "later": [step.to_dict() for step in self.later],
        }


def study_plan(
    store: Store,
    goals: Iterable[str],
    ontology: Ontology,
    *,
    known: Iterable[str] = (),
    minutes: int | None = None,
) -> Plan:
    """Return one plan for all `goals`, the same whatever the order in which the graph was written.

    Required steps are a least choice (`kg.plans.choice`); what soft prerequisites add is optional. The plan reads the
    closure of the goals and no more; `O(V + E)` of it, apart from choosing.

    Args:
        store: where the graph is.
        goals: ids of concepts that are there.
        ontology: the ontology of the store.
        known: ids that the learner knows; they and what only they need are left out.
        minutes: the time there is, None for no bound. Required steps are taken in order until one does not fit; when
            all of them fit, optional ones are added.
    """
    aims = sorted(set(goals))
    closure = set(aims)
    for goal in aims:
        closure |= {row[0] for row in store.read(cypher("read/closure"), {"id": goal}).rows}
    needs = Needs(edges_of(store, closure))
    concepts: dict[str, Concept] = {one.id: one for one in lookup.concepts(store, closure)}
    mastered = closure & set(known)

    def cost(identity: str) -> int:
        return minutes_of(concepts[identity], ontology)[0]

    required = choose(aims, needs, mastered, cost)
    chosen, is_exact = _with_optional(required.concepts, needs, mastered, cost)
    edges = [edge for edge in needs.edges if edge.source in chosen and edge.target in chosen]
    together = learnt_together(edges)
    levels = levels_of(chosen, edges, together)
    names = {one: concepts[one].name for one in closure}
    dependants = {a: [b for b in found if levels[b] > levels[a]] for a, found in needs.dependants(chosen).items()}
    final = {one for one in aims if one in chosen and not dependants.get(one)}
    because = _because(lookup.relations(store, chosen), ontology, chosen)
    chains = _chains([one for one in aims if one in chosen], needs, chosen)
    instead = _instead(chosen, needs, mastered)
    steps = []
    for one in study_order(levels, edges, together, final, names):
        time, is_estimated = minutes_of(concepts[one], ontology)
        steps.append(
            PlanStep(
                concepts[one],
                levels[one],
                time,
                is_estimated,
                one not in required.concepts,
                tuple(because[one]),
                chains.get(one, (one,)),
                tuple(each for each in together.get(one, ()) if each != one),
                tuple(sorted(instead[one])),
            )
        )
    now, later = (steps, []) if minutes is None else _cut(steps, minutes, edges, levels)
    return Plan(
        tuple(concepts[one] for one in aims),
        tuple(sorted(mastered)),
        tuple(now),
        tuple(later),
        required.is_exact and is_exact,
        names,
        ontology,
    )


def edges_of(store: Store, ids: Iterable[str]) -> list[Edge]:
    """Return the prerequisites of these concepts."""
    rows = store.read(cypher("read/prerequisites_of"), {"ids": sorted(ids)}).rows
    return [Edge(row[0], row[1], row[2] != "soft", row[3]) for row in rows]


def minutes_of(concept: Concept, ontology: Ontology) -> tuple[int, bool]:
    """Return the time to learn a concept, and whether it is an estimate: that of its kind, else 20 minutes."""
    if concept.minutes is not None:
        return concept.minutes, False
    kind = ontology.kinds.get(concept.kind)
    return (UNKNOWN_MINUTES if kind is None or kind.minutes is None else kind.minutes), True


def _with_optional(
    required: AbstractSet[str], needs: Needs, known: AbstractSet[str], cost: Callable[[str], int]
) -> tuple[set[str], bool]:
    """Return the required concepts and what their soft prerequisites add, and whether it was chosen exactly."""
    chosen = set(required)
    is_exact = True
    waiting: Collection[str] = sorted(required)
    while waiting:
        wanted = {
            min(want, key=lambda one: (cost(one), one))
            for _, want in needs.open_wants(waiting, chosen | known, hard=False)
        }
        added = choose(wanted, needs, known | chosen, cost)
        is_exact = is_exact and added.is_exact
        waiting = sorted(added.concepts)
        chosen |= added.concepts
    return chosen, is_exact


def _because(relations: Iterable[Relation], ontology: Ontology, chosen: Collection[str]) -> dict[str, list[Relation]]:
    """Return for each concept the base relations that make another step need it."""
    because: dict[str, list[Relation]] = defaultdict(list)
    for one in relations:
        pair = None if one.derived else ontology.needs(*one.key)
        if pair and pair[0] in chosen and pair[1] in chosen:
            because[pair[1]].append(one)
    return because


def _chains(goals: Sequence[str], needs: Needs, chosen: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return for each concept a shortest way to a goal, both ends included, by breadth-first search from the goals."""
    below: dict[str, list[str]] = defaultdict(list)
    for edge in needs.edges:
        if edge.source in chosen and edge.target in chosen:
            below[edge.source].append(edge.target)
    towards: dict[str, str | None] = dict.fromkeys(goals)
    queue = deque(goals)
    while queue:
        concept = queue.popleft()
        for one in below[concept]:
            if one not in towards:
                towards[one] = concept
                queue.append(one)
    chains = {}
    for one, following in towards.items():
        chain = [one]
        onward = following
        while onward is not None and len(chain) < _LONGEST_CHAIN:
            chain.append(onward)
            onward = towards[onward]
        chains[one] = tuple(chain)
    return chains


#: Links of a chain that are kept: more cannot be read, and all chains of a long one would take a square of memory.
_LONGEST_CHAIN = 12


def _instead(chosen: AbstractSet[str], needs: Needs, known: AbstractSet[str]) -> dict[str, set[str]]:
    """Return for each concept that was taken from a group the members that were not."""
    instead: dict[str, set[str]] = defaultdict(set)
    for hard in (True, False):
        for _, want in needs.open_wants(chosen, known, hard=hard):
            for one in want:
                if one in chosen:
                    instead[one] |= {other for other in want if other not in chosen}
    return instead


def _cut(
    steps: Sequence[PlanStep], minutes: int, edges: Iterable[Edge], levels: Mapping[str, int]
) -> tuple[list[PlanStep], list[PlanStep]]:
    """Return the steps that fit into the time, and the others; what is learnt together is not torn apart."""
    units: dict[str, list[PlanStep]] = defaultdict(list)
    for step in steps:
        units[min((step.concept.id, *step.learnt_with))].append(step)
    needed: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if levels[edge.target] < levels[edge.source]:
            needed[edge.source].add(edge.target)
    optional = {step.concept.id for step in steps if step.is_optional}
    taken: set[str] = set()
    left = minutes
    for unit in units.values():
        if all(step.is_optional for step in unit):
            continue
        time = sum(step.minutes for step in unit)
        if time > left:
            left = -1
            break
        left -= time
        taken |= {step.concept.id for step in unit}
    for unit in units.values():
        time = sum(step.minutes for step in unit)
        ids = {step.concept.id for step in unit}
        ready = all(one in taken or one in ids or one not in optional for each in ids for one in needed[each])
        if ids <= optional and time <= left and ready:
            left -= time
            taken |= ids
    now = [step for step in steps if step.concept.id in taken]
    return now, [step for step in steps if step.concept.id not in taken]
