"""Loading as its user sees it, on both stores."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import Graph, InputError, NotFound, StrictRefusal, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.config import StoreAddress

ML = "data/ml.yaml"


@pytest.fixture
def graph(store_address: StoreAddress, tmp_path: Path) -> Iterator[Graph]:
    with Graph(store_address, root=tmp_path) as graph:
        yield graph


@pytest.fixture
def notes(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def contents(graph: Graph) -> Any:
    """Return everything that the graph holds, bookkeeping included, in a form to compare."""
    nodes = graph.query("MATCH (n) RETURN labels(n) AS labels, n AS node", limit=None).rows
    edges = graph.query("MATCH (a)-[r]->(b) RETURN r AS edge", limit=None).rows
    return sorted(json.dumps(row, sort_keys=True) for row in (*nodes, *edges))


def names(graph: Graph) -> set[str]:
    return {row[0] for row in graph.query("MATCH (c:Concept) RETURN c.name AS name").rows}


def edges(graph: Graph) -> set[tuple[str, str, str]]:
    found = graph.query("MATCH (a:Concept)-[r]->(b:Concept) RETURN a.id AS a, type(r) AS t, b.id AS b").rows
    return {(row[0], row[1], row[2]) for row in found}


def test_loading_twice_writes_nothing_the_second_time(graph: Graph) -> None:
    first = graph.load([ML])
    before = contents(graph)
    second = graph.load([ML])
    assert first.concepts.created == second.concepts.unchanged > 80
    assert first.relations.created == second.relations.unchanged > 100
    assert first.derived.created == second.derived.unchanged > 50
    assert (second.written, first.concepts.unchanged) == (0, 0)
    assert contents(graph) == before


def test_a_fact_that_changes_is_updated_and_its_derived_edge_follows(graph: Graph, notes: Callable[..., Path]) -> None:
    text = "concepts: [{name: A}, {name: B}]\nrelations:\n- {source: A, type: USES, target: B}\n"
    graph.load([notes("n.yaml", text)])
    report = graph.load([notes("n.yaml", text.replace("target: B", "target: B, strength: soft"))])
    assert (report.relations.updated, report.derived.updated, report.concepts.unchanged) == (1, 1, 2)
    (row,) = graph.query("MATCH (:Concept)-[r:REQUIRES]->() RETURN r.strength AS s, r.derived AS d, r.via AS v").rows
    assert list(row) == ["soft", True, ["USES"]]


def test_nothing_is_deleted_without_prune_and_exactly_what_is_gone_with_it(
    graph: Graph, notes: Callable[..., Path]
) -> None:
    whole = "concepts: [{name: A}, {name: B}, {name: C}]\nrelations:\n- {source: A, type: USES, target: B}\n"
    file = notes("n.yaml", whole)
    graph.load([file])
    notes("n.yaml", "concepts: [{name: A}]\n")
    kept = graph.load([file])
    assert names(graph) == {"A", "B", "C"}
    assert [(one.code, one.severity) for one in kept.findings] == [("KG112", "info")]
    assert "3 facts" in kept.findings[0].message
    again = graph.load([file])
    assert again.written == 0
    pruned = graph.load([file], prune=True)
    assert (pruned.concepts.deleted, pruned.relations.deleted, pruned.derived.deleted) == (2, 1, 1)
    assert names(graph) == {"A"}
    assert edges(graph) == set()


def test_prune_takes_a_deleted_file_inside_the_paths_and_leaves_the_others(
    graph: Graph, notes: Callable[..., Path], tmp_path: Path
) -> None:
    notes("in/a.yaml", "concepts: [{name: A}]\n")
    gone = notes("in/b.yaml", "concepts: [{name: B}]\n")
    notes("out/c.yaml", "concepts: [{name: C}]\n")
    graph.load([tmp_path])
    gone.unlink()
    (tmp_path / "out/c.yaml").unlink()
    assert graph.load([tmp_path / "in"]).written == 0
    assert graph.load([tmp_path / "in"], prune=True).concepts.deleted == 1
    assert names(graph) == {"A", "C"}


def test_a_fact_of_two_files_survives_the_removal_of_one_with_the_value_of_the_other(
    graph: Graph, notes: Callable[..., Path], tmp_path: Path
) -> None:
    first = notes("a.yaml", "concepts: [{name: X, minutes: 5, aliases: [one]}]\n")
    notes("b.yaml", "concepts: [{name: X, minutes: 9, aliases: [two]}]\n")
    report = graph.load([tmp_path])
    assert [one.code for one in report.findings] == ["KG104"]
    first.unlink()
    graph.load([tmp_path], prune=True)
    (row,) = graph.query("MATCH (c:Concept) RETURN c.minutes AS m, c.aliases AS a, c.sources AS s").rows
    assert list(row) == [9, ["two"], ["b.yaml"]]


def test_a_dangling_reference_is_linked_by_the_load_that_brings_its_target(
    graph: Graph, notes: Callable[..., Path]
) -> None:
    first = graph.load([notes("a.yaml", "concepts: [{name: A}]\nrelations: [{source: A, type: USES, target: B}]\n")])
    assert [(one.code, one.file, one.line) for one in first.findings] == [("KG101", "a.yaml", 2)]
    second = graph.load([notes("b.yaml", "concepts: [{name: B}]\n")])
    assert (second.concepts.created, second.relations.created, second.derived.created) == (1, 1, 1)
    assert edges(graph) == {("a", "USES", "b"), ("a", "REQUIRES", "b")}


def test_findings_are_told_again_by_a_load_that_writes_nothing(graph: Graph, notes: Callable[..., Path]) -> None:
    text = "concepts: [{name: A, colour: red}, {name: C}]\nrelations: [{source: A, type: USES, target: B}]\n"
    first = graph.load([notes("a.yaml", text)])
    again = graph.load([notes("a.yaml", text)])
    assert [one.code for one in again.findings] == [one.code for one in first.findings] == ["KG004", "KG101"]
    assert (again.concepts.unchanged, again.relations.unchanged, again.written) == (2, 0, 0)
    with pytest.raises(StrictRefusal):
        graph.load([notes("a.yaml", text)], strict=True)
    graph.load([notes("b.yaml", "concepts: [{name: B}]\n")])
    linked = graph.load([notes("a.yaml", text)])
    assert [one.code for one in linked.findings] == ["KG004"]
    assert (linked.relations.unchanged, linked.derived.unchanged) == (1, 1)


def test_a_refused_load_writes_nothing_and_tells_all_errors(graph: Graph, notes: Callable[..., Path]) -> None:
    graph.load([notes("good.yaml", "concepts: [{name: A}]\n")])
    before = contents(graph)
    bad = notes("bad.yaml", "concepts:\n- {name: X, minutes: -1}\n- {name: Y, minutes: ten}\n")
    with pytest.raises(InputError) as refused:
        graph.load([bad])
    assert [(one.file, one.line) for one in refused.value.findings] == [("bad.yaml", 2), ("bad.yaml", 3)]
    assert contents(graph) == before


def test_a_cycle_is_refused_and_named(graph: Graph, notes: Callable[..., Path]) -> None:
    text = "concepts: [{name: A}, {name: B}]\nrelations:\n- {source: A, type: IS_A, target: B}\n"
    file = notes("n.yaml", text + "- {source: B, type: IS_A, target: A}\n")
    with pytest.raises(InputError, match="refused") as refused:
        graph.load([file])
    assert "a → b → a" in refused.value.findings[0].message


def test_strict_refuses_on_a_warning(graph: Graph, notes: Callable[..., Path]) -> None:
    file = notes("n.yaml", "concepts: [{name: A, colour: red}]\n")
    with pytest.raises(StrictRefusal) as refused:
        graph.load([file], strict=True)
    assert [one.code for one in refused.value.findings] == ["KG004"]
    assert graph.load([file]).concepts.created == 1


def test_a_dry_run_tells_and_writes_nothing(graph: Graph, notes: Callable[..., Path]) -> None:
    file = notes("n.yaml", "concepts: [{name: A}]\n")
    assert graph.load([file], dry_run=True).concepts.created == 1
    if graph.address.path is not None:
        assert not graph.address.path.exists()
    assert graph.load([file]).concepts.created == 1


def test_a_path_that_is_not_there_is_not_found(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"nope\.yaml"):
        graph.load([tmp_path / "nope.yaml"])


def test_a_new_ontology_derives_anew_and_stays_in_the_store(
    graph: Graph, notes: Callable[..., Path], tmp_path: Path
) -> None:
    ontology = notes(
        "o.yml",
        "kinds: {dish: {label: Dish, colour: '#aa0000'}}\ntypes:\n"
        "  REQUIRES: {label: requires, inverse: is required by, acyclic: true, known_first: target}\n"
        "  SEASONS: {label: seasons, inverse: is seasoned by, known_first: source}\n",
    )
    file = notes("n.yaml", "concepts: [{name: Salt}, {name: Soup, kind: dish}]\nrelations: [[]]\n")
    file.write_text(
        "concepts: [{name: Salt}, {name: Soup, kind: dish}]\nrelations: [{source: Salt, type: SEASONS, target: Soup}]\n"
    )
    first = graph.load([file])
    assert sorted(one.code for one in first.findings) == ["KG105", "KG106"]
    report = graph.load([file], ontology=ontology)
    assert (report.relations.created, report.derived.created) == (1, 1)
    assert [step.concept.name for step in graph.prereqs("soup").steps] == ["Salt"]
    assert list(graph.query("MATCH (c:Dish) RETURN c.name AS n").rows) == [("Soup",)]
    with Graph(graph.address, root=tmp_path) as again:
        assert again.load([file]).written == 0
        assert "SEASONS" in again.ontology.types


def test_a_kind_that_changes_changes_the_label(graph: Graph, notes: Callable[..., Path]) -> None:
    graph.load([notes("n.yaml", "concepts: [{name: A, kind: model}]\n")])
    graph.load([notes("n.yaml", "concepts: [{name: A, kind: data}]\n")])
    (row,) = graph.query("MATCH (c:Concept) RETURN labels(c) AS labels").rows
    assert sorted(row[0]) == ["Concept", "Data"]


def test_the_json_export_reads_back_exactly(graph: Graph, tmp_path: Path) -> None:
    graph.load([ML])
    text = graph.export("json")
    (tmp_path / "graph.json").write_text(text, encoding="utf-8")
    back = Graph.open(tmp_path / "back.kgl", root=tmp_path)
    assert not [one for one in back.load([tmp_path / "graph.json"]).findings if one.severity != "info"]
    assert back.export("json") == text
    assert edges(back) == edges(graph)


def test_a_copy_is_the_same_graph_and_loads_on(graph: Graph, tmp_path: Path) -> None:
    graph.load([ML])
    there = Graph.open(tmp_path / "copy.kgl", root=tmp_path)
    graph.copy_to(there)
    assert contents(there) == contents(graph)
    assert there.load([ML]).written == 0
    assert graph.copy_to(there).written == 0


def test_a_copy_does_not_overwrite_another_graph_unless_told(
    graph: Graph, notes: Callable[..., Path], tmp_path: Path
) -> None:
    graph.load([notes("a.yaml", "concepts: [{name: A}]\n")])
    there = Graph.open(tmp_path / "there.kgl", root=tmp_path)
    there.load([notes("b.yaml", "concepts: [{name: B}]\n")])
    with pytest.raises(UsageError, match="another graph"):
        graph.copy_to(there)
    assert names(there) == {"B"}
    graph.copy_to(there, replace=True)
    assert contents(there) == contents(graph)


# Properties, on the embedded store: the differential tests hold the other one to it.

_NAMES = st.sampled_from(["A", "B", "C", "D"])
_CONCEPT = st.fixed_dictionaries(
    {"name": _NAMES},
    optional={
        "minutes": st.integers(0, 2),
        "aliases": st.lists(st.sampled_from(["A", "x", "y"]), max_size=1),
        "kind": st.sampled_from(["model", "data"]),
    },
)
_RELATION = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["A", "B", "x", "d"]),
        "type": st.sampled_from(["USES", "AFFECTS"]),
        "target": st.sampled_from(["A", "C", "y"]),
    },
    optional={"strength": st.sampled_from(["hard", "soft"])},
)
_FILE = st.fixed_dictionaries(
    {"concepts": st.lists(_CONCEPT, max_size=3), "relations": st.lists(_RELATION, max_size=3)}
)
_FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def _written(folder: Path, files: dict[str, Any]) -> None:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content))


@_FEW
@given(
    st.dictionaries(st.sampled_from(["a.json", "b.json", "c.json"]), _FILE, min_size=1),
    st.randoms(use_true_random=False),
)
def test_whole_and_file_by_file_in_any_order_give_the_same_graph(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, Any], random: Any
) -> None:
    folder = tmp_path_factory.mktemp("order")
    _written(folder / "notes", files)
    whole = Graph.open(folder / "whole.kgl", root=folder)
    whole.load([folder / "notes"])
    pieces = Graph.open(folder / "pieces.kgl", root=folder)
    order = sorted(files)
    random.shuffle(order)
    for name in order:
        pieces.load([folder / "notes" / name])
    assert contents(pieces) == contents(whole)
    assert whole.load([folder / "notes"]).written == 0


@_FEW
@given(
    st.dictionaries(st.sampled_from(["a.json", "b.json", "c.json"]), st.tuples(_FILE, st.none() | _FILE), min_size=1)
)
def test_prune_gives_the_graph_of_the_files_that_are_there(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, tuple[Any, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("prune")
    _written(folder / "notes", {name: before for name, (before, _) in files.items()})
    pruned = Graph.open(folder / "pruned.kgl", root=folder)
    pruned.load([folder / "notes"])
    for name, (_, after) in files.items():
        if after is None:
            (folder / "notes" / name).unlink()
        else:
            (folder / "notes" / name).write_text(json.dumps(after))
    pruned.load([folder / "notes"], prune=True)
    fresh = Graph.open(folder / "fresh.kgl", root=folder)
    fresh.load([folder / "notes"])
    assert contents(pruned) == contents(fresh)
