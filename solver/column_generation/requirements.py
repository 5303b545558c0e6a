"""What rules require of lots, as bounds on sums and pairs of units, where all can be said so."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.scenario.scenario import Scenario
from solver.constraints.registry import state_requirements

MOST_LOTS = 8
"""With more lots the bound by column generation is too weak to prove anything."""
CUT_PAIRS_MEASURE = "cut_neighbours"


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
class PartitionRequirements(RuleRequirements):
    """All requirements of the rules together, and the numbers of lots that they allow."""

    counts: range


def read_requirements(scenario: Scenario) -> PartitionRequirements | None:
    """The requirements of a scenario that cuts few pairs; None where they say not all of it."""
    rules = scenario.active_rules
    objectives = [objective.measure for objective in scenario.objectives]
    is_plain = scenario.routes.offered == ("external",) and not scenario.divided
    if objectives != [CUT_PAIRS_MEASURE] or not is_plain or scenario.needs_certificate:
        return None
    if not all(rule.concerns_every_lot(scenario) for rule in rules):
        return None
    stated = [state_requirements(rule, scenario) for rule in rules]
    requirements = [each for each in stated if each is not None]
    if len(requirements) < len(stated):
        return None
    counts = _find_lot_counts(scenario)
    if max(counts, default=0) > MOST_LOTS:
        return None
    return PartitionRequirements(
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
