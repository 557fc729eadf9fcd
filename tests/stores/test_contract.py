"""What every store promises, on each engine in turn."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import QueryError, QueryRefused, QueryTimeout
from kg.stores import open_store
from kg.stores.base import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.config import StoreAddress
    from kg.stores.base import Store

CONCEPTS = "UNWIND $rows AS row MERGE (c:Concept {id: row.id}) SET c = row"
RELATIONS = (
    "UNWIND $rows AS row MATCH (a:Concept {id: row.source}) MATCH (b:Concept {id: row.target}) "
    "MERGE (a)-[r:USES]->(b) SET r = row.properties"
)
A = {"id": "a", "name": "Alpha", "aliases": ["First", "One"], "minutes": 5}
B = {"id": "b", "name": "Beta", "definition": "It comes second."}


def _fill(store: Store) -> None:
    relation = {"source": "a", "target": "b", "properties": {"strength": "hard", "evidence": ["notes.md:1: it does"]}}
    store.write([Statement(CONCEPTS, {"rows": [A, B]}), Statement(RELATIONS, {"rows": [relation]})])


def _one(store: Store, statement: str, **params: Any) -> Any:
    ((value,),) = store.read(statement, params).rows
    return value


def test_what_is_written_is_read_by_the_store_and_by_the_next_one(store: Store, store_address: StoreAddress) -> None:
    _fill(store)
    question = "MATCH (c:Concept) RETURN c.id AS id, c.minutes AS minutes ORDER BY id"
    expected = (("a", 5), ("b", None))
    result = store.read(question)
    assert (result.columns, result.rows, result.truncated) == (("id", "minutes"), expected, False)
    store.close()
    with open_store(store_address) as again:
        assert again.read(question).rows == expected


def test_values_go_in_and_out_unchanged(store: Store) -> None:
    value = [{"a": [1, 2.5, {"b": None}]}, True, 'it\'s "quoted" 🧠', [], {}, -(2**63)]
    assert _one(store, "RETURN $value AS value", value=value) == value


def test_nodes_are_plain(store: Store) -> None:
    _fill(store)
    store.write([Statement("MATCH (c:Concept {id: 'a'}) SET c:Algorithm")])
    expected = {"id": "a", "labels": ["Algorithm", "Concept"], "properties": A}
    value = _one(store, "MATCH (c:Concept {id: 'a'}) RETURN c")
    assert value == expected
    assert list(value["properties"]) == sorted(A)
    assert _one(store, "MATCH (c:Concept {id: 'a'}) RETURN {list: [c]} AS x") == {"list": [expected]}


def test_relationships_are_plain_with_the_ids_of_their_ends(store: Store) -> None:
    _fill(store)
    expected = {
        "type": "USES",
        "start": "a",
        "end": "b",
        "properties": {"evidence": ["notes.md:1: it does"], "strength": "hard"},
    }
    assert _one(store, "MATCH ()-[r:USES]->() RETURN r") == expected
    assert _one(store, "MATCH (:Concept)<-[r:USES]-() RETURN collect(r) AS all") == [expected]


def test_paths_are_plain(store: Store) -> None:
    _fill(store)
    value = _one(store, "MATCH p = (:Concept {id: 'b'})<-[:USES*1..2]-() RETURN p")
    assert [one["id"] for one in value["nodes"]] == ["b", "a"]
    assert [(one["type"], one["start"], one["end"]) for one in value["relationships"]] == [("USES", "a", "b")]


def test_keys_of_a_node_are_those_that_were_stored(store: Store) -> None:
    _fill(store)
    assert sorted(_one(store, "MATCH (c:Concept {id: 'a'}) RETURN keys(c) AS keys")) == sorted(A)
    assert _one(store, "MATCH (c:Concept {id: 'a'}) RETURN properties(c) AS map") == A
    assert _one(store, "MATCH (c:Concept {id: 'a'}) RETURN c {.*} AS map") == A
    assert _one(store, "MATCH (c:Concept {id: 'b'}) RETURN size(keys(c)) AS size") == 3
    assert sorted(_one(store, "MATCH ()-[r:USES]->() RETURN keys(r) AS keys")) == ["evidence", "strength"]
    result = store.write([Statement("MATCH (c:Concept {id: 'a'}) RETURN properties(c) AS map, c AS node")])
    assert result.dicts() == [{"map": A, "node": {"id": "a", "labels": ["Concept"], "properties": A}}]


def test_a_title_that_a_statement_names_itself_stays(store: Store) -> None:
    assert _one(store, "RETURN {title: 'x', name: 'x', id: 1} AS map") == {"title": "x", "name": "x", "id": 1}


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("date('2024-01-02')", "2024-01-02"),
        ("localtime('03:04')", "03:04:00"),
        ("time('03:04:05.25+01:00')", "03:04:05.25+01:00"),
        ("localdatetime('2024-01-02T03:04:05.5')", "2024-01-02T03:04:05.5"),
        ("datetime('2024-01-02T03:04:05Z')", "2024-01-02T03:04:05Z"),
        ("datetime('2024-01-02T03:04:05-03:30')", "2024-01-02T03:04:05-03:30"),
        ("datetime('2024-07-02T03:04:05[Europe/Oslo]')", "2024-07-02T03:04:05+02:00[Europe/Oslo]"),
        ("duration('P1Y2M10DT12H45M30.25S')", "P1Y2M10DT12H45M30.25S"),
        ("duration('PT-1.5S')", "PT-1.5S"),
        ("duration('P0D')", "PT0S"),
    ],
)
def test_temporal_values_are_iso_text(store: Store, expression: str, text: str) -> None:
    assert _one(store, f"RETURN [{expression}] AS value") == [text]


def test_rows_over_the_limit_are_cut_and_that_is_said(store: Store) -> None:
    over = store.read("UNWIND range(1, 100000) AS n RETURN n", limit=3)
    assert (over.rows, over.truncated) == (((1,), (2,), (3,)), True)
    exact = store.read("UNWIND range(1, 3) AS n RETURN n", limit=3)
    assert (len(exact.rows), exact.truncated) == (3, False)
    none = store.read("UNWIND range(1, 3) AS n RETURN n", limit=0)
    assert (none.rows, none.truncated) == ((), True)


def test_a_query_over_its_time_is_stopped(store: Store) -> None:
    started = time.monotonic()
    with pytest.raises(QueryTimeout) as error:
        store.read("UNWIND range(1, 2000000) AS a UNWIND range(1, 1000) AS b RETURN count(*) AS k", timeout=1)
    assert error.value.seconds == 1
    assert time.monotonic() - started < 10


def test_unknown_names_are_warned_of_and_a_cut_result_is_not(store: Store) -> None:
    _fill(store)
    (label,) = store.read("MATCH (n:Cncept) RETURN 1 AS x").warnings
    assert "Cncept" in label
    (type_,) = store.read("MATCH (:Concept)-[:USSES]->() RETURN 1 AS x").warnings
    assert "USSES" in type_
    (key,) = store.read("MATCH (n:Concept) RETURN n.nmae AS x").warnings
    assert "nmae" in key
    assert store.read("MATCH (n:Concept) RETURN n.name AS name", limit=1).warnings == ()


def test_a_syntax_error_says_where(store: Store) -> None:
    with pytest.raises(QueryError) as error:
        store.read("MATCH (c:Concept)\nRETRUN c")
    assert error.value.line == 2
    assert error.value.column is not None
    assert "\n" not in error.value.message


def test_a_missing_parameter_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match="nothing"):
        store.read("RETURN $nothing AS x")


@pytest.mark.parametrize("value", [2**70, object(), "\ud800"])
def test_a_parameter_that_no_engine_takes_is_a_query_error(store: Store, value: object) -> None:
    with pytest.raises(QueryError):
        store.read("RETURN $value AS x", {"value": value})


def test_reading_does_not_write(store: Store) -> None:
    with pytest.raises(QueryRefused, match="writes"):
        store.read("CREATE (c:Concept {id: 'x'})")
    assert _one(store, "MATCH (n) RETURN count(n) AS k") == 0


def test_several_statements_in_one_text_are_refused(store: Store) -> None:
    with pytest.raises(QueryRefused, match="more than one"):
        store.write([Statement("CREATE (:Concept {id: 'x'}); CREATE (:Concept {id: 'y'})")])
    with pytest.raises(QueryRefused, match="more than one"):
        store.read("RETURN 1 AS x; RETURN 2 AS x")
    assert _one(store, "RETURN ';' AS x;") == ";"


def test_the_rows_of_the_last_statement_come_back(store: Store) -> None:
    statements = [Statement(CONCEPTS, {"rows": [A, B]}), Statement("MATCH (c:Concept) RETURN count(c) AS k")]
    assert store.write(statements).dicts() == [{"k": 2}]


def test_nothing_is_written_when_a_later_statement_fails(store: Store) -> None:
    with pytest.raises(QueryError):
        store.write([Statement(CONCEPTS, {"rows": [A]}), Statement("RETURN 1 / 0 AS x")])
    assert _one(store, "MATCH (n) RETURN count(n) AS k") == 0
    _fill(store)
    assert _one(store, "MATCH (n) RETURN count(n) AS k") == 2


def test_nothing_is_written_when_the_user_interrupts(store: Store, store_address: StoreAddress) -> None:
    _fill(store)

    def interrupted() -> Iterator[Statement]:
        yield Statement("MATCH (c:Concept) DETACH DELETE c")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.write(interrupted())
    assert _one(store, "MATCH (n) RETURN count(n) AS k") == 2
    store.close()
    with open_store(store_address) as again:
        assert _one(again, "MATCH ()-[r]->() RETURN count(r) AS k") == 1


def test_a_write_over_its_time_writes_nothing(store: Store) -> None:
    slow = "UNWIND range(1, 2000000) AS a UNWIND range(1, 1000) AS b WITH count(*) AS k RETURN k"
    with pytest.raises(QueryTimeout):
        store.write([Statement(CONCEPTS, {"rows": [A]}), Statement(slow)], timeout=1)
    assert _one(store, "MATCH (n) RETURN count(n) AS k") == 0


def test_the_schema_is_made_once_and_ids_are_unique(store: Store) -> None:
    store.ensure_schema()
    store.ensure_schema()
    _fill(store)
    store.ensure_schema()
    with pytest.raises(QueryError, match="already exists"):
        store.write([Statement("CREATE (:Concept {id: 'a', name: 'Another'})")])
    assert _one(store, "MATCH (c:Concept {id: 'a'}) RETURN count(c) AS k") == 1


# What the loader relies on


def test_set_replaces_all_properties_of_a_node(store: Store) -> None:
    _fill(store)
    store.write([Statement(CONCEPTS, {"rows": [{"id": "a", "name": "New"}]})])
    assert _one(store, "MATCH (c:Concept {id: 'a'}) RETURN properties(c) AS map") == {"id": "a", "name": "New"}
    nested = "UNWIND $rows AS row MERGE (c:Concept {id: row.id}) SET c = row.properties"
    store.write([Statement(nested, {"rows": [{"id": "a", "properties": A}]})])
    assert _one(store, "MATCH (c:Concept {id: 'a'}) RETURN properties(c) AS map") == A


def test_merging_a_relationship_again_replaces_its_properties(store: Store) -> None:
    _fill(store)
    store.write([Statement(RELATIONS, {"rows": [{"source": "a", "target": "b", "properties": {"strength": "soft"}}]})])
    assert _one(store, "MATCH ()-[r]->() RETURN collect(properties(r)) AS all") == [{"strength": "soft"}]


def test_labels_are_added_and_removed(store: Store) -> None:
    _fill(store)
    store.write([Statement("UNWIND $ids AS id MATCH (c:Concept {id: id}) SET c:Model", {"ids": ["a", "b"]})])
    assert _one(store, "MATCH (c:Model) RETURN count(c) AS k") == 2
    store.write([Statement("UNWIND $ids AS id MATCH (c:Concept {id: id}) REMOVE c:Model", {"ids": ["a"]})])
    assert _one(store, "MATCH (c:Model) RETURN collect(c.id) AS ids") == ["b"]


def test_relationships_are_deleted_by_their_ends(store: Store) -> None:
    _fill(store)
    statement = "UNWIND $rows AS row MATCH (:Concept {id: row.source})-[r:USES]->(:Concept {id: row.target}) DELETE r"
    store.write([Statement(statement, {"rows": [{"source": "b", "target": "a"}]})])
    assert _one(store, "MATCH ()-[r]->() RETURN count(r) AS k") == 1
    store.write([Statement(statement, {"rows": [{"source": "a", "target": "b"}]})])
    assert _one(store, "MATCH ()-[r]->() RETURN count(r) AS k") == 0


def test_nodes_are_deleted_with_their_relationships(store: Store) -> None:
    _fill(store)
    store.write([Statement("UNWIND $ids AS id MATCH (c:Concept {id: id}) DETACH DELETE c", {"ids": ["a"]})])
    assert _one(store, "MATCH (n) RETURN collect(n.id) AS ids") == ["b"]
    assert _one(store, "MATCH ()-[r]->() RETURN count(r) AS k") == 0


def test_foreach_writes(store: Store) -> None:
    store.write([Statement("FOREACH (id IN $ids | MERGE (c:Concept {id: id}))", {"ids": ["a", "b", "a"]})])
    assert _one(store, "MATCH (c:Concept) RETURN count(c) AS k") == 2


# Search

TEXTS = [
    {"id": "gd", "name": "Gradient Descent", "aliases": ["GD"], "definition": "Steps against the gradient."},
    {"id": "sgd", "name": "SGD", "aliases": ["Stochastic gradient descent"], "definition": "Uses mini-batches."},
    {"id": "loss", "name": "Loss", "definition": "What the optimizer reduces."},
    {"id": "uber", "name": "Überanpassung"},
    {"id": "self", "name": "Self-attention", "definition": "It's attention to oneself."},
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("gradient", {"gd", "sgd"}),
        ("GRADIENT", {"gd", "sgd"}),
        ("grad", {"gd", "sgd"}),
        ("radient", set()),
        ("sgd", {"sgd"}),
        ("optimizer", {"loss"}),
        ("loss gradient", {"loss", "gd", "sgd"}),
        ("überanpassung", {"uber"}),
        ("ÜBER", {"uber"}),
        ("attention", {"self"}),
        ("self-attention", {"self"}),
        ("nothing like it", {"self"}),
    ],
)
def test_search_finds_words_and_their_beginnings(store: Store, text: str, found: set[str]) -> None:
    store.ensure_schema()
    store.write([Statement(CONCEPTS, {"rows": TEXTS})])
    assert {identity for identity, _ in store.search(text, 10)} == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        '"',
        "\\",
        "a AND",
        "OR NOT",
        "name:x^2~ AND [a TO b] {c} !(d) /e/ && || *? +-",
        "'; MATCH (n) DETACH DELETE n //",
        "x" * 10_000,
        "word " * 2_000,
        "🧠",
        "$pattern",
        ".*",
        "\x00",
    ],
)
def test_any_text_can_be_searched_for(store: Store, text: str) -> None:
    store.ensure_schema()
    store.write([Statement(CONCEPTS, {"rows": TEXTS})])
    assert len(store.search(text, 3)) <= 3
    assert _one(store, "MATCH (n) RETURN count(n) AS k") == len(TEXTS)


def test_search_gives_the_best_first_and_no_more_than_asked_for(store: Store) -> None:
    store.ensure_schema()
    store.write([Statement(CONCEPTS, {"rows": TEXTS})])
    ((first, score),) = store.search("gradient descent", 1)
    assert first == "gd"
    assert score > 0
    assert store.search("gradient", 0) == []


def test_search_works_in_a_graph_that_has_no_index_yet(store: Store) -> None:
    assert store.search("gradient", 10) == []
    store.write([Statement(CONCEPTS, {"rows": TEXTS})])
    assert {identity for identity, _ in store.search("gradi", 10)} == {"gd", "sgd"}
