"""The graph as a file for others: JSON that kg reads back exactly, and GraphML for tools that draw or compute.

The page is a job of its own (`kg.view`); `files` writes any of them so that a reader never sees half a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.export.files import write_text_atomically
from kg.export.graphml_file import to_graphml
from kg.export.json_file import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.model import GraphData
    from kg.ontology import Ontology

__all__ = ["EXPORTERS", "export_graph", "write_text_atomically"]

#: What writes each format.
EXPORTERS: Mapping[str, Callable[[GraphData, Ontology], str]] = {"graphml": to_graphml, "json": to_json}


def export_graph(graph: GraphData, ontology: Ontology, format: str) -> str:  # noqa: A002 - the word of the command line
    """Return the graph as text, the same for the same graph whatever the order of its parts.

    Args:
        graph: what to write.
        ontology: the kinds and types that it uses.
        format: a key of `EXPORTERS`.

    Raises:
        UsageError: there is no such format.
    """
    if format not in EXPORTERS:
        raise UsageError(f"There is no export format '{format}'.", f"The formats are {', '.join(EXPORTERS)}.")
    return EXPORTERS[format](graph, ontology)
