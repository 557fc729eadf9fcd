from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg import Graph
from kg.config import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

    from kg.model import GraphData


@pytest.fixture(scope="session")
def ml_notes(tmp_path_factory: pytest.TempPathFactory) -> GraphData:
    """Give the graph of the notes that kg comes with."""
    with Graph.open(str(tmp_path_factory.mktemp("notes") / "notes.kgl")) as graph:
        graph.load([resource("data")])
        return graph.data()


@pytest.fixture
def browse(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Give a function that opens HTML as a file: `browse(text, theme="light", address="", **context)`.

    What else is given goes to the browser's context: viewport, has_touch, reduced_motion and the like.

    At the end, no page may have asked for anything but itself, and none may have said anything in the console.
    """
    contexts: list[BrowserContext] = []
    said: list[str] = []
    asked: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        said.append(f"{message.type}: {message.text}")

    def noted(request: Request) -> None:
        asked.append(request.url.split("#")[0])

    def make(text: str, *, theme: str = "light", address: str = "", **context: Any) -> Page:
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_bytes(text.encode())
        options = {"viewport": {"width": 1400, "height": 840}, "color_scheme": theme, **context}
        contexts.append(chromium.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: said.append(f"dialog: {dialog.message}"))
        page.on("request", noted)
        page.goto(path.as_uri() + address)
        page.wait_for_function("() => window.kg !== undefined")
        return page

    yield make
    own = [(tmp_path / f"page{number}.html").as_uri() for number in range(len(contexts))]
    for context in contexts:
        context.close()
    asked = [address for address in asked if not address.startswith(("blob:", "data:"))]  # what the page made itself
    assert list(dict.fromkeys(asked)) == own  # a page that is loaded anew asks for itself again
    assert said == []
