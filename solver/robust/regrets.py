"""The regrets of one design over all cases, and how two designs are ranked by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.design import ROUTES, Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure, MeasureValue
from solver.stress.regret import CaseOptimum


@dataclass(frozen=True)
class CaseRegrets:
    """The first objective of a design in each case, its award chosen anew in each.

    `regrets` are not negative; they count from the best of the case, or from its bound where the
    best is not proved. `evaluations` are the design in each case, where these are kept.
    """

    values: tuple[MeasureValue, ...]
    regrets: tuple[Fraction, ...]
    evaluations: tuple[Evaluation, ...] = ()

    @property
    def largest(self) -> Fraction:
        """The largest regret."""
        return max(self.regrets)

    @property
    def total(self) -> Fraction:
        """The sum over all cases, each once."""
        return sum(self.regrets, Fraction(0))

    def rank(self, design: Design) -> tuple[Fraction, Fraction, tuple[int, ...], tuple[int, ...]]:
        """Sorts designs: the largest regret, the sum, the label vector, the routes."""
        routes = tuple(ROUTES.index(lot.route) for lot in design.lots)
        return self.largest, self.total, design.labels, routes


def compute_regrets(
    measure: Measure,
    values: Sequence[MeasureValue],
    optima: Sequence[CaseOptimum],
    evaluations: Sequence[Evaluation],
) -> CaseRegrets:
    """How far each value is from what no design of its case is better than."""
    regrets = tuple(
        max(Fraction(measure.sign * (value - get_reference(optimum))), Fraction(0))
        for value, optimum in zip(values, optima, strict=True)
    )
    return CaseRegrets(tuple(values), regrets, tuple(evaluations))


def get_reference(optimum: CaseOptimum) -> MeasureValue:
    """What regret counts from in a case, in the measure's own sign."""
    known = optimum.value if optimum.proved or optimum.bound is None else optimum.bound
    assert known is not None, "a case without any design has no reference"
    return known
