"""Cutting a plan to the time there is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from kg.plans.needs import Needs
    from kg.plans.plan import PlanStep

__all__ = ["cut"]


def cut(
    steps: Sequence[PlanStep], minutes: int, needs: Needs, known: AbstractSet[str]
) -> tuple[list[PlanStep], list[PlanStep]]:
    """Return the steps that fit into the time, and the others.

    In their order, the required ones first, steps are taken that fit and of which each hard want is met; optional ones
    only when all the required fit. Required concepts that are learnt together are not torn apart, nor optional ones.
    `O(V + E)`.
    """
    units: dict[tuple[bool, str], list[PlanStep]] = defaultdict(list)
    for step in steps:
        units[step.is_optional, min((step.id, *step.learnt_with))].append(step)
    met = set(known)
    left = minutes
    are_all_required_in = True
    for (is_optional, _), unit in sorted(units.items(), key=lambda item: item[0][0]):
        if is_optional and not are_all_required_in:
            break
        ids = {step.id for step in unit}
        time = sum(step.minutes for step in unit)
        if time <= left and not _is_open(ids, needs, met):
            left -= time
            met |= ids
        elif not is_optional:
            are_all_required_in = False
    parts: tuple[list[PlanStep], list[PlanStep]] = [], []
    for step in steps:
        is_later = step.id not in met
        together = tuple(one for one in step.learnt_with if (one not in met) is is_later)
        parts[is_later].append(step._replace(learnt_with=together) if together != step.learnt_with else step)
    return parts


def _is_open(unit: AbstractSet[str], needs: Needs, met: AbstractSet[str]) -> bool:
    """Tell whether a member of the unit has a hard want that neither `met` nor another member meets."""
    return any(unit.isdisjoint(want) for _, want in needs.open_wants(unit, met))
