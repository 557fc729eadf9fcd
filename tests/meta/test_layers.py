from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = """
import sys
from importlinter.cli import lint_imports

# A cache made before a module was there goes on naming its parent instead.
sys.exit(lint_imports(no_logo=True, no_cache=True))
"""


def test_imports_keep_to_the_layers() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_folder_of_the_package_says_what_it_is_for() -> None:
    folders = {path.parent for path in (ROOT / "kg").rglob("*.py")}
    silent = [
        folder.relative_to(ROOT).as_posix()
        for folder in sorted(folders)
        if not (folder / "__init__.py").is_file()
        or not (folder / "__init__.py").read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []
