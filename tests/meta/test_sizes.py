from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for path in (ROOT / "kg").rglob("*") if path.suffix in {".py", ".js", ".css"})
#: Only ever goes down.
MOST_LINES = 400


@pytest.mark.parametrize("module", [pytest.param(path, id=path.relative_to(ROOT).as_posix()) for path in MODULES])
def test_a_module_is_short_enough_to_be_read_in_one_go(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{lines} lines: give one of its jobs a module of its own"


def test_the_modules_were_found() -> None:
    assert ROOT / "kg" / "model.py" in MODULES
