"""One clause of a definition: its genus, the words that announce a relation, and what they announce.

Hearst's patterns (1992) are right in two cases of three on open text; here the subject is the defined term and the
clause its own, which is what makes them safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.model import fold
from kg.sources.markdown.labels import IMPERATIVES
from kg.sources.markdown.nouns import NO_PARTICIPLES, NounPhrases, Word, is_many
from kg.sources.markdown.phrases import FUNCTION_WORDS, singular, words_of
from kg.sources.markdown.triggers import (
    ARTICLES,
    AUXILIARIES,
    BARE_GENUS_END,
    DETERMINERS,
    FIRST_WORDS,
    KIND_OF,
    MAX_TRIGGER,
    METHODS,
    NEGATIONS,
    OTHER_SUBJECTS,
    PARTS,
    PROCESSES,
    ROMANCE_VERBS,
    SOURCE_VERBS,
    STOPPERS,
    TASK_ENDS,
    TRIGGERS,
    VERBS,
    VOID_GENUS,
    Trigger,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Candidate", "Clause"]

_GENUS_END = words_of(
    """
    that which who whose where in for to of with used based designed from by on at as using, when and or such
    called que che para per di de em usado usada usato usata
    """
)
_AFTER_PARTICIPLE = [(word,) for word in ("by", "in", "on", "with", "for", "to", "from", "as", "at", "into", "through")]


class Candidate(NamedTuple):
    """A relation whose ends are words: the defined term where one is None; `start` is where its object stands."""

    source: str | None
    type: str
    target: str | None
    pattern: str
    start: int


def _without_verb(phrase: str) -> str:
    before, _, last = phrase.rpartition(" ")
    return before if before and is_many(last) else phrase


class Clause(NounPhrases):
    """One sentence after its subject, read from left to right.

    `implicit` where the subject is not named, as in "Algorithm that ..."; `copula` where "is" was before the words.
    """

    def __init__(self, text: str, words: list[Word], names: Sequence[str], *, implicit: bool, copula: bool) -> None:
        super().__init__(text, words)
        self._implicit = implicit
        self._copula = copula
        self._is_plural = any(is_many(name.rsplit(" ", 1)[-1].lower()) for name in names)
        self._head = ""  # of the genus, in the singular

    def candidates(self) -> list[Candidate]:
        """Return what the clause says of its subject."""
        found: list[Candidate] = []
        at = 0
        if self._implicit or self._copula:
            at, genus = self._genus()
            found += genus
            at, more = self._after_genus(at) if genus else (at, [])
            found += more
        negated = has_object = is_means = False
        while at < len(self.words):
            word = self.words[at]
            if self._ends_scope(word):
                negated = False
            if self._is_over(at, has_object=has_object):
                break
            if word.low == "by" and is_means:
                break
            is_means = is_means or (word.low == "used" and at + 1 < len(self.words) and self.words[at + 1].low == "to")
            trigger, length = self._trigger(at)
            contrasts = trigger is not None and trigger.pattern == "contrasts"
            if (word.low in NEGATIONS or word.low.endswith("n't")) and (negated or not contrasts):
                negated, at = True, at + 1
                continue
            if trigger is None:
                at += 1
                continue
            objects, after = self.objects(at + length)
            if not negated and not (is_means and trigger.pattern == "affects"):
                found += self._related(trigger, at, objects)
                has_object = has_object or bool(objects)
            negated = negated or contrasts
            at = max(after, at + length)
        return found

    def _lows(self, at: int) -> tuple[str, ...]:
        return tuple(word.low for word in self.words[at : at + 3])

    def _after_genus(self, at: int) -> tuple[int, list[Candidate]]:
        """Return where the clause goes on, and what stands directly behind the genus: "in a model", "where a model"."""
        lows = self._lows(at)
        begin = at + (2 if lows[:2] == ("in", "which") else 1)
        if lows[:1] == ("in",) and lows[1:2] in (("a",), ("an",), ("the",)) and self._head in PARTS:
            objects, after = self.objects(begin)
            return after, [Candidate(None, "PART_OF", phrase, "in a whole", start) for start, phrase in objects[:1]]
        if (lows[:1] == ("where",) or lows[:2] == ("in", "which")) and self._head in PROCESSES:
            objects, after = self.objects(begin)
            # After "a" the noun is in the singular, so what ends in s is the verb: "where a filter slides".
            is_one = self._lows(begin)[:1] in (("a",), ("an",))
            return after, [
                Candidate(None, "USES", _without_verb(phrase) if is_one else phrase, "where", start)
                for start, phrase in objects[:1]
            ]
        return at, []

    def _ends_scope(self, word: Word) -> bool:
        return bool(word.gap.strip("'\"-")) or word.low in ("but", "and")

    def _is_over(self, at: int, *, has_object: bool) -> bool:
        word = self.words[at]
        if word.low == "how" and self._lows(at + 1)[:1] in (("to",), ("much",)):
            return False
        if word.low == "it" and (";" in word.gap or (at and self.words[at - 1].low.endswith("ing"))):
            return False  # the term itself, or an object
        if word.low in STOPPERS or word.low in OTHER_SUBJECTS:
            return True
        if word.low in ("that", "which", "who", "whose") and has_object:
            return True
        if (
            "\ufffc" in word.gap
            or ":" in word.gap
            or ("." in word.gap and at > 0 and self.words[at - 1].low not in ("e.g", "i.e"))
        ):
            return True
        opens = word.gap.startswith((",", ";")) or word.low in ("and", "so")
        following = self.words[at + 1].low if word.low in ("and", "or", "so") and at + 1 < len(self.words) else ""
        return opens and at > 0 and following in ("the", "this", "these", "a", "an")

    def _trigger(self, at: int) -> tuple[Trigger | None, int]:
        if self.words[at].low not in FIRST_WORDS:
            return None, 0
        for length in range(min(MAX_TRIGGER, len(self.words) - at), 0, -1):
            run = self.words[at : at + length]
            trigger = TRIGGERS.get(tuple(word.low for word in run))
            if trigger and not any(word.gap for word in run[1:]) and self._is_verb(at, length, trigger):
                return trigger, length
        return None, 0

    def _is_verb(self, at: int, length: int, trigger: Trigger) -> bool:  # noqa: PLR0911 - a list of cases
        """Tell a verb from a noun that is spelt like it ("the measures", "controls of")."""
        low = self.words[at].low
        if trigger.pattern == "from":
            return any(word.low in SOURCE_VERBS for word in self.words[:at])
        if trigger.pattern == "through":
            return not any(word.gap for word in self.words[1 : at + 1])
        if length > 1 or trigger.pattern == "contrasts":
            return True
        before = self.words[at - 1].low if at else ""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        if following is None or following.low in FUNCTION_WORDS - DETERMINERS:
            return trigger.pattern == "such as"
        if following.gap:
            return trigger.pattern == "such as" and self.words[at].low == "e.g"
        if before == "by" and trigger.pattern != "uses" and at > 1 and self.words[at - 2].low.endswith("ed"):
            return False  # "gained by computing": somebody else computes
        if trigger.pattern == "such as":
            return low != "like" or (
                at > 0 and before not in ("looks", "works", "behaves", "is", "are", "just", "acts")
            )
        if low in ROMANCE_VERBS:
            return before not in DETERMINERS
        if low.endswith(("ing", "s")):
            return before not in DETERMINERS - {"that"} and (before != "of" or low.endswith("ing"))
        return (at == 0 and not self._implicit) or before in (
            "to",
            "can",
            "that",
            "which",
            "helps",
            "and",
            "or",
            "is",
            "could",
        )

    def defines(self) -> bool:
        """Tell whether the clause says what something is or does, not what something else does or the reader should."""
        if not self._implicit:
            return self._copula
        at, genus = self._genus()
        first = self.words[0].low
        says_what_it_does = first in VERBS and first.endswith("s") and not first.endswith("ss")
        return bool(genus) or says_what_it_does or (0 < at < len(self.words) and first in ARTICLES)

    def _genus(self) -> tuple[int, list[Candidate]]:
        """Return where the clause goes on after its genus, and the genus; the end where the clause is about others."""
        words = self.words
        at = 0
        while at < len(words) and words[at].low in DETERMINERS | {"of"} and not (at and words[at].gap):
            at += 1
        has_article = at > 0 and words[0].low in ARTICLES
        relation = "IS_A"
        while at + 1 < len(words) and words[at].low in KIND_OF and words[at + 1].low in ("of", "case", "de", "di"):
            relation = KIND_OF[words[at].low]
            at += 2
            while at < len(words) and words[at].low in DETERMINERS | {"of"}:
                at += 1
            has_article = True
        end = self.phrase_end(at)
        if end == at:
            return at, []
        if self._implicit and self._is_other_clause(at, end):
            return len(words), []  # "The model uses ...": the sentence is about something else
        if not self._is_genus(at, end, has_article=has_article):
            is_subject = at > 0 and self._implicit and words[at].low not in VERBS
            return (len(words) if is_subject else 0), []
        phrase = self.slice(at, end) or ""
        before, _, head = phrase.lower().partition(" of ")[0].rpartition(" ")
        self._head = singular(head)
        # The head may begin what announces a relation: "a measure of", "the difference between".
        heading = at + len(before.split())
        after = heading if self._trigger(heading)[1] > 1 else end
        if self._head in VOID_GENUS:
            return after, []
        found = [Candidate(None, relation, phrase, "genus", words[at].start)]
        if self._head in METHODS and before.endswith(TASK_ENDS) and not before.endswith("learning"):
            found.append(Candidate(None, "APPLIED_TO", phrase[: len(before)], "task of a method", words[at].start))
        return after, found

    def _is_other_clause(self, at: int, end: int) -> bool:
        """Tell whether a noun phrase is the subject of a verb: "Training minimizes", "Hooks run"."""
        words = self.words
        lows = [word.low for word in words[at:end]]
        if singular(lows[0]) in IMPERATIVES | VERBS or lows[0] in VERBS:
            return False
        follows = words[end] if end < len(words) else None
        if follows is not None and not follows.gap and follows.low in VERBS and follows.low.endswith("s"):
            return True
        # "Hooks run without": English nouns stand in the singular before another noun.
        return any(is_many(low) for low in lows[:-1]) and not is_many(lows[-1]) and "of" not in lows

    def _is_genus(  # noqa: C901, PLR0911 - a list of cases
        self, at: int, end: int, *, has_article: bool
    ) -> bool:
        words = self.words
        first, last = words[at].low, words[end - 1].low
        if first in FUNCTION_WORDS | NEGATIONS | STOPPERS | OTHER_SUBJECTS or last.endswith("ly"):
            return False
        head = self.text[words[at].start : words[end - 1].end].lower().partition(" of ")[0].rsplit(" ", 1)[-1]
        following = words[end] if end < len(words) else None
        if not has_article:
            if first in VERBS or first.endswith(("ing", "ly", "ed")) or {first, singular(first)} & IMPERATIVES:
                return False
            if self._copula and not is_many(last):
                return False  # "is useful", "is computed": an adjective or a participle
            if at or (is_many(head) and not self._is_plural):
                return False  # "Many models", "Checkpoints that ..." of one thing
            if following is not None and following.gap:
                return following.gap[0] in "(.;"
        elif first.endswith("ed") and end - at == 1:
            return False
        if following is None:
            return True
        if "=" in following.gap or (following.low in DETERMINERS and following.low != "that" and not following.gap):
            return False
        if first in ("following", "same", "above") or following.low in NO_PARTICIPLES:
            return False
        if following.low.endswith("ed"):
            return self._lows(end + 1)[:1] in _AFTER_PARTICIPLE
        if following.low.endswith("ing"):
            return True
        return following.low in BARE_GENUS_END or (
            has_article
            and (
                bool(following.gap)
                or following.low in _GENUS_END | (FUNCTION_WORDS - AUXILIARIES)
                or following.low in NEGATIONS
                or self._copula
            )
        )

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
                _, of, whole_of = phrase.partition(" of ")
                if of and trigger.pattern == "computes":
                    yield Candidate(None, "USES", whole_of, "computes of", start)

    def _noun_before(self, at: int) -> str | None:
        """Return the plural noun phrase that "such as" gives examples of."""
        start = at
        while (
            start
            and self.words[start - 1].low not in FUNCTION_WORDS | DETERMINERS | VERBS
            and (start == at or not self.words[start].gap)
        ):
            start -= 1
        phrase = fold(self.slice(start, at) or "")
        last = phrase.rsplit(" ", 1)[-1]
        return phrase if last and singular(last) != last else None
