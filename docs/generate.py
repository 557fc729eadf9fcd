"""Write what is generated in docs/ and README.md, or with --check say what is out of date."""  # noqa: INP001 - a script, not a package

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from typer.cli import get_docs_for_click
from typer.main import get_command

from kg.check import CODES
from kg.cli.main import app
from kg.queries import catalogue

if TYPE_CHECKING:
    from kg.queries import NamedQuery

ROOT = Path(__file__).parent.parent
CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
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


def check_page() -> str:
    """Return the catalogue of findings with notes that give each."""
    head = (
        "# Findings\n\n"
        "`kg check` and `kg load` name what they find with these codes; a code never changes its meaning. An error\n"
        "refuses a load, a warning does so under `--strict`, an info never. `kg check --severity info` shows all.\n"
    )
    sections = (
        f"## {one.code}: {one.title}\n\n{one.severity.capitalize()}. {one.explanation}\n\n```yaml\n{one.example}\n```\n"
        for one in CODES.values()
    )
    return ORIGIN + "\n".join([head, *sections])


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
    pages = {
        "docs/cli.md": cli_page(),
        "docs/queries.md": queries_page(),
        "docs/check.md": check_page(),
        "README.md": readme(),
    }
    stale = [name for name, text in pages.items() if _read(ROOT / name) != text]
    for name in stale:
        if check:
            sys.stderr.write(f"{name} is out of date: make docs\n")
        else:
            (ROOT / name).write_text(pages[name], encoding="utf-8", newline="\n")
            sys.stdout.write(f"{name} written\n")
    return 1 if check and stale else 0


def readme() -> str:
    """Return README.md with the output of its console blocks as it is now.

    They run in order in one empty folder beside a copy of `data/`, with none of the caller's settings.
    """
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "data", Path(folder) / "data")
        (Path(folder) / "kg.toml").touch()
        return CONSOLE.sub(lambda block: _console(block.group(), folder), text)


def _console(block: str, folder: str) -> str:
    own = {key: value for key, value in os.environ.items() if not key.startswith(("KG_", "NEO4J_"))}
    own["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{own['PATH']}"
    written = []
    for line in block.splitlines():
        if line.startswith("$ "):
            done = subprocess.run(
                ["bash", "-c", line[2:]],
                cwd=folder,
                env=own,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            written.append(f"{line}\n{done.stdout}")
    return "\n".join(written)


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    sys.exit(main())
