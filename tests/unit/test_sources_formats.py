"""What the three formats have in common, and where each says that something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.known import write_marks
from kg.model import ConceptStatement, Evidence, RelationStatement
from kg.sources import READERS, read
from kg.sources.base import FileStatements, SourceFile

SAME = Path(__file__).parents[1] / "data" / "same"
OPTIMIZER = {
    "name": "Optimizer",
    "kind": "algorithm",
    "aliases": ("Optimiser", "Solver"),
    "definition": "Updates a model's parameters to reduce the loss.",
    "minutes": 20,
    "url": "https://example.org/optimizer",
    "tags": ("training",),
    "evidence": ({"file": "notes/ml.md", "line": 23, "quote": "Algorithm that updates: parameters"},),
}
SIZE = {"name": "Größe", "id": "size", "evidence": ({"file": "notes/ml.md", "line": 7},)}
IS_A = {
    "source": "Optimizer",
    "type": "IS_A",
    "target": "size",
    "strength": "soft",
    "reason": "It is, in a way.",
    "any_of": "one",
    "evidence": ({"file": "notes/ml.md", "line": 9, "quote": "is a"},),
}


def said(text: str | bytes, suffix: str, *, named: bool = True) -> FileStatements:
    content = text if isinstance(text, bytes) else text.encode()
    return READERS[suffix](SourceFile(Path(f"f{suffix}"), f"f{suffix}", named), content)


def found(text: str | bytes, suffix: str, *, named: bool = True) -> list[tuple[str, str, int | None]]:
    findings = said(text, suffix, named=named).findings
    assert all(one.file == f"f{suffix}" for one in findings)
    return [(one.code, one.severity, one.line) for one in findings]


def content(statement: ConceptStatement | RelationStatement) -> dict[str, object]:
    return statement.model_dump(exclude_defaults=True, exclude={"file", "line"})


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (["facts.yaml"], [2, 10, 14]),
        (["facts.json"], [6, 16, 19]),
        (["concepts.csv", "relations.csv"], [2, 3, 2]),
    ],
)
def test_the_same_facts_are_read_from_every_format(names: list[str], lines: list[int]) -> None:
    several = [read(SourceFile(SAME / name, name, named=True))[0] for name in names]
    concepts = [one for each in several for one in each.concepts]
    relations = [one for each in several for one in each.relations]
    assert [each.findings for each in several] == [()] * len(names)
    assert [content(one) for one in concepts] == [OPTIMIZER, SIZE]
    assert [content(one) for one in relations] == [IS_A]
    assert [one.line for one in (*concepts, *relations)] == lines
    assert {one.file for one in (*concepts, *relations)} == set(names)


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".yaml", "concepts:\n\n- name: A\n", 3),
        (".json", '{"concepts": [\n\n{"name": "A"}]}', 3),
        (".csv", "name\n\nA\n", 3),
    ],
)
def test_a_fact_without_evidence_gets_its_own_file_and_line(suffix: str, text: str, line: int) -> None:
    assert said(text, suffix).concepts[0].evidence == (Evidence(file=f"f{suffix}", line=line),)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".yaml", "concepts: [{name: A B, id: a-b}]"),
        (".json", '{"concepts": [{"name": "A B", "id": "a-b"}]}'),
        (".csv", "name,id\nA B,a-b"),
    ],
)
def test_an_id_that_the_name_gives_anyway_is_dropped(suffix: str, text: str) -> None:
    assert [(one.name, one.id) for one in said(text, suffix).concepts] == [("A B", None)]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".yaml", "relations: [{source: A, type: %s, target: B}]"),
        (".json", '{"relations": [{"source": "A", "type": "%s", "target": "B"}]}'),
        (".csv", "source,type,target\nA,%s,B"),
    ],
)
@pytest.mark.parametrize(
    ("written", "read_as"),
    [("is-a", "IS_A"), ("is a", "IS_A"), ("Applied to", "APPLIED_TO"), ("USES", "USES"), ("A__B_", "A__B_")],
)
def test_a_type_is_read_as_people_write_it(suffix: str, text: str, written: str, read_as: str) -> None:
    assert [one.type for one in said(text % written, suffix).relations] == [read_as]


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".yaml", "concepts:\n- name: A\n  definiton: x\n", 3),
        (".json", '{"concepts": [\n{"name": "A",\n"definiton": "x"}]}', 3),
        (".csv", "name,definiton\nA,x\nB,y\n", 1),
    ],
)
def test_an_unknown_key_is_a_warning_that_names_the_nearest(suffix: str, text: str, line: int) -> None:
    findings = said(text, suffix).findings
    assert [(one.code, one.severity, one.line, one.hint) for one in findings] == [
        ("KG004", "warning", line, "Did you mean 'definition'?")
    ]


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".yaml", "relations:\n- source: A\n  type: USES\n  target: B\n  xyz: 1\n", 5),
        (".json", '{"relations": [{"source": "A", "type": "USES", "target": "B",\n"xyz": 1}]}', 2),
        (".csv", "source,type,target,xyz\nA,USES,B,1", 1),
    ],
)
def test_a_key_like_no_other_gets_the_known_ones_named(suffix: str, text: str, line: int) -> None:
    (finding,) = said(text, suffix).findings
    assert (finding.code, finding.line) == ("KG004", line)
    assert finding.hint == "Known are source, type, target, strength, reason, any_of, evidence, confidence, pattern."


WRONG_VALUES = {
    "minutes below nothing": ("minutes: -5", '"minutes": -5', "minutes", "-5"),
    "minutes beyond all measure": ("minutes: 1000001", '"minutes": 1000001', "minutes", "1000001"),
    "more digits than a number has": ("minutes: 1" + "0" * 30, '"minutes": 1' + "0" * 30, "minutes", "1" + "0" * 30),
    "minutes with a unit": ("minutes: 20 min", '"minutes": "20 min"', "minutes", "20 min"),
    "a fraction": ("minutes: 2.5", '"minutes": 2.5', "minutes", "2.5"),
    "an octal number": ("minutes: 010", None, "minutes", "010"),
    "minutes in quotes": ('minutes: "20"', '"minutes": "20"', None, None),
    "a list of minutes": ("minutes: [20]", '"minutes": [20]', None, None),
    "a list for a text": ("kind: [a]", '"kind": ["a"]', None, None),
    "a mapping for a text": ("definition: {a: b}", '"definition": {"a": "b"}', None, None),
    "a mapping for a list": ("aliases: {a: b}", '"aliases": {"a": "b"}', None, None),
    "an empty alias": ('aliases: ["", b]', '"aliases": ["", "b"]', None, None),
    "a list among aliases": ("aliases: [[b]]", '"aliases": [["b"]]', None, None),
    "an empty tag": ("tags: [null]", '"tags": [null]', None, None),
    "evidence without a line": ("evidence: notes.md", '"evidence": "notes.md"', "evidence", "notes.md"),
    "evidence in line 0": ("evidence: notes.md:0", '"evidence": "notes.md:0"', "evidence", "notes.md:0"),
    "evidence beyond all lines": ("evidence: 'a:9999999999'", '"evidence": "a:9999999999"', "evidence", "a:9999999999"),
    "a mapping without line": ("evidence: {file: a}", '"evidence": {"file": "a"}', None, None),
    "a mapping without file": ("evidence: {line: 1}", '"evidence": {"line": 1}', None, None),
    "a line in quotes": ("evidence: {file: a, line: '1'}", '"evidence": {"file": "a", "line": "1"}', None, None),
    "a quote that is a list": (
        "evidence: {file: a, line: 1, quote: []}",
        '"evidence": {"file": "a", "line": 1, "quote": []}',
        None,
        None,
    ),
}


def wrong_values() -> list[object]:
    texts: list[object] = []
    for what, (in_yaml, in_json, column, cell) in WRONG_VALUES.items():
        texts.append(pytest.param(".yaml", f"concepts:\n- name: A\n  {in_yaml}\n- name: B\n", 3, id=f"{what}, YAML"))
        if in_json:
            text = f'{{"concepts": [{{"name": "A",\n\n{in_json}}}, {{"name": "B"}}]}}'
            texts.append(pytest.param(".json", text, 3, id=f"{what}, JSON"))
        if column:
            texts.append(pytest.param(".csv", f"name,{column}\nA,{cell}\nB,\n", 2, id=f"{what}, CSV"))
    return texts


@pytest.mark.parametrize(("suffix", "text", "line"), wrong_values())
def test_a_wrong_value_is_an_error_at_its_line_and_the_rest_is_read(suffix: str, text: str, line: int) -> None:
    assert found(text, suffix) == [("KG005", "error", line)]
    assert [one.name for one in said(text, suffix).concepts] == ["A", "B"]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".yaml", "concepts:\n- {name: A, minutes: 20 min}"),
        (".json", '{"concepts": [\n{"name": "A", "minutes": "20 min"}]}'),
        (".csv", "name,minutes\nA,20 min"),
    ],
)
def test_an_error_says_what_was_found_and_what_was_expected(suffix: str, text: str) -> None:
    (finding,) = said(text, suffix).findings
    assert "'20 min'" in finding.message
    assert finding.hint == "Expected a whole number of minutes, without quotes or unit."


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".yaml", "relations:\n- source: A\n  type: USES\n  target: B\n  strength: strong\n", 5),
        (".json", '{"relations": [{"source": "A", "type": "USES", "target": "B",\n"strength": "strong"}]}', 2),
        (".csv", "source,type,target,strength\nA,USES,B,strong", 2),
    ],
)
def test_a_strength_is_hard_or_soft(suffix: str, text: str, line: int) -> None:
    (finding,) = said(text, suffix).findings
    assert (finding.code, finding.line, finding.hint) == ("KG005", line, "It should be 'hard' or 'soft'.")


@pytest.mark.parametrize(
    ("suffix", "text", "expected"),
    [
        (".yaml", "concepts:\n- kind: a\n- name: ''\n- {name: [a]}\n- name: '***'\n", [2, 3, 4, 5]),
        (".json", '{"concepts": [\n{"kind": "a"},\n{"name": ""},\n{"name": ["a"]},\n{"name": "*"}]}', [2, 3, 4, 5]),
        (".csv", "name,kind\n,a\n***,b\n", [2, 3]),
        (".yaml", "relations:\n- {source: A, target: B}\n- {type: USES, target: B}\n- {type: --}\n", [2, 3, 4, 4, 4]),
        (".json", '{"relations": [\n{"source": "A", "type": null},\n{"type": "-"}]}', [2, 2, 3, 3, 3]),
        (".csv", "source,type,target\nA,,B\n,USES,B\n,--,\n", [2, 3, 4, 4, 4]),
    ],
)
def test_what_must_be_there_is_missed_once_a_place(suffix: str, text: str, expected: list[int]) -> None:
    assert found(text, suffix) == [("KG005", "error", line) for line in expected]


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".yaml", "concepts:\n- name: A\n  definition: x\n  description: y\n", 4),
        (".json", '{"concepts": [{"name": "A", "definition": "x",\n"description": "y"}]}', 2),
        (".csv", "name,definition,description\nA,x,y\n", 1),
    ],
)
def test_definition_and_description_together_are_an_error(suffix: str, text: str, line: int) -> None:
    assert found(text, suffix) == [("KG003", "error", line)]


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".yaml", "concepts:\n- name: A\n  kind: x\n  name: B\n", 4),
        (".json", '{"concepts": [{"name": "A",\n"name": "B"}]}', 2),
        (".json", '{"concepts": [],\n"concepts": []}', 2),
        (".csv", "name,kind,name\nA,x,B\n", 1),
    ],
)
def test_a_key_given_twice_is_an_error(suffix: str, text: str, line: int) -> None:
    assert found(text, suffix) == [("KG003", "error", line)]


@pytest.mark.parametrize(
    ("suffix", "text", "line"),
    [
        (".yaml", "# a note\na: 1\n", 2),
        (".yaml", "- a\n", 1),
        (".json", '\n{"a": 1}', 2),
        (".json", '{"relations": 93616, "nodes": 82192}', 1),
        (".json", "[]", 1),
        (".csv", "a,b\n1\n", 1),
        (".csv", "source,type\nA,USES\n", 1),
    ],
)
def test_a_file_of_something_else_is_passed_over_unless_it_was_named(suffix: str, text: str, line: int) -> None:
    assert found(text, suffix, named=True) == [("KG005", "error", line)]
    assert found(text, suffix, named=False) == [("KG008", "info", line)]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [(".yaml", "kinds: {}\ntypes: {}\n"), (".json", '{"kinds": {}, "types": {}}')],
)
@pytest.mark.parametrize("named", [True, False])
def test_an_ontology_is_known_as_one(suffix: str, text: str, named: bool) -> None:  # noqa: FBT001 - parametrized
    (finding,) = said(text, suffix, named=named).findings
    assert (finding.code, finding.severity, finding.line) == ("KG008", "info", 1)
    assert "--ontology" in finding.hint


def test_what_kg_known_writes_among_the_notes_is_passed_over(tmp_path: Path) -> None:
    write_marks(tmp_path / "kg.known.json", ["loss"])
    text = (tmp_path / "kg.known.json").read_text(encoding="utf-8")
    assert said(text, ".json", named=False) == FileStatements()
    (finding,) = said(text, ".json", named=True).findings
    assert (finding.code, finding.severity, finding.line) == ("KG008", "info", 1)
    assert "--known-file" in finding.hint


@pytest.mark.parametrize("suffix", [".yaml", ".csv"])
@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_an_empty_file_says_nothing(suffix: str, text: str) -> None:
    assert said(text, suffix) == FileStatements()


def test_empty_lists_say_nothing() -> None:
    assert said("concepts:\nrelations: []\n", ".yaml") == FileStatements()
    assert said('{"concepts": null, "relations": []}', ".json") == FileStatements()
    assert said("name,kind\n", ".csv") == FileStatements()


@pytest.mark.parametrize(
    ("suffix", "text", "lines"),
    [
        (".yaml", "concepts:\n- A\n- [b]\nrelations: {a: b}\n", [2, 3, 4]),
        (".json", '{"concepts": [\n"A",\n["b"]],\n"relations": {"a": "b"}}', [2, 3, 4]),
    ],
)
def test_items_and_lists_have_their_form(suffix: str, text: str, lines: list[int]) -> None:
    assert found(text, suffix) == [("KG005", "error", line) for line in lines]


def test_a_file_of_a_newer_export_is_refused() -> None:
    text = '{"format": "kg",\n"version": 2, "concepts": []}'
    assert found(text, ".json") == [("KG005", "error", 2)]


def test_all_problems_of_a_file_are_found_in_one_run() -> None:
    text = "concepts:\n- {nmae: x}\n- {name: a, minutes: x}\n- {name: b, name: c}\nrelations:\n- {source: a}\n"
    assert [line for _, _, line in found(text, ".yaml")] == [2, 2, 3, 4, 6, 6]
