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
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import TimeoutError as TookTooLong
from playwright.sync_api import sync_playwright

from kg.config import default_ontology
from kg.export import export_graph
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

#: Milliseconds from the press on the button until the last line is drawn.
SHOW_WHOLE = """async () => {
  const stage = document.getElementById("drawing");
  const start = performance.now();
  let last = start;
  const watch = new MutationObserver(() => { last = performance.now(); });
  watch.observe(stage, { attributeFilter: ["aria-busy"] });
  document.getElementById("whole").click();
  do { // the view moves for 350 ms, and lines are drawn when it rests
    await new Promise((done) => setTimeout(done, 800));
    await new Promise(requestAnimationFrame);
  } while (stage.ariaBusy === "true" || performance.now() - last < 800);
  watch.disconnect();
  return last - start;
}"""
MEASURED = ("usable", "zooming", "dragging", "heap", "whole", "whole_zooming", "whole_dragging")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one page takes; None for what was stopped."""

    python: float | None  # seconds
    processor: float | None  # seconds that the processor worked for it
    memory: float | None  # MB, at the peak of the process that writes the page
    size: float | None  # MB
    usable: float | None  # seconds from navigation to drawn and idle
    zooming: float | None  # frames a second
    dragging: float | None  # frames a second
    heap: float | None  # MB
    whole: float | None = None  # seconds from the press on Whole graph until all of it is drawn
    whole_zooming: float | None = None  # frames a second, with all of it drawn
    whole_dragging: float | None = None


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
        start, worked = time.perf_counter(), time.process_time()
        text = html_page(graph, default_ontology())
    else:
        from pyvis.network import Network  # noqa: PLC0415 - as above

        Network(cdn_resources="in_line").generate_html()
        start, worked = time.perf_counter(), time.process_time()
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
    took = {"python": time.perf_counter() - start, "processor": time.process_time() - worked}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**took, "memory": memory}))


def written(tool: str, size: int, path: Path, cap: float | None) -> dict[str, float] | None:
    """Return seconds and memory of writing the page in a new process, None where it took longer than `cap`."""
    command = [sys.executable, __file__, "--page", tool, str(size), str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=cap and cap + size / 2000)
    except subprocess.TimeoutExpired:
        return None
    return dict(json.loads(done.stdout.splitlines()[-1]))


def exported(size: int, folder: Path) -> dict[str, float]:
    """Return seconds, processor seconds and memory of `kg export html --all` of a store with so many concepts."""
    graph, store = folder / "graph.json", str(folder / "graph.kgl")
    graph.write_text(export_graph(notes(size), default_ontology(), "json"), encoding="utf-8")
    kg = [sys.executable, "-m", "kg"]
    subprocess.run([*kg, "load", str(graph), "--store", store, "--quiet"], check=True)
    start = time.perf_counter()
    command = [*kg, "export", "html", "--all", "-o", str(folder / "whole.html"), "--store", store]
    _, status, used = os.wait4(subprocess.Popen(command, stdout=subprocess.DEVNULL).pid, 0)
    if status:
        raise SystemExit("kg export failed")
    processor = used.ru_utime + used.ru_stime
    return {"wall": time.perf_counter() - start, "processor": processor, "memory": used.ru_maxrss / 1024}


def measured(browser: Browser, path: Path, cap: float) -> dict[str, float | None]:
    """Return what the browser takes for a page."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route("http*://**", lambda route: route.abort())
    page = context.new_page()
    page.set_default_timeout(cap * 1000)
    page.add_init_script(WATCH)
    found: dict[str, float | None] = dict.fromkeys(MEASURED)
    try:
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_function("() => window.usable?.then(when => { window.when = when; return true; })")
        found["usable"] = page.evaluate("window.when") / 1000
        found["zooming"], found["dragging"] = zoomed(page), dragged(page)
        devtools = context.new_cdp_session(page)
        devtools.send("HeapProfiler.collectGarbage")
        found["heap"] = devtools.send("Runtime.getHeapUsage")["usedSize"] / 1e6
        if page.locator("#whole").count():
            found["whole"] = page.evaluate(SHOW_WHOLE) / 1000
            found["whole_zooming"], found["whole_dragging"] = zoomed(page), dragged(page)
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
    made = written(tool, size, path, cap if tool == "stock" else None)
    shown = path
    if made is None:  # what the browser takes can still be had
        shown = folder / f"filled-{size}.html"
        written("filled", size, shown, None)
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
    took = made or dict.fromkeys(("python", "processor", "memory"))
    return Figures(**took, size=shown.stat().st_size / 1e6, **middle)


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
    parser.add_argument("--figures", type=Path, help="JSON that keeps the figures, so that sizes can be run in turn")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--page", nargs=3, metavar=("TOOL", "SIZE", "PATH"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.page:
        write_page(given.page[0], int(given.page[1]), Path(given.page[2]))
        return
    results: dict[str, dict[int, Figures]] = {"kg": {}, "stock": {}}
    loads, command = [], None
    if given.figures and given.figures.exists():
        kept = json.loads(given.figures.read_text(encoding="utf-8"))
        loads, command = kept["loads"], kept["export"]
        for tool, size, found in kept["figures"]:
            results[tool][size] = Figures(**found)
    with tempfile.TemporaryDirectory() as name:
        for size in map(int, filter(None, given.sizes.split(","))):
            for tool in ("kg",) if given.no_stock else ("kg", "stock"):
                runs = given.runs if tool == "kg" else 1
                found = results[tool][size] = figures(tool, size, Path(name), runs=runs, cap=given.cap)
                loads.append(os.getloadavg()[0])
                print(f"{tool:<6} {size:>6}  {found}  load {loads[-1]:.1f}", flush=True)
        if given.sizes:
            command = exported(max(map(int, given.sizes.split(","))), Path(name))
    if given.figures:
        kept = [(tool, size, asdict(found)) for tool, by_size in results.items() for size, found in by_size.items()]
        given.figures.write_text(
            json.dumps({"loads": loads, "export": command, "figures": kept}, indent=1), encoding="utf-8"
        )
    if given.write:
        given.write.write_text(document(results["kg"], results["stock"], command, given.cap, loads), encoding="utf-8")


def document(
    ours: dict[int, Figures], stock: dict[int, Figures], export: dict[str, float], cap: float, loads: list[float]
) -> str:
    """Return docs/view.md."""
    sizes = sorted(ours.keys() & stock.keys())
    processor = os.cpu_count()
    noise = (
        f"{processor} processors, whose load was {min(loads):.0f} to {max(loads):.0f} while this was measured: other "
        "work ran, and a quiet machine is faster"
        if max(loads) > (processor or 1)
        else f"{processor} processors, a load of at most {max(loads):.1f}"
    )
    rows = [
        _row("usable after, kg", [_seconds(ours[size].usable) for size in sizes]),
        _row("usable after, stock", [_seconds(stock[size].usable, cap) for size in sizes]),
        _row("times faster", [_ratio(ours[size], stock[size], cap) for size in sizes]),
        _row("zooming, kg", [_frames(ours[size].zooming) for size in sizes]),
        _row("zooming, stock", [_frames(stock[size].zooming) for size in sizes]),
        _row("dragging, kg", [_frames(ours[size].dragging) for size in sizes]),
        _row("dragging, stock", [_frames(stock[size].dragging) for size in sizes]),
        _row("heap, kg", [_megabytes(ours[size].heap) for size in sizes]),
        _row("heap, stock", [_megabytes(stock[size].heap) for size in sizes]),
        _row("file, kg", [_megabytes(ours[size].size) for size in sizes]),
        _row("file, stock", [_megabytes(stock[size].size) for size in sizes]),
        _row("Python, kg", [_seconds(ours[size].python) for size in sizes]),
        _row("Python, stock", [_seconds(stock[size].python, cap) for size in sizes]),
        _row("of that the processor's, kg", [_seconds(ours[size].processor) for size in sizes]),
        _row("memory of Python, kg", [_megabytes(ours[size].memory) for size in sizes]),
    ]
    whole = [
        _row("all drawn after", [_seconds(ours[size].whole) for size in sizes]),
        _row("zooming", [_frames(ours[size].whole_zooming) for size in sizes]),
        _row("dragging", [_frames(ours[size].whole_dragging) for size in sizes]),
    ]
    head = "\n".join([_row("concepts", [f"{size:,}" for size in sizes]), "|---|" + "---:|" * len(sizes)])
    template = (Path(__file__).parent / "view.md.in").read_text(encoding="utf-8")
    return template.format(
        head=head,
        rows="\n".join(rows),
        whole="\n".join(whole),
        noise=noise,
        cap=f"{cap:g}",
        command=COMMAND,
        largest=f"{max(sizes):,}",
        export=f"{export['wall']:.0f} s ({export['processor']:.0f} s of the processor's) and "
        f"{export['memory']:,.0f} MiB",
    )


COMMAND = "python benchmarks/view.py --write docs/view.md"


def _row(name: str, cells: list[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _seconds(value: float | None, cap: float | None = None) -> str:
    return f"> {cap:g} s" if value is None and cap else "" if value is None else f"{value:.2f} s"


def _frames(value: float | None) -> str:
    return "" if value is None else f"{value:.0f} /s"


def _megabytes(value: float | None) -> str:
    return "" if value is None else f"{value:.1f} MB"


def _ratio(ours: Figures, stock: Figures, cap: float) -> str:
    if ours.usable is None:
        return ""
    return f"{'' if stock.usable else '> '}{(stock.usable or cap) / ours.usable:.0f}"


if __name__ == "__main__":
    main()
