"""Nodes of the branch-and-cut tree (so many lots out of some candidates), and how they are opened.

What leaves a node does so by reduced costs in whole numbers.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solver.arrays import Flags, Floats, Ints
from solver.candidates.unit_bitsets import UnitBitsets, build_unit_bitsets
from solver.exact.branch_and_cut.cuts import (
    INTEGRALITY_TOLERANCE,
    KnapsackRow,
    list_knapsack_rows,
    list_unit_sets,
)
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.relaxation import LinearRelaxation, RelaxationSolution
from solver.exact.lagrangian_bound import (
    ReducedCostWindow,
    compute_window,
    select_unconditional_rows,
)
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

MOST_FOR_NODE_MIP = 1_200
"""A node with so few candidates is solved by an engine once enumeration has failed."""
NODE_MIP_SECONDS = 8.0
"""Seconds that an engine gets for a node at first."""
FEWEST_FOR_SIFTING = 150_000
"""With more candidates than this the root is solved by stabilised sifting."""


class RelaxationUnsolved(Exception):
    """The relaxation was not solved: out of time, or its numbers do not fit."""


@dataclass(frozen=True, eq=False)
class BranchNode:
    """All solutions with `fewest_lots` to `most_lots` lots out of some candidates.

    `bound` is a lower bound that the `duals` of `rows`, (R,), prove. `support` are the variables
    with a value in the relaxation, `support_shares` their values, both (n,). `has_cuts` says that
    cuts were separated. `mip_seconds` is the time that an engine gets for the node, 0 where it is
    not asked. Gap enumeration raised the bound by up to `enumerated_gap`: the candidates of all
    solutions of at most `enumerated_value` are marked in `packed_enumerated`;
    `is_beyond_enumeration` where that took too long. Packed flags are (N,) bits; bounds, gaps and
    values are in the unit of the expression that is minimised.
    """

    fewest_lots: int
    most_lots: int
    packed_candidates: npt.NDArray[np.uint8]
    rows: tuple[LinearRow, ...]
    duals: Floats
    bound: int
    support: Ints
    support_shares: Floats
    has_cuts: bool = False
    mip_seconds: float = 0.0
    enumerated_gap: int = 0
    enumerated_value: int | None = None
    packed_enumerated: npt.NDArray[np.uint8] | None = None
    is_beyond_enumeration: bool = False

    def unpack_candidates(self, candidates: int) -> Flags:
        """The node's candidates, marked among so many, (N,)."""
        return np.unpackbits(self.packed_candidates, count=candidates).astype(np.bool_)

    def is_enumerated_to(self, value: int) -> bool:
        """Whether all solutions of at most this value were enumerated."""
        return self.enumerated_value is not None and value <= self.enumerated_value

    def unpack_enumerated(self, candidates: int) -> Flags:
        """The candidates of the enumerated solutions, marked among so many, (N,)."""
        assert self.packed_enumerated is not None, "the node was enumerated"
        return np.unpackbits(self.packed_enumerated, count=candidates).astype(np.bool_)

    def list_own_rows(self, model_rows: int) -> tuple[LinearRow, ...]:
        """The rows after the model's that matter: the number of lots, and cuts with a dual."""
        pairs = zip(self.rows[model_rows:], self.duals[model_rows:].tolist(), strict=True)
        return tuple(row for row, dual in pairs if dual or row.kind == "lot_count")


@dataclass
class NodeFactory:
    """Opens nodes by the linear relaxation; cuts that are added stay in it."""

    incumbent: Incumbent

    @property
    def model(self) -> LinearModel:
        """The model whose solutions the nodes divide."""
        return self.incumbent.search.model

    @property
    def candidates(self) -> int:
        """The number of candidates."""
        return self.model.candidate_count

    @cached_property
    def unconditional_rows(self) -> list[LinearRow]:
        """The rows of the relaxation: those without an indicator."""
        return select_unconditional_rows(self.model)

    @cached_property
    def unit_sets(self) -> list[Ints]:
        """The candidates that hold each unit, each (n,)."""
        return list_unit_sets(self.model, self.unconditional_rows)

    @cached_property
    def knapsacks(self) -> list[KnapsackRow]:
        """The knapsack rows over candidates."""
        return list_knapsack_rows(self.model, self.unconditional_rows)

    @cached_property
    def unit_bitsets(self) -> UnitBitsets | None:
        """The unit sets of the candidates, where the partition dynamic program can take them."""
        return build_unit_bitsets(self.unit_sets, self.candidates)

    @cached_property
    def relaxation(self) -> LinearRelaxation:
        """The linear relaxation."""
        search, expression = self.incumbent.search, self.incumbent.expression
        return LinearRelaxation(search.model, expression, self.unconditional_rows, search.most_lots)

    @cached_property
    def constant_cost(self) -> int:
        """The least value of the expression, in its own unit, without any candidate."""
        expression, first = self.incumbent.expression, self.candidates
        least = expression.constant
        for variable, cost in zip(expression.variables, expression.coefficients, strict=True):
            if variable >= first:
                low, high = self.model.bounds(int(variable))
                least += min(int(cost) * low, int(cost) * high)
        return least

    def get_allowed(self, node: BranchNode) -> Flags:
        """The candidates of a node, (N,)."""
        return node.unpack_candidates(self.candidates)

    def list_own_rows(self, node: BranchNode) -> tuple[LinearRow, ...]:
        """The rows that a node adds to the model."""
        return node.list_own_rows(len(self.unconditional_rows))

    def solve_relaxation(self, low: int, high: int, allowed: Flags) -> RelaxationSolution:
        """Solve the relaxation with `low` to `high` of the allowed candidates, (N,).

        Raises RelaxationUnsolved, or Interrupted on Ctrl-C.
        """
        self.relaxation.set_lot_count(low, high)
        self.relaxation.restrict_to(allowed)
        return self.resolve_relaxation()

    def resolve_relaxation(self) -> RelaxationSolution:
        """Solve the relaxation as it stands. Raises as `solve_relaxation`."""
        solution = self.relaxation.solve(self.incumbent.search.deadline)
        if solution is None:
            raise RelaxationUnsolved
        return solution

    def evaluate_solution(self, solution: RelaxationSolution) -> float:
        """The value of the expression in a fractional solution."""
        expression = self.incumbent.expression
        shares = solution.shares[expression.variables]
        support = np.flatnonzero(shares)
        total = float((shares[support] * expression.coefficients[support]).sum())
        return total + expression.constant

    def compute_window(
        self, rows: tuple[LinearRow, ...], duals: Floats, most_lots: int, allowed: Flags
    ) -> ReducedCostWindow | None:
        """The bound and the reduced costs of the allowed candidates, (N,), by these duals, (R,).

        None where numbers would not fit.
        """
        expression = self.incumbent.expression
        return compute_window(self.model, expression, rows, duals, most_lots, allowed)

    def open_nodes(
        self, low: int, high: int, allowed: Flags, parent: BranchNode | None
    ) -> list[BranchNode]:
        """The node of `low` to `high` of the allowed candidates, (N,); none where it is infeasible.

        Raises RelaxationUnsolved, or Interrupted on Ctrl-C.
        """
        solution = self.solve_relaxation(low, high, allowed)
        if solution.is_infeasible and self.is_proved_empty(solution, high, allowed):
            return []
        return [self.build_node(low, high, allowed, solution, parent)]

    @property
    def has_many_candidates(self) -> bool:
        """Whether there are so many candidates that the root takes stabilised sifting."""
        return self.incumbent.search.remaining_candidates > FEWEST_FOR_SIFTING

    def open_by_sifting(self, low: int, high: int, allowed: Flags) -> list[BranchNode]:
        """The node by stabilised sifting, which reports every better bound at once.

        `allowed` is (N,). Raises RelaxationUnsolved, or Interrupted on Ctrl-C.
        """
        relaxation, solution, bound = self.relaxation, None, None
        relaxation.set_lot_count(low, high)
        relaxation.restrict_to(allowed)
        for solution in relaxation.iterate_dual_centres(self.incumbent.search.deadline):
            window = self.compute_window(solution.rows, solution.duals, high, allowed)
            if window is not None and (bound is None or window.bound > bound):
                bound = window.bound
                self.incumbent.report(None, bound)
        return [] if solution is None else [self.build_node(low, high, allowed, solution, None)]

    def open_unsolved(self, low: int, high: int, allowed: Flags) -> list[BranchNode]:
        """The node with the bound of a relaxation that was stopped; none where it had no duals.

        `allowed` is (N,).
        """
        duals, rows = self.relaxation.repaired_duals, self.relaxation.rows
        window = None if duals is None else self.compute_window(rows, duals, high, allowed)
        if duals is None or window is None:
            return []
        support: Ints = np.zeros(0, dtype=np.int64)
        packed = np.packbits(allowed)
        return [BranchNode(low, high, packed, rows, duals, window.bound, support, np.zeros(0))]

    def is_proved_empty(self, solution: RelaxationSolution, most_lots: int, allowed: Flags) -> bool:
        """Whether the Farkas multipliers prove, in whole numbers, that there is no solution.

        `allowed` is (N,).
        """
        zero = LinearExpression(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
        rows, duals = solution.rows, solution.duals
        window = compute_window(self.model, zero, rows, duals, most_lots, allowed)
        return window is not None and window.bound > 0

    def build_node(
        self,
        low: int,
        high: int,
        allowed: Flags,
        solution: RelaxationSolution,
        parent: BranchNode | None,
    ) -> BranchNode:
        """The node of a relaxation's solution, without candidates that reduced costs rule out.

        `allowed` is (N,). Raises RelaxationUnsolved where the duals give no bound.
        """
        duals = np.zeros(len(solution.duals)) if solution.is_infeasible else solution.duals
        window = self.compute_window(solution.rows, duals, high, allowed)
        if window is None:
            raise RelaxationUnsolved
        value = self.incumbent.value
        inside = allowed if value is None else allowed & window.mark_within(value)
        support = np.flatnonzero(solution.shares > INTEGRALITY_TOLERANCE)
        is_small = low == high and int(inside.sum()) <= MOST_FOR_NODE_MIP
        return BranchNode(
            low,
            high,
            np.packbits(inside),
            solution.rows,
            duals,
            window.bound if parent is None else max(parent.bound, window.bound),
            support,
            solution.shares[support],
            mip_seconds=NODE_MIP_SECONDS if is_small else 0.0,
        )
