"""YAML: built from the parser's events, so that every value keeps its line and no nesting or alias can run away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from kg.sources.facts import Facts
from kg.sources.text import decode, shown
from kg.sources.tree import Fields, FindingLog, Items, Malformed, Scalar, TreeBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.base import FileStatements, SourceFile
    from kg.sources.tree import Document, Node

__all__ = ["read"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML may have been built without libyaml
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TAG = "tag:yaml.org,2002:"
_TEXT_TAGS = frozenset({"!", f"{_TAG}str"})
_PLAIN_TAGS = _TEXT_TAGS | {f"{_TAG}{name}" for name in ("int", "float", "bool", "null", "timestamp", "seq", "map")}
#: Values that aliases may repeat: this many, and so many times what is written out.
_ALIAS_ALLOWANCE, _ALIAS_FACTOR = 10_000, 10


def read(file: SourceFile, content: bytes) -> FileStatements:
    """Return the statements of a YAML file; all its documents are read."""
    facts = Facts(file)
    text = decode(content, facts.findings)
    if text is not None:
        documents: list[Document] = []
        try:
            documents.extend(_documents(text, file.name))
        except Malformed as error:
            facts.findings.error("KG002", error.line, error.message, error.hint)
        except yaml.MarkedYAMLError as error:
            line, column = _place(error, text)
            facts.findings.error(
                "KG002",
                line,
                f"The file is not valid YAML at line {line}, column {column}: {error.problem or error.context}.",
                "Check indentation and brackets; put text with ': ' or ' #' in quotes.",
            )
        except yaml.YAMLError as error:
            facts.findings.error(
                "KG002", None, f"The file is not valid YAML: {shown(str(error))}.", "Save it as plain text."
            )
        facts.add_documents(documents)
    return facts.statements


def _place(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int]:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 1, 1
    last = text.count("\n") + 1
    if mark.line >= last:  # the parser counts a line after the last
        return last, len(text) - text.rfind("\n")
    return mark.line + 1, mark.column + 1


def _documents(text: str, name: str) -> Iterator[Document]:
    composer = _Composer(FindingLog(name))
    for event in yaml.parse(text, Loader=_LOADER):
        match event:
            case yaml.ScalarEvent():
                composer.scalar(event)
            case yaml.MappingStartEvent():
                composer.open(Fields(_line(event)), event)
            case yaml.SequenceStartEvent():
                composer.open(Items(_line(event)), event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                composer.close()
            case yaml.AliasEvent():
                composer.alias(event)
            case yaml.DocumentStartEvent():
                composer = _Composer(FindingLog(name))
            case yaml.DocumentEndEvent():
                yield composer.document


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


class _Composer:
    """Builds one document, keeping anchors; `_size` counts values as if aliases were written out."""

    def __init__(self, findings: FindingLog) -> None:
        self._log = findings
        self._tree = TreeBuilder(findings)
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._open: list[tuple[str | None, int]] = []
        self._size = self._written = 0

    @property
    def document(self) -> Document:
        return self._tree.document

    def scalar(self, event: yaml.ScalarEvent) -> None:
        line = _line(event)
        self._check_tag(event, line)
        quoted = bool(event.style) if event.tag is None else event.tag in _TEXT_TAGS
        node = Scalar(line, event.value, quoted, null=not quoted and event.value in _NULLS)
        self._add(node)
        if event.anchor:
            self._anchors[event.anchor] = node, 1

    def open(self, node: Items | Fields, event: yaml.CollectionStartEvent) -> None:
        self._check_tag(event, node.line)
        self._open.append((event.anchor, self._size))
        self._size += 1
        self._written += 1
        self._tree.open(node)

    def close(self) -> None:
        node = self._tree.close()
        anchor, before = self._open.pop()
        if anchor:
            self._anchors[anchor] = node, self._size - before

    def alias(self, event: yaml.AliasEvent) -> None:
        line = _line(event)
        if event.anchor is None or event.anchor not in self._anchors:
            raise Malformed(
                line,
                f"The alias {shown(f'*{event.anchor}')} stands for no anchor that ends before it.",
                "Put text that begins with '*' in quotes.",
            )
        node, size = self._anchors[event.anchor]
        self._size += size
        if self._size > _ALIAS_ALLOWANCE + _ALIAS_FACTOR * self._written:
            raise Malformed(line, "The aliases of the file repeat too much of it.", "Write the values out.")
        self._tree.add(node)

    def _add(self, node: Scalar) -> None:
        self._size += 1
        self._written += 1
        self._tree.add(node)

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        tag = event.tag
        if tag is not None and tag not in _PLAIN_TAGS:
            self._log.error("KG002", line, f"The tag {shown(tag)} is not read.", "Remove it; plain values need no tag.")
