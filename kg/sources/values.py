"""What a key of a concept, relation or evidence may hold: each reader returns the value, or None and notes why not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.model import Evidence
from kg.sources.text import clean, shown
from kg.sources.tree import Fields, Items, Scalar

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.sources.tree import FindingLog, Node

    ValueReader = Callable[[str, Node, FindingLog], Any]

__all__ = [
    "CONCEPT",
    "EVIDENCE",
    "RELATION",
    "ValueReader",
    "described",
    "integer",
    "is_blank",
    "wrong",
]

_MAX_LINE = 2**31 - 1
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")  # no more digits than an integer of a store has
_TYPE_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
_NOT_WORD = re.compile(r"[\W_]+")


def wrong(what: str, node: Node, expected: str, findings: FindingLog) -> None:
    """Note that `what`, a key or a phrase, holds something else than is expected."""
    name = f"{what[:1].upper()}{what[1:]}" if " " in what else f"'{what}'"
    findings.error("KG005", node.line, f"{name} is {described(node)}.", f"Expected {expected}.")


def described(node: Node) -> str:
    """Return what a message may say of a value."""
    match node:
        case Items():
            return "a list"
        case Fields():
            return "a mapping"
        case Scalar(text=text, quoted=quoted):
            return "empty" if is_blank(node) else f"the text {shown(text)}" if quoted else shown(text)


def is_blank(node: Node | None) -> bool:
    """Tell whether the value is absent, null or empty."""
    return node is None or (type(node) is Scalar and (node.null or not node.text or node.text.isspace()))


def integer(node: Node) -> int | None:
    """Return the whole number that is written without quotes, None for anything else.

    Leading zeros are none: YAML 1.1 takes them for octal, people do not.
    """
    if type(node) is not Scalar or node.quoted or not _INTEGER.fullmatch(node.text):
        return None
    return int(node.text)


def _text(key: str, node: Node, findings: FindingLog) -> str | None:
    if type(node) is Scalar:
        return clean(node.text, node.line, findings).strip() or None
    wrong(key, node, "text", findings)
    return None


def _word(key: str, node: Node, findings: FindingLog) -> str | None:
    text = _text(key, node, findings)
    return text if text is None or text.isalnum() else " ".join(text.split())


def _words(key: str, node: Node, findings: FindingLog) -> tuple[str, ...]:
    words = []
    for item in node.values if type(node) is Items else [node]:
        if is_blank(item):
            wrong(f"an item of '{key}'", item, "text", findings)
        elif word := _word(key, item, findings):
            words.append(word)
    return tuple(words)


def _type(key: str, node: Node, findings: FindingLog) -> str | None:
    text = _word(key, node, findings)
    name = _type_name(text) if text else None
    if text and not name:
        wrong(key, node, "a word such as USES", findings)
    return name or None


def _strength(key: str, node: Node, findings: FindingLog) -> str | None:
    text = _word(key, node, findings)
    return text.lower() if text else None


def _minutes(key: str, node: Node, findings: FindingLog) -> int | None:
    minutes = integer(node)
    if minutes is None:
        wrong(key, node, "a whole number of minutes, without quotes or unit", findings)
    return minutes


def _line(key: str, node: Node, findings: FindingLog) -> int | None:
    line = integer(node)
    if line is not None and 0 < line <= _MAX_LINE:
        return line
    wrong(key, node, "the number of a line, from 1", findings)
    return None


def _quote(key: str, node: Node, findings: FindingLog) -> str | None:
    if type(node) is Scalar:
        return clean(node.text, node.line, findings)
    wrong(key, node, "text", findings)
    return None


def _evidence(key: str, node: Node, findings: FindingLog) -> tuple[Evidence | Fields, ...]:
    """Return the evidence written as text, and the mappings among it as they are."""
    several = []
    for item in node.values if type(node) is Items else [node]:
        one = item if type(item) is Fields else _evidence_text(key, item, findings)
        if one is not None:
            several.append(one)
    return tuple(several)


def _evidence_text(key: str, node: Node, findings: FindingLog) -> Evidence | None:
    if type(node) is Scalar and not is_blank(node):
        try:
            evidence = Evidence.parse(clean(node.text, node.line, findings))
        except ValueError:
            pass
        else:
            if evidence.line <= _MAX_LINE:
                return evidence
    wrong(key, node, "'file:line: quote', or a mapping with 'file', 'line' and 'quote'", findings)
    return None


@lru_cache(maxsize=256)
def _type_name(text: str) -> str:
    # People write "is-a" and "is a"; what is a name already stays, as an ontology may hold FOO__BAR_.
    return text if _TYPE_NAME.fullmatch(text) else _NOT_WORD.sub("_", text).strip("_").upper()


#: What an export of kg says of a fact that was extracted.
_HOW_FOUND: dict[str, ValueReader] = {"confidence": _word, "pattern": _word}
CONCEPT: dict[str, ValueReader] = {
    "name": _word,
    "id": _word,
    "kind": _word,
    "definition": _text,
    "description": _text,
    "aliases": _words,
    "minutes": _minutes,
    "url": _word,
    "tags": _words,
    "evidence": _evidence,
    **_HOW_FOUND,
}
RELATION: dict[str, ValueReader] = {
    "source": _word,
    "type": _type,
    "target": _word,
    "strength": _strength,
    "reason": _text,
    "any_of": _word,
    "evidence": _evidence,
    **_HOW_FOUND,
}
EVIDENCE: dict[str, ValueReader] = {"file": _text, "line": _line, "quote": _quote}
