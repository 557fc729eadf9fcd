"""Words that people write for a relation type before a link, in several languages, and headings of tables."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.model import fold
from kg.nearest import did_you_mean, nearest_names
from kg.sources.markdown.phrases import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.ontology import RelationType

__all__ = ["ALIAS_KEYS", "DEFINITION_HEADS", "DEFINITION_KEYS", "NAME_HEADS", "TERM_HEADS", "Typed", "Vocabulary"]


class Typed(NamedTuple):
    """A relation type; `inverted` where the words go from the target to the source ("used by")."""

    type: str
    inverted: bool = False


#: type, then the words that mean it; "<" before a word turns the relation round.
_SYNONYMS = {
    "REQUIRES": """
        require| prerequisite| prerequisites| prereq| prereqs| pre-requisites| pre-requisite| prior knowledge|
        required knowledge| depends on| needs| builds on| <required for| <prerequisite for| <prerequisite of|
        pré-requisito| pré-requisitos| pre-requisitos| pré requisitos| requer| depende de| precisa de|
        requisitos| prerequisito| prerequisiti| requisiti| richiede| dipende da| requisitos previos| prérequis|
        voraussetzungen| 前置知识| 前置| 前提| 前提知识| 先修| 先修知识| 先修课程| 先决条件| 依赖| 依赖于| 需要|
        預備知識| 前置知識
        """,
    "IS_A": """
        is an| isa| type of| kind of| subclass of| subtype of| special case of| é um| é uma| tipo de| è un|
        è una| tipo di| 是一种| 是一種| <types| <kinds| <subtypes| <variants
        """,
    "PART_OF": """
        part of| component of| parte de| faz parte de| parte di| fa parte di| 属于| <has part| <has parts|
        <parts| <components| <consists of| <comprises| <composed of| <componentes| <componenti| <consiste em|
        <组成部分| <包含| <包括
        """,
    "USES": """
        using| utilizes| utilises| makes use of| usa| utiliza| utilizza| 使用| 利用| 用到| 采用| <used by|
        <usado por| <usato da
        """,
    "RELATED_TO": """
        related| related terms| related concepts| related topics| related notes| see also| see| similar|
        related to| relacionado| relacionados| relacionado a| ver também| veja também| conceitos relacionados|
        termos relacionados| correlato| correlati| vedi anche| concetti correlati| termini correlati| 相关|
        相关概念| 相关术语| 参见| 另见| 参考概念| 相關
        """,
    "EXAMPLE_OF": """
        example of| instance of| exemplo de| esempio di| <example| <examples| <exemplos| <esempi| <例子| <示例
        """,
    "CONTRASTS_WITH": """
        contrasts| contrast| versus| vs| opposite| opposite of| differs from| antonym| antonyms|
        not to confuse with| contrasta com| contrasto| 对比| 区别于| 相对于
        """,
    "APPLIED_TO": """
        used for| used in| applications| application| applies to| aplicado a| aplicações| applicato a|
        applicazioni| 应用| 应用于| 用于
        """,
    "COMPUTES": """
        calculates| calcula| calcola| 计算
        """,
    "UPDATES": """
        更新
        """,
    "MEASURES": """
        quantifies| mede| misura| 衡量| 度量
        """,
    "REDUCES": """
        minimizes| minimises| reduz| minimiza| riduce| minimizza| 减少| 最小化
        """,
    "PRODUCES": """
        outputs| generates| produz| produce| 产生| 生成
        """,
    "PRECEDES": """
        comes before| <comes after| <preceded by| followed by| precede
        """,
}
#: Keys of front matter and of properties for other names and for the definition.
ALIAS_KEYS = words_of(
    """
    alias aliases aka synonym synonyms acronym abbreviation also-known-as sinônimo sinônimos sinonimi sinonimo
    apelidos 别名 别称 同义词 又名 又称
    """
)
DEFINITION_KEYS = words_of(
    """
    definition description summary definição descrição resumo definizione descrizione 定义 定義 描述 简介
    """
)
TERM_HEADS = words_of(
    """
    term terms concept concepts name word acronym abbreviation keyword termo termos conceito conceitos nome
    sigla termine termini concetto concetti 术语 術語 概念 名称 名詞 名词 词汇 缩写 词语
    """
)
#: Columns of other names.
NAME_HEADS = frozenset(
    (
        *("full name", "full form", "long form", "expansion", "stands for", "nome completo", "por extenso"),
        *("nome esteso", "per esteso", "全称", "全稱", "英文全称", "中文全称", "英文名", "中文名", "英文", "英文名称"),
    )
)
DEFINITION_HEADS = words_of(
    """
    definition definitions description meaning explanation definição significado descrição explicação
    definizione significato descrizione spiegazione 定义 定義 说明 說明 含义 解释 描述 意思 功能
    """
) | {"what it is", "what it means", "o que é", "cos'è"}


class Vocabulary:
    """Which type the words before a link mean; made from the labels of an ontology and the synonyms known here."""

    def __init__(self, types: Mapping[str, RelationType]) -> None:
        self._words: dict[str, Typed] = {}
        for name, words in _SYNONYMS.items():
            if name in types:
                for word in (one.strip() for one in words.split("|")):
                    self._words[fold(word.removeprefix("<"))] = Typed(name, word.startswith("<"))
        for name, one in types.items():
            self._enter(one.inverse, Typed(name, not one.symmetric))
            self._enter(one.label, Typed(name))
            self._words[fold(name)] = self._words[fold(name.replace("_", " "))] = Typed(name)

    def _enter(self, label: str, meaning: Typed) -> None:
        words = fold(label)
        self._words[words] = meaning
        self._words.setdefault(words.removeprefix("is ").removeprefix("has "), meaning)

    def find(self, words: str) -> Typed | None:
        """Return what words mean alone, or as the last of a heading such as "Module prerequisites"."""
        return _find(self, words)

    def near(self, words: str) -> str:
        """Return a question that names the word for a relation which is most like these, empty where none is."""
        return did_you_mean(nearest_names(words, self._words, limit=1))

    def exact(self, folded: str) -> Typed | None:
        """Return what folded words mean, None where they mean nothing."""
        return self._words.get(folded)


@lru_cache(maxsize=1024)
def _find(vocabulary: Vocabulary, words: str) -> Typed | None:
    folded = fold(words.replace("_", " ").replace("-", " ") if words.isascii() else words)
    known = vocabulary.exact(folded) or vocabulary.exact(fold(words))
    if known is None and " " in folded:
        last = folded.rsplit(" ", 1)[1]
        if last.startswith(("prereq", "pre-requis", "pré-requis", "prerequis")):
            known = vocabulary.exact(last)
    return known
