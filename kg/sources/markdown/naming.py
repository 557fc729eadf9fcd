"""Which part of a phrase names a concept, in languages whose heads stand elsewhere than the English ones.

Chinese has no blanks between words, and the head of a noun phrase is its end; in Portuguese and Italian it is the
beginning, and the adjectives behind it are inflected with it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.model import ConceptId

__all__ = ["PREPOSITIONS", "ROMANCE", "find_at_end", "find_at_start", "romance_forms"]

#: Begins the name of a pattern whose phrases are Portuguese or Italian: nothing in the words themselves tells.
ROMANCE = "Romance "
#: "Of" in Portuguese and Italian, also with an article: what follows belongs to the noun before.
PREPOSITIONS = frozenset(
    re.findall(
        r"\w+",
        "de do da dos das di del dello della dell dei degli delle d em no na nos nas nel nella in a ad ao à aos às al "
        "alla ai con com por per para su sul sulla sui",
    )
)
#: Nouns at the end of a Chinese phrase that say no more than the words before them: 分类任务 is 分类.
_TAILS = ("任务", "任務", "问题", "問題", "之间", "之間", "中", "上", "里", "裡", "时", "時")
_MAX_CHARACTERS, _MAX_WORDS, _MAX_FORMS = 40, 8, 16
#: Plural endings with the singular ones that they may come from, in Portuguese and then in Italian.
_ENDINGS = (
    *(("ões", ("ão",)), ("ães", ("ão",)), ("ais", ("al",)), ("éis", ("el",)), ("eis", ("el", "il"))),
    *(("óis", ("ol",)), ("uis", ("ul",)), ("ns", ("m",)), ("res", ("r", "re")), ("zes", ("z",)), ("s", ("",))),
    *(("chi", ("co",)), ("ghi", ("go",)), ("che", ("ca",)), ("ghe", ("ga",)), ("i", ("o", "e", "io"))),
    ("e", ("a",)),
)


def find_at_end(phrase: str, names: Callable[[str], Sequence[ConceptId]]) -> ConceptId | None:
    """Return the concept that the end of a folded Chinese phrase names, the longest name first; `O(n)` lookups.

    A name of one character counts only where it is the whole phrase. Blanks between Chinese and Latin do not matter.
    """
    phrase = phrase[-_MAX_CHARACTERS:]
    tail = next((one for one in _TAILS if phrase.endswith(one) and len(phrase) > len(one)), "")
    if tail:
        found = _ending(phrase, names, len(tail) + 1)
        return found[0] if len(found) == 1 else None if found else find_at_end(phrase[: -len(tail)].rstrip(), names)
    found = _ending(phrase, names, 1)
    return found[0] if len(found) == 1 else None


def _ending(phrase: str, names: Callable[[str], Sequence[ConceptId]], least: int) -> Sequence[ConceptId]:
    for start in range(len(phrase) - least + 1):
        if start and (phrase[start - 1 : start + 1].isascii() and phrase[start - 1 : start + 1].isalnum()):
            continue  # inside a Latin word
        run = phrase[start:].strip()
        if len(run) == 1 and start:
            break
        for form in _blanks(run):
            found = names(form)
            if found:
                return found
    return ()


def _blanks(run: str) -> tuple[str, ...]:
    """Return a run as it stands, and without and with blanks between Chinese and Latin."""
    if not any(char.isascii() for char in run):
        return (run,)
    close = re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", run)
    apart = re.sub(r"(?<=[^\x00-\x7f])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[^\x00-\x7f])", " ", close)
    return tuple(dict.fromkeys((run, close, apart)))


def find_at_start(phrase: str, names: Callable[[str], Sequence[ConceptId]]) -> ConceptId | None:
    """Return the concept that the beginning of a folded Portuguese or Italian phrase names, the longest name first.

    Each run of words is tried as it stands and with its noun and adjectives in the singular and in the plural.
    """
    words = phrase.split()[:_MAX_WORDS]
    for length in range(len(words), 0, -1):
        if words[length - 1] in PREPOSITIONS:
            continue
        for form in _inflected(words[:length]):
            found = names(form)
            if found:
                return found[0] if len(found) == 1 else None
    return None


def _inflected(words: Sequence[str]) -> Iterator[str]:
    end = next((at for at, word in enumerate(words) if at and word in PREPOSITIONS), len(words))
    rest = words[end:]
    yield " ".join(words)
    several = [[word, *romance_forms(word)] for word in words[:end]]
    for number, core in enumerate(product(*several)):
        if number > _MAX_FORMS * end:
            return
        if number:
            yield " ".join((*core, *rest))


@lru_cache(maxsize=4096)
def romance_forms(word: str) -> tuple[str, ...]:
    """Return what the singular and the plural of a Portuguese or Italian noun or adjective may be.

    >>> "função" in romance_forms("funções"), "rete" in romance_forms("reti"), "camadas" in romance_forms("camada")
    (True, True, True)
    """
    found = [word[: -len(many)] + one for many, ones in _ENDINGS if word.endswith(many) for one in ones]
    if word.endswith("s"):
        found = found[:2]  # no Italian plural
    else:
        found += [
            word[: len(word) - len(one)] + many for many, ones in _ENDINGS for one in ones if one and word.endswith(one)
        ]
        found.append(f"{word}s")
    return tuple(dict.fromkeys(one for one in found if len(one) > 1 and one != word))
