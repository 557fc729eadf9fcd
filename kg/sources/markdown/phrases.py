"""Words of a phrase: its head, its plural forms, and which concept it names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model import fold
from kg.sources.markdown.languages import CJK
from kg.sources.markdown.naming import ROMANCE, find_at_end, find_at_start

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.model import ConceptId

__all__ = ["FUNCTION_WORDS", "WORD", "find_longest", "is_plural", "plural", "singular", "words_of"]


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(text.split())


#: A word: letters and digits of any script, joined by hyphens, apostrophes and the signs of C++ and C#.
WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011'\u2019.+/][^\W_]+)*[+#]{0,2}")

#: Words that stand between phrases, also in Portuguese and Italian; the head is the word before the first of them.
FUNCTION_WORDS = words_of(
    """
    about above across after against along among and are around as at be because been before behind below
    between both but by can could did do does during each either for from had has have how if in inside into is
    it its may might must near not of off on onto or out outside over per should since so than that the their
    them then there these they this those through throughout to toward towards under until up upon via was were
    what when where whether which while who whose why will with within without would entre sobre sem por tra
    fra sul sulla nel nella nei nelle na nas nos pelo pela ao aos dalla dai dalle de do dos da das di del
    della dei delle degli dal em com con para per por che que
    """
)

_IRREGULAR = {
    "analyses": "analysis",
    "axes": "axis",
    "bases": "basis",
    "children": "child",
    "criteria": "criterion",
    "gpus": "gpu",
    "hypotheses": "hypothesis",
    "halves": "half",
    "indices": "index",
    "knives": "knife",
    "leaves": "leaf",
    "loaves": "loaf",
    "matrices": "matrix",
    "mice": "mouse",
    "people": "person",
    "phenomena": "phenomenon",
    "schemata": "schema",
    "shelves": "shelf",
    "vertices": "vertex",
}
_IRREGULAR_PLURALS = {one: many for many, one in _IRREGULAR.items()}
#: Endings of words that have an s in the singular.
_NO_PLURAL = ("ss", "us", "is", "ous", "ics", "sis", "news", "series", "species", "bias", "lens", "gas", "ias")
_NAMES_IN_S = words_of(
    "bayes pandas keras kubernetes stats sales aws has does was its yes always perhaps redis jenkins"
)
_MAX_WORDS = 12
#: Heads that add nothing to what is before them: "gradient values" are gradients.
_LIGHT_HEADS = words_of("value values change changes")


def is_plural(word: str) -> bool:
    """Tell whether an English noun looks like a plural.

    >>> is_plural("biases"), is_plural("bias"), is_plural("CNNs"), is_plural("statistics")
    (True, False, True, False)
    """
    return singular(word) != word


@lru_cache(maxsize=4096)
def singular(word: str) -> str:  # noqa: PLR0911 - a list of cases
    """Return the singular of an English noun, the word itself where it does not look like a plural.

    >>> [singular(word) for word in ("gradients", "matrices", "biases", "CNNs", "loss", "categories")]
    ['gradient', 'matrix', 'bias', 'CNN', 'loss', 'category']
    """
    low = word.lower()
    known = _IRREGULAR.get(low)
    if known:
        return word[: len(word) - len(low)] + (known if word.islower() else known.capitalize())
    if len(low) < 4 and not (word[:-1].isupper() and low.endswith("s") and len(low) > 2):  # noqa: PLR2004 - gas, bus
        return word
    if low.endswith(_NO_PLURAL) or not low.endswith("s") or low in _NAMES_IN_S:
        return word
    if not word[1:].islower() and not word[:-1].isupper():
        return word  # MLOps, DevOps, GitHub names: an s inside a proper name
    if low.endswith("ies") and len(low) > 4:  # noqa: PLR2004 - dies, ties
        return f"{word[:-3]}y"
    if low.endswith(("sses", "xes", "ches", "shes", "iases")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=4096)
def plural(word: str) -> str:
    """Return the plural of an English noun.

    >>> [plural(word) for word in ("gradient", "matrix", "bias", "class", "category", "key")]
    ['gradients', 'matrices', 'biases', 'classes', 'categories', 'keys']
    """
    low = word.lower()
    if low in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[low]
    if low.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    if low.endswith("y") and low[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return f"{word[:-1]}ies"
    return f"{word}s"


def find_longest(
    phrase: str, names: Callable[[str], Sequence[ConceptId]], pattern: str | None = None
) -> ConceptId | None:
    """Return the concept that the phrase names, None where there is none or no single one.

    Tried are the runs of words that contain the head of the phrase, the longest first and of two equally long ones the
    one that starts later; each as it is written, then with its last word in the singular and in the plural. The head
    is the last word before the first preposition or the like: "gradients" in "gradients of the loss". The first run
    that names any concept decides, so that an ambiguous name is never replaced by a guess. `O(n²)` lookups for a
    phrase of n words. In Chinese the head is the end of the phrase, in Portuguese and Italian its beginning.

    Args:
        phrase: words of the notes, without articles.
        names: returns the concepts that have a name or alias, in any case.
        pattern: the pattern that found the phrase, whose name tells that it is Portuguese or Italian.
    """
    folded = fold(phrase)
    if not folded.isascii() and CJK.search(folded):
        return find_at_end(folded, names)
    if pattern is not None and pattern.startswith(ROMANCE):
        return find_at_start(folded, names)
    words = folded.split()[:_MAX_WORDS]
    head = next((at for at, word in enumerate(words) if at and word in FUNCTION_WORDS), len(words)) - 1
    for length in range(len(words), 0, -1):
        for start in range(min(head, len(words) - length), max(head - length, -1), -1):
            run = words[start : start + length]
            for form in _forms(run):
                found = names(form)
                if found:
                    return found[0] if len(found) == 1 else None
    if head > 0 and words[head] in _LIGHT_HEADS:
        return find_longest(" ".join(words[:head]), names)
    return None


def _forms(run: Sequence[str]) -> list[str]:
    before, last = " ".join(run[:-1]), run[-1]
    return [f"{before} {word}".strip() for word in dict.fromkeys((last, singular(last), plural(last)))]
