"""kg turns notes into a knowledge graph that people trust.

>>> import kg
>>> kg.Concept(id="sgd", name="SGD").name
'SGD'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import (
    AmbiguousName,
    Finding,
    InputError,
    KgError,
    NotFound,
    QueryError,
    QueryRefused,
    QueryTimeout,
    StoreBusy,
    StoreUnavailable,
    StrictRefusal,
    UsageError,
)

if TYPE_CHECKING:
    from kg.app import Graph
    from kg.model import Concept, Evidence, GraphData, Relation

__all__ = [
    "AmbiguousName",
    "Concept",
    "Evidence",
    "Finding",
    "Graph",
    "GraphData",
    "InputError",
    "KgError",
    "NotFound",
    "QueryError",
    "QueryRefused",
    "QueryTimeout",
    "Relation",
    "StoreBusy",
    "StoreUnavailable",
    "StrictRefusal",
    "UsageError",
]

_HOMES = {
    "Graph": "kg.app",
    "Concept": "kg.model",
    "Evidence": "kg.model",
    "GraphData": "kg.model",
    "Relation": "kg.model",
}


def __getattr__(name: str) -> object:
    """Import the heavier names when they are first used, so that `kg --help` is fast."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only needed here

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
