"""Each format, read back by a reader that kg did not write."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import networkx as nx
import pytest

from kg.config import default_ontology
from kg.errors import UsageError
from kg.export import export_graph, write_csv
from kg.model import Concept, Evidence, GraphData, Relation

if TYPE_CHECKING:
    from pathlib import Path

    from kg.config import StoreAddress

ONTOLOGY = default_ontology()
HOSTILE = "a'b\"c\\u0027d\\'e;\n`f` <g>&#35; {{h}} \\"


def concept(identity: str, **fields: object) -> Concept:
    return Concept.model_validate({"id": identity, "name": identity.title(), **fields})


def relation(source: str, type_: str, target: str, **fields: object) -> Relation:
    return Relation.model_validate({"source": source, "type": type_, "target": target, **fields})


PROOF = Evidence(file="a.md", line=3, quote='so "it" is')
GRAPH = GraphData(
    concepts=(
        concept("gradient", definition=HOSTILE, url="https://example.org/?a=1&b=2", name=HOSTILE.replace("\n", " ")),
        concept("optimizer", kind="algorithm", aliases=("Optimiser", "Solver"), minutes=0, tags=("a",)),
        concept("梯度 x", evidence=(PROOF, Evidence(file="b.md", line=1))),
    ),
    relations=(
        relation("optimizer", "IS_A", "梯度 x", any_of="maths"),
        relation("optimizer", "REDUCES", "gradient", strength="soft"),
        relation("optimizer", "REQUIRES", "gradient", derived=True, via=("USES",)),
        relation("optimizer", "USES", "gradient", reason=HOSTILE, evidence=(PROOF,)),
        relation("梯度 x", "RELATED_TO", "gradient"),
    ),
)


def joined(values: object) -> str:
    return "|".join(map(str, values)) if isinstance(values, tuple) else str(values)


def flat_concepts(*names: str) -> dict[str, dict[str, str]]:
    """Return the fields of each concept that are filled, lists joined."""
    found = {one.id: {name: joined(getattr(one, name)) for name in names} for one in GRAPH.concepts}
    return {identity: {k: v for k, v in fields.items() if v not in ("", "None")} for identity, fields in found.items()}


def flat_relations(*names: str) -> set[tuple[str, ...]]:
    return {
        (*one.key, *("" if value in (None, ()) else joined(value) for value in (getattr(one, name) for name in names)))
        for one in GRAPH.relations
    }


CONCEPT_FIELDS = ("kind", "aliases", "definition", "minutes", "url", "tags", "evidence")
RELATION_FIELDS = ("strength", "reason", "any_of", "derived", "via", "evidence")


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_networkx_reads_every_field_from_xml(form: str) -> None:
    content = io.BytesIO(export_graph(GRAPH, ONTOLOGY, form).encode())
    graph: Any = nx.read_gexf(content) if form == "gexf" else nx.read_graphml(content)
    assert graph.is_directed()
    assert {node: data["label"] for node, data in graph.nodes(data=True)} == {
        one.id: one.name for one in GRAPH.concepts
    }
    read = {
        node: {name: str(data[name]) for name in CONCEPT_FIELDS if name in data}
        for node, data in graph.nodes(data=True)
    }
    assert read == flat_concepts(*CONCEPT_FIELDS)
    assert {
        (source, data["type"], target, *(str(data.get(name, "")) for name in RELATION_FIELDS))
        for source, target, data in graph.edges(data=True)
    } == flat_relations(*RELATION_FIELDS)


def test_gexf_has_the_colours_of_the_kinds() -> None:
    graph: Any = nx.read_gexf(io.BytesIO(export_graph(GRAPH, ONTOLOGY, "gexf").encode()))
    colour = graph.nodes["optimizer"]["viz"]["color"]
    assert "#{r:02x}{g:02x}{b:02x}".format(**colour) == ONTOLOGY.kinds["algorithm"].colour.lower()


def test_networkx_reads_node_link_with_lists_and_parallel_edges() -> None:
    graph: Any = nx.node_link_graph(json.loads(export_graph(GRAPH, ONTOLOGY, "node-link")), edges="edges")
    assert graph.is_directed()
    assert graph.is_multigraph()
    for one in GRAPH.concepts:
        data = graph.nodes[one.id]
        assert data["name"] == one.name
        for name in CONCEPT_FIELDS:
            value = getattr(one, name)
            plain = [str(item) for item in value] if isinstance(value, tuple) else value
            assert data.get(name) == (None if plain in ([], None) else plain)
    assert {
        (source, key, target, *(joined(tuple(v) if isinstance(v, list) else v) for v in fields))
        for source, target, key, data in graph.edges(keys=True, data=True)
        for fields in [[data.get(name, False if name == "derived" else "") for name in RELATION_FIELDS]]
    } == flat_relations(*RELATION_FIELDS)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib 7.6 uses its own deprecated class
def test_rdflib_reads_json_ld_as_skos_and_statements() -> None:
    rdflib = pytest.importorskip("rdflib")
    text = export_graph(GRAPH, ONTOLOGY, "jsonld")
    found = rdflib.Graph().parse(data=text, format="json-ld")
    skos, rdf, schema = rdflib.SKOS, rdflib.RDF, rdflib.Namespace("https://schema.org/")
    own = rdflib.Namespace("urn:x-kg:")
    node = {str(found.value(one, schema.termCode)): one for one in found.subjects(rdf.type, skos.Concept)}
    assert set(node) == {one.id for one in GRAPH.concepts}
    for one in GRAPH.concepts:
        here = node[one.id]
        assert str(found.value(here, skos.prefLabel)) == one.name
        assert {str(text) for text in found.objects(here, skos.altLabel)} == set(one.aliases)
        assert {str(text) for text in found.objects(here, schema.keywords)} == set(one.tags)
        assert {str(text) for text in found.objects(here, own.evidence)} == set(map(str, one.evidence))
        assert found.value(here, skos.definition, default=None) == (one.definition and rdflib.Literal(one.definition))
        assert str(found.value(here, own.kind)) == one.kind
    assert str(found.value(node["optimizer"], schema.timeRequired)) == "PT0M"
    assert list(found.objects(node["optimizer"], skos.broader)) == [node["梯度 x"]]
    assert list(found.objects(node["梯度 x"], skos.narrower)) == [node["optimizer"]]
    statements = {
        (
            str(found.value(found.value(one, rdf.subject), schema.termCode)),
            unquote(str(found.value(one, rdf.predicate)).removeprefix("urn:x-kg:type:")),
            str(found.value(found.value(one, rdf.object), schema.termCode)),
            *(
                str(found.value(one, own[name], default="False" if name == "derived" else "")).replace("true", "True")
                for name in RELATION_FIELDS
            ),
        )
        for one in found.subjects(rdf.type, rdf.Statement)
    }
    assert statements == flat_relations(*RELATION_FIELDS)


def test_csv_is_two_tables_that_a_spreadsheet_reads(tmp_path: Path) -> None:
    write_csv(tmp_path / "out", GRAPH)
    write_csv(tmp_path / "out.zip", GRAPH)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()
        }
    with (tmp_path / "out" / "concepts.csv").open(encoding="utf-8", newline="") as file:
        rows = {row.pop("id"): {k: v for k, v in row.items() if v} for row in csv.DictReader(file)}
    assert rows == flat_concepts("name", *CONCEPT_FIELDS)
    with (tmp_path / "out" / "relations.csv").open(encoding="utf-8", newline="") as file:
        edges = {tuple(row.values()) for row in csv.DictReader(file)}
    kept = ("strength", "reason", "any_of", "evidence", "confidence", "pattern")
    derived = {one.key for one in GRAPH.relations if one.derived}
    assert edges == {row for row in flat_relations(*kept) if row[:3] not in derived}


def test_csv_over_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file"):
        write_csv(tmp_path / "out", GRAPH)
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot 4.0 calls old names of pyparsing
def test_pydot_reads_every_field_and_arrows_lead_to_what_needs_the_other() -> None:
    pydot = pytest.importorskip("pydot")
    (graph,) = pydot.graph_from_dot_data(export_graph(GRAPH, ONTOLOGY, "dot"))

    def plain(text: str) -> str:
        return text.removeprefix('"').removesuffix('"').replace('\\"', '"').replace("\\\\", "\\")

    nodes = {plain(one.get_name()): one.get_attributes() for one in graph.get_nodes() if one.get_name() != "node"}
    assert {key: plain(data["label"]) for key, data in nodes.items()} == {one.id: one.name for one in GRAPH.concepts}
    read = {key: {n: plain(data[n]) for n in CONCEPT_FIELDS if n in data} for key, data in nodes.items()}
    assert read == flat_concepts(*CONCEPT_FIELDS)
    edges = {
        tuple(plain(one.get_attributes().get(n, "")) for n in ("source", "type", "target", "strength", "reason"))
        for one in graph.get_edges()
    }
    assert edges == {row for row in flat_relations("strength", "reason") if row[1] != "REQUIRES"}
    drawn = {
        (plain(one.get_source()), plain(one.get_destination()), plain(one.get("type"))) for one in graph.get_edges()
    }
    assert ("gradient", "optimizer", "USES") in drawn


def test_mermaid_has_a_line_for_each_concept_and_each_authored_relation_and_escapes_names() -> None:
    lines = [line.strip() for line in export_graph(GRAPH, ONTOLOGY, "mermaid").splitlines()]
    assert lines[0] == "flowchart LR"
    boxes = [line for line in lines if line.startswith("n") and "[" in line]
    assert len(boxes) == len(GRAPH.concepts)
    assert not set("<>`\\&{};") & set(boxes[0].replace("#", "").partition('["')[2].replace(";", ""))
    assert 'n0 -->|"uses"| n1' in lines
    assert sum("|" in line for line in lines) == sum(not one.derived for one in GRAPH.relations)


@pytest.mark.neo4j
def test_the_cypher_script_gives_neo4j_the_same_graph_and_twice_changes_nothing(neo4j_server: StoreAddress) -> None:
    from neo4j import GraphDatabase

    script = export_graph(GRAPH, ONTOLOGY, "cypher")
    with (
        GraphDatabase.driver(str(neo4j_server.uri), auth=(neo4j_server.user, neo4j_server.password or "")) as driver,
        driver.session() as session,
    ):
        session.run("MATCH (n) DETACH DELETE n").consume()
        for _ in range(2):
            for statement in script.split(";\n"):
                if statement.strip():
                    session.run(statement).consume()
        nodes = {
            record["c"]["id"]: (set(record["c"].labels), dict(record["c"]))
            for record in session.run("MATCH (c) RETURN c")
        }
        edges = {
            (record["a"], record["t"], record["b"], *(joined(tuple(v) if isinstance(v, list) else v) for v in values))
            for record in session.run(
                "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b, properties(r) AS p"
            )
            for values in [[record["p"].get(name, "") for name in RELATION_FIELDS]]
        }
        session.run("MATCH (n) DETACH DELETE n").consume()
    assert edges == flat_relations(*RELATION_FIELDS)
    assert nodes["optimizer"][0] == {"Concept", "Algorithm"}
    read = {
        key: {n: joined(tuple(v) if isinstance(v, list) else v) for n, v in data.items() if n != "id"}
        for key, (_, data) in nodes.items()
    }
    assert read == flat_concepts("name", *CONCEPT_FIELDS)


def test_a_type_that_cypher_cannot_take_unquoted_is_refused() -> None:
    graph = GraphData(concepts=GRAPH.concepts, relations=(relation("optimizer", "X`]->() //", "gradient"),))
    with pytest.raises(UsageError, match="cannot be written as Cypher"):
        export_graph(graph, ONTOLOGY, "cypher")


@pytest.mark.parametrize("form", ["cypher", "dot", "gexf", "jsonld", "mermaid", "node-link"])
def test_the_order_of_the_parts_does_not_matter(form: str) -> None:
    turned = GraphData(concepts=GRAPH.concepts[::-1], relations=GRAPH.relations[::-1])
    assert export_graph(turned, ONTOLOGY, form) == export_graph(GRAPH, ONTOLOGY, form)
