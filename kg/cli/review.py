"""Commands that review notes: check, diff."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import Root, Store
from kg.cli.screen import Screen, duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.diff import FactChange, GraphDiff
    from kg.errors import Finding

__all__ = ["register"]

_MOST_PLANS = 20  # that fit a screen
_SHORT = 60  # letters of two values that are read in one line
_ORDER = ("error", "warning", "info")
_STYLES = {"error": "red", "warning": "yellow", "info": "dim", "added": "green", "removed": "red", "changed": "yellow"}
_MARKS = {"added": "+", "removed": "-", "changed": "~"}

Paths = Annotated[list[Path] | None, typer.Argument(help="Files or folders; else the graph's own.", show_default=False)]
OntologyFile = Annotated[
    Path | None, typer.Option("--ontology", help="Kinds and relation types to use.", show_default=False)
]


class Report(StrEnum):
    """Forms of findings."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


class Review(StrEnum):
    """Forms of differences."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class Least(StrEnum):
    """How serious a finding must be to be shown."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(short_help="Say what is wrong or missing in notes.")(check)
    app.command(short_help="Say what notes would change.")(diff)


def check(
    paths: Paths = None,
    *,
    format_: Annotated[Report, typer.Option("--format", help="Form of the findings.")] = Report.TEXT,
    severity: Annotated[
        Least | None,
        typer.Option("--severity", help="The least serious to show; warning in text, else info.", show_default=False),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 on warnings too.")] = False,
    ontology: OntologyFile = None,
    root: Root = None,
    store: Store = None,
) -> None:
    """Say what is wrong, missing or doubtful in files, or in the graph when none are given; exit code 1 on errors."""
    from importlib.metadata import version  # noqa: PLC0415 - keeps `kg --help` fast

    from kg.app import Graph  # noqa: PLC0415
    from kg.cli.sarif import sarif_log  # noqa: PLC0415

    with Graph.open(store, root=root) as graph:
        found = graph.check(paths or (), ontology=ontology)
    least = severity or (Least.WARNING if format_ is Report.TEXT else Least.INFO)
    shown = [one for one in found if _ORDER.index(one.severity) <= _ORDER.index(least.value)]
    match format_:
        case Report.TEXT:
            _print_findings(found, shown)
        case Report.JSON:
            typer.echo(json.dumps([asdict(one) for one in shown], ensure_ascii=False, indent=2))
        case Report.SARIF:
            typer.echo(json.dumps(sarif_log(shown, version("kg-notes")), ensure_ascii=False, indent=2))
    if any(one.severity == "error" or (strict and one.severity == "warning") for one in found):
        raise typer.Exit(1)


def diff(
    paths: Paths = None,
    *,
    format_: Annotated[Review, typer.Option("--format", help="Form of the review.")] = Review.TEXT,
    ontology: OntologyFile = None,
    root: Root = None,
    store: Store = None,
) -> None:
    """Say what loading files with --prune would change, plans of study too; exit code 1 when something differs."""
    from kg.app import Graph  # noqa: PLC0415 - keeps `kg --help` fast

    with Graph.open(store, root=root) as graph:
        found = graph.diff(paths or (), ontology=ontology)
    match format_:
        case Review.TEXT:
            _print_diff(found)
        case Review.JSON:
            typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
        case Review.MARKDOWN:
            typer.echo("\n".join(_markdown(found)))
    if not found.is_empty:
        raise typer.Exit(1)


def _print_findings(found: Sequence[Finding], shown: Sequence[Finding]) -> None:
    screen = Screen()
    for one in shown:
        screen.line(str(one), style=_STYLES[one.severity])
    counts = [(sum(one.severity == each for one in found), each) for each in _ORDER]
    words = ", ".join(f"{count} {each}{'s' * (count != 1 and each != 'info')}" for count, each in counts)
    hidden = len(found) - len(shown)
    screen.line(f"{words}." + (" --severity info shows all." if hidden else ""))


def _print_diff(found: GraphDiff) -> None:
    screen = Screen()
    for heading, facts in (("Concepts", found.concepts), ("Relations", found.relations)):
        if facts:
            screen.line(heading, style="bold")
        for one in facts:
            screen.line(f"  {_MARKS[one.status]} {one.what}  {one.where}", style=_STYLES[one.status])
            for key, old, new in one.changes:
                screen.line(f"      {key}:" + (f" {old} → {new}" if _is_short(old, new) else ""))
                for mark, text in () if _is_short(old, new) else _changed_lines(old, new):
                    screen.line(f"        {mark} {text}", style=_STYLES["added" if mark == "+" else "removed"])
    if found.plans:
        screen.line("Plans", style="bold")
    for line in _plan_lines(found):
        screen.line(f"  {line}")
    screen.line(_summary(found))


def _markdown(found: GraphDiff) -> Iterator[str]:
    yield f"## Changes to the graph\n\n{_summary(found)}"
    for heading, facts in (("Concepts", found.concepts), ("Relations", found.relations)):
        if facts:
            yield f"\n### {heading}\n"
        for one in facts:
            yield f"- **{one.status}** {_escaped(one.what)} (`{one.where}`)"
            for key, old, new in one.changes:
                if _is_short(old, new):
                    yield f"  - {key}: {_escaped(str(old))} → {_escaped(str(new))}"
                    continue
                lines = [f"{mark} {' '.join(text.split())}" for mark, text in _changed_lines(old, new)]
                fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", "\n".join(lines)) or [""]))
                yield f"  - {key}:"
                yield from (f"    {line}" for line in (f"{fence}diff", *lines, fence))
    if found.plans:
        yield "\n### Plans\n"
    for line in _plan_lines(found):
        yield f"- {_escaped(line)}"


def _plan_lines(found: GraphDiff) -> Iterator[str]:
    for one in found.plans[:_MOST_PLANS]:
        parts = [f"now needs {', '.join(one.added)}"] if one.added else []
        parts += [f"no longer needs {', '.join(one.removed)}"] if one.removed else []
        parts += [f"{', '.join(one.now_optional)} became optional"] if one.now_optional else []
        parts += [f"{', '.join(one.now_required)} became required"] if one.now_required else []
        parts += ["has another order"] if one.reordered and not parts else []
        old, new = map(duration, one.minutes)
        yield f"{one.goal}: {'; '.join(parts)}" + (f" ({old} → {new})" if old != new else "")
    more = max(0, len(found.plans) - _MOST_PLANS)
    if more or found.plans_left_out:
        yield f"and {more} more; {found.plans_left_out} were not compared"


def _summary(found: GraphDiff) -> str:
    def counted(facts: Sequence[FactChange]) -> str:
        return ", ".join(f"{sum(one.status == each for one in facts)} {each}" for each in _MARKS)

    moved = f" {found.moved} facts only moved to another line." if found.moved else ""
    if found.is_empty:
        return f"Nothing differs.{moved}"
    return f"Concepts: {counted(found.concepts)}. Relations: {counted(found.relations)}.{moved}"


def _is_short(old: Any, new: Any) -> bool:
    """Tell whether both values are there and fit a line together."""
    return not isinstance(old, list) and None not in (old, new) and len(f"{old}{new}") <= _SHORT


def _changed_lines(old: Any, new: Any) -> Iterator[tuple[str, str]]:
    """Yield (`-`, what goes) and (`+`, what comes), of lists the items that differ."""
    was, now = (value if isinstance(value, list) else [str(value)] * (value is not None) for value in (old, new))
    yield from (("-", one) for one in was if one not in now)
    yield from (("+", one) for one in now if one not in was)


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_[]<>|#" else char for char in " ".join(text.split()))
