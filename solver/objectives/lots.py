"""Goals of the measures of lots and geography: number, spreads, travel, cut neighbours."""

from itertools import combinations

import numpy as np

from solver.arrays import Flags
from solver.candidates.geography import compute_adjacency, flag_wholly_held
from solver.candidates.table import CandidateTable
from solver.model.award_variables import AwardVariables
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.extremes import add_largest_chosen, add_smallest_chosen
from solver.model.goals import Goal, build_linear_goal
from solver.model.linear_model import LinearModel


def build_lots_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The number of chosen lots."""
    return build_linear_goal(model.sum_chosen())


def build_need_spread_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The largest need of a chosen lot less the smallest."""
    top = add_largest_chosen(model, "largest need", candidates.need)
    bottom = add_smallest_chosen(model, "smallest need", candidates.need)
    return build_linear_goal(sum_expressions(top, bottom.multiply(-1)), candidates.need_scale)


def build_value_spread_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The largest V of a chosen lot less the smallest, in pence."""
    top = add_largest_chosen(model, "largest value", candidates.value)
    bottom = add_smallest_chosen(model, "smallest value", candidates.value)
    return build_linear_goal(sum_expressions(top, bottom.multiply(-1)), candidates.value_scale)


def build_travel_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """Metres from all units to the medoids of their lots."""
    return build_linear_goal(model.sum_chosen(candidates.travel_metres))


def build_cut_neighbours_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """Half the border pairs of the chosen lots.

    A lot that holds all parts of a divided unit subtracts the pairs that other lots count with
    those parts. Where two such lots touch both subtract them, so they are added once more.
    """
    terms = [model.sum_chosen(candidates.border_pairs)]
    held = flag_wholly_held(candidates.scenario, candidates.lots)
    for one, other in combinations(held, 2):
        both = _add_both_whole_variable(
            model, held[one], held[other], f"{one} and {other} whole, apart"
        )
        pairs = _count_touching_pairs(candidates, one, other)
        terms.append(LinearExpression(np.array([both]), np.array([2 * pairs])))
    return build_linear_goal(sum_expressions(*terms), 2)


def _add_both_whole_variable(model: LinearModel, one: Flags, other: Flags, name: str) -> int:
    """Add a binary variable that is 1 where both divided units are whole, in two lots."""
    both = model.add_variable(name, 0, 1)
    alone = model.sum_chosen((one ^ other).astype(int))
    excess = sum_expressions(alone, LinearExpression(np.array([both]), np.array([-1])))
    model.add_at_most_zero(name, excess.add_constant(-1))
    return both


def _count_touching_pairs(candidates: CandidateTable, one: str, other: str) -> int:
    touching = compute_adjacency(candidates.scenario)
    parts = candidates.scenario.divided
    return sum(touching[a] >> b & 1 for a in parts[one] for b in parts[other])
