"""Shares whose whole differs between designs are made best as ratios."""

import pytest

from lotdesign.app import api
from tests.fuzz.answers import WAYS
from tests.fuzz.small import disagreements
from tests.solve.loading import Doc, loaded

PROVIDER: Doc = {"services": "*", "localities": "*", "annual_turnover": "", "kind": "sme"}


@pytest.mark.parametrize("budgets", [(60, 60, 100), (60, 60, 200, 100), (100, 140, 60)])
def test_the_least_top_is_not_the_least_share(budgets: tuple[int, ...]) -> None:
    """The first unit shrinks while others grow, so lots apart are worth more than together.

    Who holds least of all may hold a larger share of it.
    """
    units = [
        {"id": name, "name": name, "service": name, "annual_budget": budget}
        for name, budget in zip("uvxz", budgets, strict=False)
    ]
    doc: Doc = {
        "schema": 1,
        "term": {"initial": 2},
        "money": {
            "uplift": "50%",
            "promised": [{"service": "u", "first_year": 2, "annual": 60}],
        },
        "units": units,
        "providers": [{"id": name, "name": name} | PROVIDER for name in ("p", "q")],
        "objective": [{"measure": "largest_provider_share"}],
    }
    assert disagreements(doc, WAYS) == []


def test_one_worker_does_not_better_a_share_by_a_penny_at_a_time() -> None:
    """Three units take a fraction of a second; without binary search they took for ever."""
    budgets = {"a": 50_000, "b": 200_000, "c": 50_000}
    rows = [
        {"id": name, "name": name, "service": "children", "annual_budget": budget}
        for name, budget in budgets.items()
    ]
    small = {"annual_turnover": 100_000, "kind": "sme", "services": "*", "localities": "*"}
    dale = {"annual_turnover": 44_000_000, "kind": "mutual", "services": "*", "localities": "dale"}
    large = small | {"annual_turnover": 3_500_000, "kind": "school"}
    doc: Doc = {
        "schema": 1,
        "term": {"initial": 1},
        "units": rows,
        "localities": [{"id": "dale", "name": "Dale", "x": 3.0, "y": 3.0}],
        "routes": {"prime": {"fee": 0.1}},
        "providers": [
            {"id": "p1", "name": "p1"} | small,
            {"id": "p3", "name": "p3", "price": 110} | dale,
            {"id": "p4", "name": "p4"} | large,
        ],
        "rule": [{"id": "spare", "kind": "withdrawal", "providers": ["p3", "p1"]}],
        "objective": [{"measure": "travel"}, {"measure": "largest_provider_share"}],
    }
    result = api.solve(loaded(doc), context=False, time_limit=60).result
    assert (result.status, result.termination) == ("optimal", "proved")


def test_a_share_of_nothing_is_none_whatever_was_left_of_earlier_aims() -> None:
    """Run in-house, nobody has won anything, and what a variable was before does not matter."""
    budgets = {"children": 200_000, "contact": 50_000, "youth": 150_000}
    doc: Doc = {
        "schema": 1,
        "term": {
            "initial": 2,
            "service": [
                {"services": ["children"], "initial": 3},
                {"services": ["youth"], "initial": 2, "first_year": 3},
            ],
        },
        "market": {"value_basis": "mean", "turnover_multiple": 1.5},
        "money": {"contract_management": 12_463.19},
        "units": [
            {"id": service, "name": service, "service": service, "annual_budget": budget}
            for service, budget in budgets.items()
        ],
        "routes": {"in_house": {"annual_management": 24.17}, "prime": {"fee": "0.5%"}},
        "providers": [
            {"id": "p", "name": "p"} | PROVIDER | {"annual_turnover": 60_000_000},
            {"id": "q", "name": "q", "price": 102.5} | PROVIDER | {"annual_turnover": 60_000_000},
        ],
        "objective": [{"measure": "whole_life_cost"}, {"measure": "largest_provider_share"}],
    }
    assert disagreements(doc, WAYS) == []
