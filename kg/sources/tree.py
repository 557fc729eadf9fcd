"""What YAML, JSON and CSV have in common: values that know their lines, and the findings of what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.errors import Finding
from kg.sources.text import shown

if TYPE_CHECKING:
    from kg.errors import Severity

__all__ = ["Document", "Fields", "FindingLog", "Items", "Malformed", "Node", "Scalar", "TreeBuilder"]

#: Levels of lists and mappings in each other; the files that kg reads have four.
MAX_DEPTH = 100


class FindingLog:
    """The findings of one file, in the order in which they were made."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []

    def error(self, code: str, line: int | None, message: str, hint: str = "") -> None:
        """Note what refuses the load."""
        self._add(code, "error", line, message, hint)

    def warning(self, code: str, line: int | None, message: str, hint: str = "") -> None:
        """Note what only --strict refuses."""
        self._add(code, "warning", line, message, hint)

    def info(self, code: str, line: int | None, message: str, hint: str = "") -> None:
        """Note what is worth knowing."""
        self._add(code, "info", line, message, hint)

    def _add(self, code: str, severity: Severity, line: int | None, message: str, hint: str) -> None:
        self.found.append(Finding(code, severity, message, hint, self.file, line))


@dataclass(slots=True)
class Scalar:
    """A single value as it is written. `quoted` is text for certain; otherwise it may be a number, or null."""

    line: int
    text: str
    quoted: bool = False
    null: bool = False


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    values: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    """A mapping: values by key, and the lines of the keys."""

    line: int
    values: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


Node = Scalar | Items | Fields


@dataclass(slots=True)
class Document:
    """A tree with what was found wrong in its structure (keys given twice, strange tags)."""

    root: Node | None
    findings: FindingLog


class Malformed(Exception):
    """The rest of the file cannot be read; `line` counts from 1."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.hint = hint


class TreeBuilder:
    """Builds one document from its values in the order of the text, without recursion."""

    def __init__(self, findings: FindingLog) -> None:
        self._log = findings
        self._open: list[Items | Fields] = []
        self._keys: list[Scalar | Items | Fields | None] = []
        self._root: Node | None = None

    @property
    def document(self) -> Document:
        """Return what was built."""
        return Document(self._root, self._log)

    def open(self, node: Items | Fields) -> None:
        """Add a list or mapping; what is added until `close` goes into it.

        Raises:
            Malformed: it lies too deep.
        """
        if len(self._open) >= MAX_DEPTH:
            raise Malformed(
                node.line,
                f"Lists and mappings lie more than {MAX_DEPTH} deep in each other.",
                "A file needs only lists of concepts and relations.",
            )
        self.add(node)
        self._open.append(node)
        self._keys.append(None)

    def close(self) -> Items | Fields:
        """End the list or mapping opened last, and return it."""
        self._keys.pop()
        return self._open.pop()

    def add(self, node: Node) -> None:
        """Add a value, or the key of the next value, where a mapping is open."""
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        if type(parent) is Items:
            parent.values.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = node
            return
        self._keys[-1] = None
        if type(key) is not Scalar:
            self._log.error("KG002", key.line, "A key is a list or a mapping.", "Write a plain word before the colon.")
        elif type(parent) is Fields:
            self._put(parent, key, node)

    def _put(self, parent: Fields, key: Scalar, node: Node) -> None:
        first = parent.lines.get(key.text)
        if first is not None:
            self._log.error(
                "KG003",
                key.line,
                f"The key {shown(key.text)} was already given in line {first}.",
                "Keep one of the two.",
            )
            return
        parent.lines[key.text] = key.line
        parent.values[key.text] = node
