"""Terms that the sentences of running text introduce: "A vector is a quantity that ...", "is called **decay**"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.sources.markdown.definitions import Defined, defined_terms, does_something
from kg.sources.markdown.phrases import FUNCTION_WORDS, words_of
from kg.sources.markdown.sentences import sentences
from kg.sources.markdown.terms import is_term, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.markdown.blocks import Mark, Text

__all__ = ["introduced"]

_CALLED = re.compile(
    r"(?P<adverb>\b(?:also|sometimes|often|usually|commonly|otherwise)\s+)?"
    r"(?:called|known\s+as|termed|referred\s+to\s+as)\s+(?P<article>(?:an?|the)\s+)?['\"\u201c\u2018]?$",
    re.IGNORECASE,
)
_REACH = 40
_TOOL = re.compile(r"(?P<name>[A-Z][a-z0-9]+[A-Z][A-Za-z0-9]+)\s+(?P<verb>[a-z]+s)\b")
_COMPANY_VERBS = words_of("uses has wants needs runs deploys tracks serves evaluates employs offers sells builds makes")
#: Endings of words that are rather adjectives: "such a system is called **consistent**".
_ADJECTIVE = re.compile(r"(?:ous|ive|istent|able|ible|ful|less|ary|ic|al|ed|ory|ent|ant)$")


def introduced(text: Text) -> Iterator[Defined]:
    """Yield the terms that a paragraph introduces, with the sentence that does."""
    plain = text.plain
    yield from _tools(plain)
    if " is " in plain or " are " in plain or "refers to" in plain:
        for one in defined_terms(plain):
            if not one.has_article:
                yield one
    if not text.marks or not ("called" in plain or "known as" in plain or "termed" in plain or "referred" in plain):
        return
    marks = [mark for mark in text.marks if mark.kind in ("strong", "em")]
    for start, end in sentences(plain) if marks else ():
        for mark in marks:
            if start < mark.start < end and (found := _named(plain, mark, end)) is not None:
                yield found._replace(start=start, end=end)


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
