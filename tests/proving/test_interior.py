"""Prices from within, and areas of a design drawn again, where there are many candidates."""

import time
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.backends.cp_sat import CpSatEngine
from solver.backends.native_calls import Interrupted, run_interruptible
from solver.backends.portfolio import RestrictedEngine
from solver.column_generation import stabilised_lp as boxed
from solver.column_generation import stabilised_lp as interior
from solver.exact.branch_and_cut import neighbourhood_search as areas
from solver.exact.branch_and_cut import node as nodes
from solver.exact.branch_and_cut.relaxation import LinearRelaxation
from solver.exact.branch_and_cut.tree import minimise_by_branch_and_cut
from solver.exact.lagrangian_bound import compute_window, select_unconditional_rows
from tests.selection.models import UNITS, Posed, partitions
from tests.solve.loading import examples


def silent(best: int | None, bound: int | None) -> None:
    """Listens to nothing."""


def relaxed(posed: Posed) -> LinearRelaxation:
    """The relaxation of a model that is given."""
    return LinearRelaxation(posed.model, posed.form, select_unconditional_rows(posed.model), UNITS)


@examples(100)
@given(partitions(), st.integers(1, 3))
def test_prices_only_get_better_and_none_passes_the_best(posed: Posed, per: int) -> None:
    """Whole-number bounds of all prices on the way."""
    best, bounds = posed.best(), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interior, "COLUMNS_PER_UNIT", per)
        for point in relaxed(posed).iterate_dual_centres(None):
            view = compute_window(posed.model, posed.form, point.rows, point.duals, UNITS)
            assert view is not None
            assert best is None or view.bound <= best
            bounds.append(view.bound)
    assert all(later >= earlier - 1 for earlier, later in pairwise(bounds))


@examples(100)
@given(partitions(), st.integers(1, 3))
def test_the_last_prices_are_as_good_as_those_of_the_simplex_method(posed: Posed, per: int) -> None:
    """Where the relaxation has a solution: the same bound, to rounding."""
    corner = relaxed(posed).solve()
    assert corner is not None
    if corner.is_infeasible:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interior, "COLUMNS_PER_UNIT", per)
        *_, middle = relaxed(posed).iterate_dual_centres(None)
    views = [
        compute_window(posed.model, posed.form, point.rows, point.duals, UNITS)
        for point in (corner, middle)
    ]
    one, other = (view.bound for view in views if view is not None)
    assert abs(one - other) <= 1 + abs(one) // 10**5


@examples(100)
@given(partitions(), st.booleans(), st.integers(1, 3))
def test_the_least_is_found_and_bounded_by_prices_from_within(
    posed: Posed, hinted: bool, per: int
) -> None:
    """The proof goes on where areas cannot better the design."""
    best, told = posed.best(), list[tuple[int | None, int | None]]()
    hint = next(posed.solutions(), None) if hinted else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "FEWEST_FOR_SIFTING", 0)
        patch.setattr(areas, "FIRST_AREA_UNITS", per)
        patch.setattr(areas, "LEAST_AREA_UNITS", 1)
        outcome, proof = minimise_by_branch_and_cut(
            posed.search(), posed.form, lambda *n: told.append(n), hint
        )
    if best is None:
        assert outcome.status == "infeasible"
        return
    assert (outcome.status, proof.value, outcome.bound) == ("optimal", best, best)
    assert outcome.solution is not None
    assert posed.allows(outcome.solution)
    assert all(value is None or value >= best for value, _ in told)
    assert all(bound is None or bound <= best for _, bound in told)


@examples(60)
@given(partitions(), st.integers(0, 4))
def test_prices_from_within_that_are_stopped_leave_a_bound(posed: Posed, steps: int) -> None:
    """After so many of their linear programs."""
    left = iter(range(steps))

    def stopped(
        run: Callable[[], object], stop: Callable[[], None], deadline: float | None = None
    ) -> object:
        if next(left, None) is None:
            raise Interrupted(None)
        return run_interruptible(run, stop, deadline)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "FEWEST_FOR_SIFTING", 0)
        patch.setattr(boxed, "run_interruptible", stopped)
        outcome, _ = minimise_by_branch_and_cut(posed.search(), posed.form, silent, None)
    best = posed.best()
    if best is not None:
        assert outcome.bound is not None
        assert outcome.bound <= best


@examples(60)
@given(partitions(), st.data())
def test_an_engine_that_sees_few_candidates_agrees_with_one_that_is_told(
    posed: Posed, data: st.DataObject
) -> None:
    """The others are 0 in its solutions."""
    count = len(posed.lots)
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    few, whole = posed.search(), posed.search()
    few.engine = RestrictedEngine(CpSatEngine(), kept)
    for _ in range(2):
        one, other = few.solve(posed.form), whole.solve(posed.form, allowed=kept)
        assert (one.status, one.bound) == (other.status, other.bound)
        if one.solution is not None:
            assert posed.allows(one.solution)
            assert not one.solution[:count][~kept].any()


def test_what_runs_past_its_deadline_is_stopped() -> None:
    """And what it came to by then is kept."""
    asked: list[bool] = []

    def work_on() -> int:
        while not asked:
            time.sleep(0.01)
        return len(asked)

    assert run_interruptible(work_on, lambda: asked.append(True), time.monotonic()) == 1
