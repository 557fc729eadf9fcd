"""Patterns in a definition: what it says of the defined term in a few safe forms of words.

Each pattern gives a candidate with the words of its object; which concept they name is found out when all names are
known (`phrases.find_longest`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.sources.markdown.clauses import Clause
from kg.sources.markdown.nouns import words_in
from kg.sources.markdown.phrases import words_of
from kg.sources.markdown.sentences import copula_end, sentences, subject_end
from kg.sources.markdown.terms import is_cjk
from kg.sources.markdown.triggers import VERBS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.sources.markdown.asides import Candidate

__all__ = ["candidates", "defines"]

#: Sentences of a definition that are looked at, and how much of each.
_MAX_SENTENCES, _MAX_SENTENCE, _BEGINNING = 3, 600, 240
_PRONOUN = re.compile(r"(?:it|this|they|these)\b", re.IGNORECASE)
#: A later sentence without a verb, which defines when no sentence before it did: "an operation where ...".
_FRAGMENT = re.compile(r"an?\s(?:[\w-]+\s){1,4}(?:that|which|where|in which|used (?:for|to))\s", re.IGNORECASE)
_READER = words_of("you your we our i you're you'll let's")


def candidates(text: str, names: Sequence[str]) -> list[Candidate]:
    """Return what the first sentences of a definition say of the term with these names."""
    found: list[Candidate] = []
    for number, (start, end) in enumerate(sentences(text)):
        if number >= _MAX_SENTENCES:
            break
        if is_cjk(text[start:end]):
            continue  # the patterns are those of languages with blanks between words
        subject = subject_end(text, start, names)
        pronoun = _PRONOUN.match(text, start) if number else None
        if subject is None and pronoun is not None:
            subject = pronoun.end()
        if (
            number
            and subject is None
            and not (all(one.pattern != "genus" for one in found) and _FRAGMENT.match(text, start, end))
        ):
            continue
        copula = None if subject is None else copula_end(text, subject)
        begin = start if subject is None else copula if copula is not None else subject
        words = list(words_in(text, begin, min(end, begin + _MAX_SENTENCE)))
        if words:
            found += Clause(text, words, names, implicit=subject is None, copula=copula is not None).candidates()
    return found


def defines(text: str, names: Sequence[str]) -> bool:
    """Tell whether an English text begins by saying what the term with these names is or does.

    >>> defines("Algorithm that updates parameters", ["Optimizer"]), defines("Hooks run on every commit", ["Speed"])
    (True, False)
    """
    start, end = next(sentences(text), (0, 0))
    subject = subject_end(text, start, names)
    copula = None if subject is None else copula_end(text, subject)
    if subject is not None and copula is None:
        words = list(words_in(text, subject, end))
        return bool(words) and words[0].low in VERBS
    words = list(words_in(text, start if copula is None else copula, min(end, start + _BEGINNING)))
    if any(word.low in _READER for word in words):
        return False
    return bool(words) and Clause(text, words, names, implicit=copula is None, copula=copula is not None).defines()
