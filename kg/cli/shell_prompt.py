"""The prompt of the shell: prompt-toolkit and Pygments around the interpreter, and nothing else."""

from __future__ import annotations

import contextlib
import io
import os
import pydoc
import shutil
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.screen import Screen
from kg.cli.shell_completion import Completions, SortedNames
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


#: A graph with more concepts is asked for names each time: to read so many takes two seconds.
_MOST_KEPT = 200_000


class WordsOfGraph(Completer):
    """Completes from the graph, whose words and names of concepts are read once, beside the prompt.

    `using_store` is held by whoever asks the store: completion runs in threads of its own, so that no key waits for it.
    """

    def __init__(self, interpreter: Interpreter) -> None:
        self.using_store = threading.Lock()
        self._interpreter = interpreter
        self._words: Vocabulary | None = None
        self._sorted: SortedNames | None = None
        self._are_too_many = False
        self._completions = Completions(self._vocabulary, self._names, lambda: interpreter.params)

    def _vocabulary(self) -> Vocabulary:
        if self._words is None:
            self._words = self._interpreter.graph.vocabulary()
        return self._words

    def _names(self, start: str) -> list[str]:
        graph = self._interpreter.graph
        if self._sorted is None and not self._are_too_many:
            names = graph.every_name(limit=_MOST_KEPT + 1)
            self._are_too_many = len(names) > _MOST_KEPT
            self._sorted = None if self._are_too_many else SortedNames(names)
        return graph.names_starting(start) if self._sorted is None else self._sorted.starting(start)

    def read(self) -> None:
        """Read the words of the graph anew, in a thread of its own."""
        self._words = self._sorted = None
        self._are_too_many = False
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        with contextlib.suppress(KgError), self.using_store:
            self._vocabulary()
            self._names("")

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield what may come next; nothing when the store does not answer."""
        del complete_event
        with contextlib.suppress(KgError), self.using_store:
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
    completer = WordsOfGraph(interpreter)
    completer.read()
    session: PromptSession[str] = PromptSession(
        history=FileHistory(str(history)),
        completer=completer,
        complete_in_thread=True,
        complete_while_typing=False,
        lexer=PygmentsLexer(CypherLexer),
        key_bindings=_keys(),
        multiline=True,
        prompt_continuation=lambda _width, _line, is_folded: "    " if is_folded else "... ",
    )
    sys.stdout.write(
        f"{where.engine} at {where.location}. A ; ends a statement, :help helps, Tab completes, Ctrl-D leaves.\n"
    )
    interpreter.confirmed = _confirmed
    more = True
    while more:
        try:
            text = session.prompt("kg! " if interpreter.may_write else "kg> ")
            page = _Page()
            interpreter.screen = Screen(page)
            before = interpreter.writes
            with completer.using_store:
                more = interpreter.run(text)
        except KeyboardInterrupt:
            continue
        except EOFError:
            break
        page.show()
        if interpreter.writes != before:
            completer.read()
    completer.using_store.acquire()  # the store is closed next, which nobody may be asking then


def _confirmed(question: str) -> bool:
    sys.stdout.write(f"{question} [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
