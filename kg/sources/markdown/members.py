"""The concepts and relations of lists of members and of chains of arrows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import fold
from kg.sources.markdown.found import Link, Term
from kg.sources.markdown.structure import chain_steps, members
from kg.sources.markdown.terms import Names, merged, singular_name

if TYPE_CHECKING:
    from kg.sources.markdown.blocks import Block
    from kg.sources.markdown.forms import Form

__all__ = ["category_facts", "chain_facts"]


def chain_facts(block: Block) -> tuple[list[Term], list[Link]]:
    """Return the steps of `A → B → C`, each of which precedes the next."""
    steps = chain_steps(block.text.plain)
    lines = [block.text.line_at(start) for start, _ in steps]
    terms = [
        Term(Names(name), "arrow chain", line, name, block.last, confidence="pattern")
        for line, (_, name) in zip(lines, steps, strict=True)
    ]
    links = [
        Link(
            after.names.name,
            "arrow chain",
            before.names.name,
            "PRECEDES",
            before.line,
            block.text.plain,
            block.last,
            confidence="pattern",
        )
        for before, after in pairwise(terms)
    ]
    return terms, links


def category_facts(block: Block, form: Form, names: Names) -> tuple[list[Term], list[Link]]:
    """Return the members of `**Category:** A (x), B (y)` with what they are and what they are applied to."""
    text = block.text
    terms: list[Term] = []
    links: list[Link] = []

    def term(names: Names, words: str, line: int) -> str:
        one = singular_name(names.name)
        aliases = [name for name in merged([*one.aliases, *names.aliases]) if fold(name) != fold(one.name)]
        known = Names(one.name, tuple(aliases))
        terms.append(Term(known, "category list", line, words, block.last, confidence="pattern"))
        return one.name

    def link(source: str, type_: str, target: str, at: int) -> None:
        words = text.plain[text.plain.rfind("\n", 0, at) + 1 :].partition("\n")[0]
        line = text.line_at(at)
        links.append(Link(target, "category list", source, type_, line, words, block.last, confidence="pattern"))

    categories = [part.strip() for part in names.name.split("/")] if " / " in names.name else [names.name]
    found = members(names.name, text.plain[form.start :])
    for name in categories if found else ():
        category = term(Names(name), form.name, text.line)
        for one in found:
            at = form.start + one.start
            member = term(one.names, one.names.all[-1], text.line_at(at))
            link(member, "IS_A", category, at)
            if one.purpose is not None and name == categories[0]:
                link(member, "APPLIED_TO", term(Names(one.purpose), one.purpose, text.line_at(at)), at)
    return terms, links
