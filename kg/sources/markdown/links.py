"""Links that state a relation: `- uses [[Gradient]] (why)`, `requires:: [[X]]`, "Prerequisites: [X](x.md)"."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from kg.model import fold, slug
from kg.sources.markdown.terms import names_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.markdown.blocks import Mark, Text
    from kg.sources.markdown.words import Typed, Vocabulary

__all__ = ["TypedLink", "link_target", "page_names", "path_id", "typed_links", "untyped_links"]

_BEFORE = " \t\n:：*_-–—>→([（•·"
_SEPARATOR = re.compile(
    r"^[\s,;，；、/&+.()\[\]（）]*(?:(and|or|e|ou|o|oppure|und|oder|y|和|与|或|及)?[\s,;，；、/()\[\]（）]*)$",
    re.IGNORECASE,
)
_OR = frozenset(("or", "ou", "o", "oppure", "oder", "或"))
_REASON = re.compile(
    r"^\s*(?:[(（](?P<bracket>[^()（）]{2,200})[)）]|(?:[:：]|[\u2013\u2014-]\s)\s*(?P<rest>.{3,300}))", re.DOTALL
)
_ALTERNATIVE = re.compile(r"\s+(?:or|ou|oppure|或)\s+")
_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)
_PAGE = (".md", ".markdown", ".html", ".htm", "")
_INDEX = frozenset(("index", "readme", "_index"))


class TypedLink(NamedTuple):
    """A relation to the page linked from `start`; `any_of` where it is one of alternatives."""

    meaning: Typed
    target: str
    start: int
    end: int
    reason: str | None
    any_of: str | None


def link_target(mark: Mark) -> str | None:
    """Return the name or id that a link means, None where it leads out of the notes.

    A wiki link gives the name as it is written, without folders; a path gives the id that the name of its file makes.
    """
    if mark.kind == "wiki":
        name = mark.target.rsplit("/", 1)[-1].strip()
        name = name.removesuffix(".md")
        return (path_id(name) if "_" in name else name) or None
    if _SCHEME.match(mark.target):
        return None
    path = PurePosixPath(mark.target.partition("#")[0].partition("?")[0])
    if path.suffix.lower() not in _PAGE and not re.fullmatch(r"\.[A-Za-z]*\W.*|\.[0-9].*", path.suffix):
        return None
    stem = path.stem if path.suffix.lower() in _PAGE[:-1] else path.name
    if stem.lower() in _INDEX:
        stem = path.parent.name
    return path_id(stem) or None


def path_id(stem: str) -> str:
    """Return the id that the name of a file makes: underscores are blanks.

    >>> path_id("SOSA_&_SSN")
    'sosa-ssn'
    """
    return slug(stem.replace("_", " "))


def page_names(text: str) -> list[str]:
    """Return the names in a value of front matter or of a property: links, or words between commas.

    >>> page_names("[[Gradient]], Loss"), page_names("[[Bias|the bias]]")
    (['Gradient', 'Loss'], ['Bias'])
    """
    names = []
    for piece in re.split(r"[,;，；、](?![^\[]*\]\])", text):
        name = piece.strip().strip("\"'")
        if name.startswith("[[") and name.endswith("]]"):
            name = name[2:-2].partition("|")[0].partition("#")[0].rsplit("/", 1)[-1].strip()
        elif (path := re.fullmatch(r"\[[^\]]*\]\(([^()]+)\)", name)) is not None:
            name = path_id(PurePosixPath(path[1].partition("#")[0]).stem)
        names.append(name.removeprefix("#").strip())
    return [name for name in names if name]


def typed_links(text: Text, vocabulary: Vocabulary, context: Typed | None) -> list[TypedLink]:
    """Return the links of a line that a relation word stands before, or that `context` gives a type.

    With `context` (a heading or a line above that names a relation) the line must begin with the link.
    """
    links = [mark for mark in text.marks if mark.kind in ("wiki", "link")]
    if not links:
        return []
    before = text.plain[: links[0].start]
    words = before.strip(_BEFORE)
    meaning = vocabulary.find(words) if words else context
    if meaning is None or "\n" in words:
        return []
    found: list[tuple[str, Mark, str | None]] = []
    is_choice = False
    for number, mark in enumerate(links):
        if number:
            between = _SEPARATOR.match(text.plain[links[number - 1].end : mark.start])
            if between is None:
                bracket = _REASON.match(text.plain[links[number - 1].end : mark.start])
                if bracket is None or not bracket["bracket"]:
                    break
            elif between[1] and between[1].lower() in _OR:
                is_choice = True
        target = link_target(mark)
        if target is not None:
            several = _listed(text.plain[mark.start : mark.end], target) if mark.kind == "link" else []
            found += [(name, mark, group) for name, group in several or [(target, None)]]
    group = " or ".join(target for target, _, _ in found) if is_choice and len(found) > 1 else None
    return [
        TypedLink(meaning, target, mark.start, mark.end, _reason(text.plain, mark.end), own or group)
        for target, mark, own in found
    ]


def _listed(shown: str, target: str) -> list[tuple[str, str | None]]:
    """Return (name, group of alternatives) of each page that one link lists, as in `[A, B or C](A,_B_or_C.md)`."""
    if ", " not in shown or slug(shown) != target:
        return []
    found: list[tuple[str, str | None]] = []
    for piece in shown.split(","):
        names = [name.strip() for name in _ALTERNATIVE.split(piece) if name.strip()]
        names = [known.name if (known := names_of(name)) else name for name in names]
        found += [(name, piece.strip() if len(names) > 1 else None) for name in names]
    return found


def _reason(plain: str, end: int) -> str | None:
    found = _REASON.match(plain[end:].partition("\n")[0])
    reason = (found["bracket"] or found["rest"] or "").strip() if found else ""
    return " ".join(reason.split()) or None


def untyped_links(text: Text, start: int = 0) -> Iterator[tuple[str, Mark]]:
    """Yield (target, mark) of the wiki links from `start` on, each target once."""
    seen = set()
    for mark in text.marks:
        target = link_target(mark) if mark.kind == "wiki" and mark.start >= start else None
        if target is not None and fold(target) not in seen:
            seen.add(fold(target))
            yield target, mark
