"""A design (a partition of the units into lots with delivery routes) and an award of its lots."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Route = Literal["external", "in_house", "prime"]

ROUTES: tuple[Route, ...] = get_args(Route)
"""The routes in the order that breaks ties."""

Award = tuple[int | None, ...]
"""For each lot, in the design's order, the position of its provider; None where it has none."""


@dataclass(frozen=True, slots=True)
class Lot:
    """The units that one contract covers, as ascending positions in `Scenario.units`."""

    units: tuple[int, ...]
    route: Route = "external"

    @property
    def is_external(self) -> bool:
        """Whether a provider delivers it under a contract of its own."""
        return self.route == "external"


@dataclass(frozen=True, slots=True)
class Design:
    """A partition of all units into lots, ordered by their first unit."""

    lots: tuple[Lot, ...]

    @property
    def labels(self) -> tuple[int, ...]:
        """For each unit the position of its lot; the smallest vector breaks ties."""
        label = {unit: i for i, lot in enumerate(self.lots) for unit in lot.units}
        return tuple(label[unit] for unit in range(len(label)))


def build_external_design(groups: Iterable[Iterable[int]]) -> Design:
    """The design with these lots, in canonical order, all external."""
    return build_design(Lot(tuple(sorted(group))) for group in groups)


def build_design(lots: Iterable[Lot]) -> Design:
    """The design with these lots, in canonical order."""
    return Design(tuple(sorted(lots, key=lambda lot: lot.units)))
