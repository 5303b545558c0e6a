"""`lot_value`: pruning and candidate filter."""

from lotdesign.rules.lot_value import LotValueRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.lot_costs import value_scale, value_terms
from solver.candidates.pruning import GrowthPruning, WeightCeiling
from solver.candidates.table import CandidateTable
from solver.labelling.requirements import LotBand, RuleRequirements


def prune_growth(rule: LotValueRule, scenario: Scenario) -> GrowthPruning:
    """Each term of V is at most `max`, where the rule covers every lot."""
    if rule.max is None or rule.services is not None:
        return GrowthPruning()
    most = rule.max * value_scale(scenario)
    return GrowthPruning(
        ceilings=tuple(WeightCeiling(term, most) for term in value_terms(scenario))
    )


def filter_candidates(rule: LotValueRule, candidates: CandidateTable) -> Flags:
    """Min <= V <= max, for lots that hold the services."""
    least = (rule.min or 0) * candidates.value_scale
    fits = candidates.value >= least
    if rule.max is not None:
        fits &= candidates.value <= rule.max * candidates.value_scale
    flags: Flags = fits | ~candidates.holds_services(rule.services)
    return flags


def state_for_labelling(rule: LotValueRule, scenario: Scenario) -> RuleRequirements | None:
    """A band on V, where V is one sum over the units."""
    if len(value_terms(scenario)) > 1:
        return None
    (weights,), parts = value_terms(scenario), value_scale(scenario)
    least = None if rule.min is None else rule.min * parts
    most = None if rule.max is None else rule.max * parts
    return RuleRequirements(bands=(LotBand(weights, least, most),))
