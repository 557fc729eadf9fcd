"""What the checks find in a graph, and what they leave alone."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import Graph
from kg.check import CODES, CheckedGraph, Files, check, survey
from kg.check.facts import redundant_prerequisites
from kg.check.names import duplicates
from kg.check.texts import unlinked_mentions
from kg.config import default_ontology
from kg.model import ConceptStatement, RelationStatement

if TYPE_CHECKING:
    from kg.errors import Finding

ROOT = Path(__file__).parents[2]
BY_NOTES = [code for code, one in CODES.items() if not one.example.startswith("#")]


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "kg.toml").touch()
    return tmp_path


def found(folder: Path, text: str, code: str | None = None) -> list[Finding]:
    (folder / "n.yaml").write_text(text, encoding="utf-8")
    with Graph.open(folder / "g.kgl", root=folder) as graph:
        return [one for one in graph.check([folder]) if code in (None, one.code)]


def concept(name: str, line: int = 1, **values: object) -> ConceptStatement:
    return ConceptStatement.model_validate({"name": name, "file": "a.yaml", "line": line, **values})


def relation(source: str, target: str, type_: str = "REQUIRES", **values: object) -> RelationStatement:
    content = {"source": source, "type": type_, "target": target, "file": "a.yaml", "line": 9, **values}
    return RelationStatement.model_validate(content)


def graph_of(*statements: ConceptStatement | RelationStatement) -> CheckedGraph:
    return survey(statements, default_ontology(), Files(ROOT))


@pytest.mark.parametrize("code", BY_NOTES)
def test_the_example_of_a_code_gives_a_finding_of_that_code(folder: Path, code: str) -> None:
    some = found(folder, CODES[code].example, code)
    assert some
    assert some[0].severity == CODES[code].severity
    assert some[0].file == "n.yaml"


def test_every_code_that_kg_gives_is_explained() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "kg").rglob("*.py") if path.name != "codes.py"]
    given = {code for text in texts for code in re.findall(r'"(KG\d{3})"', text)}
    assert given == set(CODES)


def test_the_shipped_notes_have_no_error_and_only_the_warning_of_their_encoding() -> None:
    with Graph.open(root=ROOT) as graph:
        some = graph.check([ROOT / "data"])
    assert [one.code for one in some if one.severity != "info"] == ["KG007"]
    assert {one.code for one in some if one.severity == "info"} == {"KG008", "KG110", "KG209"}


def test_a_contradiction_names_both_places_and_the_weakest_link(folder: Path) -> None:
    text = (
        "concepts: [{name: A1}, {name: B1}]\nrelations:\n- {source: A1, type: PART_OF, target: B1, reason: It is.}\n"
        "- {source: B1, type: PART_OF, target: A1}"
    )
    (one,) = found(folder, text, "KG201")
    assert "'A1' is part of 'B1' (n.yaml:3), but 'B1' is part of 'A1' (n.yaml:4)" in one.message
    assert one.hint.startswith("The weakest link is that 'B1' is part of 'A1' (n.yaml:4)")
    assert one.line == 4


def test_a_circle_is_named_whole() -> None:
    names = ["A1", "B1", "C1"]
    links = [relation(a, b) for a, b in zip(names, ["B1", "C1", "A1"], strict=True)]
    (one,) = [each for each in check(graph_of(*map(concept, names), *links)) if each.code == "KG107"]
    assert "'A1' → 'B1' → 'C1' → 'A1'" in one.message
    assert "or make one soft" in one.hint


def test_homonyms_that_are_each_defined_are_only_an_info() -> None:
    first, second = concept("Bank", id="r", definition="By a river."), concept("Bank", id="m", definition="For money.")
    assert [(one.code, one.severity) for one in duplicates(graph_of(first, second))] == [("KG202", "info")]


@pytest.mark.parametrize(
    ("name", "other", "code"),
    [
        ("Gradient", "gradient", "KG202"),
        ("Loss", "\uff2c\uff4f\uff53\uff53", "KG202"),
        ("Loss", "L\u043ess", "KG203"),
        ("Loss Function", "Loss-functions", "KG203"),
        ("B\u00e9zier", "Bezier", "KG203"),
        ("Backpropagation", "Backpropogation", "KG204"),
        ("Gradient", "Gradeint", "KG204"),
        ("Gradient", "Gradiet", "KG204"),
    ],
)
def test_names_that_are_probably_one(name: str, other: str, code: str) -> None:
    assert [one.code for one in duplicates(graph_of(concept(name, id="x1"), concept(other, id="x2")))] == [code]


@pytest.mark.parametrize(("name", "other"), [("GPT-3", "GPT-4"), ("Loss", "Boss"), ("Encoder", "Decoder Block")])
def test_names_that_are_two(name: str, other: str) -> None:
    assert list(duplicates(graph_of(concept(name), concept(other)))) == []


def test_names_one_letter_apart_that_are_related_are_known_to_their_author() -> None:
    both = [concept("Encoders A"), concept("Encoders B")]
    assert list(duplicates(graph_of(*both)))
    assert list(duplicates(graph_of(*both, relation("Encoders A", "Encoders B", "CONTRASTS_WITH")))) == []


def test_an_implied_prerequisite_names_the_chain_and_alternatives_imply_nothing() -> None:
    names = [concept(one) for one in ("A1", "B1", "C1")]
    links = [relation("A1", "B1"), relation("B1", "C1"), relation("A1", "C1")]
    (one,) = redundant_prerequisites(graph_of(*names, *links))
    assert "'A1' → 'B1' → 'C1'" in one.message
    other_way = [relation("A1", "B1", any_of="x"), *links[1:]]
    assert list(redundant_prerequisites(graph_of(*names, *other_way))) == []
    explained = [*links[:2], relation("A1", "C1", reason="It says more.")]
    assert list(redundant_prerequisites(graph_of(*names, *explained))) == []
    soft = [relation("A1", "B1", strength="soft"), *links[1:]]
    assert list(redundant_prerequisites(graph_of(*names, *soft))) == []


def test_the_search_for_implied_prerequisites_says_where_it_stopped() -> None:
    links = [relation("A1", "B1"), relation("B1", "C1"), relation("A1", "C1")]
    graph = graph_of(*(concept(one) for one in ("A1", "B1", "C1")), *links)
    assert [one.code for one in redundant_prerequisites(graph, most_visits=1)][-1] == "KG212"


def test_the_longest_name_in_a_definition_is_the_one_mentioned() -> None:
    mse = concept("MSE", line=3, definition="One of many loss functions.")
    graph = graph_of(concept("Loss"), concept("Loss Function"), mse)
    (one,) = unlinked_mentions(graph)
    assert one.message == (
        "The definition of 'MSE' names 'Loss Function' ('loss functions'), but no relation connects the two."
    )
    assert one.where == "a.yaml:3"
    linked = graph_of(concept("Loss Function"), mse, relation("MSE", "Loss Function", "IS_A"))
    assert list(unlinked_mentions(linked)) == []


def test_a_definition_that_names_several_concepts_is_one_finding() -> None:
    sgd = concept("SGD", definition="Steps along the gradient of a Loss; a Gradient for each batch.")
    (one,) = unlinked_mentions(graph_of(sgd, concept("Batch"), concept("Gradient"), concept("Loss")))
    assert "names 'Gradient', 'Loss' and 'Batch', but no relation connects it with them." in one.message


@pytest.mark.parametrize("links", [[("MSE", "B1"), ("B1", "Loss")], [("Loss", "B1"), ("B1", "MSE")]])
def test_what_is_known_before_or_after_is_connected(links: list[tuple[str, str]]) -> None:
    known = [concept("Loss"), concept("B1"), concept("MSE", definition="A loss.")]
    assert list(unlinked_mentions(graph_of(*known, *(relation(a, b, "USES") for a, b in links)))) == []
    assert list(unlinked_mentions(graph_of(*known, *(relation(a, b, "AFFECTS") for a, b in links))))


def test_an_ambiguous_name_is_no_mention() -> None:
    sgd = concept("SGD", definition="Uses a kernel")
    assert list(unlinked_mentions(graph_of(sgd, concept("Kernel", id="a"), concept("Kernel", id="b")))) == []
    assert list(unlinked_mentions(graph_of(sgd, concept("Kernel", id="a"))))


def test_the_search_for_mentions_says_where_it_stopped() -> None:
    graph = graph_of(
        *(concept(one, definition="Not a Loss.") for one in ("A1", "B1", "C1")),
        concept("Loss"),
        relation("A1", "B1"),
    )
    assert [one.code for one in unlinked_mentions(graph)] == ["KG209"] * 3
    assert [one.code for one in unlinked_mentions(graph, most_visits=0)] == ["KG209", "KG212"]


@pytest.mark.parametrize(
    ("quote", "line", "hint"),
    [
        ("how wrong a model is", 2, None),
        ("wrong a model is on its data", 2, None),
        ("see the page", 3, None),
        ("see [the page]", 3, None),
        ("see the page", 1, "It stands at line 3 now."),
        ("on its data", 2, "It stands at line 3 now."),
        ("never said", 2, "It stands nowhere in the file now; quote the words that are there."),
        ("", 9, "The file has 4 lines."),
    ],
)
def test_a_quote_is_compared_without_emphasis_and_over_the_end_of_its_line(
    folder: Path, quote: str, line: int, hint: str | None
) -> None:
    page = "The loss\nis **how wrong**  a model\nis on its data, see [the page](x.md)\n"
    (folder / "notes.md").write_text(page, encoding="utf-8")
    given = f"concepts: [{{name: Gain, evidence: [{{file: notes.md, line: {line}, quote: '{quote}'}}]}}]"
    (folder / "n.yaml").write_text(given, encoding="utf-8")
    with Graph.open(folder / "g.kgl", root=folder) as graph:
        some = [one.hint for one in graph.check([folder / "n.yaml"]) if one.code == "KG210"]
    assert some == ([] if hint is None else [hint])


def test_evidence_opens_no_file_outside_the_root(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("a secret", encoding="utf-8")
    (tmp_path / "inside").mkdir()
    files = Files(tmp_path / "inside")
    assert files.lines("../secret.txt") is None
    assert files.lines(str(tmp_path / "secret.txt")) is None
    assert Files(tmp_path).lines("secret.txt") == ["a secret"]


def test_a_file_that_many_facts_quote_is_looked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    path_of = Files._path  # noqa: SLF001 - what costs the time

    def noted(files: Files, name: str) -> Path | None:
        looked.append(name)
        return path_of(files, name)

    monkeypatch.setattr(Files, "_path", noted)
    (tmp_path / "a.txt").write_text("said", encoding="utf-8")
    files = Files(tmp_path)
    for _ in range(5):
        assert not files.is_missing("a.txt")
        assert files.is_missing("b.txt")
        assert files.lines("a.txt") == ["said"]
    assert sorted(looked) == ["a.txt", "a.txt", "b.txt"]


def test_the_search_for_duplicates_is_linear_in_practice() -> None:
    # All pairs of 20,000 names would be 200,000,000 comparisons.
    graph = graph_of(*(concept(f"common beginning {number:05d} common end") for number in range(20_000)))
    start = time.monotonic()
    assert list(duplicates(graph)) == []
    assert time.monotonic() - start < 20
