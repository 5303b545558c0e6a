"""What the measures' own relaxations rule out in a zone of the search region.

The zone of a local upper bound asks every measure to be below a value. The linear relaxation of a
measure, solved once, says by its reduced costs which candidates no such design can choose: the
tighter the bound, the fewer are left. The least value of a measure among all designs, found once,
closes every zone that asks for less.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays import Flags
from solver.backends.base import ignore_progress
from solver.candidate_mip import CandidateMip
from solver.exact.branch_and_cut.root_duals import RootRelaxation
from solver.exact.minimise import minimise_goal
from solver.exact.reduced_cost_fixing import FEWEST_FOR_LP, RelaxationDuals
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression, round_down_to_fit
from solver.model.goals import Goal, GoalValue

LEAST_VALUE_SECONDS = 20.0
"""Seconds for the least value of a measure; without it zones are closed one by one."""


@dataclass(frozen=True)
class ZoneFixing:
    """The relaxations of one model's goals, each solved when first asked for."""

    mip: CandidateMip
    search: ModelSearch

    @cached_property
    def _duals(self) -> tuple[RelaxationDuals | None, ...]:
        """Duals of each goal's relaxation; None where it is no sum or would not pay."""
        return tuple(self._solve_duals(each.goal) for each in self.mip.objectives)

    def _solve_duals(self, goal: Goal) -> RelaxationDuals | None:
        if not goal.is_linear or self.search.remaining_candidates < FEWEST_FOR_LP:
            return None
        return RootRelaxation(self.search, _express(goal.express_below(0))).solve_duals()

    @cached_property
    def least_values(self) -> tuple[GoalValue | None, ...]:
        """The least signed value of each goal but the first; None where that is not known.

        The zones of the search are gone through by the first goal, so that it needs none. Raises
        as `ModelSearch.solve`.
        """
        return (None, *(self._find_least(each.goal) for each in self.mip.objectives[1:]))

    def _find_least(self, goal: Goal) -> GoalValue | None:
        trial = self.search.with_model(self.search.model.copy())
        trial.deadline = self.mip.context.limit_to(LEAST_VALUE_SECONDS).deadline
        result = minimise_goal(trial, goal, ignore_progress)
        return result.value if result.proved else None

    def is_empty(self, bound: Sequence[GoalValue | None]) -> bool:
        """Whether no design is strictly below the bound, since none is in one of the measures."""
        return any(
            high is not None and least is not None and high <= least
            for high, least in zip(bound, self.least_values, strict=True)
        )

    def mark_possible(self, bound: Sequence[GoalValue | None]) -> Flags | None:
        """The candidates, (N,), of designs at the bound or better; None where all are possible."""
        inside: Flags | None = None
        for objective, duals, high in zip(self.mip.objectives, self._duals, bound, strict=True):
            if duals is None or high is None:
                continue
            expression = _express(objective.goal.express_at_most(high))
            window = duals.compute_window(self.search, expression)
            if window is not None:
                flags = window.mark_within(0)
                inside = flags if inside is None else np.logical_and(inside, flags)
        return inside


def _express(expression: LinearExpression) -> LinearExpression:
    return round_down_to_fit(expression).expression
