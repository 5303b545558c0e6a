"""Small models that solvers have got wrong, with answers worked out by hand.

Integer models are for every engine; models with fractions for solvers behind PuLP.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pulp

from solver.backends.base import Engine, EngineSettings, SolveRequest
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


@dataclass(frozen=True)
class FractionalSelfTest:
    """Columns (low, high, is integer), costs and rows (terms, sense, bound) of a PuLP problem."""

    name: str
    columns: tuple[tuple[float, float, bool], ...]
    costs: tuple[float, ...]
    rows: tuple[tuple[dict[int, float], str, float], ...]
    answer: float


def find_wrong_answers(engine: Engine) -> Iterator[str]:
    """What an engine gets wrong of the integer models; "undecided" is not wrong."""
    for test in SELF_TESTS:
        answer = _run_self_test(engine, test)
        if answer not in (test.answer, "undecided"):
            yield f"{test.name}: {answer}, but it is {test.answer}"


def _run_self_test(engine: Engine, test: SelfTest) -> str:
    model, objective = test.model()
    settings = EngineSettings(workers=1, seconds=SELF_TEST_SECONDS)
    outcome = engine.solve(SolveRequest(model, objective, settings=settings))
    if outcome.status in ("unknown", "feasible"):
        return "undecided"
    value = "" if outcome.bound is None else f" {outcome.bound}"
    return f"{outcome.status}{value}"


def find_wrong_fractional_answers(solver: pulp.LpSolver) -> Iterator[str]:
    """What a solver behind PuLP gets wrong of the models with fractions, a phrase for each."""
    for test in FRACTIONAL_SELF_TESTS:
        problem = _build_pulp_problem(test)
        problem.solve(solver)
        if problem.sol_status != pulp.LpSolutionOptimal:
            yield f"{test.name}: no optimum, but it is {test.answer:g}"
        elif abs(pulp.value(problem.objective) - test.answer) > 1e-6:
            value = pulp.value(problem.objective)
            yield f"{test.name}: {value:g}, but it is {test.answer:g}"


def _build_pulp_problem(test: FractionalSelfTest) -> pulp.LpProblem:
    problem = pulp.LpProblem("test")
    columns = [
        problem.add_variable(
            f"x{i}", low, high, pulp.LpInteger if is_integer else pulp.LpContinuous
        )
        for i, (low, high, is_integer) in enumerate(test.columns)
    ]
    problem.setObjective(pulp.lpDot(columns, test.costs))
    senses = {"<=": pulp.LpConstraintLE, "=": pulp.LpConstraintEQ, ">=": pulp.LpConstraintGE}
    for terms, sense, bound in test.rows:
        expression = pulp.LpAffineExpression({columns[i]: c for i, c in terms.items()})
        problem.addConstraint(pulp.LpConstraint(expression, senses[sense], rhs=bound))
    return problem


def _build_expression(terms: CoefficientByVariable) -> LinearExpression:
    return LinearExpression(np.array([*terms]), np.array([*terms.values()], dtype=np.int64))


def _build_half_units() -> tuple[LinearModel, LinearExpression]:
    """Min 2x + 3z, x + z >= 4.5, with x counted in halves."""
    model = LinearModel(0)
    model.add_variable("x", 0, 20)
    model.add_variable("z", 0, 10)
    model.add_row("enough", _build_expression({0: 1, 1: 2}), 9, None)
    return model, _build_expression({0: 2, 1: 6})


def _build_large_amounts() -> tuple[LinearModel, LinearExpression]:
    """An amount above the 10^7 at which wrappers of CP-SAT cut variables off."""
    model = LinearModel(0)
    model.add_variable("amount", 0, 10**9)
    model.add_row("at least", _build_expression({0: 1}), 20_000_001, None)
    return model, _build_expression({0: 1})


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
    SelfTest("half units", _build_half_units, "optimal 18"),
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

FRACTIONAL_SELF_TESTS = (
    # Wrong in HiGHS 1.14.0: issues 3043, 2957, 3002 and 3094 of ERGO-Code/HiGHS.
    FractionalSelfTest(
        "HiGHS issue 3043", ((0, 10, False), (0, 10, True)), (2, 3), (({0: 1, 1: 1}, ">=", 4.5),), 9
    ),
    FractionalSelfTest(
        "HiGHS issue 2957",
        ((0, 20, True), (8, 20, False)),
        (1, 2),
        (({0: 1, 1: 1}, ">=", 20.1),),
        28.2,
    ),
    FractionalSelfTest(
        "HiGHS issue 3002",
        ((0, 4, False), (-1, 1, False), (0, 1e3, True)),
        (1, 4, 9),
        (({0: 1, 1: 1}, "<=", 5), ({0: 1, 2: 1}, ">=", 10), ({1: -1, 2: 1}, "=", 7.5)),
        64,
    ),
    FractionalSelfTest(
        "HiGHS issue 3094",
        ((0, 1, True), (0, 1, True), *(((0, 1000, False),) * 4)),
        (0, 0, 0, 0, 10, 8),
        (
            ({2: 1, 0: -1000}, "<=", 0),
            ({3: 1, 1: -1000}, "<=", 0),
            ({2: 1, 4: 1}, "=", 1000),
            ({3: 1, 5: 1}, "=", 1000),
            ({0: 1, 1: 1}, "<=", 1),
        ),
        8000,
    ),
)
