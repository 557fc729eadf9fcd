"""Merging: which concept a name means, and what several statements about one fact make together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import Finding
from kg.loader.names import NameIndex
from kg.model import Concept, ConceptId, ConceptStatement, Evidence, Relation, RelationStatement, fold, slug
from kg.nearest import did_you_mean, nearest_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.ontology import Ontology

__all__ = ["DEFAULT_KIND", "Merged", "concept_statement", "is_curated", "merge", "record_key", "relation_statement"]

DEFAULT_KIND = "concept"
_NEAREST_FOR = 50  # findings; beyond that nobody reads the suggestions


@dataclass(slots=True)
class Merged:
    """Records by id and key, the statements that they cannot give back, and the findings.

    `pending` is by file; beside each statement stands the key of the record that it went into, empty for none.
    """

    concepts: dict[ConceptId, Concept] = field(default_factory=dict)
    relations: dict[tuple[str, str, str], Relation] = field(default_factory=dict)
    pending: dict[str, list[tuple[str, ConceptStatement | RelationStatement]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    findings: list[Finding] = field(default_factory=list)
    index: NameIndex = field(default_factory=NameIndex)

    def concept(self, identity: str) -> Concept | None:
        """Return the concept that an id means, also when the concept was joined to another."""
        found = self.index.of_id(identity)
        return self.concepts[found] if found is not None else None

    def relation_key(self, one: RelationStatement, ontology: Ontology) -> tuple[ConceptId, str, ConceptId] | None:
        """Return the key of the relation that a statement is about, None where it names no two concepts."""
        source, target = self.index.find(one.source), self.index.find(one.target)
        if one.type not in ontology.types or len(source) != 1 or len(target) != 1 or source[0] == target[0]:
            return None
        return source[0], one.type, target[0]


def concept_statement(record: Concept) -> ConceptStatement:
    """Return the statement that alone would have made the record, which has one source."""
    file = record.sources[0]
    return ConceptStatement(
        file=file,
        line=_line_in(file, record.evidence),
        curated=is_curated(file),
        evidence=record.evidence,
        name=record.name,
        id=None if record.id == slug(record.name) else record.id,
        aliases=record.aliases,
        kind=None if record.kind == DEFAULT_KIND else record.kind,
        definition=record.definition,
        minutes=record.minutes,
        url=record.url,
        tags=record.tags,
    )


def relation_statement(record: Relation) -> RelationStatement:
    """Return the statement that alone would have made the record, which has one source."""
    file = record.sources[0]
    source, target = record.stated_as or (record.source, record.target)
    return RelationStatement(
        file=file,
        line=_line_in(file, record.evidence),
        curated=is_curated(file),
        evidence=record.evidence,
        source=source,
        type=record.type,
        target=target,
        strength=None if record.strength == "hard" else record.strength,
        reason=record.reason,
        any_of=record.any_of,
    )


def record_key(record: Concept | Relation) -> str:
    """Return the text that names a record: the id of a concept, the three parts of a relation's key."""
    return record.id if isinstance(record, Concept) else "\n".join(record.key)


def is_curated(file: str) -> bool:
    """Tell whether a file holds curated facts; Markdown is extracted from."""
    return not file.lower().endswith((".md", ".markdown"))


def merge(concepts: Iterable[ConceptStatement], relations: Iterable[RelationStatement], ontology: Ontology) -> Merged:
    """Merge all statements of all files into records; `O(n log n)` in their number.

    The result does not depend on the order in which the statements come.
    """
    merged = Merged()
    groups = _merge_by_alias(_group_by_id(concepts, merged), merged)
    for identity, (_, statements) in groups.items():
        record = _concept(identity, statements, merged)
        merged.concepts[identity] = record
        if len(statements) > 1 or not _same(concept_statement(record), statements[0]):
            for statement in statements:
                merged.pending[statement.file].append((record_key(record), statement))
    _check_kinds(merged, ontology)
    for identity, (own, _) in groups.items():
        record = merged.concepts[identity]
        merged.index.add(identity, record.name, record.aliases)
        merged.index.redirect(own, identity)
    _merge_relations(relations, ontology, merged)
    return merged


_Statement = TypeVar("_Statement", ConceptStatement, RelationStatement)
_Groups = dict[ConceptId, list[ConceptStatement]]


def _group_by_id(statements: Iterable[ConceptStatement], merged: Merged) -> _Groups:
    groups: _Groups = defaultdict(list)
    for statement in sorted(statements, key=lambda one: one.rank):
        groups[statement.own_id].append(statement)
    for identity, group in groups.items():
        _sort(group)
        first = group[0]
        names = {fold(alias) for one in group for alias in one.aliases}
        for other in group[1:]:
            if slug(other.name) != slug(first.name) and not {fold(other.name), fold(first.name)} & names:
                merged.findings.append(
                    Finding(
                        "KG103",
                        "error",
                        f"The id '{identity}' is given to '{other.name}', but {first.file}:{first.line} gives it to "
                        f"'{first.name}'.",
                        "Give one of the two another id.",
                        other.file,
                        other.line,
                    )
                )
    return groups


def _merge_by_alias(groups: _Groups, merged: Merged) -> dict[ConceptId, tuple[list[ConceptId], list[ConceptStatement]]]:
    """Join each concept without an id of its own to the one concept that has its name as an alias."""
    owners: dict[str, set[ConceptId]] = defaultdict(set)
    for identity, group in groups.items():
        for one in group:
            for alias in one.aliases:
                owners[fold(alias)].add(identity)
    into: dict[ConceptId, ConceptId] = {}
    for identity, group in groups.items():
        if any(one.id is not None for one in group):
            continue
        candidates = {owner for one in group for owner in owners.get(fold(one.name), ())} - {identity}
        if len(candidates) == 1:
            into[identity] = candidates.pop()
    joined: dict[ConceptId, tuple[list[ConceptId], list[ConceptStatement]]] = {}
    for identity, group in groups.items():
        final = _follow(identity, into, groups)
        own, statements = joined.setdefault(final, ([], []))
        own.append(identity)
        statements.extend(group)
        if final != identity:
            merged.findings.append(
                Finding(
                    "KG110",
                    "info",
                    f"'{group[0].name}' is an alias of '{groups[final][0].name}', so the two are one concept.",
                    "Give it an id of its own to keep them apart.",
                    group[0].file,
                    group[0].line,
                )
            )
    for _, statements in joined.values():
        _sort(statements)
    return joined


def _sort(statements: list[_Statement]) -> None:
    """Put statements in the order in which they win; those of one line by what they say."""
    if len(statements) > 1:
        statements.sort(key=lambda one: (one.rank, one.model_dump_json()))


def _follow(identity: ConceptId, into: dict[ConceptId, ConceptId], groups: _Groups) -> ConceptId:
    seen = [identity]
    while (following := into.get(seen[-1])) is not None:
        if following in seen:
            return min(seen[seen.index(following) :], key=lambda one: (groups[one][0].rank, one))
        seen.append(following)
    return seen[-1]


def _concept(identity: ConceptId, statements: Sequence[ConceptStatement], merged: Merged) -> Concept:
    own = [one for one in statements if one.own_id == identity]
    name = own[0].name
    aliases = {fold(name): name}
    for one in statements:
        for alias in (*one.aliases, one.name):
            aliases.setdefault(fold(alias), alias)
    del aliases[fold(name)]
    chosen = {
        key: _agree(f"{key} of '{name}'", [(getattr(one, key), one) for one in statements], merged)
        for key in ("kind", "definition", "minutes", "url")
    }
    kind = chosen.pop("kind")
    return Concept(
        id=identity,
        name=name,
        aliases=tuple(aliases.values()),
        kind=kind or DEFAULT_KIND,
        tags=tuple(dict.fromkeys(tag for one in statements for tag in one.tags)),
        evidence=_evidence(statements),
        sources=tuple(sorted({one.file for one in statements})),
        **chosen,
    )


def _agree(what: str, values: Sequence[tuple[Any, ConceptStatement | RelationStatement]], merged: Merged) -> Any:
    """Return the value of the first statement that gives one, and report each that differs."""
    given = [(value, one) for value, one in values if value is not None]
    if not given:
        return None
    value, winner = given[0]
    for other, one in given[1:]:
        if other != value:
            merged.findings.append(
                Finding(
                    "KG104",
                    "warning",
                    f"The {what} is {_short(other)} here, but {_short(value)} at {winner.file}:{winner.line}, "
                    "which wins.",
                    "Make the two agree.",
                    one.file,
                    one.line,
                )
            )
    return value


def _check_kinds(merged: Merged, ontology: Ontology) -> None:
    unknown: dict[tuple[str, str], int] = defaultdict(int)
    for record in merged.concepts.values():
        if record.kind not in ontology.kinds:
            unknown[record.sources[0], record.kind] += 1
    for (file, kind), count in sorted(unknown.items()):
        merged.findings.append(
            Finding(
                "KG105",
                "warning",
                f"The ontology has no kind '{kind}' ({count} concept{'s' * (count != 1)}).",
                " ".join(
                    filter(
                        None,
                        (
                            did_you_mean(nearest_names(kind, ontology.kinds)),
                            "Such concepts get no label; add the kind to an ontology file and load with --ontology.",
                        ),
                    )
                ),
                file,
            )
        )


def _merge_relations(statements: Iterable[RelationStatement], ontology: Ontology, merged: Merged) -> None:
    groups: dict[tuple[ConceptId, str, ConceptId], list[RelationStatement]] = defaultdict(list)
    for one in sorted(statements, key=lambda one: one.rank):
        key = merged.relation_key(one, ontology)
        if key is None:
            merged.findings.append(_problem(one, merged, ontology))
            merged.pending[one.file].append(("", one))
        else:
            groups[key].append(one)
    for key, group in groups.items():
        _sort(group)
        record = _relation(key, group, merged)
        merged.relations[key] = record
        if len(group) > 1 or not _same(relation_statement(record), group[0]):
            for one in group:
                merged.pending[one.file].append((record_key(record), one))


def _problem(one: RelationStatement, merged: Merged, ontology: Ontology) -> Finding:
    """Return why a statement makes no relation."""

    def warning(code: str, message: str, hint: str) -> Finding:
        return Finding(code, "warning", message, hint, one.file, one.line)

    if one.type not in ontology.types:
        return warning(
            "KG106",
            f"The ontology has no relation type '{one.type}'; the relation is left out.",
            did_you_mean(nearest_names(one.type, ontology.types))
            or "Its types are " + ", ".join(sorted(ontology.types)) + ".",
        )
    for reference in (one.source, one.target):
        found = merged.index.find(reference)
        if len(found) > 1:
            shown = ", ".join(found[:5]) + (" …" if len(found) > 5 else "")  # noqa: PLR2004 - as many as fit a line
            return warning(
                "KG102",
                f"'{reference}' is the name of {len(found)} concepts ({shown}); the relation is left out.",
                "Write the id of the one that is meant.",
            )
        if not found:
            suggest = len(merged.findings) < _NEAREST_FOR
            return warning(
                "KG101",
                f"No concept is called '{reference}'; the relation {one.source} {one.type} {one.target} waits for it.",
                (merged.index.nearest(reference) if suggest else "") or "Add the concept, or mend the name.",
            )
    return warning(
        "KG109", f"'{one.source}' {one.type} itself; the relation is left out.", "Name another source or target."
    )


def _relation(key: tuple[ConceptId, str, ConceptId], group: Sequence[RelationStatement], merged: Merged) -> Relation:
    source, type_, target = key
    words = f"{group[0].source} {type_} {group[0].target}"
    chosen = {
        field_: _agree(f"{field_} of '{words}'", [(getattr(one, field_), one) for one in group], merged)
        for field_ in ("strength", "reason", "any_of")
    }
    first = group[0]
    as_written = (first.source, first.target)
    return Relation(
        source=source,
        type=type_,
        target=target,
        strength=chosen["strength"] or "hard",
        reason=chosen["reason"],
        any_of=chosen["any_of"],
        evidence=_evidence(group),
        sources=tuple(sorted({one.file for one in group})),
        stated_as=() if as_written == (source, target) else as_written,
    )


def _evidence(statements: Sequence[ConceptStatement | RelationStatement]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(proof for one in statements for proof in one.evidence))


def _line_in(file: str, evidence: Sequence[Evidence]) -> int:
    return next((proof.line for proof in evidence if proof.file == file), 1)


def _same(one: ConceptStatement | RelationStatement, other: ConceptStatement | RelationStatement) -> bool:
    """Tell whether two statements say the same; their lines may differ."""
    return {**one.__dict__, "line": 0} == {**other.__dict__, "line": 0}


def _short(value: Any) -> str:
    text = str(value)
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"  # noqa: PLR2004 - as many as fit a line
