"""All commands, put together."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import ask, explore, extract, keep, learn, review, shell, take

__all__ = ["app"]

app = typer.Typer(
    name="kg",
    help="Turn notes into a knowledge graph that people trust.",
    epilog="Exit codes: 0 done, 1 refused by --strict, errors in a check, differences in a diff, 2 wrong usage, "
    "3 no such thing, 4 store unreachable or query too slow, 5 bad input, 130 interrupted.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (keep, extract, explore, learn, ask, shell, take, review):
    module.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only needed here

        typer.echo(f"kg {version('kg-notes')}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print tracebacks; anywhere on the line.")] = False,
) -> None:
    """Turn notes into a knowledge graph that people trust."""
    del version, debug
