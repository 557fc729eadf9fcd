"""What files would change in a graph, as a review: added, changed and removed facts, and altered study orders."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import ConceptStatement, Evidence, Relation
from kg.order import prerequisite_levels

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    """How the prerequisites of a goal differ, by name; `reordered` where only their order does."""

    goal: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    reordered: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "goal": self.goal,
            "added": list(self.added),
            "removed": list(self.removed),
            "reordered": self.reordered,
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
    stated in them. The plans compared are those of the concepts that need, directly or not, one whose prerequisites
    differ: up to `MOST_PLANS` of them, the nearest first. `O(V + E)` for each.
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
    plans, left_out = _plans(_needs(before.relations.values()), _needs(new_relations.values()), names, gone)
    return GraphDiff(concepts, relations, plans, left_out, moved + also_moved)


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


_Needs = dict[str, dict[str, bool]]


def _needs(relations: Iterable[Relation]) -> _Needs:
    needs: _Needs = defaultdict(dict)
    for one in relations:
        if one.type == "REQUIRES":
            needs[one.source][one.target] = one.strength == "hard"
    return needs


def _plans(old: _Needs, new: _Needs, names: Mapping[str, str], gone: set[str]) -> tuple[tuple[PlanChange, ...], int]:
    touched = sorted(one for one in old.keys() | new.keys() if old.get(one) != new.get(one))
    dependants: dict[str, set[str]] = defaultdict(set)
    for needs in (old, new):
        for dependant, targets in needs.items():
            for target in targets:
                dependants[target].add(dependant)
    reached = dict.fromkeys(touched)
    queue = deque(touched)
    while queue:
        for one in sorted(dependants[queue.popleft()]):
            if one not in reached:
                reached[one] = None
                queue.append(one)
    goals = [one for one in reached if one not in gone]
    plans = []
    for goal in goals[:MOST_PLANS]:
        was, now = _order(goal, old, names), _order(goal, new, names)
        if was != now:
            added = tuple(names[one] for one in now if one not in was)
            removed = tuple(names[one] for one in was if one not in now)
            kept = [one for one in was if one in now] != [one for one in now if one in was]
            plans.append(PlanChange(names[goal], added, removed, kept))
    return tuple(plans), max(0, len(goals) - MOST_PLANS)


def _order(goal: str, needs: _Needs, names: Mapping[str, str]) -> dict[str, int]:
    """Return the prerequisites of a goal in the order of `kg prereqs`, with their levels."""
    within = {goal}
    stack = [goal]
    while stack:
        for one in needs.get(stack.pop(), ()):
            if one not in within:
                within.add(one)
                stack.append(one)
    edges = [(a, b, hard) for a in within for b, hard in needs.get(a, {}).items() if b != goal]
    levels = prerequisite_levels(within, edges)
    order = sorted(within - {goal}, key=lambda one: (levels[one], names[one].casefold(), one))
    return {one: levels[one] for one in order}
