"""Stabilised sifting: duals of a linear program with very many listed columns.

The restricted program is solved by an interior point method without crossover: that is quick for
thousands of rows, and the duals lie in the middle of the optimal face. The dual of a unit stays in
a box around the best one so far (`master`). After each solve all columns are priced, and the
cheapest of every unit join. Duals are made feasible by dual ascent at every step, so that a bound
is known at every moment; they are hints as all duals are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.backends.highs_lp import LpOptions, RowBounds
from solver.column_generation.master import MasterSolution, StabilisedMaster
from solver.model.column_matrix import ScaledColumns

INTERIOR_POINT = LpOptions(method="ipm", crossover=False)
"""It has no warm start, so that every master is built anew."""
SLACK_PENALTY = 3.0
"""The penalty of slack in rows that are no unit's, by their largest coefficient."""
SLACK_TOLERANCE = 1e-6
"""Slack below which there is none."""
COLUMNS_PER_UNIT = 10
"""The cheapest columns of every unit that join at a time."""
JOIN_REDUCED_COST, DROP_REDUCED_COST = 0.03, 0.1
"""Columns join below, and leave above these reduced costs, in mean duals of a unit."""
BOX_WIDTH = 0.1
"""The half-width of a unit's first box, as a fraction of its first dual."""
FIRST_DUAL_ASCENTS, DUAL_ASCENTS_PER_ROUND = 12, 3
"""Steps of dual ascent before the first linear program, and after each."""
BOUND_TOLERANCE = 1e-8
"""Duals are optimal when their bound is so near the master's value, as a fraction of it."""
MAX_SIFTING_ROUNDS = 60
"""The most linear programs."""
PRICING_TOLERANCE = 1e-7
"""Reduced costs that count as 0."""
MIN_WEIGHT, MIN_WEIGHT_FRACTION = 1e-6, 0.01
"""The least weight of a unit in dual ascent: absolute, and as a fraction of the mean dual."""


@dataclass(frozen=True)
class DualCentre:
    """The best scaled duals so far, (R,), and the columns of the last master with their shares.

    `columns` are their numbers, `shares` their values, both (n,). `bound` is the value of the
    duals. Columns of reduced cost up to `joining_cost` may matter. `is_optimal`: no other duals
    give a better bound.
    """

    duals: Floats
    bound: float
    columns: Ints
    shares: Floats
    joining_cost: float
    is_optimal: bool = False


@dataclass(frozen=True)
class StabilisedSifting:
    """R rows within `row_bounds`, and N columns at `costs`; rows of `units` equal 1.

    Costs are scaled so that the largest is 1, and rows so that their largest coefficients are. The
    first `candidate_count` columns are candidates, of which the `allowed` ones may take any share
    from 0; the others are within their `bounds` (K x 2).
    """

    columns: ScaledColumns
    costs: Floats
    row_bounds: RowBounds
    units: Flags
    candidate_count: int
    bounds: Floats
    allowed: Flags

    def iterate_centres(self, deadline: float | None) -> Iterator[DualCentre]:
        """Duals of ever better bounds, until they are optimal or the deadline (monotonic) passes.

        Raises Interrupted on Ctrl-C.
        """
        duals = np.zeros(len(self.units))
        for _ in range(FIRST_DUAL_ASCENTS):
            duals = self.raise_duals(duals)
        best, bound, weights = duals, self.evaluate_bound(duals), self._weigh_units(duals)
        box = BOX_WIDTH * weights
        join = JOIN_REDUCED_COST * float(weights.mean())
        drop = DROP_REDUCED_COST * float(weights.mean())
        inside = self._mark_cheapest(self.compute_reduced_costs(duals), np.inf)
        yield DualCentre(best, bound, np.flatnonzero(inside), np.zeros(int(inside.sum())), join)
        for _ in range(MAX_SIFTING_ROUNDS):
            chosen = np.concatenate((np.flatnonzero(inside), self._other_columns))
            master = self._build_master(chosen)
            master.set_box(best[self.units], box)
            solution = master.solve(deadline)
            if solution is None:
                return
            duals = self._drop_wrong_signs(solution.duals)
            for _ in range(DUAL_ASCENTS_PER_ROUND):
                duals = self.raise_duals(duals)
            reduced = self.compute_reduced_costs(solution.duals)
            joining = (reduced < -PRICING_TOLERANCE) & self._open_candidates & ~inside
            value = self.evaluate_bound(duals)
            kept = inside if value <= bound else inside & (reduced < drop)
            if value > bound:
                best, bound = duals, value
            is_near = solution.value - bound <= BOUND_TOLERANCE * abs(bound)
            uses_slack = bool(solution.slack.sum() > SLACK_TOLERANCE * master.slack_count)
            is_optimal = not uses_slack and (is_near or not joining.any())
            yield DualCentre(best, bound, chosen, solution.shares, join, is_optimal)
            if is_optimal:
                return
            if not joining.any():  # the boxes hold the duals back
                box = np.where(self._flag_at_box_side(solution), 2 * box, box)
            inside = kept | self._mark_cheapest(reduced, join)

    def _build_master(self, columns: Ints) -> StabilisedMaster:
        """The restricted program of some columns."""
        penalties = np.where(self.units, 0.0, SLACK_PENALTY)
        master = StabilisedMaster(self.row_bounds, self.units, penalties, options=INTERIOR_POINT)
        bounds = np.tile((0.0, np.inf), (len(columns), 1))
        is_other = columns >= self.candidate_count
        bounds[is_other] = self.bounds[columns[is_other] - self.candidate_count]
        master.add_columns(self.costs[columns], self.columns.select(columns), bounds)
        return master

    def _flag_at_box_side(self, solution: MasterSolution) -> Flags:
        """(units,): whose dual is at a side of its box."""
        flags: Flags = solution.slack[self.units].max(axis=1) > SLACK_TOLERANCE
        return flags

    def compute_reduced_costs(self, duals: Floats) -> Floats:
        """(N,): the reduced costs of all columns."""
        reduced: Floats = self.costs - self.columns.multiply_duals(duals)
        return reduced

    def evaluate_bound(self, duals: Floats) -> float:
        """A lower bound on every solution from duals, (R,), that leave no reduced cost negative."""
        low, high = self.row_bounds
        bounds = np.where(duals > 0, low, np.where(duals < 0, high, 0.0))
        reduced, others = self.compute_reduced_costs(duals)[self.candidate_count :], self.bounds
        cheapest = np.minimum(reduced * others[:, 0], reduced * others[:, 1])
        return float((duals * bounds).sum() + cheapest.sum())

    def raise_duals(self, duals: Floats) -> Floats:
        """(R,): one step of dual ascent, after which no candidate has a negative reduced cost.

        The reduced cost of a candidate is shared out among its units by weight, a negative one too,
        and the dual of a unit rises by the least share that any candidate leaves it.
        """
        reduced, (owners, units) = self.compute_reduced_costs(duals), self._holdings
        weights = self._weigh_units(duals)[units]
        total = np.bincount(owners, weights, minlength=len(reduced))
        shares = reduced[owners] / total[owners] * weights
        rise = np.full(len(duals), np.inf)
        np.minimum.at(rise, np.flatnonzero(self.units)[units], shares)
        return duals + np.where(np.isfinite(rise), rise, 0.0)

    def _weigh_units(self, duals: Floats) -> Floats:
        """(units,): the weights in dual ascent, which are about the duals."""
        weights = np.abs(duals[self.units])
        if not weights.any():
            weights = self._least_costs
        return np.maximum(weights, max(MIN_WEIGHT, MIN_WEIGHT_FRACTION * float(weights.mean())))

    @cached_property
    def _least_costs(self) -> Floats:
        """(units,): the least cost per unit of any candidate that holds the unit."""
        owners, units = self._holdings
        sizes = np.bincount(owners, minlength=len(self.costs))
        least = np.full(int(self.units.sum()), np.inf)
        np.minimum.at(least, units, self.costs[owners] / sizes[owners])
        return np.where(np.isfinite(least), np.abs(least), 0.0)

    @cached_property
    def _open_candidates(self) -> Flags:
        """(N,): the candidates that may have a share."""
        flags = self.allowed.copy()
        flags[self.candidate_count :] = False
        return flags

    @cached_property
    def _other_columns(self) -> Ints:
        return np.arange(self.candidate_count, len(self.costs))

    @cached_property
    def _holdings(self) -> tuple[Ints, Ints]:
        """All pairs of an open candidate and one of its units, by their numbers."""
        entries = self.columns.columns
        owners = np.repeat(np.arange(len(self.costs)), np.diff(entries.starts))
        kept = self.units[entries.rows] & self._open_candidates[owners]
        unit_numbers = np.cumsum(self.units) - 1
        return owners[kept], unit_numbers[entries.rows[kept]]

    def _mark_cheapest(self, reduced: Floats, most: float) -> Flags:
        """(N,): the cheapest candidates of every unit, of reduced cost below `most`."""
        owners, units = self._holdings
        unit_count, costs = int(self.units.sum()), reduced[owners]
        below = np.flatnonzero(costs < most)
        order = below[np.lexsort((costs[below], units[below]))]
        first = np.searchsorted(units[order], np.arange(unit_count))
        rank = np.arange(len(order)) - first[units[order]]
        flags = np.zeros(len(reduced), dtype=np.bool_)
        flags[owners[order[rank < COLUMNS_PER_UNIT]]] = True
        return flags

    def _drop_wrong_signs(self, duals: Floats) -> Floats:
        """The duals with 0 for those whose row has no bound on the side of their sign."""
        low, high = self.row_bounds
        is_wrong = ((duals > 0) & np.isinf(low)) | ((duals < 0) & np.isinf(high))
        return np.where(is_wrong, 0.0, duals)
