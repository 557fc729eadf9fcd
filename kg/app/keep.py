"""Writing the graph: load, copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.app.base import OpenGraph
from kg.config import default_ontology, read_ontology
from kg.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.loader import Change, LoadReport
    from kg.model import Confidence
    from kg.ontology import Ontology
    from kg.stores.base import Store

__all__ = ["Keeping", "Progress"]

#: Raised when a reader finds other facts in the same file, so that files are read again.
READER_VERSION = 4
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
            min_confidence: "stated" leaves out what only a pattern in a sentence of notes says; "named" makes concepts
                also of what such a sentence names.
            progress: called with what is being done, how many are done and how many there are.

        Raises:
            NotFound: a path does not exist.
            InputError: the files have errors; nothing was written.
            StrictRefusal: `strict`, and there are warnings; nothing was written.
            StoreUnavailable: the store cannot be written.
        """
        from kg import loader  # noqa: PLC0415 - the parsers come with it
        from kg.order import uncollected  # noqa: PLC0415

        given = [Path(path) for path in paths]
        for path in given:
            if not path.exists():
                raise NotFound("file", str(path))
        options = {"prune": prune, "strict": strict, "min_confidence": min_confidence}
        wanted = read_ontology(ontology) if ontology else None
        is_new = self.address.path is not None and not self.address.path.exists()
        with uncollected():
            if dry_run and is_new:
                return self._compared(None, given, wanted, progress, **options)[1]
            with self._opened(write=not dry_run) as store:
                change, report = self._compared(store, given, wanted, progress, **options)
                if change is not None and not change.is_empty and not dry_run:
                    loader.apply_change(store, change, progress)
        return report

    def _compared(
        self, store: Store | None, given: Sequence[Path], wanted: Ontology | None, progress: Progress, **options: Any
    ) -> tuple[Change | None, LoadReport]:
        """Read the files that changed and return what they change, None where all is as it was."""
        from kg import loader  # noqa: PLC0415 - the parsers come with it
        from kg.sources import read_unless  # noqa: PLC0415
        from kg.sources.discover import discover  # noqa: PLC0415

        before = loader.read_bookkeeping(store) if store else loader.Snapshot()
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
        same = before.ontology is not None and before.ontology.sha256 == ontology.sha256 and not before.unfinished
        if store and same and not options["prune"] and all(one.statements is None for one in found.values()):
            report = loader.unchanged(store, before, found, findings)
            loader.refuse(report.findings, strict=options["strict"])
            return None, report
        gone = [name for name in before.sources if name not in found and self._inside(name, given)]
        progress("merging", len(files), len(files))
        whole = loader.read_snapshot(store) if store else before
        return loader.load(whole, found, ontology, findings, gone=gone, **options)

    def copy_to(self, target: Keeping, *, replace: bool = False, progress: Progress = _unwatched) -> LoadReport:
        """Make the graph of `target` the same as this one, bookkeeping included, and return what changed there.

        Raises:
            UsageError: `target` holds another graph and `replace` is not given.
        """
        from kg import loader  # noqa: PLC0415 - the parsers come with it

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
