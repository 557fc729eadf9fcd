"""The curated notes hold what the notes say, point at where they say it, and give study orders that make sense."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import ftfy
import networkx as nx
import pytest
import yaml

from kg.config import default_ontology, resource
from kg.model import fold, slug
from kg.order import prerequisite_levels
from kg.sources import read
from kg.sources.base import SourceFile

NOTES = "data/notes/ml-notes.md"
TEACHER = "Added by a teacher: "

NAMES = """
Machine Learning, Linear Regression, Gradient Descent, Training, Model, Parameters, Weight, Bias, Loss, Epoch,
Forward Pass, Backward Pass, Optimization, Inference, Prediction, Convolution, Filter, Dot Product,
Loss Function, MSE, Mean Squared Error, Prediction Error, Optimizer, SGD, Stochastic Gradient Descent, Learning Rate,
Backpropagation, Gradient, Gradients, Partial Derivative, Zero Gradients, Step,
ML Workflow, Train, Save, Load, Predict,
Regression, Regression Analysis, Forecasting,
nanoGPT, Transformer, Transformer Block, Layer, Attention Head, Number of Layers, Number of Heads,
Understanding, Richer Relationships, Compute, Memory,
AI Model, Traditional ML Model, Random Forest, SVM, Deep Learning Model, CNN, Convolutional Neural Network, RNN, LSTM,
Foundation Model, LLM, Large Language Model, GPT, LLaMA, Claude, Images, Sequences, NLP,
Dataset, Train Data, Validation Data, 90/10 split, Iteration, Unseen Data, Overfitting, Hyperparameter, Validation Loss,
RAG, Retrieval-Augmented Generation, External Source
"""

RELATIONS = """
Optimizer USES Gradient
Optimizer UPDATES Parameters
Optimizer REDUCES Loss
Transformer IS_A Deep Learning Model
CNN IS_A Deep Learning Model
RNN IS_A Deep Learning Model
LSTM IS_A Deep Learning Model
CNN APPLIED_TO Images
RNN APPLIED_TO Sequences
LSTM APPLIED_TO Sequences
Transformer APPLIED_TO NLP
Linear Regression IS_A Traditional ML Model
Random Forest IS_A Traditional ML Model
SVM IS_A Traditional ML Model
Linear Regression IS_A Regression
GPT IS_A LLM
LLaMA IS_A LLM
Claude IS_A LLM
LLM IS_A Foundation Model
SGD IS_A Optimizer
SGD USES Gradient
SGD UPDATES Parameters
MSE IS_A Loss Function
Loss Function MEASURES Prediction Error
Loss Function MEASURES Loss
Gradient Descent REDUCES Loss
Backpropagation COMPUTES Gradient
Backward Pass COMPUTES Gradient
Gradient IS_A Partial Derivative
Zero Gradients AFFECTS Gradient
Step PART_OF Optimizer
Learning Rate AFFECTS Parameters
Training UPDATES Parameters
Training AFFECTS Model
Training USES Train Data
Weight PART_OF Parameters
Bias PART_OF Parameters
Parameters PART_OF Model
Epoch USES Train Data
Forward Pass PRODUCES Prediction
Inference USES Model
Inference PRODUCES Prediction
CNN USES Convolution
Convolution USES Filter
Convolution COMPUTES Dot Product
Train PRECEDES Save
Save PRECEDES Load
Load PRECEDES Predict
Train PART_OF ML Workflow
Save PART_OF ML Workflow
Load PART_OF ML Workflow
Predict PART_OF ML Workflow
nanoGPT IS_A Transformer
Transformer Block PART_OF Transformer
Attention Head PART_OF Transformer Block
Number of Layers AFFECTS Understanding
Number of Layers AFFECTS Compute
Number of Heads AFFECTS Relationships
Number of Heads AFFECTS Memory
Train Data PART_OF Dataset
Validation Data PART_OF Dataset
Validation Data MEASURES Overfitting
Validation Data AFFECTS Hyperparameter
Validation Loss USES Validation Data
RAG USES LLM
RAG USES External Source
"""

#: What a teacher would insist on before each goal: needed without any soft prerequisite.
EARLIER = {
    "Transformer": "Dot Product, Parameters, Loss, Backpropagation, Training, Deep Learning Model, Attention Head, "
    "Transformer Block",
    "SGD": "Weight, Parameters, Model, Prediction Error, Loss, Partial Derivative, Gradient, Gradient Descent, Step, "
    "Optimizer, Learning Rate",
    "nanoGPT": "Parameters, Training, Deep Learning Model, Attention Head, Number of Heads, Transformer Block, "
    "Number of Layers, Transformer",
    "RAG": "Prediction, Training, Deep Learning Model, Transformer, Foundation Model, LLM, Retrieval, External Source, "
    "Text Generation",
    "Inference": "Model, Training, Unseen Data",
    "Predict": "Train, Save, Load, Inference",
    "CNN": "Image, Filter, Dot Product, Convolution, Deep Learning Model",
    "Validation Loss": "Loss, Train Data, Unseen Data, Overfitting, Validation Data",
}

#: Figures of the notes, and the relation whose reason states them.
FACTS = {
    "nanoGPT IS_A Transformer": "6 blocks",
    "Attention Head PART_OF Transformer Block": "36 in all",
    "Train Data PART_OF Dataset": "90 %",
    "Validation Data PART_OF Dataset": "10 %",
    "Evaluation COMPUTES Validation Loss": "every 250 iterations",
}


def lines(table: str) -> list[str]:
    return [line for line in table.splitlines() if line]


def names(table: str) -> list[str]:
    return [name.strip() for name in table.replace("\n", " ").split(",")]


def plain(text: str) -> str:
    return " ".join(text.replace("**", "").split())


@cache
def notes() -> list[str]:
    text = resource("data", "notes", Path(NOTES).name).read_text(encoding="utf-8")
    return [plain(ftfy.fix_text(line)) for line in text.split("\n")]


@cache
def curated() -> dict[str, list[dict[str, Any]]]:
    content: dict[str, list[dict[str, Any]]] = yaml.safe_load(
        resource("data", "ml.yaml").read_text(encoding="utf-8"),
    )
    return content


def facts() -> list[dict[str, Any]]:
    return [*curated()["concepts"], *curated()["relations"]]


def called(fact: dict[str, Any]) -> str:
    return fact["name"] if "name" in fact else f"{fact['source']} {fact['type']} {fact['target']}"


def names_of(concept: dict[str, Any]) -> list[str]:
    return [concept["name"], *concept.get("aliases", ())]


@cache
def by_name() -> dict[str, str]:
    """Map each folded name and alias to the name of its concept."""
    return {fold(name): concept["name"] for concept in curated()["concepts"] for name in names_of(concept)}


@cache
def by_triple() -> dict[tuple[str, str, str], dict[str, Any]]:
    """Map (name, type, name) to the relation as it is written."""
    return {
        (by_name()[fold(one["source"])], one["type"], by_name()[fold(one["target"])]): one
        for one in curated()["relations"]
    }


def relation(statement: str) -> dict[str, Any] | None:
    """Return the relation that `SOURCE TYPE TARGET` names, None when there is none."""
    found = re.fullmatch(rf"(.+?) ({'|'.join(default_ontology().types)}) (.+)", statement)
    assert found is not None, statement
    source, type_, target = found.groups()
    return by_triple().get((by_name()[fold(source)], type_, by_name()[fold(target)]))


@cache
def prerequisites(*, soft: bool) -> nx.DiGraph[str]:
    """Return the graph of what needs what, dependant to prerequisite, with or without the soft ones."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(concept["name"] for concept in curated()["concepts"])
    for (source, type_, target), one in by_triple().items():
        pair = default_ontology().needs(source, type_, target)
        if pair is not None and (soft or one.get("strength") != "soft"):
            graph.add_edge(*pair)
    return graph


@pytest.mark.parametrize("name", names(NAMES))
def test_a_term_of_the_notes_is_a_concept_by_name_or_alias(name: str) -> None:
    assert fold(name) in by_name()


def test_every_term_that_the_notes_define_is_a_concept() -> None:
    text = resource("data", "notes", Path(NOTES).name).read_text(encoding="utf-8")
    defined = [
        term for bold in re.findall(r"^- \*\*(.+?):?\*\*", text, re.MULTILINE) for term in re.split(" ?/ ?", bold)
    ]
    assert len(defined) > 25
    spelled = {part for term in defined for part in re.findall(r"[^()]+", term) if part.strip()}
    assert {part for part in spelled if fold(part) not in by_name()} == set()


@pytest.mark.parametrize("statement", lines(RELATIONS))
def test_a_statement_of_the_notes_is_a_relation_with_evidence(statement: str) -> None:
    found = relation(statement)
    assert found is not None
    assert found["evidence"]


@pytest.mark.parametrize(("statement", "fact"), FACTS.items())
def test_a_figure_of_the_notes_stands_in_the_reason(statement: str, fact: str) -> None:
    found = relation(statement)
    assert found is not None
    assert fact in found["reason"]


def test_the_reader_of_kg_finds_nothing_to_complain_about() -> None:
    statements, _ = read(SourceFile(path=resource("data", "ml.yaml"), name="data/ml.yaml"))
    assert statements.findings == ()
    assert len(statements.concepts) == len(curated()["concepts"])
    assert len(statements.relations) == len(curated()["relations"])


def test_no_name_or_alias_belongs_to_two_concepts() -> None:
    counts = Counter(fold(name) for concept in curated()["concepts"] for name in names_of(concept))
    assert [name for name, count in counts.items() if count > 1] == []


def test_no_two_concepts_get_the_same_id() -> None:
    counts = Counter(slug(concept["name"]) for concept in curated()["concepts"])
    assert [identity for identity, count in counts.items() if count > 1 or not identity] == []


def test_no_relation_is_stated_twice() -> None:
    assert len(by_triple()) == len(curated()["relations"])


@pytest.mark.parametrize("concept", curated()["concepts"], ids=called)
def test_a_concept_says_what_a_learner_wants_to_know(concept: dict[str, Any]) -> None:
    assert concept["kind"] in default_ontology().kinds
    assert type(concept["minutes"]) is int
    assert 5 <= concept["minutes"] <= 60
    assert re.fullmatch(r"[A-Z].{15,}\.", concept["definition"])
    assert ftfy.fix_text(concept["definition"]) == concept["definition"]
    assert concept["evidence"]


@pytest.mark.parametrize("one", curated()["relations"], ids=called)
def test_a_relation_has_evidence_unless_a_teacher_added_it(one: dict[str, Any]) -> None:
    assert one["type"] in default_ontology().types
    assert one["reason"].endswith(".")
    assert one["reason"].startswith(TEACHER) == (one["type"] == "REQUIRES")
    assert ("evidence" in one) == (one["type"] != "REQUIRES")
    assert one.get("strength", "soft") == "soft"


@pytest.mark.parametrize("fact", [fact for fact in facts() if "evidence" in fact], ids=called)
def test_evidence_quotes_what_stands_at_its_line(fact: dict[str, Any]) -> None:
    for evidence in fact["evidence"]:
        assert evidence["file"] == NOTES
        assert len(evidence["quote"]) > 2
        assert plain(evidence["quote"]) in notes()[evidence["line"] - 1]


def test_every_line_of_the_notes_that_says_something_is_evidence() -> None:
    quoted = {evidence["line"] for fact in facts() for evidence in fact.get("evidence", ())}
    # A heading names what follows, the address of nanoGPT is its url, and line 63 announces the list below it.
    other = {
        number
        for number, line in enumerate(notes(), 1)
        if not line.strip("-# ") or re.match(r"#|- https:|But:|The algorithms themselves:", line)
    }
    assert set(range(1, len(notes()) + 1)) - quoted - other == set()


def test_prerequisites_have_no_cycle_even_with_the_soft_ones() -> None:
    cycle = next(iter(nx.simple_cycles(prerequisites(soft=True))), None)
    assert cycle is None


@pytest.mark.parametrize("name", [name for name, one in default_ontology().types.items() if one.acyclic])
def test_a_relation_type_that_has_no_cycles_has_none_here(name: str) -> None:
    pairs = [(source, target) for source, type_, target in by_triple() if type_ == name]
    assert pairs
    graph: nx.DiGraph[str] = nx.DiGraph(pairs)
    assert next(iter(nx.simple_cycles(graph)), None) is None


@pytest.mark.parametrize(("goal", "earlier"), EARLIER.items())
def test_a_goal_needs_what_a_teacher_would_insist_on(goal: str, earlier: str) -> None:
    needed = nx.descendants(prerequisites(soft=False), goal)
    assert set(names(earlier)) - needed == set()


@pytest.mark.parametrize("goal", ["Transformer", "SGD", "nanoGPT", "RAG"])
def test_the_chain_of_a_goal_has_eight_or_more_concepts_one_after_another(goal: str) -> None:
    graph = prerequisites(soft=False)
    needed = nx.descendants(graph, goal)
    levels = prerequisite_levels(needed, [(a, b, True) for a, b in graph.subgraph(needed).edges])
    assert max(levels.values()) + 1 >= 8


@pytest.mark.parametrize("goal", ["Transformer", "SGD", "nanoGPT", "RAG"])
def test_a_chain_begins_with_what_a_beginner_can_learn_at_once(goal: str) -> None:
    graph = prerequisites(soft=True)
    first = {name for name in nx.descendants(graph, goal) if graph.out_degree(name) == 0}
    kinds = {concept["name"]: concept["kind"] for concept in curated()["concepts"]}
    assert first
    assert {kinds[name] for name in first} <= {"concept", "data", "operation", "property", "quantity"}


def test_nothing_that_comes_before_training_needs_a_trained_model() -> None:
    graph = prerequisites(soft=True)
    before = nx.descendants(graph, "Training")
    assert {"Model", "Optimizer", "Backward Pass"} <= before
    assert before.isdisjoint({"Inference", "Overfitting", "Validation Data", "Evaluation", "Deep Learning Model"})


def test_every_concept_is_linked_to_another() -> None:
    linked = {name for source, _, target in by_triple() for name in (source, target)}
    assert {concept["name"] for concept in curated()["concepts"]} - linked == set()
