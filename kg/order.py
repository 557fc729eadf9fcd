"""Orders of a graph of prerequisites: its cycles and its levels."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["cyclic_components", "prerequisite_levels"]


def cyclic_components(edges: Collection[tuple[str, str]]) -> list[set[str]]:
    """Return the sets of two or more nodes that reach each other (strongly connected components), in any order.

    `O(V + E)`: Tarjan, "Depth-first search and linear graph algorithms", 1972, as networkx implements it; without a
    cycle a topological sort says so first, which is cheaper to import.
    """
    if _is_acyclic(edges):
        return []
    import networkx as nx  # noqa: PLC0415 - takes 0.3 s, and cycles are rare

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(edges)
    return [set(found) for found in nx.strongly_connected_components(graph) if len(found) > 1]


def prerequisite_levels(nodes: Iterable[str], edges: Collection[tuple[str, str, bool]]) -> dict[str, int]:
    """Return the level of each node: 0 needs nothing, n + 1 needs something of level n (the longest path down).

    `edges` are (dependant, prerequisite, hard) between nodes. Soft edges that lie on a cycle do not count, so nothing
    loops as long as the hard ones have no cycle, which the loader sees to. `O(V + E)`.

    >>> prerequisite_levels("abc", [("a", "b", True), ("b", "c", True), ("c", "a", False)])
    {'a': 2, 'b': 1, 'c': 0}

    Raises:
        graphlib.CycleError: hard edges form a cycle.
    """
    component = {
        node: number for number, found in enumerate(cyclic_components([(a, b) for a, b, _ in edges])) for node in found
    }
    kept = [(a, b) for a, b, hard in edges if hard or a not in component or component[a] != component.get(b)]
    levels = dict.fromkeys(nodes, 0)
    below: dict[str, list[str]] = {}
    for a, b in kept:
        below.setdefault(a, []).append(b)
    for node in TopologicalSorter(below).static_order():
        levels[node] = 1 + max((levels[one] for one in below.get(node, ())), default=-1)
    return levels


def _is_acyclic(edges: Iterable[tuple[str, str]]) -> bool:

    sorter: TopologicalSorter[str] = TopologicalSorter()
    for a, b in edges:
        sorter.add(a, b)
    try:
        sorter.prepare()
    except CycleError:
        return False
    return True
