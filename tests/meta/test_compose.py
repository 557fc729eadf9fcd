"""docker-compose.yml starts the Neo4j that README promises, and kg does the same job there."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PASSWORD = "a $trange/pass: word"
PROJECT = f"kg-test-{os.getpid()}"  # runs side by side do not end each other
pytestmark = [pytest.mark.neo4j, pytest.mark.timeout(600)]


def _compose() -> list[str] | None:
    """Return the command of compose: the plugin of Docker, else the program of its own."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if (
            shutil.which(command[0])
            and not subprocess.run([*command, "version"], capture_output=True, check=False).returncode
        ):
            return command
    return None


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """Start the server, and give the environment in which kg reaches it; on other ports where its own are taken."""
    compose = _compose()
    if compose is None:
        if request.config.getoption("--require-neo4j"):
            pytest.fail("--require-neo4j: compose is not there", pytrace=False)
        pytest.skip("compose is not there")
    ports, uri = {}, "neo4j://localhost"
    if _is_taken(7474) or _is_taken(7687):
        ports = {"NEO4J_HTTP_PORT": _free_port(), "NEO4J_BOLT_PORT": _free_port()}
        uri = f"bolt://localhost:{ports['NEO4J_BOLT_PORT']}"
    command = [*compose, "-p", PROJECT, "-f", str(ROOT / "docker-compose.yml")]
    environment = {**os.environ, **ports, "NEO4J_PASSWORD": PASSWORD}
    subprocess.run([*command, "up", "-d"], env=environment, check=True, capture_output=True)
    try:
        _wait_until_healthy([*command, "ps", "-q"], environment)
        yield {**environment, "NEO4J_URI": uri}
    finally:
        subprocess.run([*command, "down", "-v"], env=environment, check=True, capture_output=True)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def _wait_until_healthy(listing: list[str], environment: dict[str, str]) -> None:
    for _ in range(240):
        container = subprocess.run(listing, env=environment, check=True, capture_output=True, text=True).stdout.strip()
        health = subprocess.run(
            ["docker", "inspect", "-f", "{{.State.Health.Status}}", container],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        if health == "healthy":
            return
        time.sleep(1)
    raise AssertionError("the server did not become healthy")


def kg(*arguments: str, environment: dict[str, str], folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kg", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_command_prints_the_same_answer_there(server: dict[str, str], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "kg.toml").touch()
    here = {key: value for key, value in os.environ.items() if not key.startswith(("KG_", "NEO4J_"))}
    for environment in (here, server):
        assert "created" in kg("load", "data/", environment=environment, folder=tmp_path)
        assert "Nothing to write" in kg("load", "data/", environment=environment, folder=tmp_path)
    for command in (
        ["prereqs", "Transformer"],
        ["prereqs", "SGD", "--json"],
        ["show", "Optimizer"],
        ["search", "gradient"],
        ["path", "RAG", "Loss Function"],
        ["query", 'MATCH (:Concept {name: "Optimizer"})-[:USES]->(x) RETURN x.name'],
        ["query", 'MATCH (:Concept {name: "Transformer"})-[:IS_A]->(x) RETURN x.name'],
        ["query", "most-required"],
        ["export", "json"],
    ):
        answers = [kg(*command, environment=one, folder=tmp_path) for one in (here, server)]
        assert answers[0] == answers[1], command


def test_without_a_password_nothing_starts() -> None:
    compose = _compose()
    if compose is None:
        pytest.skip("compose is not there")
    environment = {key: value for key, value in os.environ.items() if key != "NEO4J_PASSWORD"}
    done = subprocess.run(
        [*compose, "-f", str(ROOT / "docker-compose.yml"), "config"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "NEO4J_PASSWORD" in done.stderr
