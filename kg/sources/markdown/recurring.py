"""Terms that a page labels or heads a section with and goes on to use in its sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import fold
from kg.sources.markdown.found import Term
from kg.sources.markdown.phrases import singular
from kg.sources.markdown.sections import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.sources.markdown.blocks import Block
    from kg.sources.markdown.terms import Names

__all__ = ["only_recurs", "recurring", "recurs"]

_NAME_LIKE = re.compile(r"[A-Z].*[A-Z0-9]|[A-Z]*[a-z]+[A-Z]")
_LABEL_USES, _HEADING_USES = 1, 2
#: A label of what the page's subject has or gives must be talked about more.
_ASPECT_USES = {"feature": 1, "value": 2}


def recurs(name: str, body: str, uses: int) -> bool:
    """Tell whether a page uses a name so often in its sentences, where it is written small but for proper names.

    A label of the page's structure is not talked about: "Better results" heads a list, and no sentence has it. A name
    of one small word is a word like any other, and never counts.
    """
    head, blank, last = name.rpartition(" ")
    form = f"{head}{blank}{singular(last)}"
    if _NAME_LIKE.search(form):
        low = form if not blank else form.lower()
        return body.count(form) + (body.count(low) if low != form else 0) > uses
    return bool(blank or "-" in name) and body.count(form.lower()) >= uses


def only_recurs(term: Term, body: str) -> bool:
    """Tell whether a label without a definition is a term of the page; what stands behind it then defines nothing."""
    if not recurs(term.names.name, body, _LABEL_USES):
        return False
    term.text, term.start, term.end = None, 0, 0
    term.confidence, term.pattern, term.label = "pattern", "recurring label", ""
    return True


def recurring(
    headings: Iterable[Block], labels: Iterable[tuple[Names, Block, str]], terms: Sequence[Term], body: str
) -> list[Term]:
    """Return terms for headings and labels that name something the page talks about and that are no term yet.

    Args:
        headings: those of which nothing says what they name.
        labels: (names, block, aspects that its list announces) of labels.
        terms: those of the page so far.
        body: the text of the page.
    """
    known = {fold(name) for term in terms for name in term.names.all}
    found: list[Term] = []
    candidates = [(whole(one.text.plain), one, "recurring heading", _HEADING_USES) for one in headings]
    candidates += [(names, block, "recurring label", _ASPECT_USES[aspect]) for names, block, aspect in labels]
    for names, block, pattern, uses in candidates:
        if names is None or not known.isdisjoint(fold(name) for name in names.all):
            continue
        if recurs(names.name, body, uses):
            text = block.text
            found.append(Term(names, pattern, text.line, text.plain, block.last, confidence="pattern"))
            known.update(fold(name) for name in names.all)
    return found
