"""kg as a user gets it: the wheel in an environment of its own, run from an empty folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
WHERE = "from kg.config import resource; print(resource('cypher')); print(resource('data'))"


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "NEO4J_", "PYTHON"))}
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=outside | {"PYTHONUTF8": "1"} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )


@pytest.fixture(scope="module", name="wheel")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Without hatchling at hand pip fetches it, as it does for a user.
    isolation = ["--no-build-isolation"] if find_spec("hatchling") else []
    build = ["-m", "pip", "wheel", "--quiet", "--no-deps", *isolation, "--wheel-dir", str(folder), str(ROOT)]
    done = run(sys.executable, *build, cwd=folder)
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module", name="installed")
def _installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an environment with the wheel; its dependencies are this environment's."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    python = home / SCRIPTS / "python"
    done = run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", wheel, cwd=home)
    assert done.returncode == 0, done.stderr
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    # A folder named in a .pth file has its own .pth files ignored: an editable kg in it stays out of sight.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / SCRIPTS


@pytest.mark.parametrize("folder", ["cypher", "data"])
def test_the_wheel_holds_every_query_and_the_notes(wheel: Path, folder: str) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert there
    assert {f"kg/{name}" for name in there} - names == set()


def test_the_wheel_holds_the_licence_and_says_that_it_is_typed(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "kg/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_holds_nothing_but_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"kg"}


def test_an_installed_wheel_finds_queries_and_data_inside_the_package(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "python", "-c", WHERE + "; import kg; print(kg.__file__)", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    queries, data, package = (Path(line) for line in done.stdout.splitlines())
    assert package.is_relative_to(installed.parent)
    assert (queries, data) == (package.parent / "cypher", package.parent / "data")


def test_a_checkout_finds_queries_and_data_beside_the_package(tmp_path: Path) -> None:
    done = run(sys.executable, "-c", WHERE, cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert done.stdout.splitlines() == [str(ROOT / "cypher"), str(ROOT / "data")], done.stderr


def test_an_installed_wheel_helps(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "kg", "--help", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert {"demo", "load", "query"} <= set(done.stdout.split())


def test_an_installed_wheel_gives_the_demo_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "kg", "demo", cwd=tmp_path, BROWSER="true")
    assert done.returncode == 0, done.stderr
    assert "Transformer" in done.stdout
    assert "Traceback" not in done.stderr
    (page,) = tmp_path.rglob("*.html")
    assert "Transformer" in page.read_text(encoding="utf-8")
