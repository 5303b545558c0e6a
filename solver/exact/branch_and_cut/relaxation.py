"""The linear relaxation of the MIP over candidates, solved by sifting.

A linear program of the columns so far is solved, all columns are priced at once, and the cheapest
join, until none has a negative reduced cost (Bixby, Gregory, Lustig, Marsten and Shanno, Operations
Research 40, 1992). Rows have slack columns at a penalty, so that there always is a solution. All of
it is floating point: the duals are hints, and what follows from them is proved in whole numbers
(`solver.exact.reduced_cost_fixing`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.backends.highs_lp import HighsLp, LpOptions, bound_rows
from solver.column_generation.stabilised_sifting import DualCentre, StabilisedSifting
from solver.model.column_matrix import ScaledColumns, SparseColumns, collect_columns, stack_rows
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

FIRST_COLUMNS, COLUMNS_PER_ROUND = 2_000, 2_000
"""Columns of the first program, and most that join after each solve."""
REDUCED_COST_TOLERANCE = 1e-9
"""Reduced costs, in fractions of the largest cost, that count as 0."""
SLACK_PENALTIES = (3.0, 1e2, 1e5)
"""What slack costs, by a row's largest coefficient, in largest costs; raised while any is used."""
FARKAS_SCALE = 1e3
"""Farkas multipliers have no unit; they are scaled to about this size."""
SLACK_TOLERANCE = 1e-6
"""Total slack below which there is none."""


@dataclass(frozen=True)
class RelaxationSolution:
    """The value of each variable, (size,), in the relaxation, and the duals of `rows`, (R,).

    Where the relaxation has no solution, `is_infeasible` is set and the duals are Farkas
    multipliers.
    """

    shares: Floats
    rows: tuple[LinearRow, ...]
    duals: Floats
    is_infeasible: bool = False


class LinearRelaxation:
    """A relaxation that is solved again after rows and bounds change.

    Costs are divided by the largest, and each row by its largest coefficient.
    """

    def __init__(
        self,
        model: LinearModel,
        expression: LinearExpression,
        rows: Sequence[LinearRow],
        most_lots: int,
    ) -> None:
        """The relaxation of `rows` that minimises the expression, with 0 to `most_lots` lots."""
        self._model, self._allowed, self._most_lots = model, model.mark_usable(None), most_lots
        self._rows = (*rows, model.build_count_row(0, most_lots))
        self._cuts: list[LinearRow] = []
        self._columns = ScaledColumns.from_rows(self._rows, model.size)
        costs = np.zeros(model.size)
        costs[expression.variables] = expression.coefficients.astype(float)
        self._cost_unit = max(1.0, float(np.abs(costs).max(initial=0)))
        self._costs, self._constant = costs / self._cost_unit, expression.constant
        options = LpOptions(presolve=False, dual_tolerance=REDUCED_COST_TOLERANCE)
        self._lp = HighsLp(bound_rows(self._rows, self._columns.scales), options)
        self._slack_columns = np.concatenate([self._add_slack(sign) for sign in (1.0, -1.0)])
        # The variables in the program, the program's column of each, and a mark for each variable.
        self._variables: Ints = np.zeros(0, dtype=np.int64)
        self._lp_columns: Ints = np.zeros(0, dtype=np.int64)
        self._inside = np.zeros(model.size, dtype=np.bool_)
        self._last_duals: Floats | None = None
        self._deadline: float | None = None
        self._add_variables(self._choose_first_columns())

    def _add_slack(self, sign: float) -> Ints:
        count = len(self._rows)
        entries = SparseColumns(np.arange(count + 1), np.arange(count), np.full(count, sign))
        return self._lp.add_columns(np.zeros(count), np.zeros(count), np.full(count, inf), entries)

    @property
    def rows(self) -> tuple[LinearRow, ...]:
        """The model's rows, the row of the number of lots and the cuts, in the duals' order."""
        return (*self._rows, *self._cuts)

    def set_lot_count(self, low: int, high: int) -> None:
        """Bounds the number of chosen candidates."""
        count_row = len(self._rows) - 1
        self._rows = (*self._rows[:count_row], self._model.build_count_row(low, high))
        self._lp.set_row_bounds(count_row, float(low), float(high))

    def restrict_to(self, allowed: Flags) -> None:
        """Fixes the candidates that are not allowed, (N,), to 0, and releases all others."""
        self._allowed = self._model.mark_usable(allowed)
        self.release()

    def release(self) -> None:
        """Undoes `fix`."""
        are_lots = self._variables < self._model.candidate_count
        columns = self._lp_columns[are_lots]
        high = np.where(self._allowed[self._variables[are_lots]], inf, 0.0)
        self._lp.set_column_bounds(columns, np.zeros(len(columns)), high)

    def fix(self, variable: int, value: int) -> None:
        """Fixes a candidate that is in the program to a value."""
        column = self._lp_columns[self._variables == variable][:1]
        self._lp.set_column_bounds(column, np.full(1, float(value)), np.full(1, float(value)))

    def add_cuts(self, cuts: Sequence[LinearRow]) -> None:
        """Adds rows that have an upper bound alone."""
        for cut in cuts:
            entries = collect_columns([cut], self._variables)
            inside = np.flatnonzero(np.diff(entries.starts))
            high = inf if cut.high is None else float(cut.high - cut.expression.constant)
            row = self._lp.add_row(-inf, high, self._lp_columns[inside], entries.values)
            entry = SparseColumns(np.array([0, 1]), np.array([row]), -np.ones(1))
            slack = self._lp.add_columns(np.zeros(1), np.zeros(1), np.full(1, inf), entry)
            self._slack_columns = np.append(self._slack_columns, slack)
            self._cuts.append(cut)

    def solve(self, deadline: float | None = None) -> RelaxationSolution | None:
        """Minimise; None when there is no solution by the deadline (monotonic).

        Raises Interrupted on Ctrl-C.
        """
        self._deadline = deadline
        for penalty in SLACK_PENALTIES:
            solution = self._sift(self._costs, penalty)
            if solution is None or not solution.is_infeasible:
                return solution
        return self._sift(np.zeros_like(self._costs), 1.0)

    def iterate_dual_centres(self, deadline: float | None) -> Iterator[RelaxationSolution]:
        """Duals of rising bounds by stabilised sifting, until they are optimal or time is up.

        For many candidates and before there are cuts. The columns that matter are in the program
        afterwards. Raises Interrupted on Ctrl-C.
        """
        for centre in self._build_stabilised_sifting().iterate_centres(deadline):
            self._last_duals = centre.duals
            yield self._convert_centre(centre)
        reduced = self._compute_reduced_costs(self._costs, centre.duals)
        near = centre.columns[reduced[centre.columns] < centre.joining_cost]
        self._add_variables(near[~self._inside[near]])

    def _build_stabilised_sifting(self) -> StabilisedSifting:
        low, high = bound_rows(self._rows)
        # A row of all columns is slow: without an effect it gets no bounds.
        low[-1] = -inf if low[-1] <= 0 else low[-1]
        high[-1] = inf if high[-1] >= self._most_lots else high[-1]
        scales, first = self._columns.scales, self._model.candidate_count
        is_unit_row = [
            row.kind == "unit" and row.expression.variables[-1] < first for row in self._rows
        ]
        bounds = [self._model.bounds(variable) for variable in range(first, self._model.size)]
        return StabilisedSifting(
            self._columns,
            self._costs,
            (low / scales, high / scales),
            np.array(is_unit_row, dtype=np.bool_),
            first,
            np.array(bounds, dtype=np.float64).reshape(-1, 2),
            self._allowed,
        )

    def _convert_centre(self, centre: DualCentre) -> RelaxationSolution:
        shares = np.zeros(self._model.size)
        shares[centre.columns] = centre.shares
        duals = self._unscale_duals(centre.duals, self._cost_unit)
        return RelaxationSolution(shares, self.rows, duals)

    @property
    def repaired_duals(self) -> Floats | None:
        """Duals of the rows, (R,), by the last solve, made feasible; None before there was one.

        While columns are missing some reduced costs are negative. What a candidate lacks is taken
        off the duals of its units in equal parts, so that it becomes 0 (as after early branching:
        Lübbecke and Desrosiers 2005); the bound of such duals is close, where that of the raw ones
        is useless.
        """
        if self._last_duals is None:
            return None
        duals, entries = self._last_duals.copy(), self._columns.columns
        of_units = np.array([row.kind == "unit" for row in self._rows])[entries.rows]
        owners = np.repeat(np.arange(self._model.size), np.diff(entries.starts))[of_units]
        sizes = np.bincount(owners, minlength=self._model.size)
        reduced = self._compute_reduced_costs(self._costs, duals)
        lack = np.where(self._allowed, reduced, 0.0).clip(max=0.0) / np.maximum(1, sizes)
        change = np.zeros(len(self._rows))
        np.minimum.at(change, entries.rows[of_units], lack[owners])
        duals[: len(change)] += change
        return self._unscale_duals(duals, self._cost_unit)

    def probe(self, allowed: Flags, iterations: int) -> float:
        """The objective over these candidates, (N,), after a few simplex iterations.

        For strong branching. Minus infinity where there is no value. Leaves the basis as it was.
        Raises Interrupted on Ctrl-C.
        """
        before, basis = self._allowed[: self._model.candidate_count], self._lp.save_basis()
        self.restrict_to(allowed)
        solution = self._lp.solve(self._deadline, iterations)
        self.restrict_to(before)
        self._lp.restore_basis(basis)
        return -inf if solution is None else solution.value * self._cost_unit + self._constant

    def drop_columns(self) -> None:
        """Removes candidates that are not allowed from the program; they can join again."""
        gone = (self._variables < self._model.candidate_count) & ~self._allowed[self._variables]
        columns = self._lp_columns[gone]
        self._lp.delete_columns(columns)
        self._inside[self._variables[gone]] = False
        self._variables, kept = self._variables[~gone], self._lp_columns[~gone]
        columns = np.sort(columns)
        self._lp_columns = kept - np.searchsorted(columns, kept)
        self._slack_columns = self._slack_columns - np.searchsorted(columns, self._slack_columns)

    def _choose_first_columns(self) -> Ints:
        """The variables that are no candidates, and the candidates with the least cost per row."""
        first = self._model.candidate_count
        sizes = np.maximum(1, np.diff(self._columns.columns.starts)[:first])
        cost_per_row = self._costs[:first] / sizes
        chosen = np.flatnonzero(self._allowed[:first])
        if len(chosen) > FIRST_COLUMNS:
            cheapest = np.argpartition(cost_per_row[chosen], FIRST_COLUMNS)
            chosen = chosen[cheapest[:FIRST_COLUMNS]]
        return np.concatenate((np.arange(first, self._model.size), chosen))

    def _add_variables(self, variables: Ints) -> None:
        entries = self._columns.select(variables)
        if self._cuts:
            cut_entries = collect_columns(self._cuts, variables)
            entries = stack_rows(entries, cut_entries, len(self._rows))
        low = np.zeros(len(variables))
        # A candidate is at most 1 by the row of any unit that it holds.
        high = np.full(len(variables), inf)
        for i in np.flatnonzero(variables >= self._model.candidate_count).tolist():
            low[i], high[i] = self._model.bounds(int(variables[i]))
        columns = self._lp.add_columns(self._costs[variables], low, high, entries)
        self._lp_columns = np.concatenate((self._lp_columns, columns))
        self._variables = np.concatenate((self._variables, variables))
        self._inside[variables] = True

    def _sift(self, costs: Floats, penalty: float) -> RelaxationSolution | None:
        self._set_costs(costs, penalty)
        while True:
            solution = self._lp.solve(self._deadline)
            if solution is None:
                return None
            duals = solution.duals
            self._last_duals = duals if costs.any() else self._last_duals
            reduced = self._compute_reduced_costs(costs, duals)
            joining = np.flatnonzero(
                (reduced < -REDUCED_COST_TOLERANCE) & self._allowed & ~self._inside
            )
            if not len(joining):
                unit = self._cost_unit if costs.any() else FARKAS_SCALE
                return self._read_solution(solution.primal, duals, unit)
            if len(joining) > COLUMNS_PER_ROUND:
                cheapest = np.argpartition(reduced[joining], COLUMNS_PER_ROUND)
                joining = joining[cheapest[:COLUMNS_PER_ROUND]]
            self._add_variables(joining)

    def _set_costs(self, costs: Floats, penalty: float) -> None:
        lp_costs = np.full(self._lp.column_count, penalty)
        lp_costs[self._lp_columns] = costs[self._variables]
        self._lp.set_costs(np.arange(len(lp_costs)), lp_costs)

    def _compute_reduced_costs(self, costs: Floats, duals: Floats) -> Floats:
        reduced = costs - self._columns.multiply_duals(duals[: len(self._rows)])
        for cut, dual in zip(self._cuts, duals[len(self._rows) :].tolist(), strict=True):
            if dual:
                reduced[cut.expression.variables] -= dual * cut.expression.coefficients
        return reduced

    def _read_solution(self, primal: Floats, duals: Floats, unit: float) -> RelaxationSolution:
        shares = np.zeros(self._model.size)
        shares[self._variables] = primal[self._lp_columns]
        is_infeasible = bool(primal[self._slack_columns].sum() > SLACK_TOLERANCE)
        return RelaxationSolution(
            shares, self.rows, self._unscale_duals(duals, unit), is_infeasible
        )

    def _unscale_duals(self, duals: Floats, unit: float) -> Floats:
        """The duals of the rows as they stand in the model; `unit` is what 1 of cost stands for."""
        scales = np.concatenate((self._columns.scales, np.ones(len(self._cuts))))
        return duals * unit / scales
