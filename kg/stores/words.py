"""The words that a search looks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["search_words", "word_score"]

#: More words than a person types; a pasted page is cut, not refused.
MOST_WORDS = 32
_WORD = re.compile(r"\w+")


def search_words(text: str) -> list[str]:
    """Return up to 32 different words of `text` in lower case, as they come.

    >>> search_words("Stochastic (gradient) descent: stochastic")
    ['stochastic', 'gradient', 'descent']
    """
    return list(dict.fromkeys(_WORD.findall(text.lower())))[:MOST_WORDS]


def word_score(words: Sequence[str], name: str | None, aliases: Sequence[str] | None, definition: str | None) -> float:
    """Return how well a concept has the words: one in the name counts 4, in an alias 2, in the definition 1.

    A whole word counts as much as two beginnings of words.
    """
    score = 0
    for weight, text in ((4, name or ""), (2, " ".join(aliases or ())), (1, definition or "")):
        found = _WORD.findall(text.lower())
        for word in words:
            score += weight * ((word in found) + any(one.startswith(word) for one in found))
    return float(score)
