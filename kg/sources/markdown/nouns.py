"""Words of a clause, and the noun phrases among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.model import fold
from kg.sources.markdown.phrases import FUNCTION_WORDS, WORD, singular, words_of
from kg.sources.markdown.triggers import DETERMINERS, NEGATIONS, STOPPERS, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["NO_PARTICIPLES", "PARTICIPLE_ENDS", "NounPhrases", "Word", "is_many", "words_in"]

_MAX_OBJECTS = 8
_PHRASE_EDGES = FUNCTION_WORDS | DETERMINERS | VERBS
PARTICIPLE_ENDS = ("ed", "ing")
#: Endings of adjectives that share the noun behind the last of a list: "numerical and categorical data".
_ADJECTIVE = re.compile(
    r"(?:able|ible|al|ful|ic|ive|less|ous|ary|[^m]ent|ant|rate|ised|ized|[a-z]{2}ed|-[a-z]+|-to-date)$"
)
_PRAISING = words_of("more most less least better best")
NO_PARTICIPLES = words_of("need speed feed seed indeed embed thing string ring")


class Word(NamedTuple):
    """A word in lower case, where it stands, and the punctuation before it, empty where there is none."""

    low: str
    start: int
    end: int
    gap: str


def words_in(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield the words of a part of a text."""
    before = start
    for found in WORD.finditer(text, start, end):
        first, last = found.span()
        yield Word(found[0].lower(), first, last, text[before:first].strip())
        before = last


def is_many(word: str) -> bool:
    """Tell whether a noun speaks of several things."""
    return word == "data" or (singular(word) != word and not word.endswith(("'s", "\u2019s")))


def _is_adjective(phrase: str) -> bool:
    return " " not in phrase and not is_many(phrase) and _ADJECTIVE.search(phrase.lower()) is not None


class NounPhrases:
    """Finds the noun phrases in the words of a clause."""

    def __init__(self, text: str, words: list[Word]) -> None:
        self.text = text
        self.words = words

    def objects(self, at: int) -> tuple[list[tuple[int, str]], int]:
        """Return (start, words) of each object that is listed from here, and where the clause goes on."""
        found, after = self._listed(at)
        if len(found) > 1 and " " in found[-1][1] and all(_is_adjective(phrase) for _, phrase in found[:-1]):
            found = self._with_noun(at, found)
        return found, after

    def _with_noun(self, at: int, found: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Return what adjectives before the last object of a list speak of; those that praise or blame are no names."""
        (start, last), others = found[-1], found[:-1]
        adjective, _, noun = last.partition(" ")
        if self.words[at].low in _PRAISING:
            return [(start + len(adjective) + 1, noun)]
        return [*((first, f"{one} {noun}") for first, one in others), (start, last)]

    def _listed(self, at: int) -> tuple[list[tuple[int, str]], int]:
        words = self.words
        found: list[tuple[int, str]] = []
        while at < len(words) and len(found) < _MAX_OBJECTS:
            while at < len(words) and words[at].low in DETERMINERS and not (found and words[at].gap not in ("", ",")):
                at += 1
            if at == len(words) or (found and words[at].low in VERBS):
                break
            end = self.phrase_end(at)
            if end > at and end + 1 < len(words) and words[end].low == "between" and not words[end].gap:
                end = max(end, self.phrase_end(end + 1))  # "relationships between variables"
            phrase = self.slice(at, end)
            if end == at or phrase is None or words[at].low in NEGATIONS:
                break
            found.append((words[at].start, phrase))
            at = end
            if at == len(words):
                break
            conjunction = words[at].low in ("and", "or", "e", "ou", "o", "ed", "oppure")
            if words[at].gap not in ("", ",", "/", "&") or not (conjunction or words[at].gap):
                break
            resume = at
            at += conjunction
            if at == len(words) or not self._is_item(at):
                return found, resume
        return found, at

    def _is_item(self, at: int) -> bool:
        """Tell whether another item of a list begins here, not another clause."""
        words = self.words
        while at + 1 < len(words) and words[at].low in DETERMINERS and not words[at + 1].gap:
            at += 1
        end = self.phrase_end(at)
        low = words[at].low
        if any(word.low in VERBS for word in words[at:end]):
            return False
        if low in VERBS or low in FUNCTION_WORDS or low in STOPPERS or low in NEGATIONS or end - at > 4:  # noqa: PLR2004
            return False
        return (
            end == len(words)
            or bool(words[end].gap)
            or words[end].low in ("and", "or", "of", "in", "for", "to", "with")
        )

    def phrase_end(self, at: int) -> int:
        """Return where the noun phrase that begins here ends; "of" may be in it once."""
        words = self.words
        end = at
        has_of = False
        while end < len(words):
            word = words[end]
            if end > at and word.gap:
                break
            if word.low in ("of", "de", "di") and end > at and not has_of:
                has_of = True
                if end + 1 < len(words) and words[end + 1].low in DETERMINERS:
                    break
            elif (
                word.low in FUNCTION_WORDS
                or word.low in DETERMINERS
                or word.low in NEGATIONS
                or (end > at and self._is_participle(end))
            ):
                break
            end += 1
        while end > at and words[end - 1].low in ("of", "de", "di"):
            end -= 1
        return end

    def _is_participle(self, at: int) -> bool:
        """Tell whether a verb goes on after the noun: "gradients computed by", "derivatives showing how"."""
        low = self.words[at].low
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        if low in NO_PARTICIPLES:
            return False
        if low in VERBS and not (following is None or following.gap):
            return low.endswith(("ing", "s", "ed")) or low in ("based", "used", "unlike", "including", "like", "such")
        if low.endswith("ing") and following is not None and is_many(self.words[at - 1].low):
            return True  # "lines connecting hyperparameters"
        ends = following is None or following.low in FUNCTION_WORDS or following.low in DETERMINERS
        return low.endswith(PARTICIPLE_ENDS) and ends and following is not None

    def slice(self, at: int, end: int) -> str | None:
        """Return the words of a phrase without possessive endings, None for none."""
        if end == at:
            return None
        words = self.text[self.words[at].start : self.words[end - 1].end].split()
        return " ".join(word.removesuffix("'s").removesuffix("\u2019s") for word in words)

    def noun_before(self, at: int) -> str | None:
        """Return the plural noun phrase that "such as" gives examples of."""
        start = at
        while start and self.words[start - 1].low not in _PHRASE_EDGES and (start == at or not self.words[start].gap):
            start -= 1
        phrase = fold(self.slice(start, at) or "")
        last = phrase.rsplit(" ", 1)[-1]
        return phrase if last and singular(last) != last else None
