"""Proofs against listing all solutions of small models."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.backends import highs_lp
from solver.backends.base import EngineSettings, SolveRequest
from solver.backends.highs_native import NativeHighsEngine
from solver.backends.native_calls import Interrupted, run_interruptible
from solver.exact.branch_and_cut import node as nodes
from solver.exact.branch_and_cut import partition_dynamic_program, relaxation
from solver.exact.branch_and_cut.cuts import (
    CutSeparator,
    list_knapsack_rows,
    list_packing_sets,
    list_unit_sets,
)
from solver.exact.branch_and_cut.relaxation import LinearRelaxation
from solver.exact.branch_and_cut.tree import minimise_by_branch_and_cut
from solver.exact.lagrangian_bound import (
    compute_window,
    select_unconditional_rows,
    subtract_unit_duals,
)
from solver.model.expressions import LinearExpression
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
        patch.setattr(nodes, "MOST_FOR_NODE_MIP", start)
        patch.setattr(partition_dynamic_program, "MOST_STATES", states)
        outcome, proof = minimise_by_branch_and_cut(posed.search(), posed.form, silent, hint)
    if best is None:
        assert outcome.status == "infeasible"
        return
    assert (outcome.status, proof.value, outcome.bound) == ("optimal", best, best)
    assert outcome.solution is not None
    assert posed.allows(outcome.solution)
    parts = proof.list_parts(best + slack)
    for solution in posed.solutions():
        chosen = solution[: len(posed.lots)] == 1
        if posed.form.evaluate(solution) <= best + slack:
            assert any(part.allowed[chosen].all() for part in parts)


@examples(60)
@given(partitions())
def test_bounds_told_on_the_way_never_pass_the_best(posed: Posed) -> None:
    """Bounds rise from below and values fall from above."""
    best = posed.best()
    told: list[tuple[int | None, int | None]] = []
    minimise_by_branch_and_cut(posed.search(), posed.form, lambda b, c: told.append((b, c)), None)
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
        return run_interruptible(run, stop, deadline)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relaxation, "FIRST_COLUMNS", 1)
        patch.setattr(relaxation, "COLUMNS_PER_ROUND", 1)
        patch.setattr(highs_lp, "run_interruptible", stopped)
        outcome, proof = minimise_by_branch_and_cut(posed.search(), posed.form, silent, None)
    best = posed.best()
    if best is not None and outcome.solution is None:
        assert (outcome.bound is None) == (steps == 0)
        assert outcome.bound is None or outcome.bound <= best
    known, prices = proof.factory.relaxation, proof.factory.relaxation.repaired_duals
    if prices is not None:
        views = [compute_window(posed.model, posed.form, known.rows, prices, n) for n in (0, UNITS)]
        none, most = (view.bound for view in views if view is not None)
        assert none - most <= 1, "some candidate costs less than nothing"


@examples(100)
@given(partitions(), st.data())
def test_cuts_take_no_design_away(posed: Posed, data: st.DataObject) -> None:
    """Whatever point they are drawn from."""
    rows = select_unconditional_rows(posed.model)
    limited = list_knapsack_rows(posed.model, rows)
    parts = st.floats(0, 1)
    shares = np.array(data.draw(st.lists(parts, min_size=posed.size, max_size=posed.size)))
    sets = list_packing_sets(list_unit_sets(posed.model, rows), limited)
    cuts = CutSeparator(sets, limited).separate(shares[: len(posed.lots)])
    for solution in posed.solutions():
        assert all(
            row.expression.evaluate(solution) <= row.high for row in cuts if row.high is not None
        )


@examples(60)
@given(partitions())
def test_the_relaxation_is_a_bound_in_whole_numbers(posed: Posed) -> None:
    """Its prices give a window below every solution; where it says none, there is none."""
    rows = select_unconditional_rows(posed.model)
    relaxation = LinearRelaxation(posed.model, posed.form, rows, UNITS)
    point = relaxation.solve()
    assert point is not None
    if point.is_infeasible:
        return
    view = compute_window(posed.model, posed.form, point.rows, point.duals, UNITS)
    assert view is not None
    other = subtract_unit_duals(posed.model, posed.form, point.rows, point.duals)
    for solution in posed.solutions():
        assert view.bound <= posed.form.evaluate(solution)
        assert other.evaluate(solution) == posed.form.evaluate(solution)


@examples(100)
@given(partitions(), st.integers(-40, 40) | st.none())
def test_highs_agrees_with_listing(posed: Posed, ceiling: int | None) -> None:
    """Its own interface, with and without a ceiling."""
    engine = NativeHighsEngine()
    if not engine.can_solve(SolveRequest(posed.model, posed.form)):
        return
    settings = EngineSettings(workers=1, cutoff=ceiling)
    outcome = engine.solve(SolveRequest(posed.model, posed.form, settings=settings))
    best = posed.best()
    if best is None or (ceiling is not None and best > ceiling):
        assert outcome.status == "infeasible" or outcome.bound == best
    else:
        assert (outcome.status, outcome.bound) == ("optimal", best)


def test_what_is_worse_than_the_best_known_is_not_left_out() -> None:
    """With a first solution in hand that is best, where a tolerance lets others in."""
    lots = ((0,), (0, 1), (0, 1, 2), (0, 2), (1,), (1, 2), (2,), (3,))
    posed = Posed(lots, partition(lots), LinearExpression(np.array([6]), np.array([1])))
    _, proof = minimise_by_branch_and_cut(
        posed.search(), posed.form, silent, next(posed.solutions())
    )
    parts = proof.list_parts(1)
    for solution in posed.solutions():
        assert any(part.allowed[solution == 1].all() for part in parts)
