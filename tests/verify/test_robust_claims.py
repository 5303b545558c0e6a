"""What a result says of its design over cases, told wrongly in one place."""

from functools import cache
from typing import Any

import pytest

from lotdesign.app import api
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.verify import verify_result
from tests.rules.office import Row, office, rule
from tests.verify.changes import changed

CASES: list[Row] = [
    {"id": "lean", "name": "Lean", "set": ["money.contract_management=0"]},
    {"id": "small", "name": "Small market", "set": ["market.turnover_multiple=4"]},
]


@cache
def weighed(measure: str) -> tuple[Scenario, Result]:
    """The office with two cases, by cost or by the share that is accessible."""
    aims = [{"measure": measure}, {"measure": "lots"}]
    management: Row = {"contract_management": 1000}
    scenario = office(rule("lot_count", max=3), case=CASES, objective=aims, money=management)
    return scenario, api.robust(scenario).result


@pytest.mark.parametrize("measure", ["whole_life_cost", "accessible_share"])
def test_it_is_right_as_it_is(measure: str) -> None:
    scenario, result = weighed(measure)
    assert result.robust is not None
    assert result.robust.proved
    assert verify_result(scenario, result).faults == ()


@pytest.mark.parametrize(
    ("measure", "place", "value", "fault"),
    [
        ("whole_life_cost", ("cases", 0, "value"), 1, "robust: lean: value"),
        ("whole_life_cost", ("cases", 1, "regret"), 1, "robust: small: regret"),
        ("whole_life_cost", ("total",), 10**9, "robust: total"),
        ("whole_life_cost", ("admissible_as_it_stands",), False, "robust: admissible"),
        ("accessible_share", ("cases", 0, "value"), "0.9", "robust: lean: value"),
        ("accessible_share", ("cases", 1, "regret"), "0.9", "robust: small: regret"),
        ("accessible_share", ("total",), "0.9", "robust: total"),
    ],
)
def test_a_changed_figure_is_named(
    measure: str, place: tuple[Any, ...], value: Any, fault: str
) -> None:
    """Pence are exact, and shares to their last place."""
    scenario, result = weighed(measure)
    found = verify_result(scenario, changed(result, ("robust", *place), value)).faults
    assert [each for each in found if each.startswith(f"{fault}:")]
