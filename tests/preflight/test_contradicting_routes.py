"""Rules that send one unit two ways."""

from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.rules import find_contradicting_routes
from tests.rules.office import Row, office, rule
from tests.rules.test_route import ROUTES

OWN = rule("route", units=["a", "b"], route="in_house") | {"id": "own"}
FEE = rule("route", units=["b", "c"], route="prime") | {"id": "fee"}
OTHER = rule("route", units=["y"], route="external") | {"id": "other"}


def test_the_unit_and_its_rules_are_named_and_no_others() -> None:
    scenario = office(OWN, FEE, OTHER, routes=ROUTES)
    text = "B: rules own and fee ask for it to be delivered different ways."
    assert list(find_contradicting_routes(scenario)) == [
        PreflightFinding("impossible", text, ("own", "fee"))
    ]


def test_rules_on_different_units_and_rules_that_agree() -> None:
    again = OWN | {"id": "again"}
    assert not list(find_contradicting_routes(office(OWN, again, OTHER, routes=ROUTES)))
    assert not list(find_contradicting_routes(office(OWN, FEE | {"status": "off"}, routes=ROUTES)))


def test_what_is_left_to_a_unit() -> None:
    """All that is offered, what its rules ask for, or nothing."""
    scenario = office(OWN, FEE, OTHER, routes=ROUTES)
    left: list[Row] = [
        {unit.id: scenario.find_open_routes(u)} for u, unit in enumerate(scenario.units)
    ]
    assert left == [
        {"a": ("in_house",)},
        {"b": ()},
        {"c": ("prime",)},
        {"y": ("external",)},
        {"w": ("external", "in_house", "prime")},
    ]
