"""The model of a region, where lots elsewhere matter only through their winners' capacities."""

from dataclasses import replace

import numpy as np

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints, group_positions
from solver.candidates.table import CandidateTable
from solver.heuristics.incumbent_lots import flag_inside
from solver.model.award_variables import AwardVariables, add_capacity_rows
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

VIOLATED_ROW_WEIGHT = 10**6
"""What a row counts for in the violation while it is as violated as it is now, about."""


def is_separable(scenario: Scenario) -> bool:
    """Whether lots in different places interact through their winners' capacities alone."""
    is_uncoupled = not any(rule.couples_lots for rule in scenario.active_rules)
    return (
        is_uncoupled
        and not scenario.consortia
        and MEASURES[scenario.objectives[0].measure].adds_up
        and (scenario.prices is not None or not scenario.needs_certificate)
        and not scenario.award_rules
        and not any(rule.scope == "other_awards" for rule in scenario.active_rules)
    )


def build_local_model(
    candidates: CandidateTable, optional: frozenset[int] = frozenset()
) -> tuple[LinearModel, list[int]]:
    """The partition rows of all units that candidates hold, and winners' capacities.

    `optional` units may stay uncovered; second come the variables that say whether they do.
    """
    model, uncovered = LinearModel(len(candidates)), []
    owners = candidates.lots.owners
    unit_count = len(candidates.scenario.units)
    for u, positions in enumerate(group_positions(candidates.lots.units, unit_count)):
        holders = owners[positions]
        if u in optional:
            uncovered.append(model.add_variable("left out", 0, 1))
            holders = np.append(holders, uncovered[-1])
        if len(holders):
            model.add_unit_row("in one lot", holders)
    if candidates.winners is not None:
        add_capacity_rows(model, AwardVariables(candidates))
    return model, uncovered


def drop_full_winners(candidates: CandidateTable, region: frozenset[int]) -> CandidateTable:
    """Without candidates of the region that do not fit beside what their winners have outside."""
    if candidates.winners is None or candidates.scenario.consortia or not len(candidates):
        return candidates
    model, inside = LinearModel(len(candidates)), flag_inside(candidates, region)
    add_capacity_rows(model, AwardVariables(candidates))
    keep = np.ones(len(candidates), dtype=np.bool_)
    for row in model.rows:
        positions, amounts = row.expression.variables, row.expression.coefficients
        outside = ~inside[positions]
        left = -row.expression.constant - int(amounts[outside].sum())
        keep[positions[~outside & (amounts > left)]] = False
    return candidates.filter(keep)


def relax_violated_rows(model: LinearModel, solution: Ints) -> tuple[LinearExpression, int]:
    """Adds slack to the rows over candidates that `solution`, (size,), violates.

    As much slack as it violates them. Returns the weighted violation, each row weighed alike, and
    its value at the solution.
    """
    slacks, weights, violation = [], [], 0
    for i, row in enumerate(model.rows):
        if row.indicator is not None or (row.expression.variables >= model.candidate_count).any():
            continue
        value = row.expression.evaluate(solution)
        below = 0 if row.low is None else row.low - value
        above = 0 if row.high is None else value - row.high
        gap = max(below, above)
        if gap > 0:
            slacks.append(model.add_variable("short", 0, gap))
            weights.append(max(1, VIOLATED_ROW_WEIGHT // gap))
            violation += gap * weights[-1]
            variables = np.append(row.expression.variables, slacks[-1])
            coefficients = np.append(row.expression.coefficients, 1 if below > 0 else -1)
            expression = LinearExpression(variables, coefficients, row.expression.constant)
            model.rows[i] = replace(row, expression=expression, kind="other")
    total = LinearExpression(np.array(slacks, dtype=np.int64), np.array(weights, dtype=np.int64))
    return total, violation
