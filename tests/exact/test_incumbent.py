"""Trials for a better solution, and a relaxation of what is allowed alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.backends.base import Engine
from solver.backends.cp_sat import CpSatEngine
from solver.backends.highs_native import NativeHighsEngine
from solver.exact.branch_and_cut import relaxation
from solver.exact.branch_and_cut.incumbent import Incumbent
from solver.exact.branch_and_cut.relaxation import LinearRelaxation
from solver.exact.lagrangian_bound import select_unconditional_rows
from solver.model.linear_model import LinearRow
from tests.exact.models import UNITS, SmallModel, dense, partition, partitions, weights
from tests.solve.loading import examples


@examples(60)
@given(partitions(), st.data())
def test_what_is_better_by_one_is_found_and_nothing_else_replaces_the_incumbent(
    small: SmallModel, data: st.DataObject
) -> None:
    """From any solution, or none, in further rows too; a proof leaves nothing better."""
    solutions = list(small.solutions())
    if not solutions:
        return
    values = [small.objective.evaluate(each) for each in solutions]
    start = data.draw(st.sampled_from([*solutions, None]))
    told: list[int | None] = []
    incumbent = Incumbent(
        small.search(), small.objective, lambda value, bound: told.append(value), start
    )
    rows = (small.model.build_count_row(0, 2),) if data.draw(st.booleans()) else ()
    allowed = np.ones(len(small.lots), dtype=np.bool_)
    trial = incumbent.build_trial(rows, 60.0)
    assert incumbent.run_trial(trial, small.objective, allowed)
    inside = [
        value
        for value, each in zip(values, solutions, strict=True)
        if not rows or each[: len(small.lots)].sum() <= 2
    ]
    before = [] if start is None else [small.objective.evaluate(start)]
    best = min([*inside, *before], default=None)
    assert incumbent.value == best
    assert told == ([best] if [best] != before and best is not None else [])
    assert len(incumbent.search.model.rows) == len(small.model.rows)


def test_better_by_just_one_is_better() -> None:
    """Two lots of 2 are 1 less than one lot of 5."""
    lots = ((0, 1), (0, 1, 2, 3), (2, 3))
    small = SmallModel(lots, partition(lots), dense([2, 5, 2]))
    start = np.array([0, 1, 0])
    incumbent = Incumbent(small.search(), small.objective, lambda value, bound: None, start)
    trial = incumbent.build_trial((), 60.0)
    assert incumbent.run_trial(trial, small.objective, np.ones(3, dtype=np.bool_))
    assert incumbent.value == 4


@pytest.mark.parametrize("engine", [CpSatEngine(), NativeHighsEngine()])
def test_what_is_better_is_told_by_every_engine(engine: Engine) -> None:
    """So that whoever ends the search has it; what is no better is not told."""
    lots = ((0, 1), (0, 1, 2, 3), (2, 3))
    small = SmallModel(lots, partition(lots), dense([2, 5, 2]))
    search, told = small.search(), list[tuple[int, ...]]()
    search.engine = engine
    search.tell = lambda read: told.append(tuple(read().tolist()))
    incumbent = Incumbent(search, small.objective, lambda value, bound: None, np.array([0, 1, 0]))
    every = np.ones(3, dtype=np.bool_)
    assert incumbent.run_trial(incumbent.build_trial((), 60.0), small.objective, every)
    assert set(told) == {(1, 0, 1)}
    told.clear()
    assert incumbent.run_trial(incumbent.build_trial((), 60.0), small.objective, every)
    assert not told


@examples(60)
@given(partitions(extra=False), st.data())
def test_the_relaxation_chooses_nothing_that_is_not_allowed(
    small: SmallModel, data: st.DataObject
) -> None:
    """Also where columns join one by one, before and after what is allowed changes."""
    count = len(small.lots)
    flags = st.lists(st.booleans(), min_size=count, max_size=count)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relaxation, "FIRST_COLUMNS", 1)
        patch.setattr(relaxation, "COLUMNS_PER_ROUND", 1)
        rows = select_unconditional_rows(small.model)
        program = LinearRelaxation(small.model, small.objective, rows, UNITS)
        for allowed in (np.array(data.draw(flags)) for _ in range(2)):
            program.restrict_to(allowed)
            solution = program.solve()
            assert solution is not None
            assert (solution.shares[:count][~allowed] < 1e-6).all()


@examples(100)
@given(partitions(extra=False), st.data())
def test_cuts_hold_like_rows_that_were_there_before(small: SmallModel, data: st.DataObject) -> None:
    """Also for columns that join after the cut, and where the cut has a constant."""
    count = len(small.lots)
    form = dense(data.draw(weights(count, 5)), data.draw(st.integers(-5, 5)))
    if not len(form.variables):
        return
    cut = LinearRow("cut", form, None, data.draw(st.integers(-9, 9)))
    rows = select_unconditional_rows(small.model)
    known = LinearRelaxation(small.model, small.objective, (*rows, cut), UNITS).solve()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relaxation, "FIRST_COLUMNS", 1)
        patch.setattr(relaxation, "COLUMNS_PER_ROUND", 1)
        program = LinearRelaxation(small.model, small.objective, rows, UNITS)
        program.add_cuts([cut])
        found = program.solve()
    assert known is not None
    assert found is not None
    assert found.is_infeasible == known.is_infeasible
    if not known.is_infeasible:
        costs = np.zeros(count)
        costs[small.objective.variables] = small.objective.coefficients
        assert costs @ found.shares == pytest.approx(costs @ known.shares, abs=1e-4)
