"""Which language words are in: enough to choose how a sentence is read, and no more."""

# ruff: noqa: RUF001, RUF002 - Chinese punctuation

from __future__ import annotations

import re
from functools import lru_cache

__all__ = [
    "CJK",
    "definition_start",
    "is_chinese",
    "is_romance",
    "is_translation",
    "is_unread",
    "lists_aspects",
    "parts_of_list",
]

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")
#: Words that tell Portuguese and Italian from English, and English ones. "A", "as" and "no" are in both.
_ROMANCE = frozenset(
    re.findall(
        r"\w+",
        "que che um uma una uno é è são sono dos das da di del dello della dei degli delle dell nel nella nei "
        "al alla na nas nos dal dalla con com para não os il lo gli entre tra senza sem pelo pela ao à de em "
        "o l ou e por per su sul sulla più mais un la le",
    )
)
_ENGLISH = frozenset(
    re.findall(r"\w+", "the of is are and to that which with for by from in an a on or as it its this be can")
)
#: Words of German, Dutch and the languages of the North, whose definitions are not read.
_GERMANIC = frozenset(
    re.findall(
        r"\w+",
        "der das des dem ein eine einer eines einen und ist sind für von zu nicht kein keine wird werden zur zum oder "
        "auf bei aus als het een van voor och som av för är til og en et",
    )
)
#: Letters of those and of others; a word of three letters in an alphabet without a reader.
_FOREIGN = re.compile("[äöüßåøæłşğışřőűđơưěůčž]")
_ALPHABET = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0eff]{3}")
_ACCENTED = re.compile("[ãõçáéíóúâêôàèìòùÀÈÉ]")
_VOWELS = "aeiouàèéìòùãáâêíóôõú"
#: Endings that Portuguese and Italian words do not have.
_ENGLISH_ENDING = re.compile(r"(?:[bcdfghjkpqtvwxy]|tion|ness|sion|er|ess|ow|ry|ly|sis)s?$", re.IGNORECASE)
#: Headings and lines above a list in other languages: what is bold below them is an aspect of something, no term.
_ASPECTS = re.compile(
    r"\b(?:(?:des)?vantage(?:m|ns)|benefícios?|prós|contras?|limitaç(?:ão|ões)|características|propriedades|"
    r"dicas?|passos?|etapas|objetivos?|desafios?|erros? comuns|problemas?|usos?|exemplos?|resultados?|perguntas?|"
    r"(?:s?vantaggi[o]?)|benefici|pro e contro|limiti|limitazioni|caratteristiche|consigli|passi|passaggi|fasi|"
    r"obiettivi|sfide|errori comuni|problemi|usi|esempi|risultati|domande|proprietà|"
    r"(?:des)?ventajas?|beneficios|limitaciones|consejos|pasos|objetivos|ejemplos?|"
    r"avantages?|inconvénients?|limites|étapes|exemples?|vorteile?|nachteile?|schritte|beispiele?|ziele)\b|"
    r"[优優缺][点點劣势勢]|优势|優勢|劣势|特[点點性征]|局限|步[骤驟]|注意事[项項]|好[处處]|[应應]用[场場]景|常[见見][问問][题題]|目[标標]|示例|例子",
    re.IGNORECASE,
)
_OF_HEADING = re.compile(
    r"(?:É|È|E['\u2019]|São)\s+(?=(?:um|uma|uns|umas|uno?|una|os?|as?|il|l[ao'\u2019])\b)|"
    r"(?:São|Sono)\s+(?=(?:delle|dei|degli|tutt[ie]|tod[oa]s|un[ao]s|algoritm|sistemas?|sistemi|process)\w*\s|"
    r"[a-zà-ú]{4,}\s+(?:que|che|de|di|d[ao]s|format|formad|compost|utilizad|utilizzat)\b)|"
    r"是指|指的是|是(?=一[种種类類个個项項])|指(?![出的定向示标標令数數南甲])|(?=一[种種类類])"
)
#: What a name in a Chinese list does not hold: it is a clause then.
_CLAUSE = re.compile(
    r"[的了是把被让使]|^(?:包括|包含|例如|比如|如|由|在(?!线)|从|对(?!数|比|抗|称|偶)|一[种類类个個]|不|无需|通过|使用|利用|用于|采用|基于)|[。；：]"
)
_CLAUSE_COMMA = re.compile(r"[，,]")
_MAX_LISTED = 12


def is_chinese(text: str) -> bool:
    """Tell whether text with CJK characters is rather Chinese than Japanese or Korean."""
    return _KANA_OR_HANGUL.search(text) is None


def is_romance(text: str) -> bool:
    """Tell whether words are rather Portuguese or Italian than English.

    >>> [is_romance(one) for one in ("Algoritmo que usa pesos", "A cost per class", "Derivata rispetto a una media")]
    [True, False, True]
    """
    if _is_plainly_english(text):
        return False
    words = text.lower().replace("\u2019", "'").replace("'", " ").split()
    own = sum(word in _ROMANCE for word in words)
    if not text.isascii():
        own += len(_ACCENTED.findall(text))
    english = sum(word in _ENGLISH for word in words) if own else 0
    # "A cost per class", "derivata rispetto a una media": most words of the latter end in a vowel.
    return own > english or (own == english > 0 and 2 * sum(word[-1] in _VOWELS for word in words) > len(words))


def _is_plainly_english(text: str) -> bool:
    # Most sentences of most notes are: the words need not be counted then.
    return text.isascii() and (" the " in text or " that " in text or " and " in text or " is " in text)


def is_unread(text: str) -> bool:
    """Tell whether words are in none of the languages whose definitions are read.

    >>> [is_unread(one) for one in ("Vektor der Ableitungen der Funktion", "вектор производных", "The Gödel number")]
    [True, True, False]
    """
    if _is_plainly_english(text):
        return False
    words = text.lower().split()
    foreign = sum(word in _GERMANIC for word in words)
    if not text.isascii():
        if _ALPHABET.search(text):
            return True
        foreign += len(_FOREIGN.findall(text)) // 2
    return foreign > 0 and foreign > sum(word in _ENGLISH for word in words)


def is_translation(short: str) -> bool:
    """Tell whether words in brackets behind a Portuguese or Italian name are its English name.

    >>> [is_translation(words) for words in ("overfitting", "Machine Learning", "classificação", "opcional", "1990")]
    [True, True, False, False, False]
    """
    words = short.split()
    return short.isascii() and all(word.isalpha() for word in words) and _ENGLISH_ENDING.search(words[-1]) is not None


def definition_start(text: str, start: int) -> int | None:
    """Return where a definition begins whose subject is the heading above it: "È un contratto", "是一种算法".

    >>> [definition_start(text, 0) for text in ("È un contratto", "是指累积梯度的技术", "一种算法", "Il contratto")]
    [2, 2, 0, None]
    """
    is_plain = text.isascii() and not text.startswith(("E'", "Sono "), start)
    found = None if is_plain else _OF_HEADING.match(text, start)
    return found.end() if found else None


@lru_cache(maxsize=1024)
def lists_aspects(lead: str) -> bool:
    """Tell whether a line in another language than English announces aspects: "Vantagens", "优点"."""
    return _ASPECTS.search(lead) is not None


def parts_of_list(text: str) -> bool:
    """Tell whether Chinese text after a colon lists names, no clauses: "SGD、Adam", not "一种算法，使用梯度".

    >>> [parts_of_list(text) for text in ("线性回归、决策树", "一种优化算法，不需要梯度", "向量，由编码器输出")]
    [True, False, False]
    """
    if _CLAUSE_COMMA.search(text) and CJK.search(text):
        return False
    pieces = re.split(r"[、/／]|\s*[和与及]\s*", text.rstrip("。. "))
    return all(len(piece) <= _MAX_LISTED + 20 * piece.isascii() and not _CLAUSE.search(piece) for piece in pieces)
