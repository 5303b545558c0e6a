"""The lots of the design on show, one a row."""

from lotdesign.report.amounts import millions, pounds
from lotdesign.result.model import LotResult
from lotdesign.scenario.scenario import Scenario
from tui.canvas.areas import AREAS
from tui.canvas.spans import Line, Picture, Span, pointed
from tui.canvas.table import Column, columns_for, heading, row, window
from tui.panes.sight import Sight
from tui.session.letters import hue, mark
from tui.text import safe

COLUMNS = (
    Column("", 2),
    Column("Lot"),
    Column("A year", 10, right=True),
    Column("Able", 4, right=True),
    Column("Small", 5, right=True),
    Column("Units", 5, right=True),
    Column("Whole life", 10, right=True),
)


ROOMY = 56
"""Columns from which the name of a lot still has room beside every figure."""


def lots(sight: Sight, columns: int, rows: int, focused: bool) -> Picture:
    """The table with a total; the cursor is the lot that the map hatches."""
    entry = sight.entry
    if entry is None or not entry.lots:
        return Picture(())
    market = sight.scenario.providers is not None
    hidden = set() if market else {"Able", "Small"}
    hidden |= {"Units", "Whole life"} if columns < ROOMY else set()
    wanted = [c for c in COLUMNS if c.head not in hidden]
    shape = columns_for(wanted, columns - 1)
    view = window(len(entry.lots), sight.lot, max(1, rows - 2))
    found: list[Line] = [(Span(" "), *heading(shape))]
    for i in view:
        cells = row(_cells(sight, i, entry.result.lots[i], market), shape)
        found.append(pointed(cells, i == sight.lot, focused, columns, sight.glyphs))
    found.append((Span(" "), *row(_total(sight, market), shape, "dim")))
    items = (None, *view, None)
    return Picture(tuple(found), items)


def _cells(sight: Sight, i: int, lot: LotResult, market: bool) -> list[str | Span]:
    entry = sight.entry
    letter = entry.letters[i] if entry is not None else "A"
    needed = sight.scenario.market.small_needed
    few = len(lot.eligible_small) < needed
    return [
        Span(mark(letter), f"lot-{hue(letter) % AREAS} badge"),
        safe(short_name(sight.scenario, lot)),
        pounds(lot.market_value_pence),
        *(
            [
                Span(str(len(lot.eligible)), "bad" if not lot.eligible else ""),
                Span(f"{len(lot.eligible_small)}{'!' if few else ''}", "bad" if few else ""),
            ]
            if market
            else []
        ),
        str(len(lot.units)),
        millions(lot.whole_life_pence),
    ]


def short_name(scenario: Scenario, lot: LotResult) -> str:
    """Where a lot is, then what it holds: the place tells lots apart in few columns."""
    names = {place.id: place.name for place in scenario.localities}
    what = ", ".join(service.replace("_", " ") for service in lot.services)
    where = [names.get(place, place) for place in lot.localities]
    if len(lot.units) == 1 or not where or len(where) == len(names):
        return lot.name
    return f"{'; '.join(where)}: {what}"


def _total(sight: Sight, market: bool) -> list[str | Span]:
    entry = sight.entry
    found = () if entry is None else entry.result.lots
    return [
        "",
        "all lots",
        pounds(sum(lot.market_value_pence for lot in found)),
        *([str(min((len(lot.eligible) for lot in found), default=0))] if market else []),
        *([str(min((len(lot.eligible_small) for lot in found), default=0))] if market else []),
        str(sum(len(lot.units) for lot in found)),
        millions(sum(lot.whole_life_pence for lot in found)),
    ]
