"""The best of some designs, as `solve` would choose among them."""

from dataclasses import dataclass

import numpy as np

from lotdesign.measures.base import Value
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import Objective
from solver.atlas.column import Column
from solver.atlas.columns import column
from solver.atlas.measured import Measured
from solver.atlas.vet import Vet
from solver.facts.lots import Ints
from solver.selection.goals import given_away

Stage = tuple[Value, Ints]
"""The optimum of an objective, and the designs within its tolerance."""


@dataclass(frozen=True)
class Best:
    """The position of the best design, and the optimum of each objective on the way to it.

    An optimum is the best among designs within the tolerances of all objectives before it.
    """

    design: int
    optima: tuple[Value, ...]


def best_of(scenario: Scenario, measured: Measured, designs: Ints, vet: Vet) -> Best | None:
    """The lexicographic best of these designs, which rise; of equals the first.

    Only designs that pass the vet count. They are looked at from the best one down, so that
    few need to be.
    """
    optima: list[Value] = []
    for place, objective in enumerate(scenario.objectives):
        kept_for_later = place < len(scenario.objectives) - 1
        if MEASURES[objective.measure].needs_certificate:
            stage = _by_share(objective, kept_for_later, measured, designs, vet)
        else:
            figures = column(measured, objective.measure)
            stage = _by_column(objective, kept_for_later, figures, designs, vet)
        if stage is None:
            return None
        optimum, designs = stage
        optima.append(optimum)
    first = next((design for design in designs.tolist() if vet(design)), None)
    return None if first is None else Best(first, tuple(optima))


def worst_kept(objective: Objective, optimum: Value, kept_for_later: bool) -> Value:
    """The worst value within the tolerance; the last objective gives nothing away."""
    measure, slack = MEASURES[objective.measure], objective.tolerance
    if not kept_for_later:
        return optimum
    return measure.sign * given_away(measure, slack, measure.sign * optimum)


def _by_column(
    objective: Objective, kept_for_later: bool, whole: Column, designs: Ints, vet: Vet
) -> Stage | None:
    """The optimum that a design which passes reaches; those that cannot are dropped."""
    sign = MEASURES[objective.measure].sign
    while len(designs):
        figures = whole.of(designs)
        optimum = figures.best(sign)
        there = figures.beyond(optimum) == 0
        if not vet.asks or any(map(vet, designs[there].tolist())):
            worst = worst_kept(objective, optimum, kept_for_later)
            return optimum, designs[(sign * figures.beyond(worst) <= 0).astype(bool)]
        designs = designs[~there.astype(bool)]
    return None


def _by_share(
    objective: Objective, kept_for_later: bool, measured: Measured, designs: Ints, vet: Vet
) -> Stage | None:
    """As by a column, for the largest share of one provider, which is sought design by design.

    Somebody holds the largest lot, so its share is a bound: designs are looked at in the order
    of their bounds until no other can come within the tolerance.
    """
    assert vet.certificates is not None, "this measure reads a certificate"
    bounds = _largest_lots(measured).of(designs)
    shares: dict[int, Value] = {}
    for place in bounds.ranks().argsort(kind="stable").tolist():
        design = int(designs[place])
        if shares:
            worst = worst_kept(objective, min(shares.values()), kept_for_later)
            if bounds[place] > worst:
                break
        if vet(design):
            shares[design] = vet.certificates.largest_share(design)
    if not shares:
        return None
    optimum = min(shares.values())
    worst = worst_kept(objective, optimum, kept_for_later)
    kept = [design for design, share in shares.items() if share <= worst]
    return optimum, np.array(sorted(kept), dtype=np.int64)


def _largest_lots(measured: Measured) -> Column:
    """The share of value of each design's largest lot; 0 where there is no value."""
    values = measured.facts.value
    total = measured.sums(values)
    return Column(measured.designs.greatest(values), total + (total == 0))
