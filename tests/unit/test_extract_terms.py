"""Which terms lecture notes explain, in other subjects than those that the rules were written with; and which not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kg.config import default_ontology
from kg.model import ConceptStatement, slug
from kg.sources.markdown.blocks import Block, blocks
from kg.sources.markdown.extract import extract
from kg.sources.markdown.parser import plain_parser, tokens
from kg.sources.markdown.sections import named
from kg.sources.markdown.spans import simple_spans

if TYPE_CHECKING:
    from markdown_it.token import Token


def concepts(text: str, name: str = "notes/week.md") -> dict[str, ConceptStatement]:
    found = extract(f"# Notes of the week\n\n{text}\n".encode(), name, default_ontology()).concepts
    return {one.name: one for one in found}


def is_a(text: str) -> set[tuple[str, str]]:
    found = extract(f"# Notes of the week\n\n{text}\n".encode(), "week.md", default_ontology()).relations
    return {(one.source, one.target) for one in found if one.type == "IS_A"}


@pytest.mark.parametrize(
    ("text", "name", "definition"),
    [
        ("## Osmosis\n\nA movement of water that evens out salt.", "Osmosis", "A movement of water that"),
        ("## 2.3 Osmosis 💧\n\nOsmosis moves water through a membrane.", "Osmosis", "Osmosis moves"),
        ("## What is Osmosis?\n\nIt is the movement of water to where more salt is.", "Osmosis", "It is the movement"),
        ("## Introduction: What is Osmosis and Why Care?\n\nOsmosis is a slow flow.", "Osmosis", "A slow flow"),
        ("## Osmosis: Water on the Move\n\nOsmosis is a slow flow of water.", "Osmosis", "A slow flow"),
        ("## Roux (white sauce)\n\nIt thickens a soup without lumps.", "Roux", "It thickens"),
        ("## Sieves\n\nThey are used to keep lumps out of flour.", "Sieves", "They are used to"),
        ("## Blanching Method\n\nThis method stops the enzymes of greens.", "Blanching Method", "This method stops"),
        ("## Blanching\n\nShort boiling before cold water is called blanching.", "Blanching", "Short boiling"),
        ("## Turgor\n\nThe cell turgor keeps a leaf upright.", "Turgor", "The cell turgor keeps"),
        ("## Torts in Practice\n\n**Definition:** A tort is a civil wrong.", "Torts", None),
        (
            "## The Estoppel Problem\n\n**Definition:** Estoppel occurs when a promise binds.",
            "Estoppel",
            "When a promise",
        ),
        ("## Part 1: What is Estoppel?\n\n### Core Definition\n\nEstoppel bars a claim.", "Estoppel", "Estoppel bars"),
        (
            "## Pressing vs Draining\n\n**What it is:** Pressing is a way to get juice.",
            "Pressing",
            "A way to get juice",
        ),
    ],
)
def test_a_heading_names_what_the_text_below_it_explains(text: str, name: str, definition: str | None) -> None:
    found = concepts(text)
    assert slug(name).rstrip("s") in {slug(one).rstrip("s") for one in found}
    if definition is not None:
        assert (found[name].definition or "").startswith(definition)


@pytest.mark.parametrize(
    "text",
    [
        "## Osmosis\n\nIn this lecture we look at plants.",
        "## Osmosis\n\nThis chapter explains how plants drink.",
        "## Osmosis\n\nThis is important to understand before the exam.",
        "## Osmosis\n\nIt is easy to see why.",
        "## Osmosis\n\nIt seems to be hard for many.",
        "## Osmosis\n\nThere are three kinds of plants in the garden.",
        "## Osmosis\n\nOsmosis, diffusion and more.",
        "## Osmosis\n\nThe steps are as follows:",
        "## Osmosis and Diffusion\n\nIt is the movement of water.",
        "## Exercise\n\nIt is the movement of water that we want.",
        "## How plants drink\n\nIt is the movement of water that helps.",
        "## Baking a cake\n\nA cake is baked in an oven.",
        "## Rows\n\nThe rows need to be counted with what the counter gives us.",
        "**Use one oven for each cake:**\n\nA cake tin\nTemperature: high",
    ],
)
def test_a_heading_alone_is_no_concept(text: str) -> None:
    assert concepts(text) == {}


def test_a_definition_with_two_sentences_defines_two_terms_of_the_heading() -> None:
    found = concepts(
        "## Trial and Appeal Courts\n\n**Definition:** A trial court is a court that hears facts. An appeal court is a "
        "court that hears questions of law."
    )
    assert found["Trial court"].definition == "A court that hears facts"
    assert found["Appeal court"].definition == "A court that hears questions of law."


def test_each_of_several_terms_of_a_heading_is_defined_by_its_own_sentence() -> None:
    found = concepts(
        "## Trial, Appeal and Supreme Courts\n\n**Definition:** A trial court is a court that hears facts. It sits "
        "in each town. An appeal court is a court that hears questions of law. A supreme court is a court that ends it."
    )
    assert found["Appeal court"].definition == "A court that hears questions of law"
    assert (found["Supreme court"].definition or "").startswith("A court that ends")


def test_a_brace_in_the_subject_is_no_end_of_the_name() -> None:
    found = concepts("## EEZ Rules\n\n**Definition:** EEZ (Exclusive Economic Zone) rules are laws of the sea.")
    assert list(found) == ["EEZ Rules"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A mitochondrion is an organelle that makes energy.", "Mitochondrion"),
        ("Plants drink. An enzyme is a protein that speeds up a reaction.", "Enzyme"),
        ("Enzymes are proteins that speed up reactions.", "Enzymes"),
        ("A joint venture (JV) is a business that two firms own.", "Joint venture"),
        ("Water that moves through a membrane is called *osmosis*.", "osmosis"),
        ("The fat layer in a sauce is known as a **roux**, and it is hot.", "roux"),
        ("PasteBoiler keeps a steady heat below the pan.", "PasteBoiler"),
    ],
)
def test_a_sentence_introduces_a_term(text: str, name: str) -> None:
    assert concepts(text)[name].confidence == "pattern"


@pytest.mark.parametrize(
    "text",
    [
        "The result is a mixture that tastes good.",
        "This is a cell that divides.",
        "A lawyer is a person who pleads.",
        "Salt is a big problem that cooks have.",
        "Boiling is the best way to cook rice.",
        "Heat is one reason for the loss of water.",
        "A large cake is baked in an oven.",
        "A cell is small and round.",
        "Cells are seen under the microscope.",
        "Such cells are called *homogeneous*.",
        "Leaves are also called *fronds* by botanists.",
        "It is called a *complete* meal by cooks.",
        "The bell is called every hour.",
        "FoodCorp uses a large kitchen.",
    ],
)
def test_a_sentence_that_defines_nothing_introduces_no_term(text: str) -> None:
    assert concepts(text) == {}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("- **Yield:** Amount that a field bears", "Yield"),
        ("- **Mean depth:** Sum of the depths over their number", "Mean depth"),
        ("- **Stoma:** Single opening letting air into a leaf", "Stoma"),
        ("- **Kidney:** Filters the blood of a body", "Kidney"),
        ("- **Verdict** = what the jury finds in the end", "Verdict"),
        ("**Density:** Density = mass / volume", "Density"),
        ("**Density:** $d = m / V$", "Density"),
        ("**Blanching** (short boiling) stops enzymes from browning", "Blanching"),
        ("(ii) **Deed:** A paper that passes land on", "Deed"),
        ("a. **Deed:** A paper that passes land on", "Deed"),
    ],
)
def test_a_label_with_a_definition_is_a_term(line: str, name: str) -> None:
    assert name in concepts(line)


@pytest.mark.parametrize(
    "line",
    [
        "- **Yield:** Cells grow to a size of ten",
        "- **Yield:** Grown slowly to a ripe age",
        "- **Yield:** The number of grains is 10 for now",
        "- **Yield:** You get more grain",
        "- **Yield:** The soil can be changed by hand",
        "- **Runs 1-10:** Filters the blood of a body",
        "- **w** = what we said of it",
    ],
)
def test_a_label_without_a_definition_is_no_term(line: str) -> None:
    assert concepts(line) == {}


def test_a_list_of_features_defines_terms_only_by_their_kind() -> None:
    text = "**Key features:**\n\n- **Guard cell:** Cell that opens a pore\n- **Growth:** Keeps the leaf in the light\n"
    assert list(concepts(text)) == ["Guard cell"]


def test_a_list_of_advantages_defines_no_terms() -> None:
    assert concepts("**Advantages:**\n\n- **Guard cell:** Cell that opens a pore\n") == {}


def test_labels_among_definitions_are_terms_too() -> None:
    text = "- **Plaintiff:** Party that sues\n- **Defendant:** Party that is sued\n- **Bench:** Judges sit on it\n"
    found = concepts(text)
    assert {name: one.confidence for name, one in found.items()} == {
        "Plaintiff": "stated",
        "Defendant": "stated",
        "Bench": "pattern",
    }


def test_what_a_lecture_is_titled_is_defined_under_its_core_definition() -> None:
    text = "# Tort Preview: Who Pays?\n\n## 1. Introduction\n\n### Core Definition\n\nTort adds a duty to pay.\n"
    assert list(concepts(text)) == ["Tort"]


@pytest.mark.parametrize(
    "lead",
    ["## Types of Sauces", "There are two kinds of sauces:", "Sauce\n\nThe main types of sauces are these:"],
)
def test_a_list_of_kinds_says_what_they_are(lead: str) -> None:
    text = f"{lead}\n\n1. **White Sauce**\n2. **Brown Sauce:** Here the flour is roasted\n"
    assert set(concepts(text)) == {"Sauce", "White Sauce", "Brown Sauce"}
    assert is_a(text) == {("White Sauce", "Sauce"), ("Brown Sauce", "Sauce")}


def test_a_term_above_a_list_hides_the_heading_and_may_announce_its_own_kinds() -> None:
    text = (
        "# Kitchen\n\n## Types of Sauces\n\n**Broth**: A liquid in which bones simmered.{0}\n\n"
        "1. **White broth**: A broth that is boiled hard\n2. **Brown broth**: A broth of roasted bones\n"
    )
    assert is_a(text.format(" It comes in two kinds:")) >= {("White broth", "Broth"), ("Brown broth", "Broth")}
    for more in ("", " It comes in two kinds:"):
        assert "Sauce" not in {above for _, above in is_a(text.format(more))}


@pytest.mark.parametrize(
    ("lead", "kind"),
    [("**Reboiling**: There are two kinds of boiling:", "Reboiling"), ("Kinds of boiling:", "Boiling")],
)
def test_kinds_are_those_of_the_term_that_ends_like_what_is_announced(lead: str, kind: str) -> None:
    assert is_a(f"{lead}\n\n1. **Simmering**\n2. **Poaching**\n") == {("Simmering", kind), ("Poaching", kind)}


@pytest.mark.parametrize("lead", ["Ways of cooking rice:", "There are two kinds of layers in a cake:"])
def test_ways_and_kinds_within_something_are_terms_without_a_kind(lead: str) -> None:
    text = f"{lead}\n\n- **Steaming:** Here the pot is closed\n- **Frying:** Here the pan is open\n"
    assert set(concepts(text)) == {"Steaming", "Frying"}
    assert is_a(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "## Sauces\n\n1. **White Sauce**\n2. **Brown Sauce**\n",
        "## Types of Sauces\n\n1. You should taste them all\n2. Some of them burn quickly\n",
        "## Types of Sauces\n\n1. **White Sauce**\n",
        "## Types of Sauces\n\n1. **Example:** white\n2. **Note:** brown\n",
    ],
)
def test_another_list_says_nothing_of_kinds(text: str) -> None:
    assert is_a(text) == set()


def test_the_page_of_a_folder_is_about_what_both_are_called() -> None:
    def page(folder: str) -> list[str]:
        found = extract(b"# Cell Walls\n\nSee [one](one.md).\n", f"{folder}/README.md", default_ontology())
        return [one.name for one in found.concepts]

    assert page("notes/03-CellWalls") == ["Cell Walls"]
    assert page("notes/03-Biology") == []


def test_a_table_with_definitions_defines_what_its_first_column_names() -> None:
    assert "Roux" in concepts("| Sauce | Description |\n|---|---|\n| Roux | Flour that is roasted in butter |\n")
    assert concepts("| Step | Description |\n|---|---|\n| Boiling | Water is heated in a pot |\n") == {}


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("3.1 Soil Water", ["Soil Water"]),
        ("Soil Water: Where It Goes", ["Soil Water"]),
        ("Soil Water (SW)", ["Soil Water"]),
        ("What are Soil Waters?", ["Soil Waters"]),
        ("Understanding Soil Water", ["Soil Water"]),
        ("The Water of Lasso", ["Water", "Lasso"]),
    ],
)
def test_a_heading_gives_names(heading: str, names: list[str]) -> None:
    found = [one.name for one in named(heading)]
    assert [one for one in found if one in names] == names


def test_text_without_markup_is_read_as_text_with_markup() -> None:
    plain = concepts("An enzyme is a protein that  \n   speeds up & slows\n")
    marked = concepts("An enzyme is a protein that  \n   speeds up & *slows*\n")
    assert plain["Enzyme"].definition == marked["Enzyme"].definition == "A protein that speeds up & slows"


_LINKS = [
    "[a](b)",
    "[a b](/t/x)",
    "**[a](b)**",
    "[*a*](b)",
    "![a](b)",
    "[",
    "](",
    "]",
    ")",
    "!",
    "\n\n[a]: /u\n\n",
    "[a]",
    "[1] ",
    "![a_b](c%20d)",
    "[](b)",
    " & ",
]
_BLOCKS = [
    "# a\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "---\n",
    "- - -\n",
    "=\n",
    "-",
    "```\n",
    "|a|b|\n",
    "|-|-|\n",
    "<p>\n",
    "\t",
]


@given(
    st.lists(
        st.sampled_from([*"ab (.:1é-\n", "*", "**", "`", "_", "**a**", "*b*", "`c`", "** ", " **", *_LINKS]),
        max_size=14,
    )
)
def test_simple_markup_is_read_as_the_parser_reads_it(pieces: list[str]) -> None:
    def read(parsed: list[Token]) -> list[object]:
        found = [one for one in blocks(parsed) if isinstance(one, Block)]
        return [
            (one.kind, one.text.plain, [(mark.kind, mark.start, mark.end, mark.target) for mark in one.text.marks])
            for one in found
        ]

    text = "".join(pieces)
    assume("[[" not in text)  # a wiki link
    assert read(tokens(text)) == read(plain_parser().parse(text))


@given(st.lists(st.sampled_from(["a", "b", " ", "\n", "\n", "\n\n", *_BLOCKS]), max_size=12))
def test_no_rule_for_blocks_is_left_out_that_applies(pieces: list[str]) -> None:
    text = "".join(pieces)
    read = [
        [(one.type, one.tag, one.map, one.content) for one in parsed]
        for parsed in (tokens(text), plain_parser().parse(text))
    ]
    assert read[0] == read[1]


def test_only_simple_markup_is_read_without_the_parser() -> None:
    simple = simple_spans("a **b** and `c`")
    assert simple is not None
    assert [one.type for one in simple] == ["text", "strong_open", "text", "strong_close", "text", "code_inline"]
    assert [simple_spans(text) for text in ("**a *b* c**", "a*b*c", "[[a]]", "a ** b", "&amp; *a*", "_a_")] == [
        None
    ] * 6


def test_a_label_of_how_to_do_something_in_code_is_no_term() -> None:
    text = "1. **Sieve Count**: The number can be found with the `count()` method\n2. **Sieve**: A bowl with holes\n"
    assert "Sieve Count" not in concepts(text)
    assert "Sieve" in concepts(text)


def test_one_side_of_an_equation_is_no_term() -> None:
    assert list(concepts("**flour + water** = a dough that rises")) == []


def test_a_name_that_its_heading_narrows_needs_a_sentence_about_it() -> None:
    assert list(concepts("## Loaves of Rye Bread\n\nThis gives the loaves a dark crust.")) == []


def test_a_topic_that_is_treated_elsewhere_is_not_defined() -> None:
    assert list(concepts("## Sourdough\n\nThis topic is covered in another chapter.")) == []
