"""Goals of the measures of change from today's contracts: changed pairs, units moved."""

import numpy as np

from lotdesign.money.design_cost import build_todays_design
from solver.arrays import Ints
from solver.candidates.table import CandidateTable
from solver.candidates.unit_pairs import weigh_differing_pairs
from solver.model.award_variables import AwardVariables
from solver.model.expressions import LinearExpression
from solver.model.goals import Goal, build_linear_goal
from solver.model.linear_model import LinearModel


def build_changed_pairs_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """The number of changed pairs."""
    return build_linear_goal(build_changed_pairs(candidates, model))


def build_changed_pairs(candidates: CandidateTable, model: LinearModel) -> LinearExpression:
    """Today's pairs, plus the pairs in each chosen candidate, less twice those that today has."""
    contracts = [unit.contract for unit in candidates.scenario.units]
    weights, today = weigh_differing_pairs(candidates.lots, contracts)
    return model.sum_chosen(weights).add_constant(today)


def build_units_moved_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """Units less the overlap of chosen lots with the contracts that they are matched to.

    A chosen lot is matched to at most one contract and a contract to at most one lot; minimising
    finds the greatest overlap.
    """
    units = len(candidates.scenario.units)
    matches: list[int] = []
    overlaps: list[int] = []
    matches_of_lot: dict[int, list[int]] = {}
    for contract in build_todays_design(candidates.scenario).lots:
        held = candidates.lots.count_held(contract.units, units)
        of_contract = []
        for lot in np.flatnonzero(held).tolist():
            match = model.add_variable(
                f"lot{lot} follows contract of {contract.units[0]}", 0, 1, lot
            )
            matches.append(match)
            overlaps.append(int(held[lot]))
            matches_of_lot.setdefault(lot, []).append(match)
            of_contract.append(match)
        count = LinearExpression.count(_as_integers(of_contract))
        model.add_row("one lot follows a contract", count, None, 1)
    for lot, own in matches_of_lot.items():
        excess = LinearExpression(np.array([*own, lot]), np.array([*(1 for _ in own), -1]))
        model.add_at_most_zero("a chosen lot follows one contract", excess)
    return build_linear_goal(
        LinearExpression(_as_integers(matches), -_as_integers(overlaps), units)
    )


def _as_integers(values: list[int]) -> Ints:
    """An int64 array, also of no values."""
    return np.array(values, dtype=np.int64)
