"""Primal heuristics: a beam through the dynamic program, and diving."""

import time

import numpy as np

from solver.arrays import Flags
from solver.exact.branch_and_cut.cuts import INTEGRALITY_TOLERANCE
from solver.exact.branch_and_cut.gap_enumeration import build_gap_enumeration
from solver.exact.branch_and_cut.neighbourhood_search import improve_by_crossed_lots
from solver.exact.branch_and_cut.node import NODE_MIP_SECONDS, BranchNode, NodeFactory
from solver.exact.branch_and_cut.partition_dynamic_program import (
    UNREACHABLE_COST,
    TooManyPartitions,
)
from solver.exact.branch_and_cut.relaxation import LinearRelaxation, RelaxationSolution
from solver.exact.lagrangian_bound import subtract_unit_duals

BEAM_WIDTH, BEAM_GAP_FRACTION = 400, 200
"""States that are kept in each stage, and the gap of partitions: the bound divided by this."""
BEAM_PARTITIONS, QUICK_AWARD_SECONDS, BEAM_AWARD_SECONDS = 20, 1.0, 4.0
"""Partitions that are awarded; seconds of engines for one in a hurry, and for all of them."""
FIXED_SHARE = 0.9
"""Diving fixes candidates with this share at once."""
MOST_BACKTRACKS = 8
"""How often diving fixes a candidate to 0 because it did not fit."""


def find_first_design(factory: NodeFactory, node: BranchNode) -> None:
    """Look for any solution, quickly: award the cheapest partition that a narrow beam finds.

    Raises as `ModelSearch.solve`, which the engine is asked through.
    """
    _award_beam_partitions(factory, node, BEAM_WIDTH // 4, 1, QUICK_AWARD_SECONDS)


def find_good_design(factory: NodeFactory, node: BranchNode, solution: RelaxationSolution) -> None:
    """Look for a good solution among few cheap partitions; where there is none, by diving.

    Raises as `ModelSearch.solve`, and Interrupted on Ctrl-C in a dive.
    """
    _award_beam_partitions(factory, node, BEAM_WIDTH, BEAM_PARTITIONS, BEAM_AWARD_SECONDS)
    if factory.incumbent.solution is None:
        _award_dived_lots(factory, solution)


def improve_design(factory: NodeFactory, node: BranchNode, solution: RelaxationSolution) -> None:
    """Look for a good solution where there is none, then improve it by its neighbourhoods."""
    if factory.incumbent.solution is None:
        find_good_design(factory, node, solution)
    improve_by_crossed_lots(factory, node, solution)


def _award_beam_partitions(
    factory: NodeFactory, node: BranchNode, beam: int, most: int, seconds: float
) -> None:
    """Award the cheapest partitions that a beam through the dynamic program finds."""
    enumeration, incumbent = build_gap_enumeration(factory, node), factory.incumbent
    if enumeration is None:
        return
    gap = incumbent.measure_size(enumeration.window.bound) // BEAM_GAP_FRACTION
    try:
        program = enumeration.build_dynamic_program(gap, beam)
        least = program.least_cost
        if least >= UNREACHABLE_COST:
            return
        costs, partitions = program.list_partitions(least + least // 50)
    except TooManyPartitions:
        return
    expression = subtract_unit_duals(factory.model, incumbent.expression, node.rows, node.duals)
    deadline = time.monotonic() + seconds
    for i in np.argsort(costs, kind="stable")[:most].tolist():
        left = deadline - time.monotonic()
        if left > 0:
            rows = factory.list_own_rows(node)
            trial = incumbent.build_trial(rows, left, is_window=True)
            incumbent.run_trial(trial, expression, enumeration.mark_candidates(partitions[i]))


def _award_dived_lots(factory: NodeFactory, solution: RelaxationSolution) -> None:
    """Dive to a set of lots, and solve for their award."""
    incumbent = factory.incumbent
    deadline = incumbent.search.deadline
    chosen = dive_in_relaxation(factory.relaxation, solution, factory.candidates, deadline)
    if chosen is not None:
        trial = incumbent.build_trial((), NODE_MIP_SECONDS)
        incumbent.run_trial(trial, incumbent.expression, chosen)


def dive_in_relaxation(
    relaxation: LinearRelaxation,
    solution: RelaxationSolution,
    candidates: int,
    deadline: float | None,
) -> Flags | None:
    """The candidates of an integral solution, (N,), or None; bounds are as before afterwards.

    Fixes the candidates with the largest shares to 1 and solves again until all shares are whole;
    one that makes the relaxation infeasible is fixed to 0. Raises Interrupted on Ctrl-C.
    """
    backtracks = 0
    try:
        while True:
            shares = solution.shares[:candidates]
            fractional = np.flatnonzero(
                (shares > INTEGRALITY_TOLERANCE) & (shares < 1 - INTEGRALITY_TOLERANCE)
            )
            if not len(fractional):
                return np.asarray(shares > 0.5)
            fixed = fractional[shares[fractional] >= FIXED_SHARE]
            if not len(fixed):
                fixed = fractional[[int(np.argmax(shares[fractional]))]]
            for variable in fixed.tolist():
                relaxation.fix(variable, 1)
            following = relaxation.solve(deadline)
            if following is None:
                return None
            if following.is_infeasible:
                backtracks += 1
                if backtracks > MOST_BACKTRACKS:
                    return None
                for variable in fixed.tolist():
                    relaxation.fix(variable, 0)
                following = relaxation.solve(deadline)
                if following is None or following.is_infeasible:
                    return None
            solution = following
    finally:
        relaxation.release()
