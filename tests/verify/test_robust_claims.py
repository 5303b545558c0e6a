"""What a result says of its design over cases, told wrongly in one place."""

from functools import cache
from typing import Any

import pytest
from pydantic import ValidationError

from lotdesign.app import api
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from lotdesign.verify.verify import verify_result
from tests.rules.office import PROVIDERS, Row, office, rule
from tests.verify.changes import changed, leaves, others

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


@cache
def priced() -> tuple[Scenario, Result]:
    """Prices, a withdrawal that must leave an award, and a case in which others are cheaper."""
    prices = ("104", "98", "101")
    rows = [row | {"price": price} for row, price in zip(PROVIDERS, prices, strict=True)]
    rows.append(PROVIDERS[0] | {"id": "huge", "name": "Huge", "price": "103"})
    cases: list[Row] = [
        {"id": "cheap", "name": "Cheap", "set": ["providers.big.price=90"]},
        {"id": "lean", "name": "Lean", "set": ["money.contract_management=0"]},
    ]
    scenario = office(
        rule("lot_count", min=2, max=3),
        rule("withdrawal", providers=["small", "big"]),
        providers=rows,
        case=cases,
        money={"contract_management": 1000},
    )
    return scenario, api.robust(scenario).result


def test_every_change_of_what_is_said_of_cases_is_noticed() -> None:
    """One value after the other; a proof in its place is another search's word."""
    scenario, result = priced()
    assert result.robust is not None
    assert verify_result(scenario, result).faults == ()
    awards = [case.award for case in result.robust.cases]
    assert all(len(award) == len(result.lots) for award in awards)
    assert len(set(awards)) == len(awards)
    assert all(len(case.withdrawals) == 2 for case in result.robust.cases)
    told = result.robust.model_dump(mode="json")
    missed = []
    for path, old in leaves(told):
        for new in others(old):
            try:
                other = changed(result, ("robust", *path), new)
            except ValidationError:
                continue
            if verify_result(scenario, other).ok:
                missed.append((path, new))
    assert missed == []


def test_a_dearer_award_than_is_said_is_noticed() -> None:
    """Another eligible winner of a lot has another price, so the value is not that of the award."""
    scenario, result = priced()
    assert result.robust is not None
    award = result.robust.cases[0].award
    other = changed(result, ("robust", "cases", 0, "award", 0), "huge")
    assert award[0] == "big"
    assert any(
        each.startswith("robust: cheap: value") for each in verify_result(scenario, other).faults
    )


def test_a_case_without_its_award_is_not_taken_for_admissible() -> None:
    scenario, result = priced()
    other = changed(result, ("robust", "cases", 1, "award"), [])
    assert "robust: lean: the design breaks the rules: " in str(
        verify_result(scenario, other).faults
    )


def test_a_value_better_than_the_best_is_noticed() -> None:
    """Also where value, regret and sums fit together."""
    scenario, result = weighed("whole_life_cost")
    assert result.robust is not None
    best = result.robust.cases[0].best
    assert isinstance(best, int)
    dearer = changed(result, ("robust", "cases", 0, "best"), best + 10**9)
    dearer = changed(dearer, ("robust", "cases", 0, "bound"), best + 10**9)
    dearer = changed(dearer, ("robust", "cases", 0, "regret"), 0)
    found = verify_result(scenario, dearer).faults
    assert "robust: lean: value is better than any design can be" in found


def test_what_is_left_open_is_a_share_of_the_best_of_its_case() -> None:
    """A thousandth of the best below the largest regret; no share where that best is not known."""
    scenario, result = priced()
    told = result.robust
    assert told is not None
    at = next(i for i, case in enumerate(told.cases) if case.regret == told.largest)
    best = told.cases[at].best
    assert isinstance(best, int)
    assert isinstance(told.largest, int)
    open_ = best // 1000
    other = changed(result, ("robust", "proved"), False)
    for path, value in (
        (("status",), "feasible"),
        (("termination",), "interrupted"),
        (("proved_by",), []),
        (("tie_proved",), False),
        (("robust", "bound"), told.largest - open_),
    ):
        other = changed(other, path, value)
    unknown = changed(other, ("robust", "cases", at, "proved"), False)
    unknown = changed(unknown, ("robust", "cases", at, "best"), None)
    for one, right, wrong in ((other, "0.001", None), (unknown, None, str(open_))):
        for gap, is_wrong in ((right, False), (wrong, True)):
            faults = verify_result(scenario, changed(one, ("robust", "gap"), gap)).faults
            assert any(each.startswith("robust: gap") for each in faults) == is_wrong


def test_an_award_to_somebody_who_is_not_eligible_in_the_case_is_named() -> None:
    """Tiny does centres in Ash and Bree alone, and no supervised contact."""
    scenario, result = priced()
    lot = next(i for i, each in enumerate(result.lots) if "w" in each.units)
    faults = verify_result(
        scenario, changed(result, ("robust", "cases", 1, "award", lot), "tiny")
    ).faults
    assert any(
        each.startswith("robust: lean: ") and each.endswith("goes to somebody not eligible")
        for each in faults
    )
