"""`lot_size`: pruning and candidate filter."""

from lotdesign.rules.lot_size import LotSizeRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning, WeightCeiling, WeightFloor
from solver.candidates.table import CandidateTable
from solver.column_generation.requirements import LotBand, RuleRequirements


def prune_growth(rule: LotSizeRule, scenario: Scenario) -> GrowthPruning:
    """A lot has at most `max` units."""
    if rule.max is None:
        return GrowthPruning()
    return GrowthPruning(ceilings=(WeightCeiling((1,) * len(scenario.units), rule.max),))


def bound_each_lot(rule: LotSizeRule, scenario: Scenario, lots: int) -> GrowthPruning:
    """A lot has at least `min` units."""
    return GrowthPruning(floors=(WeightFloor((1,) * len(scenario.units), rule.min or 0),))


def filter_candidates(rule: LotSizeRule, candidates: CandidateTable) -> Flags:
    """Min <= number of units <= max."""
    sizes = candidates.lots.sizes
    fits: Flags = sizes >= (rule.min or 0)
    return fits if rule.max is None else fits & (sizes <= rule.max)


def state_requirements(rule: LotSizeRule, scenario: Scenario) -> RuleRequirements:
    """A band on the number of units."""
    return RuleRequirements(bands=(LotBand((1,) * len(scenario.units), rule.min, rule.max),))
