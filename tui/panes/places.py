"""The map of lots, or localities by services where there are no coordinates."""

from math import cos, radians

from lotdesign.geography import Globe, Plane
from lotdesign.scenario.scenario import Scenario
from tui.canvas.areas import AREAS, Spot, area_map
from tui.canvas.crosstab import crosstab
from tui.canvas.glyphs import Glyphs
from tui.canvas.spans import Line, Picture, Span
from tui.panes.sight import Sight
from tui.session.entry import Lots
from tui.session.letters import hue, mark
from tui.text import clip, safe


def places(sight: Sight, columns: int, rows: int, focused: bool) -> Picture:
    """The design on show, with the lot of the cursor hatched."""
    entry = sight.entry
    if entry is None or not entry.lots:
        said = "No design to draw." if entry is not None else ""
        return Picture(((Span(said, "dim"),),))
    return Picture(
        tuple(
            design_map(
                sight.scenario,
                entry.lots,
                entry.letters,
                columns,
                rows,
                sight.glyphs,
                hue(entry.letters[sight.lot]),
            )
        )
    )


def design_map(
    scenario: Scenario,
    lots: Lots,
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
        return _table(scenario, lot_of, columns, rows, glyphs, chosen)
    spots = [
        Spot(*flat(unit.position), hue(lot_of[unit.id]), mark(lot_of[unit.id]))
        for unit in placed
        if unit.position is not None
    ]
    shifted = frozenset(i for i, unit in enumerate(placed) if unit.id in moved)
    below = _nowhere(scenario, lot_of, columns, {unit.id for unit in placed})
    height = rows - len(below)
    return [*area_map(spots, columns, height, glyphs, chosen, shifted), *below]


def flat(position: Plane | Globe) -> tuple[float, float]:
    """A position on a plane, near enough for a picture."""
    if isinstance(position, Plane):
        return float(position.x), float(position.y)
    return float(position.lon) * cos(radians(float(position.lat))), float(position.lat)


def _nowhere(
    scenario: Scenario,
    lot_of: dict[str, str],
    columns: int,
    placed: set[str],
) -> list[Line]:
    """Authority-wide units by their lots, in one line."""
    lots: dict[str, list[str]] = {}
    for unit in scenario.units:
        if unit.id not in placed and unit.id in lot_of:
            lots.setdefault(lot_of[unit.id], []).append(safe(unit.name))
    if not lots:
        return []
    spans: list[Span] = [Span("everywhere ", "dim")]
    each = max(8, (columns - 11) // len(lots) - 5)
    for lot, names in lots.items():
        more = f" +{len(names) - 1}" if len(names) > 1 else ""
        spans.append(Span(f"[{mark(lot)}]", f"lot-{hue(lot) % AREAS} badge"))
        spans.append(Span(f" {clip(names[0], each - len(more))}{more} "))
    return [tuple(spans)]


def _table(
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
            lot = (hue(lot_of[unit.id]), mark(lot_of[unit.id]))
            cell = held.setdefault((unit.locality, unit.service), [])
            if lot not in cell:
                cell.append(lot)
    localities = [(place.id, place.name or place.id) for place in scenario.localities]
    if any(unit.locality == "" for unit in scenario.units):
        localities.append(("", "whole authority"))
    services = [(service, service.replace("_", " ")) for service in scenario.services]
    return crosstab(localities, services, held, columns, rows, glyphs, chosen)
