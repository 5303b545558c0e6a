"""Rule relevance: with the rule switched off, would the best design be another?"""

from dataclasses import replace

import numpy as np

from lotdesign.design import Award
from lotdesign.result.base import RuleEffect
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.awards.certificates import find_certificate
from solver.awards.combinatorial_benders import TooManyBendersCuts
from solver.candidate_listing import TooManyLots, list_candidates
from solver.candidate_mip import (
    build_candidate_mip,
    expand_named_winners,
    has_award_objective,
    read_design,
)
from solver.candidate_solve import find_priced_award
from solver.candidates.table import CandidateTable
from solver.exact.canonical_tie_break import break_ties
from solver.exact.reduced_cost_fixing import find_improvement, fix_by_reduced_costs
from solver.exact.search import ModelSearch, Undecided
from solver.objectives.registry import RankedObjective
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext

MOST_LOTS_WITHOUT_RULE = 25_000
"""With more lots to choose from than this the question is left open."""
MOST_LOTS_WITH_AWARD_MODEL = 5_000
"""With more lots than this no second solve, with the award in the model, is made to settle it."""


def assess_rule_relevance(
    scenario: Scenario, best: SolveOutcome, means: SolveContext
) -> dict[str, RuleEffect]:
    """Rule id -> whether the rule decides the answer or never bites here, for active rules.

    Without the rule the best design is still admissible. So the question is whether anything
    is better then, aim by aim, or as good with smaller labels, and whether who wins is the same.
    """
    return {rule.id: _assess_rule(scenario, rule, best, means) for rule in scenario.active_rules}


def switch_off_rule(scenario: Scenario, rule: Rule) -> Scenario:
    """The scenario with the rule switched off."""
    rules = (
        each.model_copy(update={"status": "off"}) if each is rule else each
        for each in scenario.rules
    )
    return replace(scenario, rules=tuple(rules))


def _assess_rule(
    scenario: Scenario, rule: Rule, best: SolveOutcome, means: SolveContext
) -> RuleEffect:
    if rule.is_idle(scenario):
        return "idle"
    if means.is_late or not len(best.candidates):
        return "unknown"  # without a list of lots there are too many, and more without the rule
    relaxed = switch_off_rule(scenario, rule)
    try:
        facts = list_candidates(relaxed, MOST_LOTS_WITHOUT_RULE)
    except TooManyLots:
        return "unknown"
    try:
        if not has_award_objective(relaxed):
            return _assess_by_search(relaxed, facts, rule, best, means, False)
    except TooManyBendersCuts:
        if len(facts) > MOST_LOTS_WITH_AWARD_MODEL:
            return "unknown"
    return _assess_by_search(relaxed, expand_named_winners(facts), rule, best, means, True)


def _assess_by_search(
    scenario: Scenario,
    facts: CandidateTable,
    rule: Rule,
    best: SolveOutcome,
    means: SolveContext,
    carried: bool,
) -> RuleEffect:
    """Whether another answer takes the place of `best`; the model may have the award `carried`."""
    search, aims = build_candidate_mip(scenario, facts, means, None, carried)
    for aim, reached in zip(aims, best.reached, strict=True):
        value = aim.measure.sign * reached.value
        solution, known, prices = find_improvement(search, aim.goal, value)
        if solution is not None:
            return "decides"
        if not known:
            return "unknown"
        kept = aim.find_worst_kept(value)
        search.keep_goal(aim.goal, kept)
        fix_by_reduced_costs(search, aim.goal, kept, prices)
    tied = _assess_tie(facts, search, best)
    return _assess_award(scenario, rule, aims, best, means) if tied == "idle" else tied


def _assess_tie(facts: CandidateTable, search: ModelSearch, best: SolveOutcome) -> RuleEffect:
    """Whether a design that is as good comes first by its labels, or its routes."""
    assert best.design is not None
    lots = set(best.design.lots)
    chosen = np.array([facts.get_lot(i) in lots for i in range(len(facts))])
    known = search.solve(allowed=chosen)
    if known.solution is None:
        return "unknown"
    solution, proved = break_ties(search, facts, known.solution)
    if not proved:
        return "unknown"
    return "idle" if read_design(facts, solution) == best.design else "decides"


def _assess_award(
    scenario: Scenario,
    rule: Rule,
    aims: list[RankedObjective],
    best: SolveOutcome,
    means: SolveContext,
) -> RuleEffect:
    """Whether the same design has another award without the rule.

    Only a rule that one award keeps or breaks can change it. Where nothing else asks for a
    certificate, the award is compared that would be reported if something did.
    """
    about_money = rule.reads_prices and scenario.prices is not None
    if best.award is None or not (rule.needs_certificate or about_money):
        return "idle"
    try:
        award = _find_award_without_rule(scenario, aims, best, means)
    except Undecided:
        if means.is_late:
            return "unknown"
        raise KeyboardInterrupt from None
    return "idle" if award == best.award else "decides"


def _find_award_without_rule(
    scenario: Scenario, aims: list[RankedObjective], best: SolveOutcome, means: SolveContext
) -> Award | None:
    assert best.design is not None
    if scenario.prices is None:
        return find_certificate(scenario, best.design, means.engine, means.deadline)
    return find_priced_award(scenario, best.design, aims, best.reached, means)
