"""Lists of the kinds of something: "Types of layers", "There are two kinds of errors:"."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.model import fold
from kg.sources.markdown.contexts import is_glossary
from kg.sources.markdown.definitions import names_a_kind
from kg.sources.markdown.forms import Form, is_code, is_definition, term_form
from kg.sources.markdown.found import Link, Term
from kg.sources.markdown.languages import is_romance
from kg.sources.markdown.phrases import singular
from kg.sources.markdown.qualifiers import adjectives, certain_noun, with_noun
from kg.sources.markdown.terms import Names, is_cjk, is_label, is_term, names_of, singular_name, stripped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.sources.markdown.blocks import Block

__all__ = ["KindLists", "category"]

_OF = re.compile(
    r"\b(?P<kinds>types|kinds|classificazione|classificação|classificações|categories|classes|forms|varieties|variants|"
    r"families|subtypes|ways|methods|techniques|"
    r"approaches|strategies|tipos|tipi)\s+(?:of|for|to|de|di|d[aeo]s|degli|del|dello|della|dei|delle)\s+(?P<name>[^\W\d_][\w'-]*(?:\s+[^\W\d_][\w'-]*){0,3}?)"
    r"(?=\s*(?:[:.,;(\uff1a]|$|\s(?:are|is|in|that|which|we|for|used|include|exist|when|while|from|by|can)\b))",
    re.IGNORECASE,
)
#: "Ways of" lists terms, which are no kinds of what they are ways of.
_WAYS = frozenset(("ways", "methods", "techniques", "approaches", "strategies"))
#: "Random variable: ... They can be of two types:" announces kinds of what the line defines.
_OF_THESE = re.compile(
    r"\b(?:they|these|it|which)\b[^.]*\b(?:types|kinds|categories|classes|forms)\s*[:.\uff1a]?\s*$|"
    r"\b(?:(?:can|may)\s+be(?:\s+(?:either|one\s+of))?|(?:is|are)\s+(?:divided|classified|split)\s+into)(?:\s+\w+)?\s*:\s*$|"
    r"\b(?:(?:può|possono)\s+essere|podem?\s+ser|si\s+(?:divid|distingu)(?:e|ono)\s+in|(?:divide|classifica)m?-se\s+em|"
    r"(?:são|é|está|estão)\s+(?:dividid|classificad)[oa]s?\s+em|d(?:e|i)\s+(?:\w+\s+)?tip(?:os|i))(?:\s+\w+)?\s*:\s*$|"
    r"可?[以]?分[为為成](?:以下)?.{0,4}[:：]\s*$|有(?:以下)?.{1,2}[种種类類](?:[类類]型)?[:：]\s*$",
    re.IGNORECASE,
)
#: "A process consists of:" announces the parts of what the line begins with, or defines.
_PARTS_OF = re.compile(
    r"(?:\b(?:consists?\s+of|(?:is|are)\s+(?:made\s+up|composed)\s+of|comprises|"
    r"(?:è|sono)\s+(?:compost|costituit|format)[oaie]\s+da|si\s+compone\s+di|"
    r"(?:é|são)\s+(?:compost|constituíd|formad)[oa]s?\s+(?:por|de)|compõe-se\s+de)"
    r"(?:\s+(?:the\s+following|i\s+seguenti|os\s+seguintes|as\s+seguintes)?\s*\w*){0,2}|"
    r"由(?:以下)?(?:.{0,4}部分)?[组組构構]成|包[含括](?:以下)?.{0,4})\s*[:：]\s*$",
    re.IGNORECASE,
)
_CHINESE_SUBJECT = re.compile(
    r"[\u3400-\u9fffA-Za-z0-9]{2,10}?(?=$|[\s(（,，]|按|根据|根據|依|可|一般|主要|通常|由|分|有|包|是|的)"
)
_SUBJECT = re.compile(
    r"(?:(?:an?|the|un[ao]?|il|l[ao]|l['\u2019]|un['\u2019]|uma?|[oa])\s*)?(?P<name>[^\W\d_][\w'-]*(?:\s[\w'-]+){0,3}?)\s*$",
    re.IGNORECASE,
)
#: "Kinds of layers in a network" are not all kinds of layers.
_WITHIN = re.compile(r"\s+(?:in|for|used|from)\b", re.IGNORECASE)
#: "Mutation Types", no "Data types", which are called so.
_TYPES = re.compile(r"(?!data\b)(?P<name>[^\W\d_][\w'-]*(?:\s[\w'-]+)?)\s+(?:types|kinds|categories)", re.IGNORECASE)
_CLASSIFIES = re.compile(r"\b(?:classificazione|classifica[çc][ãa]o|classificações)\s", re.IGNORECASE)
_SHORT = 3
#: "de impacto" below "Tipos de metamorfismo".
_GENITIVES = ("de ", "da ", "do ", "di ", "del ", "della ", "dei ")
_TYPE_WORDS = ("types", "kinds", "categories")
#: How a line ends that announces a list, and how much of it is looked at.
_ENDS, _TAIL = (":", "\uff1a", ".", "\u3002"), 120
_LEAD, _MAX_WORDS, _FIRST = 200, 4, 4


class _Member(NamedTuple):
    names: Names
    block: Block
    start: int


class _List(NamedTuple):
    """A list: of the kinds of `category`, or, where not `announced`, of what may qualify what the line above names.

    `relation` says what the members are to the category.
    """

    category: str | None
    lead: Block
    members: list[_Member]
    items: list[int]
    announced: bool = True
    relation: str = "IS_A"
    classifies: bool = False  # by adjectives: other members are what it is classified by


def category(lead: str) -> tuple[str | None] | None:
    """Return of what a line announces the kinds, (None,) for ways of doing something, None for another line.

    >>> category("There are two types of sauces:"), category("Ways of cooking rice"), category("Errors are bad")
    (('sauce',), (None,), None)
    """
    found = _OF.search(lead) if len(lead) <= _LEAD else None
    if (
        found is None
        and lead[-8:].lower().rstrip(" :").endswith(_TYPE_WORDS)
        and (types := _TYPES.fullmatch(stripped(lead)))
    ):
        name = types["name"]
        return (name[0].upper() + name[1:],) if is_term(name) and not is_label(name) else None
    if found is None:
        return None
    if found["kinds"].lower() in _WAYS or _WITHIN.match(lead, found.end()):
        return (None,)
    name = singular_name(found["name"]).name
    return (name,) if is_term(name) and not is_label(name) else None


class KindLists:
    """Collects the items of lists that a line announces as kinds of something."""

    def __init__(self) -> None:
        self._lists: dict[int, _List | None] = {}

    def see(self, block: Block, form: Form | None, *leads: Block | None) -> None:
        """Take an item, with the form in which it defines a term, where one of the lines above announces kinds."""
        if block.list not in self._lists:
            self._lists[block.list] = _announced(leads) or _unannounced(leads)
        known = self._lists[block.list]
        if known is None:
            return
        plain = block.text.plain
        name, start = (form.name, form.start) if form is not None else (_bold(block) or plain, len(plain))
        if known.announced or not is_label(stripped(name)):
            known.items.append(block.text.line)
        names = names_of(name)
        if names is None or len(names.name.split()) > _MAX_WORDS or is_label(names.name) or is_code(block.text, 0):
            return
        known.members.append(_Member(names, block, start))

    def qualified(self, terms: Sequence[Term], links: Sequence[Link]) -> list[Term]:
        """Return the terms with the noun that bare adjectives qualify, without those whose noun is not certain."""
        names = self._qualified_names()
        kept: list[Term] = []
        for term in terms:
            key = fold(term.names.name), term.line
            full = names.get(key, term.names.name)
            if full is None:
                continue
            if full != term.names.name:
                for link in links:
                    if link.subject is term:
                        ends = link.source, link.target
                        link.source, link.target = (full if end == term.names.name else end for end in ends)
                term.names, term.label = Names(full), ""
            kept.append(term)
        return kept

    def _qualified_names(self) -> dict[tuple[str, int], str | None]:
        """Return by folded name and line what is qualified by its noun, None where that is not certain."""
        names: dict[tuple[str, int], str | None] = {}
        for one in self._lists.values():
            found = _qualified(one) if one is not None and one.relation == "IS_A" and len(one.members) > 1 else {}
            if one is not None and one.classifies and not found:
                one.members.clear()
            if one is None or not found:
                continue
            members = list(one.members)
            one.members.clear()
            for member in members:
                own = member.names.name
                full = names[fold(own), member.block.text.line] = found.get(own, own)
                if full is not None and not (one.classifies and full == own):
                    one.members.append(member if full == own else member._replace(names=Names(full)))
        return names

    def facts(self, terms: Sequence[Term]) -> tuple[list[Term], list[Link]]:
        """Return the terms of the lists and of what they are kinds; those among `terms` are only confirmed."""
        more: list[Term] = []
        links: list[Link] = []
        known = {(fold(one.names.name), one.line): one for one in terms}
        categories: dict[str, Term] = {}
        for one in self._lists.values():
            if one is None or not one.announced or len(one.members) < max(2, 0.6 * len(one.items)):
                continue
            above = categories.get(one.category) if one.category else None
            if above is None and one.category:
                above = categories[one.category] = _category_term(one.category, one.lead)
                more.append(above)
            for member in one.members:
                term = known.get((fold(member.names.name), member.block.text.line))
                if term is None:
                    term = _term(member)
                    more.append(term)
                term.needs_definition = term.is_tentative = False
                term.label = ""
                if above is not None:
                    links.append(_link(member.names.name.partition("/")[0].strip(), above, member.block, one.relation))
        return more, links


def _announced(leads: Sequence[Block | None]) -> _List | None:
    """Return the list that the nearest of the lines announces; one that defines a term hides what is above it."""
    for lead in leads:
        if lead is None:
            continue
        plain = lead.text.plain
        found = category(plain)
        if found is not None:
            name = _fuller(found[0], lead)
            return _List(name, lead, [], [], classifies=_CLASSIFIES.search(plain) is not None)
        if lead.kind == "heading":
            continue
        if lead.kind == "paragraph" and (names := names_of(plain)) is not None and len(names.name.split()) <= _SHORT:
            return None  # "JPEG:" below "Types of images" has a list of its own
        tail = max(0, len(plain) - _TAIL)
        ends = plain.rstrip()[-1:] in _ENDS
        ending = (_OF_THESE.search(plain, tail) or _PARTS_OF.search(plain, tail)) if ends else None
        form = term_form(lead.text)
        if form is not None and form.kind.startswith("bold"):
            return _announced_of(names_of(form.name), lead, ending) if ending else None
        if ending and (subject := _SUBJECT.fullmatch(plain, 0, ending.start())) is not None:
            return _announced_of(names_of(subject["name"]), lead, ending)
    return None


def _fuller(name: str | None, lead: Block) -> str | None:
    """Return the term that a line defines, where its kinds are told by the end of its name.

    "Resampling: there are two kinds of sampling".
    """
    form = term_form(lead.text) if name is not None else None
    names = names_of(form.name) if form is not None and form.kind.startswith("bold") else None
    return names.name if names is not None and name and fold(names.name).endswith(fold(name)) else name


def _announced_of(names: Names | None, lead: Block, ending: re.Match[str]) -> _List | None:
    if names is not None and is_cjk(names.name):
        found = _CHINESE_SUBJECT.match(names.name)
        names = Names(found[0]) if found is not None else None
    if names is None or is_label(names.name):
        return None
    relation = "PART_OF" if ending.re is _PARTS_OF else "IS_A"
    return _List(singular_name(names.name).name, lead, [], [], relation=relation)


def _unannounced(leads: Sequence[Block | None]) -> _List | None:
    """Return the list below a heading or an item that names something, no glossary."""
    lead = next((one for one in reversed(leads) if one is not None), None)
    if lead is None or is_cjk(lead.text.plain) or is_glossary(lead.text.plain):
        return None
    form = term_form(lead.text) if lead.kind != "heading" else None
    names = names_of(form.name if form is not None else lead.text.plain)
    return _List(names.name if names else None, lead, [], [], announced=False)


def _qualified(one: _List) -> dict[str, str | None]:
    """Return the adjectives of a list with the names that they make with their noun, None where it is not certain."""
    labels = {member.names.name: member.block.text.plain[member.start :] for member in one.members}
    is_foreign = is_romance(" ".join([one.lead.text.plain, *(member.block.text.plain for member in one.members)]))
    found = adjectives(labels, are_kinds=one.announced, is_foreign=is_foreign)
    noun = one.category
    if found and not one.announced:
        are_nouns = any(names_a_kind(labels[name], (name,), verbs=False) for name in found)
        if len(one.members) < len(one.items) or (are_nouns and not _repeat(noun, [labels[name] for name in found])):
            return {}
        noun = noun if len(found) == len(labels) else None
    noun = certain_noun(noun, found, are_kinds=one.announced, is_foreign=is_foreign) if noun and found else None
    named = {name: with_noun(name, noun, is_foreign=is_foreign) if noun else None for name in found}
    if one.announced and one.category:
        whole = one.category[0].upper() + one.category[1:]
        named |= {name: f"{whole} {name}" for name in labels if name.startswith(_GENITIVES)}
    return named


def _repeat(noun: str | None, definitions: Sequence[str]) -> bool:
    """Tell whether every definition begins with the noun above the list: "a wave that ..." below "Waves"."""
    words = {singular(word) for word in fold(noun or "").split()}
    return all(not words.isdisjoint(singular(word) for word in fold(one).split()[:_FIRST]) for one in definitions)


def _bold(block: Block) -> str | None:
    first = block.text.marks[0] if block.text.marks else None
    plain = block.text.plain
    if first is None or first.kind != "strong" or first.start or plain[first.end : first.end + 1] not in ("", "\n"):
        return None
    return plain[first.start : first.end]


def _category_term(name: str, lead: Block) -> Term:
    shown = Names(name[0].upper() + name[1:])
    return Term(shown, "list of kinds", lead.text.line, lead.text.plain, lead.last, confidence="pattern")


def _term(member: _Member) -> Term:
    text = member.block.text
    plain, last = text.plain, member.block.last
    term = Term(member.names, "list of kinds", text.line, plain, last, confidence="pattern", list=member.block.list)
    if is_definition(plain[member.start :], strict=True):
        term.text, term.start, term.end = text, member.start, len(plain.rstrip())
    return term


def _link(name: str, above: Term, block: Block, relation: str) -> Link:
    words = block.text.plain.partition("\n")[0]
    return Link(
        above.names.name,
        "list of kinds" if relation == "IS_A" else "list of parts",
        name,
        relation,
        block.text.line,
        words,
        block.last,
        confidence="pattern",
    )
