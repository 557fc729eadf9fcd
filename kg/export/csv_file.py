"""CSV: a table of concepts and one of relations, with the columns that `kg load` reads."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any

from kg.export.records import authored, by_id, concept_fields, relation_fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import GraphData

__all__ = ["to_csv", "zipped"]

_CONCEPTS = (
    "id",
    "name",
    "kind",
    "definition",
    "aliases",
    "minutes",
    "url",
    "tags",
    "evidence",
    "confidence",
    "pattern",
)
_RELATIONS = ("source", "type", "target", "strength", "reason", "any_of", "evidence", "confidence", "pattern")
#: The earliest day that a zip file can hold: the same graph gives the same file on every day.
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def to_csv(graph: GraphData) -> dict[str, str]:
    r"""Return the texts of `concepts.csv` and `relations.csv`, by these names; lists are joined with `|`.

    Within an item `|` is written as `\|` and a backslash as two.

    Derived relations are not written: they follow from the others by the ontology.
    """
    return {
        "concepts.csv": _table(
            _CONCEPTS, ({"id": one.id, "name": one.name, **concept_fields(one)} for one in by_id(graph.concepts))
        ),
        "relations.csv": _table(
            _RELATIONS,
            (
                {"source": one.source, "type": one.type, "target": one.target, **relation_fields(one)}
                for one in authored(graph.relations)
            ),
        ),
    }


def zipped(files: Mapping[str, str]) -> bytes:
    """Return a zip file with these texts in UTF-8."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, _NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return content.getvalue()


def _table(columns: Iterable[str], records: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = tuple(columns)
    writer.writerow(names)
    for record in records:
        writer.writerow([_cell(record.get(name, "")) for name in names])
    return text.getvalue()


def _cell(value: Any) -> str:
    return "|".join(map(_item, value)) if isinstance(value, list) else str(value)


def _item(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")
