"""Write the pages of docs/ that are generated, or with --check say which are out of date."""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from typer.cli import get_docs_for_click
from typer.main import get_command

from kg.cli.main import app
from kg.queries import catalogue

if TYPE_CHECKING:
    from kg.queries import NamedQuery

FOLDER = Path(__file__).parent
ORIGIN = "<!-- Written by `make docs`. -->\n\n"


def cli_page() -> str:
    """Return the reference of the command line."""
    command = get_command(app)
    text = get_docs_for_click(obj=command, ctx=typer.Context(command, info_name="kg"), name="kg")
    return ORIGIN + text.strip() + "\n"


def queries_page() -> str:
    """Return the catalogue of queries with what each takes and a call that runs on the shipped notes."""
    head = (
        "# Queries\n\n"
        "`kg query NAME -p name=value` runs one of these; `kg queries` lists them. They are the files of `cypher/`,\n"
        "and run in any Neo4j tool as they are.\n"
    )
    return ORIGIN + "\n".join([head, *(_query_section(query) for query in catalogue().values())])


def _query_section(query: NamedQuery) -> str:
    given = [
        f"-p '{parameter.name}={_written(parameter.example)}'"
        for parameter in query.parameters
        if parameter.is_required
    ]
    takes = [
        f"- `{parameter.name}`: {parameter.description}"
        + ("" if parameter.is_required else f"; {_written(parameter.example)} when not given")
        for parameter in query.parameters
    ]
    parts = [
        f"## {query.name}",
        f"{query.title}. {query.description}",
        *(["\n".join(takes)] if takes else []),
        f"```sh\n{' '.join(['kg query', query.name, *given])}\n```",
        f"```cypher\n{query.text}\n```",
    ]
    return "\n\n".join(parts) + "\n"


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def main() -> int:
    """Return 1 when --check finds a page out of date, else 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    pages = {"cli.md": cli_page(), "queries.md": queries_page()}
    stale = [name for name, text in pages.items() if _read(FOLDER / name) != text]
    for name in stale:
        if check:
            sys.stderr.write(f"docs/{name} is out of date: make docs\n")
        else:
            (FOLDER / name).write_text(pages[name], encoding="utf-8", newline="\n")
            sys.stdout.write(f"docs/{name} written\n")
    return 1 if check and stale else 0


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
