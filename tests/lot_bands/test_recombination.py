"""Recombination: what it yields are designs that keep every rule about single lots, ever better."""

from random import Random

import numpy as np
import pytest

from solver.lot_bands.award_costs import AwardCosts
from solver.lot_bands.bands import list_lot_bands
from solver.lot_bands.cost_estimate import build_cost_estimate
from solver.lot_bands.exchanges import Exchanges
from solver.lot_bands.growth_graph import build_growth_graph
from solver.lot_bands.recombination import LotRecombination
from solver.lot_bands.tree_cuts import TreeCutter
from tests.lot_bands.test_bands import list_sets, map_of

FOUR = (
    {"id": "n", "kind": "lot_count", "min": 4, "max": 4},
    {"id": "b", "kind": "balance", "measure": "value", "tolerance": "25%"},
)


def begin(seed: int) -> LotRecombination:
    """Twenty units in four lots, a random partition of them."""
    scenario = map_of(20, *FOUR, width=5)
    (bands,) = list_lot_bands(scenario)
    graph = build_growth_graph(scenario, bands)
    assert graph is not None
    search = LotRecombination(scenario, TreeCutter(graph, Random(seed)))
    assert any(search.draw() for _ in range(20))
    return search


@pytest.mark.parametrize("seed", range(3))
def test_recombining_never_leaves_the_bands_and_never_makes_the_best_worse(seed: int) -> None:
    """A hundred steps; the last design is cheaper than the first."""
    search = begin(seed)
    listed = set(list_sets(search.scenario, list_lot_bands(search.scenario)[0]))
    first, keys, steps = search.key, [search.key], iter(range(100))
    while next(steps, None) is not None:
        turns = iter((False, True))
        search.improve(lambda turns=turns: next(turns))  # type: ignore[misc]
        keys.append(search.key)
        assert set(search.list_design()) <= listed
        assert sum(search.list_design()) == 2**20 - 1
    assert keys == sorted(keys, reverse=True)
    assert search.key < first


def test_exchanges_keep_both_lots_whole_and_inside_the_bands() -> None:
    """Every exchange between two touching lots, the most promising first."""
    search = begin(5)
    graph = search.cutter.graph
    exchanges = Exchanges(search.cutter, build_cost_estimate(search.scenario, graph))
    listed = set(list_sets(search.scenario, list_lot_bands(search.scenario)[0]))
    seen = 0
    for one, other in search.cutter.list_touching_pairs(search.lots):
        for left, right in exchanges.list_recuts(search.lots[one], search.lots[other]):
            seen += 1
            assert left | right == search.lots[one] | search.lots[other]
            assert not left & right
            assert {left, right} <= listed
    assert seen > 20


def test_the_least_award_keeps_caps_and_capacities() -> None:
    """Three lots of 10; the cheapest party takes one, the next has room for one of its two."""
    costs = [np.array([1.0, 2.0, 9.0])] * 3
    tight = AwardCosts((1, 2, None), (None, 15, None)).find_least(costs, [10, 10, 10])
    assert (tight.cost, sorted(tight.winners)) == (12.0, [0, 1, 2])
    roomy = AwardCosts((1, 2, None), (None, 20, None)).find_least(costs, [10, 10, 10])
    assert (roomy.cost, sorted(roomy.winners)) == (5.0, [0, 1, 1])
    assert AwardCosts((1, 0, 0), (None,) * 3).find_least(costs, [10] * 3).cost == np.inf


def test_an_award_beside_others_leaves_them_what_they_won() -> None:
    """The first party has won its one lot elsewhere, the second has room for one more."""
    limits = AwardCosts((1, 2, None), (None, 25, None))
    costs = [np.array([1.0, 2.0, 9.0])] * 2
    assert limits.find_least(costs, [10, 10], others=[(0, 10), (1, 10)]).cost == 11.0
    assert limits.find_least(costs, [10, 10], 11.0, [(0, 10), (1, 10)]).cost == np.inf
    assert limits.find_least(costs, [10, 10], 11.5, [(0, 10), (1, 10)]).cost == 11.0
