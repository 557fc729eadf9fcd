"""The plan of study for goals: what, in which order, why, and in what time."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kg import lookup
from kg.config import cypher
from kg.plans.choice import choose
from kg.plans.needs import Edge, Needs
from kg.plans.steps import learnt_together, levels_of, study_order, without_hard_circles

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.model import Concept, Relation
    from kg.ontology import Ontology
    from kg.stores.base import Store

__all__ = ["Plan", "PlanStep", "edges_of", "minutes_of", "study_plan"]


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

    Required steps are a least choice (`kg.plans.choice`) by hard prerequisites; what a least choice adds to them so
    that every soft prerequisite of a step is met as well is optional. The plan reads the
    closure of the goals and no more; `O(V + E)` of it, apart from choosing.

    Args:
        store: where the graph is.
        goals: ids of concepts that are there.
        ontology: the ontology of the store.
        known: ids that the learner knows; they and what only they need are left out.
        minutes: the time there is, None for no bound. Required steps are taken in order until one does not fit; when
            all of them fit, optional ones that fit are added in order.
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
    everything = choose(required.concepts, needs, mastered, cost, soft=True)
    chosen = everything.concepts
    inside = [edge for edge in needs.edges if edge.source in chosen and edge.target in chosen]
    edges = without_hard_circles(inside)
    together = learnt_together(edges)
    levels = levels_of(chosen, edges, together)
    names = {one: concepts[one].name for one in closure}
    dependants = {a: [b for b in found if levels[b] > levels[a]] for a, found in needs.dependants(chosen).items()}
    final = {one for one in aims if one in chosen and not dependants.get(one)}
    because = _because(lookup.relations(store, chosen), ontology, chosen)
    chains = _chains([one for one in aims if one in chosen], inside, required.concepts)
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
    now, later = (steps, []) if minutes is None else _cut(steps, minutes, needs, mastered)
    return Plan(
        tuple(concepts[one] for one in aims),
        tuple(sorted(mastered)),
        tuple(now),
        tuple(later),
        required.is_exact and everything.is_exact,
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
    return ontology.estimate(concept.kind), True


def _because(relations: Iterable[Relation], ontology: Ontology, chosen: Collection[str]) -> dict[str, list[Relation]]:
    """Return for each concept the base relations that make another step need it."""
    because: dict[str, list[Relation]] = defaultdict(list)
    for one in relations:
        pair = None if one.derived else ontology.needs(*one.key)
        if pair and pair[0] in chosen and pair[1] in chosen:
            because[pair[1]].append(one)
    return because


def _chains(goals: Sequence[str], edges: Collection[Edge], required: AbstractSet[str]) -> dict[str, tuple[str, ...]]:
    """Return for each concept a shortest way to a goal, both ends included, by breadth-first search from the goals.

    The way of a required concept goes over required ones by hard prerequisites, that of an optional one to the nearest
    of these.
    """
    towards: dict[str, str | None] = dict.fromkeys(goals)
    for only_hard in (True, False):
        below: dict[str, list[str]] = defaultdict(list)
        for edge in edges:
            if not only_hard or (edge.hard and edge.source in required):
                below[edge.source].append(edge.target)
        queue = deque(towards)
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
    for _, want in needs.open_wants(chosen, known, soft=True):
        for one in want:
            if one in chosen:
                instead[one] |= {other for other in want if other not in chosen}
    return instead


def _cut(
    steps: Sequence[PlanStep], minutes: int, needs: Needs, known: AbstractSet[str]
) -> tuple[list[PlanStep], list[PlanStep]]:
    """Return the steps that fit into the time, and the others.

    Required concepts that are learnt together are not torn apart, nor optional ones; an optional one is only taken
    when each of its hard wants is met.
    """
    units: dict[tuple[bool, str], list[PlanStep]] = defaultdict(list)
    for step in steps:
        units[step.is_optional, min((step.concept.id, *step.learnt_with))].append(step)
    met = set(known)
    left = minutes
    for (is_optional, _), unit in sorted(units.items(), key=lambda item: item[0][0]):
        ids = {step.concept.id for step in unit}
        time = sum(step.minutes for step in unit)
        fits = time <= left and not (is_optional and _is_open(ids, needs, met))
        if fits:
            left -= time
            met |= ids
        elif not is_optional:
            break
    parts: tuple[list[PlanStep], list[PlanStep]] = [], []
    for step in steps:
        is_later = step.concept.id not in met
        together = tuple(one for one in step.learnt_with if (one not in met) is is_later)
        parts[is_later].append(replace(step, learnt_with=together))
    return parts


def _is_open(unit: AbstractSet[str], needs: Needs, met: AbstractSet[str]) -> bool:
    """Tell whether a member of the unit has a hard want that neither `met` nor another member meets."""
    return any(unit.isdisjoint(want) for _, want in needs.open_wants(unit, met))
