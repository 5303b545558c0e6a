"""The requirements of rules on units with lot numbers, where a scenario can be solved so."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import combinations

from lotdesign.rules.apart import ApartRule
from lotdesign.rules.contiguous import ContiguousRule
from lotdesign.rules.lot_count import LotCountRule
from lotdesign.rules.lot_size import LotSizeRule
from lotdesign.rules.lot_value import LotValueRule
from lotdesign.rules.together import TogetherRule
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.lot_costs import value_scale, value_terms

MOST_LOTS = 8
"""With more lots the relaxation is too weak to prove anything."""
MOST_LABEL_VARIABLES = 1_000
"""Most units times lots."""
LABELLING_MEASURE = "cut_neighbours"


@dataclass(frozen=True)
class LotBand:
    """Bounds on the sum of weights of the units in every lot; None where there is none."""

    weights: Sequence[int]
    least: int | None
    most: int | None


@dataclass(frozen=True, kw_only=True)
class RuleRequirements:
    """What a rule requires: bands, groups in one lot, and groups of which no two units share a lot.

    `connected`: the units of a lot that have a locality are connected.
    """

    bands: tuple[LotBand, ...] = ()
    together_groups: tuple[frozenset[int], ...] = ()
    apart_pairs: tuple[tuple[frozenset[int], frozenset[int]], ...] = ()
    connected: bool = False


@dataclass(frozen=True, kw_only=True)
class LabellingRequirements(RuleRequirements):
    """All requirements of the rules together, and the numbers of lots that they allow."""

    counts: range


def read_requirements(scenario: Scenario) -> LabellingRequirements | None:
    """The requirements of a scenario; None where labelling cannot state it or is too large."""
    rules = scenario.active_rules
    objectives = [objective.measure for objective in scenario.objectives]
    is_plain = scenario.routes.offered == ("external",) and not scenario.divided
    if objectives != [LABELLING_MEASURE] or not is_plain or scenario.needs_certificate:
        return None
    if not all(rule.concerns_every_lot(scenario) for rule in rules):
        return None
    stated = [state_rule(rule, scenario) for rule in rules]
    requirements = [each for each in stated if each is not None]
    if len(requirements) < len(stated):
        return None
    counts = _find_lot_counts(scenario)
    most = max(counts, default=0)
    if most > MOST_LOTS or most * len(scenario.units) > MOST_LABEL_VARIABLES:
        return None
    return LabellingRequirements(
        counts=counts,
        bands=tuple(band for each in requirements for band in each.bands),
        together_groups=tuple(group for each in requirements for group in each.together_groups),
        apart_pairs=tuple(pair for each in requirements for pair in each.apart_pairs),
        connected=any(each.connected for each in requirements),
    )


def _find_lot_counts(scenario: Scenario) -> range:
    """The numbers of lots that the rules allow."""
    bounds = [rule.bound_lot_count(scenario) for rule in scenario.active_rules]
    least = max((fewest for fewest, _ in bounds), default=1)
    most = min((most for _, most in bounds), default=len(scenario.units))
    return range(max(1, least), min(len(scenario.units), most) + 1)


@singledispatch
def state_rule(rule: Rule, scenario: Scenario) -> RuleRequirements | None:
    """What a rule requires of units with lot numbers; None where it cannot be stated so."""
    return None


@state_rule.register
def _state_lot_value(rule: LotValueRule, scenario: Scenario) -> RuleRequirements | None:
    if len(value_terms(scenario)) > 1:
        return None
    (weights,), parts = value_terms(scenario), value_scale(scenario)
    least = None if rule.min is None else rule.min * parts
    most = None if rule.max is None else rule.max * parts
    return RuleRequirements(bands=(LotBand(weights, least, most),))


@state_rule.register
def _state_lot_size(rule: LotSizeRule, scenario: Scenario) -> RuleRequirements:
    return RuleRequirements(bands=(LotBand((1,) * len(scenario.units), rule.min, rule.max),))


@state_rule.register
def _state_lot_count(rule: LotCountRule, scenario: Scenario) -> RuleRequirements:
    return RuleRequirements()


@state_rule.register
def _state_together(rule: TogetherRule, scenario: Scenario) -> RuleRequirements:
    return RuleRequirements(together_groups=(scenario.find_positions(rule.units),))


@state_rule.register
def _state_apart(rule: ApartRule, scenario: Scenario) -> RuleRequirements:
    return RuleRequirements(apart_pairs=tuple(combinations(rule.list_groups(scenario), 2)))


@state_rule.register
def _state_contiguous(rule: ContiguousRule, scenario: Scenario) -> RuleRequirements:
    return RuleRequirements(connected=True)
