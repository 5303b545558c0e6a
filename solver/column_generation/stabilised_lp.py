"""Stabilised sifting: duals of a linear program with very many listed columns.

The program of few columns is solved by an interior point method without crossover: that is quick
for thousands of rows, and the duals lie in the middle of the optimal face. The dual of a unit may
leave the best one so far by a box alone, with slack at a penalty either way (boxstep
stabilisation;
du Merle, Villeneuve, Desrosiers and Hansen, Discrete Mathematics 194, 1999). After each solve all
columns are priced, and the cheapest of every unit join. Duals are made feasible at every step, so
that a bound is known at every moment; they are hints as all duals are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.backends.native_calls import run_interruptible
from solver.model.column_matrix import ScaledColumns, SparseColumns

SLACK_PENALTY = 3.0
"""What it costs to let a row that is no unit's slip by all of its largest coefficient."""
SLACK_TOLERANCE = 1e-6
"""Slips up to here are none."""
USABLE_STATUSES = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnknown)
"""Ends after which there are prices; they need not be exact."""


@dataclass(frozen=True)
class RestrictedProgram:
    """Columns with what they cost and the range of each (K x 2), and the ends of the rows."""

    entries: SparseColumns
    costs: Floats
    ranges: Floats
    ends: tuple[Floats, Floats]


@dataclass(frozen=True)
class BoxedSolution:
    """Prices of the rows, the shares of the columns and what they cost.

    `pressed` says of each unit whether its price is at the side of its box, `slipped` whether any
    row is let slip.
    """

    duals: Floats
    shares: Floats
    value: float
    is_at_box_side: Flags
    uses_slack: bool


def solve_boxed_lp(
    program: RestrictedProgram, units: Flags, centre: Floats, box: Floats, deadline: float | None
) -> BoxedSolution | None:
    """The middle of the best prices, a unit's at most its `box` from its `centre`.

    None where there is none, or not before the deadline. Raises Interrupted.
    """
    own, others = np.flatnonzero(units), np.flatnonzero(~units)
    falling, rising = (others[np.isfinite(end[others])] for end in program.ends)
    rows = np.concatenate((own, own, falling, rising))
    signs = np.repeat([1.0, -1.0, 1.0, -1.0], [len(own), len(own), len(falling), len(rising)])
    dear = np.full(len(falling) + len(rising), SLACK_PENALTY)
    slips = np.concatenate((centre + box, box - centre, dear))
    highs = _build_boxed_lp(program, rows, signs, slips)
    run_interruptible(highs.run, highs.cancelSolve, deadline)
    solution = highs.getSolution()
    duals, values = np.array(solution.row_dual), np.array(solution.col_value)
    usable = highs.getModelStatus() in USABLE_STATUSES and len(duals) == len(program.ends[0])
    if not usable or not np.isfinite(duals).all():
        return None
    shares, slips = np.split(values, [len(program.costs)])
    pressed: Flags = np.maximum(*slips[: 2 * len(own)].reshape(2, -1)) > SLACK_TOLERANCE
    slipped = bool(slips.sum() > SLACK_TOLERANCE * len(rows))
    value = float(highs.getInfo().objective_function_value)
    return BoxedSolution(duals, shares, value, pressed, slipped)


def _build_boxed_lp(
    program: RestrictedProgram, rows: Ints, signs: Floats, slips: Floats
) -> highspy.Highs:
    entries, count = program.entries, len(slips)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.costs) + count, len(program.ends[0])
    lp.col_cost_ = np.concatenate((program.costs, slips))
    lp.col_lower_ = np.concatenate((program.ranges[:, 0], np.zeros(count)))
    lp.col_upper_ = np.concatenate((program.ranges[:, 1], np.full(count, np.inf)))
    lp.row_lower_, lp.row_upper_ = program.ends
    starts = entries.starts[-1] + np.arange(1, count + 1)
    lp.a_matrix_.start_ = np.concatenate((entries.starts, starts)).astype(np.int32)
    lp.a_matrix_.index_ = np.concatenate((entries.rows, rows)).astype(np.int32)
    lp.a_matrix_.value_ = np.concatenate((entries.values, signs))
    highs = highspy.Highs()
    options = {"output_flag": False, "threads": 1, "solver": "ipm", "run_crossover": "off"}
    for name, option in options.items():
        highs.setOptionValue(name, option)
    highs.HandleUserInterrupt = True
    highs.passModel(lp)
    return highs


COLUMNS_PER_UNIT = 10
"""So many of the cheapest columns of every unit join at a time."""
JOIN_REDUCED_COST, DROP_REDUCED_COST = 0.03, 0.1
"""No dearer ones join, and dearer ones leave: reduced costs in parts of a unit's usual price."""
BOX_WIDTH = 0.1
"""How far a unit's price may leave the last one, in parts of what it was at first."""
FIRST_DUAL_ASCENTS = 12
"""How often prices are raised before the first linear program."""
DUAL_ASCENTS_PER_ROUND = 3
"""And after each."""
BOUND_TOLERANCE = 1e-8
"""Prices are good enough when the bound is so near the value, in parts of it."""
MOST_SIFTING_ROUNDS = 60
PRICING_TOLERANCE = 1e-7


@dataclass(frozen=True)
class DualCentre:
    """Scaled prices of the rows, the columns looked at last and the share of each of them.

    `bound` is the value of the prices, in costs. Columns up to `near` may matter. `done` says that
    no other prices are better.
    """

    duals: Floats
    bound: float
    columns: Ints
    shares: Floats
    joining_cost: float
    is_optimal: bool = False


@dataclass(frozen=True)
class StabilisedSifting:
    """Rows between two `ends`, with columns at `costs`; those of `units` equal 1.

    All is scaled so that the largest cost is 1, and so is each row's largest coefficient. The first
    `candidates` columns have shares of 0 or more, of which `allowed` ones may have any; all others
    lie between their `bounds`.
    """

    columns: ScaledColumns
    costs: Floats
    ends: tuple[Floats, Floats]
    units: Flags
    candidates: int
    bounds: Floats
    allowed: Flags

    def iterate_centres(self, deadline: float | None) -> Iterator[DualCentre]:
        """Better and better prices, until they are as good as any or the deadline has passed.

        Raises Interrupted.
        """
        duals = np.zeros(len(self.units))
        for _ in range(FIRST_DUAL_ASCENTS):
            duals = self.raise_duals(duals)
        best, weights = duals, self._weigh_units(duals)
        bound, box = self.evaluate_bound(duals), BOX_WIDTH * weights
        join, drop = (
            JOIN_REDUCED_COST * float(weights.mean()),
            DROP_REDUCED_COST * float(weights.mean()),
        )
        inside = self._mark_cheapest(self.compute_reduced_costs(duals), np.inf)
        yield DualCentre(best, bound, np.flatnonzero(inside), np.zeros(int(inside.sum())), join)
        for _ in range(MOST_SIFTING_ROUNDS):
            chosen = np.concatenate((np.flatnonzero(inside), self._others))
            master = solve_boxed_lp(
                self._restrict_program(chosen), self.units, best[self.units], box, deadline
            )
            if master is None:
                return
            duals = self._drop_wrong_signs(master.duals)
            for _ in range(DUAL_ASCENTS_PER_ROUND):
                duals = self.raise_duals(duals)
            reduced = self.compute_reduced_costs(master.duals)
            wanted = (reduced < -PRICING_TOLERANCE) & self._open_columns & ~inside
            value = self.evaluate_bound(duals)
            kept = inside if value <= bound else inside & (reduced < drop)
            if value > bound:
                best, bound = duals, value
            near = master.value - bound <= BOUND_TOLERANCE * abs(bound)
            done = not master.uses_slack and (near or not wanted.any())
            yield DualCentre(best, bound, chosen, master.shares, join, done)
            if done:
                return
            if not wanted.any():  # within the boxes nothing is better
                box = np.where(master.is_at_box_side, 2 * box, box)
            inside = kept | self._mark_cheapest(reduced, join)

    def compute_reduced_costs(self, duals: Floats) -> Floats:
        """What each column costs at these prices."""
        found: Floats = self.costs - self.columns.multiply_duals(duals)
        return found

    def evaluate_bound(self, duals: Floats) -> float:
        """What no solution is below at prices that leave no candidate below nothing."""
        low, high = self.ends
        ends = np.where(duals > 0, low, np.where(duals < 0, high, 0.0))
        first, last = self.compute_reduced_costs(duals)[self.candidates :], self.bounds
        return float(
            (duals * ends).sum() + np.minimum(first * last[:, 0], first * last[:, 1]).sum()
        )

    def raise_duals(self, duals: Floats) -> Floats:
        """Prices at which no candidate costs less than nothing, and units more than they did.

        What a candidate has left is shared out among its units by what they cost, and each unit
        takes the least that any of its candidates leaves it. What one lacks is taken off likewise.
        """
        reduced, (owners, units) = self.compute_reduced_costs(duals), self._held
        weights = self._weigh_units(duals)[units]
        whole = np.bincount(owners, weights, minlength=len(reduced))
        each = reduced[owners] / whole[owners] * weights
        most = np.full(len(duals), np.inf)
        np.minimum.at(most, np.flatnonzero(self.units)[units], each)
        return duals + np.where(np.isfinite(most), most, 0.0)

    def _weigh_units(self, duals: Floats) -> Floats:
        """What the units count for when something is shared out among them."""
        prices = np.abs(duals[self.units])
        if not prices.any():
            prices = self._least
        return np.maximum(prices, max(1e-6, 0.01 * float(prices.mean())))

    @cached_property
    def _least(self) -> Floats:
        """For each unit the least that a candidate costs by the unit."""
        owners, units = self._held
        sizes = np.bincount(owners, minlength=len(self.costs))
        least = np.full(int(self.units.sum()), np.inf)
        np.minimum.at(least, units, self.costs[owners] / sizes[owners])
        return np.where(np.isfinite(least), np.abs(least), 0.0)

    @cached_property
    def _open_columns(self) -> Flags:
        """The candidates that may have a share."""
        flags = self.allowed.copy()
        flags[self.candidates :] = False
        return flags

    def _restrict_program(self, columns: Ints) -> RestrictedProgram:
        ranges = np.tile((0.0, np.inf), (len(columns), 1))
        extra = columns >= self.candidates
        ranges[extra] = self.bounds[columns[extra] - self.candidates]
        return RestrictedProgram(
            self.columns.select(columns), self.costs[columns], ranges, self.ends
        )

    @cached_property
    def _others(self) -> Ints:
        return np.arange(self.candidates, len(self.costs))

    @cached_property
    def _held(self) -> tuple[Ints, Ints]:
        """The open candidates and the units that they hold, pair by pair."""
        entries = self.columns.columns
        owners = np.repeat(np.arange(len(self.costs)), np.diff(entries.starts))
        kept = self.units[entries.rows] & self._open_columns[owners]
        number = np.cumsum(self.units) - 1
        return owners[kept], number[entries.rows[kept]]

    def _mark_cheapest(self, reduced: Floats, most: float) -> Flags:
        """The cheapest candidates of every unit."""
        owners, units = self._held
        count, costs = int(self.units.sum()), reduced[owners]
        some = np.flatnonzero(costs < most)
        order = some[np.lexsort((costs[some], units[some]))]
        first = np.searchsorted(units[order], np.arange(count))
        rank = np.arange(len(order)) - first[units[order]]
        flags = np.zeros(len(reduced), dtype=np.bool_)
        flags[owners[order[rank < COLUMNS_PER_UNIT]]] = True
        return flags

    def _drop_wrong_signs(self, duals: Floats) -> Floats:
        """Without prices that lean on a side where their row has no bound."""
        low, high = self.ends
        open_ = ((duals > 0) & np.isinf(low)) | ((duals < 0) & np.isinf(high))
        return np.where(open_, 0.0, duals)
