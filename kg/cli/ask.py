"""Commands that ask in words or in Cypher: query, queries, search."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import Json, Limit, Store, Timeout
from kg.cli.place import pointed_at_name, pointing_into
from kg.cli.render_rows import Format, print_result, result_json
from kg.cli.screen import Screen

if TYPE_CHECKING:
    from kg.app import Graph
    from kg.stores.base import Result

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(short_help="Ask in Cypher, or run a shipped query.")(query)
    app.command(short_help="List the shipped queries.")(queries)
    app.command(short_help="Find concepts by words.")(search)


def query(
    texts: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CYPHER|NAME|-]...",
            help="A Cypher statement, the name of a shipped query (several for several), or - for standard input.",
            show_default=False,
        ),
    ] = None,
    *,
    file: Annotated[
        Path | None,
        typer.Option("--file", "-f", help="Read the statement from a file; - is standard input.", show_default=False),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", metavar="NAME=VALUE", help="A parameter; JSON or text. Again for more.", show_default=False
        ),
    ] = None,
    param_file: Annotated[
        Path | None,
        typer.Option("--param-file", help="A JSON or YAML file of parameters; -p wins over it.", show_default=False),
    ] = None,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="Form of the answer; a table on a terminal, else csv.", show_default=False),
    ] = None,
    limit: Limit = 1000,
    timeout: Timeout = 30.0,
    write: Annotated[bool, typer.Option("--write", help="Let the statement change the graph.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the engine would run it, and do not.")] = False,
    store: Store = None,
) -> None:
    """Ask the graph in Cypher, or run shipped queries by their names (kg queries lists them)."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast
    from kg.queries import parse_parameter  # noqa: PLC0415

    params = _parameters(param_file) | dict(parse_parameter(one) for one in param or ())
    statements = _statements(texts or [], file)
    form = format_ or (Format.TABLE if sys.stdout.isatty() else Format.CSV)
    answers = []
    with Graph.open(store) as graph:
        for statement in statements:
            taken = _taken(statement, params) if len(statements) > 1 else params
            if explain:
                result = _explain(graph, statement, taken, timeout or None)
            else:
                result = _answer(graph, statement, taken, limit or None, timeout or None, write=write)
            answers.append((statement, result))
    _print(answers, form)


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


def _statements(texts: list[str], file: Path | None) -> list[str]:
    from kg.errors import UsageError  # noqa: PLC0415 - keeps `kg --help` fast

    if bool(texts) == (file is not None):
        raise UsageError(
            "kg query takes statements as arguments or with -f, not both."
            if texts
            else "There is no statement to run.",
            "Give Cypher in quotes, the name of a query (kg queries lists them), -f FILE, or - for standard input.",
        )
    if len(texts) > 1 and not all(_is_name(one) for one in texts):
        raise UsageError(
            "kg query takes one statement, or the names of several shipped queries.", "Put the statement in quotes."
        )
    if file is not None:
        return [_content(file)]
    return [sys.stdin.read()] if texts == ["-"] else texts


def _content(file: Path) -> str:
    from kg.errors import NotFound, UsageError  # noqa: PLC0415 - keeps `kg --help` fast

    if str(file) == "-":
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound("file", str(file)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}.") from error


def _parameters(file: Path | None) -> dict[str, Any]:
    """Return the parameters of a file; JSON is read as the YAML that it is."""
    if file is None:
        return {}
    import yaml  # noqa: PLC0415 - only this option needs it

    from kg.errors import UsageError  # noqa: PLC0415 - keeps `kg --help` fast

    try:
        content = yaml.safe_load(_content(file))
    except yaml.YAMLError as error:
        raise UsageError(f"{file} is neither JSON nor YAML: {str(error).splitlines()[0]}.") from error
    if not isinstance(content, dict) or not all(isinstance(name, str) for name in content):
        raise UsageError(f"{file} holds no map of parameters.", 'Write it as {"name": "Transformer"}.')
    return content


def _is_name(text: str) -> bool:
    """Tell whether a text is meant as the name of a shipped query: no Cypher is one word."""
    return bool(text.strip()) and text.strip().replace("-", "").isalnum()


def _taken(name: str, params: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters that a shipped query takes, of those given for several."""
    from kg.queries import named_query  # noqa: PLC0415 - keeps `kg --help` fast

    names = {one.name for one in named_query(name.strip()).parameters}
    return {key: value for key, value in params.items() if key in names}


def _answer(
    graph: Graph, text: str, params: dict[str, Any], limit: int | None, timeout: float | None, *, write: bool
) -> Result:
    if _is_name(text):
        return graph.run(text.strip(), params, limit=limit, timeout=timeout)
    with pointing_into(text):
        return graph.query(text, params, limit=limit, timeout=timeout, write=write)


def _explain(graph: Graph, text: str, params: dict[str, Any], timeout: float | None) -> Result:
    from kg.queries import named_query  # noqa: PLC0415 - keeps `kg --help` fast

    if _is_name(text):
        query = named_query(text.strip())
        text, params = query.text, query.bind(params)
    with pointing_into(text):
        return graph.explain(text, params, timeout=timeout)


def _print(answers: list[tuple[str, Result]], form: Format) -> None:
    """Write the answers; several have a header line each, or make one JSON object or line each."""
    from kg.errors import UsageError  # noqa: PLC0415 - keeps `kg --help` fast

    several = len(answers) > 1
    if several and form is Format.HTML:
        raise UsageError("A page holds one answer.", "Ask for the queries one at a time.")
    screen = Screen()
    if several and form is Format.JSON:
        content = {statement: result_json(result) for statement, result in answers}
        typer.echo(json.dumps(content, ensure_ascii=False, indent=2))
    for number, (statement, result) in enumerate(answers):
        if several and form is Format.JSONL:
            typer.echo(json.dumps({"query": statement}, ensure_ascii=False))
        elif several and form is not Format.JSON:
            screen.line(("\n" if number else "") + (f"## {statement}" if form is Format.MARKDOWN else f"# {statement}"))
        if not (several and form is Format.JSON):
            title = statement.strip() if _is_name(statement) else "Answer"
            print_result(screen, result, form, title=title, statement="" if _is_name(statement) else statement)
        for warning in result.warnings:
            Screen(sys.stderr).line(warning, style="yellow")
            if drawn := "" if _is_name(statement) else pointed_at_name(statement, warning):
                Screen(sys.stderr).line(drawn)
        if result.truncated:
            Screen(sys.stderr).line(f"Only the first {len(result.rows)} rows; --limit 0 gives all.", style="yellow")
