"""Commands that ask in words or in Cypher: query, queries, search."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import Json, Limit, Store, Timeout
from kg.cli.screen import Screen

if TYPE_CHECKING:
    from kg.app import Graph
    from kg.stores.base import Result

__all__ = ["register"]


class Format(StrEnum):
    """Forms of a query's answer."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(short_help="Ask in Cypher, or run a shipped query.")(query)
    app.command(short_help="List the shipped queries.")(queries)
    app.command(short_help="Find concepts by words.")(search)


def query(
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[CYPHER|NAME|-]",
            help="A Cypher statement, the name of a shipped query, or - for standard input.",
            show_default=False,
        ),
    ] = None,
    *,
    file: Annotated[
        Path | None, typer.Option("--file", "-f", help="Read the statement from a file.", show_default=False)
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", metavar="NAME=VALUE", help="A parameter; JSON or text. Again for more.", show_default=False
        ),
    ] = None,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="Form of the answer; a table on a terminal, else csv.", show_default=False),
    ] = None,
    limit: Limit = 1000,
    timeout: Timeout = 30.0,
    write: Annotated[bool, typer.Option("--write", help="Let the statement change the graph.")] = False,
    store: Store = None,
) -> None:
    """Ask the graph in Cypher, or run a shipped query by its name (kg queries lists them)."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.queries import parse_parameter  # noqa: PLC0415

    params = dict(parse_parameter(one) for one in param or ())
    with Graph.open(store) as graph:
        result = _answer(graph, _statement(text, file), params, limit or None, timeout or None, write=write)
    for warning in result.warnings:
        Screen(sys.stderr).line(warning, style="yellow")
    _print(result, format_ or (Format.TABLE if sys.stdout.isatty() else Format.CSV))
    if result.truncated:
        Screen(sys.stderr).line(f"Only the first {len(result.rows)} rows; --limit 0 gives all.", style="yellow")


def queries(
    name: Annotated[str | None, typer.Argument(help="Show this one whole.", show_default=False)] = None,
    *,
    as_json: Json = False,
) -> None:
    """List the queries that kg ships, or show one with its parameters and its Cypher."""
    from kg.cli import render  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.queries import catalogue, named_query  # noqa: PLC0415

    shown = {name: named_query(name)} if name else catalogue()
    screen = Screen()
    if as_json:
        typer.echo(json.dumps([render.query_json(one) for one in shown.values()], ensure_ascii=False, indent=2))
    elif name:
        render.print_query(screen, shown[name])
    else:
        screen.table(
            ("name", "answers", "parameters"),
            [
                (one.name, one.title, " ".join(f"{each.name}={json.dumps(each.example)}" for each in one.parameters))
                for one in shown.values()
            ],
        )


def search(
    words: Annotated[list[str], typer.Argument(help="Words in names, aliases and definitions.", show_default=False)],
    *,
    limit: Limit = 20,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Find concepts by words; beginnings of words count too."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast

    text = " ".join(words)
    with Graph.open(store) as graph:
        hits = graph.search(text, limit=limit or sys.maxsize)
    if as_json:
        typer.echo(json.dumps({"query": text, "hits": [hit.to_dict() for hit in hits]}, ensure_ascii=False, indent=2))
        return
    screen = Screen()
    for hit in hits:
        concept = hit.concept
        others = f" ({', '.join(concept.aliases)})" if concept.aliases else ""
        screen.line(screen.styled(concept.name, "bold") + screen.styled(f"{others}  {concept.kind}", "dim"))
        if concept.definition:
            screen.line(f"    {concept.definition}")
    if not hits:
        Screen(sys.stderr).line(f"Nothing has the words '{text}'.")


def _statement(text: str | None, file: Path | None) -> str:
    from kg.errors import NotFound, UsageError  # noqa: PLC0415 - keeps `kg --help` fast

    if (text is None) == (file is None):
        raise UsageError(
            "kg query takes one statement, as an argument or with -f." if text else "There is no statement to run.",
            "Give Cypher in quotes, the name of a query (kg queries lists them), -f FILE, or - for standard input.",
        )
    if text == "-" or str(file) == "-":
        return sys.stdin.read()
    if file is None:
        return text or ""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound("file", str(file)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}.") from error


def _answer(
    graph: Graph, text: str, params: dict[str, Any], limit: int | None, timeout: float | None, *, write: bool
) -> Result:
    if text.strip() and " " not in text.strip() and text.strip().replace("-", "").isalnum():
        return graph.run(text.strip(), params, limit=limit, timeout=timeout)
    return graph.query(text, params, limit=limit, timeout=timeout, write=write)


def _print(result: Result, form: Format) -> None:
    from kg.cli import render  # noqa: PLC0415 - keeps `kg --help` fast

    screen = Screen()
    match form:
        case Format.TABLE:
            render.print_table(screen, result)
        case Format.JSON:
            content = {"columns": list(result.columns), "rows": result.dicts(), "truncated": result.truncated}
            typer.echo(json.dumps(content, ensure_ascii=False, indent=2))
        case Format.JSONL:
            for row in result.dicts():
                typer.echo(json.dumps(row, ensure_ascii=False))
        case Format.CSV:
            render.print_csv(screen, result)
        case Format.MARKDOWN:
            render.print_markdown(screen, result)
