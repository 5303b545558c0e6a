"""Where the places of a scenario lie: their extent, and coordinates that look wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.geography import (
    METRES_IN_KM,
    GlobePosition,
    PlanePosition,
    Position,
    measure_metres,
)
from lotdesign.maps.coordinate_kinds import CoordinateRange, recognise_coordinates
from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.lone_units import name_some
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.yearly_budgets import find_position

FAR_METRES = 300_000
"""A place that is farther than this from every other one is told: no county is so long."""

WIDEST_KM = 1_500
"""Kilometres across which no country of the British Isles is: more are metres."""

_BLANK_METRES = 100_000
"""A map that has its corner in the authority has other places within this distance of it."""

_CORNER = PlanePosition(Fraction(0), Fraction(0))

_MOST_COMPARED = 2_000
"""Places among which the nearest one is looked for."""


@cache_by_scenario
def list_places(scenario: Scenario) -> Mapping[str, Position]:
    """Every place with coordinates of its own by its name: localities, then units."""
    localities = {place.id: find_position(place) for place in scenario.localities}
    named = {
        place.name or place.id: position
        for place in scenario.localities
        if (position := localities[place.id]) is not None
    }
    own = {
        (f"{unit.name} ({unit.id})" if unit.name in named else unit.name): unit.position
        for unit in scenario.units
        if unit.position is not None and unit.position != localities.get(unit.locality)
    }
    return named | own


def find_wrong_places(scenario: Scenario) -> Iterator[PreflightFinding]:
    """Findings of coordinates: 0 and 0, swapped, metres for kilometres, far from all others."""
    places = dict(list_places(scenario))
    zero = _list_blank_places(places)
    if zero:
        text = (
            f"{name_some(zero)} {'lies' if len(zero) == 1 else 'lie'} at 0 and 0, which is where "
            "blank coordinates end up; leave such cells blank, or give the place."
        )
        yield PreflightFinding("warning", text)
    places = {name: each for name, each in places.items() if name not in zero}
    whole = list(_find_wrong_sort(places))
    yield from whole
    if not whole:
        yield from _find_far_places(places)


def _list_blank_places(places: Mapping[str, Position]) -> list[str]:
    """Places at 0 and 0: in the sea off Africa, or far from all others on a map in kilometres."""
    globe = [
        name
        for name, each in places.items()
        if isinstance(each, GlobePosition) and not (each.lat or each.lon)
    ]
    plane = {name: each for name, each in places.items() if isinstance(each, PlanePosition)}
    zero = [name for name, each in plane.items() if not (each.x or each.y)]
    others = [each for name, each in plane.items() if name not in zero]
    near = any(measure_metres(_CORNER, each) < _BLANK_METRES for each in others)
    return globe + (zero if others and not near else [])


def _find_wrong_sort(places: Mapping[str, Position]) -> Iterator[PreflightFinding]:
    """What is wrong with most places at once, or with some as they are swapped."""
    globe = {name: each for name, each in places.items() if isinstance(each, GlobePosition)}
    swapped = [name for name, each in globe.items() if _is_swapped(each)]
    if swapped:
        these = "every place" if len(swapped) == len(globe) else name_some(swapped)
        lat, lon = _write_degrees(globe[swapped[0]].lat), _write_degrees(globe[swapped[0]].lon)
        text = (
            f"Latitude and longitude look swapped for {these}: lat {lat} and lon {lon} lie far "
            f"outside Britain, lat {lon} and lon {lat} inside. Distances are wrong until the "
            "columns lat and lon change places."
        )
        yield PreflightFinding("warning", text)
    plane = [each for each in places.values() if isinstance(each, PlanePosition)]
    across = _measure_extent(plane) if len(plane) > 1 else None
    if across is not None and max(across) > WIDEST_KM:
        text = (
            f"The places lie {float(max(across)):,.0f} km apart: x and y are kilometres, and these "
            "look like metres. Divide them by 1,000."
        )
        yield PreflightFinding("warning", text)


def _is_swapped(place: GlobePosition) -> bool:
    lon, lat = float(place.lon), float(place.lat)
    return recognise_coordinates(CoordinateRange(lon, lat, lon, lat)) == "swapped degrees"


def _write_degrees(value: Fraction) -> str:
    return f"{float(value):.2f}"


def _find_far_places(places: Mapping[str, Position]) -> Iterator[PreflightFinding]:
    """Places that are far from every other one."""
    if not 2 < len(places) <= _MOST_COMPARED:
        return
    far = [
        name
        for name, each in places.items()
        if all(
            measure_metres(each, other) > FAR_METRES
            for also, other in places.items()
            if also != name
        )
    ]
    if far:
        text = (
            f"{name_some(far)} {'lies' if len(far) == 1 else 'lie'} more than "
            f"{FAR_METRES // METRES_IN_KM} km from every other place; look at the coordinates."
        )
        yield PreflightFinding("warning", text)


@dataclass(frozen=True, slots=True)
class MapExtent:
    """How many places have coordinates, and kilometres from west to east and south to north."""

    places: int
    wide_km: Fraction
    high_km: Fraction


def measure_map_extent(scenario: Scenario) -> MapExtent | None:
    """How far the places lie apart; None where there are not two with coordinates."""
    places = list(list_places(scenario).values())
    return MapExtent(len(places), *_measure_extent(places)) if len(places) > 1 else None


def _measure_extent(places: Sequence[Position]) -> tuple[Fraction, Fraction]:
    """Kilometres from west to east, at the middle latitude, and from south to north."""
    plane = [each for each in places if isinstance(each, PlanePosition)]
    if plane:
        xs, ys = [each.x for each in plane], [each.y for each in plane]
        return max(xs) - min(xs), max(ys) - min(ys)
    globe = [each for each in places if isinstance(each, GlobePosition)]
    lats, lons = [each.lat for each in globe], [each.lon for each in globe]
    middle = (min(lats) + max(lats)) / 2
    ends = (
        (GlobePosition(middle, min(lons)), GlobePosition(middle, max(lons))),
        (GlobePosition(min(lats), lons[0]), GlobePosition(max(lats), lons[0])),
    )
    wide, high = (Fraction(measure_metres(a, b), METRES_IN_KM) for a, b in ends)
    return wide, high
