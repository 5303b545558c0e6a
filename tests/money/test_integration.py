"""What a lot saves where it joins services."""

import pytest

from lotdesign.money.lot_cost import LotAccount, compute_lot_account, list_integration_savings
from tests.rules.office import DIVIDED, Row, office


def lot(units: str, **money: object) -> LotAccount:
    """The account of a lot of the office under these settings."""
    scenario = office(money=money)
    return compute_lot_account(scenario, tuple(sorted(scenario.find_positions(units.split()))))


@pytest.mark.parametrize(
    ("units", "saved"),
    [
        ("a y", 100_00),  # all centres and youth work in Ash
        ("a b c y", 100_00),  # Bree and Combe have no youth work
        ("a b c", 0),
        ("y", 0),
        ("a y w", 100_00),
    ],
)
def test_integration_needs_all_units_of_a_locality_one_of_each_at_least(
    units: str, saved: int
) -> None:
    """£100 for each locality in which a lot joins centres with youth work."""
    found = lot(units, integration=[{"services": ["centre", "youth"], "annual": 100}])
    assert found.gross[0] - found.paid[0] == saved


def test_a_unit_left_out_earns_nothing() -> None:
    """With two centres in Ash, one of them with the youth work is not all."""
    units: list[Row] = [
        {"id": name, "name": name, "service": service, "annual_budget": 1, "locality": "ash"}
        for name, service in (("a", "centre"), ("b", "centre"), ("y", "youth"))
    ]
    money: Row = {"integration": [{"services": ["centre", "youth"], "annual": 100}]}
    scenario = office(units=units, money=money)
    lots = ((0, 2), (0, 1), (0, 1, 2))
    assert [list_integration_savings(scenario, held)[0] for held in lots] == [0, 0, 100_00]


def test_parts_of_a_divided_unit_integrate_in_their_locality() -> None:
    """B with W in Bree saves £7; all parts with all centres save it in three places."""
    money: Row = {"integration": [{"services": ["centre", "contact"], "annual": 7}]}
    scenario = office(money=money, divide=DIVIDED)
    for units, saved in (("b w@bree", 7_00), ("b w@ash", 0), ("a b c w", 21_00), ("w", 0)):
        held = scenario.find_positions(units.split())
        assert list_integration_savings(scenario, held) == (saved, saved)


def test_several_integrations_add_up() -> None:
    """Ash earns £7 for one pair and £5 for the other; whole-authority W earns nothing."""
    pairs = [(["centre", "youth"], 7), (["youth", "centre"], 5), (["centre", "contact"], 3)]
    each = [{"services": services, "annual": annual} for services, annual in pairs]
    found = lot("a b c y w", integration=each)
    assert found.gross[0] - found.paid[0] == 12_00
