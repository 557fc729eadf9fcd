"""The read gate: hostile statements are refused and innocent ones pass, by tokens alone and on both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import KgError, QueryError, QueryRefused
from kg.stores.base import Statement
from kg.stores.gate import check
from kg.stores.plan import check_plan
from kg.stores.tokens import tokens

if TYPE_CHECKING:
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
