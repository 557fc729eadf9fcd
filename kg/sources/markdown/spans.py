"""The simple cases of markup in text, bold, emphasis, code, links, none in another, read faster than by the parser."""

from __future__ import annotations

import re

from markdown_it.token import Token

__all__ = ["simple_spans"]

#: What only the parser reads: formulas, HTML, entities, escapes, strikes, comments, other signs of emphasis. Each case
#: begins with a character of its own, so that the others are skipped fast.
_OTHER = re.compile(r"\\|<|\$|&(?=[#A-Za-z])|~~|%%|_(?<![^\W_]_)|_(?![^\W_])|``|\t")
_LABEL, _ADDRESS = r"[^\[\]*`~\n]*", r"(?:https?://|mailto:)?[A-Za-z0-9/._#?=+,@%-]+"
#: Signs that certainly open and close: blanks, or the ends of the text, are outside, and none are inside. Each case
#: begins with its sign here too.
_SPAN = re.compile(
    r"`(?P<code>[^`\n]+)`|"
    r"\*(?<![^\s(]\*)(?P<second>\*?)(?![\s*])(?P<text>[^*`\n\[]*[^\s*`\[])\*(?P=second)(?![^\s:.,;!?)])|"
    rf"!(?<!\[!)\[(?P<image>{_LABEL})\]\({_ADDRESS}\)|"
    rf"\[(?<!\[\[)(?P<label>{_LABEL})\]\((?P<target>{_ADDRESS})\)"
)
#: Words in brackets, which are no link where nothing says to which address they lead.
_BRACKETED = re.compile(r"\[[^\[\]*`~\n]*\](?!\()")
_STARS = {2: ("strong_open", "strong_close", "strong"), 1: ("em_open", "em_close", "em")}


def simple_spans(content: str, *, references: bool = True) -> list[Token] | None:
    """Return the tokens that the parser would make of a text, None where that is not sure; `O(n)`.

    Line breaks stay in the text, without the blanks around them. `references` tells whether the page has addresses
    for words in brackets.
    """
    if _OTHER.search(content) is not None:
        return None
    found: list[Token] = []
    at = 0
    for span in _SPAN.finditer(content):
        if not _take_text(content[at : span.start()], found, references=references):
            return None
        at = span.end()
        if span["code"] is not None:
            code = span["code"]
            is_padded = code[0] == code[-1] == " " and code.strip()
            found.append(Token("code_inline", "code", 0, content=code[1:-1] if is_padded else code))
            continue
        if span["image"] is not None:
            found.append(Token("image", "img", 0, content=span["image"]))
            continue
        if span["label"] is not None:
            link = Token("link_open", "a", 1, attrs={"href": span["target"]})
            found += (link, Token("text", "", 0, content=span["label"]), Token("link_close", "a", -1))
            continue
        opening, closing, tag = _STARS[1 + len(span["second"])]
        found += (Token(opening, tag, 1), Token("text", "", 0, content=span["text"]), Token(closing, tag, -1))
    return found if _take_text(content[at:], found, references=references) else None


def _take_text(text: str, found: list[Token], *, references: bool) -> bool:
    """Add a text without spans, and tell whether it has no sign left of which it is not sure what it does."""
    if "*" in text or "`" in text or ("[" in text and (references or "[" in _BRACKETED.sub("", text))):
        return False
    if text:
        found.append(Token("text", "", 0, content=text))
    return True
