"""Solves the MIP over candidates lexicographically, and certifies the design.

The award is left out of the model at first where it costs nothing; combinatorial Benders cuts
refuse solutions that cannot be awarded, and where there are too many of them the model carries
the award.
"""

from dataclasses import replace

from lotdesign.design import Award, Design
from lotdesign.result.build import ReachedObjective
from lotdesign.scenario.scenario import Scenario
from solver.awards.certificates import find_certificate, find_fallbacks
from solver.awards.combinatorial_benders import TooManyBendersCuts
from solver.awards.subproblem import find_smallest_award, require_decided
from solver.candidate_mip import (
    build_candidate_mip,
    expand_named_winners,
    find_solution_for_design,
    has_award_objective,
    read_design,
)
from solver.candidates.table import CandidateTable, tabulate_design
from solver.exact.canonical_tie_break import list_chosen_candidates
from solver.exact.lexicographic import LexicographicResult, optimise_lexicographically
from solver.exact.search import ModelSearch, Undecided
from solver.model.award_variables import AwardVariables, decode_winner
from solver.objectives.registry import RankedObjective
from solver.outcome import SolveOutcome, build_outcome
from solver.solve_context import SolveContext


def solve_candidates(
    scenario: Scenario, facts: CandidateTable, means: SolveContext, count: int | None = None
) -> SolveOutcome:
    """The best design of a scenario from its candidates, of `count` lots where that is asked.

    Who wins, and what happens when somebody withdraws, is left out at first where it costs
    nothing, and solutions that cannot be placed are refused; should that go on and on, the model
    carries it all.
    """
    if not len(facts):
        return build_outcome(facts, LexicographicResult(None, (), proved=True), None)
    try:
        if not has_award_objective(scenario):
            return _solve_model(scenario, facts, means, count, False)
    except TooManyBendersCuts:
        pass
    return _solve_model(scenario, expand_named_winners(facts), means, count, True)


def _solve_model(
    scenario: Scenario, facts: CandidateTable, means: SolveContext, count: int | None, carried: bool
) -> SolveOutcome:
    search, goals = build_candidate_mip(scenario, facts, means, count, carried)
    start = (
        None
        if means.start_design is None
        else find_solution_for_design(search, facts, means.start_design, means.start_award)
    )
    selected = optimise_lexicographically(search, facts, goals, means.report_progress, start=start)
    return certify_selection(scenario, facts, goals, selected, means)


def certify_selection(
    scenario: Scenario,
    facts: CandidateTable,
    goals: list[RankedObjective],
    selected: LexicographicResult,
    means: SolveContext,
) -> SolveOutcome:
    """The design that was selected, with its certificate and fallbacks where they are needed."""
    if selected.solution is None:
        return build_outcome(facts, selected, None)
    design = read_design(facts, selected.solution)
    if not scenario.needs_certificate:
        return build_outcome(facts, selected, design)
    try:
        award = _find_reported_award(scenario, facts, design, goals, selected, means)
        without = find_fallbacks(scenario, design, means.engine)
    except Undecided:
        return build_outcome(facts, replace(selected, proved=False, interrupted=True), None)
    return build_outcome(facts, selected, design, award, without)


def _find_reported_award(
    scenario: Scenario,
    facts: CandidateTable,
    design: Design,
    goals: list[RankedObjective],
    selected: LexicographicResult,
    means: SolveContext,
) -> Award | None:
    """The award that is reported: with prices it is part of what was chosen."""
    if scenario.prices is None:
        return find_certificate(scenario, design, means.engine)
    assert facts.winners is not None
    assert selected.solution is not None
    if selected.proved:
        return find_priced_award(scenario, design, goals, selected.reached, means)
    if facts.alike:  # however late it is: without names there is no award
        in_peace = replace(means, deadline=None)
        search, offers = _search_named_awards(scenario, design, goals, selected.reached, in_peace)
        solution = require_decided(search.solve()).solution
        return None if solution is None else AwardVariables(offers).decode_award(solution)
    chosen = sorted(list_chosen_candidates(facts, selected.solution), key=lambda i: facts.lots[i])
    return tuple(map(decode_winner, facts.winners[chosen].tolist()))


def find_priced_award(
    scenario: Scenario,
    design: Design,
    goals: list[RankedObjective],
    reached: tuple[ReachedObjective, ...],
    means: SolveContext,
) -> Award | None:
    """Where providers have prices, the first award that keeps what the objectives reached.

    Raises Undecided when the engine was stopped, or the deadline has passed.
    """
    return find_smallest_award(*_search_named_awards(scenario, design, goals, reached, means))


def _search_named_awards(
    scenario: Scenario,
    design: Design,
    goals: list[RankedObjective],
    known: tuple[ReachedObjective, ...],
    means: SolveContext,
) -> tuple[ModelSearch, CandidateTable]:
    """A search among the awards, by name, that keep what the objectives reached."""
    offers = tabulate_design(scenario, design).expand_by_named_winner()
    search, own = build_candidate_mip(scenario, offers, means, None, False)
    search.lazy_constraints = None
    for aim, best, reached in zip(own, goals, known, strict=False):
        search.keep_goal(aim.goal, best.find_worst_kept(best.measure.sign * reached.value))
    return search, offers
