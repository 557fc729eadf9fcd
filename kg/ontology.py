"""The ontology: which kinds and relation types there are, what they are called, and what must be known first."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

__all__ = ["Kind", "Ontology", "RelationType"]

Label = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9]*$")]
TypeName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]

#: Labels that kg itself gives to nodes; no kind may take them.
RESERVED_LABELS = frozenset({"Concept", "KgSource", "KgMeta", "KgLoad"})

#: The estimate for a concept that gives no time, of a kind that gives none.
UNKNOWN_MINUTES = 20


class Kind(BaseModel):
    """A kind of concept: its second label in the store, its colour in drawings, and what a learner needs for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: Label
    colour: Colour
    minutes: int | None = Field(default=None, ge=0, description="estimate for a concept that gives none")


class RelationType(BaseModel):
    """A type of relation, in words both ways, with its algebra and its meaning for a learner."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    inverse: str
    acyclic: bool = False
    symmetric: bool = False
    known_first: Literal["source", "target", "neither"] = "neither"


class Ontology(BaseModel):
    """Kinds by name (`algorithm`) and relation types by name (`USES`).

    Raises:
        pydantic.ValidationError: a label or type name is not of the form Cypher takes unquoted, REQUIRES is missing or
            does not mean that the target is known first, or two kinds share a label.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kinds: dict[str, Kind]
    types: dict[TypeName, RelationType]

    @model_validator(mode="after")
    def _check(self) -> Ontology:
        requires = self.types.get("REQUIRES")
        if requires is None or requires.known_first != "target" or not requires.acyclic:
            raise ValueError("'types' needs REQUIRES with 'known_first: target' and 'acyclic: true'")
        labels = [kind.label for kind in self.kinds.values()]
        taken = sorted({label for label in labels if labels.count(label) > 1 or label in RESERVED_LABELS})
        if taken:
            raise ValueError(f"labels used twice or reserved: {', '.join(taken)}")
        return self

    @property
    def text(self) -> str:
        """Return the canonical JSON text, which the store keeps."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of `text` in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def label_of(self, kind: str) -> str | None:
        """Return the node label of a kind, None when the ontology does not know it."""
        known = self.kinds.get(kind)
        return known.label if known else None

    def estimate(self, kind: str) -> int:
        """Return the minutes to learn a concept that gives none itself: 20 where its kind gives none either."""
        known = self.kinds.get(kind)
        return UNKNOWN_MINUTES if known is None or known.minutes is None else known.minutes

    def needs(self, source: str, type_: str, target: str) -> tuple[str, str] | None:
        """Return (dependant, prerequisite) that the relation implies, None when it implies nothing.

        >>> from kg.config import default_ontology
        >>> default_ontology().needs("block", "PART_OF", "transformer")
        ('transformer', 'block')
        """
        match self.types[type_].known_first:
            case "target":
                return source, target
            case "source":
                return target, source
            case _:
                return None

    def sentence(self, source: str, type_: str, target: str) -> str:
        """Return a relation between two names in words.

        >>> from kg.config import default_ontology
        >>> default_ontology().sentence("SGD", "IS_A", "Optimizer")
        'SGD is an Optimizer'
        """
        known = self.types.get(type_)
        label = known.label if known else type_.lower().replace("_", " ")
        if label.endswith(" a") and target[:1].lower() in "aeiou":
            label += "n"
        return f"{source} {label} {target}"
