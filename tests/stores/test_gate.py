"""The read gate: hostile statements are refused and innocent ones pass, by tokens alone and on both engines."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from kg import Graph
from kg.errors import KgError, QueryError, QueryRefused, QueryTimeout, StoreUnavailable
from kg.stores.base import Statement
from kg.stores.gate import check
from kg.stores.plan import check_plan
from kg.stores.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.config import StoreAddress
    from kg.stores.base import Store

HOSTILE = [
    "",
    "// only a comment",
    ";",
    "CREATE (n:X)",
    "create (n)",
    "MERGE (n:X {id: 1})",
    "MATCH (n) SET n.x = 1",
    "MATCH (n) SET n:Other",
    "MATCH (n) DELETE n",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) REMOVE n.x",
    "MATCH (n) WITH n CREATE (m)",
    "MATCH (n)\nSET\nn.x = 1",
    "MATCH (n) /* x */ SET /* y */ n.x = 1",
    "MATCH (n) FOREACH (x IN [1] | SET n.x = x)",
    "UNWIND [1] AS x CREATE (:X {v: x})",
    "CALL { CREATE (n) RETURN n } RETURN n",
    "CALL { MATCH (n) DETACH DELETE n } IN TRANSACTIONS OF 10 ROWS",
    "MATCH (n) CALL (n) { RETURN 1 AS x } IN 2 CONCURRENT TRANSACTIONS RETURN x",
    "RETURN 1; CREATE (:X)",
    "RETURN 1; RETURN 2",
    "RETURN ';' AS a; MATCH (n) DELETE n",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "load /* */ csv FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD // x\nCSV WITH HEADERS FROM 'http://localhost/' AS line RETURN line",
    "MATCH (n) LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "RETURN COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line[0] } AS x",
    "RETURN EXISTS { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } AS x",
    "\\u004cOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "RETURN '\\u0027 AS x CREATE (:X) //'",
    "LOAD\u180eCSV FROM 'file:///etc/passwd' AS line RETURN line",
    "USING PERIODIC COMMIT LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "EXPLAIN CREATE (n)",
    "PROFILE MATCH (n) DETACH DELETE n",
    "CYPHER 5 runtime=slotted CREATE (n)",
    "CREATE INDEX x FOR (n:X) ON (n.y)",
    "DROP INDEX x IF EXISTS",
    "CREATE CONSTRAINT x FOR (n:X) REQUIRE n.y IS UNIQUE",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS YIELD transactionId AS t TERMINATE TRANSACTIONS t",
    "TERMINATE TRANSACTIONS 'x'",
    "USE system SHOW USERS",
    "USE neo4j MATCH (n) RETURN n",
    "CREATE USER mallory SET PASSWORD 'password'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "GRANT ROLE admin TO mallory",
    "STOP DATABASE neo4j",
    "CALL apoc.load.json('file:///etc/passwd')",
    "CALL apoc.cypher.doIt('CREATE (n)', {})",
    "CALL /* x */ apoc.load.json('http://localhost/') YIELD value RETURN value",
    "CALL `apoc`.`load`.`json`('http://localhost/') YIELD value RETURN value",
    "CALL\napoc.load.json('http://localhost/')",
    "CALL dbms.killQuery('x')",
    "CALL db.createLabel('X')",
    "CALL dbms.listConfig()",
    "CALL db.cdc.enable()",
    "CALL table.upsert({})",
    "MATCH (n) CALL apoc.create.setProperty(n, 'x', 1) YIELD node RETURN node",
    "RETURN apoc.load.json('x')",
    "RETURN apoc . cypher . runFirstColumnSingle('CREATE (n)', {})",
    "RETURN `apoc`.`text`.`join`(['a'], '')",
    "RETURN graph.byName('x')",
    "RETURN " + "(" * 300 + "1" + ")" * 300,
    "RETURN [x IN [1] | COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line[0] }] AS x",
    "CALL { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } RETURN line",
    "RETURN 1 AS line UNION LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "EXPLAIN LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "PROFILE LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "MATCH (n) WHERE COUNT { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } > 0 RETURN n",
    "CALL apoc.\\u006coad.json('file:///etc/passwd') YIELD value RETURN value",
    "CALL // x\n  apoc.load.csv('file:///etc/passwd') YIELD list RETURN list",
    "CALL apoc.import.csv([], [], {})",
    "CALL apoc.export.csv.all('/tmp/out.csv', {})",
    "CALL apoc.periodic.commit('MATCH (n) DELETE n RETURN count(*)')",
    "CALL db.create.setNodeVectorProperty(null, 'x', [1.0])",
    "CALL db . create . setVectorProperty(null, 'x', [1.0])",
    "CALL db.createProperty('x')",
    "CALL dbms.setConfigValue('x', 'y')",
    "USE graph.byName('system') MATCH (n) RETURN n",
    "MATCH (n) CALL (n) { SET n.x = 1 } RETURN n",
    "EXPLAIN CALL { CREATE (n) } IN TRANSACTIONS",
]

#: Statements that reach for a file or a port; both are put in by the test that watches them.
REACHING = [
    "LOAD CSV FROM '{url}' AS line RETURN line",
    "LOAD /* x */ CSV WITH HEADERS FROM '{url}' AS line RETURN line",
    "LOAD CSV FROM $url AS line RETURN line",
    "\\u004cOAD CSV FROM '{url}' AS line RETURN line",
    "MATCH (n) LOAD CSV FROM '{url}' AS line RETURN line",
    "CALL {{ LOAD CSV FROM '{url}' AS line RETURN line }} RETURN line",
    "RETURN COLLECT {{ LOAD CSV FROM '{url}' AS line RETURN line }} AS lines",
    "RETURN [x IN [1] | COLLECT {{ LOAD CSV FROM '{url}' AS line RETURN line }}] AS lines",
    "RETURN EXISTS {{ LOAD CSV FROM '{url}' AS line RETURN line }} AS found",
    "RETURN 1 AS line UNION LOAD CSV FROM '{url}' AS line RETURN line",
    "PROFILE LOAD CSV FROM '{url}' AS line RETURN line",
    "USING PERIODIC COMMIT LOAD CSV FROM '{url}' AS line RETURN line",
    "RETURN 1 AS x; LOAD CSV FROM '{url}' AS line RETURN line",
    "CALL apoc.load.json('{url}') YIELD value RETURN value",
    "CALL apoc.load.csv('{url}') YIELD list RETURN list",
    "CALL `apoc`.`load`.`xml`('{url}') YIELD value RETURN value",
    "RETURN apoc.load.json('{url}') AS x",
]

INNOCENT = [
    "RETURN 1 AS x",
    "RETURN 1 AS x;",
    "MATCH (n) RETURN n",
    "// CREATE (n)\nMATCH (n) RETURN n",
    "MATCH (n) /* DELETE n; CALL apoc.x() */ RETURN n",
    "MATCH (n) WHERE n.name = 'CREATE (n); LOAD CSV' RETURN n",
    'MATCH (n) WHERE n.name = "SET x" RETURN n',
    "MATCH (n) WHERE n.name = 'it\\'s; DELETE' RETURN n",
    "MATCH (n) RETURN n.set AS a, n.delete AS b, n.create AS c",
    "MATCH (n:Create) RETURN n",
    "MATCH (n)-[:SET|DELETE]->(m) RETURN m",
    "MATCH (n)-[:CALL]->(m) RETURN m",
    "RETURN {set: 1, delete: 2, call: 3, create: 4} AS map",
    "MATCH (`SET n.x`) RETURN `SET n.x`",
    "WITH 1 AS `create` RETURN `create`",
    "MATCH (n) RETURN count { (n)-->() } AS k",
    "MATCH (n) WHERE EXISTS { (n)-->(m) WHERE m.name = 'x' } RETURN n",
    "CALL { MATCH (n) RETURN n } RETURN n",
    "MATCH (n) CALL (n) { MATCH (n)-->(m) RETURN count(m) AS k } RETURN n, k",
    "MATCH (n) CALL { WITH n MATCH (n)-->(m) RETURN count(m) AS k } RETURN n, k",
    "RETURN [x IN range(1, 5) WHERE x % 2 = 0 | x * x] AS squares",
    "RETURN reduce(s = 0, x IN [1, 2, 3] | s + x) AS total",
    "MATCH (n) RETURN CASE WHEN n.x > 1 THEN 'a' ELSE 'b' END AS c",
    "RETURN 1 AS x UNION RETURN 2 AS x",
    "RETURN 1 AS x UNION ALL RETURN 2 AS x",
    "MATCH p = shortestPath((a {id: 'a'})-[*..5]-(b {id: 'b'})) RETURN p",
    "MATCH (n) RETURN [(n)-->(m) | m.name] AS names",
    "UNWIND [1, 2] AS x RETURN x",
    "MATCH (n) RETURN n ORDER BY n.name SKIP 1 LIMIT 2",
    "MATCH (a)-[:REQUIRES*]->(b) RETURN DISTINCT b.name AS name",
    "OPTIONAL MATCH (n:Nothing) RETURN n",
    "WITH 1 AS x WHERE x > 0 RETURN x",
    "RETURN 'Überanpassung 過学習 🧠' AS text",
    "MATCH (n:Concept) WITH n.name AS größe RETURN größe AS `名前`",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN count(n) AS k",
    "CALL db.labels()",
    "CALL db.labels() YIELD label RETURN label ORDER BY label",
    "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType",
    "CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey",
    "RETURN date('2024-01-01') AS d, duration.between(date('2024-01-01'), date('2024-02-01')) AS e",
    "RETURN date.truncate('month', date('2024-05-17')) AS d",
    "MATCH (n) WITH n.name AS name, collect(n.id) AS ids WHERE size(ids) > 1 RETURN name, ids",
    "MATCH (n) WHERE n.name STARTS WITH 'a' AND NOT n.name ENDS WITH 'b' OR n.name CONTAINS 'c' RETURN n",
    "MATCH (n) WHERE n.name =~ '(?i).*net.*' RETURN n",
    "RETURN $value AS value",
    "MATCH (use:Concept) RETURN use.name AS name",
    "RETURN 1 AS show",
    "MATCH (load:Concept) RETURN load.csv AS csv",
    "WITH [1, 2] AS transactions UNWIND transactions AS x RETURN x",
    "RETURN -1.5e-3 + .5 AS x, 0 AS y",
    "RETURN '\\u00e9' AS x",
    "MATCH (n:Concept {name: $value}) RETURN n.id AS id",
    "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b ORDER BY a, type, b",
    "MATCH (n) RETURN labels(n)[0] AS label, count(*) AS many ORDER BY many DESC",
    "MATCH (n) WHERE n.id IN ['a', 'b'] RETURN collect(DISTINCT n.name) AS names",
    "MATCH p = (a)-[*1..3]->(b) RETURN length(p) AS links, [n IN nodes(p) | n.id] AS ids",
    "MATCH (n) WHERE NOT (n)-->() RETURN n.id AS id",
    "MATCH (n) WHERE n.minutes IS NULL RETURN coalesce(n.minutes, 30) AS minutes",
    "MATCH (n) WHERE any(x IN ['a', 'z'] WHERE x = n.id) RETURN n.id AS id",
    "MATCH (n) RETURN n {.id, .name} AS concept",
    "MATCH (a)-[r:REQUIRES|USES]-(b) RETURN DISTINCT r.reason AS reason",
]


@pytest.mark.parametrize("statement", HOSTILE)
def test_hostile_statements_are_refused_by_their_tokens(statement: str) -> None:
    with pytest.raises(QueryRefused):
        check(statement)


@pytest.mark.parametrize("statement", INNOCENT)
def test_innocent_statements_pass_the_tokens(statement: str) -> None:
    check(statement)


def test_hostile_statements_are_refused_by_the_store(store: Store) -> None:
    passed = []
    for statement in HOSTILE:
        try:
            store.check_read(statement)
        except QueryRefused:
            continue
        passed.append(statement)
    assert passed == []


def test_innocent_statements_run_on_the_store(store: Store) -> None:
    store.ensure_schema()
    store.write([Statement("CREATE (:Concept {id: 'a', name: 'A'})-[:REQUIRES]->(:Concept {id: 'b', name: 'B'})")])
    failed = []
    for statement in INNOCENT:
        params = {"value": 1} if "$value" in statement else {}
        try:
            store.check_read(statement, params)
            store.read(statement, params, timeout=10, limit=10)
        except KgError as error:
            failed.append((statement, str(error)))
    assert failed == []


def test_what_the_tokens_let_through_by_mistake_does_not_write(store: Store) -> None:
    """Both engines' read modes stand behind the tokens: nothing of the hostile list leaves a trace."""
    store.write([Statement("CREATE (:Concept {id: 'a', name: 'A'})")])
    before = store.read("MATCH (n) RETURN n ORDER BY n.id").rows
    for statement in HOSTILE:
        if "CSV" in statement.upper() or "SHOW" in statement or "(((" in statement:
            continue
        try:
            store.read(statement, timeout=10)
        except KgError:
            continue
    assert store.read("MATCH (n) RETURN n ORDER BY n.id").rows == before


class Port:
    """A listening port, and how many have come to it."""

    def __init__(self, machine: str) -> None:
        self._listener = socket.create_server(("0.0.0.0", 0))  # noqa: S104 - a server in a container comes from outside
        self.url = f"http://{machine}:{self._listener.getsockname()[1]}/canary.csv"

        self.visits = 0
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        """Count those who come and send them away, so that nobody waits for an answer."""
        while True:
            try:
                visitor, _ = self._listener.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()

    def close(self) -> None:
        # Closing alone would not wake the thread that accepts.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@pytest.fixture
def port() -> Iterator[Port]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # a datagram socket sends nothing when it connects
        port = Port(probe.getsockname()[0])
    yield port
    port.close()


def test_statements_that_reach_for_files_and_ports_reach_neither(
    store_address: StoreAddress, port: Port, tmp_path: Path
) -> None:
    canary = tmp_path / "canary.csv"
    canary.write_text("sings\n", encoding="utf-8")
    with Graph(store_address) as graph:
        graph.load(["data/ml.yaml"])
        for url in (port.url, canary.as_uri()):
            for statement in REACHING:
                with pytest.raises(QueryRefused):
                    graph.query(statement.format(url=url), {"url": url}, timeout=10)
        assert port.visits == 0
        # Without the gate the canary is reached, so the silence above means something.
        unguarded = f"LOAD CSV FROM '{canary if store_address.path else port.url}' AS line RETURN line"
        with contextlib.suppress(QueryError, StoreUnavailable):
            assert "sings" in str(graph.store.read(unguarded, timeout=10).rows)
            return
        assert port.visits > 0


def test_a_product_without_end_is_stopped_in_time(store: Store) -> None:
    statement = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b UNWIND range(1, 1000) AS c RETURN sum(a*b*c)"
    store.check_read(statement)
    start = time.monotonic()
    with pytest.raises(QueryTimeout):
        store.read(statement, timeout=1)
    assert time.monotonic() - start < 10


def test_the_tables_are_as_long_as_they_are_said_to_be() -> None:
    assert len(set(HOSTILE)) >= 60
    assert len(set(INNOCENT)) >= 60


def test_a_plan_with_an_unknown_operator_is_refused() -> None:
    plan = {"operatorType": "ProduceResults@neo4j", "children": [{"operatorType": "LoadCSV@neo4j", "children": []}]}
    with pytest.raises(QueryRefused, match="LoadCSV"):
        check_plan("r", plan)


def test_a_plan_that_is_no_read_is_refused() -> None:
    with pytest.raises(QueryRefused, match="write"):
        check_plan("rw", {"operatorType": "ProduceResults@neo4j"})


def test_tokens_cover_the_text_but_for_spaces_and_comments() -> None:
    text = "MATCH (n:`a ``b` {x: 'it\\'s'}) // end\nWHERE n.x >= $p /* c */ RETURN 1..5, \"d\", .5e-3"
    found = tokens(text)
    assert "|".join(text[token.start : token.end] for token in found) == (
        "MATCH|(|n|:|`a ``b`|{|x|:|'it\\'s'|}|)|WHERE|n|.|x|>=|$p|RETURN|1|..|5|,|\"d\"|,|.5e-3"
    )
    assert found[4].value == "a `b"


def test_syntax_errors_are_not_taken_for_attacks(store: Store) -> None:
    with pytest.raises(QueryError):
        store.read("MATCH (n RETURN n")
