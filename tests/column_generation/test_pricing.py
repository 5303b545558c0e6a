"""At any duals no candidate has a lower reduced cost than pricing says."""

from random import Random

import numpy as np
import pytest

from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import list_candidates
from solver.column_generation.cost_underestimator import PARTS_PER_PENNY
from solver.column_generation.knapsack_pricing import (
    PARTS_PER_VALUE_DUAL,
    GeneratedColumn,
    WholeDuals,
)
from solver.column_generation.pricing import ColumnPricing
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios


def draw_duals(scenario: Scenario, draw: Random) -> WholeDuals:
    """Duals at which some lots of several units have negative reduced costs."""
    parties = len(scenario.parties)
    mean = sum(sum(unit.gross) for unit in scenario.units) // len(scenario.units)
    return WholeDuals(
        np.array([draw.randrange(-mean, 3 * mean + 1) * PARTS_PER_PENNY for _ in scenario.units]),
        np.array(
            [-draw.randrange(mean + 1) * PARTS_PER_PENNY for _ in range(parties)], dtype=np.int64
        ),
        np.array(
            [-draw.randrange(PARTS_PER_VALUE_DUAL) * PARTS_PER_PENNY // 9 for _ in range(parties)],
            dtype=np.int64,
        ),
    )


@pytest.mark.parametrize("number", range(12))
def test_no_reduced_cost_is_lower(number: int) -> None:
    """Neither of admissible lots, with each winner, nor of generated columns.

    From the sixth on units are bought in years of their own, and lots are also priced by winner.
    """
    draw, dated = Random(number), number >= 6
    strategy = scenarios(
        kinds=DRAWABLE, terms=dated, prices=dated and number % 2 == 1, areas=number % 3 == 1
    )
    for doc in drawn(strategy, 12, start=9500 + number):
        scenario = loaded(doc)
        candidates, pricing = list_candidates(scenario), ColumnPricing(scenario, discounted=False)
        duals = draw_duals(scenario, draw)
        answer = pricing.solve(duals, float("inf"))
        if not len(candidates):
            continue
        exact = candidates.cost.sum(axis=1) * PARTS_PER_PENNY - candidates.lots.sum_weights(
            duals.by_unit
        )
        if candidates.winners is not None:
            won = candidates.winners >= 0
            winners = candidates.winners[won]
            exact[won] -= (
                duals.by_winner[winners]
                + duals.by_winner_value[winners] * candidates.value[won] // PARTS_PER_VALUE_DUAL
            )
        assert answer.min_reduced_cost <= exact.min()
        for column in answer.columns:
            assert compute_reduced_cost(column, duals) >= answer.min_reduced_cost
        # From their last duals it is told which classes are not to be solved again.
        other = draw_duals(scenario, draw)
        anew = ColumnPricing(scenario, discounted=False).solve(other, float("inf"))
        assert pricing.solve(other, -float("inf")).min_reduced_cost == anew.min_reduced_cost


def test_a_capacity_in_lots_counts_with_its_dual_as_often_as_it_has_room() -> None:
    """Two lots at most to the one provider: 7 parts of a penny off for either."""
    scenario = loaded(
        {
            "schema": 1,
            "term": {"initial": 1},
            "units": [
                {"id": name, "name": name.upper(), "service": "care", "annual_budget": 1000}
                for name in "abc"
            ],
            "providers": [
                {"id": "one", "name": "One", "kind": "vcse", "services": ["care"], "price": "95%"}
                | {"max_lots": 2, "localities": ["*"], "annual_turnover": 10_000},
                {"id": "two", "name": "Two", "kind": "sme", "services": ["care"], "price": "97%"}
                | {"localities": ["*"], "annual_turnover": 10_000},
            ],
        }
    )
    pricing = ColumnPricing(scenario, discounted=False)
    ((winner, capacity),) = (
        (row.winner, row.capacity) for row in pricing.capacity_rows if row.counts_lots
    )
    assert (winner, capacity) == (0, 2)
    nothing = np.zeros(2, dtype=np.int64)
    duals = WholeDuals(np.array([100, 200, 300]), np.array([-7, 0]), nothing)
    assert pricing.evaluate_duals(duals) == 600 - 2 * 7


def compute_reduced_cost(column: GeneratedColumn, duals: WholeDuals) -> int:
    """The reduced cost of a generated column, up to a part of a penny for each unit."""
    units, winner = list(column.units), column.winner
    cost = column.cost - int(duals.by_unit[units].sum())
    if winner is None:
        return cost
    by_value = int(duals.by_winner_value[winner]) * column.value // PARTS_PER_VALUE_DUAL
    return cost - int(duals.by_winner[winner]) - by_value + len(units)
