"""Where a definition stands: on a page of its own, under a heading, alone on a line, behind an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.config import default_ontology
from kg.sources.markdown.extract import extract

if TYPE_CHECKING:
    from kg.model import ConceptStatement


def concepts(text: str, name: str = "notes/page.md") -> dict[str, ConceptStatement]:
    return {one.name: one for one in extract(text.encode(), name, default_ontology()).concepts}


def relations(text: str, name: str = "notes/page.md") -> set[tuple[str, str, str]]:
    found = extract(text.encode(), name, default_ontology()).relations
    return {(one.source, one.type, one.target) for one in found}


def test_a_page_whose_first_heading_is_a_label_is_named_by_its_file() -> None:
    text = "---\naliases: [BT]\n---\nA tree whose nodes have many keys.\n# Types\n- [[Dense Tree]]\n"
    found = concepts(text, "notes/Broad Tree.md")
    assert list(found) == ["Broad Tree"]
    assert found["Broad Tree"].definition == "A tree whose nodes have many keys."
    assert ("Dense Tree", "IS_A", "Broad Tree") in relations(text, "notes/Broad Tree.md")


def test_a_page_whose_file_is_a_label_keeps_its_heading() -> None:
    assert "Summary" not in concepts("# Summary\n\nWe met.\n", "notes/Summary.md")
    assert "Method" in concepts("---\naliases: [Procedure]\n---\n# Method\n\nA way to do a thing.\n", "notes/Method.md")


def test_a_page_without_a_heading_that_defines_the_name_of_its_file_is_a_concept() -> None:
    found = concepts("Acoustics is the study of sound and how it travels.\n## Echo\nIt comes back.\n", "Acoustics.md")
    assert found["Acoustics"].definition == "The study of sound and how it travels."
    assert concepts("We went home. Acoustics came later.\n", "Acoustics.md") == {}


@pytest.mark.parametrize("line", ["(Back to [[Index]])", "[ [[Up]] ]", "See [[Index]] first."])
def test_what_stands_above_the_title_does_not_define_the_page(line: str) -> None:
    text = f"---\naliases: [Enzymes]\n---\n\n{line}\n\n# Enzyme\n\nProtein that makes a reaction faster.\n"
    assert concepts(text, "notes/enzyme.md")["Enzyme"].definition == "Protein that makes a reaction faster."


@pytest.mark.parametrize("line", ["(to be written)", "#biology #cell/parts"])
def test_brackets_and_tags_alone_under_the_title_define_nothing(line: str) -> None:
    text = f"---\naliases: [Enzymes]\n---\n# Enzyme\n\n{line}\n"
    assert concepts(text, "notes/enzyme.md")["Enzyme"].definition is None


def test_the_first_item_under_the_title_may_define_the_page() -> None:
    text = "---\naliases: [Enzymes]\n---\n# Enzyme\n\n- A protein that makes a reaction faster\n- Needs warmth\n"
    assert concepts(text, "notes/enzyme.md")["Enzyme"].definition == "A protein that makes a reaction faster"
    text = "---\naliases: [Enzymes]\n---\n# Enzyme\n\n- Warm it first\n- A protein that makes a reaction faster\n"
    assert concepts(text, "notes/enzyme.md")["Enzyme"].definition is None


def test_terms_alone_on_their_line_are_a_glossary_where_there_are_several() -> None:
    entries = ["Velocity (V):\nThe change of the place with time.", "Force:\nThe cause of a change of motion."]
    assert concepts("\n\n".join(entries)) == {}
    found = concepts("\n\n".join([*entries, "Mass:\nThe measure of how much matter there is."]))
    assert {"Velocity", "Force", "Mass"} <= set(found)
    chinese = "速度 (SPD):\n位置随时间的变化率.\n\n动量:\n质量与速度的乘积.\n\n质量:\n物体所含物质的多少.\n"
    assert concepts(chinese)["速度"].aliases == ("SPD",)


def test_a_title_that_announces_a_glossary_is_no_concept_and_what_is_below_it_are_terms() -> None:
    text = "---\ntitle: 第二章名词解释\n---\n速度:\n位置随时间的变化率.\n"
    assert list(concepts(text)) == ["速度"]


@pytest.mark.parametrize("title", ["Physics Chapter 4", "Lecture 12: Heat", "Aula 3 - Calor", "物理学第三章"])
def test_a_numbered_part_of_a_course_is_no_concept(title: str) -> None:
    assert concepts(f"---\ntitle: '{title}'\n---\nWhat we did.\n") == {}


def test_a_line_above_a_list_announces_terms() -> None:
    items = "\n- Tempo: speed of the beat\n- Pitch: height of a tone\n"
    assert {"Tempo", "Pitch"} == set(concepts(f"**Key terms:**\n{items}"))
    assert concepts("In terms of sound:\n\n- Tempo: rather fast or slow\n- Pitch: quite high or low\n") == {}


@pytest.mark.parametrize(
    ("line", "name", "definition"),
    [
        ("Una **sonata** è una composizione per strumenti.", "sonata", "Una composizione per strumenti."),
        ("Il **tempo** è la velocità di un battito.", "tempo", "La velocità di un battito."),
        ("O **andamento** é a velocidade da batida.", "andamento", "A velocidade da batida."),
        ("Uma **fuga**: composição de várias vozes", "fuga", "Composição de várias vozes"),
    ],
)
def test_an_article_may_stand_before_a_bold_term(line: str, name: str, definition: str) -> None:
    assert concepts(line)[name].definition == definition


def test_a_sentence_without_a_subject_defines_its_heading_in_portuguese_and_italian() -> None:
    assert concepts("## Fuga\n\n**É a composição com várias vozes.**\n")["Fuga"].definition
    assert concepts("## Sonata\n\nÈ una composizione per strumenti.\n")["Sonata"].definition
    assert concepts("## Sonata\n\nÈ difficile da suonare.\n") == {}


def test_a_formula_or_what_it_belongs_to_may_stand_behind_the_defined_heading() -> None:
    found = concepts(
        "## Drag\n\nDrag $D$ is the force against the motion.\n\n"
        "## Molar mass\n\nThe molar mass of a substance is defined as the mass of one mole.\n"
    )
    assert found["Drag"].definition == "The force against the motion."
    assert found["Molar mass"].definition == "The mass of one mole."


@pytest.mark.parametrize("heading", ["Características", "Vantagens", "Vantaggi", "优点"])
def test_a_list_of_aspects_in_other_languages_has_no_terms(heading: str) -> None:
    items = "- Permanente: continua a valer\n- Ilimitado: não tem limites materiais\n- Autônomo: deriva de si mesmo\n"
    assert concepts(f"# Poder\n\n## {heading}\n\n{items}") == {}
    assert "Permanente" in concepts(f"# Poder\n\n## Espécies\n\n{items}")
