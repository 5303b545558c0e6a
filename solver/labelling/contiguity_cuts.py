"""Separator cuts for lots that are not connected.

Where a lot has two components, a unit of one and a unit of the other can share a lot only if that
holds one of the units that separate them (Validi, Buchanan and Lykhovyd, Operations Research 70,
2022).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.bitsets import iterate_bits, pack_bits
from solver.candidates.adjacency import Adjacency, build_contiguity
from solver.labelling.assignment_model import LabelVariables, sum_variables
from solver.model.linear_model import LinearRow


@dataclass
class ContiguityCuts:
    """Lazy constraints that refuse solutions with a lot in several components."""

    scenario: Scenario
    labels: LabelVariables
    rows: list[LinearRow] = field(default_factory=list)

    def refuse(self, solution: Ints) -> bool:
        """Whether some lot of a solution, (size,), is not connected; then `rows` has new cuts.

        The solution violates each of them.
        """
        known = len(self.rows)
        numbers = self.labels.decode_numbers(solution)
        adjacency = build_contiguity(self.scenario)
        for j in range(self.labels.lots):
            units = (u for u, number in enumerate(numbers) if number == j)
            local = pack_bits(u for u in units if self.scenario.units[u].locality)
            components = sorted(adjacency.iterate_components(local), key=int.bit_count)
            for part in components[:-1]:
                self.rows += self._iterate_cuts(part, components[-1], adjacency)
        return len(self.rows) > known

    def _iterate_cuts(self, part: int, main: int, adjacency: Adjacency) -> Iterator[LinearRow]:
        """For each unit of a component and every lot: not with the main one without a separator."""
        separator = list(iterate_bits(adjacency.find_separator(part, main)))
        anchor = next(iterate_bits(main))
        for u in iterate_bits(part):
            for j in range(self.labels.lots):
                ends = [self.labels.variable(u, j), self.labels.variable(anchor, j)]
                between = [self.labels.variable(w, j) for w in separator]
                yield LinearRow("lots are one area", sum_variables(ends, between), None, 1)
