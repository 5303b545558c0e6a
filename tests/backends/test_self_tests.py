"""The self-tests of engines have the answers that enumeration finds."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pulp
import pytest

from lotdesign.app.cli.commands.doctor import list_engine_checks
from solver.backends import fractional_self_tests, self_tests
from solver.backends.base import EngineOutcome
from solver.backends.cp_sat import CpSatEngine
from solver.backends.exact_feasibility import is_feasible
from solver.backends.fractional_self_tests import (
    FRACTIONAL_SELF_TESTS,
    FractionalSelfTest,
    complete_values,
    find_fault,
    find_wrong_fractional_answers,
)
from solver.backends.native_calls import silence_stdout
from solver.backends.self_tests import SELF_TESTS, SelfTest, find_wrong_answers

MOST_POINTS = 50_000


def values(test: SelfTest, step: int = 1) -> Iterator[int]:
    """The objective at every solution; nothing of a model that is too large to enumerate."""
    model, objective = test.model()
    ranges = [
        range(low, high + 1, step if high > step else 1)
        for low, high in map(model.bounds, range(model.size))
    ]
    if objective is None or np.prod([float(len(each)) for each in ranges]) > MOST_POINTS:
        return
    for point in product(*ranges):
        solution = np.array(point)
        if is_feasible(model, solution):
            yield objective.evaluate(solution)


@pytest.mark.parametrize("test", SELF_TESTS, ids=lambda test: test.name)
def test_answers_are_those_of_enumeration(test: SelfTest) -> None:
    objectives = list(values(test))
    if objectives:
        assert test.answer == f"optimal {min(objectives)}"


FEW_POINTS = {
    "HiGHS issue 3043": (2, 1),
    "HiGHS issue 2957": (10, 1),
    "HiGHS issue 3002": (2, 1),
    "HiGHS issue 3094": (1, 250),
    "linopy issue 648": (1, 1),
}
"""In how many parts an enumeration of a model with fractions counts, and by what step."""


@pytest.mark.parametrize("test", FRACTIONAL_SELF_TESTS, ids=lambda test: test.name)
def test_answers_in_fractions_are_those_of_enumeration(test: FractionalSelfTest) -> None:
    """The parts that the engines are asked in are too many to enumerate."""
    parts, step = FEW_POINTS[test.name]
    coarse = replace(test, parts=parts)
    few = SelfTest(coarse.name, coarse.build_model, coarse.whole_answer)
    assert few.answer == f"optimal {min(values(few, step))}"


def solve_fractions(test: FractionalSelfTest) -> pulp.LpProblem:
    """The problem of a test, solved by HiGHS as it is."""
    problem = test.build_problem()
    with silence_stdout():
        problem.solve(pulp.HiGHS(msg=False))
    return problem


def test_what_tolerances_let_pass_is_exact_once_completed() -> None:
    """HiGHS 1.16.0 itself says 8.999999, which is half its tolerance short of 9."""
    test = FRACTIONAL_SELF_TESTS[0]
    assert complete_values(test, [4.4999995, -0.0]) == 9
    assert complete_values(test, [4.5, 0.0]) == 9
    assert complete_values(test, [0.0, 4.9999996]) == 15
    assert complete_values(test, [4.4, 0.0]) is None


def test_a_wrong_optimum_in_fractions_is_named() -> None:
    """One that lies far off, one of a solution that is far off, and none."""
    test = FRACTIONAL_SELF_TESTS[0]
    problem = solve_fractions(test)
    assert find_fault(test, problem) == ""
    assert find_fault(replace(test, answer=Fraction("9.0002")), problem) == "9"
    assert find_fault(replace(test, answer=Fraction("9.00001")), problem) == "9 once completed"
    x, z = (problem.variablesDict()[name] for name in ("x0", "x1"))
    x.varValue, z.varValue = 0.0, 5.0
    assert find_fault(test, problem) == "15"
    x.varValue, z.varValue = 4.49999, 0.0
    assert find_fault(test, problem) == ""
    problem.sol_status = pulp.LpSolutionInfeasible
    assert find_fault(test, problem) == "no optimum"


def test_wrong_optima_of_a_solver_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(FRACTIONAL_SELF_TESTS[0], answer=Fraction(15))
    monkeypatch.setattr(fractional_self_tests, "FRACTIONAL_SELF_TESTS", (wrong,))
    with silence_stdout():
        told = list(find_wrong_fractional_answers(pulp.HiGHS(msg=False)))
    assert told == ["HiGHS issue 3043: 9, but it is 15"]


def test_the_engines_are_right_here() -> None:
    assert all(check().ok for check in list_engine_checks())


def test_a_wrong_engine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that is undecided is not wrong."""
    assert list(find_wrong_answers(CpSatEngine())) == []
    wrong = replace(SELF_TESTS[0], answer="optimal 15")
    monkeypatch.setattr(self_tests, "SELF_TESTS", (wrong,))
    assert list(find_wrong_answers(CpSatEngine())) == [
        "HiGHS issue 3043: optimal 9000, but it is optimal 15"
    ]
    monkeypatch.setattr(CpSatEngine, "solve", lambda *args: EngineOutcome("unknown"))
    assert list(find_wrong_answers(CpSatEngine())) == []
