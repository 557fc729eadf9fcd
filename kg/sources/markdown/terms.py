"""Names of terms: what may be one, and the several names that one writing gives."""

# ruff: noqa: RUF001, RUF003 - punctuation as people write it, in Chinese notes too

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model import fold, slug
from kg.sources.markdown.blocks import PLACEHOLDER
from kg.sources.markdown.chinese_words import SIMPLIFIED
from kg.sources.markdown.labels import (
    IMPERATIVES,
    LABEL_ENDS,
    LABELS,
    NO_TERM_STARTS,
    NO_TERM_WORDS,
    SURVEY_ENDS,
    SURVEY_STARTS,
)
from kg.sources.markdown.languages import CJK, is_romance, is_translation
from kg.sources.markdown.phrases import FUNCTION_WORDS, is_plural, singular

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Names",
    "is_cjk",
    "is_label",
    "is_term",
    "long_form",
    "names_of",
    "singular_name",
    "stripped",
    "with_translation",
]

_NUMBERING = re.compile(
    r"^(?:[0-9]+[.、．)](?=[\u3400-\u9fff])|(?:0x[0-9a-f]+|[0-9]+(?:\.[0-9]+)*[.):]?|[ivxIVX]+[.)]|[A-Z][.)]|\((?:[0-9]+|[ivx]+|[a-z])\))\s+|(?:concept|term|topic|chapter|section|part|module|lesson|"
    r"example|unit|day|week)\s+[0-9A-Z]+(?:\.[0-9]+)*\s*[:.\-\u2013\u2014]\s*)",
    re.IGNORECASE,
)
_EDGES = " \t\n:：.,;!?*_~\"'“”‘’「」『』《》【】•·-–—→=>|\ufffc"
_BRACKET = re.compile(r"\s*[(（]([^()（）]{1,80})[)）]\s*")
_OR = re.compile(
    r"\s+(?:or|aka|a\.k\.a\.?|also known as|also called|ou|oppure|或|又称|也叫)\s+|\s*[,(（]\s*(?:aka|a\.k\.a\.)\s+"
)
_BAD_CHARACTERS = re.compile(r"[=<>`|{}【】\[\]→←⇒@\\^$%\"“”?!;。！？；" + PLACEHOLDER + r"]|https?:|\.\s|\.\.|,|，|、")
_COMMA = re.compile(r"\s*[,;，；、]\s*")
#: Logseq's "#card" behind a name.
_TAGS = re.compile(r"(?:\s+#[\w/-]+)+$")
_NUMBER = re.compile(r"(?:\s+|(?<=[\u3400-\u9fff]))[0-9]+(?:[-.][0-9]+)*$")
_CAPTION = re.compile(r"(?:fig(?:ura|ure)?|tab(?:ella|ela|le)?|[图圖表])\.?\s*\d", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?:able|ible|ful|-[a-z]+ed)$")
_COUNT = re.compile(r"\d+\+?\s|.*\s\d+\s*[-\u2013]\s*\d+$|\d+\s*[-\u2013]\s*\d|[A-Za-z]\d?\s+to\s")
#: A question or a sentence: 记忆是一个过程, 包括三个部分.
_CJK_SENTENCE = re.compile(
    r"如何|为什么|什么|怎么|当|.+是(?:一[个種种类類项項]|.+的$)|(?:包括|含有|具有|包含(?!.*(?:原理|定理|关系|法)$)).{3}|"
    r".*[和与與及跟].*(?:区别|區別|分别|分別|差异|差異|对比|對比|比较|比較)$"
)
#: "Fundamentos do direito" names a page.
_ABOUT = re.compile(
    r"(?:fundamentos|fondamenti|noções|nozioni|fundamentals|basics|foundations)\s+(?:d[aeio]s?|del\w*|dell['\u2019]\w+|of)\s",
    re.IGNORECASE,
)
#: "天气Weather": a Chinese name with the foreign one behind it.
_GLUED = re.compile(r"(?P<own>[\u3400-\u9fff]{2,12})\s*(?P<other>[A-Za-z][A-Za-z][A-Za-z -]*)")
_CJK_LABEL = re.compile(
    r".*(?:[一二两兩三四五六七八九十几幾多]|\d)[个個种種类類大项項]|.*的(?:性[质質]|分支|特[点點征]|要求|作用|意[义義]|原因|种类|種類|[类類]型|"
    r"分[类類]|方法|步[骤驟]|模式|[应應]用|[优優缺][点點]|[区區][别別]|[关關]系|影[响響]|[过過]程|原[则則理]|[内內]容|[问問][题題]|目的|功能|[组組]成|"
    r"[结結][构構]|[历歷]史|[发發]展|概念|定[义義]|[条條]件|例子)$|"
    r".*由.+[组組构構]成|.*按照|.*表示|.*以[内內]|.*方式$|[考试試][题題]|.*[高低][点點]$|实质|命名$|[证證]$"
)
_LETTER = re.compile(r"[^\W\d_]")
_NO_LAST_WORDS = FUNCTION_WORDS - {"vs", "over", "off", "up", "out", "on", "about"}
_PLURAL_MODIFIERS = FUNCTION_WORDS | {"components", "systems", "series", "vectors", "nearest", "residuals"}
#: Nouns and adjectives of Portuguese in the plural.
_ROMANCE_PLURALS = ("ais", "eis", "óis", "ões", "icos", "icas", "ados", "adas", "idos", "idas", "ivos", "ivas")
_MAX_WORDS, _MAX_LETTERS, _MAX_CJK, _MAX_WRITTEN = 6, 60, 20, 240


@dataclass(frozen=True, slots=True)
class Names:
    """A name and the others that stand with it."""

    name: str
    aliases: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Return the name and its aliases."""
        return self.name, *self.aliases

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the parts of a name such as `A/B`, none of another."""
        return tuple(part.strip() for part in self.name.split("/")) if "/" in self.name else ()


def is_cjk(text: str) -> bool:
    """Tell whether the text holds Chinese, Japanese or Korean characters, which stand without blanks."""
    return not text.isascii() and CJK.search(text) is not None


@lru_cache(maxsize=4096)
def stripped(raw: str) -> str:
    """Return a name without numbering, emoji, quotes and punctuation around it."""
    text = " ".join(raw.split())
    if not text.isascii():
        text = _edge_symbols(text)
    if "#" in text:
        text = _TAGS.sub("", text)
    text = text.strip(_EDGES)
    while match := _NUMBERING.match(text):
        rest = text[match.end() :].strip(_EDGES)
        if not rest:
            break
        text = rest
    return text


def _edge_symbols(text: str) -> str:
    start, end = 0, len(text)
    while start < end and not (text[start].isalnum() or text[start] in "([（{"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")]）}+#*'"):
        end -= 1
    return text[start:end]


@lru_cache(maxsize=4096)
def is_label(name: str) -> bool:
    """Tell whether words are a label of the page's own structure, such as "Note" or "Key takeaways"."""
    folded = fold(name).strip(_EDGES)
    if is_cjk(folded):
        folded = folded.translate(SIMPLIFIED)
    words = folded.split()
    is_survey = len(words) > 1 and words[0] in SURVEY_STARTS and words[-1] in SURVEY_ENDS
    return folded in LABELS or is_survey or (len(words) > 1 and words[-1] in LABEL_ENDS)


@lru_cache(maxsize=4096)
def is_term(name: str, *, is_defined: bool = False) -> bool:  # noqa: PLR0911 - a list of cases
    """Tell whether words may name a concept: a short noun phrase, no label, no sentence, no code.

    Of what is defined as a kind of thing the first word is a noun, though it may be a verb elsewhere: "design pattern".

    >>> [is_term(name) for name in ("Gradient Descent", "Example", "How it works", "Create a model", "梯度下降")]
    [True, False, False, False, True]
    """
    if (
        not name
        or len(name) > _MAX_LETTERS
        or " - " in name
        or not _LETTER.search(name)
        or _BAD_CHARACTERS.search(name)
    ):
        return False
    if (
        not slug(name)
        or is_label(name)
        or is_label(_NUMBER.sub("", name))
        or _ABOUT.match(name)
        or _CAPTION.match(name)
    ):
        return False
    name = name.removesuffix(" I")  # a numeral
    if " / " in name:
        return all(is_term(part.strip()) for part in name.split(" / "))
    if is_cjk(name):
        return len(name) <= _MAX_CJK and not _CJK_SENTENCE.match(name) and not _CJK_LABEL.match(name)
    words = fold(name).split()
    if len(words) > _MAX_WORDS or words[-1] in _NO_LAST_WORDS:
        return False
    if words[0] in NO_TERM_STARTS or name.count("'") > 1:
        return False
    if not NO_TERM_WORDS.isdisjoint(words) and not _is_romance(name, words):
        return False
    if len(words) == 1:
        return len(name) > 1 and not (_ADJECTIVE.search(words[0]) and words[0] != "variable")
    if (words[0] in IMPERATIVES and not is_defined) or _COUNT.match(name):
        return False
    # Nouns stand in the singular before another noun: "Dashboards reveal patterns" is a sentence.
    return (
        words[-1][-2:] != "ly"
        and not (
            len(words) > 2  # noqa: PLR2004
            and any(is_plural(word) for word in words[:-1] if word not in _PLURAL_MODIFIERS)
            and not (is_romance(name) or words[-1].endswith(_ROMANCE_PLURALS))
        )
    )


def _is_romance(name: str, words: Sequence[str]) -> bool:
    """Tell whether "do" and "a" are no English words in a name: "Descida do Gradiente", "Macchina a vettori"."""
    return NO_TERM_WORDS.intersection(words) <= {"do", "a"} and (is_romance(name) or "do" in words[1:-1])


@lru_cache(maxsize=4096)
def names_of(raw: str) -> Names | None:
    """Return the name that is written, with what stands in brackets or after "or" as another; None for no term.

    >>> names_of("SGD (Stochastic Gradient Descent)")
    Names(name='SGD', aliases=('Stochastic Gradient Descent',))
    """
    if len(raw) > _MAX_WRITTEN:
        return None
    text = stripped(raw)
    glued = None if text.isascii() else _GLUED.fullmatch(text)
    if glued is not None and is_term(glued["own"]) and is_term(glued["other"]):
        return Names(glued["own"], (glued["other"],))
    match = _BRACKET.search(text)
    if match:
        inner = match[1].strip()
        rest = f"{text[: match.start()]} {text[match.end() :]}".strip()
        outer = stripped(rest)
        if not text[match.end() :].strip() or len(inner) < 8:  # noqa: PLR2004 - "KPI (...) Forecasting" names no KPI
            names = _bracketed(outer, inner, text, at_end=match.end() == len(text))
            if names is not None:
                return names
        text = outer
    found = _OR.search(text)
    if found:
        left, right = stripped(text[: found.start()]), stripped(text[found.end() :])
        if is_term(left) and is_term(right):
            return Names(left, (right,))
    if ":" in text:
        short, _, long = (part.strip() for part in text.partition(":"))
        if long_form(short, long):
            return Names(short, (long,))
    return Names(text) if is_term(text) else None


def _bracketed(  # noqa: PLR0911 - a list of cases
    outer: str, inner: str, whole: str, *, at_end: bool
) -> Names | None:
    if not is_term(outer):
        return None
    inner = inner.removeprefix("or ").removeprefix("aka ").removeprefix("a.k.a. ").strip()
    if at_end and _COMMA.search(inner):
        return _with_several(outer, [part for piece in _COMMA.split(inner) if (part := piece.strip())])
    if at_end and (long_form(outer, inner) or long_form(inner, outer)):
        return Names(outer, (inner,))
    if at_end and _is_foreign_acronym(inner, outer):
        return Names(outer, (inner,))
    if at_end and is_cjk(outer) != is_cjk(inner) and is_term(inner):
        return Names(outer, (inner,))  # a translation, as in 梯度下降（Gradient Descent）
    if not is_term(whole.replace("(", "").replace(")", "")):
        return None
    return Names(outer)


def _with_several(outer: str, several: Sequence[str]) -> Names | None:
    """Return the names of `outer (one, other)`, None where one of them is no other name."""
    found = [_bracketed(outer, part, f"{outer} ({part})", at_end=True) for part in several]
    aliases = {alias for names in found if names is not None for alias in names.aliases}
    # Of (Gradient Descent, GD) the second may abbreviate the first.
    aliases |= {part for part in several if any(long_form(part, one) for one in aliases)}
    return Names(outer, tuple(several)) if aliases == set(several) else None


def with_translation(names: Names, raw: str, definition: str) -> Names:
    """Return the names with the English one in brackets, of a term that is defined in Portuguese or Italian.

    >>> with_translation(Names("Sobreajuste"), "Sobreajuste (overfitting)", "erro que o modelo faz").aliases
    ('overfitting',)
    """
    bracket = _BRACKET.search(raw) if not names.aliases and raw.rstrip().endswith((")", "）")) else None
    if bracket is None or not is_romance(definition):
        return names
    several = [part for piece in _COMMA.split(bracket[1]) if (part := piece.strip())]
    full = [part for part in several if is_translation(part) and is_term(part) and not part.isupper()]
    short = [part for part in several if any(long_form(part, one) for one in (*full, names.name))]
    return Names(names.name, tuple(several)) if len(full) + len(short) == len(several) else names


def _is_foreign_acronym(short: str, long: str) -> bool:
    """Tell whether `short` may be the English acronym of a name in another language: a letter for each word."""
    words = [word for word in fold(long).split() if word not in FUNCTION_WORDS]
    return len(words) > 1 and short.isalpha() and short.isupper() and len(short) == len(words)


def long_form(short: str, long: str) -> bool:
    """Tell whether `short` abbreviates `long`: Schwartz and Hearst (2003), section 3, from the right; `O(n)`.

    >>> long_form("SGD", "Stochastic Gradient Descent"), long_form("MSE", "Loss")
    (True, False)
    """
    letters = short[:-1] if len(short) > 2 and short[-1] == "s" and short[:-1].isupper() else short  # noqa: PLR2004
    folded = fold(long)
    count = len(folded.split())
    if not 2 <= len(letters) <= 10 or " " in letters or sum(char.isupper() for char in letters) < 2:  # noqa: PLR2004
        return False
    if len(letters) >= len(long) or count > min(len(letters) + 5, len(letters) * 2):
        return False
    at = len(folded) - 1
    characters = [char for char in fold(letters) if char.isalnum()]
    for number, char in enumerate(reversed(characters)):
        is_first = number == len(characters) - 1
        while at >= 0 and (folded[at] != char or (is_first and at > 0 and folded[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return False
        at -= 1
    return at < 0


def singular_name(name: str) -> Names:
    """Return a name of a list in the singular, with the plural as its alias.

    >>> singular_name("Deep learning models")
    Names(name='Deep learning model', aliases=('Deep learning models',))
    """
    before, blank, last = name.rpartition(" ")
    if last.isascii() and is_plural(last) and (blank or last[:-1].isupper() or last.islower() or last.istitle()):
        return Names(f"{before}{blank}{singular(last)}", (name,))
    return Names(name)


def merged(several: Sequence[str]) -> tuple[str, ...]:
    """Return the names without repetition, compared as names are."""
    return tuple({fold(name): name for name in reversed(several)}.values())[::-1]
