"""Facts with something missing, and prerequisites that say nothing new."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.check.codes import CODES
from kg.errors import Finding
from kg.order import cyclic_components, prerequisite_levels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kg.check.graph import CheckedGraph
    from kg.model import Relation

__all__ = ["MOST_VISITS", "orphans", "redundant_prerequisites", "undefined", "unproved"]

#: Edges that the search for implied prerequisites follows at most: some seconds.
MOST_VISITS = 5_000_000


def orphans(graph: CheckedGraph) -> Iterator[Finding]:
    """Yield a finding for each concept without any relation. `O(V + E)`."""
    related = {end for source, _, target in graph.relations for end in (source, target)}
    for identity, one in graph.concepts.items():
        if identity not in related:
            yield graph.finding(
                "KG205",
                one,
                f"The concept {graph.name(identity)} has no relation.",
                "Say what it is, what it is part of or what uses it.",
                None if one.confidence is None else "info",
            )


def undefined(graph: CheckedGraph) -> Iterator[Finding]:
    """Yield a finding for each concept without a definition. `O(V)`."""
    for identity, one in graph.concepts.items():
        if one.definition is None:
            message = f"The concept {graph.name(identity)} has no definition."
            yield graph.finding("KG206", one, message, "Add a 'definition' of one sentence.")


def unproved(graph: CheckedGraph) -> Iterator[Finding]:
    """Yield a finding for each fact that no quote proves; a reason will do for a relation. `O(V + E)`."""
    hint = "Add 'evidence' with file, line and quote of the notes that say so"
    for identity, one in graph.concepts.items():
        if not any(proof.quote for proof in one.evidence):
            yield graph.finding("KG207", one, f"No quote shows where {graph.name(identity)} comes from.", f"{hint}.")
    for relation in graph.relations.values():
        if not _is_explained(relation):
            message = f"Nothing says why {graph.sentence(relation)}."
            yield graph.finding("KG207", relation, message, f"{hint}, or a 'reason'.")


def _is_explained(relation: Relation) -> bool:
    return relation.reason is not None or any(proof.quote for proof in relation.evidence)


def redundant_prerequisites(graph: CheckedGraph, most_visits: int = MOST_VISITS) -> Iterator[Finding]:
    """Yield a finding for each authored REQUIRES without a reason or a quote that a chain of others implies.

    These are the edges that a transitive reduction removes (Aho, Garey and Ullman, "The transitive reduction of a
    directed graph", 1972). From each edge the graph is searched only through concepts whose level is above that of its
    end, and of all edges together `most_visits` links are followed; a finding says so when that was not enough.
    Alternatives (`any_of`) imply nothing and are not implied.
    """
    edges = {
        (source, target)
        for (source, type_, target), one in {**graph.relations, **graph.derived}.items()
        if type_ == "REQUIRES" and one.strength == "hard" and one.any_of is None
    }
    if cyclic_components(edges):
        return  # the circle is told; on it everything implies everything
    levels = prerequisite_levels(graph.concepts, [(a, b, True) for a, b in edges])
    following: dict[str, list[str]] = defaultdict(list)
    for a, b in sorted(edges):
        following[a].append(b)
    left = most_visits
    for key, one in graph.relations.items():
        if one.type != "REQUIRES" or one.any_of is not None or _is_explained(one):
            continue
        chain, visits = _other_way(one.source, one.target, following, levels, left)
        left -= visits
        if chain:
            names = " → ".join(graph.name(each) for each in chain)
            yield graph.finding(
                "KG208",
                graph.relations[key],
                f"That {graph.sentence(one)} follows from others: {names}.",
                "Leave it out, or give it a reason of its own.",
            )
        if left <= 0:
            yield Finding(
                "KG212",
                CODES["KG212"].severity,
                f"The search for implied prerequisites stopped after {most_visits:,} links.",
                "Check parts of the notes by themselves.",
            )
            return


def _other_way(
    start: str, end: str, following: Mapping[str, Collection[str]], levels: Mapping[str, int], most: int
) -> tuple[list[str], int]:
    """Return a chain of two links or more, empty where there is none, and how many links were followed."""
    before: dict[str, str] = {}
    stack = [start]
    visits = 0
    while stack and visits < most:
        node = stack.pop()
        for one in following.get(node, ()):
            visits += 1
            if one == end and node != start:
                chain = [end, node]
                while chain[-1] != start:
                    chain.append(before[chain[-1]])
                return chain[::-1], visits
            if one not in before and one != end and levels[one] > levels[end]:
                before[one] = node
                stack.append(one)
    return [], visits
