"""The two stores answer alike: every shipped query and every use case, on the ML notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg import Graph
from kg.queries import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.config import StoreAddress

pytestmark = pytest.mark.neo4j

#: Queries about faults and about things that the notes do not have.
FINDS_NOTHING = {
    "alternatives",
    "both-ways",
    "concepts-with-tag",
    "homonyms",
    "orphans",
    "undefined",
    "unexplained",
    "without-evidence",
}
NAMES = ["Transformer", "SGD", "nanoGPT", "RAG", "Weight", "ML Workflow"]


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory, neo4j_server: StoreAddress) -> Iterator[tuple[Graph, Graph]]:
    folder: Path = tmp_path_factory.mktemp("differential")
    with Graph.open(folder / "g.kgl") as embedded, Graph(neo4j_server) as server:
        server.query("MATCH (n) DETACH DELETE n", write=True)
        for graph in (embedded, server):
            graph.load(["data/ml.yaml"])
        yield embedded, server
        server.query("MATCH (n) DETACH DELETE n", write=True)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_shipped_query_gives_the_same_rows(graphs: tuple[Graph, Graph], name: str) -> None:
    params = {one.name: one.example for one in catalogue()[name].parameters}
    embedded, server = (graph.run(name, params, limit=None) for graph in graphs)
    assert embedded.columns == server.columns
    assert list(embedded.rows) == list(server.rows)
    assert embedded.rows or name in FINDS_NOTHING


@pytest.mark.parametrize("name", NAMES)
def test_prereqs_show_and_their_reverse_are_the_same(graphs: tuple[Graph, Graph], name: str) -> None:
    embedded, server = graphs
    for options in ({}, {"reverse": True}, {"depth": 2}):
        assert embedded.prereqs(name, **options).to_dict() == server.prereqs(name, **options).to_dict()
    assert embedded.show(name).to_dict() == server.show(name).to_dict()


def test_paths_are_the_same(graphs: tuple[Graph, Graph]) -> None:
    found = [[graph.path(a, b).to_dict() for a in NAMES for b in NAMES] for graph in graphs]
    assert found[0] == found[1]


@pytest.mark.parametrize("name", NAMES)
def test_plans_what_comes_next_and_reasons_are_the_same(graphs: tuple[Graph, Graph], name: str) -> None:
    embedded, server = graphs
    for hours in (None, 2):
        plans = [graph.plan([name, "Loss"], known=["Data", "Model"], hours=hours).to_dict() for graph in graphs]
        assert plans[0] == plans[1]
    assert embedded.next_steps(goal=name) == server.next_steps(goal=name)
    assert embedded.next_steps(known=[name]) == server.next_steps(known=[name])
    for other in ("Data", "Optimizer"):
        assert embedded.why(name, other).to_dict() == server.why(name, other).to_dict()
        first, second = ([one.to_dict() for one in graph.paths(name, other)] for graph in graphs)
        assert first == second


@pytest.mark.parametrize("text", ["gradient", "loss function", "grad", "RNN", "nothing like this", "teach computers"])
def test_searches_find_the_same_in_the_same_order(graphs: tuple[Graph, Graph], text: str) -> None:
    found = [[hit.to_dict() for hit in graph.search(text)] for graph in graphs]
    assert found[0] == found[1]


def test_stats_and_exports_are_the_same(graphs: tuple[Graph, Graph]) -> None:
    embedded, server = graphs
    first, second = embedded.stats().to_dict(), server.stats().to_dict()
    assert {**first, "store": None} == {**second, "store": None}
    for form in ("json", "graphml"):
        assert embedded.export(form) == server.export(form)


@pytest.mark.parametrize(
    "statement",
    [
        'MATCH (:Concept {name: "Optimizer"})-[:USES]->(x) RETURN x.name',
        'MATCH (:Concept {name: "Transformer"})-[:IS_A]->(x) RETURN x.name',
        'MATCH (:Concept {name: "Transformer"})-[:REQUIRES*]->(p) RETURN DISTINCT p.name AS name ORDER BY name',
        "MATCH (c:Concept {id: 'sgd'}) RETURN c",
        "MATCH (:Concept {id: 'sgd'})-[r]->() RETURN r ORDER BY r.hash",
        "MATCH p = (:Concept {id: 'sgd'})-[:IS_A]->(:Concept) RETURN p",
        "MATCH (c:Concept {id: 'sgd'}) RETURN keys(c) AS k, properties(c) AS p, c{.*} AS m, labels(c) AS l",
        "MATCH (c:Concept) WITH c ORDER BY c.id RETURN c.kind AS k, count(*) AS n, collect(c.minutes) AS m ORDER BY k",
        "MATCH (c:Concept) WHERE c.definition CONTAINS 'model' RETURN count(c) AS n",
        "UNWIND [1, 2.5, null, true, 'é', [1], {a: 1}] AS x RETURN x",
        "RETURN date('2024-02-29') AS d, duration('P1DT2H') AS u, datetime('2024-01-02T03:04:05Z') AS t",
        "MATCH (k:KgMeta) RETURN k.version AS version, labels(k) AS l",
        "MATCH (s:KgSource) RETURN s",
    ],
)
def test_statements_of_people_give_the_same_rows(graphs: tuple[Graph, Graph], statement: str) -> None:
    embedded, server = (graph.query(statement) for graph in graphs)
    assert embedded.columns == server.columns
    assert _sorted_lists(embedded.rows) == _sorted_lists(server.rows)


def _sorted_lists(rows: Any) -> Any:
    """Return rows with the lists of labels and keys sorted, whose order Cypher leaves open."""
    return [
        [
            sorted(value) if isinstance(value, list) and all(isinstance(x, str) for x in value) else value
            for value in row
        ]
        for row in rows
    ]
