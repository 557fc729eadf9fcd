"""Adjectives that stand for a name: "Transverse" and "Longitudinal" below "Types of waves"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.sources.markdown.phrases import is_plural
from kg.sources.markdown.terms import is_cjk, singular_name

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["adjectives", "certain_noun", "is_lone_adjective", "with_noun"]

_ENGLISH = re.compile(r"[^\W\d_]{2,}(?:ive|al|ic|ary|ous|[uo]lar|inear|less|[^\We]ed)", re.IGNORECASE)
_ROMANCE = re.compile(
    r"[^\W\d_]{2,}(?:(?:[aáà]ri|iv|os|ic|[ai]d|[aiu]t)(?P<gender>[oa])s?|(?:al|ar|ante|ente)|(?:ais|antes|entes)|"
    r"(?:ale|are|ari|arie|ivi|ive|osi|ose|ici|iche|[aiu]ti|[aiu]te|ali))|"
    r"simples|livres?",
    re.IGNORECASE,
)
#: "Estática" and "Dinamica" are nouns as well.
_FIELD = re.compile(r"[^\W\d_]+ica", re.IGNORECASE)
#: A definition that goes on from a noun which is left out: "where particles move", "che si muove".
_RELATIVE = re.compile(
    r"\s*(?:where|whose|in which|which|that|onde|em que|cuj[oa]s?|que|dove|in cui|il cui|la cui|che)\s", re.IGNORECASE
)
_PREPOSITION = re.compile(r"\s*(?:em|n[ao]s?|in|nel|nella|nello|nei|nelle|su|sul\w*|com|con)\s", re.IGNORECASE)
_NOUN = re.compile(r".*(?:[st]ion|sis|ment|ness|ity|er|or|ism|ing|ance|ence|age|ção|são|zione|sione|mento|dade|tà)")
_OF = re.compile(r"d[aeio]s?\b|del|dell|dei\b|degli\b|que\b|che\b")
_PORTUGUESE = (("ões", "ão"), ("ais", "al"), ("eis", "el"), ("res", "r"), ("zes", "z"), ("ns", "m"), ("s", ""))
_ITALIAN = (("zioni", "zione"), ("sioni", "sione"), ("ori", "ore"))
_FEMININE = re.compile(r".*(?:a|ção|são|dade|gem|zione|sione|tà)|.*(?:as|ções|sões|gens|dades)")


def adjectives(labels: Mapping[str, str], *, are_kinds: bool, is_foreign: bool) -> frozenset[str]:
    """Return those labels of a list that are adjectives by their form, none where fewer than two are.

    Args:
        labels: all names in the list, and what is said of each.
        are_kinds: whether a line announces kinds; elsewhere other labels of the list may be no adjectives only
            where those that are agree in a plural of Portuguese.
        is_foreign: whether the list is Portuguese or Italian.

    >>> sorted(adjectives({"Tonal": "has a key", "Modal": "has a mode"}, are_kinds=False, is_foreign=False))
    ['Modal', 'Tonal']
    """
    ending = _ROMANCE if is_foreign else _ENGLISH
    single = [name for name in labels if " " not in name and name[1:].islower()]
    found = {name for name in single if ending.fullmatch(name) and not name.lower().endswith("ware")}
    if found and are_kinds:
        found |= {name for name in single if _RELATIVE.match(labels[name]) and not _NOUN.fullmatch(name.lower())}
    elif all(_FIELD.fullmatch(name) for name in found) or (len(found) < len(labels) and not _agree(found)):
        return frozenset()
    return frozenset(found) if len(found) > 1 else frozenset()


def is_lone_adjective(name: str, definition: str) -> bool:
    """Tell whether a name is one word that looks like an adjective, and what is said of it begins with no noun.

    >>> is_lone_adjective("Microscópica", "em lâmina delgada"), is_lone_adjective("Óptica", "Estudo da luz")
    (True, False)
    """
    if " " in name or not name[1:].islower():
        return False
    if not name.isascii() or _PREPOSITION.match(definition):
        return _ROMANCE.fullmatch(name) is not None and _PREPOSITION.match(definition) is not None
    return is_cjk(definition) and _ENGLISH.fullmatch(name) is not None


def _agree(labels: set[str]) -> bool:
    return len({name[-2:] for name in labels}) == 1 and all(name.endswith(("os", "as")) for name in labels)


def certain_noun(noun: str, labels: frozenset[str], *, are_kinds: bool, is_foreign: bool) -> str | None:
    """Return the noun above a list as its labels qualify it, in the singular where they are; None where that is unsure.

    It is sure below a line that announces kinds, and below a heading that stands in the plural in English. In
    Portuguese and Italian all labels must agree with it in gender and number.

    >>> certain_noun("Waves", frozenset(("Radial", "Axial")), are_kinds=False, is_foreign=False)
    'Wave'
    >>> certain_noun("verbi", frozenset(("Transitivo", "Riflessivo")), are_kinds=True, is_foreign=True)
    'verbo'
    """
    if not is_foreign:
        one = singular_name(noun).name
        return one if are_kinds or (is_plural(noun.rpartition(" ")[2]) and one != noun) else None
    head, _, rest = noun.partition(" ")
    nouns = {_agreed(head.lower(), label) for label in labels}
    found = nouns.pop()
    if found is None or nouns or (rest and found != head.lower() and not _OF.match(rest)):
        return None
    return f"{head[0]}{found[1:]} {rest}".rstrip()


def _agreed(noun: str, adjective: str) -> str | None:
    """Return a Portuguese or Italian noun in the number of an adjective, None where their genders differ or are unsure.

    Of Italian plurals only those are told whose gender shows: "verbi" with "transitivo", "funzioni" with "pari".
    """
    found = _ROMANCE.fullmatch(adjective)
    gender = found["gender"] if found else None
    if gender and not adjective.endswith("s"):
        if noun.endswith("i"):
            ending = next((one for many, one in _ITALIAN if noun.endswith(many)), None)
            if ending is None and gender == "o":
                return f"{noun[:-1]}o"
            noun = f"{noun[: -len(ending)]}{ending}" if ending else noun
        elif noun.endswith("s"):
            many, one = next((pair for pair in _PORTUGUESE if noun.endswith(pair[0])), ("s", ""))
            noun = f"{noun[: -len(many)]}{one}"
    if gender and (gender == "a") != (_FEMININE.fullmatch(noun) is not None):
        return None
    return (
        noun
        if adjective.endswith("s") == noun.endswith("s") and adjective.endswith("i") == noun.endswith("i")
        else None
    )


def with_noun(adjective: str, noun: str, *, is_foreign: bool) -> str:
    """Return the name that an adjective and the noun which it qualifies make, in the order of the language.

    >>> with_noun("Transverse", "Wave", is_foreign=False), with_noun("Primária", "atenção", is_foreign=True)
    ('Transverse wave', 'Atenção primária')
    """
    if is_foreign:
        return f"{noun[0].upper()}{noun[1:]} {adjective.lower()}"
    # "DNA replication" and "Markov chain" keep their capitals.
    small = f"{noun[0].lower()}{noun[1:]}" if noun[1:].islower() and " " not in noun else noun
    return f"{adjective} {small}"
