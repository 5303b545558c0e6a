"""CP-SAT's ceilings, constants and reports, against listing all solutions of small models."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.backends.base import EngineSettings, SolveRequest
from solver.backends.cp_sat import CpSatEngine
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel
from tests.exact.models import SmallModel, partitions
from tests.solve.loading import examples


@examples(60)
@given(partitions(), st.integers(-60, 60), st.integers(-3, 3))
def test_nothing_above_the_ceiling_is_a_solution(
    small: SmallModel, constant: int, off: int
) -> None:
    """The constant counts; a solution just at the ceiling is one."""
    objective = small.objective.add_constant(constant)
    best = min(map(objective.evaluate, small.solutions()), default=None)
    cutoff = off if best is None else best + off
    settings = EngineSettings(workers=1, cutoff=cutoff)
    outcome = CpSatEngine().solve(SolveRequest(small.model, objective, settings=settings))
    if best is None or off < 0:
        assert outcome.status == "infeasible"
    else:
        assert (outcome.status, outcome.bound) == ("optimal", best)


@examples(60)
@given(partitions(), st.integers(-60, 60), st.data())
def test_reports_are_of_the_objective_and_solutions_of_the_whole_model(
    small: SmallModel, constant: int, data: st.DataObject
) -> None:
    """Values never lie below the optimum and bounds never above; what is not allowed is 0."""
    objective, count = small.objective.add_constant(constant), len(small.lots)
    flags = st.lists(st.booleans(), min_size=count, max_size=count)
    allowed = np.array(data.draw(flags))
    solutions = [each for each in small.solutions() if allowed[each[:count] == 1].all()]
    best = min(map(objective.evaluate, solutions), default=None)
    told: list[tuple[int | None, int | None]] = []
    request = SolveRequest(
        small.model,
        objective,
        allowed,
        EngineSettings(workers=1),
        lambda value, bound: told.append((value, bound)),
    )
    outcome = CpSatEngine().solve(request)
    if best is None:
        assert outcome.status == "infeasible"
        return
    assert (outcome.status, outcome.bound) == ("optimal", best)
    assert outcome.solution is not None
    assert small.allows(outcome.solution)
    assert allowed[outcome.solution[:count] == 1].all()
    assert all(value is None or value >= best for value, _ in told)
    assert all(bound is None or bound <= best for _, bound in told)
    assert best in [value for value, _ in told]


@examples(60)
@given(st.lists(st.integers(-2, 3), min_size=2, max_size=5), st.integers(-2, 3))
def test_an_equality_is_no_choice_of_one_unless_all_weigh_one(
    coefficients: list[int], total: int
) -> None:
    """Any solution of the row, and none where there is none."""
    count = len(coefficients)
    model = LinearModel(count)
    row = LinearExpression(np.arange(count), np.array(coefficients, dtype=np.int64))
    model.add_row("just so much", row, total, total)
    outcome = CpSatEngine().solve(SolveRequest(model, settings=EngineSettings(workers=1)))
    choices = product((0, 1), repeat=count)
    if any(np.dot(coefficients, choice) == total for choice in choices):
        assert outcome.solution is not None
        assert row.evaluate(outcome.solution) == total
    else:
        assert outcome.status == "infeasible"
