"""The wards of Trafford, each simplified by itself, as maps are published for the web."""

import json
from typing import Any

import pytest
import shapely
from shapely.geometry import mapping, shape

from lotdesign.maps.borders import FoundBorders, find_borders
from lotdesign.maps.boundaries import parse_boundaries
from tests.cli.run import ROOT

WARDS = ROOT / "examples" / "trafford-files" / "wards.geojson"
METRES_A_DEGREE = 111_195


def read_wards(simplified: float = 0) -> Any:
    """The features; each boundary by itself loses corners of so many metres at most."""
    body = json.loads(WARDS.read_text(encoding="utf-8"))
    for feature in body["features"] if simplified else ():
        coarse = shapely.simplify(shape(feature["geometry"]), simplified / METRES_A_DEGREE)
        feature["geometry"] = mapping(coarse)
    return body


def borders_of(body: Any, tolerance: float) -> FoundBorders:
    found = parse_boundaries("wards.geojson", json.dumps(body).encode(), "area_code")
    return find_borders(found, tolerance)


def pairs_of(borders: FoundBorders) -> set[frozenset[str]]:
    return {frozenset((pair.a, pair.b)) for pair in borders.shared}


@pytest.mark.parametrize("metres", [20, 40])
def test_no_border_is_lost_or_added_within_the_tolerance(metres: float) -> None:
    whole = pairs_of(borders_of(read_wards(), 50))
    assert len(whole) == 43
    assert pairs_of(borders_of(read_wards(metres), 50)) == whole
