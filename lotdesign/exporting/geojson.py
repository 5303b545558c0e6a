"""The lots as GeoJSON (RFC 7946): a feature a lot, at the places of its units."""

import json
from collections.abc import Iterable

from lotdesign.faults import Fault, InputFaults
from lotdesign.geography import GlobePosition
from lotdesign.result.model import LotResult, Result
from lotdesign.scenario.scenario import Scenario

DECIMALS = 6
"""Of a degree: a tenth of a metre, and no more is known."""

GeoJson = dict[str, object]


def write_geojson(scenario: Scenario, result: Result) -> str:
    """The lots as a feature collection; a lot without any place has no geometry.

    Coordinates are longitude and latitude, as the standard asks. Raises InputFaults where no unit
    has a place on the globe: kilometres on a plane say nothing of where on the globe it lies.
    """
    places = {
        unit.id: unit.position
        for unit in scenario.units
        if isinstance(unit.position, GlobePosition)
    }
    if not places:
        right = "give lat and lon to units or localities; without them a map cannot be written"
        raise InputFaults([Fault("units", right)])
    features = [
        _build_feature(lot, [places[unit] for unit in lot.units if unit in places])
        for lot in result.lots
    ]
    body = {"type": "FeatureCollection", "features": features}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _build_feature(lot: LotResult, places: Iterable[GlobePosition]) -> GeoJson:
    points = sorted(
        {(round(float(p.lon), DECIMALS), round(float(p.lat), DECIMALS)) for p in places}
    )
    geometry = {"type": "MultiPoint", "coordinates": [list(point) for point in points]}
    return {
        "type": "Feature",
        "id": lot.id,
        "geometry": geometry if points else None,
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
