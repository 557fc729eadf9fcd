"""Reads the blocks of a page in order, and collects the terms and links that they state."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import fold
from kg.sources.markdown.blocks import PLACEHOLDER, Block, Table
from kg.sources.markdown.comparisons import comparison_facts
from kg.sources.markdown.contexts import DEFINITION_LABELS, is_glossary, is_lead_of_aspects, listed_names
from kg.sources.markdown.forms import Form, is_definition, term_form
from kg.sources.markdown.found import Link, Term
from kg.sources.markdown.links import link_target, page_names, typed_links, untyped_links
from kg.sources.markdown.members import category_facts, chain_facts
from kg.sources.markdown.sentences import copula_end, sentences, subject_end
from kg.sources.markdown.tables import table_terms
from kg.sources.markdown.terms import Names, is_cjk, is_label, is_term, names_of, stripped
from kg.sources.markdown.words import ALIAS_KEYS, Typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.sources.markdown.blocks import Text
    from kg.sources.markdown.words import Vocabulary

__all__ = ["Collector"]

_PROPERTY = re.compile(r"^[\[(]?(?P<key>[^\W\d_][\w -]{0,40})::[ \t]*(?P<value>[^\n]*?)[\])]?$", re.MULTILINE)
_SUBJECT = re.compile(
    r"(?:(?:The|An?|O|A|Il|La|Lo|Un[ao]?|Uma?)\s+)?(?P<name>[^.,:;!?\n]{2,60}?)(?=\s+(?:is|are|refers to|é|è)\s)"
)
_IN = re.compile(r"\s+(?:as|for|in|with)\s+")
_MAX_DEFINITION = 600
_RELATED = Typed("RELATED_TO")
_NEAR = 50
_CJK_NAME, _CJK_DEFINITION = 12, 6


class Collector:
    """Collects from the blocks of one page; `page` is the concept of the page where it has one."""

    def __init__(self, vocabulary: Vocabulary, page: Term | None, title_line: int | None) -> None:
        self.terms: list[Term] = []
        self.links: list[Link] = []
        self.properties: list[tuple[str, str, int]] = []
        self._vocabulary = vocabulary
        self._page = page
        self._title_line = title_line
        self._headings: list[tuple[int, Block, Term | None]] = []
        self._glossaries: list[bool] = []  # of each open heading
        self._context: tuple[Typed, int, int] | None = None
        self._of_item: dict[int, Term] = {}
        self._typed_items: dict[int, Typed] = {}
        self._before: Block | None = None
        self._lead: Block | None = None  # the paragraph or heading above a list

    def read(self, blocks: Sequence[Block | Table]) -> None:
        """Collect from all blocks."""
        for block in blocks:
            if isinstance(block, Table):
                for term, links in table_terms(block, self._vocabulary):
                    self.terms.append(term)
                    self.links += links
                self._before = None
            elif block.kind == "heading":
                self._heading(block)
                self._before = self._lead = block
            else:
                if block.kind != "item" and not block.list:
                    self._lead = block
                self._paragraph(block)
                self._before = block

    # What surrounds a block

    def _heading(self, block: Block) -> None:
        while self._headings and self._headings[-1][0] >= block.level:
            self._headings.pop()
        del self._glossaries[len(self._headings) :]
        self._glossaries.append(is_glossary(block.text.plain))
        is_title = block.text.line == self._title_line
        self._headings.append((block.level, block, self._page if is_title else None))
        meaning = None if is_title else self._vocabulary.find(stripped(block.text.plain))
        self._context = (meaning, -1, block.text.line) if meaning else None

    def _in_glossary(self) -> bool:
        return any(self._glossaries)

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

    # Blocks

    def _paragraph(self, block: Block) -> None:
        text = block.text
        if not text.plain.strip():
            return
        if "::" in text.plain and self._take_properties(block):
            return
        if text.marks and self._typed(block):
            return
        if self._announces(block) or self._listed_names(block):
            return
        if self._structured(chain_facts(block)) or self._structured(comparison_facts(block)):
            return
        if self._term(block) or self._defines_heading(block):
            return
        if self._page is not None and self._page.text is None and self._is_first(block):
            self._define(self._page, text, 0)
        self._prose(block)

    def _prose(self, block: Block) -> None:
        if not any(mark.kind == "wiki" for mark in block.text.marks):
            return
        subject = self._page or self._subject(block)
        if subject is not None:
            self._related(subject, block, 0)

    def _related(self, subject: Term, block: Block, start: int) -> None:
        for target, mark in untyped_links(block.text, start):
            self._link(subject, _RELATED, block, mark.start, Link(target, "wiki link"))

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

    def _take_properties(self, block: Block) -> bool:
        """Take `key:: value` lines as Logseq and Dataview write them; tell whether there were any."""
        taken = False
        plain = block.text.plain
        for found in _PROPERTY.finditer(plain):
            key, value = found["key"].strip(), found["value"].strip()
            start, end = found.start("value"), found.end("value")
            meaning = self._vocabulary.find(key)
            if meaning is not None:
                taken = True
                marks = [
                    mark for mark in block.text.marks if start <= mark.start < end and mark.kind in ("wiki", "link")
                ]
                targets = [target for mark in marks if (target := link_target(mark))] or page_names(value)
                subject = self._subject(block)
                if subject is None:
                    continue
                for target in targets:
                    self._link(subject, meaning, block, found.start(), Link(target, "property"))
            elif fold(key) in ALIAS_KEYS or fold(key) in ("tags", "title", "definition"):
                taken = True
                self.properties.append((fold(key), value, block.text.line_at(start)))
        return taken or bool(_PROPERTY.fullmatch(plain))

    def _typed(self, block: Block) -> bool:
        context = None
        if self._context is not None and (block.kind == "item" or self._context[1] < 0):
            context = self._context[0]
        parent = block.parent
        while parent is not None and context is None:
            context = self._typed_items.get(id(parent))
            parent = parent.parent
        links = typed_links(block.text, self._vocabulary, context)
        if not links:
            return False
        subject = self._subject(block)
        if subject is None:
            return False
        for one in links:
            link = Link(one.target, "typed link", reason=one.reason, any_of=one.any_of)
            self._link(subject, one.meaning, block, one.start, link)
        for target, mark in untyped_links(block.text, links[-1].end):
            self._link(subject, _RELATED, block, mark.start, Link(target, "wiki link"))
        return True

    def _announces(self, block: Block) -> bool:
        """Take a line such as "Prerequisites:", which gives the list below it its type."""
        plain = block.text.plain.strip()
        if not plain.endswith((":", "：")) or len(plain) > 60:  # noqa: PLR2004 - longer than any such line
            if self._context is not None and self._context[1] >= 0 and block.kind != "item":
                self._context = None
            return False
        meaning = self._vocabulary.find(stripped(plain))
        if meaning is None:
            return False
        if block.kind == "item":
            self._typed_items[id(block)] = meaning
        else:
            self._context = meaning, block.level, block.text.line
        return True

    def _listed_names(self, block: Block) -> bool:
        """Take "Prerequisites: Linear algebra, Calculus": names without links, which hold where they are known."""
        words = block.text.plain.strip()
        listed = listed_names(words, self._vocabulary)
        if listed is None:
            return False
        subject = stripped(block.parent.text.plain) if block.parent is not None else None
        if subject is None or not is_term(subject):
            term = self._subject(block)
            subject = term.names.name if term is not None else None
        for name in listed.names if subject else ():
            ends = (name, subject or "") if listed.meaning.inverted else (subject or "", name)
            line, type_ = block.text.line, listed.meaning.type
            link = Link(ends[1], "listed names", ends[0], type_, line, words, block.last, confidence="pattern")
            self.links.append(link)
        return True

    def _structured(self, facts: tuple[list[Term], list[Link]]) -> bool:
        terms, links = facts
        self.terms += terms
        self.links += links
        return bool(terms or links)

    def _term(self, block: Block) -> bool:  # noqa: PLR0911 - a list of cases
        form = term_form(block.text)
        if form is None:
            return False
        text = block.text
        if (
            form.kind == "bold"
            and fold(stripped(form.name)) in DEFINITION_LABELS
            and self._heading_is_defined(block, form)
        ):
            return True
        definition = text.plain[form.start :]
        names = self._names(form)
        if names is None or (len(names.name) == 1 and form.kind == "plain colon"):
            return False
        if form.kind == "bold" and not self._vocabulary.find(names.name):
            heading = self._headings[-1][1] if self._headings else None
            facts = category_facts(block, form, names, heading)
            if self._structured(facts):
                return True
        in_glossary = self._in_glossary()
        strict = not (in_glossary and form.kind == "bold")
        if not is_definition(definition, strict=strict) or self._is_code(text, form.start):
            return False
        if strict and self._lists_aspects(block):
            return False
        is_plain = form.kind in ("plain colon", "plain dash")
        if is_plain and not self._plain_is_safe(block, form, names, in_glossary=in_glossary):
            return False
        if form.kind == "bold line" and block.kind == "item" and not in_glossary:
            return False
        term = Term(names, form.kind, text.line, text.plain[:60], block.last, label=fold(names.name), list=block.list)
        term.slash = tuple(part.strip() for part in names.name.split("/")) if "/" in names.name else ()
        term.is_tentative = is_plain and not in_glossary and not is_cjk(names.name)
        self._define(term, text, form.start)
        term.needs_definition = strict and not is_cjk(definition) and not names.aliases
        self.terms.append(term)
        self._of_item[id(block)] = term
        self._related(term, block, form.start)
        return True

    def _names(self, form: Form) -> Names | None:
        linked = form.linked
        if linked is not None and linked.kind == "wiki":
            target = linked.target.rsplit("/", 1)[-1]
            shown = names_of(form.name)
            if shown is None:
                return Names(target) if is_term(target) else None
            return Names(target, tuple(one for one in shown.all if fold(one) != fold(target)))
        return names_of(form.name)

    def _plain_is_safe(self, block: Block, form: Form, names: Names, *, in_glossary: bool) -> bool:
        definition = block.text.plain[form.start :]
        if is_cjk(names.name):
            is_short = len(names.name) <= _CJK_NAME and len(definition.strip()) >= _CJK_DEFINITION
            return is_short and form.kind == "plain colon" and (block.kind == "item" or "\n" not in block.text.plain)
        return block.kind == "item" and (in_glossary or form.kind == "plain colon")

    def _lists_aspects(self, block: Block) -> bool:
        """Tell whether a list item stands under a label: "Advantages:" lists what the page's subject has."""
        if block.kind != "item":
            return False
        lead = self._lead if block.parent is None else block.parent
        return lead is not None and is_lead_of_aspects(lead.text.plain)

    def _is_code(self, text: Text, start: int) -> bool:
        covered = sum(mark.end - mark.start for mark in text.marks if mark.kind == "code" and mark.end > start)
        rest = text.plain[start:].replace(PLACEHOLDER, "").strip()
        names_code = any(mark.kind == "code" and mark.start < start for mark in text.marks)
        return names_code or 2 * covered > len(rest)

    # Definitions

    def _define(self, term: Term, text: Text, start: int) -> None:
        if len(text.plain) - start <= _MAX_DEFINITION:
            term.text, term.start, term.end = text, start, len(text.plain.rstrip())
            return
        end = start
        for _, last in sentences(text.plain[start:]):
            if end > start and last > _MAX_DEFINITION:
                break
            end = start + last
        term.text, term.start, term.end = text, start, end

    def _is_first(self, block: Block) -> bool:
        """Tell whether a paragraph stands directly under the title of the page."""
        return block.kind in ("paragraph", "quote") and (
            (self._before is None and not self._headings)
            or (
                self._before is not None
                and self._before.kind == "heading"
                and self._before.text.line == self._title_line
            )
        )

    def _defines_heading(self, block: Block) -> bool:
        """Take a paragraph under a heading whose first sentence defines what the heading names."""
        before = self._before
        if before is None or before.kind != "heading" or block.kind == "item":
            return False
        known = self._headings[-1][2]
        if known is not None and not (known is self._page and known.is_tentative):
            return False
        names = names_of(before.text.plain)
        if names is None:
            return False
        plain = block.text.plain
        start = len(plain) - len(plain.lstrip())
        subject = subject_end(plain, start, names.all)
        after = None if subject is None else copula_end(plain, subject)
        if after is None or not is_definition(plain[after:], strict=True):
            return False
        self._take_heading(names, block, after)
        return True

    def _heading_is_defined(self, block: Block, form: Form) -> bool:
        """Take `**Definition:** X is ...` for a definition of X, or else of what the heading above names."""
        plain = block.text.plain
        if not self._headings or not is_definition(plain[form.start :], strict=True):
            return False
        names = names_of(self._headings[-1][1].text.plain)
        subject = _SUBJECT.match(plain, form.start + len(plain[form.start :]) - len(plain[form.start :].lstrip()))
        spoken = names_of(subject["name"]) if subject else None
        if spoken is not None and subject is not None:
            after = copula_end(plain, subject.end("name"))
            heading = fold(self._headings[-1][1].text.plain)
            if after is not None and fold(spoken.name) in heading:
                name = spoken.name if spoken.name[0].isupper() else spoken.name[0].upper() + spoken.name[1:]
                self._take_heading(Names(name, spoken.aliases), block, after)
                return True
        if names is None:
            return False
        # Of "Regularization as a Penalty" the text may define the first.
        start = len(plain) - len(plain[form.start :].lstrip())
        head = names_of(_IN.split(names.name)[0])
        if head is not None and subject_end(plain, start, head.all) is not None:
            names = head
        begin = subject_end(plain, start, names.all)
        self._take_heading(names, block, (copula_end(plain, begin) if begin else None) or form.start)
        return True

    def _take_heading(self, names: Names, block: Block, start: int) -> None:
        term = Term(names, "heading", block.text.line, block.text.plain[:60], block.last)
        if self._page is not None and self._headings[-1][2] is self._page:
            term, self._page.is_tentative = self._page, False
        self._define(term, block.text, start)
        if term is self._page:
            return
        level, heading, _ = self._headings[-1]
        self._headings[-1] = level, heading, term
        self.terms.append(term)
        self._related(term, block, start)
