"""Branch and cut: minimises an expression over many candidates, best node first, and proves it.

The node with the least bound is worked on: branched by the number of lots, given cuts, enumerated
near its bound, branched by a Ryan–Foster pair, or, once few candidates are left, handed to an
engine as a MIP. What leaves a node does so by reduced costs in whole numbers.
"""

from dataclasses import dataclass, field

import numpy as np

from solver.arrays import Flags, Ints
from solver.backends.base import BoundListener, EngineOutcome, EngineStatus
from solver.backends.native_calls import Interrupted
from solver.exact.branch_and_cut.neighbourhood_search import improve_by_areas
from solver.exact.branch_and_cut.node import BranchNode
from solver.exact.branch_and_cut.node_processing import (
    add_cut_rounds,
    branch_on_lot_count,
    branch_on_pair,
    enumerate_gap,
    solve_node_as_mip,
)
from solver.exact.branch_and_cut.state import BranchAndCutState, RelaxationUnsolved
from solver.exact.search import ModelSearch, SolutionPart
from solver.model.expressions import LinearExpression


@dataclass
class BranchAndCut:
    """A search for the least value of a form, and what is known by now.

    `rooms` cover all solutions.
    """

    state: BranchAndCutState
    nodes: list[BranchNode] = field(default_factory=list)

    def run(self) -> EngineOutcome:
        """Works until the best is proved, or time is up."""
        status: EngineStatus | None = None
        search = self.state.search
        try:
            self._open_root()
            while status is None:
                status = self._process_next()
        except (RelaxationUnsolved, Interrupted, KeyboardInterrupt) as stopped:
            if not isinstance(stopped, RelaxationUnsolved):
                search.stop()
            status = "unknown" if self.state.incumbent is None else "feasible"
        return EngineOutcome(status, self.state.incumbent, self.bound, search.interrupted)

    @property
    def value(self) -> int | None:
        """The best value so far."""
        return self.state.value

    @property
    def form(self) -> LinearExpression:
        """What is made least."""
        return self.state.form

    @property
    def bound(self) -> int | None:
        """No solution has a lower value."""
        known = [] if self.value is None else [self.value]
        return min([*known, *(room.bound for room in self.nodes)], default=None)

    def list_parts(self, value: int) -> tuple[SolutionPart, ...]:
        """Where all solutions of at most that value are.

        Rooms leave out what is dearer than the best that was known, so that nothing is told of
        where solutions worse than that are.
        """
        if self.value is None or value > self.value:
            return (SolutionPart((), self._every),)
        found = []
        for room in self.nodes:
            if room.bound > value:
                continue
            inside = allowed = self.state.allowed(room)
            view = self.state.compute_window(room.rows, room.duals, room.most_lots, allowed)
            if room.is_enumerated_to(value):
                inside = room.unpack_enumerated(len(allowed))
            elif view is not None:
                inside = view.mark_within(value) & allowed
            if inside.any():
                found.append(
                    SolutionPart(room.list_own_rows(len(self.state.unconditional_rows)), inside)
                )
        return tuple(found)

    def _open_root(self) -> None:
        most = self.state.search.most_lots
        try:
            if self.state.has_many_candidates:
                self.nodes += self.state.open_by_sifting(0, most, self._every)
                for room in self.nodes:
                    improve_by_areas(self.state, room)
            else:
                self.nodes += self.state.open_nodes(0, most, self._every, None)
        except (RelaxationUnsolved, Interrupted, KeyboardInterrupt):
            self.nodes = self.nodes or self.state.open_unsolved(0, most, self._every)
            raise
        finally:
            self.state.listen(None, self.bound)

    @property
    def _every(self) -> Flags:
        search = self.state.search
        every = np.ones(search.model.candidates, dtype=np.bool_)
        return every if search.allowed is None else search.allowed

    def _process_next(self) -> EngineStatus | None:
        """Works on the room with the least bound; how it all ended, once it has."""
        if not self.nodes:
            return "infeasible"
        room = min(self.nodes, key=lambda each: each.bound)
        self.state.listen(None, room.bound)
        if self.value is not None and room.bound >= self.value:
            return "optimal"
        if self.state.search.is_late:
            raise RelaxationUnsolved
        self.nodes.remove(room)
        try:
            found = self._process(room)
        except BaseException:
            self.nodes.append(room)
            raise
        self.nodes += found
        return None

    def _process(self, room: BranchNode) -> list[BranchNode]:
        work = self.state
        if room.fewest_lots < room.most_lots:
            return list(branch_on_lot_count(work, room))
        if not room.has_cuts:
            others = min((each.bound for each in self.nodes), default=None)
            return list(add_cut_rounds(work, room, others))
        if not room.is_beyond_enumeration:
            return [enumerate_gap(work, room)]
        if room.mip_seconds:
            return solve_node_as_mip(work, room)
        return branch_on_pair(work, room)


def minimise_by_branch_and_cut(
    search: ModelSearch, form: LinearExpression, listen: BoundListener, hint: Ints | None
) -> tuple[EngineOutcome, BranchAndCut]:
    """The least value of the form, and the proof that it is."""
    proof = BranchAndCut(BranchAndCutState(search, form, listen, hint))
    return proof.run(), proof
