"""Patterns in definitions: one test for each pattern and direction, and for what must not be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import ConceptId, fold
from kg.sources.markdown.patterns import candidates, defines
from kg.sources.markdown.phrases import find_longest, plural, singular

if TYPE_CHECKING:
    from collections.abc import Sequence

SUBJECT = "Widget"


def said(definition: str) -> list[tuple[str, str, str]]:
    return [(one.source or SUBJECT, one.type, one.target or SUBJECT) for one in candidates(definition, [SUBJECT])]


@pytest.mark.parametrize(
    ("definition", "relation"),
    [
        ("Simple optimizer that updates parameters", (SUBJECT, "IS_A", "Simple optimizer")),
        ("A kind of neural network", (SUBJECT, "IS_A", "neural network")),
        ("A subset of machine learning", (SUBJECT, "IS_A", "machine learning")),
        ("An example of a matrix", (SUBJECT, "EXAMPLE_OF", "matrix")),
        ("Method that predicts values using a straight line", (SUBJECT, "USES", "straight line")),
        ("A model that uses attention", (SUBJECT, "USES", "attention")),
        ("A method based on gradients", (SUBJECT, "USES", "gradients")),
        ("A pass through the network", (SUBJECT, "USES", "network")),
        ("A model that learns patterns from data", (SUBJECT, "USES", "data")),
        ("The difference between predictions and values", (SUBJECT, "USES", "predictions")),
        ("The difference between predictions and values", (SUBJECT, "USES", "values")),
        ("A derivative with respect to all parameters", (SUBJECT, "USES", "parameters")),
        ("A unit used by the decoder", ("decoder", "USES", SUBJECT)),
        ("Algorithm to compute the gradients of the loss", (SUBJECT, "COMPUTES", "gradients")),
        ("Computing gradients of loss", (SUBJECT, "USES", "loss")),
        ("A vector computed by backpropagation", ("backpropagation", "COMPUTES", SUBJECT)),
        ("Algorithm that updates model parameters", (SUBJECT, "UPDATES", "model parameters")),
        ("A number that is updated by the optimizer", ("optimizer", "UPDATES", SUBJECT)),
        ("Function that measures prediction error", (SUBJECT, "MEASURES", "prediction error")),
        ("A measure of impurity", (SUBJECT, "MEASURES", "impurity")),
        ("A quantity measured by a thermometer", ("thermometer", "MEASURES", SUBJECT)),
        ("A trick that reduces overfitting", (SUBJECT, "REDUCES", "overfitting")),
        ("The process of finding parameters to minimize loss", (SUBJECT, "REDUCES", "loss")),
        ("A risk reduced by regularization", ("regularization", "REDUCES", SUBJECT)),
        ("A network that consists of layers and heads", ("layers", "PART_OF", SUBJECT)),
        ("A network that consists of layers and heads", ("heads", "PART_OF", SUBJECT)),
        ("A part of the encoder", (SUBJECT, "PART_OF", "encoder")),
        ("The learnable values in a model", (SUBJECT, "PART_OF", "model")),
        ("A method that requires labelled data", (SUBJECT, "REQUIRES", "labelled data")),
        ("A theorem that depends on continuity", (SUBJECT, "REQUIRES", "continuity")),
        ("A skill required by engineers", ("engineers", "REQUIRES", SUBJECT)),
        ("Combination of ensemble methods such as bagging", ("bagging", "IS_A", "ensemble methods")),
        ("A model that produces predictions", (SUBJECT, "PRODUCES", "predictions")),
        ("A file produced by the compiler", ("compiler", "PRODUCES", SUBJECT)),
        ("A technique used for forecasting", (SUBJECT, "APPLIED_TO", "forecasting")),
        ("An optimization algorithm", (SUBJECT, "APPLIED_TO", "optimization")),
        ("A knob that controls the regularization strength", (SUBJECT, "AFFECTS", "regularization strength")),
        ("A result affected by noise", ("noise", "AFFECTS", SUBJECT)),
        ("A phase followed by testing", (SUBJECT, "PRECEDES", "testing")),
        ("A model that, unlike recurrent networks, sees all words", (SUBJECT, "CONTRASTS_WITH", "recurrent networks")),
        ("An operation where a filter slides over an image", (SUBJECT, "USES", "filter")),
        ("An operation where a small matrix (filter) slides over an image", (SUBJECT, "USES", "filter")),
        ("An operation where a small matrix (filter) slides over an image", ("filter", "IS_A", "small matrix")),
        ("An operation where a filter slides over an image", (SUBJECT, "APPLIED_TO", "image")),
        ("An operation where a filter slides over an image and computes sums", (SUBJECT, "COMPUTES", "sums")),
        ("A tool used to adjust the sails (jibs)", (SUBJECT, "AFFECTS", "jibs")),
        ("A tool used to move the ship by adjusting the sails", (SUBJECT, "AFFECTS", "sails")),
        ("A table used to evaluate classifiers", ("evaluation", "USES", SUBJECT)),
        ("A method to predict prices", (SUBJECT, "APPLIED_TO", "prices")),
        ("A method to predict prices", (SUBJECT, "PRODUCES", "prediction")),
        (
            "A technique used to identify relationships between species",
            (SUBJECT, "APPLIED_TO", "relationships between species"),
        ),
        ("Teaching machines to learn patterns", (SUBJECT, "RELATED_TO", "patterns")),
        ("A device that monitors for arrhythmia", (SUBJECT, "MEASURES", "arrhythmia")),
        ("Derivatives showing how pressure changes with depth", (SUBJECT, "MEASURES", "pressure")),
        ("Derivatives showing how pressure changes with depth", ("depth", "AFFECTS", "pressure")),
        ("How much to change the dose each day", (SUBJECT, "AFFECTS", "day")),
        ("How much to change the dose each day", (SUBJECT, "AFFECTS", "dose")),
        ("Clearing old cache entries", (SUBJECT, "AFFECTS", "old cache entries")),
        ("The cell's outer membrane", (SUBJECT, "PART_OF", "cell")),
        ("The mathematical representation that learns (here: a linear layer)", ("linear layer", "EXAMPLE_OF", SUBJECT)),
        ("A model trained on images", (SUBJECT, "USES", "images")),
        ("Making predictions on new data", (SUBJECT, "USES", "new data")),
        ("A technique that retrieves facts from sources", (SUBJECT, "USES", "retrieval")),
        ("A technique that retrieves facts from sources", ("retrieval", "USES", "sources")),
        ("Técnica que usa gradientes", (SUBJECT, "USES", "gradientes")),
        ("Metodo che minimizza la perdita", (SUBJECT, "REDUCES", "perdita")),
        ("Algoritmo que faz parte de redes neurais", (SUBJECT, "PART_OF", "redes neurais")),
    ],
)
def test_a_definition_says(definition: str, relation: tuple[str, str, str]) -> None:
    assert relation in said(definition)


@pytest.mark.parametrize(
    ("definition", "object_"),
    [
        ("A model that does not use gradients", "gradients"),
        ("A method that works without labels", "labels"),
        ("A model that uses attention instead of recurrence", "recurrence"),
        ("A rule that never reduces variance", "variance"),
        ("A model that, unlike trees, uses kernels", "USES trees"),
        ("The model uses attention", "attention"),
        ("You can use gradients", "gradients"),
        ("Something that happens when a model uses too many parameters", "many parameters"),
        ("Use gradients for training", "gradients"),
        ("Hooks run without manual work", "Hooks"),
        ("A portion of the data used to teach the model", "model"),
        ("A warning (when the model overfits the data)", "data"),
        ("A model such as a recurrent network (RNN)", "IS_A network"),
        ("A unit on the bus", "bus"),
        ("Values in a table can be sorted", "table"),
        ("An algorithm that predicts the probability of rain", "rain"),
        ("A single execution of the script", "execution"),
        ("The Predict step", "prediction"),
        ("A number gained by computing its derivative", "derivative"),
        ("The widget is useful for training", "useful"),
    ],
)
def test_a_definition_does_not_say(definition: str, object_: str) -> None:
    wanted = object_.rsplit(maxsplit=1)[-1]
    found = [one for one in said(definition) if one[1] != "CONTRASTS_WITH"]
    assert not [one for one in found if wanted in one[2].split() or wanted in one[0].split()]


def test_what_is_many_consists_of_what_the_bracket_lists() -> None:
    found = [(one.source, one.type) for one in candidates("The learnable values (weights and biases)", ["Parameters"])]
    assert found[-2:] == [("weights", "PART_OF"), ("biases", "PART_OF")]


def test_a_fragment_defines_when_the_first_sentence_did_not() -> None:
    assert (SUBJECT, "USES", "hammer") in said("To strike or beat. An operation where a hammer falls.")
    assert (SUBJECT, "USES", "hammer") not in said("An operation. A tool that uses a hammer.")
    assert said("To strike or beat. A hammer falls.") == []


def test_an_ability_is_no_part() -> None:
    assert "PART_OF" not in [type_ for _, type_, _ in said("The model's ability to generalise")]


def test_what_is_used_to_adjust_does_not_adjust_by_itself() -> None:
    assert "UPDATES" not in [type_ for _, type_, _ in said("A portion of the data used to adjust parameters")]


def test_a_later_sentence_counts_when_its_subject_is_the_term() -> None:
    assert said("A layer. It reduces variance.")[-1] == (SUBJECT, "REDUCES", "variance")
    assert said("A layer. Widgets reduce variance.")[-1] == (SUBJECT, "REDUCES", "variance")
    assert said("A layer. The optimizer reduces variance.") == said("A layer.")
    assert said("A layer. This reduces variance.")[-1] == (SUBJECT, "REDUCES", "variance")
    assert said("A layer. These are layers that use weights.")[-1] == (SUBJECT, "USES", "weights")
    for other in ("This separation enables changing weights.", "These methods reduce variance."):
        assert said(f"A layer. {other}") == said("A layer.")


def test_the_subject_may_be_named_again() -> None:
    assert said("The widget is a layer that uses weights") == [(SUBJECT, "IS_A", "layer"), (SUBJECT, "USES", "weights")]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Algorithm that updates parameters", True),
        ("An algorithm", True),
        ("Reduces the loss step by step", True),
        ("The colleague repeatedly evaluated different models", False),
        ("Send the link to anyone", False),
        ("Many coefficients become zero", False),
        ("Dashboards refresh as experiments progress", False),
        ("When you push code, you see it", False),
    ],
)
def test_what_defines_a_term_is_told_from_what_does_not(text: str, is_one: bool) -> None:  # noqa: FBT001 - parametrized
    assert defines(text, [SUBJECT]) is is_one


def index(*names: str) -> dict[str, list[ConceptId]]:
    found: dict[str, list[ConceptId]] = {}
    for name in names:
        found.setdefault(fold(name), []).append(ConceptId(f"{name}#{len(found)}"))
    return found


@pytest.mark.parametrize(
    ("phrase", "names", "wanted"),
    [
        ("Simple optimizer", ["Optimizer"], "Optimizer"),
        ("model parameters", ["Model", "Parameters"], "Parameters"),
        ("old gradient values", ["Gradient"], "Gradient"),
        ("actual values", ["Actual value", "Actual"], "Actual value"),
        ("model parameters", ["Model Parameters", "Parameters"], "Model Parameters"),
        ("gradients of the loss", ["Gradient", "Loss"], "Gradient"),
        ("bag of words", ["Bag of Words", "Bag"], "Bag of Words"),
        ("partial derivative", ["Partial Derivatives"], "Partial Derivatives"),
        ("small matrices", ["Matrix"], "Matrix"),
        ("loss function", ["Loss"], None),
        ("gradiente descendente", ["Gradiente Descendente"], "Gradiente Descendente"),
        ("", ["Loss"], None),
    ],
)
def test_the_longest_name_around_the_head_is_found(phrase: str, names: list[str], wanted: str | None) -> None:
    known = index(*names)

    def lookup(folded: str) -> Sequence[ConceptId]:
        return known.get(folded, [])

    found = find_longest(phrase, lookup)
    assert (found.split("#")[0] if found else None) == wanted


def test_an_ambiguous_name_is_not_replaced_by_a_shorter_one() -> None:
    ambiguous = {"loss function": [ConceptId("a"), ConceptId("b")], "function": [ConceptId("c")]}
    assert find_longest("loss function", lambda name: ambiguous.get(name, [])) is None


@pytest.mark.parametrize(
    ("one", "many"), [("gradient", "gradients"), ("matrix", "matrices"), ("bias", "biases"), ("category", "categories")]
)
def test_nouns_are_folded_both_ways(one: str, many: str) -> None:
    assert (singular(many), plural(one)) == (one, many)


@pytest.mark.parametrize("word", ["loss", "statistics", "analysis", "Bayes", "MLOps", "gas", "class", "bias"])
def test_words_in_s_that_are_no_plurals_stay(word: str) -> None:
    assert singular(word) == word
