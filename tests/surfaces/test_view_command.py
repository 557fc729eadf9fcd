"""kg view and the options of kg export html: what is written, where, and what is refused."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from kg import Graph
from kg.errors import NotFound, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
NOTES = """
concepts:
  - {name: Überanpassung, kind: phenomenon, definition: "«Auswendig» gelernt: 学习."}
  - {name: Model, kind: model}
  - {name: Data, kind: data}
  - {name: Far Away, kind: concept}
relations:
  - {source: Überanpassung, type: USES, target: Model}
  - {source: Model, type: USES, target: Data}
  - {source: Far Away, type: USES, target: Überanpassung}
"""


class Shell(Protocol):
    def __call__(self, *arguments: str, code: int = 0, **environment: str) -> tuple[str, str]: ...


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """Give the path of a graph in a folder beside the current one."""
    place = tmp_path / "store" / "graph.kgl"
    place.parent.mkdir()
    notes = place.parent / "notes.yaml"
    notes.write_text(NOTES, encoding="utf-8")
    with Graph.open(place, root=place.parent) as opened:
        opened.load([notes])
    return place


@pytest.fixture
def shell(graph: Path, tmp_path: Path) -> Shell:
    """Give a function that runs kg in an empty folder of its own, and expects an exit code."""
    here, temporary = tmp_path / "here", tmp_path / "temporary"
    here.mkdir()
    temporary.mkdir()

    def run(*arguments: str, code: int = 0, **environment: str) -> tuple[str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *arguments],
            cwd=here,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "KG_STORE": str(graph),
                "TMPDIR": str(temporary),
                **environment,
            },
            capture_output=True,
            check=False,
            timeout=120,
        )
        out, said = done.stdout.decode(), done.stderr.decode()
        assert done.returncode == code, said
        assert "Traceback" not in said
        return out, said

    return run


def written(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def content(page: str) -> Any:
    return json.loads(page.split('id="content">')[1].split("</script>", maxsplit=1)[0])["details"]


def test_a_page_is_one_file_in_utf_8_whatever_the_locale(shell: Shell, tmp_path: Path) -> None:
    c_locale: dict[str, Any] = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    shell("export", "html", "-o", "page.html", **c_locale)
    assert written(tmp_path / "here") == ["page.html"]
    assert written(tmp_path / "temporary") == []
    text = (tmp_path / "here" / "page.html").read_text(encoding="utf-8")
    names = [one["name"] for one in content(text)["concepts"]]
    assert names == sorted(names)
    assert "Überanpassung" in names
    assert "«Auswendig» gelernt: 学习." in json.dumps(content(text), ensure_ascii=False)
    shell("export", "html", "-o", "usual.html")
    assert (tmp_path / "here" / "usual.html").read_text(encoding="utf-8") == text


def test_view_opens_a_private_page_and_writes_nothing_else(shell: Shell, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf %s "$1" > "{tmp_path}/opened"\n', encoding="utf-8")
    browser.chmod(0o755)
    out, said = shell("view", "überanpassung", "--title", "../Notes", BROWSER=str(browser))
    page = Path(out.strip())
    assert said == "Opened in the browser:\n"
    assert (tmp_path / "opened").read_text(encoding="utf-8") == page.as_uri()
    assert written(tmp_path / "here") == []
    assert written(tmp_path / "temporary") == [page.parent.name, f"{page.parent.name}/graph.html"]
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700
    text = page.read_text(encoding="utf-8")
    assert content(text)["goal"] == "überanpassung"
    assert "<title>../Notes</title>" in text


def test_view_says_when_there_is_no_browser_and_where_the_page_is(shell: Shell, tmp_path: Path) -> None:
    out, said = shell("view", BROWSER=str(tmp_path / "there is none"), PATH="/nowhere", DISPLAY="")
    assert said == "No browser could be opened; open this page:\n"
    assert Path(out.strip()).is_file()


def test_view_removes_pages_of_days_ago_and_nothing_else(shell: Shell, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    yesterday = time.time() - 30 * 60 * 60
    precious = tmp_path / "precious"
    for folder in (temporary / "kg-view-old", temporary / "kg-view-new", temporary / "other", precious):
        folder.mkdir()
        (folder / "graph.html").touch()
        if folder.name != "kg-view-new":
            os.utime(folder, (yesterday, yesterday))
    (temporary / "kg-view-link").symlink_to(precious)
    out, _ = shell("view", BROWSER="true")
    assert sorted(path.name for path in temporary.iterdir()) == sorted(
        ["kg-view-link", "kg-view-new", "other", Path(out.strip()).parent.name]
    )
    assert (precious / "graph.html").exists()


def test_a_view_that_fails_leaves_no_folder(shell: Shell, tmp_path: Path) -> None:
    _, said = shell("view", "Overfitting?", code=3)
    assert said.startswith("Error: There is no concept 'Overfitting?'.")
    assert written(tmp_path / "temporary") == []


def test_view_marks_what_is_known_and_an_export_only_what_its_file_names(shell: Shell, tmp_path: Path) -> None:
    shell("known", "add", "Data")
    names = tmp_path / "here" / "names.txt"
    names.write_text("# mine\nmodel\n", encoding="utf-8")
    out, _ = shell("view", BROWSER="true")
    assert content(Path(out.strip()).read_text(encoding="utf-8"))["known"] == ["data"]
    assert content(shell("export", "html")[0])["known"] == []
    assert content(shell("export", "html", "--known-file", "names.txt")[0])["known"] == ["model"]
    assert "There is no file" in shell("export", "html", "--known-file", "none.txt", code=3)[1]


def test_a_page_of_the_part_around_a_concept(shell: Shell) -> None:
    part = content(shell("export", "html", "--focus", "model", "--depth", "1")[0])
    assert [one["id"] for one in part["concepts"]] == ["data", "model", "überanpassung"]
    assert part["goal"] == "model"
    part = content(shell("export", "html", "--focus", "model", "--depth", "1", "--goal", "data")[0])
    assert part["goal"] == "data"
    _, said = shell("export", "html", "--focus", "data", "--depth", "1", "--goal", "Far Away", code=2)
    assert said == "Error: Far Away is more than 1 relation away from data.\nRaise --depth, or leave out --focus.\n"


def test_options_of_a_page_are_refused_for_other_formats(graph: Path, tmp_path: Path) -> None:
    with Graph.open(graph) as opened:
        options: list[tuple[str, dict[str, Any]]] = [
            ("--goal", {"goal": "Model"}),
            ("--title", {"title": "Notes"}),
            ("--layout", {"layout": "force"}),
            ("--all", {"whole": True}),
            ("--known-file", {"known_file": Path("names")}),
        ]
        for name, option in options:
            with pytest.raises(UsageError, match=f"json takes no {name}") as refused:
                opened.export("json", **option)
            assert refused.value.hint == "Only html takes it."
            with pytest.raises(UsageError, match=f"csv takes no {name}"):
                opened.write(tmp_path / "tables", "csv", **option)
        with pytest.raises(UsageError, match="no layout 'circle'"):
            opened.export("html", layout="circle")  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            opened.export("html", goal="Nothing")
        assert json.loads(opened.export("json", layout="levels"))["format"] == "kg"


def test_more_than_twenty_thousand_concepts_are_a_page_only_when_asked_for(tmp_path: Path) -> None:
    rows = "\n".join(f"c{number},Concept {number}" for number in range(20_001))
    (tmp_path / "concepts.csv").write_text(f"id,name\n{rows}\n", encoding="utf-8")
    (tmp_path / "relations.csv").write_text("source,type,target\nc1,USES,c2\n", encoding="utf-8")
    with Graph.open(tmp_path / "graph.kgl", root=tmp_path) as opened:
        opened.load([tmp_path / "concepts.csv", tmp_path / "relations.csv"])
        with pytest.raises(UsageError) as refused:
            opened.write(tmp_path / "page.html", "html", goal="c1")
        assert refused.value.message == (
            "The graph has 20,001 concepts; a page of more than 20,000 is large and slow to open."
        )
        assert refused.value.hint.startswith("Name a concept with --focus")
        assert not (tmp_path / "page.html").exists()
        assert len(content(opened.export("html", focus="c1"))["concepts"]) == 2
        assert len(content(opened.export("html", whole=True))["concepts"]) == 20_001


@pytest.mark.browser
def test_a_drawing_by_links_ends_its_lines_at_boxes(graph: Path, browse: Callable[..., Page]) -> None:
    with Graph.open(graph) as opened:
        page = browse(opened.export("html", layout="force"))
    found = page.evaluate(
        """() => kg.edges.get().map(edge => {
            const at = [];
            const note = (...point) => at.push(point.slice(-2));
            const drawn = kg.network.body.edges[edge.id].edgeType;
            drawn._line({beginPath() {}, stroke() {}, moveTo: note, lineTo: note, bezierCurveTo: note}, {});
            return [edge.from, edge.to].map((end, place) => {
                const {x, y, shape} = kg.network.body.nodes[end];
                const [there_x, there_y] = at.at(-place);
                return Math.max(Math.abs(there_x - x) - shape.width / 2, Math.abs(there_y - y) - shape.height / 2);
            });
        })"""
    )
    assert len(found) == 3
    assert [distance for ends in found for distance in ends if not -1 < distance < 7] == []
