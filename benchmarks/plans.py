"""Time plans and levels on a large graph, beside what the engine itself takes for the closure of the goal.

    python benchmarks/plans.py [--concepts 1000000] [--relations 3000000] [--store graph.kgl]   # writes docs/plans.md

The graph is the same at each call, lies in 40 layers, has no cycles, and is written straight into an embedded store;
with `--store` it is kept and used again. With another size than the default nothing is written to docs/.
"""

from __future__ import annotations

import argparse
import gc
import platform
import random
import resource
import tempfile
import textwrap
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.config import cypher, default_ontology
from kg.order import peeled, prerequisite_levels
from kg.plans import next_steps, study_plan
from kg.plans.closure import read_closure
from kg.stores.base import Statement
from kg.stores.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.stores.base import Result

ROOT = Path(__file__).parent.parent
LAYERS = 40
#: Shares: concepts with a time, prerequisites in the layer below, concepts with two alternatives, soft prerequisites.
TIMED, NEXT_BELOW, GROUPED, SOFT = 0.8, 0.8, 0.02, 0.1
#: networkx takes gigabytes beyond.
MOST_CHECKED = 100_000
BATCH = 10_000
#: Goals by layer: their closures have about 100, 10,000 and 100,000 concepts in the graph of the default size.
GOALS = (4, 9, 14)


class Counting:
    """A store that counts the rows that are read from it."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store
        self.rows = 0

    def read(self, text: str, params: Mapping[str, Any] | None = None, **options: Any) -> Result:
        """Read, and count."""
        found = self._store.read(text, params, **options)
        self.rows += len(found.rows)
        return found


def statements(concepts: int, relations: int) -> Iterator[Statement]:
    """Give what writes the graph: each concept needs some of the layers below, four of five of the next one."""
    choose = random.Random(1)
    width = concepts // LAYERS
    rows = [
        {
            "id": f"c{number}",
            "name": f"Concept {number}",
            "kind": "model",
            "minutes": choose.randrange(5, 60) if choose.random() < TIMED else None,
            "sources": ["graph.yaml"],
        }
        for number in range(concepts)
    ]
    text = cypher("load/write_labelled_concepts").replace("__LABEL__", "Model")
    yield from (Statement(text, {"rows": rows[at : at + BATCH]}) for at in range(0, concepts, BATCH))
    text = cypher("load/write_relations").replace("__TYPE__", "REQUIRES")
    upper = concepts - width
    rows = []
    for place, number in enumerate(range(width, concepts)):
        layer = number // width
        count = (place + 1) * relations // upper - place * relations // upper
        targets: set[int] = set()
        while len(targets) < count:
            below = layer - 1 if choose.random() < NEXT_BELOW else choose.randrange(layer)
            targets.add(below * width + choose.randrange(width))
        is_grouped = choose.random() < GROUPED
        for at, target in enumerate(sorted(targets)):
            in_group = is_grouped and at <= 1
            soft = choose.random() < SOFT and not in_group
            properties = {
                "strength": "soft" if soft else "hard",
                "sources": ["graph.yaml"],
                "evidence": [f"graph.yaml:{number}"],
            } | ({"any_of": "way"} if in_group else {})
            rows.append({"source": f"c{number}", "target": f"c{target}", "properties": properties})
        if len(rows) >= BATCH:
            yield Statement(text, {"rows": rows})
            rows = []
    yield Statement(text, {"rows": rows})


def timed(call: Callable[[], Any], times: int) -> tuple[float, float, Any]:
    """Return the least wall time and the least processor time of several calls, in seconds, and what the last gave."""
    walls, cpus, result = [], [], None
    for _ in range(times):
        result = None
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        result = call()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return min(walls), min(cpus), result


def plan_rows(store: EmbeddedStore, width: int, times: int) -> Iterator[str]:
    """Give a row of the table for each goal."""
    ontology = default_ontology()
    for layer in GOALS:
        goal = f"c{layer * width + 7 % width}"
        counting = Counting(store)
        wall, cpu, closure = timed(lambda: store.read(cypher("read/closure"), {"id": goal}), times)  # noqa: B023
        read_wall, read_cpu, slim = timed(lambda: read_closure(store, [goal]), times)  # noqa: B023
        plan_wall, plan_cpu, plan = timed(lambda: study_plan(counting, [goal], ontology), times)  # type: ignore[arg-type]  # noqa: B023
        rows = counting.rows // times
        next_wall, _, _ = timed(lambda: next_steps(store, ontology, goal=goal), times)  # noqa: B023
        edges = len(slim.needs.edges)
        assert rows == len(slim.concepts) + edges, "no more than the closure is read"
        yield (
            f"| {len(closure.rows):,} | {edges:,} | {rows:,} | {wall:.3f} ({cpu:.3f}) | "
            f"{read_wall:.3f} ({read_cpu:.3f}) | "
            f"{plan_wall:.3f} ({plan_cpu:.3f}) | {plan_cpu / cpu:.1f} | {plan_cpu / read_cpu:.1f} | {next_wall:.3f} | "
            f"{len(plan.steps):,}{'' if plan.is_exact else ', greedy'} |"
        )


def level_lines(store: EmbeddedStore) -> Iterator[str]:
    """Give the sentences on the levels of the whole graph."""
    wall, cpu, found = timed(lambda: store.read(cypher("read/all_prerequisites")).rows, 1)
    edges = [(source, target, strength != "soft") for source, target, strength, _ in found]
    ids = [row[0] for row in store.read(cypher("read/all_ids")).rows]
    level_wall, level_cpu, levels = timed(lambda: prerequisite_levels(ids, edges), 2)
    yield (
        f"Levels of the whole graph, {len(ids):,} concepts and {len(edges):,} prerequisites: {level_wall:.1f} s "
        f"({level_cpu:.1f} s), {max(levels.values()) + 1} levels; reading them takes {wall:.1f} s ({cpu:.1f} s) before."
    )
    if len(ids) <= MOST_CHECKED:
        graph: nx.DiGraph[str] = nx.DiGraph((b, a) for a, b, _ in edges)
        graph.add_nodes_from(ids)
        rows = list(nx.topological_generations(graph))
        assert all(levels[one] == number for number, row in enumerate(rows) for one in row)
        yield "networkx gives the same levels."
    assert not peeled(ids, edges)[1]
    wall, cpu, _ = timed(lambda: next_steps(store, default_ontology()), 1)
    yield f"`kg next` without a goal, which rates the whole graph: {wall:.1f} s ({cpu:.1f} s)."


def report(given: argparse.Namespace) -> str:
    """Return the report as Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(given.store or Path(folder) / "graph.kgl")
        if not path.exists():
            with EmbeddedStore(path, write=True) as made:
                made.ensure_schema()
                made.write(statements(given.concepts, given.relations))
        with EmbeddedStore(path) as store:
            rows = list(plan_rows(store, given.concepts // LAYERS, given.times))
            lines = list(level_lines(store))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    head = (
        f"Written by `python benchmarks/plans.py`: a random graph of {given.concepts:,} concepts in {LAYERS} layers "
        f"and {given.relations:,} REQUIRES, a tenth of them soft, two of a hundred concepts with two alternatives, on "
        f"the embedded store. Seconds, the least of {given.times} runs, and in brackets the least of processor time, "
        f"because the machine ({platform.machine()}, Python {platform.python_version()}) did other work as well."
    )
    columns = (
        "concepts in the closure | prerequisites | rows read | closure, ids | closure, with prerequisites | plan | "
        "times the ids | times both | next | steps"
    )
    paragraphs = ["# Plans, measured", head]
    table = [f"| {columns} |", "|" + "---|" * (columns.count("|") + 1), *rows]
    filled = [textwrap.fill(one, 118, break_on_hyphens=False, break_long_words=False) for one in (*lines, NOTE)]
    memory_line = f"The process took {memory:.1f} GB at its peak."
    return (
        "\n\n".join([*[textwrap.fill(one, 118) for one in paragraphs], "\n".join(table), *filled, memory_line]) + "\n"
    )


NOTE = """\
**What limits.** "Closure, ids" is `cypher/read/closure.cypher`, which returns ids only. A plan needs the prerequisites
among them too, for levels, alternatives and reasons, and there are two to three times as many, each a row that the
engine hands over; "closure, with prerequisites" is that read alone, in slim rows (ids, name, kind, minutes, strength,
group) and two queries. It takes several times as long as the ids, so no plan can take at most twice the time of the
ids; the column "times both" compares with what has to be read. The rows read are those of the closure, each once:
full records, reasons and evidence are read for what is shown, when it is shown.
"""


def main() -> None:
    """Print the report, and write it where the sizes are the default ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--concepts", type=int, default=1_000_000)
    parser.add_argument("--relations", type=int, default=3_000_000)
    parser.add_argument("--times", type=int, default=3, help="runs of which the least counts")
    parser.add_argument("--store", help="a file for the graph, kept, and used again when it is there")
    given = parser.parse_args()
    text = report(given)
    if (given.concepts, given.relations) == (parser.get_default("concepts"), parser.get_default("relations")):
        (ROOT / "docs" / "plans.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
