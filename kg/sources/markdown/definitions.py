"""The shape of a definition: whether words say what something is or does, and which term a sentence defines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.sources.markdown.labels import IMPERATIVES, NO_TERM_STARTS
from kg.sources.markdown.phrases import FUNCTION_WORDS, is_plural, singular, words_of
from kg.sources.markdown.sentences import copula_end, sentences, subject_end
from kg.sources.markdown.terms import Names, is_term, names_of
from kg.sources.markdown.triggers import DETERMINERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = [
    "Defined",
    "after_copula",
    "begins_with_article",
    "begins_with_what_it_does",
    "defined_terms",
    "does_something",
    "instructs",
    "is_done",
    "is_kind_alone",
    "names_a_kind",
    "speaks_of",
]

_WORD = r"[^\W_][\w'\u2019/-]*"
#: What goes on after the noun that a definition begins with, and narrows it down.
_NARROWS = (
    r"(?:that|which|where|whose|of|for|used|to|in\s+which|with|within|without|in|on|by|from|between|among|across|designed|"
    r"containing|consisting|including|(?!(?:thing|string|ring|king|during|being)\b)[a-z]{2,}ing|"
    r"(?:laid|made|given|held|built|sent|kept|written|drawn|taken|known|led|grown)\s+(?:down|up|out|by|in|to|as|from|for|with)|"
    r"(?!(?:need|speed|seed|feed|indeed)\b)[a-z]{2,}ed\s+(?:by|in|to|on|with|within|as|from|at|into|for|through))\b"
)
#: The noun does not end before its adjectives do: "a single opening that", "a basic for loop".
_NO_NOUNS = "".join(
    rf"(?<!\b{word})"
    for word in [
        "basic",
        "simple",
        "general",
        "common",
        "single",
        "given",
        "certain",
        "specific",
        "special",
        "new",
        "large",
        "small",
    ]
)
_ARTICLED = re.compile(
    rf"\s*(?:(?:it['\u2019]s|it\s+is|this\s+is|is|are)\s+)?(?:an?|any|one\s+of\s+the|the)\s+(?P<noun>{_WORD}(?:\s+{_WORD}){{0,5}}?){_NO_NOUNS}\s*(?:[,(;\u2014]\s*|\s)(?P<next>{_NARROWS})",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"\s*(?P<noun>{_WORD}(?:[ \u2010-]{_WORD}){{0,3}}?){_NO_NOUNS}\s+(?P<next>{_NARROWS})", re.IGNORECASE
)
_DOES = re.compile(
    r"\s*(?P<verb>[A-Za-z]{2,}[^us\W]s|[A-Za-z]{2,}sses)\s+(?:an?|the|any|all|every|each|both|how|whether|what|its|their|"
    r"exactly|only|one|two|multiple|several|many)\b"
)
#: Verbs that say what something is rather than what it is good for; no nouns in the plural look like them.
_SAYS = re.compile(
    r"\s*(?:(?:primarily|mainly|mostly|often|commonly|usually|typically|widely)\s+(?=used\b))?"
    r"(?:examines|describes|represents|contains|refers\s+to|consists\s+of|corresponds\s+to|stores|removes|converts|"
    r"separates|calculates|computes|translates|transports|regulates|connects|combines|divides|encodes|decodes|catalyses|"
    r"catalyzes|carries|specifies|identifies|determines|studies|measures|accounts\s+for|leads\s+to|acts\s+as|"
    r"serves\s+as|occurs|arises|depends\s+on|states\s+that|deals\s+with|made\s+up\s+of|composed\s+of|derived\s+from|"
    r"formed\s+(?:by|from)|caused\s+by|located\s+in|responsible\s+for|used\s+(?:to|for|in|by)|hold(?:s)?\s+together)\b"
    r"(?=\s+[\w(])|"
    r"\s*(?:compost|costituit|constituíd|format|formad|derivat|derivad|usat|usad|utilizzat|utilizad|basat|baseat|"
    r"responsabil|responsáve)[oaiels]{1,2}\s+(?:d[aei]l?l?[aeo]?|por|pel[oa]|para|per|em|in|n[ao]s?)\s+\w|"
    r"\s*(?:estuda|studia|relaciona|descreve|descrive|representa|rappresenta|permite|consente|contém|contiene|consiste|"
    r"indica|mede|misura|define|definisce|corresponde|corrisponde|determina|converte|armazena|trata|si\s+occupa|ocorre|"
    r"avviene|si\s+verifica)\s+(?:[oa]s?|il|l[aoe]|i|gli|l['\u2019]|d[aeio]s?|del\w*|em|in|un[ao]?|uma?|quando|se|"
    r"come|como|per|para|ad?|al\w*|ao|à|[a-zà-ú]{4,})\b",
    re.IGNORECASE,
)
#: A verb that has a subject: what stands before it is no definition of something else.
_FINITE = re.compile(r"\b(?:is|are|was|were|can|could|will|would|must|should|may|might|has|have|had|does|do)\b")
_CAUSES = re.compile(r"\b(?:cause|lead to|make|result in|affect|increase|reduce|indicate|suggest|mean|show)\s+\w")
_RELATIVE = re.compile(
    r"\b(?:that|which|where|who|whose|when|whenever|if|whether|how|why|what|because|as|until|while|so)\b|[\u2014;:]"
)
_READER = words_of("you your yours you're you'll we our we'll let's i my this these those")
#: "The axis can be changed by": how to do something.
_DONE = re.compile(
    r"\bcan\s+(?:also\s+)?be\s+(?:[a-z]+ed|done|set|made|given|put)\b|\bis\s+(?:done|set|changed)\s+(?:by|with|using)\b"
)
_BEGINNING = 240
#: Heads that say nothing of what something is, and words that praise or blame rather than define.
_VOID = words_of(
    """
    reason answer key problem issue mistake example way thing part lot bit must matter case question result goal aim
    basis foundation heart backbone start beginning step point fact need choice option place time kind type sort form
    trap pitfall challenge advantage benefit disadvantage drawback limitation warning sign difference one half rest
    """
)
_PRAISE = words_of(
    """
    good great better best bad poor worse common important key critical crucial essential useful powerful big major
    huge significant popular nice must perfect main same first next last only following fundamental vital necessary
    natural typical classic real central integral serious simple-looking handy valuable
    """
)
_NOUNS_IN_LY = words_of("family anomaly assembly supply monopoly reply ally butterfly fly belly")
#: "A dumb, 2 port device", "An actor placed inbetween two devices": a noun and no verb.
_VERB_OF = re.compile(
    r"\b[a-z]{2,}[^us\W]s\s+(?:an?|the|all|any|every|each|its?|their|to|from|with|into|how|that|when|if)\b",
    re.IGNORECASE,
)
_HEAD = 4
#: Portuguese has the article "a", too.
_PORTUGUESE = re.compile(r"\b(?:os|dos|das|é|são|que|de|da|em|na|para|com|uma|um)\b", re.IGNORECASE)
_FEWEST_DONE = 4  # words
_GERUND = re.compile(
    r"(?:[A-Za-z]+ly\s+)?(?!(?:being|including|depending|during|according|having|going|doing|considering|following|nothing|"
    r"something|anything|everything|starting|getting|keeping|adding|looking|assuming|thinking|string|king|spring)\b)"
    r"[A-Za-z]{3,}ing\s+(?:(?:or|and)\s+[a-z]{3,}ing\s+)?(?:(?:as|in|on|at|by|to|up|out|off|for|with|into)\s+)?"
    r"(?:(?:an?|the|any|all|every|each|whether|how|who|what|which)\s+)?[a-z]{3,}",
)
_PASSIVE = words_of("called known named termed said seen found used made done given shown")
_PEOPLE = words_of("who person man woman student teacher company startup team user customer colleague friend")
_SPOKEN = re.compile(
    r"(?P<article>(?:the|an?)\s+)?(?:(?:term|concept)\s+)?(?P<name>[^\W_][^.,:;!?()\n=\ufffc]{1,50}?)"
    r"(?P<more>\s*\([^()\n]{1,60}\))?(?:\s+(?:for|in)\s+[\w-]+)?\s+(?P<verb>is|are|refers\s+to|represents|denotes)\s+"
    r"(?:(?:simply|basically|essentially|just|typically|usually|often|also)\s+)?(?=\S)",
    re.IGNORECASE,
)
#: Where "is" stands after a subject, which is looked for first: most sentences have none.
_IS, _SUBJECT = re.compile(r"\s(?:is|are|refers\s+to|represents|denotes)\s"), 90
_MODIFIED = re.compile(
    r"(?:the|an?)\s+[\w-]+\s+(?=(?P<second>\w))(?!of\b|in\b|for\b)(?:[\w-]+\s+(?=(?P<third>\w)))?", re.IGNORECASE
)
_GOES_ON = re.compile(r"\s+(?:\(|(?!(?:and|or|vs|versus|nor|but)\b)[A-Za-z])")
_NO_VERBS = FUNCTION_WORDS | NO_TERM_STARTS
_MAX_NAME_WORDS = 4


class Defined(NamedTuple):
    """A term that a sentence defines, and where its definition starts and ends in the text."""

    names: Names
    start: int
    end: int
    has_article: bool  # "a vector is", "the mean is"


def names_a_kind(text: str, names: Sequence[str] = (), *, is_sentence: bool = False, verbs: bool = True) -> bool:
    """Tell whether words begin with what something is ("A rule that", "Method for") or with what it does ("Maps the").

    Args:
        text: the words, after "is" where it has been read.
        names: of the term, whose number the noun of a definition without an article has.
        is_sentence: whether a verb with a subject of its own may follow, as in prose.
        verbs: whether what it does is enough.

    >>> [names_a_kind(text) for text in ("Sum of the squares", "A cell where sugar is stored", "The heat is too high")]
    [True, True, False]
    """
    end = next(sentences(text), (0, len(text)))[1]
    first = text[: min(end, _BEGINNING)]
    does = _DOES.match(first)
    if does is not None:
        return verbs and does["verb"].lower() not in _NO_VERBS
    found = _ARTICLED.match(first)
    if found is not None:
        is_free = is_sentence or not _has_other_subject(first, found.start("next"))
        is_circular = found["noun"].casefold() in (name.casefold() for name in names)
        return _is_kind(_without_part(found)) and is_free and not is_circular
    found = _BARE.match(first)
    return found is not None and _is_bare_kind(first, found, names)


def _without_part(found: re.Match[str]) -> str:
    """Return the noun of "the inner part of" without the part, which is no noun that says nothing there."""
    noun = found["noun"]
    is_part = noun.lower().endswith(" part") and found["next"].lower() == "of"
    return noun[: -len(" part")] if is_part else noun


def _is_bare_kind(text: str, found: re.Match[str], names: Sequence[str]) -> bool:
    """Tell whether a noun without an article says what something is: no order, no participle, no subject of a verb."""
    if not _is_kind(found["noun"]) or _has_other_subject(text, found.start("next")):
        return False
    words = found["noun"].lower().split()
    begin = words[0]
    if begin in IMPERATIVES and not (len(words) == 1 and found["next"].lower() == "of"):
        return False
    if len(words) == 1 and (begin.endswith(("ed", "ly", "ing")) or begin in FUNCTION_WORDS):
        return begin in _NOUNS_IN_LY
    is_many = any(is_plural(name.rsplit(" ", 1)[-1]) for name in names)
    return begin not in NO_TERM_STARTS and (not names or is_many or not is_plural(words[-1]))


def _is_kind(noun: str) -> bool:
    """Tell whether words are a noun that says what something is, not a sentence: "Workflows start", "Logs quickly"."""
    words = noun.lower().split()
    return (
        singular(words[-1]) not in _VOID
        and _PRAISE.isdisjoint(words)
        and _PEOPLE.isdisjoint(words)
        and _READER.isdisjoint(words)
        and FUNCTION_WORDS.isdisjoint(words)
        and DETERMINERS.isdisjoint(words[1:])
        and not any(is_plural(word) for word in words[:-1])
        and not any((word.endswith("ly") and word not in _NOUNS_IN_LY) or word in _PASSIVE for word in words)
    )


def _has_other_subject(text: str, start: int) -> bool:
    """Tell whether a verb follows that belongs to the words themselves: "The number of bins is 10"."""
    verb = _FINITE.search(text, start) or _CAUSES.search(text, start)
    return verb is not None and _RELATIVE.search(text, start, verb.start()) is None


def is_kind_alone(text: str) -> bool:
    """Tell whether a sentence is a kind of thing and no more: "A slightly smarter repeater".

    >>> [is_kind_alone(text) for text in ("A dumb, 2 port output device.", "A common mistake", "A switch is faster")]
    [True, False, False]
    """
    start, end = next(sentences(text), (0, 0))
    words = text[start:end].lower().split()
    if len(words) < _FEWEST_DONE or words[0] not in ("a", "an") or _PORTUGUESE.search(text, start, end):
        return False
    head = {word.strip(",;") for word in words[1 : 1 + _HEAD]}
    is_praise = not (_PRAISE | _VOID | _PEOPLE).isdisjoint(head)
    return not is_praise and _FINITE.search(text, start, end) is None and _VERB_OF.search(text, start, end) is None


def is_done(text: str) -> bool:
    """Tell whether a sentence without a subject says what is done: "Cooking herbs in hot oil".

    >>> [is_done(text) for text in ("Cooking herbs in hot oil.", "Using hot oil is bad", "Being late", "Cook it")]
    [True, False, False, False]
    """
    start, end = next(sentences(text), (0, 0))
    found = _GERUND.match(text, start, end)
    return (
        found is not None and len(text[start:end].split()) >= _FEWEST_DONE and _FINITE.search(text, start, end) is None
    )


def begins_with_what_it_does(text: str) -> bool:
    """Tell whether words without a subject say what something does or is made of: "Derived from", "Studies aspects".

    >>> [begins_with_what_it_does(text) for text in ("Leads to free radicals", "Leads are called", "Used to melt ice")]
    [True, False, True]
    """
    return _SAYS.match(text) is not None


def does_something(text: str, start: int) -> bool:
    """Tell whether a verb stands here that has what was named before for its subject: "keeps the rows that"."""
    return _DOES.match(text, start) is not None


def instructs(text: str, names: Sequence[str]) -> bool:
    """Tell whether words say how something is done in general, not what a term is: "The axis can be changed by"."""
    start, end = next(sentences(text), (0, len(text)))
    is_other = subject_end(text, start, names) is None
    return is_other and _DONE.search(text, start, min(end, start + _BEGINNING)) is not None


def speaks_of(text: str, start: int, names: Sequence[str]) -> int | None:
    """Return where the words after the subject start, when a sentence begins with a term, else None.

    The subject may go on, as in "The support for a rule is", but not into a list or another word: "Loss, bias". With
    an article it may be narrowed down: "The population variance is" speaks of the variance.
    """
    end = subject_end(text, start, names)
    if end is None and (modified := _MODIFIED.match(text, start)) is not None:
        ends = (subject_end(text, at, names) for at in (modified.start("second"), modified.start("third")) if at >= 0)
        end = next((one for one in ends if one is not None), None)
    return None if end is None or _GOES_ON.match(text, end) is None else end


def defined_terms(text: str) -> Iterator[Defined]:
    """Yield what the sentences of a text define with "is" and a kind: "A vector is a quantity with a direction"."""
    for start, end in sentences(text):
        if _IS.search(text, start, min(end, start + _SUBJECT)) is None:
            continue
        found = _SPOKEN.match(text, start, min(end, start + 120))
        if found is None:
            continue
        words = found["name"].split()
        article = (found["article"] or "").strip().lower()
        if len(words) > _MAX_NAME_WORDS or words[0].lower() in FUNCTION_WORDS or not _fits(found, words, article):
            continue
        what = text[found.end() : end]
        is_many = found["verb"].lower() == "are"
        if is_many == begins_with_article(what) or not names_a_kind(
            what, [words[-1]] if is_many else [], is_sentence=True
        ):
            continue
        if not is_many and not begins_with_article(what):
            continue
        spoken = found["name"][0].upper() + found["name"][1:]
        names = names_of(f"{spoken}{found['more'] or ''}") or names_of(spoken)
        if names is not None and is_term(names.name):
            yield Defined(names, found.end(), end, article == "the")


def _fits(found: re.Match[str], words: list[str], article: str) -> bool:
    is_many = found["verb"].lower() == "are"
    return is_many == is_plural(words[-1]) and not (is_many and article in ("a", "an"))


def begins_with_article(text: str) -> bool:
    """Tell whether words begin with an English article or "one"."""
    return text[:4].lower().startswith(("a ", "an ", "the ", "one "))


def after_copula(text: str, end: int) -> int:
    """Return where a definition starts behind its subject: after "is", or at its verb."""
    after = copula_end(text, end)
    return end if after is None else after
