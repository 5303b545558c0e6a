"""What is said of a search whose engine was stopped: a value, and a bound that holds."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.backends.base import EngineOutcome, SolveRequest, ignore_progress
from solver.backends.cp_sat import CpSatEngine
from solver.exact import minimise, reduced_cost_fixing
from solver.exact.branch_and_cut import tree
from solver.exact.lagrangian_bound import select_unconditional_rows
from solver.exact.minimise import minimise_goal
from solver.exact.reduced_cost_fixing import RelaxationDuals, minimise_in_window
from solver.model.goals import build_linear_goal
from tests.exact.models import SmallModel, dense, partitions, weights
from tests.solve.loading import examples


@dataclass
class StoppedEngine:
    """Knows the optimum, and says no more than that it lies at most `slack` below."""

    slack: int
    name: str = "stopped"

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """The optimum without its proof."""
        outcome = CpSatEngine().solve(request)
        if outcome.status != "optimal":
            return outcome
        bound = None if outcome.bound is None else outcome.bound - self.slack
        return replace(outcome, status="feasible", bound=bound)


@examples(60)
@given(partitions(extra=False), st.data(), st.integers(1, 5), st.integers(0, 9))
def test_the_bound_of_a_goal_lies_below_its_value_by_what_the_engine_left_open(
    small: SmallModel, data: st.DataObject, unit: int, slack: int
) -> None:
    """In the goal's own unit; nothing is proved."""
    form = dense(data.draw(weights(small.size)), data.draw(st.integers(-9, 9)))
    goal = build_linear_goal(form, unit)
    best = min(map(goal.evaluate, small.solutions()), default=None)
    search = replace(small.search(), engine=StoppedEngine(slack))
    told: list[tuple[object, object]] = []
    found = minimise_goal(search, goal, lambda value, bound: told.append((value, bound)))
    assert found.value == best
    if best is not None:
        assert found.bound is not None
        assert (best - found.bound) * unit == slack
        assert not found.proved
        assert told[-1] == (found.value, found.bound)


@examples(40)
@given(partitions(), st.integers(0, 9))
def test_a_window_that_was_not_solved_to_the_end_proves_nothing(
    small: SmallModel, slack: int
) -> None:
    """Its best solution counts, and the bound is that of the duals."""
    rows = select_unconditional_rows(small.model)
    duals = RelaxationDuals(rows, np.zeros(len(rows)))
    search = replace(small.search(), engine=StoppedEngine(slack))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reduced_cost_fixing, "FIRST_WINDOW_SIZE", 1)
        outcome = minimise_in_window(search, small.objective, duals, ignore_progress, None)
    if small.best() is None:
        assert outcome.status == "infeasible"
        return
    window = duals.compute_window(search, small.objective)
    assert window is not None
    assert (outcome.status, outcome.bound) == ("feasible", window.bound)
    assert outcome.solution is not None
    assert small.allows(outcome.solution)


@examples(20)
@given(partitions(extra=False))
def test_what_branch_and_cut_found_stands_where_time_ends_before_an_engine_begins(
    small: SmallModel,
) -> None:
    """Its solution and its bound, which is not proved to be the best."""
    goal = build_linear_goal(small.objective, 1)
    solutions = sorted(small.solutions(), key=goal.evaluate)
    if not solutions:
        return
    found = EngineOutcome("feasible", solutions[-1], small.objective.evaluate(solutions[0]) - 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reduced_cost_fixing, "MOST_FOR_ONE_MIP", 0)
        patch.setattr(tree, "minimise_by_branch_and_cut", lambda *given: (found, None))
        patch.setattr(minimise, "solve_for_duals", lambda *given: None)
        patch.setattr(minimise, "minimise_in_window", lambda *given: EngineOutcome("unknown"))
        result = minimise_goal(small.search(), goal, lambda value, bound: None)
    assert result.value == goal.evaluate(solutions[-1])
    assert result.bound == goal.evaluate(solutions[0]) - 1
    assert not result.proved
