"""The lots of the design on show, and one lot in full: its units, who can bid, and why each

other provider cannot.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lotdesign.design import Route
from lotdesign.report.amounts import NO_FIGURE, format_millions, format_whole_pounds
from lotdesign.report.bidders import list_obstacles_by_provider
from lotdesign.result.model import LotResult
from lotdesign.rules.route import ROUTE_WORDS
from lotdesign.scenario.scenario import Scenario
from tui.canvas.picture import (
    Line,
    Picture,
    PictureColumn,
    Span,
    draw_heading,
    draw_row,
    find_visible_range,
    fit_table_columns,
    mark_cursor,
)
from tui.pictures.design_map import LOT_COLOURS
from tui.safe_text import clip_columns, fit_columns, make_safe, wrap_text
from tui.session.session import number_of_letter, shorten_letter
from tui.snapshot import Snapshot

LotResults = Sequence[LotResult]

NAME_COLUMNS = 56
"""Columns from which the name of a lot still has room beside every figure."""

SHORT_ROUTE_WORDS: dict[Route, str] = {
    "external": "contract",
    "in_house": "in-house",
    "prime": "prime",
}
"""The routes in a word."""


@dataclass(frozen=True, slots=True)
class LotColumn:
    """A column: what it says of a lot, and of all lots; small providers are few below a number."""

    column: PictureColumn
    draw_lot: Callable[[LotResult, int], Span]
    describe_all: Callable[[LotResults], str]


def draw_lots(snapshot: Snapshot, columns: int, rows: int, focused: bool) -> Picture:
    """The table with a total; the cursor is the lot that the map hatches."""
    entry = snapshot.entry
    if entry is None or not entry.lots:
        return Picture(())
    facts, needed = _choose_columns(snapshot, columns), snapshot.scenario.market.small_needed
    shape = fit_table_columns(
        (PictureColumn("", 2), PictureColumn("Lot"), *(fact.column for fact in facts)), columns - 1
    )
    view = find_visible_range(len(entry.lots), snapshot.lot_position, max(1, rows - 2))
    found: list[Line] = [(Span(" "), *draw_heading(shape))]
    for i in view:
        lot, letter = entry.result.lots[i], entry.letters[i]
        badge = Span(shorten_letter(letter), f"lot-{number_of_letter(letter) % LOT_COLOURS} badge")
        name = make_safe(shorten_lot_name(snapshot.scenario, lot))
        cells: list[str | Span] = [badge, name, *(fact.draw_lot(lot, needed) for fact in facts)]
        found.append(
            mark_cursor(
                draw_row(cells, shape),
                i == snapshot.lot_position,
                focused,
                columns,
                snapshot.glyphs,
            )
        )
    total: list[str | Span] = [
        "",
        "all lots",
        *(fact.describe_all(entry.result.lots) for fact in facts),
    ]
    found.append((Span(" "), *draw_row(total, shape, "dim")))
    return Picture(tuple(found), (None, *view, None))


def _choose_columns(snapshot: Snapshot, columns: int) -> list[LotColumn]:
    """The columns that there is something to say in; how lots are delivered is never left out."""
    market, routed = snapshot.scenario.providers is not None, snapshot.scenario.routes.has_choice
    roomy = columns >= NAME_COLUMNS
    found = [VALUE_COLUMN]
    if market and routed and not roomy:
        return [*found, OPEN_COLUMN]
    found += [ABLE_COLUMN, SMALL_COLUMN] if market else []
    found += [ROUTE_COLUMN] if routed else []
    return [*found, UNITS_COLUMN, WHOLE_LIFE_COLUMN] if roomy else found


def shorten_lot_name(scenario: Scenario, lot: LotResult) -> str:
    """Where a lot is, then what it holds: the place tells lots apart in few columns."""
    names = {place.id: place.name for place in scenario.localities}
    what = ", ".join(service.replace("_", " ") for service in lot.services)
    where = [names.get(place, place) for place in lot.localities]
    if len(lot.units) == 1 or not where or len(where) == len(names):
        return lot.name
    return f"{'; '.join(where)}: {what}"


def _list_external_lots(lots: LotResults) -> list[LotResult]:
    """Those that somebody can bid for."""
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
"""Who can bid, or how the lot is delivered, where there is no room for both."""
ROUTE_COLUMN = LotColumn(
    PictureColumn("Route", 8), lambda lot, _: Span(SHORT_ROUTE_WORDS[lot.route]), lambda lots: ""
)
UNITS_COLUMN = LotColumn(
    PictureColumn("Units", 5, right=True),
    lambda lot, _: Span(str(len(lot.units))),
    lambda lots: str(sum(len(lot.units) for lot in lots)),
)
WHOLE_LIFE_COLUMN = LotColumn(
    PictureColumn("Whole life", 10, right=True),
    lambda lot, _: Span(format_millions(lot.whole_life_pence)),
    lambda lots: format_millions(sum(lot.whole_life_pence for lot in lots)),
)

PLACE_COLUMNS = 50
"""Columns from which a unit's place has room beside its name."""


def find_selected_lot(snapshot: Snapshot) -> LotResult | None:
    """The lot with the cursor."""
    entry = snapshot.entry
    return entry.result.lots[snapshot.lot_position] if entry is not None and entry.lots else None


def draw_units(snapshot: Snapshot, columns: int, rows: int, focused: bool) -> Picture:
    """The units with what they cost and where they are."""
    lot = find_selected_lot(snapshot)
    if lot is None:
        return Picture(())
    known = {unit.id: unit for unit in snapshot.scenario.units}
    places = {place.id: place.name or place.id for place in snapshot.scenario.localities}
    wanted = [PictureColumn("Unit"), PictureColumn("Year 1", 10, right=True)]
    wanted += [PictureColumn("Where", 16)] if columns >= PLACE_COLUMNS else []
    shape = fit_table_columns(wanted, columns - 1)
    at = min(snapshot.view.cursor_of("units"), len(lot.units) - 1)
    lines: list[Line] = [(Span(" "), *draw_heading(shape))]
    view = find_visible_range(len(lot.units), at, max(1, rows - 1))
    for i in view:
        unit = known.get(lot.units[i])
        name = lot.units[i] if unit is None else unit.name
        money = "" if unit is None else format_whole_pounds(unit.gross[0])
        where = "" if unit is None else places.get(unit.locality, "whole authority")
        cells = draw_row((make_safe(name), money, make_safe(where)), shape)
        lines.append(mark_cursor(cells, i == at, focused, columns, snapshot.glyphs))
    return Picture(tuple(lines), (None, *view))


def find_selected_unit(snapshot: Snapshot) -> str | None:
    """The id of the unit with the cursor."""
    lot = find_selected_lot(snapshot)
    if lot is None:
        return None
    return lot.units[min(snapshot.view.cursor_of("units"), len(lot.units) - 1)]


def draw_bidders(snapshot: Snapshot, columns: int) -> list[Line]:
    """Small providers that could bid, others that could, and what keeps each other one out."""
    lot = find_selected_lot(snapshot)
    providers = snapshot.scenario.providers
    if lot is None:
        return []
    if providers is None:
        said = "The scenario lists no providers, so nothing is said about who can bid."
        return [(Span(each, "dim"),) for each in wrap_text(said, columns)]
    if lot.route != "external":
        said = f"Delivered {ROUTE_WORDS[lot.route]}; nobody bids for it."
        return [(Span(each),) for each in wrap_text(said, columns)]
    names = {each.id: each.name or each.id for each in providers}
    small = set(lot.eligible_small)
    others = [each for each in lot.eligible if each not in small]
    needed = snapshot.scenario.market.small_needed
    enough = "enough" if lot.accessible else f"{needed} are needed"
    lines: list[Line] = [
        (Span(clip_columns("Eligible and with capacity:", columns), "dim"),),
        (Span(f"SMALL: {len(small)}, {enough}", "heading" if lot.accessible else "bad bold"),),
        *_draw_names(
            snapshot, [names.get(p, p) for p in lot.eligible_small], columns, lot.award, names
        ),
        (Span(f"NOT SMALL: {len(others)}", "heading"),),
        *_draw_names(snapshot, [names.get(p, p) for p in others], columns, lot.award, names),
    ]
    kept_out = list_obstacles_by_provider(snapshot.scenario, lot)
    lines.append((Span(f"CANNOT: {len(kept_out)}", "heading"),))
    for provider, obstacles in kept_out.items():
        half = max(12, columns * 2 // 5)
        why = make_safe("; ".join(obstacles))
        name = fit_columns(make_safe(names.get(provider, provider)), half)
        pieces = wrap_text(why, columns - half - 3)
        lines.append(
            (Span(f"{snapshot.glyphs.no} ", "bad"), Span(f"{name} "), Span(pieces[0], "dim"))
        )
        if len(pieces) > 1:
            rest = clip_columns(" ".join(pieces[1:]), columns - half - 3)
            lines.append((Span(" " * (half + 3)), Span(rest, "dim")))
    return lines


def _draw_names(
    snapshot: Snapshot, found: list[str], columns: int, award: str | None, names: dict[str, str]
) -> list[Line]:
    indicated = names.get(award or "", "")
    lines: list[Line] = []
    for name in found:
        tail = " (indicative award)" if name == indicated else ""
        text = clip_columns(make_safe(name), columns - 2 - len(tail))
        lines.append((Span(f"{snapshot.glyphs.yes} ", "good"), Span(text), Span(tail, "dim")))
    return lines


def draw_lot_money(snapshot: Snapshot, columns: int) -> list[Line]:
    """The lot's money, in one or two lines."""
    lot = find_selected_lot(snapshot)
    if lot is None:
        return []
    told = f"{format_whole_pounds(lot.market_value_pence)} a year, {format_whole_pounds(lot.whole_life_pence)} in all"
    lines: list[Line] = [(Span(clip_columns(told, columns)),)]
    if snapshot.scenario.routes.has_choice:
        lines.append((Span(clip_columns(f"delivered {ROUTE_WORDS[lot.route]}", columns), "dim"),))
    return lines
