"""The forms in which a page defines a term: `**Term**: definition`, `Term: definition`, `**Term** is ...`."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.sources.markdown.blocks import PLACEHOLDER
from kg.sources.markdown.phrases import words_of
from kg.sources.markdown.sentences import copula_end
from kg.sources.markdown.terms import is_cjk

if TYPE_CHECKING:
    from kg.sources.markdown.blocks import Mark, Text

__all__ = ["Form", "is_definition", "term_form"]

_AFTER_BOLD = re.compile(
    r"\s*(?P<more>[(（][^()（）\n]{1,80}[)）])?\s*(?P<sign>[:：]|[\u2013\u2014]|--?\s|::\s)\s*", re.DOTALL
)
_PLAIN = re.compile(r"(?P<name>[^:：\n]{1,80}?)\s*(?P<sign>：|::?(?=\s)|\s[\u2013\u2014-](?=\s)|[\u2014]{1,2})\s*")
#: A sign between a term and its definition, and how far it is looked for.
_SIGN, _REACH = re.compile(r"[:：~\u2013\u2014]|\s-\s"), 90
_LINE_BELOW = re.compile(r"(?P<name>[^\n]{1,80})\n\s*[:~]\s+")
_LEAD = re.compile(r"[\W\d_]*(?:the|an?)?\s*", re.IGNORECASE)
_NO_DEFINITION = words_of(
    """
    you your you're you'll we we'll i if yes no imagine suppose consider let let's here here's see think because
    but so try remember note click run add create there's okay ok tbd todo n/a none
    """
)
#: "A colleague presents ..." tells a story.
_PEOPLE = words_of("colleague teammate student manager team company user customer friend developer engineer")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_NO_TEXT = re.compile(r"\s*(?:[`#]|https?:|www\.|[\w.-]+\.(?:com|org|io|net|ai|dev|edu)\b)", re.IGNORECASE)
_MIN_WORDS, _MIN_CJK = 3, 4


class Form(NamedTuple):
    """Where a term stands in a text and where its definition starts; `kind` is the form's name."""

    kind: str
    name: str
    start: int
    linked: Mark | None = None


def term_form(text: Text) -> Form | None:
    """Return the form in which a text defines a term, None where it does not look like one."""
    plain = text.plain
    first = text.marks[0] if text.marks else None
    if first is not None and first.kind in ("strong", "wiki", "link") and (lead := _LEAD.match(plain)) is not None:
        outer = next((mark for mark in text.marks if mark.kind == "strong" and mark.start <= first.start), first)
        if outer.start <= lead.end() and plain[: outer.start].strip().casefold() in ("", "the", "a", "an"):
            linked = next(
                (mark for mark in text.marks if mark.kind in ("wiki", "link") and mark.start <= outer.end), None
            )
            return _after_mark(plain, outer, linked if linked and linked.end <= outer.end else None)
    if not _SIGN.search(plain, 0, _REACH):
        return None
    below = _LINE_BELOW.match(plain)
    if below is not None:
        return Form("definition list", below["name"], below.end())
    found = _PLAIN.match(plain)
    if found is not None and found.end() < len(plain):
        return Form("plain colon" if found["sign"].strip()[:1] in ":：" else "plain dash", found["name"], found.end())
    return None


def _after_mark(plain: str, mark: Mark, linked: Mark | None) -> Form | None:
    name = plain[mark.start : mark.end]
    kind = "bold" if mark.kind == "strong" else "linked"
    if kind == "bold" and name.rstrip().endswith((":", "：")):
        return Form(kind, name, mark.end, linked)
    found = _AFTER_BOLD.match(plain, mark.end)
    if found is not None:
        return Form(kind, f"{name} {found['more'] or ''}".strip(), found.end(), linked)
    if kind == "bold":
        is_end = copula_end(plain, mark.end)
        if is_end is not None:
            bracket = re.match(r"\s*[(（][^()（）\n]{1,80}[)）]", plain[mark.end : is_end])
            return Form("bold is", f"{name} {bracket[0].strip() if bracket else ''}".strip(), is_end, linked)
        if plain[mark.end : mark.end + 1] == "\n":
            return Form("bold line", name, mark.end + 1, linked)
    return None


def is_definition(text: str, *, strict: bool) -> bool:
    """Tell whether words may define something: several of them, and, where `strict`, no address to the reader.

    >>> [is_definition(text, strict=True) for text in ("Algorithm that updates parameters", "You're training a model")]
    [True, False]
    """
    words = _WORD.findall(text.replace(PLACEHOLDER, " ")[:200])
    if is_cjk(text):
        return sum(len(word) for word in words) >= _MIN_CJK
    if len(words) < _MIN_WORDS - (not strict) or _NO_TEXT.match(text):
        return False
    lows = [word.lower() for word in words[:2]]
    if strict and lows[0] in ("a", "the", "your", "one") and lows[1] in _PEOPLE:
        return False
    return not strict or words[0].replace("\u2019", "'").lower() not in _NO_DEFINITION
