"""Reads the blocks of a page in order, and collects the terms and links that they state."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import fold
from kg.sources.markdown.blocks import Block, Table
from kg.sources.markdown.comparisons import comparison_facts
from kg.sources.markdown.contexts import DEFINITION_LABELS, aspects, listed_names, of_concepts
from kg.sources.markdown.defining import RELATED, Definitions
from kg.sources.markdown.definitions import names_a_kind
from kg.sources.markdown.forms import Form, is_code, is_definition, is_formula, term_form
from kg.sources.markdown.found import Link, Term
from kg.sources.markdown.kinds import KindLists
from kg.sources.markdown.links import link_target, page_names, typed_links, untyped_links
from kg.sources.markdown.members import category_facts, chain_facts
from kg.sources.markdown.patterns import is_of_kind
from kg.sources.markdown.prose import introduced
from kg.sources.markdown.qualifiers import is_lone_adjective
from kg.sources.markdown.sections import defines_page
from kg.sources.markdown.tables import table_terms
from kg.sources.markdown.terms import Names, is_cjk, is_term, stripped
from kg.sources.markdown.words import ALIAS_KEYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.sources.markdown.words import Typed, Vocabulary

__all__ = ["Collector"]

_PROPERTY = re.compile(r"^[\[(]?(?P<key>[^\W\d_][\w -]{0,40})::[ \t]*(?P<value>[^\n]*?)[\])]?$", re.MULTILINE)
#: The "list" of the paragraphs that have a term alone on their first line, of which a glossary has several.
_ALONE = -1
_LOWER_WORDS = re.compile(r"[^\W\d_A-Z]{3,}(?: [^\W\d_A-Z]{2,})?")
#: "Mutualism is when two species ...".
_CASE = re.compile(r"\s*(?:when|where|if)\s", re.IGNORECASE)
_MIN_SENTENCE, _MIN_CJK = 6, 8  # words or characters of a sentence that says more than a name


class Collector(Definitions):
    """Collects from the blocks of one page; `page` is the concept of the page where it has one, `title` its title."""

    def __init__(self, vocabulary: Vocabulary, page: Term | None, title_line: int | None, title: str = "") -> None:
        super().__init__(vocabulary, page, title_line, title)
        self.properties: list[tuple[str, str, int]] = []
        self.untyped: list[tuple[str, str, int]] = []  # words before links that are no relation, the nearest, the line
        self.kinds = KindLists()
        self._context: tuple[Typed, int, int] | None = None

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
                is_title = block.text.line == self._title_line
                meaning = None if is_title else self._vocabulary.find(stripped(block.text.plain))
                self._context = (meaning, -1, block.text.line) if meaning else None
                self._before = self._lead = block
            else:
                if block.kind != "item" and not block.list:
                    self._lead = block
                self._paragraph(block)
                self._before = block

    # Blocks

    def _paragraph(self, block: Block) -> None:
        text = block.text
        if not text.plain.strip():
            return
        if "::" in text.plain and self._take_properties(block):
            return
        if text.marks and self._typed(block):
            return
        form = term_form(text)
        if block.kind == "item":
            heading = self._headings[-1][1] if self._headings else None
            self.kinds.see(block, form, *((self._lead, heading) if block.parent is None else (block.parent,)))
        if self._announces(block) or self._listed_names(block):
            return
        if self._structured(chain_facts(block)) or self._structured(comparison_facts(block)):
            return
        if (form is not None and self._term(block, form)) or self._defines_heading(block) or self._defines_above(block):
            return
        page = self._page
        if page is not None and page.text is None and self._is_first(block):
            self._define(page, text, defines_page(page, block))
        if form is None and not (self._page is not None and self._page.pattern == "front matter"):
            self._sentences(block)
        self._prose(block)

    def _sentences(self, block: Block) -> None:
        """Take what the sentences of a paragraph introduce."""
        for one in introduced(block.text):
            words = block.text.plain[one.start : one.end]
            line = block.text.line_at(one.start)
            term = Term(one.names, "sentence", line, words, block.last, confidence="pattern")
            if len(words.split()) >= _MIN_SENTENCE or (is_cjk(words) and len(words) >= _MIN_CJK):
                self._define(term, block.text, one.start, one.end)
            self.terms.append(term)

    def _prose(self, block: Block) -> None:
        if not any(mark.kind == "wiki" for mark in block.text.marks):
            return
        subject = self._page or self._subject(block)
        if subject is not None:
            self._related(subject, block, 0)

    def _take_properties(self, block: Block) -> bool:
        """Take `key:: value` lines as Logseq and Dataview write them; tell whether there were any."""
        taken = is_link = False
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
            elif any(mark.kind == "wiki" and start <= mark.start < end for mark in block.text.marks):
                self.untyped.append((key, self._vocabulary.near(key), block.text.line_at(found.start())))
                is_link = True
        return taken or (not is_link and _PROPERTY.fullmatch(plain) is not None)

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
            self._misspelt(block)
            return False
        subject = self._subject(block)
        if subject is None:
            return False
        for one in links:
            link = Link(one.target, "typed link", reason=one.reason, any_of=one.any_of)
            self._link(subject, one.meaning, block, one.start, link)
        for target, mark in untyped_links(block.text, links[-1].end):
            self._link(subject, RELATED, block, mark.start, Link(target, "wiki link"))
        return True

    def _misspelt(self, block: Block) -> None:
        """Note the word before the link that is all of an item, where it is almost one for a relation."""
        first = block.text.marks[0]
        plain = block.text.plain
        if block.kind == "item" and first.kind == "wiki" and len(plain) == first.end:
            words = plain[: first.start].strip()
            if _LOWER_WORDS.fullmatch(words) and (near := self._vocabulary.near(words)):
                self.untyped.append((words, near, block.text.line))

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

    def _term(self, block: Block, form: Form) -> bool:  # noqa: PLR0911 - a list of cases
        text, is_bold = block.text, form.kind == "bold"
        if is_bold and fold(stripped(form.name)) in DEFINITION_LABELS and self._take_labelled(block, form.start):
            return True
        definition = text.plain[form.start :]
        is_arrow, heading = form.kind == "plain arrow", self._headings[-1][1] if self._headings else None
        is_listed = is_arrow and heading is not None and of_concepts(heading.text.plain)
        in_glossary = self._in_glossary(block) or is_listed
        names = form.names(definition, in_glossary=in_glossary)
        if names is None:
            return False
        is_category = is_bold and not self._vocabulary.find(names.name)
        if is_category and self._structured(category_facts(block, form, names, heading)):
            return True
        strict = not (in_glossary and is_bold)
        has_formula = form.kind == "bold equals" or (is_bold and is_formula(definition, names.name))
        if not (is_definition(definition, strict=strict) or has_formula):
            return False
        is_worded = form.kind in ("code", "bold arrow")
        if not is_of_kind(definition, names.all) if is_worded else is_code(text, form.start):
            return False
        aspect = self._aspect(block, definition, names) if strict and not has_formula else None
        if form.is_plain and not form.is_safe(block, names, in_glossary=in_glossary):
            return False
        if form.kind == "bold line" and block.kind == "item" and not in_glossary:
            return False
        if aspect is not None or (not in_glossary and is_lone_adjective(names.name, definition)):
            return False
        is_alone = form.stands_alone(block) or (is_worded and block.kind != "item")
        term = Term(names, form.kind, text.line, text.plain[:60], block.last, label=fold(names.name))
        term.list = _ALONE if is_alone else block.list
        term.slash = names.parts
        is_latin = not is_cjk(names.name + definition)
        term.is_tentative = (
            is_arrow or form.kind == "code" or (form.is_plain and not in_glossary and (is_alone or is_latin))
        )
        self._define(term, text, form.start, form.ends(text.plain))
        is_case = form.kind == "bold is" and _CASE.match(definition) is not None
        is_said = has_formula or is_worded or is_case or form.kind in ("bold does", "bold definition")
        if form.kind == "bold does":
            term.confidence = "pattern"
        term.needs_definition = not (in_glossary or is_said or is_cjk(definition) or names.aliases)
        self.terms.append(term)
        self._of_item[id(block)] = term
        self._related(term, block, form.start)
        return True

    def _aspect(self, block: Block, definition: str, names: Names) -> str | None:
        """Return which aspects a list item stands under: "Advantages:" lists what the page's subject has."""
        lead = (self._lead if block.parent is None else block.parent) if block.kind == "item" else None
        found = None if lead is None else aspects(lead.text.plain)
        return None if found == "feature" and names_a_kind(definition, names.all, verbs=False) else found
