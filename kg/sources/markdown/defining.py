"""What surrounds a block, and the terms that it defines for what stands above it: headings, items, bold lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.sources.markdown.contexts import is_glossary, leads_glossary
from kg.sources.markdown.forms import is_definition
from kg.sources.markdown.found import Link, Term
from kg.sources.markdown.links import untyped_links
from kg.sources.markdown.sections import Explained, explained, is_definition_heading, labelled, named
from kg.sources.markdown.sentences import sentences
from kg.sources.markdown.standing import defined_by_item, named_by_address, standing_name
from kg.sources.markdown.terms import is_label, names_of
from kg.sources.markdown.words import Typed

if TYPE_CHECKING:
    from kg.sources.markdown.blocks import Block, Text
    from kg.sources.markdown.words import Vocabulary

__all__ = ["RELATED", "Definitions"]

#: What a link without a word for a relation says.
RELATED = Typed("RELATED_TO")
_MAX_DEFINITION = 600
_NEAR = 50


class Definitions:
    """Knows the headings and items above a block, and takes what the block says of them for their definitions."""

    def __init__(self, vocabulary: Vocabulary, page: Term | None, title_line: int | None, title: str) -> None:
        self.terms: list[Term] = []
        self.links: list[Link] = []
        self._vocabulary = vocabulary
        self._page = page
        self._title_line = title_line
        self._headings: list[tuple[int, Block, Term | None]] = []
        self._is_glossary = is_glossary(title)
        self._glossaries: list[bool | None] = []  # of each open heading
        self._of_item: dict[int, Term] = {}
        self._typed_items: dict[int, Typed] = {}
        self._before: Block | None = None
        self._lead: Block | None = None  # the paragraph or heading above a list

    def _heading(self, block: Block) -> None:
        while self._headings and self._headings[-1][0] >= block.level:
            self._headings.pop()
        del self._glossaries[len(self._headings) :]
        self._glossaries.append(is_glossary(block.text.plain))
        is_title = block.text.line == self._title_line
        self._headings.append((block.level, block, self._page if is_title else None))

    def _in_glossary(self, block: Block) -> bool:
        lead = self._lead if block.kind == "item" else None
        is_led = lead is not None and leads_glossary(lead.text.plain)
        return self._glossaries[-1:] != [None] and (self._is_glossary or any(self._glossaries) or is_led)

    def _subject(self, block: Block) -> Term | None:
        """Return the concept that a line speaks of: the item or the heading above it, else the page's."""
        parent = block.parent
        while parent is not None:
            if (term := self._of_item.get(id(parent))) is not None:
                return term
            names = names_of(parent.text.plain) if id(parent) not in self._typed_items else None
            if names is not None and not self._vocabulary.find(names.name):
                term = Term(names, "list item", parent.text.line, parent.text.plain, parent.last, is_tentative=True)
                self._of_item[id(parent)] = term
                return term
            parent = parent.parent
        for at in range(len(self._headings) - 1, -1, -1):
            level, heading, term = self._headings[at]
            if term is not None:
                return term
            names = names_of(heading.text.plain)
            if names is not None and heading.text.line != self._title_line and level > 1:
                if self._vocabulary.find(names.name) or is_label(heading.text.plain):
                    continue
                term = Term(names, "heading", heading.text.line, heading.text.plain, heading.last, is_tentative=True)
                self._headings[at] = level, heading, term
                return term
        return self._page

    def _is_first(self, block: Block) -> bool:
        """Tell whether a paragraph or an item stands directly under the title of the page, or first where none is."""
        return block.kind in ("paragraph", "quote", "item") and (
            (self._before is None and not self._headings and self._title_line is None)
            or (
                self._before is not None
                and self._before.kind == "heading"
                and self._before.text.line == self._title_line
            )
        )

    def _define(self, term: Term, text: Text, start: int | None, limit: int | None = None) -> None:
        if start is None:
            return
        if limit is not None or len(text.plain) - start <= _MAX_DEFINITION:
            term.text, term.start, term.end = text, start, limit or len(text.plain.rstrip())
            return
        end = start
        for _, last in sentences(text.plain[start:]):
            if end > start and last > _MAX_DEFINITION:
                break
            end = start + last
        term.text, term.start, term.end = text, start, end

    def _defines_heading(self, block: Block) -> bool:
        """Take a paragraph under a heading whose first sentence defines what the heading names."""
        before = self._before
        if before is None or before.kind != "heading":
            return False
        known = self._headings[-1][2]
        if known is not None and not (known is self._page and known.is_tentative):
            return False
        if (found := named_by_address(before, block)) is not None:
            term = self._take_heading(Explained(found[0], 0, 0), block)
            term.url = found[1]
            return True
        if block.kind == "item":
            one = defined_by_item(before, block, in_glossary=False)
        elif is_definition_heading(before.text.plain):
            return self._take_labelled(block, 0, far=True)
        else:
            one = explained(before.text.plain, block.text.plain, in_glossary=any(self._glossaries[:-1]))
        if one is None or (block.kind == "item" and self._vocabulary.find(one.names.name)):
            return False
        self._take_heading(one, block)
        return True

    def _defines_above(self, block: Block) -> bool:
        """Take what says what the line above it names: the first item below an item, the text below a bold line."""
        above = self._before
        if above is None or above.kind == "heading":
            return False
        if block.parent is not above and all(mark.kind != "strong" for mark in above.text.marks):
            return False
        one = defined_by_item(above, block, in_glossary=self._in_glossary(block))
        if one is None or self._vocabulary.find(one.names.name) or id(above) in self._of_item:
            return False
        self._take_above(one, above, block)
        return True

    def _take_above(self, one: Explained, above: Block, block: Block) -> None:
        line = block.text.line_at(one.start)
        term = Term(one.names, "line above", line, block.text.plain[one.start : one.start + 60], block.last)
        term.slash = one.names.parts
        self._define(term, block.text, one.start, one.end)
        self.terms.append(term)
        self._of_item[id(above)] = term
        self._related(term, block, one.start)

    def _take_labelled(self, block: Block, start: int, *, far: bool = False) -> bool:
        """Take what stands behind `**Definition:**` for definitions of what the headings above name."""
        plain = block.text.plain
        if not is_definition(plain[start:], strict=True):
            return False
        parent = standing_name(block.parent) if block.parent is not None and not far else None
        if parent is not None and block.parent is not None:
            self._take_above(Explained(parent, start), block.parent, block)
            return True
        if not self._headings:
            return False
        above = (heading.text.plain for _, heading, _ in reversed(self._headings))
        headings = [one for one in above if not is_definition_heading(one)]
        found = list(labelled(headings, plain, start, far=far)) if headings else []
        if not found and headings and not far:
            names = next(iter(named(headings[0])), None)
            if names is None or is_label(names.name):
                return False
            found = [Explained(names, start)]
        for number, one in enumerate(found):
            self._take_heading(one, block, is_more=number > 0)
        return bool(found)

    def _take_heading(self, one: Explained, block: Block, *, is_more: bool = False) -> Term:
        line = block.text.line_at(one.start)
        term = Term(one.names, "heading", line, block.text.plain[one.start : one.start + 60], block.last)
        if not one.is_stated:
            term.confidence, term.pattern = "pattern", "section"
        if self._page is not None and self._headings[-1][2] is self._page and not is_more:
            term, self._page.is_tentative = self._page, False
        self._define(term, block.text, one.start, one.end)
        if term is self._page:
            return term
        if not is_more:
            level, heading, _ = self._headings[-1]
            self._headings[-1] = level, heading, term
        self.terms.append(term)
        self._related(term, block, one.start)
        return term

    def _related(self, subject: Term, block: Block, start: int) -> None:
        for target, mark in untyped_links(block.text, start):
            self._link(subject, RELATED, block, mark.start, Link(target, "wiki link"))

    def _link(self, subject: Term, meaning: Typed, block: Block, start: int, link: Link) -> None:
        """Add a link whose target is known, with its subject and the line that states it."""
        if not (subject.needs_type and link.pattern == "wiki link"):
            subject.is_tentative = False
        if subject is not self._page and not any(subject is term for term in self.terms[-_NEAR:]):
            self.terms.append(subject)
        name, plain = subject.names.name, block.text.plain
        link.type, link.subject = meaning.type, subject
        link.source, link.target = (link.target, name) if meaning.inverted else (name, link.target)
        link.line, link.last = block.text.line_at(start), block.last
        link.words = plain[plain.rfind("\n", 0, start) + 1 :].partition("\n")[0]
        if link.any_of:
            link.any_of = f"{name}: {link.any_of}"
        self.links.append(link)
