"""Lots that are not connected, and the separator cuts that forbid them.

Where a lot has two parts, a unit of one and a unit of the other can share a lot only if that
holds one of the units that separate them (Validi, Buchanan and Lykhovyd, Operations Research 70,
2022).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.bitsets import iterate_bits, pack_bits
from solver.candidates.geography import compute_adjacency
from solver.labelling.assignment_model import LabelVariables
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow


@dataclass
class ContiguityCuts:
    """Refuses solutions with a lot in several parts; see `solver.selection.search.Vetting`."""

    scenario: Scenario
    labels: LabelVariables
    rows: list[LinearRow] = field(default_factory=list)

    def refuse(self, solution: Ints) -> bool:
        """Whether some lot is not one area; `rows` then says what that would take."""
        known = len(self.rows)
        numbers = self.labels.decode_numbers(solution)
        beside = compute_adjacency(self.scenario)
        for j in range(self.labels.lots):
            units = (u for u, number in enumerate(numbers) if number == j)
            local = pack_bits(u for u in units if self.scenario.units[u].locality)
            parts = sorted(list_components(local, beside), key=int.bit_count)
            for part in parts[:-1]:
                self.rows += self._list_cuts(part, parts[-1], beside)
        return len(self.rows) > known

    def _list_cuts(self, part: int, main: int, beside: Sequence[int]) -> Iterator[LinearRow]:
        """For each unit of the part and every lot: not with the main part without a way."""
        way = list(iterate_bits(find_separator(part, main, beside)))
        anchor = next(iterate_bits(main))
        for u in iterate_bits(part):
            for j in range(self.labels.lots):
                ends = [self.labels.variable(u, j), self.labels.variable(anchor, j)]
                between = [self.labels.variable(w, j) for w in way]
                signs = np.array([1, 1] + [-1] * len(between), dtype=np.int64)
                form = LinearExpression(np.array([*ends, *between], dtype=np.int64), signs)
                yield LinearRow("lots are one area", form, None, 1)


def list_components(units: int, beside: Sequence[int]) -> Iterator[int]:
    """The connected parts of a set of units, as bit sets."""
    while units:
        part = _flood_fill(units & -units, units, beside)
        yield part
        units &= ~part


def find_separator(part: int, main: int, beside: Sequence[int]) -> int:
    """Units beside `part` of which every way from there to `main` passes one."""
    around = _gather_neighbours(part, beside) & ~part
    everywhere = (1 << len(beside)) - 1
    reach = _flood_fill(main, everywhere & ~(part | around), beside)
    return around & _gather_neighbours(reach, beside)


def _flood_fill(start: int, inside: int, beside: Sequence[int]) -> int:
    reached = fresh = start
    while fresh:
        fresh = _gather_neighbours(fresh, beside) & inside & ~reached
        reached |= fresh
    return reached


def _gather_neighbours(units: int, beside: Sequence[int]) -> int:
    around = 0
    for u in iterate_bits(units):
        around |= beside[u]
    return around
