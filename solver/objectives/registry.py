"""Builds the goals of a scenario's objectives, in order, each with its tolerance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.measures.base import OWN_UNITS_PER_WRITTEN_UNIT, Measure
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.sections import Objective
from lotdesign.scenario.values import ObjectiveTolerance
from solver.candidates.table import CandidateTable
from solver.model.award_variables import AwardVariables
from solver.model.goals import Goal, GoalValue
from solver.model.linear_model import LinearModel
from solver.objectives import change, costs, lots, market

GoalBuilder = Callable[[CandidateTable, LinearModel, AwardVariables | None], Goal]

GOAL_BUILDERS: Mapping[str, GoalBuilder] = {
    "whole_life_cost": costs.build_whole_life_cost_goal,
    "net_present_cost": costs.build_net_present_cost_goal,
    "lots": lots.build_lots_goal,
    "accessible_share": market.build_accessible_share_goal,
    "accessible_lots": market.build_accessible_lots_goal,
    "fewest_small_bidders": market.build_fewest_small_bidders_goal,
    "fewest_bidders": market.build_fewest_bidders_goal,
    "value_spread": lots.build_value_spread_goal,
    "need_spread": lots.build_need_spread_goal,
    "travel": lots.build_travel_goal,
    "cut_neighbours": lots.build_cut_neighbours_goal,
    "changed_pairs": change.build_changed_pairs_goal,
    "units_moved": change.build_units_moved_goal,
    "largest_provider_share": market.build_largest_provider_share_goal,
}
"""The goal builder of each measure; it may add variables and rows to the model."""


@dataclass(frozen=True)
class RankedObjective:
    """A measure to optimise, and how much of its optimum later objectives may give away."""

    measure: Measure
    goal: Goal
    tolerance: ObjectiveTolerance

    def find_worst_kept(self, optimum: GoalValue) -> GoalValue:
        """The worst signed value within the tolerance of the optimum."""
        return apply_tolerance(self.measure, self.tolerance, optimum)


def apply_tolerance(
    measure: Measure, tolerance: ObjectiveTolerance, optimum: GoalValue
) -> GoalValue:
    """The worst signed value within a tolerance of a signed optimum, in the measure's own unit.

    A relative tolerance is of the optimum's absolute value; an amount is in the unit that people
    write, pounds or kilometres where the measure has pence or metres.
    """
    whole = Fraction(optimum)
    if tolerance.relative:
        return whole + abs(whole) * tolerance.size
    return whole + tolerance.size * OWN_UNITS_PER_WRITTEN_UNIT.get(measure.unit, 1)


def build_ranked_objectives(
    objectives: tuple[Objective, ...],
    candidates: CandidateTable,
    model: LinearModel,
    winners: AwardVariables | None,
) -> list[RankedObjective]:
    """The objectives in order, the last without tolerance; adds their variables and rows."""
    ranked = []
    for i, objective in enumerate(objectives):
        last = i == len(objectives) - 1
        ranked.append(
            RankedObjective(
                MEASURES[objective.measure],
                GOAL_BUILDERS[objective.measure](candidates, model, winners),
                ObjectiveTolerance(Fraction(0)) if last else objective.tolerance,
            )
        )
    return ranked
