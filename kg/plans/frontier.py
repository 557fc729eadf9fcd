"""The frontier: what a learner can learn now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import lookup
from kg.order import peeled, uncollected
from kg.plans.choice import choose
from kg.plans.closure import read_closure, read_graph, time_to_learn

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.model import Concept
    from kg.ontology import Ontology
    from kg.plans.needs import Needs
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


@uncollected()
def next_steps(
    store: Store, ontology: Ontology, *, known: Iterable[str] = (), goal: str | None = None, limit: int = 20
) -> list[NextStep]:
    """Return up to `limit` concepts whose hard prerequisites are all known, what opens most first.

    With the id of a `goal` only the required steps of its plan count, else the whole graph. Of two that open as much
    the one that takes less time comes first, then by id. `O(V + E)`, for at most 200 candidates or `limit` of them.
    """
    mastered = set(known)
    if goal is None:
        ids, needs = read_graph(store)
        unknown: AbstractSet[str] = ids - mastered
    else:
        closure = read_closure(store, [goal])
        needs = closure.needs
        times = {one.id: time_to_learn(one.minutes, one.kind, ontology)[0] for one in closure.concepts.values()}
        unknown = choose([goal], needs, mastered & times.keys(), times.__getitem__).concepts
    dependants = needs.dependants(unknown)
    ready = _ready(unknown, needs, mastered)
    ready.sort(key=lambda one: (-len(dependants.get(one, ())), one))
    opens = _opened(ready[: max(_MOST_RATED, limit)], unknown, needs, dependants)
    steps = [
        NextStep(concept, opens[concept.id], *time_to_learn(concept.minutes, concept.kind, ontology))
        for concept in lookup.concepts(store, opens)
    ]
    return sorted(steps, key=lambda step: (-step.opens, step.minutes, step.concept.id))[:limit]


def _ready(unknown: AbstractSet[str], needs: Needs, known: AbstractSet[str]) -> list[str]:
    """Return the unknown concepts of which every hard want is met by what is known."""
    singles, groups = needs.singles()[0], needs.groups()[0]
    return [
        one
        for one in unknown
        if all(each in known for each in singles.get(one, ()))
        and not any(known.isdisjoint(want) for want in groups.get(one, ()))
    ]


def _opened(
    candidates: Sequence[str], among: Collection[str], needs: Needs, dependants: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """Return for each candidate how many others need it, directly or not.

    One sweep for all: each concept collects as bits of a number the candidates that it needs, prerequisites before
    dependants; on cycles until nothing changes.
    """
    own = {one: 1 << number for number, one in enumerate(candidates)}
    needed = dict.fromkeys(among, 0)
    levels, blocked = peeled((), [edge for edge in needs.edges if edge[0] in needed and edge[1] in needed])
    for one in levels:
        if bits := needed[one] | own.get(one, 0):
            for each in dependants.get(one, ()):
                needed[each] |= bits
    waiting = list(blocked)
    while waiting:
        one = waiting.pop()
        bits = needed[one] | own.get(one, 0)
        for each in dependants.get(one, ()):
            if needed[each] | bits != needed[each]:
                needed[each] |= bits
                waiting.append(each)
    counts = _counted(bits & ~own.get(one, 0) for one, bits in needed.items())
    return {one: sum((plane >> number & 1) << at for at, plane in enumerate(counts)) for number, one in enumerate(own)}


def _counted(numbers: Iterable[int]) -> list[int]:
    """Return how often each bit is set, side by side: bit `n` of plane `k` is bit `k` of the count for bit `n`.

    It counts as a ripple-carry adder does, all bits at once.
    """
    planes: list[int] = []
    for carry in numbers:
        at = 0
        while carry:
            if at == len(planes):
                planes.append(0)
            planes[at], carry = planes[at] ^ carry, planes[at] & carry  # noqa: PLW2901 - it is used up
            at += 1
    return planes
