"""The errors of kg: data first, text second.

    KgError
    ├── InputError            findings of a load that was refused
    │   └── StrictRefusal     findings that only --strict refuses
    ├── NotFound              no such concept, query or file
    │   └── AmbiguousName     several concepts answer to the name
    ├── UsageError            a call that makes no sense (a missing parameter, an unknown format)
    ├── StoreUnavailable      unreachable, wrong password, broken or newer file
    │   └── StoreBusy         another process writes
    ├── QueryError            Cypher that the engine does not accept
    ├── QueryRefused          Cypher that the read gate does not let through
    └── QueryTimeout          Cypher that took longer than allowed

Every error carries one sentence that says what is wrong (`message`) and one that says what to do (`hint`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "AmbiguousName",
    "Finding",
    "InputError",
    "KgError",
    "NotFound",
    "QueryError",
    "QueryRefused",
    "QueryTimeout",
    "StoreBusy",
    "StoreUnavailable",
    "StrictRefusal",
    "UsageError",
]

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed in the input: an `error` refuses the load, a `warning` only under --strict, an `info` never.

    `code` is stable (`KG101`); `file` is relative to the root, `line` counts from 1; None where there is no one place.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    file: str | None = None
    line: int | None = None

    @property
    def where(self) -> str:
        """Return `file:line`, `file` or the empty string."""
        if self.file is None:
            return ""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{place}{self.severity} {self.code}: {self.message}{hint}"


class KgError(Exception):
    """Base of all errors that kg raises on purpose."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InputError(KgError):
    """A load that was refused; nothing was written. `findings` holds all of them, not the first only."""

    def __init__(self, findings: Sequence[Finding], message: str | None = None, hint: str = "") -> None:
        errors = sum(finding.severity == "error" for finding in findings)
        noun = "error" if errors == 1 else "errors"
        super().__init__(
            message or f"The load was refused because of {errors} {noun}; nothing was written.",
            hint or "Mend the places named above and load again.",
        )
        self.findings = tuple(findings)


class StrictRefusal(InputError):
    """A load with warnings under --strict; nothing was written."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(
            findings,
            f"The load was refused by --strict because of {len(findings)} finding{'s' * (len(findings) != 1)}; "
            "nothing was written.",
            "Mend the places named above, or load without --strict.",
        )


class NotFound(KgError):
    """No such concept, query or file; `nearest` holds up to three names that are close."""

    def __init__(self, what: str, name: str, nearest: Sequence[str] = (), hint: str = "") -> None:
        near = "Did you mean " + " or ".join(f"'{n}'" for n in nearest) + "?" if nearest else ""
        super().__init__(f"There is no {what} '{name}'.", near or hint)
        self.what = what
        self.name = name
        self.nearest = tuple(nearest)


class AmbiguousName(NotFound):
    """Several concepts answer to the name; `candidates` holds (id, name) of each."""

    def __init__(self, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        super().__init__("single concept", name, [identity for identity, _ in candidates])
        shown = ", ".join(f"{identity} ({title})" for identity, title in candidates[:10])
        more = f" and {len(candidates) - 10} more" if len(candidates) > 10 else ""  # noqa: PLR2004 - shown above
        self.candidates = tuple(candidates)
        self.message = f"'{name}' is the name of {len(candidates)} concepts: {shown}{more}."
        self.hint = "Name one of them by its id."


class UsageError(KgError):
    """A call that makes no sense as it stands."""


class StoreUnavailable(KgError):
    """The store cannot be reached or opened."""


class StoreBusy(StoreUnavailable):
    """Another process holds the store for writing; `holder` is its process id where it is known."""

    def __init__(self, message: str, hint: str = "", holder: int | None = None) -> None:
        super().__init__(message, hint)
        self.holder = holder


class QueryError(KgError):
    """Cypher that the engine does not accept; `line` and `column` count from 1, None where the engine gave no place."""

    def __init__(self, message: str, hint: str = "", line: int | None = None, column: int | None = None) -> None:
        super().__init__(message, hint)
        self.line = line
        self.column = column


class QueryRefused(KgError):
    """Cypher that the read gate does not let through; `reason` names what it found."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(f"The statement was refused: {reason}.", hint)
        self.reason = reason


class QueryTimeout(KgError):
    """Cypher that took longer than `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The query took longer than {seconds:g} s and was stopped.",
            "Make its pattern narrower, or raise --timeout.",
        )
        self.seconds = seconds
