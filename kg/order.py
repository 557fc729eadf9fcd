"""Orders of a graph of prerequisites: its cycles and its levels."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

__all__ = ["cyclic_components", "peeled", "prerequisite_levels", "uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause Python's search for garbage in circles.

    Statements, rows and edges make none, and the search takes a third of the time of a large load, and of a plan of
    30,000 concepts (`benchmarks/plans.py`).
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


#: (dependant, prerequisite, ...): what else an edge holds does not matter.
_Edge = tuple[str, str] | tuple[str, str, bool] | tuple[str, str, bool, str | None]


@uncollected()
def peeled(nodes: Iterable[str], edges: Iterable[_Edge]) -> tuple[dict[str, int], set[str]]:
    """Return the levels of the nodes that need no cycle, directly or not, and the set of the others.

    The first comes with prerequisites before dependants. Nodes that wait for nothing are taken off, row after row:
    Kahn, "Topological sorting of large networks", 1962. `O(V + E)`.
    """
    dependants: dict[str, list[str]] = {}
    waiting: dict[str, int] = {}
    for edge in edges:
        a, b = edge[0], edge[1]
        if b in dependants:
            dependants[b].append(a)
        else:
            dependants[b] = [a]
        waiting[a] = waiting[a] + 1 if a in waiting else 1
    row = [one for one in dict.fromkeys([*nodes, *dependants]) if one not in waiting]
    levels: dict[str, int] = {}
    level = 0
    while row:
        following = []
        for one in row:
            levels[one] = level
            for each in dependants.get(one, ()):
                if waiting[each] > 1:
                    waiting[each] -= 1
                else:
                    del waiting[each]
                    following.append(each)
        row = following
        level += 1
    return levels, set(waiting)


def cyclic_components(edges: Collection[tuple[str, str]]) -> list[set[str]]:
    """Return the sets of two or more nodes that reach each other (strongly connected components), in any order.

    `O(V + E)`: Tarjan, "Depth-first search and linear graph algorithms", 1972, as networkx implements it, on what is
    left when the nodes on no cycle are peeled off, which is mostly nothing.
    """
    levels, blocked = peeled((), edges)
    if not blocked:
        return []
    import networkx as nx  # noqa: PLC0415 - takes 0.3 s, and cycles are rare

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((a, b) for a, b in edges if a not in levels and b not in levels)
    return [set(found) for found in nx.strongly_connected_components(graph) if len(found) > 1]


@uncollected()
def prerequisite_levels(nodes: Iterable[str], edges: Collection[tuple[str, str, bool]]) -> dict[str, int]:
    """Return the level of each node: 0 needs nothing, n + 1 needs something of level n (the longest path down).

    `edges` are (dependant, prerequisite, hard) between nodes. Soft edges that lie on a cycle do not count; nodes on a
    cycle of hard ones, which the loader refuses but a store may hold, share a level. So nothing loops. `O(V + E)`.

    >>> prerequisite_levels("abc", [("a", "b", True), ("b", "c", True), ("c", "a", False)])
    {'a': 2, 'b': 1, 'c': 0}
    """
    given = list(nodes)
    levels, blocked = peeled(given, edges)
    if blocked:
        round_ = _component_of([(a, b) for a, b, _ in edges if a in blocked and b in blocked])
        kept = [(a, b) for a, b, hard in edges if hard or a not in round_ or round_[a] != round_.get(b)]
        shared = _component_of([(a, b) for a, b in kept if a in round_ and b in round_])
        between = [(shared.get(a, a), shared.get(b, b)) for a, b in kept]
        levels, _ = peeled({shared.get(one, one) for one in given}, [(a, b) for a, b in between if a != b])
    else:
        shared = {}
    return {one: levels[shared.get(one, one)] for one in given}


def _component_of(edges: Collection[tuple[str, str]]) -> dict[str, str]:
    """Return for each node of a cyclic component the smallest node of it."""
    return {one: first for found in cyclic_components(edges) for first in (min(found),) for one in found}
