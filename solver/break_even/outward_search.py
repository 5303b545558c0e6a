"""Outward search for the first value of a figure at which another design is best."""

from dataclasses import dataclass, field
from typing import Protocol

from lotdesign.design import Design

MOST_VALUES_TRIED = 400
"""Values tried with proofs over intervals, before bisection goes on without them."""
MOST_VALUES_BISECTED = 200
"""Values tried on top of those by bisection."""


class BestDesigns(Protocol):
    """The best designs along a figure; one of them, at step 0, is that of the search."""

    @property
    def proves_intervals(self) -> bool:
        """Whether `stays_best` can show anything."""

    def find_best(self, step: int) -> Design | None:
        """The best design at a step; None where there is none."""

    def stays_best(self, low: int, high: int) -> bool:
        """Whether the search's design is shown to be best between two steps, ends included."""


class TooManyValues(Exception):
    """More values were tried than may be."""


@dataclass
class OutwardSearch:
    """Searches outward from step 0, where `design` is best."""

    design: Design
    source: BestDesigns
    most: int = MOST_VALUES_TRIED
    _is_best: dict[int, bool] = field(default_factory=dict)

    def find_first_change(self, end: int) -> tuple[int | None, bool]:
        """The first step towards `end` at which the design is not best, and whether it is proved.

        None where there is none. Without proofs over intervals it is the end of a bisection: a
        change right after a step at which the design is best, but maybe not the first one.
        """
        if end == 0:
            return None, True
        if self.source.proves_intervals:
            try:
                return self._find_first(0, end), True
            except TooManyValues:
                pass
        return self._bisect(end), abs(end) == 1

    def _find_first(self, near: int, far: int) -> int | None:
        """The first such step beyond `near`, at which the design is best, up to `far`."""
        if abs(far - near) == 1:
            return None if self._is_best_at(far) else far
        low, high = min(near, far), max(near, far)
        if self._is_best_at(far) and self.source.stays_best(low, high):
            return None
        middle = (near + far) // 2
        first = self._find_first(near, middle)
        return self._find_first(middle, far) if first is None else first

    def _is_best_at(self, step: int) -> bool:
        if step not in self._is_best:
            if len(self._is_best) >= self.most:
                raise TooManyValues
            self._is_best[step] = self.source.find_best(step) == self.design
        return self._is_best[step]

    def _bisect(self, end: int) -> int | None:
        """A step at which the design is not best, right after one at which it is."""
        self.most += MOST_VALUES_BISECTED
        near, far = self._bracket(end)
        while abs(far - near) > 1:
            middle = (near + far) // 2
            near, far = (middle, far) if self._is_best_at(middle) else (near, middle)
        return None if self._is_best_at(far) else far

    def _bracket(self, end: int) -> tuple[int, int]:
        """Two steps around a change, reached by growing strides, so that an early one is found."""
        sign, reach, near = (1 if end > 0 else -1), 1, 0
        while reach < abs(end):
            if not self._is_best_at(sign * reach):
                return near, sign * reach
            near, reach = sign * reach, 8 * reach
        return near, end
