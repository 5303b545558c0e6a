"""The MIP over candidates: the set-partitioning model of a scenario and its objectives.

Also solutions read as designs, and designs turned into solutions to start from.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from lotdesign.design import Award, Design
from lotdesign.market.certificate import find_remaining_parties
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints, group_positions
from solver.awards.combinatorial_benders import CombinatorialBenders, TooManyBendersCuts
from solver.backends.base import EngineOutcome
from solver.candidates.candidate_list import NO_WINNER
from solver.candidates.table import CandidateTable
from solver.constraints.registry import add_award_rows, add_coupling_rows
from solver.exact.canonical_tie_break import list_chosen_candidates
from solver.exact.lexicographic import LexicographicResult, optimise_lexicographically
from solver.exact.search import ModelSearch
from solver.model.award_variables import (
    AwardVariables,
    add_capacity_rows,
    decode_winner,
    list_tested_withdrawals,
)
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel
from solver.objectives.registry import RankedObjective, build_ranked_objectives
from solver.solve_context import SolveContext

Answer = TypeVar("Answer")


@dataclass
class CandidateMip:
    """The MIP of a scenario over its candidates, of `lot_count` lots where that is given.

    Unless an objective depends on who wins, the award is left out at first, and combinatorial
    Benders cuts refuse solutions whose lots cannot be awarded. Once there are too many of these
    cuts, the model is built again with the award in it; with more candidates than
    `most_with_award` TooManyBendersCuts is raised instead.

    `search`, `objectives` and `candidates` are those of the model as it was built last. `listed`
    must not be empty.
    """

    scenario: Scenario
    listed: CandidateTable
    context: SolveContext
    lot_count: int | None = None
    most_with_award: int | None = None
    carries_award: bool = field(init=False)
    candidates: CandidateTable = field(init=False)
    search: ModelSearch = field(init=False)
    objectives: list[RankedObjective] = field(init=False)

    def __post_init__(self) -> None:
        self.build(has_award_objective(self.scenario))

    def build(self, carries_award: bool) -> None:
        """Builds the model, with the award in it or without.

        `search` and `candidates` are then new.
        """
        self.carries_award = carries_award
        self.candidates = expand_named_winners(self.listed) if carries_award else self.listed
        self.search, self.objectives = build_candidate_mip(
            self.scenario, self.candidates, self.context, self.lot_count, carries_award
        )
        tell, candidates = self.context.tell, self.candidates
        if tell is not None:
            self.search.tell = lambda read: tell(lambda: read_design_and_award(candidates, read()))

    def ask(self, question: Callable[["CandidateMip"], Answer]) -> Answer:
        """The answer to a question, which is put again where the award had to join the model.

        Raises TooManyBendersCuts where there are more candidates than `most_with_award`, and
        whatever the question raises besides.
        """
        while True:
            try:
                return question(self)
            except TooManyBendersCuts:
                self._add_award()

    def optimise(self, ties: bool = True) -> LexicographicResult:
        """The lexicographic optimum, canonical among ties; without `ties` any optimal solution.

        Raises TooManyBendersCuts where there are more candidates than `most_with_award`, and
        KeyboardInterrupt on Ctrl-C where the context's settings ask for it.
        """
        while True:
            try:
                return optimise_lexicographically(
                    self.search,
                    self.candidates,
                    self.objectives,
                    self.context.report_progress,
                    ties,
                    self._find_start_solution(),
                )
            except TooManyBendersCuts:
                self._add_award()

    def find_any(self) -> EngineOutcome:
        """Any solution, or the proof that there is none; raises as `optimise`."""
        return self.ask(lambda mip: mip.search.solve())

    def _add_award(self) -> None:
        """Builds the model again with the award in it, where there are not too many candidates."""
        if self.most_with_award is not None and len(self.listed) > self.most_with_award:
            raise TooManyBendersCuts
        self.build(carries_award=True)

    def read_design(self, solution: Ints) -> Design:
        """The design that a solution of the model, (size,), chooses."""
        return read_design(self.candidates, solution)

    def _find_start_solution(self) -> Ints | None:
        """A solution that is the context's start design, if there is one."""
        design, award = self.context.start_design, self.context.start_award
        if design is None:
            return None
        return find_solution_for_design(self.search, self.candidates, design, award)


def has_award_objective(scenario: Scenario) -> bool:
    """Whether an objective depends on who wins."""
    return any(MEASURES[each.measure].needs_certificate for each in scenario.objectives)


def expand_named_winners(candidates: CandidateTable) -> CandidateTable:
    """The candidates with one for each provider instead of one for each class of alike ones.

    The same where candidates name no winners.
    """
    return candidates if candidates.winners is None else candidates.expand_by_named_winner()


def build_candidate_mip(
    scenario: Scenario,
    candidates: CandidateTable,
    context: SolveContext,
    lot_count: int | None,
    carries_award: bool,
) -> tuple[ModelSearch, list[RankedObjective]]:
    """A search of the scenario's model, and its objectives in order.

    With `carries_award` the model has variables for the award, and for one without each provider
    whose withdrawal a rule tests. Otherwise Benders cuts stand for them where needed.
    """
    model = build_partition_model(candidates)
    if lot_count is not None:
        model.rows.append(model.build_count_row(lot_count, lot_count))
    winners = None
    if carries_award or candidates.winners is not None:
        winners = add_award_variables(candidates, model, withdrawals=carries_award)
    objectives = build_ranked_objectives(scenario.objectives, candidates, model, winners)
    most_lots = len(scenario.units) if lot_count is None else lot_count
    search = ModelSearch(context.engine, model, context.settings, most_lots, context.deadline)
    if scenario.needs_certificate and not carries_award:
        search.lazy_constraints = CombinatorialBenders(scenario, candidates, context.engine)
    return search, objectives


def build_partition_model(candidates: CandidateTable) -> LinearModel:
    """The set-partitioning rows, and the coupling rows of all active rules.

    The model is that of docs/engine.md, "The model".
    """
    model = LinearModel(len(candidates))
    add_partition_rows(candidates, model)
    for rule in candidates.scenario.active_rules:
        add_coupling_rows(rule, candidates, model)
    return model


def add_partition_rows(candidates: CandidateTable, model: LinearModel) -> None:
    """Adds one row a unit; units held by the same candidates need only one."""
    owners, seen = candidates.lots.owners, set()
    units = candidates.scenario.units
    for u, positions in enumerate(group_positions(candidates.lots.units, len(units))):
        holders = owners[positions]
        if holders.tobytes() not in seen:
            seen.add(holders.tobytes())
            model.add_unit_row(f"{units[u].id} is in one lot", holders)


def add_award_variables(
    candidates: CandidateTable, model: LinearModel, withdrawals: bool
) -> AwardVariables:
    """Adds who wins each lot, and the award rules; with `withdrawals` also every fallback.

    Candidates that name winners need no further variables for the award itself.
    """
    scenario = candidates.scenario
    if candidates.winners is None:
        winners = _add_award(candidates, model, tuple(range(len(scenario.parties))))
    else:
        winners = AwardVariables(candidates)
        add_capacity_rows(model, winners)
        for rule in scenario.award_rules:
            add_award_rows(rule, model, winners)
    for withdrawn in list_tested_withdrawals(scenario) if withdrawals else ():
        _add_award(candidates, model, find_remaining_parties(scenario, withdrawn))
    return winners


def _add_award(
    candidates: CandidateTable, model: LinearModel, parties: tuple[int, ...]
) -> AwardVariables:
    """Adds an award of every chosen lot to one of the parties, and the rules that it keeps."""
    offers = candidates.drop_winners().expand_by_winner(parties)
    part, winners = LinearModel(len(offers)), AwardVariables(offers)
    add_capacity_rows(part, winners)
    for rule in candidates.scenario.award_rules:
        add_award_rows(rule, part, winners)
        if rule.reads_prices:
            add_coupling_rows(rule, offers, part)
    shift = model.graft(part)
    _link_lots_to_winners(candidates, model, offers, shift)
    return AwardVariables(offers, shift)


def _link_lots_to_winners(
    candidates: CandidateTable, model: LinearModel, offers: CandidateTable, shift: int
) -> None:
    """Adds rows: a chosen lot has one winner, no other lot has any.

    `shift` is the position in the model of the first variable of `offers`.
    """
    # Offers were made of each distinct lot once, so they number lots by rank among all.
    numbers, ranks = np.unique(candidates.lot_numbers, return_inverse=True)
    choices = group_positions(ranks, len(numbers))
    wins = group_positions(offers.lot_numbers, len(numbers))
    for chosen, placed in zip(choices, wins, strict=True):
        won = shift + placed
        ones = np.concatenate((np.ones_like(won), -np.ones_like(chosen)))
        model.add_row(
            "every chosen lot has one winner", LinearExpression(np.append(won, chosen), ones), 0, 0
        )


def find_solution_for_design(
    search: ModelSearch, candidates: CandidateTable, design: Design, award: Award | None = None
) -> Ints | None:
    """A solution that chooses the design's lots, (size,), awarded as in `award` if it can be.

    None where there is none, or none was found. Raises as `ModelSearch.solve`.
    """
    winner_of = dict(zip(design.lots, award or [None] * len(design.lots), strict=True))
    first_of_each = np.flatnonzero(np.diff(candidates.lot_numbers, prepend=-1)).tolist()
    lots = {i: candidates.get_lot(i) for i in first_of_each}
    lots = {i: lot for i, lot in lots.items() if lot in winner_of}
    if len(lots) < len(winner_of):
        return None
    numbers = candidates.lot_numbers[list(lots)]
    allowed: Flags = np.isin(candidates.lot_numbers, numbers)
    if award is not None and candidates.winners is not None:
        first_alike = {
            p: first
            for first, members in candidates.scenario.interchangeable_parties.items()
            for p in members
        }
        winners = np.full(int(candidates.lot_numbers[-1]) + 1, NO_WINNER)
        for number, lot in zip(numbers.tolist(), lots.values(), strict=True):
            p = winner_of[lot]
            if p is not None:
                winners[number] = first_alike[p] if candidates.copies else p
        awarded = allowed & (candidates.winners == winners[candidates.lot_numbers])
        solution = search.solve(allowed=awarded).solution
        if solution is not None:
            return solution
    return search.solve(allowed=allowed).solution


def read_design_and_award(
    candidates: CandidateTable, solution: Ints
) -> tuple[Design, Award | None]:
    """The design that a solution, (size,), chooses, and its award where candidates name winners.

    Of alike providers the first stands for all of its class.
    """
    design = read_design(candidates, solution)
    if candidates.winners is None:
        return design, None
    chosen = list_chosen_candidates(candidates, solution)
    chosen.sort(key=lambda i: candidates.lots[i])
    return design, tuple(map(decode_winner, candidates.winners[chosen].tolist()))


def read_design(candidates: CandidateTable, solution: Ints) -> Design:
    """The design that a solution, (size,), chooses; its chosen lots must be a partition."""
    return candidates.build_design(list_chosen_candidates(candidates, solution))
