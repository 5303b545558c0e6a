"""Small models that have fooled solvers, with answers worked out by hand.

Those in whole numbers are asked of every engine; those with fractions of solvers behind PuLP.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
import pulp

from solver.engines.base import Engine, Settings
from solver.selection.linear import Linear
from solver.selection.model import Model

SECONDS = 20.0
"""Time for a single small model."""

Terms = dict[int, int]


@dataclass(frozen=True)
class Trap:
    """A model, what it tests, and its status and optimum; no status: any but a false claim."""

    name: str
    model: Callable[[], tuple[Model, Linear | None]]
    answer: str


@dataclass(frozen=True)
class Fractions:
    """Columns (low, high, whole), costs and rows (terms, sense, bound) of a PuLP problem."""

    name: str
    columns: tuple[tuple[float, float, bool], ...]
    costs: tuple[float, ...]
    rows: tuple[tuple[dict[int, float], str, float], ...]
    answer: float


def lies(engine: Engine) -> Iterator[str]:
    """What an engine gets wrong of the models in whole numbers: a phrase for each."""
    for trap in TRAPS:
        said = _said(engine, trap)
        if said not in (trap.answer, "undecided"):
            yield f"{trap.name}: {said}, but it is {trap.answer}"


def _said(engine: Engine, trap: Trap) -> str:
    model, form = trap.model()
    settings = Settings(workers=1, seconds=SECONDS)
    outcome = engine.solve(model, form, None, settings, lambda best, bound: None)
    if outcome.status in ("unknown", "feasible"):
        return "undecided"
    value = "" if outcome.bound is None else f" {outcome.bound}"
    return f"{outcome.status}{value}"


def fraction_lies(solver: pulp.LpSolver) -> Iterator[str]:
    """What a solver behind PuLP gets wrong of the models with fractions."""
    for case in FRACTIONS:
        problem = _posed(case)
        problem.solve(solver)
        if problem.sol_status != pulp.LpSolutionOptimal:
            yield f"{case.name}: no optimum, but it is {case.answer:g}"
        elif abs(pulp.value(problem.objective) - case.answer) > 1e-6:
            found = pulp.value(problem.objective)
            yield f"{case.name}: {found:g}, but it is {case.answer:g}"


def _posed(case: Fractions) -> pulp.LpProblem:
    problem = pulp.LpProblem("trap")
    columns = [
        problem.add_variable(f"x{i}", low, high, pulp.LpInteger if whole else pulp.LpContinuous)
        for i, (low, high, whole) in enumerate(case.columns)
    ]
    problem.setObjective(pulp.lpDot(columns, case.costs))
    senses = {"<=": pulp.LpConstraintLE, "=": pulp.LpConstraintEQ, ">=": pulp.LpConstraintGE}
    for terms, sense, bound in case.rows:
        form = pulp.LpAffineExpression({columns[i]: c for i, c in terms.items()})
        problem.addConstraint(pulp.LpConstraint(form, senses[sense], rhs=bound))
    return problem


def _form(terms: Terms) -> Linear:
    return Linear(np.array([*terms]), np.array([*terms.values()], dtype=np.int64))


def _halves() -> tuple[Model, Linear]:
    """Min 2x + 3z, x + z >= 4.5, with x counted in halves."""
    model = Model(0)
    model.number("x", 0, 20)
    model.number("z", 0, 10)
    model.row("enough", _form({0: 1, 1: 2}), 9, None)
    return model, _form({0: 2, 1: 6})


def _pence() -> tuple[Model, Linear]:
    """An amount above the 10^7 at which wrappers of CP-SAT cut variables off."""
    model = Model(0)
    model.number("amount", 0, 10**9)
    model.row("at least", _form({0: 1}), 20_000_001, None)
    return model, _form({0: 1})


def _switch() -> tuple[Model, Linear]:
    """A millionth of a switch would do, were it not whole."""
    model = Model(1)
    model.number("amount", 1, 10**9)
    model.row("only if switched on", _form({1: 1, 0: -(10**9)}), None, 0)
    return model, _form({0: 100})


def _penny(size: int) -> tuple[Model, Linear]:
    """Two large amounts a penny apart, and a budget for the smaller."""
    model = Model(2)
    model.row("one", _form({0: 1, 1: 1}), 1, 1)
    model.row("budget", _form({0: size + 1, 1: size}), None, size)
    return model, _form({0: 1, 1: 2})


def _near_ties() -> tuple[Model, Linear]:
    """Six of twelve costs that differ by 1, 2, 4 ... in ten million: gaps of 1e-4 see no odds."""
    model = Model(12)
    model.row("six", _form(dict.fromkeys(range(12), 1)), 6, 6)
    model.row("odd ones", _form({i: 1 for i in range(12) if i % 2}), 3, 3)
    return model, _form({i: 10_000_000 + 2**i for i in range(12)})


def _parity() -> tuple[Model, None]:
    """Twice a whole number is never odd; with both ends large."""
    model = Model(0)
    model.number("n", 0, 10**6)
    model.number("m", 0, 10**6)
    model.row("odd", _form({0: 2, 1: 4}), 1_000_001, 1_000_001)
    return model, None


def _alike(most: int) -> tuple[Model, Linear]:
    """Three amounts in lots of which none may be above the average by more than `most` %.

    A lot with the average of just so many lots is compared under a condition, as `balance` is.
    """
    amounts = (41_003_007, 40_002_011, 1_000_997)
    lots = [[u for u in range(3) if mask >> u & 1] for mask in range(1, 8)]
    sizes = [sum(amounts[u] for u in lot) for lot in lots]
    model = Model(len(lots))
    for unit in range(3):
        row = {i: 1 for i, lot in enumerate(lots) if unit in lot}
        model.row("unit", _form(row), 1, 1)
    total = model.number("total", 0, sum(amounts))
    model.row("sum", _form({**dict(enumerate(sizes)), total: -1}), 0, 0)
    marks = [model.number(f"{k} lots", 0, 1) for k in range(4)]
    model.row("one number", _form(dict.fromkeys(marks, 1)), 1, 1)
    counted = dict.fromkeys(range(len(lots)), 1) | {marks[k]: -k for k in range(1, 4)}
    model.row("number", _form(counted), 0, 0)
    for i, size in enumerate(sizes):
        least = {marks[k]: -(-k * size * 100 // (100 + most)) for k in range(1, 4)}
        model.at_most_zero("not too large", _form({**least, total: -1}), i)
    return model, _form({i: -len(lot) for i, lot in enumerate(lots)} | {0: -5})


TRAPS = (
    Trap("half units", _halves, "optimal 18"),
    Trap("amounts above 10 million pence", _pence, "optimal 20000001"),
    Trap("a switch with a large constant", _switch, "optimal 100"),
    Trap("a budget that a penny decides", partial(_penny, 10**9), "optimal 2"),
    Trap("a large budget that a penny decides", partial(_penny, 2**50), "optimal 2"),
    Trap("near ties", _near_ties, "optimal 60000063"),
    Trap("an odd sum of even numbers", _parity, "infeasible"),
    Trap("lots that are alike", partial(_alike, 4), "optimal -7"),
)

FRACTIONS = (
    # Wrong in HiGHS 1.14.0: issues 3043, 2957, 3002 and 3094 of ERGO-Code/HiGHS.
    Fractions(
        "HiGHS issue 3043", ((0, 10, False), (0, 10, True)), (2, 3), (({0: 1, 1: 1}, ">=", 4.5),), 9
    ),
    Fractions(
        "HiGHS issue 2957",
        ((0, 20, True), (8, 20, False)),
        (1, 2),
        (({0: 1, 1: 1}, ">=", 20.1),),
        28.2,
    ),
    Fractions(
        "HiGHS issue 3002",
        ((0, 4, False), (-1, 1, False), (0, 1e3, True)),
        (1, 4, 9),
        (({0: 1, 1: 1}, "<=", 5), ({0: 1, 2: 1}, ">=", 10), ({1: -1, 2: 1}, "=", 7.5)),
        64,
    ),
    Fractions(
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
