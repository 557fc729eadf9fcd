"""The library: one method per use case, and all that a surface (command line, service, page) may call."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg import loader, lookup
from kg.config import default_ontology, find_root, read_ontology, store_address
from kg.doctor import examine
from kg.errors import UsageError
from kg.model import GraphData
from kg.prereqs import Prereqs, prerequisites
from kg.queries import catalogue, named_query
from kg.results import ConceptView, Connection
from kg.stores import open_store
from kg.stores.base import Result, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from kg.config import StoreAddress
    from kg.loader import Change, LoadReport, Snapshot
    from kg.model import ConceptId
    from kg.ontology import Ontology
    from kg.queries import NamedQuery
    from kg.results import Check, SearchHit, Stats
    from kg.stores.base import Store

__all__ = ["FORMATS", "Graph"]

#: Export formats.
FORMATS = ("html", "json", "graphml")
Progress = Callable[[str, int, int], None]


def _unwatched(what: str, done: int, total: int) -> None:
    """Take the progress that nobody watches."""


class Graph:
    """A knowledge graph in a store.

    >>> import tempfile
    >>> with Graph.open(tempfile.mkdtemp() + "/graph.kgl") as graph:
    ...     report = graph.load(["data/ml.yaml"])
    ...     graph.query('MATCH (:Concept {name: "SGD"})-[:IS_A]->(x) RETURN x.name AS name').dicts()
    [{'name': 'Optimizer'}]
    """

    def __init__(
        self, address: StoreAddress, *, root: Path | None = None, environment: Mapping[str, str] | None = None
    ) -> None:
        self.address = address
        self.environment = os.environ if environment is None else environment
        self.root = find_root(root)
        self._store: Store | None = None
        self._ontology: Ontology | None = None

    @classmethod
    def open(
        cls,
        store: str | Path | None = None,
        *,
        root: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Self:
        """Return the graph in `store`: the path of a `.kgl` file or `neo4j://host`; None asks the environment.

        `root` is the folder that file names in evidence are relative to. Nothing is opened before it is needed.

        Raises:
            UsageError: a scheme that no store has.
        """
        address = store_address(None if store is None else str(store), environment)
        return cls(address, root=root, environment=environment)

    def close(self) -> None:
        """Release the store."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def store(self) -> Store:
        """Return the store, open for reading.

        Raises:
            StoreUnavailable: it cannot be reached, does not exist yet, or was written by a newer kg.
        """
        if self._store is None:
            store = open_store(self.address)
            try:
                self._ontology = loader.stored_ontology(store)
            except BaseException:
                store.close()
                raise
            self._store = store
        return self._store

    @property
    def ontology(self) -> Ontology:
        """Return the ontology that the graph was loaded with, the shipped one for an empty graph."""
        return self._ontology if self.store and self._ontology else default_ontology()

    # Loading

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

    def copy_to(self, target: Graph, *, replace: bool = False, progress: Progress = _unwatched) -> LoadReport:
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

    @contextmanager
    def _opened(self, *, write: bool) -> Iterator[Store]:
        """Open the store apart from the one for reading, which would not see what is written."""
        self.close()
        store = open_store(self.address, write=write)
        try:
            yield store
        finally:
            store.close()

    def _snapshot(self) -> Snapshot:
        """Return what the store holds, nothing where there is no store yet."""
        if self.address.path is not None and not self.address.path.exists():
            return loader.Snapshot()
        return loader.read_snapshot(self.store)

    def _inside(self, name: str, paths: Sequence[Path]) -> bool:
        """Tell whether a file of the graph lies in one of the paths."""
        place = (self.root / name).resolve()
        return any(place == path.resolve() or path.resolve() in place.parents for path in paths)

    # Asking

    def query(
        self,
        text: str,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = 1000,
        timeout: float | None = 30.0,
        write: bool = False,
    ) -> Result:
        """Run a Cypher statement; only one that reads, unless `write`.

        Args:
            text: one Cypher statement.
            params: values for its parameters.
            limit: how many rows to keep, None for all; `Result.truncated` says whether there were more.
            timeout: seconds, None for no bound.
            write: let the statement change the graph.

        Raises:
            QueryError: the engine does not accept it.
            QueryRefused: it does more than read.
            QueryTimeout: it took longer than `timeout`.
        """
        if write:
            with self._opened(write=True) as store:
                result = store.write([Statement(text, params or {})], timeout=timeout)
            kept = result.rows if limit is None else result.rows[:limit]
            return Result(result.columns, kept, len(kept) < len(result.rows), result.warnings)
        self.store.check_read(text, params)
        return self.store.read(text, params, timeout=timeout, limit=limit)

    def run(
        self,
        name: str,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = 1000,
        timeout: float | None = 30.0,
    ) -> Result:
        """Run the query called `name` of `queries()`.

        Raises:
            NotFound: there is none.
            UsageError: a parameter is missing or unknown.
            QueryTimeout: it took longer than `timeout` seconds.
        """
        query = named_query(name)
        values = query.bind(params or {})
        for parameter in query.parameters:
            if parameter.is_concept:
                values[parameter.name] = self.resolve(str(values[parameter.name]))[1]
        return self.store.read(query.text, values, timeout=timeout, limit=limit)

    def queries(self) -> dict[str, NamedQuery]:
        """Return the queries that kg ships, by name."""
        return catalogue()

    def resolve(self, name: str) -> tuple[ConceptId, str]:
        """Return (id, name) of the one concept that is meant by an id, a name or an alias, in any case.

        Raises:
            NotFound: no concept is; the three nearest names are in it.
            AmbiguousName: several are.
        """
        return lookup.resolve(self.store, name)

    def search(self, text: str, *, limit: int = 20) -> list[SearchHit]:
        """Return concepts that have the words of `text` in name, aliases or definition, best first.

        A name wins over an alias, an alias over a definition; whole words over beginnings of words.
        """
        return lookup.search(self.store, text, limit)

    def show(self, name: str) -> ConceptView:
        """Return a concept with its relations both ways.

        Raises:
            NotFound: there is no such concept.
            AmbiguousName: there are several.
        """
        identity, _ = self.resolve(name)
        outgoing = lookup.relations(self.store, [identity])
        incoming = lookup.relations(self.store, [identity], incoming=True)
        ends = {one.target for one in outgoing} | {one.source for one in incoming}
        (concept,) = lookup.concepts(self.store, [identity])
        names = lookup.names(self.store, ends | {identity})
        return ConceptView(concept, tuple(outgoing), tuple(incoming), names, self.ontology)

    def prereqs(self, name: str, *, depth: int | None = None, reverse: bool = False) -> Prereqs:
        """Return what must be known before a concept, in order and with reasons; or, `reverse`, what it opens.

        Raises:
            NotFound: there is no such concept.
            AmbiguousName: there are several.
        """
        identity, _ = self.resolve(name)
        return prerequisites(self.store, identity, self.ontology, depth=depth, reverse=reverse)

    def path(self, start: str, end: str, *, max_links: int = 20) -> Connection:
        """Return a shortest chain of authored relations, in any direction, between two concepts.

        Of several the first by id is taken, so both stores give the same one.

        Raises:
            NotFound: one of the concepts does not exist.
            AmbiguousName: one of the names has several.
        """
        first, last = self.resolve(start)[0], self.resolve(end)[0]
        links = lookup.chain(self.store, first, last, max_links)
        ends = {end for one in links or () for end in (one.source, one.target)}
        names = lookup.names(self.store, ends | {first, last})
        return Connection(first, last, tuple(links or ()), links is not None, names, self.ontology)

    def stats(self) -> Stats:
        """Return counts by kind and by relation type."""
        return lookup.stats(self.store)

    def doctor(self) -> list[Check]:
        """Return what is configured and whether it works; raises nothing for a store that does not."""
        return examine(self.address, self.environment, self.stats)

    # Taking out

    def data(self, *, focus: str | None = None, depth: int = 2) -> GraphData:
        """Return the graph as records, derived relations included; with `focus` only what is within `depth` relations.

        Raises:
            NotFound: there is no concept called `focus`.
            AmbiguousName: there are several.
        """
        if focus is None:
            snapshot = loader.read_snapshot(self.store)
            return GraphData(
                concepts=tuple(snapshot.concepts[key] for key in sorted(snapshot.concepts)),
                relations=tuple(snapshot.relations[key] for key in sorted(snapshot.relations)),
            )
        within = lookup.near(self.store, self.resolve(focus)[0], depth)
        return GraphData(
            concepts=tuple(lookup.concepts(self.store, within)),
            relations=tuple(one for one in lookup.relations(self.store, within) if one.target in within),
        )

    def export(
        self,
        format: str,  # noqa: A002 - the word of the command line
        *,
        focus: str | None = None,
        depth: int = 2,
        goal: str | None = None,
        title: str | None = None,
    ) -> str:
        """Return the graph, or the part around `focus`, in one of `FORMATS`.

        Args:
            format: one of `FORMATS`.
            focus: a concept to stay near to.
            depth: how many relations away from `focus`.
            goal: the concept whose prerequisites the page opens on.
            title: the title of the page.

        Raises:
            UsageError: there is no such format.
            NotFound: there is no such concept.
        """
        if format not in FORMATS:
            raise UsageError(f"There is no export format '{format}'.", f"The formats are {', '.join(FORMATS)}.")
        graph = self.data(focus=focus, depth=depth)
        if format == "html":
            from kg.view import html_page  # noqa: PLC0415 - pyvis takes a second to import

            aim = goal or focus
            opened_on = None if aim is None else self.resolve(aim)[0]
            return html_page(graph, self.ontology, title=title or "Knowledge graph", goal=opened_on)
        from kg.export import export_graph  # noqa: PLC0415 - networkx takes 0.3 s to import

        return export_graph(graph, self.ontology, format)

    def write(self, path: str | Path, format: str, **options: Any) -> None:  # noqa: A002 - as in `export`
        """Write what `export` returns to a file, in UTF-8 and whole or not at all.

        Raises:
            UsageError: the folder is missing or cannot be written.
        """
        from kg.export import write_text_atomically  # noqa: PLC0415 - only needed here

        write_text_atomically(Path(path), self.export(format, **options))
