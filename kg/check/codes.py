"""Every code of a finding: how serious it is, what it means, and the notes that bring it about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.errors import Severity

__all__ = ["CODES", "Code"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding. `severity` is the usual one; `explanation` says when it is another.

    `example` is YAML notes that give a finding of this code, or, where YAML cannot show it, a description in a comment.
    """

    code: str
    severity: Severity
    title: str
    explanation: str
    example: str


_READING = (
    Code(
        "KG001",
        "error",
        "A file or folder cannot be read",
        "It is not there, not UTF-8, too large, not whole gzip, or of no format that kg reads. A page of Markdown is "
        "left out with a warning instead, or read without its lines that are not UTF-8 where those are few; the hint "
        "says what the encoding looks like.",
        "# a file saved as Latin-1:\nconcepts: [{name: Caf\\xe9}]",
    ),
    Code(
        "KG002",
        "error",
        "The syntax is wrong",
        "The file is not valid YAML, JSON or CSV, or uses a tag, a merge key or a repetition by alias that kg does not "
        "read. Wrong front matter of a page of Markdown is left out with a warning instead.",
        "concepts:\n- {name: [}",
    ),
    Code(
        "KG003",
        "error",
        "A key is given twice",
        "Of two values for one key nobody knows which one is meant; `definition` and `description` are one key.",
        "concepts:\n- {name: Loss, name: Gain}",
    ),
    Code(
        "KG004",
        "warning",
        "A key that kg does not know",
        "The key is left out; most often it is misspelt. In Markdown it is a word before a link that is no relation, "
        "which is only told (info): the link is kept as RELATED_TO.",
        "concepts:\n- {name: Loss, definiton: How wrong the predictions are.}",
    ),
    Code(
        "KG005",
        "error",
        "A value is missing or of the wrong form",
        "A concept needs a name, a relation a source, a type and a target; minutes are whole numbers, and so on.",
        "concepts:\n- {name: Loss, minutes: about ten}",
    ),
    Code(
        "KG006",
        "error",
        "A character that no notes need",
        "Control characters and overrides of the writing direction make a text look like another. In Markdown they are "
        "taken out with a warning instead.",
        'concepts:\n- {name: "Lo\\u202Ess"}',
    ),
    Code(
        "KG007",
        "warning",
        "A text was once decoded wrongly",
        "UTF-8 was read as another encoding and saved again. kg repairs what it reads, and leaves the file alone. "
        "What the other program replaced by U+FFFD is lost, and only told.",
        "concepts:\n- {name: naÃ¯ve Bayes}",
    ),
    Code(
        "KG008",
        "info",
        "A file or a part of it is passed over",
        "It holds no concepts or relations, or it is an ontology or a file of what is known.",
        "weather: sunny",
    ),
)

_MERGING = (
    Code(
        "KG101",
        "warning",
        "A relation names a concept that is not there",
        "It waits in the store until a load brings the concept; it is never linked to a guess.",
        "concepts: [{name: Loss}]\nrelations:\n- {source: Loss, type: USES, target: Predicton}",
    ),
    Code(
        "KG102",
        "warning",
        "A relation names several concepts",
        "The name belongs to more than one concept; the relation is left out until it names one by its id.",
        "concepts: [{name: Bank, id: river}, {name: Bank, id: money}, {name: Loan}]\n"
        "relations:\n- {source: Loan, type: USES, target: Bank}",
    ),
    Code(
        "KG103",
        "error",
        "One id for two concepts",
        "An id names one concept. Of a page of Markdown the second concept is left out with a warning instead.",
        "concepts: [{name: Loss, id: x}, {name: Gain, id: x}]",
    ),
    Code(
        "KG104",
        "warning",
        "Two places disagree on a value",
        "Two definitions, two kinds, two reasons: the smaller path and line wins. Curated files win over extracted "
        "ones without a finding; among extracted ones it is an info.",
        "concepts:\n- {name: Loss, definition: How wrong it is.}\n- {name: Loss, definition: A number to make small.}",
    ),
    Code(
        "KG105",
        "warning",
        "A kind that the ontology does not have",
        "The concept is stored without a label for its kind.",
        "concepts: [{name: Loss, kind: quantty}]",
    ),
    Code(
        "KG106",
        "warning",
        "A relation type that the ontology does not have",
        "The relation is left out.",
        "concepts: [{name: A1}, {name: B1}]\nrelations: [{source: A1, type: LIKES, target: B1}]",
    ),
    Code(
        "KG107",
        "error",
        "A circle where none may be",
        "Hard REQUIRES and the types that the ontology calls acyclic must not go round. The weakest link is the one "
        "with the least behind it: found by a pattern, without a quote, without a reason, stated by the fewest files.",
        "concepts: [{name: A1}, {name: B1}, {name: C1}]\nrelations:\n- {source: A1, type: REQUIRES, target: B1}\n"
        "- {source: B1, type: REQUIRES, target: C1}\n- {source: C1, type: REQUIRES, target: A1}",
    ),
    Code(
        "KG108",
        "warning",
        "Concepts that need each other by what follows from their relations",
        "The prerequisites derived on the circle are stored as soft ones, so that nothing loops.",
        "concepts: [{name: A1}, {name: B1}]\nrelations:\n- {source: A1, type: IS_A, target: B1}\n"
        "- {source: A1, type: PART_OF, target: B1}",
    ),
    Code(
        "KG109",
        "warning",
        "A relation of a concept to itself",
        "It is left out. From an extracted sentence it is an info.",
        "concepts: [{name: Loss}]\nrelations: [{source: Loss, type: USES, target: loss}]",
    ),
    Code(
        "KG110",
        "info",
        "Two concepts are one by an alias",
        "The name of one is an alias of the other, so they are joined.",
        "concepts:\n- {name: SGD}\n- {name: Stochastic Gradient Descent, aliases: [SGD]}",
    ),
    Code(
        "KG112",
        "info",
        "Facts that their file does not state any more",
        "Without --prune a load deletes nothing; it says what --prune would delete. So it does with facts that are "
        "less sure than --min-confidence asks.",
        "# loaded with two concepts, of which one was then removed\nconcepts: [{name: Loss}]",
    ),
    Code(
        "KG113",
        "warning",
        "A relation found by a pattern would close a circle",
        "Sentences of different notes may contradict each other; the relation is left out.",
        "# two pages of Markdown that say 'A is a kind of B.' and 'B is a kind of A.'",
    ),
)

_CHECKING = (
    Code(
        "KG201",
        "error",
        "Two statements contradict each other",
        "Of a type without circles both directions are stated: one of the two is wrong. `kg load` refuses it as KG107.",
        "concepts: [{name: A1}, {name: B1}]\nrelations:\n- {source: A1, type: PART_OF, target: B1}\n"
        "- {source: B1, type: PART_OF, target: A1}",
    ),
    Code(
        "KG202",
        "warning",
        "Two concepts share a name or an alias",
        "In any case and width of letters. Between concepts that each have a definition of their own it is an info: "
        "names need not be unique, but a relation must then name an id.",
        "concepts:\n- {name: Loss, id: l1}\n- {name: LOSS, id: l2}",
    ),
    Code(
        "KG203",
        "warning",
        "Two names differ only in accents, punctuation, plural or letters that look alike",
        "Most often they are one concept, written in two ways.",
        "concepts:\n- {name: Bézier Curve}\n- {name: Bezier-Curves}",
    ),
    Code(
        "KG204",
        "warning",
        "Two names differ by one letter",
        "Names of five letters and more that are one insertion, deletion, replacement or swap apart, have the same "
        "digits and no relation between them. An info where both have a definition.",
        "concepts:\n- {name: Backpropagation}\n- {name: Backpropogation}",
    ),
    Code(
        "KG205",
        "warning",
        "A concept without any relation",
        "Nothing leads to it and nothing starts from it. An info for a concept that was extracted.",
        "concepts: [{name: Loss}]",
    ),
    Code("KG206", "info", "A concept without a definition", "Nothing says what it is.", "concepts: [{name: Loss}]"),
    Code(
        "KG207",
        "info",
        "A fact without evidence",
        "No evidence quotes the words of the notes that state it; a reason will do for a relation.",
        "concepts: [{name: Loss}]",
    ),
    Code(
        "KG208",
        "info",
        "A prerequisite that others imply",
        "A chain of other hard prerequisites leads to the same concept, so the plan is the same without this one. One "
        "with a reason or a quote of its own says more than the chain, and is no finding.",
        "concepts: [{name: A1}, {name: B1}, {name: C1}]\nrelations:\n- {source: A1, type: REQUIRES, target: B1}\n"
        "- {source: B1, type: REQUIRES, target: C1}\n- {source: A1, type: REQUIRES, target: C1}",
    ),
    Code(
        "KG209",
        "info",
        "A definition names a concept that nothing connects with its own",
        "There is no relation between the two, and neither must be known before the other: perhaps one is missing. "
        "Names and aliases count in any case and number.",
        "concepts:\n- {name: Loss, definition: How wrong a Prediction is.}\n- {name: Prediction}",
    ),
    Code(
        "KG210",
        "warning",
        "The quote does not stand at its line any more",
        "Compared without emphasis, links and differences of white space, with repaired encoding, from the line on. "
        "The hint names the nearest line where it stands now.",
        "concepts:\n- {name: Loss, evidence: [{file: kg.toml, line: 1, quote: How wrong it is}]}",
    ),
    Code(
        "KG211",
        "warning",
        "The file of some evidence is not there",
        "It was moved or deleted, or --root is another folder than it was.",
        "concepts:\n- {name: Loss, evidence: [{file: gone.md, line: 1, quote: How wrong it is}]}",
    ),
    Code(
        "KG212",
        "info",
        "A check is not complete",
        "The graph is so large that the check stopped at its bound; what it found until then is listed.",
        "# a graph in which the search for implied prerequisites follows 5,000,000 relations",
    ),
)

#: All codes, in their order.
CODES: dict[str, Code] = {one.code: one for one in (*_READING, *_MERGING, *_CHECKING)}
