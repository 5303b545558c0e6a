"""The models that `doctor` asks have the answers that it expects."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from lotdesign.cli.trust import trust
from solver.engines import traps
from solver.engines.base import Outcome
from solver.engines.cp_sat import CpSat
from solver.engines.exact import holds
from solver.engines.traps import TRAPS, Trap, lies

FEW = 10_000


def values(trap: Trap) -> Iterator[int]:
    """The form at every solution, or nothing of a model that is too large to enumerate."""
    model, form = trap.model()
    ranges = [range(low, high + 1) for low, high in map(model.bounds, range(model.size))]
    if form is None or np.prod([float(len(each)) for each in ranges]) > FEW:
        return
    for point in product(*ranges):
        solution = np.array(point)
        if holds(model, solution):
            yield form.of(solution)


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_answers_are_those_of_enumeration(trap: Trap) -> None:
    found = list(values(trap))
    if found:
        assert trap.answer == f"optimal {min(found)}"


def test_the_engines_are_right_here() -> None:
    assert all(check().ok for check in trust())


def test_a_wrong_engine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """And one that is undecided is not called a liar."""
    assert list(lies(CpSat())) == []
    wrong = replace(TRAPS[0], answer="optimal 15")
    monkeypatch.setattr(traps, "TRAPS", (wrong,))
    assert list(lies(CpSat())) == ["half units: optimal 18, but it is optimal 15"]
    monkeypatch.setattr(CpSat, "solve", lambda *args: Outcome("unknown"))
    assert list(lies(CpSat())) == []
