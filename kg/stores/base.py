"""The seam between kg and a graph engine: a store runs Cypher, and knows nothing of concepts or prerequisites."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

__all__ = ["Capabilities", "Result", "Statement", "Store"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One Cypher statement with its parameters."""

    cypher: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of plain values in the order of `columns`.

    Nodes are `{"id", "labels", "properties"}`, relationships `{"type", "start", "end", "properties"}`, paths
    `{"nodes", "relationships"}`; ids are those of the `id` property. Temporal values are ISO 8601 strings.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    truncated: bool = False
    warnings: tuple[str, ...] = ()

    def dicts(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries by column."""
        return list(self.each())

    def each(self) -> Iterator[dict[str, Any]]:
        """Yield the rows as dictionaries by column, one at a time: many at once take much memory."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What callers may rely on. `atomic_facts` is the size of load that one transaction holds, None for any."""

    engine: str
    location: str
    atomic_facts: int | None


class Store(Protocol):
    """A graph engine. Every method raises only errors of `kg.errors`; `timeout` is in seconds, None for no bound."""

    @property
    def capabilities(self) -> Capabilities:
        """Return what the engine is and can do."""

    def read(
        self,
        cypher: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Result:
        """Run a statement that only reads, in the engine's read mode; keep the first `limit` rows, None for all."""

    def check_read(self, cypher: str, params: Mapping[str, Any] | None = None) -> None:
        """Raise `QueryRefused` unless tokens and plan show that a stranger's statement only reads this graph."""

    def write(self, statements: Iterable[Statement], *, timeout: float | None = None) -> Result:
        """Run all statements in one transaction, retried whole on a transient error; return the last one's rows."""

    def ensure_schema(self) -> None:
        """Make the constraint, the index and the full-text index where they are missing."""

    def search(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return (concept id, score) of full-text matches in name, aliases or definition, best first."""

    def close(self) -> None:
        """Release what the store holds."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
