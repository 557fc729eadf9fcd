"""Commands that give the graph to people and programs: export, view, stats, doctor."""

from __future__ import annotations

import json
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli.options import Json, Root, Store
from kg.cli.screen import Screen

__all__ = ["register"]

_FEW_FILES = 10  # that fit a line or two

Focus = Annotated[str | None, typer.Option("--focus", help="Only what is near this concept.", show_default=False)]
Depth = Annotated[int, typer.Option("--depth", min=0, help="How near: relations away from --focus.")]
KnownFile = Annotated[
    Path | None,
    typer.Option(
        "--known-file",
        help="A file of names of what is known when the page opens, one a line, or of marks.",
        show_default=False,
    ),
]
Title = Annotated[str | None, typer.Option("--title", help="Title of the page.", show_default=False)]
Whole = Annotated[bool, typer.Option("--all", help="Write the page however big it gets.")]


class Layout(StrEnum):
    """Where a page puts its concepts."""

    LEVELS = "levels"
    FORCE = "force"


LayoutOption = Annotated[
    Layout, typer.Option("--layout", help="A page by levels of prerequisites, or by what is linked to what.")
]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(short_help="Write the graph as a page, or for another tool.")(export)
    app.command(short_help="Open the graph as a page in the browser.")(view)
    app.command(short_help="Count concepts and relations.")(stats)
    app.command(short_help="Say what is configured and whether it works.")(doctor)


def export(
    format_: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="html, json, graphml, gexf, node-link, jsonld, csv, cypher, mermaid or dot.",
            show_default=False,
        ),
    ],
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="File to write, for csv a folder or a .zip file; else standard output.",
            show_default=False,
        ),
    ] = None,
    focus: Focus = None,
    depth: Depth = 2,
    goal: Annotated[
        str | None, typer.Option("--goal", help="The concept that the page opens on.", show_default=False)
    ] = None,
    known_file: KnownFile = None,
    layout: LayoutOption = Layout.LEVELS,
    title: Title = None,
    whole: Whole = False,
    store: Store = None,
    root: Root = None,
) -> None:
    """Write the graph as one HTML page, as kg's own JSON, or in the format of another tool."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast

    options: dict[str, Any] = {
        "focus": focus,
        "depth": depth,
        "goal": goal,
        "known_file": known_file,
        "layout": layout.value,
        "title": title,
        "whole": whole,
    }
    with Graph.open(store, root=root) as graph:
        if output is None or str(output) == "-":
            typer.echo(graph.export(format_, **options))
            return
        graph.write(output, format_, **options)
    Screen(sys.stderr).line(f"Wrote {output}.")


def view(
    name: Annotated[
        str | None, typer.Argument(help="Id, name or alias of the concept that the page opens on.", show_default=False)
    ] = None,
    *,
    focus: Focus = None,
    depth: Depth = 2,
    known_file: KnownFile = None,
    layout: LayoutOption = Layout.LEVELS,
    title: Title = None,
    whole: Whole = False,
    store: Store = None,
) -> None:
    """Write the graph as a page to a temporary folder and open it in the browser (BROWSER, else the system's).

    What kg known marks is marked in the page. Pages that are older than a day are removed.
    """
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.cli.browser import open_in_browser, temporary_page  # noqa: PLC0415

    with Graph.open(store) as graph, temporary_page() as page:
        graph.write(
            page,
            "html",
            focus=focus,
            depth=depth,
            goal=name,
            known_file=known_file,
            marks=True,
            layout=layout.value,
            title=title,
            whole=whole,
        )
    opened = open_in_browser(page)
    Screen(sys.stderr).line("Opened in the browser:" if opened else "No browser could be opened; open this page:")
    typer.echo(page)


def stats(*, store: Store = None, as_json: Json = False) -> None:
    """Count concepts by kind and relations by type."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast

    with Graph.open(store) as graph:
        found = graph.stats()
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        return
    screen = Screen()
    screen.line(f"{found.store.location} ({found.store.engine})", style="bold")
    screen.line(f"{sum(found.concepts.values())} concepts")
    screen.table(("kind", "concepts"), [(kind, str(count)) for kind, count in found.concepts.items()])
    screen.line(f"{sum(found.relations.values())} relations, {found.derived} derived prerequisites")
    screen.table(("type", "relations"), [(type_, str(count)) for type_, count in found.relations.items()])
    shown = ": " + ", ".join(found.files) if 0 < len(found.files) <= _FEW_FILES else ""
    screen.line(f"{len(found.files)} file{'s' * (len(found.files) != 1)}{shown}")
    if found.unfinished:
        screen.line("A load was interrupted and is not complete: run it again.", style="red")


def doctor(*, store: Store = None, as_json: Json = False) -> None:
    """Say what is configured and whether it works; exit code 4 when the store does not."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast

    with Graph.open(store, environment=os.environ) as graph:
        checks = graph.doctor()
    if as_json:
        typer.echo(json.dumps([one.to_dict() for one in checks], ensure_ascii=False, indent=2))
    else:
        screen = Screen()
        for one in checks:
            mark = screen.styled("ok  ", "green") if one.is_well else screen.styled("FAIL", "red")
            screen.line(f"{mark} {one.name}: {one.seen}" + (f" {one.hint}" if one.hint else ""))
    if not all(one.is_well for one in checks):
        raise typer.Exit(4)
