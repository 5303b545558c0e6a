"""A finished design with its certificate and exact figures, which check the engines."""

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
    """The design's certificate and its fallbacks, where the scenario asks for them.

    Raises Undecided where they are not settled until the deadline.
    """
    asked = scenario.needs_certificate
    award = find_certificate(scenario, design, engine, deadline) if asked else None
    return award, find_fallbacks(scenario, design, engine, deadline)


@dataclass(frozen=True)
class EvaluatedDesign:
    """A design's ledger, and what the aims measure of it, signed so that less is better."""

    evaluation: Evaluation
    values: tuple[MeasureValue, ...]

    @property
    def sort_key(self) -> tuple[tuple[MeasureValue, ...], tuple[int, ...], tuple[int, ...]]:
        """Sorts from the best down by the aims in order; ties by label vector, then by routes."""
        design = self.evaluation.design
        return self.values, design.labels, tuple(ROUTES.index(lot.route) for lot in design.lots)

    def confirm(self) -> None:
        """Raises Contradiction unless the exact figures bear out that it is admissible."""
        if self.evaluation.broken:
            rule = make_printable(self.evaluation.broken[0])
            raise EngineContradiction((f"a design was found that breaks {rule}",))
        if not self.evaluation.certified:
            raise EngineContradiction(("a design was found whose lots nobody can carry",))


def evaluate_with_award(scenario: Scenario, design: Design, engine: Engine) -> EvaluatedDesign:
    """The design, with prices at the award that is best by the scenario's aims.

    Half an answer is worth nothing: Ctrl-C raises KeyboardInterrupt.
    """
    try:
        award, without = certify_design(scenario, design, engine)
    except Undecided:
        raise KeyboardInterrupt from None
    return evaluate_by_objectives(Evaluation(scenario, design, award, without))


def evaluate_by_objectives(ledger: Evaluation) -> EvaluatedDesign:
    """The ledger's design by the aims of its scenario; those that take an award need one."""
    aims = [MEASURES[objective.measure] for objective in ledger.scenario.objectives]
    known = [aim for aim in aims if ledger.award is not None or not aim.needs_certificate]
    return EvaluatedDesign(ledger, tuple(aim.sign * aim.evaluate(ledger) for aim in known))
