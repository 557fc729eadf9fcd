from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.config import default_ontology
from kg.errors import NotFound, UsageError
from kg.export import EXPORTERS, export_graph, write_text_atomically
from kg.model import Concept, ConceptId, Evidence, GraphData, Relation
from kg.ontology import Ontology

if TYPE_CHECKING:
    from pathlib import Path

ONTOLOGY = default_ontology()


def concept(identity: str, **fields: object) -> Concept:
    return Concept.model_validate({"id": identity, "name": identity.title(), **fields})


def relation(source: str, type_: str, target: str, **fields: object) -> Relation:
    return Relation.model_validate({"source": source, "type": type_, "target": target, **fields})


GRAPH = GraphData(
    concepts=(
        concept("optimizer", kind="algorithm", aliases=("Optimiser", "Solver"), minutes=0, tags=("a",)),
        concept("gradient", definition="Größe & <b>Richtung</b>\nzweite Zeile", url="https://example.org/?a=1&b=2"),
        concept("梯度", evidence=(Evidence(file="a.md", line=3, quote='so "it" is'), Evidence(file="b.md", line=1))),
    ),
    relations=(
        relation("optimizer", "USES", "gradient", reason="The way.", evidence=(Evidence(file="a.md", line=9),)),
        relation("optimizer", "REQUIRES", "gradient", derived=True, via=("USES",)),
        relation("optimizer", "REDUCES", "gradient", strength="soft", any_of="maths"),
        relation("梯度", "RELATED_TO", "gradient"),
    ),
)


def read_back(text: str) -> GraphData:
    """Return what the text says, by the shape that is documented alone."""
    document = json.loads(text)
    return GraphData.model_validate({key: document[key] for key in ("concepts", "relations")})


def authored(graph: GraphData) -> GraphData:
    return GraphData(
        concepts=tuple(sorted(graph.concepts, key=lambda one: one.id)),
        relations=tuple(sorted((one for one in graph.relations if not one.derived), key=lambda one: one.key)),
    )


# XML and Unicode have their own opinions on surrogates; they cannot be written as UTF-8 at all.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
filled = texts.filter(lambda text: bool(text.strip())).map(str.strip)
ids = st.sampled_from(["a", "b", "c-1", "梯度", "x|y", "__proto__"])


@st.composite
def graphs(draw: st.DrawFn) -> GraphData:
    members = draw(st.sets(ids, min_size=1))
    evidence = st.lists(st.builds(Evidence, file=filled, line=st.integers(1, 9), quote=texts), max_size=2).map(tuple)
    concepts = [
        Concept(
            id=ConceptId(identity),
            name=draw(filled),
            aliases=tuple(draw(st.lists(filled, max_size=2))),
            definition=draw(st.none() | filled),
            minutes=draw(st.none() | st.integers(0, 99)),
            evidence=draw(evidence),
        )
        for identity in sorted(members)
    ]
    keys = draw(
        st.sets(st.tuples(st.sampled_from(sorted(members)), st.sampled_from(sorted(ONTOLOGY.types)), ids), max_size=5)
    )
    relations = [
        relation(
            source, type_, target, reason=draw(st.none() | filled), strength=draw(st.sampled_from(["hard", "soft"]))
        )
        for source, type_, target in keys
        if target in members
    ]
    return GraphData(concepts=tuple(concepts), relations=tuple(relations))


@settings(deadline=None)
@given(graphs())
def test_json_gives_every_authored_fact_back_exactly(graph: GraphData) -> None:
    assert read_back(export_graph(graph, ONTOLOGY, "json")) == authored(graph)


def test_json_names_its_format_and_carries_the_ontology() -> None:
    document = json.loads(export_graph(GRAPH, ONTOLOGY, "json"))
    assert list(document) == ["format", "version", "ontology", "concepts", "relations"]
    assert (document["format"], document["version"]) == ("kg", 1)
    assert Ontology.model_validate(document["ontology"]) == ONTOLOGY


def test_json_has_a_line_for_each_fact_and_leaves_empty_fields_out() -> None:
    lines = [line.strip().rstrip(",") for line in export_graph(GRAPH, ONTOLOGY, "json").splitlines()]
    assert '{"id": "gradient", "name": "Gradient", "kind": "concept", ' in "\n".join(lines)
    assert '{"source": "梯度", "type": "RELATED_TO", "target": "gradient", "strength": "hard"}' in lines
    assert json.loads(next(line for line in lines if '"id": "optimizer"' in line))["minutes"] == 0


def test_json_of_nothing_is_a_graph_of_nothing() -> None:
    assert read_back(export_graph(GraphData(), ONTOLOGY, "json")) == GraphData()


@pytest.mark.parametrize("format_", sorted(EXPORTERS))
def test_the_order_of_the_parts_does_not_matter(format_: str) -> None:
    turned = GraphData(concepts=GRAPH.concepts[::-1], relations=GRAPH.relations[::-1])
    assert export_graph(turned, ONTOLOGY, format_) == export_graph(GRAPH, ONTOLOGY, format_)


def test_networkx_reads_the_graphml_back() -> None:
    text = export_graph(GRAPH, ONTOLOGY, "graphml")
    read = nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    assert read.is_directed()
    assert set(read) == {"optimizer", "gradient", "梯度"}
    assert read.nodes["optimizer"]["aliases"] == "Optimiser|Solver"
    assert read.nodes["optimizer"]["minutes"] == 0
    assert read.nodes["gradient"]["definition"] == "Größe & <b>Richtung</b>\nzweite Zeile"
    assert read.nodes["梯度"]["evidence"] == 'a.md:3: so "it" is|b.md:1'
    between = {data["type"]: data for data in read.get_edge_data("optimizer", "gradient").values()}
    assert sorted(between) == ["REDUCES", "REQUIRES", "USES"]
    assert {type_: data["derived"] for type_, data in between.items()} == {
        "REDUCES": False,
        "REQUIRES": True,
        "USES": False,
    }
    assert between["REQUIRES"]["via"] == "USES"
    assert between["USES"]["label"] == "uses"


@settings(max_examples=50, deadline=None)
@given(graphs())
def test_any_graph_makes_graphml_that_an_xml_reader_takes(graph: GraphData) -> None:
    text = export_graph(graph, ONTOLOGY, "graphml")
    read = nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    assert (read.number_of_nodes(), read.number_of_edges()) == (len(graph.concepts), len(graph.relations))


def test_characters_that_xml_cannot_hold_are_dropped_and_ids_stay_apart() -> None:
    graph = GraphData(concepts=(concept("a\x00b", definition="be\x07ll\ufffe"), concept("ab")))
    read = nx.read_graphml(io.BytesIO(export_graph(graph, ONTOLOGY, "graphml").encode()))
    assert dict(read.nodes(data="definition")) == {"a%0b": "bell", "ab": None}


def test_an_unknown_format_names_those_that_there_are() -> None:
    with pytest.raises(UsageError, match="graphml, json"):
        export_graph(GRAPH, ONTOLOGY, "docx")


def test_a_file_is_written_and_its_mode_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    write_text_atomically(path, "one\r\n")
    path.chmod(0o640)
    write_text_atomically(path, "zwei Größen\n")
    assert path.read_bytes() == "zwei Größen\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text_atomically(tmp_path / "new.txt", "")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o640


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "there" / "file.txt")
    write_text_atomically(link, "text")
    assert link.is_symlink()
    assert (tmp_path / "there" / "file.txt").read_text(encoding="utf-8") == "text"


def test_text_that_is_not_unicode_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UsageError, match="not valid Unicode"):
        write_text_atomically(path, "new \ud800")
    assert path.read_text(encoding="utf-8") == "old"


def test_a_failure_while_writing_leaves_nothing_behind(tmp_path: Path) -> None:
    code = (
        "import pathlib, resource, signal, sys\n"
        "from kg.errors import UsageError\n"
        "from kg.export import write_text_atomically\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_text_atomically(pathlib.Path(sys.argv[1]), 'x' * 100_000)\n"
        "except UsageError as error:\n"
        "    print(error.message)\n"
    )
    path = tmp_path / "graph.json"
    path.write_text("old", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "cannot be written" in done.stdout
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_and_a_folder_in_the_place_of_a_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no folder"):
        write_text_atomically(tmp_path / "nowhere" / "a.json", "")
    with pytest.raises(UsageError, match="is a folder"):
        write_text_atomically(tmp_path, "")


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write_text_atomically(pipe, "through")
        assert reader.communicate(timeout=30)[0] == b"through"
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_the_locale_does_not_matter(tmp_path: Path) -> None:
    code = (
        "import pathlib, sys\n"
        "from kg.export import write_text_atomically\n"
        "write_text_atomically(pathlib.Path(sys.argv[1]), 'Gr\\u00f6\\u00dfe \\u68af')\n"
    )
    path = tmp_path / "out.txt"
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    subprocess.run([sys.executable, "-c", code, str(path)], check=True, env=environment)
    assert path.read_text(encoding="utf-8") == "Größe 梯"
