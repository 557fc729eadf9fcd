"""What a page is found to say, before it becomes statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Confidence
    from kg.sources.markdown.asides import Candidate
    from kg.sources.markdown.blocks import Text
    from kg.sources.markdown.terms import Names

__all__ = ["Link", "Term"]


@dataclass(slots=True)
class Term:
    """A concept that a page defines: `definition` is the part of `text` from `start` to `end`, none where both are 0.

    `words` are those to quote, `line` the one at which they start, counted from 0, `last` the one after the block.
    """

    names: Names
    pattern: str
    line: int
    words: str
    last: int
    text: Text | None = None
    start: int = 0
    end: int = 0
    tags: tuple[str, ...] = ()
    definition: str | None = None
    identity: str | None = None
    kind: str | None = None
    url: str | None = None
    minutes: int | None = None
    confidence: Confidence = "stated"
    label: str = ""
    list: int = 0
    is_tentative: bool = False
    needs_type: bool = False
    needs_definition: bool = False
    candidates: Sequence[Candidate] | None = None
    slash: tuple[str, ...] = field(default=())


@dataclass(slots=True)
class Link:
    """A relation between two concepts as they are written; `words` are to be quoted from `line` on."""

    target: str
    pattern: str
    source: str = ""
    type: str = ""
    line: int = 0
    words: str = ""
    last: int = 0
    confidence: Confidence = "stated"
    reason: str | None = None
    any_of: str | None = None
    subject: Term | None = None
