"""The Portuguese and Italian words that announce a relation inside a definition, by pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.sources.markdown.phrases import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "ARTICLES",
    "CONJUNCTIONS",
    "CONTRAST_ENDS",
    "DEFINITE",
    "DETERMINERS",
    "FIRST_WORDS",
    "FRONT_ADJECTIVES",
    "KINDS",
    "KIND_NAMES",
    "MAX_VERB",
    "NEGATIONS",
    "OF",
    "OTHER_SUBJECTS",
    "PART_NOUNS",
    "PLURALS_OF_KINDS",
    "PREPOSITIONS",
    "RELATIVES",
    "SMALLEST",
    "STOPPERS",
    "SUCH_AS",
    "VERBS",
    "Verb",
]


class Verb(NamedTuple):
    """What follows is the target of the defined term; its source where `inverted`."""

    pattern: str
    type: str
    inverted: bool = False


#: Prepositions with the articles that they are joined with; `*de` in a pattern stands for each of them.
_JOINED = {
    "*de": "de do da dos das di del dello della dei degli delle dell d",
    "*da": "da dal dallo dalla dai dagli dalle dall por pelo pela pelos pelas de",
    "*em": "em no na nos nas num numa in nel nello nella nei negli nelle nell",
    "*a": "a ao à aos às al allo alla ai agli alle all",
    "*para": "para per em no na nos nas in nel nella nei nelle nell a ao à aos às al alla ai alle all",
    "*su": "su sul sullo sulla sui sugli sulle sull em no na nos nas",
    "*con": "com con coi col",
    "*entre": "entre tra fra",
}
OF = words_of(_JOINED["*de"])
PREPOSITIONS = words_of(" ".join(_JOINED.values())) | words_of("sobre sem senza sin até desde durante sob contro dopo")


def _conjugated(*, ar: str = "", are: str = "", others: str = "") -> str:
    """Return verbs in -ar and -are as they stand after their subject, in the infinitive and in the gerund."""
    forms = [f"{stem}{end}" for stem in ar.split() for end in ("a", "am", "ar", "ando")]
    forms += [f"{stem}{end}" for stem in are.split() for end in ("a", "ano", "are", "ando")]
    return "|".join([*forms, *others.split()])


def _participles(stems: str, after: str) -> str:
    """Return participles in all genders and numbers, each before a preposition."""
    return "|".join(f"{stem}{end} {after}" for stem in stems.split() for end in ("o", "a", "os", "as", "i", "e"))


_PATTERNS: dict[Verb, str] = {
    Verb("uses", "USES"): _conjugated(
        ar="us utiliz empreg aproveit combin explor", are="us utilizz impieg sfrutt combin", others="emprega"
    )
    + "|"
    + _participles("basead basat fondat", "*su"),
    Verb("through", "USES"): "por meio *de|através *de|com base em|mediante|tramite|attraverso|per mezzo *de|"
    "grazie *a|graças *a|a partir *de|a partire *da",
    Verb("with respect to", "USES"): "em relação *a|rispetto *a",
    Verb("between", "USES"): "diferença *entre|distância *entre|similaridade *entre|differenza *entre|distanza *entre|"
    "somiglianza *entre",
    Verb("used by", "USES", inverted=True): _participles("usad utilizad empregad usat utilizzat impiegat", "*da"),
    Verb("computes", "COMPUTES"): _conjugated(ar="calcul estim comput", are="calcol stim"),
    Verb("computed by", "COMPUTES", inverted=True): _participles("calculad estimad calcolat stimat", "*da"),
    Verb("updates", "UPDATES"): _conjugated(ar="atualiz ajust", are="aggiorn aggiust"),
    Verb("updated by", "UPDATES", inverted=True): _participles("atualizad ajustad aggiornat", "*da"),
    Verb("measures", "MEASURES"): _conjugated(
        ar="quantific avali", are="misur quantific valut", others="mede medem medir medindo"
    )
    + "|medida *de|métrica *de|misura *de|metrica *de",
    Verb("measured by", "MEASURES", inverted=True): _participles("medid avaliad misurat valutat", "*da"),
    Verb("reduces", "REDUCES"): _conjugated(
        ar="minimiz evit mitig",
        are="minimizz evit mitig",
        others="reduz reduzem reduzir reduzindo riduce riducono ridurre riducendo diminui diminuem diminuir "
        "diminuindo diminuisce diminuiscono diminuire diminuendo previne previnem prevenir prevenindo previene "
        "prevengono prevenire prevenendo combate combatem combater",
    ),
    Verb("reduced by", "REDUCES", inverted=True): _participles("reduzid ridott minimizad minimizzat", "*da"),
    Verb("consists of", "PART_OF", inverted=True): _participles("compost formad constituíd format costituit", "*da")
    + "|"
    + _participles("compost", "*de")
    + "|"
    + _participles("feit fatt", "*con")
    + "|consiste *em|consistem *em|consiste *de|consistono *em|contém|contêm|contiene|contengono|compreende|comprende",
    Verb("part of", "PART_OF"): "faz parte *de|fazem parte *de|fa parte *de|fanno parte *de|pertence *a|pertencem *a|"
    "appartiene *a|appartengono *a",
    Verb("requires", "REQUIRES"): "depende *de|dependem *de|dependendo *de|dipende *da|dipendono *da|precisa *de|"
    "precisam *de|necessita *de|necessitam *de|necessitano *de|requer|requerem|exige|exigem|richiede|richiedono|"
    "ha bisogno *de|hanno bisogno *de",
    Verb("produces", "PRODUCES"): _conjugated(
        ar="ger",
        are="gener",
        others="produz produzem produzir produzindo produce producono produrre producendo",
    ),
    Verb("produced by", "PRODUCES", inverted=True): _participles("produzid gerad prodott generat", "*da"),
    Verb("applied to", "APPLIED_TO"): _participles(
        "usad utilizad empregad aplicad adequad usat utilizzat impiegat applicat adatt", "*para"
    )
    + "|serve *para|servem *para|servono *para|aplica-se *a|si applica *a",
    Verb("affects", "AFFECTS"): _conjugated(
        ar="control influenci afet melhor modific alter determin", are="controll influenz miglior modific determin"
    ),
    Verb("affected by", "AFFECTS", inverted=True): _participles(
        "controlad influenciad determinad controllat influenzat determinat", "*da"
    ),
    Verb("followed by", "PRECEDES"): _participles("seguid seguit", "*da"),
    Verb("contrasts", "CONTRASTS_WITH"): "ao contrário *de|diferente *de|diferentemente *de|em contraste com|"
    "em oposição *a|oposto *de|a differenza *de|diversamente *da|al contrario *de|in contrasto *con|"
    "contrariamente *a|opposto *de|a diferencia *de",
}


def _expanded(words: str) -> Iterator[tuple[str, ...]]:
    first, _, last = words.strip().rpartition(" ")
    before = tuple(first.split())
    for one in _JOINED.get(last, last).split():
        yield (*before, one)


#: Verbs by their words.
VERBS: dict[tuple[str, ...], Verb] = {}
for _verb, _several in _PATTERNS.items():
    for _words in _several.split("|"):
        for _key in _expanded(_words) if _words else ():
            VERBS.setdefault(_key, _verb)
MAX_VERB = max(map(len, VERBS))
FIRST_WORDS = frozenset(words[0] for words in VERBS)
#: "Um tipo de X" names X; the value is the relation that it states.
KINDS: dict[str, str] = {
    **dict.fromkeys(
        words_of(
            "tipo forma variante variação variazione versão versione variedade varietà classe classe ramo área "
            "subárea subcampo sottocampo branca extensão estensione subconjunto sottoinsieme subtipo sottotipo caso"
        ),
        "IS_A",
    ),
    **dict.fromkeys(words_of("exemplo esempio instância istanza"), "EXAMPLE_OF"),
}
PLURALS_OF_KINDS = {"tipos": "tipo", "tipi": "tipo", "formas": "forma", "forme": "forma", "varianti": "variante"}
#: Head words of a definition that name a kind, by the English word for it.
KIND_NAMES = {
    word: kind
    for kind, several in {
        "algorithm": "algoritmo algoritmos algoritmi",
        "technique": "técnica técnicas tecnica tecniche método métodos metodo metodi abordagem approccio",
        "model": "modelo modelos modello modelli",
        "metric": "métrica métricas metrica metriche",
        "hyperparameter": "hiperparâmetro hiperparâmetros iperparametro iperparametri",
        "operation": "operação operações operazione operazioni",
        "process": "processo processos processi",
        "task": "tarefa tarefas compito compiti",
        "architecture": "arquitetura arquiteturas architettura architetture",
        "phenomenon": "fenômeno fenómeno fenomeno",
        "quantity": "grandeza grandezza",
        "data": "dados dati",
        "property": "propriedade proprietà",
    }.items()
    for word in several.split()
}
#: "Parte de X" names the whole; a unit is one only where it is the smallest.
PART_NOUNS = words_of(
    "parte componente componentes elemento bloco blocco unidade unità membro módulo modulo etapa fase"
)
SMALLEST = words_of(
    "básica básico fundamental elementar mínima base fondamentale elementare minima essencial essenziale principal "
    "principale central centrale"
)
#: Adjectives that stand before their noun.
FRONT_ADJECTIVES = words_of(
    """
    novo nova novos novas pequeno pequena pequenos pequenas grande grandes simples bom boa principal principais mesmo
    mesma primeiro primeira vários várias diversos diversas diferentes nuovo nuova nuovi nuove piccolo piccola piccoli
    piccole grandi semplice semplici buon buona principale principali stesso stessa primo prima vari varie diversi
    diverse famoso famosa celebre própria próprio próprios próprias mero mera
    """
)
DEFINITE = words_of("o a os as il lo la i gli le l el los las")
ARTICLES = DEFINITE | words_of("um uma uns umas un uno una")
DETERMINERS = ARTICLES | words_of(
    """
    seu sua seus suas suo suoi sue este esta estes estas esse essa esses essas esto questo questa questi queste
    quel quella cada ogni todo toda todos todas tutti tutte alguns algumas alcuni alcune muitos muitas molti molte
    dois duas due três tre mais più outro outra outros outras altro altra altri altre qualquer qualsiasi ambos
    """
)
CONJUNCTIONS = words_of("e ou o ed oppure y u")
RELATIVES = words_of("que che quale cui qual cujo cuja cuyo")
NEGATIONS = words_of(
    "não nunca sem nem jamais non senza mai né sin no exceto salvo eccetto tranne invece anziché piuttosto"
)
#: "Em vez de X" says that X is not it.
CONTRAST_ENDS = (("em", "vez"), ("ao", "invés"), ("al", "posto"), ("en", "vez"), ("in", "luogo"))
STOPPERS = words_of(
    """
    quando se si porque enquanto mentre perché onde dove caso embora sebbene benché cuando porque mientras donde pois
    quindi portanto logo assim così ma mas però porém contudo dopo depois antes prima
    """
)
OTHER_SUBJECTS = words_of(
    "você vocês nós eu eles elas noi voi io loro tu usuário usuários utente utenti pessoa persona"
)
SUCH_AS = (
    *(("como", "por", "exemplo"), ("por", "exemplo"), ("tais", "como"), ("tal", "como"), ("come", "ad", "esempio")),
    *(("come", "per", "esempio"), ("ad", "esempio"), ("per", "esempio"), ("quali",), ("como",), ("come",)),
)
