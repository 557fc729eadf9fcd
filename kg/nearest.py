"""Names that are close to one that was not found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["did_you_mean", "nearest_names"]

#: Words of three letters and more, and how alike two are, of 100, of which one may be the other misspelt.
_WORD, _CLOSE = re.compile(r"\w{3,}"), 70


def nearest_names(name: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to `limit` of `names` that are close to `name`, best first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only needed when something is misspelt

    known = list(dict.fromkeys(names))
    matches = process.extract(name, known, scorer=fuzz.WRatio, processor=fold, limit=3 * limit, score_cutoff=66)
    return [match for match, _, _ in matches if _shares_a_word(fold(name), fold(match))][:limit]


def _shares_a_word(one: str, other: str) -> bool:
    """Tell whether two folded names are close as a whole or in a word: a few letters are in many long names."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only needed when something is misspelt

    if fuzz.ratio(one, other) >= _CLOSE or (one in other and not one.isascii()):
        return True
    return any(fuzz.ratio(left, right) >= _CLOSE for left in _WORD.findall(one) for right in _WORD.findall(other))


def did_you_mean(near: Iterable[str]) -> str:
    """Return a question that names the near ones, the empty string when there are none.

    >>> did_you_mean(["Gradient", "Gradient Descent"])
    "Did you mean 'Gradient' or 'Gradient Descent'?"
    """
    named = " or ".join(f"'{one}'" for one in near)
    return f"Did you mean {named}?" if named else ""
