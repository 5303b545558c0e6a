"""The model of a scenario over its candidates."""

import numpy as np

from lotdesign.market.withdrawal import remaining
from solver.facts.lots import grouped
from solver.facts.table import Facts
from solver.limits.registry import tie, tie_winners
from solver.selection.certificate import tested
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.selection.winners import Winners, add_capacities


def partition_model(facts: Facts) -> Model:
    """Every unit in exactly one chosen candidate, and the rows of all active rules."""
    model = Model(len(facts))
    _partition(facts, model)
    for rule in facts.scenario.active_rules:
        tie(rule, facts, model)
    return model


def _partition(facts: Facts, model: Model) -> None:
    """One row a unit; units that always go together need one only."""
    owners, seen = facts.lots.owners, set()
    for u, here in enumerate(grouped(facts.lots.units, len(facts.scenario.units))):
        unit, lots = facts.scenario.units[u], owners[here]
        if lots.tobytes() not in seen:
            seen.add(lots.tobytes())
            form = Linear(lots, np.ones(len(lots), dtype=np.int64))
            model.row(f"{unit.id} is in one lot", form, 1, 1)


def certified(facts: Facts, model: Model, withdrawals: bool) -> Winners:
    """Adds who wins which lot and what the rules ask of it; with `withdrawals`, of any fallback.

    Candidates that name winners need no variables for the award.
    """
    scenario = facts.scenario
    everyone = tuple(range(len(scenario.parties)))
    if facts.winners is None:
        winners = _award(facts, model, everyone)
    else:
        winners = Winners(facts)
        add_capacities(model, winners)
        for rule in scenario.rules_of_awards:
            tie_winners(rule, model, winners)
    for gone in tested(scenario) if withdrawals else ():
        _award(facts, model, remaining(scenario, gone))
    return winners


def _award(facts: Facts, model: Model, parties: tuple[int, ...]) -> Winners:
    """Adds an award of every chosen lot to one of the parties, and the rules that it keeps."""
    offers = facts.unoffered().offered(parties)
    part, winners = Model(len(offers)), Winners(offers)
    add_capacities(part, winners)
    for rule in facts.scenario.rules_of_awards:
        tie_winners(rule, part, winners)
        if rule.reads_prices:
            tie(rule, offers, part)
    shift = model.graft(part)
    _link(facts, model, offers, shift)
    return Winners(offers, shift)


def _link(facts: Facts, model: Model, offers: Facts, first: int) -> None:
    """Every chosen lot has one winner, no other lot has any."""
    # The offers were made of each lot once, so that their lots go by its place among all.
    numbers = np.unique(facts.lot)
    own = numbers[offers.lot]
    for number in numbers.tolist():
        chosen, won = np.flatnonzero(facts.lot == number), first + np.flatnonzero(own == number)
        ones = np.concatenate((np.ones_like(won), -np.ones_like(chosen)))
        model.row("every chosen lot has one winner", Linear(np.append(won, chosen), ones), 0, 0)
