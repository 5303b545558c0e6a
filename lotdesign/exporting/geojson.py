"""The lots as GeoJSON (RFC 7946): a feature a lot, its area or the places of its units."""

import json
from collections.abc import Mapping

from lotdesign.exporting.lot_areas import AreaGeometry, BoundariesById, dissolve
from lotdesign.faults import Fault, InputFaults
from lotdesign.geography import GlobePosition
from lotdesign.json_escapes import escape_json
from lotdesign.result.model import LotResult, Result
from lotdesign.scenario.scenario import Scenario

DECIMALS = 6
"""Of a degree: a tenth of a metre, and no more is known."""

GeoJson = dict[str, object]


def write_geojson(
    scenario: Scenario, result: Result, boundaries: BoundariesById | None = None
) -> str:
    """The lots as a feature collection; a lot without any place has no geometry.

    Where the `boundaries` of its localities are known a lot is one area, else the points of its
    units. Coordinates are longitude and latitude, as the standard asks. Raises InputFaults where
    nothing has a place on the globe: kilometres on a plane do not say where on it they lie.
    """
    known = boundaries or {}
    places = {
        unit.id: unit.position
        for unit in scenario.units
        if isinstance(unit.position, GlobePosition)
    }
    if not places and not known:
        right = "give lat and lon to units or localities; without them a map cannot be written"
        raise InputFaults([Fault("units", right)])
    features = [
        _build_feature(lot, _find_area(lot, known) or _gather_points(lot, places))
        for lot in result.lots
    ]
    body = {"type": "FeatureCollection", "features": features}
    return escape_json(json.dumps(body, ensure_ascii=False, indent=1)) + "\n"


def _find_area(lot: LotResult, known: BoundariesById) -> AreaGeometry | None:
    """The localities of a lot as one area; all there are where it is authority-wide alone."""
    if not known:
        return None
    inside = [known[place] for place in lot.localities if place in known]
    return dissolve(inside if lot.localities else known.values())


def _gather_points(lot: LotResult, places: Mapping[str, GlobePosition]) -> AreaGeometry | None:
    points = sorted(
        {
            (round(float(place.lon), DECIMALS), round(float(place.lat), DECIMALS))
            for place in (places[unit] for unit in lot.units if unit in places)
        }
    )
    if not points:
        return None
    return {"type": "MultiPoint", "coordinates": [list(point) for point in points]}


def _build_feature(lot: LotResult, geometry: AreaGeometry | None) -> GeoJson:
    return {
        "type": "Feature",
        "id": lot.id,
        "geometry": geometry,
        "properties": {
            "name": lot.name,
            "route": lot.route,
            "units": list(lot.units),
            "services": list(lot.services),
            "localities": list(lot.localities),
            "market_value": _to_pounds(lot.market_value_pence),
            "paid_to_provider": _to_pounds(sum(lot.paid_pence)),
            "cost_to_council": _to_pounds(lot.whole_life_pence),
            "eligible": list(lot.eligible),
            "eligible_small": list(lot.eligible_small),
            "accessible": lot.accessible,
            "award": lot.award,
        },
    }


def _to_pounds(pence: int) -> float:
    return pence / 100
