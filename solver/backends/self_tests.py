"""Small models that solvers have got wrong, with answers worked out by hand, for every engine."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from solver.backends.base import Engine, EngineSettings, SolveRequest
from solver.backends.fractional_self_tests import FRACTIONAL_SELF_TESTS
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

SELF_TEST_SECONDS = 20.0
"""Time limit of each model."""

CoefficientByVariable = dict[int, int]


@dataclass(frozen=True)
class SelfTest:
    """A model and its objective, with the right status and optimum as text."""

    name: str
    model: Callable[[], tuple[LinearModel, LinearExpression | None]]
    answer: str


def find_wrong_answers(engine: Engine) -> Iterator[str]:
    """What an engine gets wrong, a phrase for each; "undecided" is not wrong.

    An engine that is not made for every model says so by `can_solve`, and is not asked the others.
    """
    for test in SELF_TESTS:
        if not can_solve(engine, test):
            continue
        answer = _run_self_test(engine, test)
        if answer not in (test.answer, "undecided"):
            yield f"{test.name}: {answer}, but it is {test.answer}"


def can_solve(engine: Engine, test: SelfTest) -> bool:
    """Whether an engine is made for the model of a test."""
    judge = getattr(engine, "can_solve", None)
    return judge is None or bool(judge(_build_request(test)))


def _build_request(test: SelfTest) -> SolveRequest:
    model, objective = test.model()
    settings = EngineSettings(workers=1, seconds=SELF_TEST_SECONDS)
    return SolveRequest(model, objective, settings=settings)


def _run_self_test(engine: Engine, test: SelfTest) -> str:
    outcome = engine.solve(_build_request(test))
    if outcome.status in ("unknown", "feasible"):
        return "undecided"
    value = "" if outcome.bound is None else f" {outcome.bound}"
    return f"{outcome.status}{value}"


def _build_expression(terms: CoefficientByVariable) -> LinearExpression:
    return LinearExpression(np.array([*terms]), np.array([*terms.values()], dtype=np.int64))


def _build_large_amounts() -> tuple[LinearModel, LinearExpression]:
    """An amount above the 10^7 at which wrappers of CP-SAT cut variables off."""
    model = LinearModel(0)
    model.add_variable("amount", 0, 10**9)
    model.add_row("at least", _build_expression({0: 1}), 20_000_001, None)
    return model, _build_expression({0: 1})


def _build_pounds_and_pence() -> tuple[LinearModel, LinearExpression]:
    """The trap of issue 3043 in money: an amount in pence, whole pounds, and one penny more."""
    model = LinearModel(0)
    model.add_variable("pence", 0, 10**9)
    model.add_variable("pounds", 0, 10**7)
    model.add_row("enough", _build_expression({0: 1, 1: 100}), 450_000_001, None)
    return model, _build_expression({0: 2, 1: 300})


def _build_largest_amount() -> tuple[LinearModel, LinearExpression]:
    """Two of four amounts, 7 times the larger less their sum, and sums that a penny rules out."""
    amounts = (5_103_996, 443_878, 926, 109_367)
    model = LinearModel(4)
    model.add_row("two", _build_expression(dict.fromkeys(range(4), 1)), 2, 2)
    total, largest = (model.add_variable(name, 0, 10**8) for name in ("total", "largest"))
    model.add_row("sum", _build_expression({**dict(enumerate(amounts)), total: -1}), 0, 0)
    for i, amount in enumerate(amounts):
        model.add_at_most_zero("largest", _build_expression({i: amount, largest: -1}))
    model.add_row("more than the second and third", _build_expression({total: 1}), 444_805, None)
    return model, _build_expression({largest: 7, total: -1})


def _build_large_switch() -> tuple[LinearModel, LinearExpression]:
    """A millionth of a switch would do, were it not an integer."""
    model = LinearModel(1)
    model.add_variable("amount", 1, 10**9)
    model.add_row("only if switched on", _build_expression({1: 1, 0: -(10**9)}), None, 0)
    return model, _build_expression({0: 100})


def _build_penny_budget(size: int) -> tuple[LinearModel, LinearExpression]:
    """Two large amounts a penny apart, and a budget for the smaller."""
    model = LinearModel(2)
    model.add_row("one", _build_expression({0: 1, 1: 1}), 1, 1)
    model.add_row("budget", _build_expression({0: size + 1, 1: size}), None, size)
    return model, _build_expression({0: 1, 1: 2})


def _build_near_ties() -> tuple[LinearModel, LinearExpression]:
    """Six of twelve costs that differ by 1, 2, 4 ... in ten million: gaps of 1e-4 hide it."""
    model = LinearModel(12)
    model.add_row("six", _build_expression(dict.fromkeys(range(12), 1)), 6, 6)
    model.add_row("odd ones", _build_expression({i: 1 for i in range(12) if i % 2}), 3, 3)
    return model, _build_expression({i: 10_000_000 + 2**i for i in range(12)})


def _build_parity() -> tuple[LinearModel, None]:
    """Twice an integer is never odd."""
    model = LinearModel(0)
    model.add_variable("n", 0, 10**6)
    model.add_variable("m", 0, 10**6)
    model.add_row("odd", _build_expression({0: 2, 1: 4}), 1_000_001, 1_000_001)
    return model, None


def _build_similar_lots(most: int) -> tuple[LinearModel, LinearExpression]:
    """Three amounts in lots, none more than `most` % above their average.

    A lot is compared with the average for each number of lots, as the rule kind `balance` is.
    """
    amounts = (41_003_007, 40_002_011, 1_000_997)
    lots = [[u for u in range(3) if mask >> u & 1] for mask in range(1, 8)]
    sizes = [sum(amounts[u] for u in lot) for lot in lots]
    model = LinearModel(len(lots))
    for unit in range(3):
        row = {i: 1 for i, lot in enumerate(lots) if unit in lot}
        model.add_row("unit", _build_expression(row), 1, 1)
    total = model.add_variable("total", 0, sum(amounts))
    model.add_row("sum", _build_expression({**dict(enumerate(sizes)), total: -1}), 0, 0)
    marks = [model.add_variable(f"{k} lots", 0, 1) for k in range(4)]
    model.add_row("one number", _build_expression(dict.fromkeys(marks, 1)), 1, 1)
    counted = dict.fromkeys(range(len(lots)), 1) | {marks[k]: -k for k in range(1, 4)}
    model.add_row("number", _build_expression(counted), 0, 0)
    for i, size in enumerate(sizes):
        least = {marks[k]: -(-k * size * 100 // (100 + most)) for k in range(1, 4)}
        model.add_at_most_zero("not too large", _build_expression({**least, total: -1}), i)
    return model, _build_expression({i: -len(lot) for i, lot in enumerate(lots)} | {0: -5})


SELF_TESTS = (
    *(SelfTest(each.name, each.build_model, each.whole_answer) for each in FRACTIONAL_SELF_TESTS),
    SelfTest("half units", replace(FRACTIONAL_SELF_TESTS[0], parts=2).build_model, "optimal 18"),
    # 450,000,001 pence at 2 a penny: a pound is 3 a penny.
    SelfTest("whole pounds and pence", _build_pounds_and_pence, "optimal 900000002"),
    # The second and the fourth: 7 * 443,878 - 553,245.
    SelfTest("the larger of two amounts", _build_largest_amount, "optimal 2553901"),
    SelfTest("amounts above 10 million pence", _build_large_amounts, "optimal 20000001"),
    SelfTest("a switch with a large constant", _build_large_switch, "optimal 100"),
    SelfTest("a budget that a penny decides", partial(_build_penny_budget, 10**9), "optimal 2"),
    SelfTest(
        "a large budget that a penny decides", partial(_build_penny_budget, 2**50), "optimal 2"
    ),
    SelfTest("near ties", _build_near_ties, "optimal 60000063"),
    SelfTest("an odd sum of even numbers", _build_parity, "infeasible"),
    SelfTest("lots that are alike", partial(_build_similar_lots, 4), "optimal -7"),
)
