"""Commands for a learner: plan, next, known, why."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Json, Limit, Store
from kg.cli.screen import Screen

__all__ = ["register"]

Known = Annotated[
    str | None,
    typer.Option("--known", metavar="A,B", help="What is known beside the marks of kg known.", show_default=False),
]
KnownFile = Annotated[
    Path | None,
    typer.Option("--known-file", help="A file of such names, one a line, or of marks.", show_default=False),
]


class Form(StrEnum):
    """Forms of a plan."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    MERMAID = "mermaid"


class Action(StrEnum):
    """What to do with the marks."""

    ADD = "add"
    REMOVE = "remove"
    LIST = "list"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(short_help="Plan what to learn, in which order, and why.")(plan)
    app.command("next", short_help="Show what can be learnt now.")(next_)
    app.command(short_help="Mark what is known.")(known)
    app.command(short_help="Show what the notes say between two concepts.")(why)


def plan(
    goals: Annotated[list[str], typer.Argument(help="Ids, names or aliases of concepts.", show_default=False)],
    *,
    known: Known = None,
    known_file: KnownFile = None,
    hours: Annotated[
        float | None, typer.Option("--hours", min=0, help="The time there is.", show_default=False)
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="Form of the plan.")] = Form.TEXT,
    as_json: Json = False,
    store: Store = None,
) -> None:
    """Plan what to learn for one or several goals: order, levels, time and reasons; ~ marks an estimate."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.cli import render_plan  # noqa: PLC0415

    with Graph.open(store) as graph:
        found = graph.plan(goals, known=_names(known), known_file=known_file, hours=hours)
        screen = Screen()
        match Form.JSON if as_json else form:
            case Form.JSON:
                typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
            case Form.TEXT:
                render_plan.print_plan(screen, found)
            case Form.MARKDOWN:
                render_plan.print_plan_markdown(screen, found)
            case Form.MERMAID:
                render_plan.print_plan_mermaid(screen, found)


def next_(
    *,
    known: Known = None,
    known_file: KnownFile = None,
    goal: Annotated[
        str | None, typer.Option("--goal", help="Only what this concept needs.", show_default=False)
    ] = None,
    limit: Limit = 20,
    as_json: Json = False,
    store: Store = None,
) -> None:
    """Show what can be learnt now, first what opens most of the goal, or of the graph."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.cli.render_plan import print_next  # noqa: PLC0415

    with Graph.open(store) as graph:
        steps = graph.next_steps(known=_names(known), known_file=known_file, goal=goal, limit=limit or 1_000_000_000)
    if as_json:
        typer.echo(json.dumps({"steps": [step.to_dict() for step in steps]}, ensure_ascii=False, indent=2))
    else:
        print_next(Screen(), steps)


def known(
    action: Annotated[Action, typer.Argument(help="What to do with the marks.")] = Action.LIST,
    names: Annotated[list[str] | None, typer.Argument(help="Concepts.", show_default=False)] = None,
    *,
    as_json: Json = False,
    store: Store = None,
) -> None:
    """Mark concepts as known, or no longer, or list the marks; plans leave out what is known."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.errors import UsageError  # noqa: PLC0415

    if (action is Action.LIST) == bool(names):
        raise UsageError(
            "kg known list takes no names." if names else f"kg known {action} needs names of concepts.",
            "Such as kg known add Gradient Loss.",
        )
    with Graph.open(store) as graph:
        before = graph.known()
        marks = before if action is Action.LIST else graph.mark_known(names or (), forget=action is Action.REMOVE)
    if as_json:
        typer.echo(json.dumps({"known": list(marks)}, ensure_ascii=False, indent=2))
        return
    screen = Screen()
    for one in marks:
        screen.line(one)
    if screen.is_terminal and marks == before and action is not Action.LIST:
        screen.line("Nothing changed.", style="dim")
    if screen.is_terminal and not marks:
        screen.line("Nothing is marked as known.", style="dim")


def why(
    first: Annotated[str, typer.Argument(help="Id, name or alias of a concept.", show_default=False)],
    second: Annotated[str, typer.Argument(help="Id, name or alias of another.", show_default=False)],
    *,
    as_json: Json = False,
    store: Store = None,
) -> None:
    """Show what the notes say between two concepts, or the shortest chain, a sentence a link."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.cli.render import print_path  # noqa: PLC0415

    with Graph.open(store) as graph:
        found = graph.why(first, second)
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        print_path(Screen(), found)


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(",") if name.strip()]
