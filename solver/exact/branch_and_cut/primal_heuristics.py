"""Primal heuristics: a beam through the dynamic program, diving, local improvement."""

import time
from collections.abc import Iterator, Sequence
from random import Random

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.backends.exact_feasibility import is_row_satisfied
from solver.exact.branch_and_cut.cuts import INTEGRALITY_TOLERANCE
from solver.exact.branch_and_cut.gap_enumeration import build_gap_enumeration
from solver.exact.branch_and_cut.node import NODE_MIP_SECONDS, BranchNode, NodeFactory
from solver.exact.branch_and_cut.partition_dynamic_program import (
    UNREACHABLE_COST,
    TooManyPartitions,
)
from solver.exact.branch_and_cut.relaxation import LinearRelaxation, RelaxationSolution
from solver.exact.lagrangian_bound import subtract_unit_duals
from solver.model.linear_model import LinearRow

BEAM_WIDTH, BEAM_GAP_FRACTION = 400, 200
"""States that are kept in each stage, and the gap of partitions: the bound divided by this."""
BEAM_PARTITIONS, QUICK_AWARD_SECONDS, BEAM_AWARD_SECONDS = 20, 1.0, 4.0
"""Partitions that are awarded; seconds of engines for one in a hurry, and for all of them."""
FIXED_SHARE = 0.9
"""Diving fixes candidates with this share at once."""
MOST_BACKTRACKS = 8
"""How often diving fixes a candidate to 0 because it did not fit."""
NEIGHBOURHOOD_SECONDS = 2.0
"""Seconds that an engine gets for one neighbourhood."""
NEIGHBOURHOOD_LOTS = (4, 6)
"""Most lots that are freed at a time; more once nothing was found."""
NEIGHBOURHOOD_TRIES = 12
"""Neighbourhoods of one size that are tried in a row without success."""
NEIGHBOURHOOD_CANDIDATES = 500
"""Candidates of a neighbourhood, those with the least reduced costs."""


def find_first_design(factory: NodeFactory, node: BranchNode) -> None:
    """Look for any solution, quickly: award the cheapest partition that a narrow beam finds."""
    _award_beam_partitions(factory, node, BEAM_WIDTH // 4, 1, QUICK_AWARD_SECONDS)


def find_good_design(factory: NodeFactory, node: BranchNode, solution: RelaxationSolution) -> None:
    """Look for a good solution among few cheap partitions; where there is none, by diving."""
    _award_beam_partitions(factory, node, BEAM_WIDTH, BEAM_PARTITIONS, BEAM_AWARD_SECONDS)
    if factory.incumbent.solution is None:
        _award_dived_lots(factory, solution)


def improve_incumbent(factory: NodeFactory, node: BranchNode, solution: RelaxationSolution) -> None:
    """Solve neighbourhoods of the incumbent until none of them improves it."""
    incumbent = factory.incumbent
    if incumbent.solution is None:
        find_good_design(factory, node, solution)
    allowed = factory.get_allowed(node)
    window = factory.compute_window(solution.rows, solution.duals, node.most_lots, allowed)
    if window is None or incumbent.solution is None:
        return
    count_row = solution.rows[len(factory.unconditional_rows)]
    expression, rows = incumbent.expression, tuple[LinearRow, ...]()
    if is_row_satisfied(count_row, incumbent.solution):
        expression = subtract_unit_duals(factory.model, expression, solution.rows, solution.duals)
        rows = (count_row,)
    costs, is_better = window.reduced_costs.astype(np.float64), True
    while is_better:
        is_better = False
        for inside in draw_neighbourhoods(
            factory.unit_sets, incumbent.solution, costs, incumbent.random
        ):
            if incumbent.search.is_late:
                return
            before = incumbent.value
            trial = incumbent.build_trial(rows, NEIGHBOURHOOD_SECONDS, workers=1)
            incumbent.run_trial(trial, expression, inside)
            if incumbent.value != before:
                is_better = True
                break


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
    """The candidates of an integral solution, or None; bounds are as before afterwards.

    Fixes the candidates with the largest shares to 1 and solves again until all shares are whole;
    one that makes the relaxation infeasible is fixed to 0.
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


def draw_neighbourhoods(
    unit_sets: Sequence[Ints], solution: Ints, costs: Floats, random: Random
) -> Iterator[Flags]:
    """The candidates of one neighbourhood of a solution after the other (Shaw 1998).

    Each frees the few lots that cheap candidates outside the solution cut across. `unit_sets` are
    the candidates that hold each unit, `costs` their reduced costs.
    """
    lots = np.flatnonzero(solution[: len(costs)])
    holder = [int(lots[np.isin(lots, members)][0]) for members in unit_sets]
    cheap = np.argsort(costs, kind="stable")[: max(200, len(lots) * 20)].tolist()
    held_units = _list_held_units(unit_sets, cheap, len(costs))
    for size in (size for size in NEIGHBOURHOOD_LOTS for _ in range(NEIGHBOURHOOD_TRIES)):
        freed: set[int] = set()
        for _ in range(20 * size):
            candidate = random.choice(cheap)
            crossed = {holder[unit] for unit in held_units[candidate]}
            if len(freed | crossed) <= size and (not freed or freed & crossed):
                freed |= crossed
        yield _mark_neighbourhood(unit_sets, lots, holder, freed, costs)


def _list_held_units(
    unit_sets: Sequence[Ints], some: list[int], candidates: int
) -> dict[int, list[int]]:
    """The units of some of the candidates."""
    wanted = np.zeros(candidates, dtype=np.bool_)
    wanted[some] = True
    held: dict[int, list[int]] = {candidate: [] for candidate in some}
    for unit, members in enumerate(unit_sets):
        for candidate in members[wanted[members]].tolist():
            held[candidate].append(unit)
    return held


def _mark_neighbourhood(
    unit_sets: Sequence[Ints], lots: Ints, holder: list[int], freed: set[int], costs: Floats
) -> Flags:
    """The lots of the solution, and the cheapest candidates that hold units of freed lots alone."""
    flags = np.ones(len(costs), dtype=np.bool_)
    for unit, members in enumerate(unit_sets):
        if holder[unit] not in freed:
            flags[members] = False
    inside = np.flatnonzero(flags)
    if len(inside) > NEIGHBOURHOOD_CANDIDATES:
        flags[inside[np.argsort(costs[inside], kind="stable")[NEIGHBOURHOOD_CANDIDATES:]]] = False
    flags[lots] = True
    return flags
