"""What part of a map is in view, and which unit each point of it is nearest to."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor

from tui.snapshot import MapView

CHARACTER_ASPECT = 2.0
"""Height of a character over its width."""

MAP_ZOOM_FACTOR = 1.5
"""How much larger a map gets at once."""

WHOLE_MAP = MapView()


@dataclass(frozen=True, slots=True)
class MapUnit:
    """A unit on the map: its position, the number of its lot, and the letter to draw."""

    x: float
    y: float
    lot: int
    letter: str


@lru_cache(maxsize=64)
def find_nearest_units(
    places: tuple[tuple[float, float], ...],
    columns: int,
    rows: int,
    window: "MapWindow | None" = None,
) -> tuple[tuple[int, ...], ...]:
    """The position of the nearest place for each point of a grid over a window, ties to the first.

    Indexed by row and column.
    """
    window = window or fit_map(places, columns, rows)
    left, top, step = window.left, window.top, window.step
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


@dataclass(frozen=True, slots=True)
class MapWindow:
    """The left and top ends of what is in view, and how far one column goes, in map units."""

    left: float
    top: float
    step: float

    def find_cell(self, x: float, y: float) -> tuple[int, int]:
        """The column and row of a point, outside the map where it is out of view."""
        across = (x - self.left) / self.step
        return floor(across), floor((self.top - y) / self.step / CHARACTER_ASPECT)


def find_map_window(
    units: Sequence[MapUnit], columns: int, rows: int, chosen: int | None, view: MapView
) -> MapWindow:
    """What is in view: the whole map, or a part around the `chosen` lot."""
    places = [(unit.x, unit.y) for unit in units]
    whole = fit_map(places, columns + 1, rows + 1)
    if not view.zoom:
        return whole
    own = [unit for unit in units if unit.lot == chosen] or list(units)
    step = whole.step / MAP_ZOOM_FACTOR**view.zoom
    x = sum(unit.x for unit in own) / len(own) + view.right * step * columns / 4
    y = sum(unit.y for unit in own) / len(own) - view.down * step * CHARACTER_ASPECT * rows / 4
    return MapWindow(x - step * columns / 2, y + step * CHARACTER_ASPECT * rows / 2, step)


def fit_map(places: Sequence[tuple[float, float]], columns: int, rows: int) -> MapWindow:
    """The window in which all places are."""
    xs, ys = [p[0] for p in places], [p[1] for p in places]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    step = max(wide / max(1, columns - 7), high / max(1, rows - 3) / CHARACTER_ASPECT, 1e-9)
    if wide == high == 0:
        step = 1.0
    left = (max(xs) + min(xs)) / 2 - step * (columns - 1) / 2
    top = (max(ys) + min(ys)) / 2 + step * CHARACTER_ASPECT * (rows - 1) / 2
    return MapWindow(left, top, step)
