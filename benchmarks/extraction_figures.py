"""What the extraction finds, compared with what is known to be true, and the time it takes."""

from __future__ import annotations

import csv
import gc
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import default_ontology
from kg.loader.merge import Merged, merge
from kg.sources import read
from kg.sources.base import FileStatements, SourceFile
from kg.sources.markdown.extract import extract
from kg.sources.markdown.named import named_concepts
from kg.sources.markdown.parser import plain_parser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model import ConceptStatement, Relation, RelationStatement

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT.parent / "shared" / "samples"
LABELS = ROOT / "tests" / "data" / "labels"
NOTES = "data/notes/ml-notes.md"
LABELLED = ("prakash_aiml_bold", "ashish_ml_markdown")
Key = tuple[str, str, str]


@dataclass
class Figures:
    """Counts of what was found, by what it was found in; a share is None where there is nothing to divide by."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Figures) -> Figures:
        """Return the counts of both."""
        return Figures(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    def precision(self, of: Callable[[str], bool] = lambda _: True) -> float | None:
        """Return the share of right ones among the found ones."""
        right, wrong = (sum(count for key, count in one.items() if of(key)) for one in (self.right, self.wrong))
        return right / (right + wrong) if right + wrong else None

    def recall(self) -> float | None:
        """Return the share of found ones among those that are true."""
        right, missed = self.right.total(), self.missed.total()
        return right / (right + missed) if right + missed else None


def statements(folder: Path, base: Path) -> list[FileStatements]:
    """Return what the pages in a folder say, named relative to `base`."""
    return [
        extract(path.read_bytes(), path.relative_to(base).as_posix(), default_ontology())
        for path in sorted(folder.rglob("*.md"))
    ]


def merged(several: Iterable[FileStatements]) -> Merged:
    """Return the graph of several files."""
    concepts: list[ConceptStatement] = []
    relations: list[RelationStatement] = []
    for one in several:
        concepts += one.concepts
        relations += one.relations
    return merge(concepts, relations, default_ontology())


def curated() -> FileStatements:
    """Return the curated graph of the notes."""
    return read(SourceFile(ROOT / "data" / "ml.yaml", "data/ml.yaml", named=True))[0]


def notes_figures() -> tuple[Figures, Figures, int]:
    """Return figures of concepts and of relations of the user's notes against the curated graph.

    A concept is right when it has the name or an alias of a curated one. The truth for relations are the curated ones
    with evidence in the notes; a relation is right when source, type and target agree. The third value is how many
    curated concepts there are.
    """
    notes = extract((ROOT / NOTES).read_bytes(), NOTES, default_ontology())
    truth, both, alone = merged([curated()]), merged([curated(), notes]), merged([notes])
    concepts, relations = Figures(), Figures()
    known = {one.id: _curated_id(truth, (one.name, *one.aliases)) for one in alone.concepts.values()}
    for identity, found in known.items():
        (concepts.right if found else concepts.wrong)[alone.concepts[identity].pattern or ""] += 1
    stated = {
        one.id for one in truth.concepts.values() if one.id in set(known.values()) or _is_headed(one.name, one.aliases)
    }
    concepts.missed["term"] = len(stated - set(known.values()))
    provable = {key for key, one in truth.relations.items() if any(proof.file == NOTES for proof in one.evidence)}
    got = {key: _pattern(one, notes) for key, one in both.relations.items() if NOTES in one.sources}
    for key, pattern in got.items():
        (relations.right if key in truth.relations else relations.wrong)[pattern] += 1
    for key in provable - set(got):
        relations.missed[key[1]] += 1
    return concepts, relations, len(truth.concepts)


def named_figures() -> Figures:
    """Return figures of the concepts of the user's notes with those that definitions only name."""
    notes = extract((ROOT / NOTES).read_bytes(), NOTES, default_ontology())
    truth, whole = merged([curated()]), merged([notes, FileStatements(tuple(named_concepts(notes)))])
    found = [_curated_id(truth, (one.name, *one.aliases)) for one in whole.concepts.values()]
    figures = Figures()
    figures.right["concept"] = len(set(found) - {None})
    figures.wrong["concept"] = found.count(None)
    figures.missed["concept"] = len(truth.concepts) - figures.right["concept"]
    return figures


def _curated_id(truth: Merged, names: Iterable[str]) -> str | None:
    return next((found for name in names for found in truth.index.find(name)), None)


def _is_headed(name: str, aliases: Iterable[str]) -> bool:
    """Tell whether the notes have the name in bold, in a heading or as a list item of its own."""
    text = (ROOT / NOTES).read_text(encoding="utf-8")
    return any(f"**{one}**" in text or f"# {one}\n" in text for one in (name, *aliases))


def _pattern(relation: Relation, notes: FileStatements) -> str:
    quotes = {proof.quote for proof in relation.evidence}
    for one in notes.relations:
        if one.type == relation.type and quotes & {proof.quote for proof in one.evidence}:
            return one.pattern or ""
    return relation.pattern or ""


@dataclass
class Glossary:
    """How the pages of the glossary compare with its truth file."""

    terms: int
    missing: set[str]
    linked: int
    own: int  # links of a page to itself, which are no relations
    missing_links: set[tuple[str, str]]
    invented: set[tuple[str, str]]
    dangling: list[str]


def glossary_figures(samples: Path) -> Glossary:
    """Compare the glossary with its truth file."""
    truth = json.loads((samples / "notes" / "mlglossary_wtf.truth.json").read_text(encoding="utf-8"))
    graph = merged(statements(samples / "notes" / "mlglossary_wtf", samples / "notes"))
    wanted = {(a, b) for a, b in truth["related_terms"] if b not in truth["dangling"]}
    found = {
        frozenset((one.source, one.target))
        for one in graph.relations.values()
        if one.type == "RELATED_TO" and one.confidence == "stated"  # the truth is that of the links
    }
    return Glossary(
        terms=len(set(truth["names"]) & set(graph.concepts)),
        missing=set(truth["names"]) - set(graph.concepts),
        linked=len([pair for pair in wanted if frozenset(pair) in found]),
        own=len([pair for pair in wanted if pair[0] == pair[1]]),
        missing_links={pair for pair in wanted if frozenset(pair) not in found and pair[0] != pair[1]},
        invented={(min(pair), max(pair)) for pair in found - {frozenset(pair) for pair in wanted}},
        dangling=sorted(one.message.split("'")[1] for one in graph.findings if one.code == "KG101"),
    )


@dataclass
class Curriculum:
    """How the module pages compare with the curriculum's tables."""

    modules: int
    missing: set[str]
    right: set[tuple[str, str]]
    only_in_tables: set[tuple[str, str]]
    only_on_pages: set[tuple[str, str]]


def _key(identity: str) -> str:
    """Return an id without hyphens: the tables write `schemaorg` for the page `Schema.org`."""
    return identity.replace("-", "")


def curriculum_figures(samples: Path) -> Curriculum:
    """Compare the module pages with the tables, by ids without hyphens."""
    tables = samples / "graphs" / "kgconf_curriculum"
    with (tables / "concepts.csv").open(encoding="utf-8") as stream:
        modules = {_key(row["id"]) for row in csv.DictReader(stream)}
    with (tables / "relations.csv").open(encoding="utf-8") as stream:
        wanted = {(row["source"], row["target"]) for row in csv.DictReader(stream)}
    graph = merged(statements(samples / "notes" / "kgconf_modules", samples / "notes"))
    names = {_key(identity) for identity in graph.concepts}
    found = {(a, b) for a, type_, b in graph.relations if type_ == "REQUIRES"}
    in_tables = {(_key(a), _key(b)): (a, b) for a, b in wanted}
    on_pages = {(_key(a), _key(b)): (a, b) for a, b in found}
    return Curriculum(
        len(modules & names),
        modules - names,
        {pair for key, pair in in_tables.items() if key in on_pages},
        {pair for key, pair in in_tables.items() if key not in on_pages},
        {pair for key, pair in on_pages.items() if key not in in_tables},
    )


def labelled_facts(samples: Path) -> dict[str, list[tuple[str, str, int, str, str]]]:
    """Return (what, file, line, fact, pattern) of each folder with labels, by folder.

    Relations are those among the names of all sample notes and of the curated graph.
    """
    notes = samples / "notes"
    folders = {name: statements(notes / name, notes) for name in (*LABELLED, "mlglossary_wtf")}
    graph = merged([curated(), *(one for several in folders.values() for one in several)])
    facts: dict[str, list[tuple[str, str, int, str, str]]] = {}
    for name in LABELLED:
        facts[name] = [
            ("concept", one.file, one.line, one.name, one.pattern or "")
            for page in folders[name]
            for one in page.concepts
        ]
        for relation in graph.relations.values():
            proof = next((one for one in relation.evidence if one.file.startswith(f"{name}/")), None)
            if proof is not None:
                text = f"{relation.source} {relation.type} {relation.target}"
                facts[name].append(("relation", proof.file, proof.line, text, relation.pattern or ""))
    return facts


def labels(folder: str) -> dict[tuple[str, str, int, str], tuple[int, str]]:
    """Return (half, verdict) of each labelled fact of a folder."""
    with (LABELS / f"{folder}.csv").open(encoding="utf-8") as stream:
        return {
            (row["what"], row["file"], int(row["line"]), row["fact"]): (int(row["half"]), row["verdict"])
            for row in csv.DictReader(stream)
        }


def label_figures(
    folder: str, facts: list[tuple[str, str, int, str, str]]
) -> tuple[dict[tuple[str, int], Figures], int]:
    """Return figures by (what, half) of the labelled facts that are still found, and how many found have no label."""
    known = labels(folder)
    figures = {(what, half): Figures() for what in ("concept", "relation") for half in (1, 2)}
    unlabelled = 0
    for what, file, line, fact, pattern in facts:
        label = known.get((what, file, line, fact))
        if label is None:
            unlabelled += 1
            continue
        one = figures[what, label[0]]
        (one.right if label[1] == "right" else one.wrong)[pattern] += 1
    return figures, unlabelled


def least_seconds(*works: Callable[[], object], times: int = 9) -> list[float]:
    """Return the least processor time of several runs of each, in turns, without the garbage collector, as kg reads."""
    best = [float("inf")] * len(works)
    gc.disable()
    for _ in range(times):
        for at, work in enumerate(works):
            start = time.process_time()
            work()
            best[at] = min(best[at], time.process_time() - start)
    gc.enable()
    return best


def parser_times(folder: Path) -> tuple[int, float, float]:
    """Return how many pages there are, the parser's own seconds for them and those of the extraction.

    Each page is timed by itself, so that what else the machine does in between counts little.
    """
    parser, ontology = plain_parser(), default_ontology()
    pages, own, whole = 0, 0.0, 0.0
    for path in sorted(folder.rglob("*.md")):
        content = path.read_bytes()
        text = content.decode()
        alone, extraction = least_seconds(
            lambda text=text: parser.parse(text),  # type: ignore[misc]
            lambda content=content: extract(content, "page.md", ontology),  # type: ignore[misc]
        )
        pages, own, whole = pages + 1, own + alone, whole + extraction
    return pages, own, whole


def whole_process(folder: Path) -> float:
    """Return the wall-clock seconds of `kg load` of a folder into a new graph."""
    with tempfile.TemporaryDirectory() as place:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "kg", "load", str(folder), "--store", f"{place}/g.kgl", "--quiet"], check=True
        )
        return time.perf_counter() - start
