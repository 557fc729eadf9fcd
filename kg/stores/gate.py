"""The read gate's net of tokens: what a stranger's statement may say.

It is one net of three: the engines' own read modes stand behind it, and on Neo4j the plan. So where a keyword could be
the name of a variable, the rules here take it for the keyword.
"""

from __future__ import annotations

from typing import Final

from kg.errors import QueryRefused
from kg.stores.tokens import Token, decode_escapes, tokens

__all__ = ["PROCEDURES", "check", "explained", "first_word", "has_csv_suffix", "refuse_several", "statement_count"]

#: Procedures that only read the graph: those of Neo4j that both engines have, and kglite's algorithms that give a value
#: for each node.
PROCEDURES: Final = frozenset(
    {
        "db.labels",
        "db.relationshiptypes",
        "db.propertykeys",
        "db.schema.visualization",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
        "db.index.fulltext.querynodes",
        "db.index.fulltext.queryrelationships",
        "dbms.components",
        "betweenness",
        "closeness",
        "clustering_coefficient",
        "connected_components",
        "degree",
        "eccentricity",
        "k_core",
        "label_propagation",
        "leiden",
        "louvain",
        "pagerank",
        "triangle_count",
    }
)
_NAMESPACES: Final = frozenset(
    {"date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector.similarity"}
)
_STARTS: Final = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "LET", "FINISH"})
_WRITES: Final = frozenset(
    {
        "CREATE",
        "MERGE",
        "SET",
        "DELETE",
        "DETACH",
        "NODETACH",
        "REMOVE",
        "FOREACH",
        "INSERT",
        "DROP",
        "ALTER",
        "RENAME",
        "GRANT",
        "DENY",
        "REVOKE",
    }
)
#: After a word that is a variable, one of these may come; after a clause that writes, none can.
_AFTER_NAME: Final = frozenset(
    {
        "AS",
        "AND",
        "OR",
        "XOR",
        "IN",
        "IS",
        "STARTS",
        "ENDS",
        "CONTAINS",
        "ORDER",
        "SKIP",
        "OFFSET",
        "LIMIT",
        "WHERE",
        "RETURN",
        "THEN",
        "ELSE",
        "WHEN",
        "END",
        "UNION",
        "DESC",
        "ASC",
        "DESCENDING",
        "ASCENDING",
        "WITH",
        "MATCH",
        "OPTIONAL",
        "UNWIND",
    }
)
_BEFORE_NAME: Final = frozenset({".", ":", "|", "&", "!", "%"})
_DEEPEST: Final = 200
_LONGEST: Final = 200_000
_WRITE_HINT: Final = "Statements only read, unless --write is given."
_END: Final = Token("mark", "", 0, 0)


def check(cypher: str) -> None:
    """Let a statement pass that only reads the graph.

    Raises:
        QueryRefused: its tokens, as written or with escapes decoded, hold more than one statement, or a clause that
            writes, administers, reads files or changes the database, or call what may do so.
    """
    if len(cypher) > _LONGEST:
        raise QueryRefused(f"it is longer than {_LONGEST} characters", "Give values as parameters.")
    decoded = decode_escapes(cypher)
    for text in {cypher, decoded}:
        _check_tokens(tokens(text))


def statement_count(cypher: str) -> int:
    """Return how many statements, separated by `;`, the text holds.

    >>> statement_count("RETURN ';'; // ;")
    1
    """
    return _count(tokens(cypher))


def _count(found: list[Token]) -> int:
    """Return how many tokens begin a statement: the first one, and each after a `;`."""
    starts = [None, *found]
    return sum(
        not _is_end(token) and (before is None or _is_end(before)) for before, token in zip(starts, found, strict=False)
    )


def _is_end(token: Token) -> bool:
    return token.kind == "mark" and token.value == ";"


def refuse_several(cypher: str) -> None:
    """Refuse a text of more than one statement: an engine may run them all.

    Raises:
        QueryRefused: it holds more than one.
    """
    if statement_count(cypher) > 1:
        raise QueryRefused("it holds more than one statement", "Give one statement at a time.")


def has_csv_suffix(cypher: str) -> bool:
    """Tell whether the text ends in kglite's `FORMAT CSV`."""
    return [token.word for token in tokens(cypher) if token.value != ";"][-2:] == ["FORMAT", "CSV"]


def first_word(cypher: str) -> str:
    """Return the first keyword in upper case, after EXPLAIN, PROFILE and options of `CYPHER`."""
    return next((token.word for token in _body(tokens(cypher))), "")


def explained(cypher: str) -> str:
    """Return the statement with EXPLAIN before it, in place of an EXPLAIN or PROFILE that it has.

    >>> explained("PROFILE RETURN 1")
    'EXPLAIN         RETURN 1'
    """
    found = tokens(cypher)
    prefix = found[: len(found) - len(_body(found))]
    for token in prefix:
        if token.word in {"EXPLAIN", "PROFILE"}:
            cypher = cypher[: token.start] + " " * (token.end - token.start) + cypher[token.end :]
    return f"EXPLAIN {cypher}"


def _check_tokens(found: list[Token]) -> None:
    if _count(found) > 1:
        raise QueryRefused("it holds more than one statement", "Give one statement at a time.")
    body = [token for token in _body(found) if not _is_end(token)]
    if not body:
        raise QueryRefused("it is empty", "Give a statement such as MATCH (c:Concept) RETURN c.name.")
    if body[0].word not in _STARTS:
        shown = body[0].value[:30]
        raise QueryRefused(f"it starts with {shown}, which is not a clause that reads", _WRITE_HINT)
    _check_depth(body)
    for at, token in enumerate(body):
        if token.word:
            _check_word(body, at)
        if token.kind in {"name", "quoted"}:
            _check_function(body, at)


def _body(found: list[Token]) -> list[Token]:
    """Return the tokens after `EXPLAIN`, `PROFILE` and `CYPHER 25 option=value`."""
    at = 0
    while at < len(found) and found[at].word in {"EXPLAIN", "PROFILE", "CYPHER"}:
        is_options = found[at].word == "CYPHER"
        at += 1
        if is_options and at < len(found) and found[at].kind == "number":
            at += 1
        while is_options and at + 2 < len(found) and found[at + 1].value == "=":
            at += 3
    return found[at:]


def _check_depth(body: list[Token]) -> None:
    depth = 0
    for token in body:
        if token.kind == "mark":
            depth += (token.value in "([{") - (token.value in ")]}")
        if depth > _DEEPEST:
            raise QueryRefused(f"its brackets are nested more than {_DEEPEST} deep", "Make it simpler.")


def _at(body: list[Token], index: int) -> Token:
    return body[index] if 0 <= index < len(body) else _END


def _check_word(body: list[Token], at: int) -> None:
    word = body[at].word
    before, after = _at(body, at - 1), _at(body, at + 1)
    if word == "LOAD" and after.word == "CSV":
        raise QueryRefused("LOAD CSV reads files", "Load CSV files with kg load.")
    if word == "PERIODIC" and after.word == "COMMIT":
        raise QueryRefused("PERIODIC COMMIT writes", _WRITE_HINT)
    if word in {"TRANSACTIONS", "TRANSACTION"} and _is_in_transactions(body, at):
        raise QueryRefused("CALL ... IN TRANSACTIONS commits on its own", _WRITE_HINT)
    if before.kind == "mark" and before.value in _BEFORE_NAME:
        return
    is_key = after.value == ":" and before.kind == "mark" and before.value in {"{", ","}
    if is_key:
        return
    if word in _WRITES and _starts_clause(before, after):
        raise QueryRefused(f"{word} writes", _WRITE_HINT)
    if word in {"SHOW", "TERMINATE", "USE"} and after.kind in {"name", "quoted"} and _starts_clause(before, after):
        raise QueryRefused(f"{word} is about the server, not about the graph", _WRITE_HINT)
    if word == "CALL":
        _check_call(body, at)


def _starts_clause(before: Token, after: Token) -> bool:
    """Tell whether a keyword between these tokens may be one, and cannot be a variable."""
    if before.word == "AS" or after.word in _AFTER_NAME:
        return False
    return after.kind in {"name", "quoted"} or (after.kind == "mark" and after.value in {"(", "[", "{"})


def _is_in_transactions(body: list[Token], at: int) -> bool:
    """Tell whether `} IN`, with at most a number and CONCURRENT between, stands before the word."""
    return any(body[back].word == "IN" and _at(body, back - 1).value == "}" for back in range(max(0, at - 3), at))


def _check_call(body: list[Token], at: int) -> None:
    after = _at(body, at + 1)
    if after.kind == "mark" and after.value in {"{", "("}:
        return
    if after.kind not in {"name", "quoted"}:
        return
    name, _ = _dotted(body, at + 1)
    if name.lower() not in PROCEDURES:
        raise QueryRefused(
            f"procedure {name} is not on the list of those that only read the graph",
            "Allowed are db.labels, db.relationshipTypes, db.propertyKeys, db.schema.* and full-text queries.",
        )


def _check_function(body: list[Token], at: int) -> None:
    """Refuse `namespace.function(` where the namespace is none of Cypher's own."""
    before = _at(body, at - 1)
    if before.value == "." or before.word == "CALL":
        return
    name, end = _dotted(body, at)
    if "." not in name or _at(body, end).value != "(":
        return
    namespace = name.rpartition(".")[0].lower()
    if namespace not in _NAMESPACES:
        raise QueryRefused(
            f"function {name} is not on the list of those that only compute",
            "Allowed are Cypher's own functions; kg needs no APOC.",
        )


def _dotted(body: list[Token], at: int) -> tuple[str, int]:
    """Return the name `a.b.c` that starts at the index, and the index after it."""
    parts = [body[at].value]
    at += 1
    while _at(body, at).value == "." and _at(body, at + 1).kind in {"name", "quoted"}:
        parts.append(body[at + 1].value)
        at += 2
    return ".".join(parts), at
