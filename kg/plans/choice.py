"""Choosing among alternatives: the least time to learn that gives a learner all that the goals need."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from kg.plans.needs import Needs

__all__ = ["EXACT_UP_TO", "Chosen", "choose"]

#: How many open alternatives are weighed exactly.
EXACT_UP_TO = 12

_Want = tuple[str, ...]
_Cost = tuple[int, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The concepts to learn; `is_exact` tells whether no other choice of alternatives would take less time."""

    concepts: frozenset[str]
    is_exact: bool


def choose(
    goals: Iterable[str], needs: Needs, known: AbstractSet[str], minutes: Callable[[str], int], *, soft: bool = False
) -> Chosen:
    """Return a least set of concepts that has the goals and, for each member, one of each of its wants.

    What every choice has in common, the closure of the goals under single prerequisites, comes first; alternatives are
    open where neither it nor what is known meets them. Up to a dozen open alternatives: exact. Branch over the members
    of the first open group, close each branch under single prerequisites, and cut a branch that costs as much as the
    best (branch and bound; Land and Doig, 1960). A dozen alternatives make at most 3^4 = 81 branches, so
    `O(81 (V + E))`. Beyond: greedy, taking for each open group the member with the least further time, then dropping
    members that others made superfluous, `O(A (V + E))` for A alternatives. Either way no proper part of the set would
    do. Ties go to fewer concepts, then to the smaller ids, so the order of insertion does not matter.

    Args:
        goals: what to learn; those that are known cost nothing.
        needs: what each concept needs.
        known: what the learner knows.
        minutes: the time to learn a concept.
        soft: also give what is wanted by soft prerequisites; without, only by hard ones.
    """
    start = sorted(set(goals) - known)
    search = _Search(needs, known, minutes, soft=soft)
    base, groups = search.closed(start, frozenset())
    alternatives = search.alternatives(groups, base)
    if len(alternatives) > EXACT_UP_TO:
        return Chosen(search.without_superfluous(frozenset(start), search.greedy(base, groups)), is_exact=False)
    return Chosen(search.least(base, groups), is_exact=True)


class _Search:
    """The pieces of `choose`. A set of concepts is *closed* when only groups of alternatives are open."""

    def __init__(self, needs: Needs, known: AbstractSet[str], minutes: Callable[[str], int], *, soft: bool) -> None:
        self._needs = needs
        self._known = known
        self._minutes = minutes
        self._soft = soft

    def _wants(self, concept: str) -> Sequence[_Want]:
        return self._needs.wants(concept, soft=self._soft)

    def closed(
        self, start: Iterable[str], *taken: AbstractSet[str], at_most: int | None = None
    ) -> tuple[frozenset[str], list[_Want]]:
        """Return what `start` adds to what is `taken`, closed under single prerequisites, and the groups it wants.

        A closure that takes longer than `at_most` minutes may be cut short.
        """
        found: set[str] = set()
        groups: list[_Want] = []
        met = (self._known, found, *taken)
        stack = [one for one in start if not any(one in some for some in met)]
        time = 0
        while stack:
            concept = stack.pop()
            if concept in found:
                continue
            found.add(concept)
            if at_most is not None:
                time += self._minutes(concept)
                if time > at_most:
                    break
            for want in self._wants(concept):
                if len(want) > 1:
                    groups.append(want)
                elif not any(want[0] in some for some in met):
                    stack.append(want[0])
        return frozenset(found), sorted(groups)

    def _open(self, groups: Iterable[_Want], *taken: AbstractSet[str]) -> list[_Want]:
        """Return the groups that no concept known or taken meets, each once."""
        met = (self._known, *taken)
        return [want for want in dict.fromkeys(groups) if not any(one in some for one in want for some in met)]

    def _cost(self, concepts: Collection[str]) -> _Cost:
        return sum(map(self._minutes, concepts)), len(concepts), tuple(sorted(concepts))

    def alternatives(self, groups: Iterable[_Want], base: AbstractSet[str]) -> set[tuple[str, _Want]]:
        """Return (member, group) for each group that may be open beyond the base, until there are too many."""
        found: set[tuple[str, _Want]] = set()
        seen: set[str] = set()
        waiting = self._open(groups, base)
        while waiting and len(found) <= EXACT_UP_TO:
            want = waiting.pop()
            found |= {(one, want) for one in want}
            further, more = self.closed([one for one in want if one not in seen], base, seen)
            seen |= further
            waiting += self._open(more, base)
        return found

    def least(self, base: frozenset[str], groups: list[_Want]) -> frozenset[str]:
        """Return the base with the least further concepts that meet the groups and all that these want."""
        best: tuple[_Cost, frozenset[str]] | None = None
        branches: list[tuple[frozenset[str], list[_Want]]] = [(frozenset(), groups)]
        while branches:
            added, waiting = branches.pop()
            cost = self._cost(added)
            if best is not None and cost >= best[0]:
                continue
            waiting = self._open(waiting, base, added)
            if not waiting:
                best = cost, added
                continue
            for one in reversed(waiting[0]):
                further, more = self.closed([one], base, added)
                branches.append((added | further, waiting[1:] + more))
        return base | best[1] if best else base

    def greedy(self, base: frozenset[str], groups: list[_Want]) -> set[str]:
        """Return the base with, for each group in turn, the member that adds the least."""
        taken = set(base)
        waiting = groups
        while waiting:
            following: list[_Want] = []
            for want in waiting:
                if not self._open([want], taken):
                    continue
                best: tuple[_Cost, frozenset[str], list[_Want]] | None = None
                for one in want:
                    further, more = self.closed([one], taken, at_most=best[0][0] if best else None)
                    cost = self._cost(further)
                    if best is None or cost < best[0]:
                        best = cost, further, more
                if best is not None:
                    taken |= best[1]
                    following += best[2]
            waiting = sorted(following)
        return taken

    def without_superfluous(self, goals: frozenset[str], taken: set[str]) -> frozenset[str]:
        """Return a part of `taken` of which no proper part would do.

        A concept goes when what wants it, directly or not, has another way or goes with it. Of the members of groups
        met more than once, the one that takes longest is tried first; no other concept can be the first to go.
        """
        wants = {one: [w for w in self._wants(one) if not any(each in self._known for each in w)] for one in taken}
        wanted_by: dict[str, list[tuple[str, int]]] = defaultdict(list)
        ways: dict[tuple[str, int], int] = {}
        twice: set[str] = set()
        for concept, several in wants.items():
            for number, want in enumerate(several):
                members = [one for one in want if one in taken]
                ways[concept, number] = len(members)
                for one in members:
                    wanted_by[one].append((concept, number))
                if len(members) > 1:
                    twice.update(members)
        left = set(taken)
        for member in sorted(twice.difference(goals), key=lambda one: (-self._minutes(one), one)):
            gone = self._leaving(member, left, goals, wanted_by, ways)
            left -= gone
        reached: set[str] = set()
        stack = list(goals)
        while stack:
            concept = stack.pop()
            if concept not in reached:
                reached.add(concept)
                stack += [one for want in wants[concept] for one in want if one in left and one not in reached]
        return frozenset(reached)

    @staticmethod
    def _leaving(
        member: str,
        left: AbstractSet[str],
        goals: frozenset[str],
        wanted_by: dict[str, list[tuple[str, int]]],
        ways: dict[tuple[str, int], int],
    ) -> set[str]:
        """Return what goes when the member goes, nothing when a goal would; `ways` are counted down accordingly."""
        gone: set[str] = set()
        counted: list[tuple[str, int]] = []
        stack = [member] if member in left else []
        while stack:
            concept = stack.pop()
            if concept in gone or concept not in left:
                continue
            if concept in goals:
                for want in counted:
                    ways[want] += 1
                return set()
            gone.add(concept)
            for want in wanted_by[concept]:
                ways[want] -= 1
                counted.append(want)
                if not ways[want]:
                    stack.append(want[0])
        return gone
