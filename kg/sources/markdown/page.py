"""Whether a page as a whole is about one concept, and what its front matter says of it."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kg.model import fold, slug
from kg.sources.markdown.found import Link, Term
from kg.sources.markdown.labels import LABELS
from kg.sources.markdown.links import page_names, path_id
from kg.sources.markdown.phrases import words_of
from kg.sources.markdown.terms import Names, long_form, merged, names_of, stripped
from kg.sources.markdown.words import ALIAS_KEYS, DEFINITION_KEYS
from kg.sources.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ontology import Ontology
    from kg.sources.markdown.frontmatter import FrontMatter
    from kg.sources.markdown.words import Vocabulary
    from kg.sources.tree import FindingLog

__all__ = ["front_links", "page_term"]

_TITLE_KEYS = ("title", "name", "term", "título", "titulo", "titolo", "标题", "名称")
_ALIAS_KEYS = sorted(ALIAS_KEYS)
_NO_PAGES = words_of(
    """
    readme index about contributing changelog license licence code-of-conduct home toc summary _index glossary
    glossario glossário dictionary dizionario dicionário dicionario vocabulary todo notes sidebar security faq moc
    """
)
_DATE = re.compile(r"\d{4}[-_. ]?\d{2}[-_. ]?\d{2}|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|^\d[\d\s_.-]*$")
_ORDER = re.compile(r"^\d+(?:\.\d+)*[\s._-]+(?=\D)")
_MAX_TITLE_WORDS = 12
_COURSE_WORDS = words_of(
    """
    types kinds assignment assignments chapter diary editorial exam exercise exercises homework journal lecture
    lectures lesson meeting minutes note notes quiz syllabus tutorial tutorials week aula aulas lezione lezioni
    appunti notas
    """
)
#: A note of a course, "Chapter 3" or "Unit 2: Cells", and a list of terms are about several concepts.
_OF_SEVERAL = re.compile(
    r"\b(?:chapter|lecture|lesson|week|unit|part|aula|lezione|capítulo|capitolo)\s*[#nº°.]*\s*\d|第\s*.{1,3}\s*[章讲課课周]|"
    r"(?:\b(?:glossary|vocabulary|glossário|glossario)|名[词詞]解[释釋]|[术術][语語]表?|[词詞][汇彙]表?)$",
    re.IGNORECASE,
)
_PAGE_LAYOUTS = frozenset(("page", "home", "homepage", "index", "post", "default"))
_MINUTES = re.compile(r"\d{1,5}")


def page_term(file: str, front: FrontMatter, heading: tuple[str, int] | None, vocabulary: Vocabulary) -> Term | None:
    """Return the concept that a page is about, None where it is about several or none.

    It is about one when its front matter titles it or when its first heading is the name of the file, and when its name
    is not that of an index, a diary or the like. It may be about one (`is_tentative`) otherwise: it is when it links
    to other pages of itself. An alias joins the name of the file where links would not find the page.

    Args:
        file: the name of the file.
        front: its front matter.
        heading: the words and the line of its first heading where that is of the highest level and the only such.
        vocabulary: the words for relations.
    """
    path = PurePosixPath(file.removesuffix(".gz"))
    folder = _ORDER.sub("", path.parent.name)
    is_index = path.stem.lower() in ("readme", "index", "_index") and heading is not None
    if is_index and folder and heading is not None and _same_name(heading[0], folder):
        path = path.with_name(folder)  # the page of a folder that is named like its heading
    stem = _ORDER.sub("", path.name if path.name == folder else path.stem)
    if slug(stem) in _NO_PAGES or _DATE.search(stem):
        return None
    title = front.first(*_TITLE_KEYS)
    layout = front.first("layout")
    if layout is not None and layout.text.casefold() in _PAGE_LAYOUTS:
        return None
    states = any(vocabulary.find(key) or key in ALIAS_KEYS for key, values in front.values.items() if values)
    is_stated = states
    if title is not None:
        name, line, pattern = title.text, title.line, "front matter"
        is_stated = states or not front.values.get("date")
    elif heading is not None:
        name, line, pattern = stripped(heading[0]), heading[1], "page"
        is_stated = states or _same_name(heading[0], stem)
    else:
        name, line, pattern = stem, front.lines, "page"
    if not _is_title(name, is_stated=states or title is not None) or (not states and _OF_SEVERAL.search(name)):
        return None
    needs_type = fold(name) in LABELS and not states
    names = _titled(name)
    aliases = [
        *names.aliases,
        *(alias for key in _ALIAS_KEYS for one in front.values.get(key, ()) for alias in page_names(one.text)),
    ]
    file_stem = stem if path.name == folder else PurePosixPath(file).stem
    own = path_id(file_stem)
    identity = None
    if own not in {slug(one) for one in (names.name, *aliases)}:
        aliases.append(own)
    if own != slug(names.name) and own == file_stem and _share_words(own, slug(name)):
        # A file named like an id gives the id; the name among its aliases lets other files speak of it by name.
        identity, aliases = own, [names.name, *aliases]
    known = [one for one in merged(aliases) if identity or fold(one) != fold(names.name)]
    return Term(
        Names(names.name, tuple(known)),
        pattern,
        line,
        name,
        line + 1,
        is_tentative=not is_stated or needs_type,
        identity=identity,
        needs_type=needs_type,
    )


def _share_words(one: str, other: str) -> bool:
    return bool(set(one.split("-")) & set(other.split("-"))) or one.replace("-", "") == other.replace("-", "")


def _same_name(heading: str, stem: str) -> bool:
    letters = [re.sub(r"[\W_]+", "", fold(text)) for text in (stripped(heading), stem)]
    return letters[0] == letters[1]


def _is_title(name: str, *, is_stated: bool) -> bool:
    if not slug(name) or _DATE.search(name) or len(name.split()) > _MAX_TITLE_WORDS:
        return False
    return is_stated or _COURSE_WORDS.isdisjoint(fold(name).split())


def _titled(name: str) -> Names:
    """Return a title as it is written, with the names that it is made of as aliases."""
    names = names_of(name)
    if names is None or names.name == name:
        return names or Names(name)
    short = [one for one in names.aliases if long_form(one, names.name) or long_form(names.name, one)]
    return (
        Names(name, (names.name, *short) if names.aliases else ())
        if "(" in name or "（" in name
        else Names(name, names.all)
    )


def complete(term: Term, front: FrontMatter, ontology: Ontology, findings: FindingLog) -> None:
    """Give the concept of a page what its front matter says of it; what cannot be minutes is a finding."""
    definition = front.first(*sorted(DEFINITION_KEYS))
    if definition is not None:
        term.definition = definition.text
    kind = front.first("kind")
    if kind is not None and kind.text.casefold() in ontology.kinds:
        term.kind = kind.text.casefold()
    url = front.first("url", "source url")
    if url is not None and url.text.startswith(("http://", "https://")):
        term.url = url.text
    minutes = front.first("minutes")
    if minutes is not None and _MINUTES.fullmatch(minutes.text):
        term.minutes = int(minutes.text)
    elif minutes is not None:
        findings.warning(
            "KG005",
            minutes.line + 1,
            f"'minutes' is {shown(minutes.text)}; it is left out.",
            "Write a whole number of minutes, without a unit.",
        )
    tags = (
        piece
        for key in ("tags", "tag", "keywords")
        for one in front.values.get(key, ())
        for piece in page_names(one.text)
    )
    term.tags = tuple(dict.fromkeys(tags))


def front_links(term: Term, front: FrontMatter, vocabulary: Vocabulary) -> Iterable[Link]:
    """Yield the relations that keys of the front matter state."""
    for key, values in front.values.items():
        meaning = vocabulary.find(key)
        if meaning is None or key in ALIAS_KEYS or key in DEFINITION_KEYS:
            continue
        for value in values:
            for name in page_names(value.text):
                if fold(name) in ("none", "n/a", "-", "nenhum", "nessuno", "无"):
                    continue
                ends = (name, term.names.name) if meaning.inverted else (term.names.name, name)
                yield Link(ends[1], "front matter", ends[0], meaning.type, value.line, value.text, value.line + 1)
