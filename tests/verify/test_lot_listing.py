"""What the checker lists as possible lots, counted by hand on the office."""

import pytest

from lotdesign.verify.lot_listing import list_possible_lots
from tests.rules.office import UNITS, Row, office, rule, unit


def listed(lots: int | None, *rules: Row, **tables: object) -> set[str]:
    """What may be a lot where there are so many, by the names of the units."""
    scenario = office(*rules, **tables)
    names = [each.id for each in scenario.units]
    found = ["".join(names[u] for u in each) for each in list_possible_lots(scenario, lots)]
    assert len(found) == len(set(found))
    return set(found)


@pytest.mark.parametrize(
    ("rules", "count"),
    [
        ([], 31),
        ([rule("separate", service="youth")], 16),
        ([rule("separate", service="centre")], 7 + 3),
        ([rule("apart", units=["a", "w"])], 31 - 8),
        ([rule("together", units=["a", "w"])], 15),
        ([rule("lot_size", max=2)], 15),
        ([rule("lot_size", min=4)], 6),
        ([rule("lot_value", max=50_000)], 9),
        ([rule("lot_value", min=50_000, max=50_000)], 3),
        ([rule("lot_value", max=30_000, services=["youth"])], 15),
    ],
)
def test_what_may_be_a_lot(rules: list[Row], count: int) -> None:
    """By hand: 31 sets of five units; alone, apart, tied, or of so many pounds."""
    assert len(listed(None, *rules)) == count


ON_A_MAP = [*UNITS[:4], unit("v", "contact", 40_000, "combe")]
BAND = rule("lot_value", min=40_000, max=60_000)


@pytest.mark.parametrize(
    ("units", "lots", "expected"),
    [
        (UNITS[:4], 2, {"ay", "bc", "abc", "y"}),
        (UNITS[:4], 3, set()),
        (ON_A_MAP, 2, set()),
        (ON_A_MAP, 3, {"ay", "bc", "abc", "y", "v"}),
    ],
)
def test_what_a_lot_leaves_can_be_cut_too(units: list[Row], lots: int, expected: set[str]) -> None:
    """Lots of £40,000 to £60,000 that connect: with B and Y together A is left alone."""
    assert listed(lots, rule("contiguous"), BAND, units=units) == expected
