"""`lot_value`: pruning and candidate filter."""

from lotdesign.rules.lot_value import LotValueRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.lot_values import (
    is_value_largest_term,
    value_scale,
    value_terms,
    weigh_value_above,
)
from solver.candidates.pruning import GrowthPruning, WeightCeiling, WeightFloor
from solver.candidates.table import CandidateTable
from solver.column_generation.requirements import LotBand, RuleRequirements


def prune_growth(rule: LotValueRule, scenario: Scenario) -> GrowthPruning:
    """No term of V, which is at least each of them, is above `max`; for rules on every lot."""
    if rule.max is None or rule.services is not None:
        return GrowthPruning()
    most = rule.max * value_scale(scenario)
    return GrowthPruning(
        ceilings=tuple(WeightCeiling(term, most) for term in value_terms(scenario))
    )


def bound_each_lot(rule: LotValueRule, scenario: Scenario, lots: int) -> GrowthPruning:
    """V is at least `min`, so a sum of weights that is never below V is as well."""
    least = (rule.min or 0) * value_scale(scenario)
    return GrowthPruning(floors=(WeightFloor(weigh_value_above(scenario), least),))


def filter_candidates(rule: LotValueRule, candidates: CandidateTable) -> Flags:
    """Min <= V <= max, for lots that hold the services."""
    least = (rule.min or 0) * candidates.value_scale
    fits = candidates.value >= least
    if rule.max is not None:
        fits &= candidates.value <= rule.max * candidates.value_scale
    flags: Flags = fits | ~candidates.holds_services(rule.services)
    return flags


def state_requirements(rule: LotValueRule, scenario: Scenario) -> RuleRequirements | None:
    """A band on V, where V is one sum over the units."""
    if len(value_terms(scenario)) > 1 or not is_value_largest_term(scenario):
        return None
    (weights,), parts = value_terms(scenario), value_scale(scenario)
    least = None if rule.min is None else rule.min * parts
    most = None if rule.max is None else rule.max * parts
    return RuleRequirements(bands=(LotBand(weights, least, most),))
