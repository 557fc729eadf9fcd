"""From values with lines to statements: which keys there are, what each may hold, and what is wrong otherwise."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from kg.model import ConceptStatement, Evidence, RelationStatement, slug
from kg.sources.base import FileStatements
from kg.sources.text import shown
from kg.sources.tree import Fields, FindingLog, Items, Scalar
from kg.sources.values import CONCEPT, EVIDENCE, RELATION, described, integer, is_blank, wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.sources.base import SourceFile
    from kg.sources.tree import Document, Node
    from kg.sources.values import ValueReader

__all__ = ["Facts", "key_hint"]

_FILE_KEYS = ("concepts", "relations", "format", "version", "ontology")
_VERSION = 1


class Facts:
    """Collects the statements and findings of one file."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.findings = FindingLog(file.name)
        self._concepts: list[ConceptStatement] = []
        self._relations: list[RelationStatement] = []

    @property
    def statements(self) -> FileStatements:
        """Return what was collected, the findings by line."""
        findings = sorted(self.findings.found, key=lambda finding: finding.line or 0)
        return FileStatements(tuple(self._concepts), tuple(self._relations), tuple(findings))

    def add_documents(self, documents: Iterable[Document]) -> None:
        """Take the concepts and relations of the documents of a YAML or JSON file.

        What is wrong inside a document that is none of ours is nobody's business, unless the user named the file.
        """
        filled = [document for document in documents if not is_blank(document.root)]
        is_ours = [_has_list(document.root, "concepts", "relations") for document in filled]
        for number, document in enumerate(filled):
            if type(document.root) is Fields and is_ours[number]:
                self.findings.found += document.findings.found
                self._add_root(document.root)
            elif any(is_ours) or number == 0:
                self._pass_over(document, alone=not any(is_ours))

    def add_concept(self, fields: Fields) -> None:
        """Take one concept."""
        values = self._values(fields, CONCEPT, "a concept")
        if "description" in values:
            if "definition" in values:
                self.findings.error(
                    "KG003",
                    fields.lines["description"],
                    "'definition' and 'description' are the same key; both are given.",
                    "Keep one of the two.",
                )
            values.setdefault("definition", values.pop("description"))
        if not self._is_complete(fields, values, ("name",), "concept"):
            return
        own_id = slug(values["name"])
        if values.get("id") == own_id:
            del values["id"]
        if not own_id and "id" not in values:
            self.findings.error(
                "KG005",
                fields.values["name"].line,
                f"The name {shown(values['name'])} holds no letter or digit to make an id of.",
                "Give the concept an 'id'.",
            )
            return
        self._build(self._concepts, ConceptStatement, fields, values)

    def add_relation(self, fields: Fields) -> None:
        """Take one relation."""
        values = self._values(fields, RELATION, "a relation")
        if self._is_complete(fields, values, ("source", "type", "target"), "relation"):
            self._build(self._relations, RelationStatement, fields, values)

    def not_ours(self, line: int, expected: str) -> None:
        """Note that the file holds nothing to load: an error where the user named it."""
        if self.file.named:
            self.findings.error("KG005", line, "The file holds no concepts or relations.", f"Expected {expected}.")
        else:
            self.findings.info("KG008", line, "The file holds no concepts or relations; skipped.")

    def _pass_over(self, document: Document, *, alone: bool) -> None:
        root = document.root
        line = root.line if root else 1
        if _has_list(root, "kinds") and _has_list(root, "types"):
            self.findings.info("KG008", line, "The file is an ontology; skipped.", "Use it with --ontology.")
        elif _is_marks(root):
            if self.file.named:
                self.findings.info("KG008", line, "The file says what is known; skipped.", "Use it with --known-file.")
        elif alone:
            if self.file.named:
                self.findings.found += document.findings.found
            self.not_ours(line, "a mapping with 'concepts' or 'relations'")
        else:
            self.findings.error(
                "KG005",
                line,
                "This document of the file holds no concepts or relations.",
                "Remove it, or give it 'concepts' or 'relations'.",
            )

    def _add_root(self, root: Fields) -> None:
        for key in root.values:
            if key not in _FILE_KEYS:
                self._unknown(root, key, _FILE_KEYS, "the file")
        own = root.values.get("format")
        if type(own) is Scalar and own.text == "kg":
            version = root.values.get("version", root)
            if integer(version) != _VERSION:
                wrong("version", version, f"{_VERSION}, the one that this kg reads", self.findings)
        self._add_items(root, "concepts", self.add_concept, "'- name: ...'")
        self._add_items(root, "relations", self.add_relation, "'- {source: ..., type: ..., target: ...}'")

    def _add_items(self, root: Fields, key: str, add: Callable[[Fields], None], form: str) -> None:
        node = root.values.get(key)
        if is_blank(node):
            return
        if type(node) is Items:
            for item in node.values:
                if type(item) is Fields:
                    add(item)
                else:
                    wrong(f"an item of {key}", item, f"a mapping, written as {form}", self.findings)
        else:
            wrong(key, node or root, "a list", self.findings)

    def _build(self, into: list[Any], model: type[Any], fields: Fields, values: dict[str, Any]) -> None:
        values["file"] = self.file.name
        values["line"] = fields.line
        if "evidence" in values:
            given = (self._evidence(one) if type(one) is Fields else one for one in values["evidence"])
            values["evidence"] = tuple(one for one in given if one is not None)
        if "pattern" in values and "confidence" not in values:
            message = "'pattern' says nothing without 'confidence'; it is left out."
            self.findings.warning("KG004", fields.lines.get("pattern", fields.line), message)
            del values["pattern"]
        if not values.get("evidence"):
            values["evidence"] = (Evidence(file=self.file.name, line=fields.line),)
        try:
            into.append(model(**values))
        except ValidationError as error:
            for problem in error.errors(include_url=False, include_context=False):
                key = str(problem["loc"][0])
                node = fields.values.get(key, fields)
                hint = problem["msg"].replace("Input should", "It should")
                self.findings.error("KG005", node.line, f"'{key}' is {described(node)}.", f"{hint}.")
                values.pop(key, None)
            # Without the wrong values: a concept left out would make every relation to it look wrong as well.
            into.append(model(**values))

    def _evidence(self, fields: Fields) -> Evidence | None:
        values = self._values(fields, EVIDENCE, "evidence")
        return Evidence(**values) if self._is_complete(fields, values, ("file", "line"), "evidence") else None

    def _values(self, fields: Fields, readers: Mapping[str, ValueReader], of_what: str) -> dict[str, Any]:
        """Return what the known keys hold, without those that hold nothing."""
        values = {}
        for key, node in fields.values.items():
            reader = readers.get(key)
            if reader is None:
                self._unknown(fields, key, tuple(readers), of_what)
            elif not is_blank(node):
                value = reader(key, node, self.findings)
                if value is not None:
                    values[key] = value
        return values

    def _is_complete(self, fields: Fields, values: Mapping[str, Any], keys: tuple[str, ...], noun: str) -> bool:
        """Tell whether the values have the keys that must be there, and note those that were never given."""
        complete = True
        for key in keys:
            if key in values:
                continue
            complete = False
            node = fields.values.get(key)
            if is_blank(node):  # anything else was noted when it was read
                is_word = type(node) is Scalar and node.null and node.text
                hint = f"Put it in quotes if that is the {key}." if is_word else f"Give it a '{key}'."
                self.findings.error("KG005", node.line if node else fields.line, f"The {noun} has no {key}.", hint)
        return complete

    def _unknown(self, fields: Fields, key: str, known: tuple[str, ...], of_what: str) -> None:
        line = fields.lines[key]
        if key == "<<":
            self.findings.error("KG002", line, "Merge keys ('<<') are not read.", "Write the keys out.")
        else:
            message = f"{shown(key)} is not a key of {of_what}; it is left out."
            self.findings.warning("KG004", line, message, key_hint(key, known))


@lru_cache(maxsize=256)
def key_hint(key: str, known: tuple[str, ...]) -> str:
    """Return a question naming the known key that is nearest, else a sentence naming them all."""
    near = get_close_matches(key.casefold(), known, n=1)
    return f"Did you mean '{near[0]}'?" if near else f"Known are {', '.join(known)}."


def _is_marks(root: Node | None) -> bool:
    """Tell whether this is what `kg known` writes (kg/known.py), which often stands among the notes."""
    form = root.values.get("format") if type(root) is Fields else None
    return type(form) is Scalar and form.text == "kg-known"


def _has_list(node: Node | None, *keys: str) -> bool:
    # A number under 'relations' is somebody else's statistics.
    return type(node) is Fields and any(
        key in node.values and (type(node.values[key]) is not Scalar or is_blank(node.values[key])) for key in keys
    )
