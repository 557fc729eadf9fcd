"""What a Chinese sentence of a definition says of the defined term.

There are no blanks to part words at, so a clause is cut where a verb, a comma or a word such as 来 stands, and a phrase
between two cuts is matched by its end (`naming.find_at_end`). Traditional characters are read as the simplified ones
that they stand for; only the words of the patterns need that.
"""

# ruff: noqa: RUF001, RUF002 - Chinese punctuation

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.sources.markdown.asides import Candidate
from kg.sources.markdown.chinese_words import (
    AGENT,
    AND,
    BY,
    CLASS,
    CLAUSE,
    COMPOSED,
    CONTRAST,
    COPULA,
    DEFINITE,
    DETERMINER,
    ETC,
    EXAMPLES,
    LATER,
    LEADS_OBJECT,
    LED,
    NEGATION,
    NO_MEANS,
    OBJECT_END,
    OF_KIND,
    OF_TRIGGER,
    RESULT,
    SIMPLIFIED,
    START,
    TAIL,
    TASK,
    TRIGGER,
    Verb,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ChineseSentence", "later_subject_end"]

_MAX_NOUN, _MAX_PARTS = 40, 8
_HEADLESS = 14


def later_subject_end(text: str, start: int) -> int | None:
    """Return where 它 or the like ends that a later sentence begins with; its start where it goes on with a verb."""
    simple = text[start : start + 30].translate(SIMPLIFIED)
    found = LATER.match(simple)
    if found is not None:
        return start + found.end()
    goes_on = text[:start].rstrip().endswith(("；", ";")) and any(
        pattern.match(simple) for pattern in (CONTRAST, TRIGGER, NEGATION)
    )
    return start if goes_on or LED.match(simple) else None


class ChineseSentence:
    """One sentence after its subject; `implicit` and `copula` as in `clauses.Clause`."""

    def __init__(self, text: str, start: int, end: int, names: Sequence[str], *, implicit: bool, copula: bool) -> None:
        self._text = text
        self._simple = text.translate(SIMPLIFIED)
        self._start = start
        self._end = end
        self._names = names
        self._implicit = implicit
        self._copula = copula

    def candidates(self) -> list[Candidate]:
        """Return what the sentence says of its subject."""
        return list(self._read())

    def _read(self) -> Iterator[Candidate]:
        has_genus = speaks = False
        for number, (start, end) in enumerate(self._clauses()):
            examples = EXAMPLES.match(self._simple, start, end) if number else None
            if examples is not None and (has_genus or self._implicit):
                yield from self._members(examples, None)
                continue
            if number:
                at, speaks = self._goes_on(start, end, speaks=speaks)
                is_said = self._simple.startswith("是", start)
            else:
                lead = COPULA.match(self._simple, start, end)
                at, speaks = lead.end() if lead else start, True
                is_said = lead is not None or self._copula
            if not speaks:
                continue
            at, end, contrasts = self._contrast(at, end, anywhere=number > 0)  # noqa: PLW2901 - what is left of it
            yield from contrasts
            bound, genus = end, list[Candidate]()
            if is_said or (self._implicit and not number):
                bound, genus = self._genus(at, end, copula=is_said)
                has_genus = has_genus or bool(genus)
                yield from genus
            if not (number or genus or is_said) and self._implicit and not self._goes_on(at, end, speaks=True)[1]:
                speaks = bool(contrasts)  # 模型使用梯度: it is about something else
                continue
            yield from self._verbs(at, bound)
            yield from self._bracketed(at, end)

    def _contrast(self, at: int, end: int, *, anywhere: bool) -> tuple[int, int, list[Candidate]]:
        """Return what is left of a clause without "unlike X", at its start or its end, and the contrast."""
        found = CONTRAST.search(self._simple, at, end)
        is_first, is_last = found is not None and found.start() <= at + 1, found is not None and found.end() >= end - 2
        if found is None or not (is_first or is_last or anywhere):
            return at, end, []
        which = "with" if found["with"] else "from"
        phrase = self._phrase(found.start(which), found.end(which))
        said = [Candidate(None, "CONTRASTS_WITH", phrase[1], "Chinese contrasts", phrase[0])] if phrase else []
        return (found.end(), end, said) if is_first else (at, found.start(), said)

    def _clauses(self) -> Iterator[tuple[int, int]]:
        start = self._start
        for found in CLAUSE.finditer(self._simple, self._start, self._end):
            inside = self._simple[start : found.start()]
            if sum(map(inside.count, "（(")) > sum(map(inside.count, "）)")):
                continue  # between brackets
            if found.start() > start:
                yield start, found.start()
            start = found.end()
        if self._end > start:
            yield start, self._end

    def _goes_on(self, start: int, end: int, *, speaks: bool) -> tuple[int, bool]:
        """Return where a later clause goes on after words such as 并, and whether it is still about the subject."""
        if not speaks and not RESULT.match(self._simple, start, end):
            return start, False
        for name in self._names:
            if self._text.startswith(name, start):
                return start + len(name), True
        lead = START.match(self._simple, start, end)
        at = lead.end() if lead else start
        follows = (
            TRIGGER.match(self._simple, at, end)
            or CONTRAST.match(self._simple, at, end)
            or NEGATION.match(self._simple, at, end)
            or BY.match(self._simple, at, end)
            or self._simple.startswith("是", start)
        )
        return (at, True) if follows else (start, False)

    # What it is

    def _genus(self, start: int, end: int, *, copula: bool) -> tuple[int, list[Candidate]]:
        """Return where the words before the genus end, and the genus."""
        simple = self._simple
        end = self._without_bracket(start, end)
        if (of := self._of_kind(start, end)) is not None:
            return start, of
        tail = TAIL.search(simple, start, end)
        end = tail.start() if tail is not None else end
        last = simple.rfind("的", start, end)
        first = last + 1 if last >= 0 else start
        head = self._phrase(first, end)
        if head is None or NEGATION.search(simple, first, end) or not self._is_genus(start, last, end, copula=copula):
            return end, []
        found = [Candidate(None, "IS_A", head[1], "Chinese genus", head[0])]
        task = TASK.match(head[1].translate(SIMPLIFIED))
        if task is not None:
            found.append(
                Candidate(None, "APPLIED_TO", head[1][: task.end("task")], "Chinese task of a method", head[0])
            )
        return (last if last >= 0 else start), found

    def _is_genus(self, start: int, last: int, end: int, *, copula: bool) -> bool:
        """Tell whether a clause ends with what the term is; `last` is where its last 的 stands, -1 for none."""
        simple = self._simple
        if DEFINITE.match(simple, start) is not None:
            return True
        is_led = TRIGGER.match(simple, start) is not None and not LEADS_OBJECT.match(simple, start)
        names_class = CLASS.search(simple, start, end) is not None
        if last >= 0:
            return names_class or not is_led  # 计算损失的梯度: the gradient is what is computed
        return end - start <= _HEADLESS and (names_class or copula) and TRIGGER.search(simple, start, end) is None

    def _of_kind(self, start: int, end: int) -> list[Candidate] | None:
        """Return what "a variant of", "a part of" and the like say, None for another genus."""
        found = OF_KIND.search(self._simple, start, end)
        if found is None or TRIGGER.search(self._simple, start, found.start()):
            return None
        whole = self._phrase(start, found.start())
        if whole is None:
            return None
        relation = "IS_A" if found["kind"] else "PART_OF" if found["part"] else "EXAMPLE_OF"
        return [Candidate(None, relation, whole[1], "Chinese part of" if found["part"] else "Chinese genus", whole[0])]

    def _without_bracket(self, start: int, end: int) -> int:
        opens = min((at for at in (self._simple.find(sign, start, end) for sign in "（(") if at > start), default=-1)
        return opens if opens >= 0 and self._simple[end - 1] in "）)" else end

    # What it does

    def _verbs(self, start: int, end: int) -> Iterator[Candidate]:
        simple = self._simple
        at = start
        negated = False
        for trigger in TRIGGER.finditer(simple, start, end):
            if trigger.start() < at:
                continue
            verb = OF_TRIGGER[trigger.lastgroup or ""]
            before = simple[at : trigger.start()]
            negated = (negated or NEGATION.search(before) is not None) and "而是" not in before
            follows = TRIGGER.match(simple, trigger.end(), end)
            cut = self._object_end(trigger.end(), end)
            if follows is not None:
                # 用于评估 is 评估, 避免使用 says no, and 需要调整 leaves it to others.
                negated = negated or verb.pattern in ("reduces", "requires")
                at = trigger.end()
                continue
            agent = AGENT.search(simple, at, trigger.start())
            if negated:
                at = cut
                continue
            if agent is not None and verb.pattern in ("uses", "computes", "updates", "measures", "produces", "affects"):
                phrase = self._phrase(agent.start("agent"), agent.end("agent"))
                if phrase is not None:
                    yield Candidate(phrase[1], verb.type, None, f"Chinese {verb.pattern} by", phrase[0])
                at = cut
                continue
            yield from self._objects(verb, trigger.end(), cut)
            at = cut
        yield from self._composed(start, end)

    def _composed(self, start: int, end: int) -> Iterator[Candidate]:
        """Read 偏导数组成的向量, where no 由 stands before the parts."""
        found = COMPOSED.match(self._simple, start, end)
        if found is not None and not TRIGGER.search(self._simple, start, found.end("parts")):
            for at, phrase in self._listed(start, found.end("parts")):
                yield Candidate(phrase, "PART_OF", None, "Chinese consists of", at)

    def _object_end(self, start: int, end: int) -> int:
        cut = OBJECT_END.search(self._simple, start, end)
        following = TRIGGER.search(self._simple, start, end)
        ends = [found.start() for found in (cut, following) if found is not None]
        first = min([end, *ends])
        agent = BY.search(self._simple, start, first)
        return agent.start() if agent is not None and agent.start() > start else first

    def _objects(self, verb: Verb, start: int, end: int) -> Iterator[Candidate]:
        pattern, type_ = f"Chinese {verb.pattern}", verb.type
        if NO_MEANS.match(self._simple, start, end):
            return
        etc = ETC.search(self._simple, start, end)
        whole = self._phrase(etc.start("whole"), etc.end("whole")) if etc and etc["whole"] else None
        for at, phrase in self._listed(start, etc.start() if etc else end):
            if verb.pattern == "consists of":
                yield Candidate(phrase, type_, None, pattern, at)
            elif verb.pattern == "belongs to":
                yield self._belonging(at, phrase)
            else:
                yield Candidate(None, type_, phrase, pattern, at)
            if whole is not None:
                yield Candidate(phrase, "IS_A", whole[1], "Chinese such as", at)

    def _belonging(self, at: int, phrase: str) -> Candidate:
        simple = phrase.translate(SIMPLIFIED)
        found = OF_KIND.search(simple)
        if found is not None:
            relation = "IS_A" if found["kind"] else "PART_OF" if found["part"] else "EXAMPLE_OF"
            return Candidate(None, relation, phrase[: found.start()].strip(), "Chinese belongs to", at)
        relation = "IS_A" if CLASS.search(simple) else "PART_OF"
        return Candidate(None, relation, re.sub(r"(?:范畴|范疇|领域|領域)$", "", phrase), "Chinese belongs to", at)

    # Examples

    def _members(self, found: re.Match[str], whole: str | None) -> Iterator[Candidate]:
        end = found.end("list")
        etc = ETC.search(self._simple, found.start("list"), end)
        for at, phrase in self._listed(found.start("list"), etc.start() if etc else end):
            yield Candidate(phrase, "IS_A", whole, "Chinese such as", at)

    def _bracketed(self, start: int, end: int) -> Iterator[Candidate]:
        """Read 优化器（如 Adam、SGD）: what stands in the brackets are kinds of what stands before them."""
        for found in EXAMPLES.finditer(self._simple, start, end):
            before = found.start()
            if before > start and self._simple[before - 1] in "（(":
                bounds = [one.end() for one in TRIGGER.finditer(self._simple, start, before - 1)]
                whole = self._phrase(max([start, *bounds]), before - 1)
                if whole is not None:
                    yield from self._members(found, whole[1])

    # Phrases

    def _listed(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        at = start
        for _ in range(_MAX_PARTS):
            comma = AND.search(self._simple, at + 1, end)
            phrase = self._phrase(at, comma.start() if comma else end)
            if phrase is not None:
                yield phrase
            if comma is None:
                return
            at = comma.end()

    def _phrase(self, start: int, end: int) -> tuple[int, str] | None:
        """Return (start, words) of a phrase without what counts and points, None where nothing is left of it."""
        while start < end and self._text[start] in " \n、“”\"'「」":
            start += 1
        lead = DETERMINER.match(self._simple, start, end)
        if lead is not None and lead.end() < end:
            start = lead.end()
        words = self._text[start:end].strip(" \n、，,。“”\"'「」的")
        words = re.sub(r"[（(][^（）()]*[)）]?$", "", words).strip()
        if not words or len(words) > _MAX_NOUN or "\ufffc" in words or "\n" in words:
            return None
        return start, words
