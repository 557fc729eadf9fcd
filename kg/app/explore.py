"""Following the relations of the graph."""

from __future__ import annotations

from kg import lookup
from kg.app.ask import Asking
from kg.prereqs import Prereqs, prerequisites
from kg.results import ConceptView, Connection

__all__ = ["Exploring"]


class Exploring(Asking):
    """The use cases that follow relations."""

    def show(self, name: str) -> ConceptView:
        """Return a concept with its relations both ways.

        Raises:
            NotFound: there is no such concept.
            AmbiguousName: there are several.
        """
        identity, _ = self.resolve(name)
        outgoing = lookup.relations(self.store, [identity])
        incoming = lookup.relations(self.store, [identity], incoming=True)
        ends = {one.target for one in outgoing} | {one.source for one in incoming}
        (concept,) = lookup.concepts(self.store, [identity])
        names = lookup.names(self.store, ends | {identity})
        return ConceptView(concept, tuple(outgoing), tuple(incoming), names, self.ontology)

    def prereqs(self, name: str, *, depth: int | None = None, reverse: bool = False) -> Prereqs:
        """Return what must be known before a concept, in order and with reasons; or, `reverse`, what it opens.

        Raises:
            NotFound: there is no such concept.
            AmbiguousName: there are several.
        """
        identity, _ = self.resolve(name)
        return prerequisites(self.store, identity, self.ontology, depth=depth, reverse=reverse)

    def path(self, start: str, end: str, *, max_links: int = 20) -> Connection:
        """Return a shortest chain of authored relations, in any direction, between two concepts.

        Of several the first by id is taken, so both stores give the same one.

        Raises:
            NotFound: one of the concepts does not exist.
            AmbiguousName: one of the names has several.
        """
        first, last = self.resolve(start)[0], self.resolve(end)[0]
        links = lookup.chain(self.store, first, last, max_links)
        ends = {end for one in links or () for end in (one.source, one.target)}
        names = lookup.names(self.store, ends | {first, last})
        return Connection(first, last, tuple(links or ()), links is not None, names, self.ontology)
