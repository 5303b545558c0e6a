"""Which of two designs is better by the objectives of a scenario, in their order, exactly."""

from fractions import Fraction

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import OWN_UNITS_PER_WRITTEN_UNIT, Measure
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import can_measure
from lotdesign.scenario.scenario import Scenario


def list_aims(scenario: Scenario) -> tuple[Measure, ...]:
    """The measures of the objectives, in order."""
    return tuple(MEASURES[objective.measure] for objective in scenario.objectives)


def has_tolerance(scenario: Scenario) -> bool:
    """Whether an objective may give away anything to those after it."""
    return any(objective.tolerance.size for objective in scenario.objectives[:-1])


def find_worst_kept(scenario: Scenario, place: int, optimum: Fraction) -> Fraction:
    """The worst value that the objective at `place` may end with, both signed: less is better.

    In the measure's own unit. A relative tolerance is of the optimum's absolute value; the last
    objective gives nothing away.
    """
    objective = scenario.objectives[place]
    tolerance = objective.tolerance
    if place == len(scenario.objectives) - 1:
        return optimum
    if tolerance.relative:
        return optimum + abs(optimum) * tolerance.size
    unit = MEASURES[objective.measure].unit
    return optimum + tolerance.size * OWN_UNITS_PER_WRITTEN_UNIT.get(unit, 1)


def measure_signed(evaluation: Evaluation, measure: Measure) -> Fraction | None:
    """The exact value, so signed that less is better; None where it cannot be measured."""
    if not can_measure(evaluation, measure):
        return None
    return Fraction(measure.sign * measure.evaluate(evaluation))


def is_better(one: Evaluation, other: Evaluation) -> bool:
    """Whether `one` is surely better by the objectives, were both admissible.

    With a tolerance that is sure only where even what `one` may give away of the first objective
    is better: the rest hangs on optima that nobody has stated.
    """
    scenario = one.scenario
    for place, measure in enumerate(list_aims(scenario)):
        mine, theirs = measure_signed(one, measure), measure_signed(other, measure)
        if mine is None or theirs is None:
            return False
        if has_tolerance(scenario):
            return find_worst_kept(scenario, place, mine) < theirs
        if mine != theirs:
            return mine < theirs
    return False
