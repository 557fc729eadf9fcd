"""One load, from statements to the change of the store."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.errors import Finding, InputError, StrictRefusal
from kg.loader.derive import derive
from kg.loader.merge import Merged, merge
from kg.loader.snapshot import Source, pending_text
from kg.loader.write import compare
from kg.model import ConceptStatement, RelationStatement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from kg.loader.report import LoadReport
    from kg.loader.snapshot import Snapshot
    from kg.loader.write import Change
    from kg.ontology import Ontology
    from kg.sources.base import FileStatements

__all__ = ["load", "replace"]

_Any = ConceptStatement | RelationStatement


def load(
    before: Snapshot,
    read: Mapping[str, tuple[FileStatements, str]],
    ontology: Ontology,
    findings: Iterable[Finding] = (),
    *,
    gone: Collection[str] = (),
    prune: bool = False,
    strict: bool = False,
) -> tuple[Change, LoadReport]:
    """Return what a load of files changes in a store that holds `before`; nothing is written here.

    Args:
        before: what the store holds.
        read: for each file its statements and the SHA-256 of its bytes.
        ontology: the ontology to load with.
        findings: what was found before the files were read.
        gone: files of the store that are no longer there; their facts go under `prune`.
        prune: delete the facts that no file states any more, of the files in `read` and `gone`.
        strict: refuse on warnings.

    Raises:
        InputError: a file has errors, or the graph would have a forbidden cycle.
        StrictRefusal: `strict`, and there are warnings.
    """
    found = [*findings, *(one for statements, _ in read.values() for one in statements.findings)]
    stated: list[_Any] = [
        one for statements, _ in read.values() for group in (statements.concepts, statements.relations) for one in group
    ]
    kept = [one for one in before.statements() if one.file not in read and not (prune and one.file in gone)]
    retained: list[_Any] = []
    if not prune:
        retained = _no_longer_stated([one for one in before.statements() if one.file in read], kept + stated, ontology)
        found += _retained_findings(retained)
    merged = _merge(kept + stated + retained, ontology)
    derived, cycles = derive(merged.relations, ontology)
    found += [one for one in merged.findings if one.severity == "error" or one.file in read]
    found += cycles
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
    before: Snapshot,
    read: Mapping[str, tuple[FileStatements, str]],
    merged: Merged,
    gone: Collection[str],
) -> dict[str, Source]:
    digests = {name: source.sha256 for name, source in before.sources.items() if name not in gone}
    digests |= {name: digest for name, (_, digest) in read.items()}
    return {
        name: Source(digest, tuple(sorted(pending_text(one, of) for of, one in merged.pending.get(name, ()))))
        for name, digest in digests.items()
    }
