"""The one place where errors are printed, and where each becomes an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from kg.cli.screen import Screen
from kg.errors import (
    InputError,
    KgError,
    NotFound,
    QueryError,
    QueryRefused,
    QueryTimeout,
    StoreUnavailable,
    StrictRefusal,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EXIT_CODES", "print_error", "run"]

#: The exit code of each error; the first class that fits counts.
EXIT_CODES: tuple[tuple[type[KgError], int], ...] = (
    (StrictRefusal, 1),
    (UsageError, 2),
    (NotFound, 3),
    (StoreUnavailable, 4),
    (QueryTimeout, 4),
    (InputError, 5),
    (QueryError, 5),
    (QueryRefused, 5),
)
_INTERNAL = 70  # EX_SOFTWARE of sysexits.h
_INTERRUPTED = 130  # 128 and the number of SIGINT, as shells count


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; no traceback is printed without `--debug` (or KG_DEBUG)."""
    debug = "--debug" in arguments or bool(os.environ.get("KG_DEBUG"))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        from kg.cli.main import app  # noqa: PLC0415 - so that the streams are ready for it

        app(args=[one for one in arguments if one != "--debug"], prog_name="kg")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except KgError as error:
        if debug:
            traceback.print_exc()
        print_error(error)
        return next(code for kind, code in EXIT_CODES if isinstance(error, kind))
    except KeyboardInterrupt:
        return _interrupted()
    except Exception as error:  # noqa: BLE001 - the boundary: whatever is left is a fault of kg
        if debug:
            traceback.print_exc()
        if _is_of_interrupt(error):
            return _interrupted()
        screen = Screen(sys.stderr)
        screen.line(f"kg made a mistake: {type(error).__name__}: {error}", style="red")
        screen.line("Run it again with --debug and report what it prints.")
        return _INTERNAL
    return 0


def _interrupted() -> int:
    """Say that the user stopped kg while it started; commands say more of what they leave."""
    Screen(sys.stderr).line("Interrupted; nothing was written.", style="red")
    return _INTERRUPTED


def _is_of_interrupt(error: BaseException) -> bool:
    """Tell whether an error comes from Ctrl-C: Python wraps one that falls into the making of a class."""
    while error.__cause__ is not None:
        error = error.__cause__
    return isinstance(error, KeyboardInterrupt)


def print_error(error: KgError, screen: Screen | None = None) -> None:
    """Write an error, with its findings or the place in the statement, on standard error or on another screen."""
    screen = screen or Screen(sys.stderr)
    if isinstance(error, InputError):
        screen.findings(error.findings)
    screen.line(f"Error: {error.message}", style="red")
    for note in getattr(error, "__notes__", ()):
        screen.line(note)
    if error.hint:
        screen.line(error.hint)
