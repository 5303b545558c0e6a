"""The model of one case as a part of the model of all cases."""

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from solver.arrays import Ints, group_positions
from solver.candidate_mip import build_candidate_mip, expand_named_winners, has_award_objective
from solver.candidates.table import CandidateTable
from solver.exact.search import LazyConstraints
from solver.model.expressions import LinearExpression
from solver.model.goals import Goal, GoalValue
from solver.model.linear_model import IntegerVariable, LinearModel, LinearRow
from solver.solve_context import SolveContext
from solver.stress.regret import CaseByFirstObjective


@dataclass(frozen=True)
class CasePart:
    """A case in the model of all cases, whose first N variables are the lots.

    `numbers` has the variable of the whole model for each variable of the case's own. `goal` is the
    first objective in the case, signed, over the variables of the whole model.
    """

    case: CaseByFirstObjective
    numbers: Ints
    goal: Goal
    lazy_constraints: LazyConstraints | None

    @property
    def unit(self) -> Fraction:
        """The parts of one in which the goal's expressions count; meant for linear goals."""
        return 1 / Fraction(self.goal.bound_improvement(0, 1))


def add_case_part(
    model: LinearModel,
    case: CaseByFirstObjective,
    lots: CandidateTable,
    candidates: CandidateTable,
    context: SolveContext,
    carries_award: bool,
) -> CasePart:
    """Add the rules, awards and first objective of a case to a model over the `lots`, (N,).

    `candidates` are the same lots in the case: one each, or, with prices, one for each lot and its
    winner. Then who wins is chosen in the case alone, and rows tie the two together.
    """
    carries_award = carries_award or has_award_objective(case.scenario)
    if carries_award:
        candidates = expand_named_winners(candidates)
    search, objectives = build_candidate_mip(
        case.scenario, candidates, context, None, carries_award
    )
    if candidates.winners is None:
        first, of_lot = 0, np.arange(len(lots))
    else:
        first, of_lot = model.size, _find_lots(lots, candidates)
    numbers = _add_variables(model, search.model, first, of_lot)
    for row in search.model.rows:
        if row.kind != "unit":
            model.rows.append(move_row(row, numbers))
    model.unrounded += [
        (_move(exact, numbers), None if indicator is None else int(numbers[indicator]))
        for exact, indicator in search.model.unrounded
    ]
    if candidates.winners is not None:
        _link_to_lots(model, numbers[: len(candidates)], of_lot, len(lots))
    return CasePart(case, numbers, _move_goal(objectives[0].goal, numbers), search.lazy_constraints)


def _find_lots(lots: CandidateTable, candidates: CandidateTable) -> Ints:
    """The position in `lots` of each candidate's lot, (n,)."""
    position = {lots.get_lot(i): i for i in range(len(lots))}
    return np.array([position[candidates.get_lot(i)] for i in range(len(candidates))])


def _add_variables(model: LinearModel, part: LinearModel, first: int, of_lot: Ints) -> Ints:
    """Add the part's variables; its candidates too, unless `first` is 0: then they are the lots."""
    own = (
        []
        if first == 0
        else [IntegerVariable(f"lot {lot} with its winner", 0, 1, lot) for lot in of_lot.tolist()]
    )
    base = model.size + len(own)
    for variable in part.extra_variables:
        of = variable.candidate
        own.append(replace(variable, candidate=None if of is None else int(of_lot[of])))
    model.extra_variables += own
    candidates = np.arange(part.candidate_count)
    return np.concatenate((first + candidates, base + np.arange(len(part.extra_variables))))


def _link_to_lots(model: LinearModel, own: Ints, of_lot: Ints, lots: int) -> None:
    """Add rows: a chosen lot has one winner in the case, any other has none."""
    for lot, positions in enumerate(group_positions(of_lot, lots)):
        variables = np.append(own[positions], lot)
        ones = np.append(np.ones(len(positions), dtype=np.int64), -1)
        model.add_row("a chosen lot has one winner", LinearExpression(variables, ones), 0, 0)


def _move(expression: LinearExpression, numbers: Ints) -> LinearExpression:
    return replace(expression, variables=numbers[expression.variables])


def move_row(row: LinearRow, numbers: Ints) -> LinearRow:
    """The row over the variables of the whole model."""
    indicator = None if row.indicator is None else int(numbers[row.indicator])
    return replace(
        row, expression=_move(row.expression, numbers), indicator=indicator, kind="other"
    )


def _move_goal(goal: Goal, numbers: Ints) -> Goal:
    """The goal over the variables of the whole model."""

    def below(value: GoalValue) -> LinearExpression:
        return _move(goal.express_below(value), numbers)

    def at_most(value: GoalValue) -> LinearExpression:
        return _move(goal.express_at_most(value), numbers)

    return replace(
        goal,
        evaluate=lambda solution: goal.evaluate(solution[numbers]),
        express_below=below,
        express_at_most=at_most,
    )
