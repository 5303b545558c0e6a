"""Lots as a map: dissolved areas where boundaries are known, points where they are not."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import lotdesign as ld
from lotdesign.maps.national_grid import convert_grid_metres
from tests.cli.run import run
from tests.maps.squares import draw_square, write_map

SQUARES = {"west": draw_square(0, 0), "mid": draw_square(1000, 0), "far": draw_square(9000, 0)}
SCENARIO = """\
schema = 1
[data]
localities = { from = "wards.geojson", id = "code", name = "label" }
[[units]]
id = "w"
name = "W"
service = "s"
annual_budget = 100
locality = "west"
[[units]]
id = "m"
name = "M"
service = "s"
annual_budget = 100
locality = "mid"
[[units]]
id = "f"
name = "F"
service = "s"
annual_budget = 100
locality = "far"
[[units]]
id = "all"
name = "All"
service = "t"
annual_budget = 100
[[rule]]
id = "pair"
kind = "fixed"
units = ["w", "m"]
[[rule]]
id = "alone"
kind = "separate"
service = "t"
[[rule]]
id = "three"
kind = "lot_count"
min = 3
"""


@pytest.fixture
def features(tmp_path: Path) -> list[dict[str, Any]]:
    """The features of two lots of one service and one authority-wide lot, as the command says."""
    (tmp_path / "wards.geojson").write_bytes(write_map(SQUARES))
    (tmp_path / "scenario.toml").write_text(SCENARIO, encoding="utf-8")
    said = run("export", tmp_path, "--as", "geojson", "--quiet")
    assert said.code == 0, said.err
    found: list[dict[str, Any]] = json.loads(said.out)["features"]
    return found


def ring_of(feature: dict[str, Any]) -> list[tuple[float, float]]:
    (ring,) = feature["geometry"]["coordinates"]
    return [(x, y) for x, y in ring]


def measure_turn(ring: list[tuple[float, float]]) -> float:
    """Above 0 where the ring runs counterclockwise."""
    pairs = pairwise(ring)
    return sum((x * v - u * y) for (x, y), (u, v) in pairs)


def test_a_lot_is_the_area_of_its_localities_in_one(features: list[dict[str, Any]]) -> None:
    pair, far, _ = features
    assert (pair["properties"]["localities"], pair["geometry"]["type"]) == (
        ["west", "mid"],
        "Polygon",
    )
    assert len(ring_of(far)) == 5
    middle = [convert_grid_metres(401_000, 300_000 + north)[::-1] for north in (0, 1000)]
    inner = [p for p in ring_of(pair) if any(p == pytest.approx(m, abs=2e-6) for m in middle)]
    assert len(set(ring_of(pair))) - len(inner) == 4


def test_rings_run_as_the_standard_says(features: list[dict[str, Any]]) -> None:
    assert all(measure_turn(ring_of(feature)) > 0 for feature in features[:2])
    for feature in features[:2]:
        ring = ring_of(feature)
        assert ring[0] == ring[-1]
        assert all(-180 <= x <= 180 and 49 < y < 61 for x, y in ring)


def test_an_authority_wide_lot_is_the_whole_map(features: list[dict[str, Any]]) -> None:
    wide = features[2]
    assert (wide["properties"]["units"], wide["geometry"]["type"]) == (["all"], "MultiPolygon")
    assert len(wide["geometry"]["coordinates"]) == 2


def test_without_the_path_lots_are_points(tmp_path: Path) -> None:
    (tmp_path / "wards.geojson").write_bytes(write_map(SQUARES))
    (tmp_path / "scenario.toml").write_text(SCENARIO, encoding="utf-8")
    scenario = ld.load(tmp_path)
    for path, kind in ((None, "MultiPoint"), (tmp_path, "Polygon")):
        ld.export(scenario, tmp_path / "map.geojson", path=path)
        first = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))["features"][0]
        assert first["geometry"]["type"] == kind
