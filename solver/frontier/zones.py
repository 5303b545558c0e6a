"""Where points may still lie that no known point is as good as.

A zone is everything below a corner, strictly, in every measure; None is no limit. Where a point is
found, each zone that it lies in is split by it. With two measures this walks along the frontier
(the epsilon-constraint method); with three it keeps the local upper bounds of Klamroth, Lacour and
Vanderpooten, On the representation of the search region in multi-objective optimization, European
Journal of Operational Research 245, 2015.
"""

from dataclasses import dataclass, field

from lotdesign.measures.base import Value

Corner = tuple[Value | None, ...]
Point = tuple[Value, ...]


@dataclass
class Zones:
    """The zones of so many measures that are not known to be empty; at first, everything."""

    measures: int
    waiting: list[Corner] = field(init=False)
    empty: list[Corner] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.waiting = [(None,) * self.measures]

    def nothing_in(self, zone: Corner) -> None:
        """No point lies in the zone, which is proved."""
        self.empty.append(zone)
        self._tidy()

    def found(self, zone: Corner, point: Point) -> None:
        """The point lies in the zone, and of all points there none has a smaller first value."""
        self.empty.append((point[0], *zone[1:]))
        parts = [
            (*each[:place], point[place], *each[place + 1 :])
            for each in self.waiting
            if _inside(point, each)
            for place in range(self.measures)
        ]
        self.waiting = [each for each in self.waiting if not _inside(point, each)] + parts
        self._tidy()

    def _tidy(self) -> None:
        """Drops what lies in an empty zone or in another that waits."""
        kept: list[Corner] = []
        for place, zone in enumerate(self.waiting):
            others = (*self.empty, *kept, *self.waiting[place + 1 :])
            if not any(_within(zone, other) for other in others):
                kept.append(zone)
        self.waiting = kept


def _inside(point: Point, zone: Corner) -> bool:
    return all(high is None or value < high for value, high in zip(point, zone, strict=True))


def _within(zone: Corner, other: Corner) -> bool:
    """Whether all of the zone lies in the other."""
    return all(
        high is None or (low is not None and low <= high)
        for low, high in zip(zone, other, strict=True)
    )
