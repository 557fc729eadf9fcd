"""Writing the graph: load, copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import loader
from kg.app.base import OpenGraph
from kg.config import default_ontology, read_ontology
from kg.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.loader import Change, LoadReport, Snapshot
    from kg.model import Confidence
    from kg.ontology import Ontology

__all__ = ["Keeping", "Progress"]

#: Raised when a reader finds other facts in the same file, so that files are read again.
READER_VERSION = 1
#: Called with what is being done, how many are done and how many there are.
Progress = Callable[[str, int, int], None]


def _unwatched(what: str, done: int, total: int) -> None:
    """Take the progress that nobody watches."""


class Keeping(OpenGraph):
    """The use cases that write."""

    def load(
        self,
        paths: Iterable[str | Path],
        *,
        ontology: Path | None = None,
        dry_run: bool = False,
        prune: bool = False,
        strict: bool = False,
        min_confidence: Confidence = "pattern",
        progress: Progress = _unwatched,
    ) -> LoadReport:
        """Load files and folders, and return what changed; loading the same again writes nothing.

        Args:
            paths: YAML, JSON, CSV and Markdown files, or folders of them.
            ontology: an ontology file; None keeps the graph's own.
            dry_run: only say what would change.
            prune: delete facts inside `paths` that no file states any more.
            strict: refuse the load on any warning.
            min_confidence: "stated" leaves out what only a pattern in a sentence of notes says.
            progress: called with what is being done, how many are done and how many there are.

        Raises:
            NotFound: a path does not exist.
            InputError: the files have errors; nothing was written.
            StrictRefusal: `strict`, and there are warnings; nothing was written.
            StoreUnavailable: the store cannot be written.
        """
        given = [Path(path) for path in paths]
        options = {"prune": prune, "strict": strict, "min_confidence": min_confidence}
        wanted = read_ontology(ontology) if ontology else None
        if dry_run:
            return self._compared(self._snapshot(), given, wanted, progress, **options)[1]
        for path in given:
            if not path.exists():
                raise NotFound("file", str(path))
        with self._opened(write=True) as store:
            before = loader.read_snapshot(store)
            change, report = self._compared(before, given, wanted, progress, **options)
            if not change.is_empty:
                loader.apply_change(store, change, progress)
        return report

    def _compared(
        self, before: Snapshot, given: Sequence[Path], wanted: Ontology | None, progress: Progress, **options: Any
    ) -> tuple[Change, LoadReport]:
        """Read the files that changed and return what they change; files read as they are now are not read again."""
        from kg.sources import read_unless  # noqa: PLC0415 - the parsers are only needed here
        from kg.sources.discover import discover  # noqa: PLC0415

        ontology = wanted or before.ontology or default_ontology()
        reader = f"{READER_VERSION} {options['min_confidence']} {ontology.sha256}"
        files, findings = discover(given, self.root)
        found = {}
        for number, file in enumerate(files):
            progress("reading", number, len(files))
            old = before.sources.get(file.name)
            known = old.sha256 if old and old.reader == reader and not options["prune"] else ""
            statements, digest = read_unless(replace(file, ontology=ontology), known)
            found[file.name] = loader.FileRead(statements, digest, reader)
        gone = [name for name in before.sources if name not in found and self._inside(name, given)]
        return loader.load(before, found, ontology, findings, gone=gone, **options)

    def copy_to(self, target: Keeping, *, replace: bool = False, progress: Progress = _unwatched) -> LoadReport:
        """Make the graph of `target` the same as this one, bookkeeping included, and return what changed there.

        Raises:
            UsageError: `target` holds another graph and `replace` is not given.
        """
        source = loader.read_snapshot(self.store)
        with target._opened(write=True) as store:
            before = loader.read_snapshot(store)
            change, report = loader.replace(before, source, default_ontology())
            loses = report.concepts.deleted + report.relations.deleted + report.concepts.updated
            if loses and not replace:
                raise UsageError(
                    f"{target.address} holds another graph; {loses} of its facts would be lost or changed.",
                    "Give --replace to overwrite it.",
                )
            if not change.is_empty:
                loader.apply_change(store, change, progress)
        return report

    def _inside(self, name: str, paths: Sequence[Path]) -> bool:
        """Tell whether a file of the graph lies in one of the paths."""
        place = (self.root / name).resolve()
        return any(place == path.resolve() or path.resolve() in place.parents for path in paths)
