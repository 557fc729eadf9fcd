"""Concepts that notes only name: ends of what patterns say, where nothing says what they are."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import ConceptStatement, fold, slug
from kg.sources.markdown.comparisons import COMPARATIVE
from kg.sources.markdown.nouns import is_many
from kg.sources.markdown.phrases import singular, words_of
from kg.sources.markdown.sentences import sentences
from kg.sources.markdown.terms import Names, is_cjk, is_term, singular_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import RelationStatement
    from kg.sources.base import FileStatements

__all__ = ["named_concepts"]

#: What something is in general ("method", "complete pass") is named by a genus, and seldom a concept of the notes;
#: where several are spoken of without an article, as in "Partial derivatives showing how", it is one.
_GENERAL = frozenset(("genus", "Romance genus", "Chinese genus", "task of a method"))
_SUPERLATIVE = re.compile(r"(?:most|least|[a-z]{2,}est)\b|.* of ", re.IGNORECASE)
#: What Chinese patterns cut out is rather a noun than a clause behind these, and without the signs of a clause.
_CHINESE_NOUNS = frozenset(f"Chinese {one}" for one in ("such as", "uses", "part of", "belongs to", "consists of"))
_CHINESE_CLAUSE = re.compile(r"[的了被把从從]|^.$")
_FEWEST_OF_GENUS = 2
#: "a small matrix" names a matrix, "more layers" layers.
_SIZES = re.compile(rf"(?:{COMPARATIVE}|small|large|big|old|given|certain|specific|relevant|entire)\s+", re.IGNORECASE)
#: "a view of relationships" names relationships.
_LIGHT = re.compile(
    r"(?:view|part|portion|set|number|amount|level|degree|kind|type|form|range)s? of (?:the )?", re.IGNORECASE
)
#: Of these the last word is not the noun: "relationships between variables".
_JOINED = re.compile(r"/|\s(?:between|of|in|for|to)\s")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
#: "used to evaluate" names evaluation.
_FROM_VERBS, _NOMINAL = frozenset(("used to", "from")), re.compile(r"[a-z]{3,}(?:tion|val)")
#: "Validation loss is checked periodically".
_COMPOUND = re.compile(r"(?:The\s+)?(?P<name>[^\W\d_][\w-]+\s[\w-]{3,})\s+(?:is|are|was|were|can|should|must)\s")
#: Words that label parts of a page, but as objects are things.
_THINGS = words_of("data answer answers")


def named_concepts(page: FileStatements) -> list[ConceptStatement]:
    """Return statements about what a page names without saying what it is, each with all places that name it.

    They are named in the singular, with what is written as an alias. Of what a genus says in general none is made.
    Whether a concept is called so already is for the one to decide who knows all names.
    """
    known = {fold(name) for one in page.concepts for name in (one.name, *one.aliases)}
    found: dict[str, list[ConceptStatement]] = defaultdict(list)
    for one in (*_ends(page.relations, known), *_subjects(page.concepts, known)):
        found[slug(one.name)].append(one)
    return [_together(several) for identity, several in found.items() if identity]


def _ends(relations: Iterable[RelationStatement], known: set[str]) -> Iterator[ConceptStatement]:
    for one in relations:
        if one.confidence != "pattern" or not one.evidence or _is_general(one):
            continue
        quote = fold(_POSSESSIVE.sub("", one.evidence[0].quote))
        for end in (one.source, one.target):
            phrase = _LIGHT.sub("", _SIZES.sub("", end, count=1), count=1)
            is_said = fold(phrase) in quote or (one.pattern in _FROM_VERBS and _NOMINAL.fullmatch(phrase))
            if is_said and fold(phrase) not in known and _may_be_named(phrase):
                yield _statement(one, phrase, one.pattern)


def _subjects(concepts: Iterable[ConceptStatement], known: set[str]) -> Iterator[ConceptStatement]:
    """Yield what later sentences of definitions speak of by a name that narrows a known one: "Validation loss is"."""
    heads = {singular(name) for name in known if " " not in name}
    for one in concepts:
        text = one.definition or ""
        for number, (start, end) in enumerate(sentences(text)):
            found = _COMPOUND.match(text, start, end) if number else None
            name = found["name"] if found is not None else ""
            if fold(name) not in known and singular(fold(name).rpartition(" ")[2]) in heads and _may_be_named(name):
                yield _statement(one, name, "subject")


def _statement(of: ConceptStatement | RelationStatement, phrase: str, pattern: str | None) -> ConceptStatement:
    written = phrase[:1].upper() + phrase[1:]
    names = Names(written) if _JOINED.search(written) else singular_name(written)
    return ConceptStatement(
        file=of.file,
        line=of.line,
        evidence=of.evidence[:1],
        name=names.name,
        aliases=() if fold(names.name) == fold(phrase) else (phrase,),
        confidence="named",
        pattern=pattern,
    )


def _is_general(one: RelationStatement) -> bool:
    if one.pattern not in _GENERAL:
        return (one.pattern or "").startswith("Chinese") and one.pattern not in _CHINESE_NOUNS
    words = one.target.split()
    return (
        _SUPERLATIVE.match(one.target) is not None
        or one.pattern != "genus"
        or len(words) < _FEWEST_OF_GENUS
        or not is_many(words[-1].lower())
        or not is_many(one.source.rsplit(" ", 1)[-1].lower())
        or re.match(rf"\W*{re.escape(one.target)}\b", one.evidence[0].quote) is None
    )


def _may_be_named(phrase: str) -> bool:
    if is_cjk(phrase):
        return is_term(phrase) and _CHINESE_CLAUSE.search(phrase) is None
    first, between, second = phrase.partition(" between ")
    if between:
        return is_term(first) and is_term(second)
    return is_term(phrase) or fold(phrase) in _THINGS


def _together(several: list[ConceptStatement]) -> ConceptStatement:
    aliases = {fold(alias): alias for one in reversed(several) for alias in one.aliases}
    aliases.pop(fold(several[0].name), None)
    evidence = dict.fromkeys(proof for one in several for proof in one.evidence)
    changed = {"aliases": tuple(aliases[key] for key in sorted(aliases)), "evidence": tuple(evidence)}
    return several[0].model_copy(update=changed)
