"""The labelling model: a binary variable for each unit and number of a lot.

Lots are numbered by their first unit, so that every design is one solution, and of equally good
designs the canonical one has the smallest vector of numbers. A touching pair is cut where its first
unit is in a lot that its second is not in; one such variable for each lot, rather than one for all,
makes the relaxation tighter (Validi and Buchanan, Mathematical Programming Computation 14, 2022).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lotdesign.design import Design, build_external_design
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.bitsets import iterate_bits
from solver.candidates.geography import compute_adjacency
from solver.labelling.requirements import LabellingRequirements
from solver.model.expressions import LinearExpression
from solver.model.goals import Goal, build_linear_goal
from solver.model.linear_model import LinearModel


@dataclass(frozen=True)
class LabelVariables:
    """So many units in so many lots; unit u is in lot j where variable u * lots + j is 1.

    A solution is (size,), the value of each of the model's variables.
    """

    units: int
    lots: int

    def variable(self, unit: int, lot: int) -> int:
        """The variable of a unit and a lot."""
        return unit * self.lots + lot

    def decode_numbers(self, solution: Ints) -> tuple[int, ...]:
        """The number of each unit's lot in a solution, (size,)."""
        table = solution[: self.units * self.lots].reshape(self.units, self.lots)
        return tuple(table.argmax(axis=1).tolist())

    def decode_design(self, solution: Ints) -> Design:
        """The design of a solution, (size,)."""
        numbers = self.decode_numbers(solution)
        return build_external_design(
            [u for u in range(self.units) if numbers[u] == j] for j in set(numbers)
        )

    def list_lot_variables(self, lot: int) -> Ints:
        """The variables of a lot, (U,) by its units."""
        return np.arange(self.units) * self.lots + lot

    def mark_up_to(self, unit: int, lot: int) -> Flags:
        """Every variable, (U * lots,), but those that give the unit a number from `lot` on."""
        flags: Flags = np.ones(self.units * self.lots, dtype=np.bool_)
        flags[self.variable(unit, lot) : self.variable(unit + 1, 0)] = False
        return flags

    def mark_fixed(self, unit: int, lot: int) -> Flags:
        """Every variable, (U * lots,), but those that give the unit another number."""
        flags: Flags = np.ones(self.units * self.lots, dtype=np.bool_)
        flags[self.variable(unit, 0) : self.variable(unit + 1, 0)] = False
        flags[self.variable(unit, lot)] = True
        return flags


def build_labelling_model(
    scenario: Scenario, requirements: LabellingRequirements, lots: int
) -> tuple[LabelVariables, LinearModel, Goal]:
    """The model of exactly so many lots, and the number of cut pairs as its goal.

    Connectedness is left to `ContiguityCuts`.
    """
    labels = LabelVariables(len(scenario.units), lots)
    model = LinearModel(labels.units * lots)
    for u in range(labels.units):
        variables = np.array([labels.variable(u, j) for j in range(lots)], dtype=np.int64)
        model.add_unit_row("each unit is in one lot", variables)
    _add_numbering_rows(labels, model)
    for band in requirements.bands:
        weights = np.array(band.weights, dtype=np.int64)
        for j in range(lots):
            total = LinearExpression(labels.list_lot_variables(j), weights)
            model.add_row("a lot lies within its band", total, band.least, band.most)
    for group in requirements.together_groups:
        _add_together_rows(labels, model, sorted(group))
    for one, other in requirements.apart_pairs:
        _add_apart_rows(labels, model, one, other)
    return labels, model, build_linear_goal(_add_cut_variables(scenario, labels, model))


def sum_variables(variables: Iterable[int], minus: Sequence[int] = ()) -> LinearExpression:
    """The sum of variables, less the sum of others."""
    plus = list(variables)
    signs = np.array([1] * len(plus) + [-1] * len(minus), dtype=np.int64)
    return LinearExpression(np.array([*plus, *minus], dtype=np.int64), signs)


def _add_numbering_rows(labels: LabelVariables, model: LinearModel) -> None:
    """No lot is empty; a unit has a number only if a unit before it has the number before."""
    for j in range(labels.lots):
        members = labels.list_lot_variables(j).tolist()
        model.add_row("no lot is empty", sum_variables(members), 1, None)
        for u in range(labels.units if j else 0):
            before = [labels.variable(v, j - 1) for v in range(u)]
            excess = sum_variables([labels.variable(u, j)], before)
            model.add_row("lots are numbered by first unit", excess, None, 0)


def _add_together_rows(labels: LabelVariables, model: LinearModel, group: Sequence[int]) -> None:
    for u in group[1:]:
        for j in range(labels.lots):
            difference = sum_variables([labels.variable(group[0], j)], [labels.variable(u, j)])
            model.add_row("these units share a lot", difference, 0, 0)


def _add_apart_rows(
    labels: LabelVariables, model: LinearModel, one: frozenset[int], other: frozenset[int]
) -> None:
    for a in sorted(one):
        for b in sorted(other):
            for j in range(labels.lots):
                both = sum_variables([labels.variable(a, j), labels.variable(b, j)])
                model.add_row("these units share no lot", both, None, 1)


def _add_cut_variables(
    scenario: Scenario, labels: LabelVariables, model: LinearModel
) -> LinearExpression:
    """Adds the variables of cut pairs, and returns their sum."""
    cuts = []
    for a, b, j in _iterate_cut_variables(scenario, labels):
        cut = model.add_variable(f"{a} and {b} are cut at {j}", 0, 1)
        excess = sum_variables([labels.variable(a, j)], [labels.variable(b, j), cut])
        model.add_row("a pair in two lots is cut", excess, None, 0)
        cuts.append(cut)
    return sum_variables(cuts)


def _iterate_cut_variables(
    scenario: Scenario, labels: LabelVariables
) -> Iterator[tuple[int, int, int]]:
    """The two units and the lot of each cut variable, in the model's order."""
    for a, touching in enumerate(compute_adjacency(scenario)):
        for b in (b for b in iterate_bits(touching) if b > a):
            for j in range(labels.lots):
                yield a, b, j


def encode_lots(scenario: Scenario, labels: LabelVariables, lots: Sequence[int]) -> Ints:
    """The solution, (size,), of lots that are bit sets, ordered by their first unit."""
    number = {u: j for j, lot in enumerate(lots) for u in iterate_bits(lot)}
    chosen = np.zeros(labels.units * labels.lots, dtype=np.int64)
    chosen[[labels.variable(u, number[u]) for u in range(labels.units)]] = 1
    cut = [number[a] == j != number[b] for a, b, j in _iterate_cut_variables(scenario, labels)]
    return np.append(chosen, np.array(cut, dtype=np.int64))
