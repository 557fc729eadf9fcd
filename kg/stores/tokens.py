"""A tokenizer of Cypher: enough to tell keywords from names, strings and comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Kind", "Token", "decode_escapes", "opens_pattern", "tokens", "without_comments"]

Kind = Literal["name", "quoted", "string", "number", "parameter", "mark"]

_PATTERN = re.compile(
    r"""
      (?P<space>[\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+|//[^\n\r]*|/\*.*?(?:\*/|\Z))
    | (?P<string>'(?:\\.|[^'\\])*(?:'|\Z)|"(?:\\.|[^"\\])*(?:"|\Z))
    | (?P<parameter>\$(?:\w+|`(?:``|[^`])*(?:`|\Z)))
    | (?P<quoted>`(?:``|[^`])*(?:`|\Z))
    | (?P<number>\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?|\.\d[\d_]*(?:[eE][+-]?\d+)?)
    | (?P<name>\w+)
    | (?P<mark>\.\.|->|<-|<>|<=|>=|=~|\+=|\|\||::|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its place: `text[start:end]` is how it is written, `value` what it means.

    The value of a name is as written, of a backtick name without the backticks; `word` is for comparing keywords.
    """

    kind: Kind
    value: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """Return the name in upper case, the empty string for all that cannot be a keyword."""
        return self.value.upper() if self.kind == "name" else ""


def tokens(text: str) -> list[Token]:
    r"""Return the tokens of `text` without white space and comments; never raises.

    What is not closed (a string, a comment, a backtick name) reaches to the end.

    >>> [token.value for token in tokens("MATCH (n:`a b`) /* SET */ RETURN n.x")]
    ['MATCH', '(', 'n', ':', 'a b', ')', 'RETURN', 'n', '.', 'x']
    """
    return list(_scan(text))


def _scan(text: str) -> Iterator[Token]:
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup
        value = match.group()
        if kind == "quoted":
            yield Token("quoted", value[1:].removesuffix("`").replace("``", "`"), match.start(), match.end())
        elif kind in {"string", "parameter", "number", "name", "mark"}:
            yield Token(kind, value, match.start(), match.end())  # type: ignore[arg-type] # one of the five


def decode_escapes(text: str) -> str:
    r"""Return `text` with `\uXXXX` replaced by the character, as Neo4j does before it looks for tokens.

    >>> decode_escapes(r"\u004cOAD CSV")
    'LOAD CSV'
    """
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)


def without_comments(text: str) -> str:
    """Return `text` with each comment replaced by blanks, so that every token keeps its line and column.

    >>> without_comments("RETURN /* one */ 1 // two")
    'RETURN           1       '
    """
    return _PATTERN.sub(lambda match: _blank(match.group()) if match.lastgroup == "space" else match.group(), text)


def _blank(text: str) -> str:
    return "".join(one if one.isspace() else " " for one in text)


def opens_pattern(found: list[Token], at: int) -> bool:
    """Tell whether the `[` at this index opens the details of a relationship, as in `-[r:USES*]->`."""
    return found[at].value == "[" and at > 0 and found[at - 1].value in {"-", "<-"}
