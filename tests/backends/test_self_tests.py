"""The models that `doctor` asks have the answers that it expects."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from lotdesign.app.cli.commands.doctor import list_engine_checks
from solver.backends import self_tests as traps
from solver.backends.base import EngineOutcome
from solver.backends.cp_sat import CpSatEngine
from solver.backends.exact_feasibility import is_feasible
from solver.backends.self_tests import SELF_TESTS, SelfTest, find_wrong_answers

FEW = 10_000


def values(trap: SelfTest) -> Iterator[int]:
    """The form at every solution, or nothing of a model that is too large to enumerate."""
    model, form = trap.model()
    ranges = [range(low, high + 1) for low, high in map(model.bounds, range(model.size))]
    if form is None or np.prod([float(len(each)) for each in ranges]) > FEW:
        return
    for point in product(*ranges):
        solution = np.array(point)
        if is_feasible(model, solution):
            yield form.evaluate(solution)


@pytest.mark.parametrize("trap", SELF_TESTS, ids=lambda trap: trap.name)
def test_answers_are_those_of_enumeration(trap: SelfTest) -> None:
    found = list(values(trap))
    if found:
        assert trap.answer == f"optimal {min(found)}"


def test_the_engines_are_right_here() -> None:
    assert all(check().ok for check in list_engine_checks())


def test_a_wrong_engine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that is undecided is not called a liar."""
    assert list(find_wrong_answers(CpSatEngine())) == []
    wrong = replace(SELF_TESTS[0], answer="optimal 15")
    monkeypatch.setattr(traps, "SELF_TESTS", (wrong,))
    assert list(find_wrong_answers(CpSatEngine())) == [
        "half units: optimal 18, but it is optimal 15"
    ]
    monkeypatch.setattr(CpSatEngine, "solve", lambda *args: EngineOutcome("unknown"))
    assert list(find_wrong_answers(CpSatEngine())) == []
