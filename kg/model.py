"""The model: concepts, relations and their evidence; and the statements about them that files make.

A *statement* is what one place in one file says; a *record* (`Concept`, `Relation`) is what the graph holds after the
statements about it were merged.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import TYPE_CHECKING, Annotated, Any, Literal, NewType, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "CONFIDENCES",
    "Concept",
    "ConceptId",
    "ConceptStatement",
    "Confidence",
    "Evidence",
    "GraphData",
    "Relation",
    "RelationStatement",
    "Strength",
    "fold",
    "slug",
]

ConceptId = NewType("ConceptId", str)
Strength = Literal["hard", "soft"]
#: How sure an extracted fact is, the surest first: the notes state it in a form made for it, a pattern in a sentence
#: says it, or, of a concept, a pattern only names it.
Confidence = Literal["stated", "pattern", "named"]
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

_EVIDENCE = re.compile(r"(?P<file>.+?):(?P<line>[0-9]+)(?:: (?P<quote>.*))?", re.DOTALL)
_NOT_WORD = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """Return the form in which names are compared: NFKC, case folded, one space between words.

    >>> fold("Straße  Nr")
    'strasse nr'
    """
    if name.isascii():  # most names are, and have one form
        return " ".join(name.lower().split())
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def slug(name: str) -> str:
    """Return the id that a name gives: words of letters and digits in any script, joined by `-`; maybe empty.

    >>> slug("SGD (Stochastic Gradient Descent)"), slug("C++"), slug("C#"), slug("梯度 下降")
    ('sgd-stochastic-gradient-descent', 'c-plus-plus', 'c-sharp', '梯度-下降')
    """
    text = fold(name).replace("+", " plus ").replace("#", " sharp ")
    return _NOT_WORD.sub("-", text).strip("-")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Frozen):
    """Where a fact is stated: POSIX path relative to the root, line from 1, the words that say so (maybe empty).

    >>> Evidence.parse("notes/ml.md:23: Algorithm that updates").line
    23
    >>> str(Evidence(file="a.md", line=1))
    'a.md:1'
    """

    file: Line
    line: int = Field(ge=1)
    quote: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.quote}" if self.quote else f"{self.file}:{self.line}"

    @classmethod
    def parse(cls, text: str) -> Evidence:
        """Return the evidence that `str()` wrote.

        Raises:
            ValueError: the text has not the form `file:line: quote`.
        """
        return cls(**_evidence_fields(text))


def _evidence_fields(text: str) -> dict[str, Any]:
    found = _EVIDENCE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not of the form 'file:line: quote'")
    return {"file": sys.intern(found["file"]), "line": int(found["line"]), "quote": found["quote"] or ""}


def _stored_evidence(texts: Iterable[str] | None) -> tuple[Evidence, ...]:
    return tuple(
        Evidence.model_construct(_fields_set=_ALL_OF_EVIDENCE, **_evidence_fields(text)) for text in texts or ()
    )


class Concept(_Frozen):
    """A node of the graph. `minutes` is the time to learn it, None where nobody said.

    `confidence` and `pattern` say how an extracted concept was found; both are None for a curated one.
    """

    id: ConceptId
    name: Line
    aliases: tuple[str, ...] = ()
    kind: str = "concept"
    definition: str | None = None
    minutes: int | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: Confidence | None = None
    pattern: str | None = None

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Concept:
        """Return the concept that a store's row holds; the columns are the properties in the store."""
        return cls.model_construct(
            _fields_set=_ALL_OF_CONCEPT,
            id=ConceptId(sys.intern(row["id"])),
            name=row["name"] or row["id"],
            aliases=tuple(row["aliases"] or ()),
            kind=sys.intern(row["kind"] or "concept"),
            definition=row["definition"],
            minutes=row["minutes"],
            url=row["url"],
            tags=tuple(row["tags"] or ()),
            evidence=_stored_evidence(row["evidence"]),
            sources=tuple(map(sys.intern, row["sources"] or ())),
            confidence=row["confidence"],
            pattern=row["pattern"],
        )


class Relation(_Frozen):
    """An edge of the graph, one per (source, type, target). `derived` ones come from `via` types by the ontology.

    `stated_as` keeps the two references as they were written where they are not the ids themselves.
    """

    source: ConceptId
    type: str
    target: ConceptId
    strength: Strength = "hard"
    reason: str | None = None
    any_of: str | None = None
    derived: bool = False
    via: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()
    stated_as: tuple[str, ...] = ()
    confidence: Confidence | None = None
    pattern: str | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Return (source, type, target)."""
        return self.source, self.type, self.target

    def to_dict(self) -> dict[str, Any]:
        """Return the form that the JSON of commands shows: the ends, the type, why, and where it is stated."""
        return {
            "source": self.source,
            "type": self.type,
            "target": self.target,
            "reason": self.reason,
            "strength": self.strength,
            "evidence": [proof.model_dump() for proof in self.evidence],
        }

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Relation:
        """Return the relation that a store's row holds; the columns are source, type, target and the properties."""
        return cls.model_construct(
            _fields_set=_ALL_OF_RELATION,
            source=ConceptId(sys.intern(row["source"])),
            type=sys.intern(row["type"]),
            target=ConceptId(sys.intern(row["target"])),
            strength=row["strength"] or "hard",
            reason=row["reason"],
            any_of=row["any_of"],
            derived=bool(row["derived"]),
            via=tuple(map(sys.intern, row["via"] or ())),
            evidence=_stored_evidence(row["evidence"]),
            sources=tuple(map(sys.intern, row["sources"] or ())),
            stated_as=tuple(row["stated_as"] or ()),
            confidence=row["confidence"],
            pattern=row["pattern"],
        )


# Records of the store were checked when they were written; one set for all of them saves a third of their memory.
_ALL_OF_EVIDENCE = set(Evidence.model_fields)
_ALL_OF_CONCEPT = set(Concept.model_fields)
_ALL_OF_RELATION = set(Relation.model_fields)


class GraphData(_Frozen):
    """A whole graph or a part of one: concepts by id, relations by key, both sorted."""

    concepts: tuple[Concept, ...] = ()
    relations: tuple[Relation, ...] = ()


class _Statement(_Frozen):
    file: str
    line: int = Field(ge=1)
    evidence: tuple[Evidence, ...] = ()
    confidence: Confidence | None = None
    pattern: Line | None = None

    @property
    def curated(self) -> bool:
        """Tell whether a person wrote the fact down as one; what was extracted says how sure it is."""
        return self.confidence is None

    @property
    def rank(self) -> tuple[int, str, int]:
        """Return the order in which statements win: curated, then the surest; then the smaller path, the line."""
        return 0 if self.confidence is None else 1 + CONFIDENCES.index(self.confidence), self.file, self.line


class ConceptStatement(_Statement):
    """What one place in a file says about a concept; None means that it says nothing.

    `id` is given only where it differs from the slug of the name.
    """

    name: Line
    id: Line | None = None
    aliases: tuple[Line, ...] = ()
    kind: Line | None = None
    definition: Line | None = None
    minutes: int | None = Field(default=None, ge=0, le=1_000_000)
    url: Line | None = None
    tags: tuple[Line, ...] = ()

    @property
    def own_id(self) -> ConceptId:
        """Return the id given, else the slug of the name."""
        return ConceptId(self.id or slug(self.name))


class RelationStatement(_Statement):
    """What one place in a file says about two concepts; `source` and `target` are ids, names or aliases as written.

    In one found by a pattern they are phrases, of which the longest part that names a concept counts.
    """

    source: Line
    type: Line
    target: Line
    strength: Strength | None = None
    reason: Line | None = None
    any_of: Line | None = None
