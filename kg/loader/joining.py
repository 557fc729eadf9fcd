"""Which statements are about one concept: those of one id, and those that a name and an alias bring together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from kg.errors import Finding
from kg.model import ConceptId, ConceptStatement, RelationStatement, fold, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Group", "Joined", "in_winning_order", "join"]

_Statement = TypeVar("_Statement", ConceptStatement, RelationStatement)
_ById = dict[ConceptId, list[ConceptStatement]]


@dataclass(slots=True)
class Group:
    """The statements about one concept in the order in which they win, and the ids that they give it."""

    ids: list[ConceptId] = field(default_factory=list)
    statements: list[ConceptStatement] = field(default_factory=list)


@dataclass(slots=True)
class Joined:
    """Groups by the id of their concept, statements that could not be taken in, and findings."""

    groups: dict[ConceptId, Group] = field(default_factory=dict)
    left_out: list[ConceptStatement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def join(statements: Iterable[ConceptStatement]) -> Joined:
    """Return which statements are about one concept.

    Statements of one id are, if their names agree. A concept that has no id of its own is joined to the one concept
    that has its name as an alias; an extracted one is joined to a curated one, never the other way round, and what
    was extracted joins no two curated ones.
    """
    joined = Joined()
    by_id = _by_id(statements, joined)
    into = _alias_owners(by_id)
    for identity, group in by_id.items():
        final = _follow(identity, into, by_id)
        whole = joined.groups.setdefault(final, Group())
        whole.ids.append(identity)
        whole.statements.extend(group)
        if final != identity:
            joined.findings.append(
                Finding(
                    "KG110",
                    "info",
                    f"'{group[0].name}' is an alias of '{by_id[final][0].name}', so the two are one concept.",
                    "Give it an id of its own to keep them apart.",
                    group[0].file,
                    group[0].line,
                )
            )
    for whole in joined.groups.values():
        in_winning_order(whole.statements)
    return joined


def in_winning_order(statements: list[_Statement]) -> None:
    """Sort statements in the order in which they win; those of one line by what they say."""
    if len(statements) > 1:
        statements.sort(key=lambda one: (one.rank, one.model_dump_json()))


def _by_id(statements: Iterable[ConceptStatement], joined: Joined) -> _ById:
    groups: _ById = defaultdict(list)
    for statement in sorted(statements, key=lambda one: (one.rank, one.own_id)):
        groups[statement.own_id].append(statement)
    for identity, group in groups.items():
        in_winning_order(group)
        first = group[0]
        known = {fold(alias) for one in group for alias in one.aliases}
        others = [
            one
            for one in group
            if slug(one.name) != slug(first.name) and not {fold(one.name), fold(first.name)} & known
        ]
        for other in others:
            joined.findings.append(
                Finding(
                    "KG103",
                    "error" if other.curated else "warning",
                    f"The id '{identity}' is given to '{other.name}', but {first.file}:{first.line} gives it to "
                    f"'{first.name}'.",
                    "Give one of the two another id.",
                    other.file,
                    other.line,
                )
            )
            joined.left_out.append(other)
            group.remove(other)
    return groups


def _alias_owners(by_id: _ById) -> dict[ConceptId, ConceptId]:
    """Return the concept that each concept is joined to, for those that are."""
    owners: dict[str, dict[ConceptId, bool]] = defaultdict(dict)
    for identity, group in by_id.items():
        for one in group:
            for alias in one.aliases:
                owners[fold(alias)][identity] = owners[fold(alias)].get(identity, False) or one.curated
    into: dict[ConceptId, ConceptId] = {}
    for identity, group in by_id.items():
        found = {
            owner: curated
            for name in {fold(one.name) for one in group}
            for owner, curated in owners.get(name, {}).items()
            if owner != identity
        }
        if len(found) != 1:
            continue
        ((owner, alias_is_curated),) = found.items()
        first, second = identity, owner
        if _is_curated(group):
            if not alias_is_curated and _is_curated(by_id[owner]):
                continue
            if not _is_curated(by_id[owner]):
                first, second = owner, identity
        if not any(one.id is not None for one in by_id[first]):
            into.setdefault(first, second)
    return into


def _is_curated(group: Sequence[ConceptStatement]) -> bool:
    return any(one.curated for one in group)


def _follow(identity: ConceptId, into: dict[ConceptId, ConceptId], by_id: _ById) -> ConceptId:
    seen = [identity]
    while (following := into.get(seen[-1])) is not None:
        if following in seen:
            return min(seen[seen.index(following) :], key=lambda one: (by_id[one][0].rank, one))
        seen.append(following)
    return seen[-1]
