"""Proofs against listing all solutions of small models."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.engines.base import Settings
from solver.engines.highs_plain import HighsPlain
from solver.engines.interrupt import Interrupted, interruptible
from solver.proving import prove, relaxation, sweep, work
from solver.proving.cuts import Cuts
from solver.proving.packing import knapsacks, packings, units_of
from solver.proving.relaxation import Relaxation
from solver.proving.room import restated
from solver.selection.linear import Linear
from solver.selection.window import priced_rows, window
from tests.selection.models import UNITS, Posed, partition, partitions
from tests.solve.loading import examples


def silent(best: int | None, bound: int | None) -> None:
    """Listens to nothing."""


@examples(150)
@given(partitions(), st.integers(1, 4), st.booleans(), st.integers(0, 2), st.integers(0, 9))
def test_the_least_is_found_and_bounded(
    posed: Posed, start: int, hinted: bool, slack: int, states: int
) -> None:
    """Rooms are looked through, or are split down to one candidate or a few.

    The parts miss no solution near the best.
    """
    best = posed.best()
    hint = next(posed.solutions(), None) if hinted else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "FEW", start)
        patch.setattr(sweep, "STATES", states)
        outcome, proof = prove.proved(posed.search(), posed.form, silent, hint)
    if best is None:
        assert outcome.status == "infeasible"
        return
    assert (outcome.status, proof.value, outcome.bound) == ("optimal", best, best)
    assert outcome.solution is not None
    assert posed.allows(outcome.solution)
    parts = proof.parts(best + slack)
    for solution in posed.solutions():
        chosen = solution[: len(posed.lots)] == 1
        if posed.form.of(solution) <= best + slack:
            assert any(part.allowed[chosen].all() for part in parts)


@examples(60)
@given(partitions())
def test_bounds_told_on_the_way_never_pass_the_best(posed: Posed) -> None:
    """Bounds rise from below and values fall from above."""
    best = posed.best()
    told: list[tuple[int | None, int | None]] = []
    prove.proved(posed.search(), posed.form, lambda b, c: told.append((b, c)), None)
    if best is not None:
        assert all(value is None or value >= best for value, _ in told)
        assert all(bound is None or bound <= best for _, bound in told)


@examples(60)
@given(partitions(), st.integers(0, 6))
def test_a_relaxation_that_is_stopped_leaves_a_bound(posed: Posed, steps: int) -> None:
    """After so many of its linear programs, each with one column more."""
    left = iter(range(steps))

    def stopped(
        run: Callable[[], object], stop: Callable[[], None], deadline: float | None = None
    ) -> object:
        if next(left, None) is None:
            raise Interrupted(None)
        return interruptible(run, stop, deadline)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relaxation, "FIRST", 1)
        patch.setattr(relaxation, "MORE", 1)
        patch.setattr(relaxation, "interruptible", stopped)
        outcome, proof = prove.proved(posed.search(), posed.form, silent, None)
    best = posed.best()
    if best is not None and outcome.solution is None:
        assert (outcome.bound is None) == (steps == 0)
        assert outcome.bound is None or outcome.bound <= best
    known, prices = proof.work.relaxation, proof.work.relaxation.prices
    if prices is not None:
        views = [window(posed.model, posed.form, known.rows, prices, n) for n in (0, UNITS)]
        none, most = (view.bound for view in views if view is not None)
        assert none - most <= 1, "some candidate costs less than nothing"


@examples(100)
@given(partitions(), st.data())
def test_cuts_take_no_design_away(posed: Posed, data: st.DataObject) -> None:
    """Whatever point they are drawn from."""
    rows = priced_rows(posed.model)
    limited = knapsacks(posed.model, rows)
    parts = st.floats(0, 1)
    shares = np.array(data.draw(st.lists(parts, min_size=posed.size, max_size=posed.size)))
    sets = packings(units_of(posed.model, rows), limited)
    cuts = Cuts(sets, limited).broken(shares[: len(posed.lots)])
    for solution in posed.solutions():
        assert all(row.form.of(solution) <= row.high for row in cuts if row.high is not None)


@examples(60)
@given(partitions())
def test_the_relaxation_is_a_bound_in_whole_numbers(posed: Posed) -> None:
    """Its prices give a window below every solution; where it says none, there is none."""
    rows = priced_rows(posed.model)
    relaxation = Relaxation(posed.model, posed.form, rows, UNITS)
    point = relaxation.solve()
    assert point is not None
    if point.none:
        return
    view = window(posed.model, posed.form, point.rows, point.duals, UNITS)
    assert view is not None
    other = restated(posed.model, posed.form, point.rows, point.duals)
    for solution in posed.solutions():
        assert view.bound <= posed.form.of(solution)
        assert other.of(solution) == posed.form.of(solution)


@examples(100)
@given(partitions(), st.integers(-40, 40) | st.none())
def test_highs_agrees_with_listing(posed: Posed, ceiling: int | None) -> None:
    """Its own interface, with and without a ceiling."""
    engine = HighsPlain()
    if not engine.takes(posed.model, posed.form, None):
        return
    settings = Settings(workers=1, ceiling=ceiling)
    outcome = engine.solve(posed.model, posed.form, None, settings, silent)
    best = posed.best()
    if best is None or (ceiling is not None and best > ceiling):
        assert outcome.status == "infeasible" or outcome.bound == best
    else:
        assert (outcome.status, outcome.bound) == ("optimal", best)


def test_what_is_worse_than_the_best_known_is_not_left_out() -> None:
    """With a first solution in hand that is best, where a tolerance lets others in."""
    lots = ((0,), (0, 1), (0, 1, 2), (0, 2), (1,), (1, 2), (2,), (3,))
    posed = Posed(lots, partition(lots), Linear(np.array([6]), np.array([1])))
    _, proof = prove.proved(posed.search(), posed.form, silent, next(posed.solutions()))
    parts = proof.parts(1)
    for solution in posed.solutions():
        assert any(part.allowed[solution == 1].all() for part in parts)
