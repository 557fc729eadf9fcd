"""JSON: checked by the standard library, which knows the rules, then cut into tokens, which know their lines."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from kg.sources.facts import Facts
from kg.sources.text import decode
from kg.sources.tree import MAX_DEPTH, Fields, FindingLog, Items, Malformed, Scalar, TreeBuilder

if TYPE_CHECKING:
    from kg.sources.base import FileStatements, SourceFile
    from kg.sources.tree import Document

__all__ = ["read"]

# In valid JSON the spaces, commas and colons between these carry no meaning of their own.
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|[^\s,:{}\[\]"]+')
_NOT_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})


def read(file: SourceFile, content: bytes) -> FileStatements:
    """Return the statements of a JSON file."""
    facts = Facts(file)
    text = decode(content, facts.findings)
    if text is not None:
        try:
            _validate(text)
            facts.add_documents([_document(text, FindingLog(file.name))])
        except Malformed as error:
            facts.findings.error("KG002", error.line, error.message, error.hint)
    return facts.statements


def _validate(text: str) -> None:
    """Raise Malformed where the text is not JSON; NaN passes, as only its token knows its line."""
    decoder = json.JSONDecoder(object_pairs_hook=_nothing, parse_int=_nothing, parse_float=_nothing)
    try:
        decoder.decode(text)
    except json.JSONDecodeError as error:
        problem = f"{error.msg[:1].lower()}{error.msg[1:]}".removesuffix(" starting at").removesuffix(" at")
        raise Malformed(
            error.lineno,
            f"The file is not valid JSON at line {error.lineno}, column {error.colno}: {problem}.",
            "Look for a comma or quote that is missing or too many; JSON has no comments.",
        ) from None
    except RecursionError:
        raise Malformed(
            1,
            f"Lists and mappings lie more than {MAX_DEPTH} deep in each other.",
            "A file needs only lists of concepts and relations.",
        ) from None


def _nothing(_: Any) -> None:
    """Keep the validation from building what is thrown away, and from converting numbers of any length."""


def _document(text: str, findings: FindingLog) -> Document:
    tree = TreeBuilder(findings)
    ends = [found.start() for found in re.finditer("\n", text)]
    for found in _TOKEN.finditer(text):
        word = found[0]
        line = bisect_right(ends, found.start()) + 1
        match word[0]:
            case '"':
                value = json.loads(word) if "\\" in word else word[1:-1]
                tree.add(Scalar(line, value, quoted=True))
            case "{":
                tree.open(Fields(line))
            case "[":
                tree.open(Items(line))
            case "}" | "]":
                tree.close()
            case _:
                if word in _NOT_NUMBERS:
                    findings.error("KG002", line, f"{word} is not valid JSON.", "Use a number, or null.")
                tree.add(Scalar(line, word, null=word == "null"))
    return tree.document
