"""Units as councils list them: headers, places, budgets, and what is asked about each."""

from io import BytesIO

import pytest

from lotdesign.faults import UsageError
from lotdesign.importing import source_tables
from lotdesign.maps.national_grid import convert_grid_metres
from tests.importing.town_files import UNITS, WARDS, Rows, Town, write_rows
from tests.maps.squares import write_map


def at(east: float, north: float) -> dict[str, str]:
    """Latitude and longitude of metres from the map's corner."""
    lat, lon = convert_grid_metres(400_000 + east, 300_000 + north)
    return {"Latitude": f"{lat:.6f}", "Longitude": f"{lon:.6f}"}


def named(**cells: str) -> Rows:
    """Two hubs without a ward, the first with these cells and the second without."""
    hubs = [{k: v for k, v in row.items() if k != "Ward"} for row in UNITS]
    return [hubs[0] | cells, hubs[1] | dict.fromkeys(cells, "")]


def test_columns_are_found_by_what_councils_call_them(town: Town) -> None:
    town.bring_in()
    assert town.read("units") == [
        {
            "id": "quay-hub",
            "name": "Quay hub",
            "service": "hub",
            "annual_budget": "90000",
            "locality": "W1",
            "basis": "source",
            "source": "units.csv",
        },
        {
            "id": "moor-hub",
            "name": "Moor hub",
            "service": "hub",
            "annual_budget": "80000.50",
            "locality": "W2",
            "basis": "source",
            "source": "units.csv",
        },
    ]
    assert [row["name"] for row in town.read("localities")] == ["W1", "W2", "W3"]
    assert [(row["a"], row["b"]) for row in town.read("neighbours")] == [
        ("W1", "W2"),
        ("W2", "W3"),
    ]
    assert 'units.columns.name = "Centre"' in town.tell()


def test_titles_above_the_header_are_left_out_and_told(town: Town) -> None:
    town.bring_in(units=b"Children's services\nAs of April,,\n" + write_rows(UNITS))
    assert len(town.read("units")) == 2
    assert "2 rows above the header in row 3" in town.tell()


def test_a_file_of_windows_is_read_and_told(town: Town) -> None:
    units = [{**UNITS[0], "Centre": "Café £1"}]
    town.bring_in(units=write_rows(units).decode().encode("cp1252"))
    assert town.read("units")[0]["name"] == "Café £1"
    assert "it was read in the code page of Windows" in town.tell()


def test_a_workbook_is_read(town: Town) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (list(UNITS[0]), *(list(each.values()) for each in UNITS)):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    town.bring_in(units=out.getvalue())
    assert [row["annual_budget"] for row in town.read("units")] == ["90000", "80000.50"]


def test_what_no_column_says_is_the_same_in_every_row(town: Town) -> None:
    units = [{k: v for k, v in row.items() if k != "Type"} for row in UNITS]
    (asked,) = town.refuse(units=units)
    assert asked.startswith("map.toml, units.columns.service: decide: which column of units.csv")
    town.bring_in({"units": {"columns": {"service": "= Family hub"}}}, units=units)
    assert {row["service"] for row in town.read("units")} == {"family_hub"}


def test_a_column_that_is_not_there_gets_a_suggestion(town: Town) -> None:
    found = town.refuse({"units": {"columns": {"service": "Typ", "anual_budget": "Budget"}}})
    assert found[:2] == [
        "map.toml, units.columns: 'anual_budget': did you mean 'annual_budget'?",
        "map.toml, units.columns.service: 'Typ': there is no such column; did you mean 'Type'?",
    ]


def test_only_rows_that_count_are_read(town: Town) -> None:
    units = [{**UNITS[0], "Status": "Open"}, {**UNITS[1], "Status": "Closed"}]
    town.bring_in({"units": {"only": {"Status": ["Open"]}}}, units=units)
    assert [row["name"] for row in town.read("units")] == ["Quay hub"]


def test_a_ward_of_another_name_is_asked_about(town: Town) -> None:
    units = [{**UNITS[0], "Ward": "Quayside"}, UNITS[1]]
    (asked,) = town.refuse(units=units)
    assert asked == (
        "map.toml, units.rename.locality.Quayside: decide: which locality is Quayside? Possible: "
        "W1, W2, W3"
    )
    town.bring_in({"units": {"rename": {"locality": {"Quayside": "W3"}}}}, units=units)
    assert town.read("units")[0]["locality"] == "W3"


def test_coordinates_find_the_ward(town: Town) -> None:
    town.bring_in(units=named(**at(2500, 500)))
    quay, moor = town.read("units")
    assert (quay["locality"], moor["locality"]) == ("W3", "")
    assert quay["lat"].startswith("52.6")
    assert "1 unit without a place became authority-wide: Moor hub" in town.tell()


def test_metres_of_the_grid_find_the_ward(town: Town) -> None:
    town.bring_in(units=named(Easting="401500", Northing="300,500"))
    assert town.read("units")[0]["locality"] == "W2"


def test_swapped_coordinates_are_turned_round(town: Town) -> None:
    right = at(500, 500)
    swapped = {"Latitude": right["Longitude"], "Longitude": right["Latitude"]}
    town.bring_in(units=named(**swapped))
    assert town.read("units")[0]["locality"] == "W1"
    assert "latitude and longitude are swapped" in town.tell()


def test_a_postcode_finds_the_ward_by_a_lookup(town: Town) -> None:
    lookup = [{"pcds": "ZZ1 1AA", "ward": "W2"}, {"pcds": "ZZ1 1AB", "ward": "W1"}]
    town.bring_in(units=named(Postcode="zz11ab"), postcodes=lookup)
    assert town.read("units")[0]["locality"] == "W1"


def test_a_unit_in_no_ward_is_asked_about(town: Town) -> None:
    units = named(**at(3400, 500))
    (asked,) = town.refuse(units=units)
    assert asked.startswith("map.toml, units.outside: decide: Quay hub (399 m from W3) lies in no")
    assert asked.endswith("what is done with such units? Possible: nearest, leave_out")


@pytest.mark.parametrize(("answer", "places"), [("nearest", ["W3", ""]), ("leave_out", [""])])
def test_a_unit_in_no_ward_goes_as_decided(town: Town, answer: str, places: list[str]) -> None:
    town.bring_in({"units": {"outside": answer}}, units=named(**at(3400, 500)))
    assert [row["locality"] for row in town.read("units")] == places


def test_table_and_coordinates_that_disagree_are_told(town: Town) -> None:
    units = [UNITS[0] | at(1500, 500), UNITS[1] | at(1500, 500)]
    town.bring_in(units=units)
    assert town.read("units")[0]["locality"] == "W1"
    assert "Quay hub is said to be in W1, and its coordinates are in W2" in town.tell()
    assert "Moor hub is said" not in town.tell()


def test_a_budget_that_is_no_amount_is_told_by_its_row(town: Town) -> None:
    (found,) = town.refuse(units=[UNITS[0] | {"Budget": "tbc"}, UNITS[1]])
    assert found.startswith("units.csv, row 2, column annual_budget: 'tbc': write pounds")


def test_a_missing_budget_is_asked_about(town: Town) -> None:
    units = [UNITS[0] | {"Budget": ""}, UNITS[1]]
    (asked,) = town.refuse(units=units)
    assert asked.startswith(
        "map.toml, units.without_budget: decide: no budget was found for 1 unit: Quay hub;"
    )
    town.bring_in({"units": {"budgets": {"quay-hub": 12_345}}}, units=units)
    quay = town.read("units")[0]
    assert (quay["annual_budget"], quay["basis"]) == ("12345", "assumption")
    town.bring_in({"units": {"without_budget": "leave_out"}}, units=units)
    assert [row["id"] for row in town.read("units")] == ["moor-hub"]


def test_without_boundaries_localities_are_the_names_in_the_table(town: Town) -> None:
    town.bring_in(boundaries=None)
    assert town.read("localities") == [{"id": "w1", "name": "w1"}, {"id": "w2", "name": "W2"}]
    assert not (town.target / "neighbours.csv").exists()


def test_grid_metres_of_boundaries_are_confirmed(town: Town) -> None:
    (asked,) = town.refuse({"boundaries": {"coordinates": ""}})
    assert asked == (
        "map.toml, boundaries.coordinates: decide: the coordinates of boundaries.geojson look like "
        "british national grid; is that right? Possible: british national grid"
    )
    (wrong,) = town.refuse({"boundaries": {"coordinates": "degrees"}})
    assert "'degrees': the coordinates of boundaries.geojson look like british national" in wrong


def test_the_properties_of_boundaries_are_guessed(town: Town) -> None:
    wards = write_map(WARDS, objectid=7, area=1)
    town.bring_in({"boundaries": {"id": "", "name": ""}}, boundaries=wards)
    assert 'boundaries.id = "code"' in town.tell()


def test_an_id_that_cannot_be_is_told_and_nothing_is_written(town: Town) -> None:
    units = [UNITS[0] | {"Ref": "a;b"}, UNITS[1] | {"Ref": "2026-03-01"}]
    assert [fault.partition(": ")[0] for fault in town.refuse(units=units)] == [
        "units.csv, row 2, column id",
        "units.csv, row 3, column id",
    ]


def test_units_of_one_name_get_ids_of_their_own(town: Town) -> None:
    town.bring_in(units=[UNITS[0], UNITS[0]])
    assert [row["id"] for row in town.read("units")] == ["quay-hub", "quay-hub-2"]


def test_a_name_is_never_a_formula(town: Town) -> None:
    town.bring_in(units=[UNITS[0] | {"Centre": '=HYPERLINK("x")'}, UNITS[1]])
    assert town.read("units")[0]["name"] == '\'=HYPERLINK("x")'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "units.csv: is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "units.csv: is an old workbook (.xls)"),
        (b"<html><table>", "units.csv: is a web page"),
        (b'Centre,Type\n"a', "units.csv, row 2: is not CSV"),
        (b"Centre,Type,Type\nx,y,z\n", "units.csv, row 1: 'Type': names a column twice"),
    ],
)
def test_what_is_no_table_is_named(town: Town, data: bytes, said: str) -> None:
    assert town.refuse(units=data)[0].startswith(said)


def test_a_folder_in_place_of_a_file_is_wrong_usage(town: Town) -> None:
    (town.folder / "units.csv").mkdir()
    with pytest.raises((UsageError, IsADirectoryError)):
        town.bring_in(units=b"x")


@pytest.mark.parametrize(
    ("limit", "data", "said"),
    [
        ("MOST_TABLE_BYTES", b"Centre,Type\n", "more than 3 bytes"),
        ("_MOST_LINES", b"Centre,Type\n" * 9, "more than 3 lines"),
        ("_MOST_COMMAS", b"Centre,,,,,,Type\n", "more than 3 cells"),
        ("_MOST_CHARACTERS_A_ROW", b'Centre,Type\n"a\nb\nc",d\n', "a row has more than 3 char"),
    ],
)
def test_a_table_without_end_is_refused(
    town: Town, monkeypatch: pytest.MonkeyPatch, limit: str, data: bytes, said: str
) -> None:
    monkeypatch.setattr(source_tables, limit, 3)
    (found,) = town.refuse(units=data)
    assert found.startswith("units.csv: is too large: ")
    assert said in found


def test_odd_names_are_keys_of_a_map_file(town: Town) -> None:
    """Quotes, a backslash, a tab and a name longer than a screen stand there as they are."""
    odd = 'Ward "9\\" \t' + "x" * 300 + "\x7f"
    units = [UNITS[0] | {"Ward": odd}, UNITS[1]]
    town.bring_in({"units": {"rename": {"locality": {odd.strip(): "W3"}}}}, units=units)
    assert town.read("units")[0]["locality"] == "W3"
