"""Finding things in a store: the concept that a name means, concepts and relations by id, the chain between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.config import cypher
from kg.errors import AmbiguousName, NotFound, StoreUnavailable
from kg.model import Concept, ConceptId, Relation
from kg.nearest import nearest_names
from kg.ontology import Ontology
from kg.results import SearchHit, Stats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.stores.base import Store

__all__ = [
    "FORMAT_VERSION",
    "chain",
    "concepts",
    "names",
    "near",
    "relations",
    "resolve",
    "search",
    "stated_between",
    "stats",
    "stored_ontology",
]


#: Version of the form in which kg keeps a graph in a store.
FORMAT_VERSION = 1


def stored_ontology(store: Store) -> Ontology | None:
    """Return the ontology that the store was loaded with, None for an empty store.

    Raises:
        StoreUnavailable: a newer kg wrote the store.
    """
    rows = store.read(cypher("load/read_meta")).dicts()
    if not rows:
        return None
    if rows[0]["version"] > FORMAT_VERSION:
        raise StoreUnavailable(
            f"{store.capabilities.location} was written by a newer kg (format {rows[0]['version']}, this one reads "
            f"{FORMAT_VERSION}).",
            "Upgrade kg.",
        )
    return Ontology.model_validate_json(rows[0]["ontology"])


def resolve(store: Store, name: str) -> tuple[ConceptId, str]:
    """Return (id, name) of the one concept that is meant by an id, a name or an alias, in any case.

    Raises:
        NotFound: no concept is; the three nearest names are in it.
        AmbiguousName: several are.
    """
    params = {"name": name.strip(), "folded": name.strip().lower()}
    for step in ("by_id", "by_name", "by_folded_name", "by_folded_alias"):
        rows = store.read(cypher(f"read/{step}"), params).rows
        if len(rows) == 1:
            return rows[0][0], rows[0][1]
        if rows:
            raise AmbiguousName(name, [(row[0], row[1]) for row in rows])
    rows = store.read(cypher("read/names_and_aliases")).rows
    known = {text: row[0] for row in rows for text in (*(row[1] or ()), row[0])}
    near = {known[text]: text for text in reversed(nearest_names(name, known, limit=9))}
    hint = "kg search finds concepts by their words." if known else "The graph is empty; load notes with kg load."
    raise NotFound("concept", name, list(near.values())[::-1][:3], hint)


def search(store: Store, text: str, limit: int) -> list[SearchHit]:
    """Return up to `limit` concepts that have words of `text` in name, aliases or definition, best first."""
    found = [identity for identity, _ in store.search(text, max(limit * 10, 200))]
    hits = [SearchHit.rate(concept, text) for concept in concepts(store, found)]
    hits.sort(key=lambda hit: (-hit.score, len(hit.concept.name), hit.concept.name.casefold(), hit.concept.id))
    return hits[:limit]


def concepts(store: Store, ids: Iterable[str]) -> list[Concept]:
    """Return the concepts with these ids, by id."""
    return [Concept.from_row(row) for row in store.read(cypher("read/concepts"), {"ids": sorted(ids)}).dicts()]


def names(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Return the name of each id."""
    return {one.id: one.name for one in concepts(store, ids)}


def relations(store: Store, ids: Iterable[str], *, incoming: bool = False) -> list[Relation]:
    """Return the relations that start at these concepts, or, `incoming`, that end there; by key."""
    rows = store.read(cypher("read/incoming" if incoming else "read/outgoing"), {"ids": sorted(ids)}).dicts()
    return [Relation.from_row(row) for row in rows]


def stated_between(store: Store, ids: Iterable[str]) -> list[Relation]:
    """Return the authored relations that have both ends among these concepts, by key."""
    rows = store.read(cypher("read/stated_between"), {"ids": sorted(ids)}).dicts()
    return [Relation.from_row(row) for row in rows]


def near(store: Store, start: str, depth: int) -> set[str]:
    """Return the ids of concepts within `depth` authored relations of `start`, in any direction."""
    within = {start}
    frontier = {start}
    for _ in range(depth):
        ends = {far for _, far, _ in _links(store, frontier)}
        frontier = ends - within
        within |= frontier
    return within


def chain(store: Store, start: str, end: str, max_links: int) -> list[Relation] | None:
    """Return a shortest chain of authored relations, in any direction, between two ids; None when there is none.

    Breadth-first search, one query a level. Of several chains the first by id is taken, so all stores give the same.
    """
    reached: dict[str, tuple[str, Relation] | None] = {start: None}
    frontier = {start}
    for _ in range(max_links):
        if end in reached or not frontier:
            break
        found: dict[str, tuple[str, Relation]] = {}
        for here, far, one in sorted(_links(store, frontier), key=lambda link: (link[1], link[0], link[2].key)):
            if far not in reached:
                found.setdefault(far, (here, one))
        reached |= found
        frontier = set(found)
    if end not in reached:
        return None
    links: list[Relation] = []
    while (step := reached[end]) is not None:
        end, link = step
        links.append(link)
    return links[::-1]


def stats(store: Store) -> Stats:
    """Return counts by kind and by relation type, the files that were loaded, and loads that were interrupted."""
    types = store.read(cypher("read/count_types")).rows
    return Stats(
        store.capabilities,
        {row[0]: row[1] for row in store.read(cypher("read/count_kinds")).rows},
        {row[0]: row[2] for row in types if not row[1]},
        sum(row[2] for row in types if row[1]),
        [row[0] for row in store.read(cypher("load/read_sources")).rows],
        [row[0] for row in store.read(cypher("load/read_unfinished")).rows],
    )


def _links(store: Store, ids: Iterable[str]) -> Sequence[tuple[str, str, Relation]]:
    """Return (here, far, relation) for each authored relation of the concepts `ids`."""
    outgoing = [(one.source, one.target, one) for one in relations(store, ids) if not one.derived]
    return outgoing + [(one.target, one.source, one) for one in relations(store, ids, incoming=True) if not one.derived]
