"""What a clause says beside its verbs: in brackets, of how one thing changes with another, of each of something."""

from __future__ import annotations

from typing import NamedTuple

from kg.sources.markdown.nouns import NounPhrases, is_many
from kg.sources.markdown.phrases import FUNCTION_WORDS, words_of
from kg.sources.markdown.terms import long_form
from kg.sources.markdown.triggers import CHANGING, DETERMINERS, FIRST_WORDS, SHOWING

__all__ = ["Asides", "Candidate", "nominal"]

_HERE = words_of("here")
_QUANTITIES = words_of("much many often long fast far quickly")
_EACH = words_of("each per every")
_NO_NAMES = FUNCTION_WORDS | FIRST_WORDS | DETERMINERS
_MOST_GLOSS = 2


class Candidate(NamedTuple):
    """A relation whose ends are words: the defined term where one is None; `start` is where its object stands."""

    source: str | None
    type: str
    target: str | None
    pattern: str
    start: int


def nominal(verb: str) -> str:
    """Return the noun for what an English verb does, as it is most often formed.

    >>> [nominal(verb) for verb in ("evaluate", "optimize", "classify", "predict", "retrieve", "train")]
    ['evaluation', 'optimization', 'classification', 'prediction', 'retrieval', 'training']
    """
    for ending, noun in (("ate", "ation"), ("ize", "ization"), ("ise", "isation"), ("ify", "ification")):
        if verb.endswith(ending):
            return f"{verb.removesuffix(ending)}{noun}"
    if verb.endswith("ieve"):
        return f"{verb[:-1]}al"
    if verb.endswith("ct"):
        return f"{verb}ion"
    return f"{verb.removesuffix('e')}ing"


class Asides(NounPhrases):
    """Reads what stands beside the verbs of a clause."""

    def bracket(self, at: int, *, lists_parts: bool) -> tuple[int, list[Candidate]]:
        """Return where the words behind the bracket are that opens before `at`, and what it says of the term.

        "(here: a linear layer)" gives an example; "The values (weights and biases)" lists the parts of something that
        is many, where `lists_parts`.
        """
        words = self.words
        after = self.bracket_end(at)
        if words[at].low in _HERE and at + 1 < after and words[at + 1].gap.startswith(":"):
            return after, [
                Candidate(phrase, "EXAMPLE_OF", None, "here", start) for start, phrase in self.objects(at + 1)[0]
            ]
        objects, end = self.objects(at)
        if lists_parts and len(objects) > 1 and end == after:
            return after, [Candidate(phrase, "PART_OF", None, "in brackets", start) for start, phrase in objects]
        return at, []

    def bracket_end(self, at: int) -> int:
        """Return where the words behind the bracket are that opens before `at`."""
        end = at + 1
        while end < len(self.words) and ")" not in self.words[end].gap:
            end += 1
        return end

    def gloss(self, at: int, phrase: str) -> tuple[int, str] | None:
        """Return (start, words) of a short name in the bracket behind a phrase that it does not abbreviate."""
        words = self.words
        if at >= len(words) or not words[at].gap.endswith("("):
            return None
        end = self.bracket_end(at)
        inside = [word.low for word in words[at:end]]
        closes = end < len(words) or self.text[words[-1].end :].startswith(")")
        if not closes or len(inside) > _MOST_GLOSS or any(word.gap for word in words[at + 1 : end]):
            return None
        if not _NO_NAMES.isdisjoint(inside):
            return None
        name = self.slice(at, end) or ""
        return None if long_form(name, phrase) else (words[at].start, name)

    def changing(self, at: int) -> list[Candidate]:
        """Return what "how X changes with Y" says behind a word for showing: the term measures X, Y affects X."""
        words = self.words
        if not at or words[at].low != "how" or words[at - 1].low not in SHOWING:
            return []
        one, after = self.objects(at + 1)
        if not one or after >= len(words) or words[after].low not in CHANGING:
            return []
        found = [Candidate(None, "MEASURES", phrase, "how it changes", start) for start, phrase in one]
        if after + 1 < len(words) and words[after + 1].low in ("with", "on", "to"):
            cause, _ = self.objects(after + 2)
            found += [
                Candidate(phrase, "AFFECTS", changed, "how it changes", start)
                for start, phrase in cause
                for _, changed in one
            ]
        return found

    def of_each(self, at: int) -> list[Candidate]:
        """Return what "How much to change parameters each step" says of what there is each of: the term affects it."""
        words = self.words
        is_quantity = len(words) > 1 and words[0].low == "how" and words[1].low in _QUANTITIES
        if not is_quantity or words[at].low not in _EACH or words[at].gap:
            return []
        objects, _ = self.objects(at + 1)
        return [
            Candidate(None, "AFFECTS", phrase, "of each", start) for start, phrase in objects if not is_many(phrase)
        ]
