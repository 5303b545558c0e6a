"""Whether one design stays the best of all while a figure moves from one value to another.

Nothing is solved in between. What each design measures there is bounded by what it measures at
the ends, and with bounds alone the aims are gone through in order: which designs are sure to be
kept by an aim at every value, and which might be kept at some. The design stays best if it is
sure to be kept by every aim and nothing that might be kept beside it ever comes before it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

import numpy as np

from lotdesign.measures.base import PER_PEOPLES_UNIT
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.sections import Objective
from solver.facts.lots import Flags, Ints


@dataclass(frozen=True)
class Reading:
    """One aim at one end: between `least` and `most` for each of D designs, less being better.

    The figures are in parts, `over` of which make one of the measure's unit.
    """

    least: Ints
    most: Ints
    over: int


@dataclass(frozen=True)
class Span:
    """What is known between two values: `readings[end][aim]` of one end or of both.

    A difference of two designs that has one sign at every end has it in between. `sure` are
    designs that are admissible at every value, `maybe` those that might be at some.
    """

    readings: Sequence[Sequence[Reading]]
    sure: Flags
    maybe: Flags


def stays(
    design: int, span: Span, objectives: Sequence[Objective], alike: Callable[[int], bool]
) -> bool:
    """Whether the design is best throughout; False says only that this does not show it.

    `alike(i)` tells whether design i costs the same as this one whatever the figure is.
    """
    sure, maybe = span.sure, span.maybe
    if not sure[design]:
        return False
    for place, objective in enumerate(objectives[:-1]):
        ends = [readings[place] for readings in span.readings]
        kept = sure & _within(ends, [_worst(objective, end, maybe) for end in ends])
        references = {int(np.flatnonzero(sure)[end.most[sure].argmin()]) for end in ends}
        for each in references | {design}:
            limits = [_given_away(objective, int(end.most[each]), end.over) for end in ends]
            maybe = maybe & ~_beyond(ends, limits)
        sure = kept
        if not sure[design]:
            return False
    return _first(
        design, [readings[len(objectives) - 1] for readings in span.readings], maybe, alike
    )


def _first(
    design: int, ends: Sequence[Reading], maybe: Flags, alike: Callable[[int], bool]
) -> bool:
    """Whether none of these designs comes before the design by the last aim, or on a tie."""
    later = np.arange(len(maybe)) >= design
    ahead = np.ones(len(maybe), dtype=np.bool_)
    for end in ends:
        ahead &= end.least + ~later > end.most[design] - later
    rivals = np.flatnonzero(maybe & ~ahead)
    return all(each == design or (each > design and alike(each)) for each in rivals.tolist())


def _within(ends: Sequence[Reading], limits: Sequence[int]) -> Flags:
    flags: Flags = np.logical_and.reduce(
        [end.most <= limit for end, limit in zip(ends, limits, strict=True)]
    )
    return flags


def _beyond(ends: Sequence[Reading], limits: Sequence[int]) -> Flags:
    flags: Flags = np.logical_and.reduce(
        [end.least > limit for end, limit in zip(ends, limits, strict=True)]
    )
    return flags


def _worst(objective: Objective, end: Reading, maybe: Flags) -> int:
    return _given_away(objective, int(end.least[maybe].min()), end.over)


def _given_away(objective: Objective, optimum: int, over: int) -> int:
    """The worst that an aim keeps where this is its best, in parts."""
    slack, unit = objective.tolerance, MEASURES[objective.measure].unit
    size = abs(optimum) if slack.relative else over * PER_PEOPLES_UNIT.get(unit, 1)
    return floor(Fraction(optimum) + slack.size * size)
