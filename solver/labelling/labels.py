"""The model: a binary variable for each unit and number of a lot.

Lots are numbered by their first unit, so that every design is one solution, and the first of
equal designs has the smallest vector of numbers. A touching pair is cut where its first unit is
in a lot that its second is not in; one mark for each lot, rather than one for all of them, makes
the relaxation tighter (Validi and Buchanan, Mathematical Programming Computation 14, 2022).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lotdesign.design import Design, design_of
from lotdesign.scenario.scenario import Scenario
from solver.candidates.grow import bits
from solver.facts.lots import Flags, Ints
from solver.facts.places import touching_masks
from solver.labelling.terms import Terms
from solver.selection.goal import Goal, linear_goal
from solver.selection.linear import Linear
from solver.selection.model import Model


@dataclass(frozen=True)
class Labels:
    """So many units in so many lots; unit u is in lot j where variable u * lots + j is 1."""

    units: int
    lots: int

    def at(self, unit: int, lot: int) -> int:
        """The variable of a unit and a lot."""
        return unit * self.lots + lot

    def of(self, solution: Ints) -> tuple[int, ...]:
        """The number of each unit's lot."""
        table = solution[: self.units * self.lots].reshape(self.units, self.lots)
        return tuple(table.argmax(axis=1).tolist())

    def design(self, solution: Ints) -> Design:
        """The design of a solution."""
        numbers = self.of(solution)
        return design_of([u for u in range(self.units) if numbers[u] == j] for j in set(numbers))

    def column(self, lot: int) -> Ints:
        """The variables of a lot, by its units."""
        return np.arange(self.units) * self.lots + lot

    def up_to(self, unit: int, lot: int) -> Flags:
        """Every variable but those that give the unit a number from `lot` on."""
        flags: Flags = np.ones(self.units * self.lots, dtype=np.bool_)
        flags[self.at(unit, lot) : self.at(unit + 1, 0)] = False
        return flags

    def only(self, unit: int, lot: int) -> Flags:
        """Every variable but those that give the unit another number."""
        flags: Flags = np.ones(self.units * self.lots, dtype=np.bool_)
        flags[self.at(unit, 0) : self.at(unit + 1, 0)] = False
        flags[self.at(unit, lot)] = True
        return flags


def labels_model(scenario: Scenario, terms: Terms, lots: int) -> tuple[Labels, Model, Goal]:
    """The model of just so many lots, and the number of cut pairs as its goal.

    Whether lots are one area is left to `Areas`.
    """
    labels = Labels(len(scenario.units), lots)
    model = Model(labels.units * lots)
    for u in range(labels.units):
        model.row("each unit is in one lot", _sum(labels.at(u, j) for j in range(lots)), 1, 1)
    _numbered(labels, model)
    for band in terms.bands:
        for j in range(lots):
            form = Linear(labels.column(j), np.array(band.weights, dtype=np.int64))
            model.row("a lot lies within its band", form, band.least, band.most)
    for group in terms.together:
        _share(labels, model, sorted(group))
    for one, other in terms.apart:
        _part(labels, model, one, other)
    return labels, model, linear_goal(_cut_pairs(scenario, labels, model))


def _sum(variables: Iterable[int], minus: Sequence[int] = ()) -> Linear:
    """The sum of variables, less that of others."""
    plus = list(variables)
    signs = np.array([1] * len(plus) + [-1] * len(minus), dtype=np.int64)
    return Linear(np.array([*plus, *minus], dtype=np.int64), signs)


def _numbered(labels: Labels, model: Model) -> None:
    """No lot is empty; a unit has a number only if one before it has the number before."""
    for j in range(labels.lots):
        model.row("no lot is empty", _sum(labels.column(j).tolist()), 1, None)
        for u in range(labels.units if j else 0):
            before = [labels.at(v, j - 1) for v in range(u)]
            model.row("lots are numbered by first unit", _sum([labels.at(u, j)], before), None, 0)


def _share(labels: Labels, model: Model, group: Sequence[int]) -> None:
    for u in group[1:]:
        for j in range(labels.lots):
            form = _sum([labels.at(group[0], j)], [labels.at(u, j)])
            model.row("these units share a lot", form, 0, 0)


def _part(labels: Labels, model: Model, one: frozenset[int], other: frozenset[int]) -> None:
    for a in sorted(one):
        for b in sorted(other):
            for j in range(labels.lots):
                form = _sum([labels.at(a, j), labels.at(b, j)])
                model.row("these units share no lot", form, None, 1)


def _cut_pairs(scenario: Scenario, labels: Labels, model: Model) -> Linear:
    """The marks of cut pairs, of which each such pair has one."""
    marks = []
    for a, b, j in _marked(scenario, labels):
        mark = model.number(f"{a} and {b} are cut at {j}", 0, 1)
        form = _sum([labels.at(a, j)], [labels.at(b, j), mark])
        model.row("a pair in two lots is cut", form, None, 0)
        marks.append(mark)
    return _sum(marks)


def _marked(scenario: Scenario, labels: Labels) -> Iterator[tuple[int, int, int]]:
    """The two units and the lot of each mark, in the order of the model's variables."""
    for a, beside in enumerate(touching_masks(scenario)):
        for b in (b for b in bits(beside) if b > a):
            for j in range(labels.lots):
                yield a, b, j


def solution_of(scenario: Scenario, labels: Labels, lots: Sequence[int]) -> Ints:
    """The solution of lots that are bit sets, ordered by their first unit."""
    number = {u: j for j, lot in enumerate(lots) for u in bits(lot)}
    chosen = np.zeros(labels.units * labels.lots, dtype=np.int64)
    chosen[[labels.at(u, number[u]) for u in range(labels.units)]] = 1
    cut = [number[a] == j != number[b] for a, b, j in _marked(scenario, labels)]
    return np.append(chosen, np.array(cut, dtype=np.int64))
