"""Which two rows to tell designs apart by: do they meet in one candidate?

Of the candidates that hold a unit just one is chosen, so a design either chooses one of those that
also hold another unit, or are won by a certain provider, or it does not (Ryan and Foster 1981).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from solver.engines.columns import Floats
from solver.facts.lots import Flags, Ints

EDGE = 0.05
"""Shares closer than this to 0 or 1 are as good as settled."""


@dataclass(frozen=True)
class Pairs:
    """Sets of candidates of which just one is chosen (`units`), and sets to meet them with."""

    units: Sequence[Ints]
    others: Sequence[Ints]

    def open(self, chosen: Ints, amounts: Floats) -> Iterator[tuple[int, int]]:
        """Pairs of a unit and another set between which the shares are undecided.

        Pairs of units come first, and of either sort those that are most open.
        """
        held = _held(self.units, chosen)
        met = held.T @ (_held(self.others, chosen) * amounts[:, None])
        far = np.abs(met - 0.5)
        far[np.arange(len(self.units)), np.arange(len(self.units))] = 1
        # Winners are often as good as each other: to tell units apart raises more.
        far[:, len(self.units) :] += 1
        for flat in np.argsort(far, axis=None, kind="stable").tolist():
            unit, other = divmod(flat, len(self.others))
            if far[unit, other] % 1 <= 0.5 - EDGE and (other >= len(self.units) or unit < other):
                yield unit, other

    def apart(self, pair: tuple[int, int], allowed: Flags) -> tuple[Flags, Flags]:
        """The allowed candidates where the two meet, and where they do not."""
        unit = _flags(self.units[pair[0]], len(allowed))
        other = _flags(self.others[pair[1]], len(allowed))
        together = allowed & ~(unit & ~other)
        if pair[1] < len(self.units):
            together &= ~(other & ~unit)
        return together, allowed & ~(unit & other)


def _held(sets: Sequence[Ints], chosen: Ints) -> Floats:
    return np.column_stack([np.isin(chosen, each) for each in sets]).astype(np.float64)


def _flags(variables: Ints, candidates: int) -> Flags:
    flags = np.zeros(candidates, dtype=np.bool_)
    flags[variables[variables < candidates]] = True
    return flags
