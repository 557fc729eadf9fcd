"""Where in a statement an error is, drawn with a caret."""

from __future__ import annotations

import re
import unicodedata
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.errors import QueryError
from kg.stores.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["pointed_at", "pointed_at_name", "pointing_into"]

#: How kglite 0.21 names what it stumbled over, when it gives no place: after a colon, or in quotes.
_NAMED = re.compile(r"""(?:: |'|")(\$?\w+)""")
_WIDEST = 100


@contextmanager
def pointing_into(statement: str) -> Iterator[None]:
    """Add to an error of Cypher, as a note, the line of the statement that it is about with a caret below."""
    try:
        yield
    except QueryError as error:
        drawn = pointed_at(statement, error)
        if drawn:
            error.add_note(drawn)
        raise


def pointed_at(statement: str, error: QueryError) -> str:
    r"""Return the line with the error and a caret under its place, the empty string where no place is known.

    Where the engine gave no place, or only the end, it is the last word of the message that the statement has too.

    >>> print(pointed_at("MATCH (n)\nRETURN m", QueryError("Undefined variable 'm'.")))
    2 | RETURN m
      |        ^
    """
    lines = [one.removesuffix("\r") for one in statement.split("\n")]
    line, column = error.line, error.column
    if line is None or column is None or line > len(lines) or _is_end(lines, line, column):
        named = _named(statement, error.message)
        if named is not None:
            line, column = named
    if line is None or column is None or not 1 <= line <= len(lines):
        return ""
    text, at = lines[line - 1], min(column - 1, len(lines[line - 1]))
    cut = max(0, at - _WIDEST // 2)
    shown = ("…" if cut else "") + text[cut : cut + _WIDEST]
    # A tab stays one, so that the caret stands under the place however wide tabs are.
    before = "".join(one if one == "\t" else " " * _width(one) for one in shown[: at - cut + bool(cut)])
    margin = " " * len(str(line))
    return f"{line} | {shown}\n{margin} | {before}^"


def pointed_at_name(statement: str, warning: str) -> str:
    """Return the line of the statement with what a warning names and a caret under it, the empty string for none."""
    return pointed_at(statement, QueryError(warning.partition(" Did you mean")[0]))


def _is_end(lines: list[str], line: int, column: int) -> bool:
    return line == len(lines) and column > len(lines[-1])


def _named(statement: str, message: str) -> tuple[int, int] | None:
    """Return line and column of the last thing named in the message that stands in the statement.

    A misspelt keyword is named together with the word after it: `RETRNn`.
    """
    found = [token for token in tokens(statement) if token.kind in {"name", "parameter"}]
    for word in reversed(_NAMED.findall(message.partition("(in ")[0])):
        pairs = pairwise(found)
        starts = [token.start for token in found if token.value == word]
        starts += [one.start for one, other in pairs if one.value + other.value == word]
        if starts:
            start = starts[0]
            return statement.count("\n", 0, start) + 1, start - statement.rfind("\n", 0, start)
    return None


def _width(character: str) -> int:
    """Return how many columns a terminal takes for a character."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
