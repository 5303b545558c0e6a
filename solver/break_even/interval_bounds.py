"""Whether one design stays the best over an interval of a figure, by bounds alone.

Nothing is solved inside the interval. What each design measures there is bounded by what it
measures at the ends, and the objectives are gone through in order: which designs are surely within
the tolerance at every value, and which possibly at some. The design stays the best if it is surely
within the tolerance of every objective, and no design that is possibly so ever comes before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.sections import Objective
from solver.arrays import Flags, Ints
from solver.candidates.counted_amounts import compute_counted_amounts
from solver.enumeration.design_arrays import MeasuredDesigns
from solver.objectives.registry import apply_tolerance


@dataclass(frozen=True)
class ObjectiveBounds:
    """Bounds of an objective at one end: from `least` to `most`, each (D,), less being better.

    The figures are in parts, `over` of which make one of the measure's unit.
    """

    least: Ints
    most: Ints
    over: int


@dataclass(frozen=True)
class IntervalBounds:
    """What is known between two values: bounds[end][objective], of both ends or of one for all.

    A difference of two designs that has one sign at every end has it in between.
    `surely_admissible` designs, (D,), are so at every value, `possibly_admissible` ones, (D,), at
    some.
    """

    bounds: Sequence[Sequence[ObjectiveBounds]]
    surely_admissible: Flags
    possibly_admissible: Flags


def stays_best(
    design: int,
    interval: IntervalBounds,
    objectives: Sequence[Objective],
    has_equal_costs: Callable[[int], bool],
) -> bool:
    """Whether the design is shown to be best throughout; False where that is not shown.

    `has_equal_costs(i)` tells whether design i costs the same as this one at any value.
    """
    surely, possibly = interval.surely_admissible, interval.possibly_admissible
    if not surely[design]:
        return False
    for place, objective in enumerate(objectives[:-1]):
        ends = [bounds[place] for bounds in interval.bounds]
        limits = [
            _find_worst_kept(objective, int(end.least[possibly].min()), end.over) for end in ends
        ]
        surely_kept = surely & _flag_within(ends, limits)
        references = {int(np.flatnonzero(surely)[end.most[surely].argmin()]) for end in ends}
        for other in references | {design}:
            limits = [_find_worst_kept(objective, int(end.most[other]), end.over) for end in ends]
            possibly = possibly & ~_flag_beyond(ends, limits)
        surely = surely_kept
        if not surely[design]:
            return False
    last = [bounds[len(objectives) - 1] for bounds in interval.bounds]
    return _comes_first(design, last, possibly, has_equal_costs)


def _comes_first(
    design: int,
    ends: Sequence[ObjectiveBounds],
    possibly: Flags,
    has_equal_costs: Callable[[int], bool],
) -> bool:
    """Whether none of these designs comes before the design by the last objective, or on a tie."""
    later = np.arange(len(possibly)) >= design
    beaten = np.ones(len(possibly), dtype=np.bool_)
    for end in ends:
        # A tie goes to the design against a later one, and against it to an earlier one.
        beaten &= end.least + later > end.most[design]
    rivals = np.flatnonzero(possibly & ~beaten)
    return all(i == design or (i > design and has_equal_costs(i)) for i in rivals.tolist())


def _flag_within(ends: Sequence[ObjectiveBounds], limits: Sequence[int]) -> Flags:
    flags: Flags = np.logical_and.reduce(
        [end.most <= limit for end, limit in zip(ends, limits, strict=True)]
    )
    return flags


def _flag_beyond(ends: Sequence[ObjectiveBounds], limits: Sequence[int]) -> Flags:
    flags: Flags = np.logical_and.reduce(
        [end.least > limit for end, limit in zip(ends, limits, strict=True)]
    )
    return flags


def _find_worst_kept(objective: Objective, optimum: int, over: int) -> int:
    """The worst value, in parts, within the objective's tolerance of an optimum in parts."""
    measure = MEASURES[objective.measure]
    return floor(over * apply_tolerance(measure, objective.tolerance, Fraction(optimum, over)))


def compute_excess(rule: Rule, measured: MeasuredDesigns) -> Ints:
    """Y x D pence by which a design exceeds the rule's limit, rounded up; below 0 is slack.

    The rule must limit an amount of money a year.
    """
    taken, limits = _count_amounts(rule, measured), _list_limits(rule, measured)
    return np.stack([measured.sums(taken[:, year]) - limit for year, limit in enumerate(limits)])


def _count_amounts(rule: Rule, measured: MeasuredDesigns) -> Ints:
    return measured.compute_once(
        ("counted", rule), lambda: compute_counted_amounts(rule, measured.candidates)
    )


def _list_limits(rule: Rule, measured: MeasuredDesigns) -> list[int]:
    limits = rule.compute_yearly_limits(measured.candidates.scenario)
    assert limits is not None, "the rule limits an amount"
    return [int(limit // 1) for limit in limits]


def flag_between_ends(rule: Rule, low: MeasuredDesigns, high: MeasuredDesigns) -> Flags:
    """Designs whose excess between two values lies between that at either, (D,).

    What is paid for a lot must only rise between them, or only fall. So does what the rule counts
    of it, where it counts all or nothing; of other lots it counts a rounded part, which is the same
    where nothing else changes. The limits must be the same.
    """
    if _list_limits(rule, low) != _list_limits(rule, high):
        return np.zeros(len(low), dtype=np.bool_)
    one, other = low.candidates, high.candidates
    is_same = (one.paid == other.paid).all(axis=1) & (one.cost == other.cost).all(axis=1)
    counts_all_or_nothing = np.ones(len(one), dtype=np.bool_)
    for measured in (low, high):
        counted, amounts = _count_amounts(rule, measured), measured.candidates
        whole = amounts.cost if rule.counted_amount == "cost" else amounts.paid
        counts_all_or_nothing &= (counted == whole).all(axis=1) | ~counted.any(axis=1)
    return low.designs.within(is_same | counts_all_or_nothing)


def bound_rounding_error(rule: Rule, measured: MeasuredDesigns) -> Ints:
    """Pence by which a design's excess strays at most from a straight line between two values.

    Each lot rounds its saving and the part of a service, or in an area each of its cells; today's
    contracts, and the limit itself, are rounded too.
    """
    scenario = measured.candidates.scenario
    cells = len(rule.find_counted_units(scenario) or ())
    most: Ints = 2 * measured.designs.counts + len(scenario.units) + cells + 2
    return most


def flag_kept_between(low: Ints, high: Ints, error: Ints) -> tuple[Flags, Flags]:
    """Which designs surely keep the rule between two values, and which possibly at some, each (D,).

    `low` and `high`, Y x D pence, are the excess at the ends, which strays by `error`, (D,) pence,
    at most in between.
    """
    surely: Flags = np.logical_and.reduce(np.maximum(low, high) <= -error)
    possibly: Flags = np.logical_and.reduce(np.minimum(low, high) <= error)
    return surely, possibly
