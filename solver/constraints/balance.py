"""`balance` as coupling rows: a chosen lot is near the average of the chosen lots.

For each chosen S: (1 - t) A <= K A[S] <= (1 + t) A, with K selected lots that sum to A. For a
given K this bounds A by integers that depend on S alone, so there is a binary marker for each
number of lots; rows with the product of K and A[S] would need coefficients too large for engines.
"""

from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from lotdesign.rules.balance import BalanceRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import (
    Flags,
    Ints,
    find_max_abs,
    multiply_exactly,
    scale_to_integers,
    widen,
)
from solver.candidates.lot_values import find_least_total, value_terms, weigh_value_above
from solver.candidates.pruning import GrowthPruning, WeightCeiling, WeightFloor
from solver.candidates.table import CandidateTable
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.linear_model import LinearModel

if TYPE_CHECKING:
    from solver.enumeration.design_arrays import MeasuredDesigns


def add_coupling_rows(rule: BalanceRule, candidates: CandidateTable, model: LinearModel) -> None:
    """A pair of rows for each candidate S: where it is chosen, A is not too large nor too small."""
    sizes: Ints = candidates.value if rule.measure == "value" else candidates.need
    selected = candidates.holds_services(rule.services)
    if not find_max_abs(sizes[selected]):
        return
    most = len(candidates.scenario.units)
    total = model.add_variable(f"{rule.id}: total", 0, find_max_abs(sizes) * most)
    minus_total = LinearExpression(np.array([total]), np.array([-1]))
    chosen = model.sum_chosen(np.where(selected, sizes, 0))
    model.add_row(f"{rule.id}: sum over lots", sum_expressions(chosen, minus_total), 0, 0)
    markers = _add_count_markers(rule, model, selected.astype(int), most)
    for lot in np.flatnonzero(selected).tolist():
        _add_average_bounds(rule, model, lot, int(sizes[lot]), total, markers)


def bound_each_lot(rule: BalanceRule, scenario: Scenario, lots: int) -> GrowthPruning:
    """With K lots: (1 - t) A / K <= A[S] <= (1 + t) A / K, for the least and most A.

    A is the same in every design where it is need, or V with one term.
    """
    if rule.measure == "value":
        above, terms = weigh_value_above(scenario), value_terms(scenario)
        smallest, largest = find_least_total(scenario), sum(above)
    else:
        above = tuple(scale_to_integers([unit.need or 0 for unit in scenario.units])[0])
        terms, smallest = [above], sum(above)
        largest = smallest
    least = ceil((1 - rule.tolerance) * smallest / lots)
    most = floor((1 + rule.tolerance) * largest / lots)
    return GrowthPruning(
        ceilings=tuple(WeightCeiling(term, most) for term in terms),
        floors=(WeightFloor(above, least),),
    )


def _add_count_markers(rule: BalanceRule, model: LinearModel, selected: Ints, most: int) -> Ints:
    """A binary marker for each number of lots from 0 to `most`; the right one is 1."""
    markers = np.array([model.add_variable(f"{rule.id}: {k} lots", 0, 1) for k in range(most + 1)])
    model.add_row(f"{rule.id}: one number", LinearExpression.count(markers), 1, 1)
    number = sum_expressions(
        model.sum_chosen(selected), LinearExpression(markers, -np.arange(most + 1))
    )
    model.add_row(f"{rule.id}: number of lots", number, 0, 0)
    return markers


def _add_average_bounds(
    rule: BalanceRule, model: LinearModel, lot: int, size: int, total: int, markers: Ints
) -> None:
    """Where S is chosen, A is at most K A[S] / (1 - t) and at least K A[S] / (1 + t)."""
    top, bottom = rule.tolerance.numerator, rule.tolerance.denominator
    counts = range(len(markers))
    variables = np.append(markers, total)
    if top < bottom:
        most = [-(k * size * bottom // (bottom - top)) for k in counts]
        excess = LinearExpression(variables, np.array([*most, 1]))
        model.add_at_most_zero(f"{rule.id}: not too small", excess, indicator=lot)
    least = [-(-k * size * bottom // (bottom + top)) for k in counts]
    shortfall = LinearExpression(variables, np.array([*least, -1]))
    model.add_at_most_zero(f"{rule.id}: not too large", shortfall, indicator=lot)


def flag_designs(rule: BalanceRule, measured: "MeasuredDesigns") -> Flags:
    """Whether each enumerated design keeps the rule, by its largest and its smallest lot."""
    candidates, designs = measured.candidates, measured.designs
    sizes: Ints = candidates.value if rule.measure == "value" else candidates.need
    selected = candidates.holds_services(rule.services)
    total = measured.sums(np.where(selected, sizes, 0))
    number = measured.sums(selected.astype(np.int64))
    largest = designs.greatest(np.where(selected, sizes, 0))
    smallest = designs.least(np.where(selected, sizes, sizes.max(initial=0)))
    top, bottom = rule.tolerance.numerator, rule.tolerance.denominator
    too_large = _scale(multiply_exactly(number, largest), bottom) > _scale(total, bottom + top)
    too_small = _scale(multiply_exactly(number, smallest), bottom) < _scale(total, bottom - top)
    flags: Flags = (total <= 0) | ~(too_large | too_small).astype(np.bool_)
    return flags


def _scale(numbers: Ints, factor: int) -> Ints:
    return widen(numbers, factor) * factor
