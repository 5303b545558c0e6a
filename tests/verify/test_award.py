"""An award that is no certificate is found."""

import pytest

from lotdesign.app.api import evaluate
from lotdesign.result.model import Result
from lotdesign.verify.verify import verify_result
from tests.rules.office import PROVIDERS, UNITS, Row, loaded, office, rule
from tests.verify.changes import changed
from tests.verify.results import busy, busy_document, honest

SCENARIO, RESULT = busy()
LOTS = ("a b c", "y", "w")


@pytest.mark.parametrize(
    ("limits", "award", "fault"),
    [
        ({}, ("small", "big", "small"), "the lot of W goes to somebody not eligible"),
        ({}, ("tiny", "big", "big"), "the lot of A goes to somebody not eligible"),
        ({"capacity": 89_999.99}, ("small", "big", "big"), "big is awarded more than its capacity"),
        ({"max_lots": 1}, ("small", "big", "big"), "big is awarded more than 1 lot"),
        ({"tupe_limit": 4.9}, ("small", "big", "big"), "big is asked to absorb more staff"),
    ],
)
@pytest.mark.parametrize("rules", [(rule("award"),), ()])
def test_what_no_certificate_may_do_is_found(
    rules: tuple[Row, ...], limits: Row, award: tuple[str, ...], fault: str
) -> None:
    """Somebody not eligible, over capacity, over lots or over staff; with a rule or without."""
    tables: Row = {
        "units": [row | {"tupe_fte": 2.5} for row in UNITS],
        "providers": [PROVIDERS[0] | limits, *PROVIDERS[1:]],
    }
    scenario = office(*rules, **tables)
    found = verify_result(scenario, honest(scenario, *LOTS, award=award))
    assert any(fault in each for each in found.faults)


@pytest.mark.parametrize("limits", [{"capacity": 90_000}, {"max_lots": 2}, {"tupe_limit": 5}])
def test_limits_that_are_just_reached_are_kept(limits: Row) -> None:
    """Capacity, lots and staff are inclusive."""
    tables: Row = {
        "units": [row | {"tupe_fte": 2.5} for row in UNITS],
        "providers": [PROVIDERS[0] | limits, *PROVIDERS[1:]],
    }
    scenario = office(rule("award"), **tables)
    assert verify_result(scenario, honest(scenario, *LOTS, award=("small", "big", "big"))).ok


@pytest.mark.parametrize("award", [None, "nobody"])
def test_a_lot_without_a_known_winner_is_found(award: str | None) -> None:
    """An award names a provider for every lot."""
    found = verify_result(SCENARIO, changed(RESULT, ("lots", 1, "award"), award))
    assert "a lot's award names no provider of the scenario" in found.faults


def _bare() -> Result:
    lots = tuple(lot.model_copy(update={"award": None}) for lot in RESULT.lots)
    return RESULT.model_copy(update={"lots": lots})


def test_a_certificate_that_the_rules_ask_for_is_missed() -> None:
    """Without any award the rule is broken, and that is said first."""
    faults = verify_result(SCENARIO, _bare()).faults
    assert "the rules ask for a certificate and the result has none" in faults
    assert any(fault.startswith("rule award is broken") for fault in faults)


def test_an_evaluated_design_may_have_no_certificate() -> None:
    """One contract for everything is too much for 60 %; the evaluation says so and is right."""
    scenario = loaded(busy_document())
    result = evaluate(scenario, design=[["a", "b", "c", "y", "w"]]).result
    assert (result.termination, result.lots[0].award) == ("given", None)
    assert {each.id: each.status for each in result.rules}["award"] == "broken"
    assert verify_result(scenario, result).ok
