"""Extracted facts as YAML that a person edits and loads."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import ConceptId, fold, slug

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.model import Concept, Evidence, Relation

__all__ = ["candidates_yaml"]

_HEAD = """\
# Candidates extracted from notes. Remove or mend what is wrong, then load this file: its facts count as curated.
"""
_NAMED = """\
# Only named in a definition. Remove the first "# " of those that are concepts; their relations come with them.
"""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 -]*[A-Za-z0-9]")
_WORDS_OF_YAML = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_COMMENT = 100


def candidates_yaml(concepts: Iterable[Concept], relations: Iterable[Relation], files: Collection[str]) -> str:
    """Return the facts that `files` state and that are not curated, as YAML that `kg load` reads.

    One document for each concept holds what is new of it and the relations that start from it; the words of the notes
    stand as a comment beside each fact. Facts with a curated statement and derived relations are left out. Loading
    the text gives these facts with the same ids, kinds, definitions and evidence. What the notes only name stands at
    the end, most often named first: a comment for each, which is a document with its relations to other concepts.
    """
    asked = set(files)
    extracted = [one for one in concepts if one.confidence is not None and not asked.isdisjoint(one.sources)]
    new = {one.id: one for one in extracted if one.confidence != "named"}
    named = {one.id: one for one in extracted if one.confidence == "named"}
    relations_of: dict[str, list[Relation]] = defaultdict(list)
    for relation in sorted(relations, key=lambda one: one.key):
        if relation.confidence is None or relation.derived or asked.isdisjoint(relation.sources):
            continue
        ends = [end for end in (relation.source, relation.target) if end in named]
        if len(ends) < 2:  # noqa: PLR2004 - between two that may both go nothing can be said
            relations_of[ends[0] if ends else relation.source].append(relation)
    documents = [
        "".join(_document(identity, new.get(ConceptId(identity)), relations_of[identity]))
        for identity in sorted({*new, *relations_of} - set(named))
    ]
    lines = [
        _named(one, relations_of[one.id])
        for one in sorted(named.values(), key=lambda one: (-len(one.evidence), fold(one.name)))
    ]
    return _HEAD + "".join(f"---\n{document}" for document in documents) + (_NAMED if lines else "") + "".join(lines)


def _document(identity: str, concept: Concept | None, relations: list[Relation]) -> Iterator[str]:
    if concept is not None:
        yield from _concept(concept)
    if relations:
        yield "relations:\n" if concept is not None else f"relations:  # of {identity}\n"
    for relation in relations:
        yield _relation(relation)


def _concept(concept: Concept) -> Iterator[str]:
    yield f"concepts:\n  - name: {_scalar(concept.name)}{_comment(concept.evidence)}"
    if concept.id != slug(concept.name):
        yield f"    id: {_scalar(concept.id)}\n"
    if concept.kind != "concept":
        yield f"    kind: {_scalar(concept.kind)}\n"
    for key, values in (("aliases", concept.aliases), ("tags", concept.tags)):
        if values:
            yield f"    {key}: [{', '.join(map(_scalar, values))}]\n"
    for key, value in (("definition", concept.definition), ("url", concept.url)):
        if value:
            yield f"    {key}: {_scalar(value)}\n"
    if concept.minutes is not None:
        yield f"    minutes: {concept.minutes}\n"
    yield f"    evidence: [{', '.join(_scalar(str(one)) for one in concept.evidence)}]\n"


def _relation(relation: Relation) -> str:
    sureness = f" ({relation.pattern})" if relation.pattern else ""
    return f"  - {_relation_fields(relation)}{_comment(relation.evidence, sureness)}"


def _relation_fields(relation: Relation) -> str:
    fields = {
        "source": relation.source,
        "type": relation.type,
        "target": relation.target,
        "strength": None if relation.strength == "hard" else relation.strength,
        "reason": relation.reason,
        "any_of": relation.any_of,
    }
    written = ", ".join(f"{key}: {_scalar(value)}" for key, value in fields.items() if value)
    evidence = ", ".join(_scalar(str(one)) for one in relation.evidence)
    return f"{{{written}, evidence: [{evidence}]}}"


def _named(one: Concept, relations: Iterable[Relation]) -> str:
    """Return a concept with its relations as a document in one line, behind `#`."""
    aliases = f", aliases: [{', '.join(map(_scalar, one.aliases))}]" if one.aliases else ""
    evidence = ", ".join(_scalar(str(proof)) for proof in one.evidence)
    written = ", ".join(map(_relation_fields, relations))
    related = f", relations: [{written}]" if written else ""
    return f"# --- {{concepts: [{{name: {_scalar(one.name)}{aliases}, evidence: [{evidence}]}}]{related}}}\n"


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\x7f")


def _comment(evidence: Collection[Evidence], more: str = "") -> str:
    """Return the first place and its words behind `#`, shortened to one line."""
    first = next(iter(evidence), None)
    if first is None:
        return "\n"
    words = " ".join(first.quote.split())
    shown = words if len(words) <= _COMMENT else f"{words[:_COMMENT]}…"
    return f"  # {first.file}:{first.line}{more}: {shown}\n"
