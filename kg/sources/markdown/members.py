"""The concepts and relations of lists of members and of chains of arrows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.model import fold
from kg.sources.markdown.found import Link, Term
from kg.sources.markdown.phrases import singular
from kg.sources.markdown.structure import chain_steps, members
from kg.sources.markdown.terms import Names, merged, names_of, singular_name

if TYPE_CHECKING:
    from kg.sources.markdown.blocks import Block
    from kg.sources.markdown.forms import Form

__all__ = ["category_facts", "chain_facts"]


def chain_facts(block: Block) -> tuple[list[Term], list[Link]]:
    """Return the steps of `A → B → C`, each of which precedes the next."""
    label, steps = chain_steps(block.text.plain)
    if not steps:
        return [], []
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
    if label is not None:
        links += [
            Link(
                label,
                "arrow chain",
                one.names.name,
                "PART_OF",
                one.line,
                block.text.plain,
                block.last,
                confidence="pattern",
            )
            for one in terms
        ]
        terms.append(Term(Names(label), "arrow chain", block.text.line, label, block.last, confidence="pattern"))
    return terms, links


def category_facts(block: Block, form: Form, names: Names, heading: Block | None) -> tuple[list[Term], list[Link]]:
    """Return the members of `**Category:** A (x), B (y)` with what they are and what they are applied to.

    Of a category with two names, `X / Y`, the members are members of the second, which narrows the first. Under a
    heading of the same head word ("AI Models" above "Deep learning models") the category is one of the heading's.
    """
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
        above = names_of(heading.text.plain) if heading is not None and heading.level > 1 else None
        if heading is not None and above is not None and _is_kind_of(category, above.name):
            link(category, "IS_A", term(above, heading.text.plain, heading.text.line), 0)
        if name != categories[-1]:
            continue
        for one in found:
            at = form.start + one.start
            member = term(one.names, one.names.all[-1], text.line_at(at))
            link(member, "IS_A", category, at)
            if one.purpose is not None:
                link(member, "APPLIED_TO", term(Names(one.purpose), one.purpose, text.line_at(at)), at)
    return terms, links


def _is_kind_of(category: str, above: str) -> bool:
    words, head = fold(category).split(), fold(above).split()[-1]
    return len(words) > 1 and singular(head) != head and words[-1] == singular(head)
