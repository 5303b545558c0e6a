"""The lots of the design on show, and one lot in full: its units, who can bid, who cannot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lotdesign.design import Route
from lotdesign.report.amounts import NO_FIGURE, format_millions, format_whole_pounds
from lotdesign.report.bidders import list_obstacles_by_provider
from lotdesign.report.lots import sum_paid
from lotdesign.report.terms import format_years
from lotdesign.report.wording import COST_TO_COUNCIL, PAID_TO_PROVIDER
from lotdesign.result.model import LotResult
from lotdesign.rules.route import ROUTE_WORDS
from lotdesign.scenario.lot_names import build_short_lot_name
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.years import YearSpan
from tui.canvas.picture import (
    Line,
    Picture,
    PictureColumn,
    Span,
    draw_heading,
    draw_row,
    find_visible_items,
    fit_table_columns,
    mark_cursor,
    widen_columns,
    wrap_lines,
)
from tui.pictures.crosstab import LOT_COLOURS
from tui.safe_text import clip_columns, count_columns, fit_columns, make_safe, wrap_text
from tui.session.session import number_of_letter, shorten_letter
from tui.snapshot import Snapshot

LotResults = Sequence[LotResult]

NAME_COLUMNS = 56
"""Columns from which a lot's name has room beside every figure."""

PLACE_COLUMNS = 50
"""Columns from which a unit's place has room beside its name."""

SHORT_ROUTE_WORDS: dict[Route, str] = {
    "external": "contract",
    "in_house": "in-house",
    "prime": "prime",
}
"""Each route in a word."""


@dataclass(frozen=True, slots=True)
class LotColumn:
    """A column: the cell of a lot, given how many small bidders are needed, and the total."""

    column: PictureColumn
    draw_lot: Callable[[LotResult, int], Span]
    describe_all: Callable[[LotResults], str]


def draw_lots(
    snapshot: Snapshot, columns: int, rows: int, focused: bool, shown: Sequence[int] | None = None
) -> Picture:
    """A table of the lots with a total, of those `shown`; the map hatches that of the cursor."""
    entry = snapshot.entry
    if entry is None or not entry.lots:
        return Picture(())
    lot_columns = _choose_columns(snapshot, columns)
    needed = snapshot.scenario.market.small_needed
    listed = range(len(entry.lots)) if shown is None else shown
    view = find_visible_items(listed, snapshot.lot_position, max(1, rows - 2))
    table = [_write_lot_cells(snapshot, i, lot_columns, needed) for i in view]
    total: list[str | Span] = [
        "",
        "all lots",
        *(each.describe_all(entry.result.lots) for each in lot_columns),
    ]
    drawn = (PictureColumn("", 2), PictureColumn("Lot"), *(each.column for each in lot_columns))
    shape = fit_table_columns(widen_columns(drawn, [*table, total]), columns - 1)
    lines: list[Line] = [(Span(" "), *draw_heading(shape))]
    for i, cells in zip(view, table, strict=True):
        lines.append(
            mark_cursor(
                draw_row(cells, shape),
                i == snapshot.lot_position,
                focused,
                columns,
                snapshot.glyphs,
            )
        )
    lines.append((Span(" "), *draw_row(total, shape, "dim")))
    return Picture(tuple(lines), (None, *view, None))


def _write_lot_cells(
    snapshot: Snapshot, position: int, lot_columns: Sequence[LotColumn], needed: int
) -> list[str | Span]:
    """The letter, the name and the figures of the lot at a position."""
    entry = snapshot.entry
    if entry is None:
        return []
    lot, letter = entry.result.lots[position], entry.letters[position]
    badge = Span(shorten_letter(letter), f"lot-{number_of_letter(letter) % LOT_COLOURS} badge")
    name = make_safe(shorten_lot_name(snapshot.scenario, lot))
    return [badge, name, *(each.draw_lot(lot, needed) for each in lot_columns)]


def _choose_columns(snapshot: Snapshot, columns: int) -> list[LotColumn]:
    """The columns that have something to say and room; a route that was chosen is always shown."""
    market, routed = snapshot.scenario.providers is not None, snapshot.scenario.routes.has_choice
    roomy = columns >= NAME_COLUMNS
    chosen = [VALUE_COLUMN]
    if market and routed and not roomy:
        return [*chosen, OPEN_COLUMN]
    chosen += [ABLE_COLUMN, SMALL_COLUMN] if market else []
    chosen += [ROUTE_COLUMN] if routed else []
    return [*chosen, UNITS_COLUMN, WHOLE_LIFE_COLUMN] if roomy else chosen


def shorten_lot_name(scenario: Scenario, lot: LotResult) -> str:
    """A lot's name with its places first, which tell lots apart in few columns.

    Its own name where it holds a unit that the scenario no longer has.
    """
    try:
        positions = scenario.find_positions(lot.units)
    except KeyError:
        return lot.name
    return build_short_lot_name(scenario, tuple(sorted(positions)))


def _list_external_lots(lots: LotResults) -> list[LotResult]:
    """The lots that providers can bid for."""
    return [lot for lot in lots if lot.route == "external"]


def _count_able(lot: LotResult, needed: int) -> Span:
    if not _list_external_lots([lot]):
        return Span(NO_FIGURE)
    return Span(str(len(lot.eligible)), "" if lot.eligible else "bad")


def _count_small(lot: LotResult, needed: int) -> Span:
    if not _list_external_lots([lot]):
        return Span(NO_FIGURE)
    few = len(lot.eligible_small) < needed
    return Span(f"{len(lot.eligible_small)}{'!' if few else ''}", "bad" if few else "")


def _describe_openness(lot: LotResult, needed: int) -> Span:
    if not _list_external_lots([lot]):
        return Span(SHORT_ROUTE_WORDS[lot.route])
    able, small = _count_able(lot, needed), _count_small(lot, needed)
    return Span(f"{able.text}/{small.text}", small.style)


def _find_fewest_able(lots: LotResults) -> str:
    return str(min((len(lot.eligible) for lot in _list_external_lots(lots)), default=NO_FIGURE))


def _find_fewest_small(lots: LotResults) -> str:
    return str(
        min((len(lot.eligible_small) for lot in _list_external_lots(lots)), default=NO_FIGURE)
    )


VALUE_COLUMN = LotColumn(
    PictureColumn("A year", 10, right=True),
    lambda lot, _: Span(format_whole_pounds(lot.market_value_pence)),
    lambda lots: format_whole_pounds(sum(lot.market_value_pence for lot in lots)),
)
ABLE_COLUMN = LotColumn(PictureColumn("Able", 4, right=True), _count_able, _find_fewest_able)
SMALL_COLUMN = LotColumn(PictureColumn("Small", 5, right=True), _count_small, _find_fewest_small)
OPEN_COLUMN = LotColumn(
    PictureColumn("Able/sm.", 8, right=True), _describe_openness, lambda lots: ""
)
"""Who can bid, or the route, where there is no room for both."""
ROUTE_COLUMN = LotColumn(
    PictureColumn("Route", 8), lambda lot, _: Span(SHORT_ROUTE_WORDS[lot.route]), lambda lots: ""
)
UNITS_COLUMN = LotColumn(
    PictureColumn("Units", 5, right=True),
    lambda lot, _: Span(str(len(lot.units))),
    lambda lots: str(sum(len(lot.units) for lot in lots)),
)
WHOLE_LIFE_COLUMN = LotColumn(
    PictureColumn("Cost", 8, right=True),
    lambda lot, _: Span(format_millions(lot.whole_life_pence)),
    lambda lots: format_millions(sum(lot.whole_life_pence for lot in lots)),
)


def find_selected_lot(snapshot: Snapshot) -> LotResult | None:
    """The lot with the cursor, None where there is no design."""
    entry = snapshot.entry
    return entry.result.lots[snapshot.lot_position] if entry is not None and entry.lots else None


def draw_units(
    snapshot: Snapshot, columns: int, rows: int, focused: bool, shown: Sequence[int] | None = None
) -> Picture:
    """A table of the lot's units with their cost in their first year, their years and places.

    Years are shown where units are bought in years of their own.
    """
    lot = find_selected_lot(snapshot)
    if lot is None:
        return Picture(())
    units = {unit.id: unit for unit in snapshot.scenario.units}
    places = {place.id: place.name or place.id for place in snapshot.scenario.localities}
    dated = not snapshot.scenario.has_one_term
    head = "First year" if dated else "Year 1"
    table_columns = [PictureColumn("Unit", least=16), PictureColumn(head, 10, right=True)]
    table_columns += [PictureColumn("Years", 7, right=True)] if dated else []
    table_columns += [PictureColumn("Where", 16)] if columns >= PLACE_COLUMNS else []
    at = min(snapshot.view.cursor_of("units"), len(lot.units) - 1)
    listed = range(len(lot.units)) if shown is None else shown
    view = find_visible_items(listed, at, max(1, rows - 1))
    table = []
    for i in view:
        unit = units.get(lot.units[i])
        name = lot.units[i] if unit is None else unit.name
        cost = "" if unit is None else format_whole_pounds(unit.gross[unit.first_year - 1])
        years = "" if unit is None else format_years(YearSpan(unit.first_year, unit.last_year))
        place = "" if unit is None else places.get(unit.locality, "whole authority")
        table.append([make_safe(name), cost, *[years] * dated, make_safe(place)])
    widened = widen_columns(table_columns, table)
    if columns >= PLACE_COLUMNS:
        widened[-1] = _widen_place(widened, table, columns - 1)
    shape = fit_table_columns(widened, columns - 1)
    lines: list[Line] = [(Span(" "), *draw_heading(shape))]
    for i, cells in zip(view, table, strict=True):
        line = draw_row(cells, shape)
        lines.append(mark_cursor(line, i == at, focused, columns, snapshot.glyphs))
    return Picture(tuple(lines), (None, *view))


def _widen_place(
    columns: Sequence[PictureColumn], table: Sequence[Sequence[str]], room: int
) -> PictureColumn:
    """The last column, as wide as its widest cell if the first one still shows all of its own."""
    names, places = (max(map(count_columns, (row[i] for row in table))) for i in (0, -1))
    taken = sum(column.width + 1 for column in columns[1:-1]) + 1
    width = max(columns[-1].width, min(places, room - names - taken))
    return replace(columns[-1], width=width)


def find_selected_unit(snapshot: Snapshot) -> str | None:
    """The id of the unit with the cursor, None where there is no design."""
    lot = find_selected_lot(snapshot)
    if lot is None:
        return None
    return lot.units[min(snapshot.view.cursor_of("units"), len(lot.units) - 1)]


def draw_bidders(snapshot: Snapshot, columns: int) -> list[Line]:
    """The providers that can bid, small ones first, and what keeps each other one out."""
    lot = find_selected_lot(snapshot)
    providers = snapshot.scenario.providers
    if lot is None:
        return []
    if providers is None:
        text = "The scenario lists no providers, so nothing is said about who can bid."
        return wrap_lines(text, columns, "dim")
    if lot.route != "external":
        return wrap_lines(f"Delivered {ROUTE_WORDS[lot.route]}; nobody bids for it.", columns)
    names = {each.id: each.name or each.id for each in providers}
    others = [each for each in lot.eligible if each not in lot.eligible_small]
    needed = snapshot.scenario.market.small_needed
    enough = "enough" if lot.accessible else f"{needed} are needed"
    small = f"SMALL: {len(lot.eligible_small)}, {enough}"
    lines: list[Line] = [
        (Span(clip_columns("Eligible and with capacity:", columns), "dim"),),
        (Span(small, "heading" if lot.accessible else "bad bold"),),
        *_draw_able(snapshot, lot.eligible_small, lot.award, names, columns),
        (Span(f"NOT SMALL: {len(others)}", "heading"),),
        *_draw_able(snapshot, others, lot.award, names, columns),
    ]
    obstacles = list_obstacles_by_provider(snapshot.scenario, lot)
    lines.append((Span(f"CANNOT: {len(obstacles)}", "heading"),))
    for provider, reasons in obstacles.items():
        lines += _draw_unable(snapshot, names.get(provider, provider), reasons, columns)
    return lines


def _draw_able(
    snapshot: Snapshot,
    provider_ids: Sequence[str],
    award: str | None,
    names: dict[str, str],
    columns: int,
) -> list[Line]:
    """A line for each provider that can bid; the winner of the indicative award is marked."""
    winner = names.get(award or "", "")
    lines: list[Line] = []
    for provider_id in provider_ids:
        name = names.get(provider_id, provider_id)
        tail = " (indicative award)" if name == winner else ""
        text = clip_columns(make_safe(name), columns - 2 - len(tail))
        lines.append((Span(f"{snapshot.glyphs.yes} ", "good"), Span(text), Span(tail, "dim")))
    return lines


def _draw_unable(snapshot: Snapshot, name: str, reasons: Sequence[str], columns: int) -> list[Line]:
    """A provider that cannot bid and why, in two lines at most."""
    half = max(12, columns * 2 // 5)
    room = columns - half - 3
    first, *rest = wrap_text(make_safe("; ".join(reasons)), room)
    sign = Span(f"{snapshot.glyphs.no} ", "bad")
    lines: list[Line] = [(sign, Span(f"{fit_columns(make_safe(name), half)} "), Span(first, "dim"))]
    if rest:
        text = clip_columns(" ".join(rest), room)
        lines.append((Span(" " * (half + 3)), Span(text, "dim")))
    return lines


def draw_lot_money(snapshot: Snapshot, columns: int) -> list[Line]:
    """The lot's yearly value and whole-life cost; its years and its route where these differ."""
    lot = find_selected_lot(snapshot)
    if lot is None:
        return []
    yearly = format_whole_pounds(lot.market_value_pence)
    cost, paid = format_whole_pounds(lot.whole_life_pence), format_whole_pounds(sum_paid(lot))
    texts = (
        f"{yearly} a year",
        f"{PAID_TO_PROVIDER.lower()} {paid} in all",
        f"{COST_TO_COUNCIL.lower()} {cost} in all",
    )
    lines: list[Line] = [(Span(clip_columns(text, columns)),) for text in texts]
    if lot.first_year is not None and lot.last_year is not None:
        years = format_years(YearSpan(lot.first_year, lot.last_year))
        lines.append((Span(clip_columns(f"bought in contract years {years}", columns), "dim"),))
    if snapshot.scenario.routes.has_choice:
        lines.append((Span(clip_columns(f"delivered {ROUTE_WORDS[lot.route]}", columns), "dim"),))
    return lines
