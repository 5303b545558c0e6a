"""Stabilised sifting, and area search on the incumbent, for very many candidates."""

import time
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.backends.native_calls import Interrupted, run_interruptible
from solver.column_generation import stabilised_sifting as interior
from solver.column_generation.master import MasterSolution, StabilisedMaster
from solver.exact.branch_and_cut import neighbourhood_search as areas
from solver.exact.branch_and_cut import node as nodes
from solver.exact.branch_and_cut import tree as trees
from solver.exact.branch_and_cut.cuts import KnapsackCapacities, KnapsackRow
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.relaxation import LinearRelaxation
from solver.exact.branch_and_cut.tree import minimise_by_branch_and_cut
from solver.exact.lagrangian_bound import compute_window, select_unconditional_rows
from tests.exact.models import UNITS, SmallModel, partitions
from tests.solve.loading import examples


def ignore(best: int | None, bound: int | None) -> None:
    """A listener that does nothing."""


def relax(small: SmallModel) -> LinearRelaxation:
    """The relaxation of a model."""
    return LinearRelaxation(
        small.model, small.objective, select_unconditional_rows(small.model), UNITS
    )


@examples(100)
@given(partitions(), st.integers(1, 3))
def test_sifting_bounds_rise_and_stay_below_the_optimum(small: SmallModel, per: int) -> None:
    """The whole-number bounds of all duals on the way."""
    best, bounds = small.best(), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interior, "COLUMNS_PER_UNIT", per)
        for point in relax(small).iterate_dual_centres(None):
            window = compute_window(small.model, small.objective, point.rows, point.duals, UNITS)
            assert window is not None
            assert best is None or window.bound <= best
            bounds.append(window.bound)
    assert all(later >= earlier - 1 for earlier, later in pairwise(bounds))


@examples(100)
@given(partitions(), st.integers(1, 3))
def test_the_last_duals_are_as_good_as_those_of_the_simplex_method(
    small: SmallModel, per: int
) -> None:
    """Where the relaxation is feasible: the same bound, but for rounding."""
    corner = relax(small).solve()
    assert corner is not None
    if corner.is_infeasible:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(interior, "COLUMNS_PER_UNIT", per)
        *_, middle = relax(small).iterate_dual_centres(None)
    windows = [
        compute_window(small.model, small.objective, point.rows, point.duals, UNITS)
        for point in (corner, middle)
    ]
    one, other = (window.bound for window in windows if window is not None)
    assert abs(one - other) <= 1 + abs(one) // 10**5


@examples(100)
@given(partitions(), st.booleans(), st.integers(1, 3), st.integers(0, 2))
def test_the_optimum_is_found_and_bounded_by_sifting(
    small: SmallModel, hinted: bool, per: int, workers: int
) -> None:
    """The tree goes on where area search, at the root and after cuts, finds nothing better."""
    best, reported = small.best(), list[tuple[int | None, int | None]]()
    hint = next(small.solutions(), None) if hinted else None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "FEWEST_FOR_SIFTING", 0)
        patch.setattr(areas, "FIRST_AREA_UNITS", per)
        patch.setattr(areas, "LEAST_AREA_UNITS", 1)
        patch.setattr(areas, "AREA_CANDIDATES_PER_UNIT", (1, 2))
        patch.setattr(trees, "FEWEST_UNITS_FOR_AREAS", 0)
        search = small.search()
        search.settings = replace(search.settings, workers=workers)
        outcome, proof = minimise_by_branch_and_cut(
            search, small.objective, lambda *n: reported.append(n), hint
        )
    if best is None:
        assert outcome.status == "infeasible"
        return
    assert (outcome.status, proof.value, outcome.bound) == ("optimal", best, best)
    assert outcome.solution is not None
    assert small.allows(outcome.solution)
    assert all(value is None or value >= best for value, _ in reported)
    assert all(bound is None or bound <= best for _, bound in reported)


@examples(60)
@given(partitions(), st.integers(0, 4))
def test_sifting_that_is_stopped_leaves_a_bound(small: SmallModel, steps: int) -> None:
    """After so many of their linear programs."""
    left = iter(range(steps))

    solve = StabilisedMaster.solve

    def stopped(master: StabilisedMaster, deadline: float | None = None) -> MasterSolution | None:
        if next(left, None) is None:
            raise Interrupted(None)
        return solve(master, deadline)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "FEWEST_FOR_SIFTING", 0)
        patch.setattr(StabilisedMaster, "solve", stopped)
        outcome, _ = minimise_by_branch_and_cut(small.search(), small.objective, ignore, None)
    best = small.best()
    if best is not None:
        assert outcome.bound is not None
        assert outcome.bound <= best


AMOUNTS = st.lists(st.integers(0, 9), min_size=6, max_size=6)


@examples(100)
@given(st.lists(st.tuples(AMOUNTS, st.integers(0, 25)), max_size=3), st.data())
def test_what_fits_beside_chosen_candidates(
    rows: list[tuple[list[int], int]], data: st.DataObject
) -> None:
    """Each candidate alone, in all rows that it is in, as adding up says."""
    chosen = data.draw(st.lists(st.booleans(), min_size=6, max_size=6))
    knapsacks = [
        KnapsackRow(np.flatnonzero(amounts), np.array([each for each in amounts if each]), capacity)
        for amounts, capacity in rows
        if any(amounts)
    ]
    fitting = KnapsackCapacities(knapsacks).mark_fitting(np.array(chosen))
    for candidate in range(6):
        assert fitting[candidate] == all(
            sum(amount for amount, is_chosen in zip(amounts, chosen, strict=True) if is_chosen)
            + amounts[candidate]
            <= capacity
            for amounts, capacity in rows
            if amounts[candidate]
        )


@examples(60)
@given(partitions(), st.data())
def test_two_repairs_go_together_where_all_rows_hold(
    small: SmallModel, data: st.DataObject
) -> None:
    """And not otherwise; one that changed nothing leaves what others did."""
    solutions = [*small.solutions()]
    if not solutions:
        return
    before, current, after = (data.draw(st.sampled_from(solutions)) for _ in range(3))
    repair = areas.ListedRepair(
        Incumbent(small.search(), small.objective, ignore, before), small.objective
    )
    combined = repair.combine(current, before, after)
    both = current + after - before
    within = all(
        low <= value <= high
        for value, (low, high) in zip(
            both.tolist(), map(small.model.bounds, range(small.size)), strict=True
        )
    )
    if combined is None:
        assert not (within and small.allows(both))
    else:
        assert within
        assert small.allows(combined)
        assert (combined == both).all()


def test_what_runs_past_its_deadline_is_stopped() -> None:
    """And what it came to by then is kept."""
    asked: list[bool] = []

    def work_on() -> int:
        while not asked:
            time.sleep(0.01)
        return len(asked)

    assert run_interruptible(work_on, lambda: asked.append(True), time.monotonic()) == 1
