"""A design on a map: every point belongs to the lot of its nearest unit.

Without coordinates a table of localities by services stands in its place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

from lotdesign.geography import GlobePosition, PlanePosition
from lotdesign.scenario.scenario import Scenario
from tui.canvas.picture import Glyphs, Line, Picture, Span
from tui.safe_text import clip_columns, fit_columns, make_safe
from tui.session.session import LotUnits, number_of_letter, shorten_letter
from tui.snapshot import Snapshot

CHARACTER_ASPECT = 2.0
"""Height of a character over its width."""

LOT_COLOURS = 12
"""Number of colours of lots."""

_OFFSETS_BY_DISTANCE = sorted(
    ((dy, dx) for dy in range(-2, 3) for dx in range(-4, 5)),
    key=lambda o: (2 * abs(o[0]) + abs(o[1]), o),
)
"""(rows, columns) from a unit to where its letter is drawn when its place is taken."""


@dataclass(frozen=True, slots=True)
class MapUnit:
    """A unit on the map: its position, the number of its lot, and the letter to draw."""

    x: float
    y: float
    lot: int
    letter: str


def draw_lot_map(
    units: Sequence[MapUnit],
    columns: int,
    rows: int,
    glyphs: Glyphs,
    chosen: int | None = None,
    moved: frozenset[int] = frozenset(),
) -> list[Line]:
    """The map; the `chosen` lot is hatched, `moved` units (positions) stand in reverse."""
    if not units or columns < 4 or rows < 2:
        return []
    places = tuple((unit.x, unit.y) for unit in units)
    lots = [unit.lot for unit in units]
    corners = [
        [lots[unit] for unit in line] for line in find_nearest_units(places, columns + 1, rows + 1)
    ]
    cells = [
        [_draw_map_cell(corners, x, y, glyphs, chosen) for x in range(columns)] for y in range(rows)
    ]
    taken = _draw_units(cells, units, places, columns, rows, moved)
    _draw_badges(cells, units, taken)
    return [_join_cells(line) for line in cells]


@lru_cache(maxsize=64)
def find_nearest_units(
    places: tuple[tuple[float, float], ...], columns: int, rows: int
) -> tuple[tuple[int, ...], ...]:
    """The position of the nearest place for each point of a grid over all, ties to the first.

    Indexed by row and column.
    """
    left, top, step = _fit_map(places, columns, rows)
    distinct = tuple(dict.fromkeys(places))
    first = [places.index(each) for each in distinct]
    grid = []
    for row in range(rows):
        y = top - row * step * CHARACTER_ASPECT
        down = [(place[1] - y) ** 2 for place in distinct]
        line = []
        for column in range(columns):
            x = left + column * step
            away = [(place[0] - x) ** 2 + d for place, d in zip(distinct, down, strict=True)]
            line.append(first[away.index(min(away))])
        grid.append(tuple(line))
    return tuple(grid)


def _fit_map(
    places: Sequence[tuple[float, float]], columns: int, rows: int
) -> tuple[float, float, float]:
    """The left and top ends of the map, and how far one column goes, in map units."""
    xs, ys = [p[0] for p in places], [p[1] for p in places]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    step = max(wide / max(1, columns - 7), high / max(1, rows - 3) / CHARACTER_ASPECT, 1e-9)
    if wide == high == 0:
        step = 1.0
    left = (max(xs) + min(xs)) / 2 - step * (columns - 1) / 2
    top = (max(ys) + min(ys)) / 2 + step * CHARACTER_ASPECT * (rows - 1) / 2
    return left, top, step


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
    places: Sequence[tuple[float, float]],
    columns: int,
    rows: int,
    moved: frozenset[int],
) -> dict[int, tuple[int, int]]:
    """Draws the letter of each unit at its place or near it; returns unit -> (column, row)."""
    left, top, step = _fit_map(places, columns + 1, rows + 1)
    taken: dict[tuple[int, int], int] = {}
    for i, unit in enumerate(units):
        x = int((unit.x - left) / step)
        y = int((top - unit.y) / step / CHARACTER_ASPECT)
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


LotsByPlace = Mapping[tuple[str, str], Sequence[tuple[int, str]]]
"""(locality id, service id) -> number and letter of each lot there."""


def draw_crosstab(
    localities: Sequence[tuple[str, str]],
    services: Sequence[tuple[str, str]],
    held: LotsByPlace,
    columns: int,
    rows: int,
    glyphs: Glyphs,
    chosen: int | None = None,
) -> list[Line]:
    """A row for each locality and a column for each service, both given as (id, name)."""
    label = min(24, max(10, columns // 3))
    each = max(4, (columns - label) // max(1, len(services)) - 1)
    across = services[: max(1, (columns - label) // (each + 1))]
    head = [Span(" " * label)]
    for _, name in across:
        head.append(Span(" " + fit_columns(make_safe(name), each), "dim"))
    lines: list[Line] = [tuple(head)]
    for place, name in localities[: rows - 1]:
        spans = [Span(fit_columns(make_safe(name), label))]
        for service, _ in across:
            spans.append(Span(" "))
            spans += _draw_crosstab_cell(held.get((place, service), ()), each, glyphs, chosen)
        lines.append(tuple(spans))
    return lines


def _draw_crosstab_cell(
    lots: Sequence[tuple[int, str]], columns: int, glyphs: Glyphs, chosen: int | None
) -> list[Span]:
    if not lots:
        return [Span(fit_columns(glyphs.dot, columns), "dim")]
    spans: list[Span] = []
    room = columns
    for number, letter in lots:
        text = f"[{letter}]" if number == chosen else f" {letter} "
        if len(text) > room:
            break
        spans.append(Span(text, f"lot-{number % LOT_COLOURS} badge"))
        room -= len(text)
    return [*spans, Span(" " * room)]


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
) -> list[Line]:
    """A design on the map, with units that have no position in a line below.

    `chosen` is the number of a lot's letter, `moved` are unit ids.
    """
    lot_of = {unit: letters[i] for i, lot in enumerate(lots) for unit in lot}
    placed = [u for u in scenario.units if u.position is not None and u.id in lot_of]
    if len({unit.position for unit in placed}) < 2:
        return _draw_crosstab(scenario, lot_of, columns, rows, glyphs, chosen)
    units = [
        MapUnit(
            *project_position(unit.position),
            number_of_letter(lot_of[unit.id]),
            shorten_letter(lot_of[unit.id]),
        )
        for unit in placed
        if unit.position is not None
    ]
    shifted = frozenset(i for i, unit in enumerate(placed) if unit.id in moved)
    below = _draw_unplaced_units(scenario, lot_of, columns, {unit.id for unit in placed})
    height = rows - len(below)
    return [*draw_lot_map(units, columns, height, glyphs, chosen, shifted), *below]


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
    return draw_crosstab(localities, services, held, columns, rows, glyphs, chosen)
