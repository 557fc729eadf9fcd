"""What each concept needs first: single prerequisites, and groups of which one member will do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

__all__ = ["Edge", "Needs"]


@dataclass(frozen=True, slots=True)
class Edge:
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
        self.edges = sorted(
            {edge for edge in edges if edge.source != edge.target},
            key=lambda edge: (edge.source, edge.target, not edge.hard, edge.any_of or ""),
        )
        members: dict[tuple[str, bool, str], list[str]] = defaultdict(list)
        for edge in self.edges:
            group = f"={edge.target}" if edge.any_of is None else f"~{edge.any_of}"
            members[edge.source, edge.hard, group].append(edge.target)
        self._hard: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._all: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for (source, hard, _), targets in members.items():
            self._all[source].append(tuple(targets))
            if hard:
                self._hard[source].append(tuple(targets))

    def wants(self, concept: str, *, soft: bool = False) -> list[tuple[str, ...]]:
        """Return what the concept needs, with `soft` the soft wants too; each tuple is met by any of its members."""
        return (self._all if soft else self._hard).get(concept, [])

    def open_wants(
        self, concepts: Iterable[str], met: Collection[str], *, soft: bool = False
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield (concept, want) of the concepts' wants that no member of `met` meets, in the order of `concepts`."""
        for concept in concepts:
            for want in self.wants(concept, soft=soft):
                if not any(one in met for one in want):
                    yield concept, want

    def dependants(self, among: Collection[str]) -> Mapping[str, list[str]]:
        """Return for each prerequisite the concepts of `among` that need it, hard or soft, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for edge in self.edges:
            if edge.source in among and edge.target in among:
                found[edge.target].append(edge.source)
        return found
