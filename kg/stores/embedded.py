"""The embedded store: kglite in this process, one `.kgl` file.

The one point at which a write becomes true is the rename of the new file over the old: a reader, a crash and Ctrl-C see
the graph before a write or after it. kglite's log is therefore off (an open log takes three times the memory and half
as long again for a load); the log of another program that died is replayed before anything else.
"""

from __future__ import annotations

import re
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import kglite

from kg.config import cypher
from kg.errors import KgError, QueryError, QueryRefused, QueryTimeout, StoreBusy, StoreUnavailable
from kg.stores.base import Capabilities, Result
from kg.stores.gate import check, first_word, has_csv_suffix, refuse_several
from kg.stores.rewrite import Rewritten, rewrite
from kg.stores.values import SCALARS, Values
from kg.stores.words import best, search_words, words_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import TracebackType

    from kg.stores.base import Statement

__all__ = ["ERRORS", "EmbeddedStore"]

#: An empty log is its header.
_LOG_HEADER: Final = 5
_PLACE = re.compile(r"^Cypher (?:syntax|execution) error(?: at line \d+, col \d+)?: ")
_NEO4J = "If it is right, the embedded engine does not know it; Neo4j does: --store neo4j://HOST."
#: Warnings that say what may be wrong with the statement; the others are about kglite itself.
_WORTH_SAYING = re.compile(r"references unknown|which no .* has|no edges")

kglite.set_query_warning_policy("silent")


class EmbeddedStore:
    """A graph in a `.kgl` file.

    Args:
        path: the file.
        write: take the one writer's lease until `close`, and make the file with the first `write`.

    Raises:
        StoreUnavailable: the file does not exist (reading), is broken, or may not be opened.
        StoreBusy: another process writes (`write`).
    """

    def __init__(self, path: str | Path, *, write: bool = False) -> None:
        self.path = Path(path)
        self._write = write
        self._graph: Any = None
        with _translated(self.path):
            self._open()

    @property
    def capabilities(self) -> Capabilities:
        """Return what the engine is and can do."""
        return Capabilities("kglite", str(self.path), None)

    def _open(self) -> Any:
        """Return the engine's graph, opened when it is not open."""
        if self._graph is None:
            if self.path.is_dir():
                raise StoreUnavailable(f"{self.path} is a folder, not a graph.", "Give the path of a .kgl file.")
            self._recover()
            if self._write:
                if not self.path.parent.is_dir():
                    raise StoreUnavailable(f"There is no folder {self.path.parent} for the graph.", "Make it first.")
                self._graph = kglite.open(str(self.path), durable="off")
            elif not self.path.exists():
                raise StoreUnavailable(
                    f"There is no graph at {self.path} yet.", "Make one with kg load FILES, or with kg demo."
                )
            else:
                self._graph = kglite.load(str(self.path))
            _set_writable(self._graph, writable=False)
        return self._graph

    def _recover(self) -> None:
        """Bring the commits into the file that only the log holds, unless their writer lives and will do so."""
        log = self.path.with_name(self.path.name + "-wal")
        if not log.exists() or log.stat().st_size <= _LOG_HEADER:
            return
        try:
            graph = kglite.open(str(self.path), durable="full")
        except kglite.WriterLeaseHeldError:
            return
        _save(graph)
        _detach(graph)

    def read(
        self,
        cypher: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        limit: int | None = None,
    ) -> Result:
        """Run a statement that only reads; keep the first `limit` rows, None for all; `timeout` is in seconds.

        Raises:
            QueryError: the engine does not accept it.
            QueryRefused: it writes, or the engine would not follow a path of any length to its end.
            QueryTimeout: it took longer.
        """
        _refuse_dialect(cypher)
        statement = rewrite(cypher)
        with _translated(self.path, timeout, statement):
            graph = self._open()
            result = graph.cypher(
                statement.text,
                params=dict(params or {}),
                timeout_ms=_milliseconds(timeout),
                row_limit=limit,
                hide_structural_keys=True,
            )
            return _result(result, statement, limit, graph.cypher)

    def check_read(self, cypher: str, params: Mapping[str, Any] | None = None) -> None:  # noqa: ARG002 - the contract
        """Raise `QueryRefused` unless tokens show that a stranger's statement only reads this graph.

        The handle that `read` uses refuses to write, whatever the tokens show.
        """
        check(cypher)

    def write(self, statements: Iterable[Statement], *, timeout: float | None = None) -> Result:
        """Run all statements in one transaction and save the file; return the last one's rows.

        Whatever is raised, by a statement, the iterable or Ctrl-C, leaves the file as it was.

        Raises:
            QueryError: the engine does not accept a statement, or it breaks a constraint.
            QueryTimeout: all together took longer than `timeout` seconds.
            StoreUnavailable: the store is open for reading only, or the file cannot be written.
        """
        if not self._write:
            raise StoreUnavailable(f"{self.path} is open for reading only.", "Open it with write=True.")
        result = Result((), ())
        with _translated(self.path, timeout):
            graph = self._open()
            _set_writable(graph, writable=True)
            transaction = graph.begin(timeout_ms=_milliseconds(timeout))
            try:
                for one in statements:
                    result = self._run(transaction, one, timeout)
            except BaseException:
                transaction.rollback()
                _set_writable(graph, writable=False)
                raise
            try:
                transaction.commit()
                _save(graph)
            except BaseException:
                # In memory it may be done, in the file it is not: the file is what counts.
                self.close()
                raise
            _set_writable(graph, writable=False)
        return result

    def _run(self, transaction: Any, one: Statement, timeout: float | None) -> Result:
        _refuse_dialect(one.cypher)
        statement = rewrite(one.cypher)
        # The transaction has the bound; without the 0 each statement would get one of kglite's own.
        with _translated(self.path, timeout, statement):
            return _result(
                transaction.cypher(statement.text, params=dict(one.params), timeout_ms=0),
                statement,
                None,
                transaction.cypher,
            )

    def ensure_schema(self) -> None:
        """Make the constraints and the index where they are missing; the file has them with the next `write`.

        There is no full-text index: those of kglite 0.21 find whole words only, and a scan takes 0.2 s for 100,000
        concepts.
        """
        if not self._write:
            raise StoreUnavailable(f"{self.path} is open for reading only.", "Open it with write=True.")
        with _translated(self.path):
            graph = self._open()
            _set_writable(graph, writable=True)
            try:
                for name in ("constrain_concepts", "constrain_sources", "index_names"):
                    graph.cypher(cypher(f"store/{name}"))
            finally:
                _set_writable(graph, writable=False)

    def search(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return (concept id, score) of concepts with a word, or a beginning of one, of any text; best first."""
        words = search_words(text)
        if not words or limit <= 0:
            return []
        pattern = words_pattern(words, "is")
        return best(self.read(cypher("store/search_scan"), {"pattern": pattern}).rows, words, limit)

    def close(self) -> None:
        """Release the file and the lease; what was not written stays unwritten."""
        graph, self._graph = self._graph, None
        if graph is not None and self._write:
            _detach(graph)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _save(graph: Any) -> None:
    with warnings.catch_warnings():
        # It says which columns a memory-mapped reader would have to decode; kg has no such reader.
        warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
        graph.save()


def _detach(graph: Any) -> None:
    """Release the lease without saving: `close()` would save, and make a file for a graph never written."""
    error = RuntimeError("not saved")
    graph.__exit__(type(error), error, None)


def _set_writable(graph: Any, *, writable: bool) -> None:
    graph.read_only(not writable)


def _milliseconds(timeout: float | None) -> int:
    """Return what kglite takes: 0 is no bound there."""
    return 0 if timeout is None else max(1, round(timeout * 1000))


def _refuse_dialect(text: str) -> None:
    """Refuse what only kglite takes: several statements, and two additions that change what a result is."""
    refuse_several(text)
    if has_csv_suffix(text):
        raise QueryError("FORMAT CSV is not Cypher.", "Rows come as CSV with --format csv.")
    if first_word(text) == "FOR":
        raise QueryError("FOR is not Cypher here: kg keeps no times of validity.")


def _result(result: Any, statement: Rewritten, limit: int | None, ask: Any) -> Result:
    found: list[str] = list(result.warnings)
    if any("Variable-length pattern" in warning for warning in found):
        raise QueryRefused("it has a path of any length that the embedded engine would cut", "Give it a bound: *1..20.")
    # By column, because most hold nothing but scalars: 300,000 rows of four take a fifth of the time.
    table = [result.column(column)[:limit] for column in result.columns]
    cut = limit is not None and (len(result) > limit or (result.diagnostics or {}).get("total_rows") is not None)
    values = Values(statement)
    rich = [at for at, column in enumerate(table) if not SCALARS.issuperset(map(type, column))]
    for at in rich:
        for value in table[at]:
            values.note(value)
    if values.missing:
        answer = ask(cypher("store/ids_of_nodes"), params={"ids": [str(one) for one in sorted(values.missing)]})
        values.ids.update({int(row["element"]): row["id"] for row in answer})
    for at in rich:
        table[at] = [values.plain(value) for value in table[at]]
    return Result(
        columns=tuple(statement.column(column) for column in result.columns),
        rows=tuple(zip(*table, strict=True)),
        truncated=cut,
        warnings=tuple(one for one in found if _WORTH_SAYING.search(one)),
    )


#: What each of kglite's errors is to kg. A class that is missing here fails test_every_error_of_kglite_is_mapped.
ERRORS: Final[dict[type[Exception], type[KgError]]] = {
    kglite.KgError: StoreUnavailable,
    kglite.CypherError: QueryError,
    kglite.CypherSyntaxError: QueryError,
    kglite.CypherTimeoutError: QueryTimeout,
    kglite.CypherExecutionError: QueryError,
    kglite.CypherTypeMismatchError: QueryError,
    kglite.SchemaError: QueryError,
    kglite.ValidationError: QueryError,
    kglite.ExprError: QueryError,
    kglite.NodeNotFoundError: QueryError,
    kglite.ConnectionNotFoundError: QueryError,
    kglite.PropertyNotFoundError: QueryError,
    kglite.FileError: StoreUnavailable,
    kglite.FileFormatError: StoreUnavailable,
    kglite.FileIoError: StoreUnavailable,
    kglite.WriterLeaseHeldError: StoreBusy,
    kglite.LoadMemoryLimitError: StoreUnavailable,
    kglite.WriteBudgetExceededError: StoreUnavailable,
    kglite.ArgumentError: QueryError,
    kglite.ReadOnlyError: QueryRefused,
    kglite.NotDurableError: StoreUnavailable,
    kglite.MissingArgumentError: QueryError,
    kglite.InternerCollisionError: QueryError,
    kglite.InternalError: StoreUnavailable,
    kglite.ConstraintError: QueryError,
    kglite.ConstraintViolationError: QueryError,
    kglite.OntologyViolationError: QueryError,
    kglite.ConstraintCreationError: QueryError,
    kglite.TransactionConflictError: StoreUnavailable,
}


@contextmanager
def _translated(path: Path, timeout: float | None = None, statement: Rewritten | None = None) -> Iterator[None]:
    try:
        yield
    except KgError:
        raise
    except kglite.KgError as error:
        raise _meaning(error, path, timeout, statement) from error
    except (ValueError, TypeError, OverflowError, RecursionError, KeyError) as error:
        raise QueryError(_sentence(str(error))) from error
    except (OSError, RuntimeError) as error:
        raise StoreUnavailable(f"{path} cannot be used: {error}.") from error


def _meaning(error: Any, path: Path, timeout: float | None, statement: Rewritten | None) -> KgError:
    kind = next(ERRORS[one] for one in type(error).__mro__ if one in ERRORS)
    text = _PLACE.sub("", str(error).split("\n", 1)[0])
    if kind is QueryTimeout:
        return QueryTimeout(timeout or 0)
    if kind is QueryRefused:
        return QueryRefused("it writes", "Give --write to let it.")
    if kind is StoreBusy:
        holder = error.holder.get("pid")
        return StoreBusy(
            f"{path} is being written by process {holder or 'unknown'}.", "Wait until it is done, or stop it.", holder
        )
    if kind is StoreUnavailable:
        hint = "It is broken or no graph of kg; load the notes into a new file." if _is_format(error) else ""
        return StoreUnavailable(_sentence(f"{path} cannot be used: {text}"), hint)
    place: tuple[int | None, int | None] = (getattr(error, "line", None), getattr(error, "col", None))
    if statement is not None and place[0] is not None and place[1] is not None:
        place = statement.place(place[0], place[1])
    return QueryError(_sentence(text), "" if isinstance(error, _OWN_FAULT) else _NEO4J, *place)


def _is_format(error: Exception) -> bool:
    return isinstance(error, kglite.FileFormatError)


_OWN_FAULT = (kglite.ConstraintError, kglite.SchemaError, kglite.CypherTypeMismatchError)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."
