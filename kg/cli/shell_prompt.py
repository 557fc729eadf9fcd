"""The prompt of the shell: prompt-toolkit and Pygments around the interpreter, and nothing else."""

from __future__ import annotations

import contextlib
import io
import os
import pydoc
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.screen import Screen
from kg.cli.shell_completion import Completions
from kg.cli.shell_interpreter import is_complete
from kg.errors import KgError, UsageError

try:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.history import FileHistory
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.lexers import PygmentsLexer
    from pygments.lexers.graph import CypherLexer
except ImportError as missing:
    raise UsageError(
        "kg shell needs prompt-toolkit and Pygments.", "Install them with: pip install 'kg-notes[shell]'"
    ) from missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyPressEvent

    from kg.cli.shell_interpreter import Interpreter
    from kg.vocabulary import Vocabulary

__all__ = ["converse", "history_file"]


def history_file() -> Path:
    """Return where lines are kept: KG_HISTORY, else `kg/history` in XDG_STATE_HOME or ~/.local/state."""
    given = os.environ.get("KG_HISTORY")
    if given:
        return Path(given).expanduser()
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "kg" / "history"


class _Completer(Completer):
    """Completes from the graph; the words of the graph are asked for once, names of concepts each time."""

    def __init__(self, interpreter: Interpreter) -> None:
        self._interpreter = interpreter
        self._known: Vocabulary | None = None
        self._completions = Completions(self._vocabulary, self._names, lambda: interpreter.params)

    def _vocabulary(self) -> Vocabulary:
        if self._known is None:
            self._known = self._interpreter.graph.vocabulary()
        return self._known

    def _names(self, start: str) -> list[str]:
        return self._interpreter.graph.names_starting(start)

    def forget(self) -> None:
        """Ask for the words of the graph again the next time."""
        self._known = None

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield what may come next; nothing when the store does not answer."""
        del complete_event
        with contextlib.suppress(KgError):
            start, words = self._completions.after(document.text_before_cursor)
            for word in words:
                yield Completion(word, start_position=-len(start))


def _keys() -> KeyBindings:
    keys = KeyBindings()

    @keys.add("enter")
    def enter(event: KeyPressEvent) -> None:
        """Run what is complete, or what an empty line ends; else begin a new line."""
        buffer = event.current_buffer
        chosen = buffer.complete_state and buffer.complete_state.current_completion
        if chosen:
            buffer.complete_state = None
        elif is_complete(buffer.text) or (buffer.document.is_cursor_at_the_end and buffer.text.endswith("\n")):
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return keys


class _Page(io.StringIO):
    """What one line prints, styled as for the terminal, so that it can be paged when it is long."""

    def isatty(self) -> bool:
        return sys.stdout.isatty()

    def show(self) -> None:
        """Write it on standard output, through a pager when it is longer than the terminal."""
        text = self.getvalue()
        if text.count("\n") < shutil.get_terminal_size().lines:
            sys.stdout.write(text)
            sys.stdout.flush()
            return
        os.environ.setdefault("LESS", "-RX")
        with contextlib.suppress(KeyboardInterrupt):
            pydoc.pager(text)


def converse(interpreter: Interpreter) -> None:
    """Read lines and run them until `:quit` or Ctrl-D; Ctrl-C drops the line, or stops the query that runs.

    Raises:
        StoreUnavailable: the store does not answer at the start.
    """
    where = interpreter.graph.store.capabilities
    history = history_file()
    history.parent.mkdir(parents=True, exist_ok=True)
    history.touch(mode=0o600)
    completer = _Completer(interpreter)
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(history)),
        completer=completer,
        complete_while_typing=False,
        lexer=PygmentsLexer(CypherLexer),
        key_bindings=_keys(),
        multiline=True,
        prompt_continuation="... ",
    )
    sys.stdout.write(f"{where.engine} at {where.location}. :help lists the commands, Tab completes, Ctrl-D leaves.\n")
    interpreter.confirmed = _confirmed
    more = True
    while more:
        try:
            text = session.prompt("kg! " if interpreter.may_write else "kg> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        page = _Page()
        interpreter.screen = Screen(page)
        more = interpreter.run(text)
        page.show()
        if interpreter.may_write:
            completer.forget()


def _confirmed(question: str) -> bool:
    sys.stdout.write(f"{question} [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
