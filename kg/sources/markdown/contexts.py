"""What surrounds a line: headings of glossaries, labels of lists of aspects, lines that list names."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from kg.sources.markdown.languages import lists_aspects
from kg.sources.markdown.terms import is_term, stripped

if TYPE_CHECKING:
    from kg.sources.markdown.words import Typed, Vocabulary

__all__ = ["DEFINITION_LABELS", "Listed", "aspects", "is_glossary", "leads_glossary", "listed_names"]

#: `**Definition:** ...` defines what the heading above names.
DEFINITION_LABELS = frozenset(
    (
        *("definition", "what it is", "what it does", "what it means"),
        *("definição", "definizione", "definición", "定义", "定義"),
    )
)
_GLOSSARY = re.compile(
    r"\b(?:glossary|terminolog|terminilog|vocabulary|definitions|key terms|terms and|acronyms|abbreviations|terms|"
    r"glossári|glossari|"
    r"terminologia|vocabulári|definições|definizioni|termos|termini)|术语|詞彙|词汇|名词解释|定义|概念",
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
