"""Loading: statements of files are merged, compared with the store and written as one change.

The graph is a pure function of the statements of all files that were loaded (`merge`, `derive`), so the order of loads
does not matter; the store gives back the statements of the files that are not read again (`snapshot`).
"""

from kg.loader.load import FileRead, load, refuse, replace, unchanged
from kg.loader.report import Counts, LoadReport
from kg.loader.snapshot import Snapshot, read_bookkeeping, read_snapshot
from kg.loader.write import Change, apply_change

__all__ = [
    "Change",
    "Counts",
    "FileRead",
    "LoadReport",
    "Snapshot",
    "apply_change",
    "load",
    "read_bookkeeping",
    "read_snapshot",
    "refuse",
    "replace",
    "unchanged",
]
