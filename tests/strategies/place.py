"""Localities, neighbours and coordinates."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from tests.brute.case import Row
from tests.strategies.amounts import chance

NAMES = ("ash", "bree", "cole", "dale")
AREAS = {"side": ("West", "East"), "unitary": ("Old Shire", "New Shire", "Port")}


@dataclass(frozen=True)
class Places:
    """The tables of places, and which kind of coordinates they have, if any.

    `areas` are columns that name larger areas. Units lie in the `homes` alone; other localities
    are empty but for parts of divided units.
    """

    localities: list[Row]
    neighbours: list[Row]
    coordinates: str  # "", "plane" or "globe"
    areas: tuple[str, ...] = ()
    homes: tuple[str, ...] = ()


def places(draw: st.DrawFn, areas: bool = False) -> Places:
    """Up to four localities with random neighbours; with `areas` also larger areas, and gaps."""
    names = NAMES[: draw(st.sampled_from((2, 3, 3, 3, 4, 4) if areas else (0, 1, 2, 2, 3, 3, 4)))]
    coordinates = draw(st.sampled_from(("", "plane", "plane", "globe"))) if names else ""
    localities = [_locality(draw, name, coordinates) for name in names]
    pairs = [(a, b) for b in names for a in names if a < b]
    neighbours = [{"a": a, "b": b} for a, b in pairs if draw(st.booleans())]
    if not areas:
        return Places(localities, neighbours, coordinates, homes=names)
    columns = draw(st.sampled_from((("side",), ("side", "unitary"))))
    for place in localities:
        place |= {column: draw(st.sampled_from(AREAS[column])) for column in columns}
    homes = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    if not chance(draw, 6):
        row = draw(st.permutations(names))
        homes, neighbours = [row[0], row[-1]], [{"a": a, "b": b} for a, b in pairwise(row)]
    return Places(localities, neighbours, coordinates, columns, tuple(homes))


def _locality(draw: st.DrawFn, name: str, coordinates: str) -> Row:
    row: Row = {"id": name, "name": name.title()}
    row["population"] = draw(st.sampled_from((0, 1, 1, 2, 3, 1000, 20_500)))
    row["need"] = draw(st.sampled_from((0, 1, 1, 2, 3, 12.5, 40)))
    return row | point(draw, coordinates)


def point(draw: st.DrawFn, coordinates: str) -> dict[str, Any]:
    """A point of the kind given; whole kilometres make equal distances likely."""
    if coordinates == "plane":
        step = draw(st.sampled_from((1, 1, 8)))
        return {axis: draw(st.integers(0, 12)) / step for axis in ("x", "y")}
    if coordinates == "globe":
        lat = 51 + draw(st.integers(0, 400)) / 1000
        return {"lat": round(lat, 3), "lon": round(draw(st.integers(-300, 300)) / 1000, 3)}
    return {}


def own_point(draw: st.DrawFn, found: Places) -> dict[str, Any]:
    """A unit's own coordinates, of the same kind as the localities', or none."""
    return point(draw, found.coordinates) if chance(draw, 3) else {}
