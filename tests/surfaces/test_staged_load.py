"""A load that is too large for one transaction: whatever interrupts it, running it again completes it."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import pytest

from kg import Graph

if TYPE_CHECKING:
    from pathlib import Path

    from kg.config import StoreAddress
    from kg.stores.base import Capabilities

FILES = {
    "a.json": {
        "concepts": [{"name": name, "kind": "model"} for name in "ABCDE"],
        "relations": [{"source": one, "type": "USES", "target": "A"} for one in "BCDE"],
    },
    "b.json": {
        "concepts": [{"name": "B", "minutes": 3}, {"name": "F"}],
        "relations": [
            {"source": "F", "type": "PART_OF", "target": "B"},
            {"source": "B", "type": "USES", "target": "A"},
        ],
    },
}


@pytest.fixture
def staged(monkeypatch: pytest.MonkeyPatch, store_address: StoreAddress) -> StoreAddress:
    """Return an address whose store takes no more than two facts in a transaction."""
    if store_address.uri:
        from kg.stores.neo4j import Neo4jStore as Engine
    else:
        from kg.stores.embedded import EmbeddedStore as Engine  # type: ignore[assignment]
    whole = Engine.capabilities.fget  # type: ignore[attr-defined]

    def small(store: Any) -> Capabilities:
        capabilities: Capabilities = whole(store)
        return dataclasses.replace(capabilities, atomic_facts=2)

    monkeypatch.setattr(Engine, "capabilities", property(small))
    monkeypatch.setattr("kg.loader.write.BATCH", 2)
    return store_address


def contents(graph: Graph) -> Any:
    nodes = graph.query("MATCH (n) RETURN labels(n) AS labels, n AS node", limit=None).rows
    edges = graph.query("MATCH (a)-[r]->(b) RETURN r AS edge", limit=None).rows
    return sorted(
        json.dumps([sorted(row[0]) if isinstance(row[0], list) else 0, row], sort_keys=True) for row in (*nodes, *edges)
    )


def test_an_interrupted_load_is_reported_and_completed_by_running_it_again(
    staged: StoreAddress, tmp_path: Path
) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/a.json").write_text(json.dumps(FILES["a.json"]))
    fresh = Graph.open(tmp_path / "fresh.kgl", root=tmp_path)
    fresh.load([tmp_path / "notes"])
    (tmp_path / "notes/b.json").write_text(json.dumps(FILES["b.json"]))
    fresh.load([tmp_path / "notes"])
    expected = contents(fresh)
    interrupted = 0
    for stop in range(1, 40):
        graph = Graph(staged, root=tmp_path)
        graph.query("MATCH (n) DETACH DELETE n", write=True)
        graph.load([tmp_path / "notes/a.json"])
        steps = 0

        def progress(what: str, _done: int, _total: int, stop: int = stop) -> None:
            nonlocal steps
            if what not in {"reading", "merging", "saving"}:
                steps += 1
            if steps == stop:
                raise KeyboardInterrupt

        try:
            graph.load([tmp_path / "notes"], progress=progress)
        except KeyboardInterrupt:
            interrupted += 1
            assert graph.stats().unfinished
            assert not [one for one in graph.doctor() if one.name == "last load" and one.is_well]
        else:
            assert contents(graph) == expected
            graph.close()
            break
        graph.load([tmp_path / "notes"])
        assert not graph.stats().unfinished
        assert contents(graph) == expected
        graph.close()
    assert interrupted >= 3
