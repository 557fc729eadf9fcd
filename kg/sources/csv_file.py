"""CSV: a table of concepts or of relations, told apart by its header."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING

from kg.sources.facts import Facts, key_hint
from kg.sources.text import decode, shown
from kg.sources.tree import Fields, Items, Scalar
from kg.sources.values import CONCEPT, RELATION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kg.sources.base import FileStatements, SourceFile

__all__ = ["read"]

_DELIMITERS = (",", ";", "\t")
_LISTS = frozenset({"aliases", "tags", "evidence"})
#: An item of a list: a backslash takes the meaning from a `|` or a backslash behind it.
_ITEM = re.compile(r"(?:\\[\\|]|[^|])+")
_ESCAPED = re.compile(r"\\([\\|])")
_KEYS = frozenset((*CONCEPT, *RELATION))


def read(file: SourceFile, content: bytes) -> FileStatements:
    """Return the statements of a CSV file; the lines are those at which rows start."""
    facts = Facts(file)
    text = decode(content, facts.findings)
    if text is not None:
        _read_table(text, facts)
    return facts.statements


def _read_table(text: str, facts: Facts) -> None:
    rows = _rows(text, facts)
    line, header = next(rows, (1, []))
    columns = [name.strip().casefold() for name in header]
    if {"source", "target"} <= set(columns):
        if _check_header(columns, RELATION, line, facts):
            for fields in _mappings(rows, columns, RELATION, facts):
                facts.add_relation(fields)
    elif {"name", "id"} & set(columns):
        if _check_header(columns, CONCEPT, line, facts):
            for fields in _mappings(rows, columns, CONCEPT, facts):
                if "id" in fields.values:
                    fields.values.setdefault("name", fields.values["id"])
                facts.add_concept(fields)
    elif columns:
        facts.not_ours(line, "a header with 'name' or 'id', or with 'source', 'type' and 'target'")


def _mappings(
    rows: Iterable[tuple[int, list[str]]], columns: Sequence[str], known: Collection[str], facts: Facts
) -> Iterator[Fields]:
    """Yield the rows that have as many cells as the header and are not empty, without the cells that are."""
    for line, row in rows:
        if len(row) != len(columns):
            facts.findings.error(
                "KG005",
                line,
                f"The row has {len(row)} fields, the header has {len(columns)}.",
                "Put fields that hold the separator in quotes.",
            )
            continue
        fields = Fields(line)
        for key, cell in zip(columns, row, strict=True):
            if cell and key in known and not cell.isspace():
                fields.values[key] = _list(cell, line) if key in _LISTS else Scalar(line, cell)
        if fields.values:
            yield fields


def _check_header(columns: Sequence[str], known: Collection[str], line: int, facts: Facts) -> bool:
    """Note what is wrong with the header; tell whether the rows can be read."""
    noun = "relations" if known is RELATION else "concepts"
    errors = 0
    for index, name in enumerate(columns):
        if name in columns[:index]:
            errors += 1
            facts.findings.error("KG003", line, f"The column {shown(name)} is given twice.", "Keep one of the two.")
        elif name not in known:
            facts.findings.warning(
                "KG004",
                line,
                f"{shown(name)} is not a column of {noun}; it is left out." if name else "A column has no name.",
                key_hint(name, tuple(known)),
            )
    if {"definition", "description"} <= set(columns):
        errors += 1
        facts.findings.error(
            "KG003", line, "'definition' and 'description' are the same column.", "Keep one of the two."
        )
    if noun == "relations" and "type" not in columns:
        errors += 1
        facts.findings.error("KG005", line, "The table has no column 'type'.", "Name the type of each relation in it.")
    return not errors


def _list(cell: str, line: int) -> Items:
    parts = (_ESCAPED.sub(r"\1", part).strip() for part in _ITEM.findall(cell))
    return Items(line, [Scalar(line, part) for part in parts if part])


def _rows(text: str, facts: Facts) -> Iterator[tuple[int, list[str]]]:
    """Yield (line at which it starts, cells) of the rows that are not blank; the first is the header."""
    reader = csv.reader(StringIO(text), delimiter=_delimiter(text), strict=True)
    start = 1
    try:
        for row in reader:
            if row:
                yield start, row
            start = reader.line_num + 1
    except csv.Error as error:
        facts.findings.error(
            "KG002",
            start,
            f"The row that starts in line {start} is not valid CSV: {error}.",
            "Check its quotes: one inside a quoted field is written twice.",
        )


def _delimiter(text: str) -> str:
    """Return the separator that cuts the header into the most known columns."""
    header = text.lstrip("\n").partition("\n")[0]

    def known_columns(delimiter: str) -> int:
        names = (name.strip(' "').casefold() for name in header.split(delimiter))
        return sum(name in _KEYS for name in names)

    return max(_DELIMITERS, key=known_columns)
