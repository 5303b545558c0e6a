"""Regret: how far a design's first aim in a case is from the best that any design reaches there."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from lotdesign.design import Award, Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario, ScenarioCase
from lotdesign.scenario.values import ObjectiveTolerance
from solver.certified_design import certify_design
from solver.deadline import OutOfTime
from solver.exact.search import Undecided
from solver.solve_context import SolveContext
from solver.strategy import solve_by_strategy
from solver.whatif.variants import replace_objectives


@dataclass(frozen=True)
class CaseOptimum:
    """The best value of the first objective in a case, and a bound, in the measure's own sign.

    Without a value there is no admissible design where that is `proved`; none was found otherwise.
    """

    value: MeasureValue | None
    bound: MeasureValue | None
    proved: bool
    design: Design | None = None
    award: Award | None = None


@dataclass(frozen=True)
class CaseByFirstObjective:
    """A case, judged by its first objective alone and without any tolerance.

    The same designs are admissible as in the case itself.
    """

    case: ScenarioCase

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario of the case with the first objective alone."""
        first = self.case.scenario.objectives[0]
        exact = first.model_copy(update={"tolerance": ObjectiveTolerance(Fraction(0))})
        return replace_objectives(self.case.scenario, (exact,))

    @property
    def measure(self) -> Measure:
        """The measure of the first objective."""
        return MEASURES[self.scenario.objectives[0].measure]

    def find_best(self, context: SolveContext) -> CaseOptimum:
        """The best that any design admissible in the case reaches; what is known at the deadline.

        Raises KeyboardInterrupt on Ctrl-C where the context's settings ask for it.
        """
        outcome = solve_by_strategy(self.scenario, context)
        if outcome.design is None:
            return CaseOptimum(None, None, outcome.proved)
        evaluation = Evaluation(self.scenario, outcome.design, outcome.award, outcome.fallbacks)
        value = self.measure.evaluate(evaluation)
        bound = outcome.reached[0].bound if outcome.reached else None
        proved = outcome.proved or bound == value
        return CaseOptimum(value, value if proved else bound, proved, outcome.design, outcome.award)

    def evaluate(self, design: Design, context: SolveContext) -> MeasureValue | None:
        """The design's first objective with its best award; None where it is not admissible.

        Raises OutOfTime where the award was not settled before the deadline.
        """
        evaluation = self.judge(design, context)
        return None if evaluation is None else self.measure.evaluate(evaluation)

    def judge(self, design: Design, context: SolveContext) -> Evaluation | None:
        """The design with its best award in the case; None where it is not admissible.

        Raises OutOfTime as `evaluate`.
        """
        try:
            found = certify_design(self.scenario, design, context.engine, context.deadline)
        except Undecided:
            raise OutOfTime from None
        evaluation = Evaluation(self.scenario, design, *found)
        return evaluation if evaluation.admissible else None

    def improve(self, optimum: CaseOptimum, values: list[MeasureValue]) -> CaseOptimum:
        """The best that is known, with what given designs reach there."""
        sign = self.measure.sign
        known = [sign * value for value in (*values, optimum.value) if value is not None]
        if not known or optimum.proved:
            return optimum
        return replace(optimum, value=sign * min(known))

    def compute_regret(
        self, value: MeasureValue, optimum: CaseOptimum
    ) -> tuple[MeasureValue | None, bool]:
        """The distance from the best, and whether that is proved; else it is at most that."""
        bound = optimum.value if optimum.proved else optimum.bound
        if bound is None:
            return None, False
        return max(self.measure.sign * (value - bound), Fraction(0)), optimum.proved


@dataclass(frozen=True, slots=True)
class DesignInCase:
    """A design's first objective in a case; None where it is not admissible there."""

    value: MeasureValue | None
