"""At any prices no candidate costs less than the ways to let a lot say."""

from random import Random

import numpy as np
import pytest

from lotdesign.scenario.scenario import Scenario
from solver.bounding.market import Market
from solver.bounding.money import PARTS
from solver.bounding.pricing import FINE, Prices
from solver.candidates.listing import candidates
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios


def random_prices(scenario: Scenario, draw: Random) -> Prices:
    """Prices that make lots of several units worth it now and then."""
    parties = len(scenario.parties)
    mean = sum(sum(unit.gross) for unit in scenario.units) // len(scenario.units)
    return Prices(
        np.array([draw.randrange(-mean, 3 * mean + 1) * PARTS for _ in scenario.units]),
        np.array([-draw.randrange(mean + 1) * PARTS for _ in range(parties)], dtype=np.int64),
        np.array([-draw.randrange(FINE) * PARTS // 9 for _ in range(parties)], dtype=np.int64),
    )


@pytest.mark.parametrize("number", range(6))
def test_nothing_costs_less(number: int) -> None:
    """Every lot that the rules admit, with each winner; and lots that are drawn cost as much."""
    draw = Random(number)
    for doc in drawn(scenarios(kinds=DRAWABLE), 12, start=9500 + number):
        scenario = loaded(doc)
        facts, market = candidates(scenario), Market(scenario, discounted=False)
        prices = random_prices(scenario, draw)
        answer = market.asked(prices, float("inf"))
        if not len(facts):
            continue
        exact = facts.cost.sum(axis=1) * PARTS - facts.lots.sums(prices.units)
        if facts.winners is not None:
            won = facts.winners >= 0
            winners = facts.winners[won]
            exact[won] -= prices.lots[winners] + prices.values[winners] * facts.value[won] // FINE
        assert answer.least <= exact.min()
        for lot in answer.lots:
            assert worth(lot.cost, lot.units, lot.winner, lot.value, prices) >= answer.least


def worth(cost: int, units: tuple[int, ...], winner: int | None, value: int, prices: Prices) -> int:
    """What a drawn lot costs at prices, up to a part for each unit where V has a price."""
    cost -= int(prices.units[list(units)].sum())
    if winner is None:
        return cost
    return cost - int(prices.lots[winner]) - int(prices.values[winner]) * value // FINE + len(units)
