"""What all work on nodes shares: the search, the relaxation, cuts found, and the incumbent."""

import time
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.backends.base import BoundListener
from solver.exact.branch_and_cut.cuts import (
    CutSeparator,
    KnapsackRow,
    list_knapsack_rows,
    list_packing_sets,
    list_unit_sets,
)
from solver.exact.branch_and_cut.gap_enumeration import GapEnumeration
from solver.exact.branch_and_cut.node import BranchNode, RyanFosterPairs
from solver.exact.branch_and_cut.partition_dynamic_program import price_subset_rows
from solver.exact.branch_and_cut.relaxation import LinearRelaxation, RelaxationSolution
from solver.exact.branch_and_cut.unit_bitsets import UnitBitsets, build_unit_bitsets
from solver.exact.reduced_cost_fixing import (
    ReducedCostWindow,
    compute_window,
    select_unconditional_rows,
)
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow

MOST_FOR_NODE_MIP = 1_200
"""So few candidates are handed to an engine; rooms without a pair to split by are in any case."""
NODE_MIP_SECONDS = 8.0
"""Seconds that an engine gets for a room at first."""
FEWEST_FOR_SIFTING = 150_000
"""With more candidates prices come from within, and areas of a design are drawn again first."""
INTEGRALITY_TOLERANCE = 1e-6
"""Shares closer than this to whole numbers are whole."""


class RelaxationUnsolved(Exception):
    """The relaxation was not solved: out of time, or out of its numbers."""


@dataclass
class BranchAndCutState:
    """A form to make least over a search, and the best solution so far.

    `designed` says that good designs were looked for, `splits` how many rooms were split.
    """

    search: ModelSearch
    form: LinearExpression
    listen: BoundListener
    incumbent: Ints | None = None
    random: Random = field(init=False)
    has_sought_designs: bool = False
    branchings: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.search.settings.seed)

    @property
    def value(self) -> int | None:
        """The best value so far."""
        return None if self.incumbent is None else self.form.evaluate(self.incumbent)

    def measure_size(self, value: int) -> int:
        """How large a value of the form is, what it is measured from left out."""
        return abs(value - self.form.constant)

    @cached_property
    def unconditional_rows(self) -> list[LinearRow]:
        """The rows that hold whatever is chosen."""
        return select_unconditional_rows(self.search.model)

    @cached_property
    def units(self) -> list[Ints]:
        """The candidates that hold each unit."""
        return list_unit_sets(self.search.model, self.unconditional_rows)

    @cached_property
    def pairs(self) -> RyanFosterPairs:
        """Units, and what they are told apart from."""
        return RyanFosterPairs(
            self.units, [*self.units, *(each.variables for each in self._knapsack_rows)]
        )

    @cached_property
    def cuts(self) -> CutSeparator:
        """Rows that every solution keeps, as they are found."""
        return CutSeparator(list_packing_sets(self.units, self._knapsack_rows), self._knapsack_rows)

    @cached_property
    def unit_bitsets(self) -> UnitBitsets | None:
        """The sets of units among candidates, where units can be swept."""
        return build_unit_bitsets(self.units, self.search.model.candidates)

    @cached_property
    def relaxation(self) -> LinearRelaxation:
        """The linear relaxation; cuts stay in it."""
        search = self.search
        return LinearRelaxation(search.model, self.form, self.unconditional_rows, search.most_lots)

    @cached_property
    def least_without_candidates(self) -> int:
        """The least that the form comes to without candidates."""
        least, first = self.form.constant, self.search.model.candidates
        for variable, cost in zip(self.form.variables, self.form.coefficients, strict=True):
            if variable >= first:
                low, high = self.search.model.bounds(int(variable))
                least += min(int(cost) * low, int(cost) * high)
        return least

    def build_gap_enumeration(self, room: BranchNode) -> GapEnumeration | None:
        """What lies near the bound of a room, where that can be looked through."""
        allowed = self.allowed(room)
        view = self.compute_window(room.rows, room.duals, room.most_lots, allowed)
        if view is None or self.unit_bitsets is None:
            return None
        triples = price_subset_rows(room.rows, view, len(self.units))
        shapes, lots, besides = self.unit_bitsets, room.most_lots, self.least_without_candidates
        return GapEnumeration(shapes, self.form, room.rows, view, allowed, lots, besides, triples)

    @cached_property
    def _knapsack_rows(self) -> list[KnapsackRow]:
        return list_knapsack_rows(self.search.model, self.unconditional_rows)

    def allowed(self, room: BranchNode) -> Flags:
        """The candidates of a room."""
        return room.unpack_candidates(self.search.model.candidates)

    def solve_relaxation(self, low: int, high: int, allowed: Flags) -> RelaxationSolution:
        """The relaxation with so many lots out of these candidates. Raises Stuck."""
        self.relaxation.set_lot_count(low, high)
        self.relaxation.restrict_to(allowed)
        return self.resolve_relaxation()

    def resolve_relaxation(self) -> RelaxationSolution:
        """The relaxation as it stands. Raises Stuck."""
        point = self.relaxation.solve(self.search.seconds_left)
        if point is None:
            raise RelaxationUnsolved
        return point

    def evaluate_solution(self, point: RelaxationSolution) -> float:
        """What the form comes to at a point."""
        shares = point.shares[self.form.variables]
        some = np.flatnonzero(shares)
        return float((shares[some] * self.form.coefficients[some]).sum())

    def open_nodes(
        self, low: int, high: int, allowed: Flags, parent: BranchNode | None
    ) -> list[BranchNode]:
        """The room of so many of these lots; none when there is no such solution."""
        point = self.solve_relaxation(low, high, allowed)
        if point.is_infeasible and self.is_proved_empty(point, high, allowed):
            return []
        return [self.build_node(low, high, allowed, point, parent)]

    @property
    def has_many_candidates(self) -> bool:
        """Whether there are so many candidates that a relaxation takes long."""
        return self.search.remaining_candidates > FEWEST_FOR_SIFTING

    def open_by_sifting(self, low: int, high: int, allowed: Flags) -> list[BranchNode]:
        """The room by prices from within, of which each bound is told as it is known."""
        relaxation, point, bound = self.relaxation, None, None
        relaxation.set_lot_count(low, high)
        relaxation.restrict_to(allowed)
        for point in relaxation.iterate_dual_centres(self.search.deadline):
            view = self.compute_window(point.rows, point.duals, high, allowed)
            if view is not None and (bound is None or view.bound > bound):
                bound = view.bound
                self.listen(None, bound)
        return [] if point is None else [self.build_node(low, high, allowed, point, None)]

    def open_unsolved(self, low: int, high: int, allowed: Flags) -> list[BranchNode]:
        """The room as far as its relaxation came in time; nothing where it did not begin."""
        prices, rows = self.relaxation.repaired_duals, self.relaxation.rows
        view = None if prices is None else self.compute_window(rows, prices, high, allowed)
        if prices is None or view is None:
            return []
        nothing = np.zeros(0, dtype=np.int64)
        inside = np.packbits(allowed)
        return [BranchNode(low, high, inside, rows, prices, view.bound, nothing, np.zeros(0))]

    def is_proved_empty(self, point: RelaxationSolution, lots: int, allowed: Flags) -> bool:
        """Whether the prices prove, in whole numbers, that nothing fits."""
        nothing = LinearExpression(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
        model = self.search.model
        view = compute_window(model, nothing, point.rows, point.duals, lots, allowed)
        return view is not None and view.bound > 0

    def build_node(
        self,
        low: int,
        high: int,
        allowed: Flags,
        point: RelaxationSolution,
        parent: BranchNode | None,
    ) -> BranchNode:
        """A room by what its relaxation tells; candidates that are too dear for it are left out."""
        duals = np.zeros(len(point.duals)) if point.is_infeasible else point.duals
        view = self.compute_window(point.rows, duals, high, allowed)
        if view is None:
            raise RelaxationUnsolved
        inside = allowed if self.value is None else allowed & view.mark_within(self.value)
        chosen = np.flatnonzero(point.shares > INTEGRALITY_TOLERANCE)
        return BranchNode(
            low,
            high,
            np.packbits(inside),
            point.rows,
            duals,
            view.bound if parent is None else max(parent.bound, view.bound),
            chosen,
            point.shares[chosen],
            False,
            NODE_MIP_SECONDS if low == high and int(inside.sum()) <= MOST_FOR_NODE_MIP else 0.0,
        )

    def compute_window(
        self, rows: tuple[LinearRow, ...], duals: Floats, lots: int, allowed: Flags
    ) -> ReducedCostWindow | None:
        """The window of the form at these prices."""
        return compute_window(self.search.model, self.form, rows, duals, lots, allowed)

    def build_trial(
        self,
        rows: tuple[LinearRow, ...],
        patience: float,
        workers: int | None = None,
        windowed: bool = False,
    ) -> ModelSearch:
        """A search with more rows, for so many seconds, of something better than the best."""
        model = self.search.model.copy()
        model.rows += rows
        trial = self.search.with_model(model)
        latest = time.monotonic() + patience
        trial.deadline = latest if trial.deadline is None else min(latest, trial.deadline)
        trial.settings = replace(
            trial.settings,
            workers=trial.settings.workers if workers is None else workers,
            is_window=windowed,
            cutoff=None if self.value is None else self.value - 1,
        )
        return trial

    def search_trial(self, trial: ModelSearch, form: LinearExpression, inside: Flags) -> bool:
        """Whether nothing better is left among these candidates; the best is kept."""
        outcome = trial.solve(form, allowed=inside)
        self.search.interrupted = self.search.interrupted or trial.interrupted
        if outcome.solution is not None:
            value = self.form.evaluate(outcome.solution)
            if self.value is None or value < self.value:
                self.incumbent = outcome.solution
                self.listen(value, None)
        return outcome.status in ("optimal", "infeasible")
