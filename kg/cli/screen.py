"""Writing to a terminal or a pipe."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import time
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from kg.errors import Finding

__all__ = ["ProgressDisplay", "Screen", "duration"]

_STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "cyan": "36"}
_MOST_FINDINGS = 50
_SHOWN_AFTER = 1.0  # seconds of work before a bar appears


class Screen:
    """A stream with styles where it is a terminal that wants them (NO_COLOR and TERM=dumb are respected)."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stdout
        self.is_terminal = self.stream.isatty()
        self._coloured = self.is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def styled(self, text: str, style: str | None) -> str:
        """Return the text in a style (`bold`, `dim`, a colour) where the stream shows styles."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if style and self._coloured and text else text

    def shortened(self, text: str, used: int) -> str:
        """Return the text cut to what is left of the terminal's line after `used` columns; whole in a pipe."""
        if not self.is_terminal:
            return text
        left = max(shutil.get_terminal_size().columns - used, 20)
        return text if len(text) <= left else text[: left - 1] + "…"

    def folded(self, text: str, indent: int = 0, *, style: str | None = None) -> None:
        """Write a text after `indent` columns, on as many lines as it takes in a terminal; on one in a pipe."""
        margin = " " * indent
        width = max(shutil.get_terminal_size().columns, indent + 20)
        lines = (
            textwrap.wrap(
                text, width, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False, tabsize=1
            )
            if self.is_terminal
            else [margin + text]
        )
        for line in lines:
            self.line(line, style=style)

    def line(self, text: str = "", *, style: str | None = None) -> None:
        """Write a line."""
        self.stream.write(self.styled(text, style) + "\n")

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Write a table with as much width as it needs in a pipe, and folded to the width of a terminal."""
        from rich import box  # noqa: PLC0415 - takes 0.1 s to import
        from rich.console import Console  # noqa: PLC0415
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for column in columns:
            table.add_column(Text(column), overflow="fold")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        console = Console(file=self.stream, width=None if self.is_terminal else 10_000, highlight=False)
        if self.is_terminal:
            console.print(table)
            return
        with console.capture() as capture:
            console.print(table)
        self.stream.writelines(line.rstrip() + "\n" for line in capture.get().splitlines())

    def findings(self, findings: Sequence[Finding]) -> None:
        """Write findings, one a line as `file:line: severity CODE: message hint`; fifty at the most."""
        styles = {"error": "red", "warning": "yellow", "info": "dim"}
        worst_first = sorted(findings, key=lambda one: list(styles).index(one.severity))
        for one in worst_first[:_MOST_FINDINGS]:
            self.line(str(one), style=styles[one.severity])
        if len(findings) > _MOST_FINDINGS:
            self.line(f"… and {len(findings) - _MOST_FINDINGS} more; --json lists them all.", style="dim")


class ProgressDisplay:
    """A bar on stderr for work that takes longer than a second, on a terminal that is not to be quiet.

    Call it with what is done, how many are done and how many there are.
    """

    def __init__(self, *, quiet: bool = False, at_once: bool = False) -> None:
        self._wanted = not quiet and sys.stderr.isatty()
        self._start = time.monotonic() - (_SHOWN_AFTER if at_once else 0)
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how far the work is."""
        if not self._wanted or (self._bar is None and time.monotonic() - self._start < _SHOWN_AFTER):
            return
        if self._bar is None:
            from rich.console import Console  # noqa: PLC0415 - takes 0.1 s to import
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

            self._bar = Progress(
                TextColumn("{task.description:<14}"),
                BarColumn(),
                MofNCompleteColumn(),
                console=Console(file=sys.stderr),
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task(what, total=total)
        if self._task is not None:
            self._bar.update(self._task, description=what, completed=done, total=total or 1)


def duration(minutes: int) -> str:
    """Return minutes in words.

    >>> duration(45), duration(60), duration(295)
    ('45 min', '1 h', '4 h 55 min')
    """
    hours, rest = divmod(minutes, 60)
    words = [f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours)
    return " ".join(words)
