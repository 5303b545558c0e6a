"""Linear programs that are changed step by step have the optimum of the program written at once."""

import gc
import random
import time
import weakref
from collections.abc import Callable
from types import SimpleNamespace
from typing import NoReturn

import numpy as np
import pytest

from solver.backends.highs_lp import (
    HighsLp,
    LpOptions,
    LpSolution,
    bound_rows,
    build_relaxation,
    solve_row_duals,
)
from solver.backends.highs_stop import StopSignal
from solver.backends.native_calls import Interrupted
from solver.model.column_matrix import SparseColumns
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

DEFAULT = LpOptions()
OPTIONS = [
    DEFAULT,
    LpOptions(method="simplex", presolve=False, dual_tolerance=1e-9),
    LpOptions(method="ipm"),
    LpOptions(method="ipm", crossover=False),
]


def cover(matrix: np.ndarray, costs: np.ndarray, options: LpOptions = DEFAULT) -> HighsLp:
    """Least costs of columns that cover every row at least once."""
    lp = HighsLp((np.ones(len(matrix)), np.full(len(matrix), np.inf)), options)
    add(lp, matrix, costs)
    return lp


def add(lp: HighsLp, matrix: np.ndarray, costs: np.ndarray) -> list[int]:
    """Adds the matrix's columns."""
    column, row = np.nonzero(matrix.T)
    starts = np.searchsorted(column, np.arange(matrix.shape[1] + 1))
    entries = SparseColumns(starts, row, matrix.T[column, row].astype(float))
    count = matrix.shape[1]
    return lp.add_columns(costs, np.zeros(count), np.full(count, np.inf), entries).tolist()


def solve(lp: HighsLp) -> LpSolution:
    """The solution, which there is."""
    solution = lp.solve()
    assert solution is not None
    return solution


def drawn(seed: int, rows: int = 6, columns: int = 20) -> tuple[np.ndarray, np.ndarray]:
    """Columns of zeros and ones that cover every row, and their costs."""
    dice = np.random.default_rng(seed)
    matrix = np.hstack((np.eye(rows), dice.integers(0, 2, (rows, columns - rows))))
    return matrix, dice.integers(1, 30, columns).astype(float)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_primal_and_dual_agree(options: LpOptions) -> None:
    for seed in range(10):
        matrix, costs = drawn(seed)
        solution = solve(cover(matrix, costs, options))
        assert solution.is_exact
        assert solution.value == pytest.approx(float(costs @ solution.primal), abs=1e-5)
        assert solution.value == pytest.approx(float(solution.duals.sum()), abs=1e-5)
        assert (matrix @ solution.primal > 1 - 1e-6).all()
        assert (costs - solution.duals @ matrix > -1e-5).all()


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_changes_come_to_the_program_as_it_stands(options: LpOptions) -> None:
    """Columns and rows join and leave, costs and bounds change, with solves in between."""
    matrix, costs = drawn(3)
    lp = cover(matrix[:, :8], costs[:8], options)
    solve(lp)
    assert add(lp, matrix[:, 8:], costs[8:]) == list(range(8, 20))
    assert solve(lp).value == pytest.approx(solve(cover(matrix, costs)).value, abs=1e-5)

    lp.delete_columns(np.array([7, 9]))
    left = np.delete(np.arange(20), [7, 9])
    matrix, costs = matrix[:, left], costs[left]
    assert solve(lp).value == pytest.approx(solve(cover(matrix, costs)).value, abs=1e-5)

    costs[[2, 5]] = 0.25
    lp.set_costs(np.array([2, 5]), costs[[2, 5]])
    assert solve(lp).value == pytest.approx(solve(cover(matrix, costs)).value, abs=1e-5)

    lp.set_column_bounds(np.array([2, 5]), np.zeros(2), np.zeros(2))
    kept = np.delete(np.arange(18), [2, 5])
    expected = solve(cover(matrix[:, kept], costs[kept])).value
    assert solve(lp).value == pytest.approx(expected, abs=1e-5)

    number = lp.add_row(-np.inf, 2.5, np.arange(18), np.ones(18))
    assert (number, lp.row_count, lp.column_count) == (6, 7, 18)
    bounded = solve(lp)
    assert bounded.value > expected - 1e-6
    assert bounded.primal.sum() < 2.5 + 1e-6
    lp.set_row_bounds(number, -np.inf, np.inf)
    assert solve(lp).value == pytest.approx(expected, abs=1e-5)


def test_what_was_read_stays() -> None:
    """A solution does not change with the program."""
    matrix, costs = drawn(5)
    lp = cover(matrix, costs)
    first = solve(lp)
    lp.set_column_bounds(np.arange(20), np.full(20, 1.0), np.full(20, 1.0))
    solve(lp)
    assert first.value == pytest.approx(float(costs @ first.primal))


def test_no_solution_is_none() -> None:
    lp = cover(np.zeros((1, 1)), np.ones(1))
    assert lp.solve() is None


def test_the_deadline_counts_from_each_solve() -> None:
    matrix, costs = drawn(1, rows=60, columns=2000)
    lp = cover(matrix, costs)
    assert lp.solve(time.monotonic() - 1) is None
    assert lp.solve(time.monotonic() + 60) is not None
    assert lp.solve() is not None


def test_after_ctrl_c_the_program_can_be_solved_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C stops one solve, not all that follow."""
    matrix, costs = drawn(1, rows=60, columns=2000)
    lp = cover(matrix, costs, LpOptions(presolve=False))

    def interrupt(work: Callable[[], object], stop: Callable[[], None]) -> NoReturn:
        stop()
        raise Interrupted(work())

    with monkeypatch.context() as patch:
        patch.setattr("solver.backends.highs_lp.run_interruptible", interrupt)
        with pytest.raises(Interrupted):
            lp.solve()
    assert solve(lp).value == pytest.approx(solve(cover(matrix, costs)).value)


def test_a_program_is_freed_with_its_last_use() -> None:
    """Large programs would fill the memory where the solver held itself."""
    lp = cover(*drawn(1))
    solve(lp)
    gone = weakref.ref(lp._highs)
    del lp
    gc.collect()
    assert gone() is None


def test_an_iteration_limit_and_back() -> None:
    """Strong branching: a few steps from a basis that is restored afterwards."""
    matrix, costs = drawn(2, rows=30, columns=300)
    lp = cover(matrix, costs, LpOptions(presolve=False))
    best, basis = solve(lp), lp.save_basis()
    lp.set_column_bounds(np.arange(200), np.zeros(200), np.zeros(200))
    short = lp.solve(iterations=2)
    assert short is not None
    assert not short.is_exact
    lp.set_column_bounds(np.arange(200), np.zeros(200), np.full(200, np.inf))
    lp.restore_basis(basis)
    again = lp.solve(iterations=0)
    assert again is not None
    assert again.value == pytest.approx(best.value)


def form(terms: dict[int, int], constant: int = 0) -> LinearExpression:
    """The sum of coefficients times variables."""
    return LinearExpression(np.array([*terms]), np.array([*terms.values()]), constant)


def test_bounds_are_without_constants() -> None:
    rows = [
        LinearRow("a", form({0: 2}, 3), 5, None),
        LinearRow("b", form({0: 4}, -1), None, 7),
    ]
    low, high = bound_rows(rows)
    assert (low.tolist(), high.tolist()) == ([2.0, -np.inf], [np.inf, 8.0])
    low, high = bound_rows(rows, np.array([2.0, 4.0]))
    assert (low.tolist(), high.tolist()) == ([1.0, -np.inf], [np.inf, 2.0])


def test_a_relaxation_and_its_duals() -> None:
    """Two units, three lots of them, and a number that a row ties to the first lot."""
    dice = random.Random(4)
    model = LinearModel(3)
    extra = model.add_variable("extra", -2, 9)
    model.add_row("u", form({0: 1, 2: 1}), 1, 1)
    model.add_row("v", form({1: 1, 2: 1}), 1, 1)
    model.add_row("tie", form({0: 3, extra: -1}, 2), 0, 0)
    objective = form({0: 5, 1: 6, 2: dice.randint(8, 10), extra: 1})
    lp = build_relaxation(model, objective, model.rows)
    solution = solve(lp)
    pair = int(objective.coefficients[2]) + 2
    assert solution.value == pytest.approx(min(5 + 6 + 5, pair))
    duals = solve_row_duals(model, objective, model.rows, 10.0)
    assert duals is not None
    assert duals.tolist() == pytest.approx(solution.duals.tolist())
    assert duals[0] + duals[1] == pytest.approx(pair - 2)


@pytest.mark.parametrize("size", [1, 10**13, 3 * 10**17])
def test_rows_of_large_coefficients_have_duals_too(size: int) -> None:
    """HiGHS refuses coefficients of 1e15 and more; the dual counts in the row's own unit."""
    model = LinearModel(2)
    model.add_row("at least one", LinearExpression.count(np.arange(2)), 1, None)
    costs = LinearExpression(np.arange(2), np.array([size, 2 * size]))
    model.add_row("dear enough", costs, 2 * size, None)
    objective = LinearExpression(np.arange(2), np.array([3, 6]))
    duals = solve_row_duals(model, objective, model.rows, 10.0)
    assert duals is not None
    assert duals * np.array([1, size]) == pytest.approx([0, 3])


@pytest.mark.parametrize(
    ("seconds_left", "is_set", "stops"),
    [(-1.0, False, True), (60.0, False, False), (60.0, True, True), (None, False, False)],
)
def test_highs_is_told_to_stop_on_request_and_at_its_deadline(
    seconds_left: float | None, is_set: bool, stops: bool
) -> None:
    """By the reply to its callback."""
    deadline = None if seconds_left is None else time.monotonic() + seconds_left
    signal, reply = StopSignal(), SimpleNamespace(user_interrupt=None)
    signal.reset(deadline)
    if is_set:
        signal.set()
    signal.reply(None, "", None, reply, None)
    assert reply.user_interrupt is stops
