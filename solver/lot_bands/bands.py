"""Bands that each lot of a design with K lots keeps, and the K that they leave.

Rules that tie lots together become facts of one lot once the number of lots is known: with K lots
and a constant total, balance is an interval of value. What the other lots hold at least or at most
leaves the rest to the lot, so each band narrows the others.
"""

from dataclasses import dataclass

from lotdesign.scenario.scenario import Scenario
from solver.candidate_listing import prune_route_growth
from solver.candidates.eligibility import build_provider_reach
from solver.candidates.lot_values import value_terms
from solver.candidates.pruning import GrowthPruning, WeightCeiling
from solver.column_generation.arithmetic_bounds import bound_fewest_lots, bound_most_lots
from solver.constraints.registry import bound_each_lot


@dataclass(frozen=True, slots=True)
class WeightBand:
    """The sum of a lot's `weights` is from `least` to `most`."""

    weights: tuple[int, ...]
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class LotBands:
    """What every lot of a design with `count` external lots keeps, besides the growth pruning."""

    count: int
    bands: tuple[WeightBand, ...]


def list_lot_bands(scenario: Scenario) -> tuple[LotBands, ...]:
    """The bands for each number of lots that may be right, ascending; all lots are external."""
    pruning = prune_route_growth(scenario, "external")
    common = GrowthPruning(ceilings=pruning.ceilings)
    limits = _bound_by_largest_party(scenario)
    counts = range(bound_fewest_lots(scenario), bound_most_lots(scenario) + 1)
    found = (
        _derive_bands(scenario, GrowthPruning.combine((common, limits)), count) for count in counts
    )
    return tuple(bands for bands in found if bands is not None)


def _derive_bands(scenario: Scenario, common: GrowthPruning, count: int) -> LotBands | None:
    """The bands of each of `count` lots; None where so many cannot be right."""
    each = GrowthPruning.combine(
        (common, *(bound_each_lot(rule, scenario, count) for rule in scenario.active_rules))
    )
    limits: dict[tuple[int, ...], list[int]] = {}
    for floor in each.floors:
        band = limits.setdefault(floor.weights, [0, sum(floor.weights)])
        band[0] = max(band[0], floor.least)
    for ceiling in each.ceilings:
        band = limits.setdefault(ceiling.weights, [0, sum(ceiling.weights)])
        band[1] = min(band[1], ceiling.limit)
    bands = []
    for weights, (least, most) in limits.items():
        total = sum(weights)
        narrowed = max(least, total - (count - 1) * most), min(most, total - (count - 1) * least)
        if narrowed[0] > narrowed[1] or not count * least <= total <= count * most:
            return None
        bands.append(WeightBand(weights, *narrowed))
    return LotBands(count, tuple(bands))


def _bound_by_largest_party(scenario: Scenario) -> GrowthPruning:
    """Where every lot needs a winner: no lot is worth more than the largest party can take."""
    reach = build_provider_reach(scenario)
    if not scenario.needs_certificate or not reach.limits or reach.able_above[-1]:
        return GrowthPruning()
    return GrowthPruning(
        ceilings=tuple(WeightCeiling(term, reach.limits[-1]) for term in value_terms(scenario))
    )
