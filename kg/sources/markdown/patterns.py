"""Patterns in a definition: what it says of the defined term in a few safe forms of words.

Each pattern gives a candidate with the words of its object; which concept they name is found out when all names are
known (`phrases.find_longest`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import fold
from kg.sources.markdown.chinese import ChineseSentence, later_subject_end
from kg.sources.markdown.chinese_words import KIND_NAMES as CHINESE_KINDS
from kg.sources.markdown.chinese_words import SIMPLIFIED
from kg.sources.markdown.clauses import Clause
from kg.sources.markdown.definitions import begins_with_article, names_a_kind
from kg.sources.markdown.genera import begins_with_genus
from kg.sources.markdown.languages import is_chinese, is_romance, is_unread
from kg.sources.markdown.naming import ROMANCE
from kg.sources.markdown.nouns import words_in
from kg.sources.markdown.phrases import singular, words_of
from kg.sources.markdown.romance import RomanceSentence, pronoun_end
from kg.sources.markdown.romance_words import KIND_NAMES as ROMANCE_KINDS
from kg.sources.markdown.sentences import copula_end, sentences, subject_end
from kg.sources.markdown.terms import is_cjk
from kg.sources.markdown.triggers import VERBS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.sources.markdown.asides import Candidate

__all__ = ["candidates", "defines", "genus_word", "is_of_kind"]

#: Sentences of a definition that are looked at, and how much of each.
_MAX_SENTENCES, _MAX_SENTENCE, _BEGINNING = 3, 600, 240
#: "This reduces ...", "These are ...", but not "This separation ...", "These methods ...": they speak of others.
_PRONOUN = re.compile(
    r"(?:it|they|this(?=\s+(?:is|was|can|may|will|[a-z]{2,}[^us\W]s)\b)|these(?=\s+(?![\w-]+s\b)))\b", re.IGNORECASE
)
#: A later sentence without a verb, which defines when no sentence before it did: "an operation where ...".
_FRAGMENT = re.compile(r"an?\s(?:[\w-]+\s){1,4}(?:that|which|where|in which|used (?:for|to))\s", re.IGNORECASE)
_READER = words_of("you your we our i you're you'll let's")


def candidates(text: str, names: Sequence[str]) -> list[Candidate]:
    """Return what the first sentences of a definition say of the term with these names."""
    found: list[Candidate] = []
    for number, (start, end) in enumerate(sentences(text)):
        if number >= _MAX_SENTENCES:
            break
        sentence = text[start:end]
        is_ideographic = is_cjk(sentence)
        is_latin = not is_ideographic and is_romance(sentence)
        if not (is_chinese(sentence) if is_ideographic else is_latin or not is_unread(sentence)):
            continue
        subject = subject_end(text, start, names)
        if subject is None and number:
            subject = (later_subject_end if is_ideographic else pronoun_end if is_latin else _pronoun_end)(text, start)
        if number and subject is None:
            is_fragment = all(not one.pattern.endswith("genus") for one in found) and _FRAGMENT.match(text, start, end)
            if not is_fragment:
                continue
        copula = None if subject is None else copula_end(text, subject)
        begin = start if subject is None else copula if copula is not None else subject
        end = min(end, begin + _MAX_SENTENCE)  # noqa: PLW2901 - what is read of it
        is_implicit, is_said = subject is None, copula is not None
        if is_ideographic:
            found += ChineseSentence(text, begin, end, names, implicit=is_implicit, copula=is_said).candidates()
        elif is_latin:
            found += RomanceSentence(text, begin, end, implicit=is_implicit, copula=is_said).candidates()
        elif words := list(words_in(text, begin, end)):
            found += Clause(text, words, names, implicit=is_implicit, copula=is_said).candidates()
    return found


def is_of_kind(text: str, names: Sequence[str], *, copula: bool = False) -> bool:
    """Tell whether a text in any language that is read begins with what kind of thing the term with these names is.

    `copula` where "is" stands before it.

    >>> is_of_kind("a tax on imported goods", ["tariff"]), is_of_kind("imprime o texto", ["print"])
    (True, False)
    """
    if is_cjk(text):
        found = candidates(f"{names[0]}是{text}" if copula else text, names)
        return any(one.pattern.endswith("genus") for one in found)
    if is_romance(text):
        return begins_with_genus(text)
    return names_a_kind(text, names, is_sentence=copula, verbs=False) or (
        begins_with_article(text) and any(one.pattern == "genus" for one in candidates(text, names))
    )


def genus_word(found: Sequence[Candidate]) -> str:
    """Return the English head word of the first genus among what a definition says, empty where it has none.

    >>> genus_word(candidates("Algoritmo que atualiza os pesos", ["Otimizador"]))
    'algorithm'
    """
    genus = next((one for one in found if one.pattern.endswith("genus") and one.target), None)
    if genus is None:
        return ""
    phrase = fold(genus.target or "")
    if is_cjk(phrase):
        simple = phrase.translate(SIMPLIFIED)
        return next((kind for kind, ends in CHINESE_KINDS.items() if simple.endswith(ends)), "")
    if genus.pattern.startswith(ROMANCE):
        return ROMANCE_KINDS.get(phrase.split()[0], "")
    return singular(phrase.split(" of ")[0].rsplit(" ", 1)[-1])


def _pronoun_end(text: str, start: int) -> int | None:
    found = _PRONOUN.match(text, start)
    return found.end() if found else None


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
