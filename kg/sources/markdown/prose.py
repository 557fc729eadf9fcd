"""Terms that the sentences of running text introduce: "A vector is a quantity that ...", "is called **decay**"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.sources.markdown.definitions import Defined, defined_terms, does_something, names_a_kind
from kg.sources.markdown.patterns import is_of_kind
from kg.sources.markdown.phrases import FUNCTION_WORDS, words_of
from kg.sources.markdown.prose_foreign import foreign_terms
from kg.sources.markdown.sentences import copula_end, sentences
from kg.sources.markdown.terms import is_term, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.sources.markdown.blocks import Mark, Text

__all__ = ["introduced"]

_CALLED = re.compile(
    r"(?P<adverb>\b(?:also|sometimes|often|usually|commonly|otherwise|anche|spesso|talvolta|também|às vezes|"
    r"(?:又|也|亦)可?[被称稱叫]*)\s*)?"
    r"(?:\b(?:called|known\s+as|termed|referred\s+to\s+as)\s+(?P<article>(?:an?|the)\s+)?|"
    r"\b(?:dett[oaie]|chiamat[oaie]|denominat[oaie]|definit[oaie](?:\s+come)?|prend(?:e|ono)\s+il\s+nome\s+di|"
    r"si\s+(?:dic(?:e|ono)|chiama(?:no)?|parla\s+di)|chamad[oa]s?(?:\s+de)?|denominad[oa]s?|conhecid[oa]s?\s+como|"
    r"designad[oa]s?(?:\s+por)?|definid[oa]s?\s+como|chama(?:m)?-se)\s+(?:(?:invece|però|pois|então|quindi)\s+)?"
    r"(?:un[ao']?\s+|uma?\s+|l['\u2019]|il\s+|la\s+|[oa]\s+)?|"
    r"(?:[称稱][为為之作]|叫[做作]|[称稱])\s*)['\"\u201c\u2018「]?$",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"called|known as|termed|referred|dett[oaie] |chiama|denomina|definit|nome di|dic[eo]|parla|chamad|conhecid|"
    r"designad|definid|chama|[称稱叫]"
)
#: "The term *link* is", "In networks, **bandwidth** is": what may stand before a marked term that a sentence defines.
_LEAD = re.compile(
    r"(?:In\s[^.,;]{3,40},\s+)?(?:(?:the|an?|l['\u2019]|il|la|lo|i|gli|le|un[ao]?['\u2019]?|[oa]s?|uma?)\s*)?"
    r"(?:(?:term|concept|word|termo|conceito|termine|concetto)\s+)?['\"\u201c]?",
    re.IGNORECASE,
)
#: "In statistics, \"power\" is the probability that ...".
_QUOTED = re.compile(
    r"(?:In\s[^.,;]{3,40},\s+)?[\"\u201c](?P<name>[^\"\u201c\u201d\n]{2,40})[\"\u201d]\s+(?:is|are|refers?\s+to|means?)\s+(?=\S)"
)
_WRITTEN = re.compile(r"\s*(?:denoted|written|given|calculated|computed|shown|marked|represented)\b")
#: One of these is in every sentence that `defined_terms` reads.
_VERBS = (" is ", " are ", "refers to", " represents ", " denotes ")
_REACH, _SHORTEST = 40, 10  # characters
_TOOL = re.compile(r"(?P<name>[A-Z][a-z0-9]+[A-Z][A-Za-z0-9]+)\s+(?P<verb>[a-z]+s)\b")
_COMPANY_VERBS = words_of("uses has wants needs runs deploys tracks serves evaluates employs offers sells builds makes")
#: Endings of words that are rather adjectives: "such a system is called **consistent**".
_ADJECTIVE = re.compile(r"(?:ous|ive|istent|able|ible|ful|less|ary|ic|al|ed|ory|ent|ant)$")


def introduced(text: Text) -> Iterator[Defined]:
    """Yield the terms that a paragraph introduces, with the sentence that does."""
    plain = text.plain
    if len(plain) < _SHORTEST:
        return
    yield from _tools(plain)
    if any(verb in plain for verb in _VERBS):
        for one in defined_terms(plain):
            if not one.has_article:
                yield one
    if '"' in plain or "\u201c" in plain:
        yield from _quoted(plain)
    if not plain.isascii() or " e' " in plain or " sono " in plain:
        yield from foreign_terms(plain)
    marks = [mark for mark in text.marks if mark.kind in ("strong", "em")]
    if not marks:
        return
    yield from _of_marks(plain, marks)


def _of_marks(plain: str, marks: Sequence[Mark]) -> Iterator[Defined]:
    has_cue = _CUE.search(plain) is not None
    if not has_cue and all(copula_end(plain, mark.end) is None for mark in marks):
        return
    for start, end in sentences(plain):
        for mark in marks:
            if not start <= mark.start < end:
                continue
            if start < mark.start and has_cue and (found := _named(plain, mark, end)) is not None:
                yield found._replace(start=start, end=end)
            elif (found := _marked(plain, start, mark, end)) is not None:
                yield found


def _marked(plain: str, start: int, mark: Mark, end: int) -> Defined | None:
    """Return the marked term that a sentence begins with, where the sentence says what kind of thing it is."""
    if _LEAD.fullmatch(plain, start, mark.start) is None:
        return None
    after = copula_end(plain, mark.end)
    names = names_of(plain[mark.start : mark.end])
    if (
        after is None
        or names is None
        or _WRITTEN.match(plain, after)
        or not is_of_kind(plain[after:end], names.all, copula=True)
    ):
        return None
    return Defined(names, after, end, has_article=False)


def _quoted(plain: str) -> Iterator[Defined]:
    """Yield the terms in quotes that a sentence begins with and says to be a kind of thing."""
    for start, end in sentences(plain):
        found = _QUOTED.match(plain, start, end)
        names = names_of(found["name"]) if found is not None else None
        if found is None or names is None:
            continue
        if names_a_kind(plain[found.end() : end], names.all, is_sentence=True, verbs=False):
            yield Defined(names, found.end(), end, has_article=False)


def _tools(plain: str) -> Iterator[Defined]:
    """Yield what a sentence begins with that is written LikeThis, with what it does; companies only use things."""
    if _TOOL.search(plain) is None:
        return
    for start, end in sentences(plain):
        found = _TOOL.match(plain, start, end)
        names = names_of(found["name"]) if found is not None and does_something(plain, found.end("name")) else None
        if found is not None and names is not None and found["verb"] not in _COMPANY_VERBS:
            yield Defined(names, start, end, has_article=False)


def _named(plain: str, mark: Mark, end: int) -> Defined | None:
    """Return the term that a mark names after "is called"."""
    cue = _CALLED.search(plain, max(0, mark.start - _REACH), mark.start)
    if cue is None or cue["adverb"]:
        return None  # "also called": another name
    name = plain[mark.start : mark.end]
    names = names_of(name.strip())
    if names is None or not is_term(names.name):
        return None
    following = re.match(r"['\"\u201d\u2019]?\s*([\w-]*)", plain[mark.end : end])
    word = following[1].lower() if following else ""
    if word == "or" or (word and word not in FUNCTION_WORDS):
        return None  # "a **complete** assignment"
    if not cue["article"] and " " not in names.name and _ADJECTIVE.search(names.name):
        return None
    return Defined(names, 0, 0, has_article=False)
