"""Nouns that Portuguese and Italian definitions begin with: "Conjunto de técnicas que", "una struttura che"."""

from __future__ import annotations

import re

from kg.sources.markdown.phrases import words_of

__all__ = ["begins_with_genus"]

#: What things are said to be; without an article only these are certain, since verbs look like nouns.
_NOUNS = words_of(
    """
    conjunto processo método técnica forma tipo objeto objecto estrutura sistema mecanismo quantidade número medida
    valor ciência ramo área estudo capacidade propriedade conexão ligação relação ação ato acto algoritmo função
    operação modelo região parte elemento unidade grupo organismo substância fenômeno fenómeno energia força taxa dado
    dados instrumento ferramenta linguagem protocolo rede programa dispositivo teoria princípio regra lei direito
    contrato crime pena bem bens custo preço imposto pessoa máquina variável equação espaço conceito característica
    doença célula tecido órgão molécula composto reação proteína camada componente representação descrição análise
    indicador índice razão proporção percentual porcentagem coleção sequência série lista vetor matriz ponto linha
    curva gráfico diagrama documento arquivo tabela texto palavra termo expressão figura menor maior soma diferença
    insieme processo metodo tecnica forma tipo oggetto struttura sistema meccanismo quantità numero misura valore
    scienza ramo area studio capacità proprietà connessione collegamento relazione azione atto algoritmo funzione
    operazione modello regione elemento unità gruppo sostanza fenomeno energia forza tasso dati strumento linguaggio
    protocollo rete programma dispositivo teoria principio regola legge diritto contratto reato costo prezzo imposta
    macchina variabile equazione spazio concetto caratteristica malattia cellula tessuto organo molecola composto
    reazione proteina strato rappresentazione descrizione analisi indicatore indice rapporto percentuale collezione
    sequenza serie lista vettore matrice punto linea curva grafico diagramma documento file tabella testo parola
    termine espressione figura somma differenza soluzione elenco archivio attività fase durata periodo ambiente
    fase etapa período ambiente atividade solução procedimento procedura abordagem approccio disciplina campo settore
    membrana cavità cavidade vaso muscolo músculo osso nervo fibra gene cromossomo cromosoma ghiandola glândula
    planta fertilizante queda superfície superficie momento luogo lugar opera obra testo movimento corrente gioco jogo
    setor setore tecnologia architettura arquitetura plataforma piattaforma interfaccia interface servizio serviço
    """
)
#: What narrows the noun down; a verb that has it for its subject does not stand before.
_NARROWS = (
    r"(?:que|che|d[aeio]s?|d['\u2019]|del|dell\w*|dei|degli|em\s+que|in\s+cui|n[ao]s?|nel\w*|para|per|com|con|sem|senza|onde|dove|"
    r"tra|fra|entre|ad?|ai|al|alla|ao|à|capaz|capac[ei]|(?:us|utiliz|utilizz|form|format|compost|costitui|constituí|bas|base)[a-z]*[oa]s?|"
    r"cuj[oa]s?)\b"
)
_WORD = r"(?!(?:è|é|sono|são|ha|tem|hanno|têm|pode|può|deve|foi|fu|era|está|sta)\b)[^\W\d_]+\s+"
_ARTICLED = re.compile(
    rf"\s*(?:(?:um|uma|un|uno|una)\s+|un['\u2019]\s*|l['\u2019]insieme\s|o\s+conjunto\s)(?:{_WORD}){{1,4}}?{_NARROWS}",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\s*(?P<article>(?:[oa]s?|il|l[aoe]|i|gli|qualquer|qualsiasi|ogni|todo|toda)\s+|l['\u2019]\s*)?"
    r"(?:(?:menor|maior|minore|maggiore|primeir[oa]|prim[oa]|nov[oa]|nuov[oa]|grand[ei]|pequen[oa]|piccol[oaie]|sottile|"
    r"spess[oa]|lung[oa]|cort[oa]|corto|long[oa]|espess[oa]|fin[oa]|simples|semplice|divers[oaie]|particolar[ei])\s+)?"
    rf"(?P<noun>[^\W\d_]+)\s+(?:{_WORD}){{0,3}}?{_NARROWS}",
    re.IGNORECASE,
)
#: The noun has a verb of its own: "O algoritmo para decifrar é diferente".
_SENTENCE = re.compile(
    r"(?:\s+(?!(?:que|che|cuj\w+|cui)\b)[^\W\d_]+){0,6}\s+(?:é|è|são|sono|tem|têm|ha|hanno|pode|può)\s", re.IGNORECASE
)
#: Endings that nouns have and verbs of a definition have not.
_ENDINGS = re.compile(r".{2,}(?:ção|são|dade|agem|ismo|zione|sione|mento|tà|ência|ância|enza|anza|ura|al|il)")


def begins_with_genus(text: str) -> bool:
    """Tell whether a Portuguese or Italian text without a subject begins with what kind of thing something is.

    >>> [begins_with_genus(text) for text in ("Conjunto de técnicas", "Un arco che unisce", "Garantisce che i dati")]
    [True, True, False]
    """
    if _ARTICLED.match(text) is not None:
        return True
    found = _BARE.match(text)
    if found is not None and found["article"] and _SENTENCE.match(text, found.end("noun")) is not None:
        return False
    noun = found["noun"].lower() if found is not None else ""
    return noun in _NOUNS or _ENDINGS.fullmatch(noun) is not None
