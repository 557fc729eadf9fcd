"""Asking the graph, in Cypher or in words."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kg import lookup, vocabulary
from kg.app.base import OpenGraph
from kg.errors import QueryError, QueryRefused
from kg.mistakes import explain_error, explain_refusal, explain_warning
from kg.queries import catalogue, named_query
from kg.stores.base import Result, Statement
from kg.stores.gate import explained

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.model import ConceptId
    from kg.queries import NamedQuery
    from kg.results import SearchHit
    from kg.vocabulary import Vocabulary

__all__ = ["Asking"]


class Asking(OpenGraph):
    """The use cases that ask."""

    def query(
        self,
        text: str,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = 1000,
        timeout: float | None = 30.0,
        write: bool = False,
    ) -> Result:
        """Run a Cypher statement; only one that reads, unless `write`.

        Args:
            text: one Cypher statement.
            params: values for its parameters.
            limit: how many rows to keep, None for all; `Result.truncated` says whether there were more.
            timeout: seconds, None for no bound.
            write: let the statement change the graph.

        Raises:
            QueryError: the engine does not accept it.
            QueryRefused: it does more than read.
            QueryTimeout: it took longer than `timeout`.
        """
        with self._explained(text):
            result = self._run(text, params or {}, limit, timeout, write=write)
        if not result.warnings:
            return result
        words = self.vocabulary()
        return replace(result, warnings=tuple(explain_warning(one, words) for one in result.warnings))

    def _run(
        self, text: str, params: Mapping[str, Any], limit: int | None, timeout: float | None, *, write: bool
    ) -> Result:
        if write:
            with self._opened(write=True) as store:
                result = store.write([Statement(text, params)], timeout=timeout)
            kept = result.rows if limit is None else result.rows[:limit]
            return Result(result.columns, kept, len(kept) < len(result.rows), result.warnings)
        self.store.check_read(text, params)
        return self.store.read(text, params, timeout=timeout, limit=limit)

    @contextmanager
    def _explained(self, text: str, before: int = 0) -> Iterator[None]:
        """Tell errors in kg's words; `before` letters of what the engine reads stand before `text`."""
        try:
            yield
        except QueryError as error:
            if error.line == 1 and error.column is not None:
                error.column -= before
            raise explain_error(error, text, self.vocabulary) from error
        except QueryRefused as refusal:
            raise explain_refusal(refusal) from refusal

    def explain(self, text: str, params: Mapping[str, Any] | None = None, *, timeout: float | None = 30.0) -> Result:
        """Return the engine's plan for a statement that reads, a row a step, without running it.

        Raises:
            QueryError: the engine does not accept it.
            QueryRefused: it does more than read.
            QueryTimeout: planning took longer than `timeout` seconds.
        """
        sent = explained(text)
        with self._explained(text, len(sent) - len(text)):
            return self._run(sent, params or {}, None, timeout, write=False)

    def vocabulary(self) -> Vocabulary:
        """Return the labels, relationship types and property keys of the graph; labels of all kinds of its ontology."""
        return vocabulary.read_vocabulary(self.store, [kind.label for kind in self.ontology.kinds.values()])

    def names_starting(self, start: str, *, limit: int = 50) -> list[str]:
        """Return up to `limit` names of concepts that begin with `start`, in any case."""
        return vocabulary.names_starting(self.store, start, limit)

    def every_name(self, *, limit: int) -> list[str]:
        """Return the names of up to `limit` concepts, in no order; one that several have comes several times."""
        return vocabulary.every_name(self.store, limit)

    def run(
        self,
        name: str,
        params: Mapping[str, Any] | None = None,
        *,
        limit: int | None = 1000,
        timeout: float | None = 30.0,
    ) -> Result:
        """Run the query called `name` of `queries()`.

        Raises:
            NotFound: there is none.
            UsageError: a parameter is missing or unknown.
            QueryTimeout: it took longer than `timeout` seconds.
        """
        query = named_query(name)
        values = query.bind(params or {})
        for parameter in query.parameters:
            if parameter.is_concept:
                values[parameter.name] = self.resolve(str(values[parameter.name]))[1]
        return self.store.read(query.text, values, timeout=timeout, limit=limit)

    def queries(self) -> dict[str, NamedQuery]:
        """Return the queries that kg ships, by name."""
        return catalogue()

    def resolve(self, name: str) -> tuple[ConceptId, str]:
        """Return (id, name) of the one concept that is meant by an id, a name or an alias, in any case.

        Raises:
            NotFound: no concept is; the three nearest names are in it.
            AmbiguousName: several are.
        """
        return lookup.resolve(self.store, name)

    def search(self, text: str, *, limit: int = 20) -> list[SearchHit]:
        """Return concepts that have the words of `text` in name, aliases or definition, best first.

        A name wins over an alias, an alias over a definition; whole words over beginnings of words.
        """
        return lookup.search(self.store, text, limit)
