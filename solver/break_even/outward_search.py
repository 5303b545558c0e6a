"""Outward search for the first value of a figure at which the best design is another."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lotdesign.design import Design

BestAtStep = Callable[[int], Design | None]
"""The best design at a step, None where none is possible."""


class TooManyValues(Exception):
    """Too many values were looked at."""


@dataclass
class OutwardSearch:
    """Looks outward from step 0, where `design` is best.

    `stays(a, b)` may say that it is best throughout from a to b; None where nothing can tell but
    looking at single values.
    """

    design: Design
    best: BestAtStep
    stays: Callable[[int, int], bool] | None
    most: int
    values_tried: int = 0
    _holds: dict[int, bool] = field(default_factory=dict)

    def find_first_change(self, end: int) -> tuple[int | None, bool]:
        """The first step towards `end` at which it is not best, and whether that is certain.

        None where there is none.
        """
        if end == 0:
            return None, True
        if self.stays is not None:
            try:
                return self._first(0, end), True
            except TooManyValues:
                pass
        return self._bisect(end), abs(end) == 1

    def _first(self, near: int, far: int) -> int | None:
        """As `first`, beyond a step at which it is best."""
        assert self.stays is not None
        if abs(far - near) == 1:
            return None if self.is_best_at(far) else far
        if self.is_best_at(far) and self.stays(min(near, far), max(near, far)):
            return None
        middle = (near + far) // 2
        found = self._first(near, middle)
        if found is not None:
            return found
        return self._first(middle, far)

    def is_best_at(self, step: int) -> bool:
        """Whether the design is best at a step."""
        if step not in self._holds:
            self.values_tried += 1
            if self.values_tried > self.most:
                raise TooManyValues
            self._holds[step] = self.best(step) == self.design
        return self._holds[step]

    def _bisect(self, end: int) -> int | None:
        """A step at which it is not best, right after one at which it is."""
        self.most += 200
        near, far = self._bracket(end)
        while abs(far - near) > 1:
            middle = (near + far) // 2
            near, far = (middle, far) if self.is_best_at(middle) else (near, middle)
        return None if self.is_best_at(far) else far

    def _bracket(self, end: int) -> tuple[int, int]:
        """Nearer and nearer to the end, doubling, so that an early change is found as such."""
        sign, reach, near = (1 if end > 0 else -1), 1, 0
        while reach < abs(end):
            if not self.is_best_at(sign * reach):
                return near, sign * reach
            near, reach = sign * reach, 8 * reach
        return near, end
