"""Merging: which concept a name means, and what several statements about one fact make together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import compress
from operator import not_
from typing import TYPE_CHECKING, Any

from kg.errors import Finding
from kg.loader.joining import in_winning_order, join
from kg.loader.names import NameIndex
from kg.loader.statements import DEFAULT_KIND, concept_statement, record_key, relation_statement
from kg.model import Concept, ConceptId, ConceptStatement, Evidence, Relation, RelationStatement, fold
from kg.nearest import did_you_mean, nearest_names
from kg.sources.markdown.phrases import find_longest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from kg.loader.joining import Group
    from kg.ontology import Ontology

__all__ = ["Merged", "merge"]

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

    def supersedes(self, one: ConceptStatement) -> bool:
        """Tell whether a concept that notes only name is called so in a surer statement, or is the head of it."""
        if one.confidence != "named":
            return False
        found = (find_longest(name, self.index.find_in_text) for name in (one.name, *one.aliases))
        known = (self.concepts[identity] for identity in (*found, self.index.of_id(one.own_id)) if identity is not None)
        return any(record.confidence != "named" for record in known)

    def relation_key(self, one: RelationStatement, ontology: Ontology) -> tuple[ConceptId, str, ConceptId] | None:
        """Return the key of the relation that a statement is about, None where it names no two concepts."""
        if one.type not in ontology.types:
            return None
        source, target = self._end(one, one.source), self._end(one, one.target)
        return None if source is None or target is None or source == target else (source, one.type, target)

    def _end(self, one: RelationStatement, reference: str) -> ConceptId | None:
        if one.confidence == "pattern":
            return find_longest(reference, self.index.find_in_text, one.pattern)
        found = self.index.find(reference)
        return found[0] if len(found) == 1 else None

    def leave_out(self, keys: Iterable[tuple[str, str, str]]) -> None:
        """Take relations out again; their statements wait."""
        for key in keys:
            record = self.relations.pop(key)
            files = {
                file for file in record.sources if not any(of == record_key(record) for of, _ in self.pending[file])
            }
            for file in files:
                self.pending[file].append(("", relation_statement(record)))


def merge(concepts: Iterable[ConceptStatement], relations: Iterable[RelationStatement], ontology: Ontology) -> Merged:
    """Merge all statements of all files into records; `O(n log n)` in their number.

    The result does not depend on the order in which the statements come. Concepts that notes only name join no others:
    one is made where no surer statement speaks of it.
    """
    merged = Merged()
    surer: list[ConceptStatement] = []
    named: list[ConceptStatement] = []
    for one in concepts:
        (named if one.confidence == "named" else surer).append(one)
    _check_kinds(_merge_concepts(surer, merged), merged, ontology)
    known = [merged.supersedes(one) for one in named]
    for one in compress(named, known):
        merged.pending[one.file].append(("", one))
    _merge_concepts(compress(named, map(not_, known)), merged)
    _merge_relations(relations, ontology, merged)
    return merged


def _merge_concepts(concepts: Iterable[ConceptStatement], merged: Merged) -> Mapping[ConceptId, Group]:
    """Add the concepts that statements speak of, and return the statements of each."""
    joined = join(concepts)
    merged.findings += joined.findings
    for one in joined.left_out:
        merged.pending[one.file].append(("", one))
    names: dict[str, set[ConceptId]] = defaultdict(set)
    for identity, group in joined.groups.items():
        names[fold(_name(identity, group.statements))].add(identity)
    for identity, group in joined.groups.items():
        statements = group.statements
        record = _concept(identity, statements, names, merged)
        merged.concepts[identity] = record
        merged.index.add(identity, record.name, record.aliases)
        merged.index.redirect(group.ids, identity)
        if len(statements) > 1 or not _same(concept_statement(record), statements[0]):
            for statement in statements:
                merged.pending[statement.file].append((record_key(record), statement))
    return joined.groups


def _name(identity: ConceptId, statements: Sequence[ConceptStatement]) -> str:
    """Return the name of a concept: the first that is given together with its id."""
    return next(one.name for one in statements if one.own_id == identity)


def _concept(
    identity: ConceptId,
    statements: Sequence[ConceptStatement],
    names: Mapping[str, Collection[ConceptId]],
    merged: Merged,
) -> Concept:
    name = _name(identity, statements)
    aliases = {fold(name): name}
    for one in statements:
        for alias in (*one.aliases, one.name):
            # An extracted alias that is another concept's name would make that name ambiguous.
            if one.curated or not set(names.get(fold(alias), ())) - {identity}:
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
        confidence=statements[0].confidence,
        pattern=statements[0].pattern,
        **chosen,
    )


def _agree(what: str, values: Sequence[tuple[Any, ConceptStatement | RelationStatement]], merged: Merged) -> Any:
    """Return the value of the first statement that gives one, and report each that differs."""
    given = [(value, one) for value, one in values if value is not None]
    if not given:
        return None
    value, winner = given[0]
    for other, one in given[1:]:
        if other != value and not (winner.curated and not one.curated):
            merged.findings.append(
                Finding(
                    "KG104",
                    "warning" if winner.curated else "info",
                    f"The {what} is {_short(other)} here, but {_short(value)} at {winner.file}:{winner.line}, "
                    "which wins.",
                    "Make the two agree.",
                    one.file,
                    one.line,
                )
            )
    return value


def _check_kinds(groups: Mapping[ConceptId, Group], merged: Merged, ontology: Ontology) -> None:
    unknown: dict[tuple[str, str], list[int]] = defaultdict(list)
    for identity, group in groups.items():
        kind = merged.concepts[identity].kind
        if kind not in ontology.kinds:
            first = next((one for one in group.statements if one.kind == kind), group.statements[0])
            unknown[first.file, kind].append(first.line)
    for (file, kind), lines in sorted(unknown.items()):
        count = len(lines)
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
                min(lines),
            )
        )


def _merge_relations(statements: Iterable[RelationStatement], ontology: Ontology, merged: Merged) -> None:
    groups: dict[tuple[ConceptId, str, ConceptId], list[RelationStatement]] = defaultdict(list)
    for one in sorted(statements, key=lambda one: one.rank):
        key = merged.relation_key(one, ontology)
        if key is None:
            if one.confidence != "pattern":
                merged.findings.append(_problem(one, merged, ontology))
            merged.pending[one.file].append(("", one))
        else:
            groups[key].append(one)
    for key, group in _without_second_readings(groups, merged):
        in_winning_order(group)
        record = _relation(key, group, merged)
        merged.relations[key] = record
        if len(group) > 1 or not _same(relation_statement(record), group[0]):
            for one in group:
                merged.pending[one.file].append((record_key(record), one))


def _without_second_readings(
    groups: Mapping[tuple[ConceptId, str, ConceptId], list[RelationStatement]], merged: Merged
) -> Iterator[tuple[tuple[ConceptId, str, ConceptId], list[RelationStatement]]]:
    """Yield the groups without what a pattern read in a line from which a curator took another relation of the two.

    Such statements wait, in case the curated one goes.
    """
    curated = {
        (frozenset((key[0], key[2])), proof.file, proof.line)
        for key, group in groups.items()
        for one in group
        if one.curated
        for proof in one.evidence
    }
    for key, group in groups.items():
        if any(one.confidence != "pattern" for one in group):
            yield key, group
            continue
        ends = frozenset((key[0], key[2]))
        kept = []
        for one in group:
            if any((ends, proof.file, proof.line) in curated for proof in one.evidence):
                merged.pending[one.file].append(("", one))
            else:
                kept.append(one)
        if kept:
            yield key, kept


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
    return Finding(
        "KG109",
        "warning" if one.curated else "info",
        f"'{one.source}' {one.type} itself; the relation is left out.",
        "Name another source or target.",
        one.file,
        one.line,
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
        confidence=first.confidence,
        pattern=first.pattern,
    )


def _evidence(statements: Sequence[ConceptStatement | RelationStatement]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(proof for one in statements for proof in one.evidence))


def _same(one: ConceptStatement | RelationStatement, other: ConceptStatement | RelationStatement) -> bool:
    """Tell whether two statements say the same; their lines may differ."""
    return {**one.__dict__, "line": 0} == {**other.__dict__, "line": 0}


def _short(value: Any) -> str:
    text = str(value)
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"  # noqa: PLR2004 - as many as fit a line
