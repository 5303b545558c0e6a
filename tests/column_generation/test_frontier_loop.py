"""No bound is above what the best design cuts, at any duals."""

from random import Random
from typing import cast

import numpy as np
import pytest

from solver.bitsets import pack_bits
from solver.candidates.adjacency import build_contiguity
from solver.column_generation.frontier_loop import CutPairsBound, FrontierLoop, price_lots
from solver.column_generation.frontier_pricing import (
    PARTS_PER_PAIR,
    FrontierPricing,
    PricedLots,
)
from solver.column_generation.frontier_search import LotGapEnumeration
from solver.column_generation.frontier_sums import has_divisible_complement
from tests.column_generation.drawn import documents
from tests.column_generation.maps import (
    border,
    cut,
    designs,
    draw_duals,
    iterate_instances,
    listed,
    tight,
)


@pytest.mark.parametrize("start", range(3))
def test_bounds_hold_at_any_duals(start: int) -> None:
    """So does the allowance of a lot in a design."""
    random, seen = Random(start), False
    for scenario, requirements, instance in iterate_instances(documents(30, 9600 + start)):
        every = [*designs(scenario, requirements)]
        for _ in range(3):
            duals = draw_duals(instance, random)
            drawn, least, _ = price_lots(
                FrontierPricing(instance, duals), random.choice((1, 64, 9_999)), 5_000
            )
            bound = CutPairsBound(instance, duals, least)
            by_unit = duals[np.argsort(instance.units)]
            for design in every:
                seen = True
                assert bound.pairs <= cut(scenario, design)
                for lot in design:
                    cost = PARTS_PER_PAIR * border(scenario, lot) - int(by_unit[[*lot]].sum())
                    assert least <= cost <= bound.compute_allowance(cut(scenario, design))
            if drawn.is_complete and len(drawn.costs):
                assert least == drawn.costs[0]
    assert seen


class NoLotWithin:
    """Pricing that finds no lot within its first limit, and cannot tell within a larger one."""

    min_reduced_cost = 100
    """A bound on the least reduced cost, far below it."""

    def __init__(self) -> None:
        self.limits: list[int] = []

    def enumerate_within(self, limit: int, beam_width: int) -> PricedLots:
        """No lots, and whether that is all."""
        self.limits.append(limit)
        nothing = np.zeros((0, 1), dtype=np.uint64), np.zeros(0, dtype=np.int64)
        return PricedLots(*nothing, is_complete=len(self.limits) == 1)


def test_where_no_lot_is_within_a_limit_the_least_is_just_above_it() -> None:
    pricing = NoLotWithin()
    _, least, step = price_lots(cast("FrontierPricing", pricing), 64, 5_000)
    assert pricing.limits == [164, 228]
    assert (least, step) == (165, 128)


@pytest.mark.parametrize("start", range(3))
def test_the_bound_rises_and_holds(start: int) -> None:
    """At every moment; without a design it passes the number of pairs, or stays open."""
    met = 0
    for scenario, requirements, instance in iterate_instances(documents(60, 9700 + start)):
        best = min(
            (cut(scenario, design) for design in designs(scenario, requirements)), default=None
        )
        bounds: list[int] = []

        def passes(
            pairs: int, bounds: list[int] = bounds, most: int = instance.touching_pairs
        ) -> bool:
            bounds.append(pairs)
            return pairs > most

        pricing = FrontierLoop(
            instance,
            np.zeros((0, len(instance.units)), dtype=np.bool_),
            np.zeros(0, dtype=np.int64),
        )
        pricing.raise_bound(passes)
        assert bounds == sorted(bounds)
        if best is not None:
            assert bounds[-1] <= best
            met += bounds[-1] == best
    assert met >= 10


def test_all_lots_of_designs_near_the_bound_are_listed() -> None:
    """Those of every design that cuts no more pairs than asked."""
    seen = 0
    for scenario, requirements, instance in iterate_instances(documents(30, 9800)):
        every = [*designs(scenario, requirements)]
        duals = np.full(len(instance.units), PARTS_PER_PAIR, dtype=np.int64)
        bound = CutPairsBound(
            instance, duals, price_lots(FrontierPricing(instance, duals), 64, 5_000)[1]
        )
        near = LotGapEnumeration(scenario, requirements, instance, bound)
        for pairs in {cut(scenario, design) for design in every}:
            candidates = near.list_candidates(pairs)
            assert candidates is not None
            found = {candidates.lots[i] for i in range(len(candidates))}
            assert found <= {*listed(scenario)}
            for design in every:
                if cut(scenario, design) <= pairs:
                    assert found.issuperset(design)
                    seen += 1
    assert seen


def test_the_complement_of_every_lot_of_a_design_is_divisible() -> None:
    """That of some other lots is not."""
    refused = 0
    for scenario, requirements, instance in iterate_instances(tight(40, 9900)):
        if not requirements.connected or not all(unit.locality for unit in scenario.units):
            continue
        adjacency, others = build_contiguity(scenario), requirements.counts[-1] - 1
        held = {lot for design in designs(scenario, requirements) for lot in design}
        for lot in listed(scenario):
            is_divisible = has_divisible_complement(
                pack_bits(lot), adjacency, instance.ranges_by_unit, others
            )
            assert is_divisible or lot not in held
            refused += not is_divisible
    assert refused
