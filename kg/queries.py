"""The catalogue: the queries for people that are shipped in `cypher/`, and the parameters that each takes.

The header of a query is its documentation. A comment line is one of

    // title: Prerequisites of a concept
    // description: Everything that must be known before it.
    // concept name: the concept to be reached = "Transformer"
    // param file: path of the file, relative to the root = "data/ml.yaml"
    // option limit: how many rows at most = 10

The value after ` = ` is JSON. It is an example, and for an `option` also what is taken when none is given. A `concept`
is a parameter that takes the name of a concept as the graph has it: a surface resolves ids and aliases to it first.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from kg.config import resource
from kg.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["NamedQuery", "Parameter", "catalogue", "named_query", "parse_parameter", "parse_query"]

Role = Literal["param", "concept", "option"]

_HEADER = re.compile(
    r"// (?:(?P<word>title|description)|(?P<role>param|concept|option) (?P<name>[a-z_]+)): (?P<rest>.+)"
)
_FORMS = "Header lines are '// title: ...', '// description: ...' and '// param name: description = JSON'."


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query. `example` is a plain JSON value, and what is taken when an `option` is not given."""

    name: str
    description: str
    example: Any
    role: Role = "param"

    @property
    def is_required(self) -> bool:
        """Return whether a call has to give it."""
        return self.role != "option"

    @property
    def is_concept(self) -> bool:
        """Return whether the value is the name of a concept."""
        return self.role == "concept"

    def accept(self, value: object) -> object:
        """Return the value in the form of the example.

        A number or a truth value where the example is text was text that happened to look like JSON (`-p name=1984`).

        Raises:
            UsageError: the value is of another type than the example.
        """
        if isinstance(self.example, str) and (value is None or isinstance(value, (bool, int, float))):
            return json.dumps(value)
        if _json_type(value) == _json_type(self.example):
            return value
        raise UsageError(
            f"'{self.name}' takes {_json_type(self.example)}, not {_json_type(value)}.",
            f"For example {self.name}={json.dumps(self.example, ensure_ascii=False)}",
        )


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the catalogue. `text` is its Cypher, without the header."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str

    def bind(self, params: Mapping[str, object]) -> dict[str, object]:
        """Return a value for every parameter: those given, and the defaults of the options.

        Raises:
            UsageError: one is missing, unknown, or of another type than its example.
        """
        for given in params:
            if given not in {parameter.name for parameter in self.parameters}:
                raise UsageError(f"The query '{self.name}' takes no parameter '{given}'.", self._taken(given))
        return {parameter.name: self._value(parameter, params) for parameter in self.parameters}

    def _value(self, parameter: Parameter, params: Mapping[str, object]) -> object:
        if parameter.name in params:
            return parameter.accept(params[parameter.name])
        if parameter.is_required:
            example = json.dumps(parameter.example, ensure_ascii=False)
            raise UsageError(
                f"The query '{self.name}' needs '{parameter.name}': {parameter.description}.",
                f"For example {parameter.name}={example}",
            )
        return parameter.example

    def _taken(self, given: str) -> str:
        names = [parameter.name for parameter in self.parameters]
        if not names:
            return "It takes none."
        near = _nearest(given, names)
        return f"Did you mean '{near[0]}'?" if near else f"It takes {', '.join(names)}."


def catalogue() -> dict[str, NamedQuery]:
    """Return the queries for people by name, in the order of their names.

    Raises:
        NotFound: kg was installed without them.
        UsageError: a header is not of the form above.
    """
    return {query.name: query for query in _shipped()}


def named_query(name: str) -> NamedQuery:
    """Return a query of the catalogue.

    Raises:
        NotFound: there is none of that name; `nearest` holds up to three that are close.
    """
    queries = catalogue()
    if name not in queries:
        raise NotFound("query", name, _nearest(name, queries), "'kg queries' lists them.")
    return queries[name]


def parse_parameter(text: str) -> tuple[str, object]:
    """Return name and value of `name=value`; the value is what it means as JSON, else the text itself.

    >>> parse_parameter("limit=10"), parse_parameter("name=Linear Algebra")
    (('limit', 10), ('name', 'Linear Algebra'))

    Raises:
        UsageError: there is no `=`, or nothing before it.
    """
    name, separator, value = text.partition("=")
    name = name.strip().removeprefix("$")
    if not separator or not name:
        raise UsageError(f"'{text}' gives no parameter.", "Write -p name=value.")
    try:
        return name, _json_value(value)
    except (ValueError, RecursionError):
        return name, value


def parse_query(name: str, text: str) -> NamedQuery:
    """Return the query that a file of `cypher/` holds; `name` is the file's name without its suffix.

    Raises:
        UsageError: the header is not of the form above; the message names file and line.
    """
    words: dict[str, str] = {}
    parameters: list[Parameter] = []
    lines = text.splitlines()
    header = next((number for number, line in enumerate(lines) if not line.startswith("//")), len(lines))
    for number, line in enumerate(lines[:header], start=1):
        where = f"{name}.cypher:{number}"
        found = _HEADER.fullmatch(line.rstrip())
        if found is None:
            raise UsageError(f"{where}: '{line}' is not a header line.", _FORMS)
        key = found["word"] or found["name"]
        if key in words or key in {parameter.name for parameter in parameters}:
            raise UsageError(f"{where}: '{key}' is there twice.", _FORMS)
        if found["word"]:
            words[key] = found["rest"]
        else:
            parameters.append(_parameter(found, where))
    missing = [word for word in ("title", "description") if word not in words]
    if missing:
        raise UsageError(f"{name}.cypher: the header has no {' and no '.join(missing)}.", _FORMS)
    cypher = "\n".join(lines[header:]).strip()
    if not cypher:
        raise UsageError(f"{name}.cypher: there is no statement below the header.", _FORMS)
    return NamedQuery(name, words["title"], words["description"], tuple(parameters), cypher)


def _parameter(found: re.Match[str], where: str) -> Parameter:
    roles: dict[str, Role] = {"param": "param", "concept": "concept", "option": "option"}
    description, separator, example = found["rest"].partition(" = ")
    if not separator:
        raise UsageError(f"{where}: '{found['name']}' has no example.", _FORMS)
    try:
        value = _json_value(example)
    except ValueError as error:
        raise UsageError(f"{where}: the example {example} is not JSON.", _FORMS) from error
    return Parameter(found["name"], description.strip(), value, roles[found["role"]])


@cache
def _shipped() -> tuple[NamedQuery, ...]:
    files = sorted(resource("cypher").glob("*.cypher"), key=lambda file: file.stem)
    return tuple(parse_query(file.stem, file.read_text(encoding="utf-8")) for file in files)


def _json_value(text: str) -> object:
    def refuse(constant: str) -> object:
        raise ValueError(constant)

    # NaN and Infinity are words of Python's json, not of JSON.
    value: object = json.loads(text, parse_constant=refuse)
    return value


def _json_type(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    names = {str: "text", int: "a whole number", float: "a number", list: "a list", tuple: "a list", dict: "a map"}
    return next((name for kind, name in names.items() if isinstance(value, kind)), "null")


def _nearest(name: str, names: Iterable[str]) -> list[str]:
    from rapidfuzz import process  # noqa: PLC0415 - only a miss needs it

    return [near for near, _, _ in process.extract(name, list(names), limit=3, score_cutoff=50)]
