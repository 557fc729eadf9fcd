"""Tables of definitions: a column of terms, and beside it definitions, other names or relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import fold
from kg.sources.markdown.forms import is_definition
from kg.sources.markdown.found import Link, Term
from kg.sources.markdown.links import link_target, page_names
from kg.sources.markdown.phrases import words_of
from kg.sources.markdown.terms import Names, is_term, merged, names_of, stripped
from kg.sources.markdown.words import ALIAS_KEYS, DEFINITION_HEADS, NAME_HEADS, TERM_HEADS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.sources.markdown.blocks import Table, Text
    from kg.sources.markdown.words import Typed, Vocabulary

__all__ = ["table_terms"]

#: Headings of columns whose names are no terms.
_NO_SUBJECTS = words_of(
    """
    step steps file files command commands option options flag flags parameter parameters argument arguments column
    columns field fields variable day date week time week(s) task tasks member members person people author authors
    section chapter question questions example examples input output status id number no
    """
)


def table_terms(table: Table, vocabulary: Vocabulary) -> Iterator[tuple[Term, list[Link]]]:
    """Yield the terms of a table of definitions with the relations in their rows.

    A table is one when its header has a word for the term and one for the definition or for a relation; a column of
    names stands for a word for the term, unless its header says that they are steps, files or the like.
    """
    heads = [fold(stripped(cell.plain)) for cell in table.header]
    definition = next((at for at, head in enumerate(heads) if not DEFINITION_HEADS.isdisjoint(head.split("/"))), None)
    subject = next((at for at, head in enumerate(heads) if head in TERM_HEADS), None)
    typed = {at: meaning for at, head in enumerate(heads) if (meaning := vocabulary.find(head))}
    aliases = [at for at, head in enumerate(heads) if head in ALIAS_KEYS or head in NAME_HEADS]
    if subject is None and definition is not None and definition > 0:
        columns = [row[0] for row in table.rows if row]
        are_terms = all(cell.of_kind("strong") or is_term(stripped(cell.plain)) for cell in columns)
        subject = 0 if columns and are_terms and heads[0] and heads[0] not in _NO_SUBJECTS else None
    if subject is None or (definition is None and not typed) or subject == definition:
        return
    for row in table.rows:
        yield from _row(row, subject, definition, aliases, typed)


def _row(
    row: list[Text], subject: int, definition: int | None, aliases: Sequence[int], typed: dict[int, Typed]
) -> Iterator[tuple[Term, list[Link]]]:
    cell = row[subject] if subject < len(row) else None
    names = names_of(cell.plain) if cell is not None else None
    if cell is None or names is None or any(mark.kind == "code" for mark in cell.marks):
        return
    more = [name for at in aliases if at < len(row) and at != subject for name in page_names(row[at].plain)]
    if more:
        names = Names(names.name, merged([*names.aliases, *more]))
    meaning = row[definition] if definition is not None and definition < len(row) else None
    if meaning is not None and not is_definition(meaning.plain, strict=False) and not names.aliases:
        meaning = None
        if not typed:
            return
    term = Term(names, "table", cell.line, cell.plain, cell.line + 1)
    if meaning is not None:
        term.text, term.end = meaning, len(meaning.plain.rstrip())
    links: list[Link] = []
    for at, kind in typed.items():
        if at in (subject, definition) or at >= len(row):
            continue
        marks = row[at].of_kind("wiki") + row[at].of_kind("link")
        targets = [target for mark in marks if (target := link_target(mark))] or page_names(row[at].plain)
        for target in targets:
            if is_term(target) or marks:
                ends = (target, names.name) if kind.inverted else (names.name, target)
                links.append(Link(ends[1], "table", ends[0], kind.type, cell.line, "", cell.line + 1))
    yield term, links
