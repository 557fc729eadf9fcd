"""Concepts that are probably one: by name and alias, by the look of the name, and by its spelling."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from kg.model import fold, slug
from kg.sources.markdown.phrases import singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.check.graph import CheckedGraph
    from kg.errors import Finding, Severity
    from kg.model import ConceptId

__all__ = ["duplicates"]

#: Cyrillic and Greek letters that look like Latin ones, after case folding and without marks.
_LOOKALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u03bf\u03bd\u03c1\u03b1\u03b9\u03ba\u03c5",
    "aeopcyxijsdqovpaiku",
)
_MIN_LETTERS = 5  # shorter names that differ by a letter are mostly different words
_BLOCK = 40  # names with one half in common that are compared with each other
_Pair = tuple["ConceptId", "ConceptId"]


def duplicates(graph: CheckedGraph) -> Iterator[Finding]:
    """Yield a finding for each two concepts whose names or aliases are the same, look the same or are spelt alike.

    Each pair is told once, by the strongest reason. `O(n)` in the number of names: spelling is compared only between
    names that have their first or second half in common, which any two names one letter apart have, and with the next
    40 of these in the order of the alphabet.
    """
    names = sorted({(text, one.id) for one in graph.concepts.values() for text in (one.name, *one.aliases)})
    told: set[_Pair] = set()
    for pair, text, _ in _together(names, {text: fold(text) for text, _ in names}):
        if pair not in told:
            told.add(pair)
            severity: Severity = "info" if _both_defined(graph, pair) and _share_name(graph, pair) else "warning"
            yield _finding(graph, "KG202", pair, f"are both called '{text}'", severity)
    for pair, text, other in _together(names, {text: _look(text) for text, _ in names}):
        if pair not in told:
            told.add(pair)
            how = f"have names that look alike, '{text}' and '{other}'{_scripts(text, other)}"
            yield _finding(graph, "KG203", pair, how, "warning")
    related = {frozenset((source, target)) for source, _, target in graph.relations}
    for pair, text, other in _misspelt(names):
        if pair not in told and frozenset(pair) not in related:
            told.add(pair)
            severity = "info" if _both_defined(graph, pair) else "warning"
            yield _finding(graph, "KG204", pair, f"have names one letter apart, '{text}' and '{other}'", severity)


def _finding(graph: CheckedGraph, code: str, pair: _Pair, how: str, severity: Severity) -> Finding:
    first, second = (graph.concepts[one] for one in pair)
    one, other = f"{first.id} ({graph.where(first)})", f"{second.id} ({graph.where(second)})"
    return graph.finding(
        code,
        second,
        f"The concepts {one} and {other} {how}.",
        "If they are one, keep one and make the other name its alias.",
        severity,
    )


def _together(names: Sequence[tuple[str, ConceptId]], forms: Mapping[str, str]) -> Iterator[tuple[_Pair, str, str]]:
    """Yield (ids, name, name) for neighbours among the concepts that have one form of a name in common."""
    groups: dict[str, dict[ConceptId, str]] = defaultdict(dict)
    for text, identity in names:
        if forms[text]:
            groups[forms[text]].setdefault(identity, text)
    for _, group in sorted(groups.items()):
        ids = sorted(group)
        for a, b in pairwise(ids):
            yield (a, b), group[a], group[b]


def _look(name: str) -> str:
    """Return what a name looks like: no marks, no punctuation, words in the singular, letters of one script."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(char for char in letters if not unicodedata.combining(char)).translate(_LOOKALIKES)
    return "".join(singular(word) for word in slug(bare).split("-"))


def _scripts(text: str, other: str) -> str:
    """Return which letters of one name only look like those of the other."""
    strange = sorted(
        {char for one in (text, other) for char in one if char.casefold().translate(_LOOKALIKES) != char.casefold()}
    )
    if not strange or not any(char.isascii() and char.isalpha() for char in text + other):
        return ""
    return f" (with {', '.join(unicodedata.name(char, '?').lower() for char in strange[:3])})"


def _misspelt(names: Sequence[tuple[str, ConceptId]]) -> Iterator[tuple[_Pair, str, str]]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only needed here

    blocks: dict[tuple[bool, str], list[tuple[str, str, ConceptId]]] = defaultdict(list)
    for text, identity in names:
        folded = fold(text)
        if len(folded) < _MIN_LETTERS:
            continue
        # Two names one letter apart may differ by one in length, so the middle is taken on both sides.
        for middle in {len(folded) // 2, (len(folded) - 1) // 2, (len(folded) + 1) // 2}:
            blocks[True, folded[:middle]].append((folded, text, identity))
            blocks[False, folded[middle:]].append((folded, text, identity))
    for block in blocks.values():
        block.sort()
        for at, (folded, text, identity) in enumerate(block):
            for other, other_text, other_identity in islice(block, at + 1, at + 1 + _BLOCK):
                if (
                    identity != other_identity
                    and abs(len(folded) - len(other)) <= 1
                    and OSA.distance(folded, other, score_cutoff=1) == 1
                    and _digits(folded) == _digits(other)
                ):
                    first, second = sorted(((identity, text), (other_identity, other_text)))
                    yield (first[0], second[0]), first[1], second[1]


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _both_defined(graph: CheckedGraph, pair: _Pair) -> bool:
    first, second = (graph.concepts[one].definition for one in pair)
    return bool(first and second and first != second)


def _share_name(graph: CheckedGraph, pair: _Pair) -> bool:
    first, second = (fold(graph.concepts[one].name) for one in pair)
    return first == second
