"""What only the embedded store has: one file, one writer, crashes, and an engine that bounds paths."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import kglite
import pytest

from kg.config import StoreAddress
from kg.errors import QueryError, QueryRefused, StoreBusy, StoreUnavailable
from kg.stores import embedded, open_store
from kg.stores.base import Statement
from kg.stores.rewrite import BOUND, rewrite

if TYPE_CHECKING:
    from pathlib import Path

ADD = Statement("UNWIND $ids AS id MERGE (c:Concept {id: id}) SET c.name = toUpper(id)", {"ids": ["a", "b"]})


def _filled(path: Path) -> StoreAddress:
    address = StoreAddress(path=path)
    with open_store(address, write=True) as store:
        store.write([ADD])
    return address


def _ids(address: StoreAddress) -> list[str]:
    with open_store(address) as store:
        return [row[0] for row in store.read("MATCH (c:Concept) RETURN c.id AS id ORDER BY id").rows]


def _chain(path: Path, length: int) -> StoreAddress:
    address = StoreAddress(path=path)
    with open_store(address, write=True) as store:
        store.write(
            [
                Statement("UNWIND range(0, $last) AS n CREATE (:Concept {id: 'c' + n, name: 'C'})", {"last": length}),
                Statement(
                    "UNWIND range(1, $last) AS n MATCH (a:Concept {id: 'c' + (n - 1)}) MATCH (b:Concept {id: 'c' + n}) "
                    "CREATE (a)-[:REQUIRES]->(b)",
                    {"last": length},
                ),
            ]
        )
    return address


def _python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize(
    ("statement", "count"),
    [
        ("MATCH (:Concept {id: 'c0'})-[:REQUIRES*]->(x) RETURN count(DISTINCT x) AS k", 30),
        ("MATCH (:Concept {id: 'c0'})-[*]->(x) RETURN count(DISTINCT x) AS k", 30),
        ("MATCH (:Concept {id: 'c0'})-[:REQUIRES*11..]->(x) RETURN count(DISTINCT x) AS k", 20),
        ("MATCH (x)<-[ r : REQUIRES * ]-(:Concept {id: 'c0'}) RETURN count(DISTINCT x) AS k", 30),
        ("MATCH p = shortestPath((:Concept {id: 'c0'})-[*]-(:Concept {id: 'c30'})) RETURN length(p) AS k", 30),
        ("MATCH (:Concept {id: 'c0'})-[:REQUIRES*1..3]->(x) RETURN count(DISTINCT x) AS k", 3),
        ("MATCH (:Concept {id: 'c0'})-[:REQUIRES*2]->(x) RETURN count(DISTINCT x) AS k", 1),
        ("MATCH (:Concept {id: 'c0'})-[:REQUIRES*..4]->(x) RETURN count(DISTINCT x) AS k", 4),
    ],
)
def test_paths_of_any_length_are_followed_to_their_end(tmp_path: Path, statement: str, count: int) -> None:
    with open_store(_chain(tmp_path / "chain.kgl", 30)) as store:
        assert store.read(statement).rows == ((count,),)


def test_a_path_that_the_engine_would_cut_is_refused(tmp_path: Path) -> None:
    address = _chain(tmp_path / "chain.kgl", 3)
    with open_store(address) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.stores.rewrite._bounds", lambda _: [])
        with pytest.raises(QueryRefused, match="any length"):
            store.read("MATCH (:Concept {id: 'c0'})-[*]->(x) RETURN x.id AS id")


@pytest.mark.parametrize(
    "statement",
    [
        "RETURN 2 * 3 AS x, [1 * 2][0] AS y, 5 -[1][0] AS z",
        "RETURN '-[*]->' AS x",
        "RETURN 1 AS `-[*]->`",
        "MATCH (a)-[r:USES*1..3]->(b) RETURN *",
        "MATCH (a)-[r:USES {x: 2 * 3}]->(b) RETURN count(*)",
    ],
)
def test_other_stars_stay_as_they_are(statement: str) -> None:
    assert rewrite(statement).text == statement


def test_the_place_of_an_error_is_that_in_the_original() -> None:
    rewritten = rewrite("MATCH (a)\nMATCH (a)-[*]->(b) RETURN x y")
    assert rewritten.text.splitlines()[1] == f"MATCH (a)-[*1..{BOUND}]->(b) RETURN x y"
    assert rewritten.place(2, rewritten.text.splitlines()[1].index("y") + 1) == (2, 29)


def test_columns_keep_the_names_that_were_written(tmp_path: Path) -> None:
    with open_store(_chain(tmp_path / "chain.kgl", 2)) as store:
        result = store.read("MATCH (c:Concept {id: 'c0'}) RETURN size([(c)-[*]->(x) | x.id]), keys(c)")
    assert result.columns == ("size([(c)-[*]->(x) | x.id])", "keys(c)")
    assert result.rows == ((2, ["id", "name"]),)


def test_names_in_any_script_need_no_quotes_outside_patterns(tmp_path: Path) -> None:
    with open_store(_chain(tmp_path / "chain.kgl", 2)) as store:
        result = store.read("MATCH (c:Concept {id: 'c0'}) WITH c AS größe RETURN größe.id, größe.name AS 名前")
    assert result.columns == ("größe.id", "名前")
    assert result.rows == (("c0", "C"),)


def test_names_in_another_script_inside_a_pattern_are_refused_with_the_way_out(tmp_path: Path) -> None:
    """kglite 0.21 takes ASCII names only in patterns, quoted or not; when this fails, the gap is closed."""
    with open_store(_chain(tmp_path / "chain.kgl", 2)) as store, pytest.raises(QueryError, match="Neo4j does"):
        store.read("MATCH (größe:Concept) RETURN 1 AS x")


def test_a_graph_never_written_leaves_no_file(tmp_path: Path) -> None:
    address = StoreAddress(path=tmp_path / "graph.kgl")
    with open_store(address, write=True) as store:
        store.ensure_schema()
    assert not (tmp_path / "graph.kgl").exists()
    with pytest.raises(StoreUnavailable, match=r"no graph at .*graph\.kgl yet.*kg load"):
        open_store(address)


def test_commits_that_only_the_log_holds_are_read(tmp_path: Path) -> None:
    address = _filled(tmp_path / "graph.kgl")
    killed = _python(
        "import kglite, os, sys\n"
        "graph = kglite.open(sys.argv[1])\n"
        "graph.cypher(\"CREATE (:Concept {id: 'c', name: 'C'})\")\n"
        "os.kill(os.getpid(), 9)\n",
        str(address.path),
    )
    killed.communicate()
    assert killed.returncode == -9
    assert _ids(address) == ["a", "b", "c"]


def test_a_writer_killed_before_it_saved_leaves_the_graph_as_it_was(tmp_path: Path) -> None:
    address = _filled(tmp_path / "graph.kgl")
    killed = _python(
        "import os, sys\n"
        "from pathlib import Path\n"
        "from kg.config import StoreAddress\n"
        "from kg.stores import open_store\n"
        "from kg.stores.base import Statement\n"
        "def statements():\n"
        "    yield Statement(\"CREATE (:Concept {id: 'c', name: 'C'})\")\n"
        "    os.kill(os.getpid(), 9)\n"
        "open_store(StoreAddress(path=Path(sys.argv[1])), write=True).write(statements())\n",
        str(address.path),
    )
    killed.communicate()
    assert killed.returncode == -9
    assert _ids(address) == ["a", "b"]
    with open_store(address, write=True) as store:
        store.write([Statement("CREATE (:Concept {id: 'd', name: 'D'})")])
    assert _ids(address) == ["a", "b", "d"]


def test_readers_read_while_another_process_writes_and_a_second_writer_is_told_who(tmp_path: Path) -> None:
    address = _filled(tmp_path / "graph.kgl")
    writer = _python(
        "import kglite, sys\n"
        "graph = kglite.open(sys.argv[1])\n"
        "graph.cypher(\"CREATE (:Concept {id: 'c', name: 'C'})\")\n"
        "print('ready', flush=True)\n"
        "sys.stdin.read()\n"
        "graph.close()\n",
        str(address.path),
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    assert _ids(address) == ["a", "b"]
    with pytest.raises(StoreBusy, match=f"process {writer.pid}") as busy:
        open_store(address, write=True)
    assert busy.value.holder == writer.pid
    writer.communicate("")
    assert _ids(address) == ["a", "b", "c"]


@pytest.mark.parametrize("content", [b"", b"garbage" * 100])
@pytest.mark.parametrize("write", [False, True])
def test_a_file_that_is_no_graph_is_unavailable(tmp_path: Path, content: bytes, write: bool) -> None:  # noqa: FBT001 - parameter of the test
    path = tmp_path / "graph.kgl"
    path.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"graph\.kgl cannot be used"):
        open_store(StoreAddress(path=path), write=write)
    assert path.read_bytes() == content


def test_half_a_graph_is_unavailable(tmp_path: Path) -> None:
    address = _filled(tmp_path / "graph.kgl")
    assert address.path is not None
    content = address.path.read_bytes()
    address.path.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreUnavailable, match=r"graph\.kgl cannot be used"):
        open_store(address)


def test_a_folder_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="is a folder"):
        open_store(StoreAddress(path=tmp_path))


def test_a_graph_in_a_folder_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="no folder"):
        open_store(StoreAddress(path=tmp_path / "no" / "graph.kgl"), write=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_unavailable(tmp_path: Path) -> None:
    address = _filled(tmp_path / "graph.kgl")
    assert address.path is not None
    address.path.chmod(0)
    with pytest.raises(StoreUnavailable, match="cannot be used"):
        open_store(address)


def test_a_store_open_for_reading_does_not_write(tmp_path: Path) -> None:
    with open_store(_filled(tmp_path / "graph.kgl")) as store, pytest.raises(StoreUnavailable, match="reading only"):
        store.write([ADD])


def test_what_is_written_without_a_commit_is_not_in_the_file(tmp_path: Path) -> None:
    """A save that fails (here: the folder is gone) leaves the store as the file is."""
    folder = tmp_path / "folder"
    folder.mkdir()
    address = _filled(folder / "graph.kgl")
    with open_store(address, write=True) as store:
        folder.rename(tmp_path / "moved")
        with pytest.raises(StoreUnavailable):
            store.write([Statement("CREATE (:Concept {id: 'c', name: 'C'})")])
        (tmp_path / "moved").rename(folder)
        assert len(store.read("MATCH (c:Concept) RETURN c.id AS id").rows) == 2
    assert _ids(address) == ["a", "b"]


def test_every_error_of_kglite_is_mapped() -> None:
    classes = {kglite.KgError}
    while True:
        more = {sub for one in classes for sub in one.__subclasses__()} - classes
        if not more:
            break
        classes |= more
    assert len(classes) > 20
    assert {one.__name__ for one in classes if one not in embedded.ERRORS} == set()
