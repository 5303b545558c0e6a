"""How HiGHS is made: it searches alone, whoever asks and however many workers are asked for."""

import highspy
import numpy as np
import pytest

from solver.backends.base import Engine, EngineSettings, SolveRequest
from solver.backends.highs import HighsEngine
from solver.backends.highs_native import NativeHighsEngine
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel


@pytest.mark.parametrize("engine", [HighsEngine(), NativeHighsEngine()])
@pytest.mark.parametrize("workers", [0, 8])
def test_highs_searches_alone(
    engine: Engine, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its course would be another one with each number of processors."""
    asked = []
    run = highspy.Highs.run

    def note(solver: highspy.Highs) -> object:
        asked.append(solver.getOptionValue("threads")[1])
        return run(solver)

    monkeypatch.setattr(highspy.Highs, "run", note)
    model = LinearModel(2)
    model.add_row("one of them", LinearExpression.count(np.arange(2)), 1, 1)
    costs = LinearExpression(np.arange(2), np.array([3, 5]))
    settings = EngineSettings(workers=workers)
    assert engine.solve(SolveRequest(model, costs, settings=settings)).bound == 3
    assert asked == [1]
