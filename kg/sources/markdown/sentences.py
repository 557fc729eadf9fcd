"""Sentences of a definition, and whether one begins with the term and "is"."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.sources.markdown.phrases import plural, singular

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["copula_end", "sentences", "subject_end"]

# The sign comes first and what must not stand before it after it: looking back at every character would be slow.
_SENTENCE_END = re.compile(
    r"[.!?。！？；\n](?:(?<=[。！？；])|(?<=\n)\n|"
    r"(?<=[.!?])(?=\s|$)(?<![A-Z]\.)(?<!e\.g\.)(?<!i\.e\.)(?<!\bvs\.)(?<!\betc\.)(?<!\bcf\.)(?<!\bal\.))"
)
_COPULA = re.compile(
    r"\s*(?:\ufffc\s*)?(?:[(（][^()（）]{1,60}[)）]\s*)?,?\s*(is|are|was|were|refers? to|means?|denotes?|describes?|"
    r"represents?|stands for|is defined as|can be defined as|occurs?|é|são|è|e['\u2019](?=\s)|sono|significa|"
    r"就?是指|[就则則]是|是|指的就?是|指)"
    r"(?=\s|\b|[\u4e00-\u9fff])",
    re.IGNORECASE,
)
_ADVERBS = re.compile(
    r"(?:\s+(?:simply|basically|essentially|just|also|often|usually|typically|defined as|known as))+\b"
)
_ARTICLE = re.compile(
    r"(?:the|an?|os?|as?|uma?|il|lo|la|le|gli|i|l['\u2019]|un[ao]?)(?:\s+(?:term|concept|idea))?\s+", re.IGNORECASE
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence starts and ends, without its full stop.

    >>> [text[a:b] for text in ["Uses e.g. momentum. It learns."] for a, b in sentences(text)]
    ['Uses e.g. momentum', 'It learns']
    """
    start = 0
    for end in _SENTENCE_END.finditer(text):
        rest = text[start : end.start()].lstrip()
        if rest:
            yield end.start() - len(rest), end.start()
        start = end.end()
    rest = text[start:].lstrip()
    if rest:
        yield len(text) - len(rest), len(text.rstrip())


def subject_end(text: str, start: int, names: Sequence[str]) -> int | None:
    """Return where the subject of a sentence ends that begins at `start`, when it is one of `names`; else None."""
    article = _ARTICLE.match(text, start)
    for begin in dict.fromkeys((start, article.end() if article else start)):
        for name in names:
            if (end := _begins_with(text, begin, name)) is not None:
                return end
    return None


def copula_end(text: str, start: int) -> int | None:
    """Return where "is", "refers to" or the like ends that stands at `start`, None where there is none."""
    found = _COPULA.match(text, start)
    if found is None:
        return None
    adverbs = _ADVERBS.match(text, found.end())
    return adverbs.end() if adverbs else found.end()


def _begins_with(text: str, start: int, name: str) -> int | None:
    piece = text[start : start + len(name) + 3]
    if piece[:1].casefold() != name[:1].casefold():
        return None
    for form in (name, plural(name), singular(name)):
        end = start + len(form)
        if text[start:end].casefold() == form.casefold() and not text[end : end + 1].isalnum():
            return end
        if form.isascii() is False and text[start:end] == form:
            return end
    return None
