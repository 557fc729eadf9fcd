"""Lines that say how one thing grows or shrinks with another: "More layers → deeper understanding"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.sources.markdown.found import Link, Term

if TYPE_CHECKING:
    from kg.sources.markdown.blocks import Block

__all__ = ["COMPARATIVE", "comparison_facts"]

#: Words that compare amounts and sizes.
COMPARATIVE = (
    r"(?:more|fewer|less|better|worse|higher|lower|larger|smaller|bigger|deeper|richer|longer|shorter|greater|faster|"
    r"slower)"
)
_COMPARISON = re.compile(
    rf"(?P<cause>{COMPARATIVE}\s[^\W\d][\w -]{{1,50}}?)\s*"
    r"(?:→|➔|➜|⟶|⇒|[-=]{1,2}>|=|\bmeans?\b|\bleads? to\b|\bcauses?\b|\bresults? in\b|\bgives?\b)\s*"
    rf"(?P<effect>{COMPARATIVE}\s[^\W\d][\w -]{{1,50}})[.!]?",
    re.IGNORECASE,
)
_LONGEST = 140


def comparison_facts(block: Block) -> tuple[list[Term], list[Link]]:
    """Return that the first of "More A → more B" affects the second; no terms."""
    text = block.text
    found = _COMPARISON.fullmatch(text.plain.strip()) if len(text.plain) <= _LONGEST else None
    if found is None:
        return [], []
    line = text.line_at(0)
    return [], [
        Link(
            found["effect"],
            "comparison",
            found["cause"],
            "AFFECTS",
            line,
            text.plain,
            block.last,
            confidence="pattern",
        )
    ]
