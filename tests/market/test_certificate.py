"""What an award asks of its winners."""

from fractions import Fraction

import pytest

from lotdesign.market.certificate import ProviderLoad, compute_loads, find_overloads
from tests.rules.office import PROVIDERS, UNITS, Row, office, unit

LOTS = [(0, 1), (2,), (4,)]
VALUES = [Fraction(30_000_00), Fraction(61_000_01, 2), Fraction(50_000_00)]


def staffed(**limits: object) -> Row:
    """Units with 0.1 staff each, and limits on Big."""
    units = [row | {"tupe_fte": 0.1} for row in UNITS]
    return {"units": units, "providers": [PROVIDERS[0] | limits, *PROVIDERS[1:]]}


def test_a_load_adds_up_what_a_provider_wins() -> None:
    """Value, lots and staff are summed exactly, for winners alone."""
    found = compute_loads(office(**staffed()), LOTS, VALUES, (0, 1, 0))
    assert found == {
        0: ProviderLoad(Fraction(80_000_00), 2, Fraction(3, 10)),
        1: ProviderLoad(Fraction(61_000_01, 2), 1, Fraction(1, 10)),
    }


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({}, []),
        ({"capacity": 80_000, "max_lots": 2, "tupe_limit": 0.3}, []),
        ({"capacity": 79_999.99}, ["big is awarded more than its capacity"]),
        ({"max_lots": 1}, ["big is awarded more than 1 lot"]),
        ({"tupe_limit": 0.29}, ["big is asked to absorb more staff than it can"]),
    ],
)
def test_limits_are_inclusive_and_each_has_its_words(limits: Row, words: list[str]) -> None:
    """Capacity, lots and staff; a blank is no limit."""
    scenario = office(**staffed(**limits))
    assert list(find_overloads(scenario, compute_loads(scenario, LOTS, VALUES, (0, 1, 0)))) == words


def test_half_a_penny_over_capacity_is_over() -> None:
    """A mean market value need not be whole pennies."""
    for capacity, fits in ((30_500, False), (30_500.01, True)):
        scenario = office(**staffed(capacity=capacity))
        taken = compute_loads(scenario, LOTS, VALUES, (1, 0, 1))
        assert (list(find_overloads(scenario, taken)) == []) is fits


def test_all_that_is_wrong_is_told() -> None:
    """Three limits passed are three faults."""
    scenario = office(**staffed(capacity=1, max_lots=1, tupe_limit=0))
    assert (
        len(list(find_overloads(scenario, compute_loads(scenario, LOTS, VALUES, (0, 0, 0))))) == 3
    )


def test_an_award_has_a_winner_a_lot() -> None:
    """Fewer winners than lots are an error, not a smaller award."""
    with pytest.raises(ValueError, match="shorter"):
        compute_loads(office(), LOTS, VALUES, (0, 0))


def test_a_consortium_weighs_on_its_members_by_their_shares() -> None:
    """Value and staff by share, each lot as one lot of every member; its own lots come on top."""
    rows = [PROVIDERS[0], PROVIDERS[1] | {"services": "*"}]
    both = [{"id": "both", "members": ["big", "small"], "shares": ["75%", "25%"]}]
    units = [unit("a", "centre", 10_000, "ash", tupe_fte=4), unit("b", "centre", 20_000, "bree")]
    scenario = office(units=units, providers=rows, consortium=both)
    found = compute_loads(
        scenario, [(0,), (1,)], [Fraction(10_000_00), Fraction(20_000_00)], (2, 1)
    )
    assert found == {
        0: ProviderLoad(Fraction(7_500_00), 1, Fraction(3)),
        1: ProviderLoad(Fraction(22_500_00), 2, Fraction(1)),
    }
