"""Goals of the market measures: accessible lots, bidders, the largest provider's share."""

import numpy as np

from solver.candidates.lot_values import value_ceiling_terms
from solver.candidates.table import CandidateTable
from solver.model.award_variables import AwardVariables
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.extremes import add_smallest_chosen
from solver.model.goals import Goal, build_linear_goal, build_share_goal
from solver.model.linear_model import LinearModel


def build_accessible_lots_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The number of accessible chosen lots, to be maximised."""
    return build_linear_goal(model.sum_chosen(-candidates.is_accessible.astype(int)))


def build_accessible_share_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The accessible lots' share of V of the chosen external lots, to be maximised."""
    accessible = model.sum_chosen(np.where(candidates.is_accessible, -candidates.value, 0))
    return build_share_goal(candidates, accessible, model, empty=-1)


def build_fewest_bidders_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The fewest eligible providers of a chosen external lot, to be maximised."""
    fewest = add_smallest_chosen(
        model, "fewest eligible", candidates.bidder_count, candidates.is_external
    )
    return build_linear_goal(fewest.multiply(-1))


def build_fewest_small_bidders_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The fewest eligible small providers of a chosen external lot, to be maximised."""
    fewest = add_smallest_chosen(
        model, "fewest small eligible", candidates.small_bidder_count, candidates.is_external
    )
    return build_linear_goal(fewest.multiply(-1))


def build_largest_provider_share_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The largest share of V of the external lots that one provider wins."""
    assert winners is not None, "this measure reads a certificate"
    most = sum(sum(term) for term in value_ceiling_terms(candidates.scenario))
    variable = model.add_variable("largest provider", 0, most)
    largest = LinearExpression.count(np.array([variable]))
    for p in winners.providers:
        won = winners.sum_won(p, winners.candidates.value)
        excess = sum_expressions(won, LinearExpression(np.array([variable]), np.array([-1])))
        model.add_at_most_zero("largest provider", excess)
    return build_share_goal(candidates, largest, model, empty=0)
