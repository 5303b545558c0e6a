"""Fewest pairs of units that are joined or parted."""

import numpy as np

from solver.facts.lots import Ints
from solver.facts.table import Facts
from solver.selection.goal import Goal, linear_goal
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.selection.winners import Winners


def goal(facts: Facts, model: Model, winners: Winners | None) -> Goal:
    """Changed pairs."""
    return linear_goal(changes(facts, model))


def changes(facts: Facts, model: Model) -> Linear:
    """Today's pairs, plus the new pairs in each chosen candidate, less those it keeps."""
    today = _pairs(np.array([_contract_sizes(facts)]))
    together = _pairs(_held_by_contract(facts))
    inside = facts.lots.sizes * (facts.lots.sizes - 1) // 2
    return model.chosen(inside - 2 * together).plus(int(today[0]))


def _contracts(facts: Facts) -> list[str]:
    return list(dict.fromkeys(unit.contract for unit in facts.scenario.units))


def _contract_sizes(facts: Facts) -> list[int]:
    held = [unit.contract for unit in facts.scenario.units]
    return [held.count(contract) for contract in _contracts(facts)]


def _held_by_contract(facts: Facts) -> Ints:
    """N x contracts: how many units of each contract a candidate holds."""
    contracts = _contracts(facts)
    marks = [[unit.contract == c for c in contracts] for unit in facts.scenario.units]
    return facts.lots.sums(np.array(marks, dtype=np.int64))


def _pairs(counts: Ints) -> Ints:
    """For each row the pairs within its groups."""
    pairs: Ints = (counts * (counts - 1) // 2).sum(axis=1)
    return pairs
