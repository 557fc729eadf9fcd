"""The words that a search looks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["best", "search_words", "words_pattern"]

#: More words than a person types; a pasted page is cut, not refused.
MOST_WORDS = 32
#: Lucene makes no automaton of a longer word.
LONGEST_WORD = 64
_WORD = re.compile(r"\w+")


def search_words(text: str) -> list[str]:
    """Return up to 32 different words of `text` in lower case, as they come, each cut to 64 characters.

    >>> search_words("Stochastic (gradient) descent: stochastic")
    ['stochastic', 'gradient', 'descent']
    """
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(text.lower())))[:MOST_WORDS]


def words_pattern(words: Sequence[str], flags: str) -> str:
    """Return a regular expression for a whole text that has one of the words, or a word that begins with one."""
    return rf"(?{flags}).*\b(?:{'|'.join(re.escape(word) for word in words)}).*"


def best(rows: Iterable[Sequence[Any]], words: Sequence[str], limit: int) -> list[tuple[str, float]]:
    """Return (id, score) of the best `limit` of rows (id, name, aliases, definition)."""
    scored = [(identity, _score(words, name, aliases, definition)) for identity, name, aliases, definition in rows]
    scored.sort(key=lambda one: (-one[1], one[0]))
    return scored[:limit]


def _score(words: Sequence[str], name: str | None, aliases: Sequence[str] | None, definition: str | None) -> float:
    """Return how well a concept has the words: one in the name counts 4, in an alias 2, in the definition 1.

    A whole word counts as much as two beginnings of words.
    """
    score = 0
    for weight, text in ((4, name or ""), (2, " ".join(aliases or ())), (1, definition or "")):
        found = _WORD.findall(text.lower())
        for word in words:
            score += weight * ((word in found) + any(one.startswith(word) for one in found))
    return float(score)
