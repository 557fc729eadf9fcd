"""Commands that follow relations: show, prereqs, path."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.options import Depth, Json, Store
from kg.cli.screen import Screen

__all__ = ["register"]


class Form(StrEnum):
    """Forms of a chain of prerequisites."""

    TREE = "tree"
    LIST = "list"
    JSON = "json"
    MERMAID = "mermaid"
    DOT = "dot"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(short_help="Show a concept with its relations.")(show)
    app.command(short_help="Show what must be known first, and why.")(prereqs)
    app.command(short_help="Show how two concepts connect.")(path)


def show(
    name: Annotated[str, typer.Argument(help="Id, name or alias of a concept.", show_default=False)],
    *,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Show a concept: definition, relations both ways, and where the notes say so."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.cli.render import print_concept  # noqa: PLC0415

    with Graph.open(store) as graph:
        view = graph.show(name)
    if as_json:
        typer.echo(json.dumps(view.to_dict(), ensure_ascii=False, indent=2))
    else:
        print_concept(Screen(), view)


def prereqs(
    name: Annotated[str, typer.Argument(help="Id, name or alias of a concept.", show_default=False)],
    *,
    depth: Depth = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="What needs it, instead of what it needs.")] = False,
    form: Annotated[Form, typer.Option("--format", help="Form of the chain.")] = Form.TREE,
    as_json: Json = False,
    store: Store = None,
) -> None:
    """Show what must be known before a concept, and why."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.cli import render  # noqa: PLC0415

    with Graph.open(store) as graph:
        found = graph.prereqs(name, depth=depth, reverse=reverse)
        ontology = graph.ontology
    screen = Screen()
    match Form.JSON if as_json else form:
        case Form.JSON:
            typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        case Form.LIST:
            render.print_study_order(screen, found, ontology)
        case Form.TREE:
            render.print_tree(screen, found, ontology)
        case Form.MERMAID:
            render.print_mermaid(screen, found, ontology)
        case Form.DOT:
            render.print_dot(screen, found, ontology)


def path(
    start: Annotated[str, typer.Argument(help="Id, name or alias of a concept.", show_default=False)],
    end: Annotated[str, typer.Argument(help="Id, name or alias of another.", show_default=False)],
    *,
    every: Annotated[bool, typer.Option("--all", help="Several chains, shortest first.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many chains at most, with --all.")] = 5,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Show the shortest chain of relations between two concepts, a sentence a link."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.cli.render import print_path, print_paths  # noqa: PLC0415

    with Graph.open(store) as graph:
        chains = graph.paths(start, end, limit=limit) if every else []
        found = None if chains else graph.path(start, end)
    if as_json and every:
        typer.echo(json.dumps({"paths": [one.to_dict() for one in chains]}, ensure_ascii=False, indent=2))
    elif as_json and found:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    elif found:
        print_path(Screen(), found)
    else:
        print_paths(Screen(), chains)
