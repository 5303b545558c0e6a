"""Units that no lot can hold."""

from collections.abc import Sequence

import pytest

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.lone_units import find_units_without_lot
from tests.rules.office import PLACES, UNITS, Row, office, rule, unit

CONNECTED = rule("contiguous") | {"id": "connected"}
SIZE = rule("lot_value", min=60_000) | {"id": "size"}
ISLE: Row = {
    "localities": [*PLACES, {"id": "isle", "name": "The Isle"}],
    "units": [*UNITS[:4], unit("i", "centre", 15_000, "isle"), unit("j", "youth", 5_000, "isle")],
}
"""Without supervised contact, which is authority-wide and may lie in the island's lot."""


def notes(*rules: Row, **tables: object) -> list[PreflightFinding]:
    """What is said of units without a lot."""
    return list(find_units_without_lot(office(*rules, **tables)))


def test_an_island_that_is_worth_too_little_is_told_with_names_and_amounts() -> None:
    """Both of its units at once, the most that they are worth, and both rules."""
    text = (
        "I and J: rule connected lets them share a lot with no other unit, so no lot that holds "
        "one of them is worth more than £20,000 a year, and rule size asks for £60,000 a year at "
        "least."
    )
    found = notes(CONNECTED, SIZE, **ISLE)
    assert found == [PreflightFinding("impossible", text, ("connected", "size"))]


@pytest.mark.parametrize(("least", "told"), [(20_000, False), ("20000.01", True)])
def test_to_the_penny(least: object, told: bool) -> None:
    """The island's £20,000."""
    assert bool(notes(CONNECTED, SIZE | {"min": least}, **ISLE)) is told


def test_what_is_authority_wide_may_lie_in_the_islands_lot() -> None:
    """With £50,000 of supervised contact it comes to £70,000."""
    assert not notes(CONNECTED, SIZE, **ISLE | {"units": [*ISLE["units"], UNITS[4]]})
    (found,) = notes(
        CONNECTED, SIZE | {"min": 70_001}, **ISLE | {"units": [*ISLE["units"], UNITS[4]]}
    )
    assert (
        "only 1 other unit, so no lot that holds one of them is worth more than £70,000"
        in found.text
    )


def test_rules_that_play_no_part_are_not_named() -> None:
    """What keeps youth work apart is of no concern to centres on the island."""
    found = notes(rule("procedure"), CONNECTED, SIZE, **ISLE)
    assert [note.rules for note in found] == [("connected", "size")]


@pytest.mark.parametrize(
    ("apart", "names"),
    [
        (rule("separate", service="youth"), ["Y"]),
        (rule("mix", allowed=[["centre", "contact"]]), ["Y"]),
        (rule("fixed", units=["a", "b"]), ["A and B"]),
        (rule("procedure"), ["W"]),
    ],
)
def test_services_and_procedures_keep_units_apart_too(apart: Row, names: list[str]) -> None:
    """£40,000 of youth work, £30,000 of A and B, £50,000 of supervised contact alone."""
    found = notes(apart, SIZE)
    assert [note.text.split(":")[0] for note in found] == names
    assert all(note.rules == (apart["id"], "size") for note in found)


def test_youth_work_is_cut_off_where_only_centres_lie_between() -> None:
    """Y in Ash and V in Combe do not touch, as no youth work lies in Bree."""
    units = [*UNITS[:4], unit("v", "youth", 40_000, "combe")]
    apart = rule("separate", service="youth")
    assert [note.rules for note in notes(apart, CONNECTED, SIZE, units=units)] == [
        ("separate", "connected", "size"),
        ("separate", "connected", "size"),
    ]
    assert notes(apart, SIZE, units=units) == []


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        (
            [rule("lot_value", max=45_000)],
            "No lot can hold W (£50,000 a year): rule lot_value allows £45,000 a year at most.",
        ),
        (
            [rule("lot_size", max=2), rule("together", units=["a", "b", "c"])],
            "No lot can hold A, B and C (3 units): rule lot_size allows 2 units at most, and rule "
            "together asks for one lot.",
        ),
    ],
)
def test_what_is_too_large_alone(rules: Sequence[Row], text: str) -> None:
    """A unit, or units that must share a lot."""
    assert [note.text for note in notes(*rules)] == [text]


def test_units_that_must_and_may_not_share_a_lot() -> None:
    """A and Y, a centre and youth work."""
    found = notes(rule("separate", service="youth"), rule("together", units=["a", "y"]))
    text = "A and Y must share a lot by rule together, and may not by rule separate."
    assert found == [PreflightFinding("impossible", text, ("together", "separate"))]


def test_a_band_of_some_services_is_for_their_lots_alone() -> None:
    """Lots of contact must reach £60,000, and W may be joined to others; youth alone may not."""
    assert not notes(SIZE | {"services": ["contact"]})
    found = notes(SIZE | {"services": ["youth"]}, rule("separate", service="youth"))
    assert [note.text[:2] for note in found] == ["Y:"]


def test_a_divided_unit_may_be_joined_to_what_its_parts_do_not_touch() -> None:
    """A lot with all parts counts as authority-wide, so no part is called an island's."""
    divided = [{"units": ["w"], "by": "equal"}]
    alone = [unit("a", "centre", 10_000, "ash"), UNITS[4]]
    assert not notes(CONNECTED, SIZE, units=alone, divide=divided, neighbours=[])


def test_nothing_is_said_where_lots_are_possible() -> None:
    """No finding without a reason."""
    assert notes(CONNECTED, SIZE, rule("lot_size", min=2)) == []
