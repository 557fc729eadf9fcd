"""Concepts that pages only name: which words, under which name, with which places."""

from __future__ import annotations

import pytest

from kg.config import default_ontology
from kg.loader.merge import Merged, merge
from kg.sources.markdown.extract import extract
from kg.sources.markdown.named import named_concepts


def named(text: str) -> dict[str, tuple[str, ...]]:
    page = extract(f"# Notes\n\n## Terms\n\n{text}\n".encode(), "notes/page.md", default_ontology())
    return {one.name: one.aliases for one in named_concepts(page)}


def graph(*texts: str) -> Merged:
    ontology = default_ontology()
    pages = [extract(f"## Terms\n\n{text}\n".encode(), f"{number}.md", ontology) for number, text in enumerate(texts)]
    concepts = [one for page in pages for one in (*page.concepts, *named_concepts(page))]
    return merge(concepts, [one for page in pages for one in page.relations], ontology)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- **Oven**: A device that measures core temperatures", {"Core temperature": ("core temperatures",)}),
        ("- **Sieve**: A small tool that uses a small mesh", {"Mesh": ()}),
        ("- **Pinch**: A part of the dough", {"Dough": ()}),
        ("- **Glutens**: Elastic proteins that hold gas", {"Elastic protein": ("Elastic proteins",)}),
        ("- **Scale**: A device used to evaluate loaves", {"Evaluation": (), "Loaf": ("loaves",)}),
        ("- **Study**: A method that measures relationships between flours", {"Relationships between flours": ()}),
        ("- **Loss**: A measure of heat. Oven loss is checked daily.", {"Heat": (), "Oven loss": ()}),
        ("- **Rise**: A technique that uses wild yeast", {"Wild yeast": ()}),
    ],
)
def test_what_a_definition_names_is_named_in_the_singular(text: str, wanted: dict[str, tuple[str, ...]]) -> None:
    assert named(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "- **Oven**: A technique that bakes",  # of what kind in general
        "- **Oven**: A device that uses different ways",  # says nothing
        "- **Oven**: A device that is not based on steam",  # denied
        "- **Oven**: A device that produces more stable, durable, or crisp loaves of the best",  # praise
        "- **炉**: 一种用于烘烤面包的设备",  # a clause
    ],
)
def test_what_says_nothing_of_its_own_is_not_named(text: str) -> None:
    assert {"Technique", "Way", "Different way", "Steam", "Stable", "Durable"}.isdisjoint(named(text))
    assert not [name for name in named(text) if not name.isascii()]


def test_what_is_called_so_elsewhere_stays_the_surer_concept() -> None:
    merged = graph("- **Oven**: A device that uses moist steams", "- **Steam**: Water as a gas that burns")
    assert {one.name: one.confidence for one in merged.concepts.values()} == {"Oven": "stated", "Steam": "stated"}
    assert ("oven", "USES", "steam") in merged.relations
    assert [key for key, one in merged.pending["0.md"] if one.confidence == "named"] == [""]


def test_several_pages_name_one_concept_each_with_its_place() -> None:
    merged = graph("- **Oven**: A device that uses hot air", "- **Fan**: A device that uses hot air")
    assert [str(proof).partition(": ")[0] for proof in merged.concepts["hot-air"].evidence] == ["0.md:3", "1.md:3"]  # type: ignore[index]
