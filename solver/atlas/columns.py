"""Every measure of every design at once, from the facts of the lots."""

from collections.abc import Callable, Mapping
from itertools import combinations
from types import MappingProxyType

import numpy as np

from lotdesign.measures.registry import MEASURES
from solver.atlas.column import Column
from solver.atlas.measured import Measured
from solver.atlas.moved import most_kept
from solver.facts.exact import SAFE, scaled
from solver.facts.lots import Ints
from solver.facts.pairs import differing_pairs
from solver.facts.places import touching_masks, wholly_held
from solver.facts.values import constant_total


def _whole_life_cost(found: Measured) -> Column:
    return Column(found.sums(found.facts.cost.sum(axis=1)))


def _net_present_cost(found: Measured) -> Column:
    """Whole pence and what is left of them are added up apart, so that neither wraps."""
    rate = found.facts.scenario.money.discount_rate
    factors, parts = scaled([1 / (1 + rate) ** year for year in range(found.facts.scenario.years)])
    exact = found.facts.cost.astype(object) @ np.array(factors, dtype=object)
    doubled = found.sums(2 * (exact % parts))
    doubled = (doubled.astype(object) if parts >= SAFE // 4 else doubled) + parts
    nearest = found.sums(exact // parts) + doubled // (2 * parts)
    # Halves were rounded up, which is towards zero where the sum is below it.
    towards_zero = (doubled % (2 * parts) == 0) & (nearest <= 0)
    return Column((nearest - towards_zero).astype(np.int64))


def _lots(found: Measured) -> Column:
    return Column(found.designs.counts)


def _accessible_lots(found: Measured) -> Column:
    return Column(found.sums(found.facts.accessible.astype(np.int64)))


def _accessible_share(found: Measured) -> Column:
    facts = found.facts
    reached = found.sums(np.where(facts.accessible, facts.value, 0))
    total = constant_total(facts.scenario)
    if total:
        return Column(reached, total)
    whole = found.sums(facts.value)
    return Column(np.where(whole == 0, 1, reached), np.where(whole == 0, 1, whole))


def _fewest_small_bidders(found: Measured) -> Column:
    return Column(found.designs.least(found.facts.small_bidders))


def _fewest_bidders(found: Measured) -> Column:
    return Column(found.designs.least(found.facts.bidders))


def _value_spread(found: Measured) -> Column:
    return Column(_spread(found, found.facts.value), found.facts.value_scale)


def _need_spread(found: Measured) -> Column:
    return Column(_spread(found, found.facts.need), found.facts.need_scale)


def _spread(found: Measured, figures: Ints) -> Ints:
    return found.designs.greatest(figures) - found.designs.least(figures)


def _travel(found: Measured) -> Column:
    return Column(found.sums(found.facts.travel))


def _cut_neighbours(found: Measured) -> Column:
    """Half of what the lots see across their borders.

    A lot that holds all parts of a divided unit takes back what others see of those parts;
    where two such lots face each other both do, so it is added once more.
    """
    facts = found.facts
    seen = found.sums(facts.border)
    beside, parts = touching_masks(facts.scenario), facts.scenario.divided
    held = wholly_held(facts.scenario, facts.lots)
    for one, other in combinations(held, 2):
        apart = found.sums((held[one] ^ held[other]).astype(np.int64)) == 2
        touching = sum(beside[a] >> b & 1 for a in parts[one] for b in parts[other])
        seen = seen + 2 * touching * apart
    return Column(seen // 2)


def _changed_pairs(found: Measured) -> Column:
    weights, today = differing_pairs(found.facts.lots, _contracts(found))
    return Column(found.sums(weights) + today)


def _units_moved(found: Measured) -> Column:
    contracts = np.array(_contracts(found))
    marks = contracts[:, None] == np.arange(contracts.max() + 1)
    overlaps = found.facts.lots.sums(marks.astype(np.int64))
    return Column(len(contracts) - most_kept(found.designs, overlaps, np.bincount(contracts)))


def _contracts(found: Measured) -> list[int]:
    """For each unit the number of its contract of today."""
    named = [unit.contract for unit in found.facts.scenario.units]
    number = {name: i for i, name in enumerate(dict.fromkeys(named))}
    return [number[name] for name in named]


def column(measured: Measured, measure: str) -> Column:
    """A measure of every design; raises KeyError for one that needs a certificate."""
    return measured.once(("column", measure), lambda: COLUMNS[measure](measured))


def measurable(measured: Measured) -> tuple[str, ...]:
    """The measures that the scenario's tables allow columns of."""
    market = measured.facts.scenario.providers is not None
    return tuple(name for name in COLUMNS if market or not MEASURES[name].reads_market)


COLUMNS: Mapping[str, Callable[[Measured], Column]] = MappingProxyType(
    {
        "whole_life_cost": _whole_life_cost,
        "net_present_cost": _net_present_cost,
        "lots": _lots,
        "accessible_share": _accessible_share,
        "accessible_lots": _accessible_lots,
        "fewest_small_bidders": _fewest_small_bidders,
        "fewest_bidders": _fewest_bidders,
        "value_spread": _value_spread,
        "need_spread": _need_spread,
        "travel": _travel,
        "cut_neighbours": _cut_neighbours,
        "changed_pairs": _changed_pairs,
        "units_moved": _units_moved,
    }
)
"""Measure -> how its column is worked out; those that need a certificate have none."""
