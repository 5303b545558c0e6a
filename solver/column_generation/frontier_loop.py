"""The column generation loop for few large lots: a Lagrangian bound on the cut pairs.

Every cut pair is seen from two lots, so a design costs the duals of all units plus the reduced
costs of its lots: at least the number of lots times the least of them (Geoffrion 1974). Duals
come from the stabilised master (Johnson, Mehrotra and Nemhauser 1993; Mehrotra, Johnson and
Nemhauser 1998).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags, Ints
from solver.column_generation.frontier_instance import FrontierInstance
from solver.column_generation.frontier_pricing import (
    INFEASIBLE_COST,
    MAX_DUAL_SUM,
    PARTS_PER_PAIR,
    FrontierPricing,
    PricedLots,
    is_never_late,
)
from solver.column_generation.master import FrontierMaster, FrontierMasterSolution

FIRST_BOX_WIDTH = 0.5
"""How far prices may be off at first, in touching pairs; twice as far when that ends."""
MIN_COLUMNS_PRICED, COLUMNS_PER_ROUND = 30, 200
"""So many lots are wanted at least when cheap ones are looked for; so many join at a time."""
FIRST_BEAM_WIDTH, BEAM_GROWTH, MAX_BEAM_WIDTH = 5_000, 4, 320_000
"""Parts of lots that are followed at a place meanwhile: at first, times as many when that was not
enough, and at most."""
MAX_ROUNDS = 400
"""Times that prices are made anew, at most."""
FIRST_LIMIT_STEP = PARTS_PER_PAIR // 4
"""By how much the limit of what is cheap rises at first."""
REDUCED_COST_TOLERANCE = 1e-7


@dataclass
class CutPairsBound:
    """The nearest bound so far and what it rests on.

    `prices` are whole, in `PART`s of a touching pair, and no lot costs less than `least` at them.
    """

    instance: FrontierInstance
    duals: Ints
    min_reduced_cost: int

    @property
    def pairs(self) -> int:
        """No design cuts fewer touching pairs; with more than there are, there is no design."""
        return -(-self._evaluate_duals(self.duals, self.min_reduced_cost) // (2 * PARTS_PER_PAIR))

    def compute_allowance(self, pairs: int) -> int:
        """What a lot costs at most, at the prices, in a design that cuts so many pairs."""
        others = min((count - 1) * self.min_reduced_cost for count in self.instance.lot_counts)
        return 2 * PARTS_PER_PAIR * pairs - int(self.duals.sum()) - others

    def accept_if_nearer(self, prices: Ints, least: int) -> bool:
        """Whether these prices give a nearer bound, which is then kept."""
        if self._evaluate_duals(prices, least) <= self._evaluate_duals(
            self.duals, self.min_reduced_cost
        ):
            return False
        self.duals, self.min_reduced_cost = prices, least
        return True

    def _evaluate_duals(self, prices: Ints, least: int) -> int:
        return int(prices.sum()) + min(count * least for count in self.instance.lot_counts)


class FrontierLoop:
    """Column generation from some first lots on."""

    def __init__(
        self,
        ground: FrontierInstance,
        lots: Flags,
        borders: Ints,
        late: Callable[[], bool] = is_never_late,
    ) -> None:
        nothing = np.zeros(len(ground.units), dtype=np.int64)
        self.bound = CutPairsBound(
            ground, nothing, FrontierPricing(ground, nothing).min_reduced_cost
        )
        self._instance, self._is_late = ground, late
        self._box_width, self._limit_step, self._beam_width = (
            FIRST_BOX_WIDTH,
            FIRST_LIMIT_STEP,
            FIRST_BEAM_WIDTH,
        )
        self._is_optimal = False
        self._master = FrontierMaster(len(ground.units), ground.lot_counts)
        self._master.add_columns(lots, borders)
        centre = borders.sum() / max(1, lots.sum()) if len(lots) else 1.0
        self._master.set_box(np.full(len(ground.units), centre), FIRST_BOX_WIDTH)

    def raise_bound(self, enough: Callable[[int], bool]) -> None:
        """Betters the bound until that is `enough`, nothing helps any more, or it is late."""
        for _ in range(MAX_ROUNDS):
            if enough(self.bound.pairs) or self._is_late() or not self._run_round():
                break

    def widen_beam(self) -> bool:
        """Looks among more lots from now on; False where that cannot help."""
        self._beam_width *= BEAM_GROWTH
        return not self._is_optimal and self._beam_width <= MAX_BEAM_WIDTH

    def _run_round(self) -> bool:
        """Prices made anew once; False where that leads nowhere any more."""
        point = self._master.solve()
        prices = self._round_duals(point)
        cheapest = FrontierPricing(self._instance, prices, self._is_late)
        drawn, least, self._limit_step = price_lots(cheapest, self._limit_step, self._beam_width)
        improved = self.bound.accept_if_nearer(prices, least)
        joined = self._add_columns(drawn, prices, point)
        if not (improved or joined):
            self._is_optimal = point.is_unboxed and drawn.is_complete
            if self._is_optimal or not drawn.is_complete:
                return False
            self._box_width *= 2
        if improved or not joined:
            self._master.set_box(self.bound.duals / PARTS_PER_PAIR, self._box_width)
        return True

    def _round_duals(self, point: FrontierMasterSolution) -> Ints:
        most = MAX_DUAL_SUM // len(point.duals)
        return np.clip(np.rint(point.duals * PARTS_PER_PAIR), -most, most).astype(np.int64)

    def _add_columns(self, drawn: PricedLots, prices: Ints, point: FrontierMasterSolution) -> int:
        """Adds the cheapest lots that better the linear program; how many there were."""
        held = self._instance.unpack_places(drawn.lots)
        borders = count_border_pairs(held, drawn.costs, prices)
        gains = borders - held @ point.duals - point.lot_count_dual < -REDUCED_COST_TOLERANCE
        some = np.flatnonzero(gains)[:COLUMNS_PER_ROUND]
        return self._master.add_columns(held[some], borders[some])


def count_border_pairs(held: Flags, costs: Ints, prices: Ints) -> Ints:
    """The touching pairs that lots (N x places) of these costs see across their borders."""
    return (costs + held @ prices) // PARTS_PER_PAIR


def price_lots(cheapest: FrontierPricing, step: int, begun: int) -> tuple[PricedLots, int, int]:
    """The cheapest lots, some `WANTED` where there are as many, and what none costs less than.

    They are looked for up to one step above the least first; last comes the step in the end. So
    many parts of lots are followed at a place.
    """
    drawn = cheapest.enumerate_within(cheapest.min_reduced_cost + step, begun)
    while not drawn.is_complete and step > FIRST_LIMIT_STEP:
        step = max(FIRST_LIMIT_STEP, step // 4)
        drawn = cheapest.enumerate_within(cheapest.min_reduced_cost + step, begun)
    least = cheapest.min_reduced_cost
    while drawn.is_complete:
        limit = cheapest.min_reduced_cost + step
        least = int(drawn.costs.min(initial=limit + 1))
        if len(drawn.costs) >= MIN_COLUMNS_PRICED or limit >= INFEASIBLE_COST:
            break
        step *= 2
        drawn = cheapest.enumerate_within(cheapest.min_reduced_cost + step, begun)
    return drawn, least, step
