"""Primal heuristics: a beam through the dynamic program, diving, local improvement."""

import time

import numpy as np

from solver.arrays import Flags
from solver.backends.exact_feasibility import is_row_satisfied
from solver.exact.branch_and_cut.neighbourhood_search import draw_neighbourhoods
from solver.exact.branch_and_cut.node import BranchNode, subtract_unit_duals
from solver.exact.branch_and_cut.partition_dynamic_program import (
    UNREACHABLE_COST,
    TooManyPartitions,
)
from solver.exact.branch_and_cut.relaxation import LinearRelaxation, RelaxationSolution
from solver.exact.branch_and_cut.state import NODE_MIP_SECONDS, BranchAndCutState
from solver.exact.search import ModelSearch
from solver.model.linear_model import LinearRow

SURE_SHARE = 0.9
"""Candidates with this share are fixed at once."""
MOST_BACKTRACKS = 8
"""How often a candidate is taken back because nothing fits beside it."""
DIVING_TOLERANCE = 1e-6


def dive_in_relaxation(
    relaxation: LinearRelaxation, point: RelaxationSolution, candidates: int, search: ModelSearch
) -> Flags | None:
    """The candidates of a design, or None; the relaxation is left as it was."""
    failures = 0
    try:
        while True:
            shares = point.shares[:candidates]
            open_ = np.flatnonzero((shares > DIVING_TOLERANCE) & (shares < 1 - DIVING_TOLERANCE))
            if not len(open_):
                return np.asarray(shares > 0.5)
            fixed = open_[shares[open_] >= SURE_SHARE]
            if not len(fixed):
                fixed = open_[[int(np.argmax(shares[open_]))]]
            for variable in fixed.tolist():
                relaxation.fix(variable, 1, 1)
            following = relaxation.solve(search.seconds_left)
            if following is None:
                return None
            if following.is_infeasible:
                failures += 1
                if failures > MOST_BACKTRACKS:
                    return None
                for variable in fixed.tolist():
                    relaxation.fix(variable, 0, 0)
                following = relaxation.solve(search.seconds_left)
                if following is None or following.is_infeasible:
                    return None
            point = following
    finally:
        relaxation.release()


BEAM_WIDTH, BEAM_GAP_PART = 400, 200
"""How many states are kept at a place, and how far ways may be above the bound: a part of it."""
BEAM_PARTITIONS, QUICK_AWARD_SECONDS, BEAM_AWARD_SECONDS = 20, 1.0, 4.0
"""So many ways are awarded; seconds that engines get for one in a hurry, and for all of them."""
NEIGHBOURHOOD_SECONDS = 2.0
"""Seconds that an engine gets for lots that are drawn again."""


def find_first_design(work: BranchAndCutState, room: BranchNode) -> None:
    """Looks for any design, soon: the cheapest way that a very narrow beam shows is awarded."""
    _award_beam_partitions(work, room, BEAM_WIDTH // 4, 1, QUICK_AWARD_SECONDS)


def find_good_design(work: BranchAndCutState, room: BranchNode, point: RelaxationSolution) -> None:
    """Looks for a design among few cheap ways; where there is none, along the relaxation."""
    _award_beam_partitions(work, room, BEAM_WIDTH, BEAM_PARTITIONS, BEAM_AWARD_SECONDS)
    if work.incumbent is None:
        _award_dived_lots(work, room, point)


def improve_incumbent(work: BranchAndCutState, room: BranchNode, point: RelaxationSolution) -> None:
    """Draws a few lots of the best design again, until that helps no more."""
    if work.incumbent is None:
        find_good_design(work, room, point)
    view = work.compute_window(point.rows, point.duals, room.most_lots, work.allowed(room))
    if view is None or work.incumbent is None:
        return
    count = point.rows[len(work.unconditional_rows)]
    form, rows = work.form, tuple[LinearRow, ...]()
    if is_row_satisfied(count, work.incumbent):
        form, rows = (
            subtract_unit_duals(work.search.model, work.form, point.rows, point.duals),
            (count,),
        )
    costs, better = view.reduced_costs.astype(np.float64), True
    while better:
        better = False
        for inside in draw_neighbourhoods(work.units, work.incumbent, costs, work.random):
            if work.search.is_late:
                return
            before = work.value
            work.search_trial(
                work.build_trial(rows, NEIGHBOURHOOD_SECONDS, workers=1), form, inside
            )
            if work.value != before:
                better = True
                break


def _award_beam_partitions(
    work: BranchAndCutState, room: BranchNode, beam: int, most: int, seconds: float
) -> None:
    """Awards the cheapest ways of dividing the units that a narrow beam shows."""
    near = work.build_gap_enumeration(room)
    if near is None:
        return
    try:
        sweep = near.build_dynamic_program(
            work.measure_size(near.view.bound) // BEAM_GAP_PART, beam
        )
        if sweep.least_cost >= UNREACHABLE_COST:
            return
        costs, ways = sweep.list_partitions(sweep.least_cost + sweep.least_cost // 50)
    except TooManyPartitions:
        return
    form = subtract_unit_duals(work.search.model, work.form, room.rows, room.duals)
    ends = time.monotonic() + seconds
    for place in np.argsort(costs, kind="stable")[:most].tolist():
        left = ends - time.monotonic()
        if left > 0:
            trial = work.build_trial(
                room.list_own_rows(len(work.unconditional_rows)), left, windowed=True
            )
            work.search_trial(trial, form, near.mark_candidates(ways[place]))


def _award_dived_lots(work: BranchAndCutState, room: BranchNode, point: RelaxationSolution) -> None:
    """Fixes what the relaxation is surest of, again and again, and awards what comes out."""
    chosen = dive_in_relaxation(work.relaxation, point, len(work.allowed(room)), work.search)
    if chosen is not None:
        work.search_trial(work.build_trial((), NODE_MIP_SECONDS), work.form, chosen)
