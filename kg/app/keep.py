"""Writing the graph: load, copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg import loader
from kg.app.base import OpenGraph
from kg.config import default_ontology, read_ontology
from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.loader import Change, LoadReport, Snapshot

__all__ = ["Keeping", "Progress"]

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
        progress: Progress = _unwatched,
    ) -> LoadReport:
        """Load files and folders, and return what changed; loading the same again writes nothing.

        Args:
            paths: YAML, JSON and CSV files, or folders of them.
            ontology: an ontology file; None keeps the graph's own.
            dry_run: only say what would change.
            prune: delete facts inside `paths` that no file states any more.
            strict: refuse the load on any warning.
            progress: called with what is being done, how many are done and how many there are.

        Raises:
            NotFound: a path does not exist.
            InputError: the files have errors; nothing was written.
            StrictRefusal: `strict`, and there are warnings; nothing was written.
            StoreUnavailable: the store cannot be written.
        """
        from kg.sources import read  # noqa: PLC0415 - the parsers are only needed here
        from kg.sources.discover import discover  # noqa: PLC0415

        given = [Path(path) for path in paths]
        files, findings = discover(given, self.root)
        statements = {}
        for number, file in enumerate(files):
            progress("reading", number, len(files))
            statements[file.name] = read(file)
        wanted = read_ontology(ontology) if ontology else None

        def compared(before: Snapshot) -> tuple[Change, LoadReport]:
            kinds_and_types = wanted or before.ontology or default_ontology()
            gone = [name for name in before.sources if name not in statements and self._inside(name, given)]
            return loader.load(before, statements, kinds_and_types, findings, gone=gone, prune=prune, strict=strict)

        if dry_run:
            return compared(self._snapshot())[1]
        with self._opened(write=True) as store:
            change, report = compared(loader.read_snapshot(store))
            if not change.is_empty:
                loader.apply_change(store, change, progress)
        return report

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
