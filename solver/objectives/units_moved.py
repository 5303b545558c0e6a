"""Fewest units moved from today's contracts."""

import numpy as np

from lotdesign.money.baseline import todays_design
from solver.facts.lots import Ints
from solver.facts.table import Facts
from solver.selection.goal import Goal, linear_goal
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.selection.winners import Winners


def goal(facts: Facts, model: Model, winners: Winners | None) -> Goal:
    """Units less the overlap of chosen candidates with the contracts they are matched to.

    A chosen lot follows at most one contract, and a contract is followed by one lot at most;
    minimising finds the greatest overlap.
    """
    units = len(facts.scenario.units)
    follows: list[int] = []
    overlaps: list[int] = []
    by_lot: dict[int, list[int]] = {}
    for contract in todays_design(facts.scenario).lots:
        held = facts.lots.holds(contract.units, units)
        here = []
        for lot in np.flatnonzero(held).tolist():
            match = model.number(f"lot{lot} follows contract of {contract.units[0]}", 0, 1, lot)
            follows.append(match)
            overlaps.append(int(held[lot]))
            by_lot.setdefault(lot, []).append(match)
            here.append(match)
        model.row("one lot follows a contract", _count(here), None, 1)
    for lot, matches in by_lot.items():
        form = Linear(np.array([*matches, lot]), np.array([*(1 for _ in matches), -1]))
        model.at_most_zero("a chosen lot follows one contract", form)
    return linear_goal(Linear(_whole(follows), -_whole(overlaps), units))


def _count(variables: list[int]) -> Linear:
    return Linear(_whole(variables), np.ones(len(variables), dtype=np.int64))


def _whole(values: list[int]) -> Ints:
    """Whole numbers, also where there are none."""
    return np.array(values, dtype=np.int64)
