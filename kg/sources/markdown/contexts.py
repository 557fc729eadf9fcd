"""What surrounds a line: headings of glossaries, labels of lists of aspects, lines that list names."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.sources.markdown.blocks import Block
from kg.sources.markdown.languages import lists_aspects
from kg.sources.markdown.phrases import FUNCTION_WORDS
from kg.sources.markdown.terms import is_term, long_form, stripped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.sources.markdown.blocks import Table
    from kg.sources.markdown.words import Typed, Vocabulary

__all__ = [
    "DEFINITION_LABELS",
    "Listed",
    "aspects",
    "is_glossary",
    "leads_glossary",
    "listed_names",
    "of_concepts",
    "without_metadata",
]

#: `**Definition:** ...` defines what the heading above names.
DEFINITION_LABELS = frozenset(
    (
        *("definition", "what it is", "what it does", "what it means"),
        *("definição", "definizione", "definición", "定义", "定義"),
    )
)
_GLOSSARY = re.compile(
    r"\b(?:glossary|terminolog|terminilog|vocabulary|definitions|key terms|terms and|acronyms|abbreviations|terms|"
    r"glossári|glossari|dictionary|dizionario|dicionário|"
    r"terminologia|vocabulári|definições|definizioni|termos|termini)|术语|詞彙|词汇|名词解释|定义|概念",
    re.IGNORECASE,
)
_CONCEPTS = re.compile(
    r"(?:(?:key|basic|main|core|important) )?concepts|conceitos(?: (?:básicos|principais|fundamentais|gerais|chave))?|"
    r"concetti(?: (?:base|chiave|principali|fondamentali|generali))?|(?:基本|核心|主要|重要)?概念",
    re.IGNORECASE,
)
_GLOSSARY_LEAD = re.compile(
    r"(?:(?:key|important|basic|main|new) )?"
    r"(?:terms|terminology|definitions|vocabulary|glossary|acronyms|abbreviations)\b|"
    r"(?:termos|termini|definições|definizioni|vocabulário|glossário|glossario)\b|术语|名词解释|词汇",
    re.IGNORECASE,
)
_SHORT = 4
_VALUES = re.compile(
    r"\b(?:advantages?|disadvantages?|benefits?|pros|cons|drawbacks?|limitations?|takeaways?|"
    r"why|how|you|your|we|when|best practices|steps?|tips|goals?|objectives?|challenges?|mistakes?|signs|symptoms|"
    r"problems?|reasons?|requirements?|questions?|results?|examples?|impact|insights?|points?|solutions?|consequences|"
    r"outputs?|inputs?|shows|displays)\b",
    re.IGNORECASE,
)
_FEATURES = re.compile(r"\b(?:characteristics|properties|features|uses?)\b", re.IGNORECASE)
_LISTED = re.compile(r"(?P<label>[^:：\n]{3,40}?)\s*[:：]\s*(?P<names>[^\n:：]{2,200})")
_COLON = re.compile(r"[:：]")
_LABEL, _LEAD = 42, 120
_COMMA = re.compile(r"\s*[,;，；、]\s*")
_VALUE = re.compile(r"\s*(?:[:：]\s*)?(?P<value>\S[^\n]*?)\s*")
_SMALL = re.compile(r"[^\W\d_][\w'\u2019-]{3,}")
_MAX_LABEL, _MAX_VALUE, _MAX_CJK_VALUE = 3, 8, 16
_LISTED_TYPES = frozenset(("REQUIRES", "RELATED_TO"))


class Listed(NamedTuple):
    """Names that a line lists after a word for a relation."""

    meaning: Typed
    names: list[str]


def is_glossary(heading: str) -> bool | None:
    """Tell whether a heading announces definitions: what is bold below it is a term; None where it lists aspects."""
    return None if lists_aspects(heading) else _GLOSSARY.search(heading) is not None


def leads_glossary(lead: str) -> bool:
    """Tell whether a line above a list announces definitions: "Key terms:", no "In terms of speed:"."""
    return len(lead.split()) <= _SHORT and _GLOSSARY_LEAD.match(lead.strip()) is not None


def of_concepts(heading: str) -> bool:
    """Tell whether a heading announces concepts, which an arrow may separate from what they mean: "Key concepts"."""
    return _CONCEPTS.fullmatch(stripped(heading)) is not None


def aspects(lead: str) -> Literal["value", "feature"] | None:
    """Tell which aspects of something a line announces, None where it announces none.

    What is bold below "Advantages:" is no term; below "Characteristics:" it may be one that is defined there.
    """
    if len(lead) > _LEAD:
        return None
    if _VALUES.search(lead) or lists_aspects(lead):
        return "value"
    return "feature" if _FEATURES.search(lead) else None


def listed_names(line: str, vocabulary: Vocabulary) -> Listed | None:
    """Return the names of "Prerequisites: Linear algebra, Calculus", None for another line."""
    if ":" not in line and "：" not in line:
        return None  # told sooner than the pattern does
    colon = _COLON.search(line, 0, _LABEL)
    meaning = vocabulary.find(stripped(line[: colon.start()])) if colon else None
    found = _LISTED.fullmatch(line) if meaning is not None and meaning.type in _LISTED_TYPES else None
    if found is None or meaning is None:
        return None
    names = (name.strip() for name in _COMMA.split(found["names"]))
    return Listed(meaning, [name for name in names if is_term(name) and "*" not in name])


def without_metadata(blocks: Sequence[Block | Table]) -> list[Block | Table]:
    """Return the blocks of a page without those that give its lecturer and the like: `**Lecturer:** Ada Byron`.

    They are runs of two lines or more outside lists that hold a bold label and a short value, no words of a sentence:
    in Latin script all longer ones are capitalised, in one line at least.
    """
    found: set[int] = set()
    run: list[tuple[Block, bool]] = []
    for block in (*blocks, None):
        is_named = _value_is_name(block) if isinstance(block, Block) else None
        if is_named is not None and isinstance(block, Block):
            run.append((block, is_named))
            continue
        if len(run) > 1 and sum(named for _, named in run) * 2 > len(run):
            found.update(id(one) for one, _ in run)
        run = []
    return [one for one in blocks if id(one) not in found]


def _value_is_name(block: Block) -> bool | None:
    """Tell whether what a bold label gives is a name or a number; None where the block is no label with a value."""
    first = block.text.marks[0] if block.text.marks else None
    plain = block.text.plain
    if block.kind not in ("paragraph", "quote") or block.list or first is None or first.kind != "strong" or first.start:
        return None
    label = plain[: first.end].rstrip()
    value = _VALUE.fullmatch(plain, first.end)
    if (
        value is None
        or block.text.of_kind("wiki")
        or not (label.endswith((":", "：")) or plain[first.end :].lstrip().startswith((":", "：")))
    ):
        return None
    words = value["value"].split()
    if len(label.split()) > _MAX_LABEL or len(words) > _MAX_VALUE or words[-1].endswith((".", "。", ";", "；")):
        return None
    if long_form(stripped(label), value["value"]) or long_form(value["value"], stripped(label)):
        return None
    if not value["value"].isascii() and len(value["value"]) > _MAX_CJK_VALUE and len(words) == 1:
        return None
    return not any(word[0].islower() and word not in FUNCTION_WORDS for word in _SMALL.findall(value["value"]))
