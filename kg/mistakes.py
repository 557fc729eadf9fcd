"""What is wrong with a statement, in words that are the same whichever engine says so, and what was probably meant."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.errors import QueryError, QueryRefused
from kg.nearest import did_you_mean, nearest_names
from kg.stores.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.stores.tokens import Token
    from kg.vocabulary import Vocabulary

__all__ = ["FUNCTIONS", "KEYWORDS", "explain_error", "explain_refusal", "explain_warning"]

#: Keywords of Cypher that people type.
KEYWORDS: Final = (
    *("AND", "AS", "ASC", "CALL", "CASE", "CONTAINS", "CREATE", "DELETE", "DESC", "DETACH DELETE", "DISTINCT", "ELSE"),
    *("END", "ENDS WITH", "EXISTS", "IN", "IS NOT NULL", "IS NULL", "LIMIT", "MATCH", "MERGE", "NOT", "OPTIONAL MATCH"),
    *("OR", "ORDER BY", "REMOVE", "RETURN", "SET", "SKIP", "STARTS WITH", "THEN", "UNION", "UNWIND", "WHEN", "WHERE"),
    *("WITH", "YIELD"),
)
#: Functions of Cypher that people type.
FUNCTIONS: Final = (
    *("abs", "avg", "ceil", "coalesce", "collect", "count", "date", "datetime", "duration", "elementId", "endNode"),
    *("exists", "floor", "head", "keys", "labels", "last", "left", "length", "max", "min", "nodes", "properties"),
    *("range", "rand", "reduce", "relationships", "replace", "reverse", "right", "round", "shortestPath", "size"),
    *("split", "sqrt", "startNode", "substring", "sum", "tail", "toFloat", "toInteger", "toLower", "toString"),
    *("toUpper", "trim", "type"),
)
_WORDS: Final = tuple(dict.fromkeys(word for one in KEYWORDS for word in one.split()))
_ALIAS: Final = "Is AS missing before it?"
_SHORTEST: Final = 4  # letters of a word of which a misspelling can be told
_MOST_EXPECTED: Final = 90  # letters of a list of what was expected that still helps
_CURLY: Final = re.compile("[\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb]")
_QUOTE: Final = re.compile(r"Unterminated string literal|Failed to parse string literal")
_PARAMETER: Final = re.compile(r"Missing parameter: \$(\w+)|Expected parameter\(s\): (\w+)")
_VARIABLE: Final = re.compile(r"Undefined variable '([^']+)'|Variable `([^`]+)` not defined")
_FUNCTION: Final = re.compile(r"Unknown function:? '?(\w+(?:\.\w+)*)'?")
_PROPERTY: Final = re.compile(r"Unknown property '([^']+)' on (\w+)")
_LIST: Final = re.compile(r"Invalid input '(.*)': expected (.*)\.", re.DOTALL)
_FOUND: Final = re.compile(r"Unexpected token (?:at start of (clause)|in expression): (.+)\.")
_IN_PATTERN: Final = re.compile(r"Unexpected token in MATCH pattern: (\w+)")
#: kglite 0.21 writes a word together with the one behind it.
_AFTER_PATTERN: Final = re.compile(r'unexpected trailing input after pattern: Identifier\("(\w+)"\)')
_END: Final = "Unexpected end of query"
_IDENTIFIER: Final = re.compile(r'Expected (\w+), found \w+\("(\w+)"\)')
_REFUSED: Final = re.compile(r"it starts with (\w+), which is not a clause")
_NOT_THERE: Final = re.compile(
    r"(?P<what>label|property|relationship type) [`'](?P<name>[^`']+)[`'] "
    r"(?:does not exist|which no (?P<of>\w+) node has|— the graph has no such)"
)


def explain_error(error: QueryError, statement: str, words: Callable[[], Vocabulary]) -> QueryError:
    """Return an error of either engine in kg's words, with its place and what was probably meant.

    Args:
        error: what the engine said.
        statement: what was asked.
        words: returns the words of the graph; called only where a name of it is misspelt.
    """
    text = error.message
    if found := _QUOTE.search(text):
        return _at(
            statement, _open_string(statement), "A quote is not closed.", "Close it, or write it as \\' or \\\"."
        )
    if found := _CURLY.search(text):
        return _at(statement, statement.find(found[0]), f"{found[0]} is no quote of Cypher.", "Write ' or \" instead.")
    if "division by zero" in text or "/ by zero" in text:
        return QueryError("A number is divided by zero.")
    if "Query cannot conclude with" in text:
        return QueryError("The statement does not say what to return.", "End it with RETURN.")
    return _unknown(error, statement, words) or _misread(error, statement)


def _unknown(error: QueryError, statement: str, words: Callable[[], Vocabulary]) -> QueryError | None:
    """Return an error about a name that nothing has, None for another."""
    text = error.message
    if found := _PARAMETER.search(text):
        name = found[1] or found[2]
        place = _first(statement, f"${name}")
        return _at(statement, place, f"The parameter ${name} has no value.", f"Give it one with -p {name}=VALUE.")
    if found := _VARIABLE.search(text):
        name = found[1] or found[2]
        known = _variables(statement, name)
        message, hint = f"There is no variable '{name}'.", _meant(name, known)
        if error.line is None:
            return _at(statement, _first(statement, name), message, hint)
        return _same_place(error, message, hint)
    if found := _FUNCTION.search(text):
        name = found[1]
        return _at(statement, _first(statement, name), f"There is no function '{name}'.", _meant(name, FUNCTIONS))
    if found := _PROPERTY.search(text):
        name, label = found[1], found[2]
        return _at(
            statement, _first(statement, name), f"No {label} has a property '{name}'.", _meant(name, words().keys)
        )
    return None


def explain_refusal(refusal: QueryRefused) -> QueryRefused:
    """Return a refusal with what was probably meant, where it is of a word that begins no statement."""
    found = _REFUSED.search(refusal.reason)
    if found is None:
        return refusal
    hint = "Cypher asks with MATCH: MATCH (c:Concept) RETURN c.name"
    return QueryRefused(refusal.reason, _keyword(found[1]) or (hint if found[1] == "SELECT" else refusal.hint))


def explain_warning(warning: str, words: Vocabulary) -> str:
    """Return a warning about a name that is not in the graph with those that are near; any other as it is.

    >>> from kg.vocabulary import Vocabulary
    >>> words = Vocabulary(("Concept",), ("USES",), ("name",))
    >>> explain_warning("The label `Concpt` does not exist. Verify that the spelling is correct.", words)
    "There is no label 'Concpt'. Did you mean 'Concept'?"
    """
    found = _NOT_THERE.search(warning)
    if found is None:
        return warning
    what, name = found["what"], found["name"]
    known = {"label": words.labels, "property": words.keys, "relationship type": words.types}[what]
    missing = f"No {found['of']} has a property '{name}'." if found["of"] else f"There is no {what} '{name}'."
    return f"{missing} {_meant(name, known)}".strip()


def _misread(error: QueryError, statement: str) -> QueryError:
    """Return an error of the syntax: a misspelt keyword, `==`, or what stands where it may not."""
    text = error.message
    if text.startswith(_END):
        return _same_place(error, "The statement ends too early.", "")
    if found := _IN_PATTERN.search(text):
        message = f"'{found[1]}' is not expected here."
        return _at(statement, _first(statement, found[1]), message, "Is a bracket before it not closed?")
    joined = _AFTER_PATTERN.search(text)
    place = _joined(statement, joined[1]) if joined else _offset(statement, error)
    here = next((one for one in tokens(statement) if place is not None and one.start <= place < one.end), None)
    if here is not None and here.kind == "name" and (hint := _keyword(here.value)):
        return _at(statement, here.start, f"'{here.value}' is not expected here.", hint)
    if place is not None and "==" in statement[max(0, place - 1) : place + 2]:
        return _at(statement, statement.find("==", max(0, place - 1)), "There is no == in Cypher.", "Write = instead.")
    return _unexpected(error)


def _unexpected(error: QueryError) -> QueryError:
    """Return an error about what stands where it may not, without long lists of what may."""
    text = error.message
    if found := _IDENTIFIER.search(text):
        return _same_place(error, f"{found[1].upper()} is expected here, not '{found[2]}'.", "")
    found = _LIST.search(text)
    if found and (len(found[2]) > _MOST_EXPECTED or not found[1]):
        what = f"'{found[1]}' is not expected here." if found[1] else "The statement ends too early."
        return _same_place(error, what, _ALIAS if found[1] and "'AS'" in found[2] else "")
    if found := _FOUND.search(text):
        return _same_place(error, f"'{found[2]}' is not expected here.", _ALIAS if found[1] else "")
    return error


def _joined(statement: str, words: str) -> int | None:
    """Return where the first of two words stands that come one after the other, or one alone."""
    found = [one for one in tokens(statement) if one.kind == "name"]
    both = (one.start for one, other in pairwise(found) if one.value + other.value == words)
    return next(both, None)


def _keyword(word: str) -> str:
    """Return a question that names the keyword of which a word is a misspelling, the empty string where it is none."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only needed when something is misspelt

    upper = word.upper()
    if len(upper) < _SHORTEST or upper in _WORDS:
        return ""
    distances = {one: OSA.distance(upper, one, score_cutoff=2) for one in _WORDS if len(one) >= _SHORTEST}
    nearest = min(distances, key=lambda one: distances[one])
    return f"Did you mean {nearest}?" if distances[nearest] <= min(2, len(upper) // 3) else ""


def _meant(name: str, known: Iterable[str]) -> str:
    return did_you_mean(nearest_names(name, known))


def _variables(statement: str, unknown: str) -> list[str]:
    """Return the names that the statement gives to something: after a bracket, AS or UNWIND."""
    found = tokens(statement)
    given = [
        token.value
        for before, token in pairwise(found)
        if token.kind == "name" and (before.value in {"(", "["} or before.word == "AS")
    ]
    return [name for name in dict.fromkeys(given) if name != unknown]


def _first(statement: str, value: str) -> int:
    """Return where a token stands first, -1 where it does not."""
    return next((one.start for one in tokens(statement) if one.value == value), -1)


def _open_string(statement: str) -> int:
    def is_open(token: Token) -> bool:
        return token.kind == "string" and (len(token.value) == 1 or token.value[-1] != token.value[0])

    return next((one.start for one in tokens(statement) if is_open(one)), -1)


def _offset(statement: str, error: QueryError) -> int | None:
    if error.line is None or error.column is None:
        return None
    starts = [0, *(found.end() for found in re.finditer("\n", statement))]
    return starts[error.line - 1] + error.column - 1 if error.line <= len(starts) else None


def _at(statement: str, place: int, message: str, hint: str) -> QueryError:
    if place < 0:
        return QueryError(message, hint)
    line = statement.count("\n", 0, place) + 1
    return QueryError(message, hint, line, place - statement.rfind("\n", 0, place))


def _same_place(error: QueryError, message: str, hint: str) -> QueryError:
    return QueryError(message, hint, error.line, error.column)
