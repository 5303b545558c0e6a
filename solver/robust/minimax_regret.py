"""The least largest regret, then the least sum, then the first design: by the model of all cases.

Where the first objective is linear in every case, two objectives in order are minimised. A ratio, a
share of what is let where that differs from design to design, is asked for again and again: is
there a design whose every regret is below the last (Dinkelbach 1967)? Then all that are as good are
listed.
"""

from dataclasses import dataclass, replace
from fractions import Fraction

from lotdesign.design import Design
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.values import ObjectiveTolerance
from solver.arrays import Ints
from solver.candidate_mip import find_solution_for_design
from solver.deadline import limit_deadline
from solver.exact.canonical_tie_break import forbid_design
from solver.exact.lexicographic import optimise_lexicographically
from solver.exact.reduced_cost_fixing import (
    fix_by_reduced_costs,
    solve_for_duals,
)
from solver.objectives.registry import RankedObjective
from solver.robust.case_part import CasePart
from solver.robust.joint_awards import CaseNeedsAward
from solver.robust.joint_design import find_joint_design
from solver.robust.regret_model import RegretModel
from solver.robust.regrets import CaseRegrets
from solver.robust.weighted_regret import DesignJudge, prove_by_mean_regret

MOST_LOTS_OF_ONE_MODEL = 1_000
"""With more lots the least largest regret is proved by weights of the cases where it can be."""
FIRST_DESIGN_SHARE = 0.4
"""Share of the time left in which a first design that every case admits is looked for."""
MOST_LISTED = 2_000
"""Designs with the same largest regret that are compared one by one."""
_SMALL = MEASURES["lots"]
"""Stands for a regret: like a number of lots, the less of it the better."""


@dataclass(frozen=True)
class MinimaxOutcome:
    """The design with the least largest regret, as far as that is known.

    Without a design none is admissible in every case where that is `proved`; none was found
    otherwise. No design has a largest regret below `bound`. `tie_proved`: of equally good designs
    it is the first.
    """

    design: Design | None
    bound: Fraction | None
    proved: bool
    tie_proved: bool


def minimise_largest_regret(
    model: RegretModel, known: Design | None, largest: Fraction | None, judge: DesignJudge
) -> MinimaxOutcome:
    """The best design over the model's cases; `known` is one whose `largest` regret is known.

    `judge` works out a design's regrets exactly. Raises KeyboardInterrupt on Ctrl-C where the
    context's settings ask for it.
    """
    while True:
        try:
            if not model.is_linear:
                return RatioDescent(model).run()
            if len(model.shared.lots) > MOST_LOTS_OF_ONE_MODEL:
                return _minimise_among_many(model, known, largest, judge)
            return _minimise_linear(model, known, largest)
        except CaseNeedsAward as needs:
            model = replace(model, with_award=model.with_award | {needs.case})


def _minimise_among_many(
    model: RegretModel, known: Design | None, largest: Fraction | None, judge: DesignJudge
) -> MinimaxOutcome:
    """By weights of the cases, from a design whose sum is small where none is known yet."""
    if known is None:
        share, deadline = FIRST_DESIGN_SHARE, model.search.deadline
        if model.search.seconds_left is not None:
            deadline = limit_deadline(deadline, share * model.search.seconds_left)
        known, settled = find_joint_design(model, deadline)
        if known is None:
            return MinimaxOutcome(None, None, settled, False)
        regrets = judge(known)
        largest = None if regrets is None else regrets.largest
    found = None if largest is None else prove_by_mean_regret(model, known, judge)
    if found is None:
        return _minimise_linear(model, known, largest)
    return MinimaxOutcome(found.design, found.bound, found.proved, found.proved)


def _minimise_linear(
    model: RegretModel, known: Design | None, largest: Fraction | None
) -> MinimaxOutcome:
    if largest is not None:
        drop_dear_lots(model, largest)
    goals = model.build_goals(largest)
    lots, start = model.shared.lots, None
    if known is not None:
        start = find_solution_for_design(model.search, lots, known)
    none = ObjectiveTolerance(Fraction(0))
    objectives = [RankedObjective(_SMALL, goal, none) for goal in goals]
    result = optimise_lexicographically(
        model.search, lots, objectives, lambda *news: None, start=start
    )
    bound = None
    if result.reached:
        first = result.reached[0]
        bound = first.value if first.proved else first.bound
    return MinimaxOutcome(
        None if result.solution is None else model.read_design(result.solution),
        None if bound is None else Fraction(bound),
        result.proved,
        result.tie_proved,
    )


def drop_dear_lots(model: RegretModel, largest: Fraction) -> None:
    """Drop the lots that no design with this largest regret, or less, can hold.

    It lies as near to the best of every case, and reduced costs by the linear program of any one
    case tell which lots are too dear for that.
    """
    for part, reference in zip(model.parts, model.references, strict=True):
        dearest = reference + largest
        duals = solve_for_duals(model.search, part.goal.express_below(dearest))
        fix_by_reduced_costs(model.search, part.goal, dearest, duals)


@dataclass
class RatioDescent:
    """Lower and lower largest regrets, and at last all designs that have the least."""

    model: RegretModel
    best: Ints | None = None
    least: Fraction | None = None

    def run(self) -> MinimaxOutcome:
        """Goes down until nothing is below, then compares all that are as good one by one."""
        proved = self._descend()
        if self.best is None or self.least is None:
            return MinimaxOutcome(None, None, proved, False)
        if not proved:
            return MinimaxOutcome(self.model.read_design(self.best), None, False, False)
        designs = self._list_as_good()
        if designs is None:
            return MinimaxOutcome(self.model.read_design(self.best), self.least, False, False)
        return MinimaxOutcome(self._choose(designs), self.least, True, True)

    def _descend(self) -> bool:
        """Whether it is proved that no design has a largest regret below the least found."""
        while True:
            search = self.model.search.with_model(self.model.search.model.copy())
            if self.least is not None:
                for part, reference in self._list_parts():
                    below = part.goal.express_below(reference + self.least)
                    search.model.add_at_most_zero("less regret", below.add_constant(1))
            outcome = search.solve()
            if outcome.solution is None:
                return outcome.status == "infeasible"
            self.best = outcome.solution
            found = self._compute_regrets(self.model.read_design(self.best)).largest
            assert self.least is None or found < self.least, "every regret is below the last"
            self.least = found
            if found == 0:
                return True

    def _list_as_good(self) -> list[Design] | None:
        """All designs with the least largest regret; None where there are too many, or no time."""
        assert self.least is not None
        search = self.model.search.with_model(self.model.search.model.copy())
        for part, reference in self._list_parts():
            at_most = part.goal.express_at_most(reference + self.least)
            search.model.add_at_most_zero("no more regret", at_most)
        found: list[Design] = []
        while len(found) < MOST_LISTED:
            outcome = search.solve()
            if outcome.solution is None:
                return found if outcome.status == "infeasible" else None
            found.append(self.model.read_design(outcome.solution))
            forbid_design(search.model, self.model.shared.lots, outcome.solution)
        return None

    def _choose(self, designs: list[Design]) -> Design:
        """The one with the least sum, the smallest label vector, the first routes."""
        ranked = [(self._compute_regrets(design).rank(design), design) for design in designs]
        return min(ranked, key=lambda each: each[0])[1]

    def _list_parts(self) -> list[tuple[CasePart, MeasureValue]]:
        return list(zip(self.model.parts, self.model.references, strict=True))

    def _compute_regrets(self, design: Design) -> CaseRegrets:
        """The design's regret in each case, its award chosen anew there."""
        values, regrets = [], []
        for part, reference in self._list_parts():
            value = part.case.evaluate(design, self.model.context)
            assert value is not None, "the model's designs are admissible in every case"
            values.append(value)
            regrets.append(Fraction(part.case.measure.sign * value - reference))
        return CaseRegrets(tuple(values), tuple(regrets))
