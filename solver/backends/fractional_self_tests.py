"""Small models with fractions that HiGHS got wrong, and what follows from their solutions exactly.

HiGHS lets rows fail by a tolerance, and may use it: 1.16.0 says 8.999999 where 9 is the optimum. So
its values are rounded to the units in which a model is exact and completed in whole numbers, as the
engine does. The completed solution must have the optimum, and what HiGHS said be near it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pulp

from solver.backends.exact_feasibility import complete_solution
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

RAW_TOLERANCE = 1e-5
"""How far an optimum that HiGHS says may be from the exact one, relative to 1 and to it: its own
tolerance of 1e-6 for each row, times what a unit of the row is worth."""

FractionalRow = tuple[dict[int, int], str, Fraction]
"""Coefficients by column, sense and bound."""


@dataclass(frozen=True)
class FractionalSelfTest:
    """Columns (low, high, is integer), costs and rows of a model, and its optimum.

    Columns that may be fractions have an optimum in multiples of 1 / `parts`. Thousandths have so
    wide a range that HiGHS behind its engine, too, is given them as fractions.
    """

    name: str
    columns: tuple[tuple[int, int, bool], ...]
    costs: tuple[int, ...]
    rows: tuple[FractionalRow, ...]
    answer: Fraction
    parts: int = 1000

    @property
    def whole_answer(self) -> str:
        """The status and the optimum of the model in whole numbers."""
        return f"optimal {self.answer * self.parts}"

    def count_parts(self, column: int) -> int:
        """How many units of the model in whole numbers make one of a column."""
        return 1 if self.columns[column][2] else self.parts

    def build_model(self) -> tuple[LinearModel, LinearExpression]:
        """The model in whole numbers: fractions count parts, rows and costs are so many times."""
        model = LinearModel(0)
        for i, (low, high, _) in enumerate(self.columns):
            parts = self.count_parts(i)
            model.add_variable(f"x{i}", low * parts, high * parts)
        for terms, sense, bound in self.rows:
            whole = int(bound * self.parts)
            least, most = None if sense == "<=" else whole, None if sense == ">=" else whole
            model.add_row("row", self._build_form(terms), least, most)
        return model, self._build_form(dict(enumerate(self.costs)))

    def _build_form(self, terms: dict[int, int]) -> LinearExpression:
        coefficients = [c * self.parts // self.count_parts(i) for i, c in terms.items()]
        return LinearExpression(np.array([*terms]), np.array(coefficients, dtype=np.int64))

    def build_problem(self) -> pulp.LpProblem:
        """The model as it is, in fractions, for a solver behind PuLP."""
        problem = pulp.LpProblem("test")
        columns = [
            problem.add_variable(f"x{i}", low, high, pulp.LpInteger if whole else pulp.LpContinuous)
            for i, (low, high, whole) in enumerate(self.columns)
        ]
        problem.setObjective(pulp.lpDot(columns, self.costs))
        senses = {"<=": pulp.LpConstraintLE, "=": pulp.LpConstraintEQ, ">=": pulp.LpConstraintGE}
        for terms, sense, bound in self.rows:
            expression = pulp.LpAffineExpression({columns[i]: c for i, c in terms.items()})
            problem.addConstraint(pulp.LpConstraint(expression, senses[sense], rhs=float(bound)))
        return problem


def find_wrong_fractional_answers(solver: pulp.LpSolver) -> Iterator[str]:
    """What a solver behind PuLP gets wrong of the models with fractions, a phrase for each."""
    for test in FRACTIONAL_SELF_TESTS:
        problem = test.build_problem()
        problem.solve(solver)
        fault = find_fault(test, problem)
        if fault:
            yield f"{test.name}: {fault}, but it is {float(test.answer):g}"


def find_fault(test: FractionalSelfTest, problem: pulp.LpProblem) -> str:
    """What is wrong with the answer to a solved problem; empty where it is right."""
    if problem.sol_status != pulp.LpSolutionOptimal:
        return "no optimum"
    columns = [problem.variablesDict()[f"x{i}"] for i in range(len(test.columns))]
    said = float(pulp.value(problem.objective))
    if abs(said - test.answer) > RAW_TOLERANCE * (1 + abs(test.answer)):
        return f"{said:g}"
    exact = complete_values(test, [column.varValue for column in columns])
    if exact is None:
        return "a solution that no exact one is near"
    return "" if exact == test.answer else f"{float(exact):g} once completed"


def complete_values(test: FractionalSelfTest, values: list[float]) -> Fraction | None:
    """The objective of the exact solution near a solver's values; None where there is none."""
    model, objective = test.build_model()
    rounded = [round(value * test.count_parts(i)) for i, value in enumerate(values)]
    wide = np.zeros(model.size, dtype=np.bool_)
    completed = complete_solution(model, None, np.array(rounded), wide, objective).solution
    if completed is None:
        return None
    return Fraction(objective.evaluate(completed), test.parts)


HALF = Fraction(1, 2)

FRACTIONAL_SELF_TESTS = (
    # Wrong in HiGHS 1.14.0: issues 3043, 2957, 3002 and 3094 of ERGO-Code/HiGHS, 648 of linopy.
    FractionalSelfTest(
        "HiGHS issue 3043",
        ((0, 10, False), (0, 10, True)),
        (2, 3),
        (({0: 1, 1: 1}, ">=", 9 * HALF),),
        Fraction(9),
    ),
    FractionalSelfTest(
        "HiGHS issue 2957",
        ((0, 20, True), (8, 20, False)),
        (1, 2),
        (({0: 1, 1: 1}, ">=", Fraction("20.1")),),
        Fraction("28.2"),
    ),
    FractionalSelfTest(
        "HiGHS issue 3002",
        ((0, 4, False), (-1, 1, False), (0, 1000, True)),
        (1, 4, 9),
        (
            ({0: 1, 1: 1}, "<=", Fraction(5)),
            ({0: 1, 2: 1}, ">=", Fraction(10)),
            ({1: -1, 2: 1}, "=", 15 * HALF),
        ),
        Fraction(64),
    ),
    FractionalSelfTest(
        "HiGHS issue 3094",
        ((0, 1, True), (0, 1, True), *(((0, 1000, False),) * 4)),
        (0, 0, 0, 0, 10, 8),
        (
            ({2: 1, 0: -1000}, "<=", Fraction(0)),
            ({3: 1, 1: -1000}, "<=", Fraction(0)),
            ({2: 1, 4: 1}, "=", Fraction(1000)),
            ({3: 1, 5: 1}, "=", Fraction(1000)),
            ({0: 1, 1: 1}, "<=", Fraction(1)),
        ),
        Fraction(8000),
    ),
    FractionalSelfTest(
        "linopy issue 648",
        ((0, 1, True), (9, 100, False)),
        (2, 1),
        (({0: 2, 1: 1}, ">=", Fraction(10)),),
        Fraction(10),
    ),
)
