"""Which lots of two designs differ, once they are matched by what they hold."""

from collections.abc import Iterator

from lotdesign.comparing.figures import change
from lotdesign.moves import matched_lots, moved_units
from lotdesign.result.difference import FigureChange, LotChange, LotName, Moved, TextChange
from lotdesign.result.model import LotResult, Result


def lot_changes(before: Result, after: Result) -> Iterator[LotChange]:
    """Matched lots in which anything differs, and lots without a match, in their results' order."""
    pairs = dict(_matched(before, after))
    for i, lot in enumerate(before.lots):
        found = _change(lot, after.lots[pairs[i]] if i in pairs else None)
        if _differs(found):
            yield found
    for j, lot in enumerate(after.lots):
        if j not in pairs.values():
            yield _change(None, lot)


def moves(before: Result, after: Result) -> Iterator[Moved]:
    """The units that moved."""
    old, new = _by_unit(before), _by_unit(after)
    for unit in moved_units(_units(before), _units(after)):
        yield Moved(unit=unit, before=_name(old[unit]), after=_name(new[unit]))


def _matched(before: Result, after: Result) -> list[tuple[int, int]]:
    return matched_lots(_units(before), _units(after))


def _units(result: Result) -> list[tuple[str, ...]]:
    return [lot.units for lot in result.lots]


def _by_unit(result: Result) -> dict[str, LotResult]:
    return {unit: lot for lot in result.lots for unit in lot.units}


def _name(lot: LotResult) -> LotName:
    return LotName(id=lot.id, name=lot.name)


def _differs(found: LotChange) -> bool:
    unmatched = found.before is None or found.after is None
    return bool(unmatched or found.left or found.joined or found.figures or found.words)


def _change(before: LotResult | None, after: LotResult | None) -> LotChange:
    old = () if before is None else before.units
    new = () if after is None else after.units
    return LotChange(
        before=None if before is None else _name(before),
        after=None if after is None else _name(after),
        kept=tuple(unit for unit in old if unit in new),
        left=tuple(unit for unit in old if unit not in new),
        joined=tuple(unit for unit in new if unit not in old),
        figures=tuple(each for each in _figures(before, after) if each.before != each.after),
        words=tuple(each for each in _words(before, after) if each.before != each.after),
    )


def _figures(before: LotResult | None, after: LotResult | None) -> Iterator[FigureChange]:
    same = before is not None and after is not None and set(before.units) == set(after.units)
    for name, unit, sign, anyhow in _FIGURES:
        values = [None if lot is None else _figure(lot, name) for lot in (before, after)]
        yield change(name, unit, sign if same or anyhow else 0, *values)


_FIGURES = (
    ("market_value_pence", "pence", 0, False),
    ("whole_life_pence", "pence", 1, False),
    ("eligible", "providers", -1, True),
    ("eligible_small", "providers", -1, True),
)
"""Figures of a lot, their unit, 1 where less is better and -1 where more is, and whether that
holds too where the lot holds other units: a larger lot costs more and is not worse for that.
"""


def _figure(lot: LotResult, name: str) -> int:
    value = getattr(lot, name)
    return len(value) if isinstance(value, tuple) else int(value)


def _words(before: LotResult | None, after: LotResult | None) -> Iterator[TextChange]:
    if before is not None and after is not None:
        open_to = [("yes" if lot.accessible else "no") for lot in (before, after)]
        yield TextChange(name="accessible", before=open_to[0], after=open_to[1])
        yield TextChange(name="award", before=before.award, after=after.award)
    routes = [None if lot is None else lot.route for lot in (before, after)]
    if set(routes) - {None, "external"}:
        yield TextChange(name="route", before=routes[0], after=routes[1])
