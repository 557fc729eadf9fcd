"""Front matter: the YAML between two lines of `---` at the top of a page, and its values with their lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.tree import FindingLog

__all__ = ["FrontMatter", "Value", "read_front_matter"]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML may have been built without libyaml
_OPENING = re.compile(r"(---|\+\+\+)[ \t]*\n")
_MAX_NODES = 10_000


@dataclass(frozen=True, slots=True)
class Value:
    """A value as text, with its line in the page counted from 0."""

    text: str
    line: int


@dataclass(slots=True)
class FrontMatter:
    """Values by folded key; a list gives several, a mapping none. `lines` is how many lines of the page it takes."""

    values: dict[str, list[Value]] = field(default_factory=dict)
    lines: int = 0

    def first(self, *keys: str) -> Value | None:
        """Return the first value of the first of the keys that has one."""
        return next((self.values[key][0] for key in keys if self.values.get(key)), None)


def read_front_matter(text: str, findings: FindingLog) -> FrontMatter:
    """Return the front matter of a page, empty where it has none; broken YAML is a warning and is passed over."""
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter()
    fence = re.escape(opening[1])
    closing = re.compile(rf"^{fence}[ \t]*$" if fence != "---" else r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(
        text, opening.end()
    )
    if closing is None:
        return FrontMatter()  # a rule at the top of the page
    content = text[opening.end() : closing.start()]
    lines = text.count("\n", 0, closing.end()) + 1
    if opening[1] == "+++":
        findings.info("KG008", 1, "The front matter is TOML, which is not read.", "Write it as YAML, between '---'.")
        return FrontMatter(lines=lines)
    if ":" not in content:
        return FrontMatter()  # two rules with prose between them
    try:
        node = yaml.compose(content, Loader=_LOADER)
        return FrontMatter(dict(_values(node)) if isinstance(node, yaml.MappingNode) else {}, lines)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = 2 + (mark.line if mark else 0)
        problem = getattr(error, "problem", None) or "it nests too deep"
        findings.warning(
            "KG002",
            line,
            f"The front matter is not valid YAML: {problem}; it is left out.",
            "Put text with ': ' in quotes.",
        )
        return FrontMatter(lines=lines)


def _values(root: yaml.MappingNode) -> Iterator[tuple[str, list[Value]]]:
    for key, node in root.value:
        if isinstance(key, yaml.ScalarNode):
            yield key.value.strip().casefold().replace("_", " "), list(_scalars(node))


def _scalars(node: yaml.Node) -> Iterator[Value]:
    # `[[Page]]` without quotes is a list in a list, so lists are opened; the bound is for aliases of aliases.
    waiting = [node]
    seen = 0
    while waiting and seen < _MAX_NODES:
        seen += 1
        one = waiting.pop(0)
        if isinstance(one, yaml.SequenceNode):
            waiting[:0] = one.value
        elif isinstance(one, yaml.ScalarNode) and one.value.strip() and one.tag != "tag:yaml.org,2002:null":
            yield Value(" ".join(one.value.split()), one.start_mark.line + 1)
