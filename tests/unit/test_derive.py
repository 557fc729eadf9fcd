"""What must be known first, and the cycles that must not be."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.config import default_ontology
from kg.loader.derive import derive
from kg.model import ConceptId, Evidence, Relation, Strength
from kg.order import prerequisite_levels

ONTOLOGY = default_ontology()
_Graph = dict[tuple[str, str, str], Relation]


def graph(*edges: tuple[str, str, str] | tuple[str, str, str, Strength]) -> _Graph:
    relations = {}
    for number, (source, type_, target, *strength) in enumerate(edges, 1):
        one = Relation(
            source=ConceptId(source),
            type=type_,
            target=ConceptId(target),
            strength=strength[0] if strength else "hard",
            evidence=(Evidence(file="n.md", line=number),),
            sources=("n.md",),
        )
        relations[one.key] = one
    return relations


@pytest.mark.parametrize("type_", ["IS_A", "USES", "COMPUTES", "UPDATES", "MEASURES", "REDUCES"])
def test_the_target_is_known_first(type_: str) -> None:
    derived, _ = derive(graph(("a", type_, "b")), ONTOLOGY)
    (one,) = derived.values()
    assert (one.key, one.derived, one.via, one.strength) == (("a", "REQUIRES", "b"), True, (type_,), "hard")


@pytest.mark.parametrize("type_", ["PART_OF", "PRECEDES"])
def test_the_source_is_known_first(type_: str) -> None:
    derived, _ = derive(graph(("a", type_, "b")), ONTOLOGY)
    assert list(derived) == [("b", "REQUIRES", "a")]


@pytest.mark.parametrize("type_", ["PRODUCES", "AFFECTS", "APPLIED_TO", "EXAMPLE_OF", "CONTRASTS_WITH", "RELATED_TO"])
def test_neither_is_known_first(type_: str) -> None:
    assert derive(graph(("a", type_, "b")), ONTOLOGY) == ({}, [])


def test_several_relations_of_a_pair_make_one_derived_edge_that_is_hard_when_one_is() -> None:
    derived, _ = derive(graph(("a", "USES", "b", "soft"), ("a", "UPDATES", "b")), ONTOLOGY)
    (one,) = derived.values()
    assert (one.via, one.strength) == (("UPDATES", "USES"), "hard")


def test_an_authored_requires_wins_over_a_derived_one() -> None:
    derived, _ = derive(graph(("a", "USES", "b"), ("a", "REQUIRES", "b", "soft")), ONTOLOGY)
    assert derived == {}


def test_a_cycle_of_hard_requires_is_refused_and_named_with_its_places() -> None:
    circle = graph(("a", "REQUIRES", "b"), ("b", "REQUIRES", "c"), ("c", "REQUIRES", "a"))
    _, (finding,) = derive(circle, ONTOLOGY)
    assert (finding.code, finding.severity) == ("KG107", "error")
    assert "a → b → c → a" in finding.message
    assert "n.md:1, n.md:2, n.md:3" in finding.message


def test_a_soft_requires_may_close_a_circle() -> None:
    assert derive(graph(("a", "REQUIRES", "b"), ("b", "REQUIRES", "a", "soft")), ONTOLOGY)[1] == []


def test_a_cycle_within_an_acyclic_type_is_refused_even_when_soft() -> None:
    _, (finding,) = derive(graph(("a", "IS_A", "b"), ("b", "IS_A", "a", "soft")), ONTOLOGY)
    assert finding.code == "KG107"
    assert "IS_A" in finding.message


def test_uses_may_go_round_and_its_derived_edges_become_soft() -> None:
    derived, (finding,) = derive(graph(("a", "USES", "b"), ("b", "USES", "a"), ("c", "USES", "a")), ONTOLOGY)
    assert (finding.code, finding.severity) == ("KG108", "warning")
    assert {key: one.strength for key, one in derived.items()} == {
        ("a", "REQUIRES", "b"): "soft",
        ("b", "REQUIRES", "a"): "soft",
        ("c", "REQUIRES", "a"): "hard",
    }


def test_the_transverse_colon_is_a_warning_and_authored_edges_stay_hard() -> None:
    body = graph(
        ("transverse", "PART_OF", "large intestine"),
        ("transverse", "IS_A", "colon"),
        ("colon", "REQUIRES", "large intestine"),
    )
    derived, (finding,) = derive(body, ONTOLOGY)
    assert finding.code == "KG108"
    assert "colon → large intestine → transverse → colon" in finding.message
    assert {one.strength for one in derived.values()} == {"soft"}


_NODES = st.sampled_from("abcdef")
_EDGES = st.lists(
    st.tuples(
        _NODES, st.sampled_from(["USES", "PART_OF", "REQUIRES", "IS_A"]), _NODES, st.sampled_from(["hard", "soft"])
    ),
    max_size=14,
)


@given(_EDGES)
def test_what_is_not_refused_has_no_hard_circle_and_levels_respect_every_hard_edge(
    edges: list[tuple[str, str, str, Strength]],
) -> None:
    relations = graph(*(one for one in edges if one[0] != one[2]))
    derived, findings = derive(relations, ONTOLOGY)
    if any(one.severity == "error" for one in findings):
        return
    needs = [one for one in {**relations, **derived}.values() if one.type == "REQUIRES"]
    hard: nx.DiGraph[str] = nx.DiGraph((one.source, one.target) for one in needs if one.strength == "hard")
    assert nx.is_directed_acyclic_graph(hard)
    levels = prerequisite_levels("abcdef", [(one.source, one.target, one.strength == "hard") for one in needs])
    assert all(levels[a] > levels[b] for a, b in hard.edges)


@given(st.lists(st.tuples(_NODES, _NODES), max_size=12))
def test_levels_are_the_longest_paths_of_networkx(pairs: list[tuple[str, str]]) -> None:
    edges = sorted({(max(a, b), min(a, b)) for a, b in pairs if a != b})
    expected = dict.fromkeys("abcdef", 0)
    needs: nx.DiGraph[str] = nx.DiGraph((b, a) for a, b in edges)
    for depth, layer in enumerate(nx.topological_generations(needs)):
        expected |= dict.fromkeys(layer, depth)
    assert prerequisite_levels("abcdef", [(a, b, True) for a, b in edges]) == expected
