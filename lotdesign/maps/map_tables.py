"""Tables of localities and neighbours from boundaries, and what is told of the map."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from lotdesign.faults import Fault, InputFaults, find_close_name, make_printable, suggest_name
from lotdesign.maps.borders import LEAST_TOLERANCES, NEAR_TOLERANCES, BoundaryPair, find_borders
from lotdesign.maps.boundaries import Boundary, BoundaryMap, convert_to_degrees
from lotdesign.maps.coordinate_kinds import measure_range
from lotdesign.maps.parts import split_into_parts
from lotdesign.maps.shapes import find_centres
from lotdesign.words import format_count, join_names, shorten_list

_MOST_NAMED = 6
_MOST_PAIRS_TOLD = 8
_DEGREE_PLACES = 5
"""Decimals of a degree that are a metre."""

ChosenPairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MapRow:
    """A row of a table by column, and the feature of the file that it comes from."""

    cells: dict[str, str]
    feature: int


@dataclass(frozen=True, slots=True)
class MapTable:
    """The rows that a map gives, and sentences on what it says."""

    rows: tuple[MapRow, ...]
    remarks: tuple[str, ...]


def take_known_coordinates(file: str, found: BoundaryMap) -> BoundaryMap:
    """The map as it can be measured: degrees that are swapped are turned round.

    Raises InputFaults for coordinates that are neither degrees nor metres of the national grid.
    """
    if found.kind == "swapped degrees":
        turned = convert_to_degrees(found)
        told = f"{file}: latitude and longitude are swapped; they were turned round."
        return replace(turned, remarks=(*found.remarks, told))
    if found.kind in ("degrees", "british national grid"):
        return found
    span = found.extent
    shown = f"{span.least_x:g} to {span.most_x:g}, {span.least_y:g} to {span.most_y:g}"
    what = "metres of web maps" if found.kind else "neither degrees nor British National Grid"
    right = f"its coordinates are {what}; export it in degrees (EPSG:4326)"
    raise InputFaults([Fault(file, right, shown)])


def build_locality_table(file: str, found: BoundaryMap) -> MapTable:
    """A row for each boundary: id, name, latitude and longitude of its centre of area."""
    known = convert_to_degrees(take_known_coordinates(file, found))
    rows = [
        MapRow(
            {
                "id": boundary.id,
                "name": boundary.name,
                "lat": f"{lat:.{_DEGREE_PLACES}f}",
                "lon": f"{lon:.{_DEGREE_PLACES}f}",
            },
            boundary.feature,
        )
        for boundary, (lon, lat) in zip(known.boundaries, find_centres(known), strict=True)
    ]
    return MapTable(tuple(rows), found.remarks)


def build_neighbour_table(
    file: str,
    found: BoundaryMap,
    tolerance: Fraction,
    add: ChosenPairs = (),
    remove: ChosenPairs = (),
    places: Collection[str] | None = None,
) -> MapTable:
    """A row for each pair of localities that share a border, or that a person added.

    `places` are the ids of the localities, where a table says so: boundaries of others are left
    out. Raises InputFaults for pairs of unknown localities and for unknown coordinates.
    """
    known = take_known_coordinates(file, found)
    remarks = list(known.remarks)
    if places is not None:
        known, told = _keep_places(file, known, places)
        remarks += told
    _check_pairs(file, [boundary.id for boundary in known.boundaries], [*add, *remove])
    if not known.boundaries:
        return MapTable((), tuple(remarks))
    borders = find_borders(known, float(tolerance))
    feature = {boundary.id: boundary.feature for boundary in known.boundaries}
    taken_out = {frozenset(pair) for pair in remove}
    shared = [pair for pair in borders.shared if frozenset((pair.a, pair.b)) not in taken_out]
    pairs = dict.fromkeys([(pair.a, pair.b) for pair in shared])
    here = {frozenset(pair) for pair in pairs}
    pairs |= dict.fromkeys((a, b) for a, b in add if frozenset((a, b)) not in here)
    near = [pair for pair in borders.near if frozenset((pair.a, pair.b)) not in taken_out]
    remarks += _describe_map(file, known, pairs, near, tolerance)
    rows = [MapRow({"a": a, "b": b}, feature[a]) for a, b in pairs]
    return MapTable(tuple(rows), tuple(remarks))


def _keep_places(
    file: str, found: BoundaryMap, places: Collection[str]
) -> tuple[BoundaryMap, list[str]]:
    """The boundaries of these places, and sentences on those that have none or are left out."""
    kept = tuple(boundary for boundary in found.boundaries if boundary.id in places)
    others = [boundary.id for boundary in found.boundaries if boundary.id not in places]
    without = [place for place in places if place not in {boundary.id for boundary in kept}]
    remarks = []
    if others:
        named = _name_some(others)
        remarks.append(f"{file}: boundaries of no locality were left out: {named}.")
    for place in without[:_MOST_NAMED]:
        close = find_close_name(place, others)
        hint = f"; did you mean '{make_printable(close)}'?" if close else ""
        remarks.append(
            f"{file}: {make_printable(place)} has no boundary, so that nothing touches it{hint}"
        )
    if len(without) > _MOST_NAMED:
        remarks.append(f"{file}: {len(without) - _MOST_NAMED:,} more localities have no boundary.")
    if not kept:
        return replace(found, boundaries=()), remarks
    extent = measure_range(point for boundary in kept for point in boundary.iterate_points())
    return replace(found, boundaries=kept, extent=extent), remarks


def _check_pairs(file: str, known: Sequence[str], pairs: Iterable[tuple[str, str]]) -> None:
    unknown = [each for pair in pairs for each in pair if each not in known]
    if unknown:
        raise InputFaults(
            Fault(file, f"no boundary has this id; {suggest_name(each, known)}", each)
            for each in dict.fromkeys(unknown)
        )


def _describe_map(
    file: str,
    found: BoundaryMap,
    pairs: Iterable[tuple[str, str]],
    near: Sequence[BoundaryPair],
    tolerance: Fraction,
) -> Iterator[str]:
    names = _tell_apart(found.boundaries)
    joined = list(pairs)
    places = [boundary.id for boundary in found.boundaries]
    yield (
        f"{file}: {format_count(len(joined), 'pair')} of {len(places):,} localities "
        f"{'touches' if len(joined) == 1 else 'touch'}: they share a border of at least "
        f"{_write_metres(LEAST_TOLERANCES * tolerance)}, drawn within {_write_metres(tolerance)}."
    )
    parts = split_into_parts(places, joined)
    if len(parts) > 1:
        told = [_name_some([names[place] for place in part]) for part in parts[:_MOST_NAMED]]
        more = [f"{len(parts) - _MOST_NAMED:,} more"] if len(parts) > _MOST_NAMED else []
        yield (
            f"{file}: the map falls into {len(parts):,} parts between which nothing touches: "
            f"{'; '.join([*told, *more])}."
        )
    part_of = {place: i for i, part in enumerate(parts) for place in part}
    added = {frozenset(pair) for pair in joined}
    open_pairs = [pair for pair in near if frozenset((pair.a, pair.b)) not in added]
    across = [pair for pair in open_pairs if part_of[pair.a] != part_of[pair.b]]
    inside = [pair for pair in open_pairs if part_of[pair.a] == part_of[pair.b]]
    far = _write_metres(NEAR_TOLERANCES * tolerance)
    if across:
        yield (
            f"{file}: these come within {far} of each other, and would join parts; add those that "
            f"people cross: {_list_pairs(across, names)}."
        )
    if inside:
        yield (
            f"{file}: these nearly touch, or only at a corner; add those that people cross: "
            f"{_list_pairs(inside, names)}."
        )


def _tell_apart(boundaries: Sequence[Boundary]) -> dict[str, str]:
    """The name of each by its id, with the id where several share a name."""
    names = [boundary.name for boundary in boundaries]
    return {
        each.id: make_printable(
            f"{each.name} ({each.id})" if names.count(each.name) > 1 else each.name
        )
        for each in boundaries
    }


def _list_pairs(pairs: Sequence[BoundaryPair], names: dict[str, str]) -> str:
    closest = sorted(pairs, key=lambda pair: (pair.gap_metres, -pair.border_metres))
    told = [
        f"{names[pair.a]} and {names[pair.b]} ({pair.gap_metres:,} m apart)" for pair in closest
    ]
    return "; ".join(shorten_list(told, _MOST_PAIRS_TOLD - 1, _MOST_PAIRS_TOLD))


def _name_some(names: Sequence[str]) -> str:
    return join_names(shorten_list(list(names), _MOST_NAMED - 1, _MOST_NAMED))


def _write_metres(metres: Fraction) -> str:
    return f"{float(metres):,.2f}".rstrip("0").rstrip(".") + " m"
