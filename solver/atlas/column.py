"""One exact figure a design."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from lotdesign.measures.base import Value
from solver.facts.exact import SAFE, largest
from solver.facts.lots import Flags, Ints


@dataclass(frozen=True)
class Column:
    """The figures parts / over, `over` one number for all designs or one a design."""

    parts: Ints
    over: Ints | int = 1

    def __len__(self) -> int:
        return len(self.parts)

    def __getitem__(self, design: int) -> Value:
        over = self.over if isinstance(self.over, int) else int(self.over[design])
        found = Fraction(int(self.parts[design]), over)
        return found.numerator if found.denominator == 1 else found

    def of(self, some: Ints | Flags) -> "Column":
        """The figures of these designs."""
        return Column(
            self.parts[some], self.over if isinstance(self.over, int) else self.over[some]
        )

    def beyond(self, limit: Value) -> Ints:
        """Above 0, 0 or below 0 where the figure is above, at or below the limit, exactly."""
        exact, over = Fraction(limit), np.atleast_1d(self.over)
        found: Ints = _times(self.parts, exact.denominator) - _times(over, exact.numerator)
        return found

    def best(self, sign: int) -> Value:
        """The least figure, or with sign -1 the greatest; of none there is no telling.

        Every step finds what lies furthest beyond the last figure (Dinkelbach's method).
        """
        at = 0
        while True:
            beyond = sign * self.beyond(self[at])
            lowest = int(beyond.argmin())
            if beyond[lowest] >= 0:
                return self[at]
            at = lowest

    def ranks(self) -> Ints:
        """The figures as whole numbers in the same order, equal where they are equal."""
        if isinstance(self.over, int):
            return self.parts
        pairs, places = np.unique(np.stack((self.parts, self.over)), axis=1, return_inverse=True)
        exact = [Fraction(int(p), int(o)) for p, o in zip(*pairs, strict=True)]
        rank = {value: i for i, value in enumerate(sorted(set(exact)))}
        return np.array([rank[value] for value in exact], dtype=np.int64)[places]


def _times(numbers: Ints, factor: int) -> Ints:
    """The product, as Python's integers where it could wrap."""
    wide = max(1, largest(numbers)) * abs(factor) >= SAFE
    found: Ints = (numbers.astype(object) if wide else numbers) * factor
    return found
