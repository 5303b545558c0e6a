"""Designs with their certificates and exact objective values, which check the engines."""

from collections.abc import Mapping
from dataclasses import dataclass

from lotdesign.design import ROUTES, Award, Design
from lotdesign.evaluation import Evaluation
from lotdesign.faults import EngineContradiction, make_printable
from lotdesign.market.certificate import WithdrawalFallback
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.awards.certificates import find_certificate, find_fallbacks
from solver.backends.base import Engine
from solver.exact.search import Undecided


def certify_design(
    scenario: Scenario, design: Design, engine: Engine, deadline: float | None = None
) -> tuple[Award | None, Mapping[int, WithdrawalFallback]]:
    """The design's certificate, and its fallbacks by the provider that withdraws.

    No certificate where there is none or the scenario needs none. Raises Undecided where the
    engine was stopped or the deadline has passed.
    """
    award = None
    if scenario.needs_certificate:
        award = find_certificate(scenario, design, engine, deadline)
    return award, find_fallbacks(scenario, design, engine, deadline)


@dataclass(frozen=True)
class EvaluatedDesign:
    """A design's evaluation, and its objective values, signed so that less is better.

    Values are in their measures' own units.
    """

    evaluation: Evaluation
    values: tuple[MeasureValue, ...]

    @property
    def sort_key(self) -> tuple[tuple[MeasureValue, ...], tuple[int, ...], tuple[int, ...]]:
        """Sorts the best first by the objectives in order; ties by label vector, then by routes."""
        design = self.evaluation.design
        return self.values, design.labels, tuple(ROUTES.index(lot.route) for lot in design.lots)

    def confirm(self) -> None:
        """Raises EngineContradiction unless the evaluation finds the design admissible."""
        if self.evaluation.broken:
            rule = make_printable(self.evaluation.broken[0])
            raise EngineContradiction((f"a design was found that breaks {rule}",))
        if not self.evaluation.certified:
            raise EngineContradiction(("a design was found whose lots nobody can carry",))


def evaluate_with_award(scenario: Scenario, design: Design, engine: Engine) -> EvaluatedDesign:
    """Evaluates a design with its certificate, with prices at the best award by the objectives.

    Raises KeyboardInterrupt on Ctrl-C.
    """
    try:
        award, fallbacks = certify_design(scenario, design, engine)
    except Undecided:
        raise KeyboardInterrupt from None
    return evaluate_by_objectives(Evaluation(scenario, design, award, fallbacks))


def evaluate_by_objectives(evaluation: Evaluation) -> EvaluatedDesign:
    """The evaluation with its objective values, except those that need an award it has not."""
    measures = [MEASURES[objective.measure] for objective in evaluation.scenario.objectives]
    values = tuple(
        measure.sign * measure.evaluate(evaluation)
        for measure in measures
        if evaluation.award is not None or not measure.needs_certificate
    )
    return EvaluatedDesign(evaluation, values)
