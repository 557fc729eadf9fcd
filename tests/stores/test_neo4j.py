"""What only Neo4j has: a server that may be away or refuse, access modes, and plans."""

from __future__ import annotations

import socket
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from neo4j import exceptions

from kg.errors import QueryRefused, StoreUnavailable
from kg.stores import neo4j as neo4j_store
from kg.stores import open_store
from kg.stores.base import Statement
from kg.stores.plan import OPERATORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.config import StoreAddress
    from kg.stores.base import Store


@pytest.fixture
def server(neo4j_server: StoreAddress) -> Iterator[Store]:
    with open_store(neo4j_server, write=True) as opened:
        opened.write([Statement("MATCH (n) DETACH DELETE n")])
        yield opened


def test_every_error_of_neo4j_is_mapped() -> None:
    classes: set[type[Exception]] = {exceptions.GqlError}
    while more := {sub for one in classes for sub in one.__subclasses__()} - classes:
        classes |= more
    public = {one for one in classes if one.__module__ == exceptions.__name__ and not one.__name__.startswith("_")}
    assert len(public) > 30
    assert {one.__name__ for one in public if one not in neo4j_store.ERRORS} == set()


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_is_not_there_is_said_soon_with_its_address(scheme: str) -> None:
    from kg.config import StoreAddress

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.monotonic()
    address = StoreAddress(uri=f"{scheme}://127.0.0.1:{port}", password="x")
    with open_store(address) as store, pytest.raises(StoreUnavailable, match=rf"127\.0\.0\.1:{port} cannot be reached"):
        store.read("RETURN 1 AS x")
    assert time.monotonic() - started < 6


def test_a_server_that_accepts_and_says_nothing_is_given_up_soon() -> None:
    from kg.config import StoreAddress

    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = StoreAddress(uri=f"bolt://127.0.0.1:{silent.getsockname()[1]}", password="x")
        started = time.monotonic()
        with open_store(address) as store, pytest.raises(StoreUnavailable, match="cannot be reached"):
            store.read("RETURN 1 AS x")
        assert time.monotonic() - started < 8


def test_without_a_password_the_variable_is_named_before_anything_is_connected() -> None:
    from kg.config import StoreAddress

    with open_store(StoreAddress(uri="bolt://192.0.2.1")) as store, pytest.raises(StoreUnavailable) as error:
        store.read("RETURN 1 AS x")
    assert "NEO4J_PASSWORD" in error.value.hint


@pytest.mark.neo4j
def test_a_wrong_password_is_said(neo4j_server: StoreAddress) -> None:
    with open_store(replace(neo4j_server, password="wrong")) as store, pytest.raises(StoreUnavailable) as error:
        store.read("RETURN 1 AS x")
    assert "refused the user and password" in error.value.message
    assert "NEO4J_PASSWORD" in error.value.hint


@pytest.mark.neo4j
def test_a_database_that_is_not_there_is_said(neo4j_server: StoreAddress) -> None:
    with (
        open_store(replace(neo4j_server, database="nowhere")) as store,
        pytest.raises(StoreUnavailable, match="no such database"),
    ):
        store.read("RETURN 1 AS x")


@pytest.mark.neo4j
@pytest.mark.parametrize(
    "statement", ["CREATE (:X)", "CALL db.createLabel('Y')", "MERGE (n:X {id: 1})", "MATCH (n) SET n.x = 1 RETURN n"]
)
def test_the_read_mode_of_the_server_refuses_to_write(server: Store, statement: str) -> None:
    server.write([Statement("CREATE (:Z)")])
    with pytest.raises(QueryRefused, match="writes"):
        server.read(statement)


@pytest.mark.neo4j
def test_lack_of_memory_names_the_setting_and_is_not_tried_again(server: Store) -> None:
    with pytest.raises(StoreUnavailable) as error:
        server.read("UNWIND range(1, 100000000) AS x RETURN collect(x) AS all", timeout=60)
    assert "dbms.memory.transaction.total.max" in error.value.hint


@pytest.mark.neo4j
def test_a_limit_reads_no_more_than_it_needs(server: Store) -> None:
    started = time.monotonic()
    result = server.read("UNWIND range(1, 1000000000) AS x RETURN x", limit=2)
    assert (result.rows, result.truncated) == (((1,), (2,)), True)
    assert time.monotonic() - started < 5


@pytest.mark.neo4j
@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (c:Concept {id: 'a'})-[:REQUIRES*]->(p) RETURN DISTINCT p.id AS id",
        "MATCH (a:Concept), (b:Concept) WHERE a.name = b.name AND a.id < b.id RETURN a.id AS a, b.id AS b",
        "MATCH (c) OPTIONAL MATCH (c)-->(d) WITH c, count(d) AS k ORDER BY k DESC, c.id RETURN c.id AS id, k LIMIT 3",
        "MATCH (c:Concept) WHERE NOT (c)--() OR c.name STARTS WITH 'a' RETURN collect(c.id) AS ids",
        "MATCH p = SHORTEST 1 (a:Concept)-[:REQUIRES]->+(b:Concept) RETURN length(p) AS k",
        "MATCH (a:Concept {id: 'a'}), (b:Concept {id: 'b'}) MATCH p = shortestPath((a)-[*]-(b)) RETURN length(p) AS k",
        "MATCH (c:Concept) RETURN EXISTS { (c)--() } AS e, COLLECT { MATCH (c)-->(d) RETURN d.id } AS l",
        "MATCH (a:Concept&!KgMeta) RETURN a.id AS id UNION MATCH (a:KgMeta|KgSource) RETURN a.id AS id",
        "CALL db.index.fulltext.queryNodes('kg_concept_text', 'x') YIELD node, score RETURN node.id AS id, score",
    ],
)
def test_plans_of_reads_pass(server: Store, statement: str) -> None:
    server.ensure_schema()
    server.check_read(statement)


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("statement", "operator"),
    [
        ("LOAD CSV FROM 'file:///x' AS line RETURN line", "LoadCSV"),
        ("RETURN COLLECT { LOAD CSV FROM 'file:///x' AS line RETURN line[0] } AS x", "LoadCSV"),
        ("SHOW SETTINGS", "ShowSettings"),
        ("TERMINATE TRANSACTIONS 'x'", "TerminateTransactions"),
    ],
)
def test_plans_stop_what_the_server_takes_for_a_read(
    server: Store, monkeypatch: pytest.MonkeyPatch, statement: str, operator: str
) -> None:
    """The net of plans alone: the one of tokens is taken away."""
    monkeypatch.setattr(neo4j_store, "check", lambda _: None)
    with pytest.raises(QueryRefused, match=operator):
        server.check_read(statement)


def test_no_operator_that_writes_or_administers_is_on_the_list() -> None:
    words = ("Create", "Merge", "Delete", "Remove", "Set", "Foreach", "LoadCSV", "Transaction", "Show", "Terminate")
    assert [name for name in OPERATORS if any(word in name for word in words)] == []
