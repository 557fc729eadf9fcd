"""Commands that write the graph: demo, load, copy."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import Json, Quiet, Root, Store
from kg.cli.screen import ProgressDisplay, Screen

if TYPE_CHECKING:
    from kg.app import Graph
    from kg.loader import LoadReport

__all__ = ["register"]


class Surety(StrEnum):
    """How sure a fact of the notes has to be."""

    PATTERN = "pattern"
    STATED = "stated"
    NAMED = "named"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(short_help="Show kg on the bundled notes.")(demo)
    app.command(short_help="Load notes into the graph.")(load)
    app.command(short_help="Copy a graph to another store.")(copy)


def load(
    paths: Annotated[
        list[Path], typer.Argument(help="Files or folders: YAML, JSON, CSV, Markdown.", show_default=False)
    ],
    *,
    store: Store = None,
    root: Root = None,
    ontology: Annotated[
        Path | None,
        typer.Option("--ontology", help="Kinds and relation types; else those of the graph.", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Delete facts inside PATHS that no file states any more.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse the load on any warning.")] = False,
    min_confidence: Annotated[
        Surety,
        typer.Option(
            "--min-confidence",
            help="`stated` leaves out what only a pattern in a sentence says; `named` adds what one only names.",
        ),
    ] = Surety.PATTERN,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Load notes into the graph; loading the same again writes nothing."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast

    with Graph.open(store, root=root) as graph, ProgressDisplay(quiet=quiet or as_json) as progress:
        try:
            report = graph.load(
                paths,
                ontology=ontology,
                dry_run=dry_run,
                prune=prune,
                strict=strict,
                min_confidence=min_confidence.value,
                progress=progress,
            )
        except KeyboardInterrupt:
            _interrupted(graph)
    if as_json:
        typer.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    elif not quiet:
        Screen(sys.stderr).findings(report.findings)
        _print(report, str(graph.address), dry_run=dry_run)


def copy(
    *,
    source: Annotated[str, typer.Option("--from", metavar="STORE", help="The graph to copy.", show_default=False)],
    target: Annotated[str, typer.Option("--to", metavar="STORE", help="Where to.", show_default=False)],
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite another graph there.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Copy a graph from one store to another, embedded or Neo4j, exactly."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast

    with (
        Graph.open(source) as graph,
        Graph.open(target) as there,
        ProgressDisplay(quiet=quiet or as_json) as progress,
    ):
        try:
            report = graph.copy_to(there, replace=replace, progress=progress)
        except KeyboardInterrupt:
            _interrupted(there)
    if as_json:
        typer.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    elif not quiet:
        _print(report, str(there.address), dry_run=False)


def demo(
    *,
    folder: Annotated[Path, typer.Option("--folder", help="Where the graph and the page are written.")] = Path("demo"),
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
) -> None:
    """Load the bundled notes into a fresh graph, show a study order and a Cypher answer, write the page."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.cli.render import print_study_order, print_table  # noqa: PLC0415
    from kg.config import resource  # noqa: PLC0415

    screen = Screen()
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / "demo.kgl"
    for old in (place, *folder.glob("demo.kgl-*"), *folder.glob("demo.kgl.*")):
        old.unlink(missing_ok=True)
    notes = resource("data")
    with Graph.open(place, root=notes.parent) as graph:
        screen.line(f"Loading the bundled notes into {place}", style="bold")
        with ProgressDisplay(at_once=True) as progress:
            report = graph.load([notes / "ml.yaml"], progress=progress)
        _print(report, str(place), dry_run=False)
        screen.line()
        screen.line("What must I know before Transformer, in which order, and why?", style="bold")
        print_study_order(screen, graph.prereqs("Transformer"), graph.ontology)
        statement = 'MATCH (:Concept {name: "Optimizer"})-[:USES|UPDATES|REDUCES]->(x) RETURN x.name ORDER BY x.name'
        screen.line()
        screen.line(f"kg query '{statement}'", style="bold")
        print_table(screen, graph.query(statement))
        page = folder / "demo.html"
        graph.write(page, "html", goal="Transformer", title="Machine learning notes")
    screen.line()
    screen.line(f"The graph as one page, which needs no network: {page}", style="bold")
    screen.line(f"Next: kg prereqs nanoGPT --store {place}, or kg load YOUR_NOTES")
    if open_page:
        from kg.cli.browser import open_in_browser  # noqa: PLC0415 - only needed here

        if not open_in_browser(page):
            Screen(sys.stderr).line("No browser could be opened; open the page yourself.")


def _interrupted(graph: Graph) -> None:
    """Say what an interrupted load leaves, and exit with 130."""
    screen = Screen(sys.stderr)
    if graph.address.uri is None:
        screen.line("Interrupted; nothing was written.", style="red")
    else:
        screen.line("Interrupted; kg stats says whether the load has to be run again.", style="red")
    raise typer.Exit(130)


def _print(report: LoadReport, place: str, *, dry_run: bool) -> None:
    screen = Screen()
    verb = "Would load into" if dry_run else "Loaded into"
    if not report.written:
        screen.line(f"Nothing to write: {place} already holds all of it.")
    else:
        screen.line(f"{verb} {place}:")
    for what, counts in (
        ("concepts", report.concepts),
        ("relations", report.relations),
        ("derived prerequisites", report.derived),
    ):
        parts = [
            f"{number} {word}"
            for word, number in (
                ("created", counts.created),
                ("updated", counts.updated),
                ("unchanged", counts.unchanged),
                ("deleted", counts.deleted),
            )
            if number
        ]
        screen.line(f"  {what}: {', '.join(parts) or 'none'}")
