"""The model of a scenario over its candidates."""

import numpy as np

from solver.facts.table import Facts
from solver.limits.registry import tie, tie_winners
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.selection.winners import Winners, add_winners


def partition_model(facts: Facts) -> Model:
    """Every unit in exactly one chosen candidate, and the rows of all active rules."""
    model = Model(len(facts))
    _partition(facts, model)
    for rule in facts.scenario.active_rules:
        tie(rule, facts, model)
    return model


def _partition(facts: Facts, model: Model) -> None:
    """One row a unit; units that always go together need one only."""
    order = np.argsort(facts.lots.units, kind="stable")
    owners = facts.lots.owners[order]
    ends = np.searchsorted(facts.lots.units[order], np.arange(len(facts.scenario.units) + 1))
    seen = set()
    for u, unit in enumerate(facts.scenario.units):
        lots = owners[ends[u] : ends[u + 1]]
        if lots.tobytes() not in seen:
            seen.add(lots.tobytes())
            form = Linear(lots, np.ones(len(lots), dtype=np.int64))
            model.row(f"{unit.id} is in one lot", form, 1, 1)


def certified(facts: Facts, model: Model) -> Winners:
    """Adds who wins which lot, and what the rules ask of it."""
    winners = add_winners(facts, model)
    for rule in facts.scenario.active_rules:
        tie_winners(rule, model, winners)
    return winners
