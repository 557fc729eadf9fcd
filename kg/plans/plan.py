"""The plan of study for goals: what, in which order, why, and in what time."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from kg import lookup
from kg.order import uncollected
from kg.plans.choice import choose
from kg.plans.closure import read_closure, time_to_learn
from kg.plans.cut import cut
from kg.plans.steps import arranged, study_order

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.model import Relation
    from kg.ontology import Ontology
    from kg.plans.closure import Record
    from kg.plans.needs import Edge, Needs
    from kg.stores.base import Store

__all__ = ["Plan", "PlanStep", "study_plan"]


class PlanStep(NamedTuple):
    """A concept to learn.

    `minutes` is an estimate where `is_estimated`. `learnt_with` are ids of the same step, `instead` ids of alternatives
    that the plan did not take. Why the step is there is in `Plan.because` and `Plan.chain`.
    """

    id: str
    name: str
    kind: str
    level: int
    minutes: int
    is_estimated: bool
    is_optional: bool
    learnt_with: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    def to_dict(self, because: Iterable[Relation]) -> dict[str, Any]:
        """Return the JSON form with these reasons."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "level": self.level,
            "minutes": self.minutes,
            "minutes_estimated": self.is_estimated,
            "strength": "soft" if self.is_optional else "hard",
            "because": [one.to_dict() for one in because],
            "with": list(self.learnt_with),
            "instead": list(self.instead),
            "optional": self.is_optional,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in the order of study; `later` is what did not fit into the time given.

    `known` are ids that the plan builds on without teaching them. `is_exact` is False where there were too many
    alternatives to weigh all. `names` has the name of each id that occurs. Reasons are read from the store when they
    are asked for, so ask while the graph is open.
    """

    goals: tuple[Record, ...]
    known: tuple[str, ...]
    steps: tuple[PlanStep, ...]
    later: tuple[PlanStep, ...]
    is_exact: bool
    names: Mapping[str, str]
    ontology: Ontology = field(repr=False)
    _edges: Sequence[Edge] = field(repr=False)
    _towards: Mapping[str, str | None] = field(repr=False)
    _store: Store = field(repr=False, compare=False)

    @property
    def minutes(self) -> int:
        """Return the time of the steps that are not optional."""
        return sum(step.minutes for step in self.steps if not step.is_optional)

    @property
    def is_estimated(self) -> bool:
        """Tell whether `minutes` holds an estimate."""
        return any(step.is_estimated for step in self.steps if not step.is_optional)

    def because(self, steps: Iterable[PlanStep]) -> dict[str, tuple[Relation, ...]]:
        """Return for each of the steps the base relations that make others of the plan need it, in one query."""
        wanted = {step.id for step in steps}
        planned = {step.id for step in chain(self.steps, self.later)}
        ends = wanted | {source for source, target, _, _ in self._edges if target in wanted}
        found: dict[str, list[Relation]] = {one: [] for one in wanted}
        for one in lookup.stated_between(self._store, ends & planned):
            pair = self.ontology.needs(*one.key)
            if pair and pair[1] in wanted:
                found[pair[1]].append(one)
        return {one: tuple(relations) for one, relations in found.items()}

    def chain(self, step: PlanStep) -> tuple[str, ...]:
        """Return the ids of a shortest way from the step to a goal, both included, its first dozen.

        The way of a required step goes over required ones by hard prerequisites, that of an optional one to the nearest
        of these.
        """
        way = [step.id]
        while len(way) < _LONGEST_CHAIN and (onward := self._towards.get(way[-1])) is not None:
            way.append(onward)
        return tuple(way)

    def to_dict(self) -> dict[str, Any]:
        """Return the frozen JSON form of `kg plan`."""
        because = self.because(chain(self.steps, self.later))
        return {
            "goals": [{"id": one.id, "name": one.name} for one in self.goals],
            "known": list(self.known),
            "minutes": self.minutes,
            "minutes_estimated": self.is_estimated,
            "exact": self.is_exact,
            "steps": [step.to_dict(because[step.id]) for step in self.steps],
            "later": [step.to_dict(because[step.id]) for step in self.later],
        }


#: Links of a chain that are shown: more cannot be read.
_LONGEST_CHAIN = 12


@uncollected()
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
    that every soft prerequisite of a step is met as well is optional. The plan reads the closure of the goals and no
    more; `O(V + E)` of it, apart from choosing among alternatives and `O(V log V)` of sorting by name.

    Args:
        store: where the graph is.
        goals: ids of concepts that are there.
        ontology: the ontology of the store.
        known: ids that the learner knows; they and what only they need are left out.
        minutes: the time there is, None for no bound. Steps that fit are taken in order when what they need is;
            optional ones when all the required fit.
    """
    aims = sorted(set(goals))
    concepts, needs = (closure := read_closure(store, aims)).concepts, closure.needs
    mastered = concepts.keys() & set(known)
    times = {one.id: time_to_learn(one.minutes, one.kind, ontology) for one in concepts.values()}

    def cost(identity: str) -> int:
        return times[identity][0]

    required = choose(aims, needs, mastered, cost)
    everything = choose(required.concepts, needs, mastered, cost, soft=True)
    chosen = everything.concepts
    inside = [edge for edge in needs.edges if edge[0] in chosen and edge[1] in chosen]
    arrangement = arranged(chosen, inside)
    levels, together, _ = arrangement
    names = {one.id: one.name for one in concepts.values()}
    used = {target for source, target, _, _ in inside if levels[source] > levels[target]}
    last = {one for one in aims if one in chosen and one not in used}
    instead = _instead(chosen, needs, mastered)
    steps = [
        PlanStep(
            one,
            names[one],
            concepts[one].kind,
            levels[one],
            *times[one],
            one not in required.concepts,
            tuple(each for each in together[one] if each != one) if one in together else (),
            tuple(sorted(instead[one])) if one in instead else (),
        )
        for one in study_order(arrangement, last, names)
    ]
    now, later = (steps, []) if minutes is None else cut(steps, minutes, needs, mastered)
    return Plan(
        tuple(concepts[one] for one in aims),
        tuple(sorted(mastered)),
        tuple(now),
        tuple(later),
        required.is_exact and everything.is_exact,
        names,
        ontology,
        inside,
        _towards([one for one in aims if one in chosen], inside, required.concepts),
        store,
    )


def _towards(goals: Sequence[str], edges: Collection[Edge], required: AbstractSet[str]) -> dict[str, str | None]:
    """Return for each concept the next on its way to a goal, None for a goal, by breadth-first search."""
    towards: dict[str, str | None] = dict.fromkeys(goals)
    for only_hard in (True, False):
        below: dict[str, list[str]] = defaultdict(list)
        for source, target, hard, _ in edges:
            if target not in towards and (not only_hard or (hard and source in required)):
                below[source].append(target)
        queue = deque(towards if below else ())
        while queue:
            concept = queue.popleft()
            for one in sorted(below.get(concept, ())):
                if one not in towards:
                    towards[one] = concept
                    queue.append(one)
    return towards


def _instead(chosen: AbstractSet[str], needs: Needs, known: AbstractSet[str]) -> dict[str, set[str]]:
    """Return for each concept that was taken from a group the members that were not."""
    instead: dict[str, set[str]] = defaultdict(set)
    for groups in needs.groups(soft=True):
        for concept, wants in groups.items():
            for want in wants if concept in chosen else ():
                others = {one for one in want if one not in chosen}
                for one in want:
                    if one in chosen and others and known.isdisjoint(want):
                        instead[one] |= others
    return instead
