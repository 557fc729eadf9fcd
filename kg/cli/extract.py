"""The command that shows what notes say, for review: extract."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Quiet, Root, Store
from kg.cli.screen import Screen

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(short_help="Show what notes say, as YAML to edit and load.")(extract)


def extract(
    paths: Annotated[
        list[Path], typer.Argument(help="Markdown files or folders; other notes in them are known.", show_default=False)
    ],
    *,
    store: Store = None,
    root: Root = None,
    quiet: Quiet = False,
) -> None:
    """Print what the notes say that is not curated yet, as YAML that a person edits and loads; write nothing."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast

    with Graph.open(store, root=root) as graph:
        text, findings = graph.extract(paths)
    if not quiet:
        Screen(sys.stderr).findings(findings)
    typer.echo(text, nl=False)
