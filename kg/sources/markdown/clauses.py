"""One clause of a definition: its genus, the words that announce a relation, and what they announce.

Hearst's patterns (1992) are right in two cases of three on open text; here the subject is the defined term and the
clause its own, which is what makes them safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sources.markdown.asides import Asides, Candidate, nominal
from kg.sources.markdown.labels import IMPERATIVES
from kg.sources.markdown.nouns import NO_PARTICIPLES, Word, is_many
from kg.sources.markdown.phrases import FUNCTION_WORDS, singular, words_of
from kg.sources.markdown.triggers import (
    ABILITIES,
    AMOUNTS,
    ARTICLES,
    AUXILIARIES,
    BARE_GENUS_END,
    BEFORE_VERBS,
    BRACKET_STOPPERS,
    DETERMINERS,
    FIRST_WORDS,
    KIND_OF,
    LIGHT_VERBS,
    MAX_TRIGGER,
    METHODS,
    NEGATIONS,
    ON_WORDS,
    OTHER_SUBJECTS,
    PARTS,
    PORTIONS,
    PROCESSES,
    RESULTS,
    ROMANCE_VERBS,
    SOURCE_VERBS,
    STOPPERS,
    TASK_ENDS,
    TRIGGERS,
    VERBS,
    VOID_GENUS,
    VOID_OBJECTS,
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
# Made once: these unions are asked for at every word.
_AFTER_GENUS = _GENUS_END | (FUNCTION_WORDS - AUXILIARIES)
_BEFORE_NOUNS = DETERMINERS | {"of"}
_NO_GENUS_STARTS = FUNCTION_WORDS | NEGATIONS | STOPPERS | OTHER_SUBJECTS
_NO_NOUNS = FUNCTION_WORDS - DETERMINERS
_ORDERS = IMPERATIVES | VERBS
#: "The confidence divided by the support" is no confidence.
_OPERATIONS = words_of("divided multiplied minus plus times")
_NO_MEANS = LIGHT_VERBS | FUNCTION_WORDS
_SUBJECT_DETERMINERS = DETERMINERS - {"that"}
_AFTER_PARTICIPLE = [(word,) for word in ("by", "in", "on", "with", "for", "to", "from", "as", "at", "into", "through")]


def _without_verb(phrase: str) -> str:
    before, _, last = phrase.rpartition(" ")
    return before if before and is_many(last) else phrase


class Clause(Asides):
    """One sentence after its subject, read from left to right.

    `implicit` where the subject is not named, as in "Algorithm that ..."; `copula` where "is" was before the words.
    """

    def __init__(self, text: str, words: list[Word], names: Sequence[str], *, implicit: bool, copula: bool) -> None:
        super().__init__(text, words)
        self._implicit = implicit
        self._copula = copula
        self._is_plural = any(is_many(name.rsplit(" ", 1)[-1].lower()) for name in names)
        self._head = ""  # of the genus, in the singular
        self._negated = self._has_object = self._is_means = False
        self._found: list[Candidate] = []

    def candidates(self) -> list[Candidate]:
        """Return what the clause says of its subject."""
        at: int | None = 0
        if self._implicit or self._copula:
            at, genus = self._genus()
            if genus or self._head:
                at, more = self._after_genus(at)
                self._found += [*genus, *more]
        while at is not None and at < len(self.words):
            at = self._read(at)
        return self._found

    def _read(self, at: int) -> int | None:
        """Read on from a word; return where to go on, None where the clause speaks no more of its subject."""
        word = self.words[at]
        self._negated = self._negated and not self._ends_scope(word)
        if word.gap.endswith("(") and (after := self._read_bracket(at)) > at:
            return after
        if self._is_over(at):
            self._found += [] if self._negated else self.changing(at)
            return None
        if self._is_means and word.low == "by":
            self._found += self._changed_by_means(at + 1)
            return None
        trigger, length = self._trigger(at)
        contrasts = trigger is not None and trigger.pattern == "contrasts"
        if (word.low in NEGATIONS or word.low.endswith("n't")) and (self._negated or not contrasts):
            self._negated = True
            return at + 1
        if not self._negated:
            self._found += self._without_trigger(at)
        if trigger is None:
            return at + 1
        objects, after = self.objects(at + length)
        if not self._negated and not (self._is_means and trigger.pattern == "teaches"):
            objects, glossed = self._glossed(at + length, objects, after)
            self._found += [*self._related(trigger, at, objects), *glossed]
            self._has_object = self._has_object or bool(objects)
        self._negated = self._negated or contrasts
        return max(after, at + length)

    def _read_bracket(self, at: int) -> int:
        """Return where to go on behind what a bracket says of the term, or behind one about something else."""
        lists_parts = self._is_plural and self._lows(0)[:1] == ("the",)
        after, found = self.bracket(at, lists_parts=lists_parts)
        self._found += found
        return self.bracket_end(at) if not found and self.words[at].low in BRACKET_STOPPERS else after

    def _without_trigger(self, at: int) -> list[Candidate]:
        """Return what a word says that needs no object: "used to evaluate", "each step", "predicts"."""
        word = self.words[at]
        found = self.of_each(at)
        if self._lows(at)[:2] == ("used", "to"):
            self._is_means = True
            verb = self.words[at + 2] if at + 2 < len(self.words) else None
            if verb is not None and verb.low not in _NO_MEANS:
                found.append(Candidate(nominal(verb.low), "USES", None, "used to", verb.start))
        if word.low in RESULTS and self._is_verb_at(at):
            found.append(Candidate(None, "PRODUCES", RESULTS[word.low], "predicts", word.start))
        return found

    def _glossed(
        self, begin: int, objects: list[tuple[int, str]], after: int
    ) -> tuple[list[tuple[int, str]], list[Candidate]]:
        """Return objects from `begin` with the gloss behind the last, and what is thereby said of the gloss.

        "A matrix (filter)" speaks of a filter, which is a matrix; "its parameters (weights)" of both.
        """
        gloss = self.gloss(after, objects[-1][1]) if objects else None
        if gloss is None:
            return objects, []
        if len(objects) == 1 and self._lows(begin)[:1] in (("a",), ("an",)):
            return [gloss], [Candidate(gloss[1], "IS_A", objects[0][1], "in brackets", gloss[0])]
        return [*objects, gloss], []

    def _changed_by_means(self, at: int) -> list[Candidate]:
        """Return what is changed with the term's help: "used to teach the model by adjusting its parameters"."""
        trigger, length = self._trigger(at) if at < len(self.words) else (None, 0)
        if trigger is None or trigger.type not in ("UPDATES", "AFFECTS"):
            return []
        objects, glossed = self._glossed(at + length, *self.objects(at + length))
        changed = [Candidate(None, "AFFECTS", phrase, trigger.pattern, start) for start, phrase in objects]
        return [*changed, *glossed]

    def _lows(self, at: int) -> tuple[str, ...]:
        return tuple(word.low for word in self.words[at : at + 3])

    def _after_genus(self, at: int) -> tuple[int, list[Candidate]]:
        """Return where the clause goes on, and what stands directly behind the genus: "in a model", "where a model"."""
        lows = self._lows(at)
        begin = at + (2 if lows[:2] == ("in", "which") else 1)
        if lows[:1] == ("of",) and lows[1:2] == ("the",) and self._head in PORTIONS:
            objects, after = self.objects(begin)
            return after, [Candidate(None, "IS_A", phrase, "portion", start) for start, phrase in objects[:1]]
        if lows[:1] == ("in",) and lows[1:2] in (("a",), ("an",), ("the",)) and self._head in PARTS:
            objects, after = self.objects(begin)
            if self._lows(after)[:1] and self._lows(after)[0] in AUXILIARIES:
                return len(self.words), []  # "Values in a table can be sorted": a sentence about values
            return after, [Candidate(None, "PART_OF", phrase, "in a whole", start) for start, phrase in objects[:1]]
        if (lows[:1] == ("where",) or lows[:2] == ("in", "which")) and self._head in PROCESSES:
            objects, after = self.objects(begin)
            if not objects:
                return at, []
            start, phrase = objects[0]
            # After "a" the noun is in the singular, so what ends in s is the verb: "where a filter slides".
            is_one = self._lows(begin)[:1] in (("a",), ("an",))
            doers, glossed = self._glossed(begin, [(start, _without_verb(phrase) if is_one else phrase)], after)
            return after, [*(Candidate(None, "USES", doer, "where", start) for start, doer in doers), *glossed]
        return at, []

    def _ends_scope(self, word: Word) -> bool:
        return bool(word.gap.strip("'\"-")) or word.low in ("but", "and")

    def _is_over(self, at: int) -> bool:
        word = self.words[at]
        if word.low == "how" and self._lows(at + 1)[:1] in (("to",), ("much",)):
            return False
        if word.low == "it" and (";" in word.gap or (at and self.words[at - 1].low.endswith("ing"))):
            return False  # the term itself, or an object
        if word.low in STOPPERS or word.low in OTHER_SUBJECTS:
            return True
        if word.low in ("that", "which", "who", "whose") and self._has_object:
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
            return self._source_verb(at) is not None
        if trigger.pattern == "on":
            return bool(at) and self.words[at - 1].low in ON_WORDS
        if trigger.pattern == "through":
            return not any(word.gap for word in self.words[1 : at + 1])
        if length > 1 or trigger.pattern == "contrasts":
            return True
        before = self.words[at - 1].low if at else ""
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        if following is None or following.low in _NO_NOUNS:
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
        return self._is_verb_at(at) and not (following.low in VERBS and following.low.endswith("s"))

    def _is_verb_at(self, at: int) -> bool:
        low = self.words[at].low
        before = self.words[at - 1].low if at else ""
        if low.endswith(("ing", "s")):
            return before not in _SUBJECT_DETERMINERS and (before != "of" or low.endswith("ing"))
        return (at == 0 and not self._implicit) or before in BEFORE_VERBS

    def _source_verb(self, at: int) -> str | None:
        return next((word.low for word in self.words[:at] if word.low in SOURCE_VERBS), None)

    def defines(self) -> bool:
        """Tell whether the clause says what something is or does, not what something else does or the reader should."""
        if not self._implicit:
            return self._copula
        at, genus = self._genus()
        first = self.words[0].low
        says_what_it_does = first in VERBS and first.endswith("s") and not first.endswith("ss")
        return bool(genus) or says_what_it_does or (0 < at < len(self.words) and first in ARTICLES)

    def _genus(self) -> tuple[int, list[Candidate]]:  # noqa: C901 - a list of cases
        """Return where the clause goes on after its genus, and the genus; the end where the clause is about others."""
        words = self.words
        at = 0
        while at < len(words) and words[at].low in _BEFORE_NOUNS and not (at and words[at].gap):
            at += 1
        has_article = at > 0 and words[0].low in ARTICLES
        relation = "IS_A"
        while at + 1 < len(words) and words[at].low in KIND_OF and words[at + 1].low in ("of", "case", "de", "di"):
            relation = KIND_OF[words[at].low]
            at += 2
            while at < len(words) and words[at].low in _BEFORE_NOUNS:
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
        if not _OPERATIONS.isdisjoint(self._lows(end)[:1]) and not words[end].gap:
            return self._formula(words[at].start, phrase, end + 1)
        found = [Candidate(None, relation, phrase, "genus", words[at].start)]
        owner = words[at].low.removesuffix("'s").removesuffix("\u2019s")
        if words[0].low == "the" and owner != words[at].low and end - at > 1 and self._head not in ABILITIES:
            found.append(Candidate(None, "PART_OF", owner, "possessive", words[at].start))
        if self._head in METHODS and before.endswith(TASK_ENDS) and not before.endswith("learning"):
            found.append(Candidate(None, "APPLIED_TO", phrase[: len(before)], "task of a method", words[at].start))
        return after, found

    def _formula(self, start: int, phrase: str, at: int) -> tuple[int, list[Candidate]]:
        """Return where the clause goes on after "X divided by Y", and that the term uses both."""
        others, after = self.objects(at + (self._lows(at)[:1] == ("by",)))
        return after, [Candidate(None, "USES", term, "formula", place) for place, term in [(start, phrase), *others]]

    def _is_other_clause(self, at: int, end: int) -> bool:
        """Tell whether a noun phrase is the subject of a verb: "Training minimizes", "Hooks run"."""
        words = self.words
        lows = [word.low for word in words[at:end]]
        if singular(lows[0]) in _ORDERS or lows[0] in VERBS:
            return False
        follows = words[end] if end < len(words) else None
        if follows is not None and not follows.gap and follows.low in VERBS and follows.low.endswith("s"):
            return True
        # "Hooks run without": English nouns stand in the singular before another noun.
        return any(is_many(low) for low in lows[:-1]) and not is_many(lows[-1]) and "of" not in lows

    def _is_genus(  # noqa: C901, PLR0911, PLR0912 - a list of cases
        self, at: int, end: int, *, has_article: bool
    ) -> bool:
        words = self.words
        first, last = words[at].low, words[end - 1].low
        if first in _NO_GENUS_STARTS or last.endswith("ly"):
            return False
        head = self.text[words[at].start : words[end - 1].end].lower().partition(" of ")[0].rsplit(" ", 1)[-1]
        following = words[end] if end < len(words) else None
        if not has_article:
            if first in VERBS or first.endswith(("ing", "ly", "ed")):
                return False
            is_of = following is not None and following.low == "of" and end - at == 1  # "Splits of": no order
            if {first, singular(first)} & IMPERATIVES and not is_of:
                return False
            if self._copula and not is_many(last):
                return False  # "is useful", "is computed": an adjective or a participle
            if at or (is_many(head) and not self._is_plural and singular(head) not in PORTIONS):
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
            and (bool(following.gap) or following.low in _AFTER_GENUS or following.low in NEGATIONS or self._copula)
        )

    def _related(self, trigger: Trigger, at: int, objects: list[tuple[int, str]]) -> Iterator[Candidate]:
        whole = self.noun_before(at) if trigger.pattern == "such as" else None
        if trigger.pattern == "such as" and whole is None:
            return
        # What is "used to adjust" does not adjust by itself.
        type_ = "AFFECTS" if self._is_means and trigger.type == "UPDATES" else trigger.type
        for start, phrase in objects:
            if phrase.lower() in VOID_OBJECTS or (trigger.pattern == "task" and phrase.split()[0].lower() in AMOUNTS):
                continue
            if trigger.pattern == "such as":
                yield Candidate(phrase, "IS_A", whole, trigger.pattern, start)
            elif trigger.inverted:
                yield Candidate(phrase, type_, None, trigger.pattern, start)
            else:
                yield Candidate(None, type_, phrase, trigger.pattern, start)
                _, of, whole_of = phrase.partition(" of ")
                if of and trigger.pattern == "computes":
                    yield Candidate(None, "USES", whole_of, "computes of", start)
        verb = self._source_verb(at) if trigger.pattern == "from" else None
        if verb is not None and verb.endswith("s"):
            noun = nominal(verb.removesuffix("s"))
            yield Candidate(None, "USES", noun, "from", self.words[at].start)
            for start, phrase in objects:
                yield Candidate(noun, "USES", phrase, "from", start)
