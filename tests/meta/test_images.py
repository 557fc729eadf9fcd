from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SHOWN = [(page, name) for page in PAGES for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text("utf-8"))]
#: A larger one slows the page down that shows it.
MOST_BYTES = 300_000


@pytest.mark.parametrize(("page", "name"), [pytest.param(*one, id=f"{one[0].name}-{one[1]}") for one in SHOWN])
def test_a_picture_that_a_page_shows_is_there_and_small(page: Path, name: str) -> None:
    data = (page.parent / name).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) <= MOST_BYTES


def test_every_picture_is_shown() -> None:
    assert {(page.parent / name).resolve() for page, name in SHOWN} == set((ROOT / "docs" / "images").glob("*.png"))
