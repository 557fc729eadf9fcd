"""The forms in which notes set a term beside what it is, as people write them, and what only looks like it."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.config import default_ontology
from kg.sources.markdown.extract import extract

if TYPE_CHECKING:
    from kg.model import ConceptStatement


def concepts(text: str) -> dict[str, ConceptStatement]:
    found = extract(f"# Notes of the week\n\n{text}\n".encode(), "notes/week.md", default_ontology()).concepts
    return {one.name: one for one in found}


def relations(text: str) -> set[tuple[str, str, str]]:
    found = extract(f"# Notes of the week\n\n{text}\n".encode(), "notes/week.md", default_ontology()).relations
    return {(one.source, one.type, one.target) for one in found}


@pytest.mark.parametrize(
    ("text", "name", "definition"),
    [
        # below a heading, an item, a bold line
        ("## Yeast\n\n- Family of fungi that raise a dough", "Yeast", "Family of fungi"),
        ("## Whisk\n\n1. A slightly bigger fork\n2. Works by hand", "Whisk", "A slightly bigger fork"),
        ("## Blanching\n\n- Derived from French, used for greens", "Blanching", "Derived from French"),
        ("## Braising\n\nCooking tough meat in a little liquid.", "Braising", "Cooking tough meat"),
        ("- roux\n  - a paste of flour and butter that thickens", "roux", "A paste of flour"),
        ("- **Sponge**\n  - A dough that is left to rise overnight", "Sponge", "A dough that"),
        ("**Brine**\n\nA solution of salt in water.", "Brine", "A solution of salt"),
        # signs between a term and its definition
        ("- **Search oven** - an oven of a kind that has a window", "Search oven", "An oven of a kind"),
        ("- **Proofing -** a rest for the dough before baking", "Proofing", "A rest for the dough"),
        ("- **Crumb** → the inner part of a loaf", "Crumb", "The inner part"),
        ("**Crust** | The outer part of a loaf", "Crust", "The outer part"),
        (
            "- Crumb – the inner part of a loaf\n- Crust – the outer part of a loaf\n- Heel – the end of a loaf",
            "Heel",
            "",
        ),
        ("**Definition (leaven)** A dough that raises another one.", "leaven", "A dough that raises"),
        ("> [!def] Levain\n> A dough of flour, water and wild yeast.", "Levain", "A dough of flour"),
        (
            (
                "`poolish`: a wet dough that ferments first\n\n`biga`. a dry dough that ferments first\n\n"
                "`autolyse`: a rest of flour and water"
            ),
            "biga",
            "A dry dough",
        ),
        ("- **Over-proofing** is when a dough rises too long", "Over-proofing", "When a dough"),
        ("- *Windowpane* - a test for how far a dough has come", "Windowpane", "A test for"),
        ("- batch = a number of loaves that bake at once\n- bench = a table that loaves rest on", "batch", "A number"),
        ("<dl>\n<dt>Crumb</dt>\n<dd>The inner part of a loaf.</dd>\n</dl>", "Crumb", "The inner part"),
        ("- Biga #card\n  - A dry dough that ferments first", "Biga", "A dry dough"),
        ("# Dictionary of bread\n\n**stale**\n- old and dry", "stale", "Old and dry"),
        ("1. **Crumb**\n   - **Definition**: The inner part of a loaf\n   - **Use**: Toast", "Crumb", "The inner part"),
        ("## Retarding\n\nSlowly cooling or chilling a dough to give it taste.", "Retarding", "Slowly cooling"),
        ("## Fougasse\n\nAn old bread shaped like a leaf.", "Fougasse", "An old bread"),
        ("- **Staling**: when a loaf loses its water to the air", "Staling", "When a loaf"),
        ("A starter represents the yeast of a bakery in a jar.", "Starter", "The yeast"),
        # sentences
        ("Rest it.\nThe *crumb* is the inner part of a loaf.", "crumb", "The inner part"),
        ("In a bakery, **hydration** is the share of water in a dough.", "hydration", "The share of water"),
        ('The word is old. "Levain" is a dough of flour and wild yeast.', "Levain", "A dough of flour"),
        ("==Leaven== is a dough that raises another one.\n\n**Leaven** is a dough that raises.", "Leaven", None),
        # other languages
        ("## Cripta\n\nConjunto de salas que ficam debaixo de uma igreja.", "Cripta", "Conjunto de salas"),
        ("- **Nave**:\n\n  - Um espaço que fica entre as colunas", "Nave", "Um espaço"),
        ("## Abside\n\nComposto da un muro curvo e da una volta.", "Abside", "Composto da"),
        ("Una cripta è un locale che sta sotto la chiesa.", "Cripta", "Un locale"),
        ("I muri che portano la volta sono detti **contrafforti**.", "contrafforti", "I muri"),
        ("As salas debaixo da igreja são chamadas de **criptas**.", "criptas", "As salas"),
        ("## 拱券的概念\n\n拱券是指用砖石砌成的弧形结构。", "拱券", None),
        ("拱券是一种用砖石砌成的结构。", "拱券", "一种用砖石"),
        ("- 拱券:用砖石砌成的弧形结构\n- 穹顶:圆形的屋顶结构\n- 扶壁:支撑墙体的结构", "穹顶", "圆形的屋顶"),
        ("## Volta\n\nE' una struttura che copre la navata.", "Volta", "Una struttura"),
        ("## Portale\n\nRappresenta la porta della chiesa.", "Portale", "Rappresenta"),
        ("- 拱券\n  是用砖石砌成的弧形结构", "拱券", "是用砖石"),
        ("1.拱券：用砖石砌成的弧形结构", "拱券", "用砖石"),
        ("| 英文简称 | 中文全称 | 定义/功能 |\n|---|---|---|\n| ARC | 拱券 | 用砖石砌成的弧形结构 |", "ARC", "用砖石"),
        ("**天气Weather**: 大气在短时间内的状态", "天气", "大气在"),
    ],
)
def test_a_term_is_found_beside_what_it_is(text: str, name: str, definition: str | None) -> None:
    found = concepts(text)
    assert name in found, sorted(found)
    if definition is not None:
        assert (found[name].definition or "").startswith(definition)


@pytest.mark.parametrize(
    "text",
    [
        "## Yeast\n\n- Buy it fresh\n- Keep it cold",
        "## Whisk\n\n- A common mistake",
        "## Whisk\n\n- A baker sends the dough to the oven",
        "## Steps\n\n- Family of fungi that raise a dough",
        "- Monday\n  - we baked bread",
        "- **Tips**\n  - A solution of salt that helps",
        "- **Crumb** → cut it",
        "- E = m * c of the dough in the oven",
        "**Crumb**\n\n**Crust**\n\n**Heel**",
        "- **Microscópica**: em lâmina delgada",
        "## Fougasse\n\nA baker brings the bread to the table.",
        "- **Wikipedia - Bread**: a page that tells of bread",
        "- `print`: prints the crumb\n- `cut`: cuts the loaf\n- `eat`: eats the loaf",
        "`poolish`: a wet dough that ferments first",
        "The *crumb* is denoted by a letter.",
        "Tags: bread\nCreated: Monday",
        "## Cripta\n\nGarantisce che i muri stiano in piedi.",
        "## Cripta\n\nO projeto para a igreja é diferente.",
        "La cripta è fredda in estate.",
        "这是一种用砖石砌成的结构。",
        "- 体现:用砖石砌成的弧形结构\n- 主题:圆形的屋顶结构\n- 内容:支撑墙体的结构",
        "**FIGURA 1.1**\n\nUm espaço que fica entre as colunas",
        "**拱券和穹顶的区别**: 一种是弧形的结构，一种是圆形的",
    ],
)
def test_what_only_looks_like_a_definition_gives_no_concept(text: str) -> None:
    assert concepts(text) == {}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A sourdough consists of:\n- flour\n- water\n- wild yeast", ("water", "PART_OF", "Sourdough")),
        ("- **Loaf**: a baked dough. They can be of two kinds:\n  - rye bread\n  - white bread", None),
        ("Un arco è composto da:\n- piedritto\n- chiave di volta", ("piedritto", "PART_OF", "Arco")),
        (
            "- **Volta**: struttura curva, che può essere:\n  - botte\n  - crociera",
            ("crociera", "IS_A", "Volta"),
        ),
        ("拱券由以下部分组成：\n- 拱心石\n- 拱脚石", ("拱心石", "PART_OF", "拱券")),
        (
            "## Dough Types\n\n- **Stiff dough**: little water\n- **Wet dough**: much water",
            ("Wet dough", "IS_A", "Dough"),
        ),
        ("- **Lift**: the confidence divided by the support", ("Lift", "USES", "support")),
        ("- **Crumb data**: The portion of the data that holds crumbs", ("Crumb data", "IS_A", "data")),
        ("- **Oven**: An oven makes better, crisp, or evenly baked loaves", None),
    ],
)
def test_lists_and_formulas_relate_what_they_name(text: str, wanted: tuple[str, str, str] | None) -> None:
    if wanted is not None:
        assert wanted in relations(text)


def test_what_stands_before_a_list_hides_the_heading_above() -> None:
    text = "## Types of pictures\n\nJPEG:\n\n- small file\n- sharp look\n\nRAW:\n\n- large file\n- dull look"
    assert relations(text) == set()


def test_adjectives_below_a_classification_are_named_with_its_noun() -> None:
    head = "## La classificazione dei contratti\n\n- Formali: chiedono una forma\n"
    found = concepts(f"{head}- Reali: chiedono la consegna di una cosa\n- Commutativi: la prestazione è certa")
    assert {"Contratti formali", "Contratti reali", "Contratti commutativi"} <= set(found)
    head = "## Tipos de impacto\n\n- **Impacto térmico**: calor que sobe\n"
    assert "Impacto de Contacto" in concepts(f"{head}- **de Contacto**: choque entre corpos que se tocam")


def test_adjectives_of_a_list_share_the_noun_behind_the_last() -> None:
    text = "- **Scale**: A device that measures numerical and categorical data"
    measured = {target for _, type_, target in relations(text) if type_ == "MEASURES"}
    assert measured == {"numerical data", "categorical data"}
    text = "- **Oven**: A device that produces more stable, durable, or context-specific loaves"
    assert {target for _, type_, target in relations(text) if type_ == "PRODUCES"} == {"loaves"}


def test_a_heading_over_its_own_address_is_a_concept_with_that_address() -> None:
    found = concepts("## nanoGPT\n\n- https://github.com/karpathy/nanoGPT\n\n## Video\n\n- https://example.org/watch")
    assert {name: one.url for name, one in found.items()} == {"nanoGPT": "https://github.com/karpathy/nanoGPT"}


def test_a_foreign_name_behind_a_chinese_one_is_its_alias() -> None:
    assert concepts("**天气 Weather**: 大气在短时间内的状态")["天气"].aliases == ("Weather",)


def test_a_table_may_have_several_columns_of_names() -> None:
    head = "| Acronym | Full name | Nome completo | Meaning |\n|---|---|---|---|\n"
    table = f"{head}| OB | Oven bread | Pão de forno | bread that is baked |"
    assert concepts(table)["OB"].aliases == ("Oven bread", "Pão de forno")
