"""Reviewing what notes say before it is loaded."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.app.base import OpenGraph
from kg.config import default_ontology
from kg.model import ConceptStatement, RelationStatement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.errors import Finding
    from kg.loader import Snapshot

__all__ = ["Extracting"]


class Extracting(OpenGraph):
    """The use cases that read notes and write nothing."""

    def extract(self, paths: Iterable[str | Path]) -> tuple[str, tuple[Finding, ...]]:
        """Return as YAML what the notes in `paths` say that is not curated yet, and the findings of reading them.

        Names are those of all files in `paths` and of the graph, where there is one. The YAML is for a person to edit
        and to load; facts that a YAML, JSON or CSV file of the graph or of `paths` states are left out. What
        definitions only name stands at the end, as comments.

        Raises:
            NotFound: a path does not exist.
            InputError: a curated file among them has errors.
            StoreUnavailable: the graph cannot be read.
        """
        from kg import loader  # noqa: PLC0415 - the parsers come with it
        from kg.extract import candidates_yaml  # noqa: PLC0415
        from kg.sources import MARKDOWN, read, suffix  # noqa: PLC0415
        from kg.sources.base import FileStatements  # noqa: PLC0415
        from kg.sources.discover import discover  # noqa: PLC0415

        before = self._stored()
        ontology = before.ontology or default_ontology()
        files, findings = discover([Path(path) for path in paths], self.root)
        concepts: dict[str, list[ConceptStatement]] = defaultdict(list)
        relations: dict[str, list[RelationStatement]] = defaultdict(list)
        for one in before.statements():
            if isinstance(one, ConceptStatement):
                concepts[one.file].append(one)
            else:
                relations[one.file].append(one)
        found = {
            name: loader.FileRead(FileStatements(tuple(concepts[name]), tuple(relations[name])), "")
            for name in {*concepts, *relations}
        }
        for file in files:
            statements, digest = read(replace(file, ontology=ontology))
            found[file.name] = loader.FileRead(statements, digest)
        change, report = loader.load(loader.Snapshot(), found, ontology, findings, min_confidence="named")
        notes = [file.name for file in files if suffix(file.name) in MARKDOWN]
        text = candidates_yaml([one[0] for one in change.concepts], [one[0] for one in change.relations], notes)
        return text, report.findings

    def _stored(self) -> Snapshot:
        """Return what the graph holds, nothing where there is none yet."""
        from kg import loader  # noqa: PLC0415 - the parsers come with it

        if self.address.path is not None and not self.address.path.exists():
            return loader.Snapshot()
        return loader.read_snapshot(self.store)
