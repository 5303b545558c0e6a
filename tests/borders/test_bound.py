"""No bound is above what the best design cuts, whatever it rests on."""

from random import Random

import numpy as np
import pytest

from solver.bitsets import pack_bits
from solver.candidates.adjacency import build_adjacency
from solver.column_generation.frontier_loop import CutPairsBound, FrontierLoop, price_lots
from solver.column_generation.frontier_pricing import PARTS_PER_PAIR, FrontierPricing
from solver.column_generation.frontier_search import LotGapEnumeration
from solver.column_generation.frontier_sums import has_divisible_complement
from tests.borders.maps import border, cut, designs, grounds, listed, prices, tight
from tests.labelling.drawn import documents


@pytest.mark.parametrize("start", range(3))
def test_bounds_hold_at_any_prices(start: int) -> None:
    """And so does what they allow a lot of a design."""
    random, seen = Random(start), False
    for scenario, terms, here in grounds(documents(30, 9600 + start)):
        every = [*designs(scenario, terms)]
        for _ in range(3):
            price = prices(here, random)
            drawn, least, _ = price_lots(
                FrontierPricing(here, price), random.choice((1, 64, 9_999)), 5_000
            )
            bound = CutPairsBound(here, price, least)
            by_unit = price[np.argsort(here.units)]
            for design in every:
                seen = True
                assert bound.pairs <= cut(scenario, design)
                for lot in design:
                    cost = PARTS_PER_PAIR * border(scenario, lot) - int(by_unit[[*lot]].sum())
                    assert least <= cost <= bound.compute_allowance(cut(scenario, design))
            if drawn.is_complete and len(drawn.costs):
                assert least == drawn.costs[0]
    assert seen


@pytest.mark.parametrize("start", range(3))
def test_prices_are_bettered_and_the_bound_holds(start: int) -> None:
    """Whenever it is stopped; without a design it passes what could be cut, or stays open."""
    met = 0
    for scenario, terms, here in grounds(documents(30, 9700 + start)):
        best = min((cut(scenario, design) for design in designs(scenario, terms)), default=None)
        told: list[int] = []

        def passes(pairs: int, told: list[int] = told, most: int = here.touching_pairs) -> bool:
            told.append(pairs)
            return pairs > most

        pricing = FrontierLoop(
            here, np.zeros((0, len(here.units)), dtype=np.bool_), np.zeros(0, dtype=np.int64)
        )
        pricing.raise_bound(passes)
        assert told == sorted(told)
        if best is not None:
            assert told[-1] <= best
            met += told[-1] == best
    assert met >= 10


def test_all_lots_of_designs_near_the_bound_are_listed() -> None:
    """Those of every design that cuts no more pairs than asked."""
    seen = 0
    for scenario, terms, here in grounds(documents(30, 9800)):
        every = [*designs(scenario, terms)]
        price = np.full(len(here.units), PARTS_PER_PAIR, dtype=np.int64)
        bound = CutPairsBound(here, price, price_lots(FrontierPricing(here, price), 64, 5_000)[1])
        near = LotGapEnumeration(scenario, terms, here, bound)
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


def test_every_lot_of_a_design_leaves_lots() -> None:
    """And some lots of connected units do not."""
    refused = 0
    for scenario, terms, here in grounds(tight(40, 9900)):
        if not terms.connected or not all(unit.locality for unit in scenario.units):
            continue
        adjacency, others = build_adjacency(scenario), terms.counts[-1] - 1
        held = {lot for design in designs(scenario, terms) for lot in design}
        for lot in listed(scenario):
            leaves = has_divisible_complement(
                pack_bits(lot), adjacency, here.ranges_by_unit, others
            )
            assert leaves or lot not in held
            refused += not leaves
    assert refused
