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
"""How many times higher than wide a character is."""


@dataclass(frozen=True, slots=True)
class MapUnit:
    """A unit on the map: where it lies, the number of its lot and the letter to draw."""

    x: float
    y: float
    lot: int
    letter: str


def draw_lot_map(
    spots: Sequence[MapUnit],
    columns: int,
    rows: int,
    glyphs: Glyphs,
    chosen: int | None = None,
    moved: frozenset[int] = frozenset(),
) -> list[Line]:
    """The map; the chosen lot is hatched, moved units stand in reverse, each lot has a badge."""
    if not spots or columns < 4 or rows < 2:
        return []
    places = tuple((spot.x, spot.y) for spot in spots)
    lots = [spot.lot for spot in spots]
    corners = [
        [lots[unit] for unit in line] for line in find_nearest_units(places, columns + 1, rows + 1)
    ]
    cells = [
        [_draw_map_cell(corners, x, y, glyphs, chosen) for x in range(columns)] for y in range(rows)
    ]
    taken = _draw_units(cells, spots, places, columns, rows, moved)
    _draw_badges(cells, spots, taken)
    return [_join_cells(line) for line in cells]


@lru_cache(maxsize=64)
def find_nearest_units(
    places: tuple[tuple[float, float], ...], columns: int, rows: int
) -> tuple[tuple[int, ...], ...]:
    """For each point of a grid over all places the nearest of them, ties to the first."""
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
    """The left and top ends of the map, and how far one column goes."""
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
    """A piece of border where the lots at the four corners differ, else a piece of a lot."""
    a, b = corners[y][x], corners[y][x + 1]
    c, d = corners[y + 1][x], corners[y + 1][x + 1]
    arms = (a != b) | (b != d) << 1 | (c != d) << 2 | (a != c) << 3
    if arms:
        return [glyphs.arms[arms], f"area-{a % LOT_COLOURS} border"]
    hatch = "░" if glyphs.full == "█" else ":"
    return [hatch if a == chosen else " ", f"area-{a % LOT_COLOURS}"]


LOT_COLOURS = 12
"""Colours of lots."""


def _draw_units(
    cells: list[list[MapCell]],
    spots: Sequence[MapUnit],
    places: Sequence[tuple[float, float]],
    columns: int,
    rows: int,
    moved: frozenset[int],
) -> dict[int, tuple[int, int]]:
    """Draws the letter of each unit where it lies, or beside it where that is taken."""
    left, top, step = _fit_map(places, columns + 1, rows + 1)
    taken: dict[tuple[int, int], int] = {}
    for i, spot in enumerate(spots):
        x = int((spot.x - left) / step)
        y = int((top - spot.y) / step / CHARACTER_ASPECT)
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
                spot.letter,
                f"lot-{spot.lot % LOT_COLOURS} {look}".strip(),
            ]
    return {i: place for place, i in taken.items()}


_OFFSETS_BY_DISTANCE = sorted(
    ((dy, dx) for dy in range(-2, 3) for dx in range(-4, 5)),
    key=lambda o: (2 * abs(o[0]) + abs(o[1]), o),
)


def _draw_badges(
    cells: list[list[MapCell]], spots: Sequence[MapUnit], taken: Mapping[int, tuple[int, int]]
) -> None:
    """Brackets around the letter in the middle of each lot, where they cover no other unit."""
    used = set(taken.values())
    for lot in dict.fromkeys(spot.lot for spot in spots):
        own = [i for i in taken if spots[i].lot == lot]
        if not own:
            continue
        x = sum(spots[i].x for i in own) / len(own)
        y = sum(spots[i].y for i in own) / len(own)
        ordered = sorted(own, key=lambda i: (spots[i].x - x) ** 2 + (spots[i].y - y) ** 2)
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
    """Neighbouring cells of one style as one span."""
    spans: list[Span] = []
    for text, style in cells:
        if spans and spans[-1].style == style:
            spans[-1] = Span(spans[-1].text + text, style)
        else:
            spans.append(Span(text, style))
    return tuple(spans)


LotsByPlace = Mapping[tuple[str, str], Sequence[tuple[int, str]]]
"""(locality, service) -> the lots there, each by number and letter."""


def draw_crosstab(
    localities: Sequence[tuple[str, str]],
    services: Sequence[tuple[str, str]],
    held: LotsByPlace,
    columns: int,
    rows: int,
    glyphs: Glyphs,
    chosen: int | None = None,
) -> list[Line]:
    """A row a locality, a column a service, each given by id and name."""
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
    """The design on show, with the lot of the cursor hatched."""
    entry = snapshot.entry
    if entry is None or not entry.lots:
        said = "No design to draw." if entry is not None else ""
        return Picture(((Span(said, "dim"),),))
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
    """A design over the authority; what lies nowhere stands in a line below.

    `chosen` is the number of a lot's letter.
    """
    lot_of = {unit: letters[i] for i, lot in enumerate(lots) for unit in lot}
    placed = [u for u in scenario.units if u.position is not None and u.id in lot_of]
    if len({unit.position for unit in placed}) < 2:
        return _draw_crosstab(scenario, lot_of, columns, rows, glyphs, chosen)
    spots = [
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
    return [*draw_lot_map(spots, columns, height, glyphs, chosen, shifted), *below]


def project_position(position: PlanePosition | GlobePosition) -> tuple[float, float]:
    """A position on a plane, near enough for a picture."""
    if isinstance(position, PlanePosition):
        return float(position.x), float(position.y)
    return float(position.lon) * cos(radians(float(position.lat))), float(position.lat)


def _draw_unplaced_units(
    scenario: Scenario,
    lot_of: dict[str, str],
    columns: int,
    placed: set[str],
) -> list[Line]:
    """Authority-wide units by their lots, in one line."""
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
