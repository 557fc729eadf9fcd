"""What is configured and whether it works."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

from kg.config import resource, store_address
from kg.errors import KgError
from kg.results import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.config import StoreAddress
    from kg.results import Stats

__all__ = ["examine"]

_LIBRARIES = ("kglite", "neo4j", "neo4j-rust-ext", "pydantic", "pyvis", "typer")


def examine(address: StoreAddress, environment: Mapping[str, str], stats: Callable[[], Stats]) -> list[Check]:
    """Return what was looked at, in the order in which things depend on each other; nothing is written.

    `stats` counts the graph and raises `KgError` where the store is not well.
    """
    checks = [
        Check("kg", is_well=True, seen=f"{version('kg-notes')} on Python {platform.python_version()}, {sys.platform}"),
        Check("libraries", is_well=True, seen=", ".join(f"{name} {version(name)}" for name in _LIBRARIES)),
        _resources(),
        Check("store", is_well=True, seen=f"{address} ({_chosen_by(address, environment)})"),
    ]
    try:
        found = stats()
    except KgError as error:
        return [*checks, Check("graph", is_well=False, seen=error.message, hint=error.hint)]
    checks.append(Check("engine", is_well=True, seen=found.store.engine))
    counts = (
        f"{sum(found.concepts.values())} concepts, {sum(found.relations.values())} relations, "
        f"{found.derived} derived prerequisites, {len(found.files)} files"
    )
    checks.append(Check("graph", is_well=True, seen=counts))
    if found.unfinished:
        checks.append(
            Check(
                "last load",
                is_well=False,
                seen="A load was interrupted and is not complete.",
                hint="Run the same kg load again; it completes it.",
            )
        )
    return checks


def _resources() -> Check:
    try:
        places = [resource("cypher"), resource("data", "ontology.yaml")]
    except KgError as error:
        return Check("shipped files", is_well=False, seen=error.message, hint=error.hint)
    return Check("shipped files", is_well=True, seen=str(places[0].parent))


def _chosen_by(address: StoreAddress, environment: Mapping[str, str]) -> str:
    for name in ("KG_STORE", "NEO4J_URI"):
        if environment.get(name):
            same = store_address(None, environment) == address
            return f"chosen by {name}" if same else f"chosen by --store; {name} is set too"
    return "the default" if store_address(None, {}) == address else "chosen by --store"
