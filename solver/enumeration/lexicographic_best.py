"""The lexicographic best of enumerated designs, as `solve` would choose among them."""

from dataclasses import dataclass

import numpy as np

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Objective
from solver.arrays import Ints
from solver.enumeration.design_arrays import MeasuredDesigns
from solver.enumeration.measure_columns import ExactColumn, compute_column
from solver.enumeration.rule_checks import DesignChecks
from solver.objectives.registry import apply_tolerance

ObjectiveStage = tuple[MeasureValue, Ints]
"""The optimum of an objective, and the designs within its tolerance."""


@dataclass(frozen=True)
class EnumeratedBest:
    """The position of the best design, and the optimum of each objective on the way to it.

    An optimum is the best among designs within the tolerances of all objectives before it.
    """

    design: int
    optima: tuple[MeasureValue, ...]


def find_lexicographic_best(
    scenario: Scenario, measured: MeasuredDesigns, designs: Ints, checks: DesignChecks
) -> EnumeratedBest | None:
    """The lexicographic best of these designs, (n,) ascending; of equals the first.

    Only designs that pass the checks count. They are checked from the best one down, so that few
    need to be. Raises KeyboardInterrupt on Ctrl-C.
    """
    optima: list[MeasureValue] = []
    for place, objective in enumerate(scenario.objectives):
        is_last = place == len(scenario.objectives) - 1
        if MEASURES[objective.measure].needs_certificate:
            stage = _optimise_provider_share(objective, is_last, measured, designs, checks)
        else:
            column = compute_column(measured, objective.measure)
            stage = _optimise_column(objective, is_last, column, designs, checks)
        if stage is None:
            return None
        optimum, designs = stage
        optima.append(optimum)
    best = next((design for design in designs.tolist() if checks(design)), None)
    return None if best is None else EnumeratedBest(best, tuple(optima))


def _find_worst_kept(objective: Objective, optimum: MeasureValue, is_last: bool) -> MeasureValue:
    """The worst value within the tolerance; the last objective has none."""
    measure = MEASURES[objective.measure]
    if is_last:
        return optimum
    return measure.sign * apply_tolerance(measure, objective.tolerance, measure.sign * optimum)


def _optimise_column(
    objective: Objective, is_last: bool, column: ExactColumn, designs: Ints, checks: DesignChecks
) -> ObjectiveStage | None:
    """The best value of a design that passes the checks; None where none does."""
    sign = MEASURES[objective.measure].sign
    while len(designs):
        figures = column.select(designs)
        optimum = figures.find_optimum(sign)
        at_optimum = (figures.compare_with(optimum) == 0).astype(bool)
        if not checks.is_needed or any(map(checks, designs[at_optimum].tolist())):
            worst = _find_worst_kept(objective, optimum, is_last)
            return optimum, designs[(sign * figures.compare_with(worst) <= 0).astype(bool)]
        designs = designs[~at_optimum]
    return None


def _optimise_provider_share(
    objective: Objective,
    is_last: bool,
    measured: MeasuredDesigns,
    designs: Ints,
    checks: DesignChecks,
) -> ObjectiveStage | None:
    """As by a column, for the largest share of one provider, which each design's award tells.

    Somebody wins the largest lot, so its share is a lower bound: designs are looked at in the
    order of their bounds until no other can come within the tolerance.
    """
    assert checks.certificates is not None, "this measure reads a certificate"
    bounds = _compute_largest_lot_shares(measured).select(designs)
    shares: dict[int, MeasureValue] = {}
    for place in bounds.rank_values().argsort(kind="stable").tolist():
        design = int(designs[place])
        if shares:
            worst = _find_worst_kept(objective, min(shares.values()), is_last)
            if bounds[place] > worst:
                break
        if checks(design):
            shares[design] = checks.certificates.largest_provider_share(design)
    if not shares:
        return None
    optimum = min(shares.values())
    worst = _find_worst_kept(objective, optimum, is_last)
    kept = [design for design, share in shares.items() if share <= worst]
    return optimum, np.array(sorted(kept), dtype=np.int64)


def _compute_largest_lot_shares(measured: MeasuredDesigns) -> ExactColumn:
    """The share of value of each design's largest lot; 0 where there is no value."""
    values = measured.candidates.value
    total = measured.sums(values)
    return ExactColumn(measured.designs.greatest(values), total + (total == 0))
