"""Localities and neighbours from boundaries that [data] names: right ones, and every fault."""

from pathlib import Path
from typing import Any

import pytest

from lotdesign.faults import InputFaults, UsageError
from lotdesign.input.load import load
from lotdesign.maps.national_grid import convert_grid_metres
from tests.maps.squares import draw_square, write_map

SQUARES = {
    "west": draw_square(0, 0),
    "mid": draw_square(1000, 0),
    "isle": draw_square(2300, 0),
}
FROM = 'from = "wards.geojson", id = "code"'
MAP = f'{{ {FROM}, name = "label" }}'


@pytest.fixture
def town(tmp_path: Path) -> Any:
    """Writes a scenario of two units; `data` are lines of its [data]."""

    def write(*data: str, **files: bytes) -> Path:
        units = "id,name,service,annual_budget,locality\nu,U,hub,90000,west\nv,V,hub,80000,mid\n"
        lines = ["schema = 1", "[data]", 'units = "units.csv"', *data]
        lines += ["[[rule]]", 'id = "connected"', 'kind = "contiguous"']
        (tmp_path / "units.csv").write_text(units, encoding="utf-8")
        (tmp_path / "wards.geojson").write_bytes(files.pop("wards", write_map(SQUARES)))
        for name, content in files.items():
            (tmp_path / f"{name}.csv").write_bytes(content)
        (tmp_path / "scenario.toml").write_text("\n".join(lines), encoding="utf-8")
        return tmp_path

    return write


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        load(folder)
    return [str(fault) for fault in caught.value.faults]


def test_localities_and_neighbours_follow_from_boundaries(town: Any) -> None:
    scenario = load(town(f"localities = {MAP}", f"neighbours = {MAP}"))
    assert [(each.id, each.name) for each in scenario.localities] == [
        ("west", "West"),
        ("mid", "Mid"),
        ("isle", "Isle"),
    ]
    assert scenario.neighbours == {("west", "mid"), ("mid", "west")}
    assert any("would join parts" in remark for remark in scenario.remarks)
    assert scenario.localities[0].lat is not None


def test_pairs_are_added_and_taken_out_and_the_tolerance_is_read(town: Any) -> None:
    changed = 'add = [["isle", "mid"]], remove = [["west", "mid"]]'
    scenario = load(town(f"localities = {MAP}", f"neighbours = {{ {FROM}, {changed} }}"))
    assert scenario.neighbours == {("isle", "mid"), ("mid", "isle")}
    wide = f'neighbours = {{ {FROM}, tolerance = "0.3 km" }}'
    assert ("mid", "isle") not in load(town(f"localities = {MAP}", wide)).neighbours
    squeezed = {**SQUARES, "isle": draw_square(2100, 0)}
    scenario = load(
        town(
            f"localities = {MAP}",
            f'neighbours = {{ {FROM}, tolerance = "0.15 km" }}',
            wards=write_map(squeezed),
        )
    )
    assert ("mid", "isle") in scenario.neighbours


def test_only_known_localities_are_neighbours(town: Any) -> None:
    table = b"id,name\nwest,West\nmid,Mid\n"
    folder = town('localities = "places.csv"', f"neighbours = {MAP}", places=table)
    scenario = load(folder)
    assert scenario.neighbours == {("west", "mid"), ("mid", "west")}
    assert "wards.geojson: boundaries of no locality were left out: isle." in scenario.remarks


def test_units_that_lie_outside_their_locality_are_told(town: Any) -> None:
    """The isle's hub is said to be in the west; the other lies where the table says."""
    isle, mid = (convert_grid_metres(400_000 + east, 300_500) for east in (2800, 1500))
    rows = [
        "id,name,service,annual_budget,locality,lat,lon",
        f"u,Isle hub,hub,90000,west,{isle[0]},{isle[1]}",
        f"v,Mid hub,hub,80000,mid,{mid[0]},{mid[1]}",
    ]
    folder = town(f"localities = {MAP}", f"neighbours = {MAP}")
    (folder / "units.csv").write_text("\n".join(rows), encoding="utf-8")
    told = [remark for remark in load(folder).remarks if "outside their locality" in remark]
    assert told == [
        "wards.geojson: units whose coordinates lie outside their locality: Isle hub (said to be "
        "in West, lies in Isle)."
    ]


def test_the_map_is_part_of_the_input(town: Any) -> None:
    lines = (f"localities = {MAP}", f"neighbours = {MAP}")
    before = load(town(*lines)).sha256
    moved = {**SQUARES, "isle": draw_square(2301, 0)}
    assert load(town(*lines, wards=write_map(moved))).sha256 != before


def test_every_fault_is_told_at_its_key(town: Any) -> None:
    named = (
        'neighbours = { from = "wards.geojson", id = "code", tolerence = "50 m", add = [["a"]] }'
    )
    found = faults_of(town('localities = { from = "wards.geojson" }', named))
    assert found[0] == (
        "scenario.toml, data.localities.id: missing; it holds: property that holds the locality's "
        "id"
    )
    assert (
        "scenario.toml, data.neighbours: 'tolerence': unknown key; did you mean 'tolerance'?"
        in (found)
    )
    assert len(found) == 3


@pytest.mark.parametrize(
    ("tolerance", "right"),
    [
        ('"wide"', "write metres, for example"),
        ("0", "write from 0.01 to 5,000 metres"),
        ('"6 km"', "write from 0.01 to 5,000 metres"),
    ],
)
def test_a_tolerance_is_metres(town: Any, tolerance: str, right: str) -> None:
    named = f"neighbours = {{ {FROM}, tolerance = {tolerance} }}"
    (found,) = faults_of(town(f"localities = {MAP}", named))
    assert found.startswith("scenario.toml, data.neighbours.tolerance:")
    assert right in found


def test_faults_of_the_map_and_of_names_are_told_at_once(town: Any) -> None:
    named = 'neighbours = { from = "ward.geojson", id = "code" }'
    localities = 'localities = { from = "wards.geojson", id = "cod" }'
    assert faults_of(town(localities, named)) == [
        "wards.geojson: 'cod': no feature has this property; did you mean 'code'?",
        "scenario.toml, data.neighbours: 'ward.geojson': there is no such file; did you mean "
        "'wards.geojson'?",
    ]


def test_localities_that_are_no_rows_are_told_beside_a_map(town: Any) -> None:
    """Names alone where keys and values belong."""
    folder = town(f"neighbours = {MAP}")
    file = folder / "scenario.toml"
    file.write_text('localities = ["west", "mid"]\n' + file.read_text(encoding="utf-8"))
    assert faults_of(folder)[:2] == [
        f"scenario.toml, localities {i}: '{name}': write keys and values under [[localities]]"
        for i, name in enumerate(("west", "mid"), 1)
    ]


def test_an_id_that_no_list_can_hold_is_refused_where_it_stands(town: Any) -> None:
    wards = write_map({"west": SQUARES["west"], "mid": SQUARES["mid"], "a;b": SQUARES["isle"]})
    (found,) = faults_of(town(f"localities = {MAP}", f"neighbours = {MAP}", wards=wards))
    assert found.startswith("wards.geojson, feature 3, column id: 'a;b': ';' cannot stand in an id")


def test_without_the_library_nothing_but_the_command_is_said(
    town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "shapely", None)
    wards = write_map({**SQUARES, "other": draw_square(5000, 5000)})
    with pytest.raises(UsageError, match=r'pip install "lotdesign\[maps\]"'):
        load(town(f"localities = {MAP}", f"neighbours = {MAP}", wards=wards))
