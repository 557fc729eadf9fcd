"""What a Portuguese or Italian sentence of a definition says of the defined term.

The head of a noun phrase is its first noun, adjectives and "of" follow it, so that a phrase is matched by its beginning
(`naming.find_at_start`); verbs stand in the third person, in the infinitive after "para" and "per", or in the gerund.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.sources.markdown.asides import Candidate
from kg.sources.markdown.naming import ROMANCE
from kg.sources.markdown.phrases import WORD, words_of
from kg.sources.markdown.romance_words import (
    ARTICLES,
    CONJUNCTIONS,
    CONTRAST_ENDS,
    DEFINITE,
    DETERMINERS,
    FIRST_WORDS,
    FRONT_ADJECTIVES,
    KINDS,
    MAX_VERB,
    NEGATIONS,
    OF,
    OTHER_SUBJECTS,
    PART_NOUNS,
    PLURALS_OF_KINDS,
    PREPOSITIONS,
    RELATIVES,
    SMALLEST,
    STOPPERS,
    SUCH_AS,
    VERBS,
    Verb,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["RomanceSentence", "pronoun_end"]

_MAX_OBJECTS, _MAX_OF = 8, 2
_ELIDED = words_of("l un dell all nell dall sull d quell quest c")
_PRONOUN = re.compile(
    r"(?:ele|ela|eles|elas|esso|essa|essi|esse|isso|isto|(?:este|esta|esse|essa|questo|questa|quest['\u2019]|tale)\s*"
    r"(?:técnica|método|modelo|algoritmo|função|rede|tecnica|metodo|modello|funzione|rete))\b|"
    # These go on with the term as their subject, and are no orders as "usa" may be.
    r"(?=(?:ao contrário d|diferente(?:mente)? d|a differenza d|diversamente da|al contrario d|depend[ei]|dipende|"
    r"consiste|contém|contiene|requer|richiede|faz parte d|fa parte d|serve p|é\s|è\s))",
    re.IGNORECASE,
)
_METHODS = words_of("algoritmo técnica tecnica método metodo abordagem approccio procedimento estratégia strategia")
_TASK_ENDS = ("ção", "são", "gem", "mento", "zione", "sione", "aggio", "ções", "zioni")
_PARTICIPLES = ("do", "da", "to", "ta", "dos", "das", "ti", "te")
_EXAMPLE_WORDS = frozenset(phrase[0] for phrase in SUCH_AS)
_COPULAS = ("é", "são", "è", "sono", "significa")
_INFINITIVES = ("ar", "er", "ir", "are", "ere", "ire", "rre")
_GERUNDS = ("ando", "endo", "indo")


class _Word(NamedTuple):
    """A word in lower case, where it stands, and the punctuation before it."""

    low: str
    start: int
    end: int
    gap: str


def pronoun_end(text: str, start: int) -> int | None:
    """Return where "ela", "questo metodo" or the like ends that a sentence begins with, None for another one."""
    found = _PRONOUN.match(text, start)
    return found.end() if found else None


def _words(text: str, start: int, end: int) -> list[_Word]:
    found: list[_Word] = []
    before = start
    for match in WORD.finditer(text, start, end):
        gap = text[before : match.start()].strip()
        at = match.start()
        word = match[0]
        head, sign, rest = word.replace("\u2019", "'").partition("'")
        if sign and rest and head.lower() in _ELIDED:
            found.append(_Word(head.lower(), at, at + len(head), gap))
            at, gap = at + len(head) + 1, ""
            word = rest
        found.append(_Word(word.lower(), at, match.end(), gap))
        before = match.end()
    return found


class RomanceSentence:
    """One sentence after its subject; `implicit` and `copula` as in `clauses.Clause`."""

    def __init__(self, text: str, start: int, end: int, *, implicit: bool, copula: bool) -> None:
        self._text = text
        self._words = _words(text, start, end)
        self._implicit = implicit
        self._copula = copula
        if implicit and self._words and self._words[0].low in _COPULAS:
            self._copula = bool(self._words.pop(0))

    def candidates(self) -> list[Candidate]:
        """Return what the sentence says of its subject."""
        return [one._replace(pattern=f"{ROMANCE}{one.pattern}") for one in self._read()] if self._words else []

    def _low(self, at: int) -> str:
        return self._words[at].low if 0 <= at < len(self._words) else ""

    def _read(self) -> Iterator[Candidate]:
        words = self._words
        at = 0
        if self._implicit or self._copula:
            at, genus = self._genus()
            yield from genus
        negated = has_object = False
        while at < len(words):
            word = words[at]
            negated = negated and not word.gap.strip("'\"-") and word.low not in ("mas", "ma")
            after, said = self._examples(at)
            if not said:
                if self._is_over(at, has_object=has_object):
                    at = self._resumes(at + 1)
                    continue
                if word.low in NEGATIONS or (word.low, self._low(at + 1)) in CONTRAST_ENDS:
                    negated, at = True, at + 1
                    continue
                after, said, refrains = self._verbal(at)
                has_object = has_object or (bool(said) and not negated)
                if not negated:
                    yield from said
                negated = negated or refrains
            elif not negated:
                yield from said
            at = max(after, at + 1)

    def _verbal(self, at: int) -> tuple[int, list[Candidate], bool]:
        """Return where a verb and its objects end, what they say, and whether it says that something is not done."""
        verb, length = self._verb(at)
        if verb is None:
            return at + 1, [], False
        follows, _ = self._verb(at + length)
        if follows is not None and follows.pattern not in ("contrasts", "through", "with respect to"):
            return at + length, [], verb.pattern == "reduces"  # "evita usar"
        objects, after = self._objects(at + length)
        ends = [(phrase, None, start) if verb.inverted else (None, phrase, start) for start, phrase in objects]
        said = [Candidate(source, verb.type, target, verb.pattern, start) for source, target, start in ends]
        return max(after, at + length), said, False

    def _examples(self, at: int) -> tuple[int, list[Candidate]]:
        """Return where examples end and what they are examples of: of the term itself where a comma is before them."""
        begin = self._examples_end(at)
        if begin == at:
            return at, []
        objects, after = self._objects(begin)
        whole = None if self._words[at].gap else self._plural_before(at)
        if not (whole or (self._words[at].gap and (self._implicit or self._copula))):
            return at, []
        return after, [Candidate(phrase, "IS_A", whole, "such as", start) for start, phrase in objects]

    def _is_over(self, at: int, *, has_object: bool) -> bool:
        """Tell whether something else than the defined term is spoken of from here."""
        word, following = self._words[at], self._low(at + 1)
        if word.low in STOPPERS or word.low in OTHER_SUBJECTS:
            return not (word.low in ("se", "si") and self._verb(at)[0] is not None)
        if word.low in RELATIVES:
            return has_object or following in DETERMINERS
        if not at:
            return False
        if "\ufffc" in word.gap or ":" in word.gap or "." in word.gap:
            return True
        if word.gap or word.low in CONJUNCTIONS:
            first = word.low if word.gap and word.low not in CONJUNCTIONS else following
            return first in DETERMINERS and self._verb(at)[0] is None
        return False

    def _resumes(self, at: int) -> int:
        """Return where the term is spoken of again: behind a semicolon, with a verb; the end where it is not."""
        for number, word in enumerate(self._words[at:], at):
            if ";" in word.gap and (word.low in NEGATIONS or self._verb(number)[0] is not None):
                return number
        return len(self._words)

    def _verb(self, at: int) -> tuple[Verb | None, int]:
        """Return the verb that stands here and how many words it has."""
        words = self._words
        if at >= len(words) or words[at].low not in FIRST_WORDS:
            return None, 0
        lows = tuple(word.low for word in words[at : at + MAX_VERB])
        for length in range(len(lows), 0, -1):
            run = words[at : at + length]
            verb = VERBS.get(lows[:length])
            if verb is None or any(word.gap for word in run[1:]):
                continue
            if length > 1:
                return verb, length
            # "La misura di": a noun has an article before it and "of" behind.
            is_noun = at > 0 and not words[at].gap and self._low(at - 1) in DETERMINERS | OF
            if is_noun or (self._low(at + 1) in OF and not words[at + 1].gap):
                continue
            return verb, length
        return None, 0

    def _examples_end(self, at: int) -> int:
        for phrase in SUCH_AS if self._words[at].low in _EXAMPLE_WORDS else ():
            if all(self._low(at + number) == word for number, word in enumerate(phrase)):
                after = at + len(phrase)
                if len(phrase) > 1 or phrase == ("quali",):
                    return after
                if after < len(self._words) and self._text[self._words[after].start].isupper():
                    return after  # "técnicas como Dropout"
        return at

    def _plural_before(self, at: int) -> str | None:
        """Return the noun phrase that "such as" gives examples of."""
        start = at
        words = self._words
        while start and not (start < at and words[start].gap) and not self._ends_phrase(start - 1):
            start -= 1
        lows = [word.low for word in words[start:at]]
        return self._slice(start, at) if lows and lows[0].endswith(("s", "i", "e")) else None

    # Noun phrases

    def _ends_phrase(self, at: int) -> bool:
        low = self._words[at].low
        return (
            low in DETERMINERS
            or low in PREPOSITIONS
            or low in CONJUNCTIONS
            or low in RELATIVES
            or low in NEGATIONS
            or low in STOPPERS
            or self._verb(at)[0] is not None
            or self._examples_end(at) > at
        )

    def _phrase_end(self, at: int) -> int:
        """Return where the noun phrase that begins here ends; "of" may be in it twice."""
        words = self._words
        end, of = at, 0
        while end < len(words) and not (end > at and words[end].gap):
            low = words[end].low
            if end > at and low in OF and of < _MAX_OF and self._verb(end)[0] is None:
                of += 1
                end += 1
                while end < len(words) and words[end].low in DETERMINERS and not words[end].gap:
                    end += 1
                continue
            if self._ends_phrase(end) or (end > at and low.endswith(_GERUNDS)):
                break
            end += 1
        while end > at and (words[end - 1].low in OF or words[end - 1].low in DETERMINERS):
            end -= 1
        return end

    def _slice(self, at: int, end: int) -> str | None:
        return " ".join(self._text[self._words[at].start : self._words[end - 1].end].split()) if end > at else None

    def _determined(self, at: int) -> int:
        """Return where a noun stands behind articles and the adjectives that stand before a noun."""
        start = at
        while at < len(self._words) and not (at > start and self._words[at].gap):
            low = self._words[at].low
            if low not in DETERMINERS and low not in FRONT_ADJECTIVES:
                break
            at += 1
        return at

    def _objects(self, at: int) -> tuple[list[tuple[int, str]], int]:
        """Return (start, words) of each object that is listed from here, and where the sentence goes on."""
        words = self._words
        found: list[tuple[int, str]] = []
        while at < len(words) and len(found) < _MAX_OBJECTS:
            begin = self._determined(at)
            end = self._phrase_end(begin)
            phrase = self._slice(begin, end)
            is_verb = begin < len(words) and begin == at and words[begin].low.endswith(_INFINITIVES)
            if phrase is None or (is_verb and end - begin == 1 and self._low(end) in ARTICLES):
                break
            if found and not self._is_item(end):
                break
            found.append((words[begin].start, phrase))
            at = end
            conjunction = at < len(words) and words[at].low in CONJUNCTIONS
            if at == len(words) or words[at].gap not in ("", ",", "/", "&") or not (conjunction or words[at].gap):
                break
            after = at + conjunction
            if after >= len(words) or self._verb(after)[0] is not None or words[after].low in NEGATIONS | RELATIVES:
                break
            resume, at = at, after
            if self._phrase_end(self._determined(at)) == self._determined(at):
                return found, resume
        return found, at

    def _is_item(self, end: int) -> bool:
        """Tell whether a phrase that ends here is another object, not the subject of another clause."""
        if end == len(self._words) or self._words[end].gap:
            return True
        verb = self._verb(end)[0]
        is_participle = self._words[end].low.endswith(_PARTICIPLES)
        return (verb is None or is_participle) and self._low(end) not in ARTICLES | {"é", "è", "são", "sono"}

    # What it is

    def _genus(self) -> tuple[int, list[Candidate]]:
        """Return where the sentence goes on after its genus, and the genus; the end where it is about others."""
        words = self._words
        at = self._determined(0)
        is_led = self._verb(0)[0] is not None and self._low(0) not in KINDS
        if is_led or self._verb(at)[1] > 1:
            return (0 if is_led else at), []  # "Calcula ...", "Uma medida de ..."
        has_article = at > 0 and self._low(0) in ARTICLES
        if at >= len(words) or self._ends_phrase(at):
            # "Não usa ..." says what it does; "O que ...", "No modelo ..." are about something else.
            return (0 if self._copula or self._low(0) in NEGATIONS else len(words)), []
        if (special := self._special_genus(at)) is not None:
            return special
        end = self._phrase_end(at)
        if self._implicit and not self._copula and self._is_clause(at, end):
            return len(words), []
        phrase = self._slice(at, end)
        is_verb = end - at == 1 and words[at].low.endswith(_INFINITIVES)
        is_participle = self._copula and words[at].low.endswith(_PARTICIPLES)  # "é usado"
        if phrase is None or ((is_verb or is_participle) and not has_article):
            return (at if is_participle else end), []
        found = [Candidate(None, "IS_A", phrase, "genus", words[at].start)]
        is_method = words[at].low in _METHODS and end - at > 2 and words[at + 1].low in OF  # noqa: PLR2004 - of a task
        if is_method and words[at + 2].low.endswith(_TASK_ENDS):
            task = self._slice(at + 2, end)
            found.append(Candidate(None, "APPLIED_TO", task, "task of a method", words[at + 2].start))
        return end, found

    def _special_genus(self, at: int) -> tuple[int, list[Candidate]] | None:
        """Return what "um tipo de X" and "parte de X" say, None for another genus."""
        low = self._words[at].low
        kind = PLURALS_OF_KINDS.get(low, low)
        begin, relation, pattern = None, "PART_OF", "part of"
        if kind in KINDS:
            begin, relation, pattern = self._of_after(at), KINDS[kind], "genus"
        elif kind in PART_NOUNS:
            begin = self._whole_after(at)
        if begin is None:
            return None
        objects, after = self._objects(begin)
        return after, [Candidate(None, relation, phrase, pattern, start) for start, phrase in objects[:1]]

    def _is_clause(self, at: int, end: int) -> bool:
        """Tell whether a phrase from `at` to `end` is the subject of a clause: "O modelo decora os dados"."""
        is_last = end == len(self._words) or bool(self._words[end].gap)
        follows = "" if is_last else self._low(end)
        if follows in ARTICLES or follows == "se":
            return True
        # "O modelo erra muito" has a verb that is not known, "a passagem dos dados" has none.
        goes_on = follows in RELATIVES or follows in ("para", "per") or (not is_last and self._verb(end)[1] > 1)
        is_noun = is_last and (end - at == 1 or self._low(at + 1) in OF)
        return self._low(0) in DEFINITE and not goes_on and not is_noun

    def _of_after(self, at: int) -> int | None:
        """Return where the words behind "tipo de" begin, None where no "of" follows, save for an adjective."""
        for after in (at + 1, at + 2):
            if after >= len(self._words) or self._words[after].gap:
                return None
            if self._words[after].low in OF:
                return after + 1
        return None

    def _whole_after(self, at: int) -> int | None:
        """Return where the whole begins behind "unidade básica de", "unità di base del"; None where there is none."""
        after, smallest = at + 1, False
        while after < len(self._words) and not self._words[after].gap and after < at + 4:
            low = self._words[after].low
            if low in OF and self._low(after + 1) not in SMALLEST:
                return (
                    after + 1 if smallest or self._words[at].low not in ("unidade", "unità", "etapa", "fase") else None
                )
            smallest = smallest or low in SMALLEST
            after += 1
        return None
