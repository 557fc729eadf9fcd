"""Patterns in a definition: what it says of the defined term in a few safe forms of words.

Each pattern gives a candidate with the words of its object; which concept they name is found out when all names are
known (`phrases.find_longest`). Hearst's patterns (1992) are right in two cases of three on open text; here the subject
is the defined term and the clause its own, which is what makes them safe.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.model import fold
from kg.sources.markdown.phrases import FUNCTION_WORDS, WORD, singular, words_of
from kg.sources.markdown.sentences import copula_end, sentences, subject_end
from kg.sources.markdown.triggers import (
    DETERMINERS,
    FIRST_WORDS,
    KIND_OF,
    MAX_TRIGGER,
    NEGATIONS,
    OTHER_SUBJECTS,
    STOPPERS,
    TRIGGERS,
    VERBS,
    VOID_GENUS,
    Trigger,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Candidate", "candidates"]

#: Sentences of a definition that are looked at.
_MAX_SENTENCES = 3
_MAX_SENTENCE = 600
_MAX_OBJECTS = 8
_PRONOUN = re.compile(r"(?:it|this|they|these)\b", re.IGNORECASE)
_GENUS_END = words_of(
    """
    that which who whose where in for to of with used based designed from by on at as using, when and or such
    called que che para per di de em usado usada usato usata
    """
)
_PARTICIPLE_ENDS = ("ed", "ing")


class Candidate(NamedTuple):
    """A relation whose ends are words: the defined term where one is None; `start` is where its object stands."""

    source: str | None
    type: str
    target: str | None
    pattern: str
    start: int


class _Word(NamedTuple):
    low: str
    start: int
    end: int
    gap: str  # the punctuation before the word, empty where there is none


def candidates(text: str, names: Sequence[str]) -> list[Candidate]:
    """Return what the first sentences of a definition say of the term with these names."""
    found: list[Candidate] = []
    for number, (start, end) in enumerate(sentences(text)):
        if number >= _MAX_SENTENCES:
            break
        subject = subject_end(text, start, names)
        pronoun = _PRONOUN.match(text, start) if number else None
        if subject is None and pronoun is not None:
            subject = pronoun.end()
        if number and subject is None:
            continue
        copula = None if subject is None else copula_end(text, subject)
        begin = start if subject is None else copula if copula is not None else subject
        words = list(_words(text, begin, min(end, begin + _MAX_SENTENCE)))
        if words:
            found += _Clause(text, words, implicit=subject is None, copula=copula is not None).candidates()
    return found


def _words(text: str, start: int, end: int) -> Iterator[_Word]:
    before = start
    for found in WORD.finditer(text, start, end):
        gap = text[before : found.start()].strip()
        yield _Word(found[0].lower(), found.start(), found.end(), gap)
        before = found.end()


class _Clause:
    """One sentence after its subject, read from left to right."""

    def __init__(self, text: str, words: list[_Word], *, implicit: bool, copula: bool) -> None:
        self._text = text
        self._words = words
        self._implicit = implicit
        self._copula = copula

    def candidates(self) -> list[Candidate]:
        found: list[Candidate] = []
        at = 0
        if self._implicit or self._copula:
            at, genus = self._genus()
            found += genus
        negated = has_object = is_means = False
        while at < len(self._words):
            word = self._words[at]
            if self._ends_scope(word):
                negated = False
            if self._is_over(at, has_object=has_object):
                break
            if word.low == "by" and is_means:
                break
            is_means = is_means or (
                word.low == "used" and at + 1 < len(self._words) and self._words[at + 1].low == "to"
            )
            trigger, length = self._trigger(at)
            contrasts = trigger is not None and trigger.pattern == "contrasts"
            if (word.low in NEGATIONS or word.low.endswith("n't")) and (negated or not contrasts):
                negated, at = True, at + 1
                continue
            if trigger is None:
                at += 1
                continue
            objects, after = self._objects(at + length)
            if not negated:
                found += self._related(trigger, at, objects)
                has_object = has_object or bool(objects)
            negated = negated or contrasts
            at = max(after, at + length)
        return found

    def _ends_scope(self, word: _Word) -> bool:
        return bool(word.gap.strip("'\"-")) or word.low in ("but", "and")

    def _is_over(self, at: int, *, has_object: bool) -> bool:
        word = self._words[at]
        if word.low in STOPPERS or (word.low in OTHER_SUBJECTS and at > 0) or (at == 0 and word.low in OTHER_SUBJECTS):
            return True
        if word.low in ("that", "which", "who", "whose") and has_object:
            return True
        if (
            "\ufffc" in word.gap
            or ":" in word.gap
            or ("." in word.gap and at > 0 and self._words[at - 1].low not in ("e.g", "i.e"))
        ):
            return True
        opens = word.gap.startswith((",", ";")) or word.low in ("and", "so")
        following = self._words[at + 1].low if word.low in ("and", "or", "so") and at + 1 < len(self._words) else ""
        return opens and at > 0 and following in ("the", "this", "these", "a", "an")

    def _trigger(self, at: int) -> tuple[Trigger | None, int]:
        if self._words[at].low not in FIRST_WORDS:
            return None, 0
        for length in range(min(MAX_TRIGGER, len(self._words) - at), 0, -1):
            run = self._words[at : at + length]
            trigger = TRIGGERS.get(tuple(word.low for word in run))
            if trigger and not any(word.gap for word in run[1:]) and self._is_verb(at, length, trigger):
                return trigger, length
        return None, 0

    def _is_verb(self, at: int, length: int, trigger: Trigger) -> bool:  # noqa: PLR0911 - a list of cases
        """Tell a verb from a noun that is spelt like it ("the measures", "controls of")."""
        low = self._words[at].low
        if length > 1 or trigger.pattern == "contrasts":
            return True
        before = self._words[at - 1].low if at else ""
        following = self._words[at + 1] if at + 1 < len(self._words) else None
        if following is None or following.low in FUNCTION_WORDS - {
            "that",
            "this",
            "these",
            "their",
            "its",
            "either",
            "both",
        }:
            return trigger.pattern == "such as"
        if following.gap:
            return trigger.pattern == "such as" and self._words[at].low == "e.g"
        if before == "by" and trigger.pattern != "uses" and at > 1 and self._words[at - 2].low.endswith("ed"):
            return False  # "gained by computing": somebody else computes
        if trigger.pattern == "such as":
            return low != "like" or (
                at > 0 and before not in ("looks", "works", "behaves", "is", "are", "just", "acts")
            )
        if low.endswith(("ing", "s")):
            return before not in DETERMINERS - {"that"} and (before != "of" or low.endswith("ing"))
        return before in ("to", "can", "that", "which", "helps", "and", "or", "is", "could")

    def _genus(self) -> tuple[int, list[Candidate]]:
        """Return where the clause goes on after its genus, and the genus."""
        words = self._words
        at = 0
        while at < len(words) and words[at].low in DETERMINERS | {"of"} and not (at and words[at].gap):
            at += 1
        has_article = at > 0
        relation = "IS_A"
        while at + 1 < len(words) and words[at].low in KIND_OF and words[at + 1].low in ("of", "case", "de", "di"):
            relation = KIND_OF[words[at].low]
            at += 2
            while at < len(words) and words[at].low in DETERMINERS | {"of"}:
                at += 1
            has_article = True
        end = self._phrase_end(at)
        if end == at or not self._is_genus(at, end, has_article=has_article):
            return (at if has_article else 0), []
        phrase = self._slice(at, end)
        if phrase is None:
            return at, []
        finite = (
            end < len(words) and not words[end].gap and words[end].low in VERBS and not words[end].low.endswith("ing")
        )
        if self._implicit and finite:
            return len(words), []  # "The model uses ...": the sentence is about something else
        head = phrase.lower().partition(" of ")[0].rsplit(" ", 1)[-1]
        if singular(head) in VOID_GENUS:
            return end, []
        return end, [Candidate(None, relation, phrase, "genus", words[at].start)]

    def _is_genus(self, at: int, end: int, *, has_article: bool) -> bool:  # noqa: PLR0911 - a list of cases
        words = self._words
        first = words[at].low
        if first in FUNCTION_WORDS or first in NEGATIONS or first in STOPPERS or first in OTHER_SUBJECTS:
            return False
        if not has_article and (first in VERBS or first.endswith(("ing", "ly"))):
            return False
        if self._copula and not has_article and singular(words[end - 1].low) == words[end - 1].low:
            return False  # "is useful", "is computed": an adjective or a participle
        if first.endswith("ed") and end - at == 1:
            return False
        if end == len(words):
            return True
        following = words[end]
        if following.low in DETERMINERS and following.low != "that" and not following.gap:
            return False
        return (
            bool(following.gap)
            or following.low in _GENUS_END
            or following.low.endswith(_PARTICIPLE_ENDS)
            or self._copula
        )

    def _objects(self, at: int) -> tuple[list[tuple[int, str]], int]:
        """Return (start, words) of each object that is listed from here, and where the clause goes on."""
        words = self._words
        found: list[tuple[int, str]] = []
        while at < len(words) and len(found) < _MAX_OBJECTS:
            while at < len(words) and words[at].low in DETERMINERS and not (found and words[at].gap not in ("", ",")):
                at += 1
            if at == len(words) or (found and words[at].low in VERBS):
                break
            end = self._phrase_end(at)
            phrase = self._slice(at, end)
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
        words = self._words
        while at + 1 < len(words) and words[at].low in DETERMINERS and not words[at + 1].gap:
            at += 1
        end = self._phrase_end(at)
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

    def _phrase_end(self, at: int) -> int:
        """Return where the noun phrase that begins here ends; "of" may be in it once."""
        words = self._words
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
        low = self._words[at].low
        following = self._words[at + 1] if at + 1 < len(self._words) else None
        if low in VERBS and not (following is None or following.gap):
            return low.endswith(("ing", "s")) or low in ("based", "used", "unlike", "including", "like", "such")
        ends = following is None or following.low in FUNCTION_WORDS or following.low in DETERMINERS
        return low.endswith(_PARTICIPLE_ENDS) and ends and following is not None

    def _slice(self, at: int, end: int) -> str | None:
        if end == at:
            return None
        return " ".join(self._text[self._words[at].start : self._words[end - 1].end].split())

    def _related(self, trigger: Trigger, at: int, objects: list[tuple[int, str]]) -> Iterator[Candidate]:
        whole: str | None = None
        if trigger.pattern == "such as":
            whole = self._noun_before(at)
            if whole is None:
                return
        for start, phrase in objects:
            if trigger.pattern == "such as":
                yield Candidate(phrase, "IS_A", whole, trigger.pattern, start)
            elif trigger.inverted:
                yield Candidate(phrase, trigger.type, None, trigger.pattern, start)
            else:
                yield Candidate(None, trigger.type, phrase, trigger.pattern, start)

    def _noun_before(self, at: int) -> str | None:
        """Return the plural noun phrase that "such as" gives examples of."""
        start = at
        while (
            start
            and self._words[start - 1].low not in FUNCTION_WORDS | DETERMINERS | VERBS
            and (start == at or not self._words[start].gap)
        ):
            start -= 1
        phrase = fold(self._slice(start, at) or "")
        last = phrase.rsplit(" ", 1)[-1]
        return phrase if last and singular(last) != last else None
