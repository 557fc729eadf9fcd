"""The graph as a file for others: JSON that kg reads back exactly, and the formats of tools that draw or compute.

The page is a job of its own (`kg.view`); `files` writes any of them so that a reader never sees half a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.export.csv_file import to_csv, zipped
from kg.export.cypher_file import to_cypher
from kg.export.diagram_files import to_dot, to_mermaid
from kg.export.files import make_folder, write_bytes_atomically, write_text_atomically
from kg.export.gexf_file import to_gexf
from kg.export.graphml_file import to_graphml
from kg.export.json_file import to_json
from kg.export.jsonld_file import to_jsonld
from kg.export.node_link_file import to_node_link

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.model import GraphData
    from kg.ontology import Ontology

__all__ = ["EXPORTERS", "export_graph", "write_csv", "write_text_atomically"]

#: What writes each format that is one text; CSV is two.
EXPORTERS: Mapping[str, Callable[[GraphData, Ontology], str]] = {
    "cypher": to_cypher,
    "dot": to_dot,
    "gexf": to_gexf,
    "graphml": to_graphml,
    "json": to_json,
    "jsonld": to_jsonld,
    "mermaid": to_mermaid,
    "node-link": to_node_link,
}


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


def write_csv(path: Path, graph: GraphData) -> None:
    """Write `concepts.csv` and `relations.csv` into the folder `path`, made if need be, or into a `.zip` file.

    Raises:
        NotFound: the folder that `path` is to be in is missing.
        UsageError: `path` is a file of another kind, or cannot be written.
    """
    files = to_csv(graph)
    if path.suffix.lower() == ".zip" and not path.is_dir():
        write_bytes_atomically(path, zipped(files))
        return
    make_folder(path)
    for name, text in files.items():
        write_text_atomically(path / name, text)
