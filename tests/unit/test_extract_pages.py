"""What a page of notes says: front matter, links, glossary forms, structure; and what it does not say."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.config import default_ontology
from kg.sources.markdown.extract import extract

if TYPE_CHECKING:
    from kg.model import ConceptStatement, RelationStatement
    from kg.sources.base import FileStatements


def page(text: str | bytes, name: str = "notes/page.md") -> FileStatements:
    return extract(text if isinstance(text, bytes) else text.encode(), name, default_ontology())


def concepts(text: str, name: str = "notes/page.md") -> dict[str, ConceptStatement]:
    return {one.name: one for one in page(text, name).concepts}


def relations(text: str, name: str = "notes/page.md", *, pattern: bool = True) -> set[tuple[str, str, str]]:
    found = page(text, name).relations
    return {(one.source, one.type, one.target) for one in found if pattern or one.confidence == "stated"}


def evidence(one: ConceptStatement | RelationStatement) -> tuple[int, str]:
    (proof,) = one.evidence
    assert proof.file == one.file
    assert proof.line == one.line
    return proof.line, proof.quote


GLOSSARY = "# Glossary\n\n{}\n"


@pytest.mark.parametrize(
    ("line", "name", "aliases"),
    [
        ("- **Optimizer**: Algorithm that updates parameters", "Optimizer", ()),
        ("**Optimizer** - algorithm that updates parameters", "Optimizer", ()),
        ("**Optimizer** \u2014 algorithm that updates parameters", "Optimizer", ()),
        ("**Optimizer:** Algorithm that updates parameters", "Optimizer", ()),
        ("1. **Optimizer**: Algorithm that updates parameters", "Optimizer", ()),
        ("- [ ] **Optimizer**: Algorithm that updates parameters", "Optimizer", ()),
        ("**Optimizer** is an algorithm that updates parameters", "Optimizer", ()),
        ("- Optimizer: Algorithm that updates parameters", "Optimizer", ()),
        ("- [[Optimizer]]: Algorithm that updates parameters", "Optimizer", ()),
        ("Optimizer\n: Algorithm that updates parameters", "Optimizer", ()),
        ("- **SGD (Stochastic Gradient Descent)**: Simple optimizer", "SGD", ("Stochastic Gradient Descent",)),
        ("- **Mean Squared Error (MSE)**: Mean of the squares", "Mean Squared Error", ("MSE",)),
        ("- **SGD** (Stochastic Gradient Descent): Simple optimizer", "SGD", ("Stochastic Gradient Descent",)),
        ("- **Empirical Rule or Three-Sigma Rule**: Rule of three", "Empirical Rule", ("Three-Sigma Rule",)),
        ("- **Step**: The optimizer's update operation", "Step", ()),
        ("- **Otimizador**: algoritmo que atualiza os parâmetros", "Otimizador", ()),
        ("**Rede Neural Convolucional (CNN)**: rede que usa filtros", "Rede Neural Convolucional", ("CNN",)),
        ("- 优化器：用于更新模型参数的算法", "优化器", ()),
        ("- **梯度下降（Gradient Descent）**：沿梯度方向更新参数", "梯度下降", ("Gradient Descent",)),
    ],
)
def test_a_glossary_defines_a_term(line: str, name: str, aliases: tuple[str, ...]) -> None:
    found = concepts(GLOSSARY.format(line))
    assert name in found
    assert found[name].aliases == aliases
    assert found[name].definition
    assert not found[name].curated


@pytest.mark.parametrize("line", ["- **Example**: A model that updates parameters", "- **Tip**: Use a small value"])
def test_a_glossary_does_not_define_its_own_labels(line: str) -> None:
    assert concepts(GLOSSARY.format(line)).keys().isdisjoint({"Example", "Tip"})


def test_a_label_is_a_term_in_a_glossary_only() -> None:
    assert "Step" not in concepts("# Optimizers\n\n- **Step**: The optimizer's update operation\n")


def test_the_definition_and_its_place_are_exact() -> None:
    text = "# Notes\r\n\r\n- x\r\n- **Optimizer**: Algorithm that *updates* parameters\r\n"
    (optimizer,) = (one for one in page(text).concepts if one.name == "Optimizer")
    assert optimizer.definition == "Algorithm that updates parameters"
    assert evidence(optimizer) == (4, "Algorithm that *updates* parameters")
    assert optimizer.kind == "algorithm"


def test_every_quote_stands_in_its_line() -> None:
    text = (
        "---\ntitle: Adam\nrequires: [SGD]\n---\n# Adam\n\n**Adam** is an optimizer that\nuses *momentum*,\n"
        "[[Gradient|the gradients]].\n\n- uses [[Loss]] (to minimise it)\n- **Step size:** the length of a step\n"
    )
    found = page(text, "adam.md")
    assert len(found.relations) >= 4
    several: list[ConceptStatement | RelationStatement] = [*found.concepts, *found.relations]
    for one in several:
        line, quote = evidence(one)
        assert quote
        assert quote in text.split("\n")[line - 1], one


def test_the_line_of_a_relation_is_that_of_its_object() -> None:
    (uses,) = (one for one in page("**Adam** is a method that\nuses momentum.\n").relations if one.type == "USES")
    assert evidence(uses) == (2, "uses momentum.")


def test_a_table_defines_its_terms() -> None:
    text = (
        "| Term | Definition | Aliases |\n|---|---|---|\n| Loss | How wrong a prediction is | Cost |\n| Bias | `b` |\n"
    )
    found = concepts(text)
    assert found["Loss"].definition == "How wrong a prediction is"
    assert found["Loss"].aliases == ("Cost",)
    assert evidence(found["Loss"])[0] == 3


def test_a_table_in_another_language_defines_its_terms() -> None:
    assert concepts("| 术语 | 定义 |\n|---|---|\n| 损失 | 预测与真实值之间的差距 |\n")["损失"].definition
    assert concepts("| Termine | Significato |\n|---|---|\n| Perdita | Errore della previsione |\n")[
        "Perdita"
    ].definition


def test_a_heading_with_a_defining_sentence_is_a_concept() -> None:
    found = concepts(
        "# Notes\n\n## RAG (Retrieval-Augmented Generation)\nRAG is a technique where a model retrieves.\n"
    )
    assert found["RAG"].aliases == ("Retrieval-Augmented Generation",)
    assert found["RAG"].definition == "A technique where a model retrieves."
    assert concepts("# Notes\n\n## Training\nHere we train.\n") == {}


def test_a_definition_label_defines_the_subject_of_its_sentence() -> None:
    text = (
        "# Week 3\n\n### Concept A: Early Stopping for Pruning\n\n**Definition:** Early stopping is a rule of mine.\n"
    )
    assert [one.name for one in page(text, "week.md").concepts] == ["Early Stopping"]


def test_a_page_for_one_term_is_a_concept_with_its_title_as_written() -> None:
    text = "---\ntitle: Fast Fourier transform (FFT)\nrelated_terms:\n - series\ntags: [maths]\n---\nAn algorithm.\n"
    (fft,) = page(text, "terms/fast-fourier-transform-fft.md").concepts
    assert (fft.name, fft.id, fft.tags) == ("Fast Fourier transform (FFT)", None, ("maths",))
    assert fft.aliases == ("Fast Fourier transform", "FFT")
    assert fft.definition == "An algorithm."
    assert relations(text, "terms/fft.md") >= {("Fast Fourier transform (FFT)", "RELATED_TO", "series")}


@pytest.mark.parametrize("name", ["README.md", "index.md", "2024-05-01.md", "Lecture Notes - Week 3.md", "page.md"])
def test_a_page_about_no_one_term_is_no_concept(name: str) -> None:
    assert page("# Some notes of mine\n\nText about [this](x.md).\n", name).concepts == ()


def test_a_page_of_a_vault_is_named_by_its_file() -> None:
    found = page("Uses the [[Gradient|slope]] of [[Loss#Definition]].\n", "vault/Gradient Descent.md")
    assert [one.name for one in found.concepts] == ["Gradient Descent"]
    assert {
        (one.source, one.type, one.target, one.confidence) for one in found.relations if one.pattern == "wiki link"
    } == {
        ("Gradient Descent", "RELATED_TO", "Gradient", "stated"),
        ("Gradient Descent", "RELATED_TO", "Loss", "stated"),
    }


@pytest.mark.parametrize(
    ("line", "relation"),
    [
        ("- uses [[Gradient]] (the slope)", ("SGD", "USES", "Gradient")),
        ("- used by [[Trainer]]", ("Trainer", "USES", "SGD")),
        ("- is a [[Optimizer]]", ("SGD", "IS_A", "Optimizer")),
        ("- part of [[Training|the training]]", ("SGD", "PART_OF", "Training")),
        ("- consists of: [[Step]]", ("Step", "PART_OF", "SGD")),
        ("requires:: [[Calculus]]", ("SGD", "REQUIRES", "Calculus")),
        ("requires:: Calculus", ("SGD", "REQUIRES", "Calculus")),
        ("Prerequisites: [Calculus](../maths/Calculus.md)", ("SGD", "REQUIRES", "calculus")),
        ("* Module Prerequisites: [Linear Algebra](Linear_Algebra.md)", ("SGD", "REQUIRES", "linear-algebra")),
        ("## Prerequisites\n\n- [[Calculus]]", ("SGD", "REQUIRES", "Calculus")),
        ("Prerequisites:\n\n- [[Calculus]] - for derivatives", ("SGD", "REQUIRES", "Calculus")),
        ("- Prerequisites\n  - [[Calculus]]", ("SGD", "RELATED_TO", "Calculus")),
        ("- Prerequisites:\n  - [[Calculus]]", ("SGD", "REQUIRES", "Calculus")),
        ("**Pré-requisitos:** [[Cálculo]]", ("SGD", "REQUIRES", "Cálculo")),
        ("Prerequisiti: [[Analisi]]", ("SGD", "REQUIRES", "Analisi")),
        ("前置知识：[[微积分]]", ("SGD", "REQUIRES", "微积分")),
        ("- contrasts with [[Batch Descent]]", ("SGD", "CONTRASTS_WITH", "Batch Descent")),
        ("Veja também: [[Adam]]", ("SGD", "RELATED_TO", "Adam")),
    ],
)
def test_a_typed_link_states_a_relation(line: str, relation: tuple[str, str, str]) -> None:
    assert relation in relations(f"# SGD\n\n{line}\n", "SGD.md", pattern=False)


def test_lines_without_a_blank_between_them_are_terms_of_their_own() -> None:
    lines = ["# Terms", "", "**Loss**: How wrong it is", "**Bias**: Number that is", "added", "**Models:** CNNs, RNNs"]
    text = "\n".join(lines)
    found = concepts(text)
    assert found["Loss"].definition == "How wrong it is"
    assert (found["Bias"].definition, found["Bias"].line) == ("Number that is added", 4)
    assert found["CNN"].line == 6


def test_the_reason_of_a_typed_link_is_kept() -> None:
    found = page("# SGD\n\n- uses [[Gradient]] (it gives the direction)\n", "SGD.md")
    assert found.relations[0].reason == "it gives the direction"


@pytest.mark.parametrize(
    ("line", "said", "target"),
    [
        ("- uzes [[Gradient]]", "Did you mean 'uses'?", "Gradient"),
        ("- mixes:: [[Gradient]]", "Its types are ", "Gradient"),
        ("kneeds:: [[Gradient]]", "Did you mean 'needs'?", "Gradient"),
    ],
)
def test_a_word_before_a_link_that_is_no_relation_is_told(line: str, said: str, target: str) -> None:
    found = page(f"# SGD\n\n{line}\n", "SGD.md")
    ((code, severity, at, hint),) = [(one.code, one.severity, one.line, one.hint) for one in found.findings]
    assert (code, severity, at) == ("KG004", "info", 3)
    assert hint.startswith(said)
    assert [(one.type, one.target) for one in found.relations] == [("RELATED_TO", target)]


@pytest.mark.parametrize(
    "line", ["- see [[Gradient]]", "- it runs on a [[Gradient]]", "created:: 2024", "- [[Gradient]]"]
)
def test_other_words_before_a_link_are_not_told(line: str) -> None:
    assert page(f"# SGD\n\n{line}\n", "SGD.md").findings == ()


def test_alternatives_are_one_group() -> None:
    found = page("# X\n\nPrerequisites: [[A]], [[B]] or [[C]]\n", "X.md").relations
    assert len({one.any_of for one in found}) == 1
    assert found[0].any_of


def test_a_link_that_lists_pages_states_each() -> None:
    text = "# OWL\n\n* Prerequisites: [RDF, Logic or Sets](../m/RDF,_Logic_or_Sets.md)\n"
    found = page(text, "OWL.md").relations
    assert [(one.target, bool(one.any_of)) for one in found] == [("RDF", False), ("Logic", True), ("Sets", True)]


def test_a_typed_link_below_a_term_is_of_the_term() -> None:
    text = "# Optimizers\n\n## SGD\n\n- uses [[Gradient]]\n\n## Adam\n\n- uses [[Momentum]]\n"
    assert relations(text, "optimizers-of-all-kinds.md") == {("SGD", "USES", "Gradient"), ("Adam", "USES", "Momentum")}


@pytest.mark.parametrize("key", ["requires", "prerequisites", "REQUIRES", "Depends on"])
def test_front_matter_states_relations(key: str) -> None:
    text = f"---\ntitle: SGD\n{key}: [[Calculus]]\naliases: [Stochastic Gradient Descent]\n---\n"
    found = page(text, "SGD.md")
    assert [(one.source, one.type, one.target) for one in found.relations] == [("SGD", "REQUIRES", "Calculus")]
    assert found.concepts[0].aliases == ("Stochastic Gradient Descent",)
    assert evidence(found.relations[0])[0] == 3


def test_listed_prerequisites_without_links_wait_as_phrases() -> None:
    found = page("# SGD\n\nPrerequisites: Linear algebra, Calculus\n\n- uses [[Loss]]\n", "SGD.md").relations
    listed = [(one.target, one.confidence) for one in found if one.pattern == "listed names"]
    assert listed == [("Linear algebra", "pattern"), ("Calculus", "pattern")]


def test_a_category_list_says_what_its_members_are_and_are_for() -> None:
    text = "## AI Models\n\n- **Deep learning models:** CNNs (images), RNNs/LSTMs (sequences), Transformers (NLP)\n"
    assert relations(text) == {
        ("Deep learning model", "IS_A", "AI Model"),
        ("CNN", "IS_A", "Deep learning model"),
        ("RNN", "IS_A", "Deep learning model"),
        ("LSTM", "IS_A", "Deep learning model"),
        ("Transformer", "IS_A", "Deep learning model"),
        ("CNN", "APPLIED_TO", "image"),
        ("RNN", "APPLIED_TO", "sequence"),
        ("LSTM", "APPLIED_TO", "sequence"),
        ("Transformer", "APPLIED_TO", "NLP"),
    }
    assert concepts(text)["CNN"].aliases == ("CNNs",)


@pytest.mark.parametrize("arrow", ["→", "->", "â†’"])
def test_a_chain_of_arrows_says_what_precedes_what(arrow: str) -> None:
    text = f"> ML workflow : Train {arrow} Save {arrow} Load {arrow} Predict! ðŸŽ¯\n"
    found = relations(text)
    assert {("Train", "PRECEDES", "Save"), ("Save", "PRECEDES", "Load"), ("Load", "PRECEDES", "Predict")} <= found
    assert ("Train", "PART_OF", "ML workflow") in found


def test_two_names_with_a_slash_are_one_concept_unless_the_notes_use_the_second_alone() -> None:
    assert concepts("# Terms\n\n- **Autocorrelation/Serial Correlation**: Dependence on the past\n")[
        "Autocorrelation"
    ].aliases == ("Serial Correlation",)
    found = concepts(
        "# Terms\n\n- **Inference/Prediction**: Use of a trained model\n- **Loss**: Error of predictions\n"
    )
    assert {"Inference", "Prediction"} <= set(found)


@pytest.mark.parametrize(
    "text",
    [
        "```\n**Term**: a definition in code\n```\n",
        "    **Term**: a definition in code\n",
        "<!-- **Term**: a definition in a comment -->\n",
        "$$\n**Term**: a definition in a formula\n$$\n",
        "%% **Term**: a definition in a comment %%\n",
        "- **Note**: this is a label of the page\n",
        "- **Why it works**: a question is no term\n",
        "- **`fit`**: a function is no term\n",
        "- **Create a model**: an order is no term\n",
        "- ~~**Term**: an outdated definition~~\n",
        "**Answer:** a, b and c\n\n**Answer:** a long one here\n",
        "- Time: 10 minutes\n- Place: the lecture hall\n",
        "More layers → deeper understanding\n",
    ],
)
def test_no_concept_is_found_in(text: str) -> None:
    assert page(f"# Notes of mine\n\n{text}", "week.md").concepts == ()


def test_links_in_code_and_math_are_none() -> None:
    assert relations("# SGD\n\nsee `[[Loss]]` and $[[Loss]]$ and ![[Loss]]\n", "SGD.md") == set()


def test_math_stays_in_the_definition_and_out_of_the_patterns() -> None:
    text = "# Terms\n\n- **Norm**: A function $f(x_1, *x*)$ that uses $gradients$ of things\n"
    assert concepts(text)["Norm"].definition == "A function $f(x_1, *x*)$ that uses $gradients$ of things"
    assert not [one for one in relations(text) if one[1] == "USES"]


def test_headings_of_labels_do_not_hide_the_page() -> None:
    text = "# Rules\n## Details\n* Prerequisites: [Logic](../m/Logic.md)\n"
    assert relations(text, "Rules.md") == {("Rules", "REQUIRES", "logic")}


def test_a_file_with_two_terms_of_one_name_states_both() -> None:
    found = page("# Terms\n\n- **Loss**: How wrong it is\n- **Loss**: What is minimised by training\n").concepts
    assert [one.name for one in found] == ["Loss", "Loss"]


def test_minutes_that_are_no_number_are_told_and_left_out() -> None:
    found = page("---\ntitle: Kneading\nminutes: forty\n---\n\nKneading is work on dough.\n")
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.line) == ("KG005", "warning", 3)
    assert finding.message == "'minutes' is 'forty'; it is left out."
    assert found.concepts[0].minutes is None
