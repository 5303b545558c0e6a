"""One lot: its units, who can bid for it, and why each other provider cannot."""

from lotdesign.report.amounts import pounds
from lotdesign.report.reasons import reasons
from lotdesign.result.model import LotResult
from lotdesign.rules.route import DELIVERED
from tui.canvas.spans import Line, Picture, Span, pointed
from tui.canvas.table import Column, columns_for, heading, row, window
from tui.panes.sight import Sight
from tui.text import clip, fit, safe, wrapped

ROOMY = 50
"""Columns from which a unit's place has room beside its name."""


def lot_of(sight: Sight) -> LotResult | None:
    """The lot with the cursor."""
    entry = sight.entry
    return entry.result.lots[sight.lot] if entry is not None and entry.lots else None


def units(sight: Sight, columns: int, rows: int, focused: bool) -> Picture:
    """The units with what they cost and where they are."""
    lot = lot_of(sight)
    if lot is None:
        return Picture(())
    known = {unit.id: unit for unit in sight.scenario.units}
    places = {place.id: place.name or place.id for place in sight.scenario.localities}
    wanted = [Column("Unit"), Column("Year 1", 10, right=True)]
    wanted += [Column("Where", 16)] if columns >= ROOMY else []
    shape = columns_for(wanted, columns - 1)
    at = min(sight.looks.at("units"), len(lot.units) - 1)
    lines: list[Line] = [(Span(" "), *heading(shape))]
    view = window(len(lot.units), at, max(1, rows - 1))
    for i in view:
        unit = known.get(lot.units[i])
        name = lot.units[i] if unit is None else unit.name
        money = "" if unit is None else pounds(unit.gross[0])
        where = "" if unit is None else places.get(unit.locality, "whole authority")
        cells = row((safe(name), money, safe(where)), shape)
        lines.append(pointed(cells, i == at, focused, columns, sight.glyphs))
    return Picture(tuple(lines), (None, *view))


def unit_at(sight: Sight) -> str | None:
    """The id of the unit with the cursor."""
    lot = lot_of(sight)
    if lot is None:
        return None
    return lot.units[min(sight.looks.at("units"), len(lot.units) - 1)]


def bidders(sight: Sight, columns: int, rows: int, focused: bool) -> Picture:
    """Small providers that could bid, others that could, and what keeps each other one out."""
    lot = lot_of(sight)
    providers = sight.scenario.providers
    if lot is None:
        return Picture(())
    if providers is None:
        said = "The scenario lists no providers, so nothing is said about who can bid."
        return Picture(tuple((Span(each, "dim"),) for each in wrapped(said, columns)))
    if lot.route != "external":
        said = f"Delivered {DELIVERED[lot.route]}; nobody bids for it."
        return Picture(tuple((Span(each),) for each in wrapped(said, columns)))
    names = {each.id: each.name or each.id for each in providers}
    small = set(lot.eligible_small)
    others = [each for each in lot.eligible if each not in small]
    needed = sight.scenario.market.small_needed
    enough = "enough" if lot.accessible else f"{needed} are needed"
    lines: list[Line] = [
        (Span(clip("Eligible and with capacity:", columns), "dim"),),
        (Span(f"SMALL: {len(small)}, {enough}", "heading" if lot.accessible else "bad bold"),),
        *_names(sight, [names.get(p, p) for p in lot.eligible_small], columns, lot.award, names),
        (Span(f"NOT SMALL: {len(others)}", "heading"),),
        *_names(sight, [names.get(p, p) for p in others], columns, lot.award, names),
    ]
    kept_out = reasons(sight.scenario, lot)
    lines.append((Span(f"CANNOT: {len(kept_out)}", "heading"),))
    for provider, obstacles in kept_out.items():
        half = max(12, columns * 2 // 5)
        why = safe("; ".join(obstacles))
        name = fit(safe(names.get(provider, provider)), half)
        pieces = wrapped(why, columns - half - 3)
        lines.append((Span(f"{sight.glyphs.no} ", "bad"), Span(f"{name} "), Span(pieces[0], "dim")))
        if len(pieces) > 1:
            rest = clip(" ".join(pieces[1:]), columns - half - 3)
            lines.append((Span(" " * (half + 3)), Span(rest, "dim")))
    start = max(0, min(sight.looks.at("bidders"), len(lines) - rows))
    return Picture(tuple(lines[start : start + rows]))


def _names(
    sight: Sight, found: list[str], columns: int, award: str | None, names: dict[str, str]
) -> list[Line]:
    indicated = names.get(award or "", "")
    lines: list[Line] = []
    for name in found:
        tail = " (indicative award)" if name == indicated else ""
        text = clip(safe(name), columns - 2 - len(tail))
        lines.append((Span(f"{sight.glyphs.yes} ", "good"), Span(text), Span(tail, "dim")))
    return lines


def summary(sight: Sight, columns: int) -> list[Line]:
    """The lot's money, in one or two lines."""
    lot = lot_of(sight)
    if lot is None:
        return []
    told = f"{pounds(lot.market_value_pence)} a year, {pounds(lot.whole_life_pence)} in all"
    lines: list[Line] = [(Span(clip(told, columns)),)]
    if sight.scenario.routes.several:
        lines.append((Span(clip(f"delivered {DELIVERED[lot.route]}", columns), "dim"),))
    return lines
