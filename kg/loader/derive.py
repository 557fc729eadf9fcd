"""What must be known first: REQUIRES derived from the other relations, and the cycles that must not be."""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.errors import Finding
from kg.model import ConceptId, Relation
from kg.order import cyclic_components

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from collections.abc import Set as AbstractSet

    from kg.ontology import Ontology

__all__ = ["derive", "doubtful_cycles"]

_Key = tuple[str, str, str]
_Edge = tuple[str, str]


def derive(relations: Mapping[_Key, Relation], ontology: Ontology) -> tuple[dict[_Key, Relation], list[Finding]]:
    """Return the derived REQUIRES by key, and findings about cycles.

    A pair with an authored REQUIRES gets no derived one. A derived edge is hard when one of its base relations is. A
    cycle of authored hard REQUIRES, or within an acyclic type, is an error; one that needs a derived edge is a warning,
    and its derived edges become soft. `O(V + E)` when there is no cycle.
    """
    findings = []
    by_type = _acyclic_edges(relations, ontology)
    bases: dict[_Edge, list[Relation]] = defaultdict(list)
    for (source, type_, target), relation in relations.items():
        needs = ontology.needs(source, type_, target)
        if type_ != "REQUIRES" and needs and (needs[0], "REQUIRES", needs[1]) not in relations:
            bases[needs].append(relation)
    for type_, edges in sorted(by_type.items()):
        findings += [_refused(cycle, type_, relations) for cycle in _cycles(edges)]
    derived = {(a, "REQUIRES", b): _derived(a, b, group) for (a, b), group in bases.items()}
    hard = [(a, b) for (a, _, b), one in derived.items() if one.strength == "hard"] + by_type["REQUIRES"]
    if not findings:
        for component, cycle in _components(hard):
            softened = [
                key
                for key, one in derived.items()
                if one.strength == "hard" and key[0] in component and key[2] in component
            ]
            for key in softened:
                derived[key] = derived[key].model_copy(update={"strength": "soft"})
            findings.append(_broken(cycle, derived, relations))
    return derived, findings


def doubtful_cycles(relations: Mapping[_Key, Relation], ontology: Ontology) -> tuple[list[_Key], list[Finding]]:
    """Return the relations found by a pattern that lie on a forbidden cycle, and a finding for each.

    Sentences of different notes may contradict each other; that is no reason to refuse the notes.
    """
    doubtful = []
    if any(one.confidence == "pattern" for one in relations.values()):
        for type_, edges in sorted(_acyclic_edges(relations, ontology).items()):
            for component in cyclic_components(edges):
                keys = [(a, type_, b) for a, b in edges if a in component and b in component]
                doubtful += sorted(key for key in keys if relations[key].confidence == "pattern")
    return doubtful, [
        Finding(
            "KG113",
            "warning",
            f"{source} {type_} {target} was found by a pattern and goes round in a circle; it is left out.",
            "State it by hand if it is right.",
            relations[source, type_, target].sources[0],
            next((proof.line for proof in relations[source, type_, target].evidence), None),
        )
        for source, type_, target in doubtful
    ]


def _acyclic_edges(relations: Mapping[_Key, Relation], ontology: Ontology) -> dict[str, list[_Edge]]:
    """Return the edges of each type that may have no cycle; of REQUIRES only the hard ones count."""
    edges: dict[str, list[_Edge]] = defaultdict(list)
    for (source, type_, target), relation in relations.items():
        if ontology.types[type_].acyclic and (type_ != "REQUIRES" or relation.strength == "hard"):
            edges[type_].append((source, target))
    return edges


def _derived(dependant: str, prerequisite: str, group: list[Relation]) -> Relation:
    alternatives = {one.any_of for one in group}
    return Relation(
        source=ConceptId(dependant),
        type="REQUIRES",
        target=ConceptId(prerequisite),
        strength="hard" if any(one.strength == "hard" for one in group) else "soft",
        any_of=alternatives.pop() if len(alternatives) == 1 else None,
        derived=True,
        via=tuple(sorted({one.type for one in group})),
        sources=tuple(sorted({file for one in group for file in one.sources})),
    )


def _components(edges: Collection[_Edge]) -> list[tuple[set[str], list[str]]]:
    """Return each set of nodes that reach each other, with a shortest cycle through its smallest node."""
    components = sorted(cyclic_components(edges), key=min)
    if not components:
        return []
    successors: dict[str, set[str]] = defaultdict(set)
    for a, b in edges:
        successors[a].add(b)
    return [(component, _shortest_cycle(successors, component)) for component in components]


def _cycles(edges: Collection[_Edge]) -> list[list[str]]:
    return [cycle for _, cycle in _components(edges)]


def _shortest_cycle(successors: Mapping[str, AbstractSet[str]], component: set[str]) -> list[str]:
    """Return a shortest cycle `[a, b, …, a]` through the smallest node of the component, by breadth-first search."""
    start = min(component)
    before: dict[str, str] = {}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for following in sorted(successors[node] & component):
            if following == start:
                path = [start, node]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return path[::-1]
            if following not in before:
                before[following] = node
                queue.append(following)
    raise AssertionError(f"{start} is on no cycle")


def _refused(cycle: list[str], type_: str, relations: Mapping[_Key, Relation]) -> Finding:
    edges = [relations[a, type_, b] for a, b in pairwise(cycle)]
    places = ", ".join(str(edge.evidence[0]).split(": ")[0] for edge in edges if edge.evidence)
    first = next((edge.evidence[0] for edge in edges if edge.evidence), None)
    return Finding(
        "KG107",
        "error",
        f"{type_} may not go round in a circle: {_arrows(cycle)} (stated at {places}).",
        "Remove one of these relations, or make one of them soft."
        if type_ == "REQUIRES"
        else "Remove one of these relations.",
        first.file if first else edges[0].sources[0],
        first.line if first else None,
    )


def _broken(cycle: list[str], derived: Mapping[_Key, Relation], relations: Mapping[_Key, Relation]) -> Finding:
    edges = [derived.get((a, "REQUIRES", b)) or relations[a, "REQUIRES", b] for a, b in pairwise(cycle)]
    words = [f"{one.source} needs {one.target} ({', '.join(one.via) or 'stated'})" for one in edges]
    return Finding(
        "KG108",
        "warning",
        f"These need each other: {_arrows(cycle)}; {'; '.join(words)}.",
        "The prerequisites that follow from them were made soft; mend a relation if it is wrong.",
        edges[0].sources[0],
    )


def _arrows(cycle: list[str]) -> str:
    shown = cycle if len(cycle) <= 12 else [*cycle[:6], "…", *cycle[-5:]]  # noqa: PLR2004 - as many as can be read
    return " → ".join(shown)
