"""Ids made from names."""

import pytest

from lotdesign.importing.made_ids import make_id, make_ids


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Quay hub", "quay-hub"),
        ("St. Mary's & Café", "st-marys-and-cafe"),
        ("  ", "x"),
        ("日本", "x"),
        ("Stockdales Of Sale, Altrincham & District Ltd", "stockdales-of-sale-altrincham-and"),
        ("a" * 50, "a" * 40),
        ("a" * 40, "a" * 40),
    ],
)
def test_a_name_becomes_whole_words_in_small_letters(name: str, short: str) -> None:
    assert make_id(name) == short


def test_a_service_has_low_lines() -> None:
    assert make_id("Children's centre", "_") == "childrens_centre"


def test_the_same_id_is_numbered_and_none_is_taken_twice() -> None:
    assert make_ids(["Hub", "hub", "Hub 2", "HUB"], taken=["x"]) == [
        "hub",
        "hub-2",
        "hub-2-2",
        "hub-3",
    ]
