"""From the text of a page to statements: terms are kept or dropped, patterns read, quotes found."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kg.model import ConceptStatement, Evidence, RelationStatement, fold, slug
from kg.sources.base import FileStatements
from kg.sources.markdown.blocks import Block, blocks
from kg.sources.markdown.collect import Collector
from kg.sources.markdown.contexts import without_metadata
from kg.sources.markdown.decoding import decoded
from kg.sources.markdown.definitions import instructs, names_a_kind
from kg.sources.markdown.forms import tells_how
from kg.sources.markdown.found import Link, Term
from kg.sources.markdown.frontmatter import read_front_matter
from kg.sources.markdown.links import page_names
from kg.sources.markdown.page import complete, front_links, page_term
from kg.sources.markdown.parser import tokens
from kg.sources.markdown.patterns import candidates, defines, genus_word
from kg.sources.markdown.phrases import singular
from kg.sources.markdown.quotes import Quotes
from kg.sources.markdown.terms import Names, is_label, is_term, merged, singular_name, stripped
from kg.sources.markdown.words import ALIAS_KEYS, Vocabulary
from kg.sources.tree import FindingLog

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.ontology import Ontology
    from kg.sources.markdown.asides import Candidate

__all__ = ["extract"]

#: A bold word that "defines" so often in one page is a label of its structure.
_LABEL_REPEATS = 3
_LIST_SHARE = 3
#: "Extinction: when a conditioned response is no longer reinforced".
_CASE = re.compile(r"when\s+(?:an?|the|one|two|there)\s", re.IGNORECASE)
#: Head words of a definition that name a kind.
_KIND_WORDS = {"method": "technique", "measure": "metric", "measurement": "metric", "procedure": "process"}


def extract(content: bytes, name: str, ontology: Ontology) -> FileStatements:
    """Return what a page says; `name` is the file in evidence.

    Its statements are not curated. Stated relations name concepts, so that a name that there is not is a finding of
    the load; relations of a pattern hold phrases, of which the loader keeps those that name concepts.
    """
    findings = FindingLog(name)
    text = decoded(content, findings)
    if text is None:
        return FileStatements(findings=tuple(findings.found))
    front = read_front_matter(text, findings)
    lines = text.split("\n")
    body = "\n".join(lines[front.lines :]) if front.lines else text
    vocabulary = _vocabulary(ontology)
    found = list(blocks(tokens(body), front.lines))
    top = [one for one in found if isinstance(one, Block) and one.kind == "heading" and one.level == 1]
    title = top[0] if len(top) == 1 and not _is_section(top[0].text.plain, name) else None
    heading = (title.text.plain, title.text.line) if title is not None else None
    page = page_term(name, front, heading if top else None, vocabulary)
    if page is not None:
        complete(page, front, ontology, findings)
    written = front.first("title")
    collector = Collector(vocabulary, page, title.text.line if title else None, written.text if written else "")
    collector.read(without_metadata(found))
    for words, near, line in collector.untyped:
        hint = near or f"Its types are {', '.join(sorted(ontology.types))}."
        message = f"'{words}' is no relation of the ontology; what is linked behind it is kept as related."
        findings.info("KG004", line + 1, message, hint)
    if page is not None and page.is_tentative:
        page = None
    terms = _kept(collector, lines, body)
    links = _of_kept(collector.links, terms, page)
    if page is not None:
        _take_properties(page, collector.properties)
        terms = [term for term in terms if not _absorbed(page, term)]
        terms.insert(0, page)
        links = [*front_links(page, front, vocabulary), *links]
    return _Statements(name, lines, findings, ontology).of(terms, links)


def _is_section(heading: str, file: str) -> bool:
    """Tell whether a heading of the highest level is a label such as "Types" on a page that its file names."""
    stem = PurePosixPath(file.removesuffix(".gz")).stem
    return is_label(stripped(heading)) and fold(stripped(heading)) != fold(stem)


def _vocabulary(ontology: Ontology) -> Vocabulary:
    known = _VOCABULARIES.get(id(ontology))
    if known is None or known[0] is not ontology:
        known = ontology, Vocabulary(ontology.types)
        _VOCABULARIES[id(ontology)] = known
    return known[1]


_VOCABULARIES: dict[int, tuple[Ontology, Vocabulary]] = {}


def _is_english(text: str) -> bool:
    """Tell whether a page is rather English than in a Romance language."""
    sample = text[:4_000].lower()
    english = sum(sample.count(word) for word in (" the ", " of ", " is ", " to ", " and ", " for ", " that "))
    others = sum(
        sample.count(word) for word in (" de ", " que ", " di ", " che ", " para ", " per ", " il ", " um ", " e ")
    )
    return english >= others


def _absorbed(page: Term, term: Term) -> bool:
    """Take a term of the page that is the page's own, such as "Simple Knowledge Organization System (SKOS)" on SKOS."""
    own = {fold(one) for one in page.names.all}
    is_own = _singular(page.names.name) == _singular(term.names.name)
    if not is_own and own.isdisjoint(fold(one) for one in term.names.all):
        return False
    known = merged([*page.names.aliases, *term.names.all])
    page.names = Names(
        page.names.name, tuple(one for one in known if fold(one) != fold(page.names.name) or page.identity)
    )
    if page.text is None:
        page.text, page.start, page.end = term.text, term.start, term.end
    return True


def _take_properties(page: Term, properties: Iterable[tuple[str, str, int]]) -> None:
    for key, value, _ in properties:
        if key in ALIAS_KEYS:
            known = merged([*page.names.aliases, *page_names(value)])
            page.names = Names(page.names.name, tuple(one for one in known if fold(one) != fold(page.names.name)))
        elif key == "tags":
            page.tags = tuple(dict.fromkeys([*page.tags, *page_names(value)]))
        elif key == "definition":
            page.definition = value
        elif key == "title" and is_term(value) and fold(value) != fold(page.names.name):
            known = merged([page.names.name, *page.names.aliases])
            page.names = Names(value, tuple(one for one in known if fold(one) != fold(value)))


def _kept(collector: Collector, lines: Sequence[str], body: str) -> list[Term]:
    """Return the terms without labels that repeat and without plain lines of lists that are no glossaries."""
    terms = collector.kinds.qualified(collector.terms, collector.links)
    more, links = collector.kinds.facts(terms)
    terms += more
    collector.links += links
    repeats = Counter(term.label for term in terms if term.label)
    in_list = Counter(term.list for term in terms if term.list)
    is_checked = any(term.needs_definition for term in terms) and _is_english(body)
    kept: list[Term] = []
    defined = {id(one) for one in terms if is_checked and (not one.needs_definition or _is_defined(one))}
    coherent = _lists_of_definitions(terms, defined)
    for term in terms:
        if term.label and repeats[term.label] >= _LABEL_REPEATS:
            continue
        if is_checked and term.needs_definition and not (id(term) in defined or _goes_with(term, coherent)):
            continue
        if term.is_tentative and (not term.list or in_list[term.list] < _least(term)):
            continue
        kept.append(term)
    return _of_one_number([one for term in kept for one in _split(term, lines)])


def _least(term: Term) -> int:
    """Return how many of a list must look like terms: fewer where the definition says what kind of thing one is."""
    if term.text is None or term.list < 0 or term.pattern not in ("plain colon", "plain dash", "plain equals"):
        return _LIST_SHARE
    return _LIST_SHARE - names_a_kind(term.text.plain[term.start : term.end], term.names.all, verbs=False)


def _of_one_number(terms: list[Term]) -> list[Term]:
    """Return the terms, with one name for what is called in singular and plural; the other is its alias."""
    groups: dict[str, list[Term]] = {}
    for term in terms:
        groups.setdefault(_singular(term.names.name), []).append(term)
    for group in groups.values():
        if len({fold(term.names.name) for term in group}) > 1:
            first = next((term for term in group if term.end > term.start), group[0]).names.name
            several = merged([name for term in group for name in term.names.all])
            names = Names(first, tuple(name for name in several if fold(name) != fold(first)))
            for term in group:
                term.names = names
    return terms


def _singular(name: str) -> str:
    return fold(singular_name(name).name)


def _of_kept(links: Sequence[Link], terms: Sequence[Term], page: Term | None) -> list[Link]:
    """Return the links of terms that were kept; those of others are the page's, where it is about one concept."""
    kept = {id(term) for term in terms} | {id(None), id(page)}
    found = []
    for link in links:
        if id(link.subject) not in kept:
            if page is None or link.subject is None:
                continue
            own, name = link.subject.names.name, page.names.name
            link.source, link.target = (name if end == own else end for end in (link.source, link.target))
        found.append(link)
    return found


def _lists_of_definitions(terms: Iterable[Term], known: set[int]) -> frozenset[int]:
    """Return the lists of which most labels are defined by the shape of what follows, so that the others are too."""
    labels = Counter(term.list for term in terms if term.list and term.label)
    defined = Counter(term.list for term in terms if term.list and term.label and id(term) in known)
    return frozenset(one for one, count in labels.items() if count > defined[one] >= max(2, count / 2))


def _goes_with(term: Term, lists: frozenset[int]) -> bool:
    if term.list not in lists or (term.text is not None and tells_how(term.text, term.start)):
        return False
    term.confidence = "pattern"
    return True


def _is_defined(term: Term) -> bool:
    if term.text is None:
        return False
    text, names = term.text.plain[term.start : term.end], term.names.all
    if names_a_kind(text, names) or _CASE.match(text):
        return True
    return not tells_how(term.text, term.start) and defines(text, names) and not instructs(text, names)


def _split(term: Term, lines: Sequence[str]) -> list[Term]:
    """Return `A/B` as two concepts where the page also uses B without A, else as one with two names."""
    parts = term.slash
    if len(parts) != 2 or not all(is_term(part) for part in parts):  # noqa: PLR2004 - of three nobody knows
        return [term]
    first, second = parts
    word = re.escape(singular(second).lower())
    # The word comes first, so that it is looked for at once and not at every character.
    pattern = re.compile(rf"{word}(?<![/\w]{word})")
    others = "\n".join((*lines[: term.line], *lines[term.line + 1 :])).lower()
    if len(second) > 2 and pattern.search(others):  # noqa: PLR2004 - "I/O", "A/B"
        other = Term(Names(second), term.pattern, term.line, term.words, term.last)
        term.names = Names(first)
        return [term, other]
    if " / " in term.names.name or min(map(len, parts)) > 3:  # noqa: PLR2004 - "A/B testing", "TCP/IP" are one word
        term.names = Names(first, (second, *term.names.aliases))
    return [term]


class _Statements:
    """Makes the statements of one page."""

    def __init__(self, name: str, lines: Sequence[str], findings: FindingLog, ontology: Ontology) -> None:
        self._name = name
        self._quotes = Quotes(lines)
        self._findings = findings
        self._ontology = ontology
        self._relations: dict[tuple[str, str, str], RelationStatement] = {}

    def of(self, terms: Sequence[Term], links: Sequence[Link]) -> FileStatements:
        """Return the statements of the terms and links, and of the patterns in the definitions."""
        concepts = [statement for term in terms if (statement := self._concept(term)) is not None]
        for link in links:
            if link.type != "RELATED_TO" or link.pattern != "wiki link":
                self._relate(link)
        for term in terms:
            self._patterns(term)
        for link in links:
            self._relate(link)
        findings = sorted(self._findings.found, key=lambda finding: finding.line or 0)
        return FileStatements(tuple(concepts), tuple(self._relations.values()), tuple(findings))

    def _concept(self, term: Term) -> ConceptStatement | None:
        if not slug(term.names.name):
            return None
        text = term.text
        definition = term.definition
        words, line = term.words, term.line
        if text is not None and term.end > term.start:
            if definition is None:
                definition = _sentence(text.readable(term.start, term.end))
            first = len(text.plain[term.start : term.end]) - len(text.plain[term.start : term.end].lstrip())
            words, line = text.plain[term.start + first : term.end], text.line_at(term.start + first)
        at, quote = self._quotes.find(line, words, term.last)
        return ConceptStatement(
            file=self._name,
            line=at + 1,
            evidence=(Evidence(file=self._name, line=at + 1, quote=quote),),
            name=term.names.name,
            id=term.identity,
            aliases=tuple(one for one in term.names.aliases if one.strip()),
            kind=term.kind or self._kind(term),
            definition=definition or None,
            minutes=term.minutes,
            url=term.url,
            tags=term.tags,
            confidence=term.confidence,
            pattern=term.pattern,
        )

    def _kind(self, term: Term) -> str | None:
        """Return the kind that the genus of a definition names by its own word: "Algorithm that ..."."""
        if term.text is None or term.end <= term.start:
            return None
        head = genus_word(self._candidates(term))
        kind = _KIND_WORDS.get(head, head)
        return kind if kind in self._ontology.kinds and kind != "concept" else None

    def _candidates(self, term: Term) -> Sequence[Candidate]:
        if term.candidates is None and term.text is not None:
            term.candidates = candidates(term.text.plain[term.start : term.end], term.names.all)
        return term.candidates or ()

    def _patterns(self, term: Term) -> None:
        text = term.text
        if text is None or term.end <= term.start:
            return
        plain = text.plain[term.start : term.end]
        name = term.names.name
        for one in self._candidates(term):
            if one.type not in self._ontology.types:
                continue
            at = term.start + one.start
            first, last = plain.rfind("\n", 0, one.start) + 1, plain.find("\n", one.start)
            words = plain[first : last if last >= 0 else None]
            link = Link(
                one.target or name,
                one.pattern,
                one.source or name,
                one.type,
                text.line_at(at),
                words,
                term.last,
                confidence="pattern",
            )
            self._relate(link)

    def _relate(self, link: Link) -> None:
        key = fold(link.source), link.type, fold(link.target)
        if key in self._relations or key[0] == key[2] or not slug(link.source) or not slug(link.target):
            return
        if link.pattern == "wiki link" and any(
            (key[0], type_, key[2]) in self._relations or (key[2], type_, key[0]) in self._relations
            for type_ in self._ontology.types
        ):
            return
        at, quote = self._quotes.find(link.line, link.words, link.last)
        self._relations[key] = RelationStatement(
            file=self._name,
            line=at + 1,
            evidence=(Evidence(file=self._name, line=at + 1, quote=quote),),
            source=link.source,
            type=link.type,
            target=link.target,
            reason=link.reason,
            any_of=link.any_of,
            confidence=link.confidence,
            pattern=link.pattern,
        )


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] if text[:1].islower() and " " in text else text
