"""Names that are close to one that was not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["did_you_mean", "nearest_names"]


def nearest_names(name: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """Return up to `limit` of `names` that are close to `name`, best first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only needed when something is misspelt

    known = list(dict.fromkeys(names))
    matches = process.extract(name, known, scorer=fuzz.WRatio, processor=fold, limit=limit, score_cutoff=66)
    return [match for match, _, _ in matches]


def did_you_mean(near: Iterable[str]) -> str:
    """Return a question that names the near ones, the empty string when there are none.

    >>> did_you_mean(["Gradient", "Gradient Descent"])
    "Did you mean 'Gradient' or 'Gradient Descent'?"
    """
    named = " or ".join(f"'{one}'" for one in near)
    return f"Did you mean {named}?" if named else ""
