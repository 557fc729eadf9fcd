"""Flow charts as Mermaid draws them in Markdown pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Arrow", "Box", "flow_chart"]

#: What has a meaning within a label of Mermaid, or in the HTML that it makes of one.
_SPECIAL = re.compile(r"[^\w .,:()'/+*=!?%-]|_")


@dataclass(frozen=True, slots=True)
class Box:
    """A concept: its id, what is written in it, and its kind."""

    id: str
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A relation between the ids of two boxes, in words; dashed where it is not hard, without a tip where symmetric."""

    start: str
    end: str
    text: str
    is_hard: bool = True
    has_tip: bool = True


def flow_chart(boxes: Sequence[Box], arrows: Iterable[Arrow], colours: Mapping[str, str] | None = None) -> str:
    """Return the text of a flow chart from left to right, boxes and arrows in the order given.

    Args:
        boxes: what is drawn.
        arrows: what connects them; their ends are ids of boxes.
        colours: the colour of the boxes of each kind, such as `#7c3aed`.
    """
    number = {box.id: f"n{place}" for place, box in enumerate(boxes)}
    kinds = {kind: f"k{place}" for place, kind in enumerate(sorted(colours or ()))}
    lines = ["flowchart LR"]
    lines += [f"  classDef {name} stroke:{(colours or {})[kind]}" for kind, name in kinds.items()]
    for box in boxes:
        style = f":::{kinds[box.kind]}" if box.kind in kinds else ""
        lines.append(f'  {number[box.id]}["{_escaped(box.text)}"]{style}')
    for one in arrows:
        line = ("-->" if one.is_hard else "-.->") if one.has_tip else ("---" if one.is_hard else "-.-")
        lines.append(f'  {number[one.start]} {line}|"{_escaped(one.text)}"| {number[one.end]}')
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: " " if found[0].isspace() else f"#{ord(found[0])};", text)
