"""Names that stand alone in a line, with what they are in the line below."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import fold
from kg.sources.markdown.forms import is_definition
from kg.sources.markdown.sections import Explained, defined_below, whole
from kg.sources.markdown.terms import Names, is_cjk, is_term, names_of, stripped

if TYPE_CHECKING:
    from kg.sources.markdown.blocks import Block

__all__ = ["defined_by_item", "named_by_address", "standing_name"]

_ADDRESS = re.compile(r"https?://\S*/(?P<name>[^/\s?#]+)/?")
_MAX_WORDS, _MAX_CJK, _LONGEST = 4, 12, 120
_EDGE = 2  # signs beside a bold name


def standing_name(block: Block) -> Names | None:
    """Return the name that is all of an item or of a bold line, with or without a colon, None for other text."""
    plain = block.text.plain.strip()
    if "\n" in plain or not plain or len(plain) > _LONGEST:
        return None
    is_bold = any(
        mark.kind == "strong" and mark.start <= _EDGE and len(plain) - mark.end <= _EDGE for mark in block.text.marks
    )
    if not is_bold and (block.kind != "item" or any(mark.kind == "code" for mark in block.text.marks)):
        return None
    names = names_of(plain)
    if names is None:
        name = stripped(plain)
        return Names(name) if is_bold and is_term(name, is_defined=True) else None
    longest = len(names.name) <= _MAX_CJK if is_cjk(names.name) else len(names.name.split()) <= _MAX_WORDS
    return names if is_bold or longest else None


def defined_by_item(above: Block | None, block: Block, *, in_glossary: bool) -> Explained | None:
    """Return what the first item below a heading or below an item explains: the name that is all of the one above.

    A bold line alone is explained by the paragraph below it as well; in a glossary, where it is a term, by any words.
    """
    if above is None:
        return None
    is_bold = bool(above.text.of_kind("strong"))
    if above.kind == "heading":
        names = whole(above.text.plain) if block.kind == "item" else None
    elif block.parent is above or (is_bold and (block.kind == "paragraph" or (in_glossary and above.kind != "item"))):
        names = standing_name(above)
    else:
        names = None
    if names is None:
        return None
    plain = block.text.plain.rstrip()
    begin = defined_below(names, plain)
    if begin is None and in_glossary and is_bold and not _is_name(block) and is_definition(plain, strict=False):
        begin = 0
    return None if begin is None else Explained(names, begin)


def _is_name(block: Block) -> bool:
    if block.text.plain.rstrip().endswith((":", "\uff1a")):
        return True
    return bool(block.text.of_kind("strong")) and standing_name(block) is not None


def named_by_address(above: Block, block: Block) -> tuple[Names, str] | None:
    """Return the name in a heading and the address below it that ends in the same name: where the thing itself is."""
    plain = block.text.plain
    found = _ADDRESS.fullmatch(plain.strip()) if "http" in plain[:9] else None
    names = whole(above.text.plain) if found is not None and above.kind == "heading" else None
    if found is None or names is None or fold(names.name) != fold(found["name"]):
        return None
    return names, found[0]
