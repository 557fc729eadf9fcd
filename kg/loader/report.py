"""What a load did."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import Finding

__all__ = ["Counts", "LoadReport"]


@dataclass(slots=True)
class Counts:
    """How many facts were created, updated and deleted; `unchanged` counts those that the loaded files state."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0

    @property
    def written(self) -> int:
        """Return how many facts changed."""
        return self.created + self.updated + self.deleted


@dataclass(slots=True)
class LoadReport:
    """Counts for concepts, authored relations and derived REQUIRES, with all findings in the order of files."""

    concepts: Counts = field(default_factory=Counts)
    relations: Counts = field(default_factory=Counts)
    derived: Counts = field(default_factory=Counts)
    findings: tuple[Finding, ...] = ()

    @property
    def written(self) -> int:
        """Return how many facts changed."""
        return self.concepts.written + self.relations.written + self.derived.written

    def to_dict(self) -> dict[str, Any]:
        """Return the frozen JSON form of `kg load --json`."""
        return asdict(self)
