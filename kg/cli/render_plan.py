"""Plans as text."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kg.cli.screen import duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.cli.screen import Screen
    from kg.model import Relation
    from kg.plans import NextStep, Plan, PlanStep

__all__ = ["print_next", "print_plan", "print_plan_markdown", "print_plan_mermaid"]


def print_plan(screen: Screen, plan: Plan) -> None:
    """Write the steps by level, each with its time, its reason and the line of the notes."""
    screen.line(_heading(plan), style="bold")
    if plan.known:
        screen.folded(f"Known already: {_names(plan, plan.known)}", style="dim")
    number = 0
    because = plan.because(plan.steps)
    width = max((len(step.name) for step in plan.steps), default=0)
    for (level, is_last), steps in _levels(plan):
        screen.line()
        screen.line(f"{'Goal, level' if is_last else 'Level'} {level}  {_time(steps)}", style="bold")
        for step in steps:
            number += 1
            time = f"{'~' * step.is_estimated}{duration(step.minutes)}"
            optional = " (optional)" if step.is_optional else ""
            screen.line(f"{number:3} {screen.styled(step.name.ljust(width), 'bold')}  {time:>11}{optional}")
            for note in _notes(plan, step, because[step.id]):
                screen.folded(note, 6, style="dim")
    for is_optional, heading in ((False, "Later"), (True, "Optional, later")):
        left = [step for step in plan.later if step.is_optional is is_optional]
        if left:
            screen.line()
            screen.line(f"{heading}  {_duration(left)}", style="bold")
            screen.folded(_names(plan, [one.id for one in left]), 6)
    if not plan.is_exact:
        screen.line(_GREEDY, style="dim")


_GREEDY = "There were too many alternatives to weigh all; another choice may take less time."


def print_plan_markdown(screen: Screen, plan: Plan) -> None:
    """Write the plan as a Markdown list of tasks."""
    because = plan.because(plan.steps)
    screen.line(f"# {_escaped(_heading(plan))}")
    for (level, is_last), steps in _levels(plan):
        screen.line(f"\n## {'Goal, level' if is_last else 'Level'} {level} ({_time(steps)})\n")
        for step in steps:
            time = f"{'~' * step.is_estimated}{duration(step.minutes)}"
            optional = ", optional" if step.is_optional else ""
            screen.line(f"- [ ] **{_escaped(step.name)}** ({time}{optional})")
            screen.stream.writelines(f"  - {_escaped(note)}\n" for note in _notes(plan, step, because[step.id]))
    if plan.later:
        screen.line(f"\n## Later ({_time(plan.later)})\n")
        screen.stream.writelines(f"- {_escaped(step.name)}\n" for step in plan.later)
    if not plan.is_exact:
        screen.line(f"\n{_GREEDY}")


def print_plan_mermaid(screen: Screen, plan: Plan) -> None:
    """Write the plan as a Mermaid flow chart, from prerequisite to dependant; optional ones dashed."""
    from kg.export.flow_chart import Arrow, Box, flow_chart  # noqa: PLC0415 - only this form needs it

    places: dict[str, int] = {step.id: place for place, step in enumerate(plan.steps)}
    arrows = set()
    for relations in plan.because(plan.steps).values():
        for one in relations:
            needs = plan.ontology.needs(*one.key)
            if needs and needs[0] in places:
                arrows.add((needs[1], needs[0], plan.ontology.types[one.type].label, one.strength == "hard"))
    ordered = sorted(arrows, key=lambda one: (places[one[0]], places[one[1]], *one[2:]))
    boxes = [Box(step.id, step.name) for step in plan.steps]
    screen.stream.write(flow_chart(boxes, [Arrow(*one) for one in ordered]))


def print_next(screen: Screen, steps: Sequence[NextStep]) -> None:
    """Write what can be learnt now, with what it opens."""
    if not steps:
        screen.line("Nothing is left to learn.")
    else:
        screen.table(
            ("concept", "time", "opens"),
            [(one.concept.name, f"{'~' * one.is_estimated}{duration(one.minutes)}", str(one.opens)) for one in steps],
        )


def _heading(plan: Plan) -> str:
    goals = ", ".join(one.name for one in plan.goals)
    if not plan.steps:
        return f"{goals}: {'nothing fits into the time' if plan.later else 'nothing is left to learn'}"
    required = [step for step in plan.steps if not step.is_optional]
    optional = [step for step in plan.steps if step.is_optional]
    parts = [f"{len(required)} concept{'s' * (len(required) != 1)}, {_duration(required)}"] * bool(required)
    parts += [f"{len(optional)} optional, {_duration(optional)}"] * bool(optional)
    return f"{goals}: {'; '.join(parts)}"


def _duration(steps: Iterable[PlanStep]) -> str:
    """Return the time of the steps, with a ~ where some of it is estimated."""
    given = list(steps)
    return f"{'~' * any(step.is_estimated for step in given)}{duration(sum(step.minutes for step in given))}"


def _time(steps: Sequence[PlanStep]) -> str:
    """Return the time of the steps, that of optional ones apart."""
    parts = [([step for step in steps if step.is_optional is optional], optional) for optional in (False, True)]
    return ", ".join(_duration(some) + " optional" * optional for some, optional in parts if some)


def _levels(plan: Plan) -> list[tuple[tuple[int, bool], list[PlanStep]]]:
    """Return the steps by level; goals that nothing else needs stand apart at the end."""
    goals = {one.id for one in plan.goals}
    last = len(plan.steps)
    while last and plan.steps[last - 1].id in goals:
        last -= 1
    numbered = enumerate(plan.steps)
    grouped = groupby(numbered, key=lambda pair: (pair[1].level, pair[0] >= last))
    return [(key, [step for _, step in pairs]) for key, pairs in grouped]


def _notes(plan: Plan, step: PlanStep, because: Sequence[Relation]) -> list[str]:
    """Return why the step is there: the relation that leads on, its reason, its quote; then the chain and the rest."""
    notes = []
    chain = plan.chain(step)
    first = _leading(chain, because)
    if first is not None:
        sentence = plan.ontology.sentence(plan.names[first.source], first.type, plan.names[first.target])
        notes.append(sentence + (f": {first.reason}" if first.reason else ""))
        notes += [str(proof) for proof in first.evidence[:1]]
    if len(chain) > 2:  # noqa: PLR2004 - a chain of one link is the sentence above
        notes.append("→ " + " → ".join(plan.names[one] for one in chain[1:]))
    if step.learnt_with:
        notes.append(f"together with {_names(plan, step.learnt_with)}")
    if step.instead:
        notes.append(f"or instead: {_names(plan, step.instead)}")
    return notes


def _leading(chain: Sequence[str], because: Sequence[Relation]) -> Relation | None:
    """Return the relation to the next concept on the chain to the goal, else the first."""
    following = chain[1] if len(chain) > 1 else None
    return next((one for one in because if following in {one.source, one.target}), next(iter(because), None))


def _names(plan: Plan, ids: Iterable[str]) -> str:
    return ", ".join(plan.names[one] for one in ids)


def _escaped(text: str) -> str:
    for mark in "\\`*_[]<>#|":
        text = text.replace(mark, "\\" + mark)
    return text
