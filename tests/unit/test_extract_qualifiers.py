"""Labels that are no names by themselves: adjectives without their noun, what a page says of itself, sentences."""

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


def is_a(text: str) -> set[tuple[str, str]]:
    found = extract(f"# Notes of the week\n\n{text}\n".encode(), "week.md", default_ontology()).relations
    return {(one.source, one.target) for one in found if one.type == "IS_A"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            (
                "There are two types of scales:\n\n- **Tonal**: a scale with a home note\n"
                "- **Modal**: where the home note may change"
            ),
            {"Tonal scale", "Modal scale", "Scale"},
        ),
        (
            (
                "## Types of joints\n\n- **Fibrous**: that hardly moves at all\n- **Synovial**: that moves freely\n"
                "- **Suture**: a seam of the skull"
            ),
            {"Fibrous joint", "Synovial joint", "Suture", "Joint"},
        ),
        (
            (
                "## Tipos de memória\n\n- **Primária**: guarda o que se usa agora\n"
                "- **Secundária**: guarda o que se usa depois"
            ),
            {"Memória primária", "Memória secundária", "Memória"},
        ),
        (
            "## Rima\n\n- **Alternata**: una rima che lega due versi lontani\n- **Baciata**: una rima che lega versi",
            {"Rima alternata", "Rima baciata"},
        ),
        (
            (
                "## Earthquakes\n\n- **Tectonic**: moves plates past each other\n"
                "- **Volcanic**: moves magma below a crater"
            ),
            {"Tectonic earthquake", "Volcanic earthquake"},
        ),
        (
            "## Mirrors\n\n- **Spherical**: a mirror that bends light toa point\n- **Toric**: a mirror with two radii",
            {"Spherical mirror", "Toric mirror"},
        ),
        (
            "## Oração\n\n- **Relativa**: uma oração que explica um nome\n- **Causativa**: uma oração que diz o motivo",
            {"Oração relativa", "Oração causativa"},
        ),
    ],
)
def test_an_adjective_is_named_with_the_noun_above_it(text: str, names: set[str]) -> None:
    found = concepts(text)
    assert set(found) == names
    assert not any(one.aliases for one in found.values() if " " in one.name)


def test_the_kinds_are_related_by_their_whole_names() -> None:
    text = "## Tipi di verbi\n\n- **Transitivo**: che regge un oggetto\n- **Riflessivo**: che torna sul soggetto"
    assert {source for source, _ in is_a(text)} == {"Verbo transitivo", "Verbo riflessivo"}


@pytest.mark.parametrize(
    "text",
    [
        # the noun is not certain: a heading in the singular, one of another gender
        "## Harmony\n\n- **Tonal**: is the sort with a home note\n- **Modal**: is the sort without a home note",
        "## Tempo\n\n- **Primária**: mede o que passa agora\n- **Secundária**: mede o que passou",
        (
            "## Elementos da oração\n\n- Nominativos: dão nome a quem age;\n- Acusativos: dão nome ao que a sofre;\n"
            "- Ordem das palavras: posição de cada termo na oração."
        ),
    ],
)
def test_an_adjective_without_a_certain_noun_is_no_term(text: str) -> None:
    assert not {"Tonal", "Modal", "Primária", "Secundária", "Nominativos", "Acusativos"} & set(concepts(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # nouns with such endings: another kind is named, others of the list are no adjectives, a field of study
        (
            "## Metals\n\n- **Capital**: a sum of money that earns more\n- **Interval**: a distance between two notes",
            {"Capital", "Interval"},
        ),
        (
            "## Meccanica\n\n- **Statica**: lo studio dei corpi fermi\n- **Dinamica**: lo studio dei corpi in moto",
            {"Statica", "Dinamica"},
        ),
        (
            "## Types of reactions\n\n- **Synthesis**: when parts combine\n- **Combustion**: when fuel burns in air",
            {"Synthesis", "Combustion"},
        ),
        (
            "## Glossary\n\n- **Signal**: a value that changes\n- **Diagonal**: a line that joins two corners",
            {"Signal", "Diagonal"},
        ),
    ],
)
def test_nouns_that_end_like_adjectives_are_terms(text: str, names: set[str]) -> None:
    assert names <= set(concepts(text))


@pytest.mark.parametrize(
    "text",
    [
        "> **Course:** *Introduction to Roman Law*  \n> **Lecturer:** *Ada Byron Senior*",
        "**Room:** Hall of Mirrors, East Wing\n**Teacher:** Doctor Grace Hopper Murray\n\nThe rest follows.",
        "**Disciplina:** Direito das Obrigações II\n**Professora:** Maria da Silva Prado",
        "> **Corso:** Storia della Musica Antica\n> **Docente:** Prof Anna Maria Bianchi",
    ],
)
def test_what_a_page_says_of_itself_is_no_term(text: str) -> None:
    assert concepts(text) == {}


def test_definitions_in_a_quote_are_no_metadata() -> None:
    text = (
        "> **Estoppel:** a rule that bars a claim against one's own word\n> **Tort:** a civil wrong that harms someone"
    )
    assert set(concepts(text)) == {"Estoppel", "Tort"}
    assert {"CPU", "RAM"} <= set(
        concepts("## Acronyms\n\n**CPU:** Central Processing Unit\n\n**RAM:** Random Access Memory")
    )


@pytest.mark.parametrize(
    ("text", "is_kept"),
    [
        ("- 遗忘是一个过程：信息随时间逐渐丢失而不能再提取。", False),
        ("- 包括三个部分：细胞膜、细胞质和细胞核都在其中。", False),
        ("- 遗忘曲线：描述信息随时间逐渐丢失的规律。", True),
        ("- 包含关系：一个集合的元素都属于另一个集合。", True),
        ("- **Fundamentos da prova**: princípios que regem a prova em juízo", False),
        ("- **Fondamenti della prova**: i principi che reggono la prova in giudizio", False),
    ],
)
def test_a_sentence_or_the_title_of_a_chapter_is_no_name(text: str, *, is_kept: bool) -> None:
    assert bool(concepts(f"## 记忆\n\n{text}")) is is_kept


def test_a_heading_of_foundations_names_what_they_are_of() -> None:
    assert "Apicultura" in concepts("## Fundamentos da Apicultura\n\nA apicultura é a criação de abelhas.")


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        (
            "**Tidal bore** is a wave that runs up a river.\n\n**Tidal bores** are tides in a narrow bay.",
            "Tidal bore",
            "Tidal bores",
        ),
        (
            "- **Lichen**: a fungus that lives with an alga\n\n**Lichens** are pioneers that grow on bare rock.",
            "Lichen",
            "Lichens",
        ),
        (
            "- **Trovador**: um poeta que canta os próprios versos\n\n**Trovadors** são poetas que cantam versos.",
            "Trovador",
            "Trovadors",
        ),
    ],
)
def test_singular_and_plural_are_one_concept(text: str, name: str, alias: str) -> None:
    found = concepts(text)
    assert list(found) == [name]
    assert alias in found[name].aliases


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            (
                "## Key concepts\n\n- Roux -> flour that is cooked in fat\n- Slurry -> starch stirred into cold water\n"
                "- Reduction -> a sauce boiled down -> thicker"
            ),
            {"Roux", "Slurry", "Reduction"},
        ),
        (
            (
                "## Conceitos\n\n- Rima → o que soa igual no fim dos versos\n- Verso → cada linha de um poema\n"
                "- Estrofe → versos que ficam juntos"
            ),
            {"Rima", "Verso", "Estrofe"},
        ),
        (
            "## 基本概念\n\n- 节拍 -> 强弱按规律反复出现\n- 音阶 -> 按高低排列的一组音\n- 和弦 -> 同时发出的几个音",
            {"节拍", "音阶", "和弦"},
        ),
        # nothing announces concepts: what follows from what; two lines are no run
        ("## Market\n\n- Low price -> demand rises fast\n- Frost -> crops fail early\n- Tax -> sales fall soon", set()),
        (
            "## Mercado\n\n- Geada → a safra diminui muito\n- Imposto → a venda cai logo\n- Preço → a procura muda",
            set(),
        ),
        ("## Key concepts\n\n- Roux -> flour that is cooked in fat\n- Slurry -> starch stirred into water", set()),
    ],
)
def test_an_arrow_separates_a_concept_from_its_meaning_where_a_run_of_them_is_announced(
    text: str, names: set[str]
) -> None:
    assert set(concepts(text)) == names


def test_the_meaning_ends_at_the_next_arrow() -> None:
    text = "## Concetti\n\n- Rima -> suono uguale alla fine dei versi -> eco\n- Verso -> riga di una poesia\n"
    found = concepts(text + "- Strofa -> gruppo di versi")
    assert found["Rima"].definition == "Suono uguale alla fine dei versi"
