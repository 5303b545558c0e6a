"""Primal heuristics: a beam through the dynamic program, and diving."""

import time

import numpy as np

from solver.arrays import Flags, Ints
from solver.exact.branch_and_cut.cuts import INTEGRALITY_TOLERANCE
from solver.exact.branch_and_cut.gap_enumeration import GapEnumeration, build_gap_enumeration
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
FEWEST_UNITS_FOR_POOL = 100
"""With so many units, lots are also chosen out of a pool of many cheap partitions."""
POOL_PARTITIONS, POOL_CANDIDATES, POOL_SECONDS = (300, 3_000), 2_500, 6.0
"""Partitions in each of the pools, most candidates, and the seconds that an engine gets for one."""
POOL_GAP_FRACTION = 10_000
"""Where the gap is at most the bound divided by this there are no pools: branching closes it."""
FIRST_POOL_SLACK = 512
"""Partitions come from the cheapest on: at first the gap divided by this, then twice as far."""
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
    if len(factory.unit_sets) >= FEWEST_UNITS_FOR_POOL and _has_large_gap(factory, node):
        choose_from_pools(factory, node)
    improve_by_crossed_lots(factory, node, solution)


def _has_large_gap(factory: NodeFactory, node: BranchNode) -> bool:
    """Whether the incumbent may be so poor that a better one is worth some seconds."""
    incumbent = factory.incumbent
    if incumbent.value is None:
        return True
    return incumbent.value - node.bound > incumbent.measure_size(node.bound) // POOL_GAP_FRACTION


def choose_from_pools(factory: NodeFactory, node: BranchNode) -> None:
    """Choose lots and winners at once out of the lots of many partitions that a beam finds.

    A partition that is cheap by reduced costs may be dear to award, since many of its lots want the
    same winners; its lots together with those of its like leave more to choose from (a restricted
    master: Joncour, Michel, Sadykov, Sverdlov and Vanderbeck 2010). Raises as `ModelSearch.solve`.
    """
    enumeration, incumbent = build_gap_enumeration(factory, node), factory.incumbent
    if enumeration is None or incumbent.search.is_late:
        return
    gap = incumbent.measure_size(enumeration.window.bound) // BEAM_GAP_FRACTION
    partitions = _list_cheap_partitions(enumeration, gap, POOL_PARTITIONS[-1])
    expression = subtract_unit_duals(factory.model, incumbent.expression, node.rows, node.duals)
    for most in POOL_PARTITIONS:
        if len(partitions) and not incumbent.search.is_late:
            pool = np.unique(partitions[:most])
            allowed = enumeration.mark_cheapest(pool, POOL_CANDIDATES)
            rows = factory.list_own_rows(node)
            trial = incumbent.build_trial(rows, POOL_SECONDS, is_window=True)
            incumbent.run_trial(trial, expression, allowed)
        if len(partitions) <= most:
            return


def _list_cheap_partitions(enumeration: GapEnumeration, gap: int, enough: int) -> Ints:
    """At least so many partitions, (P, L) unit sets, by rising costs; fewer where a beam has none.

    None of them raises the bound by more than the gap.
    """
    found: Ints = np.zeros((0, 0), dtype=np.int64)
    try:
        program = enumeration.build_dynamic_program(gap, BEAM_WIDTH)
        slack = max(1, gap // FIRST_POOL_SLACK)
        while len(found) < enough and program.least_cost + slack <= gap:
            costs, partitions = program.list_partitions(program.least_cost + slack)
            found = partitions[np.argsort(costs, kind="stable")]
            slack *= 2
    except TooManyPartitions:
        pass
    return found


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
