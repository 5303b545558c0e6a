"""Proves the least largest regret of many lots by weights of the cases.

The largest regret is at least any weighted mean of all regrets, and a mean is linear in the lots.
So branch and cut over the mean bounds it, and lists every design whose mean is at most the largest
regret known: the best of all is among them (Lagrangian relaxation of the rows z >= r_k; Geoffrion
1974). Weights are the duals of these rows in the linear program.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from lotdesign.design import Design
from solver.arrays import Flags, Ints
from solver.backends.highs_lp import solve_row_duals
from solver.exact.branch_and_cut.gap_enumeration import build_gap_enumeration
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.node import BranchNode, NodeFactory
from solver.exact.branch_and_cut.partition_dynamic_program import TooManyPartitions
from solver.exact.branch_and_cut.tree import BranchAndCut
from solver.exact.lagrangian_bound import select_unconditional_rows
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression, round_down_to_fit, sum_expressions
from solver.robust.regret_model import RegretModel
from solver.robust.regrets import CaseRegrets

WEIGHT_PARTS = 200
"""Weights of cases are whole numbers that sum to about this."""
MOST_TRIED = 10
"""Designs that an engine lists in a part of the lots before the part is divided further."""
LP_SECONDS = 30.0

DesignJudge = Callable[[Design], CaseRegrets | None]
"""Works out a design's regrets exactly; None where some case does not admit it."""


@dataclass(frozen=True)
class MeanRegretOutcome:
    """The best design found, a largest regret that no design is below, and whether both meet."""

    design: Design
    bound: Fraction
    proved: bool


def prove_by_mean_regret(
    model: RegretModel, known: Design, judge: DesignJudge
) -> MeanRegretOutcome | None:
    """The design with the least largest regret, and of equal ones the first by sum and labels.

    None where the model has more than lots, or its numbers do not fit. Raises KeyboardInterrupt on
    Ctrl-C where the context's settings ask for it.
    """
    if not model.is_linear or model.shared.lots.routes is not None:
        return None
    if model.search.model.extra_variables or model.search.model.unrounded:
        return None
    regrets = model.express_regrets()
    weights = find_case_weights(model.search, regrets, model.scale)
    if weights is None:
        return None
    mean = sum_expressions(
        *(regret.multiply(weight) for regret, weight in zip(regrets, weights, strict=True))
    )
    rounded = round_down_to_fit(mean)
    if not rounded.is_exact:
        return None
    best = BestRegret(model, tuple(regrets), sum(weights), judge)
    best.consider(known)
    incumbent = RegretIncumbent(model.search, rounded.expression, lambda *news: None, best=best)
    tree = RegretTree(NodeFactory(incumbent), best=best)
    outcome = tree.run()
    proved = outcome.status in ("optimal", "infeasible")
    assert best.design is not None
    assert best.known is not None
    bound = best.known.largest
    if not proved:
        lowest = 0 if tree.bound is None else max(0, tree.bound)
        bound = min(bound, Fraction(lowest, sum(weights) * model.scale))
    return MeanRegretOutcome(best.design, bound, proved)


def find_case_weights(
    search: ModelSearch, regrets: list[LinearExpression], scale: int
) -> list[int] | None:
    """The weight of each case by the linear program, whole and not all 0; None where it fails."""
    relaxed = search.model.copy()
    widest = max(abs(each.constant) for each in regrets) + scale
    largest = relaxed.add_variable("largest regret", -widest, widest)
    for regret in regrets:
        less = LinearExpression(np.array([largest]), np.array([-1]))
        relaxed.add_at_most_zero("no regret is above the largest", sum_expressions(regret, less))
    rows = select_unconditional_rows(relaxed)
    goal = LinearExpression(np.array([largest]), np.array([1]))
    seconds = LP_SECONDS if search.seconds_left is None else max(0.0, search.seconds_left)
    usable = None if search.allowed is None else relaxed.mark_usable(search.allowed)
    duals = solve_row_duals(relaxed, goal, rows, min(LP_SECONDS, seconds), usable)
    if duals is None:
        return None
    shares = np.abs(duals[-len(regrets) :])
    if not shares.sum():
        return None
    weights: list[int] = np.rint(WEIGHT_PARTS * shares / shares.sum()).astype(int).tolist()
    return weights if any(weights) else None


@dataclass
class BestRegret:
    """The best design so far by its regrets, exactly; `regrets` are whole expressions of lots."""

    model: RegretModel
    regrets: tuple[LinearExpression, ...]
    weight: int
    judge: DesignJudge
    design: Design | None = None
    known: CaseRegrets | None = None
    solution: Ints | None = None
    costs: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.costs = np.zeros((len(self.regrets), self.model.search.model.size), dtype=np.int64)
        for row, regret in enumerate(self.regrets):
            self.costs[row, regret.variables] = regret.coefficients

    @property
    def most(self) -> int:
        """The largest regret of the best design, in parts of the measure's unit."""
        assert self.known is not None
        return int(self.known.largest * self.model.scale)

    @property
    def cutoff(self) -> int:
        """Just above every mean of interest, in parts of the measure's unit times the weights."""
        return self.most * self.weight + 1

    def consider(self, design: Design) -> bool:
        """Keep the design if it is better; returns whether it was admissible in every case."""
        known = self.judge(design)
        if known is None:
            return False
        if self.known is None or self.design is None:
            is_better = True
        else:
            is_better = known.rank(design) < self.known.rank(self.design)
        if is_better:
            self.design, self.known = design, known
        return True

    def consider_lots(self, lots: Ints) -> None:
        """Look at D designs of L candidates each, (D, L), the best by the model first."""
        constants = np.array([regret.constant for regret in self.regrets], dtype=np.int64)
        regrets = self.costs[:, lots].sum(axis=2) + constants[:, None]
        largest, total = regrets.max(axis=0), regrets.sum(axis=0)
        for i in np.lexsort((total, largest)).tolist():
            if largest[i] > self.most:
                return
            self.consider(self.model.shared.lots.build_design(lots[i].tolist()))


@dataclass
class RegretIncumbent(Incumbent):
    """Stands for the best design: of interest is every mean that is at most its largest regret."""

    best: BestRegret = field(kw_only=True)

    @property
    def value(self) -> int:
        """Just above every mean of interest, in the expression's unit."""
        return self.best.cutoff

    def run_trial(self, trial: ModelSearch, expression: LinearExpression, allowed: Flags) -> bool:
        """List designs of the allowed candidates, (N,), with no larger regret, as long as few.

        Returns whether these are all. Raises as `ModelSearch.solve`.
        """
        trial.settings = replace(trial.settings, cutoff=None)
        for _ in range(MOST_TRIED):
            asked = trial.with_model(trial.model.copy())
            for regret in self.best.regrets:
                asked.model.add_at_most_zero(
                    "no larger regret", regret.add_constant(-self.best.most)
                )
            outcome = asked.solve(allowed=allowed)
            self.search.interrupted = self.search.interrupted or asked.interrupted
            if outcome.solution is None:
                return outcome.status == "infeasible"
            self.best.consider(self.best.model.read_design(outcome.solution))
            trial.forbid_solution(outcome.solution)
        return False


@dataclass
class RegretTree(BranchAndCut):
    """Branch and cut over the mean; what is near enough is looked at one by one."""

    best: BestRegret = field(kw_only=True)

    def enumerate_near(self, node: BranchNode) -> BranchNode:
        """The node once all its designs of interest were looked at, or beyond enumeration."""
        enumeration = build_gap_enumeration(self.factory, node)
        if enumeration is None:
            return replace(node, is_beyond_enumeration=True)
        gap = self.best.cutoff - 1 - enumeration.window.bound
        try:
            _, sets = enumeration.build_dynamic_program(max(0, gap)).list_partitions()
        except TooManyPartitions:
            return replace(node, is_beyond_enumeration=True)
        if len(sets):
            self.best.consider_lots(self._find_candidates(sets))
        return replace(node, bound=max(node.bound, self.best.cutoff))

    def _find_candidates(self, sets: Ints) -> Ints:
        """The candidate of each unit set, of which there is one, in the shape of `sets`."""
        bitsets = self.factory.unit_bitsets
        assert bitsets is not None
        candidate = np.zeros(len(bitsets), dtype=np.int64)
        candidate[bitsets.bitset_of_candidate] = np.arange(self.factory.candidates)
        found: Ints = candidate[sets]
        return found
