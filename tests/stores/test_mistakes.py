"""Mistakes that people make in Cypher: each store tells them in the same words, with the place and what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import Graph
from kg.errors import QueryError, QueryRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.config import StoreAddress

#: (statement with ‸ before the place, message, hint)
ERRORS = [
    ("MATCH (c:Concept) ‸RETRUN c.name", "'RETRUN' is not expected here.", "Did you mean RETURN?"),
    ('MATCH (c)\nWHERE c.name = ‸"SGD RETURN c', "A quote is not closed.", "Close it, or write it as \\' or \\\"."),
    ("MATCH (c:Concept {name: ‸\u201cSGD\u201d}) RETURN c", "\u201c is no quote of Cypher.", "Write ' or \" instead."),
    ("MATCH (c) WHERE c.name ‸== 'SGD' RETURN c", "There is no == in Cypher.", "Write = instead."),
    ("MATCH (c)\nWHERE ‸d.name = 'SGD'\nRETURN c", "There is no variable 'd'.", ""),
    ("MATCH (concept)\nRETURN ‸conept.name AS x", "There is no variable 'conept'.", "Did you mean 'concept'?"),
    ("MATCH (c {name: ‸$name}) RETURN c.id", "The parameter $name has no value.", "Give it one with -p name=VALUE."),
    ("MATCH (c) RETURN ‸tolowr(c.name) AS x", "There is no function 'tolowr'.", "Did you mean 'toLower'?"),
    ("MATCH (c:Concept) RETURN count(c) ‸c", "'c' is not expected here.", "Is AS missing before it?"),
    ("RETURN 1 +‸", "The statement ends too early.", ""),
    ("UNWIND [0] AS x RETURN 1 / x AS y", "A number is divided by zero.", ""),
]
WARNINGS = [
    ("MATCH (c:Concpt) RETURN c.name AS x", "There is no label 'Concpt'. Did you mean 'Concept'?"),
    ("MATCH (c:Algoritm) RETURN c.name AS x", "There is no label 'Algoritm'. Did you mean 'Algorithm'?"),
    ("MATCH (c:Concept)-[:USE]->(x) RETURN x.name AS x", "There is no relationship type 'USE'. Did you mean 'USES'?"),
    ("MATCH (c:Concept) RETURN c.nme AS x LIMIT 1", " property 'nme'. Did you mean 'name'?"),
]


@pytest.fixture(name="graph")
def _graph(store_address: StoreAddress) -> Iterator[Graph]:
    with Graph(store_address) as graph:
        graph.load(["data/ml.yaml"])
        yield graph


def test_errors_say_what_where_and_what_was_meant(graph: Graph) -> None:
    for marked, message, hint in ERRORS:
        statement = marked.replace("‸", "")
        before, mark, _ = marked.partition("‸")
        place = (before.count("\n") + 1, len(before) - before.rfind("\n")) if mark else (None, None)
        with pytest.raises(QueryError) as caught:
            graph.query(statement)
        assert (caught.value.message, caught.value.hint) == (message, hint)
        assert (caught.value.line, caught.value.column) == place, statement


def test_an_error_in_what_is_explained_has_its_place_in_the_statement_as_given(graph: Graph) -> None:
    for statement in ("MATCH (c:Concept) RETRUN c.name", "EXPLAIN MATCH (c:Concept) RETRUN c.name"):
        with pytest.raises(QueryError) as caught:
            graph.explain(statement)
        assert caught.value.hint == "Did you mean RETURN?"
        assert (caught.value.line, caught.value.column) == (1, statement.index("RETRUN") + 1)


def test_warnings_name_what_is_not_there_and_what_was_meant(graph: Graph) -> None:
    for statement, words in WARNINGS:
        (warning,) = graph.query(statement).warnings
        assert words in warning


@pytest.mark.parametrize(
    ("statement", "hint"),
    [("MTACH (c) RETURN c", "Did you mean MATCH?"), ("SELECT * FROM c", "Cypher asks with MATCH")],
)
def test_what_begins_no_statement_is_refused_with_what_was_meant(graph: Graph, statement: str, hint: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        graph.query(statement)
    assert caught.value.hint.startswith(hint)
