"""What is done with a node: cut rounds, gap enumeration, branching, a MIP once it is small.

Branching is on the number of lots first (a fixed cost of every lot leaves the relaxation between
two numbers, and most of the gap lies there), then on Ryan–Foster pairs by strong branching.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from math import ceil, floor, inf

import numpy as np

from solver.arrays import Flags
from solver.exact.branch_and_cut.node import BranchNode, subtract_unit_duals
from solver.exact.branch_and_cut.partition_dynamic_program import TooManyPartitions
from solver.exact.branch_and_cut.primal_heuristics import (
    find_first_design,
    find_good_design,
    improve_incumbent,
)
from solver.exact.branch_and_cut.state import (
    INTEGRALITY_TOLERANCE,
    NODE_MIP_SECONDS,
    BranchAndCutState,
    RelaxationUnsolved,
)

MOST_CUT_ROUNDS, LEAST_BOUND_RISE = 30, 2e-6
"""Rounds of cuts, and by which part of itself the bound must rise for another one."""


def add_cut_rounds(
    work: BranchAndCutState, room: BranchNode, others: int | None
) -> Iterator[BranchNode]:
    """The room with cuts, until they help no more or pass `others`, the least bound elsewhere."""
    allowed = work.allowed(room)
    if work.incumbent is None:
        find_first_design(work, room)
    point, before, done = (
        work.solve_relaxation(room.fewest_lots, room.most_lots, allowed),
        -inf,
        True,
    )
    for _ in range(MOST_CUT_ROUNDS):
        worth = work.evaluate_solution(point)
        beaten = work.value is not None and worth >= work.value
        if point.is_infeasible or beaten or worth - before < LEAST_BOUND_RISE * abs(worth):
            break
        if others is not None and worth > others + LEAST_BOUND_RISE * abs(others):
            done = False
            break
        cuts = work.cuts.separate(point.shares[: len(allowed)])
        if not cuts:
            break
        before = worth
        work.relaxation.add_cuts(cuts)
        point = work.resolve_relaxation()
    if point.is_infeasible and work.is_proved_empty(point, room.most_lots, allowed):
        return
    found = replace(
        work.build_node(room.fewest_lots, room.most_lots, allowed, point, room), has_cuts=done
    )
    done = done or others is None or found.bound <= others
    if done and not point.is_infeasible and not work.has_sought_designs:
        work.has_sought_designs = True
        find_good_design(work, found, point)
    if done:
        work.relaxation.restrict_to(work.allowed(found))
        work.relaxation.drop_columns()
    yield replace(found, has_cuts=done)


FIRST_GAP_PART = 40_000
"""A room is first looked through as far as this part of its bound; then half as far again."""
PARTITION_MIP_SECONDS, MOST_REFUSED_PARTITIONS = 2.0, 100
"""Seconds that an engine gets for one way, and how many ways it may refuse."""


def enumerate_gap(work: BranchAndCutState, room: BranchNode) -> BranchNode:
    """The room with a higher bound, or marked as one that is too large for this."""
    near = work.build_gap_enumeration(room)
    if near is None:
        return replace(room, is_beyond_enumeration=True)
    bound = near.view.bound
    gap = (
        room.bound
        - bound
        + max(1, work.measure_size(bound) // FIRST_GAP_PART, room.enumerated_gap // 2)
    )
    if work.value is not None:
        gap = min(gap, work.value - bound)
    hearing = _GapCollector(work, room, bound + gap)
    try:
        near.enumerate(gap, hearing.most, hearing.keep_choice, hearing.search_partition)
    except TooManyPartitions:
        return replace(room, is_beyond_enumeration=True)
    inside = hearing.mark_candidates()
    bound = max(room.bound, hearing.most if inside.any() else hearing.most + 1)
    known, marked = hearing.most, np.packbits(inside)
    return replace(
        room, bound=bound, enumerated_gap=gap, enumerated_value=known, packed_enumerated=marked
    )


@dataclass
class _GapCollector:
    """Takes down what costs at most `limit`, or the best value where that is lower."""

    work: BranchAndCutState
    room: BranchNode
    limit: int
    refusals: int = 0
    kept: list[tuple[int, list[int]]] = field(default_factory=list)
    unsure: list[Flags] = field(default_factory=list)

    @property
    def most(self) -> int:
        """More is of no interest."""
        return self.limit if self.work.value is None else min(self.limit, self.work.value)

    def keep_choice(self, cost: int, chosen: list[int]) -> int:
        """A choice that keeps the limits: it counts once an engine finds that it keeps all rows."""
        self.kept.append((cost, [*chosen]))
        if self._better(cost):
            flags = self._none()
            flags[chosen] = True
            self._solve_mip(flags)
            self.refusals += self._better(cost)
            if self.refusals > MOST_REFUSED_PARTITIONS:
                raise TooManyPartitions
        return self.most

    def _better(self, cost: int) -> bool:
        return self.work.value is None or cost < self.work.value

    def search_partition(self, inside: Flags) -> int:
        """Candidates among which an engine is to choose."""
        self._solve_mip(inside)
        self.unsure.append(inside)
        return self.most

    def _none(self) -> Flags:
        return np.zeros(self.work.search.model.candidates, dtype=np.bool_)

    def mark_candidates(self) -> Flags:
        """The candidates that something chooses which may cost at most `most`."""
        flags = self._none()
        flags |= np.any(self.unsure, axis=0) if self.unsure else False
        for cost, chosen in self.kept:
            if cost <= self.most:
                flags[chosen] = True
        return flags

    def _solve_mip(self, inside: Flags) -> None:
        work, room = self.work, self.room
        form = subtract_unit_duals(work.search.model, work.form, room.rows, room.duals)
        trial = work.build_trial(
            room.list_own_rows(len(work.unconditional_rows)), PARTITION_MIP_SECONDS, windowed=True
        )
        if not work.search_trial(trial, form, inside):
            raise RelaxationUnsolved if work.search.is_late else TooManyPartitions


def branch_on_lot_count(work: BranchAndCutState, room: BranchNode) -> Iterator[BranchNode]:
    """Fewer lots, more lots and, where that is a number, as many as the relaxation has."""
    allowed = work.allowed(room)
    some = room.support < work.search.model.candidates
    lots = min(max(float(room.support_shares[some].sum()), room.fewest_lots), room.most_lots)
    below, above = floor(lots + INTEGRALITY_TOLERANCE), ceil(lots - INTEGRALITY_TOLERANCE)
    if below == above:
        yield from work.open_nodes(below, below, allowed, room)
        below, above = below - 1, above + 1
    below, above = min(below, room.most_lots - 1), max(above, room.fewest_lots + 1)
    if room.fewest_lots <= below:
        yield from work.open_nodes(room.fewest_lots, below, allowed, room)
    if above <= room.most_lots:
        yield from work.open_nodes(above, room.most_lots, allowed, room)


STRONG_BRANCHING_PAIRS, STRONG_BRANCHING_ITERATIONS = 8, 60
"""How many pairs are tried before one is taken (strong branching), by so many steps each."""
BRANCHINGS_PER_HEURISTIC = 6
"""After so many splits better designs are looked for once more."""


def branch_on_pair(work: BranchAndCutState, room: BranchNode) -> list[BranchNode]:
    """Where two rows meet, and where they do not; the pair that raises bounds the most."""
    allowed = work.allowed(room)
    pairs = list(
        islice(
            work.pairs.iterate_fractional(room.support, room.support_shares), STRONG_BRANCHING_PAIRS
        )
    )
    if not pairs:
        return [replace(room, mip_seconds=2 * room.mip_seconds or NODE_MIP_SECONDS)]
    point = work.solve_relaxation(room.fewest_lots, room.most_lots, allowed)
    base = work.evaluate_solution(point)

    def raised(sides: tuple[Flags, Flags]) -> float:
        """How far both sides' costs rise, multiplied, as a few steps of the relaxation tell."""
        rises = [
            max(1.0, work.relaxation.probe(side, STRONG_BRANCHING_ITERATIONS) - base)
            for side in sides
        ]
        return rises[0] * rises[1]

    sides = max((work.pairs.split(pair, allowed) for pair in pairs), key=raised)
    if work.incumbent is None or work.branchings % BRANCHINGS_PER_HEURISTIC == 0:
        improve_incumbent(work, room, point)
    work.branchings += 1
    return [
        found
        for side in sides
        for found in work.open_nodes(room.fewest_lots, room.most_lots, side, room)
    ]


def solve_node_as_mip(work: BranchAndCutState, room: BranchNode) -> list[BranchNode]:
    """The room after an engine has looked through it; split where it took too long."""
    form = subtract_unit_duals(work.search.model, work.form, room.rows, room.duals)
    trial = work.build_trial(
        room.list_own_rows(len(work.unconditional_rows)), room.mip_seconds, windowed=True
    )
    if not work.search_trial(trial, form, work.allowed(room)):
        return branch_on_pair(work, room)
    return [] if work.value is None else [replace(room, bound=max(room.bound, work.value))]
