"""Rule relevance: with the rule switched off, would the best design or its award be another?"""

from collections.abc import Iterator

import numpy as np

from lotdesign.design import Award
from lotdesign.result.base import RuleEffect
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.awards.certificates import find_certificate
from solver.awards.combinatorial_benders import TooManyBendersCuts
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidate_mip import CandidateMip
from solver.candidate_solve import find_priced_award
from solver.candidates.table import CandidateTable
from solver.exact.canonical_tie_break import break_ties
from solver.exact.reduced_cost_fixing import find_improvement, fix_by_reduced_costs
from solver.exact.search import Undecided
from solver.objectives.registry import RankedObjective
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext
from solver.whatif.candidate_lists import reuse_candidates
from solver.whatif.variants import switch_off_rules

MOST_CANDIDATES = 25_000
"""With more candidates than this without a rule its effect stays unknown."""
MOST_CANDIDATES_WITH_AWARD = 5_000
"""The same where the award had to join the model."""


def assess_rule_relevance(
    scenario: Scenario, best: SolveOutcome, context: SolveContext
) -> Iterator[tuple[str, RuleEffect]]:
    """The id of each active rule, and its effect.

    Without the rule the best design is still admissible. So the rule decides where, without it,
    some design is better by an objective, another is the canonical one of equally good designs,
    or the award is another.
    """
    for rule in scenario.active_rules:
        yield rule.id, _assess_rule(scenario, rule, best, context)


def _assess_rule(
    scenario: Scenario, rule: Rule, best: SolveOutcome, context: SolveContext
) -> RuleEffect:
    if rule.is_idle(scenario):
        return "idle"
    if context.is_late or not len(best.candidates):
        return "unknown"  # the best was found without a list, and without the rule it is longer
    relaxed = switch_off_rules(scenario, (rule.id,))
    try:
        candidates = _list_relaxed(relaxed, best)
    except TooManyLots:
        return "unknown"
    mip = CandidateMip(relaxed, candidates, context, most_with_award=MOST_CANDIDATES_WITH_AWARD)
    try:
        return mip.ask(lambda mip: _assess_by_search(mip, rule, best))
    except TooManyBendersCuts:
        return "unknown"


def _list_relaxed(relaxed: Scenario, best: SolveOutcome) -> CandidateTable:
    """The candidates without the rule; raises TooManyLots.

    They are those of the best design where the rule says nothing of single lots. With winners
    the best may have been found among copies of them, so these are listed anew.
    """
    known = best.candidates
    if known.winners is None and known.unit_set_count <= MOST_CANDIDATES:
        candidates = reuse_candidates(known, relaxed)
        if candidates is not None:
            return candidates
    if known.grown_count > MOST_CANDIDATES:
        raise TooManyLots("pruning left too many lots even with the rule")
    return list_candidates(relaxed, MOST_CANDIDATES)


def _assess_by_search(mip: CandidateMip, rule: Rule, best: SolveOutcome) -> RuleEffect:
    """Whether a better design than `best`, or another award, exists in the relaxed scenario."""
    search = mip.search
    for objective, reached in zip(mip.objectives, best.reached, strict=True):
        value = objective.measure.sign * reached.value
        solution, is_proved, duals = find_improvement(search, objective.goal, value)
        if solution is not None:
            return "decides"
        if not is_proved:
            return "unknown"
        kept = objective.find_worst_kept(value)
        search.keep_goal(objective.goal, kept)
        fix_by_reduced_costs(search, objective.goal, kept, duals)
    effect = _assess_tie(mip, best)
    if effect != "idle":
        return effect
    return assess_award(mip.scenario, rule, mip.objectives, best, mip.context)


def _assess_tie(mip: CandidateMip, best: SolveOutcome) -> RuleEffect:
    """Whether an equally good design has a smaller label vector, or earlier routes."""
    assert best.design is not None
    lots = set(best.design.lots)
    own = np.array([mip.candidates.get_lot(i) in lots for i in range(len(mip.candidates))])
    start = mip.search.solve(allowed=own)
    if start.solution is None:
        return "unknown"
    solution, is_proved = break_ties(mip.search, mip.candidates, start.solution)
    if not is_proved:
        return "unknown"
    return "idle" if mip.read_design(solution) == best.design else "decides"


def assess_award(
    scenario: Scenario,
    rule: Rule,
    objectives: list[RankedObjective],
    best: SolveOutcome,
    context: SolveContext,
) -> RuleEffect:
    """Whether the same design has another award without the rule.

    Only a rule that reads the award can change it. Where nothing else asks for a certificate, the
    award is compared that would be reported if something did.
    """
    limits_money = rule.reads_prices and scenario.prices is not None
    if best.award is None or not (rule.needs_certificate or limits_money):
        return "idle"
    try:
        award = _find_award(scenario, objectives, best, context)
    except Undecided:
        if context.is_late:
            return "unknown"
        raise KeyboardInterrupt from None
    return "idle" if award == best.award else "decides"


def _find_award(
    scenario: Scenario,
    objectives: list[RankedObjective],
    best: SolveOutcome,
    context: SolveContext,
) -> Award | None:
    assert best.design is not None
    if scenario.prices is None:
        return find_certificate(scenario, best.design, context.engine, context.deadline)
    return find_priced_award(scenario, best.design, objectives, best.reached, context)
