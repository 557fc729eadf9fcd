"""The Neo4j store: the official driver, on a server of 5.26 or later."""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Self

import neo4j
from neo4j import exceptions, graph, spatial
from neo4j import time as neo4j_time

from kg.config import cypher
from kg.errors import KgError, QueryError, QueryRefused, QueryTimeout, StoreUnavailable
from kg.stores.base import Capabilities, Result
from kg.stores.gate import check, explained, refuse_several
from kg.stores.plain import duration_text, node, relationship, temporal_text
from kg.stores.plan import check_plan, plan_rows
from kg.stores.words import best, search_words, words_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import TracebackType

    from kg.config import StoreAddress
    from kg.stores.base import Statement

__all__ = ["ERRORS", "Neo4jStore"]

#: One transaction of more would need more memory than a small server gives it (measured: 512 MB of heap).
ATOMIC_FACTS: Final = 50_000
CONNECT_SECONDS: Final = 5.0
RETRY_SECONDS: Final = 15.0
_FETCH: Final = 1000
_PLACE = re.compile(r" \(line (\d+), column (\d+) \(offset: \d+\)\)")
_UNKNOWN_NAMES: Final = frozenset({"01N50", "01N51", "01N52"})

# The driver logs what it also raises or returns; without a handler Python would print that on stderr.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Neo4jStore:
    """A graph on a Neo4j server. The server is connected to when it is first asked."""

    def __init__(self, address: StoreAddress) -> None:
        self.address = address
        self._opened: neo4j.Driver | None = None

    @property
    def capabilities(self) -> Capabilities:
        """Return what the engine is and can do."""
        return Capabilities("neo4j", str(self.address.uri), ATOMIC_FACTS)

    def _driver(self) -> neo4j.Driver:
        """Return the driver, connected: without that check an unreachable server would be tried for long."""
        if self._opened is None:
            address = self.address
            if not address.password:
                raise StoreUnavailable(
                    f"No password is given for {address.uri}.", "Set NEO4J_PASSWORD (and NEO4J_USERNAME if not neo4j)."
                )
            driver = neo4j.GraphDatabase.driver(
                str(address.uri),
                auth=(address.user, address.password),
                connection_timeout=CONNECT_SECONDS,
                connection_acquisition_timeout=CONNECT_SECONDS + 0.5,
                max_transaction_retry_time=RETRY_SECONDS,
                warn_notification_severity=neo4j.NotificationMinimumSeverity.OFF,
            )
            try:
                driver.verify_connectivity()
            except BaseException:
                driver.close()
                raise
            self._opened = driver
        return self._opened

    def _session(self, mode: str, fetch: int = _FETCH) -> neo4j.Session:
        return self._driver().session(database=self.address.database, default_access_mode=mode, fetch_size=fetch)

    @contextmanager
    def _dropped_when_interrupted(self) -> Iterator[None]:
        """Close the connections on Ctrl-C: a roll-back would wait for the statement, and the server then ends it."""
        try:
            yield
        except KeyboardInterrupt:
            self.close()
            raise

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
            QueryError: Neo4j does not accept it.
            QueryRefused: it writes.
            QueryTimeout: it took longer.
            StoreUnavailable: the server cannot be reached, or its memory is not enough.
        """

        @neo4j.unit_of_work(timeout=timeout)
        def work(transaction: neo4j.ManagedTransaction) -> Result:
            with self._dropped_when_interrupted(), _translated(self.address, timeout, retries=True):
                return _run(transaction, cypher, params or {}, limit)

        fetch = _FETCH if limit is None else max(1, min(_FETCH, limit + 1))
        with _translated(self.address, timeout), self._session(neo4j.READ_ACCESS, fetch) as session:
            return session.execute_read(work)

    def check_read(self, cypher: str, params: Mapping[str, Any] | None = None) -> None:
        """Raise `QueryRefused` unless tokens and plan show that a stranger's statement only reads this graph.

        Raises:
            QueryError: Neo4j does not accept the statement.
        """
        check(cypher)

        @neo4j.unit_of_work(timeout=RETRY_SECONDS)
        def work(transaction: neo4j.ManagedTransaction) -> neo4j.ResultSummary:
            with _translated(self.address, RETRY_SECONDS, retries=True):
                return transaction.run(sent, dict(params or {})).consume()

        sent = explained(cypher)
        try:
            with _translated(self.address, RETRY_SECONDS), self._session(neo4j.READ_ACCESS) as session:
                summary = session.execute_read(work)
        except QueryError as error:
            if error.line == 1 and error.column is not None:
                error.column -= len(sent) - len(cypher)
            raise
        check_plan(summary.query_type, summary.plan)

    def write(self, statements: Iterable[Statement], *, timeout: float | None = None) -> Result:
        """Run all statements in one transaction, retried whole on a transient error; return the last one's rows.

        Raises:
            QueryError: Neo4j does not accept a statement, or it breaks a constraint.
            QueryTimeout: all together took longer than `timeout` seconds.
            StoreUnavailable: the server cannot be reached, or its memory is not enough for one transaction.
        """
        todo = list(statements)

        @neo4j.unit_of_work(timeout=timeout)
        def work(transaction: neo4j.ManagedTransaction) -> Result:
            result = Result((), ())
            with self._dropped_when_interrupted(), _translated(self.address, timeout, retries=True):
                for one in todo:
                    result = _run(transaction, one.cypher, one.params, None)
            return result

        with _translated(self.address, timeout), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(work)

    def ensure_schema(self) -> None:
        """Make the constraints, the index and the full-text index where they are missing, and wait for them."""
        with _translated(self.address), self._session(neo4j.WRITE_ACCESS) as session:
            for name in ("constrain_concepts", "constrain_sources", "index_names", "index_texts", "await_indexes"):
                session.run(_literal(cypher(f"store/{name}"))).consume()

    def search(self, text: str, limit: int) -> list[tuple[str, float]]:
        """Return (concept id, score) of concepts with a word, or a beginning of one, of any text; best first."""
        words = search_words(text)
        if not words or limit <= 0:
            return []
        # A word has no character that means something to Lucene; in lower case, neither has AND, OR or NOT.
        query = " ".join(f"{word} {word}*" for word in words)
        try:
            rows = self.read(cypher("store/search_index"), {"query": query, "limit": limit}).rows
        except QueryError:
            # A graph that kg has not written has no index; its concepts are found without.
            pattern = words_pattern(words, "isuU")
            return best(self.read(cypher("store/search_scan"), {"pattern": pattern}).rows, words, limit)
        return [(identity, float(score)) for identity, score in rows]

    def close(self) -> None:
        """Close the connections."""
        driver, self._opened = self._opened, None
        if driver is not None:
            driver.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _literal(text: str) -> Any:
    """Return a text of `cypher/` as the driver's type for one that no stranger wrote."""
    return text


def _run(transaction: neo4j.ManagedTransaction, text: str, params: Mapping[str, Any], limit: int | None) -> Result:
    refuse_several(text)
    answer = transaction.run(_literal(text), dict(params))
    columns = tuple(answer.keys())
    raw: list[list[Any]] = []
    cut = False
    for record in answer:
        if limit is not None and len(raw) >= limit:
            cut = True
            break
        raw.append(record.values())
    summary = answer.consume()
    if summary.plan and not summary.profile:
        return Result(*plan_rows(summary.plan))
    values = _Values()
    for row in raw:
        values.note(row)
    if values.missing:
        found = transaction.run(_literal(cypher("store/ids_of_nodes")), ids=sorted(values.missing))
        values.ids.update({record["element"]: record["id"] for record in found})
    rows = tuple(tuple(values.plain(value) for value in row) for row in raw)
    warnings = (
        one.status_description.partition(". ")[2] or one.status_description
        for one in summary.gql_status_objects
        if one.gql_status in _UNKNOWN_NAMES
    )
    return Result(columns, rows, cut, tuple(warnings))


class _Values:
    """The values of one result: `note` every row first, fill `ids` for the `missing` ones, then ask for `plain`."""

    def __init__(self) -> None:
        self.ids: dict[str, Any] = {}
        self._ends: set[str] = set()

    @property
    def missing(self) -> set[str]:
        return self._ends - self.ids.keys()

    def note(self, value: Any) -> None:
        if isinstance(value, graph.Node):
            self.ids[value.element_id] = value.get("id")
        elif isinstance(value, graph.Relationship):
            self._ends |= {end.element_id for end in value.nodes if end is not None}
        elif isinstance(value, graph.Path):
            self.note([*value.nodes, *value.relationships])
        elif isinstance(value, dict):
            self.note(list(value.values()))
        elif isinstance(value, list):
            for one in value:
                self.note(one)

    def plain(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.plain(one) for one in value]
        if isinstance(value, dict):
            return {key: self.plain(one) for key, one in value.items()}
        if isinstance(value, graph.Entity | graph.Path):
            return self._plain_entity(value)
        return _plain_scalar(value)

    def _plain_entity(self, value: graph.Entity | graph.Path) -> dict[str, Any]:
        if isinstance(value, graph.Path):
            return {"nodes": self.plain(list(value.nodes)), "relationships": self.plain(list(value.relationships))}
        properties = {key: self.plain(one) for key, one in value.items()}
        if isinstance(value, graph.Relationship):
            return relationship(value.type, self._id(value.start_node), self._id(value.end_node), properties)
        return node(self._id(value), value.labels, properties)  # type: ignore[attr-defined] # the only other entity

    def _id(self, place: Any) -> Any:
        known = self.ids.get(place.element_id)
        return place.element_id if known is None else known


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, neo4j_time.Duration):
        return duration_text(value.months, value.days, value.seconds, value.nanoseconds)
    if isinstance(value, neo4j_time.DateTime | neo4j_time.Time):
        # The native values hold microseconds only; the rest is put in apart.
        return temporal_text(value.to_native(), value.nanosecond)
    if isinstance(value, neo4j_time.Date):
        return temporal_text(value.to_native())
    if isinstance(value, spatial.Point):
        return {"srid": value.srid, "coordinates": list(value)}
    return value


#: What each of the driver's errors is to kg. A class that is missing here fails test_every_error_of_neo4j_is_mapped.
ERRORS: Final[dict[type[Exception], type[KgError]]] = {
    exceptions.GqlError: StoreUnavailable,
    exceptions.Neo4jError: QueryError,
    exceptions.ClientError: QueryError,
    exceptions.CypherSyntaxError: QueryError,
    exceptions.CypherTypeError: QueryError,
    exceptions.ConstraintError: QueryError,
    exceptions.AuthError: StoreUnavailable,
    exceptions.TokenExpired: StoreUnavailable,
    exceptions.Forbidden: StoreUnavailable,
    exceptions.DatabaseError: StoreUnavailable,
    exceptions.TransientError: StoreUnavailable,
    exceptions.DatabaseUnavailable: StoreUnavailable,
    exceptions.NotALeader: StoreUnavailable,
    exceptions.ForbiddenOnReadOnlyDatabase: StoreUnavailable,
    exceptions.DriverError: StoreUnavailable,
    exceptions.SessionError: StoreUnavailable,
    exceptions.SessionExpired: StoreUnavailable,
    exceptions.TransactionError: StoreUnavailable,
    exceptions.TransactionNestingError: StoreUnavailable,
    exceptions.ResultError: StoreUnavailable,
    exceptions.ResultFailedError: StoreUnavailable,
    exceptions.ResultConsumedError: StoreUnavailable,
    exceptions.ResultNotSingleError: StoreUnavailable,
    exceptions.BrokenRecordError: StoreUnavailable,
    exceptions.ServiceUnavailable: StoreUnavailable,
    exceptions.RoutingServiceUnavailable: StoreUnavailable,
    exceptions.WriteServiceUnavailable: StoreUnavailable,
    exceptions.ReadServiceUnavailable: StoreUnavailable,
    exceptions.IncompleteCommit: StoreUnavailable,
    exceptions.ConfigurationError: StoreUnavailable,
    exceptions.AuthConfigurationError: StoreUnavailable,
    exceptions.CertificateConfigurationError: StoreUnavailable,
    exceptions.UnsupportedServerProduct: StoreUnavailable,
    exceptions.ConnectionPoolError: StoreUnavailable,
    exceptions.ConnectionAcquisitionTimeoutError: StoreUnavailable,
}
_TIMED_OUT: Final = "Neo.ClientError.Transaction.TransactionTimedOut"
_WRITES: Final = "Neo.ClientError.Statement.AccessMode"
_MEMORY: Final = "Neo.TransientError.General.MemoryPoolOutOfMemoryError"


@contextmanager
def _translated(address: StoreAddress, timeout: float | None = None, *, retries: bool = False) -> Iterator[None]:
    """Turn the driver's errors into those of kg.

    Inside a unit of work (`retries`) the ones that the driver tries again stay as they are, but for lack of memory,
    which does not go away by trying.
    """
    try:
        yield
    except KgError:
        raise
    except (exceptions.DriverError, exceptions.Neo4jError) as error:
        if retries and error.is_retryable() and _code(error) != _MEMORY:
            raise
        raise _meaning(error, address, timeout) from error
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        kind = StoreUnavailable if "resolve address" in str(error) else QueryError
        raise kind(_sentence(str(error))) from error
    except OSError as error:
        raise StoreUnavailable(f"Neo4j at {address} cannot be reached: {error}.") from error


def _code(error: Exception) -> str:
    return getattr(error, "code", None) or ""


def _meaning(error: Exception, address: StoreAddress, timeout: float | None) -> KgError:
    text = (getattr(error, "message", None) or str(error)).split("\n", 1)[0]
    known = _meaning_of_code(_code(error), address, timeout)
    if known is not None:
        return known
    kind = next(ERRORS[one] for one in type(error).__mro__ if one in ERRORS)
    if kind is QueryError:
        place = _PLACE.search(text)
        line, column = (int(place.group(1)), int(place.group(2))) if place else (None, None)
        return QueryError(_sentence(_PLACE.sub("", text)), "", line or None, column or None)
    if isinstance(error, exceptions.ServiceUnavailable | exceptions.ConnectionPoolError):
        return StoreUnavailable(
            f"Neo4j at {address} cannot be reached.", "Is it started? docker compose up -d starts one on this machine."
        )
    return StoreUnavailable(_sentence(f"Neo4j at {address} cannot be used: {text}"))


def _meaning_of_code(code: str, address: StoreAddress, timeout: float | None) -> KgError | None:
    if code.startswith(_TIMED_OUT):
        return QueryTimeout(timeout or 0)
    if code == _WRITES:
        return QueryRefused("it writes", "Give --write to let it.")
    if code == _MEMORY:
        return StoreUnavailable(
            f"Neo4j at {address} has not enough memory for this in one transaction.",
            "Raise dbms.memory.transaction.total.max (or the heap) on the server, or ask for less.",
        )
    if code.startswith("Neo.ClientError.Security"):
        return StoreUnavailable(
            f"Neo4j at {address} refused the user and password.", "Set NEO4J_USERNAME and NEO4J_PASSWORD."
        )
    if code.startswith("Neo.ClientError.Database"):
        return StoreUnavailable(f"Neo4j at {address} has no such database.", "Set NEO4J_DATABASE.")
    return None


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."
