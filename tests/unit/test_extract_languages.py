"""Patterns in Portuguese, Italian and Chinese definitions: each in its directions, and what must not be said."""

# ruff: noqa: RUF001 - punctuation as people write it, in Chinese notes

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.config import default_ontology
from kg.model import ConceptId, fold
from kg.sources.markdown.extract import extract
from kg.sources.markdown.languages import is_chinese, is_romance, is_translation, parts_of_list
from kg.sources.markdown.naming import ROMANCE
from kg.sources.markdown.patterns import candidates
from kg.sources.markdown.phrases import find_longest
from kg.sources.markdown.structure import members
from kg.sources.markdown.terms import is_term, names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

SUBJECT = "Widget"


def said(definition: str) -> list[tuple[str, str, str]]:
    return [(one.source or SUBJECT, one.type, one.target or SUBJECT) for one in candidates(definition, [SUBJECT])]


@pytest.mark.parametrize(
    ("definition", "relation"),
    [
        ("Otimizador que usa gradientes", (SUBJECT, "IS_A", "Otimizador")),
        ("é um tipo de rede neural", (SUBJECT, "IS_A", "rede neural")),
        ("Una variante della rete neurale", (SUBJECT, "IS_A", "rete neurale")),
        ("O widget é um novo otimizador para redes", (SUBJECT, "IS_A", "otimizador")),
        ("Un esempio di matrice sparsa, con zeri", (SUBJECT, "EXAMPLE_OF", "matrice sparsa")),
        ("Técnica de classificação que usa árvores", (SUBJECT, "APPLIED_TO", "classificação")),
        ("Rede que utiliza convoluções e filtros", (SUBJECT, "USES", "filtros")),
        ("Metodo basato sul gradiente", (SUBJECT, "USES", "gradiente")),
        ("Calcula a perda por meio da média", (SUBJECT, "USES", "média")),
        ("Derivata rispetto a una variabile", (SUBJECT, "USES", "variabile")),
        ("Vettore utilizzato dal decodificatore", ("decodificatore", "USES", SUBJECT)),
        ("Algoritmo para calcular os gradientes", (SUBJECT, "COMPUTES", "gradientes")),
        ("Valore calcolato dalla retropropagazione", ("retropropagazione", "COMPUTES", SUBJECT)),
        ("Algoritmo che aggiorna i parametri", (SUBJECT, "UPDATES", "parametri")),
        ("Valor atualizado pelo otimizador", ("otimizador", "UPDATES", SUBJECT)),
        ("Funzione che misura l'errore", (SUBJECT, "MEASURES", "errore")),
        ("Uma medida da impureza dos nós", (SUBJECT, "MEASURES", "impureza dos nós")),
        ("Tecnica per ridurre il sovradattamento", (SUBJECT, "REDUCES", "sovradattamento")),
        ("Técnicas que evitam o sobreajuste", (SUBJECT, "REDUCES", "sobreajuste")),
        ("Rede composta por camadas e filtros", ("camadas", "PART_OF", SUBJECT)),
        ("Modello formato da strati", ("strati", "PART_OF", SUBJECT)),
        ("Grupo que faz parte do codificador", (SUBJECT, "PART_OF", "codificador")),
        ("Unità di base delle reti neurali", (SUBJECT, "PART_OF", "reti neurali")),
        ("Método que depende da continuidade", (SUBJECT, "REQUIRES", "continuidade")),
        ("Metodo che richiede dati etichettati", (SUBJECT, "REQUIRES", "dati etichettati")),
        ("Rede que gera imagens", (SUBJECT, "PRODUCES", "imagens")),
        ("Metodo usato per la classificazione", (SUBJECT, "APPLIED_TO", "classificazione")),
        ("Método usado para avaliar modelos", (SUBJECT, "MEASURES", "modelos")),
        ("Iperparametro che controlla il passo", (SUBJECT, "AFFECTS", "passo")),
        ("Fase seguita dalla valutazione", (SUBJECT, "PRECEDES", "valutazione")),
        ("Ao contrário da regressão, usa árvores", (SUBJECT, "CONTRASTS_WITH", "regressão")),
        ("Funzione non lineare, ad esempio Sigmoide e Tangente", ("Tangente", "IS_A", SUBJECT)),
        ("Combina técnicas como Dropout e Momentum", ("Dropout", "IS_A", "técnicas")),
        (
            "Contratto con cui una parte cede un bene; diversamente dalla vendita",
            (SUBJECT, "CONTRASTS_WITH", "vendita"),
        ),
        ("Molho feito com roux", ("roux", "PART_OF", SUBJECT)),
        ("Rede neural. Ela usa convoluções", (SUBJECT, "USES", "convoluções")),
        ("Rete neurale. Dipende dalla scala", (SUBJECT, "REQUIRES", "scala")),
        ("一种优化算法", (SUBJECT, "IS_A", "优化算法")),
        ("梯度下降的一种变体", (SUBJECT, "IS_A", "梯度下降")),
        ("Widget是一種用於分類的線性模型", (SUBJECT, "IS_A", "線性模型")),
        ("Widget 是最常用的优化算法之一", (SUBJECT, "IS_A", "优化算法")),
        ("矩阵的一个例子", (SUBJECT, "EXAMPLE_OF", "矩阵")),
        ("一种聚类算法", (SUBJECT, "APPLIED_TO", "聚类")),
        ("利用梯度更新参数的算法", (SUBJECT, "USES", "梯度")),
        ("利用梯度更新参数的算法", (SUBJECT, "UPDATES", "参数")),
        ("採用自注意力的神經網路", (SUBJECT, "USES", "自注意力")),
        ("通过链式法则计算梯度的算法", (SUBJECT, "COMPUTES", "梯度")),
        ("被解码器使用的向量", ("解码器", "USES", SUBJECT)),
        ("内部的数值，由优化器更新", ("优化器", "UPDATES", SUBJECT)),
        ("衡量预测误差的函数", (SUBJECT, "MEASURES", "预测误差")),
        ("用于防止过拟合的技术", (SUBJECT, "REDUCES", "过拟合")),
        ("由编码器和解码器组成的模型", ("解码器", "PART_OF", SUBJECT)),
        ("编码器的组成部分", (SUBJECT, "PART_OF", "编码器")),
        ("属于 Transformer 的一部分", (SUBJECT, "PART_OF", "Transformer")),
        ("属于监督学习算法", (SUBJECT, "IS_A", "监督学习算法")),
        ("一种模型，依赖于激活函数", (SUBJECT, "REQUIRES", "激活函数")),
        ("一种网络，常用于图像分类", (SUBJECT, "APPLIED_TO", "图像分类")),
        ("生成图像的网络", (SUBJECT, "PRODUCES", "图像")),
        ("训练前设定的参数，影响收敛速度", (SUBJECT, "AFFECTS", "收敛速度")),
        ("不同于梯度下降，使用海森矩阵", (SUBJECT, "CONTRASTS_WITH", "梯度下降")),
        ("不同于梯度下降，使用海森矩阵", (SUBJECT, "USES", "海森矩阵")),
        ("使用注意力的网络，与循环网络不同", (SUBJECT, "CONTRASTS_WITH", "循环网络")),
        ("引入非线性的函数，例如 ReLU、Sigmoid 等", ("Sigmoid", "IS_A", SUBJECT)),
        ("使用 Adam、SGD 等优化器的方法", ("SGD", "IS_A", "优化器")),
        ("一种算法。它使用梯度", (SUBJECT, "USES", "梯度")),
        ("一种协议；不需要确认，而是使用校验和", (SUBJECT, "USES", "校验和")),
    ],
)
def test_a_definition_says(definition: str, relation: tuple[str, str, str]) -> None:
    assert relation in said(definition)


@pytest.mark.parametrize(
    ("definition", "object_"),
    [
        ("Modelo que não usa gradientes", "gradientes"),
        ("Metodo che funziona senza etichette", "etichette"),
        ("Método que usa atenção em vez de recorrência", "recorrência"),
        ("Metodo che evita di usare gradienti", "gradienti"),
        ("O modelo decora os dados de treino", "dados"),
        ("O modelo erra muito", "modelo"),
        ("Le modèle ne dépend pas de la hessienne", "modèle"),
        ("Il modello impara a memoria i dati", "dati"),
        ("Quando o modelo usa muitos parâmetros", "parâmetros"),
        ("Rede em que o otimizador ajusta os pesos", "pesos"),
        ("Operazione che usa un filtro, il modello riduce la perdita", "perdita"),
        ("É usado para treinar", "usado"),
        ("一种优化算法，不使用梯度", "梯度"),
        ("一种不需要标签的方法", "标签"),
        ("使用注意力而不是循环结构的模型", "循环结构"),
        ("避免使用大的学习率", "学习率"),
        ("模型使用梯度来更新参数", "梯度"),
        ("通过随机丢弃神经元来训练的方法", "神经元"),
        ("需要调整学习率的算法", "学习率"),
        ("Vektor der partiellen Ableitungen der Verlustfunktion", "Verlustfunktion"),
        ("Een matrix van het model voor een Functie", "Functie"),
        ("Вектор частных производных функции", "функции"),
        ("勾配を使うアルゴリズムの一種", "勾配"),
    ],
)
def test_a_definition_does_not_say(definition: str, object_: str) -> None:
    assert not [one for one in said(definition) if object_ in (*one[0].split(), *one[2].split())]


@pytest.mark.parametrize(
    ("phrase", "names", "wanted"),
    [
        ("rede neural profunda", ["Rede neural", "Profunda"], "Rede neural"),
        ("reti neurali", ["Rete neurale"], "Rete neurale"),
        ("redes neurais", ["Rede neural"], "Rede neural"),
        ("funções de perda", ["Função de perda", "Perda"], "Função de perda"),
        ("rede neural", ["Redes neurais"], "Redes neurais"),
        ("gradienti della funzione di perdita", ["Gradiente", "Funzione di perdita"], "Gradiente"),
        ("tecniche", ["Tecnica"], "Tecnica"),
        ("valor do gradiente", ["Gradiente"], None),
    ],
)
def test_the_longest_name_at_the_beginning_is_found(phrase: str, names: list[str], wanted: str | None) -> None:
    assert named(phrase, names, f"{ROMANCE}uses") == wanted


@pytest.mark.parametrize(
    ("phrase", "names", "wanted"),
    [
        ("损失函数的梯度", ["梯度", "损失函数"], "梯度"),
        ("卷积神经网络", ["神经网络", "网络"], "神经网络"),
        ("图像分类任务", ["图像分类", "分类"], "图像分类"),
        ("分类任务", ["分类", "分类任务"], "分类任务"),
        ("Sigmoid函数", ["Sigmoid 函数"], "Sigmoid 函数"),
        ("BatchAdam", ["Adam"], None),
        ("一个层", ["层"], None),
        ("层", ["层"], "层"),
    ],
)
def test_the_longest_name_at_the_end_is_found(phrase: str, names: list[str], wanted: str | None) -> None:
    assert named(phrase, names, None) == wanted


def named(phrase: str, names: Sequence[str], pattern: str | None) -> str | None:
    known = {fold(name): [ConceptId(name)] for name in names}
    return find_longest(phrase, lambda name: known.get(name, []), pattern)


@pytest.mark.parametrize(
    ("label", "text", "names"),
    [
        ("经典模型", "线性回归、决策树、支持向量机", ["线性回归", "决策树", "支持向量机"]),
        ("机器学习", "监督学习、强化学习", ["监督学习", "强化学习"]),
        ("注意力", "查询、键、值", []),
        ("神经网络", "输入层、隐藏层、输出层", []),
        ("牛顿法", "不同于梯度下降，使用海森矩阵", []),
        ("学习率", "一种超参数，控制每一步的步长", []),
        (
            "Modelli classici",
            "Regressione lineare, Albero di decisione",
            ["Regressione lineare", "Albero di decisione"],
        ),
        ("Strumenti ad arco", "Violino, Viola, Violoncello", ["Violino", "Viola", "Violoncello"]),
    ],
)
def test_a_list_of_members_is_told_from_a_definition(label: str, text: str, names: list[str]) -> None:
    assert [one.names.name for one in members(label, text)] == names


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("梯度下降（Gradient Descent, GD）", ("梯度下降", "Gradient Descent", "GD")),
        ("MVCC（多版本并发控制）", ("MVCC", "多版本并发控制")),
        ("Stochastic Gradient Descent (SGD)", ("Stochastic Gradient Descent", "SGD")),
    ],
)
def test_several_names_in_brackets_are_aliases(raw: str, names: tuple[str, ...]) -> None:
    found = names_of(raw)
    assert found is not None
    assert found.all == names


@pytest.mark.parametrize(
    "name",
    [
        "Descida do Gradiente",
        "Macchina a vettori di supporto",
        "Análise de componentes principais",
        "Redes neurais convolucionais",
    ],
)
def test_words_that_are_english_elsewhere_may_be_in_a_name(name: str) -> None:
    assert is_term(name)


@pytest.mark.parametrize("name", ["How do we learn", "Save a model", "Dashboards reveal patterns daily"])
def test_english_sentences_are_no_names(name: str) -> None:
    assert not is_term(name)


def test_languages_are_told_apart() -> None:
    assert not is_romance("Algorithm that updates the parameters per class")
    assert is_romance("Açúcar simples usado na respiração")
    assert is_chinese("梯度下降")
    assert not is_chinese("勾配を使う")
    assert not is_translation("classificação")
    assert not parts_of_list("向量，由编码器输出")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- **Otimizador**: algoritmo que atualiza os pesos", "algorithm"),
        ("- **Perdita**: metrica che misura l'errore", "metric"),
        ("- **梯度下降**：一种优化算法", "algorithm"),
        ("- **学习率**：一种超参数", "hyperparameter"),
    ],
)
def test_the_genus_gives_the_kind(line: str, kind: str) -> None:
    (concept,) = extract(line.encode(), "notes.md", default_ontology()).concepts
    assert concept.kind == kind


@pytest.mark.parametrize(
    ("text", "name", "definition"),
    [
        ("## 梯度下降\n\n一种优化算法，更新参数。", "梯度下降", "一种优化算法，更新参数。"),
        ("## 动量\n\n是指累积历史梯度的技术。", "动量", "累积历史梯度的技术。"),
        (
            "## Compravendita\n\nÈ un contratto che trasferisce la proprietà.",
            "Compravendita",
            "Un contratto che trasferisce la proprietà.",
        ),
        ("## Otimizador\n\nÉ um algoritmo que atualiza os pesos.", "Otimizador", "Um algoritmo que atualiza os pesos."),
        ("Hypervisor：创建和运行虚拟机的软件。", "Hypervisor", "创建和运行虚拟机的软件。"),
        ("**Sobreajuste** (overfitting): erro que o modelo faz.", "Sobreajuste", "Erro que o modelo faz."),
    ],
)
def test_a_line_defines(text: str, name: str, definition: str) -> None:
    (concept,) = extract(text.encode(), "notes.md", default_ontology()).concepts
    assert (concept.name, concept.definition) == (name, definition)


@pytest.mark.parametrize(
    "text",
    [
        "## 简介\n\n一种优化算法，更新参数。",
        "## 优点\n\n- **简单**：容易解释给任何人",
        "## Vantagens\n\n- **Simples**: fácil de explicar a qualquer pessoa",
        "**Ejemplo:** un paquete sale de Madrid y llega a Lima",
        "优势：弹性伸缩、自动恢复",
    ],
)
def test_a_label_defines_nothing(text: str) -> None:
    assert extract(text.encode(), "notes.md", default_ontology()).concepts == ()
