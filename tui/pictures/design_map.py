"""A design on the map of lots, or localities by services where there are no coordinates."""

from math import cos, radians

from lotdesign.geography import GlobePosition, PlanePosition
from lotdesign.scenario.scenario import Scenario
from tui.canvas.glyphs import Glyphs
from tui.canvas.lot_map import LOT_COLOURS, MapUnit, draw_crosstab, draw_lot_map
from tui.canvas.picture import Line, Picture, Span
from tui.safe_text import clip_columns, make_safe
from tui.session.designs import LotUnits, number_of_letter, shorten_letter
from tui.snapshot import Snapshot


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
