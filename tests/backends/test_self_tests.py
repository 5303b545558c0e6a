"""The self-tests of engines have the answers that enumeration finds."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from lotdesign.app.cli.commands.doctor import list_engine_checks
from solver.backends import self_tests
from solver.backends.base import EngineOutcome
from solver.backends.cp_sat import CpSatEngine
from solver.backends.exact_feasibility import is_feasible
from solver.backends.self_tests import SELF_TESTS, SelfTest, find_wrong_answers

MOST_POINTS = 10_000


def values(test: SelfTest) -> Iterator[int]:
    """The objective at every solution; nothing of a model that is too large to enumerate."""
    model, objective = test.model()
    ranges = [range(low, high + 1) for low, high in map(model.bounds, range(model.size))]
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


def test_the_engines_are_right_here() -> None:
    assert all(check().ok for check in list_engine_checks())


def test_a_wrong_engine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that is undecided is not wrong."""
    assert list(find_wrong_answers(CpSatEngine())) == []
    wrong = replace(SELF_TESTS[0], answer="optimal 15")
    monkeypatch.setattr(self_tests, "SELF_TESTS", (wrong,))
    assert list(find_wrong_answers(CpSatEngine())) == [
        "half units: optimal 18, but it is optimal 15"
    ]
    monkeypatch.setattr(CpSatEngine, "solve", lambda *args: EngineOutcome("unknown"))
    assert list(find_wrong_answers(CpSatEngine())) == []
