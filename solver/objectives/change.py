"""Goals of the measures of change from today's contracts."""

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
    """Changed pairs."""
    return build_linear_goal(build_changed_pairs_form(candidates, model))


def build_changed_pairs_form(candidates: CandidateTable, model: LinearModel) -> LinearExpression:
    """Today's pairs, plus the new pairs in each chosen candidate, less those it keeps."""
    contracts = [unit.contract for unit in candidates.scenario.units]
    weights, today = weigh_differing_pairs(candidates.lots, contracts)
    return model.sum_chosen(weights).add_constant(today)


def build_units_moved_goal(
    candidates: CandidateTable, model: LinearModel, winners: AwardVariables | None
) -> Goal:
    """Units less the overlap of chosen candidates with the contracts they are matched to.

    A chosen lot follows at most one contract, and a contract is followed by one lot at most;
    minimising finds the greatest overlap.
    """
    units = len(candidates.scenario.units)
    follows: list[int] = []
    overlaps: list[int] = []
    by_lot: dict[int, list[int]] = {}
    for contract in build_todays_design(candidates.scenario).lots:
        held = candidates.lots.count_held(contract.units, units)
        here = []
        for lot in np.flatnonzero(held).tolist():
            match = model.add_variable(
                f"lot{lot} follows contract of {contract.units[0]}", 0, 1, lot
            )
            follows.append(match)
            overlaps.append(int(held[lot]))
            by_lot.setdefault(lot, []).append(match)
            here.append(match)
        model.add_row("one lot follows a contract", _build_count_form(here), None, 1)
    for lot, matches in by_lot.items():
        form = LinearExpression(np.array([*matches, lot]), np.array([*(1 for _ in matches), -1]))
        model.add_at_most_zero("a chosen lot follows one contract", form)
    return build_linear_goal(
        LinearExpression(_as_integers(follows), -_as_integers(overlaps), units)
    )


def _build_count_form(variables: list[int]) -> LinearExpression:
    return LinearExpression(_as_integers(variables), np.ones(len(variables), dtype=np.int64))


def _as_integers(values: list[int]) -> Ints:
    """Whole numbers, also where there are none."""
    return np.array(values, dtype=np.int64)
