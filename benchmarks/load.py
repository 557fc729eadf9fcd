"""Time a load, the same load again, and prerequisites, on a graph of any size.

python benchmarks/load.py [--concepts 20000] [--relations 60000] [--store graph.kgl | neo4j://localhost]

The relations go from later concepts to earlier ones, so there are no cycles; a Neo4j store is emptied first.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path

from kg import Graph

TYPES = ("USES", "IS_A", "REQUIRES", "AFFECTS")


def write_tables(folder: Path, concepts: int, relations: int) -> None:
    """Write `concepts.csv` and `relations.csv`, the same at each call."""
    choose = random.Random(1)
    rows = (f"c{n},Concept number {n},model,The definition of concept {n}." for n in range(concepts))
    (folder / "concepts.csv").write_text("id,name,kind,definition\n" + "\n".join(rows))
    pairs: set[str] = set()
    while len(pairs) < relations:
        later = choose.randrange(1, concepts)
        earlier = choose.randrange(max(0, later - 500), later)
        pairs.add(f"c{later},{choose.choice(TYPES)},c{earlier}")
    (folder / "relations.csv").write_text("source,type,target\n" + "\n".join(sorted(pairs)))


def main() -> None:
    """Print a line for each thing timed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--concepts", type=int, default=20_000)
    parser.add_argument("--relations", type=int, default=60_000)
    parser.add_argument("--store")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_tables(folder, given.concepts, given.relations)
        with Graph.open(given.store or folder / "graph.kgl", root=folder) as graph:
            if given.store:
                graph.query("MATCH (n) DETACH DELETE n", write=True)
            for what in ("load", "load again"):
                start = time.perf_counter()
                report = graph.load([folder])
                print(f"{what:<12} {time.perf_counter() - start:7.2f} s  {report.written:,} facts written")
            (goal,) = graph.query("MATCH (c:Concept)-[:USES]->() RETURN c.id AS id ORDER BY id DESC LIMIT 1").rows[0]
            start = time.perf_counter()
            steps = graph.prereqs(goal).steps
            print(f"{'prereqs':<12} {time.perf_counter() - start:7.2f} s  {len(steps):,} concepts")
    print(f"{'memory':<12} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB at the peak")


if __name__ == "__main__":
    main()
