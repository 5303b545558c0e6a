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

BROKEN_ROW_WEIGHT = 10**6
"""What a row that is broken counts for, at most."""

def is_separable(scenario: Scenario) -> bool:
    """Whether lots in one place and in another meet in nothing but their winners' capacities."""
    alone = not any(rule.couples_lots for rule in scenario.active_rules)
    return (
        alone
        and not scenario.consortia
        and MEASURES[scenario.objectives[0].measure].adds_up
        and (scenario.prices is not None or not scenario.needs_certificate)
        and not scenario.award_rules
        and not any(rule.scope == "other_awards" for rule in scenario.active_rules)
    )


def build_local_model(
    facts: CandidateTable, loose: frozenset[int] = frozenset()
) -> tuple[LinearModel, list[int]]:
    """Every unit that any candidate holds in one lot, and winners within what they can carry.

    Loose units may be left out; with it come the variables that say of each whether it is.
    """
    model, out = LinearModel(len(facts)), []
    owners = facts.lots.owners
    for u, rows in enumerate(group_positions(facts.lots.units, len(facts.scenario.units))):
        lots = owners[rows]
        if u in loose:
            out.append(model.add_variable("left out", 0, 1))
            lots = np.append(lots, out[-1])
        if len(lots):
            model.add_row(
                "in one lot", LinearExpression(lots, np.ones(len(lots), dtype=np.int64)), 1, 1
            )
    if facts.winners is not None:
        add_capacity_rows(model, AwardVariables(facts))
    return model, out


def drop_full_winners(facts: CandidateTable, region: frozenset[int]) -> CandidateTable:
    """Without the candidates of a region whose winners are full with what they have elsewhere."""
    if facts.winners is None or facts.scenario.consortia or not len(facts):
        return facts
    model, inner = LinearModel(len(facts)), flag_inside(facts, region)
    add_capacity_rows(model, AwardVariables(facts))
    keep = np.ones(len(facts), dtype=np.bool_)
    for row in model.rows:
        some, amounts = row.expression.variables, row.expression.coefficients
        outer = ~inner[some]
        left = -row.expression.constant - int(amounts[outer].sum())
        keep[some[~outer & (amounts > left)]] = False
    return facts.filter(keep)


def relax_broken_rows(model: LinearModel, now: Ints) -> tuple[LinearExpression, int]:
    """Lets rows of candidates alone be broken as far as they are `now`.

    The form is how far they are, each row weighed alike, and comes with what it is now.
    """
    short, weights, broken = [], [], 0
    for i, row in enumerate(model.rows):
        if row.indicator is not None or (row.expression.variables >= model.candidates).any():
            continue
        held = row.expression.evaluate(now)
        below = 0 if row.low is None else row.low - held
        above = 0 if row.high is None else held - row.high
        gap = max(below, above)
        if gap > 0:
            short.append(model.add_variable("short", 0, gap))
            weights.append(max(1, BROKEN_ROW_WEIGHT // gap))
            broken += gap * weights[-1]
            variables = np.append(row.expression.variables, short[-1])
            coefficients = np.append(row.expression.coefficients, 1 if below > 0 else -1)
            form = LinearExpression(variables, coefficients, row.expression.constant)
            model.rows[i] = replace(row, expression=form)
    return LinearExpression(
        np.array(short, dtype=np.int64), np.array(weights, dtype=np.int64)
    ), broken
