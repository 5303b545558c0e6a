"""What is shown of an interval by bounds alone: that a design stays the best, or nothing."""

import numpy as np
import pytest

from lotdesign.scenario.sections import Objective
from lotdesign.scenario.values import ObjectiveTolerance
from solver.break_even.interval_bounds import (
    IntervalBounds,
    ObjectiveBounds,
    flag_kept_between,
    stays_best,
)

LOTS = Objective(measure="lots")
LENIENT = Objective(measure="lots", tolerance=ObjectiveTolerance(2))
Range = tuple[int, int]


def bound(*ranges: Range) -> ObjectiveBounds:
    """From the least to the most of each design."""
    least, most = (np.array(column) for column in zip(*ranges, strict=True))
    return ObjectiveBounds(least, most, 1)


def stays(
    design: int, *ends: tuple[ObjectiveBounds, ...], objectives: tuple[Objective, ...] = (LOTS,)
) -> bool:
    """Whether a design is shown to stay best; all are admissible, and none costs the same."""
    every = np.ones(len(ends[0][0].least), dtype=np.bool_)
    interval = IntervalBounds(ends, every, every)
    return stays_best(design, interval, objectives, lambda other: False)


@pytest.mark.parametrize(
    ("own", "rival", "first", "second"),
    [((5, 5), (6, 6), True, True), ((5, 5), (5, 5), True, False), ((5, 7), (6, 9), False, False)],
)
def test_a_tie_goes_to_the_first(own: Range, rival: Range, first: bool, second: bool) -> None:
    """The design comes before a later one that is as good, and not before an earlier one."""
    assert stays(0, (bound(own, rival),)) == first
    assert stays(1, (bound(rival, own),)) == second


def test_a_rival_must_be_beaten_at_both_ends() -> None:
    assert stays(0, (bound((5, 5), (6, 6)),), (bound((5, 5), (6, 6)),))
    assert not stays(0, (bound((5, 5), (6, 6)),), (bound((5, 5), (4, 4)),))


def test_a_design_that_may_leave_the_tolerance_is_not_shown_to_stay() -> None:
    """Two more are tolerated: seven are within it and eight are not, whatever comes after."""
    for most, kept in ((7, True), (8, False)):
        first, second = bound((5, 5), (6, most)), bound((9, 9), (1, 1))
        assert stays(1, (first, second), objectives=(LENIENT, LOTS)) == kept


def test_only_what_may_be_within_the_tolerance_is_a_rival() -> None:
    """A design that never is need not be beaten by the next objective."""
    for least, kept in ((7, False), (8, True)):
        first, second = bound((5, 5), (least, 9)), bound((3, 3), (1, 1))
        assert stays(0, (first, second), objectives=(LENIENT, LOTS)) == kept


def test_a_design_must_be_admissible_all_the_way() -> None:
    ends = ((bound((5, 5), (6, 6)),),)
    flags = np.array([False, True])
    every = np.ones(2, dtype=np.bool_)
    interval = IntervalBounds(ends, flags, every)
    assert not stays_best(0, interval, (LOTS,), lambda other: False)
    interval = IntervalBounds(ends, every, flags)
    assert stays_best(1, interval, (LOTS,), lambda other: False)


def test_an_excess_strays_by_its_error() -> None:
    """Surely kept where even the error leaves no excess, possibly where it leaves none at some."""
    low = np.array([[-3, -2, -2, 2, 3]])
    high = np.array([[-2, -2, 1, 2, 3]])
    surely, possibly = flag_kept_between(low, high, np.full(5, 2))
    assert surely.tolist() == [True, True, False, False, False]
    assert possibly.tolist() == [True, True, True, True, False]
    both = np.concatenate((low, low[:, ::-1]))
    surely, possibly = flag_kept_between(both, both, np.full(5, 2))
    assert surely.tolist() == [False, False, True, False, False]
    assert possibly.tolist() == [False, True, True, True, False]
