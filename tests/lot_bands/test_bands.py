"""Bands and growth inside them: no lot of an admissible design is left out, and none is twice."""

from itertools import product
from random import Random

import numpy as np
import pytest

from lotdesign.design import build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.bitsets import pack_bits
from solver.lot_bands.band_growth import BandGrowth
from solver.lot_bands.bands import LotBands, list_lot_bands
from solver.lot_bands.growth_graph import build_growth_graph
from solver.lot_bands.market_bound import bound_cost_by_market
from solver.lot_bands.masks import unpack_integers
from solver.lot_bands.size_estimate import estimate_lot_count
from solver.lot_bands.tree_cuts import TreeCutter
from solver.lot_bands.value_bound import bound_cost_of_count
from tests import brute
from tests.brute.partitions import partitions
from tests.solve.loading import drawn, loaded
from tests.strategies import scenarios

MARKET = ("award", "bidders", "lot_count", "balance", "lot_value")
KINDS = ("contiguous", "balance", "lot_value", "lot_size", "lot_count", "together", "apart")


def map_of(units: int, *rules: dict[str, object], width: int = 4, **tables: object) -> Scenario:
    """Units of £100,000 to £190,000 on a grid, each in a locality of its own."""
    names = [f"u{u}" for u in range(units)]
    beside = [
        {"a": f"p{u}", "b": f"p{v}"}
        for u, v in product(range(units), repeat=2)
        if (v == u + 1 and v % width) or v == u + width
    ]
    return loaded(
        {
            "schema": 1,
            "term": {"initial": 2},
            "units": [
                {
                    "id": name,
                    "name": name,
                    "service": "s",
                    "locality": f"p{u}",
                    "annual_budget": 100_000 + 10_000 * (u * 7 % 10),
                }
                for u, name in enumerate(names)
            ],
            "localities": [{"id": f"p{u}", "name": f"P{u}"} for u in range(units)],
            "neighbours": beside,
            "money": {"scale": [{"value": 0, "saving": 0}, {"value": 900_000, "saving": "9%"}]},
            "rule": [{"id": "c", "kind": "contiguous"}, *rules],
            "objective": [{"measure": "whole_life_cost"}],
            **tables,
        }
    )


def list_sets(scenario: Scenario, bands: LotBands) -> list[int]:
    """The sets of units inside the bands, as Python integers."""
    graph = build_growth_graph(scenario, bands)
    assert graph is not None
    sets = [graph.units_of_block.unite(some) for some in BandGrowth(graph).iterate_sets()]
    return unpack_integers(np.concatenate(sets, axis=1))


@pytest.mark.parametrize("start", [1, 2, 3])
def test_every_lot_of_an_admissible_design_lies_inside_the_bands_of_its_number(start: int) -> None:
    """Drawn scenarios of up to six units, all their partitions."""
    seen = 0
    strategy = scenarios(kinds=KINDS, max_units=6, prices=False, routes=False)
    for doc in drawn(strategy, 40, start=71_000 + start):
        scenario = loaded(doc)
        bands = {each.count: each for each in list_lot_bands(scenario)}
        if any(build_growth_graph(scenario, each) is None for each in bands.values()):
            continue
        sets = {count: list_sets(scenario, each) for count, each in bands.items()}
        assert all(len(each) == len(set(each)) for each in sets.values())
        for labels in partitions(len(scenario.units)):
            lots = [
                [u for u, label in enumerate(labels) if label == lot] for lot in sorted(set(labels))
            ]
            evaluation = Evaluation(scenario, build_external_design(lots))
            rules = [r for r in scenario.active_rules if not r.needs_certificate]
            if all(rule.judge(evaluation).met for rule in rules):
                seen += 1
                assert {pack_bits(lot) for lot in lots} <= set(sets[len(lots)])
    assert seen > 100


def test_what_the_others_hold_narrows_the_band_of_a_lot() -> None:
    """£1.74m in three lots of £0.4m to £0.7m: each holds at least £0.34m, less than its own 0.4."""
    scenario = map_of(12, {"id": "v", "kind": "lot_value", "min": 400_000, "max": 600_000})
    counts = [each.count for each in list_lot_bands(scenario)]
    assert counts == [3, 4]
    total = sum(unit.gross[0] for unit in scenario.units)
    (band,) = list_lot_bands(scenario)[0].bands
    assert band.least == max(40_000_000, total - 2 * 60_000_000)
    assert band.most == min(60_000_000, total - 2 * 40_000_000)


def test_an_island_below_the_least_lot_leaves_no_set() -> None:
    """p11 touches nothing: no partition has lots of £400,000."""
    neighbours = [{"a": f"p{u}", "b": f"p{u + 1}"} for u in range(10)]
    scenario = map_of(12, {"id": "v", "kind": "lot_value", "min": 400_000}, neighbours=neighbours)
    assert all(not list_sets(scenario, each) for each in list_lot_bands(scenario))


def test_the_estimate_is_near_the_number_of_lots() -> None:
    """Within a third of it, by three seeds."""
    scenario = map_of(
        24,
        {"id": "n", "kind": "lot_count", "min": 3, "max": 3},
        {"id": "b", "kind": "balance", "measure": "value", "tolerance": "30%"},
        width=6,
    )
    (bands,) = list_lot_bands(scenario)
    graph = build_growth_graph(scenario, bands)
    assert graph is not None
    number = len(list_sets(scenario, bands))
    assert number > 3_000
    for seed in range(3):
        assert number * 2 / 3 < estimate_lot_count(graph, seed, 10**6) < number * 4 / 3


@pytest.mark.parametrize("seed", range(4))
def test_tree_cuts_are_connected_lots_inside_the_bands(seed: int) -> None:
    """Each partition covers every unit once, by lots that growth lists as well."""
    scenario = map_of(
        20,
        {"id": "n", "kind": "lot_count", "min": 4, "max": 4},
        {"id": "b", "kind": "balance", "measure": "value", "tolerance": "25%"},
        width=5,
    )
    (bands,) = list_lot_bands(scenario)
    graph = build_growth_graph(scenario, bands)
    assert graph is not None
    cutter = TreeCutter(graph, Random(seed))
    partitions_drawn = [lots for _ in range(10) if (lots := cutter.draw_partition()) is not None]
    listed = set(list_sets(scenario, bands))
    assert partitions_drawn
    for lots in partitions_drawn:
        assert sum(lots) == 2**20 - 1
        assert len(lots) == 4
        assert set(lots) <= listed


def test_the_bound_by_values_is_below_every_design_and_near_the_best() -> None:
    """All partitions into three connected lots of nine units."""
    scenario = map_of(9, {"id": "n", "kind": "lot_count", "min": 3, "max": 3}, width=3)
    (bands,) = list_lot_bands(scenario)
    bound = bound_cost_of_count(scenario, bands, "whole_life_cost")
    costs = []
    for labels in partitions(9):
        if len(set(labels)) == 3:
            lots = [[u for u in range(9) if labels[u] == lot] for lot in range(3)]
            evaluation = Evaluation(scenario, build_external_design(lots))
            if all(rule.judge(evaluation).met for rule in scenario.active_rules):
                costs.append(MEASURES["whole_life_cost"].evaluate(evaluation))
    assert bound is not None
    assert min(costs) * 98 // 100 < bound <= min(costs)


@pytest.mark.parametrize("measure", ["whole_life_cost", "net_present_cost"])
def test_no_bound_of_a_number_of_lots_is_above_the_best_design(measure: str) -> None:
    """Drawn scenarios, half of them with prices, against the brute force."""
    compared = near = 0
    for number in range(2):
        strategy = scenarios(kinds=MARKET, max_units=6, prices=number == 0, routes=False)
        for drawing in drawn(strategy, 60, start=72_000 + number):
            doc = drawing | {"objective": [{"measure": measure}]}
            scenario, best = loaded(doc), brute.solve(doc)
            if not best.lots or scenario.routes.offered != ("external",):
                continue
            (bands,) = (b for b in list_lot_bands(scenario) if b.count == len(best.lots))
            by_values = bound_cost_of_count(scenario, bands, measure)
            by_market = bound_cost_by_market(scenario, bands, measure, 20.0, 0)
            assert by_values is not None
            assert by_values <= best.optima[0]
            if by_market is not None:
                compared += 1
                assert by_market <= best.optima[0]
                near += by_market > by_values
    assert compared > 10
    assert near
