"""Rows of a query in each of their forms."""

from __future__ import annotations

import json
import shutil
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kg.cli import render

if TYPE_CHECKING:
    from kg.cli.screen import Screen
    from kg.stores.base import Result

__all__ = ["Format", "is_wide", "print_result", "print_vertical", "result_json"]


class Format(StrEnum):
    """Forms of a query's answer."""

    TABLE = "table"
    VERTICAL = "vertical"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MARKDOWN = "markdown"
    HTML = "html"


def result_json(result: Result) -> dict[str, Any]:
    """Return the frozen JSON form of an answer."""
    return {"columns": list(result.columns), "rows": result.dicts(), "truncated": result.truncated}


def print_result(screen: Screen, result: Result, form: Format, *, title: str = "", statement: str = "") -> None:
    """Write an answer in one of its forms; `title` and `statement` are shown where it is a page."""
    match form:
        case Format.TABLE:
            render.print_table(screen, result)
        case Format.VERTICAL:
            print_vertical(screen, result)
        case Format.JSON:
            screen.line(json.dumps(result_json(result), ensure_ascii=False, indent=2))
        case Format.JSONL:
            for row in result.dicts():
                screen.line(json.dumps(row, ensure_ascii=False))
        case Format.CSV:
            render.print_csv(screen, result)
        case Format.MARKDOWN:
            render.print_markdown(screen, result)
        case Format.HTML:
            from kg.cli.render_html import result_page  # noqa: PLC0415 - only this form needs it

            screen.stream.write(result_page(result, title=title or "Answer", statement=statement))


def print_vertical(screen: Screen, result: Result) -> None:
    """Write each row as a block with a line a column."""
    width = max((len(column) for column in result.columns), default=0)
    for number, row in enumerate(result.rows, start=1):
        screen.line(f"-- row {number} --", style="dim")
        for column, value in zip(result.columns, row, strict=True):
            first, *others = _cell(value).split("\n")
            screen.line(screen.styled(column.ljust(width), "bold") + f" | {first}".rstrip())
            for line in others:
                screen.line(f"{' ' * width} | {line}".rstrip())
    screen.line(f"{len(result.rows)} row{'s' * (len(result.rows) != 1)}", style="dim")


def is_wide(result: Result, columns: int | None = None) -> bool:
    """Tell whether a table of the rows would have to fold cells in so many columns, those of the terminal for None."""
    left = columns or shutil.get_terminal_size().columns
    cells = zip(*([result.columns, *([_cell(value) for value in row] for row in result.rows)]), strict=True)
    return sum(max(len(line) for cell in column for line in cell.split("\n")) + 2 for column in cells) > left


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)
