"""The plain form of values that both stores return: JSON types, nodes and relationships as dictionaries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["duration_text", "node", "relationship", "temporal_text"]

_NANOSECONDS = 1_000_000_000


def node(identity: Any, labels: Iterable[str], properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain form of a node: labels and property keys sorted."""
    return {"id": identity, "labels": sorted(labels), "properties": dict(sorted(properties.items()))}


def relationship(type_: str, start: Any, end: Any, properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plain form of a relationship; `start` and `end` are ids of nodes, property keys are sorted."""
    return {"type": type_, "start": start, "end": end, "properties": dict(sorted(properties.items()))}


def temporal_text(value: date | time | datetime, nanosecond: int | None = None) -> str:
    """Return ISO 8601 text as Cypher's toString() writes it: no trailing zeros, `Z` for UTC, the zone in brackets.

    `nanosecond` replaces the microseconds of a value that has finer ones.

    >>> temporal_text(datetime(2024, 1, 2, 3, 4, 5, 250000))
    '2024-01-02T03:04:05.25'
    """
    if not isinstance(value, datetime | time):
        return value.isoformat()
    day = f"{value.date().isoformat()}T" if isinstance(value, datetime) else ""
    finest = value.microsecond * 1000 if nanosecond is None else nanosecond
    fraction = f".{finest:09d}".rstrip("0") if finest else ""
    zone = getattr(value.tzinfo, "key", None) or getattr(value.tzinfo, "zone", None)
    named = f"[{zone}]" if zone and zone != "UTC" else ""
    return f"{day}{value.hour:02d}:{value.minute:02d}:{value.second:02d}{fraction}{_offset(value.utcoffset())}{named}"


def duration_text(months: int, days: int, seconds: int, nanoseconds: int) -> str:
    """Return ISO 8601 text of a duration as Cypher's toString() writes it.

    >>> duration_text(14, 10, 45930, 250_000_000)
    'P1Y2M10DT12H45M30.25S'
    """
    years, months = _split(months, 12)
    total = seconds * _NANOSECONDS + nanoseconds
    hours, rest = _split(total, 3600 * _NANOSECONDS)
    minutes, rest = _split(rest, 60 * _NANOSECONDS)
    whole, fraction = _split(rest, _NANOSECONDS)
    sign = "-" if rest < 0 and whole == 0 else ""
    second = f"{sign}{whole}" + (f".{abs(fraction):09d}".rstrip("0") if fraction else "")
    day = "".join(f"{number}{unit}" for number, unit in ((years, "Y"), (months, "M"), (days, "D")) if number)
    clock = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M")) if number)
    clock += f"{second}S" if rest else ""
    return f"P{day}{'T' if clock else ''}{clock}" if day or clock else "PT0S"


def _split(number: int, size: int) -> tuple[int, int]:
    """Divide towards zero, so that both parts carry the sign."""
    quotient, rest = divmod(abs(number), size)
    return (quotient, rest) if number >= 0 else (-quotient, -rest)


def _offset(offset: timedelta | None) -> str:
    if offset is None:
        return ""
    if not offset:
        return "Z"
    seconds = int(offset.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    text = f"{sign}{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
    return f"{text}:{seconds % 60:02d}" if seconds % 60 else text
