"""Terms that sentences in Chinese, Portuguese and Italian define: "X是指", "Un'impresa è un'attività"."""

# ruff: noqa: RUF001 - Chinese punctuation

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.sources.markdown.definitions import Defined
from kg.sources.markdown.forms import is_definition
from kg.sources.markdown.patterns import is_of_kind
from kg.sources.markdown.phrases import words_of
from kg.sources.markdown.sentences import sentences
from kg.sources.markdown.terms import Names, is_cjk, is_term, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["foreign_terms"]

#: "操作系统是一种": the name is no pronoun and no clause.
_CHINESE = re.compile(
    r"(?:所[谓謂])?(?P<name>[\u3400-\u9fffA-Za-z0-9-]{2,12}?)\s*(?:[（(][^（）()]{1,40}[）)])?\s*"
    r"(?:就?是指|[,，]?指的?就?是|就是指|是(?=一[种種类類门門套组組]))"
)
_NO_CHINESE_NAME = re.compile(
    r"[的了着也还還都又就在]|^(?:[这這那其它他她此该該本我你]|以下|以上|通常|如果|因[为為此]|所以|但是?|而|每|一)|[和与與或]$"
)
#: "Un'impresa è un'attività": both ends have an article, the second one that says that it is one of several.
_ROMANCE = re.compile(
    r"(?:l['\u2019]|un['\u2019]|(?:un[ao]?|il|l[ao]|i|gli|le|uma?|[oa]s?)\s+)(?P<name>[^\W\d_][\w\u2019'-]*(?:\s+[\w\u2019'-]+){0,4}?)\s+"
    r"(?:é|è|e['\u2019]|são|sono)\s+(?=un[ao]?['\u2019\s]|uma?\s|l['\u2019]insieme\s|o\s+conjunto\s|una?\s+delle\s|uma?\s+d[ao]s\s)",
    re.IGNORECASE,
)
_COPULAS = (" è ", " é ", " são ", " sono ", " e' ", " e\u2019 ")
_NO_ROMANCE_NAME = words_of(
    """
    che que é è questo questa quello quella questi este esta esse essa isso seguente seguinte obiettivo objetivo scopo
    problema problema vantagem vantaggio svantaggio desvantagem risultato resultado motivo exemplo esempio caso ideia
    idea fatto fato nosso nostro suo sua seu primo prima primeiro primeira secondo segunda ultimo ultima último
    principale principal differenza diferença altro outra outro cosa coisa maneira modo forma parte
    """
)


def foreign_terms(plain: str) -> Iterator[Defined]:
    """Yield the terms that sentences in another language than English define, with their definitions."""
    if is_cjk(plain):
        return _chinese(plain)
    return _romance(plain) if any(verb in plain for verb in _COPULAS) else iter(())


def _romance(plain: str) -> Iterator[Defined]:
    """Yield what sentences in Portuguese and Italian define with "is" and an article."""
    for start, end in sentences(plain):
        found = _ROMANCE.match(plain, start, end)
        if found is None or not _NO_ROMANCE_NAME.isdisjoint(found["name"].lower().split()):
            continue
        name = found["name"][0].upper() + found["name"][1:]
        if is_term(name) and is_of_kind(plain[found.end() : end], [name], copula=True):
            yield Defined(Names(name), found.end(), end, has_article=False)


def _chinese(plain: str) -> Iterator[Defined]:
    """Yield what sentences define with 是指 or 是一种."""
    for start, end in sentences(plain):
        found = _CHINESE.match(plain, start, end)
        if (
            found is None
            or _NO_CHINESE_NAME.search(found["name"])
            or not is_definition(plain[found.end() : end], strict=True)
        ):
            continue
        names = names_of(found["name"])
        if names is not None:
            yield Defined(names, found.end(), end, has_article=False)
