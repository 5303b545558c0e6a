"""Heuristic solve where lots cannot be listed: the best design found, and a bound.

Construction, then large-neighbourhood search from the admissible or nearly admissible design,
while column generation raises a bound on the first objective.
"""

from dataclasses import replace
from random import Random

from lotdesign.measures.base import MeasureValue
from lotdesign.result.build import ReachedObjective
from lotdesign.scenario.scenario import Scenario
from solver.backends.native_calls import Interrupted
from solver.candidate_mip import build_candidate_mip, expand_named_winners, has_award_objective
from solver.candidate_solve import certify_selection
from solver.candidates.adjacency import build_vicinity
from solver.candidates.candidate_list import NO_WINNER
from solver.exact.lexicographic import LexicographicResult
from solver.heuristics.adjacent_lots import AdjacentLots
from solver.heuristics.bound_tracker import BoundTracker, track_bound
from solver.heuristics.construct import DesignConstruction
from solver.heuristics.heuristic_state import HeuristicState, IncumbentDesign
from solver.heuristics.incumbent_lots import IncumbentLot
from solver.heuristics.large_neighbourhood_search import improve_incumbent
from solver.heuristics.regional_candidates import RegionalCandidates
from solver.heuristics.regional_repair import RegionalRepair
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext

MAX_CONSTRUCTIONS = 4
"""How many designs are constructed at the most until one is, or becomes, admissible."""


def solve_heuristically(
    scenario: Scenario, context: SolveContext, soon: bool = False
) -> SolveOutcome:
    """The best design found, with a bound on its first objective.

    Begins with the context's start design where it has one. Ends when time is up, when the bound is
    met, or when neither the incumbent nor the bound improves any more. With `soon` any admissible
    design ends it, and the bound is arithmetic. Ctrl-C keeps the incumbent, or raises
    KeyboardInterrupt if the context's settings say so.
    """
    random = Random(context.settings.seed)
    state = HeuristicState(scenario, context, random, RegionalCandidates(scenario, random))
    with track_bound(scenario, state.measure, context, rising=not soon) as bound:
        try:
            _search(state, bound, soon)
        except (KeyboardInterrupt, Interrupted):  # between two engine calls
            state.is_interrupted = True
    if state.is_interrupted and context.settings.raise_on_interrupt:
        raise KeyboardInterrupt
    return _certify_incumbent(state, bound.bound)


def _search(state: HeuristicState, bound: BoundTracker, soon: bool) -> None:
    for place in range(MAX_CONSTRUCTIONS):
        start = None if place else _read_start(state)
        lots = start or DesignConstruction(state).construct()
        state.accept(IncumbentDesign(tuple(lots or ())))
        if lots:
            _improve(state, bound, soon)
        if state.is_over or state.incumbent.value is not None:
            break
    if state.incumbent.value is not None and not state.is_over and not soon:
        bound.wait(state.incumbent.value)


def _read_start(state: HeuristicState) -> list[IncumbentLot] | None:
    """The context's start design; None without one, or where prices ask for unknown winners."""
    scenario, context = state.scenario, state.context
    if context.start_design is None:
        return None
    lots = context.start_design.lots
    if scenario.prices is None:
        return [IncumbentLot(lot, None) for lot in lots]
    if context.start_award is None:
        return None
    classes = scenario.interchangeable_parties.items()
    first_of = {party: first for first, copies in classes for party in copies}
    return [
        IncumbentLot(lot, NO_WINNER if winner is None else first_of[winner])
        for lot, winner in zip(lots, context.start_award, strict=True)
    ]


def _improve(state: HeuristicState, bound: BoundTracker, soon: bool) -> None:
    """Tests the incumbent and improves it; with `soon` only until it is admissible."""

    def is_over() -> bool:
        if state.is_over:
            return True
        bound.update()
        value = state.incumbent.value
        return value is not None and (soon or bound.is_met_by(value))

    repair = RegionalRepair(state)
    outcome = repair.test_admissible(state.incumbent)
    state.accept(outcome.incumbent)
    if not soon:
        outcome = repair.anneal(outcome)
        state.accept(outcome.incumbent)
    if not outcome.is_interrupted:
        selector = AdjacentLots(build_vicinity(state.scenario), state.random)
        outcome = (
            improve_incumbent(state.incumbent, selector, repair, is_over, state.accept) or outcome
        )
    state.is_interrupted = state.is_interrupted or outcome.is_interrupted


def _certify_incumbent(state: HeuristicState, bound: MeasureValue) -> SolveOutcome:
    """The design with its certificate, however late it is."""
    scenario, incumbent = state.scenario, state.incumbent
    unlimited = replace(state.context, deadline=None)
    candidates = state.regional_candidates.list_candidates(
        frozenset(), (), incumbent.lots, local=False
    )
    if incumbent.value is None:
        nothing = LexicographicResult(None, (), False, interrupted=state.is_interrupted)
        outcome = certify_selection(scenario, candidates, [], nothing, unlimited)
        return replace(outcome, all_listed=False)
    carries_award = has_award_objective(scenario)
    candidates = expand_named_winners(candidates) if carries_award else candidates
    search, goals = build_candidate_mip(scenario, candidates, unlimited, None, carries_award)
    solution = search.solve().solution
    is_interrupted = state.is_interrupted or search.interrupted
    value = goals[0].measure.sign * incumbent.value
    reached = ReachedObjective(goals[0].measure, value, bound, value == bound)
    proved = reached.proved and len(goals) == 1
    selected = LexicographicResult(solution, (reached,), proved, interrupted=is_interrupted)
    outcome = certify_selection(scenario, candidates, goals, selected, unlimited)
    return replace(outcome, all_listed=False)
