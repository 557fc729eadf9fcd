"""Choosing among alternatives: the least time to learn that gives a learner all that the goals need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from collections.abc import Set as AbstractSet

    from kg.plans.needs import Needs

__all__ = ["EXACT_UP_TO", "Chosen", "choose"]

#: How many open alternatives are weighed exactly.
EXACT_UP_TO = 12


@dataclass(frozen=True, slots=True)
class Chosen:
    """The concepts to learn; `is_exact` tells whether no other choice of alternatives would take less time."""

    concepts: frozenset[str]
    is_exact: bool


def choose(goals: Iterable[str], needs: Needs, known: AbstractSet[str], minutes: Callable[[str], int]) -> Chosen:
    """Return a least set of concepts that has the goals and, for each member, one of each of its hard wants.

    Up to a dozen open alternatives: exact. Branch over the members of the first open group, close each branch under
    single prerequisites, and cut a branch that costs as much as the best (branch and bound; Land and Doig, 1960). A
    dozen alternatives make at most 3^4 = 81 branches, so `O(81 (V + E))`. Beyond: greedy, taking for each open group
    the member with the least further time, then dropping members that others made superfluous, `O(A (V + E))` for A
    alternatives. Ties go to fewer concepts, then to the smaller ids, so the order of insertion does not matter.

    Args:
        goals: what to learn; those that are known cost nothing.
        needs: what each concept needs.
        known: what the learner knows.
        minutes: the time to learn a concept.
    """
    start = sorted(set(goals) - known)
    alternatives = _open_alternatives(start, needs, known)
    base = _closed(start, needs, known, frozenset())
    if len(alternatives) > EXACT_UP_TO:
        return Chosen(_greedy(start, base, needs, known, minutes), is_exact=False)
    best: tuple[tuple[int, int, tuple[str, ...]], frozenset[str]] | None = None
    branches = [base]
    while branches:
        taken = branches.pop()
        cost = _cost(taken, minutes)
        if best is not None and cost >= best[0]:
            continue
        group = next((want for _, want in needs.open_wants(sorted(taken), taken | known)), None)
        if group is None:
            best = cost, taken
        else:
            branches += [taken | _closed([one], needs, known, taken) for one in reversed(group)]
    return Chosen(best[1] if best else frozenset(), is_exact=True)


def _cost(taken: Collection[str], minutes: Callable[[str], int]) -> tuple[int, int, tuple[str, ...]]:
    return sum(minutes(one) for one in taken), len(taken), tuple(sorted(taken))


def _closed(start: Iterable[str], needs: Needs, known: AbstractSet[str], taken: AbstractSet[str]) -> frozenset[str]:
    """Return `start` and what it needs without an alternative, apart from what is known or taken already."""
    found: set[str] = set()
    stack = [one for one in start if one not in known and one not in taken]
    while stack:
        concept = stack.pop()
        if concept in found:
            continue
        found.add(concept)
        stack += [
            want[0]
            for want in needs.wants(concept)
            if len(want) == 1 and want[0] not in known and want[0] not in taken and want[0] not in found
        ]
    return frozenset(found)


def _open_alternatives(start: Iterable[str], needs: Needs, known: AbstractSet[str]) -> set[tuple[str, str]]:
    """Return (concept, member) of each group that may have to be chosen from on the way to the goals."""
    found: set[tuple[str, str]] = set()
    seen: set[str] = set()
    stack = list(start)
    while stack:
        concept = stack.pop()
        if concept in seen:
            continue
        seen.add(concept)
        for _, want in needs.open_wants([concept], known):
            stack += [one for one in want if one not in seen]
            if len(want) > 1:
                found |= {(concept, one) for one in want}
    return found


def _greedy(
    start: Collection[str],
    base: frozenset[str],
    needs: Needs,
    known: AbstractSet[str],
    minutes: Callable[[str], int],
) -> frozenset[str]:
    taken = set(base)
    waiting = sorted(base)
    while waiting:
        added: set[str] = set()
        for _, want in needs.open_wants(waiting, known):
            if taken.isdisjoint(want):
                further = {one: _closed([one], needs, known, taken) for one in want}
                member = min(want, key=lambda one: _cost(further[one], minutes))
                taken |= further[member]
                added |= further[member]
        waiting = sorted(added)
    members = {one for _, want in needs.open_wants(taken, known) if len(want) > 1 for one in want if one in taken}
    for member in sorted(members, key=lambda one: (-minutes(one), one)):
        without = _reached(start, needs, known, taken - {member}) if member in taken else None
        if without is not None:
            taken = without
    return frozenset(taken)


def _reached(start: Iterable[str], needs: Needs, known: AbstractSet[str], allowed: AbstractSet[str]) -> set[str] | None:
    """Return what of `allowed` the goals need, None when something that they need is not allowed."""
    found: set[str] = set()
    stack = list(start)
    while stack:
        concept = stack.pop()
        if concept not in allowed:
            return None
        if concept in found:
            continue
        found.add(concept)
        for _, want in needs.open_wants([concept], known):
            there = [one for one in want if one in allowed]
            if not there:
                return None
            stack += there
    return found
