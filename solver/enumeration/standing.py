"""Where one design stands among all: its rank, how far behind it lies, what it breaks."""

from dataclasses import dataclass
from fractions import Fraction

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import can_measure
from solver.certified_design import certify_design
from solver.enumeration.answer import AtlasAnswer
from solver.enumeration.design_checks import CERTIFICATE_ENGINE
from solver.enumeration.measure_columns import MEASURE_COLUMNS, compute_column


@dataclass(frozen=True)
class DesignStanding:
    """A design by the first objective, among the admissible designs.

    `broken` are the active rules that it breaks; without any, and `certified` if that is needed,
    it is admissible. `rank` is 1 and the number of admissible designs that are better, out of
    `of`. `behind` is how far it lies from the best value, as a share of that; below 0 where it
    is better than any admissible design. Both are None where there is nothing to compare with.
    """

    broken: tuple[str, ...]
    certified: bool
    value: MeasureValue | None
    rank: int | None
    of: int
    behind: Fraction | None

    @property
    def admissible(self) -> bool:
        """Whether the scenario admits the design."""
        return self.certified and not self.broken


def find_standing(answer: AtlasAnswer, design: Design) -> DesignStanding:
    """Where a design stands, listed or not: rules that decide what is listed may be broken."""
    scenario = answer.scenario
    ledger = Evaluation(scenario, design, *certify_design(scenario, design, CERTIFICATE_ENGINE))
    measure = MEASURES[scenario.objectives[0].measure]
    value = measure.evaluate(ledger) if can_measure(ledger, measure) else None
    rank = behind = None
    if value is not None and answer.count and measure.name in MEASURE_COLUMNS:
        figures = compute_column(answer.measured, measure.name).select(answer.designs)
        rank = 1 + int((measure.sign * figures.compare_with(value) < 0).sum())
        best = Fraction(figures.optimum(measure.sign))
        behind = measure.sign * (value - best) / abs(best) if best else None
    return DesignStanding(
        broken=ledger.broken,
        certified=ledger.certified,
        value=value,
        rank=rank,
        of=answer.count,
        behind=behind,
    )
