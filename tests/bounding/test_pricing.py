"""At any prices no candidate costs less than the ways to let a lot say."""

from random import Random

import numpy as np
import pytest

from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import list_candidates
from solver.column_generation.cost_underestimator import PARTS_PER_PENNY
from solver.column_generation.knapsack_pricing import PARTS_PER_VALUE_DUAL, WholeDuals
from solver.column_generation.pricing import ColumnPricing
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios


def random_prices(scenario: Scenario, draw: Random) -> WholeDuals:
    """Prices that make lots of several units worth it now and then."""
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


@pytest.mark.parametrize("number", range(6))
def test_nothing_costs_less(number: int) -> None:
    """Every lot that the rules admit, with each winner; and lots that are drawn cost as much."""
    draw = Random(number)
    for doc in drawn(scenarios(kinds=DRAWABLE), 12, start=9500 + number):
        scenario = loaded(doc)
        candidates, market = list_candidates(scenario), ColumnPricing(scenario, discounted=False)
        prices = random_prices(scenario, draw)
        answer = market.solve(prices, float("inf"))
        if not len(candidates):
            continue
        exact = candidates.cost.sum(axis=1) * PARTS_PER_PENNY - candidates.lots.sum_weights(
            prices.by_unit
        )
        if candidates.winners is not None:
            won = candidates.winners >= 0
            winners = candidates.winners[won]
            exact[won] -= (
                prices.by_winner[winners]
                + prices.by_winner_value[winners] * candidates.value[won] // PARTS_PER_VALUE_DUAL
            )
        assert answer.min_reduced_cost <= exact.min()
        for lot in answer.columns:
            assert (
                worth(lot.cost, lot.units, lot.winner, lot.value, prices) >= answer.min_reduced_cost
            )


def worth(
    cost: int, units: tuple[int, ...], winner: int | None, value: int, prices: WholeDuals
) -> int:
    """What a drawn lot costs at prices, up to a part for each unit where V has a price."""
    cost -= int(prices.by_unit[list(units)].sum())
    if winner is None:
        return cost
    return (
        cost
        - int(prices.by_winner[winner])
        - int(prices.by_winner_value[winner]) * value // PARTS_PER_VALUE_DUAL
        + len(units)
    )
