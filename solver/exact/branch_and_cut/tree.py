"""Branch and cut: minimises an expression over many candidates, best node first, and proves it.

The node with the least bound is processed: branched by the number of lots, given cuts, enumerated
near its bound, branched by a Ryan–Foster pair, or, once few candidates are left, handed to an
engine as a MIP.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf

import numpy as np

from solver.arrays import Flags, Ints
from solver.backends.base import BoundListener, EngineOutcome, EngineStatus
from solver.backends.native_calls import Interrupted
from solver.exact.branch_and_cut.branching import PairBranching, branch_on_lot_count
from solver.exact.branch_and_cut.cuts import CutSeparator, list_packing_sets
from solver.exact.branch_and_cut.gap_enumeration import enumerate_gap
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.neighbourhood_search import improve_by_areas
from solver.exact.branch_and_cut.node import BranchNode, NodeFactory, RelaxationUnsolved
from solver.exact.branch_and_cut.primal_heuristics import find_first_design, find_good_design
from solver.exact.lagrangian_bound import subtract_unit_duals
from solver.exact.search import ModelSearch, SolutionPart
from solver.model.expressions import LinearExpression

MOST_CUT_ROUNDS, LEAST_BOUND_RISE = 30, 2e-6
"""Rounds of cuts, and by which part of itself the bound must rise for another round."""
MOST_UNITS_FOR_ROOT_MIP, MOST_FOR_ROOT_MIP = 24, 1_200
"""With so few units, and so few candidates that a quick incumbent leaves, the root is one MIP."""
ROOT_WINDOW_SIZE, ROOT_WINDOW_SECONDS = 400, 1.0
"""Candidates, those with the least reduced costs, out of which an engine makes that incumbent."""
FEWEST_UNITS_FOR_AREAS = 200
"""With so many units a good design is also improved area by area before nodes are branched."""
ROOT_MIP_SECONDS = 2.0
"""Seconds that an engine gets for the root before it is branched."""


@dataclass
class BranchAndCut:
    """A search for the least value of an expression; the open `nodes` cover all solutions.

    The order of steps is that of docs/engine.md, "Branch and cut".
    """

    factory: NodeFactory
    nodes: list[BranchNode] = field(default_factory=list)
    has_sought_designs: bool = False

    def run(self) -> EngineOutcome:
        """Process nodes until the best solution is proved, or time is up.

        Raises KeyboardInterrupt on Ctrl-C where the search's settings ask for it,
        TooManyBendersCuts where its lazy constraints give up.
        """
        status: EngineStatus | None = None
        try:
            self._open_root()
            while status is None:
                status = self._process_next()
        except (RelaxationUnsolved, Interrupted, KeyboardInterrupt) as stopped:
            if not isinstance(stopped, RelaxationUnsolved):
                self._search.stop()
            status = "unknown" if self.incumbent.solution is None else "feasible"
        interrupted = self._search.interrupted
        return EngineOutcome(status, self.incumbent.solution, self.bound, interrupted)

    @property
    def incumbent(self) -> Incumbent:
        """The best solution so far."""
        return self.factory.incumbent

    @property
    def _search(self) -> ModelSearch:
        return self.incumbent.search

    @property
    def value(self) -> int | None:
        """The value of the incumbent, in the expression's unit; None where there is none."""
        return self.incumbent.value

    @property
    def expression(self) -> LinearExpression:
        """The expression that is minimised."""
        return self.incumbent.expression

    @property
    def bound(self) -> int | None:
        """A lower bound on the value of every solution, in its unit; None before there is one."""
        known = [] if self.value is None else [self.value]
        return min([*known, *(node.bound for node in self.nodes)], default=None)

    def list_parts(self, value: int) -> tuple[SolutionPart, ...]:
        """Parts of the candidates that hold all solutions of at most this value.

        Nodes drop candidates that are too dear for the incumbent, so above its value nothing is
        known, and there is one part with all of them.
        """
        if self.value is None or value > self.value:
            return (SolutionPart((), self._allowed),)
        parts = []
        for node in self.nodes:
            if node.bound > value:
                continue
            inside = allowed = self.factory.get_allowed(node)
            if node.is_enumerated_to(value):
                inside = node.unpack_enumerated(len(allowed))
            else:
                window = self.factory.compute_window(node.rows, node.duals, node.most_lots, allowed)
                if window is not None:
                    inside = window.mark_within(value) & allowed
            if inside.any():
                parts.append(SolutionPart(self.factory.list_own_rows(node), inside))
        return tuple(parts)

    def _open_root(self) -> None:
        most = self._search.most_lots
        try:
            if self.factory.has_many_candidates:
                self.nodes += self.factory.open_by_sifting(0, most, self._allowed)
                for node in self.nodes:
                    improve_by_areas(self.factory, node)
            else:
                roots = self.factory.open_nodes(0, most, self._allowed, None)
                self.nodes += roots
                self.nodes = [self._narrow_root(root) for root in roots]
        except (RelaxationUnsolved, Interrupted, KeyboardInterrupt):
            self.nodes = self.nodes or self.factory.open_unsolved(0, most, self._allowed)
            raise
        finally:
            self.incumbent.report(None, self.bound)

    def _narrow_root(self, root: BranchNode) -> BranchNode:
        """The root without candidates that a quick incumbent rules out; as one MIP if few are left.

        Of few units an engine proves more at once than branching does, in models that are small
        after reduced-cost fixing. With more units branching is better at any size.
        """
        factory, allowed = self.factory, self.factory.get_allowed(root)
        window = factory.compute_window(root.rows, root.duals, root.most_lots, allowed)
        if window is None or len(factory.unit_sets) > MOST_UNITS_FOR_ROOT_MIP:
            return root
        cheapest = allowed & window.mark_cheapest(ROOT_WINDOW_SIZE)
        if self.value is None and (cheapest != allowed).any():
            self._run_trial(root, ROOT_WINDOW_SECONDS, cheapest)
        inside = allowed if self.value is None else allowed & window.mark_within(self.value)
        is_small = int(inside.sum()) <= MOST_FOR_ROOT_MIP
        packed, seconds = np.packbits(inside), ROOT_MIP_SECONDS if is_small else 0.0
        return replace(root, packed_candidates=packed, mip_seconds=seconds)

    @property
    def _allowed(self) -> Flags:
        allowed = self._search.allowed
        return np.ones(self.factory.candidates, dtype=np.bool_) if allowed is None else allowed

    def _process_next(self) -> EngineStatus | None:
        """Process the node with the least bound; returns how the search ended, once it has."""
        if not self.nodes:
            return "infeasible"
        node = min(self.nodes, key=lambda node: node.bound)
        self.incumbent.report(None, node.bound)
        if self.value is not None and node.bound >= self.value:
            return "optimal"
        if self._search.is_late:
            raise RelaxationUnsolved
        self.nodes.remove(node)
        try:
            children = self._process(node)
        except BaseException:
            self.nodes.append(node)
            raise
        self.nodes += children
        return None

    def _process(self, node: BranchNode) -> list[BranchNode]:
        """What takes the node's place: its children, or itself with a better bound."""
        if node.fewest_lots < node.most_lots:
            if node.mip_seconds and self._run_trial(node, node.mip_seconds):
                return self._close(node)
            return list(branch_on_lot_count(self.factory, node))
        if not node.has_cuts:
            return list(self._add_cut_rounds(node))
        if not node.is_beyond_enumeration:
            return [self.enumerate_near(node)]
        if node.mip_seconds and self._run_trial(node, node.mip_seconds):
            return self._close(node)
        return self._pair_branching.branch(node)

    def enumerate_near(self, node: BranchNode) -> BranchNode:
        """The node once its solutions near the bound are enumerated; raises as `enumerate_gap`."""
        return enumerate_gap(self.factory, node)

    @cached_property
    def _cuts(self) -> CutSeparator:
        knapsacks = self.factory.knapsacks
        return CutSeparator(list_packing_sets(self.factory.unit_sets, knapsacks), knapsacks)

    @cached_property
    def _pair_branching(self) -> PairBranching:
        return PairBranching(self.factory)

    def _add_cut_rounds(self, node: BranchNode) -> Iterator[BranchNode]:
        """The node with cuts, until they help no more or it is not the one with the least bound."""
        factory, relaxation = self.factory, self.factory.relaxation
        others = min((other.bound for other in self.nodes), default=None)
        allowed, lots = factory.get_allowed(node), node.most_lots
        if self.incumbent.solution is None:
            find_first_design(factory, node)
        solution = factory.solve_relaxation(node.fewest_lots, lots, allowed)
        before, is_done = -inf, True
        for _ in range(MOST_CUT_ROUNDS):
            cost = factory.evaluate_solution(solution)
            is_fathomed = self.value is not None and cost >= self.value
            least_rise = LEAST_BOUND_RISE * self.incumbent.measure_size(round(cost))
            rises = cost - before >= least_rise
            if solution.is_infeasible or is_fathomed or not rises:
                break
            if others is not None and cost > others + least_rise:
                is_done = False
                break
            cuts = self._cuts.separate(solution.shares[: len(allowed)])
            if not cuts:
                break
            before = cost
            relaxation.add_cuts(cuts)
            solution = factory.resolve_relaxation()
        if solution.is_infeasible and factory.is_proved_empty(solution, lots, allowed):
            return
        child = factory.build_node(node.fewest_lots, lots, allowed, solution, node)
        child = replace(child, has_cuts=is_done)
        is_done = is_done or others is None or child.bound <= others
        if is_done and not solution.is_infeasible and not self.has_sought_designs:
            self.has_sought_designs = True
            find_good_design(factory, child, solution)
            if len(factory.unit_sets) >= FEWEST_UNITS_FOR_AREAS:
                improve_by_areas(factory, child)
        if is_done:
            relaxation.restrict_to(factory.get_allowed(child))
            relaxation.drop_columns()
        yield replace(child, has_cuts=is_done)

    def _run_trial(self, node: BranchNode, seconds: float, inside: Flags | None = None) -> bool:
        """Solve a node, or some of its candidates, as a MIP; returns whether that is proved."""
        expression = subtract_unit_duals(self.factory.model, self.expression, node.rows, node.duals)
        rows, is_root = self.factory.list_own_rows(node), node.fewest_lots < node.most_lots
        # The root goes to the engine for whole models, nodes to the one for windows.
        trial = self.incumbent.build_trial(rows, seconds, is_window=not is_root)
        allowed = self.factory.get_allowed(node) if inside is None else inside
        return self.incumbent.run_trial(trial, expression, allowed)

    def _close(self, node: BranchNode) -> list[BranchNode]:
        """The node of which nothing better than the incumbent is left, if there is one."""
        return [] if self.value is None else [replace(node, bound=max(node.bound, self.value))]


def minimise_by_branch_and_cut(
    search: ModelSearch, expression: LinearExpression, report: BoundListener, hint: Ints | None
) -> tuple[EngineOutcome, BranchAndCut]:
    """Minimise the expression over the search's solutions; the tree is the proof.

    `hint`, (size,), is a solution to begin with. Raises as `BranchAndCut.run`.
    """
    tree = BranchAndCut(NodeFactory(Incumbent(search, expression, report, hint)))
    return tree.run(), tree
