"""Learning from the graph: plans, what comes next, what is known, and why one concept needs another."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from kg import known, lookup, paths
from kg.app.ask import Asking
from kg.errors import UsageError
from kg.plans import next_steps, study_plan
from kg.results import Connection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.model import Relation
    from kg.plans import NextStep, Plan

__all__ = ["Learning"]


class Learning(Asking):
    """The use cases of a learner. What is marked as known counts in all of them, beside what a call names."""

    def plan(
        self,
        goals: str | Iterable[str],
        *,
        known: Iterable[str] = (),
        known_file: Path | None = None,
        hours: float | None = None,
    ) -> Plan:
        """Return one plan of study for goals: prerequisites before dependants, with reasons and times.

        Args:
            goals: one name, or several.
            known: names of what the learner knows, beside the marks.
            known_file: a file of such names, or of marks.
            hours: the time there is; what does not fit is in `Plan.later`.

        Raises:
            NotFound: there is no such concept or file.
            AmbiguousName: there are several.
            UsageError: no goal, less than no time, or the file of marks has another form.
        """
        names = [goals] if isinstance(goals, str) else list(goals)
        if not names:
            raise UsageError("A plan needs a goal.")
        if hours is not None and not 0 <= hours < 1e6:  # noqa: PLR2004 - a century, and neither infinity nor NaN
            raise UsageError(f"{hours:g} hours make no plan.", "Give a number from 0.")
        aims = [self.resolve(name)[0] for name in names]
        mastered = self._mastered(known, known_file)
        minutes = None if hours is None else round(hours * 60)
        return study_plan(self.store, aims, self.ontology, known=mastered, minutes=minutes)

    def next_steps(
        self,
        *,
        known: Iterable[str] = (),
        known_file: Path | None = None,
        goal: str | None = None,
        limit: int = 20,
    ) -> list[NextStep]:
        """Return what can be learnt now, what opens most of the goal (or of the graph) first.

        Raises:
            NotFound: there is no such concept or file.
            AmbiguousName: there are several.
        """
        aim = None if goal is None else self.resolve(goal)[0]
        return next_steps(self.store, self.ontology, known=self._mastered(known, known_file), goal=aim, limit=limit)

    def known(self) -> tuple[str, ...]:
        """Return the ids that are marked as known.

        Raises:
            UsageError: the file of marks has another form.
        """
        return known.read_marks(known.marks_path(self.address))

    def mark_known(self, names: Iterable[str], *, forget: bool = False) -> tuple[str, ...]:
        """Mark concepts as known, or `forget` that they are; return the ids that are marked now.

        A mark whose concept is gone can be forgotten by its id.

        Raises:
            NotFound: there is no such concept.
            AmbiguousName: there are several.
            UsageError: the file of marks cannot be written or has another form.
        """
        marks = set(self.known())
        ids = {name if forget and name in marks else self.resolve(name)[0] for name in names}
        marks = marks - ids if forget else marks | ids
        known.write_marks(known.marks_path(self.address), marks)
        return tuple(sorted(marks))

    def why(self, first: str, second: str) -> Connection:
        """Return all that the notes say directly between two concepts, or else the shortest chain.

        Raises:
            NotFound: one of the concepts does not exist.
            AmbiguousName: one of the names has several.
        """
        one, other = self.resolve(first)[0], self.resolve(second)[0]
        direct = [
            each
            for each in lookup.relations(self.store, sorted({one, other}))
            if not each.derived and {each.source, each.target} == {one, other}
        ]
        links = direct or lookup.chain(self.store, one, other, 20)
        return self._connection(one, other, links)

    def paths(self, first: str, second: str, *, limit: int = 5) -> list[Connection]:
        """Return up to `limit` shortest chains between two concepts, by length; each kind of relation is its own chain.

        Raises:
            NotFound: one of the concepts does not exist.
            AmbiguousName: one of the names has several.
        """
        one, other = self.resolve(first)[0], self.resolve(second)[0]
        return [self._connection(one, other, links) for links in islice(paths.shortest(self.store, one, other), limit)]

    def _connection(self, first: str, second: str, links: Iterable[Relation] | None) -> Connection:
        kept = tuple(links or ())
        ends = {end for one in kept for end in (one.source, one.target)}
        names = lookup.names(self.store, ends | {first, second})
        return Connection(first, second, kept, links is not None, names, self.ontology)

    def _mastered(self, names: Iterable[str], file: Path | None, *, marks: bool = True) -> set[str]:
        """Return the ids of what a call names and of what its file names, and of what is marked where `marks`."""
        given = [*names, *(known.read_names(file) if file else ())]
        return set(self.known() if marks else ()) | {self.resolve(name)[0] for name in given}
