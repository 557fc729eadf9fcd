from __future__ import annotations

import json
import subprocess
import sys

import kg
from kg import errors, model, ontology

HEAVY = {"ftfy", "kglite", "neo4j", "networkx", "pyvis", "rapidfuzz", "rich", "typer", "yaml"}


def test_the_public_names_are_sorted_and_all_there() -> None:
    assert list(kg.__all__) == sorted(kg.__all__)
    assert [name for name in kg.__all__ if not hasattr(kg, name)] == []


def test_the_package_exports_the_graph_the_model_and_the_errors_and_no_more() -> None:
    names = set(kg.__all__)
    assert names >= {"Graph", "Concept", "Evidence", "Relation", *errors.__all__}
    assert names - {"Graph", *errors.__all__, *model.__all__, *ontology.__all__} == set()


def test_every_public_class_and_function_says_what_it_is() -> None:
    classes = [getattr(kg, name) for name in kg.__all__ if isinstance(getattr(kg, name), type)]
    assert kg.Graph in classes
    assert [one.__name__ for one in classes if not (one.__dict__.get("__doc__") or "").strip()] == []
    methods = [method for name, method in vars(kg.Graph).items() if not name.startswith("_")]
    assert [method for method in methods if not (getattr(method, "__doc__", None) or "").strip()] == []


def test_importing_the_package_loads_no_engine_and_nothing_that_draws() -> None:
    code = "import json, sys; import kg; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert HEAVY & set(json.loads(done.stdout)) == set()
