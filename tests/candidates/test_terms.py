"""Where units are bought in years of their own V may fall as a lot grows; no lot is lost by it."""

import numpy as np
import pytest

from lotdesign.faults import InputFaults
from lotdesign.money.lot_cost import compute_lot_account
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.candidate_listing import list_candidates, tabulate_lots
from solver.candidates.lot_values import (
    find_constant_total,
    find_least_total,
    is_value_largest_term,
    value_ceiling_terms,
    value_scale,
    value_terms,
)
from solver.candidates.table import CandidateTable
from tests.candidates.naive import subsets
from tests.candidates.tables import every_lot
from tests.solve.loading import Doc, drawn, loaded
from tests.strategies import scenarios

KINDS = ("lot_value", "bidders", "small_bidders", "award", "term", "reserved")


def dated(number: int, count: int = 15) -> list[Scenario]:
    """Scenarios with terms of their own and rules on value and bidders."""
    strategy = scenarios(
        units=(3, 5), kinds=KINDS, with_providers=True, prices=number % 2 == 1, terms=True
    )
    return [loaded(doc) for doc in drawn(strategy, count, start=300 + number)]


@pytest.mark.parametrize("number", range(6))
def test_growing_loses_no_lot(number: int) -> None:
    """What is grown and filtered is what filtering all sets of units leaves."""
    for scenario in dated(number):
        every = [(units, route) for units in subsets(scenario) for route in scenario.routes.offered]
        grown, tried = list_candidates(scenario), tabulate_lots(scenario, every)
        assert name_lots(grown) == name_lots(tried)


def name_lots(candidates: CandidateTable) -> list[tuple[tuple[int, ...], int]]:
    """Units and winner of every candidate."""
    winners = candidates.winners
    return [
        (candidates.lots[i], -1 if winners is None else int(winners[i]))
        for i in range(len(candidates))
    ]


def test_terms_of_value_bound_it_on_both_sides() -> None:
    """The largest sum is at most V, or just V; the largest of the others is at least V."""
    falls = 0
    for scenario in (scenario for number in range(3) for scenario in dated(number)):
        candidates, lots = every_lot(scenario)
        below, above = (
            np.max([candidates.lots.sum_weights(np.array(term)) for term in terms], axis=0)
            for terms in (value_terms(scenario), value_ceiling_terms(scenario))
        )
        assert (below <= candidates.value).all()
        assert (candidates.value <= above).all()
        if is_value_largest_term(scenario):
            assert (below == candidates.value).all()
        falls += count_falls(lots, candidates.value)
        total = find_constant_total(scenario)
        whole = candidates.value[[len(units) == 1 for units in lots]].sum()
        assert find_least_total(scenario) <= whole
        assert total is None or total == whole
    assert falls


def count_falls(lots: list[tuple[int, ...]], values: Ints) -> int:
    """How often a lot is worth less than without one of its units."""
    worth = dict(zip(lots, values.tolist(), strict=True))
    return sum(
        worth[lot] < worth[tuple(u for u in lot if u != unit)]
        for lot in lots
        for unit in lot
        if len(lot) > 1
    )


def many_terms(years: int, budget: int) -> Doc:
    """A unit for many numbers of years, of a large budget."""
    return {
        "schema": 1,
        "term": {"initial": years},
        "market": {"value_basis": "mean"},
        "money": {"scale": [{"value": 0, "saving": "0%"}, {"value": budget, "saving": "7%"}]},
        "units": [
            {"id": f"u{i}", "name": f"U{i}", "service": "s", "annual_budget": budget + i}
            | {"first_year": 1, "last_year": i}
            for i in range(2, years + 1)
        ],
        "objective": [{"measure": "value_spread"}],
    }


def test_means_over_many_numbers_of_years_are_exact() -> None:
    """A penny has 2,520 parts, and all units together are worth some 10^16 of them."""
    scenario = loaded(many_terms(9, 10**9))
    assert value_scale(scenario) == 2520
    candidates, lots = every_lot(scenario)
    for i, lot in enumerate(lots):
        account = compute_lot_account(scenario, lot)
        assert int(candidates.value[i]) == account.value * value_scale(scenario)
        assert tuple(candidates.paid[i].tolist()) == account.paid


def test_means_that_cannot_be_told_apart_are_refused() -> None:
    """Rather than rounded: the largest budgets over up to 23 years."""
    with pytest.raises(InputFaults, match=r"market.value_basis: 'mean': these amounts are too"):
        loaded(many_terms(23, 10**12 - 100))
    assert loaded(many_terms(23, 10**12 - 100) | {"market": {"value_basis": "peak"}}).years == 23
