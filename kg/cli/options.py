"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Depth", "Json", "Limit", "Quiet", "Root", "Store", "Timeout"]

Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="STORE",
        help="Path of a .kgl file, or neo4j://host. Else KG_STORE, else NEO4J_URI, else ./kg.kgl.",
        show_default=False,
    ),
]
Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        help="Folder that file names in evidence are relative to; else the nearest one above with .git or kg.toml.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")]
Limit = Annotated[int, typer.Option("--limit", min=0, help="How many rows at most; 0 for all.")]
Timeout = Annotated[float, typer.Option("--timeout", min=0, help="Seconds before a query is stopped; 0 for never.")]
Depth = Annotated[int | None, typer.Option("--depth", min=1, help="How many steps away at most.", show_default=False)]
