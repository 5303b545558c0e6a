"""Recognises what coordinates are by their range: degrees, swapped degrees or grid metres."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

CoordinateKind = Literal["degrees", "swapped degrees", "british national grid", "web mercator", ""]
"""What a file's coordinates are; "" where their range fits nothing that is known."""


@dataclass(frozen=True, slots=True)
class CoordinateRange:
    """The least and the greatest first and second coordinate of some points."""

    least_x: float
    least_y: float
    most_x: float
    most_y: float

    def lies_in(self, other: "CoordinateRange") -> bool:
        """Whether every point of this range is in the other."""
        return (
            other.least_x <= self.least_x
            and self.most_x <= other.most_x
            and other.least_y <= self.least_y
            and self.most_y <= other.most_y
        )


BRITISH_ISLES = CoordinateRange(-11, 49, 3, 61.5)
"""Longitudes and latitudes of the United Kingdom, with the sea around it."""

_SWAPPED_BRITISH_ISLES = CoordinateRange(49, -11, 61.5, 3)
_GLOBE = CoordinateRange(-180, -90, 180, 90)
_SWAPPED_GLOBE = CoordinateRange(-90, -180, 90, 180)
_NATIONAL_GRID = CoordinateRange(0, 0, 700_000, 1_300_000)
_MERCATOR_ISLES = CoordinateRange(-1_300_000, 6_200_000, 340_000, 8_800_000)


def measure_range(points: Iterable[tuple[float, float]]) -> CoordinateRange:
    """The range of some points; raises ValueError where there is none."""
    xs, ys = zip(*points, strict=True)
    return CoordinateRange(min(xs), min(ys), max(xs), max(ys))


def recognise_coordinates(found: CoordinateRange) -> CoordinateKind:
    """What (x, y), for degrees (longitude, latitude), in this range are.

    Degrees are taken for swapped only where the other order alone fits: in the British Isles, or
    on the earth at all.
    """
    kinds: tuple[tuple[CoordinateKind, CoordinateRange], ...] = (
        ("degrees", BRITISH_ISLES),
        ("swapped degrees", _SWAPPED_BRITISH_ISLES),
        ("degrees", _GLOBE),
        ("swapped degrees", _SWAPPED_GLOBE),
        ("british national grid", _NATIONAL_GRID),
        ("web mercator", _MERCATOR_ISLES),
    )
    return next((kind for kind, there in kinds if found.lies_in(there)), "")
