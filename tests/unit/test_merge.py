"""Which statements make which records."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.config import default_ontology
from kg.loader.merge import Merged, merge
from kg.loader.statements import concept_statement, relation_statement
from kg.model import ConceptStatement, Evidence, RelationStatement

ONTOLOGY = default_ontology()


def concept(name: str, file: str = "a.yaml", line: int = 1, **values: object) -> ConceptStatement:
    proof = (Evidence(file=file, line=line),)
    return ConceptStatement.model_validate({"name": name, "file": file, "line": line, "evidence": proof, **values})


def relation(source: str, type_: str, target: str, file: str = "a.yaml", **values: object) -> RelationStatement:
    content = {"source": source, "type": type_, "target": target, "file": file, "line": 9, **values}
    return RelationStatement.model_validate(content)


def codes(merged: Merged) -> list[str]:
    return [one.code for one in merged.findings]


def test_two_files_that_agree_make_one_concept_with_both_as_sources() -> None:
    merged = merge([concept("Loss", "b.yaml"), concept("Loss", "a.yaml")], [], ONTOLOGY)
    assert [one.sources for one in merged.concepts.values()] == [("a.yaml", "b.yaml")]
    assert codes(merged) == []


def test_where_files_disagree_the_smaller_path_wins_and_the_other_is_a_finding() -> None:
    merged = merge([concept("Loss", "b.yaml", minutes=5), concept("Loss", "a.yaml", minutes=9)], [], ONTOLOGY)
    assert merged.concepts["loss"].minutes == 9  # type: ignore[index]
    (finding,) = merged.findings
    assert (finding.code, finding.file, finding.line) == ("KG104", "b.yaml", 1)
    assert "a.yaml:1" in finding.message


def test_curated_facts_win_over_extracted_ones_whatever_their_path() -> None:
    extracted = concept("Loss", "a.md", confidence="stated", definition="from prose")
    merged = merge([extracted, concept("Loss", "z.yaml", definition="by hand")], [], ONTOLOGY)
    assert next(iter(merged.concepts.values())).definition == "by hand"


def test_a_line_from_which_a_curator_took_a_relation_gives_no_second_one_between_the_two() -> None:
    proof = (Evidence(file="n.md", line=3, quote="Computing predictions"),)
    pattern: dict[str, Any] = {"file": "n.md", "confidence": "pattern", "pattern": "computes", "evidence": proof}
    concepts = [concept("Pass"), concept("Prediction"), concept("Model")]
    curated = relation("Pass", "PRODUCES", "Prediction", evidence=proof)
    second = relation("Pass", "COMPUTES", "Prediction", **pattern)
    others = [
        relation("Pass", "USES", "Model", **pattern),
        relation("Pass", "PRODUCES", "Prediction", **pattern),
        relation("Prediction", "AFFECTS", "Pass", **{**pattern, "evidence": (Evidence(file="n.md", line=4),)}),
    ]
    merged = merge(concepts, [curated, second, *others], ONTOLOGY)
    assert {key[1] for key in merged.relations} == {"PRODUCES", "USES", "AFFECTS"}
    assert ("", second) in merged.pending["n.md"]
    assert {key[1] for key in merge(concepts, [second, *others], ONTOLOGY).relations} == {
        "COMPUTES",
        "PRODUCES",
        "USES",
        "AFFECTS",
    }


def test_one_id_with_two_names_is_an_error() -> None:
    merged = merge([concept("Loss", id="x"), concept("Gain", "b.yaml", line=7, id="x")], [], ONTOLOGY)
    (finding,) = [one for one in merged.findings if one.severity == "error"]
    assert (finding.code, finding.where) == ("KG103", "b.yaml:7")


def test_one_id_under_a_name_and_its_alias_is_one_concept() -> None:
    one = concept("SGD", id="x", aliases=("Stochastic Gradient Descent",))
    merged = merge([one, concept("Stochastic gradient descent", "b.yaml", id="x")], [], ONTOLOGY)
    assert codes(merged) == []
    assert list(merged.concepts) == ["x"]


def test_names_may_repeat_when_ids_differ_and_a_reference_by_name_is_then_ambiguous() -> None:
    bank = [concept("Bank", id="river"), concept("Bank", id="money"), concept("Loan")]
    merged = merge(bank, [relation("Loan", "USES", "Bank"), relation("Loan", "USES", "money")], ONTOLOGY)
    assert set(merged.concepts) == {"river", "money", "loan"}
    assert list(merged.relations) == [("loan", "USES", "money")]
    assert codes(merged) == ["KG102"]
    assert "money, river" in merged.findings[0].message


def test_a_concept_named_as_another_s_alias_is_that_concept() -> None:
    full = concept("Stochastic Gradient Descent", "b.yaml", aliases=("SGD",))
    merged = merge([concept("SGD", "a.yaml", definition="x"), full], [relation("SGD", "USES", "SGD")], ONTOLOGY)
    assert list(merged.concepts) == ["stochastic-gradient-descent"]
    assert merged.concepts["stochastic-gradient-descent"].definition == "x"  # type: ignore[index]
    assert codes(merged) == ["KG110", "KG109"]


def test_two_concepts_that_are_each_other_s_alias_become_the_first() -> None:
    merged = merge([concept("A", "b.yaml", aliases=("B",)), concept("B", "a.yaml", aliases=("A",))], [], ONTOLOGY)
    assert list(merged.concepts) == ["b"]


def test_an_alias_of_two_concepts_joins_nothing() -> None:
    merged = merge([concept("A", aliases=("X",)), concept("B", aliases=("X",)), concept("X")], [], ONTOLOGY)
    assert set(merged.concepts) == {"a", "b", "x"}


def test_a_concept_with_an_id_of_its_own_is_never_joined() -> None:
    merged = merge([concept("A", aliases=("X",)), concept("X", id="other")], [], ONTOLOGY)
    assert set(merged.concepts) == {"a", "other"}


def test_a_dangling_reference_waits_and_names_the_nearest() -> None:
    merged = merge([concept("Gradient"), concept("Loss")], [relation("Loss", "USES", "Gradiant")], ONTOLOGY)
    assert merged.relations == {}
    (finding,) = merged.findings
    assert (finding.code, finding.where, finding.severity) == ("KG101", "a.yaml:9", "warning")
    assert finding.hint == "Did you mean 'Gradient'?"
    assert [one.target for _, one in merged.pending["a.yaml"] if isinstance(one, RelationStatement)] == ["Gradiant"]


def test_an_unknown_type_is_named_with_the_nearest_and_an_unknown_kind_counted() -> None:
    concepts = [concept("A", kind="modul"), concept("B", kind="modul")]
    merged = merge(concepts, [relation("A", "USE", "B")], ONTOLOGY)
    assert codes(merged) == ["KG105", "KG106"]
    assert "2 concepts" in merged.findings[0].message
    assert merged.findings[1].hint == "Did you mean 'USES'?"


def test_an_unknown_kind_is_told_where_it_stands_though_another_file_is_about_the_concept_too() -> None:
    concepts = [concept("A", file="a.md", confidence="stated"), concept("A", file="b.yaml", line=7, kind="modul")]
    (finding,) = merge(concepts, [], ONTOLOGY).findings
    assert (finding.code, finding.where) == ("KG105", "b.yaml:7")


def test_references_are_ids_then_names_then_aliases_in_any_case() -> None:
    concepts = [concept("Gradient", aliases=("slope",)), concept("Slope", id="s"), concept("Loss")]
    merged = merge(concepts, [relation("LOSS", "USES", "slope"), relation("loss", "USES", "GRADIENT")], ONTOLOGY)
    assert set(merged.relations) == {("loss", "USES", "s"), ("loss", "USES", "gradient")}


def test_a_record_gives_its_single_statement_back() -> None:
    one = concept("SGD", aliases=("Stochastic",), kind="algorithm", minutes=3, tags=("x",), definition="d", url="u:x")
    other = relation("Stochastic", "USES", "b", reason="r", strength="soft", any_of="g")
    merged = merge([one, concept("B")], [other], ONTOLOGY)
    assert concept_statement(merged.concepts["sgd"]) == one  # type: ignore[index]
    back = relation_statement(next(iter(merged.relations.values())))
    assert back.model_copy(update={"line": 9}) == other
    assert merged.pending == {}


def test_what_a_record_cannot_give_back_is_pending() -> None:
    merged = merge([concept("A"), concept("B")], [relation("A", "USES", "B", strength="hard")], ONTOLOGY)
    ((key, one),) = merged.pending["a.yaml"]
    assert key == "a\nUSES\nb"
    assert isinstance(one, RelationStatement)
    assert one.strength == "hard"


def test_an_extracted_alias_of_two_curated_concepts_joins_the_first_by_id_where_the_lines_are_one() -> None:
    both = [concept("C", "b.yaml", 1), concept("A", "b.yaml", 1)]
    other = concept("B", "c.md", 1, aliases=("A", "C"), confidence="stated")
    for several in (both, both[::-1]):
        assert set(merge([*several, other], [], ONTOLOGY).concepts) == {"a", "c"}
        assert merge([*several, other], [], ONTOLOGY).concepts["a"].sources == ("b.yaml", "c.md")  # type: ignore[index]


def test_a_sentence_names_a_concept_without_its_hyphens_a_statement_does_not() -> None:
    both = [concept("LSTM", aliases=("Long Short-Term Memory",)), concept("Memory"), concept("Tree")]
    said = relation("Tree", "IS_A", "long short term memory", "a.md", confidence="pattern")
    stated = relation("Tree", "USES", "long short term memory", "a.md")
    merged = merge(both, [said, stated], ONTOLOGY)
    assert set(merged.relations) == {("tree", "IS_A", "lstm")}
    assert [one.code for one in merged.findings] == ["KG101"]


_NAMES = st.sampled_from(["A", "B", "C", "a", "D d"])
_FILES = st.sampled_from(["a.yaml", "b.yaml", "c.md"])
_CONCEPTS = st.builds(
    lambda name, file, aliases, minutes, line: concept(
        name, file, line, aliases=tuple(aliases), minutes=minutes, confidence="stated" if file.endswith(".md") else None
    ),
    _NAMES,
    _FILES,
    st.lists(_NAMES, max_size=2),
    st.none() | st.integers(0, 3),
    st.integers(1, 3),
)
_RELATIONS = st.builds(relation, _NAMES, st.sampled_from(["USES", "PART_OF", "NOPE"]), _NAMES, _FILES)


@given(st.lists(_CONCEPTS, max_size=6), st.lists(_RELATIONS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(
    concepts: list[ConceptStatement], relations: list[RelationStatement], random: object
) -> None:
    first = merge(concepts, relations, ONTOLOGY)
    shuffled, others = list(concepts), list(relations)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(others)  # type: ignore[attr-defined]
    second = merge(shuffled, others, ONTOLOGY)
    assert second.concepts == first.concepts
    assert second.relations == first.relations
    assert sorted(map(str, second.findings)) == sorted(map(str, first.findings))
