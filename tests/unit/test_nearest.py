"""Names that are close to one that was not found, and those that only share letters with it."""

from __future__ import annotations

import pytest

from kg.nearest import nearest_names

NAMES = ["Gradient", "Gradient Descent", "Chapter on Asset Prices", "Freqüência Cardíaca", "梯度下降", "CDKs"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Gradiant", ["Gradient", "Gradient Descent"]),
        ("descent", ["Gradient Descent"]),
        ("CDK6", ["CDKs"]),
        ("梯度", ["梯度下降"]),
        ("C3aR", []),
        ("scar", []),
    ],
)
def test_a_few_letters_within_a_long_name_are_not_near(name: str, near: list[str]) -> None:
    assert nearest_names(name, NAMES) == near
