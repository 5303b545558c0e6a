"""The lexicographic best of enumerated designs, as `solve` would choose among them."""

from dataclasses import dataclass

import numpy as np

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Objective
from solver.arrays import Ints
from solver.enumeration.design_checks import DesignChecks
from solver.enumeration.measure_columns import ExactColumn, compute_column
from solver.enumeration.measured_designs import MeasuredDesigns
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
    scenario: Scenario, measured: MeasuredDesigns, designs: Ints, vet: DesignChecks
) -> EnumeratedBest | None:
    """The lexicographic best of these designs, which rise; of equals the first.

    Only designs that pass the vet count. They are looked at from the best one down, so that
    few need to be.
    """
    optima: list[MeasureValue] = []
    for place, objective in enumerate(scenario.objectives):
        kept_for_later = place < len(scenario.objectives) - 1
        if MEASURES[objective.measure].needs_certificate:
            stage = _optimise_provider_share(objective, kept_for_later, measured, designs, vet)
        else:
            figures = compute_column(measured, objective.measure)
            stage = _optimise_column(objective, kept_for_later, figures, designs, vet)
        if stage is None:
            return None
        optimum, designs = stage
        optima.append(optimum)
    first = next((design for design in designs.tolist() if vet(design)), None)
    return None if first is None else EnumeratedBest(first, tuple(optima))


def apply_objective_tolerance(
    objective: Objective, optimum: MeasureValue, kept_for_later: bool
) -> MeasureValue:
    """The worst value within the tolerance; the last objective gives nothing away."""
    measure, slack = MEASURES[objective.measure], objective.tolerance
    if not kept_for_later:
        return optimum
    return measure.sign * apply_tolerance(measure, slack, measure.sign * optimum)


def _optimise_column(
    objective: Objective, kept_for_later: bool, whole: ExactColumn, designs: Ints, vet: DesignChecks
) -> ObjectiveStage | None:
    """The optimum that a design which passes reaches; those that cannot are dropped."""
    sign = MEASURES[objective.measure].sign
    while len(designs):
        figures = whole.select(designs)
        optimum = figures.optimum(sign)
        there = figures.compare_with(optimum) == 0
        if not vet.is_needed or any(map(vet, designs[there].tolist())):
            worst = apply_objective_tolerance(objective, optimum, kept_for_later)
            return optimum, designs[(sign * figures.compare_with(worst) <= 0).astype(bool)]
        designs = designs[~there.astype(bool)]
    return None


def _optimise_provider_share(
    objective: Objective,
    kept_for_later: bool,
    measured: MeasuredDesigns,
    designs: Ints,
    vet: DesignChecks,
) -> ObjectiveStage | None:
    """As by a column, for the largest share of one provider, which is sought design by design.

    Somebody holds the largest lot, so its share is a bound: designs are looked at in the order
    of their bounds until no other can come within the tolerance.
    """
    assert vet.certificates is not None, "this measure reads a certificate"
    bounds = _compute_largest_lot_shares(measured).select(designs)
    shares: dict[int, MeasureValue] = {}
    for place in bounds.rank_values().argsort(kind="stable").tolist():
        design = int(designs[place])
        if shares:
            worst = apply_objective_tolerance(objective, min(shares.values()), kept_for_later)
            if bounds[place] > worst:
                break
        if vet(design):
            shares[design] = vet.certificates.largest_provider_share(design)
    if not shares:
        return None
    optimum = min(shares.values())
    worst = apply_objective_tolerance(objective, optimum, kept_for_later)
    kept = [design for design, share in shares.items() if share <= worst]
    return optimum, np.array(sorted(kept), dtype=np.int64)


def _compute_largest_lot_shares(measured: MeasuredDesigns) -> ExactColumn:
    """The share of value of each design's largest lot; 0 where there is no value."""
    values = measured.facts.value
    total = measured.sums(values)
    return ExactColumn(measured.designs.greatest(values), total + (total == 0))
