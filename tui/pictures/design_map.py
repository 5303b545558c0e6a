"""A design on a map: every point belongs to the lot of its nearest unit.

Without coordinates a table of localities by services stands in its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

from lotdesign.geography import GlobePosition, PlanePosition
from lotdesign.scenario.scenario import Scenario, Unit
from tui.canvas.glyphs import Glyphs
from tui.canvas.picture import Line, Picture, Span
from tui.pictures.crosstab import LOT_COLOURS, draw_crosstab
from tui.pictures.map_window import (
    WHOLE_MAP,
    MapUnit,
    MapWindow,
    find_map_window,
    find_nearest_units,
)
from tui.safe_text import clip_columns, make_safe
from tui.session.session import LotUnits, number_of_letter, shorten_letter
from tui.snapshot import MapView, Snapshot

_OFFSETS_BY_DISTANCE = sorted(
    ((dy, dx) for dy in range(-2, 3) for dx in range(-4, 5)),
    key=lambda o: (2 * abs(o[0]) + abs(o[1]), o),
)
"""(rows, columns) from a unit to where its letter is drawn when its place is taken."""


def draw_lot_map(
    units: Sequence[MapUnit],
    columns: int,
    rows: int,
    glyphs: Glyphs,
    chosen: int | None = None,
    moved: frozenset[int] = frozenset(),
    view: MapView = WHOLE_MAP,
) -> list[Line]:
    """The map; the `chosen` lot is hatched, `moved` units (positions) stand in reverse."""
    if not units or columns < 4 or rows < 2:
        return []
    places = tuple((unit.x, unit.y) for unit in units)
    lots = [unit.lot for unit in units]
    window = find_map_window(units, columns, rows, chosen, view)
    corners = [
        [lots[unit] for unit in line]
        for line in find_nearest_units(places, columns + 1, rows + 1, window)
    ]
    cells = [
        [_draw_map_cell(corners, x, y, glyphs, chosen) for x in range(columns)] for y in range(rows)
    ]
    taken = _draw_units(cells, units, window, columns, rows, moved)
    _draw_badges(cells, units, taken)
    return [_join_cells(line) for line in cells]


MapCell = list[str]
"""A character and its style."""


def _draw_map_cell(
    corners: Sequence[Sequence[int]], x: int, y: int, glyphs: Glyphs, chosen: int | None
) -> MapCell:
    """A border character where the lots at the corners of a cell differ, else a piece of a lot."""
    a, b = corners[y][x], corners[y][x + 1]
    c, d = corners[y + 1][x], corners[y + 1][x + 1]
    arms = (a != b) | (b != d) << 1 | (c != d) << 2 | (a != c) << 3
    if arms:
        return [glyphs.arms[arms], f"area-{a % LOT_COLOURS} border"]
    hatch = "░" if glyphs.full == "█" else ":"
    return [hatch if a == chosen else " ", f"area-{a % LOT_COLOURS}"]


def _draw_units(
    cells: list[list[MapCell]],
    units: Sequence[MapUnit],
    window: MapWindow,
    columns: int,
    rows: int,
    moved: frozenset[int],
) -> dict[int, tuple[int, int]]:
    """Draws the letter of each unit at its place or near it; returns unit -> (column, row)."""
    taken: dict[tuple[int, int], int] = {}
    for i, unit in enumerate(units):
        x, y = window.find_cell(unit.x, unit.y)
        if not (0 <= x < columns and 0 <= y < rows):
            continue
        place = next(
            (
                (x + dx, y + dy)
                for dy, dx in _OFFSETS_BY_DISTANCE
                if (x + dx, y + dy) not in taken and 0 <= x + dx < columns and 0 <= y + dy < rows
            ),
            None,
        )
        if place is not None:
            taken[place] = i
            look = "moved" if i in moved else ""
            cells[place[1]][place[0]] = [
                unit.letter,
                f"lot-{unit.lot % LOT_COLOURS} {look}".strip(),
            ]
    return {i: place for place, i in taken.items()}


def _draw_badges(
    cells: list[list[MapCell]], units: Sequence[MapUnit], taken: Mapping[int, tuple[int, int]]
) -> None:
    """Draws brackets around the most central letter of each lot that has room for them."""
    used = set(taken.values())
    for lot in dict.fromkeys(unit.lot for unit in units):
        own = [i for i in taken if units[i].lot == lot]
        if not own:
            continue
        x = sum(units[i].x for i in own) / len(own)
        y = sum(units[i].y for i in own) / len(own)
        ordered = sorted(own, key=lambda i: (units[i].x - x) ** 2 + (units[i].y - y) ** 2)
        for i in ordered:
            column, row = taken[i]
            sides = [(column - 1, row), (column + 1, row)]
            if all(0 <= c < len(cells[0]) and (c, r) not in used for c, r in sides):
                style = f"lot-{lot % LOT_COLOURS} badge"
                cells[row][column - 1] = ["[", style]
                cells[row][column][1] = f"{cells[row][column][1]} badge"
                cells[row][column + 1] = ["]", style]
                used |= set(sides)
                break


def _join_cells(cells: Sequence[MapCell]) -> Line:
    """A line with neighbouring cells of one style in one span."""
    spans: list[Span] = []
    for text, style in cells:
        if spans and spans[-1].style == style:
            spans[-1] = Span(spans[-1].text + text, style)
        else:
            spans.append(Span(text, style))
    return tuple(spans)


def draw_shown_design(snapshot: Snapshot, columns: int, rows: int) -> Picture:
    """The design on show, with the lot that has the cursor hatched."""
    entry = snapshot.entry
    if entry is None or not entry.lots:
        text = "No design to draw." if entry is not None else ""
        return Picture(((Span(text, "dim"),),))
    return Picture(
        tuple(
            draw_design_map(
                snapshot.scenario,
                entry.lots,
                entry.letters,
                columns,
                rows,
                snapshot.glyphs,
                number_of_letter(entry.letters[snapshot.lot_position]),
                view=snapshot.view.map,
            )
        )
    )


def draw_design_map(
    scenario: Scenario,
    lots: LotUnits,
    letters: tuple[str, ...],
    columns: int,
    rows: int,
    glyphs: Glyphs,
    chosen: int | None = None,
    moved: frozenset[str] = frozenset(),
    view: MapView = WHOLE_MAP,
) -> list[Line]:
    """A design on the map, with units that have no position in a line below.

    `chosen` is the number of a lot's letter, `moved` are unit ids.
    """
    lot_of = {unit: letters[i] for i, lot in enumerate(lots) for unit in lot}
    placed = [u for u in scenario.units if u.position is not None and u.id in lot_of]
    if len({unit.position for unit in placed}) < 2:
        return _draw_crosstab(scenario, lot_of, columns, rows, glyphs, chosen, view)
    units = _place_units(placed, lot_of)
    shifted = frozenset(i for i, unit in enumerate(placed) if unit.id in moved)
    below = _draw_unplaced_units(scenario, lot_of, columns, {unit.id for unit in placed})
    height = rows - len(below)
    return [*draw_lot_map(units, columns, height, glyphs, chosen, shifted, view), *below]


def _place_units(placed: Sequence[Unit], lot_of: Mapping[str, str]) -> list[MapUnit]:
    return [
        MapUnit(
            *project_position(unit.position),
            number_of_letter(lot_of[unit.id]),
            shorten_letter(lot_of[unit.id]),
        )
        for unit in placed
        if unit.position is not None
    ]


@dataclass(frozen=True, slots=True)
class _ShownMap:
    """The units of the design on show on a map, what is in view, and the room that it has."""

    units: list[MapUnit]
    lots: list[int]
    window: MapWindow
    columns: int
    rows: int

    def has_in_view(self, cell: tuple[int, int]) -> bool:
        """Whether a column and row are on the map."""
        return 0 <= cell[0] < self.columns and 0 <= cell[1] < self.rows


def _find_shown_map(snapshot: Snapshot, columns: int, rows: int) -> _ShownMap | None:
    """The map in this room; None where there is no design, or no map of it."""
    entry = snapshot.entry
    if entry is None or not entry.lots:
        return None
    position_of = {unit: i for i, lot in enumerate(entry.lots) for unit in lot}
    placed = [u for u in snapshot.scenario.units if u.position is not None and u.id in position_of]
    if len({unit.position for unit in placed}) < 2:
        return None
    height = rows - (len(placed) < len(position_of))
    lot_of = {unit: entry.letters[i] for unit, i in position_of.items()}
    units = _place_units(placed, lot_of)
    chosen = number_of_letter(entry.letters[snapshot.lot_position])
    window = find_map_window(units, columns, height, chosen, snapshot.view.map)
    lots = [position_of[unit.id] for unit in placed]
    return _ShownMap(units, lots, window, columns, height)


def find_map_lot(snapshot: Snapshot, columns: int, rows: int, cell: tuple[int, int]) -> int | None:
    """The position of the lot at a column and row of the map in this room; None for none."""
    shown = _find_shown_map(snapshot, columns, rows)
    if shown is None or not shown.has_in_view(cell):
        return None
    places = tuple((unit.x, unit.y) for unit in shown.units)
    grid = find_nearest_units(places, columns + 1, shown.rows + 1, shown.window)
    return shown.lots[grid[cell[1]][cell[0]]]


def list_hidden_lots(snapshot: Snapshot, columns: int, rows: int) -> list[str]:
    """The letters of the lots of which no unit is in view on a map in this room."""
    shown = _find_shown_map(snapshot, columns, rows)
    if shown is None or not snapshot.view.map.zoom:
        return []
    letters = dict.fromkeys(unit.letter for unit in shown.units)
    cells = [(unit.letter, shown.window.find_cell(unit.x, unit.y)) for unit in shown.units]
    seen = {letter for letter, cell in cells if shown.has_in_view(cell)}
    return [letter for letter in letters if letter not in seen]


def project_position(position: PlanePosition | GlobePosition) -> tuple[float, float]:
    """A position on a plane, near enough for a picture; longitudes are scaled by the latitude."""
    if isinstance(position, PlanePosition):
        return float(position.x), float(position.y)
    return float(position.lon) * cos(radians(float(position.lat))), float(position.lat)


def _draw_unplaced_units(
    scenario: Scenario,
    lot_of: dict[str, str],
    columns: int,
    placed: set[str],
) -> list[Line]:
    """The units without a position by their lots, in one line."""
    lots: dict[str, list[str]] = {}
    for unit in scenario.units:
        if unit.id not in placed and unit.id in lot_of:
            lots.setdefault(lot_of[unit.id], []).append(make_safe(unit.name))
    if not lots:
        return []
    spans: list[Span] = [Span("everywhere ", "dim")]
    each = max(8, (columns - 11) // len(lots) - 5)
    for lot, names in lots.items():
        more = f" +{len(names) - 1}" if len(names) > 1 else ""
        spans.append(
            Span(f"[{shorten_letter(lot)}]", f"lot-{number_of_letter(lot) % LOT_COLOURS} badge")
        )
        spans.append(Span(f" {clip_columns(names[0], each - len(more))}{more} "))
    return [tuple(spans)]


def _draw_crosstab(
    scenario: Scenario,
    lot_of: dict[str, str],
    columns: int,
    rows: int,
    glyphs: Glyphs,
    chosen: int | None,
    view: MapView,
) -> list[Line]:
    held: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for unit in scenario.units:
        if unit.id in lot_of:
            lot = (number_of_letter(lot_of[unit.id]), shorten_letter(lot_of[unit.id]))
            cell = held.setdefault((unit.locality, unit.service), [])
            if lot not in cell:
                cell.append(lot)
    localities = [(place.id, place.name or place.id) for place in scenario.localities]
    if any(unit.locality == "" for unit in scenario.units):
        localities.append(("", "whole authority"))
    services = [(service, service.replace("_", " ")) for service in scenario.services]
    return draw_crosstab(localities, services, held, columns, rows, glyphs, chosen, view)
