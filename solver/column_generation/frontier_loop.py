"""The column generation loop for few large lots: a Lagrangian bound on the cut pairs.

Every cut pair is seen from two lots, so a design costs the duals of all units plus the reduced
costs of its lots: at least the number of lots times the least of them (Geoffrion 1974). Duals
come from the stabilised master (Johnson, Mehrotra and Nemhauser 1993; Mehrotra, Johnson and
Nemhauser 1998).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.column_generation.frontier_instance import FrontierInstance
from solver.column_generation.frontier_pricing import (
    INFEASIBLE_COST,
    MAX_DUAL_SUM,
    PARTS_PER_PAIR,
    FrontierPricing,
    PricedLots,
)
from solver.column_generation.master import MasterSolution, StabilisedMaster
from solver.deadline import has_passed

FIRST_BOX_WIDTH = 0.5
"""The half-width of the first box, in touching pairs; doubled when nothing improves inside it."""
MIN_COLUMNS_PRICED, COLUMNS_PER_ROUND = 30, 200
"""Columns that a round of pricing looks for at least, and that join at a time."""
FIRST_BEAM_WIDTH, BEAM_GROWTH, MAX_BEAM_WIDTH = 5_000, 4, 320_000
"""Partial lots that pricing keeps at each place: at first, the growth when that was not enough,
and at most."""
MAX_ROUNDS = 400
"""Rounds of pricing."""
FIRST_LIMIT_STEP = PARTS_PER_PAIR // 4
"""The limit on reduced costs at first, above the least."""
LOT_COUNT_PENALTY = 1e4
"""The penalty of a lot too many or too few, in touching pairs."""
REDUCED_COST_TOLERANCE = 1e-7
"""Reduced costs, in touching pairs, that count as 0."""
SLACK_TOLERANCE = 1e-6
"""Slack below which there is none."""


@dataclass
class CutPairsBound:
    """The best Lagrangian bound so far, and the duals that it rests on.

    `duals`, (P,) for P places, and `min_reduced_cost` are whole numbers in parts of a touching
    pair.
    """

    instance: FrontierInstance
    duals: Ints
    min_reduced_cost: int

    @property
    def pairs(self) -> int:
        """No design cuts fewer touching pairs; above the number of pairs, there is no design."""
        return -(-self._evaluate(self.duals, self.min_reduced_cost) // (2 * PARTS_PER_PAIR))

    def compute_allowance(self, pairs: int) -> int:
        """The largest reduced cost of any lot of a design that cuts at most so many pairs."""
        others = min((count - 1) * self.min_reduced_cost for count in self.instance.lot_counts)
        return 2 * PARTS_PER_PAIR * pairs - int(self.duals.sum()) - others

    def accept_if_better(self, duals: Ints, min_reduced_cost: int) -> bool:
        """Takes the duals, (P,), over if they give a better bound; whether they do."""
        current = self._evaluate(self.duals, self.min_reduced_cost)
        if self._evaluate(duals, min_reduced_cost) <= current:
            return False
        self.duals, self.min_reduced_cost = duals, min_reduced_cost
        return True

    def _evaluate(self, duals: Ints, min_reduced_cost: int) -> int:
        return int(duals.sum()) + min(
            count * min_reduced_cost for count in self.instance.lot_counts
        )


class FrontierLoop:
    """Column generation, starting from N lots, N x P flags, and the pairs that each cuts, (N,)."""

    def __init__(
        self,
        instance: FrontierInstance,
        lots: Flags,
        cut_pairs: Ints,
        deadline: float | None = None,
    ) -> None:
        places = len(instance.units)
        zeros = np.zeros(places, dtype=np.int64)
        least = FrontierPricing(instance, zeros).min_reduced_cost
        self.bound = CutPairsBound(instance, zeros, least)
        self._instance, self._deadline = instance, deadline
        self._box_width, self._beam_width = FIRST_BOX_WIDTH, FIRST_BEAM_WIDTH
        self._limit_step = FIRST_LIMIT_STEP
        self._is_optimal = False
        self._master = _build_master(instance)
        self._add_to_master(lots, cut_pairs)
        centre = cut_pairs.sum() / max(1, lots.sum()) if len(lots) else 1.0
        self._master.set_box(np.full(places, centre), FIRST_BOX_WIDTH)

    def raise_bound(self, is_enough: Callable[[int], bool]) -> None:
        """Raises the bound until it is enough, cannot be raised in the beam, or time is up.

        Raises Interrupted on Ctrl-C during a linear program.
        """
        for _ in range(MAX_ROUNDS):
            if is_enough(self.bound.pairs) or has_passed(self._deadline) or not self._run_round():
                break

    def widen_beam(self) -> bool:
        """Prices in a wider beam from now on; False where that cannot help."""
        self._beam_width *= BEAM_GROWTH
        return not self._is_optimal and self._beam_width <= MAX_BEAM_WIDTH

    def _run_round(self) -> bool:
        """Solves the master and prices once; False where no further round would help."""
        solution = self._master.solve(self._deadline)
        if solution is None:
            return False
        duals = self._round_duals(solution.duals[:-1])
        pricing = FrontierPricing(self._instance, duals, self._deadline)
        priced, least, self._limit_step = price_lots(pricing, self._limit_step, self._beam_width)
        is_better = self.bound.accept_if_better(duals, least)
        joined = self._add_columns(priced, duals, solution)
        if not (is_better or joined):
            is_unboxed = bool(solution.slack.max() < SLACK_TOLERANCE)
            self._is_optimal = is_unboxed and priced.is_complete
            if self._is_optimal or not priced.is_complete:
                return False
            self._box_width *= 2
        if is_better or not joined:
            self._master.set_box(self.bound.duals / PARTS_PER_PAIR, self._box_width)
        return True

    def _round_duals(self, duals: Floats) -> Ints:
        most = MAX_DUAL_SUM // len(duals)
        return np.clip(np.rint(duals * PARTS_PER_PAIR), -most, most).astype(np.int64)

    def _add_columns(self, priced: PricedLots, duals: Ints, solution: MasterSolution) -> int:
        """Adds the cheapest lots of negative reduced cost to the master; how many are new."""
        held = self._instance.unpack_places(priced.lots)
        cut_pairs = count_border_pairs(held, priced.costs, duals)
        reduced = cut_pairs - held @ solution.duals[:-1] - float(solution.duals[-1])
        joining = np.flatnonzero(reduced < -REDUCED_COST_TOLERANCE)[:COLUMNS_PER_ROUND]
        return self._add_to_master(held[joining], cut_pairs[joining])

    def _add_to_master(self, lots: Flags, cut_pairs: Ints) -> int:
        places = lots.shape[1]
        rows = [np.append(np.flatnonzero(lot), places) for lot in lots]
        values = [np.ones(len(each)) for each in rows]
        keys = [lot.tobytes() for lot in lots]
        return self._master.add_new_columns(cut_pairs.astype(np.float64), rows, values, keys)


def _build_master(instance: FrontierInstance) -> StabilisedMaster:
    """Rows are the places, each in one lot, and the number of lots."""
    places, counts = len(instance.units), instance.lot_counts
    low = np.append(np.ones(places), float(counts[0]))
    high = np.append(np.ones(places), float(counts[-1]))
    penalties = np.full(places + 1, LOT_COUNT_PENALTY)
    return StabilisedMaster((low, high), np.arange(places + 1) < places, penalties)


def count_border_pairs(held: Flags, costs: Ints, duals: Ints) -> Ints:
    """(N,): the pairs cut by lots, N x P flags, of these reduced costs, (N,), at duals (P,)."""
    return (costs + held @ duals) // PARTS_PER_PAIR


def price_lots(pricing: FrontierPricing, step: int, beam_width: int) -> tuple[PricedLots, int, int]:
    """The cheapest lots, about `MIN_COLUMNS_PRICED`, and a bound on the least reduced cost.

    They are enumerated up to `step` above the least first; the step is adapted, and returned last.
    Costs, bound and step are in parts of a touching pair.
    """
    priced = pricing.enumerate_within(pricing.min_reduced_cost + step, beam_width)
    while not priced.is_complete and step > FIRST_LIMIT_STEP:
        step = max(FIRST_LIMIT_STEP, step // 4)
        priced = pricing.enumerate_within(pricing.min_reduced_cost + step, beam_width)
    least = pricing.min_reduced_cost
    while priced.is_complete:
        limit = pricing.min_reduced_cost + step
        least = int(priced.costs.min(initial=limit + 1))
        if len(priced.costs) >= MIN_COLUMNS_PRICED or limit >= INFEASIBLE_COST:
            break
        step *= 2
        priced = pricing.enumerate_within(pricing.min_reduced_cost + step, beam_width)
    return priced, least, step
