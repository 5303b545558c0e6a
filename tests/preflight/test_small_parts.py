"""Small parts of the map of which every way to cut them is tried."""

import pytest

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.small_parts import find_uncut_small_parts
from lotdesign.verify.impossibility import is_ruled_out
from tests.rules.office import Row, office, rule, unit

CONNECTED = rule("contiguous") | {"id": "connected"}
BAND = rule("lot_value", min=40_000, max=70_000) | {"id": "band"}


def notes(*rules: Row, **tables: object) -> list[PreflightFinding]:
    """What is said of small parts of the office; the checker agrees."""
    scenario = office(*rules, **tables)
    found = list(find_uncut_small_parts(scenario))
    assert is_ruled_out(scenario) or not found
    return found


def row(*budgets: int) -> list[Row]:
    """Centres in Ash, Bree and Combe, which touch in a row."""
    places = ("ash", "bree", "combe")
    return [
        unit(place[0], "centre", budget, place)
        for place, budget in zip(places, budgets, strict=True)
    ]


def test_ends_that_can_only_join_what_is_too_large_for_both() -> None:
    """£25,000, £60,000 and £25,000: two lots of £55,000 would do, but the middle is one unit."""
    text = (
        "A, B and C cannot be cut into lots: no way to share them out keeps rules connected and "
        "band."
    )
    found = notes(CONNECTED, BAND, units=row(25_000, 60_000, 25_000))
    assert found == [PreflightFinding("impossible", text, ("connected", "band"))]


@pytest.mark.parametrize("budgets", [(25_000, 25_000, 60_000), (40_000, 60_000, 40_000)])
def test_what_can_be_cut_is_not_told(budgets: tuple[int, ...]) -> None:
    """Neighbours joined, or each alone."""
    assert notes(CONNECTED, BAND, units=row(*budgets)) == []


def test_units_that_must_share_a_lot_are_kept_together() -> None:
    """A and C alone make £50,000; with B they are too much, and B may stay alone."""
    units = row(25_000, 60_000, 25_000)
    assert notes(BAND, units=units) == []
    assert notes(BAND, rule("together", units=["a", "c"]), units=units) == []
    (found,) = notes(BAND, rule("together", units=["a", "b"]), units=row(20_000, 45_000, 25_000))
    assert found.rules == ("band", "together")


def test_what_others_may_join_is_left_to_a_search() -> None:
    """Supervised contact of £50,000 may lie in any lot."""
    units = [*row(25_000, 60_000, 25_000), unit("w", "contact", 15_000)]
    assert notes(CONNECTED, BAND, units=units) == []


def test_more_units_than_can_be_tried_are_left_to_a_search() -> None:
    """Eleven units of £25,000 make no lots of £60,000 to £70,000, which nobody tries."""
    units = [unit(f"u{i}", "centre", 25_000, "ash") for i in range(11)]
    assert notes(BAND | {"min": 60_000}, units=units) == []
    (found,) = notes(BAND | {"min": 60_000}, units=units[:10])
    assert found.rules == ("band",)
