"""Giving the graph to people and programs: counts, pages, files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kg import lookup
from kg.app.learn import Learning
from kg.doctor import examine
from kg.errors import UsageError
from kg.model import ConceptId, GraphData

if TYPE_CHECKING:
    from kg.results import Check, Stats

__all__ = ["FORMATS", "Taking"]

#: Export formats.
FORMATS = ("html", "json", "graphml", "gexf", "node-link", "jsonld", "csv", "cypher", "mermaid", "dot")


#: Names of options where the command line has another.
_OPTIONS = {"known_file": "--known-file", "marks": "marks of kg known", "whole": "--all"}


class Taking(Learning):
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
        known_file: Path | None = None,
        marks: bool = False,
        layout: Literal["levels", "force"] = "levels",
        title: str | None = None,
        whole: bool = False,
    ) -> str:
        """Return the graph, or the part around `focus`, in one of `FORMATS`.

        Args:
            format: one of `FORMATS`.
            focus: a concept to stay near to.
            depth: how many relations away from `focus`.
            goal: the concept whose prerequisites the page opens on; `focus` where None. This and the rest are for html.
            known_file: a file of names of what is known when the page opens, or of marks.
            marks: whether what is marked as known is so in the page too.
            layout: drawn by levels of prerequisites, or by what is linked to what.
            title: the title of the page.
            whole: write the page however big it gets.

        Raises:
            UsageError: there is no such format or layout, CSV, which is two files, an option that is not for the
                format, a goal that is not near `focus`, or a graph too big for a page without `focus` and `whole`.
            NotFound: there is no such concept or file.
            AmbiguousName: there are several.
        """
        if format not in FORMATS:
            raise UsageError(f"There is no export format '{format}'.", f"The formats are {', '.join(FORMATS)}.")
        if format == "csv":
            raise UsageError("CSV is two files.", "Name a folder, or a file that ends in .zip, with -o.")
        if format != "html":
            _refuse_options(
                format, goal=goal, known_file=known_file, marks=marks, layout=layout, title=title, whole=whole
            )
            from kg.export import export_graph  # noqa: PLC0415 - networkx takes 0.3 s to import

            return export_graph(self.data(focus=focus, depth=depth), self.ontology, format)
        from kg.view import LAYOUTS, html_page  # noqa: PLC0415 - pyvis takes a second to import

        if layout not in LAYOUTS:
            raise UsageError(f"There is no layout '{layout}'.", f"The layouts are {' and '.join(LAYOUTS)}.")
        if focus is None and not whole:
            self._refuse_size()
        aim = None if goal is None else self.resolve(goal)
        known = {ConceptId(one) for one in self._mastered((), known_file, marks=marks)}
        graph = self.data(focus=focus, depth=depth)
        ids = {concept.id for concept in graph.concepts}
        if aim is None and focus is not None:
            aim = self.resolve(focus)
        if aim is not None and aim[0] not in ids:
            raise UsageError(
                f"{aim[1]} is more than {depth} relation{'s' * (depth != 1)} away from {focus}.",
                "Raise --depth, or leave out --focus.",
            )
        return html_page(
            graph,
            self.ontology,
            title=title or "Knowledge graph",
            goal=aim and aim[0],
            known=known & ids,
            layout=layout,
        )

    def _refuse_size(self) -> None:
        from kg.view import MOST_CONCEPTS  # noqa: PLC0415 - only needed here

        count = sum(self.stats().concepts.values())
        if count > MOST_CONCEPTS:
            raise UsageError(
                f"The graph has {count:,} concepts; a page of more than {MOST_CONCEPTS:,} is large and slow to open.",
                "Name a concept with --focus for the part around it, or take all of it with --all.",
            )

    def write(self, path: str | Path, format: str, **options: Any) -> None:  # noqa: A002 - as in `export`
        """Write what `export` returns to a file, in UTF-8 and whole or not at all; CSV to a folder or a `.zip` file.

        Raises:
            NotFound: the folder is missing.
            UsageError: the place cannot be written.
        """
        from kg.export import write_csv, write_text_atomically  # noqa: PLC0415 - only needed here

        if format == "csv":
            near = {key: options.pop(key) for key in ("focus", "depth") if key in options}
            _refuse_options(format, **options)
            write_csv(Path(path), self.data(**near))
        else:
            write_text_atomically(Path(path), self.export(format, **options))


def _refuse_options(format_: str, **given: Any) -> None:
    """Raise UsageError for the first option that is given though only pages take it."""
    for name, value in given.items():
        if value and (name, value) != ("layout", "levels"):
            raise UsageError(f"{format_} takes no {_OPTIONS.get(name, '--' + name)}.", "Only html takes it.")
