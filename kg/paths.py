"""The shortest chains of relations between two concepts."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise, product
from typing import TYPE_CHECKING

from kg import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Relation
    from kg.stores.base import Store

__all__ = ["shortest"]

_LONGEST = 20


def shortest(store: Store, start: str, end: str) -> Iterator[list[Relation]]:
    """Yield chains of authored relations, in any direction, shortest first, each concept once; by ids among equals.

    Chains may be one link longer than the shortest. Yen, "Finding the K shortest loopless paths in a network", 1971,
    as networkx implements it, on what is near enough to `start`. Relations of different types between two concepts
    make different chains.
    """
    first = lookup.chain(store, start, end, _LONGEST)
    if not first:
        if first is not None:
            yield []
        return
    import networkx as nx  # noqa: PLC0415 - takes 0.3 s, and only this needs it

    within = lookup.near(store, start, len(first) + 1)
    between: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for one in lookup.relations(store, within):
        if not one.derived and one.target in within and one.source != one.target:
            between[min(one.source, one.target), max(one.source, one.target)].append(one)
    graph: nx.Graph[str] = nx.Graph(sorted(between))
    for length, group in groupby(nx.shortest_simple_paths(graph, start, end), len):
        if length > len(first) + 2:
            return
        for nodes in sorted(group):
            yield from map(list, product(*(between[min(a, b), max(a, b)] for a, b in pairwise(nodes))))
