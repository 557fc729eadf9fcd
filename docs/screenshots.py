"""Take the pictures of docs/images/ from the page of the bundled notes."""  # noqa: INP001 - a script, not a package

# It needs Chromium and Playwright, as the tests of the page do. The same page, browser and fonts give the same picture.

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from kg import Graph

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
PAPER = {"viewport": {"width": 760, "height": 980}, "bypass_csp": True}
#: A picture that is larger slows the README down.
MOST_BYTES = 300_000


@dataclass(frozen=True)
class Picture:
    """What is photographed: the address of the page, and the screen that it is on."""

    address: str
    screen: dict[str, Any]
    theme: str = "light"
    prints: bool = False


PICTURES = {
    "plan": Picture("#c=backpropagation&known=data,machine-learning,weight,bias", LAPTOP),
    "dark": Picture("#c=transformer", LAPTOP, theme="dark"),
    "focus": Picture("#c=loss&depth=1", LAPTOP),
    "table": Picture("#view=table&c=optimizer", LAPTOP),
    "phone": Picture("#c=gradient", PHONE),
    "print": Picture("#c=gradient&known=data,machine-learning", PAPER, prints=True),
}


def take(browser: Browser, page_file: Path, name: str, picture: Picture) -> Path:
    """Write one picture, and return where it is."""
    theme: Any = picture.theme
    context = browser.new_context(color_scheme=theme, reduced_motion="reduce", **picture.screen)
    page = context.new_page()
    page.goto(page_file.as_uri() + picture.address)
    page.wait_for_function("() => window.kg !== undefined")
    if picture.prints:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.add_style_tag(content="#sheet { padding: 44px 48px }")  # the margins of the paper
    page.wait_for_timeout(500)  # the canvas is drawn in the next frames
    path = IMAGES / f"{name}.png"
    page.screenshot(path=path)
    context.close()
    return path


def main(names: list[str]) -> None:
    """Take the pictures of these names, or all."""
    IMAGES.mkdir(exist_ok=True)
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "graph.html"
        with Graph.open(str(Path(folder) / "notes.kgl")) as graph:
            graph.load([ROOT / "data"])
            graph.write(page_file, "html", title="Machine learning notes")
        arguments = ["--headless", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for name in names or PICTURES:
            path = take(browser, page_file, name, PICTURES[name])
            size = path.stat().st_size
            sys.stdout.write(f"{path.relative_to(ROOT)}  {size:,} bytes\n")
            if size > MOST_BYTES:
                sys.exit(f"{path.name} has more than {MOST_BYTES:,} bytes. Show less of the page in it.")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
