"""The lots of the design on show, one a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lotdesign.design import Route
from lotdesign.report.amounts import NONE, millions, pounds
from lotdesign.result.model import LotResult
from lotdesign.scenario.scenario import Scenario
from tui.canvas.areas import AREAS
from tui.canvas.spans import Line, Picture, Span, pointed
from tui.canvas.table import Column, columns_for, heading, row, window
from tui.panes.sight import Sight
from tui.session.letters import hue, mark
from tui.text import safe

Lots = Sequence[LotResult]

ROOMY = 56
"""Columns from which the name of a lot still has room beside every figure."""

WAYS: dict[Route, str] = {"external": "contract", "in_house": "in-house", "prime": "prime"}
"""The routes in a word."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A column: what it says of a lot, and of all lots; small providers are few below a number."""

    column: Column
    lot: Callable[[LotResult, int], Span]
    whole: Callable[[Lots], str]


def lots(sight: Sight, columns: int, rows: int, focused: bool) -> Picture:
    """The table with a total; the cursor is the lot that the map hatches."""
    entry = sight.entry
    if entry is None or not entry.lots:
        return Picture(())
    facts, needed = _facts(sight, columns), sight.scenario.market.small_needed
    shape = columns_for(
        (Column("", 2), Column("Lot"), *(fact.column for fact in facts)), columns - 1
    )
    view = window(len(entry.lots), sight.lot, max(1, rows - 2))
    found: list[Line] = [(Span(" "), *heading(shape))]
    for i in view:
        lot, letter = entry.result.lots[i], entry.letters[i]
        badge = Span(mark(letter), f"lot-{hue(letter) % AREAS} badge")
        name = safe(short_name(sight.scenario, lot))
        cells: list[str | Span] = [badge, name, *(fact.lot(lot, needed) for fact in facts)]
        found.append(pointed(row(cells, shape), i == sight.lot, focused, columns, sight.glyphs))
    total: list[str | Span] = ["", "all lots", *(fact.whole(entry.result.lots) for fact in facts)]
    found.append((Span(" "), *row(total, shape, "dim")))
    return Picture(tuple(found), (None, *view, None))


def _facts(sight: Sight, columns: int) -> list[Fact]:
    """The columns that there is something to say in; how lots are delivered is never left out."""
    market, routed = sight.scenario.providers is not None, sight.scenario.routes.several
    roomy = columns >= ROOMY
    found = [VALUE]
    if market and routed and not roomy:
        return [*found, OPEN]
    found += [ABLE, SMALL] if market else []
    found += [ROUTE] if routed else []
    return [*found, UNITS, LIFE] if roomy else found


def short_name(scenario: Scenario, lot: LotResult) -> str:
    """Where a lot is, then what it holds: the place tells lots apart in few columns."""
    names = {place.id: place.name for place in scenario.localities}
    what = ", ".join(service.replace("_", " ") for service in lot.services)
    where = [names.get(place, place) for place in lot.localities]
    if len(lot.units) == 1 or not where or len(where) == len(names):
        return lot.name
    return f"{'; '.join(where)}: {what}"


def _let(lots: Lots) -> list[LotResult]:
    """Those that somebody can bid for."""
    return [lot for lot in lots if lot.route == "external"]


def _able(lot: LotResult, needed: int) -> Span:
    if not _let([lot]):
        return Span(NONE)
    return Span(str(len(lot.eligible)), "" if lot.eligible else "bad")


def _small(lot: LotResult, needed: int) -> Span:
    if not _let([lot]):
        return Span(NONE)
    few = len(lot.eligible_small) < needed
    return Span(f"{len(lot.eligible_small)}{'!' if few else ''}", "bad" if few else "")


def _open(lot: LotResult, needed: int) -> Span:
    if not _let([lot]):
        return Span(WAYS[lot.route])
    able, small = _able(lot, needed), _small(lot, needed)
    return Span(f"{able.text}/{small.text}", small.style)


def _fewest_able(lots: Lots) -> str:
    return str(min((len(lot.eligible) for lot in _let(lots)), default=NONE))


def _fewest_small(lots: Lots) -> str:
    return str(min((len(lot.eligible_small) for lot in _let(lots)), default=NONE))


VALUE = Fact(
    Column("A year", 10, right=True),
    lambda lot, _: Span(pounds(lot.market_value_pence)),
    lambda lots: pounds(sum(lot.market_value_pence for lot in lots)),
)
ABLE = Fact(Column("Able", 4, right=True), _able, _fewest_able)
SMALL = Fact(Column("Small", 5, right=True), _small, _fewest_small)
OPEN = Fact(Column("Able/sm.", 8, right=True), _open, lambda lots: "")
"""Who can bid, or how the lot is delivered, where there is no room for both."""
ROUTE = Fact(Column("Route", 8), lambda lot, _: Span(WAYS[lot.route]), lambda lots: "")
UNITS = Fact(
    Column("Units", 5, right=True),
    lambda lot, _: Span(str(len(lot.units))),
    lambda lots: str(sum(len(lot.units) for lot in lots)),
)
LIFE = Fact(
    Column("Whole life", 10, right=True),
    lambda lot, _: Span(millions(lot.whole_life_pence)),
    lambda lots: millions(sum(lot.whole_life_pence for lot in lots)),
)
