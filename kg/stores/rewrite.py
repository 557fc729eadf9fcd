"""What the embedded engine needs changed in a statement before it means there what it means in Neo4j."""

from __future__ import annotations

from dataclasses import dataclass

from kg.stores.tokens import Token, opens_pattern, tokens, without_comments

__all__ = ["BOUND", "Rewritten", "rewrite"]

#: How many hops stand for "any number": more than a path in a graph of this engine can have in practice.
BOUND = 100_000

_OPENING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A statement to run, and what was changed in it: (new, old) pieces of text, which show in names of columns."""

    text: str
    changes: tuple[tuple[str, str], ...]
    insertions: tuple[tuple[int, int], ...]
    words: frozenset[str]

    def column(self, name: str) -> str:
        """Return the name that a column of the original statement has."""
        for new, old in self.changes:
            name = name.replace(new, old)
        return name

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Return the line and column in the original of those in `text`; all count from 1."""
        lines = self.text.split("\n")
        start = sum(len(one) + 1 for one in lines[: line - 1])
        offset = start + column - 1
        before = sum(length for at, length in self.insertions if start <= at < offset)
        return line, max(1, column - before)

    def mentions(self, word: str) -> bool:
        """Tell whether the statement itself names a property or says it in a string."""
        return word in self.words


def rewrite(text: str) -> Rewritten:
    """Return the statement with bounds on unbounded patterns, names that are not ASCII quoted, `keys()` as stored.

    >>> rewrite("MATCH (a)-[:USES*]->(b)-[*2..]-(c) RETURN 2 * 3, '[*]'").text
    "MATCH (a)-[:USES*1..100000]->(b)-[*2..100000]-(c) RETURN 2 * 3, '[*]'"
    """
    text = without_comments(text)
    found = tokens(text)
    words = frozenset(token.value.strip("'\"").lower() for token in found if token.kind in {"name", "quoted", "string"})
    foreign = [token for token in found if token.kind == "name" and not token.value.isascii()]
    edits = _bounds(found) + [edit for token in foreign for edit in ((token.start, "`"), (token.end, "`"))]
    if "title" not in words:
        edits += _keys(found)
    pieces = []
    insertions = []
    last = length = 0
    for at, new in sorted(edits, key=lambda edit: edit[0]):
        pieces += [text[last:at], new]
        insertions.append((length + at - last, len(new)))
        length += at - last + len(new)
        last = at
    changes = [(f"*1..{BOUND}", "*"), (f"..{BOUND}", ".."), (_KEYS_BEFORE, ""), (_KEYS_AFTER, "")]
    # kglite names a column that begins with a quoted name without the first quote.
    changes += [(quoted, token.value) for token in foreign for quoted in (f"`{token.value}`", f"{token.value}`")]
    return Rewritten("".join(pieces) + text[last:], tuple(changes) if edits else (), tuple(insertions), words)


# kglite 0.21: `title`, a second name for `name`, and `type` show among the keys;
# test_keys_of_a_node_are_those_that_were_stored tells when this can go.
_KEYS_BEFORE = "[kg_key IN "
_KEYS_AFTER = " WHERE NOT kg_key IN ['title', 'type']]"


def _keys(found: list[Token]) -> list[tuple[int, str]]:
    """Wrap each `keys(...)`; the pieces are insertions, so that nested calls do not get in each other's way."""
    edits = []
    for at in range(len(found) - 1):
        if found[at].word == "KEYS" and found[at + 1].value == "(" and (at == 0 or found[at - 1].value != "."):
            close = _closing(found, at + 1)
            if close is not None:
                edits += [(found[at].start, _KEYS_BEFORE), (found[close].end, _KEYS_AFTER)]
    return edits


def _closing(found: list[Token], at: int) -> int | None:
    """Return the index of the bracket that closes the one at `at`."""
    open_ = [_OPENING[found[at].value]]
    for index in range(at + 1, len(found)):
        token = found[index]
        if token.kind != "mark":
            continue
        if token.value in _OPENING:
            open_.append(_OPENING[token.value])
        elif token.value == open_[-1]:
            open_.pop()
            if not open_:
                return index
    return None


def _bounds(found: list[Token]) -> list[tuple[int, str]]:
    edits = []
    for at, token in enumerate(found):
        if token.kind == "mark" and token.value == "[" and opens_pattern(found, at):
            edit = _bound(found, at + 1)
            if edit is not None:
                edits.append(edit)
    return edits


def _bound(found: list[Token], at: int) -> tuple[int, str] | None:
    """Return the edit for the relationship whose details start at `at`, None when it has its bounds."""
    depth = 0
    while at < len(found) and not (depth == 0 and found[at].value == "*" and found[at].kind == "mark"):
        value = found[at].value if found[at].kind == "mark" else ""
        if value == "{" or found[at].word == "WHERE" or (value == "]" and depth == 0):
            return None
        depth += (value in _OPENING) - (value in _OPENING.values())
        at += 1
    rest = found[at + 1 : at + 4] + [_END] * 3
    if rest[0].kind == "number":
        if rest[1].value == ".." and rest[2].kind not in {"number", "parameter"}:
            return rest[1].end, str(BOUND)
        return None
    if rest[0].value == "..":
        return None if rest[1].kind in {"number", "parameter"} else (rest[0].end, str(BOUND))
    if rest[0].value in {"]", "{"} or rest[0].word == "WHERE":
        return found[at].end, f"1..{BOUND}"
    return None


_END = Token("mark", "", 0, 0)
