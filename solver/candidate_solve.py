"""Solves the MIP over candidates lexicographically, and certifies the design."""

from dataclasses import replace

from lotdesign.design import Award, Design
from lotdesign.result.build import ReachedObjective
from lotdesign.scenario.scenario import Scenario
from solver.awards.certificates import find_certificate, find_fallbacks
from solver.awards.subproblem import find_smallest_award, require_decided
from solver.candidate_mip import CandidateMip, build_candidate_mip, read_design
from solver.candidates.table import CandidateTable, tabulate_design
from solver.exact.canonical_tie_break import list_chosen_candidates
from solver.exact.lexicographic import LexicographicResult
from solver.exact.search import ModelSearch, Undecided
from solver.model.award_variables import AwardVariables, decode_winner
from solver.objectives.registry import RankedObjective
from solver.outcome import SolveOutcome, build_outcome
from solver.solve_context import SolveContext


def solve_candidates(
    scenario: Scenario,
    candidates: CandidateTable,
    context: SolveContext,
    lot_count: int | None = None,
) -> SolveOutcome:
    """The lexicographically best design of these candidates, canonical among ties.

    Of `lot_count` lots where that is given. The design comes with its certificate and fallbacks
    where the scenario needs them. Ctrl-C and the context's deadline keep the best so far; Ctrl-C
    raises KeyboardInterrupt instead where the context's settings ask for it.
    """
    if not len(candidates):
        return SolveOutcome.without_design(candidates, proved=True)
    mip = CandidateMip(scenario, candidates, context, lot_count)
    selected = mip.optimise()
    return certify_selection(scenario, mip.candidates, mip.objectives, selected, context)


def certify_selection(
    scenario: Scenario,
    candidates: CandidateTable,
    objectives: list[RankedObjective],
    selected: LexicographicResult,
    context: SolveContext,
) -> SolveOutcome:
    """The outcome of a solve, its design with certificate and fallbacks where they are needed.

    Where these could not be settled before Ctrl-C, there is no design.
    """
    if selected.solution is None:
        return SolveOutcome.without_design(candidates, selected.proved, selected.interrupted)
    design = read_design(candidates, selected.solution)
    if not scenario.needs_certificate:
        return build_outcome(candidates, selected, design)
    try:
        award = _find_reported_award(scenario, candidates, design, objectives, selected, context)
        fallbacks = find_fallbacks(scenario, design, context.engine)
    except Undecided:
        unknown = SolveOutcome.without_design(candidates, proved=False, interrupted=True)
        return replace(unknown, reached=selected.reached)
    return build_outcome(candidates, selected, design, award, fallbacks)


def _find_reported_award(
    scenario: Scenario,
    candidates: CandidateTable,
    design: Design,
    objectives: list[RankedObjective],
    selected: LexicographicResult,
    context: SolveContext,
) -> Award | None:
    """The award that is reported; with prices one that keeps the values reached."""
    if scenario.prices is None:
        return find_certificate(scenario, design, context.engine)
    assert candidates.winners is not None
    assert selected.solution is not None
    if selected.proved:
        return find_priced_award(scenario, design, objectives, selected.reached, context)
    if candidates.copies:  # candidates name classes of providers; an award names each, however late
        patient = replace(context, deadline=None)
        search, named = _search_awards(scenario, design, objectives, selected.reached, patient)
        solution = require_decided(search.solve()).solution
        return None if solution is None else AwardVariables(named).decode_award(solution)
    chosen = list_chosen_candidates(candidates, selected.solution)
    chosen.sort(key=lambda i: candidates.lots[i])
    return tuple(map(decode_winner, candidates.winners[chosen].tolist()))


def find_priced_award(
    scenario: Scenario,
    design: Design,
    objectives: list[RankedObjective],
    reached: tuple[ReachedObjective, ...],
    context: SolveContext,
) -> Award | None:
    """Where providers have prices: the first award that keeps the objective values reached.

    First by the smallest provider positions in lot order. Raises Undecided where the engine was
    stopped or the deadline has passed.
    """
    return find_smallest_award(*_search_awards(scenario, design, objectives, reached, context))


def _search_awards(
    scenario: Scenario,
    design: Design,
    objectives: list[RankedObjective],
    reached: tuple[ReachedObjective, ...],
    context: SolveContext,
) -> tuple[ModelSearch, CandidateTable]:
    """A search among the design's awards, each provider by name, that keep the values reached."""
    named = tabulate_design(scenario, design).expand_by_named_winner()
    search, own_objectives = build_candidate_mip(scenario, named, context, None, False)
    search.lazy_constraints = None
    for own, objective, value in zip(own_objectives, objectives, reached, strict=False):
        search.keep_goal(own.goal, objective.find_worst_kept(value.measure.sign * value.value))
    return search, named
