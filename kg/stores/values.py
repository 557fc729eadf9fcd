"""kglite's values in plain form."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING, Any

from kg.stores.plain import duration_text, node, relationship, temporal_text

if TYPE_CHECKING:
    from kg.stores.rewrite import Rewritten

__all__ = ["SCALARS", "Values"]

_NODE = frozenset({"id", "labels", "properties"})
_RELATIONSHIP = frozenset({"id", "start", "end", "type", "properties"})
_DURATION = frozenset({"months", "days", "seconds"})
_VIRTUAL = ("title", "type")
#: Types of values that are plain already.
SCALARS = frozenset({str, int, float, bool, type(None)})


class Values:
    """The values of one result: `note` every row first, fill `ids` for the `missing` ones, then ask for `plain`.

    kglite returns nodes and relationships as maps that name nodes by their place in memory, so a map of the same form
    that a statement makes itself is taken for one.
    """

    def __init__(self, statement: Rewritten) -> None:
        self.ids: dict[int, Any] = {}
        self._ends: set[int] = set()
        self._hidden = tuple(key for key in _VIRTUAL if not statement.mentions(key))

    @property
    def missing(self) -> set[int]:
        """Return the nodes that relationships end at and that came with no row."""
        return self._ends - self.ids.keys()

    def note(self, value: Any) -> None:
        """Remember the ids of all nodes in a value."""
        if type(value) in SCALARS:
            return
        if isinstance(value, dict):
            if _is_node(value):
                self.ids[value["id"]] = value["properties"].get("id")
            elif _is_relationship(value):
                self._ends |= {value["start"], value["end"]}
            else:
                for one in value.values():
                    self.note(one)
        elif isinstance(value, list):
            for one in value:
                self.note(one)

    def plain(self, value: Any) -> Any:
        """Return the plain form of a value."""
        if type(value) in SCALARS:
            return value
        if isinstance(value, list):
            return [self.plain(one) for one in value]
        if isinstance(value, date | time):
            return temporal_text(value)
        return self._plain_map(value) if isinstance(value, dict) else value

    def _plain_map(self, value: dict[str, Any]) -> Any:
        if _is_node(value):
            return node(self._id(value["id"]), value["labels"], self._stored(value["properties"]))
        if _is_relationship(value):
            return relationship(
                value["type"], self._id(value["start"]), self._id(value["end"]), self._stored(value["properties"])
            )
        if value.keys() >= _DURATION and value.keys() <= _DURATION | {"nanoseconds"}:
            return duration_text(value["months"], value["days"], value["seconds"], value.get("nanoseconds", 0))
        return {key: self.plain(one) for key, one in value.items() if not self._is_virtual(key, value)}

    def _id(self, place: int) -> Any:
        known = self.ids.get(place)
        return str(place) if known is None else known

    def _stored(self, properties: dict[str, Any]) -> dict[str, Any]:
        """Return the properties without the virtual ones: kglite cannot store a property of these names."""
        return {key: self.plain(one) for key, one in properties.items() if key not in _VIRTUAL}

    def _is_virtual(self, key: str, value: dict[str, Any]) -> bool:
        """Tell whether a key of `properties(n)` or `n {.*}` is not a stored one: a title that repeats the name."""
        if key not in self._hidden:
            return False
        return key == "type" or "id" in value or value.get("name") == value["title"]


def _is_node(value: dict[str, Any]) -> bool:
    return value.keys() == _NODE and isinstance(value["id"], int) and isinstance(value["properties"], dict)


def _is_relationship(value: dict[str, Any]) -> bool:
    return value.keys() == _RELATIONSHIP and isinstance(value["start"], int)
