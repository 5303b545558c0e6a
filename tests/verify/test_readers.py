"""What is read of a result: awards, withdrawals, parts of divided units, conditions."""

import pytest

from lotdesign.app import api
from lotdesign.measures.conditions import parse_conditions
from lotdesign.result.base import WithdrawalOutcome
from lotdesign.verify.designs import read_award, read_fallbacks
from lotdesign.verify.divided import find_parts
from lotdesign.verify.tally import VerificationTally
from lotdesign.verify.verify import find_unmet_conditions, verify_result
from tests.rules.office import (
    DIVIDED,
    PROVIDERS,
    UNITS,
    Row,
    design,
    evaluate,
    loaded,
    office,
    rule,
    unit,
)
from tests.verify.changes import changed
from tests.verify.results import busy, busy_document

OWN_WORK: Row = {"routes": {"in_house": {"annual_management": 1000}}}
LOTS = ("a b c", "y/in_house", "w/in_house")
BIG, SMALL = 0, 1


@pytest.mark.parametrize(
    ("winners", "award", "fault"),
    [
        (("small", "", ""), (SMALL, None, None), ""),
        (("small", "big", ""), None, "a lot that is not external has an award"),
        (("small", "", "big"), None, "a lot that is not external has an award"),
        (("small", "big", "big"), None, "a lot that is not external has an award"),
        (("", "big", ""), None, "a lot's award names no provider of the scenario"),
        (("nobody", "", ""), None, "a lot's award names no provider of the scenario"),
    ],
)
def test_only_what_is_let_has_a_winner(
    winners: tuple[str, ...], award: tuple[int | None, ...] | None, fault: str
) -> None:
    """One lot is let and two the council does itself; an award that is wrong is none."""
    scenario, tally = office(rule("award"), **OWN_WORK), VerificationTally()
    assert read_award(scenario, design(scenario, *LOTS), winners, tally) == award
    assert [each for each in tally.faults if each == fault] == [fault] * bool(fault)
    assert bool(tally.faults) == bool(fault)


@pytest.mark.parametrize(
    ("award", "found"),
    [(("big", "big", "big"), {SMALL: (BIG, BIG, BIG)}), (("big", "big"), {}), (("big",) * 4, {})],
)
def test_an_award_without_somebody_has_a_party_for_each_lot(
    award: tuple[str, ...], found: dict[int, tuple[int, ...]]
) -> None:
    """Three lots: two winners or four are none."""
    scenario, tally = office(rule("withdrawal", providers=["small"])), VerificationTally()
    stated = [WithdrawalOutcome(provider="small", award=award)]
    assert read_fallbacks(scenario, design(scenario, "a b c", "y", "w"), stated, tally) == found
    said = "withdrawals: an award does not have a party for each lot"
    assert tally.faults == ([] if found else [said])


def test_the_first_consortium_is_among_those_that_are_eligible() -> None:
    """Big and Small together do all that Big does; leaving them out is a fault."""
    both = {"id": "both", "members": ["big", "small"], "shares": ["75%", "25%"]}
    scenario = office(units=UNITS, providers=PROVIDERS, consortium=[both])
    result = api.evaluate(scenario, design=[["a", "b", "c", "y"], ["w"]]).result
    assert [lot.eligible_consortia for lot in result.lots] == [("both",)] * 2
    assert verify_result(scenario, result).ok
    less = changed(result, ("lots", 0, "eligible_consortia"), [])
    assert any("consortia" in each for each in verify_result(scenario, less).faults)


def test_parts_are_those_of_the_services_divided_units() -> None:
    """Contact has a unit of its own in Ash, and youth work is divided too."""
    units = [*UNITS, unit("v", "contact", 5_000, "ash"), unit("z", "youth", 6_000)]
    scenario = office(units=units, divide=[*DIVIDED, {"units": ["z"], "by": "equal"}])
    whole = evaluate(scenario, " ".join(each.id for each in scenario.units))
    names = {s: {scenario.units[u].id for u in find_parts(whole, s)} for s in scenario.services}
    assert names == {
        "centre": set(),
        "youth": {"z@ash", "z@bree", "z@combe"},
        "contact": {"w@ash", "w@bree", "w@combe"},
    }


def test_what_a_division_saves_is_that_of_its_best_year() -> None:
    """Youth work in Ash ends after a year: £5,000 then with contact, and nothing in the next."""
    scenario = office(
        rule("together", units=["y", "w@ash"]),
        rule("lot_count", max=3),
        divide=DIVIDED,
        term={"initial": 2, "service": [{"services": ["youth"], "initial": 1}]},
        money={"integration": [{"services": ["youth", "contact"], "annual": 5000}]},
    )
    result = api.solve(scenario, workers=1).result
    assert [each.integration_pence for each in result.divided] == [5_000_00]
    assert verify_result(scenario, result).faults == ()


@pytest.mark.parametrize(
    ("condition", "unmet"),
    [
        ("lots<=3", []),
        ("lots<3", ["3"]),
        ("admissible", []),
    ],
)
def test_conditions_of_a_result(condition: str, unmet: list[str]) -> None:
    """Three lots of the busy office."""
    scenario, result = busy()
    conditions = parse_conditions([condition], "--require")
    found = list(find_unmet_conditions(scenario, result, conditions))
    assert [str(value) for _, value in found] == unmet


def test_what_is_not_so_and_what_is_not_known_are_unmet() -> None:
    """One contract for all, where at least two are asked for, and nobody wins it."""
    scenario = loaded(busy_document())
    result = api.evaluate(scenario, design=[["a", "b", "c", "y", "w"]]).result
    conditions = parse_conditions(["admissible", "largest_provider_share<=1"], "--require")
    found = list(find_unmet_conditions(scenario, result, conditions))
    assert found == [(condition, None) for condition in conditions]
