"""What a line of the shell does: statements, shipped queries and commands, without a terminal."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.cli.boundary import print_error
from kg.cli.place import pointed_at_name, pointing_into
from kg.cli.render_rows import Format, is_wide, print_result
from kg.errors import KgError, NotFound, QueryRefused, UsageError
from kg.nearest import did_you_mean, nearest_names
from kg.queries import catalogue, named_query, parse_parameter
from kg.stores.base import Result
from kg.stores.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.app import Graph
    from kg.cli.screen import Screen

__all__ = ["COMMANDS", "Interpreter", "deletes", "is_complete", "statements"]

#: What each command takes and does, as `:help` shows it.
COMMANDS: Final = {
    "help": ("", "show this"),
    "param": ("[NAME=VALUE | NAME]", "show the parameters, set one (JSON or text), or forget one"),
    "schema": ("", "show labels, relationship types and property keys"),
    "queries": ("[NAME]", "list the shipped queries, or show one; run one as NAME name=value"),
    "format": ("[auto|table|vertical|json|jsonl|csv|markdown]", "show or set the form of answers"),
    "limit": ("[ROWS]", "show or set how many rows at most; 0 for all"),
    "timeout": ("[SECONDS]", "show or set how long a query may take; 0 for ever"),
    "plan": ("[STATEMENT]", "show how the engine would run a statement, or the last one"),
    "source": ("FILE", "run the statements and commands of a file"),
    "write": ("[on|off]", "show or set whether statements may change the graph"),
    "quit": ("", "leave; so does Ctrl-D"),
}
_DELETING: Final = frozenset({"DELETE", "REMOVE", "DROP"})
_DEEPEST_SOURCE: Final = 10


def is_complete(text: str) -> bool:
    """Tell whether Enter runs the text: a command, a shipped query, or a statement with its `;`.

    >>> is_complete(":help"), is_complete("MATCH (n)"), is_complete("RETURN ';"), is_complete("RETURN 1;")
    (True, False, False, True)
    """
    words = text.split()
    if not words or words[0].startswith(":") or words[0] in catalogue():
        return True
    found = tokens(text)
    return bool(found) and found[-1].kind == "mark" and found[-1].value == ";"


def statements(text: str) -> Iterator[str]:
    """Yield the statements, shipped queries and commands of a script; the last may lack its `;`."""
    rest = ""
    for line in text.splitlines():
        if not rest.strip() and not line.strip():
            continue
        rest += line + "\n"
        if is_complete(rest):
            yield rest.strip()
            rest = ""
    if tokens(rest):
        yield rest.strip()


def deletes(statement: str) -> bool:
    """Tell whether a statement may take something away: it has the word DELETE, REMOVE or DROP."""
    return any(token.word in _DELETING for token in tokens(statement))


def _declined(question: str) -> bool:
    """Answer a question where there is nobody to ask."""
    raise UsageError(question, "Nobody is there to ask; use kg query --write.")


class Interpreter:
    """The state of a shell and what its lines do.

    Args:
        graph: the graph that is asked.
        screen: where answers and errors go.
        form: form of the answers; None is a table, or vertical where a table would have to fold cells.
        limit: how many rows at most, None for all.
        timeout: seconds, None for no bound.
        confirmed: asks a question and returns the answer; called before a statement that deletes.
    """

    def __init__(
        self,
        graph: Graph,
        screen: Screen,
        *,
        form: Format | None = None,
        limit: int | None = 1000,
        timeout: float | None = 30.0,
        confirmed: Callable[[str], bool] = _declined,
    ) -> None:
        self.graph = graph
        self.screen = screen
        self.form = form
        self.limit = limit
        self.timeout = timeout
        self.confirmed = confirmed
        self.may_write = False
        self.writes = 0
        self.params: dict[str, Any] = {}
        self._last = ""
        self._depth = 0

    def run(self, text: str) -> bool:
        """Do what a line says and return whether there is more to come; errors are shown, Ctrl-C ends only this line.

        A query that Ctrl-C stops leaves the store closed; the next one opens it again.
        """
        try:
            return self.execute(text)
        except KgError as error:
            error.hint = error.hint.replace("-p ", ":param ")
            print_error(error, self.screen)
        except KeyboardInterrupt:
            self.graph.close()
            if self.screen.is_terminal:
                self.screen.line()  # the terminal has shown ^C
            self.screen.line("Stopped.", style="yellow")
        return True

    def run_script(self, text: str) -> bool:
        """Do what a script says, up to the first error, and return whether it did not end with `:quit`.

        Raises:
            KgError: whatever a line of it raises.
        """
        return all(self.execute(one) for one in statements(text))

    def execute(self, text: str) -> bool:
        """Do what a line says and return whether there is more to come.

        Raises:
            KgError: the line cannot be understood, or what it asks for fails.
        """
        text = text.strip()
        if text.startswith(":"):
            return self._command(text)
        statement = text.rstrip("; \n")
        if not tokens(statement):
            return True
        first = statement.split()[0]
        if first in catalogue():
            self._show(self._run_named(first, statement[len(first) :]), first)
            return True
        self._last = statement
        self._show(self._query(statement), statement)
        return True

    def _query(self, statement: str) -> Result:
        with pointing_into(statement):
            try:
                return self.graph.query(statement, self.params, limit=self.limit, timeout=self.timeout)
            except QueryRefused as refusal:
                if not self.may_write:
                    hint = refusal.hint.replace("unless --write is given", "until you say :write on")
                    raise QueryRefused(refusal.reason, hint) from None
            if deletes(statement) and not self.confirmed("This takes something away. Run it?"):
                self.screen.line("It was not run.", style="yellow")
                return Result((), ())
            result = self.graph.query(statement, self.params, limit=self.limit, timeout=self.timeout, write=True)
            self.writes += 1
            self.screen.line("Written.", style="green")
            return result

    def _run_named(self, name: str, rest: str) -> Result:
        query = named_query(name)
        names = {one.name for one in query.parameters}
        given = {key: value for key, value in self.params.items() if key in names}
        given |= dict(parse_parameter(one) for one in _words(rest))
        return self.graph.run(name, given, limit=self.limit, timeout=self.timeout)

    def _show(self, result: Result, statement: str) -> None:
        form = self.form
        if form is None:
            form = Format.VERTICAL if self.screen.is_terminal and is_wide(result) else Format.TABLE
        if result.columns:
            print_result(self.screen, result, form, statement=statement)
        for warning in result.warnings:
            self.screen.line(warning, style="yellow")
            if drawn := pointed_at_name(statement, warning):
                self.screen.line(drawn)
        if result.truncated:
            self.screen.line(f"Only the first {len(result.rows)} rows; :limit 0 gives all.", style="yellow")

    # Commands

    def _command(self, text: str) -> bool:
        name, _, rest = text[1:].partition(" ")
        name, rest = name.strip().lower(), rest.strip()
        if name in {"quit", "exit", "q"}:
            return False
        if name not in COMMANDS:
            near = nearest_names(name, COMMANDS)
            raise UsageError(f"There is no command :{name}.", did_you_mean(f":{one}" for one in near) or "See :help.")
        if name == "source":
            return self._source(rest)
        commands: dict[str, Callable[[str], None]] = {
            "help": self._help,
            "param": self._param,
            "schema": self._schema,
            "queries": self._queries,
            "format": self._format,
            "limit": self._limit,
            "timeout": self._timeout,
            "plan": self._plan,
            "write": self._write,
        }
        commands[name](rest)
        return True

    def _help(self, rest: str) -> None:
        del rest
        self.screen.line("A statement ends with ; or with an empty line. A shipped query runs by its name.")
        width = max(len(name) for name in COMMANDS)
        for name, (takes, does) in COMMANDS.items():
            self.screen.line(self.screen.styled(f"  :{name.ljust(width)}", "bold") + f"  {does}")
            if takes:
                self.screen.line(f"   {' ' * width}  {takes}", style="dim")

    def _param(self, rest: str) -> None:
        if "=" in rest:
            name, value = parse_parameter(rest.rstrip(";"))
            self.params[name] = value
        elif rest:
            if rest.removeprefix("$") not in self.params:
                raise NotFound("parameter", rest, nearest_names(rest, self.params))
            del self.params[rest.removeprefix("$")]
        else:
            for name, value in sorted(self.params.items()):
                self.screen.line(f"${name} = {json.dumps(value, ensure_ascii=False)}")

    def _schema(self, rest: str) -> None:
        del rest
        words = self.graph.vocabulary()
        for title, found in (("labels", words.labels), ("types", words.types), ("properties", words.keys)):
            self.screen.line(self.screen.styled(f"{title}:", "bold") + f" {', '.join(found)}")

    def _queries(self, rest: str) -> None:
        from kg.cli.render import print_query  # noqa: PLC0415 - only this command needs it

        if rest:
            print_query(self.screen, named_query(rest))
            return
        width = max(len(name) for name in catalogue())
        for query in catalogue().values():
            self.screen.line(self.screen.styled(query.name.ljust(width), "bold") + f"  {query.title}")

    def _format(self, rest: str) -> None:
        names = ["auto", *(one.value for one in Format if one is not Format.HTML)]
        if rest and rest not in names:
            raise UsageError(f"There is no form '{rest}'.", did_you_mean(nearest_names(rest, names)))
        if rest:
            self.form = None if rest == "auto" else Format(rest)
        self.screen.line(f"Answers come as {self.form.value if self.form else 'auto'}.")

    def _limit(self, rest: str) -> None:
        if rest:
            if not rest.isdecimal():
                raise UsageError(f"'{rest}' is no number of rows.", "For example :limit 100")
            self.limit = int(rest) or None
        self.screen.line(f"At most {self.limit} rows." if self.limit else "All rows.")

    def _timeout(self, rest: str) -> None:
        if rest:
            try:
                seconds = float(rest)
            except ValueError:
                seconds = -1
            if not 0 <= seconds < float("inf"):
                raise UsageError(f"'{rest}' is no number of seconds.", "For example :timeout 30")
            self.timeout = seconds or None
        self.screen.line(f"At most {self.timeout:g} s a query." if self.timeout else "Queries may take for ever.")

    def _plan(self, rest: str) -> None:
        statement = rest.rstrip("; \n") or self._last
        if not statement:
            raise UsageError("There is no statement yet.", "For example :plan MATCH (c:Concept) RETURN c.name")
        if statement in catalogue():
            query = named_query(statement)
            names = {one.name for one in query.parameters}
            result = self.graph.explain(query.text, query.bind({k: v for k, v in self.params.items() if k in names}))
        else:
            with pointing_into(statement):
                result = self.graph.explain(statement, self.params, timeout=self.timeout)
        print_result(self.screen, result, Format.TABLE)

    def _source(self, rest: str) -> bool:
        (name, *others) = _words(rest) or [""]
        if not name or others:
            raise UsageError(":source takes one file.", "For example :source queries.cypher")
        if self._depth >= _DEEPEST_SOURCE:
            raise UsageError("Files that name each other are too many.", f"At most {_DEEPEST_SOURCE} deep.")
        try:
            text = Path(name).expanduser().read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise NotFound("file", name) from None
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"{name} cannot be read: {error}.") from error
        self._depth += 1
        try:
            return self.run_script(text)
        finally:
            self._depth -= 1

    def _write(self, rest: str) -> None:
        if rest not in {"", "on", "off"}:
            raise UsageError(":write takes on or off.")
        if rest:
            self.may_write = rest == "on"
        self.screen.line("Statements may change the graph." if self.may_write else "Statements only read.")


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as error:
        raise UsageError(f"'{text}' has a quote that is not closed.") from error
