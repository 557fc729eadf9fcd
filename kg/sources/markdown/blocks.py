"""Blocks of a page: headings, paragraphs, list items and tables, each as plain text that knows its lines."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

__all__ = ["PLACEHOLDER", "Block", "Mark", "Table", "Text", "blocks"]

MarkKind = Literal["strong", "em", "code", "wiki", "link"]
#: Stands in plain text for a formula or an image: nothing is extracted across it.
PLACEHOLDER = "\ufffc"

#: A bold term ends with a colon or has a sign behind it.
_SIGN = re.compile(r"[:：]|.\s*(?:[(（][^()（）\n]{1,80}[)）]\s*)?(?:[:：\u2013\u2014]|-\s)")
_LINE, _ARROW = re.compile(r"\n"), re.compile(r"→|➔|➜|⟶|⇒|➡|-{1,2}>|=>")
#: "Term: definition" as a line of a paragraph, which is an item of a list when other lines are the same.
_ENTRY = re.compile(r"[^\W\d_][^:：,，。.!?！？；;\n]{0,40}[:：](?!//)[ \t]*[^\s:：].{5,}")
_FEWEST_ENTRIES = 2
#: HTML's own list of definitions.
_DEFINED = re.compile(
    r"<dt\b[^<>]{0,200}>(?P<term>[^\n]{1,200}?)</dt>\s*<dd\b[^<>]{0,200}>(?P<definition>.{1,2000}?)(?:</dd>|\Z|(?=<d[td]\b))",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
#: Obsidian's highlight.
_HIGHLIGHT = re.compile(r"(?<![=!<>\w])==(?P<words>[^\s=](?:[^=\n]*[^\s=])?)==(?![=\w])")
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_TASK = re.compile(r"\[[ xX-]\]\s+")
_OPENINGS = frozenset(("strong_open", "em_open", "link_open"))
_CLOSINGS: dict[str, MarkKind] = {"strong_close": "strong", "em_close": "em", "link_close": "link"}


@dataclass(slots=True)
class Mark:
    """A part of a text, from `start` to `end`: bold, emphasised, code, or a link with its target."""

    kind: MarkKind
    start: int
    end: int
    target: str = ""


@dataclass(slots=True)
class Text:
    """Plain text with its marks; formulas are placeholders, a line break is one newline."""

    plain: str
    line: int
    marks: list[Mark] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[Mark]:
        """Return the marks of one kind."""
        return [mark for mark in self.marks if mark.kind == kind]

    def line_at(self, offset: int) -> int:
        """Return the line, counted from 0, of a character."""
        return self.line + self.plain.count("\n", 0, offset)

    def part(self, start: int, end: int) -> Text:
        """Return a part as a text of its own."""
        return Text(
            self.plain[start:end],
            self.line_at(start),
            [
                replace(mark, start=mark.start - start, end=mark.end - start)
                for mark in self.marks
                if start <= mark.start and mark.end <= end
            ],
            self.formulas[self.plain.count(PLACEHOLDER, 0, start) : self.plain.count(PLACEHOLDER, 0, end)],
        )

    def readable(self, start: int = 0, end: int | None = None) -> str:
        """Return a part in one line, with its formulas as they were written."""
        piece = self.plain[start:end]
        if PLACEHOLDER in piece:
            formulas = iter(self.formulas[self.plain.count(PLACEHOLDER, 0, start) :])
            piece = "".join(next(formulas, "") if char == PLACEHOLDER else char for char in piece)
        return " ".join(piece.split())


@dataclass(slots=True)
class Block:
    """A heading (`level` from 1), a paragraph or the text of a list item (`level` is the depth of the list).

    `list` numbers the innermost list; `parent` is the text of the item that the list is in.
    """

    kind: Literal["heading", "paragraph", "item", "quote"]
    level: int
    text: Text
    last: int
    list: int = 0
    parent: Block | None = None


@dataclass(slots=True)
class Table:
    """A table: the cells of the header and of each row."""

    header: list[Text]
    rows: list[list[Text]]


def blocks(  # noqa: C901, PLR0912 - one branch for each kind of token
    tokens: Sequence[Token], offset: int = 0
) -> Iterator[Block | Table]:
    """Yield the blocks in order; `offset` is added to every line. Code, HTML and formulas are left out."""
    lists: list[int] = []
    items: list[Block | None] = []
    quotes = made = line = 0
    table: Table | None = None
    kind = ""
    level = 0
    for token in tokens:
        name = token.type
        if name == "inline":
            if table is not None:
                text = _text(token, line + offset)
                (table.rows[-1] if table.rows else table.header).append(text)
                continue
            first, last = token.map or (line, line + 1)
            text = _text(token, first + offset)
            block = Block(
                "heading" if kind == "heading" else "item" if items else "quote" if quotes else "paragraph",
                level if kind == "heading" else len(lists),
                text,
                last + offset,
                lists[-1] if lists else 0,
                next((one for one in reversed(items[:-1]) if one), None) if len(items) > 1 else None,
            )
            if items and items[-1] is None:
                items[-1] = block
            elif items and kind != "heading":
                block.kind = "paragraph"
            yield from _lines_apart(block) if "\n" in text.plain and kind != "heading" else (block,)
        elif name == "heading_open":
            kind, level = "heading", int(token.tag[1])
        elif name == "paragraph_open":
            kind = "paragraph"
        elif name in ("bullet_list_open", "ordered_list_open"):
            made += 1
            lists.append(made)
        elif name in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif name == "list_item_open":
            items.append(None)
        elif name == "list_item_close":
            items.pop()
        elif name in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif name == "html_block" and "<dt" in token.content:
            yield _definitions(token, offset)
        elif name == "table_open":
            table = Table([], [])
        elif name == "table_close" and table is not None:
            yield table
            table = None
        elif name == "tr_open" and table is not None:
            line = token.map[0] if token.map else line
            if table.header:
                table.rows.append([])


def _definitions(token: Token, offset: int) -> Table:
    """Return the terms and definitions of `<dt>` and `<dd>` as a table."""
    rows = []
    for found in _DEFINED.finditer(token.content):
        first = offset + (token.map[0] if token.map else 0)
        parts = ("term", "definition")
        lines = [first + token.content.count("\n", 0, found.start(part)) for part in parts]
        rows.append([Text(_TAG.sub("", found[part]).strip(), line) for part, line in zip(parts, lines, strict=True)])
    return Table([Text("term", 0), Text("definition", 0)], rows)


def _lines_apart(block: Block) -> Iterator[Block]:
    """Yield a block in parts where a line begins with a bold term or is a chain of arrows, without a blank line."""
    text = block.text
    starts = {mark.start for mark in text.marks if mark.kind == "strong" and _SIGN.match(text.plain, mark.end - 1)}
    lines = [0, *(found.end() for found in _LINE.finditer(text.plain))]
    ends = [*lines[1:], len(text.plain) + 1]
    chains = {start for start, end in zip(lines, ends, strict=True) if len(_ARROW.findall(text.plain, start, end)) > 1}
    entries = frozenset() if starts else _entries(block, lines)
    cuts = [at for before, at in pairwise(lines) if at in starts or at in chains or before in chains or at in entries]
    if not cuts:
        yield block
        return
    for number, (start, end) in enumerate(pairwise([0, *cuts, len(text.plain) + 1])):
        piece = text.part(start, end - 1)
        if start in entries:
            yield replace(block, kind="item", level=1, text=piece, list=-2 - text.line)
        elif number:
            yield replace(block, kind="paragraph", text=piece)
        else:
            block.text = piece  # the same block: it is the parent of what is below it
            yield block


def _entries(block: Block, lines: Sequence[int]) -> frozenset[int]:
    """Return where the lines of a paragraph start that are entries of a list without marks, none where few are."""
    plain = block.text.plain
    if block.kind != "paragraph" or block.list or (":" not in plain and "：" not in plain):
        return frozenset()
    found = [at for at in lines if _ENTRY.match(plain, at)]
    return frozenset(found) if len(found) >= max(_FEWEST_ENTRIES, len(lines) / 2) else frozenset()


def _text(token: Token, line: int) -> Text:  # noqa: C901, PLR0912 - one branch for each kind of token
    if not token.children:
        content = _HIGHLIGHT.sub(r"\g<words>", token.content) if "==" in token.content else token.content
        return Text(_BREAK.sub("\n", content) if "\n" in content else content, line)
    parts: list[str] = []
    marks: list[Mark] = []
    formulas: list[str] = []
    opened: list[tuple[int, str]] = []
    struck = at = 0
    for child in token.children:
        kind = child.type
        added = ""
        if kind in ("text", "text_special"):
            added = _HIGHLIGHT.sub(r"\g<words>", child.content) if "==" in child.content else child.content
        elif kind in ("softbreak", "hardbreak"):
            added = "\n"
        elif kind in _OPENINGS:
            opened.append((at, str(child.attrs.get("href", "")) if child.attrs else ""))
        elif kind in _CLOSINGS and opened:
            start, target = opened.pop()
            if start < at:
                marks.append(Mark(_CLOSINGS[kind], start, at, unquote(target) if target else ""))
        elif kind == "code_inline":
            added = child.content
            marks.append(Mark("code", at, at + len(added)))
        elif kind == "wiki_link":
            added = _wiki(child, at, marks)
        elif kind in ("math", "image"):
            formulas.append(child.content if kind == "math" else "")
            added = PLACEHOLDER
        elif kind == "html_inline":
            added = " " if child.content.startswith("<br") else ""
        elif kind in ("s_open", "s_close"):
            struck += child.nesting
        if added and not struck:
            if not at and not parts:
                added = _TASK.sub("", added, count=1) if added.startswith("[") else added
            parts.append(added)
            at += len(added)
    return Text("".join(parts), line, marks, formulas)


def _wiki(child: Token, at: int, marks: list[Mark]) -> str:
    target, bar, shown = child.content.replace("\\|", "|").partition("|")
    page, _, heading = target.partition("#")
    shown = (shown if bar else page or heading).strip()
    if page.strip() and not child.hidden:
        marks.append(Mark("wiki", at, at + len(shown), page.strip()))
    return shown
