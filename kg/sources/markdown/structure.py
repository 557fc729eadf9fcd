"""What the structure of a line says: lists of the members of a category, and chains of arrows."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.sources.markdown.languages import parts_of_list
from kg.sources.markdown.naming import PREPOSITIONS
from kg.sources.markdown.phrases import FUNCTION_WORDS, is_plural
from kg.sources.markdown.terms import Names, is_cjk, is_term, long_form, singular_name, stripped
from kg.sources.markdown.triggers import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Member", "chain_steps", "members"]

_ARROW = re.compile(r"\s*(?:→|➔|➜|⟶|⇒|➡️?|-{1,2}>|=>)\s*")
_MARK = re.compile(r"[()（）]|\s*[,;，；、]\s*(?:and\s+|e\s+|or\s+)?|\s+and\s+(?=[A-Z])")
_ITEM = re.compile(r"(?P<name>[^()（）]+?)\s*(?:[(（](?P<more>[^()（）]*)[)）])?\s*\.?")
_REST = re.compile(r"(?:\s*[,，]?\s*(?:etc\.?|and (?:so on|more|others)|等|\.\.\.|…))\s*$")
_ADJECTIVE = re.compile(r"(?:ed|al|ous|ive|able|ible|ic|ly|ful|less|er|est|ing)$")
#: Chinese has no plural: what these end or begin with has members, not parts.
_CATEGORY = re.compile(
    r"^(?:常[见見用]|[经經]典|主要|典型|各[种種类類]|其他)|(?:算法|演算法|模型|函[数數]|方法|技[术術]|技巧|指[标標]|器|[语語]言|框架|工具|"
    r"[库庫]|任[务務]|策略|[类類]型|[种種][类類]|分布|平[台臺]|格式)$"
)
_ITALIAN_PLURAL = re.compile(r"(?<![aei]s)(?<!\W)(?:[^\W\d_]{3,}i|zioni|[^\W\d_]{2,}(?:che|ghe))$")
_ARROWS = ("→", "->", "=>", "➔", "➜", "➡", "⟶", "⇒")
_TAIL = 24  # longer than any "and so on"
_MIN_STEPS, _MAX_ITEM_WORDS, _MAX_NOUN_WORDS = 3, 4, 2


class Member(NamedTuple):
    """A member of a category, where it starts in the text, and what the bracket behind it says that it is for."""

    names: Names
    start: int
    purpose: str | None


def members(label: str, text: str) -> list[Member]:  # noqa: C901, PLR0911 - a list of cases
    """Return the members that `**label:** A (x), B/C (y)` lists, none where it is no such list; purposes are nouns."""
    is_ideographic = is_cjk(label) or is_cjk(text)
    if is_ideographic and not parts_of_list(text):
        return []
    if not _is_category(label) and "(" not in text and "（" not in text and not is_ideographic:
        return []
    text = text[:-_TAIL] + _REST.sub("", text[-_TAIL:])
    if ". " in text or len(text) > 600 or "\n\n" in text:  # noqa: PLR2004 - longer ones are prose
        return []
    found: list[Member] = []
    purposes: list[str | None] = []
    for start, piece in _pieces(text):
        item = _ITEM.fullmatch(piece)
        if item is None:
            return []
        more = (item["more"] or "").strip()
        parts = _several(item["name"].strip())
        for part in parts:
            if not _is_member(part):
                return []
            names = singular_name(stripped(part))
            is_form = bool(more) and (long_form(names.name, more) or long_form(more, names.name))
            if is_form:
                names = Names(names.name, (*names.aliases, more))
            found.append(Member(names, start + piece.find(part), None if is_form or not more else more))
            if more and not is_form:
                purposes.append(more)
    has_purposes = len(purposes) > 1 and all(purpose and _is_noun(purpose) for purpose in purposes)
    is_category = _is_category(label) or (is_ideographic and _shares_ending(label, found))
    if len(found) < 2 or not (has_purposes or is_category):  # noqa: PLR2004 - one is no list
        return []
    if not is_ideographic and 2 * sum(_is_named(member) for member in found) < len(found):
        return []
    return [one if has_purposes else one._replace(purpose=None) for one in found]


def chain_steps(  # noqa: PLR0911 - a list of cases
    text: str,
) -> tuple[str | None, list[tuple[int, str]]]:
    """Return what a chain `label: A → B → C` is called, and (start, name) of its steps; none where it is no such chain.

    >>> chain_steps("ML workflow : Train → Save → Load!")
    ('ML workflow', [(14, 'Train'), (22, 'Save'), (29, 'Load')])
    """
    if text.isascii() and ">" not in text:
        return None, []
    if not any(arrow in text for arrow in _ARROWS):
        return None, []
    arrows = list(_ARROW.finditer(text))
    if len(arrows) < _MIN_STEPS - 1 or "\n\n" in text:
        return None, []
    label: str | None = None
    steps: list[tuple[int, str]] = []
    bounds = [0, *(edge for arrow in arrows for edge in (arrow.start(), arrow.end())), len(text)]
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        piece = text[start:end]
        after = 1 + max(piece.rfind(":"), piece.rfind("：")) if not steps else 0
        label = stripped(piece[: after - 1]) if after else label
        name = stripped(piece[after:])
        is_choice = "/" in name  # which a template leaves to the reader
        if is_choice or not is_term(name) or len(name.split()) > _MAX_ITEM_WORDS:
            return None, []
        if not (name[0].isupper() or is_cjk(name)):
            return None, []
        steps.append((start + piece.find(name[0], after), name))
    if len({name.casefold() for _, name in steps}) < len(steps):
        return None, []
    return (label if label and is_term(label) else None), steps


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    depth = begin = 0
    for mark in _MARK.finditer(text):
        if mark[0] in "(（":
            depth += 1
        elif mark[0] in ")）":
            depth -= 1
        elif depth <= 0 and text[begin : mark.start()].strip():
            yield begin, text[begin : mark.start()]
            begin = mark.end()
    if text[begin:].strip():
        yield begin, text[begin:].rstrip()


def _several(name: str) -> Sequence[str]:
    parts = [part.strip() for part in name.split("/")]
    return parts if len(parts) > 1 and all(_is_member(part) for part in parts) else [name]


def _is_member(name: str) -> bool:
    words = name.lower().split()
    return is_term(stripped(name)) and len(words) <= _MAX_ITEM_WORDS and VERBS.isdisjoint(words)


def _is_named(member: Member) -> bool:
    return any(char.isupper() for char in member.names.name)


def _is_category(label: str) -> bool:
    if is_cjk(label):
        return _CATEGORY.search(label) is not None
    words = label.split()
    head = next((words[at - 1] for at in range(1, len(words)) if words[at].lower() in FUNCTION_WORDS), words[-1])
    if len(words) > 2 and words[1].lower() in PREPOSITIONS:  # noqa: PLR2004 - "Strumenti ad arco"
        head = words[0]
    return is_plural(head) or _ITALIAN_PLURAL.search(head) is not None


def _shares_ending(label: str, several: Sequence[Member]) -> bool:
    """Tell whether half of the members end as a Chinese label does: 监督学习 and 强化学习 under 机器学习."""
    return 2 * sum(one.names.name.endswith(label[-2:]) for one in several) >= len(several)


def _is_noun(purpose: str) -> bool:
    words = purpose.split()
    return (
        len(words) <= _MAX_NOUN_WORDS
        and is_term(purpose)
        and not any(char.isdigit() for char in purpose)
        and (is_cjk(purpose) or purpose.isupper() or is_plural(words[-1]) or not _ADJECTIVE.search(words[-1].lower()))
    )
