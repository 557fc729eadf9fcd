"""Answers as text."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.cli.screen import Screen, duration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Confidence, Relation
    from kg.ontology import Ontology
    from kg.prereqs import Prereqs, Step
    from kg.queries import NamedQuery
    from kg.results import ConceptView, Connection
    from kg.stores.base import Result

__all__ = [
    "print_concept",
    "print_csv",
    "print_dot",
    "print_markdown",
    "print_mermaid",
    "print_path",
    "print_paths",
    "print_query",
    "print_study_order",
    "print_table",
    "print_tree",
    "query_json",
]

#: How notes say an extracted fact.
_SURENESS = {"stated": "stated in notes", "pattern": "read in a sentence", "named": "only named in a sentence"}


def print_table(screen: Screen, result: Result) -> None:
    """Write rows as a table with their number below."""
    screen.table(result.columns, [[_cell(value) for value in row] for row in result.rows])
    screen.line(f"{len(result.rows)} row{'s' * (len(result.rows) != 1)}", style="dim")


def print_csv(screen: Screen, result: Result) -> None:
    """Write rows as CSV of RFC 4180 with a header; lists and maps are JSON, null is empty."""
    writer = csv.writer(screen.stream, lineterminator="\n")
    writer.writerow(result.columns)
    writer.writerows([_cell(value) for value in row] for row in result.rows)


def print_markdown(screen: Screen, result: Result) -> None:
    """Write rows as a Markdown table."""

    def line(cells: Sequence[str]) -> str:
        escaped = (cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>") for cell in cells)
        return "| " + " | ".join(escaped) + " |"

    screen.line(line(result.columns))
    screen.line(line(["---"] * len(result.columns)))
    for row in result.rows:
        screen.line(line([_cell(value) for value in row]))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def query_json(query: NamedQuery) -> dict[str, Any]:
    """Return a shipped query as JSON."""
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "parameters": [
            {
                "name": one.name,
                "description": one.description,
                "example": one.example,
                "required": one.is_required,
            }
            for one in query.parameters
        ],
        "cypher": query.text,
    }


def print_query(screen: Screen, query: NamedQuery) -> None:
    """Write a shipped query with its parameters and its Cypher."""
    screen.line(screen.styled(query.name, "bold") + f": {query.title}")
    screen.line(query.description)
    for one in query.parameters:
        optional = "" if one.is_required else ", this when not given"
        screen.line(
            f"  {one.name}: {one.description} (such as {json.dumps(one.example, ensure_ascii=False)}{optional})"
        )
    screen.line()
    screen.line(query.text)


def _sentence(relation: Relation, names: Mapping[str, str], ontology: Ontology) -> str:
    return ontology.sentence(names[relation.source], relation.type, names[relation.target])


def _why(step: Step, found: Prereqs, ontology: Ontology) -> str:
    """Return the first reason for a step in words."""
    first = step.because[0]
    reason = f": {first.reason}" if first.reason else ""
    more = f" (and {len(step.because) - 1} more)" if len(step.because) > 1 else ""
    return f"{_sentence(first, found.names, ontology)}{reason}{more}"


def _heading(found: Prereqs) -> str:
    count = len(found.steps)
    if found.reverse:
        return f"{found.goal.name} opens {count} concept{'s' * (count != 1)}"
    if not count:
        return f"{found.goal.name} needs nothing else first"
    minutes = sum(step.concept.minutes or 0 for step in found.steps)
    time = f", {duration(minutes)}" if minutes else ""
    return f"Before {found.goal.name}: {count} concept{'s' * (count != 1)}{time}"


def print_study_order(screen: Screen, found: Prereqs, ontology: Ontology) -> None:
    """Write the steps in order, each with its time and its first reason."""
    screen.line(_heading(found), style="bold")
    width = max((len(step.concept.name) for step in found.steps), default=0)
    for number, step in enumerate(found.steps, 1):
        time = duration(step.concept.minutes) if step.concept.minutes else ""
        soft = "(optional) " if step.strength == "soft" else ""
        why = screen.shortened(soft + _why(step, found, ontology), width + 18)
        screen.line(
            f"{number:3} {screen.styled(step.concept.name.ljust(width), 'bold')}  {time:>10}  "
            + screen.styled(why, "dim")
        )


def print_tree(screen: Screen, found: Prereqs, ontology: Ontology) -> None:
    """Write the chain as a tree below the goal; a concept is unfolded where it first occurs."""
    below = _children(found, ontology)
    screen.line(_heading(found), style="bold")
    screen.line(found.goal.name, style="bold")
    unfolded = {found.goal.id}
    repeats = False
    stack = [("", list(below[found.goal.id]))]
    while stack:
        indent, children = stack[-1]
        if not children:
            stack.pop()
            continue
        step, relations = children.pop(0)
        first = relations[0]
        is_last = not children
        again = step.concept.id in unfolded and bool(below[step.concept.id])
        note = _sentence(first, found.names, ontology) + (f": {first.reason}" if first.reason else "")
        soft = " (optional)" if all(one.strength == "soft" for one in relations) else ""
        mark = " ↑" if again else ""
        repeats = repeats or again
        branch = f"{indent}{'└── ' if is_last else '├── '}{step.concept.name}{mark}{soft}"
        screen.line(branch + screen.styled(f"  {screen.shortened(note, len(branch) + 2)}", "dim"))
        if step.concept.id not in unfolded:
            unfolded.add(step.concept.id)
            stack.append((indent + ("    " if is_last else "│   "), list(below[step.concept.id])))
    if repeats:
        screen.line("↑ unfolded above", style="dim")


def _children(found: Prereqs, ontology: Ontology) -> dict[str, list[tuple[Step, list[Relation]]]]:
    """Return for each concept its direct steps with the relations that make them, the last to learn first."""
    steps: dict[str, Step] = {step.concept.id: step for step in found.steps}
    direct: dict[str, dict[str, list[Relation]]] = defaultdict(lambda: defaultdict(list))
    for step in found.steps:
        for one in step.because:
            needs = ontology.needs(*one.key)
            if needs:
                parent = needs[1] if found.reverse else needs[0]
                direct[parent][step.concept.id].append(one)
    return defaultdict(
        list,
        {
            parent: sorted(
                ((steps[child], relations) for child, relations in children.items()),
                key=lambda pair: (pair[0].level if found.reverse else -pair[0].level, pair[0].concept.name.casefold()),
            )
            for parent, children in direct.items()
        },
    )


def _edges(found: Prereqs, ontology: Ontology) -> list[tuple[str, str, str, bool]]:
    """Return (prerequisite, dependant, words, hard) for each base relation of the chain."""
    edges = []
    for step in found.steps:
        for one in step.because:
            needs = ontology.needs(*one.key)
            if needs:
                edges.append((needs[1], needs[0], ontology.types[one.type].label, one.strength == "hard"))
    return sorted(set(edges))


def _numbered(found: Prereqs) -> dict[str, str]:
    order = [*(step.concept.id for step in found.steps), found.goal.id]
    return {identity: f"n{number}" for number, identity in enumerate(order)}


def print_mermaid(screen: Screen, found: Prereqs, ontology: Ontology) -> None:
    """Write the chain as a Mermaid flow chart, from prerequisite to dependant."""
    from kg.export.flow_chart import Arrow, Box, flow_chart  # noqa: PLC0415 - only this form needs it

    boxes = [Box(identity, found.names[identity]) for identity in _numbered(found)]
    screen.stream.write(flow_chart(boxes, [Arrow(*edge) for edge in _edges(found, ontology)]))


def print_dot(screen: Screen, found: Prereqs, ontology: Ontology) -> None:
    """Write the chain for Graphviz, from prerequisite to dependant."""

    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    numbers = _numbered(found)
    screen.line("digraph prerequisites {\n  rankdir=LR;\n  node [shape=box];")
    for identity, number in numbers.items():
        screen.line(f"  {number} [label={quoted(found.names[identity])}];")
    for first, then, words, hard in _edges(found, ontology):
        style = "" if hard else ", style=dashed"
        screen.line(f"  {numbers[first]} -> {numbers[then]} [label={quoted(words)}{style}];")
    screen.line("}")


def print_concept(screen: Screen, view: ConceptView) -> None:
    """Write a concept with its relations both ways, each with its reason, how sure it is, and its evidence."""
    concept = view.concept
    about = f"  {concept.kind}, id {concept.id}{_sureness(concept.confidence, concept.pattern)}"
    screen.line(screen.styled(concept.name, "bold") + screen.styled(about, "dim"))
    if concept.aliases:
        screen.line(f"Also: {', '.join(concept.aliases)}")
    if concept.definition:
        screen.line(concept.definition)
    if concept.minutes is not None:
        screen.line(f"Time to learn: {duration(concept.minutes)}")
    if concept.url:
        screen.line(concept.url)
    if concept.tags:
        screen.line(f"Tags: {', '.join(concept.tags)}")
    _print_evidence(screen, concept.evidence)
    for heading, relations, incoming in (("It", view.outgoing, False), ("Other concepts", view.incoming, True)):
        stated = [one for one in relations if not one.derived]
        if stated:
            screen.line()
            screen.line(heading, style="bold")
        for one in stated:
            ends = (view.names[one.source], "it") if incoming else ("", view.names[one.target])
            words = view.ontology.sentence(ends[0], one.type, ends[1]).strip()
            soft = " (soft)" if one.strength == "soft" else ""
            alternative = f" (one of '{one.any_of}')" if one.any_of else ""
            sureness = screen.styled(_sureness(one.confidence, one.pattern), "dim")
            screen.line(f"  {words}{soft}{alternative}" + (f": {one.reason}" if one.reason else "") + sureness)
            _print_evidence(screen, one.evidence, indent="    ")
    derived = [view.names[one.target] for one in view.outgoing if one.derived]
    if derived:
        screen.line()
        screen.line(f"So it needs first: {', '.join(derived)}", style="dim")


def _sureness(confidence: Confidence | None, pattern: str | None) -> str:
    """Return how notes say an extracted fact, empty for a curated one."""
    if confidence is None:
        return ""
    return f", {_SURENESS[confidence]}" + (f" ({pattern})" if pattern else "")


def _print_evidence(screen: Screen, evidence: Sequence[Any], indent: str = "  ") -> None:
    for proof in evidence:
        quote = f'  "{proof.quote}"' if proof.quote else ""
        screen.folded(f"{proof.file}:{proof.line}{quote}", len(indent), style="dim")


def print_path(screen: Screen, found: Connection, indent: int = 0) -> None:
    """Write a chain, a sentence a link with its evidence."""
    if not found.found:
        screen.line(f"Nothing connects {found.names[found.start]} and {found.names[found.end]}.")
        return
    if not found.links:
        screen.line(f"Both names mean {found.names[found.start]}.")
    for link in found.links:
        screen.folded(found.sentence(link) + (f": {link.reason}" if link.reason else ""), indent)
        _print_evidence(screen, link.evidence, indent=" " * (indent + 2))


def print_paths(screen: Screen, chains: Sequence[Connection]) -> None:
    """Write several chains, each below its concepts with arrows in the directions of the relations."""
    for number, chain in enumerate(chains, 1):
        if number > 1:
            screen.line()
        heading, here = chain.names[chain.start], str(chain.start)
        for link in chain.links:
            arrow, here = ("→", link.target) if link.source == here else ("←", link.source)
            heading += f" {arrow} {chain.names[here]}"
        screen.folded(f"{number}. {heading}", style="bold")
        print_path(screen, chain, 3)
