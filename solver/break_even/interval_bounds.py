"""Whether one design stays the best over an interval of a figure, by bounds alone.

Nothing is solved in between. What each design measures there is bounded by what it measures at
the ends, and the objectives are gone through in order: which designs are sure to be kept at every
value, and which might be kept at some. The design stays best if it is sure to be kept by every
objective and nothing that might be kept beside it ever comes before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np

from lotdesign.measures.base import OWN_UNITS_PER_WRITTEN_UNIT
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.sections import Objective
from solver.arrays import Flags, Ints
from solver.enumeration.enumerated_designs import MeasuredDesigns


def compute_excess(rule: Rule, measured: MeasuredDesigns) -> Ints:
    """Y x D pence that a design takes above the rule's limit, rounded up; below 0 is room."""
    facts = measured.candidates
    limits = rule.compute_yearly_limits(facts.scenario)
    assert limits is not None, "the rule limits an amount"
    assert rule.counted_amount is not None, "the rule limits an amount"
    amounts = {"paid": facts.paid, "cost": facts.cost, "gross": facts.gross}[rule.counted_amount]
    taken = facts.share_by_services(amounts, rule.selected_services)
    return np.stack(
        [measured.sums(taken[:, year]) - int(limit // 1) for year, limit in enumerate(limits)]
    )


def bound_rounding_error(measured: MeasuredDesigns) -> Ints:
    """Pence by which a design's excess strays at most from a straight line between two values.

    Each lot rounds its saving and the part of a service; today's contracts, and the limit itself,
    are rounded too.
    """
    room: Ints = 2 * measured.designs.counts + len(measured.candidates.scenario.units) + 2
    return room


def flag_kept_between(low: Ints, high: Ints, room: Ints) -> tuple[Flags, Flags]:
    """Which designs keep the rule at every value between two, and which might at some."""
    sure: Flags = np.logical_and.reduce(np.maximum(low, high) <= -room)
    maybe: Flags = np.logical_and.reduce(np.minimum(low, high) <= room)
    return sure, maybe


@dataclass(frozen=True)
class ObjectiveBounds:
    """One aim at one end: between `least` and `most` for each of D designs, less being better.

    The figures are in parts, `over` of which make one of the measure's unit.
    """

    least: Ints
    most: Ints
    over: int


@dataclass(frozen=True)
class IntervalBounds:
    """What is known between two values: `readings[end][aim]` of one end or of both.

    A difference of two designs that has one sign at every end has it in between. `sure` are
    designs that are admissible at every value, `maybe` those that might be at some.
    """

    readings: Sequence[Sequence[ObjectiveBounds]]
    surely_admissible: Flags
    possibly_admissible: Flags


def stays_best(
    design: int, span: IntervalBounds, objectives: Sequence[Objective], alike: Callable[[int], bool]
) -> bool:
    """Whether the design is best throughout; False says only that this does not show it.

    `alike(i)` tells whether design i costs the same as this one whatever the figure is.
    """
    sure, maybe = span.surely_admissible, span.possibly_admissible
    if not sure[design]:
        return False
    for place, objective in enumerate(objectives[:-1]):
        ends = [readings[place] for readings in span.readings]
        kept = sure & _flag_within(ends, [_worst_kept(objective, end, maybe) for end in ends])
        references = {int(np.flatnonzero(sure)[end.most[sure].argmin()]) for end in ends}
        for each in references | {design}:
            limits = [_apply_tolerance(objective, int(end.most[each]), end.over) for end in ends]
            maybe = maybe & ~_flag_beyond(ends, limits)
        sure = kept
        if not sure[design]:
            return False
    return _comes_first(
        design, [readings[len(objectives) - 1] for readings in span.readings], maybe, alike
    )


def _comes_first(
    design: int, ends: Sequence[ObjectiveBounds], maybe: Flags, alike: Callable[[int], bool]
) -> bool:
    """Whether none of these designs comes before the design by the last aim, or on a tie."""
    later = np.arange(len(maybe)) >= design
    ahead = np.ones(len(maybe), dtype=np.bool_)
    for end in ends:
        ahead &= end.least + ~later > end.most[design] - later
    rivals = np.flatnonzero(maybe & ~ahead)
    return all(each == design or (each > design and alike(each)) for each in rivals.tolist())


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


def _worst_kept(objective: Objective, end: ObjectiveBounds, maybe: Flags) -> int:
    return _apply_tolerance(objective, int(end.least[maybe].min()), end.over)


def _apply_tolerance(objective: Objective, optimum: int, over: int) -> int:
    """The worst that an aim keeps where this is its best, in parts."""
    slack, unit = objective.tolerance, MEASURES[objective.measure].unit
    size = abs(optimum) if slack.relative else over * OWN_UNITS_PER_WRITTEN_UNIT.get(unit, 1)
    return floor(Fraction(optimum) + slack.size * size)
