"""The Chinese words that announce a relation inside a definition, and those that end what it is about.

They are written with simplified characters; text is compared with them after `SIMPLIFIED`.
"""

# ruff: noqa: RUF001 - Chinese punctuation

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = [
    "AGENT",
    "AND",
    "BY",
    "CLASS",
    "CLAUSE",
    "COMPOSED",
    "CONTRAST",
    "COPULA",
    "DEFINITE",
    "DETERMINER",
    "ETC",
    "EXAMPLES",
    "KIND_NAMES",
    "LATER",
    "LEADS_OBJECT",
    "LED",
    "NEGATION",
    "NO_MEANS",
    "OBJECT_END",
    "OF_KIND",
    "OF_TRIGGER",
    "RESULT",
    "SIMPLIFIED",
    "START",
    "TAIL",
    "TASK",
    "TRIGGER",
    "Verb",
]

SIMPLIFIED = str.maketrans(
    "種類個組項門計減屬於採賴與從並構運據評價測調產響決變無沒須將來對會這該處緩過還進異區別當後時間為輸導種語術標準結機務單"
    "練訓實際總稱樣隨專壓誤參數網絡層優庫達圍領規則關係於給讓僅斷確統擴個體樣",
    "种类个组项门计减属于采赖与从并构运据评价测调产响决变无没须将来对会这该处缓过还进异区别当后时间为输导种语术标准结机务单"
    "练训实际总称样随专压误参数网络层优库达围领规则关系于给让仅断确统扩个体样",
)


class Verb(NamedTuple):
    """What a verb of this name says; what it is said of comes before it after 由 or 被."""

    pattern: str
    type: str


#: Verbs by what they say. What must not follow makes a noun of one: 计算图, 更新规则, 生成模型.
VERBS = {
    Verb("uses", "USES"): "使用(?!者|场景|方法|率|量)|利用(?!率)|采用(?!率)|运用|借助于?|依靠|基于|通过|结合(?!律)",
    Verb(
        "computes", "COMPUTES"
    ): "计算(?!机|图|复杂|量|资源|成本|能力|效率|单元|科学|过程|方法|出来)|估算|估计(?!量|值|误差)",
    Verb("updates", "UPDATES"): "更新(?!规则|步骤|门|量|公式|方式|率|频率)|调整(?!量|后)",
    Verb(
        "measures", "MEASURES"
    ): "衡量(?!标准|指标)|度量(?!标准|单位|空间|学习)|测量(?!值|误差|方法)|评估(?!指标|方法|标准)|评价(?!指标|标准)",
    Verb("reduces", "REDUCES"): "减少(?!量)|减小|减轻|降低|最小化|缓解|抑制|防止|避免|缩小|避開",
    Verb("produces", "PRODUCES"): "生成(?!模型|对抗|器|式|树|网络|函数)|产生",
    Verb(
        "affects", "AFFECTS"
    ): "影响(?!力|因素)|控制(?!器|论|系统|变量)|决定(?!系数|边界)|改善|提高|提升(?!树|算法|方法)",
    Verb("requires", "REQUIRES"): "依赖于|依赖(?!关系|项|性|图)|取决于|需要",
    Verb("applied to", "APPLIED_TO"): "应用于|适用于|用于|用来|用以",
    Verb("consists of", "PART_OF"): "包含|由(?=[^，,。]{1,30}(?:组成|构成))",
    Verb("belongs to", "PART_OF"): "属于",
}
TRIGGER = re.compile("|".join(f"(?P<v{at}>{words})" for at, words in enumerate(VERBS.values())))
OF_TRIGGER = {f"v{at}": verb for at, verb in enumerate(VERBS)}
#: Where an object ends: words for purpose, for what is done with it, and for what stands instead of it.
OBJECT_END = re.compile(
    r"(?<![未本原近历后带起出进回过往])来|以(?!及|太|上|下|内|外|前|后)(?<!可以)(?<!所以)|去(?!噪|重|除)|进行|从而|并(?!行|发|且?联)|而(?!且)|"
    r"使得?(?!用)|将(?!来)|把|让|(?<![绝相面应成针])对(?!数|比|抗|称|角|象|齐|话|偶|应)|(?<![存潜现内])在(?!线)|组成|构成|代替|取代|替代|"
    r"而不是|而非|[，,；;：:。\n]|[）)](?!\s*[、和与及])|[（(](?![^（）()]{1,20}[）)]\s*[、和与及])|的(?:一种|一类)?(?:方式|情况|时候|过程中|同时|基础上)|得到|得出|之前|之后|直接|"
    r"训练(?!数据|集|样本|误差|损失|过程|时间|模型)"
)
NEGATION = re.compile(
    r"不(?!断|同|仅|只|但|确定|变|稳定|平衡|良|等|均|平滑)|没有|无需|无须|毋须|未(?!来|知|标|必)|并非|而非|缺乏|缺少|禁止|代替|取代|替代"
)
AGENT = re.compile(r"(?:由|被)(?P<agent>[^，,。的由被]{1,20}?)(?:所|来|进行)?$")
CONTRAST = re.compile(
    r"(?:与|和|跟|同)(?P<with>[^，,。和与]{1,20}?)(?:不同|相反|有别|有所不同|相比)|(?:不同于|有别于|区别于|相反于)(?P<from>[^，,。的]{1,20})"
)
CLAUSE = re.compile(r"[，,；;：:\n]")
DETERMINER = re.compile(
    r"(?:(?:[一某多几数各]|许多|两|三)[种类个组项门套些层]|一系列|若干|大量|许多|各种|不同的?|所有的?|全部|"
    r"多个|其他|其它|其中|其|该|这些?|那些?|每个|每种|常见的?|常用的?|主要的?|了|着)+"
)
START = re.compile(
    r"(?:\s|但是?|不过|并且?|从而|进而|以便|以(?=[^及太上下])|它们?|其|且|也|还|同时|通常|常常?|一般|主要|可以|可|能够|能|会|被?广泛|往往|"
    r"每次|每一步|每步|只|仅|直接|因此|因而|所以|即|而是|而|在[^，]{1,8}?(?:时|中|上|后|前)|是)*"
)
RESULT = re.compile(
    r"\s*(?:从而|进而|以便|以(?=[减防避提降最])|(?:通常|常|主要|广泛|一般|被|可)*(?:用于|应用于|适用于|用来))"
)
EXAMPLES = re.compile(
    r"(?:例如|比如|譬如|诸如|如(?![果何下此同今上前图表]))\s*[:：]?\s*(?P<list>[^。；（(）)\n]{1,80})"
)
AND = re.compile(
    r"\s*(?:[、／]|(?<![A-Za-z])/|/(?![A-Za-z])|(?<![求饱总之柔温共])和(?![、与和及]|$)|(?<!参)与|以及|(?<![涉普以])及|或者?)\s*"
)
ETC = re.compile(r"\s*(?:等等|等)(?P<whole>[^，,。；等]{2,12})?\s*$")
TAIL = re.compile(r"(?:之一|的(?:一种|一类)|等)$")
#: "Y 的变体" names a kind of Y, "Y 的组成部分" a part, "Y 的例子" an example.
_ADJECTIVES = r"(?:[一某][种类个]|最|特殊|特定|重要|常[见用]|主要|基本|基础|核心|关键|简单|改进|的)*"
OF_KIND = re.compile(
    rf"的{_ADJECTIVES}(?:(?P<kind>变体|变种|变形|特例|扩展|改进版?|子集|子类|分支|子领域|推广|延伸|形式|版本|[一][种类])|"
    r"(?P<part>组成部分|组成单[元位]|一?部分|组件|构件|单元|元素|模块|要素)|(?P<example>例子|实例|示例))(?:之一)?$"
)
CLASS = re.compile(
    r"(?:算法|演算法|方法|技术|技巧|模型|函数|指标|网络|网路|结构|过程|策略|机制|任务|框架|优化器|单元|参数|数组|矩阵|向量|规则|法则|"
    r"理论|架构|工具|系统|语言|库|领域|学科|问题|形式|运算|操作|公式|定理|度量|法|器|层|协议|设备|平台|服务|标准|范式|数据结构)$"
)
COPULA = re.compile(r"\s*(?:是指|指的是|是|指)")
NO_MEANS = re.compile(r"(?:随机)?(?:丢弃|删除|移除|忽略|去除|屏蔽|遮盖|剔除|舍弃)")
TASK = re.compile(r"(?P<task>.*[化类测别割归])(?:算法|演算法|方法|技术|策略)$")
DEFINITE = re.compile(r"[一某][种类个组项门套]|一系列")
LATER = re.compile(
    r"(?:它们?|该[^，。]{0,6}?(?:算法|方法|技术|模型|函数|网络|机制|优化器|指标)|这[种类个一]?[^，。]{0,4}?(?:算法|方法|技术|模型|机制))"
)
LED = re.compile(r"(?:通常|常|主要|一般|被?广泛)*(?:用于|应用于|适用于|属于|依赖于)")
#: Ends of a genus that name a kind, by the English word for it.
KIND_NAMES = {
    "algorithm": ("算法", "演算法"),
    "technique": ("方法", "技术"),
    "model": ("模型",),
    "metric": ("指标",),
    "hyperparameter": ("超参数",),
    "operation": ("运算", "操作"),
    "process": ("过程",),
    "task": ("任务",),
    "architecture": ("架构",),
    "phenomenon": ("现象",),
    "data": ("数据",),
    "field": ("领域", "学科"),
    "property": ("性质",),
}
#: 偏导数组成的向量: parts without 由 before them.
COMPOSED = re.compile(r"(?P<parts>[^，,由]{1,40}?)所?(?:组成|构成)$")
#: A clause with its object before its genus has a genus: 用于分类的模型.
LEADS_OBJECT = re.compile(r"用于|用来|用以|基于")
BY = re.compile(r"由|被")
