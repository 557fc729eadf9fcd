"""What each concept needs first: single prerequisites, and groups of which one member will do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

__all__ = ["Edge", "Needs", "Want"]

#: Concepts of which one must be known, sorted.
Want = tuple[str, ...]


class Edge(NamedTuple):
    """`source` needs `target` first; `any_of` names the group of which one member will do, None for no group."""

    source: str
    target: str
    hard: bool = True
    any_of: str | None = None


class Needs:
    """The prerequisites of a graph, whatever the order in which the edges come.

    A *want* is a sorted tuple of concepts of which one must be known; a single prerequisite is a want of one member.
    The hard and the soft members of a group are two wants. A concept that needs itself is taken as needing nothing.
    """

    def __init__(self, edges: Iterable[Edge]) -> None:
        self.edges = [edge for edge in edges if edge[0] != edge[1]]
        self._singles: dict[bool, dict[str, list[str]]] = {True: {}, False: {}}
        self._groups: dict[bool, dict[str, list[Want]]] = {True: {}, False: {}}
        members: dict[tuple[bool, str, str], set[str]] = defaultdict(set)
        for source, target, hard, any_of in self.edges:
            if any_of is not None:
                members[hard, source, any_of].add(target)
            elif source in self._singles[hard]:
                self._singles[hard][source].append(target)
            else:
                self._singles[hard][source] = [target]
        for (hard, source, _), targets in sorted(members.items()):
            if len(targets) > 1:
                self._groups[hard].setdefault(source, []).append(tuple(sorted(targets)))
            else:
                self._singles[hard].setdefault(source, []).extend(targets)

    def singles(self, *, soft: bool = False) -> list[Mapping[str, list[str]]]:
        """Return the prerequisites without an alternative by concept, the hard ones and, with `soft`, the soft ones."""
        return [self._singles[True], self._singles[False]] if soft else [self._singles[True]]

    def groups(self, *, soft: bool = False) -> list[Mapping[str, list[Want]]]:
        """Return the wants of several members by concept, the hard ones and, with `soft`, the soft ones."""
        return [self._groups[True], self._groups[False]] if soft else [self._groups[True]]

    def wants(self, concept: str, *, soft: bool = False) -> list[Want]:
        """Return what the concept needs, with `soft` the soft wants too; each tuple is met by any of its members."""
        single: list[Want] = [(one,) for table in self.singles(soft=soft) for one in table.get(concept, ())]
        return single + [want for table in self.groups(soft=soft) for want in table.get(concept, ())]

    def open_wants(
        self, concepts: Iterable[str], met: Collection[str], *, soft: bool = False
    ) -> Iterator[tuple[str, Want]]:
        """Yield (concept, want) of the concepts' wants that no member of `met` meets, in the order of `concepts`."""
        for concept in concepts:
            for want in self.wants(concept, soft=soft):
                if not any(one in met for one in want):
                    yield concept, want

    def dependants(self, among: Collection[str]) -> dict[str, list[str]]:
        """Return for each prerequisite the concepts of `among` that need it, hard or soft."""
        found: dict[str, list[str]] = {}
        for source, target, _, _ in self.edges:
            if source in among and target in among:
                if target in found:
                    found[target].append(source)
                else:
                    found[target] = [source]
        return found
