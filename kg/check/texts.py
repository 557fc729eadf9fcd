"""What texts say: quotes that moved, and concepts that a definition names though nothing connects the two."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.check.codes import CODES
from kg.check.files import plain
from kg.errors import Finding
from kg.model import fold
from kg.sources.markdown.phrases import singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.check.graph import CheckedGraph
    from kg.model import Concept, ConceptId, Evidence, Relation

__all__ = ["moved_quotes", "unlinked_mentions"]

_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
_REACH = 20  # lines that a quote may go on over
_MIN_LETTERS = 3  # of a name: "it" and "a" are no mentions of IT and A
_MAX_WORDS = 8  # of a name
_SHOWN = 60
_CONNECT = "Add a relation if one is missing."
#: Concepts that the search for connections visits at most: some seconds.
MOST_VISITS = 5_000_000


def moved_quotes(graph: CheckedGraph) -> Iterator[Finding]:
    """Yield a finding for each quote that does not stand at its line, and for each file that is not there.

    A quote may begin anywhere in its line and go on over the next twenty. `O(size of the files)` and, for each quote
    that moved, of its file once more.
    """
    missing: dict[str, int] = defaultdict(int)
    first: dict[str, tuple[str | None, int | None]] = {}
    facts: list[Concept | Relation] = [*graph.concepts.values(), *graph.relations.values()]
    for one in facts:
        for proof in one.evidence:
            if graph.files.is_missing(proof.file):
                missing[proof.file] += 1
                first.setdefault(proof.file, graph.place(one))
                continue
            lines = graph.files.lines(proof.file)
            if lines is None or _stands(lines, proof.line, plain(proof.quote)):
                continue
            yield graph.finding("KG210", one, _moved(proof), _now(lines, proof))
    for file, count in sorted(missing.items()):
        yield Finding(
            "KG211",
            CODES["KG211"].severity,
            f"The file {file}, which is the evidence of {count} fact{'s' * (count != 1)}, is not there.",
            "Mend the name, or give --root.",
            *first[file],
        )


def _stands(lines: Sequence[str], line: int, quote: str) -> bool:
    if line > len(lines):
        return False
    here = lines[line - 1]
    if quote in here:
        return True
    window = here
    for following in lines[line : line + _REACH]:
        window = f"{window} {following}"
        if len(window) > len(here) + len(quote):
            break
    return 0 <= window.find(quote) <= len(here)


def _moved(proof: Evidence) -> str:
    quote = proof.quote if len(proof.quote) <= _SHOWN else f"{proof.quote[:_SHOWN]}…"
    what = f"does not say '{quote}'" if quote else "is not there"
    return f"{proof.file}:{proof.line} {what}."


def _now(lines: Sequence[str], proof: Evidence) -> str:
    quote = plain(proof.quote)
    if not quote:
        return f"The file has {len(lines)} lines."
    found = [number for number in range(1, len(lines) + 1) if _stands(lines, number, quote)]
    if not found:
        return "It stands nowhere in the file now; quote the words that are there."
    nearest = min(found, key=lambda number: abs(number - proof.line))
    return f"It stands at line {nearest} now."


def unlinked_mentions(graph: CheckedGraph, most_visits: int = MOST_VISITS) -> Iterator[Finding]:
    """Yield a finding for each definition that names concepts which nothing connects with its own.

    Names and aliases count in any case and number, the longest first; one that several concepts have does not count.
    Connected are concepts with a relation between them, and those of which one must be known before the other.
    `O(words)` of the definitions. The search for what must be known first makes at most `most_visits` steps for all of
    them, and a finding says so when that was not enough.
    """
    names = _names(graph)
    related = {pair for source, _, target in graph.relations for pair in ((source, target), (target, source))}
    needs: dict[str, list[str]] = defaultdict(list)
    for source, type_, target in (*graph.relations, *graph.derived):
        if type_ == "REQUIRES":
            needs[source].append(target)
    visits = 0
    for identity, one in graph.concepts.items():
        named = {other: words for other, words in _mentions(one.definition or "", names) if other != identity}
        left = {other: words for other, words in named.items() if (identity, other) not in related}
        if left:
            before = _known_before(identity, needs)
            visits += len(before)
            left = {other: words for other, words in left.items() if other not in before}
        for other in list(left):
            before = _known_before(other, needs)
            visits += len(before)
            if identity in before:
                del left[other]
        if left:
            yield graph.finding("KG209", one, _unconnected(graph, identity, left), _CONNECT)
        if visits > most_visits:
            yield Finding(
                "KG212",
                CODES["KG212"].severity,
                f"The search for concepts that definitions name stopped after {most_visits:,} steps.",
                "Check parts of the notes by themselves.",
            )
            return


def _known_before(identity: str, needs: Mapping[str, Sequence[str]]) -> set[str]:
    """Return all that must be known before a concept."""
    found: set[str] = set()
    stack = [identity]
    while stack:
        for one in needs.get(stack.pop(), ()):
            if one not in found:
                found.add(one)
                stack.append(one)
    return found


def _unconnected(graph: CheckedGraph, identity: str, named: Mapping[ConceptId, str]) -> str:
    others = [
        graph.name(other) + (f" ('{words}')" if fold(words) != fold(graph.concepts[other].name) else "")
        for other, words in named.items()
    ]
    listed = others[0] if len(others) == 1 else f"{', '.join(others[:-1])} and {others[-1]}"
    ends = "the two" if len(others) == 1 else "it with them"
    return f"The definition of {graph.name(identity)} names {listed}, but no relation connects {ends}."


def _names(graph: CheckedGraph) -> dict[tuple[str, ...], ConceptId | None]:
    """Return the concept of each name in words, None where there are several."""
    names: dict[tuple[str, ...], ConceptId | None] = {}
    for identity, one in graph.concepts.items():
        for text in (one.name, *one.aliases):
            words = tuple(singular(word) for word in _WORD.findall(fold(text)))
            if words and len(text) >= _MIN_LETTERS and len(words) <= _MAX_WORDS:
                names[words] = identity if names.setdefault(words, identity) == identity else None
    return names


def _mentions(text: str, names: dict[tuple[str, ...], ConceptId | None]) -> Iterator[tuple[ConceptId, str]]:
    found = list(_WORD.finditer(text))
    words = tuple(singular(fold(one[0])) for one in found)
    at = 0
    while at < len(words):
        for length in range(min(_MAX_WORDS, len(words) - at), 0, -1):
            run = words[at : at + length]
            if run in names:
                identity = names[run]
                if identity is not None:
                    yield identity, text[found[at].start() : found[at + length - 1].end()]
                at += length
                break
        else:
            at += 1
