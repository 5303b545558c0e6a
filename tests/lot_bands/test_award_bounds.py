"""Bounds of lots with winners: never above the best design that holds a lot, and near it."""

from collections.abc import Iterator
from itertools import product
from math import inf

import numpy as np
import pytest

from lotdesign.design import build_external_design
from lotdesign.scenario.scenario import Scenario
from solver.bitsets import iterate_bits
from solver.candidates.capacity_limits import list_capacity_limits
from solver.candidates.table import tabulate_design
from solver.lot_bands import award_bounds
from solver.lot_bands.award_bounds import bound_awarded_designs, limits_winners_by_capacity
from solver.lot_bands.band_lots import BandLots, find_first_objective, list_band_lots, read_costs
from solver.lot_bands.bands import list_lot_bands
from solver.lot_bands.masks import unpack_integers
from solver.lot_bands.winner_choice import WinnerIntervals
from tests.brute.partitions import masks, partitions
from tests.lot_bands.test_bands import MARKET
from tests.rules.office import office, rule, unit
from tests.solve.loading import drawn, loaded
from tests.strategies import scenarios

MOST_AWARDS = 700
"""Ways to award a design that are tried."""


def draw_listed(start: int, count: int) -> Iterator[tuple[Scenario, BandLots]]:
    """Drawn scenarios with prices, and their lots with winners by number of lots."""
    strategy = scenarios(kinds=MARKET, max_units=6, prices=True, routes=False)
    for doc in drawn(strategy, count, start=start):
        scenario = loaded(doc | {"objective": [{"measure": "whole_life_cost"}]})
        external = scenario.routes.offered == ("external",)
        if external and limits_winners_by_capacity(scenario):
            few = len(scenario.parties)
            for bands in (b for b in list_lot_bands(scenario) if few**b.count <= MOST_AWARDS):
                lots = list_band_lots(scenario, bands, 10_000, inf, with_winners=True)
                if lots is not None and len(lots):
                    yield scenario, lots


def cost_least_award(scenario: Scenario, lots: list[int]) -> float:
    """The least cost of any award that limits allow, by trying all."""
    limits = list_capacity_limits(scenario)
    design = build_external_design([*iterate_bits(lot)] for lot in lots)
    table, parties = tabulate_design(scenario, design), range(len(limits))
    costs = []
    for party in parties:
        named = table.assign_winners(np.full(len(lots), party))
        objective = find_first_objective(named)
        assert objective is not None
        costs.append(read_costs(objective, len(lots)))
    able, values, least = table.eligible_parties, table.value.tolist(), inf
    for award in product(parties, repeat=len(lots)):
        won = [[k for k, party in enumerate(award) if party == p] for p in parties]
        fits = all(
            (most.lots is None or len(mine) <= most.lots)
            and (most.value is None or sum(values[k] for k in mine) <= most.value)
            for most, mine in zip(limits, won, strict=True)
        )
        if fits and all(able[k, party] for k, party in enumerate(award)):
            least = min(least, sum(float(costs[party][k]) for k, party in enumerate(award)))
    return least


def list_designs(scenario: Scenario, lots: BandLots) -> Iterator[tuple[list[int], float]]:
    """Every partition into so many of the lots, and the cost of its least award."""
    listed = set(unpack_integers(lots.units))
    for labels in partitions(len(scenario.units)):
        held = masks(labels)
        if len(held) == lots.bands.count and listed.issuperset(held):
            yield held, cost_least_award(scenario, held)


@pytest.mark.parametrize("number", [1, 2])
def test_no_lot_has_a_bound_above_the_best_design_that_holds_it(number: int) -> None:
    """Whether a good design is known or none; bounds above what is needed say no more."""
    compared = near = 0
    for scenario, lots in draw_listed(76_000 + number, 20):
        designs = [each for each in list_designs(scenario, lots) if each[1] < inf]
        best = {
            lot: min(cost for held, cost in designs if lot in held)
            for lot in {lot for held, _ in designs for lot in held}
        }
        optimum = min(best.values(), default=inf)
        for needed in (inf, optimum, optimum + 50_000):
            bounds = bound_awarded_designs(scenario, lots, needed, None).tolist()
            for lot, bound in zip(unpack_integers(lots.units), bounds, strict=True):
                assert bound <= max(best.get(lot, inf), needed + 1)
                assert bound > needed or bound <= best.get(lot, inf)
                compared += lot in best
                near += lot in best and bound > best[lot] * 0.999
    assert compared > 40
    assert near > compared // 4


def test_others_win_no_more_than_they_can_beside_a_lot() -> None:
    """Three lots of 10 to 11; the cheap party has room for two of the least, the other for all."""
    intervals = WinnerIntervals(count=2, least=10, width=1, total=31, limits=[(2, 20), (2, 99)])
    table = np.array([[1.0, 2.0], [5.0, 7.0]])
    others = award_bounds._bound_others(intervals, table)
    # Beside the cheap party's lot of 10: one more of 10 and a lot of 11.
    assert others[0, 0] == 1.0 + 7.0
    # Beside its lot of 11 there is no room: two lots of 10.
    assert others[0, 1] == 5.0 + 5.0
    # Beside the other's lot of 10 the cheap party can take one of 11 only alone.
    assert others[1, 0] == min(2.0 + 5.0, 1.0 + 7.0)
    assert others[1, 1] == 1.0 + 1.0


def test_what_else_decides_who_wins_is_left_to_other_bounds() -> None:
    """No prices, or an aim that is no cost."""
    units = [unit(f"u{n}", "centre", 10_000, "ash") for n in range(3)]
    assert not limits_winners_by_capacity(office(rule("contiguous"), units=units))
    for scenario, _ in draw_listed(76_100, 6):
        assert scenario.prices is not None
        assert not scenario.consortia
