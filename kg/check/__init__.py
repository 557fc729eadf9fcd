"""Checking: what is wrong, missing or doubtful in a graph, as findings with stable codes.

Each check is one function from a `CheckedGraph` to findings; `codes` says what every code means, for the docs as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.check.circles import circles
from kg.check.codes import CODES, Code
from kg.check.facts import orphans, redundant_prerequisites, undefined, unproved
from kg.check.files import Files
from kg.check.graph import CheckedGraph, survey
from kg.check.names import duplicates
from kg.check.texts import moved_quotes, unlinked_mentions

if TYPE_CHECKING:
    from kg.errors import Finding

__all__ = ["CODES", "CheckedGraph", "Code", "Files", "check", "survey"]


def check(graph: CheckedGraph) -> tuple[Finding, ...]:
    """Return all findings about a graph, those of merging included, in the order of files, lines and codes."""
    found = [
        *graph.found,
        *circles(graph),
        *duplicates(graph),
        *orphans(graph),
        *undefined(graph),
        *unproved(graph),
        *redundant_prerequisites(graph),
        *moved_quotes(graph),
        *unlinked_mentions(graph),
    ]
    return tuple(sorted(found, key=lambda one: (one.file or "", one.line or 0, one.code, one.message)))
