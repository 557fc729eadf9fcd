"""One load, from statements to the change of the store."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import Finding, InputError, StrictRefusal
from kg.loader.derive import derive, doubtful_cycles
from kg.loader.merge import Merged, merge
from kg.loader.snapshot import Source, pending_text
from kg.loader.write import compare
from kg.model import ConceptStatement, RelationStatement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kg.loader.report import LoadReport
    from kg.loader.snapshot import Snapshot
    from kg.loader.write import Change
    from kg.model import Confidence
    from kg.ontology import Ontology
    from kg.sources.base import FileStatements

__all__ = ["FileRead", "load", "replace"]

_Any = ConceptStatement | RelationStatement


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file of this load: its statements, None where they are those of the store; its digest; how it was read."""

    statements: FileStatements | None
    sha256: str
    reader: str = ""


def load(
    before: Snapshot,
    read: Mapping[str, FileRead],
    ontology: Ontology,
    findings: Iterable[Finding] = (),
    *,
    gone: Collection[str] = (),
    prune: bool = False,
    strict: bool = False,
    min_confidence: Confidence = "pattern",
) -> tuple[Change, LoadReport]:
    """Return what a load of files changes in a store that holds `before`; nothing is written here.

    Args:
        before: what the store holds.
        read: the files of this load by name.
        ontology: the ontology to load with.
        findings: what was found before the files were read.
        gone: files of the store that are no longer there; their facts go under `prune`.
        prune: delete the facts that no file states any more, of the files in `read` and `gone`.
        strict: refuse on warnings.
        min_confidence: "stated" leaves out what only a pattern found.

    Raises:
        InputError: a file has errors, or the graph would have a forbidden cycle.
        StrictRefusal: `strict`, and there are warnings.
    """
    fresh = {name: one.statements for name, one in read.items() if one.statements is not None}
    found = [*findings, *(one for statements in fresh.values() for one in statements.findings)]
    stated: list[_Any] = [
        one
        for statements in fresh.values()
        for group in (statements.concepts, statements.relations)
        for one in group
        if min_confidence == "pattern" or one.confidence != "pattern"
    ]
    kept, old = [], []
    for one in before.statements():
        if one.file in fresh:
            old.append(one)
        elif not (prune and one.file in gone):
            kept.append(one)
    retained = [] if prune else _no_longer_stated(old, kept + stated, ontology)
    merged = _merge(kept + stated + retained, ontology)
    doubtful, circles = doubtful_cycles(merged.relations, ontology)
    merged.leave_out(doubtful)
    derived, cycles = derive(merged.relations, ontology)
    found += [one for one in merged.findings + circles if one.severity == "error" or one.file in read]
    found += _retained_findings(retained) + cycles
    found.sort(key=lambda one: (one.file or "", one.line or 0, one.code))
    if any(one.severity == "error" for one in found):
        raise InputError(found)
    serious = [one for one in found if one.severity != "info"]
    if strict and serious:
        raise StrictRefusal(serious)
    sources = _sources(before, read, merged, gone if prune else ())
    change, report = compare(
        before, merged.concepts, {**merged.relations, **derived}, sources, ontology, loaded=set(read)
    )
    report.findings = tuple(found)
    return change, report


def replace(before: Snapshot, wanted: Snapshot, ontology: Ontology) -> tuple[Change, LoadReport]:
    """Return what makes a store that holds `before` hold `wanted`; `ontology` is for a snapshot without one."""
    return compare(
        before,
        wanted.concepts,
        wanted.relations,
        wanted.sources,
        wanted.ontology or ontology,
        loaded=set(wanted.sources),
    )


def _merge(statements: Iterable[_Any], ontology: Ontology) -> Merged:
    concepts: list[ConceptStatement] = []
    relations: list[RelationStatement] = []
    for one in statements:
        if isinstance(one, ConceptStatement):
            concepts.append(one)
        else:
            relations.append(one)
    return merge(concepts, relations, ontology)


def _no_longer_stated(old: Sequence[_Any], current: list[_Any], ontology: Ontology) -> list[_Any]:
    """Return those of the old statements whose fact their file does not state any more."""
    if not old:
        return []
    now = _merge(current, ontology)
    concepts: list[_Any] = []
    for one in old:
        if isinstance(one, ConceptStatement):
            record = now.concept(one.own_id)
            if record is None or one.file not in record.sources:
                concepts.append(one)
    if concepts:
        now = _merge(current + concepts, ontology)
    relations: list[_Any] = []
    for one in old:
        if isinstance(one, RelationStatement):
            key = now.relation_key(one, ontology)
            if key is not None and one.file not in (now.relations[key].sources if key in now.relations else ()):
                relations.append(one)
    return concepts + relations


def _retained_findings(retained: Iterable[_Any]) -> list[Finding]:
    counts = Counter(one.file for one in retained)
    return [
        Finding(
            "KG112",
            "info",
            f"The graph keeps {count} fact{'s' * (count != 1)} that this file does not state any more.",
            "Load with --prune to delete them.",
            file,
        )
        for file, count in sorted(counts.items())
    ]


def _sources(
    before: Snapshot, read: Mapping[str, FileRead], merged: Merged, gone: Collection[str]
) -> dict[str, Source]:
    known = {name: (source.sha256, source.reader) for name, source in before.sources.items() if name not in gone}
    known |= {
        name: (one.sha256, "" if one.statements and one.statements.findings else one.reader)
        for name, one in read.items()
    }
    return {
        name: Source(digest, tuple(sorted(pending_text(one, of) for of, one in merged.pending.get(name, ()))), reader)
        for name, (digest, reader) in known.items()
    }
