"""What an envelope leaves, year by year."""

from fractions import Fraction

from lotdesign.money.design_cost import compute_envelope
from lotdesign.pence import Pence
from lotdesign.scenario.scenario import Scenario
from tests.rules.office import Row, office

ZERO = Fraction(0)
Years = tuple[Fraction | int, ...]


def town(*promised: Row) -> Scenario:
    """Three contract years and promised savings."""
    return office(term={"initial": 2, "extensions": [1]}, money={"promised": list(promised)})


def promise(service: str, first_year: int, annual: int, **keys: object) -> Row:
    """A promised saving."""
    return {"service": service, "first_year": first_year, "annual": annual} | keys


def test_a_cut_comes_off_once_and_uplift_compounds() -> None:
    """£1,000 · 0.9 = £900, then · 1.02 = £918, then £936.36; all exact."""
    found: Years = compute_envelope(
        town(), Pence(1000_00), ("centre",), Fraction(1, 10), Fraction(2, 100)
    )
    assert found == (900_00, 918_00, 936_36)


def test_an_envelope_is_not_rounded() -> None:
    """A third of a penny stays a third."""
    found: Years = compute_envelope(town(), Pence(1), ("centre",), Fraction(2, 3), ZERO)
    assert found == (Fraction(1, 3),) * 3


def test_listed_amounts_stand_as_they_are() -> None:
    """One a year."""
    listed = (Pence(3_00), Pence(2_00), Pence(1_00))
    found: Years = compute_envelope(town(), listed, ("centre",), ZERO, ZERO)
    assert found == listed


def test_promised_savings_come_off_however_they_are_found() -> None:
    """£20 from year 1 and £59 more from year 2 in units and design, £5 in year 3 once."""
    scenario = town(
        promise("youth", 1, 20),
        promise("youth", 2, 59, found_by="design"),
        promise("centre", 3, 5, once=True),
    )
    found: Years = compute_envelope(scenario, Pence(1000_00), ("centre", "youth"), ZERO, ZERO)
    assert found == (980_00, 921_00, 916_00)


def test_promises_of_other_services_do_not_count() -> None:
    """Only what the envelope's own services promised; a service named twice counts once."""
    scenario = town(promise("youth", 1, 20), promise("centre", 1, 1))
    for services in (("centre",), ("centre", "centre")):
        found: Years = compute_envelope(scenario, Pence(100_00), services, ZERO, ZERO)
        assert found == (99_00,) * 3


def test_a_promise_is_not_cut_or_uplifted() -> None:
    """£100 less half is £50, less £20 is £30; a year later £55 less £20."""
    scenario = town(promise("youth", 1, 20))
    found: Years = compute_envelope(
        scenario, Pence(100_00), ("youth",), Fraction(1, 2), Fraction(1, 10)
    )
    assert found == (30_00, 35_00, 40_50)
