"""A design: every unit in exactly one lot."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Route = Literal["external", "in_house", "prime"]


@dataclass(frozen=True, slots=True)
class Lot:
    """The units that one contract covers, as ascending positions in `Scenario.units`."""

    units: tuple[int, ...]
    route: Route = "external"


@dataclass(frozen=True, slots=True)
class Design:
    """A partition of all units into lots, ordered by their first unit."""

    lots: tuple[Lot, ...]

    @property
    def labels(self) -> tuple[int, ...]:
        """For each unit the position of its lot; the smallest vector breaks ties."""
        label = {unit: i for i, lot in enumerate(self.lots) for unit in lot.units}
        return tuple(label[unit] for unit in range(len(label)))


Award = tuple[int, ...]
"""For each lot, in the design's order, the position of its provider."""


def design_of(groups: Iterable[Iterable[int]]) -> Design:
    """The design with these lots, in canonical order, all external."""
    lots = sorted(tuple(sorted(group)) for group in groups)
    return Design(tuple(Lot(units) for units in lots))
