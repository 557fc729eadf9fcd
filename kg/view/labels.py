"""Boxes for labels: how wide and high the text of a name is, estimated without a font."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["FONT_SIZE", "MARGIN_X", "MARGIN_Y", "LabelBox", "label_box"]

#: Size of the text in drawing units, which are CSS pixels at zoom 1; the lines of a label are as far apart.
FONT_SIZE = 16
#: A line is broken where it would be wider than this.
LINE_WIDTH = 144
#: A label that needs more lines ends in an ellipsis; the whole name is in the hover text.
LINES = 4
#: Between the text and the border, on each side.
MARGIN_X = 10
MARGIN_Y = 7

#: Advance widths in em of a common sans-serif (those of Helvetica, rounded up), by character.
_WIDTHS = (
    dict.fromkeys("ijl'|", 0.25)
    | dict.fromkeys('ft .,:;/\\!()[]{}I-r"*°', 0.37)
    | dict.fromkeys("mMW@%—…", 0.98)
    | dict.fromkeys("wABCDEGHKNOPQRSTUVXYZ&+=<>~", 0.76)
)
_LOWER = 0.59
_OTHER_SCRIPT = 0.72
_IDEOGRAPH = 1.0
_LAST_LATIN = "\u024f"


@dataclass(frozen=True, slots=True)
class LabelBox:
    """A name broken into lines, and the size of the box that holds them, in drawing units."""

    text: str
    width: float
    height: float


@lru_cache(maxsize=4096)
def _character_width(character: str) -> float:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _IDEOGRAPH
    return _LOWER if character <= _LAST_LATIN else _OTHER_SCRIPT


def _width(text: str) -> float:
    return FONT_SIZE * sum(map(_character_width, text))


def _pieces(name: str) -> list[str]:
    """Return the words of a name, those wider than a line cut where they reach its end."""
    pieces = []
    for word in name.split():
        piece = ""
        for character in word:
            if piece and _width(piece + character) > LINE_WIDTH:
                pieces.append(piece)
                piece = ""
            piece += character
        pieces.append(piece)
    return pieces


def label_box(name: str) -> LabelBox:
    """Return the label of a concept with this name and the size of its box.

    >>> label_box("Stochastic Gradient Descent").text.splitlines()
    ['Stochastic', 'Gradient Descent']
    """
    lines: list[str] = []
    for piece in _pieces(name[: LINES * LINE_WIDTH]):
        joined = f"{lines[-1]} {piece}" if lines else piece
        if lines and _width(joined) <= LINE_WIDTH:
            lines[-1] = joined
        else:
            lines.append(piece)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1][:-1] + "…"]
    return LabelBox(
        "\n".join(lines),
        max(map(_width, lines), default=0) + 2 * MARGIN_X,
        max(len(lines), 1) * FONT_SIZE + 2 * MARGIN_Y,
    )
