"""Numbers that solvers in floating point stumble over."""

import numpy as np
import pytest

from solver.backends.base import EngineOutcome, SolveRequest
from solver.backends.exact_feasibility import complete_solution
from solver.backends.highs import HighsEngine
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel


def form(**terms: int) -> LinearExpression:
    """A form over variables written v0, v1, and so on."""
    return LinearExpression(
        np.array([int(name[1:]) for name in terms]), np.array([*terms.values()], dtype=np.int64)
    )


def solved(model: LinearModel, minimise: LinearExpression | None = None) -> EngineOutcome:
    """What HiGHS says."""
    return HighsEngine().solve(SolveRequest(model, minimise))


@pytest.mark.parametrize("large", [10**9 + 7, 2**40 + 1, 2**55 + 1])
def test_a_penny_decides(large: int) -> None:
    """Two amounts that differ by one; a budget that only the smaller keeps."""
    model = LinearModel(2)
    model.add_row("one of them", form(v0=1, v1=1), 1, 1)
    model.add_row("budget", form(v0=large + 1, v1=large), None, large)
    outcome = solved(model, form(v0=1, v1=2))
    assert (outcome.status, outcome.bound) == ("optimal", 2)
    model.add_row("not that one", form(v1=1), None, 0)
    assert solved(model).status == "infeasible"


@pytest.mark.parametrize("large", [10**9 + 7, 2**40 + 1, 2**55 + 1])
def test_a_penny_in_the_objective_decides(large: int) -> None:
    model = LinearModel(2)
    model.add_row("one of them", form(v0=1, v1=1), 1, 1)
    outcome = solved(model, form(v0=large + 1, v1=large))
    assert (outcome.status, outcome.bound) == ("optimal", large)


def test_totals_and_extremes_are_whole() -> None:
    """A total of amounts, and the largest of them, as variables with millions of values."""
    amounts = [5_103_996, 443_878, 926, 109_367]
    model = LinearModel(4)
    model.add_row("two of them", form(v0=1, v1=1, v2=1, v3=1), 2, 2)
    total = model.add_variable("total", 0, 10**8)
    top = model.add_variable("largest", 0, 10**8)
    sums = {f"v{i}": amount for i, amount in enumerate(amounts)}
    model.add_row("sum", form(**sums, **{f"v{total}": -1}), 0, 0)
    for i, amount in enumerate(amounts):
        model.add_at_most_zero("largest", form(**{f"v{i}": amount, f"v{top}": -1}))
    model.add_row("no small total", form(**{f"v{total}": 1}), 444_805, None)
    outcome = solved(model, form(**{f"v{top}": 7, f"v{total}": -1}))
    assert outcome.solution is not None
    assert outcome.solution[[total, top]].tolist() == [553_245, 443_878]
    assert (outcome.status, outcome.bound) == ("optimal", 7 * 443_878 - 553_245)


def test_what_cannot_be_completed_is_known_to_be_impossible() -> None:
    model = LinearModel(2)
    total = model.add_variable("total", 0, 10**7)
    model.add_row("sum", form(v0=5_000_000, v1=5_000_001, v2=-1), 0, 0)
    model.add_row("just so", form(v2=1), 5_000_001, 5_000_001)
    large = np.array([False, False, True])
    good = complete_solution(model, None, np.array([0, 1, 77]), large, None)
    assert good.solution is not None
    assert good.solution[total] == 5_000_001
    bad = complete_solution(model, None, np.array([1, 0, 77]), large, None)
    assert (bad.solution, bad.is_impossible) == (None, True)
