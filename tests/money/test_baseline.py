"""What today's contracts would cost if they went on."""

from lotdesign.money.design_cost import build_todays_design, compute_baseline
from tests.rules.office import DIVIDED, UNITS, Row, design, office

CONTRACTS = {"a": "north", "c": "north", "y": "youth"}
SIGNED: list[Row] = [row | {"contract": CONTRACTS.get(row["id"], "")} for row in UNITS]


def test_units_of_one_contract_are_one_lot_and_a_blank_is_its_own() -> None:
    """A and C share a contract; B and W have none that is named."""
    scenario = office(units=SIGNED)
    assert build_todays_design(scenario) == design(scenario, "a c", "b", "y", "w")


def test_a_blank_is_not_a_contract_called_like_a_unit() -> None:
    """B has no contract and W has one called b: they are not together."""
    units = [UNITS[1], UNITS[4] | {"contract": "b"}]
    scenario = office(units=units)
    assert build_todays_design(scenario) == design(scenario, "b", "w")


def test_parts_of_a_divided_unit_are_together_today() -> None:
    """W is one contract today, however it may be divided."""
    scenario = office(divide=DIVIDED)
    assert build_todays_design(scenario) == design(scenario, "a", "b", "c", "y", "w")


def test_the_baseline_has_management_and_scale_but_no_procurement() -> None:
    """Four contracts at £1,000; two of them, A with C and Y, save 2 % each of £40,000.

    150,000 − 1,600 + 4,000. In year 2 prices are 10 % up, and V at its peak of £44,000, where
    alone the curve saves, counts for both years: 165,000 − 1,760 + 4,000.
    """
    points = ((43_999, "0%"), (44_000, "2%"), (44_001, "0%"))
    money: Row = {"contract_management": 1000, "procurement": 777, "uplift": "10%"}
    money["scale"] = [{"value": value, "saving": saving} for value, saving in points]
    found = compute_baseline(office(units=SIGNED, money=money))
    assert found == (152_400_00, 167_240_00)


def test_the_baseline_knows_no_promised_cuts() -> None:
    """Today's contracts would go on uncut, whether units or design find the savings."""
    for found_by in ("units", "design"):
        promised = [{"service": "youth", "first_year": 1, "annual": 9_000, "found_by": found_by}]
        assert compute_baseline(office(money={"promised": promised})) == (150_000_00, 150_000_00)


def test_rent_nets_out_and_integration_counts() -> None:
    """A and Y in one contract save £70 in Ash; £11 of rent goes out and comes back."""
    units = [row | {"building_rent": 11} for row in UNITS]
    for row in units:
        row["contract"] = "ash" if row["id"] in "ay" else ""
    joined = [{"services": ["centre", "youth"], "annual": 70}]
    found = compute_baseline(office(units=units, money={"integration": joined}))
    assert found == (150_000_00 - 70_00,) * 2
