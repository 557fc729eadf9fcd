"""One load, from statements to the change of the store."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.config import cypher
from kg.errors import Finding, InputError, StrictRefusal
from kg.loader.derive import derive, doubtful_cycles
from kg.loader.merge import Merged, merge
from kg.loader.report import LoadReport
from kg.loader.snapshot import Source, pending_text
from kg.loader.statements import parted
from kg.loader.write import compare
from kg.model import CONFIDENCES, ConceptStatement, RelationStatement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kg.loader.snapshot import Snapshot
    from kg.loader.write import Change
    from kg.model import Confidence
    from kg.ontology import Ontology
    from kg.sources.base import FileStatements
    from kg.stores.base import Store

__all__ = ["FileRead", "load", "refuse", "replace", "unchanged"]

_FROM_MERGING = "KG1"  # codes from here on are about several files together
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
        min_confidence: "stated" leaves out what only a pattern found; "named" makes concepts of what patterns name.

    Raises:
        InputError: a file has errors, or the graph would have a forbidden cycle.
        StrictRefusal: `strict`, and there are warnings.
    """
    fresh = {name: one.statements for name, one in read.items() if one.statements is not None}
    stated = [one for statements in fresh.values() for one in _sure(statements, min_confidence)]
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
    every = merged.findings + circles + _retained_findings(retained, min_confidence) + cycles
    sources = _sources(before, read, merged, every, gone if prune else ())
    others = [one for one in every if one.file not in read and (one.severity == "error" or one in cycles)]
    found = in_order([*findings, *others, *(one for name in read for one in sources[name].findings)])
    refuse(found, strict=strict)
    change, report = compare(
        before, merged.concepts, {**merged.relations, **derived}, sources, ontology, loaded=set(read)
    )
    report.findings = found
    return change, report


def _sure(statements: FileStatements, least: Confidence) -> Iterator[_Any]:
    """Yield the statements of a file that are sure enough; what a data file says to be only named is stated there."""
    for group in (statements.concepts, statements.relations):
        yield from (one for one in group if least != "stated" or one.confidence in (None, "stated"))
    if least == "named":
        from kg.sources.markdown.named import named_concepts  # noqa: PLC0415 - the words of all languages come with it

        yield from named_concepts(statements)


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
    return merge(*parted(statements), ontology)


def _no_longer_stated(old: Sequence[_Any], current: list[_Any], ontology: Ontology) -> list[_Any]:
    """Return those of the old statements whose fact their file does not state any more."""
    if not old:
        return []
    now = _merge(current, ontology)
    concepts: list[_Any] = []
    for one in old:
        if isinstance(one, ConceptStatement):
            record = now.concept(one.own_id)
            if (record is None or one.file not in record.sources) and not now.supersedes(one):
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


def _retained_findings(retained: Iterable[_Any], least: Confidence) -> list[Finding]:
    """Return what the graph keeps of each file: what it states no more, or what is less sure than `least`."""
    counts: Counter[tuple[str, bool]] = Counter()
    for one in retained:
        is_unsure = one.confidence is not None and CONFIDENCES.index(one.confidence) > CONFIDENCES.index(least)
        counts[one.file, is_unsure] += 1
    return [
        Finding(
            "KG112",
            "info",
            f"The graph keeps {count} fact{'s' * (count != 1)} "
            + (f"less sure than --min-confidence {least}." if is_unsure else "that this file does not state any more."),
            "Load with --prune to delete them.",
            file,
        )
        for (file, is_unsure), count in sorted(counts.items())
    ]


def refuse(findings: Sequence[Finding], *, strict: bool) -> None:
    """Raise what the findings of a load ask for.

    Raises:
        InputError: one is an error.
        StrictRefusal: `strict`, and one is a warning.
    """
    if any(one.severity == "error" for one in findings):
        raise InputError(findings)
    serious = [one for one in findings if one.severity != "info"]
    if strict and serious:
        raise StrictRefusal(serious)


def unchanged(store: Store, before: Snapshot, read: Mapping[str, FileRead], findings: Iterable[Finding]) -> LoadReport:
    """Return the report of a load whose files are all as they were; only counts are read from the store."""
    report = LoadReport()
    files = {"files": sorted(read)}
    report.concepts.unchanged = store.read(cypher("load/count_concepts_of"), files).rows[0][0]
    for derived, count in store.read(cypher("load/count_relations_of"), files).rows:
        (report.derived if derived else report.relations).unchanged = count
    report.findings = in_order([*findings, *(one for name in read for one in before.sources[name].findings)])
    return report


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by file and line."""
    return tuple(sorted(findings, key=lambda one: (one.file or "", one.line or 0, one.code, one.message)))


def _sources(
    before: Snapshot,
    read: Mapping[str, FileRead],
    merged: Merged,
    findings: Iterable[Finding],
    gone: Collection[str],
) -> dict[str, Source]:
    """Return what is kept about each file: what its reader said of it, then what follows from all files together."""
    said: dict[str, list[Finding]] = {
        name: [one for one in source.findings if one.code < _FROM_MERGING]
        for name, source in before.sources.items()
        if name not in gone
    }
    how = {name: (before.sources[name].sha256, before.sources[name].reader) for name in said}
    for name, one in read.items():
        how[name] = one.sha256, one.reader
        if one.statements is not None:
            said[name] = list(one.statements.findings)
    for finding in findings:
        if finding.file in said:
            said[finding.file].append(finding)
    return {
        name: Source(
            digest,
            tuple(sorted(pending_text(one, of) for of, one in merged.pending.get(name, ()))),
            reader,
            in_order(said[name]),
        )
        for name, (digest, reader) in how.items()
    }
