"""What rules declare of single lots: bands that each keeps, and units that never share one."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

LotAmount = Literal["value", "units", "need"]
"""What of a lot has a band: its market value in pence a year, its number of units, its need."""


@dataclass(frozen=True, slots=True)
class AmountBand:
    """Every lot that holds any of `services` (None: every lot) has from `least` to `most`."""

    amount: LotAmount
    least: Fraction | int
    most: Fraction | int | None
    services: tuple[str, ...] | None = None

    def concerns(self, service: str) -> bool:
        """Whether the lots that hold a unit of the service keep the band."""
        return self.services is None or service in self.services


@dataclass(frozen=True, slots=True)
class LotSplit:
    """Units that never share a lot: two with different labels, at least one of them `binding`.

    A unit without a label may share a lot with any.
    """

    labels: Mapping[int, Hashable]
    binding: frozenset[int]

    @property
    def is_broken(self) -> bool:
        """Whether the units, all in one lot, hold two that never share one."""
        bound = {self.labels[u] for u in self.binding & self.labels.keys()}
        return bool(bound) and len(set(self.labels.values())) > 1
