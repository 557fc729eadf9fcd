"""Choosing among alternatives: the least time to learn that gives a learner all that the goals need."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from kg.plans.needs import Needs, Want

__all__ = ["EXACT_UP_TO", "Chosen", "choose"]

#: How many open alternatives are weighed exactly.
EXACT_UP_TO = 12

#: Minutes, how many concepts, their ids.
_Cost = tuple[int, int, tuple[str, ...]]
#: A want: the concept that has it, and its number there.
_Place = tuple[str, int]


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
    start = frozenset(goals) - known
    search = _Search(needs, minutes, soft=soft)
    base, groups = search.closed(start, known)
    met = known | base
    alternatives = search.alternatives(groups, met)
    if not alternatives:
        return Chosen(base, is_exact=True)
    if len(alternatives) > EXACT_UP_TO:
        return Chosen(base | search.needed(search.greedy(groups, met), base, met), is_exact=False)
    return Chosen(base | search.least(groups, met), is_exact=True)


class _Search:
    """The pieces of `choose`. A set of concepts is *closed* when only groups of alternatives are open."""

    def __init__(self, needs: Needs, minutes: Callable[[str], int], *, soft: bool) -> None:
        self._minutes = minutes
        self._singles = needs.singles(soft=soft)
        self._groups = needs.groups(soft=soft)

    def closed(
        self,
        start: Iterable[str],
        met: AbstractSet[str],
        added: AbstractSet[str] = frozenset(),
        *,
        at_most: int | None = None,
    ) -> tuple[frozenset[str], list[Want]]:
        """Return what `start` adds to what is met and added, closed under single prerequisites, and the groups wanted.

        A closure that takes longer than `at_most` minutes may be cut short.
        """
        found: set[str] = set()
        groups: list[Want] = []
        stack = [one for one in start if one not in met and one not in added]
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
            for singles in self._singles:
                stack += [
                    one for one in singles.get(concept, ()) if one not in found and one not in met and one not in added
                ]
            for table in self._groups:
                groups += table.get(concept, ())
        return frozenset(found), sorted(groups)

    @staticmethod
    def _open(groups: Iterable[Want], met: AbstractSet[str], added: AbstractSet[str] = frozenset()) -> list[Want]:
        """Return the groups of which nothing is met or added, each once."""
        return [want for want in dict.fromkeys(groups) if met.isdisjoint(want) and added.isdisjoint(want)]

    def _cost(self, concepts: Collection[str]) -> _Cost:
        return sum(map(self._minutes, concepts)), len(concepts), tuple(sorted(concepts))

    def alternatives(self, groups: Iterable[Want], met: AbstractSet[str]) -> set[tuple[str, Want]]:
        """Return (member, group) for each group that may be open beyond what is met, until there are too many."""
        found: set[tuple[str, Want]] = set()
        seen: set[str] = set()
        waiting = self._open(groups, met)
        while waiting and len(found) <= EXACT_UP_TO:
            want = waiting.pop()
            found |= {(one, want) for one in want}
            further, more = self.closed(want, met, seen)
            seen |= further
            waiting += self._open(more, met)
        return found

    def least(self, groups: list[Want], met: AbstractSet[str]) -> frozenset[str]:
        """Return the least concepts to add that meet the groups and all that these want."""
        best: tuple[_Cost, frozenset[str]] | None = None
        branches: list[tuple[frozenset[str], list[Want]]] = [(frozenset(), groups)]
        while branches:
            added, waiting = branches.pop()
            cost = self._cost(added)
            if best is not None and cost >= best[0]:
                continue
            waiting = self._open(waiting, met, added)
            if not waiting:
                best = cost, added
                continue
            for one in reversed(waiting[0]):
                further, more = self.closed([one], met, added)
                branches.append((added | further, waiting[1:] + more))
        return best[1] if best else frozenset()

    def greedy(self, groups: list[Want], met: AbstractSet[str]) -> set[str]:
        """Return concepts to add: for each group in turn, what the member that adds the least adds."""
        added: set[str] = set()
        waiting = groups
        while waiting:
            following: list[Want] = []
            for want in self._open(waiting, met):
                if not added.isdisjoint(want):
                    continue
                best: tuple[_Cost, frozenset[str], list[Want]] | None = None
                for one in want:
                    further, more = self.closed([one], met, added, at_most=best[0][0] if best else None)
                    cost = self._cost(further)
                    if best is None or cost < best[0]:
                        best = cost, further, more
                if best is not None:
                    added |= best[1]
                    following += best[2]
            waiting = sorted(following)
        return added

    def needed(self, added: AbstractSet[str], base: AbstractSet[str], met: AbstractSet[str]) -> frozenset[str]:
        """Return a part of `added` that is enough for the base, and of which no proper part would be.

        A concept goes when what wants it, directly or not, has another way or goes with it. Of the members of groups
        met more than once, the one that takes longest is tried first; no other concept can be the first to go.
        """
        wanted_by: dict[str, list[_Place]] = defaultdict(list)
        ways: dict[_Place, int] = {}
        twice: set[str] = set()
        for number, (concept, want) in enumerate(self._open_wants(base, added, met)):
            members = [one for one in want if one in added]
            ways[concept, number] = len(members)
            for one in members:
                wanted_by[one].append((concept, number))
            if len(members) > 1:
                twice.update(members)
        left = set(added)
        for member in sorted(twice, key=lambda one: (-self._minutes(one), one)):
            left -= _leaving(member, left, base, wanted_by, ways)
        wants: dict[str, list[str]] = defaultdict(list)
        for one in left:
            for concept, _ in wanted_by[one]:
                wants["" if concept in base else concept].append(one)
        return frozenset(_reached(wants))

    def _open_wants(
        self, base: AbstractSet[str], added: AbstractSet[str], met: AbstractSet[str]
    ) -> Iterator[tuple[str, Want]]:
        """Yield (concept, want) of the wants that nothing met meets; of the base these are groups."""
        for table in self._groups:
            for concept, wants in table.items():
                if concept in base or concept in added:
                    yield from ((concept, want) for want in wants if met.isdisjoint(want))
        for singles in self._singles:
            for concept in added:
                yield from ((concept, (one,)) for one in singles.get(concept, ()) if one not in met)


def _reached(wants: Mapping[str, Iterable[str]]) -> set[str]:
    """Return what the base, which stands as the empty string, wants, directly or not."""
    reached: set[str] = set()
    stack = [*wants.get("", ())]
    while stack:
        concept = stack.pop()
        if concept not in reached:
            reached.add(concept)
            stack += wants.get(concept, ())
    return reached


def _leaving(
    member: str,
    left: AbstractSet[str],
    base: AbstractSet[str],
    wanted_by: Mapping[str, Iterable[_Place]],
    ways: dict[_Place, int],
) -> set[str]:
    """Return what goes when the member goes, nothing when the base would; `ways` are counted down accordingly."""
    gone: set[str] = set()
    counted: list[_Place] = []
    stack = [member]
    while stack:
        concept = stack.pop()
        if concept in base:
            for place in counted:
                ways[place] += 1
            return set()
        if concept in gone or concept not in left:
            continue
        gone.add(concept)
        for place in wanted_by.get(concept, ()):
            ways[place] -= 1
            counted.append(place)
            if not ways[place]:
                stack.append(place[0])
    return gone
