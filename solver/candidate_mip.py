"""The MIP over candidates: the set-partitioning model of a scenario and its objectives.

Also solutions read as designs, and designs turned into solutions to start from.
"""

import numpy as np

from lotdesign.design import Award, Design
from lotdesign.market.certificate import find_remaining_parties
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints, group_positions
from solver.awards.combinatorial_benders import CombinatorialBenders
from solver.candidates.candidate_list import NO_WINNER
from solver.candidates.table import CandidateTable
from solver.constraints.registry import add_award_rows, add_coupling_rows
from solver.exact.canonical_tie_break import list_chosen_candidates
from solver.exact.search import ModelSearch
from solver.model.award_variables import (
    AwardVariables,
    add_capacity_rows,
    list_tested_withdrawals,
)
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel
from solver.objectives.registry import RankedObjective, build_ranked_objectives
from solver.solve_context import SolveContext


def build_partition_model(facts: CandidateTable) -> LinearModel:
    """Every unit in exactly one chosen candidate, and the rows of all active rules."""
    model = LinearModel(len(facts))
    _add_partition_rows(facts, model)
    for rule in facts.scenario.active_rules:
        add_coupling_rows(rule, facts, model)
    return model


def _add_partition_rows(facts: CandidateTable, model: LinearModel) -> None:
    """One row a unit; units that always go together need one only."""
    owners, seen = facts.lots.owners, set()
    for u, here in enumerate(group_positions(facts.lots.units, len(facts.scenario.units))):
        unit, lots = facts.scenario.units[u], owners[here]
        if lots.tobytes() not in seen:
            seen.add(lots.tobytes())
            form = LinearExpression(lots, np.ones(len(lots), dtype=np.int64))
            model.add_row(f"{unit.id} is in one lot", form, 1, 1)


def add_award_variables(
    facts: CandidateTable, model: LinearModel, withdrawals: bool
) -> AwardVariables:
    """Adds who wins which lot and what the rules ask of it; with `withdrawals`, of any fallback.

    Candidates that name winners need no variables for the award.
    """
    scenario = facts.scenario
    everyone = tuple(range(len(scenario.parties)))
    if facts.winners is None:
        winners = _add_award(facts, model, everyone)
    else:
        winners = AwardVariables(facts)
        add_capacity_rows(model, winners)
        for rule in scenario.award_rules:
            add_award_rows(rule, model, winners)
    for gone in list_tested_withdrawals(scenario) if withdrawals else ():
        _add_award(facts, model, find_remaining_parties(scenario, gone))
    return winners


def _add_award(
    facts: CandidateTable, model: LinearModel, parties: tuple[int, ...]
) -> AwardVariables:
    """Adds an award of every chosen lot to one of the parties, and the rules that it keeps."""
    offers = facts.drop_winners().expand_by_winner(parties)
    part, winners = LinearModel(len(offers)), AwardVariables(offers)
    add_capacity_rows(part, winners)
    for rule in facts.scenario.award_rules:
        add_award_rows(rule, part, winners)
        if rule.reads_prices:
            add_coupling_rows(rule, offers, part)
    shift = model.graft(part)
    _link_lots_to_winners(facts, model, offers, shift)
    return AwardVariables(offers, shift)


def _link_lots_to_winners(
    facts: CandidateTable, model: LinearModel, offers: CandidateTable, first: int
) -> None:
    """Every chosen lot has one winner, no other lot has any."""
    # The offers were made of each lot once, so that their lots go by its place among all.
    numbers = np.unique(facts.lot)
    own = numbers[offers.lot]
    for number in numbers.tolist():
        chosen, won = np.flatnonzero(facts.lot == number), first + np.flatnonzero(own == number)
        ones = np.concatenate((np.ones_like(won), -np.ones_like(chosen)))
        model.add_row(
            "every chosen lot has one winner", LinearExpression(np.append(won, chosen), ones), 0, 0
        )


def expand_named_winners(facts: CandidateTable) -> CandidateTable:
    """The candidates with every winner told apart from its copies, where winners are named."""
    return facts if facts.winners is None else facts.expand_by_named_winner()


def has_award_objective(scenario: Scenario) -> bool:
    """Whether an objective depends on who wins."""
    return any(MEASURES[each.measure].needs_certificate for each in scenario.objectives)


def build_candidate_mip(
    scenario: Scenario, facts: CandidateTable, means: SolveContext, count: int | None, carried: bool
) -> tuple[ModelSearch, list[RankedObjective]]:
    """The model of a scenario ready to be searched, and its aims.

    `carried`: with the award, and those without a provider that may withdraw, in the model.
    """
    model = build_partition_model(facts)
    if count is not None:
        model.add_row("this many lots", model.sum_chosen(), count, count)
    awards = carried or facts.winners is not None
    winners = add_award_variables(facts, model, carried) if awards else None
    goals = build_ranked_objectives(scenario.objectives, facts, model, winners)
    most = len(scenario.units) if count is None else count
    search = ModelSearch(means.engine, model, means.settings, most, means.deadline)
    if scenario.needs_certificate and not carried:
        search.lazy_constraints = CombinatorialBenders(scenario, facts, means.engine)
    return search, goals


def find_solution_for_design(
    search: ModelSearch, facts: CandidateTable, design: Design, award: Award | None = None
) -> Ints | None:
    """A solution that chooses just these lots, by these winners if that may be.

    None where there is none, or none was found.
    """
    wanted = dict(zip(design.lots, award or [None] * len(design.lots), strict=True))
    firsts = np.flatnonzero(np.diff(facts.lot, prepend=-1)).tolist()
    those = {i: facts.get_lot(i) for i in firsts}
    those = {i: lot for i, lot in those.items() if lot in wanted}
    if len(those) < len(wanted):
        return None
    numbers = facts.lot[list(those)]
    chosen = np.isin(facts.lot, numbers)
    if award is not None and facts.winners is not None:
        own = {
            p: first
            for first, members in facts.scenario.interchangeable_parties.items()
            for p in members
        }
        winners = np.full(int(facts.lot[-1]) + 1, NO_WINNER)
        for number, lot in zip(numbers.tolist(), those.values(), strict=True):
            p = wanted[lot]
            winners[number] = NO_WINNER if p is None else own[p] if facts.alike else p
        named = search.solve(allowed=chosen & (facts.winners == winners[facts.lot])).solution
        if named is not None:
            return named
    return search.solve(allowed=chosen).solution


def read_design(facts: CandidateTable, solution: Ints) -> Design:
    """The design that a solution chooses."""
    return facts.build_design(list_chosen_candidates(facts, solution))
