"""Lots that are not one area, and the rows that forbid them.

Where a lot has two parts, a unit of one and a unit of the other can share a lot only if that
holds one of the units that separate them (Validi, Buchanan and Lykhovyd, Operations Research 70,
2022).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.candidates.grow import bits
from solver.facts.lots import Ints
from solver.facts.places import bit_set, touching_masks
from solver.labelling.labels import Labels
from solver.selection.linear import Linear
from solver.selection.model import Row


@dataclass
class Areas:
    """Refuses solutions with a lot in several parts; see `solver.selection.search.Vetting`."""

    scenario: Scenario
    labels: Labels
    rows: list[Row] = field(default_factory=list)

    def refused(self, solution: Ints) -> bool:
        """Whether some lot is not one area; `rows` then says what that would take."""
        known = len(self.rows)
        numbers = self.labels.of(solution)
        beside = touching_masks(self.scenario)
        for j in range(self.labels.lots):
            units = (u for u, number in enumerate(numbers) if number == j)
            local = bit_set(u for u in units if self.scenario.units[u].locality)
            parts = sorted(areas(local, beside), key=int.bit_count)
            for part in parts[:-1]:
                self.rows += self._rows(part, parts[-1], beside)
        return len(self.rows) > known

    def _rows(self, part: int, main: int, beside: Sequence[int]) -> Iterator[Row]:
        """For each unit of the part and every lot: not with the main part without a way."""
        way = list(bits(separator(part, main, beside)))
        anchor = next(bits(main))
        for u in bits(part):
            for j in range(self.labels.lots):
                ends = [self.labels.at(u, j), self.labels.at(anchor, j)]
                between = [self.labels.at(w, j) for w in way]
                signs = np.array([1, 1] + [-1] * len(between), dtype=np.int64)
                form = Linear(np.array([*ends, *between], dtype=np.int64), signs)
                yield Row("lots are one area", form, None, 1)


def areas(units: int, beside: Sequence[int]) -> Iterator[int]:
    """The connected parts of a set of units, as bit sets."""
    while units:
        part = _reached(units & -units, units, beside)
        yield part
        units &= ~part


def separator(part: int, main: int, beside: Sequence[int]) -> int:
    """Units beside `part` of which every way from there to `main` passes one."""
    around = _beside(part, beside) & ~part
    everywhere = (1 << len(beside)) - 1
    reach = _reached(main, everywhere & ~(part | around), beside)
    return around & _beside(reach, beside)


def _reached(start: int, inside: int, beside: Sequence[int]) -> int:
    reached = fresh = start
    while fresh:
        fresh = _beside(fresh, beside) & inside & ~reached
        reached |= fresh
    return reached


def _beside(units: int, beside: Sequence[int]) -> int:
    around = 0
    for u in bits(units):
        around |= beside[u]
    return around
