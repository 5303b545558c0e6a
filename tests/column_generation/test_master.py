"""The stabilised master: boxes, deadlines, Ctrl-C, and duals of an optimum alone."""

import time

import numpy as np
import pytest

from solver.backends.highs_lp import HighsLp
from solver.backends.native_calls import Interrupted
from solver.column_generation.frontier_loop import FrontierLoop
from solver.column_generation.master import StabilisedMaster
from solver.model.column_matrix import SparseColumns
from tests.column_generation.drawn import documents
from tests.column_generation.maps import iterate_instances

COSTS = np.array([3.0, 5.0, 9.0])
ROWS = [np.array([0]), np.array([1]), np.array([0, 1])]


def small_master(scale: float = 1.0) -> StabilisedMaster:
    """Two units, each alone for 3 and 5 or both for 9, in boxes around 1."""
    bounds = (np.ones(2), np.ones(2))
    master = StabilisedMaster(bounds, np.ones(2, dtype=np.bool_), np.zeros(2), scale=scale)
    master.add_new_columns(COSTS, ROWS, [np.ones(len(row)) for row in ROWS], ["a", "b", "ab"])
    return master


@pytest.mark.parametrize("scale", [1.0, 10.0])
def test_duals_stay_in_their_boxes_and_are_free_in_wide_ones(scale: float) -> None:
    master = small_master(scale)
    for width in (0.5, 2.0, 100.0):
        master.set_box(np.ones(2), width)
        solution = master.solve()
        assert solution is not None
        assert solution.duals == pytest.approx(np.minimum([3.0, 5.0], 1 + width))
        assert (solution.slack.max() > 1e-6) == (width < 4)
    assert solution.value == pytest.approx(8.0)
    assert solution.shares == pytest.approx([1.0, 1.0, 0.0])


def test_a_column_joins_once() -> None:
    master = small_master()
    ones = [np.ones(len(row)) for row in ROWS[:2]]
    assert master.add_new_columns(np.array([1.0, 1.0]), ROWS[:2], ones, ["a", "c"]) == 1
    master.set_box(np.zeros(2), 100.0)
    solution = master.solve()
    assert solution is not None
    assert solution.value == pytest.approx(4.0)


def test_hard_rows_have_no_slack_and_what_has_no_optimum_no_duals() -> None:
    """A row without a penalty is kept; where that is impossible, there is no solution."""
    bounds, penalties = (np.ones(2), np.ones(2)), np.array([1.0, np.inf])
    master = StabilisedMaster(bounds, np.zeros(2, dtype=np.bool_), penalties)
    assert master.slack_count == 2
    assert master.solve() is None
    entries = SparseColumns(np.array([0, 1]), np.array([1]), np.ones(1))
    master.add_columns(np.array([7.0]), entries, np.array([[0.0, 1.0]]))
    solution = master.solve()
    assert solution is not None
    assert solution.value == pytest.approx(8.0)


def test_past_the_deadline_there_are_no_duals() -> None:
    assert small_master().solve(time.monotonic() - 1) is None


def test_the_frontier_loop_ends_where_its_master_has_no_optimum(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its bound is what it was."""
    monkeypatch.setattr(HighsLp, "solve", lambda *asked: None)
    for _, _, instance in iterate_instances(documents(3, 9700)):
        nothing = np.zeros((0, len(instance.units)), dtype=np.bool_)
        loop = FrontierLoop(instance, nothing, np.zeros(0, dtype=np.int64))
        before = loop.bound.pairs
        loop.raise_bound(lambda pairs: False)
        assert loop.bound.pairs == before


def test_ctrl_c_in_the_master_ends_the_frontier_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    def pressed(*asked: object) -> None:
        raise Interrupted(None)

    for _, _, instance in iterate_instances(documents(2, 9700)):
        nothing = np.zeros((0, len(instance.units)), dtype=np.bool_)
        loop = FrontierLoop(instance, nothing, np.zeros(0, dtype=np.int64))
        with monkeypatch.context() as patch:
            patch.setattr(HighsLp, "solve", pressed)
            with pytest.raises(Interrupted):
                loop.raise_bound(lambda pairs: False)
