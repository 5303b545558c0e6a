"""The locality of each unit: by its name, by where it lies, or by its postcode."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lotdesign.faults import Fault, make_printable
from lotdesign.importing.decisions import MappedUnits
from lotdesign.importing.map_reading import ImportedMap
from lotdesign.importing.notes import ImportNotes
from lotdesign.importing.unit_list import ListedUnit
from lotdesign.maps.boundaries import convert_to_degrees
from lotdesign.maps.coordinate_kinds import measure_range, recognise_coordinates
from lotdesign.maps.national_grid import convert_grid_metres
from lotdesign.maps.placing import PointPlace, place_points
from lotdesign.scenario.values import parse_number
from lotdesign.words import format_count, join_names, shorten_list

DegreesPair = tuple[float, float]
"""Latitude and longitude."""

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """Where a unit lies: its locality, "" for authority-wide, and degrees where they are known."""

    locality: str
    position: DegreesPair | None = None


def fold_postcode(text: str) -> str:
    """A postcode without blanks and case."""
    return "".join(text.split()).upper()


def place_units(
    file: str,
    units: Sequence[ListedUnit],
    map_: ImportedMap,
    postcodes: Mapping[str, str],
    mapped: MappedUnits,
    notes: ImportNotes,
) -> dict[str, UnitPlace | None]:
    """Id -> where the unit lies, None for one that is left out as it lies in no boundary."""
    positions = _read_positions(file, units, notes)
    inside = _find_boundaries(units, positions, map_)
    outside = [u for u in units if u.id in inside and inside[u.id].metres > 0]
    placed: dict[str, UnitPlace | None] = {}
    unknown: dict[str, None] = {}
    for unit in units:
        position = positions.get(unit.id)
        by_map = inside.get(unit.id)
        by_name = _find_by_name(unit, map_, postcodes, mapped, unknown)
        if by_name is not None:
            placed[unit.id] = UnitPlace(by_name, position)
            if by_map is not None and by_map.id != by_name and by_map.metres == 0:
                notes.remarks.append(
                    f"{file}, row {unit.row}: {make_printable(unit.name)} is said to be in "
                    f"{_name(map_, by_name)}, and its coordinates are in {_name(map_, by_map.id)}."
                )
        elif by_map is not None and (by_map.metres == 0 or mapped.outside == "nearest"):
            placed[unit.id] = UnitPlace(by_map.id, position)
        elif by_map is not None and mapped.outside == "leave_out":
            placed[unit.id] = None
        else:
            placed[unit.id] = UnitPlace("", position)
    _tell(file, units, (outside, placed, inside), map_, mapped, notes)
    for text in unknown:
        loc = ("units", "rename", "locality", text)
        notes.ask(loc, f"which locality is {make_printable(text)}?", map_.list_names())
    return placed


def _tell(
    file: str,
    units: Sequence[ListedUnit],
    found: tuple[Sequence[ListedUnit], Mapping[str, UnitPlace | None], Mapping[str, PointPlace]],
    map_: ImportedMap,
    mapped: MappedUnits,
    notes: ImportNotes,
) -> None:
    """Ask about, or tell of, units that lie in no boundary and units without any place."""
    outside, placed, inside = found
    if outside and mapped.outside == "ask":
        told = [
            f"{make_printable(each.name)} ({inside[each.id].metres:,} m from "
            f"{_name(map_, inside[each.id].id)})"
            for each in outside
        ]
        named = join_names(shorten_list(told, _MOST_NAMED, _MOST_NAMED))
        are = "lies" if len(outside) == 1 else "lie"
        text = f"{named} {are} in no boundary; what is done with such units?"
        notes.ask(("units", "outside"), text, ("nearest", "leave_out"))
    gone = [unit for unit in units if placed[unit.id] is None]
    if gone:
        named = join_names([make_printable(unit.name) for unit in gone[:_MOST_NAMED]])
        what = format_count(len(gone), "unit")
        notes.left_out.append(f"{file}: {what} in no boundary: {named}.")
    wide = [
        unit.name for unit in units if (place := placed[unit.id]) is not None and not place.locality
    ]
    if wide and map_.localities:
        named = join_names(shorten_list(list(map(make_printable, wide)), _MOST_NAMED, _MOST_NAMED))
        notes.remarks.append(
            f"{file}: {format_count(len(wide), 'unit')} without a place became authority-wide: "
            f"{named}."
        )


def _name(map_: ImportedMap, locality: str) -> str:
    names = {row["id"]: row.get("name", row["id"]) for row in map_.localities}
    return make_printable(names.get(locality, locality))


def _find_by_name(
    unit: ListedUnit,
    map_: ImportedMap,
    postcodes: Mapping[str, str],
    mapped: MappedUnits,
    unknown: dict[str, None],
) -> str | None:
    """The locality that a person, the table or the lookup names; None where none does."""
    if unit.id in mapped.localities:
        decided = mapped.localities[unit.id]
        return map_.find_locality(decided) or decided
    for text in (unit.cells["locality"], postcodes.get(fold_postcode(unit.cells["postcode"]), "")):
        if text:
            found = map_.find_locality(text)
            if found is None:
                unknown[text] = None
            return found or ""
    return None


def _read_positions(
    file: str, units: Sequence[ListedUnit], notes: ImportNotes
) -> dict[str, DegreesPair]:
    """Id -> degrees, of units that have coordinates; swapped ones are turned round and told."""
    faults: list[Fault] = []
    degrees: dict[str, DegreesPair] = {}
    for unit in units:
        for pair, grid in ((("lat", "lon"), False), (("easting", "northing"), True)):
            first, second = (unit.cells[column] for column in pair)
            if not first or not second or (first, second) == ("0", "0"):
                continue
            try:
                one, other = float(parse_number(first)), float(parse_number(second))
            except ValueError as error:
                where = f"{file}, row {unit.row}, columns {pair[0]} and {pair[1]}"
                faults.append(Fault(where, str(error), f"{first} and {second}"))
                continue
            degrees[unit.id] = convert_grid_metres(one, other) if grid else (one, other)
            break
    notes.add_row_faults(faults, file)
    if degrees:
        extent = measure_range([(lon, lat) for lat, lon in degrees.values()])
        kind = recognise_coordinates(extent)
        if kind == "swapped degrees":
            notes.remarks.append(f"{file}: latitude and longitude are swapped; turned round.")
            return {short: (lon, lat) for short, (lat, lon) in degrees.items()}
        if kind != "degrees":
            right = "are no degrees; metres of the national grid are easting and northing"
            shown = f"{extent.least_y:g} to {extent.most_y:g}"
            notes.faults.append(Fault(f"{file}, columns lat and lon", right, shown))
            return {}
    return degrees


def _find_boundaries(
    units: Sequence[ListedUnit], positions: Mapping[str, DegreesPair], map_: ImportedMap
) -> dict[str, PointPlace]:
    """Id -> the boundary in which, or nearest to which, the unit lies."""
    if map_.boundaries is None or not positions:
        return {}
    found = convert_to_degrees(map_.boundaries)
    held = [unit.id for unit in units if unit.id in positions]
    points = [positions[short][::-1] for short in held]
    return dict(zip(held, place_points(found, points), strict=True))
