"""Giving the graph to people and programs: counts, pages, files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import lookup
from kg.app.ask import Asking
from kg.doctor import examine
from kg.errors import UsageError
from kg.model import GraphData

if TYPE_CHECKING:
    from kg.results import Check, Stats

__all__ = ["FORMATS", "Taking"]

#: Export formats.
FORMATS = ("html", "json", "graphml", "gexf", "node-link", "jsonld", "csv", "cypher", "mermaid", "dot")


class Taking(Asking):
    """The use cases that give the graph away."""

    def stats(self) -> Stats:
        """Return counts by kind and by relation type."""
        return lookup.stats(self.store)

    def doctor(self) -> list[Check]:
        """Return what is configured and whether it works; raises nothing for a store that does not."""
        return examine(self.address, self.environment, self.stats)

    def data(self, *, focus: str | None = None, depth: int = 2) -> GraphData:
        """Return the graph as records, derived relations included; with `focus` only what is within `depth` relations.

        Raises:
            NotFound: there is no concept called `focus`.
            AmbiguousName: there are several.
        """
        if focus is None:
            from kg.loader import read_snapshot  # noqa: PLC0415 - the parsers come with it

            snapshot = read_snapshot(self.store)
            return GraphData(
                concepts=tuple(snapshot.concepts[key] for key in sorted(snapshot.concepts)),
                relations=tuple(snapshot.relations[key] for key in sorted(snapshot.relations)),
            )
        within = lookup.near(self.store, self.resolve(focus)[0], depth)
        return GraphData(
            concepts=tuple(lookup.concepts(self.store, within)),
            relations=tuple(one for one in lookup.relations(self.store, within) if one.target in within),
        )

    def export(
        self,
        format: str,  # noqa: A002 - the word of the command line
        *,
        focus: str | None = None,
        depth: int = 2,
        goal: str | None = None,
        title: str | None = None,
    ) -> str:
        """Return the graph, or the part around `focus`, in one of `FORMATS`.

        Args:
            format: one of `FORMATS`.
            focus: a concept to stay near to.
            depth: how many relations away from `focus`.
            goal: the concept whose prerequisites the page opens on.
            title: the title of the page.

        Raises:
            UsageError: there is no such format, or it is CSV, which is two files.
            NotFound: there is no such concept.
        """
        if format not in FORMATS:
            raise UsageError(f"There is no export format '{format}'.", f"The formats are {', '.join(FORMATS)}.")
        if format == "csv":
            raise UsageError("CSV is two files.", "Name a folder, or a file that ends in .zip, with -o.")
        graph = self.data(focus=focus, depth=depth)
        if format == "html":
            from kg.view import html_page  # noqa: PLC0415 - pyvis takes a second to import

            aim = goal or focus
            opened_on = None if aim is None else self.resolve(aim)[0]
            return html_page(graph, self.ontology, title=title or "Knowledge graph", goal=opened_on)
        from kg.export import export_graph  # noqa: PLC0415 - networkx takes 0.3 s to import

        return export_graph(graph, self.ontology, format)

    def write(self, path: str | Path, format: str, **options: Any) -> None:  # noqa: A002 - as in `export`
        """Write what `export` returns to a file, in UTF-8 and whole or not at all; CSV to a folder or a `.zip` file.

        Raises:
            NotFound: the folder is missing.
            UsageError: the place cannot be written.
        """
        from kg.export import write_csv, write_text_atomically  # noqa: PLC0415 - only needed here

        if format == "csv":
            near = {key: options[key] for key in ("focus", "depth") if key in options}
            write_csv(Path(path), self.data(**near))
        else:
            write_text_atomically(Path(path), self.export(format, **options))
