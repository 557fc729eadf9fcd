"""Time pages of graphs of several sizes against stock pyvis, in the same Chromium, and write docs/view.md.

python benchmarks/view.py [--sizes 60,500,2000,10000,50000] [--runs 3] [--cap 120] [--no-stock] [--write docs/view.md]

The graphs have 2.5 relations a concept, levels of prerequisites, hubs, and definitions, and are the same at each call.
Stock pyvis draws the same nodes and authored edges: `Network(directed=True, cdn_resources="in_line")`, `add_node`,
`add_edge`, `generate_html`, nothing else set; what it asks of the network is refused at once. Of several runs the
median counts. Whatever takes longer than the cap, in Python or in the browser, is stopped.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import TimeoutError as TookTooLong
from playwright.sync_api import sync_playwright

from kg.config import default_ontology
from kg.model import Concept, ConceptId, GraphData, Relation

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SIZES = (60, 500, 2_000, 10_000, 50_000)
#: Seconds to usable that a quiet machine is to reach.
AIMS = {500: 1.5, 2_000: 3.0, 10_000: 3.0, 50_000: 5.0}
RELATIONS_A_CONCEPT = 2.5
TO_HUBS = 0.1  # of them
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
WORDS = ("gradient", "descent", "learning", "rate", "model", "loss", "attention", "layer", "weight", "matrix", "batch")

#: Set before the page's own scripts run: when it can be used, in milliseconds from navigation, and what is drawn.
WATCH = """
window.drawn = 0;
window.usable = new Promise((resolve) => {
  const settle = () => requestIdleCallback(() => resolve(performance.now()));
  const idle = () => requestAnimationFrame(() => requestAnimationFrame(settle));
  const look = setInterval(() => {
    const net = globalThis.kg?.network ?? globalThis.network;
    if (!net?.body) return;
    clearInterval(look);
    window.net = net;
    net.on("afterDrawing", () => { window.drawn += 1; });
    if (globalThis.kg) idle();
    else net.once("stabilizationIterationsDone", idle); // until then it draws nothing
  }, 5);
});
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one page takes; None for what was stopped."""

    python: float | None  # seconds
    memory: float | None  # MB, at the peak of the process that writes the page
    size: float | None  # MB
    usable: float | None  # seconds from navigation to drawn and idle
    zooming: float | None  # frames a second
    dragging: float | None  # frames a second
    heap: float | None  # MB


def notes(size: int) -> GraphData:
    """Return a graph of so many concepts, with the prerequisites that a load derives."""
    dice = random.Random(1)
    ontology = default_ontology()
    kinds, types = list(ontology.kinds), list(ontology.types)
    concepts = tuple(
        Concept(
            id=ConceptId(f"c{number:05}"),
            name=f"{' '.join(dice.choices(WORDS, k=2)).title()} {number}",
            kind=dice.choice(kinds),
            definition=f"What concept {number} is, in one sentence of the usual length.",
        )
        for number in range(size)
    )
    stated: dict[tuple[ConceptId, str, ConceptId], Relation] = {}
    hubs = max(3, int(size**0.5))
    while len(stated) < size * RELATIONS_A_CONCEPT:
        later = dice.randrange(1, size) if len(stated) >= size - 1 else len(stated) + 1
        earlier = dice.randrange(later * 3 // 10, max(later * 3 // 5, 1)) if later > 1 else 0
        if len(stated) >= size and dice.random() < TO_HUBS:
            earlier = dice.randrange(min(hubs, later))
        type_ = dice.choice(types)
        source, target = concepts[later].id, concepts[earlier].id
        if type_ in {"PART_OF", "PRECEDES"}:
            source, target = target, source
        stated.setdefault((source, type_, target), Relation(source=source, type=type_, target=target))
    derived: dict[tuple[str, str], Relation] = {}
    for relation in stated.values():
        needs = ontology.needs(*relation.key)
        if needs and relation.type != "REQUIRES" and (needs[0], "REQUIRES", needs[1]) not in stated:
            derived[needs] = Relation(
                source=needs[0], type="REQUIRES", target=needs[1], derived=True, via=(relation.type,)
            )
    return GraphData(concepts=concepts, relations=(*stated.values(), *derived.values()))


def write_page(tool: str, size: int, path: Path) -> None:
    """Write a page and print how long that took, without the import and the graph; run in a process of its own."""
    graph = notes(size)
    if tool == "kg":
        from kg.view import html_page  # noqa: PLC0415 - each tool in a process of its own

        html_page(notes(3), default_ontology())  # imports
        start = time.perf_counter()
        text = html_page(graph, default_ontology())
    else:
        from pyvis.network import Network  # noqa: PLC0415 - as above

        Network(cdn_resources="in_line").generate_html()
        start = time.perf_counter()
        network = Network(directed=True, cdn_resources="in_line")
        colours = {name: kind.colour for name, kind in default_ontology().kinds.items()}
        vis_nodes = [
            {"n_id": one.id, "label": one.name, "title": one.definition, "color": colours[one.kind]}
            for one in graph.concepts
        ]
        vis_edges = [(one.source, one.target, one.type) for one in graph.relations if not one.derived]
        for node in vis_nodes:
            network.add_node(**node)
        if tool == "stock":
            for source, target, type_ in vis_edges:
                network.add_edge(source, target, title=type_)
        else:  # the page of a stock pyvis that would not look through all edges at each
            network.edges.extend(
                {"from": source, "to": target, "title": type_, "arrows": "to"} for source, target, type_ in vis_edges
            )
        text = network.generate_html()
    path.write_text(text, encoding="utf-8")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"python": time.perf_counter() - start, "memory": memory}))


def written(tool: str, size: int, path: Path, cap: float) -> dict[str, float] | None:
    """Return seconds and memory of writing the page in a new process, None where it took longer than `cap`."""
    command = [sys.executable, __file__, "--page", tool, str(size), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=cap + size / 2000)
    except subprocess.TimeoutExpired:
        return None
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measured(browser: Browser, path: Path, cap: float) -> dict[str, float | None]:
    """Return what the browser takes for a page."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route("http*://**", lambda route: route.abort())
    page = context.new_page()
    page.set_default_timeout(cap * 1000)
    page.add_init_script(WATCH)
    found: dict[str, float | None] = dict.fromkeys(("usable", "zooming", "dragging", "heap"))
    try:
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_function("() => window.usable?.then(when => { window.when = when; return true; })")
        found["usable"] = page.evaluate("window.when") / 1000
        found["zooming"], found["dragging"] = zoomed(page), dragged(page)
        devtools = context.new_cdp_session(page)
        devtools.send("HeapProfiler.collectGarbage")
        found["heap"] = devtools.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    except TookTooLong:
        pass
    finally:
        context.close()
    return found


def zoomed(page: Page, seconds: float = 2.0) -> float:
    """Return how often a second the drawing is drawn while the wheel turns, out and in again."""
    page.mouse.move(640, 400)
    page.evaluate("window.drawn = 0")
    start = time.perf_counter()
    turn = 0
    while time.perf_counter() - start < seconds:
        page.mouse.wheel(0, (60, -60)[turn // 8 % 2])
        page.evaluate("new Promise(requestAnimationFrame)")
        turn += 1
    return float(page.evaluate("window.drawn")) / (time.perf_counter() - start)


def dragged(page: Page, seconds: float = 2.0) -> float:
    """Return how often a second the drawing is drawn while the mouse drags it to and fro."""
    page.mouse.move(640, 400)
    page.mouse.down()
    page.evaluate("window.drawn = 0")
    start = time.perf_counter()
    step = 0
    while time.perf_counter() - start < seconds:
        page.mouse.move(640 + 10 * abs(step % 40 - 20), 400 + 5 * abs(step % 30 - 15))
        page.evaluate("new Promise(requestAnimationFrame)")
        step += 1
    frames = float(page.evaluate("window.drawn")) / (time.perf_counter() - start)
    page.mouse.up()
    return frames


def figures(tool: str, size: int, folder: Path, *, runs: int, cap: float) -> Figures:
    """Return the medians of several runs, each in a new browser."""
    path = folder / f"{tool}-{size}.html"
    made = written(tool, size, path, cap)
    shown = path
    if made is None:  # what the browser takes can still be had
        shown = folder / f"filled-{size}.html"
        written("filled", size, shown, 10 * cap)
    trials: list[dict[str, float | None]] = []
    with sync_playwright() as playwright:
        for _ in range(runs):
            browser = playwright.chromium.launch(
                executable_path=next(one for one in CHROMIUM if Path(one).exists()),
                args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            trials.append(measured(browser, shown, cap))
            browser.close()
            if trials[-1]["usable"] is None:
                break
    middle = {key: _median([one[key] for one in trials]) for key in trials[0]}
    python, memory = (None, None) if made is None else (made["python"], made["memory"])
    return Figures(python, memory, shown.stat().st_size / 1e6, **middle)


def _median(values: list[float | None]) -> float | None:
    there = [value for value in values if value is not None]
    return statistics.median(there) if len(there) == len(values) else None


def main() -> None:
    """Measure, print, and write the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--cap", type=float, default=120, help="seconds")
    parser.add_argument("--no-stock", action="store_true")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--page", nargs=3, metavar=("TOOL", "SIZE", "PATH"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.page:
        write_page(given.page[0], int(given.page[1]), Path(given.page[2]))
        return
    results: dict[str, dict[int, Figures]] = {"kg": {}, "stock": {}}
    with tempfile.TemporaryDirectory() as name:
        for size in map(int, given.sizes.split(",")):
            for tool in ("kg",) if given.no_stock else ("kg", "stock"):
                runs = given.runs if tool == "kg" else 1
                found = results[tool][size] = figures(tool, size, Path(name), runs=runs, cap=given.cap)
                print(f"{tool:<6} {size:>6}  {found}  load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
