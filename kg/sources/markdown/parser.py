"""The Markdown parser: CommonMark with tables, and rules for what notes have besides: wiki links, math, comments."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from kg.sources.markdown.spans import simple_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["plain_parser", "tokens"]

#: How far the end of a link, a formula or a comment is looked for, so that text of brackets alone takes linear time.
_LINK_REACH, _MATH_REACH = 400, 2000
#: The signs at which one of the rules for text begins, with those of this module; the parser itself stops at more.
_SIGNS, _MARKUP = re.compile(r"[\n\\`*_\[\]!<&$%~]"), re.compile(r"[\\`*_\[!<&$%~]")
_BREAK = re.compile(r" *\n[ \t]*")
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
#: What a text holds, one or the other, where a rule for blocks may apply.
_CUES = (
    ("table", ("|",)),
    ("code", ("    ", "\t")),
    ("fence", ("```", "~~~")),
    ("math_block", ("$$",)),
    ("blockquote", (">",)),
    ("reference", ("]:",)),
    ("html_block", ("<",)),
    ("heading", ("#",)),
)
#: The line below a heading, which has no line of blanks alone above it; before it there may be signs of a quote.
_UNDERLINE = re.compile(r"\n(?<!\n\n)[ \t>]*(?:-+|=+)[ \t]*(?:\n|\Z)")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*(?:\n|\Z)")


def tokens(text: str) -> list[Token]:
    r"""Return the tokens of a text with `\n` between lines.

    Wiki links are `wiki_link`, formulas `math` and `math_block`.

    Text without any markup keeps its `content` and has no children.
    """
    return _parser(*_idle(text)).parse(text)


def _idle(text: str) -> Iterator[str]:
    """Yield the rules for blocks that a text has nothing for; each takes time at nearly every line."""
    for rule, cues in _CUES:
        if not any(cue in text for cue in cues):
            yield rule
    if _UNDERLINE.search(text) is None:
        yield "lheading"
    if _RULE.search(text) is None:
        yield "hr"


def plain_parser(kind: type[MarkdownIt] = MarkdownIt) -> MarkdownIt:
    """Return the parser without the rules of this module, against which the time of extraction is measured."""
    return kind("commonmark").enable(["table", "strikethrough"])


class _Parser(MarkdownIt):
    """Keeps the targets of links as they are written: nothing is rendered, and files are looked for by their names."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser's interface
        return url


@cache
def _parser(*idle: str) -> MarkdownIt:
    # `blocks` joins pieces of text itself, and the ends of lines are what they have to be.
    parser = plain_parser(_Parser).disable(["normalize", "text_join", "fragments_join"])
    # One rule for all three: a rule costs time at every special character of a text.
    parser.inline.ruler.before("escape", "notes", _notes)
    parser.inline.terminator_re = _SIGNS
    parser.core.ruler.at("inline", _inline)
    parser.block.ruler.before("fence", "math_block", _math_block, _INTERRUPTS)
    return parser.disable(list(idle))


def _inline(state: StateCore) -> None:
    """Read the markup in text; most text has none or little, which is seen faster than it is read."""
    references = "references" in state.env
    for token in state.tokens:
        if token.type == "inline" and _MARKUP.search(token.content):
            content = _BREAK.sub("\n", token.content) if "\n" in token.content else token.content
            token.children = simple_spans(content, references=references)
            if token.children is None:
                token.children = []
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def _notes(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's interface
    match state.src[state.pos]:
        case "[":
            return _wiki_link(state, silent=silent)
        case "$":
            return _math(state, silent=silent)
        case "%":
            return _hidden(state, silent=silent)
    return False


def _wiki_link(state: StateInline, *, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith("[[", start):
        return False
    end = state.src.find("]]", start + 2, min(start + _LINK_REACH, state.posMax))
    content = state.src[start + 2 : end]
    if end < 0 or not content.strip() or "[[" in content or "\n" in content:
        return False
    if not silent:
        token = state.push("wiki_link", "", 0)
        token.content = content
        token.hidden = start > 0 and state.src[start - 1] == "!"
    state.pos = end + 2
    return True


def _math(state: StateInline, *, silent: bool) -> bool:
    start = state.pos
    fence = "$$" if state.src.startswith("$$", start) else "$"
    inside = start + len(fence)
    end = state.src.find(fence, inside, min(inside + _MATH_REACH, state.posMax))
    if end <= inside:
        return False
    content = state.src[inside:end]
    # "$5 and $6" are prices: a formula has no blank beside its dollars and no digit behind the last.
    after = state.src[end + len(fence) : end + len(fence) + 1]
    if fence == "$" and (content[0].isspace() or content[-1].isspace() or after.isdigit() or "\n\n" in content):
        return False
    if not silent:
        token = state.push("math", "", 0)
        token.content = state.src[start : end + len(fence)]
    state.pos = end + len(fence)
    return True


def _hidden(state: StateInline, *, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith("%%", start):
        return False
    end = state.src.find("%%", start + 2, min(start + _MATH_REACH, state.posMax))
    if end < 0:
        return False
    if not silent:
        state.push("hidden", "", 0).content = state.src[start : end + 2]
    state.pos = end + 2
    return True


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's interface
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("$$", at) or state.is_code_block(start):
        return False
    first = state.getLines(start, start + 1, state.blkIndent, keepLastLF=False).strip()
    inner = first[2:]
    closed = inner.endswith("$$")
    if inner.find("$$") not in (-1, len(inner) - 2):
        return False  # formulas in a line of text
    if silent:
        return True
    line = start
    while not closed:
        line += 1
        if line >= end:
            return False
        closed = state.getLines(line, line + 1, state.blkIndent, keepLastLF=False).rstrip().endswith("$$")
    state.line = line + 1
    token = state.push("math_block", "", 0)
    token.map = [start, state.line]
    return True
