"""A map of lots: every point belongs to the lot of the unit that is nearest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tui.canvas.glyphs import Glyphs
from tui.canvas.spans import Line, Span

ASPECT = 2.0
"""How many times higher than wide a character is."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit on the map: where it lies, the number of its lot and the letter to draw."""

    x: float
    y: float
    lot: int
    letter: str


def area_map(
    spots: Sequence[Spot],
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
    corners = [[lots[unit] for unit in line] for line in nearest(places, columns + 1, rows + 1)]
    cells = [[_cell(corners, x, y, glyphs, chosen) for x in range(columns)] for y in range(rows)]
    taken = _units(cells, spots, places, columns, rows, moved)
    _badges(cells, spots, taken)
    return [_joined(line) for line in cells]


@lru_cache(maxsize=64)
def nearest(
    places: tuple[tuple[float, float], ...], columns: int, rows: int
) -> tuple[tuple[int, ...], ...]:
    """For each point of a grid over all places the nearest of them, ties to the first."""
    left, top, step = _frame(places, columns, rows)
    distinct = tuple(dict.fromkeys(places))
    first = [places.index(each) for each in distinct]
    grid = []
    for row in range(rows):
        y = top - row * step * ASPECT
        down = [(place[1] - y) ** 2 for place in distinct]
        line = []
        for column in range(columns):
            x = left + column * step
            away = [(place[0] - x) ** 2 + d for place, d in zip(distinct, down, strict=True)]
            line.append(first[away.index(min(away))])
        grid.append(tuple(line))
    return tuple(grid)


def _frame(
    places: Sequence[tuple[float, float]], columns: int, rows: int
) -> tuple[float, float, float]:
    """The left and top ends of the map, and how far one column goes."""
    xs, ys = [p[0] for p in places], [p[1] for p in places]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    step = max(wide / max(1, columns - 7), high / max(1, rows - 3) / ASPECT, 1e-9)
    if wide == high == 0:
        step = 1.0
    left = (max(xs) + min(xs)) / 2 - step * (columns - 1) / 2
    top = (max(ys) + min(ys)) / 2 + step * ASPECT * (rows - 1) / 2
    return left, top, step


Cell = list[str]
"""A character and its style."""


def _cell(
    corners: Sequence[Sequence[int]], x: int, y: int, glyphs: Glyphs, chosen: int | None
) -> Cell:
    """A piece of border where the lots at the four corners differ, else a piece of a lot."""
    a, b = corners[y][x], corners[y][x + 1]
    c, d = corners[y + 1][x], corners[y + 1][x + 1]
    arms = (a != b) | (b != d) << 1 | (c != d) << 2 | (a != c) << 3
    if arms:
        return [glyphs.arms[arms], f"area-{a % AREAS} border"]
    hatch = "░" if glyphs.full == "█" else ":"
    return [hatch if a == chosen else " ", f"area-{a % AREAS}"]


AREAS = 12
"""Colours of lots."""


def _units(
    cells: list[list[Cell]],
    spots: Sequence[Spot],
    places: Sequence[tuple[float, float]],
    columns: int,
    rows: int,
    moved: frozenset[int],
) -> dict[int, tuple[int, int]]:
    """Draws the letter of each unit where it lies, or beside it where that is taken."""
    left, top, step = _frame(places, columns + 1, rows + 1)
    taken: dict[tuple[int, int], int] = {}
    for i, spot in enumerate(spots):
        x = int((spot.x - left) / step)
        y = int((top - spot.y) / step / ASPECT)
        place = next(
            (
                (x + dx, y + dy)
                for dy, dx in _AROUND
                if (x + dx, y + dy) not in taken and 0 <= x + dx < columns and 0 <= y + dy < rows
            ),
            None,
        )
        if place is not None:
            taken[place] = i
            look = "moved" if i in moved else ""
            cells[place[1]][place[0]] = [spot.letter, f"lot-{spot.lot % AREAS} {look}".strip()]
    return {i: place for place, i in taken.items()}


_AROUND = sorted(
    ((dy, dx) for dy in range(-2, 3) for dx in range(-4, 5)),
    key=lambda o: (2 * abs(o[0]) + abs(o[1]), o),
)


def _badges(
    cells: list[list[Cell]], spots: Sequence[Spot], taken: Mapping[int, tuple[int, int]]
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
                style = f"lot-{lot % AREAS} badge"
                cells[row][column - 1] = ["[", style]
                cells[row][column][1] = f"{cells[row][column][1]} badge"
                cells[row][column + 1] = ["]", style]
                used |= set(sides)
                break


def _joined(cells: Sequence[Cell]) -> Line:
    """Neighbouring cells of one style as one span."""
    spans: list[Span] = []
    for text, style in cells:
        if spans and spans[-1].style == style:
            spans[-1] = Span(spans[-1].text + text, style)
        else:
            spans.append(Span(text, style))
    return tuple(spans)
