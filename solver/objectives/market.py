"""Goals of the market measures: who can bid, and how much depends on one provider."""

import numpy as np

from solver.candidates.money import value_terms
from solver.candidates.table import CandidateTable
from solver.model.award_variables import AwardVariables
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.extremes import add_smallest_chosen
from solver.model.goals import Goal, build_linear_goal, build_share_goal
from solver.model.linear_model import LinearModel


def build_accessible_lots_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The number of accessible chosen candidates, sign changed."""
    return build_linear_goal(model.sum_chosen(-candidates.is_accessible.astype(int)))


def build_accessible_share_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """V of accessible candidates over V of all chosen that are external, sign changed."""
    reached = model.sum_chosen(np.where(candidates.is_accessible, -candidates.value, 0))
    return build_share_goal(candidates, reached, model, empty=-1)


def build_fewest_bidders_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The least number of eligible providers over the chosen external lots, sign changed."""
    fewest = add_smallest_chosen(
        model, "fewest eligible", candidates.bidder_count, candidates.is_external
    )
    return build_linear_goal(fewest.multiply(-1))


def build_fewest_small_bidders_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The least number of small eligible providers over the chosen external lots, sign changed."""
    fewest = add_smallest_chosen(
        model, "fewest small eligible", candidates.small_bidder_count, candidates.is_external
    )
    return build_linear_goal(fewest.multiply(-1))


def build_largest_provider_share_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """What the largest winner holds, over V of all chosen external lots."""
    assert winners is not None, "this measure reads a certificate"
    most = sum(sum(term) for term in value_terms(candidates.scenario))
    top = model.add_variable("largest provider", 0, most)
    for p in winners.providers:
        held = winners.sum_won(p, winners.candidates.value)
        model.add_at_most_zero(
            "largest provider",
            sum_expressions(held, LinearExpression(np.array([top]), np.array([-1]))),
        )
    largest = LinearExpression(np.array([top]), np.array([1]))
    return build_share_goal(candidates, largest, model, empty=0)
