"""Fixtures for all tests: stores of both engines, a browser, and an environment without the user's own stores."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from kg.config import StoreAddress
from kg.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.stores.base import Store

IMAGE = "neo4j:5.26-community"
PASSWORD = "kg-test-password"
ENGINES = [pytest.param("embedded"), pytest.param("neo4j", marks=pytest.mark.neo4j)]
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")

# How long an example takes says how busy the machine is, not whether kg is right.
settings.register_profile("kg", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kg")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--require-neo4j", action="store_true", help="fail, rather than skip, without a Neo4j server")
    parser.addoption("--require-browser", action="store_true", help="fail, rather than skip, without Chromium")
    parser.addoption(
        "--require-node", action="store_true", help="fail, rather than skip, without Node and its packages"
    )


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the user's own stores out of the environment."""
    for name in [name for name in os.environ if name == "KG_STORE" or name.startswith("NEO4J_")]:
        monkeypatch.delenv(name)


def _lack(request: pytest.FixtureRequest, option: str, reason: str) -> None:
    if request.config.getoption(option):
        pytest.fail(f"{option}: {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest) -> Iterator[StoreAddress]:
    """Give a Neo4j server: that of KG_TEST_NEO4J_URI, else one in a container, once a session."""
    uri = os.environ.get("KG_TEST_NEO4J_URI")
    if uri:
        yield _warm(StoreAddress(uri=uri, password=os.environ.get("KG_TEST_NEO4J_PASSWORD", PASSWORD)))
        return
    if not _docker_answers():
        _lack(request, "--require-neo4j", "no Neo4j server: Docker does not answer and KG_TEST_NEO4J_URI is not set")
    os.environ.setdefault("TC_MAX_TRIES", "240")
    # Its clean-up container would have to be fetched; the `with` below stops the server as well.
    os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from testcontainers.community.neo4j import Neo4jContainer

        container = Neo4jContainer(IMAGE, password=PASSWORD, username="neo4j")
        for name, value in {
            "NEO4J_server_memory_heap_initial__size": "512m",
            "NEO4J_server_memory_heap_max__size": "512m",
            "NEO4J_server_memory_pagecache_size": "128m",
        }.items():
            container.with_env(name, value)
        container.start()
    try:
        yield _warm(StoreAddress(uri=container.get_connection_url(), password=PASSWORD))
    finally:
        container.stop()


def _docker_answers() -> bool:
    docker = shutil.which("docker")
    return bool(docker) and subprocess.run([str(docker), "info"], capture_output=True, check=False).returncode == 0


def _warm(address: StoreAddress) -> StoreAddress:
    """Run the first queries, which take seconds on a fresh server, outside of any test's time."""
    with open_store(address, write=True) as store:
        store.ensure_schema()
        store.read("MATCH (c:Concept)-[r]->() RETURN c, r LIMIT 1")
        store.check_read("MATCH (c:Concept)-[:REQUIRES*]->(d) RETURN DISTINCT d.id")
    return address


def wipe(address: StoreAddress) -> StoreAddress:
    """Delete everything on a server, the schema too."""
    from neo4j import GraphDatabase

    with (
        GraphDatabase.driver(str(address.uri), auth=(address.user, address.password or "")) as driver,
        driver.session() as session,
    ):
        session.run("MATCH (n) DETACH DELETE n").consume()
        for record in list(session.run("SHOW CONSTRAINTS YIELD name RETURN name")):
            session.run(f"DROP CONSTRAINT `{record['name']}`").consume()
        for record in list(session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name")):
            session.run(f"DROP INDEX `{record['name']}` IF EXISTS").consume()
    return address


@pytest.fixture(params=ENGINES)
def store_address(request: pytest.FixtureRequest, tmp_path: Path) -> StoreAddress:
    """Give the address of an empty store, on each engine in turn."""
    if request.param == "embedded":
        return StoreAddress(path=tmp_path / "graph.kgl")
    return wipe(request.getfixturevalue("neo4j_server"))


@pytest.fixture
def store(store_address: StoreAddress) -> Iterator[Store]:
    """Give an empty store, open for writing, on each engine in turn."""
    with open_store(store_address, write=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def node_packages(request: pytest.FixtureRequest) -> Path:
    """Give the folder of the packages that `make node` installs from tests/node/package.json, all of them there."""
    folder = Path(__file__).parent / "node"
    installed = folder / "node_modules"
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    missing = sorted(name for name in wanted if not (installed / name).is_dir())
    if missing:
        _lack(request, "--require-node", f"no Node package {', '.join(missing)}: run make node")
    return installed


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Give a browser of Playwright's synchronous interface, once a session; tests that use it are marked `browser`."""
    executable = next((path for path in CHROMIUM if Path(path).exists()), None)
    if executable is None:
        _lack(request, "--require-browser", "no browser: Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=[
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()
