"""What a Chinese sentence of a definition says of the defined term.

There are no blanks to part words at, so a clause is cut where a verb, a comma or a word such as 来 stands, and a phrase
between two cuts is matched by its end (`naming.find_at_end`). Traditional characters are read as the simplified ones
that they stand for; only the words of the patterns need that.
"""

# ruff: noqa: RUF001, RUF003 - Chinese punctuation

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.sources.markdown.asides import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["ChineseSentence", "is_chinese", "later_subject_end"]

_SIMPLIFIED = str.maketrans(
    "種類個組項門計減屬於採賴與從並構運據評價測調產響決變無沒須將來對會這該處緩過還進異區別當後時間為輸導種語術標準結機務單"
    "練訓實際總稱樣隨專壓誤參數網絡層優庫達圍領規則關係於給讓僅斷確統擴個體樣",
    "种类个组项门计减属于采赖与从并构运据评价测调产响决变无没须将来对会这该处缓过还进异区别当后时间为输导种语术标准结机务单"
    "练训实际总称样随专压误参数网络层优库达围领规则关系于给让仅断确统扩个体样",
)
_KANA_OR_HANGUL = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")


class _Verb(NamedTuple):
    """What a verb of this name says; what it is said of comes before it after 由 or 被."""

    pattern: str
    type: str


#: Verbs by what they say. What must not follow makes a noun of one: 计算图, 更新规则, 生成模型.
_VERBS = {
    _Verb("uses", "USES"): "使用(?!者|场景|方法|率|量)|利用(?!率)|采用(?!率)|运用|借助于?|依靠|基于|通过|结合(?!律)",
    _Verb("computes", "COMPUTES"): "计算(?!机|图|复杂|量|资源|成本|能力|效率|单元|科学|过程|方法|出来)|估算|估计(?!量|值|误差)",
    _Verb("updates", "UPDATES"): "更新(?!规则|步骤|门|量|公式|方式|率|频率)|调整(?!量|后)",
    _Verb("measures", "MEASURES"): "衡量(?!标准|指标)|度量(?!标准|单位|空间|学习)|测量(?!值|误差|方法)|评估(?!指标|方法|标准)|评价(?!指标|标准)",
    _Verb("reduces", "REDUCES"): "减少(?!量)|减小|减轻|降低|最小化|缓解|抑制|防止|避免|缩小|避開",
    _Verb("produces", "PRODUCES"): "生成(?!模型|对抗|器|式|树|网络|函数)|产生",
    _Verb("affects", "AFFECTS"): "影响(?!力|因素)|控制(?!器|论|系统|变量)|决定(?!系数|边界)|改善|提高|提升(?!树|算法|方法)",
    _Verb("requires", "REQUIRES"): "依赖于|依赖(?!关系|项|性|图)|取决于|需要",
    _Verb("applied to", "APPLIED_TO"): "应用于|适用于|用于|用来|用以",
    _Verb("consists of", "PART_OF"): "包含|由(?=[^，,。]{1,30}(?:组成|构成))",
    _Verb("belongs to", "PART_OF"): "属于",
}
_TRIGGER = re.compile("|".join(f"(?P<v{at}>{words})" for at, words in enumerate(_VERBS.values())))
_OF_TRIGGER = {f"v{at}": verb for at, verb in enumerate(_VERBS)}
#: Where an object ends: words for purpose, for what is done with it, and for what stands instead of it.
_OBJECT_END = re.compile(
    r"(?<![未本原近历后带起出进回过往])来|以(?!及|太|上|下|内|外|前|后)(?<!可以)(?<!所以)|去(?!噪|重|除)|进行|从而|并(?!行|发|且?联)|而(?!且)|"
    r"使得?(?!用)|将(?!来)|把|让|(?<![绝相面应成针])对(?!数|比|抗|称|角|象|齐|话|偶|应)|(?<![存潜现内])在(?!线)|组成|构成|代替|取代|替代|"
    r"而不是|而非|[，,；;：:）)。\n]|[（(](?![^（）()]{1,20}[）)]\s*[、和与及])|的(?:一种|一类)?(?:方式|情况|时候|过程中|同时|基础上)|得到|得出|之前|之后|直接|"
    r"训练(?!数据|集|样本|误差|损失|过程|时间|模型)"
)
_NEGATION = re.compile(
    r"不(?!断|同|仅|只|但|确定|变|稳定|平衡|良|等|均|平滑)|没有|无需|无须|毋须|未(?!来|知|标|必)|并非|而非|缺乏|缺少|禁止|代替|取代|替代"
)
_AGENT = re.compile(r"(?:由|被)(?P<agent>[^，,。的由被]{1,20}?)(?:所|来|进行)?$")
_CONTRAST = re.compile(
    r"(?:与|和|跟|同)(?P<with>[^，,。和与]{1,20}?)(?:不同|相反|有别|有所不同)|(?:不同于|有别于|区别于|相反于)(?P<from>[^，,。的]{1,20})"
)
_CLAUSE = re.compile(r"[，,；;：:\n]")
_DETERMINER = re.compile(r"(?:(?:[一某多几数各]|许多|两|三)[种类个组项门套些层]|一系列|若干|大量|许多|各种|不同的?|所有的?|全部|"
                         r"多个|其他|其它|其中|其|该|这些?|那些?|每个|每种|常见的?|常用的?|主要的?|了|着)+")
_START = re.compile(
    r"(?:\s|并且?|从而|进而|以便|以(?=[^及太上下])|它们?|其|且|也|还|同时|通常|常常?|一般|主要|可以|可|能够|能|会|被?广泛|往往|"
    r"每次|每一步|每步|只|仅|直接|因此|因而|所以|即|而是|而|在[^，]{1,8}?(?:时|中|上|后|前)|是)*"
)
_RESULT = re.compile(r"\s*(?:从而|进而|以便|以(?=[减防避提降最])|(?:通常|常|主要|广泛|一般|被|可)*(?:用于|应用于|适用于|用来))")
_EXAMPLES = re.compile(r"(?:例如|比如|譬如|诸如|如(?![果何下此同今上前图表]))\s*[:：]?\s*(?P<list>[^。；（(）)\n]{1,80})")
_AND = re.compile(r"\s*(?:[、/／]|(?<![求饱总之柔温共])和|(?<!参)与|以及|(?<![涉普以])及|或者?)\s*")
_ETC = re.compile(r"\s*(?:等等|等)(?P<whole>[^，,。；等]{2,12})?\s*$")
_TAIL = re.compile(r"(?:之一|的(?:一种|一类)|等)$")
#: "Y 的变体" names a kind of Y, "Y 的组成部分" a part, "Y 的例子" an example.
_ADJECTIVES = r"(?:[一某][种类个]|最|特殊|特定|重要|常[见用]|主要|基本|基础|核心|关键|简单|改进|的)*"
_OF_KIND = re.compile(
    rf"的{_ADJECTIVES}(?:(?P<kind>变体|变种|变形|特例|扩展|改进版?|子集|子类|分支|子领域|推广|延伸|形式|版本|[一][种类])|"
    r"(?P<part>组成部分|组成单[元位]|一?部分|组件|构件|单元|元素|模块|要素)|(?P<example>例子|实例|示例))(?:之一)?$"
)
_CLASS = re.compile(
    r"(?:算法|演算法|方法|技术|技巧|模型|函数|指标|网络|网路|结构|过程|策略|机制|任务|框架|优化器|单元|参数|数组|矩阵|向量|规则|法则|"
    r"理论|架构|工具|系统|语言|库|领域|学科|问题|形式|运算|操作|公式|定理|度量|法|器|层|协议|设备|平台|服务|标准|范式|数据结构)$"
)
_COPULA = re.compile(r"\s*(?:是指|指的是|是|指)")
_NO_MEANS = re.compile(r"(?:随机)?(?:丢弃|删除|移除|忽略|去除|屏蔽|遮盖|剔除|舍弃)")
_TASK = re.compile(r"(?P<task>.*[化类测别割归])(?:算法|演算法|方法|技术|策略)$")
_DEFINITE = re.compile(r"[一某][种类个组项门套]|一系列")
_LATER = re.compile(r"(?:它们?|该[^，。]{0,6}?(?:算法|方法|技术|模型|函数|网络|机制|优化器|指标)|这[种类个一]?[^，。]{0,4}?(?:算法|方法|技术|模型|机制))")
_LED = re.compile(r"(?:通常|常|主要|一般|被?广泛)*(?:用于|应用于|适用于|属于|依赖于)")
_MAX_NOUN, _MAX_PARTS = 40, 8
_HEADLESS = 14


def is_chinese(text: str) -> bool:
    """Tell whether text with CJK characters is rather Chinese than Japanese or Korean."""
    return _KANA_OR_HANGUL.search(text) is None


def later_subject_end(text: str, start: int) -> int | None:
    """Return where 它 or the like ends that a later sentence begins with; its start where it goes on with a verb."""
    simple = text[start : start + 30].translate(_SIMPLIFIED)
    found = _LATER.match(simple)
    if found is not None:
        return start + found.end()
    return start if _LED.match(simple) else None


class ChineseSentence:
    """One sentence after its subject; `implicit` and `copula` as in `clauses.Clause`."""

    def __init__(self, text: str, start: int, end: int, names: Sequence[str], *, implicit: bool, copula: bool) -> None:
        self._text = text
        self._simple = text.translate(_SIMPLIFIED)
        self._start = start
        self._end = end
        self._names = names
        self._implicit = implicit
        self._copula = copula

    def candidates(self) -> list[Candidate]:
        """Return what the sentence says of its subject."""
        return list(self._read())

    def _read(self) -> Iterator[Candidate]:
        has_genus = False
        speaks = True  # whether the clause is about the subject
        copula = self._copula
        for number, (start, end) in enumerate(self._clauses()):
            at = start
            if not number and (lead := _COPULA.match(self._simple, start, end)) is not None:
                at, copula = lead.end(), True
            contrast = _CONTRAST.search(self._simple, at, end)
            examples = _EXAMPLES.match(self._simple, at, end)
            if number:
                at, speaks = self._goes_on(start, end, speaks=speaks)
            if examples is not None and number and (has_genus or self._implicit):
                yield from self._members(examples, None)
                has_genus = True
                continue
            if "、" in self._text[start:end] and examples is None and number and has_genus and not speaks:
                continue
            if not speaks:
                continue
            if contrast is not None and (contrast.start() <= at + 2 or contrast.end() >= end - 2 or number):  # noqa: PLR2004 - 是, 的
                phrase = self._phrase(contrast.start("with"), contrast.end("with")) if contrast["with"] else None
                phrase = phrase or self._phrase(contrast.start("from"), contrast.end("from"))
                if phrase is not None:
                    yield Candidate(None, "CONTRASTS_WITH", phrase[1], "Chinese contrasts", phrase[0])
                if contrast.start() <= at + 1:
                    at = contrast.end()
                else:
                    end = contrast.start()
            bound = end
            if (number == 0 and (self._implicit or copula)) or self._simple.startswith("是", start):
                bound, genus = self._genus(at, end, copula=copula or number > 0)
                has_genus = has_genus or bool(genus)
                yield from genus
                if not genus and not number and self._implicit and not self._goes_on(at, end, speaks=True)[1]:
                    speaks = False  # 模型使用梯度: it is about something else
                    continue
            yield from self._verbs(at, bound)
            yield from self._bracketed(at, end)

    def _clauses(self) -> Iterator[tuple[int, int]]:
        start = self._start
        for found in _CLAUSE.finditer(self._simple, self._start, self._end):
            if self._simple.count("（", start, found.start()) + self._simple.count("(", start, found.start()) > (
                self._simple.count("）", start, found.start()) + self._simple.count(")", start, found.start())
            ):
                continue  # inside brackets
            if found.start() > start:
                yield start, found.start()
            start = found.end()
        if self._end > start:
            yield start, self._end

    def _goes_on(self, start: int, end: int, *, speaks: bool) -> tuple[int, bool]:
        """Return where a later clause goes on after words such as 并, and whether it is still about the subject."""
        if not speaks and not _RESULT.match(self._simple, start, end):
            return start, False
        for name in self._names:
            if self._text.startswith(name, start):
                return start + len(name), True
        lead = _START.match(self._simple, start, end)
        at = lead.end() if lead else start
        follows = (
            _TRIGGER.match(self._simple, at, end)
            or _CONTRAST.match(self._simple, at, end)
            or _NEGATION.match(self._simple, at, end)
            or re.match(r"由|被", self._simple[at:end])
            or self._simple.startswith("是", start)
        )
        return (at, True) if follows else (start, False)

    # What it is

    def _genus(self, start: int, end: int, *, copula: bool) -> tuple[int, list[Candidate]]:
        """Return where the words before the genus end, and the genus."""
        simple = self._simple
        end = self._without_bracket(start, end)
        while (tail := _TAIL.search(simple, start, end)) is not None and tail.group() == "等":
            end = tail.start()
        if (of := self._of_kind(start, end)) is not None:
            return start, of
        piece = simple[start:end]
        tail = _TAIL.search(simple, start, end)
        if tail is not None and tail.group() != "等":
            end = tail.start()
        definite = _DEFINITE.match(simple, start)
        last = simple.rfind("的", start, end)
        head = self._phrase(last + 1 if last >= 0 else start, end)
        is_led = _TRIGGER.match(simple, start) is not None and not re.match("用于|用来|用以|基于", piece)
        if head is None or _NEGATION.search(simple, last + 1 if last >= 0 else start, end):
            return end, []
        if definite is None:
            names_class = _CLASS.search(head[1].translate(_SIMPLIFIED)) is not None
            if last < 0 and (len(piece) > _HEADLESS or is_led or not (names_class or copula)):
                return end, []
            if last < 0 and _TRIGGER.search(simple, start, end) is not None:
                return end, []
            if last >= 0 and is_led and not names_class:
                return end, []  # 计算损失的梯度: the gradient is what is computed
        found = [Candidate(None, "IS_A", head[1], "Chinese genus", head[0])]
        task = _TASK.match(head[1].translate(_SIMPLIFIED))
        if task is not None:
            found.append(
                Candidate(None, "APPLIED_TO", head[1][: task.end("task")], "Chinese task of a method", head[0])
            )
        return (last if last >= 0 else start), found

    def _of_kind(self, start: int, end: int) -> list[Candidate] | None:
        """Return what "a variant of", "a part of" and the like say, None for another genus."""
        found = _OF_KIND.search(self._simple, start, end)
        if found is None or _TRIGGER.search(self._simple, start, found.start()):
            return None
        whole = self._phrase(start, found.start())
        if whole is None:
            return None
        relation = "IS_A" if found["kind"] else "PART_OF" if found["part"] else "EXAMPLE_OF"
        return [Candidate(None, relation, whole[1], "Chinese part of" if found["part"] else "Chinese genus", whole[0])]

    def _without_bracket(self, start: int, end: int) -> int:
        opens = min((at for at in (self._simple.find(sign, start, end) for sign in "（(") if at > start), default=-1)
        return opens if opens >= 0 and self._simple[end - 1] in "）)" else end

    # What it does

    def _verbs(self, start: int, end: int) -> Iterator[Candidate]:
        simple = self._simple
        at = start
        negated = False
        for trigger in _TRIGGER.finditer(simple, start, end):
            if trigger.start() < at:
                continue
            verb = _OF_TRIGGER[trigger.lastgroup or ""]
            before = simple[at : trigger.start()]
            negated = (negated or _NEGATION.search(before) is not None) and "而是" not in before
            follows = _TRIGGER.match(simple, trigger.end(), end)
            cut = self._object_end(trigger.end(), end)
            if follows is not None:
                # 用于评估 is 评估, 避免使用 says no, and 需要调整 leaves it to others.
                negated = negated or verb.pattern in ("reduces", "requires")
                at = trigger.end()
                continue
            agent = _AGENT.search(simple, at, trigger.start())
            if negated:
                at = cut
                continue
            if agent is not None and verb.pattern in ("uses", "computes", "updates", "measures", "produces", "affects"):
                phrase = self._phrase(agent.start("agent"), agent.end("agent"))
                if phrase is not None:
                    yield Candidate(phrase[1], verb.type, None, f"Chinese {verb.pattern} by", phrase[0])
                at = cut
                continue
            yield from self._objects(verb, trigger.end(), cut)
            at = cut
        yield from self._composed(start, end)

    def _composed(self, start: int, end: int) -> Iterator[Candidate]:
        """Read 偏导数组成的向量, where no 由 stands before the parts."""
        found = re.compile(r"(?P<parts>[^，,由]{1,40}?)所?(?:组成|构成)$").match(self._simple, start, end)
        if found is not None and not _TRIGGER.search(self._simple, start, found.end("parts")):
            for at, phrase in self._listed(start, found.end("parts")):
                yield Candidate(phrase, "PART_OF", None, "Chinese consists of", at)

    def _object_end(self, start: int, end: int) -> int:
        cut = _OBJECT_END.search(self._simple, start, end)
        following = _TRIGGER.search(self._simple, start, end)
        ends = [found.start() for found in (cut, following) if found is not None]
        first = min([end, *ends])
        agent = re.compile(r"由|被").search(self._simple, start, first)
        return agent.start() if agent is not None and agent.start() > start else first

    def _objects(self, verb: _Verb, start: int, end: int) -> Iterator[Candidate]:
        pattern, type_ = f"Chinese {verb.pattern}", verb.type
        if _NO_MEANS.match(self._simple, start, end):
            return
        etc = _ETC.search(self._simple, start, end)
        whole = self._phrase(etc.start("whole"), etc.end("whole")) if etc and etc["whole"] else None
        for at, phrase in self._listed(start, etc.start() if etc else end):
            if verb.pattern == "consists of":
                yield Candidate(phrase, type_, None, pattern, at)
            elif verb.pattern == "belongs to":
                yield self._belonging(at, phrase)
            else:
                yield Candidate(None, type_, phrase, pattern, at)
            if whole is not None:
                yield Candidate(phrase, "IS_A", whole[1], "Chinese such as", at)

    def _belonging(self, at: int, phrase: str) -> Candidate:
        simple = phrase.translate(_SIMPLIFIED)
        found = _OF_KIND.search(simple)
        if found is not None:
            relation = "IS_A" if found["kind"] else "PART_OF" if found["part"] else "EXAMPLE_OF"
            return Candidate(None, relation, phrase[: found.start()], "Chinese belongs to", at)
        relation = "IS_A" if _CLASS.search(simple) else "PART_OF"
        return Candidate(None, relation, re.sub(r"(?:范畴|范疇|领域|領域)$", "", phrase), "Chinese belongs to", at)

    # Examples

    def _members(self, found: re.Match[str], whole: str | None) -> Iterator[Candidate]:
        end = found.end("list")
        etc = _ETC.search(self._simple, found.start("list"), end)
        for at, phrase in self._listed(found.start("list"), etc.start() if etc else end):
            yield Candidate(phrase, "IS_A", whole, "Chinese such as", at)

    def _bracketed(self, start: int, end: int) -> Iterator[Candidate]:
        """Read 优化器（如 Adam、SGD）: what stands in the brackets are kinds of what stands before them."""
        for found in _EXAMPLES.finditer(self._simple, start, end):
            before = found.start()
            if before > start and self._simple[before - 1] in "（(":
                bounds = [one.end() for one in _TRIGGER.finditer(self._simple, start, before - 1)]
                whole = self._phrase(max([start, *bounds]), before - 1)
                if whole is not None:
                    yield from self._members(found, whole[1])

    # Phrases

    def _listed(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        at = start
        for _ in range(_MAX_PARTS):
            comma = _AND.search(self._simple, at + 1, end)
            phrase = self._phrase(at, comma.start() if comma else end)
            if phrase is not None:
                yield phrase
            if comma is None:
                return
            at = comma.end()

    def _phrase(self, start: int, end: int) -> tuple[int, str] | None:
        """Return (start, words) of a phrase without what counts and points, None where nothing is left of it."""
        while start < end and self._text[start] in " \n、“”\"'「」":
            start += 1
        lead = _DETERMINER.match(self._simple, start, end)
        if lead is not None and lead.end() < end:
            start = lead.end()
        words = self._text[start:end].strip(" \n、，,。“”\"'「」的")
        words = re.sub(r"[（(][^（）()]*[)）]$", "", words).strip()
        if not words or len(words) > _MAX_NOUN or "\ufffc" in words or "\n" in words:
            return None
        return start, words
