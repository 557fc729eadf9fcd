"""What may come next in a line of the shell."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from kg.cli.render_rows import Format
from kg.cli.shell_interpreter import COMMANDS
from kg.mistakes import FUNCTIONS, KEYWORDS
from kg.queries import catalogue
from kg.stores.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.vocabulary import Vocabulary

__all__ = ["Completions", "SortedNames"]

_TYPED: Final = (*KEYWORDS, *(f"{one}(" for one in FUNCTIONS))
#: Names of concepts that are offered at once.
MOST_NAMES: Final = 50
_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
_NAME: Final = frozenset({"name", "number"})


class SortedNames:
    """Finds the names that begin with a text, in any case, by bisection."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted({name for name in names if name}, key=str.lower)
        self._folded = [name.lower() for name in self._names]

    def starting(self, start: str, limit: int = MOST_NAMES) -> list[str]:
        """Return up to `limit` names that begin with `start`, in the order of the alphabet. `O(log n)`."""
        folded = start.lower()
        first = bisect_left(self._folded, folded)
        places = takewhile(lambda place: self._folded[place].startswith(folded), range(first, len(self._folded)))
        return [self._names[place] for place in islice(places, limit)]


class Completions:
    """Finds what may come next, by what stands before: a label after `(:`, a type after `[:`, a key after `.`.

    Args:
        vocabulary: returns the words of the graph.
        names: returns the names of concepts that begin with a text.
        params: returns the names of the parameters that are set.
    """

    def __init__(
        self,
        vocabulary: Callable[[], Vocabulary],
        names: Callable[[str], Iterable[str]],
        params: Callable[[], Iterable[str]],
    ) -> None:
        self._vocabulary = vocabulary
        self._names = names
        self._params = params

    def after(self, text: str) -> tuple[str, list[str]]:
        """Return the beginning that is typed already, and what it may become, in the order of the alphabet."""
        if text.startswith(":"):
            return _commands(text)
        found = tokens(text)
        last = found[-1] if found else None
        if last is not None and _is_open_string(last):
            start = last.value[1:]
            return start, list(self._names(start))
        if last is not None and last.end == len(text) and last.kind == "parameter":
            return last.value, _starting(last.value, (f"${name}" for name in self._params()))
        if text.endswith("$"):
            return "$", sorted(f"${name}" for name in self._params())
        word = last.value if last is not None and last.end == len(text) and last.kind in _NAME else ""
        before = found[:-1] if word else found
        if not before:
            return word, _starting(word, [*_TYPED, *catalogue()]) if word else []
        return word, self._words_after(before, word)

    def _words_after(self, before: list[Token], word: str) -> list[str]:
        mark = before[-1].value if before[-1].kind == "mark" else ""
        opening = _open_bracket(before)
        if mark in {":", "|", "&", "!"} and opening == "(":
            return _starting(word, self._vocabulary().labels)
        if mark in {":", "|", "!"} and opening == "[":
            return _starting(word, self._vocabulary().types)
        if mark == "." or (mark in {"{", ","} and opening == "{"):
            return _starting(word, self._vocabulary().keys)
        return _starting(word, _TYPED) if word else []


def _commands(text: str) -> tuple[str, list[str]]:
    command, space, rest = text.partition(" ")
    if not space:
        return text, _starting(text, (f":{name}" for name in COMMANDS))
    choices = {
        ":format": ["auto", *(one.value for one in Format if one is not Format.HTML)],
        ":write": ["on", "off"],
        ":queries": list(catalogue()),
        ":plan": list(catalogue()),
    }
    return rest, _starting(rest, choices.get(command, []))


def _is_open_string(token: Token) -> bool:
    if token.kind != "string":
        return False
    return len(token.value) == 1 or token.value[-1] != token.value[0]


def _open_bracket(found: list[Token]) -> str:
    """Return the last bracket that is open, the empty string when there is none."""
    closed = []
    for token in reversed(found):
        if token.kind != "mark":
            continue
        if token.value in _BRACKETS:
            closed.append(_BRACKETS[token.value])
        elif token.value in _BRACKETS.values() and (not closed or closed.pop() != token.value):
            return token.value
    return ""


def _starting(start: str, words: Iterable[str]) -> list[str]:
    folded = start.lower()
    return sorted({word for word in words if word.lower().startswith(folded) and word != start}, key=str.lower)
