"""The command shell: a prompt for Cypher on a terminal, and a reader of scripts in a pipe."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import Limit, Store, Timeout
from kg.cli.render_rows import Format

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(short_help="Ask at a prompt: completion, highlighting, history.")(shell)


def shell(
    *,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format", help="Form of the answers; a table, or vertical where it is wide.", show_default=False
        ),
    ] = None,
    limit: Limit = 1000,
    timeout: Timeout = 30.0,
    store: Store = None,
) -> None:
    """Ask the graph in Cypher at a prompt; in a pipe, run what comes from standard input up to the first error."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.cli.screen import Screen  # noqa: PLC0415
    from kg.cli.shell_interpreter import Interpreter  # noqa: PLC0415

    with Graph.open(store) as graph:
        interpreter = Interpreter(graph, Screen(), form=format_, limit=limit or None, timeout=timeout or None)
        if not sys.stdin.isatty():
            interpreter.run_script(sys.stdin.read())
            return
        from kg.cli.shell_prompt import converse  # noqa: PLC0415 - needs an extra

        converse(interpreter)
