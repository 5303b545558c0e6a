"""Verifies that a design gives no more of an objective away than its tolerance allows."""

from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import FIGURE_PRECISION, read_figure
from lotdesign.result.model import Result
from lotdesign.scenario.figure_units import WHOLE_UNITS
from lotdesign.verify.aims import find_worst_kept, measure_signed
from lotdesign.verify.tally import VerificationTally


def check_tolerances(evaluation: Evaluation, result: Result, tally: VerificationTally) -> None:
    """Each value lies within what its objective may give away of its optimum; the last gives none.

    An optimum that is written with six places may be off by half of the last one.
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
        off = Fraction(0) if measure.unit in WHOLE_UNITS else Fraction(FIGURE_PRECISION)
        worst = find_worst_kept(scenario, place, optimum)
        tally.check_claim(
            value <= worst + off * (1 + (asked.tolerance.size if asked.tolerance.relative else 0)),
            f"objective {asked.measure}: more is given away than its tolerance allows",
        )
