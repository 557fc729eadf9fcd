"""What each format allows and refuses on its own account."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kg.sources import READERS
from kg.sources.base import FileStatements, SourceFile


def said(text: str, suffix: str, *, named: bool = True) -> FileStatements:
    return READERS[suffix](SourceFile(Path(f"f{suffix}"), f"f{suffix}", named), text.encode())


def found(text: str, suffix: str, *, named: bool = True) -> list[tuple[str, str, int | None]]:
    return [(one.code, one.severity, one.line) for one in said(text, suffix, named=named).findings]


def names(text: str, suffix: str) -> list[str]:
    statements = said(text, suffix)
    assert statements.findings == ()
    return [one.name for one in statements.concepts]


# --- YAML


@pytest.mark.parametrize(
    "name", ["2020", "no", "on", "Yes", "true", "1.50", "2024-01-31", "0x1F", "1e3", "010", "!!str null", "'null'"]
)
def test_a_scalar_is_taken_as_it_is_written_where_text_is_expected(name: str) -> None:
    assert names(f"concepts:\n- name: {name}\n", ".yaml") == [name.removeprefix("!!str ").strip("'")]


def test_null_is_no_name_and_the_hint_says_how_it_could_be() -> None:
    (finding,) = said("concepts:\n- name: null\n", ".yaml").findings
    assert (finding.code, finding.line, finding.hint) == ("KG005", 2, "Put it in quotes if that is the name.")


def test_all_documents_of_a_file_are_read() -> None:
    text = "concepts: [{name: A}]\n---\n---\nconcepts:\n- name: B\n"
    assert [(one.name, one.line) for one in said(text, ".yaml").concepts] == [("A", 1), ("B", 5)]
    assert found(text, ".yaml") == []


def test_a_strange_document_beside_ours_is_an_error() -> None:
    assert found("concepts: [{name: A}]\n---\nfoo: 1\n", ".yaml", named=False) == [("KG005", "error", 3)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("concepts:\n- name: A: B\n", 2, 10),
        ("concepts: [\n", 2, 1),
        ("a: 1\n\tb: 2\n", 2, 1),
        ("%YAML 9.1\n---\na", 1, 1),
    ],
)
def test_broken_yaml_names_line_and_column(text: str, line: int, column: int) -> None:
    (finding,) = said(text, ".yaml").findings
    assert (finding.code, finding.severity, finding.line) == ("KG002", "error", line)
    assert f"line {line}, column {column}:" in finding.message


def test_what_stands_before_a_break_is_still_checked() -> None:
    assert found("concepts:\n- nmae: A\n---\n[\n", ".yaml") == [
        ("KG004", "warning", 2),
        ("KG005", "error", 2),
        ("KG002", "error", 5),
    ]


@pytest.mark.parametrize("tag", ["!foo", "!!python/object/apply:os.system", "!!binary", "!!set", "!<tag:x.org,2020:y>"])
def test_a_tag_that_is_not_plain_is_an_error(tag: str) -> None:
    assert found(f"concepts:\n- name: A\n  kind: {tag} x\n", ".yaml") == [("KG002", "error", 3)]


def test_plain_tags_are_read() -> None:
    text = "concepts: !!seq\n- !!map {name: !!str 1, minutes: !!int '20', kind: ! x}\n"
    (concept,) = said(text, ".yaml").concepts
    assert (concept.name, concept.minutes, concept.kind) == ("1", 20, "x")


def test_strange_tags_and_twofold_keys_in_a_strangers_file_are_his_business() -> None:
    text = "site: !ENV [A, B]\nnav: 1\nnav: 2\n"
    assert found(text, ".yaml", named=False) == [("KG008", "info", 1)]
    assert found(text, ".yaml", named=True) == [("KG002", "error", 1), ("KG005", "error", 1), ("KG003", "error", 3)]


def test_simple_anchors_work() -> None:
    text = "concepts:\n- {name: A, tags: &t [x, y], url: &u u}\n- &c {name: B, tags: *t, url: *u}\n- *c\n"
    statements = said(text, ".yaml")
    assert statements.findings == ()
    assert [(one.name, one.tags, one.url) for one in statements.concepts][1:] == [("B", ("x", "y"), "u")] * 2


def test_one_evidence_may_be_repeated_by_thousands_of_facts() -> None:
    facts = "".join(f"- {{name: N{number}, evidence: *e}}\n" for number in range(3000))
    text = f"concepts:\n- {{name: A, evidence: &e [{{file: a.md, line: 1, quote: q}}]}}\n{facts}"
    assert len(names(text, ".yaml")) == 3001


def test_an_alias_bomb_is_refused_at_once() -> None:
    layers = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    text = f"a0: &a0 [x, x, x]\n{layers}concepts: *a39\n"
    start = time.perf_counter()
    assert [(code, severity) for code, severity, _ in found(text, ".yaml")] == [("KG002", "error")]
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("text", ["concepts: &a [*a]\n", "concepts: [*b]\n", "concepts: &a\n- name: *a\n"])
def test_an_alias_of_nothing_or_of_itself_is_refused(text: str) -> None:
    assert [(code, severity) for code, severity, _ in found(text, ".yaml")] == [("KG002", "error")]


def test_a_merge_key_is_refused_rather_than_lost() -> None:
    assert found("concepts:\n- &a {name: A}\n- name: B\n  <<: *a\n", ".yaml") == [("KG002", "error", 4)]


def test_a_key_that_is_a_list_is_refused() -> None:
    assert found("concepts:\n- name: A\n  ? [b]\n  : c\n", ".yaml") == [("KG002", "error", 3)]


@pytest.mark.parametrize("text", ["[" * 50_000, "- " * 20_000, "{a: " * 20_000, "? " * 20_000])
def test_deep_yaml_is_refused(text: str) -> None:
    assert found(text, ".yaml") == [("KG002", "error", 1)]


# --- JSON


def test_json_strings_may_hold_any_escape() -> None:
    text = r'{"concepts": [{"name": "a\/b \"c\" \\ \u00e4 \ud83d\ude00 \t d"}]}'
    assert names(text, ".json") == ['a/b "c" \\ ä 😀 d']


def test_json_may_be_written_with_tabs() -> None:
    assert names('{\t"concepts":\t[\n\t{"name":\t"A"}]}', ".json") == ["A"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('{"concepts": [\n{"name": "A" 1}]}', 2, 14),
        ('{"concepts": []\n} x', 2, 3),
        ('{"concepts": [],\n // no\n}', 2, 2),
        ('{"concepts": [\n{"name": "A\nB"}]}', 2, 12),
        ("{'concepts': []}", 1, 2),
        ("", 1, 1),
    ],
)
def test_broken_json_names_line_and_column(text: str, line: int, column: int) -> None:
    (finding,) = said(text, ".json").findings
    assert (finding.code, finding.severity, finding.line) == ("KG002", "error", line)
    assert f"line {line}, column {column}:" in finding.message


def test_a_comma_too_many_is_not_json() -> None:
    assert found('{"concepts": [\n{"name": "A",}]}', ".json") == [("KG002", "error", 2)]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_is_not_json(number: str) -> None:
    assert ("KG002", "error", 2) in found(f'{{"concepts": [{{"name": "A",\n"minutes": {number}}}]}}', ".json")


def test_keys_that_look_alike_once_unescaped_are_the_same_key() -> None:
    assert found('{"concepts": [{"name": "A",\n"n\\u0061me": "B"}]}', ".json") == [("KG003", "error", 2)]


@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 101 + "]" * 101, '{"a":' * 50_000])
def test_deep_json_is_refused(text: str) -> None:
    assert found(text, ".json") == [("KG002", "error", 1)]


def test_numbers_of_any_length_are_read_as_text_where_text_is_expected() -> None:
    digits = "1" * 5000
    assert names(f'{{"concepts": [{{"name": {digits}}}]}}', ".json") == [digits]


# --- CSV


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_told_from_the_header(separator: str) -> None:
    text = "name,kind,tags\nA,b,x|y\n".replace(",", separator)
    (concept,) = said(text, ".csv").concepts
    assert (concept.name, concept.kind, concept.tags) == ("A", "b", ("x", "y"))


def test_a_quoted_header_in_capitals_is_known() -> None:
    assert names('"Name" ; "Kind"\nA;b\n'.replace(" ", ""), ".csv") == ["A"]


def test_fields_of_several_lines_do_not_shift_the_lines_of_later_rows() -> None:
    text = 'name,definition\nA,"one\ntwo\n\nfour"\n\nB,x\nC\n'
    statements = said(text, ".csv")
    assert [(one.name, one.line, one.definition) for one in statements.concepts] == [
        ("A", 2, "one\ntwo\n\nfour"),
        ("B", 7, "x"),
    ]
    assert found(text, ".csv") == [("KG005", "error", 8)]


@pytest.mark.parametrize("row", ["A", "A,b,c", "A,"])
def test_a_row_of_another_length_than_the_header_is_an_error(row: str) -> None:
    expected = [] if row == "A," else [("KG005", "error", 2)]
    assert found(f"name,kind\n{row}\nB,c\n", ".csv") == expected


def test_rows_of_separators_only_are_passed_over() -> None:
    assert names("name,kind\n,\n , \nA,\n", ".csv") == ["A"]


def test_a_concept_with_an_id_only_is_named_by_it() -> None:
    concepts = said("id,name\nN_1,\nn2,Two\n", ".csv").concepts
    assert [(one.id, one.name) for one in concepts] == [("N_1", "N_1"), ("n2", "Two")]
    assert names("id\nx\n", ".csv") == ["x"]


def test_a_table_of_relations_needs_types() -> None:
    assert found("source,target\nA,B\n", ".csv") == [("KG005", "error", 1)]


def test_lists_in_a_cell_are_parted_by_bars() -> None:
    (concept,) = said("name,aliases,evidence\nA,x | y||,a.md:1: q|b.md:2\n", ".csv").concepts
    assert concept.aliases == ("x", "y")
    assert [str(one) for one in concept.evidence] == ["a.md:1: q", "b.md:2"]


@pytest.mark.parametrize(
    ("text", "line"),
    [('name,kind\nA,b\n"C,d\nE,f\n', 3), ('name,kind\nA,b\n\n"C"x,d\n', 4), ('name,"kind\n', 1)],
)
def test_broken_quotes_are_an_error_where_the_row_starts(text: str, line: int) -> None:
    (finding,) = said(text, ".csv").findings
    assert (finding.code, finding.severity, finding.line) == ("KG002", "error", line)
    assert f"line {line}" in finding.message


def test_a_field_beyond_the_bound_of_the_parser_is_an_error() -> None:
    assert found(f"name\n{'x' * 200_000}\n", ".csv") == [("KG002", "error", 2)]
