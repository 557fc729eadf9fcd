"""What the text under a heading says of it: which of the words of a heading its first sentence defines."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.model import fold
from kg.sources.markdown.contexts import DEFINITION_LABELS
from kg.sources.markdown.definitions import (
    after_copula,
    begins_with_article,
    begins_with_what_it_does,
    defined_terms,
    is_done,
    is_kind_alone,
    names_a_kind,
    speaks_of,
)
from kg.sources.markdown.forms import is_definition
from kg.sources.markdown.genera import begins_with_genus
from kg.sources.markdown.languages import definition_start, is_romance
from kg.sources.markdown.patterns import defines
from kg.sources.markdown.phrases import FUNCTION_WORDS, singular, words_of
from kg.sources.markdown.sentences import copula_end, sentences, subject_end
from kg.sources.markdown.terms import Names, is_cjk, is_label, is_term, merged, names_of, stripped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.sources.markdown.blocks import Block
    from kg.sources.markdown.found import Term

__all__ = [
    "Explained",
    "after_subject",
    "defined_below",
    "defines_page",
    "explained",
    "is_definition_heading",
    "labelled",
    "named",
    "whole",
]

_QUESTION = re.compile(
    r"(?:.*:\s*)?(?:what(?:\s+(?:is(?:\s+meant\s+by)?|are)|['\u2019]s)|o\s+que\s+(?:é|são)|"
    r"(?:che\s+)?cos(?:['\u2019]|a\s)\s*(?:[èé]|e['\u2019]|sono))\s+"
    r"(?:an?\s+|the\s+|uma?\s+|un[ao]?\s+)?(?P<name>[^?？]+?)(?:\s+(?:and|e)\s+(?:why|how|when|perché|por\s+que)\b.*)?\s*[?？]?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:an?\s+)?(?:introduction\s+to|intro\s+to|(?:basics|fundamentals|foundations)\s+of|understanding)\s+(?=\S)|"
    r"(?:[oi]l?\s+)?(?:conceitos?|concett[oi])\s+d(?:[aeio]s?|el\w*|ell['\u2019])\s*|"
    r"(?:fundamentos|noções)\s+d[aeo]s?\s+|introdução\s+(?:à|ao|a)s?\s+|"
    r"(?:fondamenti|nozioni)\s+(?:di|del|della|dei|delle|degli)\s+|introduzione\s+(?:a|al|alla|ai|alle|agli)\s+",
    re.IGNORECASE,
)
#: "社会角色的概念" names what is defined below, "X是什么" too.
_CHINESE_OF = re.compile(
    r"(?:[一二三四五六七八九十]+[、.．]\s*)?(?:什[么麼]是(?P<what>.+)|(?P<name>.+?)(?:的?(?:概念|定[义義]|含[义義]|[涵内]涵|概述|[简簡]介)|是什[么麼]))[?？]?"
)
_PARTS = re.compile(
    r"\s+(?:as|for|in|with|vs\.?|versus|and|&|of|using)\s+|\s*[:：\u2013\u2014|]\s+|\s+-\s+", re.IGNORECASE
)
_SEVERAL = re.compile(r"\s(?:and|&|vs\.?|versus|or|e|ou)\s|[/+]\s", re.IGNORECASE)
_SIDES = re.compile(r"\s*[:：\u2013\u2014|]\s+|\s+-\s+")
_ARTICLE = re.compile(r"(?:the|an?|o|a|il|la|lo|un[ao]?|uma?)\s+", re.IGNORECASE)
#: "It is the ...", "They are used to ...", "This function takes ...": what the heading names goes on.
_PRONOUN = re.compile(
    r"(?:(?:it|this|that)\s+(?:is|refers\s+to|means)|(?P<many>they|these)\s+are)\s+(?P<what>\S.*)"
    r"|it\s+(?P<verb>[a-z]{2,}[^us\W]s)\s+(?P<rest>\S.*)"
    r"|th(?:is|ese)\s+(?P<noun>[\w-]+(?:\s+[\w-]+){0,2}?)\s+(?:is|are|was|tries|try|allows?|uses?|[a-z]{2,}[^us\W]s)\s+\S",
    re.IGNORECASE | re.DOTALL,
)
_USED = re.compile(
    r"(?:often\s+|usually\s+|mostly\s+|mainly\s+)?(?:used|applied|defined)\s+(?:to|for|in|as|when|by|with)\b",
    re.IGNORECASE,
)
#: "This section is about ...": the page, not its subject.
_PAGE_WORDS = words_of(
    """
    section topic chapter lecture lesson page document book notebook note notes post article tutorial course week module
    part example examples figure image picture table graph code snippet block script output result results formula
    equation problem question exercise task step steps list point points case time way means idea approach one first
    second
    """
)
_OF_ONE = re.compile(r"\s+(?:of\s+an?|de\s+uma?|di\s+un[ao]?)\s+[\w-]+")
#: "(Back to the index)" and a line of tags define nothing.
_BRACKETED = re.compile(r"\s*(?:[(\[（].*[)\]）]\W*|(?:#[\w/-]+\s*)+)", re.DOTALL)
_IMPERSONAL = words_of("seems appears happens depends follows makes looks takes turns gets comes goes helps's")
_VOID_HEADS = words_of("problem problems question questions issue issues idea concept parameter basics")
_WORDS = re.compile(r"[^\W_]+(?:[-'\u2019.][^\W_]+)*[+#]{0,2}")
_ACRONYM = re.compile(r"(?=\S*[A-Z]\S*[A-Z])[A-Za-z][\w-]*(?=\s)")
_BRACKET = re.compile(r"\s*\([^()\n]{1,60}\)")
_MAX_SPOKEN, _REACH = 5, 400


class Explained(NamedTuple):
    """A term that a text explains: its definition starts at `start` and ends with the text, or at `end`."""

    names: Names
    start: int
    end: int | None = None
    is_stated: bool = True


@lru_cache(maxsize=1024)
def named(heading: str) -> Sequence[Names]:
    """Return the names that a heading may give, the whole first: of "Introduction: What is Decay?" Decay.

    >>> [names.name for names in named("Ridge Regression for Small Data")]
    ['Ridge Regression for Small Data', 'Ridge Regression', 'Small Data']
    """
    text = stripped(heading)
    question = _QUESTION.fullmatch(text)
    if question is not None:
        text = stripped(question["name"])
    elif (about := _ABOUT.match(text)) is not None:
        text = text[about.end() :]
    elif is_cjk(text) and (of := _CHINESE_OF.fullmatch(text)) is not None:
        text = of["what"] or of["name"]
    found: dict[str, Names] = {}
    for piece in (text, *_SIDES.split(text), *_PARTS.split(text)) if _PARTS.search(text) else (text,):
        article = _ARTICLE.match(piece)
        names = names_of(piece[article.end() :] if article else piece)
        if names is not None and ":" not in names.name:
            found.setdefault(fold(names.name), names)
    acronym = _ACRONYM.match(text)
    if acronym is not None:
        found.setdefault(fold(acronym[0]), Names(acronym[0]))
    return tuple(found.values())


@lru_cache(maxsize=1024)
def is_definition_heading(heading: str) -> bool:
    """Tell whether what stands below a heading defines what the headings above it name: "Core definition"."""
    folded = fold(stripped(heading))
    return folded in DEFINITION_LABELS or folded.rsplit(" ", 1)[-1] in DEFINITION_LABELS


def explained(heading: str, text: str, *, in_glossary: bool) -> Explained | None:
    """Return which name of a heading the first sentence of the text below it explains, None where it explains none."""
    start = len(text) - len(text.lstrip())
    several = named(heading)
    for names in several:
        after = after_subject(text, start, names)
        if after is not None and is_definition(text[after:], strict=True):
            return Explained(names, after)
    for names in several:
        after = None if _narrowed(heading, names) else speaks_of(text, start, names.all)
        if after is not None and is_definition(text[after:], strict=True) and _is_said(text, start, after):
            return Explained(names, start, is_stated=False)
    one = whole(heading)
    if one is None or _announces(text, start):
        return None
    begin = definition_start(text, start)
    if begin is not None and is_definition(text[begin:], strict=True):
        return Explained(one, begin)
    is_stated = names_a_kind(text[start:], one.all) or (in_glossary and is_definition(text, strict=True))
    rest = text[start:]
    begins = begins_with_what_it_does(rest) or is_done(rest) or is_kind_alone(rest) or _names_foreign_kind(text, start)
    if is_stated or begins or _is_called(text, start, one) or _goes_on(text, start):
        return Explained(one, start, is_stated=is_stated)
    return None


_NARROWS = re.compile(r"\s+(?:of|for|in)\s")


def _narrowed(heading: str, names: Names) -> bool:
    """Tell whether a heading goes on to narrow a name: "Parts" in "Parts of Speech"."""
    if _NARROWS.search(heading) is None:
        return False
    return re.search(rf"\b{re.escape(names.name)}{_NARROWS.pattern}", heading) is not None


def after_subject(text: str, start: int, names: Names) -> int | None:
    """Return where the words behind "X is" start when a sentence begins so with one of the names, else None.

    >>> after_subject("The pH of a solution is minus the logarithm", 0, Names("pH"))
    23
    """
    subject = subject_end(text, start, names.all)
    after = None if subject is None else copula_end(text, subject)
    if subject is not None and after is None and (of_one := _OF_ONE.match(text, subject)) is not None:
        return copula_end(text, of_one.end())
    return after


def defines_page(page: Term, block: Block) -> int | None:
    """Return where the first text of a page begins to say what its title names, None where it does not say."""
    text = block.text.plain
    after = after_subject(text, len(text) - len(text.lstrip()), page.names)
    if after is not None and is_definition(text[after:], strict=True):
        if page.pattern == "page" and not page.needs_type:
            page.is_tentative = False
        return after
    if block.kind == "item":
        return 0 if is_definition(text, strict=True) and defines(text, page.names.all) else None
    return None if _BRACKETED.fullmatch(text) else 0


@lru_cache(maxsize=1024)
def whole(heading: str) -> Names | None:
    """Return the one name that is all that a heading says but for a subtitle, a question or a bracket, else None."""
    names = next(iter(named(heading)), None)
    return names if names is not None and _is_whole(heading, names) else None


def _is_whole(heading: str, names: Names) -> bool:
    if is_label(names.name) or heading.rstrip().endswith(("?", "？")) != bool(_QUESTION.fullmatch(stripped(heading))):
        return False
    first = _SIDES.split(stripped(heading))[0]
    if _SEVERAL.search(first) or _narrowed(heading, names):
        return False
    folded, name = fold(first), fold(names.name)
    is_all = folded.startswith(name) and folded[len(name) :].strip()[:1] in ("", "(", "（", "/")
    return bool(_QUESTION.fullmatch(stripped(heading))) or is_all or is_cjk(first)


def _is_said(text: str, start: int, after: int) -> bool:
    """Tell whether a verb follows before the sentence ends, and not only what comes below: "is as follows:".

    "Rows need to be counted" says what is to be done with them.
    """
    if _NEEDS.match(text, after):
        return False
    _, end = next(sentences(text), (0, len(text)))
    return _VERB.search(text, after, min(end, after + 120)) is not None and not _announces(text, start)


def _announces(text: str, start: int) -> bool:
    _, end = next(sentences(text), (0, len(text)))
    return _FOLLOWS.search(text, start, end) is not None or text[start:end].rstrip().endswith(_OPEN_ENDS)


_CALLED = re.compile(r"\b(?:called|known\s+as|referred\s+to\s+as|equal\s+to)\s+", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"\bas\s+follows\b|\bfollowing\s+(?:ways?|steps?|types?|kinds?)\b|\bthere\s+(?:is|are)\b", re.IGNORECASE
)
_NEEDS = re.compile(r"\s*(?:needs?\s+to|must|should|ha(?:s|ve)\s+to)\s+be\b", re.IGNORECASE)
_OPEN_ENDS = ("are:", "is:", "include:", "includes:")
_VERB = re.compile(
    r"\b(?:is|are|can|could|was|were|has|have|will|may|must|[a-z]{3,}[^us\W]s|[a-z]{3,}(?:ise|ize|ify|ate|ce))\b"
)


def _is_called(text: str, start: int, names: Names) -> bool:
    """Tell whether the first sentence says what the heading names: "Keeping all rows is called a left join"."""
    _, end = next(sentences(text), (0, len(text)))
    called = _CALLED.search(text, start, end)
    return called is not None and subject_end(text, called.end(), names.all) is not None


def _goes_on(text: str, start: int) -> bool:
    found = _PRONOUN.match(text, start)
    if found is None:
        return False
    if found["what"] is not None:
        what = found["what"]
        has_kind = found["many"] is not None or begins_with_article(what)
        return (has_kind and names_a_kind(what, is_sentence=True)) or _USED.match(what) is not None
    if found["verb"] is not None:
        return found["verb"].lower() not in _IMPERSONAL and found["rest"].split(None, 1)[0].lower() != "to"
    noun = found["noun"].lower()
    return singular(noun.split()[-1]) not in _PAGE_WORDS and noun not in FUNCTION_WORDS


def _names_foreign_kind(text: str, start: int) -> bool:
    return is_romance(text[start : start + _REACH]) and begins_with_genus(text[start:])


def defined_below(names: Names, text: str) -> int | None:
    """Return where what stands below a name alone begins to say what it is; None where it says something else.

    >>> [defined_below(Names("Unix"), text) for text in ("Family of systems", "È una rete di nodi", "Fit it")]
    [0, 2, None]
    """
    begin = definition_start(text, 0)
    says = names_a_kind(text, names.all) or is_kind_alone(text) or begins_with_what_it_does(text) or is_done(text)
    if begin is None and (says or _names_foreign_kind(text, 0)):
        begin = 0
    if begin is None:
        begin = after_subject(text, 0, names)
    return begin if begin is not None and is_definition(text[begin:], strict=True) else None


def labelled(headings: Sequence[str], text: str, start: int, *, far: bool) -> Iterator[Explained]:
    """Yield the terms that a text behind "Definition:" explains: what its sentences begin with and a heading names.

    Args:
        headings: those above the text, the innermost first.
        text: the whole text.
        start: where the definition starts in it.
        far: whether any of the headings names what is defined, not only the innermost.
    """
    several = [_words(heading) for heading in headings]
    found: list[Explained] = []
    for first, end in sentences(text[start:]):
        at = start + first
        spoken = _spoken_further(text[at : start + end], at, several) if found else _spoken(text, at, several, far=far)
        if spoken is None:
            if not found:
                break
            continue
        names, after = spoken
        if all(fold(names.name) != fold(one.names.name) for one in found):
            found.append(Explained(names, after, start + end))
    if found:
        found[0] = found[0]._replace(names=_fuller(found[0].names, headings[0]))
    for number, one in enumerate(found):
        following = found[number + 1] if number + 1 < len(found) else None
        yield one if following is not None else one._replace(end=None)


def _fuller(names: Names, heading: str) -> Names:
    """Return the heading's name for what is called the same or shorter below it: "Ridge" under "Ridge Regression"."""
    for one in reversed(named(heading)):
        if fold(one.name) == fold(names.name):
            return Names(one.name, merged([*names.aliases, *one.aliases]))
        more = fold(one.name).removeprefix(fold(names.name)).split()
        if len(more) == 1 and fold(one.name).startswith(f"{fold(names.name)} ") and _VOID_HEADS.isdisjoint(more):
            return Names(one.name, merged([names.name, *names.aliases, *one.aliases]))
    return names


def _spoken_further(sentence: str, start: int, headings: Sequence[frozenset[str]]) -> tuple[Names, int] | None:
    """Return the same of a sentence that follows, from `start` on, which must say what the term is."""
    one = next(defined_terms(sentence), None)
    if one is None or one.has_article or not _are_named(one.names.name, headings):
        return None
    return one.names, start + one.start


def _spoken(text: str, start: int, headings: Sequence[frozenset[str]], *, far: bool) -> tuple[Names, int] | None:
    """Return the subject of a sentence that a heading names, and where what is said of it starts."""
    article = _ARTICLE.match(text, start)
    words: list[re.Match[str]] = []
    at = article.end() if article else start
    bracket = None
    while len(words) < _MAX_SPOKEN and (word := _WORDS.match(text, at)) and word[0].lower() not in FUNCTION_WORDS:
        words.append(word)
        at = word.end()
        if bracket is None and (bracket := _BRACKET.match(text, at)) is not None:
            at = bracket.end()
        at += text[at : at + 1] == " "
    for count in range(len(words), 0, -1):
        end = words[count - 1].end()
        if text.startswith("/", end):
            continue  # "The train/test split"
        name = " ".join(word[0] for word in words[:count])
        if bracket is not None and bracket.start() == end:
            end = bracket.end()
        near = headings if far or copula_end(text, end) is not None else headings[:1]
        if _are_named(name, near):
            form = bracket[0] if bracket is not None and bracket.end() == end else ""
            names = names_of(name[0].upper() + name[1:] + form) if is_term(name) else None
            after = after_copula(text, end)
            return None if names is None else (names, start if after == end else after)
    return None


def _are_named(name: str, headings: Sequence[frozenset[str]]) -> bool:
    words = {singular(word) for word in fold(name).split()}
    return any(words <= heading for heading in headings)


def _words(heading: str) -> frozenset[str]:
    return frozenset(singular(word.lower()) for word in _WORDS.findall(heading) if not is_cjk(word))
