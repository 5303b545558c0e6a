"""The best design found where lots cannot be listed, with a bound on its first objective."""

from dataclasses import replace
from random import Random

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import ReachedObjective
from lotdesign.scenario.scenario import Scenario
from solver.candidate_mip import build_candidate_mip, expand_named_winners, has_award_objective
from solver.candidate_solve import certify_selection
from solver.exact.lexicographic import LexicographicResult
from solver.heuristics.bound_tracker import BoundTracker, track_bound
from solver.heuristics.construct import DesignConstruction
from solver.heuristics.large_neighbourhood_search import LargeNeighbourhoodSearch
from solver.heuristics.regional_candidates import RegionalCandidates
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext

MAX_CONSTRUCTIONS = 4
"""So many designs are begun before it is given up."""


def solve_heuristically(
    scenario: Scenario, means: SolveContext, soon: bool = False
) -> SolveOutcome:
    """A design whose lots are drawn where they help, with a bound on its first aim.

    Ends when time is up, when the bound is reached, or when drawing lots again helps no more and
    the bound rises no more. Where it is wanted `soon`, any design will do, and the bound is
    arithmetic.
    """
    measure = MEASURES[scenario.objectives[0].measure]
    draw = Random(means.settings.seed)
    best = LargeNeighbourhoodSearch(scenario, RegionalCandidates(scenario, draw), means, draw)
    with track_bound(scenario, measure, means, not soon) as bound:
        try:
            _search(best, bound, soon)
        except KeyboardInterrupt:  # between two questions to the engine
            best.interrupted = True
    return _certify_best(scenario, best, means, bound.bound)


def _search(best: LargeNeighbourhoodSearch, bound: BoundTracker, soon: bool) -> None:
    for _ in range(MAX_CONSTRUCTIONS):
        _construct(best)
        if best.incumbent_lots:
            best.improve(bound, soon)
        if best.is_over or best.value is not None:
            break
    if best.value is not None and not best.is_over and not soon:
        bound.wait(best.value)


def _construct(best: LargeNeighbourhoodSearch) -> None:
    """A first design that covers every unit, unless there is none in time."""
    cover = DesignConstruction(best.scenario, best.regional_candidates, best.means, best.random)
    best.incumbent_lots = cover.incumbent_lots if cover.construct() else []
    best.interrupted = best.interrupted or cover.interrupted


def _certify_best(
    scenario: Scenario, best: LargeNeighbourhoodSearch, means: SolveContext, bound: MeasureValue
) -> SolveOutcome:
    """The design with its certificate, however late it is."""
    patient = replace(means, deadline=None)
    facts = best.regional_candidates.list_candidates(
        frozenset(), (), best.incumbent_lots, local=False
    )
    nothing = LexicographicResult(None, (), False, interrupted=best.interrupted)
    if best.value is None:
        return replace(certify_selection(scenario, facts, [], nothing, patient), all_listed=False)
    carried = has_award_objective(scenario)
    facts = expand_named_winners(facts) if carried else facts
    search, goals = build_candidate_mip(scenario, facts, patient, None, carried)
    solution = search.solve().solution
    value = goals[0].measure.sign * best.value
    reached = ReachedObjective(goals[0].measure, value, bound, value == bound)
    proved = reached.proved and len(goals) == 1
    selected = LexicographicResult(solution, (reached,), proved, interrupted=best.interrupted)
    return replace(certify_selection(scenario, facts, goals, selected, patient), all_listed=False)
