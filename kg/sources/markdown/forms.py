"""The forms in which a page defines a term: `**Term**: definition`, `Term: definition`, `**Term** is ...`."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.model import fold
from kg.sources.markdown.blocks import PLACEHOLDER
from kg.sources.markdown.definitions import does_something, names_a_kind
from kg.sources.markdown.labels import DEFINABLE
from kg.sources.markdown.languages import is_chinese
from kg.sources.markdown.patterns import is_of_kind
from kg.sources.markdown.phrases import words_of
from kg.sources.markdown.sentences import copula_end, sentences
from kg.sources.markdown.terms import Names, is_cjk, is_term, names_of, stripped, with_translation

if TYPE_CHECKING:
    from kg.sources.markdown.blocks import Block, Mark, Text

__all__ = ["Form", "is_code", "is_definition", "is_formula", "term_form"]

_AFTER_BOLD = re.compile(
    r"\s*(?P<more>[(（][^()（）\n]{1,80}[)）])?\s*(?P<sign>-{1,2}>|=>|[→⇒]|[:：]|[\u2013\u2014]|--?\s|::\s|=\s|\|\s)\s*",
    re.DOTALL,
)
_ARROWS = ("->", "-->", "=>", "→", "⇒")
_BRACKET = re.compile(r"\s*[(（][^()（）\n]{1,80}[)）]")
_VERB = re.compile(r"\s+[a-z]{2,}[^us\W]s\s+[a-z]")
_CAN = re.compile(r"\b(?:can|could|may|must|should|has to|have to|need to|we|you|one)\b", re.IGNORECASE)
_OPERATOR = re.compile(r"\s[*+/=\u00d7\u00b7-]\s")
_PLAIN = re.compile(
    r"(?P<name>[^:：\n]{1,80}?)\s*(?P<sign>：|::?(?=\s|[\u3400-\u9fff])|\s[\u2013\u2014-](?=\s)|[\u2014]{1,2})\s*"
)
#: "Electric flux ($\\phi$):" is called without its symbol.
_SYMBOL = re.compile(rf"\s*[(（]?\s*{PLACEHOLDER}\s*[)）]?\s*$")
#: `term`: definition, of words and not of code; "Definition (term)".
_AFTER_CODE = re.compile(r"\s*(?:[:：.]|[\u2013\u2014-]\s)\s*")
#: Obsidian's callout, "[!def] Bounded set" with the definition below.
_CALLOUT = re.compile(
    r"\[!(?:def|definition|definição|definizione|definición|concept|conceito|concetto|term|termo|termine|定义|定義)"
    r"[^\]\n]*\][+-]?[ \t]*"
    r"(?P<name>[^\n]{2,80}?)[ \t]*\n",
    re.IGNORECASE,
)
#: "先赋角色" alone on a line, and below it "是遗传因素决定的角色".
_CHINESE_BELOW = re.compile(
    r"(?P<name>[\u3400-\u9fff]{2,12})[:：]?\n(?=是|指|为了|為了|一[种種]|由|通[过過]|用[来來于於])"
)
#: "epoch = how often the network sees each example": words, no formula.
_EQUALS = re.compile(r"(?P<name>[^\W\d_][\w' /-]{1,40}?)\s+={1,2}\s+(?=[^\W\d_])(?=(?:[\w'\u2019-]+[,.]?\s+){3}[\w'(])")
_WORDS = re.compile(r"[^\W\d_]{2,}(?:[ '\u2019-][^\W\d_]+)*(?:\s*\([A-Z/]{1,6}\))?")
_DEFINITION_OF = re.compile(
    r"(?:definition|def\.?|definição|definizione|definición|定义|定義)\s*[\d.]*\s*(?:[(（](?P<inner>[^()（）]{2,60})[)）]|"
    r"[:：]\s*(?P<name>\S.{1,60}))\s*[.:：]?",
    re.IGNORECASE,
)
#: A sign between a term and its definition, and how far it is looked for.
_SIGN, _REACH = re.compile(r":|：|~|\u2013|\u2014|-(?<=\s-)(?=\s)"), 90
#: "Osmosis -> movement of water": an author's own sign, which elsewhere stands for what follows or is caused.
_ARROW = re.compile(r"\s+(?:-{1,2}>|=>|[→➔➜⟶⇒➡])\s+")
_LINE_BELOW = re.compile(r"(?P<name>[^\n]{1,80})\n\s*[:~]\s+")
_ARTICLE = r"(?:the|an?|os?|as?|uma?|il|l[aoe]|gli|i|un[ao]?|l['\u2019])"
_LEAD = re.compile(r"(?:\((?:[ivx]+|[a-z])\)\s|(?:[ivx]+|[a-z])[.)]\s)?[\W\d_]*" + _ARTICLE + r"?\s*", re.IGNORECASE)
_BEFORE = re.compile(r"\s*(?:" + _ARTICLE + r"|\((?:[ivx]+|[a-z])\)|(?:[ivx]+|[a-z])[.)])?\s*", re.IGNORECASE)
_FORMULA = re.compile(r"\s*(?P<name>[^\W\d_][\w' -]{0,40}?)(?:\([^()]{1,20}\))?\s*=\s*(?=\S)")
_NO_DEFINITION = words_of(
    """
    you your you're you'll we we'll i if yes no imagine suppose consider let let's here here's see think because
    but so try remember note click run add create there's okay ok tbd todo n/a none
    """
)
#: "A colleague presents ..." tells a story.
_PEOPLE = words_of("colleague teammate student manager team company user customer friend developer engineer")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_NO_TEXT = re.compile(r"\s*(?:[`#]|https?:|www\.|[\w.-]+\.(?:com|org|io|net|ai|dev|edu)\b)", re.IGNORECASE)
_MIN_WORDS, _MIN_CJK = 3, 4
_CJK_NAME, _LATIN_NAME, _CJK_DEFINITION = 12, 30, 6


class Form(NamedTuple):
    """Where a term stands in a text and where its definition starts; `kind` is the form's name."""

    kind: str
    name: str
    start: int
    linked: Mark | None = None

    @property
    def is_plain(self) -> bool:
        """Tell whether only a sign separates the term from its definition."""
        return self.kind in ("plain colon", "plain dash", "plain arrow", "plain equals")

    def ends(self, plain: str) -> int | None:
        """Return where the definition ends before the text does: at the next arrow behind the one that is the sign."""
        found = _ARROW.search(plain, self.start) if self.kind == "plain arrow" else None
        return found.start() if found else None

    def names(self, definition: str, *, in_glossary: bool) -> Names | None:
        """Return the names of the term, the page first that it links to; a glossary may define "Step", too."""
        own = _BRACKET.sub("", stripped(self.name), count=1)
        if in_glossary and self.kind == "bold" and fold(own) in DEFINABLE:
            return Names(own)
        if self.linked is not None and self.linked.kind == "wiki":
            target = self.linked.target.rsplit("/", 1)[-1]
            shown = names_of(self.name)
            if shown is None:
                return Names(target) if is_term(target) else None
            return Names(target, tuple(one for one in shown.all if fold(one) != fold(target)))
        names = names_of(self.name) or self._defined(definition)
        if names is None or (len(names.name) == 1 and self.kind == "plain colon" and not is_cjk(names.name)):
            return None
        return with_translation(names, self.name, definition)

    def _defined(self, definition: str) -> Names | None:
        """Return the name of what the definition says to be a kind of thing, whatever else its first word may be."""
        name = stripped(self.name)
        if not is_term(name, is_defined=True):
            return None
        return Names(name) if self.kind == "bold definition" or is_of_kind(definition, [name]) else None

    def stands_alone(self, block: Block) -> bool:
        """Tell whether a paragraph has the term alone on its first line and the definition below."""
        return self.is_plain and block.kind == "paragraph" and "\n" in block.text.plain[len(self.name) : self.start]

    def is_safe(self, block: Block, names: Names, *, in_glossary: bool) -> bool:
        """Tell whether a term that only a sign separates from its definition stands where terms do."""
        definition = block.text.plain[self.start :]
        if self.kind == "plain arrow":
            return block.kind == "item" and (in_glossary or names_a_kind(definition, names.all, verbs=False))
        if self.stands_alone(block):
            return True
        if is_cjk(names.name) or (is_cjk(definition) and is_chinese(definition)):
            longest = _CJK_NAME if is_cjk(names.name) else _LATIN_NAME
            is_short = len(names.name) <= longest and len(definition.strip()) >= _CJK_DEFINITION
            return is_short and self.kind == "plain colon" and (block.kind == "item" or "\n" not in block.text.plain)
        is_colon = self.kind == "plain colon"
        return block.kind == "item" and (in_glossary or is_colon or names_a_kind(definition, names.all))


def term_form(text: Text) -> Form | None:  # noqa: C901, PLR0911 - a list of cases
    """Return the form in which a text defines a term, None where it does not look like one."""
    plain = text.plain
    first = next((mark for mark in text.marks if mark.kind != "em"), None)
    if first is not None and first.kind in ("strong", "wiki", "link") and (lead := _LEAD.match(plain)) is not None:
        outer = next((mark for mark in text.marks if mark.kind == "strong" and mark.start <= first.start), first)
        if outer.start <= lead.end() and _BEFORE.fullmatch(plain, 0, outer.start):
            linked = next(
                (mark for mark in text.marks if mark.kind in ("wiki", "link") and mark.start <= outer.end), None
            )
            return _after_mark(plain, outer, linked if linked and linked.end <= outer.end else None)
    if first is not None and first.kind == "code" and (coded := _after_code(plain, first)) is not None:
        return coded
    if plain.startswith("[!") and (callout := _CALLOUT.match(plain)) is not None:
        return Form("bold definition", callout["name"], callout.end())
    emphasised = text.marks[0] if text.marks else None
    if emphasised is not None and emphasised.kind == "em" and not emphasised.start:
        found = _AFTER_BOLD.match(plain, emphasised.end)
        if found is not None and found["sign"] not in _ARROWS and found["sign"][0] != "=":
            return Form("emphasis", f"{plain[: emphasised.end]} {found['more'] or ''}".strip(), found.end())
    if (below := _CHINESE_BELOW.match(plain)) is not None:
        return Form("line below", below["name"], below.end())
    arrow = _ARROW.search(plain, 0, _REACH)
    if arrow is not None and is_term(stripped(plain[: arrow.start()])):
        return Form("plain arrow", plain[: arrow.start()], arrow.end())
    if "=" in plain and (equals := _EQUALS.match(plain)) is not None and _OPERATOR.search(plain, equals.end()) is None:
        return Form("plain equals", equals["name"], equals.end())
    if not _SIGN.search(plain, 0, _REACH):
        return None
    below = _LINE_BELOW.match(plain) if "\n" in plain else None
    if below is not None:
        return Form("definition list", below["name"], below.end())
    found = _PLAIN.match(plain)
    if found is not None and found.end() < len(plain):
        name = _SYMBOL.sub("", found["name"]) if PLACEHOLDER in found["name"] else found["name"]
        return Form("plain colon" if found["sign"].strip()[:1] in ":：" else "plain dash", name, found.end())
    return None


def _after_code(plain: str, mark: Mark) -> Form | None:
    name = plain[: mark.end].rstrip(" :：")
    is_worded = mark.start == 0 and _WORDS.fullmatch(name) is not None
    if is_worded and len(name) < mark.end:
        return Form("code", name, mark.end)
    found = _AFTER_CODE.match(plain, mark.end) if is_worded else None
    return Form("code", name, found.end()) if found is not None and not _is_camel(name) else None


def _is_camel(name: str) -> bool:
    return any(word[1:] != word[1:].lower() and not word.isupper() for word in name.split())


def _after_mark(  # noqa: PLR0911 - a list of cases
    plain: str, mark: Mark, linked: Mark | None
) -> Form | None:
    name = plain[mark.start : mark.end]
    kind = "bold" if mark.kind == "strong" else "linked"
    of = _DEFINITION_OF.fullmatch(name) if kind == "bold" and name[:1] in "Dd定" else None
    if of is not None:
        return Form("bold definition", of["inner"] or of["name"], mark.end)
    if kind == "bold" and name.rstrip().endswith((":", "：", " -", "\u2013", "\u2014")):
        return Form(kind, name, mark.end, linked)
    found = _AFTER_BOLD.match(plain, mark.end)
    is_equation = found is not None and found["sign"][0] == "="
    if is_equation and _OPERATOR.search(name):
        return None
    if found is not None:
        kind = "bold equals" if is_equation else "bold arrow" if found["sign"] in _ARROWS else kind
        return Form(kind, f"{name} {found['more'] or ''}".strip(), found.end(), linked)
    if kind == "bold":
        is_end = copula_end(plain, mark.end)
        if is_end is not None:
            bracket = _BRACKET.match(plain, mark.end, is_end)
            return Form("bold is", f"{name} {bracket[0].strip() if bracket else ''}".strip(), is_end, linked)
        bracket = _BRACKET.match(plain, mark.end)
        begin = bracket.end() if bracket else mark.end
        if does_something(plain, begin) or (bracket is not None and _VERB.match(plain, begin) is not None):
            return Form("bold does", name, begin, linked)
        if plain[mark.end : mark.end + 1] == "\n":
            return Form("bold line", name, mark.end + 1, linked)
    return None


def is_code(text: Text, start: int) -> bool:
    """Tell whether the term is code, or most of what is said from `start` on."""
    covered = sum(mark.end - mark.start for mark in text.marks if mark.kind == "code" and mark.end > start)
    rest = text.plain[start:].replace(PLACEHOLDER, "").strip()
    names_code = any(mark.kind == "code" and mark.start < start for mark in text.marks)
    return names_code or 2 * covered > len(rest)


def tells_how(text: Text, start: int) -> bool:
    """Tell whether a text says with which code something is done: "can be found with the `unique()` method"."""
    end = next((last for _, last in sentences(text.plain[start:])), 0) + start
    return _CAN.search(text.plain, start, end) is not None and any(
        mark.kind == "code" and start <= mark.start < end for mark in text.marks
    )


def is_formula(text: str, name: str) -> bool:
    """Tell whether words give a formula for a name: "Speed = distance / time", or a formula that is set as such.

    >>> is_formula("Speed = distance / time", "Average speed"), is_formula("run = True", "Average speed")
    (True, False)
    """
    if text.lstrip().startswith(PLACEHOLDER):
        return True
    found = _FORMULA.match(text)
    return found is not None and not set(found["name"].casefold().split()).isdisjoint(name.casefold().split())


def is_definition(text: str, *, strict: bool) -> bool:
    """Tell whether words may define something: several of them, and, where `strict`, no address to the reader.

    >>> [is_definition(text, strict=True) for text in ("Algorithm that updates parameters", "You're training a model")]
    [True, False]
    """
    words = _WORD.findall(text[:200].replace(PLACEHOLDER, " "))
    if is_cjk(text):
        return sum(len(word) for word in words) >= _MIN_CJK
    if len(words) < _MIN_WORDS - (not strict) or _NO_TEXT.match(text):
        return False
    lows = [word.lower() for word in words[:2]]
    if strict and lows[0] in ("a", "the", "your", "one") and lows[1] in _PEOPLE:
        return False
    return not strict or words[0].replace("\u2019", "'").lower() not in _NO_DEFINITION
