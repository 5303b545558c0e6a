"""The model of a part of the authority, where lots elsewhere matter only for what winners carry."""

from dataclasses import replace

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.facts.lots import Ints, grouped
from solver.facts.table import Facts
from solver.generating.pieces import inside
from solver.limits.registry import several
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.selection.winners import Winners, add_capacities

ALIKE = 10**6
"""What a row that is broken counts for, at most."""
ADDED_UP = ("whole_life_cost", "travel", "lots")
"""Measures that add up over the lots, whatever else is chosen."""


def separable(scenario: Scenario) -> bool:
    """Whether lots in one place and in another meet in nothing but their winners' capacities."""
    alone = not any(several(rule) for rule in scenario.active_rules)
    return (
        alone
        and not scenario.consortia
        and scenario.objectives[0].measure in ADDED_UP
        and (scenario.prices is not None or not scenario.needs_certificate)
        and not scenario.rules_of_awards
        and not any(rule.kind == "withdrawal" for rule in scenario.active_rules)
    )


def local_model(facts: Facts, loose: frozenset[int] = frozenset()) -> tuple[Model, list[int]]:
    """Every unit that any candidate holds in one lot, and winners within what they can carry.

    Loose units may be left out; with it come the variables that say of each whether it is.
    """
    model, out = Model(len(facts)), []
    owners = facts.lots.owners
    for u, rows in enumerate(grouped(facts.lots.units, len(facts.scenario.units))):
        lots = owners[rows]
        if u in loose:
            out.append(model.number("left out", 0, 1))
            lots = np.append(lots, out[-1])
        if len(lots):
            model.row("in one lot", Linear(lots, np.ones(len(lots), dtype=np.int64)), 1, 1)
    if facts.winners is not None:
        add_capacities(model, Winners(facts))
    return model, out


def fitting(facts: Facts, region: frozenset[int]) -> Facts:
    """Without the candidates of a region whose winners are full with what they have elsewhere."""
    if facts.winners is None or facts.scenario.consortia or not len(facts):
        return facts
    model, inner = Model(len(facts)), inside(facts, region)
    add_capacities(model, Winners(facts))
    keep = np.ones(len(facts), dtype=np.bool_)
    for row in model.rows:
        some, amounts = row.form.variables, row.form.coefficients
        outer = ~inner[some]
        left = -row.form.constant - int(amounts[outer].sum())
        keep[some[~outer & (amounts > left)]] = False
    return facts.where(keep)


def loosened(model: Model, now: Ints) -> tuple[Linear, int]:
    """Lets rows of candidates alone be broken as far as they are `now`.

    The form is how far they are, each row weighed alike, and comes with what it is now.
    """
    short, weights, broken = [], [], 0
    for i, row in enumerate(model.rows):
        if row.when is not None or (row.form.variables >= model.candidates).any():
            continue
        held = row.form.of(now)
        below = 0 if row.low is None else row.low - held
        above = 0 if row.high is None else held - row.high
        gap = max(below, above)
        if gap > 0:
            short.append(model.number("short", 0, gap))
            weights.append(max(1, ALIKE // gap))
            broken += gap * weights[-1]
            variables = np.append(row.form.variables, short[-1])
            coefficients = np.append(row.form.coefficients, 1 if below > 0 else -1)
            form = Linear(variables, coefficients, row.form.constant)
            model.rows[i] = replace(row, form=form)
    return Linear(np.array(short, dtype=np.int64), np.array(weights, dtype=np.int64)), broken
