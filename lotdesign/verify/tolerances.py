"""Verifies that a design gives no more of an objective away than its tolerance allows."""

from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure
from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import FIGURE_PRECISION, read_figure
from lotdesign.result.model import Result
from lotdesign.scenario.figure_units import WHOLE_UNITS
from lotdesign.verify.aims import find_worst_kept, measure_signed
from lotdesign.verify.tally import VerificationTally


def check_tolerances(evaluation: Evaluation, result: Result, tally: VerificationTally) -> None:
    """Each value lies within what its objective may give away of its optimum; the last gives none.

    An optimum that is written with six places may be off by half of the last one, and one in pence
    by half a penny: V may lie between two, costs do not.
    """
    scenario = evaluation.scenario
    stated = zip(scenario.objectives, result.objective, strict=False)
    for place, (asked, reached) in enumerate(stated):
        measure = MEASURES[asked.measure]
        value = measure_signed(evaluation, measure)
        if reached.measure != asked.measure or value is None or reached.optimum is None:
            continue
        try:
            optimum = measure.sign * read_figure(reached.optimum)
        except ValueError:
            continue  # told where bounds are checked
        off = _find_rounding(measure)
        worst = find_worst_kept(scenario, place, optimum)
        tally.check_claim(
            value <= worst + off * (1 + (asked.tolerance.size if asked.tolerance.relative else 0)),
            f"objective {asked.measure}: more is given away than its tolerance allows",
        )


def _find_rounding(measure: Measure) -> Fraction:
    """By how much a value that is written may differ from the exact one, in the measure's unit."""
    if measure.unit not in WHOLE_UNITS:
        return Fraction(FIGURE_PRECISION)
    return Fraction(1, 2) if measure.unit == "pence" and not measure.is_cost else Fraction(0)
