"""Words that are no terms: labels that structure a page, and words that a term does not begin with or hold."""

from __future__ import annotations

from kg.sources.markdown.phrases import words_of

__all__ = [
    "DEFINABLE",
    "IMPERATIVES",
    "LABELS",
    "LABEL_ENDS",
    "NO_TERM_STARTS",
    "NO_TERM_WORDS",
    "SURVEY_ENDS",
    "SURVEY_STARTS",
]

_ENGLISH = """
rule of thumb| short description| languages| frameworks|
libraries| visual| strategy| visuals| problem solved| problem it solves|
critical error| highlight| real-world| real world|
in business| format type|
about| abstract| acknowledgements| action| action items| actions| activity| additional resources| advantage|
advantages| agenda| aim| aims| analogy| analysis| annotations| answer| answers| appendix| application|
applications| approach| approaches| argument| arguments| assignment| assignments| assumption| assumptions|
audience| author| authors| background| basic idea| basics| benefit| benefits| best for| best practice|
best practices| bibliography| bonus| breakdown| but| caution| caveat| caveats| category| challenge| challenges|
changelog| chapter| characteristics| checklist| code| code reference| code references| comments|
common confusion| common mistake| common mistakes| common pitfalls| comparison| con| conclusion| conclusions|
concept| concepts| configuration| cons| content| contents| context| contributing| contributors| core concepts|
core idea| cost| counterexample| course| credits| criteria| dataset used| date| deadline| default| definition|
definitions| deliverable| deliverables| demo| description| design| detail| details| difference| differences|
difficulty| disadvantage| disadvantages| discussion| documentation| do| don't| drawback| drawbacks| duration|
editor| effect| email| end| equation| equations| error| errors| etc| exam| example| examples| exception|
exceptions| exercise| exercises| expected output| expected result| explanation| faq| features| feedback| figure|
file| files| final answer| finally| first| fix| follow-up| for example| formula| formulas| formulae| foundation|
full form| function| functioning| further reading| general| glossary| goal| goals| guidelines| hint| hints|
history| home| homework| how| idea| ideas| impact| implementation| implication| implications| importance|
important| in general| in practice| in short| in summary| index| input| inputs| insight| insights| installation|
instructor| interpretation| intro| introduction| intuition| issue| issues| key| key characteristics|
key concepts| key difference| key differences| key features| key idea| key ideas| key insight| key point|
key points| key takeaway| key takeaways| key term| key terms| keywords| last updated| learning objectives|
learning outcomes| lecture| legend| lesson| level| licence| license| limitation| limitations| link| links| list|
logic| main idea| main ideas| main points| main steps| math| maths| mathematics| meaning| method| methods|
mistake| mistakes| misc| miscellaneous| module| more| motivation| name| nb| next| next steps| no| notation| note|
notes| objective| objectives| observation| observations| options| order| other| others| outcome| outcomes|
outline| output| outputs| overview| parameters list| part| pitfall| pitfalls| point| points| prerequisite|
prerequisites| previous| principle| principles| pro| pro tip| problem| problem statement| problems| procedure|
process| program| project| projects| proof| properties| property| pros| pros and cons| purpose| question|
questions| quick tip| quiz| rationale| readme| reason| reasons| recap| recommendation| recommendations|
recommended| reference| references| related| related topics| remark| remember| requirement| requirements|
resource| resources| result| results| review| role| rule| rules| sample| scenario| section| see also| setup|
side note| signs| similarities| solution| solutions| solved| source| sources| special cases| stage| stages|
status| step| steps| strengths| structure| student| subject| subtopics| summary| symptoms| syntax|
table of contents| tags| takeaway| takeaways| task| tasks| teacher| term| terminology| terminilogy| terms|
the challenge| the mistake| the problem| the right approach| the solution| theory| therefore| think of it as|
time| timeline| tip| tips| title| to do| todo| toc| tools| topic| topics| trade-off| trade-offs| tradeoff|
tradeoffs| transfer question| type| types| unit| updates| usage| use| use case| use cases| uses| value| values|
version| video| videos| visualization| vocabulary| warning| weakness| weaknesses| week| when| where| why|
workflow| yes| yaml| common use cases| real-world use
"""
_ROMANCE = """
ação| agenda| alternativas| anexo| anexos| aplicação| aplicações| atenção| atividade| aula| autor| autores|
aviso| características| caso de uso| como funciona| conclusão| conclusões| contexto| conteúdo| cuidado| dado|
data| definição| definições| desafio| desvantagem| desvantagens| dica| dicas| discussão| equação| etapa| etapas|
exemplo| exemplos| exercício| exercícios| explicação| fonte| fontes| fórmula| ideia| importante| índice|
introdução| lembrete| limitações| material| meta| método| motivação| nota| notas| objetivo| objetivos|
observação| observações| obs| ordem| parte| passo| passos| pergunta| perguntas| ponto| pontos| problema|
problemas| propriedades| referência| referências| relacionado| resposta| respostas| resultado| resultados|
resumo| saída| entrada| seção| solução| sumário| tarefa| tema| tipo| tipos| título| tópico| tópicos| tutorial|
uso| vantagem| vantagens| ver também| allegato| applicazione| applicazioni| approfondimento| argomento|
attenzione| autore| autori| avviso| caratteristiche| conclusione| conclusioni| consiglio| contenuto| contesto|
corso| definizione| definizioni| dettagli| differenza| domanda| domande| equazione| esempi| esempio| esercizi|
esercizio| fase| fasi| fonti| formula| idea| indice| ingresso| introduzione| lezione| limiti| limitazioni|
metodo| metodi| modulo| motivazione| note| obiettivi| obiettivo| osservazione| osservazioni| passaggi| passi|
passaggio| problemi| proprietà| punti| punto| riassunto| riferimenti| riferimento| risorse| risposta| risposte|
risultati| risultato| scopo| sezione| sintesi| sommario| soluzione| soluzioni| spiegazione| suggerimento|
svantaggi| svantaggio| tabella| titolo| tipi| uscita| utilizzo| vantaggi| vantaggio| vedi anche| attività|
prerequisiti| prerequisito| pré-requisitos| pré-requisito| note bene| passo a passo| glossário| glossario|
sequência| sequenza| percurso| percorso| fluxo| flusso| fluxo de trabalho| flusso di lavoro| não confundir|
non confondere| attenzione| vocabulário| termos| termini| termine| conceito| conceitos| concetto| concetti
"""
#: Spanish, French and German, which are read for what they state.
_OTHERS = """
glosario| glossaire| glossar| begriffe|
ejemplo| ejemplos| nota| notas| definición| definiciones| ventajas| desventajas| importante| resumen| referencias|
introducción| conclusión| pregunta| respuesta| ejercicio| ejercicios| objetivo| paso| pasos| problema| solución|
véase también| ver también| consejo| atención| exemple| exemples| remarque| définition| définitions| avantages|
inconvénients| résumé| références| astuce| exercice| réponse| étape| étapes| objectif| voir aussi| beispiel|
beispiele| hinweis| anmerkung| definitionen| vorteile| nachteile| vorteil| nachteil| zusammenfassung| quelle| quellen|
aufgabe| lösung| frage| antwort| ziel| ziele| siehe auch| tipp| achtung| wichtig| schritt| schritte
"""
_CHINESE = """
注意| 注| 备注| 備註| 例如| 例| 例子| 示例| 举例| 範例| 优点| 優點| 缺点| 缺點| 公式| 步骤| 步驟| 输入| 輸入|
输出| 輸出| 定义| 定義| 说明| 說明| 总结| 總結| 小结| 目标| 目標| 目的| 原因| 结论| 結論| 参考| 参考文献| 參考|
作者| 日期| 时间| 時間| 来源| 來源| 链接| 問題| 问题| 答案| 解答| 回答| 提示| 技巧| 警告| 重要| 重点| 重點| 关键|
关键点| 关键词| 關鍵詞| 背景| 介绍| 介紹| 简介| 簡介| 概述| 概念| 概念定义| 特点| 特點| 特征| 特性| 性质| 性質|
应用| 應用| 应用场景| 用途| 用法| 使用| 方法| 原理| 思路| 思想| 核心思想| 基本思想| 流程| 过程| 過程| 实现| 代码|
代碼| 图| 表| 解释| 解釋| 理解| 直觉| 直观理解| 推导| 证明| 證明| 结果| 結果| 分析| 比较| 对比| 區別| 区别| 联系|
前言| 引言| 目录| 目錄| 附录| 更新| 版本| 标题| 標題| 标签| 分类| 类型| 类别| 其中| 此外| 另外| 首先| 其次| 然后|
最后| 因此| 所以| 但是| 相关| 相关概念| 参见| 另见| 前置知识| 先修| 先修知识| 延伸阅读| 练习| 習題| 习题| 作业|
任务| 要求| 条件| 假设| 术语| 術語| 术语表| 词汇| 词汇表| 名词解释| 学习目标| 补充| 补充说明| 本章| 本节| 第一|
第二| 第三| 优缺点| 注释| 形式| 含义| 意义| 作用| 效果| 影响| 局限| 局限性|
优势| 優勢| 劣势| 劣勢| 不足| 好处| 使用场景| 场景| 场合| 案例| 用例| 工作原理|

常见问题| 注意事项| 体现| 體現| 主题| 主題| 内容| 內容| 构成| 構成| 组成| 組成| 影响因素| 因素|
本质| 功能| 意義| 历史背景| 哲学意义| 概况|
要点| 小贴士| 思考题| 目的和意义
"""


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word.strip() for text in texts for word in text.replace("\n", " ").split("|"))


#: Headings and bold words that structure a page in any subject.
LABELS = _words(_ENGLISH, _ROMANCE, _OTHERS, _CHINESE)
#: Labels that a glossary may well define: "Step: the optimizer's update operation".
DEFINABLE = frozenset(("best practice", "use case", "caso de uso", "caso d'uso")) | words_of(
    """
    step function feature input output value type error method process property state stage structure task time unit
    rule role version result source label category criterion analysis index order level
    activity action asset benefit cost deliverable effect goal impact issue module objective outcome performance
    principle problem procedure project requirement resource risk solution status strategy task test
    tool topic assumption argument conclusion hypothesis theory proof summary reference glossary
    attività fase processo procedura metodo modello obiettivo risultato rischio requisito risorsa compito progetto
    prodotto problema soluzione glossario ruolo regola sequenza percorso flusso modulo
    atividade etapa processo procedimento método modelo objetivo resultado risco requisito recurso tarefa projeto
    produto solução glossário papel regra sequência percurso fluxo módulo
    """
)
#: A label also ends so: "Application question", "Step-by-step solution".
LABEL_ENDS = words_of(
    """
    documentation answer answers approach audience category concepts level confusion context cons criteria
    definition details difference differences example examples exercise exercises explanation fact facts hint
    idea insight intuition items limitations mistake mistakes note notes objective objectives overview pitfalls
    practice practices pros question questions reading references reminder requirements resources scenario
    scenarios solution solutions step steps structure summary syllabus takeaway takeaways terms tip tips topics
    tutorial usage walkthrough works questions task tasks session sessions recap template checklist script
    """
)
#: "Advanced classification techniques", "Core concepts in statistics".
SURVEY_STARTS = words_of("advanced basic common core fundamental important key main other popular useful various")
SURVEY_ENDS = words_of(
    "techniques topics concepts methods features types tools principles terms ideas applications algorithms"
)
#: A term does not begin so.
NO_TERM_STARTS = words_of(
    """
    three four five six seven eight nine ten types kinds
    better larger faster easier massive smaller higher lower fewer bigger greater worse less more a about
    after also always am an and another any are as at avoid be because before being best both but by can cannot
    cause check common compare do does don't during each either else even every example fig figure final first
    for from given good has have having hence her here his how however if important in instead into is it it's
    its just key last less let let's like main making many may more most much must my never next no not note now
    of off often on one only or other our out over people please quick recommended remember same second see
    should similar since so some step such than that the their them then there therefore these they think third
    this those through thus to together too try two typical typically under unlike until up us usually very we
    were what when where whether which while who why will with within without would wrong yes you your o os as
    em ao aos à às nel nella nei sobre con com outros outras outro
    outra altri altre altro alguns algumas alcuni alcune principais principali
    um uma para como quando por se na no nos il lo la gli le un uno una per come quando se nel
    """
)
#: A term does not hold these.
NO_TERM_WORDS = words_of(
    """
    a an by the everything nothing
    am are aren't can can't cannot could couldn't did didn't do does doesn't don't had has hasn't have haven't i
    i'm if is isn't it's let's might must my our ours should shouldn't that that's their them they they're these
    this those us was wasn't we we're were what what's when where which while who why will won't would you
    que che you'll you're your yours it he she both versus vs all each every not no é são è sono
    """
)
#: Orders rather than names, when another word follows.
IMPERATIVES = words_of(
    """
    answer resample log tag incorporate share access add adjust allow allows analyse analyze apply applies ask
    assign avoid avoids balance become becomes begin build calculate call captures catch causes change changes
    check choose clean click clone close collect combine commit compare complete compute configure connect
    consider continue convert copy create creates define delete deploy describe design detect determine develop
    discuss distribute download drop enable enables ensure ensures establish estimate evaluate examine execute
    explain explore export extract fill fills find finds fit follow generate get gets give gives go handle
    handles helps identify implement implements import improve improves include includes increase increases
    initialise initialize inspect install integrate interpret introduce invest keep keeps know learn leave
    leaves list load look lose maintain make makes manage match measure merge minimise minimize monitor move
    needs notice obtain open optimise optimize organise organize perform performs pick plan plot predict prepare
    prevent prevents print produce produces provide provides pull push put raise read reads reduce reduces refer
    search searches decompose fetch investigate
    remove removes rename repeat replace report require requires reset resolve return returns review run runs
    save saves select send separate serve set sets show shows shuffle shrinks skip sort specify split start stop
    store summarise summarize supports take takes tell tests transform treat tune understand uninstall update
    updates upload use uses using validate verify view visualise visualize wait watch works write writes
    """
)
