"""What files would change in a graph, as a review: added, changed and removed facts, and altered plans of study."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import ConceptStatement, Evidence, Relation
from kg.plans.choice import choose
from kg.plans.closure import time_to_learn
from kg.plans.needs import Edge, Needs
from kg.plans.steps import arranged, study_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from kg.loader import Change, Snapshot
    from kg.model import Concept, RelationStatement
    from kg.ontology import Ontology

__all__ = ["MOST_PLANS", "FactChange", "GraphDiff", "PlanChange", "compare_graphs"]

#: Goals of which the plans are compared, the nearest to the changes first.
MOST_PLANS = 100

_Key = tuple[str, str, str]
_Places = dict[str | _Key, str]
_CONCEPT_FIELDS = ("name", "aliases", "kind", "definition", "minutes", "url", "tags", "evidence", "sources")
_RELATION_FIELDS = ("strength", "reason", "any_of", "evidence", "sources")


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that differs. `what` says it in words; `changes` are (property, old, new), empty but for changed facts."""

    status: str
    what: str
    where: str
    changes: tuple[tuple[str, Any, Any], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        changes = {key: {"old": old, "new": new} for key, old, new in self.changes}
        return {"status": self.status, "fact": self.what, "where": self.where, "changes": changes}


@dataclass(frozen=True, slots=True)
class PlanChange:
    """How the plan of study for a goal differs, by names of concepts; `reordered` where the order of those kept does.

    `minutes` is the time of what is required, before and after.
    """

    goal: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    now_optional: tuple[str, ...] = ()
    now_required: tuple[str, ...] = ()
    reordered: bool = False
    minutes: tuple[int, int] = (0, 0)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "goal": self.goal,
            "added": list(self.added),
            "removed": list(self.removed),
            "now_optional": list(self.now_optional),
            "now_required": list(self.now_required),
            "reordered": self.reordered,
            "minutes": {"old": self.minutes[0], "new": self.minutes[1]},
        }


@dataclass(frozen=True, slots=True)
class GraphDiff:
    """All differences; `plans_left_out` counts goals beyond `MOST_PLANS` whose plans were not compared.

    `moved` counts the facts that are the same but stand at other lines; these do not count as a difference.
    """

    concepts: tuple[FactChange, ...] = ()
    relations: tuple[FactChange, ...] = ()
    plans: tuple[PlanChange, ...] = ()
    plans_left_out: int = 0
    moved: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.concepts or self.relations)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form of `kg diff`."""
        return {
            "concepts": [one.to_dict() for one in self.concepts],
            "relations": [one.to_dict() for one in self.relations],
            "plans": [one.to_dict() for one in self.plans],
            "plans_left_out": self.plans_left_out,
            "moved": self.moved,
        }


def compare_graphs(
    before: Snapshot,
    change: Change,
    ontology: Ontology,
    statements: Iterable[ConceptStatement | RelationStatement] = (),
) -> GraphDiff:
    """Return what `change` does to the graph `before`; derived prerequisites show in the plans only.

    `statements` are those of the files that the change comes from: a fact that is added or changed stands where it is
    stated in them. The plans compared are those for the concepts, there before and after, that need one whose
    prerequisites differ, directly or not: up to `MOST_PLANS` of them, the nearest first, each as `kg plan` makes it.
    """
    old_concepts: dict[str, Concept] = {str(key): one for key, one in before.concepts.items()}
    gone = set(change.deleted_concepts)
    new_concepts = {key: one for key, one in old_concepts.items() if key not in gone}
    new_concepts |= {one.id: one for one, _, _ in change.concepts}
    lost = set(change.deleted_relations)
    new_relations = {key: one for key, one in before.relations.items() if key not in lost}
    new_relations |= {one.key: one for one, _ in change.relations}
    names = {key: one.name for key, one in {**old_concepts, **new_concepts}.items()}

    def sentence(one: Relation) -> str:
        return ontology.sentence(names[one.source], one.type, names[one.target])

    places = _places(statements)
    concepts, moved = _facts(old_concepts, new_concepts, _CONCEPT_FIELDS, lambda one: one.name, places)
    relations, also_moved = _facts(
        _authored(before.relations), _authored(new_relations), _RELATION_FIELDS, sentence, places
    )
    plans, left_out = _plan_changes(
        _Plans(before.relations.values(), old_concepts, ontology),
        _Plans(new_relations.values(), new_concepts, ontology),
        names,
        old_concepts.keys() & new_concepts.keys(),
    )
    return GraphDiff(concepts, relations, tuple(plans), left_out, moved + also_moved)


def _authored(relations: Mapping[_Key, Relation]) -> dict[_Key, Relation]:
    return {key: one for key, one in relations.items() if not one.derived}


def _facts(
    old: Mapping[Any, Any], new: Mapping[Any, Any], properties: Iterable[str], words: Any, places: _Places
) -> tuple[tuple[FactChange, ...], int]:
    found = []
    moved = 0
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        if now is None:
            found.append(FactChange("removed", words(was), _where(old[key], {})))
        elif was is None:
            found.append(FactChange("added", words(now), _where(now, places)))
        else:
            changes = tuple(
                (each, _value(getattr(was, each)), _value(getattr(now, each)))
                for each in properties
                if _said(getattr(was, each)) != _said(getattr(now, each))
            )
            if changes:
                found.append(FactChange("changed", words(now), _where(now, places), changes))
            elif was.evidence != now.evidence:
                moved += 1
    return tuple(found), moved


def _said(value: Any) -> Any:
    """Return evidence without its lines, which move with every line that is written above them."""
    if isinstance(value, tuple):
        return sorted({f"{one.file}: {one.quote}" if isinstance(one, Evidence) else one for one in value})
    return value


def _places(statements: Iterable[ConceptStatement | RelationStatement]) -> _Places:
    """Return `file:line` of the statement that wins, by the id of its concept or its ends as they are written."""
    places: _Places = {}
    for one in sorted(statements, key=lambda one: one.rank):
        key = one.own_id if isinstance(one, ConceptStatement) else (one.source, one.type, one.target)
        places.setdefault(key, f"{one.file}:{one.line}")
    return places


def _where(record: Concept | Relation, places: _Places) -> str:
    if isinstance(record, Relation):
        source, target = record.stated_as or (record.source, record.target)
        known = places.get((source, record.type, target))
    else:
        known = places.get(record.id)
    own = (f"{proof.file}:{proof.line}" for proof in record.evidence if proof.file in record.sources)
    return known or next(own, record.sources[0] if record.sources else "")


def _value(value: Any) -> Any:
    return [str(one) for one in value] if isinstance(value, tuple) else value


class _Plans:
    """The plans of study of one state of a graph, as `kg plan` makes them."""

    def __init__(self, relations: Iterable[Relation], concepts: Mapping[str, Concept], ontology: Ontology) -> None:
        edges = [
            Edge(one.source, one.target, one.strength == "hard", one.any_of)
            for one in relations
            if one.type == "REQUIRES"
        ]
        self.of: dict[str, list[Edge]] = defaultdict(list)
        for edge in sorted(edges, key=lambda edge: (edge.source, edge.target)):
            self.of[edge.source].append(edge)
        self._needs = Needs(edges)
        self._concepts = concepts
        self._ontology = ontology

    def minutes(self, identity: str) -> int:
        """Return the time to learn a concept."""
        concept = self._concepts[identity]
        return time_to_learn(concept.minutes, concept.kind, self._ontology)[0]

    def plan(self, goal: str) -> tuple[list[str], frozenset[str]]:
        """Return the steps of the plan for a goal, without it, in their order, and those of them that are required."""
        if goal not in self._concepts:
            return [], frozenset()
        required = choose([goal], self._needs, frozenset(), self.minutes).concepts
        chosen = choose(required, self._needs, frozenset(), self.minutes, soft=True).concepts
        inside = [edge for one in sorted(chosen) for edge in self.of.get(one, ()) if edge.target in chosen]
        names = {one: self._concepts[one].name for one in chosen}
        order = study_order(arranged(chosen, inside), {goal}, names)
        return [one for one in order if one != goal], required - {goal}


def _plan_changes(
    old: _Plans, new: _Plans, names: Mapping[str, str], kept: AbstractSet[str]
) -> tuple[list[PlanChange], int]:
    """Return how the plans for concepts of `kept` change, the nearest first, and how many were not compared."""
    touched = sorted(one for one in old.of.keys() | new.of.keys() if old.of.get(one) != new.of.get(one))
    dependants: dict[str, set[str]] = defaultdict(set)
    for plans in (old, new):
        for dependant, edges in plans.of.items():
            for edge in edges:
                dependants[edge.target].add(dependant)
    reached = dict.fromkeys(touched)
    queue = deque(touched)
    while queue:
        for one in sorted(dependants[queue.popleft()]):
            if one not in reached:
                reached[one] = None
                queue.append(one)
    goals = [one for one in reached if one in kept]
    changes = (_plan_change(goal, old, new, names) for goal in goals[:MOST_PLANS])
    return [one for one in changes if one != PlanChange(one.goal, minutes=one.minutes)], max(0, len(goals) - MOST_PLANS)


def _plan_change(goal: str, old: _Plans, new: _Plans, names: Mapping[str, str]) -> PlanChange:
    (was, was_required), (now, now_required) = old.plan(goal), new.plan(goal)
    before, after = set(was), set(now)
    return PlanChange(
        names[goal],
        tuple(names[one] for one in now if one not in before),
        tuple(names[one] for one in was if one not in after),
        tuple(names[one] for one in now if one in was_required and one not in now_required),
        tuple(names[one] for one in now if one in now_required and one in before - was_required),
        [one for one in was if one in after] != [one for one in now if one in before],
        (sum(map(old.minutes, was_required)), sum(map(new.minutes, now_required))),
    )
