from __future__ import annotations

import re

import pytest

from kg.config import resource
from kg.errors import NotFound, UsageError
from kg.queries import NamedQuery, Parameter, catalogue, named_query, parse_parameter, parse_query

HEADER = """\
// title: What a concept uses
// description: Its USES relations.
// concept name: the concept = "Optimizer"
// param types: which ones = ["USES"]
// option limit: how many rows at most = 10
"""
BODY = "MATCH (c:Concept {name: $name})\nRETURN c.id AS id\nORDER BY id"
SHIPPED = [pytest.param(query, id=name) for name, query in catalogue().items()]


@pytest.fixture(name="query")
def _query() -> NamedQuery:
    return parse_query("uses", HEADER + BODY + "\n")


def without_texts(cypher: str) -> str:
    return re.sub(r"'[^']*'|\"[^\"]*\"", "''", cypher)


def last_return(query: NamedQuery) -> tuple[str, str, str]:
    after = re.split(r"^RETURN (?:DISTINCT )?", query.text, flags=re.MULTILINE)[-1]
    return after.partition("\nORDER BY")


def test_a_header_is_read_line_by_line(query: NamedQuery) -> None:
    assert query.title == "What a concept uses"
    assert query.description == "Its USES relations."
    assert query.text == BODY
    assert query.parameters == (
        Parameter("name", "the concept", "Optimizer", "concept"),
        Parameter("types", "which ones", ["USES"], "param"),
        Parameter("limit", "how many rows at most", 10, "option"),
    )


def test_only_options_may_be_left_out_and_only_concepts_name_concepts(query: NamedQuery) -> None:
    assert [parameter.is_required for parameter in query.parameters] == [True, True, False]
    assert [parameter.is_concept for parameter in query.parameters] == [True, False, False]


def test_comments_of_the_statement_itself_stay_in_it() -> None:
    query = parse_query("q", "// title: T\n// description: D\nRETURN 1 AS one\n// the end")
    assert query.text == "RETURN 1 AS one\n// the end"


def test_an_example_may_hold_the_sign_that_comes_before_it() -> None:
    query = parse_query("q", '// title: T\n// description: D\n// param text: a formula = "y = x"\nRETURN $text AS text')
    assert query.parameters[0].description == "a formula"
    assert query.parameters[0].example == "y = x"


@pytest.mark.parametrize(
    ("header", "place", "problem"),
    [
        ("// title: T\n", "q.cypher:", "no description"),
        ("// description: D\n", "q.cypher:", "no title"),
        ("", "q.cypher:", "no title and no description"),
        ("// title: T\n// titel: D\n", "q.cypher:2:", "'// titel: D' is not a header line"),
        ("// title: T\n// title: U\n", "q.cypher:2:", "'title' is there twice"),
        ("// title: T\n// param name: the name\n", "q.cypher:2:", "'name' has no example"),
        ("// title: T\n// param name: the name = Bob\n", "q.cypher:2:", "Bob is not JSON"),
        ("// param name: the name = NaN\n", "q.cypher:1:", "NaN is not JSON"),
        ("// param a: one = 1\n// option a: other = 2\n", "q.cypher:2:", "'a' is there twice"),
    ],
)
def test_a_broken_header_is_refused_with_file_and_line(header: str, place: str, problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_query("q", header + BODY)
    assert caught.value.message.startswith(place)
    assert problem in caught.value.message


def test_a_header_without_a_statement_is_refused() -> None:
    with pytest.raises(UsageError, match="no statement"):
        parse_query("q", HEADER)


def test_binding_fills_in_the_options(query: NamedQuery) -> None:
    assert query.bind({"name": "SGD", "types": []}) == {"name": "SGD", "types": [], "limit": 10}
    assert query.bind({"name": "SGD", "types": [], "limit": 3})["limit"] == 3


def test_a_missing_parameter_is_named_with_its_description_and_an_example(query: NamedQuery) -> None:
    with pytest.raises(UsageError) as caught:
        query.bind({"types": []})
    assert "'name': the concept" in caught.value.message
    assert 'name="Optimizer"' in caught.value.hint


def test_an_unknown_parameter_is_refused_with_the_nearest(query: NamedQuery) -> None:
    with pytest.raises(UsageError) as caught:
        query.bind({"name": "SGD", "types": [], "limits": 3})
    assert "'limits'" in caught.value.message
    assert "'limit'" in caught.value.hint


def test_a_query_without_parameters_says_that_it_takes_none() -> None:
    with pytest.raises(UsageError, match="It takes none"):
        parse_query("q", "// title: T\n// description: D\nRETURN 1 AS one").bind({"name": "SGD"})


def test_a_text_that_looks_like_json_is_a_text_again_where_text_is_meant(query: NamedQuery) -> None:
    assert query.bind(dict([parse_parameter("name=1984")]) | {"types": []})["name"] == "1984"
    assert query.bind(dict([parse_parameter("name=true")]) | {"types": []})["name"] == "true"
    assert query.bind(dict([parse_parameter("name=null")]) | {"types": []})["name"] == "null"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"limit": "ten"}, "'limit' takes a whole number, not text"),
        ({"limit": True}, "'limit' takes a whole number, not true or false"),
        ({"limit": 2.5}, "'limit' takes a whole number, not a number"),
        ({"limit": None}, "'limit' takes a whole number, not null"),
        ({"types": "USES"}, "'types' takes a list, not text"),
        ({"name": ["SGD"]}, "'name' takes text, not a list"),
        ({"name": {"a": 1}}, "'name' takes text, not a map"),
    ],
)
def test_a_value_of_another_type_than_the_example_is_refused(
    query: NamedQuery, given: dict[str, object], expected: str
) -> None:
    with pytest.raises(UsageError) as caught:
        query.bind({"name": "SGD", "types": []} | given)
    assert caught.value.message.startswith(expected)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("limit=10", "limit", 10),
        ("name=Linear Algebra", "name", "Linear Algebra"),
        ('name="10"', "name", "10"),
        ('known=["Loss", "Model"]', "known", ["Loss", "Model"]),
        ("formula=y=x", "formula", "y=x"),
        ("$limit = 3", "limit", 3),
        ("name=", "name", ""),
        ("name=NaN", "name", "NaN"),
        ("name=" + "[" * 100_000, "name", "[" * 100_000),
    ],
)
def test_a_parameter_is_json_where_it_can_be_and_text_otherwise(text: str, name: str, value: object) -> None:
    assert parse_parameter(text) == (name, value)


@pytest.mark.parametrize("text", ["Transformer", "=Transformer", ""])
def test_a_parameter_without_a_name_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="-p name=value"):
        parse_parameter(text)


def test_a_query_is_found_by_its_name() -> None:
    assert named_query("prerequisites").title == "Prerequisites of a concept"


def test_a_misspelt_query_names_those_that_are_near() -> None:
    with pytest.raises(NotFound) as caught:
        named_query("prerequisits")
    assert caught.value.nearest[0] == "prerequisites"
    assert len(caught.value.nearest) == 3


def test_a_name_near_to_nothing_points_to_the_list() -> None:
    with pytest.raises(NotFound, match="kg queries"):
        named_query("§§§")


def test_the_catalogue_holds_the_files_of_the_folder_and_none_of_its_subfolders() -> None:
    assert set(catalogue()) == {
        path.name.removesuffix(".cypher") for path in resource("cypher").iterdir() if path.is_file()
    }
    assert list(catalogue()) == sorted(catalogue())


def test_changing_the_catalogue_that_was_returned_changes_nothing_for_others() -> None:
    catalogue().clear()
    assert catalogue()


@pytest.mark.parametrize("query", SHIPPED)
def test_a_shipped_query_declares_the_parameters_that_it_uses(query: NamedQuery) -> None:
    used = set(re.findall(r"\$(\w+)", without_texts(query.text)))
    assert used == {parameter.name for parameter in query.parameters}


@pytest.mark.parametrize("query", SHIPPED)
def test_a_shipped_query_is_named_in_kebab_case_and_described_in_sentences(query: NamedQuery) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", query.name)
    assert not query.title.endswith(".")
    assert query.description.endswith(".")


@pytest.mark.parametrize("query", SHIPPED)
def test_a_shipped_query_has_an_order_or_one_row(query: NamedQuery) -> None:
    columns, order, _ = last_return(query)
    expressions = re.split(r" AS \w+(?:,\s+)?", columns)[:-1]
    assert order or all(re.match(r"(?:coalesce\()?(?:count|sum)\(", expression) for expression in expressions)


@pytest.mark.parametrize("query", SHIPPED)
def test_a_shipped_query_returns_no_whole_node_or_relationship(query: NamedQuery) -> None:
    patterns = set(re.findall(r"(?<!\w)[(\[](\w+)[:)\]]", without_texts(query.text)))
    columns, _, _ = last_return(query)
    assert not patterns & {column.split(" AS ")[0] for column in re.split(r",\s+", columns)}


@pytest.mark.parametrize("query", SHIPPED)
def test_a_shipped_query_writes_its_keywords_in_capitals_one_clause_a_line(query: NamedQuery) -> None:
    clause = r"(?:MATCH|UNWIND|WITH|WHERE|RETURN|ORDER BY|LIMIT)\b"
    for line in without_texts(query.text).splitlines():
        assert re.match(rf"{clause}|  \S", line), line
        inner = re.sub(r"\b(?:any|all)\([^()]*\)|\$\w+", "", line)
        assert not re.search(rf"(?i)\S\s+{clause}", inner), line
        assert not re.search(r"\b(?:distinct|exists|and|or|not|in|as|desc|is null)\b", inner), line
