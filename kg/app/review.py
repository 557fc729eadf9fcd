"""Reviewing notes: what is wrong with them, and what they would change."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg import loader
from kg.app.base import OpenGraph
from kg.config import default_ontology, read_ontology
from kg.errors import InputError
from kg.model import CONFIDENCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.diff import GraphDiff
    from kg.errors import Finding
    from kg.model import ConceptStatement, Confidence, RelationStatement
    from kg.ontology import Ontology
    from kg.sources.base import FileStatements

__all__ = ["Reviewing"]


class Reviewing(OpenGraph):
    """The use cases that review."""

    def check(self, paths: Iterable[str | Path] = (), *, ontology: Path | None = None) -> tuple[Finding, ...]:
        """Return what is wrong, missing or doubtful, in the order of files; nothing is written.

        Args:
            paths: files and folders, checked as if loaded into an empty graph; without any, the graph in the store is.
            ontology: an ontology file; None takes the graph's own, or the shipped one for files.

        Raises:
            NotFound: a path does not exist.
            StoreUnavailable: there are no paths, and the store cannot be read.
        """
        from kg.check import Files, check, survey  # noqa: PLC0415 - only needed here

        given = [Path(path) for path in paths]
        wanted = read_ontology(ontology) if ontology else None
        if not given:
            snapshot = loader.read_snapshot(self.store)
            kinds_and_types = wanted or snapshot.ontology or default_ontology()
            files = Files(self.root, frozenset(snapshot.sources))
            return check(survey(snapshot.statements(), kinds_and_types, files))
        kinds_and_types = wanted or default_ontology()
        read, findings = self._read(given, kinds_and_types)
        statements: list[ConceptStatement | RelationStatement] = []
        for one, _ in read.values():
            statements += [*one.concepts, *one.relations]
            findings += one.findings
        graph = survey(statements, kinds_and_types, Files(self.root, frozenset(read)))
        found = [*findings, *check(graph)]
        return tuple(sorted(found, key=lambda one: (one.file or "", one.line or 0, one.code, one.message)))

    def diff(self, paths: Iterable[str | Path] = (), *, ontology: Path | None = None) -> GraphDiff:
        """Return what loading files with `prune` would change in the graph; nothing is written.

        A fact must be as sure as when the files were loaded, of several files as for the one that asked the least.

        Args:
            paths: files and folders; without any, the files that the graph was loaded from.
            ontology: an ontology file; None takes the graph's own.

        Raises:
            NotFound: a path does not exist.
            InputError: the files have errors.
        """
        from kg.diff import compare_graphs  # noqa: PLC0415 - only needed here

        is_new = self.address.path is not None and not self.address.path.exists()
        before = loader.Snapshot() if is_new else loader.read_snapshot(self.store)
        given = [Path(path) for path in paths]
        kinds_and_types = (read_ontology(ontology) if ontology else None) or before.ontology or default_ontology()
        inside = given or [path for name in before.sources if (path := self.root / name).exists()]
        read, findings = self._read(inside, kinds_and_types)
        files = {name: loader.FileRead(statements, digest) for name, (statements, digest) in read.items()}
        gone = [name for name in before.sources if name not in files and (not given or self._lies_in(name, given))]
        try:
            levels = [before.sources[name].min_confidence for name in files if name in before.sources]
            least: Confidence = max(levels, key=CONFIDENCES.index, default="pattern")
            change, _ = loader.load(
                before, files, kinds_and_types, findings, gone=gone, prune=True, min_confidence=least
            )
        except InputError as refusal:
            count = sum(one.severity == "error" for one in refusal.findings)
            raise InputError(
                refusal.findings,
                f"The files have {count} error{'s' * (count != 1)}, so a load would be refused.",
                "Mend the places named above; kg check says what else is wrong.",
            ) from None
        stated: list[ConceptStatement | RelationStatement] = []
        for one, _ in read.values():
            stated += [*one.concepts, *one.relations]
        return compare_graphs(before, change, kinds_and_types, stated)

    def _read(
        self, paths: list[Path], ontology: Ontology
    ) -> tuple[dict[str, tuple[FileStatements, str]], list[Finding]]:
        from kg.sources import read  # noqa: PLC0415 - the parsers are only needed here
        from kg.sources.discover import discover  # noqa: PLC0415

        files, findings = discover(paths, self.root)
        return {file.name: read(replace(file, ontology=ontology)) for file in files}, list(findings)

    def _lies_in(self, name: str, paths: Iterable[Path]) -> bool:
        place = (self.root / name).resolve()
        return any(place == path.resolve() or path.resolve() in place.parents for path in paths)
