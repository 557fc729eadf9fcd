"""An open graph: which store it is in, and which ontology it was loaded with."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from kg import lookup
from kg.config import default_ontology, find_root, store_address
from kg.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from kg.config import StoreAddress
    from kg.ontology import Ontology
    from kg.stores.base import Store

__all__ = ["OpenGraph"]


class OpenGraph:
    """What every part of `Graph` stands on."""

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
                self._ontology = lookup.stored_ontology(store)
            except BaseException:
                store.close()
                raise
            self._store = store
        return self._store

    @property
    def ontology(self) -> Ontology:
        """Return the ontology that the graph was loaded with, the shipped one for an empty graph."""
        return self._ontology if self.store and self._ontology else default_ontology()

    @contextmanager
    def _opened(self, *, write: bool) -> Iterator[Store]:
        """Open the store apart from the one for reading, which would not see what is written."""
        self.close()
        store = open_store(self.address, write=write)
        try:
            yield store
        finally:
            store.close()
