"""Stores run Cypher: the embedded one in this process, Neo4j on a server, both behind `base.Store`.

The read gate (`gate`, on `tokens`) is theirs too; engines are imported when a store is opened, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.config import StoreAddress
    from kg.stores.base import Store

__all__ = ["open_store"]


def open_store(address: StoreAddress, *, write: bool = False) -> Store:
    """Return the store at `address`, open for reading or, `write`, for both.

    Neo4j is connected to when it is first asked, the embedded file is opened here.

    Raises:
        StoreUnavailable: the file does not exist (reading), or cannot be opened.
        StoreBusy: another process writes the file (`write`).
    """
    if address.uri is not None:
        from kg.stores.neo4j import Neo4jStore  # noqa: PLC0415 - the driver takes 0.3 s to import

        return Neo4jStore(address)
    from kg.config import DEFAULT_STORE  # noqa: PLC0415 - only needed here
    from kg.stores.embedded import EmbeddedStore  # noqa: PLC0415 - the engine takes 0.1 s to import

    return EmbeddedStore(address.path or DEFAULT_STORE, write=write)
