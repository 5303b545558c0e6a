"""The lots on a map: a dot a unit at its place, with its lot's number, tied to the lot's middle."""

from collections.abc import Iterator, Mapping, Sequence
from math import cos, hypot, pi, radians, sin, sqrt

from lotdesign.faults import make_printable
from lotdesign.geography import GlobePosition, PlanePosition
from lotdesign.papers.drawings.svg import (
    INK,
    LOT_COLOURS,
    PALE,
    draw_dot,
    draw_line,
    draw_words,
    write_drawing,
)
from lotdesign.report.amounts import format_figure
from lotdesign.scenario.scenario import Scenario

MAP_WIDTH, LEAST_HEIGHT, MOST_HEIGHT = 760.0, 240.0, 760.0
MARGIN = 56.0
DOT_RADIUS = 11.0
MOST_NAMES, LONGEST_NAME, LETTER_WIDTH = 40, 40, 6.5
TURN = pi * (3 - sqrt(5))
"""Dots at one place are laid along a spiral, each turned by the golden angle."""
_SCALE_STEPS_KM = (0.5, 1, 2, 5, 10, 20, 50, 100, 200)

MapPlace = tuple[float, float]


def draw_lot_map(scenario: Scenario, lots: Sequence[Sequence[str]]) -> str | None:
    """Draw the map; None where fewer than two places are known."""
    places = _find_places(scenario)
    distinct = set(places.values())
    if len(distinct) < 2:
        return None
    step, high = _fit(list(distinct))
    on_paper = {unit: _put(place, list(distinct), step, high) for unit, place in places.items()}
    return write_drawing(
        MAP_WIDTH, high, _draw_map(scenario, lots, _spread_out(on_paper), step, high)
    )


def _find_places(scenario: Scenario) -> Mapping[str, MapPlace]:
    """Id of a unit -> (kilometres east, kilometres north), on a plane of the middle latitude."""
    flat = {
        unit.id: (float(unit.position.x), float(unit.position.y))
        for unit in scenario.units
        if isinstance(unit.position, PlanePosition)
    }
    globe = {
        unit.id: unit.position
        for unit in scenario.units
        if isinstance(unit.position, GlobePosition)
    }
    if flat or not globe:
        return flat
    middle = sum(float(at.lat) for at in globe.values()) / len(globe)
    per_degree = 111.195
    return {
        unit: (float(at.lon) * per_degree * cos(radians(middle)), float(at.lat) * per_degree)
        for unit, at in globe.items()
    }


def _fit(places: list[MapPlace]) -> tuple[float, float]:
    """How many picture units make a kilometre, and how high the picture is."""
    wide = max(x for x, _ in places) - min(x for x, _ in places)
    tall = max(y for _, y in places) - min(y for _, y in places)
    room = MAP_WIDTH - 2 * MARGIN
    step = min(room / max(wide, 1e-9), (MOST_HEIGHT - 2 * MARGIN) / max(tall, 1e-9))
    return step, min(MOST_HEIGHT, max(LEAST_HEIGHT, tall * step + 2 * MARGIN))


def _put(place: MapPlace, all_: list[MapPlace], step: float, high: float) -> MapPlace:
    left, right = min(x for x, _ in all_), max(x for x, _ in all_)
    low, top = min(y for _, y in all_), max(y for _, y in all_)
    return (
        MAP_WIDTH / 2 + (place[0] - (left + right) / 2) * step,
        high / 2 - (place[1] - (low + top) / 2) * step,
    )


def _spread_out(places: Mapping[str, MapPlace]) -> Mapping[str, MapPlace]:
    """Move dots that would cover one another to the nearest free place around their own."""
    taken: list[MapPlace] = []
    moved = {}
    for unit, (x, y) in places.items():
        at, turn = (x, y), 0
        while any(hypot(at[0] - a, at[1] - b) < 2 * DOT_RADIUS for a, b in taken) and turn < 400:
            turn += 1
            away = DOT_RADIUS * 1.1 * sqrt(turn)
            at = (x + away * cos(turn * TURN), y + away * sin(turn * TURN))
        at = (min(max(at[0], DOT_RADIUS), MAP_WIDTH - DOT_RADIUS), at[1])
        taken.append(at)
        moved[unit] = at
    return moved


def _draw_map(
    scenario: Scenario,
    lots: Sequence[Sequence[str]],
    places: Mapping[str, MapPlace],
    step: float,
    high: float,
) -> Iterator[str]:
    yield from _draw_neighbours(scenario, places)
    for lot, units in enumerate(lots):
        here = [places[unit] for unit in units if unit in places]
        colour = LOT_COLOURS[lot % len(LOT_COLOURS)]
        if here:
            middle = (sum(x for x, _ in here) / len(here), sum(y for _, y in here) / len(here))
            yield from (draw_line(*middle, *at, colour, 3) for at in here)
    for lot, units in enumerate(lots):
        colour = LOT_COLOURS[lot % len(LOT_COLOURS)]
        for unit in units:
            if unit in places:
                x, y = places[unit]
                yield draw_dot(x, y, DOT_RADIUS, colour)
                number = str(lot + 1)
                size = 12 if len(number) < 3 else 9
                yield draw_words(
                    x, y + 4, number, size=size, anchor="middle", fill="#ffffff", bold=True
                )
    yield from _draw_names(scenario, places, high)
    yield from _draw_scale(step, high)


def _draw_names(scenario: Scenario, places: Mapping[str, MapPlace], high: float) -> Iterator[str]:
    """The name of each locality under its lowest dot; none where there are too many to read."""
    if len(scenario.localities) > MOST_NAMES:
        return
    for locality in scenario.localities:
        held = [
            places[unit.id]
            for unit in scenario.units
            if unit.locality == locality.id and unit.id in places
        ]
        if held:
            name = make_printable(locality.name or locality.id, LONGEST_NAME)
            half = LETTER_WIDTH * len(name) / 2
            x = min(max(sum(x for x, _ in held) / len(held), half), MAP_WIDTH - half)
            y = min(max(y for _, y in held) + 2 * DOT_RADIUS + 2, high - 4)
            yield draw_words(x, y, name, size=12, anchor="middle")


def _draw_neighbours(scenario: Scenario, places: Mapping[str, MapPlace]) -> Iterator[str]:
    """Pale lines between the middles of localities that touch."""
    held: dict[str, list[MapPlace]] = {}
    for unit in scenario.units:
        if unit.locality and unit.id in places:
            held.setdefault(unit.locality, []).append(places[unit.id])
    middles = {
        place: (sum(x for x, _ in at) / len(at), sum(y for _, y in at) / len(at))
        for place, at in held.items()
    }
    for a, b in sorted(scenario.neighbours):
        if a < b and a in middles and b in middles:
            yield draw_line(*middles[a], *middles[b], PALE, 2)


def _draw_scale(step: float, high: float) -> Iterator[str]:
    """A bar of a round number of kilometres, at most a quarter of the picture."""
    fitting = [km for km in _SCALE_STEPS_KM if km * step <= MAP_WIDTH / 4]
    if fitting:
        long = fitting[-1] * step
        yield draw_line(16, high - 16, 16 + long, high - 16, INK, 2)
        yield draw_words(16, high - 22, format_figure(int(fitting[-1] * 1000), "metres"), size=12)
